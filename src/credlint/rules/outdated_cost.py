"""A price that was right once and is no longer.

Why it matters
The article was true when it was written, so nobody will find the error by reading it. Readers who rely on it pay more
than they were told, or believe that they cannot afford what they could.

What to do
Write today's price with the day on which you saw it. Where the old price is the point ("it was $90 until June 2024"),
say so in the sentence: a price of the past is judged by its own date.

When not to use it
For articles that are kept as they were, such as news or an archive, turn the rule off for their folder.
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
        "The Acme Certified Baker exam costs ⟦$90⟧.",
        says=("until 2024-06-30", "$100 since 2024-07-01", "Acme exam page"),
    ),
    Bad(
        "The Acme Certified Dessert Designer exam costs ⟦$150⟧.",
        says=("beta", "$300 since 2026-04-14"),
        because="a beta price lives on in articles",
    ),
    Bad(
        "The Initech Breadmaking Professional Certificate costs ⟦$39/month⟧.",
        says=("$59/month",),
    ),
    Bad("The Vandelay Certified Import Manager exam costs members ⟦$405⟧.", says=("$445",), as_of="2026-10-01"),
    Good("The Acme Certified Baker exam costs $100."),
    Good("The Acme Certified Baker exam costs $90.", as_of="2024-06-30", because="it did then"),
    Good("The Acme Certified Baker exam cost $90 until June 2024."),
    Good("The price of the Acme Certified Baker exam went from $90 to $100."),
    Good("The beta of the Acme Certified Dessert Designer exam cost $150."),
    Good("The Acme Certified Baker exam costs €90.", because="the old price was in dollars"),
    Good(
        "The Acme Certified Pastry Specialist exam costs $300.",
        because="it has retired, which retired-credential says once",
    ),
    Good("The Vandelay Certified Import Manager exam costs members $405."),
)


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    yield from overtaken(article, world, Kind.COST)
