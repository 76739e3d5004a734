"""Facts as verdicts use them: the timelines of status and exam codes as facts, and how well a fact is attested."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import pairwise

from credlint.catalog import Credential, ExamCode, Fact, StatusEntry
from credlint.dates import PartialDate, date_text, days_after
from credlint.identity import Same
from credlint.values import Code, Kind, Status


def status_facts(credential: Credential) -> tuple[Fact, ...]:
    """The timeline of a credential as facts, oldest first; steps that no source can be named for are left out."""
    return _status_facts(Same(credential))


@lru_cache(maxsize=1_000)  # it is asked for at every mention
def _status_facts(credential: Same[Credential]) -> tuple[Fact, ...]:
    entries = sorted((entry for entry in credential.noun.status if entry.sources), key=_begins)
    return tuple(
        Fact(
            Kind.STATUS,
            Status(entry.status, date_text(entry.since)),
            since=entry.since,
            until=day_before(later.since) if later and later.since else None,
            sources=entry.sources,
            checked=entry.checked,
            confidence=entry.confidence,
        )
        for entry, later in pairwise([*entries, None])
        if entry is not None
    )


def code_fact(credential: Credential, code: ExamCode) -> Fact:
    """An exam code as a fact."""
    return Fact(
        Kind.CODE,
        Code(code.code),
        since=code.since,
        until=code.until,
        sources=code.sources,
        checked=code.checked,
        confidence=code.confidence,
    )


def current_code(credential: Credential, today: date) -> ExamCode | None:
    """The code to register for: of those in use the one introduced last, the higher version where no day is known."""
    in_use = [
        code
        for code in credential.codes
        if not (code.until and code.until.latest < today) and not (code.since and code.since.earliest > today)
    ]
    return max(in_use, key=_introduced, default=None)


def last_code(credential: Credential) -> ExamCode | None:
    """The code introduced last, even if nobody can register for it any more."""
    return max(credential.codes, key=_introduced, default=None)


def _introduced(code: ExamCode) -> tuple[date, str]:
    return (code.since.earliest if code.since else date.min, code.code)


def retirement(credential: Credential) -> Fact | None:
    """When it retired or will retire."""
    return next((fact for fact in reversed(status_facts(credential)) if status_of(fact) == "retired"), None)


def launch(credential: Credential) -> Fact | None:
    """When people could first take it: the first of beta and active; None where only a later sighting is known."""
    steps = [fact for fact in status_facts(credential) if status_of(fact) in ("beta", "active")]
    first = next(iter(steps), None)
    return first if first and first.since and not first.since.no_later_than else None


def status_of(fact: Fact) -> str:
    """The status that a fact gives, "" if it is about something else."""
    return fact.value.status if isinstance(fact.value, Status) else ""


def _begins(entry: StatusEntry) -> date:
    return entry.since.earliest if entry.since else date.min


def day_before(day: PartialDate) -> PartialDate | None:
    """The day before an exact day; None before a month or a year."""
    if not day.is_exact:
        return None
    before = days_after(day.earliest, -1)
    return PartialDate(before.year, before.month, before.day)


def is_weak(fact: Fact) -> bool:
    """Whether a finding must not rest on it alone: low confidence, or no word of the issuer's own."""
    return fact.confidence == "low" or not any(source.official for source in fact.sources)


def weight(fact: Fact) -> tuple[bool, int]:
    """How well a fact is attested, to sort by: the best first."""
    grades = ("high", "medium", "low")
    return is_weak(fact), grades.index(fact.confidence) if fact.confidence in grades else len(grades)


def best_first(facts: Iterable[Fact]) -> list[Fact]:
    """Facts by weight; stable, so file order decides among equals."""
    return sorted(facts, key=weight)
