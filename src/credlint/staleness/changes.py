"""What the catalog knows to change, and the articles that it makes wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from credlint import engine
from credlint.catalog import Catalog, Credential, Fact, Provider
from credlint.claims.facts import code_fact, status_facts
from credlint.dates import PartialDate, days_after
from credlint.staleness import Affected, ArticleStatus, Change, Reference
from credlint.values import Code, Cost, Kind, Status
from credlint.wording import narrowing, value

COSTS = {"exam": "exam fee", "renewal": "renewal fee", "total": "total cost"}


class _Event(Struct, frozen=True):
    """One dated step of a fact. `kinds`: the claims that it makes wrong; empty for all about the subject."""

    on: PartialDate
    what: str
    fact: Fact
    kinds: frozenset[Kind] = frozenset()


def changes_ahead(catalog: Catalog, articles: Sequence[ArticleStatus], today: date, until: date) -> Iterator[Change]:
    """What the catalog knows to change after today and up to `until`, in order of time."""
    by_subject: dict[str, list[tuple[ArticleStatus, Reference]]] = {}
    for article in articles:
        for reference in article.references:
            by_subject.setdefault(reference.subject, []).append((article, reference))
    found: list[Change] = []
    for credential in catalog.credentials.values():
        events = [*_value_events(credential.facts), *_status_events(status_facts(credential))]
        events += _code_events([code_fact(credential, code) for code in credential.codes])
        referring = by_subject.get(credential.id, [])
        found += _gather(credential, events, referring, today, until)
    for provider in catalog.providers.values():
        referring = [
            pair for subject, pairs in by_subject.items() if subject.split("/")[0] == provider.id for pair in pairs
        ]
        found += _gather(provider, _value_events(provider.facts), referring, today, until)
    yield from sorted(found, key=lambda change: (change.first, change.subject))


def _gather(
    subject: Credential | Provider,
    events: Iterable[_Event],
    referring: Sequence[tuple[ArticleStatus, Reference]],
    today: date,
    until: date,
) -> Iterator[Change]:
    """The events of one subject on one day are one change."""
    by_day: dict[PartialDate, list[_Event]] = {}
    for event in events:
        if today < event.on.earliest <= until and not event.on.no_later_than:
            by_day.setdefault(event.on, []).append(event)
    for on, together in by_day.items():
        if any(isinstance(event.fact.value, Status) and event.fact.value.status == "retired" for event in together):
            # That its price and its exam end with it goes without saying.
            together = [event for event in together if not event.kinds]
        kinds = frozenset().union(*(event.kinds for event in together))
        concerned = [
            (article, reference)
            for article, reference in referring
            if reference.kind in kinds or not all(event.kinds for event in together)
        ]
        lines: dict[str, set[int]] = {}
        titles: dict[str, str] = {}
        for article, reference in concerned:
            lines.setdefault(article.path, set()).add(reference.line)
            titles[article.path] = article.title
        note = engine.fact_note(together[0].fact)
        yield Change(
            subject=subject.id,
            name=subject.name,
            on=str(on),
            first=on.earliest,
            last=on.latest,
            what="; ".join(dict.fromkeys(event.what for event in together)),
            source=note.source,
            checked=note.checked,
            affected=tuple(Affected(path, titles[path], tuple(sorted(lines[path]))) for path in sorted(lines)),
        )


def _value_events(facts: Sequence[Fact]) -> Iterator[_Event]:
    for fact in facts:
        kinds = frozenset({fact.kind})
        label = _label(fact)
        if fact.since is not None:
            before = [
                other
                for other in facts
                if other is not fact
                and (other.kind, other.qualifiers, _label(other)) == (fact.kind, fact.qualifiers, label)
                and other.holds(days_after(fact.since.earliest, -1))
            ]
            was = f"{value(before[0].value)} → " if before else ""
            yield _Event(fact.since, f"{label}: {was}{value(fact.value)}", fact, kinds)
        if fact.until is not None and not any(
            other.kind is fact.kind
            and other.since is not None
            and abs(other.since.earliest - fact.until.latest) <= timedelta(days=1)
            for other in facts
        ):
            yield _Event(fact.until, f"last day of the {label} of {value(fact.value)}", fact, kinds)


_STEPS = {
    "announced": "is announced",
    "beta": "beta begins",
    "active": "becomes available",
    "retiring": "its retirement begins",
    "retired": "retires",
    "renamed": "gets another name",
}


def _status_events(facts: Sequence[Fact]) -> Iterator[_Event]:
    for fact in facts:
        if fact.since is not None and isinstance(fact.value, Status):
            yield _Event(fact.since, _STEPS.get(fact.value.status, fact.value.status), fact)


def _code_events(facts: Sequence[Fact]) -> Iterator[_Event]:
    for fact in facts:
        code = fact.value.code if isinstance(fact.value, Code) else ""
        if fact.since is not None:
            yield _Event(fact.since, f"first day of exam {code}", fact)
        if fact.until is not None:
            yield _Event(fact.until, f"last day of exam {code}", fact)


def _label(fact: Fact) -> str:
    """What the value is, for people: `exam fee (members)`."""
    label: str = fact.kind.value
    if isinstance(fact.value, Cost):
        label = COSTS.get(fact.value.basis, f"{fact.value.basis} price")
    return label + narrowing(fact)
