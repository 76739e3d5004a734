"""Values, dates and facts in the words of a message, so that every rule and listing says them alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache

from credlint.catalog import ExamCode, Fact
from credlint.dates import PartialDate
from credlint.values import Code, Cost, Duration, Exam, Statistic, Status, Validity, Value

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "INR": "₹", "TWD": "NT$", "JPY": "¥"}
UNITS = {
    "questions": " questions",
    "minutes": " minutes",
    "passing_score": " points to pass",
    "passing_percent": "% to pass",
}
# How an article says whom a figure is about, by the names that `credlint claims` has for the ways.
FOUND_BY = {
    "same-clause": "named in the same clause",
    "same-sentence": "named in the same sentence",
    "same-cell": "named in the same cell",
    "previous-sentence": "named in the sentence before",
    "bold-lead": "named in bold before it",
    "list-item": "named in its list item",
    "table-row": "named in its row",
    "table-column": "named at the head of its column",
    "heading": "named in the heading above",
    "section": "named in the same section",
    "title": "named in the title",
    "code": "named by its code",
    "level": "named by its level",
    "plural": "as is said of all that are meant",
    "dues": "as what members pay",
}
# Why nobody can be told.
NOBODY = {
    "nobody-near": "no credential is named near it",
    "unknown-credential": "what is named near it is not in the catalog",
    "several-credentials": "it could be about any of several credentials",
    "several-levels": "it could be about any of several levels",
    "type-misfit": "what is named near it has no figure of this sort",
    "level": "a level is named near it, but not whose",
    "plural": "all of them are meant, but not whose",
}


def value(what: Value) -> str:
    """`$39-49/month`, `3 years`, `65 questions, 130 minutes`."""
    match what:
        case Cost():
            return cost(what)
        case Validity():
            return "for life" if what.lifetime else _months(what.min_months, what.max_months)
        case Duration():
            return _counted(what.min, what.max, what.unit)
        case Exam():
            return ", ".join(f"{_range(*pair)}{UNITS[field]}" for field, pair in what.stated().items())
        case Status():
            return f"{what.status} {what.date}" if what.date else what.status
        case Code():
            return what.code
        case Statistic():
            return what.text


def cost(what: Cost) -> str:
    if what.min == what.max == 0:
        return "free"
    per = {"month": "/month", "year": "/year"}.get(what.per, "")
    sign = SIGNS.get(what.currency)
    return _range(what.min, what.max, _amount, sign or "", "" if sign else f" {what.currency}") + per


def _amount(amount: Decimal) -> str:
    return f"{amount:,.2f}" if amount % 1 else f"{int(amount):,}"


def number(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _range(
    low: Decimal | None,
    high: Decimal | None,
    write: Callable[[Decimal], str] = number,
    before: str = "",
    after: str = "",
) -> str:
    """The amounts, and what stands before or after them once."""
    if high is not None and high > 0 and not low:
        return f"up to {before}{write(high)}{after}"
    if low is None:
        return ""
    if high is None:
        return f"{before}{write(low)}{after} or more"
    amounts = write(low) if low == high else f"{write(low)}-{write(high)}"
    return f"{before}{amounts}{after}"


def _counted(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    one = (low if high is None else high) == 1 and low in (None, 1)
    return f"{_range(low, high)} {unit.removesuffix('s') if one else unit}"


def _months(low: Decimal | None, high: Decimal | None) -> str:
    """Years where both ends are whole years."""
    ends = [end for end in (low, high) if end is not None]
    if all(end % 12 == 0 for end in ends):
        return _counted(low and low / 12, high and high / 12, "years")
    return _counted(low, high, "months")


def day(when: PartialDate) -> str:
    """`2026-03-31`; a bound says so."""
    text = str(when)
    return f"{text.removeprefix('<=')} or earlier" if when.no_later_than else text


def month(when: PartialDate) -> str:
    """`2026-03`, or the year where no month is known."""
    return f"{when.year}-{when.month:02}" if when.month else str(when.year)


def on(when: PartialDate) -> str:
    """`on 2026-03-31`, `in 2026-03`; a bound says so."""
    if when.no_later_than:
        return f"by {str(when).removeprefix('<=')}"
    return f"on {when}" if when.day else f"in {when}"


def since(fact: Fact | ExamCode) -> str:
    """` since 2026-04-14`, or nothing where the beginning is not known."""
    return f" since {day(fact.since)}" if fact.since else ""


def until(fact: Fact | ExamCode) -> str:
    return f" until {day(fact.until)}" if fact.until else ""


def narrowing(fact: Fact) -> str:
    """` (members, US)`: what a fact is narrowed by, where a reader must know it to compare."""
    said = []
    member = fact.qualifiers.get("member", "").lower()
    if member:
        said.append("members" if member in ("yes", "true") else "non-members")
    if fact.qualifiers.get("beta"):
        said.append("beta")
    if fact.qualifiers.get("retake"):
        said.append("retake")
    said += [fact.qualifiers[key] for key in ("region", "plan", "level", "part") if fact.qualifiers.get(key)]
    return f" ({', '.join(said)})" if said else ""


def attribution(*facts: Fact) -> str:
    """The sources of facts, two at most: the best of each, and when it was last checked."""
    seen: dict[str, PartialDate | None] = {}
    for fact in facts:
        if name := _best_source(fact):
            days = [day for day in (seen.get(name), fact.checked) if day is not None]
            seen[name] = max(days, key=lambda day: day.latest, default=None)
    return "; ".join(f"{name}, last checked {day(when)}" if when else name for name, when in [*seen.items()][:2])


def _best_source(fact: Fact) -> str:
    source = fact.best_source
    if source is None:
        return ""
    name = source.title or source.publisher
    is_address = " " not in name and "." in name
    if source.publisher and is_address:
        return source.publisher
    if source.publisher and source.publisher.lower() not in name.lower():
        return f"{source.publisher}: {name}"
    return name


def found_by(why: str) -> str:
    """`named in the heading above`: how an article says whom a figure is about."""
    return FOUND_BY.get(why, why)


def about_nobody(why: str) -> str:
    """`no credential is named near it`: why an article does not tell whom a figure is about."""
    return NOBODY.get(why) or (f"it is about {why}" if why else "nobody is named")


def many(count: int, noun: str) -> str:
    """A number and its noun: "1 claim", "2 claims"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def listed(names: Iterable[str], joined_by: str = "and") -> str:
    """`A, B and C`, and where one of them has the word itself, `A and B, and C`."""
    *head, last = list(names) or [""]
    comma = "," if any(f" {joined_by} " in name for name in head) else ""
    return f"{', '.join(head)}{comma} {joined_by} {last}" if head else last


@lru_cache(maxsize=256)  # thousands of findings give the same advice, and each would hold its own
def sentence(words: str) -> str:
    """With a capital and a full stop, as messages are shown; what a rule composes may come without them."""
    ended = words if not words or words.endswith((".", "?", "!", "…")) else f"{words}."
    return ended[:1].upper() + ended[1:]
