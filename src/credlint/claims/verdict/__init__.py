"""Claim against facts on a day: agrees, outdated, upcoming, disagrees or unknown.

Values are judged by the facts that are like them (`figures`, `likeness`): of the credential itself, for validity else
of its provider for its level. Status and code are judged by the timeline of the credential (`status`) and of its exam
codes (`codes`). Whose facts these are when a claim is about many is told by `subjects`.

A claim that fits any fact in force agrees. What fits only a fact that has ended is outdated. What never was so, as far
as the catalog goes back, disagrees. Everything else is unknown, with a reason: nothing to compare with, nobody in the
catalog, sources that contradict each other, or a value that fits something else about the same credential.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from msgspec.structs import replace

from credlint.catalog import Catalog
from credlint.claims import Claim
from credlint.claims.verdict import codes, subjects
from credlint.claims.verdict.outcomes import Agrees, Disagrees, Outdated, Unknown, Upcoming, Verdict, fact_behind
from credlint.document import Document
from credlint.values import Kind

__all__ = ["Agrees", "Disagrees", "Outdated", "Unknown", "Upcoming", "Verdict", "fact_behind", "judge", "verdict"]


class _HasClaims(Protocol):
    @property
    def document(self) -> Document: ...
    @property
    def claims(self) -> tuple[Claim, ...]: ...


class _HasCatalog(Protocol):
    @property
    def catalog(self) -> Catalog: ...
    @property
    def today(self) -> date: ...


def judge(article: _HasClaims, world: _HasCatalog, *kinds: Kind) -> tuple[tuple[Claim, Verdict], ...]:
    """Every claim of an article (of these kinds, or of all) with its verdict on the world's day."""
    global _last
    last_article, last_catalog, last_today, judged = _last
    if article is not last_article or world.catalog is not last_catalog or world.today is not last_today:
        judged = tuple(_judged(article, world))
        _last = article, world.catalog, world.today, judged
    return tuple(one for one in judged if one[0].kind in kinds) if kinds else judged


# A dozen rules ask about the same article in turn.
_last: tuple[object, object, object, tuple[tuple[Claim, Verdict], ...]] = None, None, None, ()


def _judged(article: _HasClaims, world: _HasCatalog) -> Iterator[tuple[Claim, Verdict]]:
    for claim in article.claims:
        one = verdict(claim, world.catalog, world.today)
        if isinstance(one, Disagrees) and claim.kind is Kind.EXAM:
            one = replace(one, beside=codes.earlier_beside(claim, article.document.text, world.catalog, world.today))
        yield claim, one


def verdict(claim: Claim, catalog: Catalog, today: date) -> Verdict:
    """What the catalog says of one claim; a claim about the past is judged by its own date."""
    if claim.kind is Kind.STATISTIC:
        return Unknown("the worth of a credential is not in the catalog")
    if claim.kind is Kind.CODE:
        return codes.verdict(claim, catalog, today)
    return subjects.verdict(claim, catalog, today)
