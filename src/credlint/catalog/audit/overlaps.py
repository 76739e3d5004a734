"""Facts that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from credlint.catalog import Catalog, Fact
from credlint.catalog.audit.flaw import Flaw, flaw, owners
from credlint.values import Cost, Duration, Exam, Kind
from credlint.wording import since, until, value


def overlapping(catalog: Catalog) -> Iterator[Flaw]:
    """Two facts about the very same thing that say different things of the same day."""
    for owner in owners(catalog):
        for kind in Kind:
            facts = [fact for fact in owner.facts if fact.kind is kind]
            for one, other in combinations(facts, 2):
                if _same_thing(one, other) and _differ(one, other) and _surely_overlap(one, other):
                    message = f"two facts about the same thing hold at once: {_told(one)} and {_told(other)}"
                    advice = (
                        "close the older one with `until`, or say what distinguishes them (region, member, plan, …)"
                    )
                    yield flaw(catalog, owner, other.pointer, message, advice, other)


def _same_thing(one: Fact, other: Fact) -> bool:
    if one.qualifiers != other.qualifiers:
        return False
    if isinstance(one.value, Cost) and isinstance(other.value, Cost):
        return all(getattr(one.value, key) == getattr(other.value, key) for key in ("currency", "per", "basis"))
    if isinstance(one.value, Duration) and isinstance(other.value, Duration):
        return one.value.unit == other.value.unit
    return True


def _differ(one: Fact, other: Fact) -> bool:
    if isinstance(one.value, Exam) and isinstance(other.value, Exam):
        ours, theirs = one.value.stated(), other.value.stated()
        return any(ours[field] != theirs[field] for field in ours.keys() & theirs.keys())
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
    """`$90 (until 2026-05-31)`."""
    return f"{value(fact.value)} ({(since(fact) + until(fact)).strip() or 'without dates'})"
