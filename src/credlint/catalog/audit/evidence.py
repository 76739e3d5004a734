"""Facts whose evidence is old, cannot be looked up, or is not there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from credlint.catalog import Catalog, Credential, ExamCode, Fact, StatusEntry
from credlint.catalog.audit.flaw import Flaw, flaw, owners


def overdue(catalog: Catalog, today: date, max_age: timedelta) -> Iterator[Flaw]:
    """Facts that may still hold and whose evidence is older than `max_age`, or of an unknown day.

    What has ended stays as it was, so it is never overdue.
    """
    for owner in owners(catalog):
        for fact in owner.facts:
            if fact.ended(today) or not fact.sources:
                continue
            if fact.checked is None:
                message = "the day on which this was last seen is unknown: its source shows no date"
            elif today - fact.checked.latest > max_age:
                message = f"this was last seen on {fact.checked}, more than {max_age.days} days ago"
            else:
                continue
            advice = f"look at {_first_address(fact)} and move `checked`, or close the fact with `until`"
            yield flaw(catalog, owner, fact.pointer, message, advice, fact, minor=fact.checked is None)


def unsourced(catalog: Catalog) -> Iterator[Flaw]:
    """Facts without a source, and facts whose sources cannot be looked up."""
    for owner in owners(catalog):
        if isinstance(owner, Credential) and owner.recognised_only and not owner.facts and not owner.status:
            continue
        entries: list[Fact | StatusEntry | ExamCode] = [*owner.facts]
        if isinstance(owner, Credential):
            entries += [*owner.status, *owner.codes]
        for entry in entries:
            fact = entry if isinstance(entry, Fact) else None
            if not entry.sources:
                message = "this has no source, so no claim is judged by it"
                yield flaw(catalog, owner, entry.pointer, message, "cite a source, or take it out", fact)
            elif not any(source.url for source in entry.sources):
                message = f"no source of this has an address: {entry.sources[0].title}"
                advice = "find a page that states it, best the issuer's own"
                yield flaw(catalog, owner, entry.pointer, message, advice, fact, minor=True)


def _first_address(fact: Fact) -> str:
    return next((source.url for source in fact.sources if source.url), "its source")
