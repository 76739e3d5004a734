"""What a credential adds to a salary: no price, and smaller than a salary."""

from __future__ import annotations

from decimal import Decimal

from credlint.claims.quantities.quantity import Quantity

GAIN = (
    r"(?:(?:salary|pay|income|earnings?|wage|average|typical|verified|cert(?:ification)?) )*"
    r"(?:premiums?|uplift|bump)(?! (?:plan|tier|account|subscription|access|membership|exam|course|version|support))",
    r"ROI", r"(?:salary|pay|income) (?:increase|raise|impact|gain|lift|boost|difference)s?",
    r"(?:average|typical) (?:raise|increase)",
)  # fmt: skip
# "Baker: +$9,000", "Baker (+$9k)": what is added to a sum of prices says what it is for.
SIGN = r"(?:^|[(:,;]|[–—-]\s)\s*[~≈]?\+$"


def is_gain(quantity: Quantity) -> bool:
    """Whether an amount is large enough for one: a premium plan at 40 dollars a month is a price."""
    least = Decimal(50_000) if quantity.unit in {"INR", "TWD", "JPY"} else Decimal(1_000)
    return least <= quantity.most <= least * 100 and quantity.per in {"", "year"}
