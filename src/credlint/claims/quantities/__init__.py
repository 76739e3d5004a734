"""Quantities of a text: its numbers with their units, joined to ranges, changes and sums where they belong together.

Every pattern is tried at a known place and has bounded or disjoint parts, so reading is linear in the text. Offsets are
those of the text that is read.
"""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from credlint import lazy_re
from credlint.claims.quantities.atoms import HYPHEN, Atom, atoms_in
from credlint.claims.quantities.quantity import Measure, Part, Quantity
from credlint.span import Span

_PLUS = lazy_re.compile(r"\s?\+(?!\s?[\w$€£₹(])|\s?\+(?=\s(?:hours?|hrs?|days?|weeks?|months?|years?|minutes?"
    r"|questions?|per|a|an|total|study)(?![A-Za-z]))"
                   r"|\s(?:or more|and up|and above|or above|upwards)(?![A-Za-z])", re.I)  # fmt: skip
_JOIN = lazy_re.compile(rf"\s?(?P<sign>{HYPHEN}|~|→|->|⇒)\s?|\s(?P<word>to|or|through|till|and|up to)\s", re.I)
_ASIDE = lazy_re.compile(r"\s?\([^()\n]{1,60}\)")
_DOLLARS = frozenset({"CAD", "AUD", "TWD", "HKD", "SGD", "NZD", "MXN"})
_APPROXIMATE = (
    r"~|≈|∼|about|approx\.?|approximately|around|roughly|circa|some|nearly|almost|typically|usually|estimated|est\."
)
_AT_LEAST = (
    r"over|more than|at least|starting at|starting from|starts at|starts from|starting|upwards of"
    r"|no less than|minimum of|minimum|min\.?|(?<!up )(?<!down )from|≥|>=|>"
)
_AT_MOST = (
    r"under|below|less than|at most|up to|no more than|not more than|maximum of|maximum|max\.?|sub[-‐‑– ]?"
    r"|≤|<=|<|as little as|(?:rarely|hardly|seldom|never|not|won['’]t|doesn['’]t) exceeds?"
)
_BEFORE = lazy_re.compile(
    rf"(?:(?<![A-Za-z])|(?<=[~≈∼≥≤<>]))(?:(?P<most>{_AT_MOST})|(?P<least>{_AT_LEAST})|(?P<about>{_APPROXIMATE}))"
    r"(?P<gap>\s?(?:the |an? |only |just )?)$"
)  # of text in lower case: `re` is far slower where it may ignore it
_WORKED = frozenset({"minutes", "hours"})  # "90 hours or three months": of work, and of the calendar
_LASTING = frozenset({"minutes", "days", "weeks", "months", "years"})
# "65 questions over 2 hours": during, not more than; and "fork over $300" is no bound either.
_DURING = lazy_re.compile(r"(?:questions?|items|tasks|spread|spans?|parts|fork|hand|,)(?:ing|ed|s)?\sover\s?$", re.I)
_FREE_BEFORE = lazy_re.compile(rf"(?<![A-Za-z])free\s?(?:{HYPHEN}|/|to|or)\s?$", re.I)
_BETWEEN = lazy_re.compile(r"(?<![A-Za-z])between\s$", re.I)
# "raised by $50 to $300", "rose $50 to $300"
_BY = lazy_re.compile(
    r"(?<![A-Za-z])(?:by|rose|risen|went up|gone up|jumped|climbed|fell|fallen|dropped)\s(?:about\s)?$", re.I
)
_FROM = lazy_re.compile(r"(?<![A-Za-z])from\s$", re.I)
# From the highest to the lowest: "salaries range from $150,000 to $110,000".
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
    r"|(?P<unit>[\d,]{3,}\s?\w+"
    r"|hours?|hrs?|hr|h|days?|weeks?|wk|credits?|credit hour|GB|TB|tokens?|1K|1M|million|requests?"
    r"|nodes?|instances?|questions?|CPE|CEU|page|minute|devices?|assets?|endpoints?|hosts?|servers?|cores?|scans?"
    r"|(?:users?|seats?|agents?|employees?)\s?(?:/|per\s|an?\s)\s?month)"
    r"|(?P<once>exam|attempt|course|try|sitting|test|person|candidate|seat|voucher|certification|certificate|cert"
    r"|subject|module|head"
    r"|paper|learner|student|user|specialization|programme|program|registration|retake|level|part|piece)"
    r")(?![A-Za-z])"
    r"|(?P<monthly>monthly|p\.?m\.?|/m)(?![A-Za-z])|(?P<yearly>annually|yearly|p\.?a\.?|/y|a\syear)(?![A-Za-z])"
    r"|(?P<each>each|apiece|one-time|one time|once(?:-off)?(?! (?:you|it|they|the|your|a)\b)|one-off|flat)(?![A-Za-z])"
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
_SUM = lazy_re.compile(r"\s?(?P<plus>\+|plus)\s?$|\s?(?P<equals>=|equals|≈|makes)\s?$", re.I)
_OUT_OF = lazy_re.compile(
    r"\s?\(?\s?(?:/|out of|of)\s?(?:a possible\s)?(?P<scale>\d{1,3}(?:,\d{3})|\d{1,5})(?![\d,.]*\d)(?!\s?(?:%"
    r"|questions?|minutes?|/))(?:\s?\))?",
    re.I,
)
_IN_HOURS = {
    "minutes": Decimal(1) / 60,
    "hours": Decimal(1),
    "days": Decimal(24),
    "weeks": Decimal(168),
    "months": Decimal(730),
    "years": Decimal(8766),
}
_IN_WEEKS = {"days": Decimal(1) / 7, "weeks": Decimal(1), "months": Decimal(4), "years": Decimal(48)}


def quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """All quantities of a stretch of text, in order; bare counts included."""
    end = len(text) if end is None else end
    atoms = list(atoms_in(text, start, end))
    found: list[Quantity] = []
    at = 0
    while at < len(atoms):
        pair, used = _joined(text, start, atoms, at)
        found += pair
        at += used
        while at < len(atoms) and (atoms[at].start < pair[-1].span.end or _is_pace(text, pair[-1], atoms[at])):
            at += 1  # a number that belongs to what stands after the value ("every two years", "out of 1000")
    return found


def _joined(text: str, floor: int, atoms: list[Atom], at: int) -> tuple[list[Quantity], int]:
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
                or (word == "or" and one.measure is Measure.TIME and (one.unit in _WORKED) != (two.unit in _WORKED))
                or (aside and word not in {"to", ""})
            )
            if rises and not parted:
                return [_quantity(text, floor, one, two, ranged=True)], 2
    return [_quantity(text, floor, one, one)], 1


def _is_changed(text: str, floor: int, at: int) -> bool:
    """Whether the sentence before says that something changes: "raised from"; a price that ranges does not."""
    lead = lazy_re.split(r"[.;!?]\s", text[max(floor, at - 80) : at])[-1]
    return _CHANGE.search(lead) is not None and _RANGING.search(lead) is None


def _has_own_sign(text: str, one: Atom, two: Atom, join: re.Match[str]) -> bool:
    """Whether a currency sign belongs to the second number alone: "$250 for level 2 and $500 for level 3"."""
    counted = one.measure is Measure.COUNT and two.measure is Measure.MONEY
    return counted and (join["word"] or "").lower() in {"and", "or"} and not text[two.start].isdigit()


def _is_pace(text: str, quantity: Quantity, atom: Atom) -> bool:
    """Whether an atom is the "a week" of "10 hours a week"."""
    return (
        quantity.measure is Measure.TIME
        and atom.measure is Measure.TIME
        and text[atom.start] in "aA"
        and not text[quantity.span.end : atom.start].strip()
    )


def _plus_length(text: str, atom: Atom) -> int:
    return 1 if text[atom.end : atom.end + 1] == "+" else 0


def _scaled(one: Atom, two: Atom) -> Decimal:
    """The lower end of "3-5k" is in thousands too."""
    shared = two.scaled > 1 and one.scaled == 1 and one.value < two.value / two.scaled
    return one.value * two.scaled if shared else one.value


def _ratio(one: Atom, two: Atom) -> Decimal:
    if one.measure is Measure.TIME and one.unit != two.unit:
        return _IN_HOURS[two.unit] / _IN_HOURS[one.unit]
    return Decimal(1)


def _pair(one: Atom, two: Atom) -> tuple[Atom, Atom] | None:
    """Both ends of a range, each with the unit that only one of them wrote; None where they do not go together."""
    if one.measure is two.measure:
        if one.measure is Measure.MONEY and one.unit != two.unit:
            # "C$300 to $400" is one currency; "£225 or $300" are two prices.
            return (one, replace(two, unit=one.unit)) if two.unit == "USD" and one.unit in _DOLLARS else None
        return replace(one, value=_scaled(one, two)), two
    if two.measure is Measure.COUNT and one.measure is Measure.MONEY:
        return replace(one, value=_scaled(one, two)), replace(two, measure=one.measure, unit=one.unit)
    if one.measure is Measure.COUNT and one.scaled == 1:
        return replace(one, measure=two.measure, unit=two.unit, value=_scaled(one, two)), two
    return None


def _quantity(text: str, floor: int, one: Atom, two: Atom, ranged: bool = False) -> Quantity:
    """What two ends of a range (`ranged`), or one number taken twice, mean with the words around them."""
    # A month counts four weeks here: "3 weeks to 3 months" is three quarters of a month to three months.
    differs = one.measure is Measure.TIME and one.unit != two.unit
    low = _in_unit(one.value, one.unit, two.unit) if differs else one.value
    is_open, end = _open_end(text, one, two)
    quantity = Quantity(
        one.measure,
        Span(one.start, end),
        digits=Span(one.start, two.end),
        low=low,
        high=None if is_open and not ranged else two.value,
        unit=two.unit,
        hyphenated=two.hyphenated,
    )
    quantity = _bounded(text, floor, quantity, ranged)
    if quantity.measure is Measure.MONEY:
        return _paid(text, floor, quantity)
    out_of = _OUT_OF.match(text, end) if quantity.measure is Measure.COUNT else None
    if out_of is None:
        return quantity
    scale = Decimal(out_of["scale"].replace(",", ""))
    return replace(quantity, span=Span(quantity.span.start, out_of.end()), scale=scale)


def _open_end(text: str, one: Atom, two: Atom) -> tuple[bool, int]:
    """Whether "+" or "or more" leaves the upper end open, and where that ends."""
    is_open = one.plus or two.plus
    end = two.end + (_plus_length(text, two) if is_open else 0)
    plus = _PLUS.match(text, end)
    # "$150 + tax" is no open range, "150 + hours" is one.
    apart = one.measure is Measure.MONEY and plus is not None and plus[0] == " +"
    if plus is None or one.measure is Measure.PERCENT or apart:
        return is_open, end
    return True, plus.end()


def _bounded(text: str, floor: int, quantity: Quantity, ranged: bool) -> Quantity:
    """The quantity with the words of a bound in front of it: "about", "up to", "at least"."""
    begin = quantity.span.start
    lead = text[max(floor, begin - 24) : begin].lower()
    bound = _BEFORE.search(lead)
    if bound is None or (bound["most"] and _ROSE.search(text, max(floor, begin - 48), begin)):  # "went up to $445"
        return quantity
    low, high, start, approximate = quantity.low, quantity.high, begin, bool(bound["about"])
    if approximate:
        if bound["about"] in "~≈∼":
            start = begin - (len(lead) - bound.start())
        outer = _BEFORE.search(lead[: bound.start()])
        bound = outer if outer is not None and not outer["about"] else None
    if bound is not None and not ranged:
        word = bound["most"] or bound["least"]
        if bound["most"] and word != "as little as":
            low, start = None, begin - (len(lead) - bound.start())
        elif (
            bound["least"] and word != "from" and not (word == "over" and _is_during(quantity.unit, bound["gap"], lead))
        ):
            high, start = None, begin - (len(lead) - bound.start())
        elif word == "from" and quantity.measure is Measure.MONEY:
            high = None
    return replace(quantity, span=Span(start, quantity.span.end), low=low, high=high, approximate=approximate)


def _paid(text: str, floor: int, quantity: Quantity) -> Quantity:
    """An amount of money with how often it is paid, "free or" before it, and its part in a sum."""
    low, start, end = quantity.low, quantity.span.start, quantity.span.end
    per = _PER.match(text, end)
    free = _FREE_BEFORE.search(text[max(floor, start - 12) : start])
    if free is not None:
        low, start = Decimal(0), max(floor, start - 12) + free.start()
    sums = _SUM.search(text[max(floor, start - 8) : start])
    part = (Part.TERM if sums["plus"] else Part.TOTAL) if sums is not None and low is not None else None
    span = Span(start, per.end() if per else end)
    return replace(quantity, span=span, low=low, part=part, per=_per(per) if per else "")


def _is_during(unit: str, gap: str, lead: str) -> bool:
    """Whether "over" means during: "over three weeks", "over a 4-hour day"."""
    return unit in _LASTING or gap.strip() in {"a", "an", "the"} or _DURING.search(lead) is not None


def _per(match: re.Match[str]) -> str:
    if match["interval"]:
        return "once" if match[0].strip().lower().startswith("for") else "interval"  # "$846 for 4 months", paid at once
    if match["month"] or match["monthly"]:
        return "month"
    if match["year"] or match["yearly"]:
        return "year"
    return "unit" if match["unit"] or match["other"] else "once"


def _in_unit(value: Decimal, unit: str, target: str) -> Decimal:
    if unit in _IN_WEEKS and target in _IN_WEEKS:
        if {unit, target} == {"months", "years"}:
            return value / 12 if target == "years" else value * 12
        return value * _IN_WEEKS[unit] / _IN_WEEKS[target]
    return value * _IN_HOURS[unit] / _IN_HOURS[target]
