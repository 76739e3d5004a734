"""A price that is right today and will change on a known day.

Why it matters
A price change that the issuer has announced is the one kind of error that can be corrected before it is one.

What to do
Add the day and the new price, or note the article for that day (`credlint report` writes a calendar file).

When not to use it
Where articles are reviewed often enough anyway, set `days-ahead` lower or turn it off: outdated-cost reports it when
the day has come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from msgspec import Struct

from credlint.article import Article
from credlint.contradiction import subject_name, upcoming
from credlint.finding import Severity
from credlint.rule import Bad, Good, Problem
from credlint.surroundings import is_checkable
from credlint.values import Kind
from credlint.wording import attribution, narrowing, value
from credlint.world import World

SEVERITY = Severity.INFO


class Options(Struct, frozen=True):
    """`days_ahead`: how far ahead to look."""

    days_ahead: int = 180


EXAMPLES = (
    Bad(
        "Members pay ⟦$405⟧ for the Vandelay Certified Import Manager exam.",
        says=("$445", "2026-09-01", "Vandelay exam page"),
    ),
    Bad("The Vandelay Certified Import Manager exam costs non-members ⟦$575⟧.", says=("$675",)),
    Good("Members pay $405 for the Vandelay Certified Import Manager exam.", as_of="2026-01-15", because="not so soon"),
    Good("Members pay $445 for the Vandelay Certified Import Manager exam.", as_of="2026-09-01"),
    Good("Members pay $445 for the Vandelay Certified Import Manager exam.", because="it is the coming price"),
    Good("The Acme Certified Baker exam costs $100.", because="no change of it is known"),
    Good("Members pay $450 for the Vandelay Certified Import Manager exam.", because="cost-mismatch speaks of that"),
)


touches = is_checkable


def check(article: Article, world: World, options: Options) -> Iterator[Problem]:
    for claim, change in upcoming(article, world, Kind.COST):
        coming = change.next
        if coming is None or coming.since is None:
            continue
        begins = coming.since.earliest
        if begins - world.today > timedelta(days=options.days_ahead):
            continue
        name = subject_name(claim.subject, world.catalog)
        yield Problem(
            claim.span,
            f"`{claim.quote}` is right for {name} today; from {coming.since} it is {value(coming.value)}"
            f"{narrowing(coming)} ({attribution(coming)}).",
            f"Add the new price and its day, or come back on {begins}.",
            claim=claim,
            fact=coming,
            credential=claim.subject,
        )
