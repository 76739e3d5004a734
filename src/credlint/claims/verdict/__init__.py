"""Claim against facts on a day: agrees, outdated, upcoming, disagrees or unknown.

Values are judged by the facts that are like them (`figures`, `comparability`): of the credential itself, and for what
it leaves out of its provider for its level. Status and code are judged by the timeline of the credential (`status`) and
of its exam codes (`codes`). Whose facts these are when a claim is about many, `subjects` decides.

A claim that fits any fact in force agrees. What fits only a fact that has ended is outdated. What never was so, as far
as the catalog goes back, disagrees. Everything else is unknown, with a reason: nothing to compare with, nobody in the
catalog, sources that contradict each other, or a value that fits something else about the same credential.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Protocol

from msgspec.structs import replace

from credlint.catalog import Catalog
from credlint.claims import Claim
from credlint.claims.verdict import codes, subjects
from credlint.claims.verdict.outcomes import Agrees, Disagrees, Outdated, Unknown, Upcoming, Verdict, fact_behind
from credlint.document import Document
from credlint.identity import Same
from credlint.span import Span
from credlint.values import Kind

NOWHERE = Span(0, 0)

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
    judged = _judged(Same(article), Same(world.catalog), world.today)
    return tuple(one for one in judged if one[0].kind in kinds) if kinds else judged


@lru_cache(maxsize=1)  # a dozen rules ask about the same article in turn
def _judged(article: Same[_HasClaims], catalog: Same[Catalog], today: date) -> tuple[tuple[Claim, Verdict], ...]:
    text = article.noun.document.text
    return tuple((claim, _beside_earlier(claim, text, catalog.noun, today)) for claim in article.noun.claims)


def _beside_earlier(claim: Claim, text: str, catalog: Catalog, today: date) -> Verdict:
    """The verdict; of figures of an exam that are not so, also which earlier exam the text names beside them."""
    found = verdict(claim, catalog, today)
    if isinstance(found, Disagrees) and claim.kind is Kind.EXAM:
        return replace(found, beside=codes.earlier_beside(claim, text, catalog, today))
    return found


def verdict(claim: Claim, catalog: Catalog, today: date) -> Verdict:
    """What the catalog says of one claim; a claim about the past is judged by its own date."""
    return _verdict(replace(claim, span=NOWHERE), Same(catalog), today)


@lru_cache(maxsize=1_000)  # wherever it is said; an article repeats itself, and says the same after each key
def _verdict(claim: Claim, catalog: Same[Catalog], today: date) -> Verdict:
    if claim.kind is Kind.STATISTIC:
        return Unknown("the worth of a credential is not in the catalog")
    if claim.kind is Kind.CODE:
        return codes.verdict(claim, catalog.noun, today)
    return subjects.verdict(claim, catalog.noun, today)
