"""Which facts to re-check first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from credlint.article import Article
from credlint.catalog import Catalog, Credential
from credlint.claims.verdict import judge
from credlint.dates import days_after
from credlint.rule import Selection
from credlint.upkeep import Statement, facts_behind, owner_of, statements
from credlint.world import World

Place = tuple[str, str]

# A change is near from so many days before; one since the last check is near until the fact is checked.
NEAR = timedelta(days=60)
# The age, in days, of evidence whose day is not known.
UNKNOWN_AGE = 730


class Due(Struct, frozen=True):
    """`age` is in days since the evidence was seen, None where no day is known. `change`: the next dated change of it.

    `articles` state it, in so many `claims`.
    """

    statement: Statement
    age: int | None
    change: date | None
    articles: int
    claims: int
    weight: float


def facts_stated(article: Article, world: World, selection: Selection) -> dict[Place, int]:
    """How many claims of an article rest on each fact, by the owner of the fact and its place in the file."""
    counts: Counter[Place] = Counter()
    for claim, verdict in judge(article, world):
        for fact in facts_behind(verdict):
            owner = owner_of(fact, claim.subject, world.catalog)
            if owner is not None:
                counts[owner.id, fact.pointer] += 1
    return dict(counts)


def due(catalog: Catalog, today: date, stating: list[Mapping[Place, int]]) -> list[Due]:
    """Every fact that may still hold, the one to re-check first in front.

    The weight is the age in days, times one more than the claims that rest on it, doubled where a change of it is near.
    """
    found = []
    for statement in statements(catalog, today):
        if statement.fact is None:
            continue
        place = statement.owner.id, statement.pointer
        claims = [counts[place] for counts in stating if place in counts]
        if not claims and _is_history(statement, today):
            continue
        age = None if statement.checked is None else max(0, (today - statement.checked.latest).days)
        change = _next_change(statement, today)
        weight = float((UNKNOWN_AGE if age is None else age) * (1 + sum(claims)))
        if change is not None and change - today <= NEAR:
            weight *= 2
        found.append(Due(statement, age, change, len(claims), sum(claims), weight))
    return sorted(found, key=lambda one: (-one.weight, one.statement.owner.id, one.statement.pointer))


def _is_history(statement: Statement, today: date) -> bool:
    """Whether its credential has retired, so that a fact that no article states need not be checked."""
    present = statement.owner.status_on(today) if isinstance(statement.owner, Credential) else None
    return present is not None and present.status == "retired"


def _next_change(statement: Statement, today: date) -> date | None:
    """The first dated change since the last check: its end, a successor, retirement."""
    fact, owner = statement.fact, statement.owner
    assert fact is not None
    days = [days_after(fact.until.latest, 1)] if fact.until else []
    days += [other.since.earliest for other in owner.facts if other.kind is fact.kind and other.since]
    if isinstance(owner, Credential):
        days += [step.since.earliest for step in owner.status if step.since]
    seen = statement.checked.latest if statement.checked else today
    return min((day for day in days if day > min(seen, today)), default=None)
