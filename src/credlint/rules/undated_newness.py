"""A credential called new, without a date, long after its launch.

Why it matters
"New" ages without a sign: a year on, it tells readers that the article has not been reviewed.

What to do
Write when it was launched ("since April 2026"); that stays true.

When not to use it
Words such as "new" and "recently" alone are not reported, only a credential that is called new and whose launch the
catalog knows. `new-for-days` says how long it may be called so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from msgspec import Struct

from credlint.article import Article
from credlint.claims.facts import launch
from credlint.claims.verdict.status import NEW_FOR_DAYS
from credlint.finding import Severity
from credlint.rule import Bad, Good, Problem
from credlint.surroundings import is_checkable
from credlint.values import Status
from credlint.wording import attribution, on
from credlint.world import World

SEVERITY = Severity.WARNING


class Options(Struct, frozen=True):
    """`new_for_days`: for how long after its launch a credential may be called new."""

    new_for_days: int = NEW_FOR_DAYS


EXAMPLES = (
    Bad(
        "The Acme Certified Dessert Designer certification ⟦is relatively new⟧.",
        says=("2025-11-18", "Acme exam page"),
    ),
    Bad("The Acme Certified Baker certification ⟦is new⟧.", says=("2022-05-10",)),
    Good("The Acme Certified Dessert Designer certification is relatively new.", as_of="2026-02-01"),
    Good("The Globex Flavour Architect Expert certification is new."),
    Good("The Acme Certified Dessert Designer certification was launched in November 2025."),
    Good("Learn new skills for the Acme Certified Baker certification in a new kitchen."),
    Good("The new price of the Acme Certified Baker exam is $100."),
    Good("The Initech Tasting Basics course is for people new to tasting."),
    Good("The Umbrella Certified Hygienist certification is new.", because="nothing about it was checked"),
)


touches = is_checkable


def check(article: Article, world: World, options: Options) -> Iterator[Problem]:
    for claim in article.claims:
        credential = world.catalog.credentials.get(claim.subject or "")
        if not isinstance(claim.value, Status) or claim.value.status != "new" or credential is None or claim.past:
            continue
        first = launch(credential)
        if first is None or first.since is None or claim.value.date:
            continue
        age = world.today - first.since.latest
        if age <= timedelta(days=options.new_for_days):
            continue
        yield Problem(
            claim.span,
            f"`{claim.quote}` is said of {credential.name}, which was launched {on(first.since)}, {_ago(age)} ago "
            f"({attribution(first)}).",
            f"Write when it was launched ({first.since}) in place of how new it is.",
            claim=claim,
            fact=first,
            credential=claim.subject,
        )


def _ago(age: timedelta) -> str:
    years, months = age.days // 365, age.days // 30
    return f"{years} year{'s' if years > 1 else ''}" if years else f"{months} months"
