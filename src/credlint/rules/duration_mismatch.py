"""A time to complete a course that is far from what its issuer says.

Why it matters
Readers plan evenings and weekends by it.

What to do
Write the issuer's figure, or say whose pace yours is ("it took me …").

When not to use it
People differ: figures from two thirds of the issuer's least to seven fifths of its most are not reported, and time to
prepare for an exam is never judged by the length of a course. Turn it off where your figures are your own.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.contradiction import mismatches
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.surroundings import is_checkable
from credlint.values import Kind
from credlint.world import World

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad(
        "The Initech Breadmaking Professional Certificate takes ⟦12-18 months⟧ to complete.",
        says=("3-6 months", "Initech exam page"),
    ),
    Bad("You can complete Initech Tasting Basics, a certification course, in ⟦20 hours⟧.", says=("2 hours",)),
    Bad("The Initech Breadmaking Professional Certificate takes ⟦9 months⟧ to complete."),
    Bad("The Initech Breadmaking Professional Certificate takes ⟦6 weeks⟧ to complete."),
    Good("Studying all day, you complete the Initech Breadmaking Professional Certificate in 2 to 3 months."),
    Good("The Initech Breadmaking Professional Certificate takes 3-6 months to complete."),
    Good("The Initech Breadmaking Professional Certificate takes 8 months to complete.", because="people differ"),
    Good("The Initech Breadmaking Professional Certificate takes 60 hours to complete.", because="hours are no months"),
    Good("You can complete Initech Cooking Essentials, a certification course, in under 10 hours."),
    Good("Expect 2-4 months of preparation for the Acme Certified Baker exam."),
    Good("The Acme Certified Baker exam lasts 130 minutes."),
)


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    yield from mismatches(article, world, Kind.DURATION)
