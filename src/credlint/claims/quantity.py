"""Money, times, percentages and counts as people write them.

A number is read first, then what stands right before and after it (currency, unit, percent sign), then neighbours are
joined to ranges. Every pattern is tried at a known place and has bounded or disjoint parts, so reading is linear in
the text. Offsets are those of the text that is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from credlint import lazy_re
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


_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18,
    "twenty": 20, "twenty-four": 24, "thirty": 30, "thirty-six": 36, "forty": 40, "forty-five": 45, "fifty": 50,
    "sixty": 60, "seventy": 70, "seventy-five": 75, "eighty": 80, "ninety": 90,
}  # fmt: skip
_HYPHEN = r"[-‐‑‒–—−]"
_UNIT_WORD = r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?)(?![A-Za-z])"
# Both begin with a literal set, by which `re` finds their places fast; what stands before is tested after.
_FIGURES = lazy_re.compile(
    # Grouped thousands (1,200 and 1,20,000; a no-break space groups too), a decimal comma beside the euro sign, or a
    # plain number.
    r"[0-9½](?:(?<=½)|"
    r"\d{0,2}(?:,\d{2,3}){0,5}(?:,|[\u00a0\u202f])\d{3}(?!\d)(?:\.\d{1,2}(?!\d))?"
    r"|\d{0,3},\d\d(?=\s?€)"
    r"|\d*(?:\.\d+)?(?:½| 1/2(?!\d)|\sand a half(?![a-z]))?"
    r")"
)
_SPELLED = lazy_re.compile(
    "|".join(rf"{word}(?![a-z])(?:\sand a half(?![a-z]))?" for word in sorted(_WORDS, key=len, reverse=True))
    # Vague words count only in front of a unit.
    + rf"|half an?(?=\s{_UNIT_WORD})|an?(?: couple(?: of)?)?(?=\s(?:(?:single|full|whole|solid)\s)?{_UNIT_WORD})"
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
    "|DKK|THB|IDR|PKR|PHP|RM"
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
    rf"(?P<gap>\s?{_HYPHEN}\s?|(?:[^\S\n]{{0,4}}|\s{{1,4}}(?=(?-i:[a-z])))(?:{_KIND_OF_TIME}[\s-])?)"
    r"(?P<unit>minutes?|mins?\.?|hours?|hrs?\.?|h|days?|weeks?|wks?\.?|months?|mos?\.?|years?|yrs?\.?)(?![A-Za-z])",
    re.I,
)
_UNITS = {"mi": "minutes", "h": "hours", "d": "days", "w": "weeks", "mo": "months", "y": "years"}
_MINUTES_RIGHT_AFTER = lazy_re.compile(
    r"\s?(?:and\s|,\s?|:)?(?P<minutes>\d{1,2})\s?(?:m|min|mins|minutes?)(?![A-Za-z])", re.I
)
_HALF_AFTER = lazy_re.compile(r"\sand a half(?![A-Za-z])", re.I)
_PLUS = lazy_re.compile(r"\s?\+(?!\s?[\w$€£₹(])|\s?\+(?=\s(?:hours?|hrs?|days?|weeks?|months?|years?|minutes?"
    r"|questions?|per|a|an|total|study)(?![A-Za-z]))"
                   r"|\s(?:or more|and up|and above|or above|upwards)(?![A-Za-z])", re.I)  # fmt: skip
_PLUS_BEFORE_UNIT = lazy_re.compile(r"\+")
_JOIN = lazy_re.compile(rf"\s?(?P<sign>{_HYPHEN}|~|→|->|⇒)\s?|\s(?P<word>to|or|through|till|and|up to)\s", re.I)
_ASIDE = lazy_re.compile(r"\s?\([^()\n]{1,60}\)")

_APPROXIMATE = (
    r"~|≈|∼|about|approx\.?|approximately|around|roughly|circa|some|nearly|almost|typically|usually|estimated|est\."
)
_AT_LEAST = (
    r"over|more than|at least|starting at|starting from|starts at|starts from|starting|upwards of"
    r"|no less than|minimum of|minimum|min\.?|from|≥|>=|>"
)
_AT_MOST = (
    r"under|below|less than|at most|up to|no more than|not more than|maximum of|maximum|max\.?|sub[-‐‑– ]?"
    r"|≤|<=|<|as little as|(?:rarely|hardly|seldom|never|not|won['’]t|doesn['’]t) exceeds?"
)
_BEFORE = lazy_re.compile(
    rf"(?:(?<![A-Za-z])|(?<=[~≈∼≥≤<>]))(?:(?P<most>{_AT_MOST})|(?P<least>{_AT_LEAST})|(?P<about>{_APPROXIMATE}))"
    r"(?P<gap>\s?(?:the |an? |only |just )?)$"
)  # of text in lower case: `re` is far slower where it may ignore it
_LASTING = frozenset({"minutes", "days", "weeks", "months", "years"})
# "65 questions over 2 hours": during, not more than; and "fork over $300" is no bound either.
_DURING = lazy_re.compile(r"(?:questions?|items|tasks|spread|spans?|parts|fork|hand|,)(?:ing|ed|s)?\sover\s?$", re.I)
_FREE_BEFORE = lazy_re.compile(rf"(?<![A-Za-z])free\s?(?:{_HYPHEN}|/|to|or)\s?$", re.I)
_BETWEEN = lazy_re.compile(r"(?<![A-Za-z])between\s$", re.I)
_BY = lazy_re.compile(r"(?<![A-Za-z])by\s(?:about\s)?$", re.I)  # "raised by $50 to $300"
_FROM = lazy_re.compile(r"(?<![A-Za-z])from\s$", re.I)
# Told from the highest to the lowest: "salaries range from $150,000 to $110,000".
_RANGING = lazy_re.compile(
    r"(?<![A-Za-z])(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|spans?|anywhere)\s(?:from\s)?$", re.I
)
_CHANGE = lazy_re.compile(
    r"(?<![A-Za-z])(?:went|go(?:es|ing)?|gone|up|rose|rises?|risen|rising|raised?|raises|increas\w{1,4}"
    r"|correct\w{0,4}|updat\w{1,3}|adjust\w{0,4}|revis\w{1,3}|amend\w{0,3}|fix\w{0,3}"
    r"|jump\w{0,3}|climb\w{0,3}|drop\w{0,4}"
    r"|fell|falls|cut|cuts|reduc\w{1,4}|lower\w{0,3}|down|chang\w{1,4}|moved?|moves|moving|bump\w{0,3}"
    r"|hike[ds]?)(?![A-Za-z])",
    re.I,
)
_PER = lazy_re.compile(
    r"\s?(?:(?:USD|EUR|INR|GBP)\s?)?(?:"
    r"(?:/|per\s|an?\s|each\s|every\s|p/)\s?(?:calendar\s)?(?:"
    r"(?P<month>months?|mos?|mth|mnth)|(?P<year>years?|yrs?|annum)"
    r"|(?P<unit>hours?|hrs?|hr|h|days?|weeks?|wk|credits?|credit hour|GB|TB|tokens?|1K|1M|million|requests?"
    r"|nodes?|instances?|questions?|CPE|CEU|page|minute)"
    r"|(?P<once>exam|attempt|course|try|sitting|test|person|candidate|seat|voucher|certification|certificate|cert"
    r"|subject|module"
    r"|paper|learner|student|user|specialization|programme|program|registration|retake|level|part|piece)"
    r")(?![A-Za-z])"
    r"|(?P<monthly>monthly|p\.?m\.?|/m)(?![A-Za-z])|(?P<yearly>annually|yearly|p\.?a\.?|/y|a\syear)(?![A-Za-z])"
    r"|(?P<each>each|apiece|one-time|one time|once(?:-off)?|one-off|flat)(?![A-Za-z])"
    r"|(?P<interval>(?:every|per|/|over|for)\s?(?:other\s|\d{1,2}[\s-]|two\s|three\s|four\s|five\s|six\s"
    r"|/)\s?(?:months?|years?|yrs?)|/\d{1,2}(?!\d))"
    r"|(?P<other>/[a-z]{2,})"
    r")",
    re.I,
)  # fmt: skip
_ROSE = lazy_re.compile(
    r"(?i)\b(?:(?:went|gone|go|goes|going|rose|jumped|moved|shot|comes?|adds?)"
    r"|(?:br(?:ings?|inging|ought)|push(?:es|ed|ing)?|driv(?:es?|ing)|drove|tak(?:es?|ing)|took|work(?:s|ed)? it)"
    r" (?:[a-z']+ ){0,3}) ?up to\s$"
)
_ORDINAL = lazy_re.compile(r"(?:st|nd|rd|th)(?![A-Za-z])")
_SUM = lazy_re.compile(r"\s?(?P<plus>\+|plus)\s?$|\s?(?P<equals>=|equals|≈|makes)\s?$", re.I)
_OUT_OF = lazy_re.compile(
    r"\s?\(?\s?(?:/|out of|of)\s?(?:a possible\s)?(?P<scale>\d{1,3}(?:,\d{3})|\d{1,5})(?![\d,.]*\d)(?!\s?(?:%"
    r"|questions?|minutes?|/))(?:\s?\))?",
    re.I,
)


class _Atom(Struct, frozen=True):
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


def quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """All quantities of a stretch of text, in order; bare counts included."""
    end = len(text) if end is None else end
    atoms = list(_atoms(text, start, end))
    found: list[Quantity] = []
    at = 0
    while at < len(atoms):
        pair, used = _joined(text, start, atoms, at)
        found += pair
        at += used
        while at < len(atoms) and (atoms[at].start < pair[-1].span.end or _is_pace(text, pair[-1], atoms[at])):
            at += 1  # a number that belongs to what stands after the value ("every two years", "out of 1000")
    return found


def _atoms(text: str, start: int, end: int) -> Iterator[_Atom]:
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
    for match in _SPELLED.finditer(low):
        at = start + match.start()
        if at == start or not (text[at - 1].isalnum() or text[at - 1] in "_.,"):
            found.append(_Number(Span(at, start + match.end()), match[0]))
    found.sort(key=lambda number: number.span.start)
    return found


def _begins(text: str, at: int, floor: int) -> bool:
    if at == floor:
        return True
    before = text[at - 1]
    if before in ".,":
        return before == "." and text[max(floor, at - 3) : at].lower() == "rs."
    if not before.isalnum() and before != "_":
        return True
    return _CURRENCY_BEFORE.search(text, max(floor, at - 4), at) is not None


def _atom(text: str, number: _Number, start: int, end: int) -> _Atom | None:
    written = number.written
    value = _number(written)
    begin, stop = number.span.start, number.span.end
    before = text[max(start, begin - 6) : begin]
    money = _BEFORE_MONEY.search(before)
    if money is not None and money["rand"] and (value < 100 or written[0] not in "0123456789"):
        money = None
    if money is not None:
        begin -= len(before) - money.start()
    elif before[-1:].isalpha():
        return None
    elif before[-1:] in {"#", "/", "_"} or lazy_re.search(r"[A-Za-z]\w*[-‐‑]$", before):
        return _attached(text, number, before, end)
    scaled = 1
    scale = _SCALE.match(text, stop, end)
    plus = _PLUS_BEFORE_UNIT.match(text, stop, end) is not None
    if scale is not None:
        word = (scale["word"] or scale["letter"]).lower().rstrip("s")
        if (
            money is not None
            or _AFTER_MONEY.match(text, scale.end(), end)
            or word in {"lakh", "lac", "crore"}
            or word in {"million", "billion", "thousand", "k"}
        ):
            scaled = _SCALES.get(word, 10**9)
            stop = scale.end()
    after = _AFTER_MONEY.match(text, stop, end)
    if money is not None or after is not None:
        currency = _currency(money, after)
        if after is not None and (money is None or after["code"] or after["name"]):
            stop = after.end()
        if currency == "EUR" and lazy_re.fullmatch(r"\d{1,3}\.\d{3}", written):
            value *= 1000
        return _Atom(begin, stop, value * scaled, Measure.MONEY, currency, plus, scaled=scaled)
    percent = _PERCENT.match(text, stop, end)
    if percent is not None:
        return _Atom(begin, percent.end(), value, Measure.PERCENT, plus=plus)
    unit = _UNIT.match(text, stop + plus, end)
    if unit is not None:
        return _time(text, begin, value, unit, plus, end)
    if (1900 <= value <= 2100 and len(written) == 4 and not plus) or _ORDINAL.match(text, stop, end):
        return None  # a year, or "the 6th"
    if written[0] in "ah":
        return None
    return _Atom(begin, stop, value * scaled, Measure.COUNT, plus=plus, scaled=scaled)


def _attached(text: str, number: _Number, before: str, end: int) -> _Atom | None:
    """A number after a hyphen or slash: part of a code or a path, unless a slash parts two values (`180 min / 75`)."""
    unit = _UNIT.match(text, number.span.end, end)
    if before.endswith("/") and (unit is not None or lazy_re.search(r"[\s\d)]/$", before)):
        if unit is not None:
            return _time(text, number.span.start, _number(number.written), unit, False, end)
        return _Atom(number.span.start, number.span.end, _number(number.written), Measure.COUNT)
    return None


def _time(text: str, begin: int, value: Decimal, unit: re.Match[str], plus: bool, end: int) -> _Atom:
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
            return _Atom(begin, minutes.end(), value * 60 + int(minutes["minutes"]), Measure.TIME, "minutes", plus)
    return _Atom(begin, stop, value, Measure.TIME, measure, plus, hyphenated)


def _number(written: str) -> Decimal:
    word = written.lower()
    whole = word.removesuffix("½").removesuffix(" 1/2").removesuffix(" and a half")
    half = Decimal("0.5") if whole != word else Decimal(0)
    word = whole
    if word in _WORDS:
        return _WORDS[word] + half
    if word.startswith("half") or not word:
        return Decimal("0.5")
    if word[0] == "a":
        return Decimal(2 if "couple" in word else 1)
    if lazy_re.fullmatch(r"\d{1,4},\d\d", word):
        return Decimal(word.replace(",", "."))
    return Decimal(lazy_re.sub(r"[,\u00a0\u202f]", "", word)) + half


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


def _joined(text: str, floor: int, atoms: list[_Atom], at: int) -> tuple[list[Quantity], int]:
    """The quantity (or the two of a change) that begins with an atom, and how many atoms it takes."""
    one = atoms[at]
    if at + 1 < len(atoms):
        two = atoms[at + 1]
        aside = _ASIDE.match(text, one.end, two.start)
        join = _JOIN.fullmatch(text, aside.end() if aside else one.end + _plus_length(text, one), two.start)
        pair = _pair(one, two) if join is not None and not _has_own_sign(text, one, two, join) else None
        if join is not None and pair is not None:
            one, two = pair
            lead = text[max(floor, one.start - 48) : one.start]
            word = (join["word"] or "").lower()
            arrow = join["sign"] in {"→", "->", "⇒"}
            changes = one.measure is Measure.MONEY and (
                arrow or (word == "to" and bool(_FROM.search(lead)) and _is_changed(text, floor, one.start))
            )
            if changes:
                return [
                    replace(_quantity(text, floor, atom, atom), low=atom.value, high=atom.value, part=part)
                    for atom, part in ((one, Part.OLD), (two, Part.NEW))
                ], 2
            rises = one.value <= two.value * _ratio(one, two)
            if not rises and _RANGING.search(lead) and word == "to" and one.unit == two.unit:
                return [replace(_quantity(text, floor, one, two, ranged=True), low=two.value, high=one.value)], 2
            parted = (
                arrow
                or (word == "to" and _BY.search(lead))
                or (word == "and" and not _BETWEEN.search(lead))
                or (aside and word not in {"to", ""})
            )
            if rises and not parted:
                return [_quantity(text, floor, one, two, ranged=True)], 2
    return [_quantity(text, floor, one, one)], 1


def _is_changed(text: str, floor: int, at: int) -> bool:
    """Whether the sentence before says that something changes: "raised from"; a price that ranges does not."""
    lead = lazy_re.split(r"[.;!?]\s", text[max(floor, at - 80) : at])[-1]
    return _CHANGE.search(lead) is not None and _RANGING.search(lead) is None


def _has_own_sign(text: str, one: _Atom, two: _Atom, join: re.Match[str]) -> bool:
    """Whether a currency sign belongs to the second number alone: "$250 for level 2 and $500 for level 3"."""
    counted = one.measure is Measure.COUNT and two.measure is Measure.MONEY
    return counted and (join["word"] or "").lower() in {"and", "or"} and not text[two.start].isdigit()


def _is_pace(text: str, quantity: Quantity, atom: _Atom) -> bool:
    """Whether an atom is the "a week" of "10 hours a week"."""
    return (
        quantity.measure is Measure.TIME
        and atom.measure is Measure.TIME
        and text[atom.start] in "aA"
        and not text[quantity.span.end : atom.start].strip()
    )


def _plus_length(text: str, atom: _Atom) -> int:
    return 1 if text[atom.end : atom.end + 1] == "+" else 0


def _scaled(one: _Atom, two: _Atom) -> Decimal:
    """The lower end of "3-5k" is in thousands too."""
    shared = two.scaled > 1 and one.scaled == 1 and one.value < two.value / two.scaled
    return one.value * two.scaled if shared else one.value


_IN_HOURS = {
    "minutes": Decimal(1) / 60,
    "hours": Decimal(1),
    "days": Decimal(24),
    "weeks": Decimal(168),
    "months": Decimal(730),
    "years": Decimal(8766),
}


def _ratio(one: _Atom, two: _Atom) -> Decimal:
    if one.measure is Measure.TIME and one.unit != two.unit:
        return _IN_HOURS[two.unit] / _IN_HOURS[one.unit]
    return Decimal(1)


def _pair(one: _Atom, two: _Atom) -> tuple[_Atom, _Atom] | None:
    """Both ends of a range, each with the unit that only one of them wrote; None where they do not go together."""
    if one.measure is two.measure:
        if one.measure is Measure.MONEY and one.unit != two.unit:
            # "US$300 to $400" is one currency; "$300 or €280" are two prices.
            return (one, replace(two, unit=one.unit)) if two.unit == "USD" else None
        return replace(one, value=_scaled(one, two)), two
    if two.measure is Measure.COUNT and one.measure is Measure.MONEY:
        return replace(one, value=_scaled(one, two)), replace(two, measure=one.measure, unit=one.unit)
    if one.measure is Measure.COUNT and one.scaled == 1:
        return replace(one, measure=two.measure, unit=two.unit, value=_scaled(one, two)), two
    return None


def _quantity(text: str, floor: int, one: _Atom, two: _Atom, ranged: bool = False) -> Quantity:
    low: Decimal | None = one.value
    high: Decimal | None = two.value
    unit = two.unit
    if one.measure is Measure.TIME and one.unit != two.unit:
        # A month counts four weeks here: "3 weeks to 3 months" is three quarters of a month to three months.
        low = _in_unit(one.value, one.unit, unit)
    start, end = one.start, two.end
    digits = Span(start, end)
    approximate = False
    if two.plus or one.plus:
        high = None if not ranged else high
        end += _plus_length(text, two)
    plus = _PLUS.match(text, end)
    # "$150 + tax" is no open range, "150 + hours" is one.
    apart = one.measure is Measure.MONEY and plus is not None and plus[0] in {" +"}
    if plus is not None and one.measure is not Measure.PERCENT and not apart:
        high, end = (None if not ranged else high), plus.end()
    lead = text[max(floor, start - 24) : start].lower()
    bound = _BEFORE.search(lead)
    if bound is not None and bound["most"] and _ROSE.search(text, max(floor, start - 48), start):
        bound = None  # "it went up to $445"
    if bound is not None and bound["about"]:
        approximate = True
        if bound["about"] in "~≈∼":
            start = one.start - (len(lead) - bound.start())
        outer = _BEFORE.search(lead[: bound.start()])
        bound = outer if outer is not None and not outer["about"] else None
    if bound is not None and not ranged:
        word = bound["most"] or bound["least"] or ""
        if bound["most"] and word != "as little as":
            low = None
            start = one.start - (len(lead) - bound.start())
        elif bound["least"] and not (word == "over" and _is_during(unit, bound["gap"], lead)) and word != "from":
            high = None
            start = one.start - (len(lead) - bound.start())
        elif word == "from" and one.measure is Measure.MONEY:
            high = None
    per = ""
    part: Part | None = None
    scale: Decimal | None = None
    if one.measure is Measure.MONEY:
        match = _PER.match(text, end)
        if match is not None:
            per = _per(match)
            end = match.end()
        free = _FREE_BEFORE.search(text[max(floor, start - 12) : start])
        if free is not None:
            low, start = Decimal(0), start - (len(text[max(floor, start - 12) : start]) - free.start())
        sums = _SUM.search(text[max(floor, start - 8) : start])
        if sums is not None and low is not None:
            part = Part.TERM if sums["plus"] else Part.TOTAL
    elif one.measure is Measure.COUNT:
        out_of = _OUT_OF.match(text, end)
        if out_of is not None:
            scale = Decimal(out_of["scale"].replace(",", ""))
            end = out_of.end()
    return Quantity(
        one.measure,
        Span(start, end),
        digits,
        low,
        high,
        unit,
        approximate,
        per,
        two.hyphenated,
        part,
        scale,
    )


def _is_during(unit: str, gap: str, lead: str) -> bool:
    """Whether "over" tells how long something goes on: "over three weeks", "over a 4-hour day"."""
    return unit in _LASTING or gap.strip() in {"a", "an", "the"} or _DURING.search(lead) is not None


def _per(match: re.Match[str]) -> str:
    if match["interval"]:
        return "once" if match[0].strip().lower().startswith("for") else "interval"  # "$846 for 4 months", paid at once
    if match["month"] or match["monthly"]:
        return "month"
    if match["year"] or match["yearly"]:
        return "year"
    return "unit" if match["unit"] or match["other"] else "once"


_IN_WEEKS = {"days": Decimal(1) / 7, "weeks": Decimal(1), "months": Decimal(4), "years": Decimal(48)}


def _in_unit(value: Decimal, unit: str, target: str) -> Decimal:
    if unit in _IN_WEEKS and target in _IN_WEEKS:
        if {unit, target} == {"months", "years"}:
            return value / 12 if target == "years" else value * 12
        return value * _IN_WEEKS[unit] / _IN_WEEKS[target]
    return value * _IN_HOURS[unit] / _IN_HOURS[target]
