"""A credential that will retire on a known day, presented without saying so.

Why it matters
Preparing takes months: those who start today may find no exam at the end.

What to do
Say until when it can be earned, and name what comes after it.

When not to use it
Set `days-ahead` lower if your readers need less time.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from credlint.article import Article
from credlint.claims.facts import retirement
from credlint.dates import days_after
from credlint.finding import Severity
from credlint.rule import Bad, Good, Problem
from credlint.surroundings import Surroundings, is_checkable
from credlint.wording import attribution, day, listed
from credlint.world import World

SEVERITY = Severity.WARNING


class Options(Struct, frozen=True):
    """`days_ahead`: how far ahead to look."""

    days_ahead: int = 365


EXAMPLES = (
    Bad(
        "For candy, take the ⟦Globex Candy Engineer Associate⟧ exam.",
        says=("2026-07-01", "Globex exam page", "Globex Flavour Architect Expert"),
    ),
    Bad("For cakes, take the ⟦Acme Certified Pastry Specialist⟧ exam.", says=("2026-04-01",), as_of="2026-01-15"),
    Good("For cakes, take the Acme Certified Pastry Specialist exam.", because="it has retired: another rule"),
    Good("For candy, take the Globex Candy Engineer Associate exam.", as_of="2025-03-01", because="not so soon"),
    Good("The Globex Candy Engineer Associate exam will retire on 30 June 2026."),
    Good("Take the Globex Candy Engineer Associate exam before it is discontinued in summer."),
    Good("For bread, take the Acme Certified Baker exam."),
)


touches = is_checkable


def check(article: Article, world: World, options: Options) -> Iterator[Problem]:
    credentials = world.catalog.credentials
    horizon = days_after(world.today, options.days_ahead)

    def is_retiring(subject: str) -> bool:
        end = retirement(credentials[subject])
        return end is not None and end.since is not None and world.today < end.since.earliest <= horizon

    for mention, subject in Surroundings(article).offered(world.catalog, is_retiring):
        credential = credentials[subject]
        end = retirement(credential)
        if end is None or end.since is None:
            continue
        text = mention.span.of(article.document.text)
        names = [credentials[one].name for one in credential.replaced_by if one in credentials]
        whose = "" if text in credential.name else f" ({credential.name})"
        after = f"; after it: {listed(names)}" if names else ""
        yield Problem(
            mention.span,
            f"`{text}`{whose} will retire: it can be earned until {day(end.since)} ({attribution(end)}){after}.",
            f"Say that it can be earned until {day(end.since)}, and what to take after that.",
            fact=end,
            credential=subject,
        )
