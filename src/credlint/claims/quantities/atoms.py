"""Numbers with what is glued to each: currency, unit, percent sign.

A number is read first, then what stands right before and after it. Every pattern is tried at a known place and has
bounded or disjoint parts, so reading is linear in the text. Offsets are those of the text that is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from credlint import lazy_re
from credlint.claims.quantities.quantity import Measure
from credlint.span import Span

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18,
    "seventeen": 17, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_ONES = "|".join(word for word, number in _WORDS.items() if number < 10)
HYPHEN = r"[-‐‑‒–—−]"
_UNIT_WORD = r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?)(?![A-Za-z])"
# Both begin with a literal set, by which `re` finds their places fast; what stands before is tested after.
_FIGURES = lazy_re.compile(
    # Grouped thousands (1,200 and 1,20,000; a no-break space groups too, and a dot does in 1.200.000), a decimal comma
    # beside the euro sign, or a plain number.
    r"[0-9½](?:(?<=½)|"
    r"\d{0,2}(?:,\d{2,3}){0,5}(?:,|[\u00a0\u202f])\d{3}(?!\d)(?:\.\d{1,2}(?!\d))?"
    r"|\d{0,2}(?:\.\d{3}){2,4}(?!\.?\d)"
    r"|\d{0,3},\d\d(?=\s?€)"
    r"|\d*(?:\.\d+)?(?:½| 1/2(?!\d)|\sand a half(?![a-z]))?"
    r")"
)
_SPELLED = lazy_re.compile(
    r"(?<![\w.,])(?:"
    + "|".join(
        rf"{word}(?:-(?:{_ONES}))?(?![a-z])(?:\sand a half(?![a-z]))?"
        if word.endswith("ty")
        else rf"{word}(?![a-z])(?:\sand a half(?![a-z]))?"
        for word in sorted(_WORDS, key=len, reverse=True)
    )
    # Vague words count only in front of a unit.
    + rf"|half an?(?=\s{_UNIT_WORD})|an?(?: couple(?: of)?)?(?=\s(?:(?:single|full|whole|solid)\s)?{_UNIT_WORD}))"
)
# Numbers in words matter in front of these only; most stretches of text hold none of them.
_COUNTED = lazy_re.compile(r"min|hour|hr|day|week|wk|month|year|yr|question|task|dollar|percent")
# What may stand before figures without a space: R5999, USD165.
_CURRENCY_BEFORE = lazy_re.compile(r"(?<![A-Za-z0-9])(?:[RM]|Rs|rs|[A-Z]{3})$")
_SYMBOLS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₱": "PHP", "₦": "NGN", "$": "USD"}
_DOLLARS = {
    "us": "USD", "u.s.": "USD", "nt": "TWD", "ca": "CAD", "c": "CAD", "cdn": "CAD", "au": "AUD", "a": "AUD",
    "hk": "HKD", "s": "SGD", "sg": "SGD", "nz": "NZD", "r": "BRL", "mx": "MXN",
}  # fmt: skip
_CODES = (
    "USD|EUR|GBP|JPY|INR|CAD|AUD|SGD|TWD|NTD|HKD|NZD|CHF|ZAR|BRL|MXN|CNY|RMB|KRW|MYR|AED|SAR|NGN|PLN|SEK|NOK"
    "|DKK|THB|IDR|PKR|PHP|RM|COP|CLP|ARS|PEN|VND|TRY|HUF|CZK|RON|UAH|ILS|QAR|KES|EGP|BDT|LKR"
)
_CODE_NAMES = {"NTD": "TWD", "RMB": "CNY", "RM": "MYR"}
_BEFORE_MONEY = lazy_re.compile(
    r"(?:(?<![A-Za-z])(?P<dollar>(?:US|U\.S\.|NT|CA|CDN|AU|HK|SG|NZ|MX)\s?|[CASR]))?(?P<symbol>[$€£¥₹₩₱₦])\s?$"
    rf"|(?<![A-Za-z])(?P<code>{_CODES})\s?[$€£₹]?\s?$"
    r"|(?<![A-Za-z])(?P<rupee>Rs\.?|rs\.?)\s?$"
    r"|(?<![A-Za-z$])(?P<rand>R)\s?$"
)
_SCALE = lazy_re.compile(
    r"\s?(?P<word>lakhs?|lacs?|crores?|million|billion|thousand)(?![A-Za-z])|(?P<letter>[kKmMbB])(?![A-Za-z])", re.I
)
_SCALES = {"k": 1000, "thousand": 1000, "lakh": 10**5, "lac": 10**5, "crore": 10**7, "m": 10**6, "million": 10**6}
_AFTER_MONEY = lazy_re.compile(
    rf"\s?(?:(?P<code>{_CODES})(?![A-Za-z])|(?P<symbol>[€£₹])|(?P<dollar>\$)(?!\s?\d)"
    r"|(?P<name>(?i:U\.?S\.? dollars|dollars|bucks|euros?|pounds(?: sterling)?|rupees|yen|rand))(?![A-Za-z]))"
)
_NAMES = {"euro": "EUR", "poun": "GBP", "rupe": "INR", "yen": "JPY", "rand": "ZAR"}
_PERCENT = lazy_re.compile(r"\s?(?:%|percent(?:age points?)?(?![A-Za-z])|per cent(?![A-Za-z]))", re.I)
_KIND_OF_TIME = (
    r"(?:total|study|focused|solid|full|straight|calendar|whole|consecutive|contact|learning|single|intens(?:e|ive)"
    r"|dedicated|training|class|seat|long|more|additional|extra)"
)
_UNIT = lazy_re.compile(
    # A line that begins with a capital is the next one: "December 2026" over "Hours: 40".
    rf"(?P<gap>\s?{HYPHEN}\s?|(?:[^\S\n]{{0,4}}|\s{{1,4}}(?=(?-i:[a-z])))(?:{_KIND_OF_TIME}[\s-])?)"
    r"(?P<unit>minutes?|mins?\.?|hours?|hrs?\.?|h|days?|weeks?|wks?\.?|months?|mos?\.?|years?|yrs?\.?)(?![A-Za-z])",
    re.I,
)
_UNITS = {"mi": "minutes", "h": "hours", "d": "days", "w": "weeks", "mo": "months", "y": "years"}
_MINUTES_RIGHT_AFTER = lazy_re.compile(
    r"\s?(?:and\s|,\s?|&\s?|:)?(?P<minutes>\d{1,2})(?:\s?(?:m|min|mins|minutes?)|(?<=h[0-5]\d))(?![A-Za-z\d])", re.I
)
_MONTHS_RIGHT_AFTER = lazy_re.compile(
    r"\s?(?:and\s|,\s?|&\s?)?(?P<months>1[01]|[1-9])\s?(?:mos?|months?)(?![A-Za-z])", re.I
)
_HALF_AFTER = lazy_re.compile(r"\sand a half(?![A-Za-z])", re.I)
_PLUS_BEFORE_UNIT = lazy_re.compile(r"\+")
_DECIMAL_COMMA = lazy_re.compile(r"\d{1,4},\d\d")
_ATTACHED = lazy_re.compile(r"[#/_]$|[A-Za-z]\w*[-‐‑]$")  # what part of a code or a path stands behind
_ORDINAL = lazy_re.compile(r"(?:st|nd|rd|th)(?![A-Za-z])")


class Atom(Struct, frozen=True):
    """One number with what is glued to it, before ranges are joined. `mid` is where the number itself ends."""

    start: int
    end: int
    value: Decimal
    measure: Measure
    unit: str = ""
    plus: bool = False
    hyphenated: bool = False
    scaled: int = 1
    mark: bool = True


def atoms_in(text: str, start: int, end: int) -> Iterator[Atom]:
    skip_to = start
    for number in _numbers(text, start, end):
        if number.span.start < skip_to or len(number.written) > 24:
            continue
        atom = _atom(text, number, start, end)
        if atom is not None:
            skip_to = atom.end
            yield atom


class _Number(Struct, frozen=True):
    span: Span
    written: str


def _numbers(text: str, start: int, end: int) -> list[_Number]:
    """Numbers in figures and in words, in order, that begin as one and not inside a word or another number."""
    found = [
        _Number(Span(*match.span()), match[0])
        for match in _FIGURES.finditer(text, start, end)
        if _begins(text, match.start(), start)
    ]
    stretch = text[start:end]
    low = stretch.lower()
    if len(low) != len(stretch):
        low = stretch
    if _COUNTED.search(low) is None:
        return found
    found += [_Number(Span(start + match.start(), start + match.end()), match[0]) for match in _SPELLED.finditer(low)]
    return sorted(found, key=lambda number: number.span.start)


def _begins(text: str, at: int, floor: int) -> bool:
    if at == floor:
        return True
    before = text[at - 1]
    if before in ".,":
        return before == "." and text[max(floor, at - 3) : at].lower() == "rs."
    if not before.isalnum() and before != "_":
        return True
    return _CURRENCY_BEFORE.search(text, max(floor, at - 4), at) is not None


def _atom(text: str, number: _Number, start: int, end: int) -> Atom | None:
    value = _number(number.written)
    before = text[max(start, number.span.start - 6) : number.span.start]
    sign = _sign_before(before, number.written, value)
    if sign is None and before[-1:].isalpha():
        return None
    if sign is None and _ATTACHED.search(before):
        return _attached(text, number, before, end)
    plus = _PLUS_BEFORE_UNIT.match(text, number.span.end, end) is not None
    begin = number.span.start - (len(before) - sign.start() if sign is not None else 0)
    scaled, stop = _scaled(text, number.span.end, end, sign is not None)
    after = _AFTER_MONEY.match(text, stop, end)
    if sign is not None or after is not None:
        currency = _currency(sign, after)
        if after is not None and (sign is None or after["code"] or after["name"]):
            stop = after.end()
        if currency == "EUR" and lazy_re.fullmatch(r"\d{1,3}\.\d{3}", number.written):
            value *= 1000
        return Atom(begin, stop, value * scaled, Measure.MONEY, currency, plus, scaled=scaled)
    percent = _PERCENT.match(text, stop, end)
    if percent is not None:
        return Atom(begin, percent.end(), value, Measure.PERCENT, plus=plus)
    unit = _UNIT.match(text, stop + plus, end)
    if unit is not None:
        return _time(text, begin, value, unit, plus, end)
    is_year = 1900 <= value <= 2100 and len(number.written) == 4 and not plus
    if is_year or _ORDINAL.match(text, stop, end) or number.written[0] in "ah":  # "the 6th", "an", "half a"
        return None
    return Atom(begin, stop, value * scaled, Measure.COUNT, plus=plus, scaled=scaled)


def _sign_before(before: str, written: str, value: Decimal) -> re.Match[str] | None:
    """The currency in front of a number; of R, the sign of the rand, only in front of figures of some size."""
    sign = _BEFORE_MONEY.search(before)
    if sign is not None and sign["rand"] and (value < 100 or written[0] not in "0123456789"):
        return None
    return sign


def _scaled(text: str, stop: int, end: int, is_money: bool) -> tuple[int, int]:
    """By how much a word or letter behind a number multiplies it, and where that ends: "2.5 lakh", "$90k"."""
    scale = _SCALE.match(text, stop, end)
    if scale is None:
        return 1, stop
    word = (scale["word"] or scale["letter"]).lower().rstrip("s")
    if word in {"m", "b"} and not is_money and not _AFTER_MONEY.match(text, scale.end(), end):
        return 1, stop  # meters, bytes and much else
    return _SCALES.get(word, 10**9), scale.end()


def _attached(text: str, number: _Number, before: str, end: int) -> Atom | None:
    """A number after a hyphen or slash: part of a code or a path, unless a slash parts two values (`180 min / 75`)."""
    unit = _UNIT.match(text, number.span.end, end)
    if before.endswith("/") and (unit is not None or lazy_re.search(r"[\s\d)]/$", before)):
        if unit is not None:
            return _time(text, number.span.start, _number(number.written), unit, False, end)
        return Atom(number.span.start, number.span.end, _number(number.written), Measure.COUNT)
    return None


def _time(text: str, begin: int, value: Decimal, unit: re.Match[str], plus: bool, end: int) -> Atom:
    name = unit["unit"].lower()
    measure = _UNITS.get(name[:2]) or _UNITS[name[:1]]
    stop = unit.end()
    hyphenated = unit["gap"].strip()[:1] in set("-‐‑‒–—−") and bool(unit["gap"].strip())
    half = _HALF_AFTER.match(text, stop, end)
    if half is not None:
        value, stop = value + Decimal("0.5"), half.end()
    if measure == "hours" and value == value.to_integral_value():
        minutes = _MINUTES_RIGHT_AFTER.match(text, stop, end)
        if minutes is not None:
            return Atom(begin, minutes.end(), value * 60 + int(minutes["minutes"]), Measure.TIME, "minutes", plus)
    if measure == "years" and value == value.to_integral_value():
        months = _MONTHS_RIGHT_AFTER.match(text, stop, end)
        if months is not None:
            return Atom(begin, months.end(), value * 12 + int(months["months"]), Measure.TIME, "months", plus)
    return Atom(begin, stop, value, Measure.TIME, measure, plus, hyphenated)


def _number(written: str) -> Decimal:
    word = written.lower()
    whole = word.removesuffix("½").removesuffix(" 1/2").removesuffix(" and a half")
    half = Decimal("0.5") if whole != word else Decimal(0)
    word = whole
    if word.split("-")[0] in _WORDS:
        return sum((Decimal(_WORDS[part]) for part in word.split("-")), half)
    if word.startswith("half") or not word:
        return Decimal("0.5")
    if word[0] == "a":
        return Decimal(2 if "couple" in word else 1)
    if "," in word and _DECIMAL_COMMA.fullmatch(word):
        return Decimal(word.replace(",", "."))
    if word.count(".") > 1:
        word = word.replace(".", "")
    return Decimal(word.replace(",", "").replace("\u00a0", "").replace("\u202f", "")) + half


def _currency(before: re.Match[str] | None, after: re.Match[str] | None) -> str:
    if after is not None and after["code"]:
        return _CODE_NAMES.get(after["code"], after["code"])
    if before is not None:
        if before["code"]:
            return _CODE_NAMES.get(before["code"], before["code"])
        if before["rupee"]:
            return "INR"
        if before["rand"]:
            return "ZAR"
        if before["dollar"] and before["symbol"] == "$":
            return _DOLLARS[before["dollar"].strip().lower()]
        return _SYMBOLS[before["symbol"]]
    if after is not None and after["symbol"]:
        return _SYMBOLS[after["symbol"]]
    if after is not None and after["name"]:
        return _NAMES.get(after["name"].lower()[:4], "USD")
    return "USD"
