"""A number of questions, an exam time or a passing score of an earlier version of the exam.

Why it matters
Figures of a beta or of the last version live on in articles for years, and people practise for the wrong exam.

What to do
Write the figures of today's exam, and its code.

When not to use it
For articles about an earlier version, name its code or its date in the sentence.
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
    Bad("The Acme Certified Baker exam has ⟦50 questions⟧.", says=("until 2025-12-31", "65 questions")),
    Bad(
        "The Acme Certified Dessert Designer exam has ⟦85 questions⟧.",
        says=("beta", "75 questions"),
        because="a beta's figures",
    ),
    Good("The Acme Certified Baker exam has 65 questions."),
    Good("The Acme Certified Baker exam has 50 questions.", as_of="2025-06-01"),
    Good("Until 2025 the Acme Certified Baker exam had 50 questions."),
    Good("The beta of the Acme Certified Dessert Designer exam had 85 questions."),
    Good("The Acme Certified Baker exam has 80 questions.", because="exam-mismatch"),
)


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    yield from overtaken(article, world, Kind.EXAM)
