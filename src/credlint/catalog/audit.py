"""What is wrong with the catalog's own data, as far as a schema cannot see it.

Everything is a flaw at a place in a catalog file; which flaws matter, and how much, is for the rules to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from msgspec import Struct

from credlint.catalog import Catalog, Credential, ExamCode, Fact, Group, Provider, StatusEntry
from credlint.dates import PartialDate
from credlint.span import Span
from credlint.values import Cost, Duration, Exam, Kind, Validity

Owner = Credential | Provider


class Flaw(Struct, frozen=True):
    """`subject` is the id of the credential, provider or group in whose file it stands."""

    subject: str
    path: str
    span: Span
    message: str
    advice: str
    fact: Fact | None = None
    minor: bool = False


def overdue(catalog: Catalog, today: date, max_age: timedelta) -> Iterator[Flaw]:
    """Facts that may still hold and that nobody has looked at for longer than `max_age`, or nobody knows when.

    What has ended stays as it was, so it is never overdue.
    """
    for owner in _owners(catalog):
        for fact in owner.facts:
            if fact.ended(today) or not fact.sources:
                continue
            if fact.checked is None:
                message = "nobody knows on which day this was last seen: its source shows no date"
            elif today - fact.checked.latest > max_age:
                message = f"this was last seen on {fact.checked}, more than {max_age.days} days ago"
            else:
                continue
            advice = f"look at {_first_address(fact)} and move `checked`, or close the fact with `until`"
            yield _flaw(catalog, owner, fact.pointer, message, advice, fact, minor=fact.checked is None)


def unsourced(catalog: Catalog) -> Iterator[Flaw]:
    """Facts on nobody's word, and facts whose sources nobody can look up."""
    for owner in _owners(catalog):
        if isinstance(owner, Credential) and owner.recognised_only and not owner.facts and not owner.status:
            continue
        entries: list[Fact | StatusEntry | ExamCode] = [*owner.facts]
        if isinstance(owner, Credential):
            entries += [*owner.status, *owner.codes]
        for entry in entries:
            fact = entry if isinstance(entry, Fact) else None
            if not entry.sources:
                message = "this has no source, so no claim is judged by it"
                yield _flaw(catalog, owner, entry.pointer, message, "cite a source, or take it out", fact)
            elif not any(source.url for source in entry.sources):
                message = f"no source of this has an address: {entry.sources[0].title}"
                advice = "find a page that states it, best the issuer's own"
                yield _flaw(catalog, owner, entry.pointer, message, advice, fact, minor=True)


def overlapping(catalog: Catalog) -> Iterator[Flaw]:
    """Two facts about the very same thing that say different things of the same day."""
    for owner in _owners(catalog):
        for kind in Kind:
            facts = [fact for fact in owner.facts if fact.kind is kind]
            for one, other in combinations(facts, 2):
                if _same_thing(one, other) and _differ(one, other) and _surely_overlap(one, other):
                    message = (
                        f"two facts about the same thing hold at once: {_told(one)} ({_period(one)}) "
                        f"and {_told(other)} ({_period(other)})"
                    )
                    advice = "close the older one with `until`, or say what tells them apart (region, member, plan, …)"
                    yield _flaw(catalog, owner, other.pointer, message, advice, other)


def implausible(catalog: Catalog, today: date, horizon: timedelta) -> Iterator[Flaw]:
    """Dates in an impossible order, looked at in the future or too far ahead; bounds and figures that cannot be."""
    for owner in _owners(catalog):
        for fact in owner.facts:
            for message in (*_dates(fact.since, fact.until, fact.checked, today, horizon), *_figures(fact)):
                yield _flaw(catalog, owner, fact.pointer, message, "correct the figure or the date", fact)
        if not isinstance(owner, Credential):
            continue
        for code in owner.codes:
            for message in _dates(code.since, code.until, code.checked, today, horizon):
                yield _flaw(catalog, owner, code.pointer, message, "correct the date")
        for entry in owner.status:
            for message in _dates(entry.since, None, entry.checked, today, horizon):
                yield _flaw(catalog, owner, entry.pointer, message, "correct the date")
        yield from _steps_backwards(catalog, owner)


def dangling(catalog: Catalog) -> Iterator[Flaw]:
    """Ids that lead nowhere: successors and members of groups; a credential that replaces itself in the end."""
    for credential in catalog.credentials.values():
        for number, ident in enumerate(credential.replaced_by):
            pointer = f"/replaced-by/{number}"
            if ident not in catalog.credentials:
                message = f"the successor {ident} is not in the catalog"
                yield _flaw(catalog, credential, pointer, message, "add it, or correct the id")
            elif credential.id in _line_of(catalog, ident):
                message = f"{ident} is in the end replaced by {credential.id} itself"
                yield _flaw(catalog, credential, pointer, message, "take one of the two out")
    for group in catalog.groups.values():
        for key, idents, known in (
            ("providers", group.providers, catalog.providers),
            ("credentials", group.credentials, catalog.credentials),
        ):
            for number, ident in enumerate(idents):
                if ident not in known:
                    message = f"the member {ident} is not in the catalog"
                    yield _flaw(catalog, group, f"/{key}/{number}", message, "add it, or correct the id")


def clashing(catalog: Catalog) -> Iterator[Flaw]:
    """Names that mean two credentials, or a credential of one provider and another provider or a group.

    Names are compared as texts are read: without case, plural and words such as "certified". A provider may be called
    as one of its own credentials is.
    """
    from credlint.catalog.words import canonical

    owners: dict[tuple[str, ...], dict[str, tuple[Credential | Provider | Group, str, str]]] = {}
    for credential in catalog.credentials.values():
        for pointer, label in (*_labels(credential), *_codes(credential)):
            owners.setdefault(canonical(label), {}).setdefault(credential.id, (credential, pointer, label))
    others: list[Provider | Group] = [*catalog.providers.values(), *catalog.groups.values()]
    for noun in others:
        for pointer, label in _labels(noun):
            owners.setdefault(canonical(label), {}).setdefault(noun.id, (noun, pointer, label))
    for form, named in owners.items():
        if not form:
            continue
        for ident, (owner, pointer, label) in named.items():
            rivals = [rival for rival in named if rival != ident and not _one_house(ident, rival)]
            if rivals:
                message = f"“{label}” also means {', '.join(rivals)}, so an article that says it means nobody"
                advice = "keep the name where it belongs, and move it to `ambiguous-aliases` elsewhere"
                yield _flaw(catalog, owner, pointer, message, advice)
    for credential in catalog.credentials.values():
        for number, label in enumerate(credential.ambiguous_aliases):
            named = owners.get(canonical(label), {})
            strong = [ident for ident in named if ident != credential.id and not _one_house(ident, credential.id)]
            if strong:
                message = f"“{label}” is ambiguous here and stands alone for {', '.join(strong)}"
                advice = "make it ambiguous there too, or drop it here"
                pointer = f"/ambiguous-aliases/{number}"
                yield _flaw(catalog, credential, pointer, message, advice, minor=True)


def _owners(catalog: Catalog) -> Iterator[Owner]:
    yield from catalog.credentials.values()
    yield from catalog.providers.values()


def _flaw(
    catalog: Catalog,
    noun: Credential | Provider | Group,
    pointer: str,
    message: str,
    advice: str,
    fact: Fact | None = None,
    minor: bool = False,
) -> Flaw:
    inside = noun.pointer if isinstance(noun, Credential) else ""
    span = catalog.places.get((noun.path, inside + pointer), Span(0, 0))
    return Flaw(noun.id, noun.path, span, message, advice, fact, minor)


def _first_address(fact: Fact) -> str:
    return next((source.url for source in fact.sources if source.url), "its source")


# Overlaps


def _same_thing(one: Fact, other: Fact) -> bool:
    if one.qualifiers != other.qualifiers:
        return False
    if isinstance(one.value, Cost) and isinstance(other.value, Cost):
        return all(getattr(one.value, key) == getattr(other.value, key) for key in ("currency", "per", "basis"))
    if isinstance(one.value, Duration) and isinstance(other.value, Duration):
        return one.value.unit == other.value.unit
    return True


EXAM_FIELDS = ("questions", "minutes", "passing_score", "passing_percent")


def _differ(one: Fact, other: Fact) -> bool:
    if isinstance(one.value, Exam) and isinstance(other.value, Exam):
        pairs = [(getattr(one.value, field), getattr(other.value, field)) for field in EXAM_FIELDS]
        return any(ours is not None and theirs is not None and ours != theirs for ours, theirs in pairs)
    return one.value != other.value


def _surely_overlap(one: Fact, other: Fact) -> bool:
    """Whether both hold on some day whatever their partial dates mean. "No later than" may be any time before."""
    begins = max(_latest_begin(one), _latest_begin(other))
    ends = min(_earliest_end(one), _earliest_end(other))
    return date.min < ends and begins <= ends


def _latest_begin(fact: Fact) -> date:
    return date.min if fact.since is None else fact.since.latest


def _earliest_end(fact: Fact) -> date:
    if fact.until is None:
        return date.max
    return date.min if fact.until.no_later_than else fact.until.earliest


def _told(fact: Fact) -> str:
    match fact.value:
        case Cost(min=low, max=high, currency=currency):
            return f"{low if low == high else f'{low}-{high}'} {currency}"
        case Validity(lifetime=True):
            return "for life"
        case Validity(min_months=low, max_months=high):
            return f"{low if low == high else f'{low}-{high}'} months"
        case Duration(min=low, max=high, unit=unit):
            return f"{low if low == high else f'{low}-{high}'} {unit}"
    return ", ".join(f"{key} {value}" for key, value in fact.value.to_json().items())


def _period(fact: Fact) -> str:
    if fact.since is None and fact.until is None:
        return "without dates"
    return " ".join(f"{word} {day}" for word, day in (("since", fact.since), ("until", fact.until)) if day)


# Plausibility


def _dates(
    since: PartialDate | None,
    until: PartialDate | None,
    checked: PartialDate | None,
    today: date,
    horizon: timedelta,
) -> Iterator[str]:
    if since and until and not until.no_later_than and until.latest < since.earliest:
        yield f"it ends ({until}) before it begins ({since})"
    if checked and checked.earliest > today:
        yield f"it was checked on {checked}, which is yet to come"
    for name, day in (("since", since), ("until", until)):
        if day and day.earliest - today > horizon:
            yield f"`{name}` is {day}, more than {horizon.days // 365} years ahead"


# Nobody issues a credential for longer, short of for life.
LONGEST_VALIDITY = 120
LONGEST_EXAM = 60 * 48


def _figures(fact: Fact) -> Iterator[str]:
    value = fact.value
    pairs = []
    if isinstance(value, Cost | Duration):
        pairs.append((value.min, value.max))
    elif isinstance(value, Validity):
        pairs.append((value.min_months, value.max_months))
        if value.max_months is not None and value.max_months > LONGEST_VALIDITY:
            yield f"valid for {value.max_months} months: are these months?"
    elif isinstance(value, Exam):
        pairs += [getattr(value, field) or (None, None) for field in EXAM_FIELDS]
        if value.minutes and value.minutes[1] > LONGEST_EXAM:
            yield f"an exam of {value.minutes[1]} minutes"
        if value.passing_percent and value.passing_percent[1] > 100:
            yield f"a pass mark of {value.passing_percent[1]} percent"
        if value.passing_score and fact.scale and value.passing_score[1] > int(fact.scale):
            yield f"a passing score of {value.passing_score[1]} on a scale to {fact.scale}"
    for low, high in pairs:
        if low is not None and high is not None and low > high:
            yield f"the lower bound {low} is above the upper bound {high}"


# In this order a credential lives; `renamed` may come at any time.
STEPS = ("announced", "beta", "active", "retiring", "retired")


def _steps_backwards(catalog: Catalog, credential: Credential) -> Iterator[Flaw]:
    dated = [entry for entry in credential.status if entry.status in STEPS and entry.since]
    for one, other in combinations(dated, 2):
        first, second = sorted((one, other), key=lambda entry: STEPS.index(entry.status))
        if first.status == second.status or first.since is None or second.since is None or first.since.no_later_than:
            continue
        if second.since.latest < first.since.earliest:
            message = f"{second.status} since {second.since}, which is before {first.status} since {first.since}"
            yield _flaw(catalog, credential, second.pointer, message, "correct the dates")


# References and names


def _line_of(catalog: Catalog, ident: str) -> set[str]:
    """All that come after a credential, by whatever number of steps."""
    seen: set[str] = set()
    waiting = [ident]
    while waiting:
        after = catalog.credentials.get(waiting.pop())
        for successor in after.replaced_by if after else ():
            if successor not in seen:
                seen.add(successor)
                waiting.append(successor)
    return seen


def _labels(noun: Credential | Provider | Group) -> Iterator[tuple[str, str]]:
    yield "/name", noun.name
    for number, alias in enumerate(noun.aliases):
        yield f"/aliases/{number}", alias
    if isinstance(noun, Credential):
        for number, name in enumerate(noun.former_names):
            yield f"/former-names/{number}", name


def _codes(credential: Credential) -> Iterator[tuple[str, str]]:
    for number, code in enumerate(credential.codes):
        yield f"/codes/{number}", code.code


def _one_house(one: str, other: str) -> bool:
    """Whether they are a provider and a credential of its own, which may share a name."""
    return ("/" in one) != ("/" in other) and one.partition("/")[0] == other.partition("/")[0]
