"""The values that articles claim and the catalog knows, one type a kind.

Both sides of every comparison are of these types. `to_json` gives the value forms of the public interface;
amounts are `Decimal`, currencies ISO 4217, dates ISO 8601 (possibly partial). A bound that is not stated is None.
"""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

Json = dict[str, object]


class Kind(StrEnum):
    COST = "cost"
    VALIDITY = "validity"
    DURATION = "duration"
    EXAM = "exam"
    STATUS = "status"
    CODE = "code"
    STATISTIC = "statistic"


class Cost(Struct, frozen=True, tag=True, array_like=True):
    """What a reader pays. `per`: once, month, year. `basis`: exam, course, subscription, renewal, total."""

    min: Decimal | None
    max: Decimal | None
    currency: str
    per: str = "once"
    basis: str = "exam"
    approximate: bool = False

    def to_json(self) -> Json:
        return {
            "min": _number(self.min),
            "max": _number(self.max),
            "currency": self.currency,
            "per": self.per,
            "basis": self.basis,
            "approximate": self.approximate,
        }


class Validity(Struct, frozen=True, tag=True, array_like=True):
    """How long a credential stays valid, in months, or for life."""

    min_months: Decimal | None = None
    max_months: Decimal | None = None
    lifetime: bool = False

    def to_json(self) -> Json:
        if self.lifetime:
            return {"lifetime": True}
        return {"min_months": _number(self.min_months), "max_months": _number(self.max_months)}


# The least and the greatest value; None where there is no such bound.
Bounds = tuple[Decimal | None, Decimal | None]


class Duration(Struct, frozen=True, tag=True, array_like=True):
    """Time to complete or to prepare, in the unit people wrote: hours, days, weeks or months."""

    min: Decimal | None
    max: Decimal | None
    unit: str

    def to_json(self) -> Json:
        return {f"min_{self.unit}": _number(self.min), f"max_{self.unit}": _number(self.max)}

    def hours(self) -> Bounds:
        """Both bounds in hours of the calendar (a month is 730.5), for comparing different units."""
        scale = HOURS_PER_UNIT[self.unit]
        return (None if self.min is None else self.min * scale, None if self.max is None else self.max * scale)


HOURS_PER_UNIT = {
    "hours": Decimal(1),
    "days": Decimal(24),
    "weeks": Decimal(168),
    "months": Decimal("730.5"),
}


class Exam(Struct, frozen=True, tag=True, array_like=True):
    """What an exam is like; every field is a (min, max) pair or None where nothing is said.

    `passing_score` is on the issuer's scale (700 of 1000), `passing_percent` a share of 100. The lower end of "up to 90
    questions" is 0 or 1, and in JSON only the number stands that issuers name.
    """

    questions: tuple[Decimal, Decimal] | None = None
    minutes: tuple[Decimal, Decimal] | None = None
    passing_score: tuple[Decimal, Decimal] | None = None
    passing_percent: tuple[Decimal, Decimal] | None = None

    def stated(self) -> dict[str, tuple[Decimal, Decimal]]:
        """The bounds of each figure that is given, by field."""
        return {field: pair for field in self.__struct_fields__ if (pair := getattr(self, field)) is not None}

    def to_json(self) -> Json:
        json: Json = {}
        for field, (low, high) in self.stated().items():
            if low == high or low <= 1:
                json[field] = _number(high)
            else:
                json[f"{field}_min"], json[f"{field}_max"] = _number(low), _number(high)
        return json


class Status(Struct, frozen=True, tag=True, array_like=True):
    """retired, retiring, announced, beta, launched, new, active or renamed; `date` is ISO 8601, possibly partial."""

    status: str
    date: str | None = None
    successor: str | None = None

    def to_json(self) -> Json:
        return {"status": self.status, "date": self.date, "successor": self.successor}


class Code(Struct, frozen=True, tag=True, array_like=True):
    code: str

    def to_json(self) -> Json:
        return {"code": self.code}


class Statistic(Struct, frozen=True, tag=True, array_like=True):
    """A figure about a credential's worth; `sourced` if a link or a named source stands in the same paragraph."""

    text: str
    sourced: bool

    def to_json(self) -> Json:
        return {"text": self.text, "sourced": self.sourced}


Value = Cost | Validity | Duration | Exam | Status | Code | Statistic


def _number(value: Decimal | None) -> int | float | None:
    """JSON has one number type; whole amounts are written without a fraction."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
