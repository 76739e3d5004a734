"""Dates as people and catalogs know them: a year, a month, a day, or no later than one of these."""

from datetime import date, timedelta
from typing import Self

from msgspec import Struct

from credlint import lazy_re

_FORM = lazy_re.compile(r"(<=)?([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class PartialDate(Struct, frozen=True, array_like=True):
    """An ISO 8601 date of which the day, or day and month, may be unknown.

    `no_later_than` marks a fact seen on that date whose true beginning lies before it (written `<=2026-08`).
    """

    year: int
    month: int | None = None
    day: int | None = None
    no_later_than: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads `2026`, `2026-03`, `2026-03-31` or any of these after `<=`. Raises ValueError otherwise."""
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")
        bound, year, month, day = match.groups()
        parsed = cls(int(year), int(month) if month else None, int(day) if day else None, bound is not None)
        date(parsed.year, 1 if parsed.month is None else parsed.month, 1 if parsed.day is None else parsed.day)
        return parsed

    @property
    def earliest(self) -> date:
        """The first day it can mean (`no_later_than`: of the period stated; it may lie before)."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or _length(self.year, month))

    @property
    def is_exact(self) -> bool:
        return self.day is not None and not self.no_later_than

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return ("<=" if self.no_later_than else "") + "-".join(parts)


def date_text(day: PartialDate | None) -> str | None:
    """As catalogs write it; None where there is none."""
    return None if day is None else str(day)


def days_after(day: date, days: int) -> date:
    """The day so many days later (below 0: earlier), or the last or first that the calendar has."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month where it has no such day.

    Beyond what the calendar has, it is the same day of its last December or first January.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(min(max(index, date.min.year * 12), date.max.year * 12 + 11), 12)
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


def _length(year: int, month: int) -> int:
    """How many days a month has."""
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day
