"""A stage of a credential's life that has passed: still "in beta", "announced", "will retire" or "available".

Why it matters
Readers wait for what is available already, or try to book what is gone.

What to do
Say what holds today and since when.

When not to use it
For news that is kept as it was, turn it off for its folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.claims.verdict import Outdated, judge
from credlint.contradiction import status_problem
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.surroundings import is_checkable
from credlint.values import Kind, Status
from credlint.world import World

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad("The Acme Certified Dessert Designer exam ⟦is in beta⟧.", says=("active since 2026-04-14", "Acme exam page")),
    Good("The Acme Certified Dessert Designer exam is in beta.", as_of="2026-01-20"),
    Good("The Globex Flavour Architect Expert exam is in beta."),
    Good("The Acme Certified Dessert Designer exam left its beta in April 2026."),
    Good("The Acme Certified Pastry Specialist exam retired on 31 March 2026."),
    Good("The Globex Candy Engineer Associate exam will retire on 30 June 2026."),
    Good("The Umbrella Certified Hygienist exam is in beta.", because="nothing about it was checked"),
)


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    for claim, verdict in judge(article, world, Kind.STATUS):
        said = claim.value
        if not isinstance(verdict, Outdated) or not isinstance(said, Status) or said.status == "new" or claim.past:
            continue
        yield status_problem(claim, verdict.now or verdict.fact, world, "is no longer so", "Say")
