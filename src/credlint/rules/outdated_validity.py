"""A period of validity that was right for credentials earned before a change.

Why it matters
Issuers shorten validity quietly. Those who earn the credential today have less time than the article says.

What to do
Write today's period. If both matter, say which holds from when.

When not to use it
For articles kept as they were, turn it off for their folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.contradiction import overtaken
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.surroundings import is_checkable
from credlint.values import Kind
from credlint.world import World

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad(
        "The Vandelay Certified Import Manager certification is valid for ⟦three years⟧.",
        says=("until 2024-03-31", "2 years since 2024-04-01", "Vandelay exam page"),
    ),
    Good("The Vandelay Certified Import Manager certification is valid for two years."),
    Good("The Vandelay Certified Import Manager certification is valid for three years.", as_of="2024-03-31"),
    Good("The Vandelay Certified Import Manager certification was valid for three years until March 2024."),
    Good("The Acme Certified Baker certification is valid for three years."),
    Good("The Vandelay Certified Import Manager certification is valid for four years.", because="validity-mismatch"),
)


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    yield from overtaken(article, world, Kind.VALIDITY)
