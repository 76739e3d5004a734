"""Whether a text holds the figures of a value."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from credlint.values import Code, Cost, Duration, Exam, Status, Validity, Value

_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d{3})*(?:[.,]\d{1,2})?(?![\d])|\d+(?:\.\d+)?")
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twelve": 12}
_SIGNS = {"USD": r"\$|usd", "EUR": "€|eur", "GBP": "£|gbp", "INR": r"₹|inr|\brs\b", "JPY": "¥|jpy", "TWD": r"nt\$|twd"}
_ANY_SIGN = re.compile(r"[$€£₹¥]|\b[a-z]{3}\b\s*\d", re.IGNORECASE)
_FOR_LIFE = re.compile(r"(?i)\blife(?:time|long)?\b|\b(?:never|not?|n['’]t)\b.{0,20}\bexpir|\bpermanent")
_FREE = re.compile(r"(?i)\bfree\b|\bno (?:cost|charge)\b")


def states(value: Value, text: str, *, bare: bool = True) -> bool:
    """Whether a text holds every figure of a value; `bare`: it may be a figure alone, without currency or unit."""
    held = _numbers(text)
    match value:
        case Cost():
            amounts = {amount for amount in (value.min, value.max) if amount is not None}
            if amounts == {Decimal(0)}:
                return bool(_FREE.search(text)) or Decimal(0) in held
            sign = re.compile(_SIGNS.get(value.currency, re.escape(value.currency)), re.IGNORECASE)
            in_currency = bool(sign.search(text)) or (bare and not _ANY_SIGN.search(text))
            return in_currency and amounts <= held
        case Validity():
            if value.lifetime:
                return bool(_FOR_LIFE.search(text))
            months = {bound for bound in (value.min_months, value.max_months) if bound is not None}
            if re.search(r"(?i)month", text) or (bare and not re.search(r"(?i)year|yr", text)):
                return months <= held
            return {bound / 12 for bound in months} <= held if re.search(r"(?i)year|yr", text) else False
        case Duration():
            bounds = {bound for bound in (value.min, value.max) if bound is not None}
            return bounds <= held and (bare or value.unit.removesuffix("s") in text.lower())
        case Exam():
            return all(bound in held for pair in value.stated().values() for bound in pair if bound)
        case Code():
            return re.search(bounded(re.escape(value.code.lower())), text.lower()) is not None
        case Status():
            year = (value.date or "").removeprefix("<=")[:4]
            return value.status in text.lower() or (not bare and year != "" and year in text)
        case _:
            return False


def bounded(pattern: str) -> str:
    """`$44` is not found in `$445`, nor `5 questions` in `65 questions`."""
    return rf"(?<![\w.,]){pattern}(?!\w|[.,]\d)"


def _numbers(text: str) -> set[Decimal]:
    found = {Decimal(count) for word, count in _WORDS.items() if re.search(rf"\b{word}\b", text.lower())}
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"['’\u00a0\u202f]", "", match[0])
        # The last mark before one or two digits begins the cents; every other one parts thousands.
        whole, mark, cents = re.match(r"(.*?)(?:([.,])(\d{1,2}))?$", digits).groups()  # type: ignore[union-attr]
        try:
            found.add(Decimal(re.sub("[.,]", "", whole) + (f".{cents}" if mark else "")))
        except InvalidOperation:
            continue
    return found
