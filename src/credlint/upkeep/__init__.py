"""Maintenance of the catalog: whether its facts still hold, which to check first, and what a change of one affects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from credlint.catalog import Catalog, Credential, ExamCode, Fact, Provider, Source, StatusEntry
from credlint.claims.verdict import Agrees, Disagrees, Outdated, Upcoming, Verdict
from credlint.dates import PartialDate, date_text
from credlint.values import Code, Kind, Status, Value

Owner = Credential | Provider


class Outcome(StrEnum):
    """What a source says of a fact today.

    `drifted`: its page answers and no longer says so. `source gone`: the page no longer exists. `cannot tell`: the
    page could not be read, or says nothing readable about the fact.
    """

    CONFIRMED = "confirmed"
    DRIFTED = "drifted"
    GONE = "source gone"
    UNKNOWN = "cannot tell"


class Statement(Struct, frozen=True):
    """A line of a catalog file that sources can be asked about: a fact, an exam code, a step of a credential's life.

    `path` and `pointer` are its place. `fact` is set for facts alone.
    """

    owner: Owner
    pointer: str
    kind: Kind
    value: Value
    sources: tuple[Source, ...]
    checked: PartialDate | None
    evidence: Mapping[str, str] | None
    fact: Fact | None = None

    @property
    def path(self) -> str:
        return self.owner.path


class SourceCheck(Struct, frozen=True):
    """What one source says of a statement. `says`: its own words, where it says something else."""

    source: Source
    outcome: Outcome
    detail: str = ""
    says: str | None = None


class Check(Struct, frozen=True):
    """A statement beside what each of its sources says of it; `outcome` is that of the best of them."""

    statement: Statement
    by_source: tuple[SourceCheck, ...]

    @property
    def outcome(self) -> Outcome:
        """Official sources outrank others; equals that contradict each other are a drift, for a person to settle."""
        for official in (True, False):
            outcomes = {one.outcome for one in self._readable if one.source.official is official}
            if len(outcomes & {Outcome.CONFIRMED, Outcome.DRIFTED}) == 2:
                return Outcome.DRIFTED
            for outcome in (Outcome.DRIFTED, Outcome.CONFIRMED):
                if outcome in outcomes:
                    return outcome
        return Outcome.GONE if any(one.outcome is Outcome.GONE for one in self.by_source) else Outcome.UNKNOWN

    @property
    def is_disputed(self) -> bool:
        return len({one.outcome for one in self._readable}) > 1

    @property
    def _readable(self) -> list[SourceCheck]:
        return [one for one in self.by_source if one.outcome in (Outcome.CONFIRMED, Outcome.DRIFTED)]


def owners(catalog: Catalog) -> Iterator[Owner]:
    yield from catalog.credentials.values()
    yield from catalog.providers.values()


def statements(catalog: Catalog, today: date, idents: Sequence[str] = ()) -> list[Statement]:
    """All that may still be so and cites a source, of these credentials and providers or of all.

    What has ended stays as it was. Of a credential's life, the present step counts and those to come.
    """
    found = []
    for owner in owners(catalog):
        if not idents or owner.id in idents:
            found += [statement for statement in _statements(owner, today) if statement.sources]
    return found


def _statements(owner: Owner, today: date) -> Iterator[Statement]:
    for fact in owner.facts:
        if not fact.ended(today):
            where = owner, fact.pointer, fact.kind, fact.value
            yield Statement(*where, fact.sources, fact.checked, fact.evidence, fact)
    if isinstance(owner, Provider):
        return
    for code in owner.codes:
        if code.until is None or code.until.latest >= today:
            yield _entry(owner, code, Kind.CODE, Code(code.code))
    present = owner.status_on(today)
    for step in owner.status:
        if step is present or (step.since is not None and step.since.earliest > today):
            value = Status(step.status, date_text(step.since))
            yield _entry(owner, step, Kind.STATUS, value)


def _entry(owner: Owner, entry: ExamCode | StatusEntry, kind: Kind, value: Value) -> Statement:
    return Statement(owner, entry.pointer, kind, value, entry.sources, entry.checked, entry.evidence)


def facts_behind(verdict: Verdict) -> tuple[Fact, ...]:
    """The facts that a verdict rests on; none where nothing can be said."""
    match verdict:
        case Agrees(fact):
            return (fact,)
        case Outdated(fact, after) | Upcoming(fact, after):
            return (fact,) if after is None else (fact, after)
        case Disagrees(facts):
            return facts
        case _:
            return ()


def owner_of(fact: Fact, subject: str | None, catalog: Catalog) -> Owner | None:
    """The credential or provider that owns a fact by which a claim about `subject` was judged."""
    return next((owner for owner in _about(subject or "", catalog) if fact in owner.facts), None)


def _about(subject: str, catalog: Catalog) -> Iterable[Owner]:
    """Those whose facts can judge a claim about a credential, a provider or a group."""
    if subject in catalog.groups:
        group = catalog.groups[subject]
        for member in (*group.credentials, *group.providers):
            yield from _about(member, catalog)
    elif subject in catalog.credentials:
        yield catalog.credentials[subject]
        yield from _about(catalog.credentials[subject].provider, catalog)
    elif subject in catalog.providers:
        yield catalog.providers[subject]
        yield from (one for one in catalog.credentials.values() if one.provider == subject)
