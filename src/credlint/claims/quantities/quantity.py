"""A number or range with its unit, as an article states it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from credlint.span import Span


class Measure(StrEnum):
    MONEY = "money"
    TIME = "time"
    PERCENT = "percent"
    COUNT = "count"


class Part(StrEnum):
    """What a value is in a change ("from $395 to $445") or in a sum ("$125 + $210 = $335")."""

    OLD = "old"
    NEW = "new"
    TERM = "term"
    TOTAL = "total"


class Quantity(Struct, frozen=True):
    """A number or range with its unit. A bound that is not stated is None.

    `unit`: an ISO 4217 currency, or minutes, hours, days, weeks, months, years, or "" (percent, count). `span` holds
    all that belongs to the value: bound words, currency, unit and `per`; `digits` only the number or range with its
    unit. `per` of money: month, year, once, interval (every two years), unit (an hour, a gigabyte), or "" where nothing
    is said. `hyphenated`: written as an adjective (`90-minute`). `scale` is the M of "N out of M". `term` is a time
    that was joined to money ("3 months for $1,017").
    """

    measure: Measure
    span: Span
    digits: Span
    low: Decimal | None
    high: Decimal | None
    unit: str = ""
    approximate: bool = False
    per: str = ""
    hyphenated: bool = False
    part: Part | None = None
    scale: Decimal | None = None

    @property
    def least(self) -> Decimal:
        """The lower bound, or the upper one where only that is stated."""
        return self.low if self.low is not None else self.high if self.high is not None else Decimal(0)

    @property
    def most(self) -> Decimal:
        """The upper bound, or the lower one where only that is stated."""
        return self.high if self.high is not None else self.least
