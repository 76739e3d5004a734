"""A number of questions, an exam time or a passing score that was never right.

Why it matters
People practise for the exam that the article describes.

What to do
Write what the issuer's exam guide says. A scaled score (700 of 1,000) is not a percentage: leave out what the issuer
does not publish.

When not to use it
Beta exams are longer than what follows them; if you write about a beta, say so, and the beta's figures are used.
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

SEVERITY = Severity.ERROR

EXAMPLES = (
    Bad("The Acme Certified Baker exam has ⟦80 questions⟧.", says=("65 questions", "Acme exam page")),
    Bad("The Acme Certified Baker exam lasts ⟦200 minutes⟧.", says=("130 minutes",)),
    Good("The Acme Certified Baker exam has 65 questions."),
    Good("The Acme Certified Baker exam has 60-70 questions.", because="a rough frame that holds the number"),
    Good("The Acme Certified Baker exam has 50 questions.", because="it had: outdated-exam says that"),
    Good("The passing score of the Acme Certified Baker exam is 720."),
    Good("You need 72% to pass the Acme Certified Baker exam.", because="a scaled score is no percentage"),
    Good("A practice test for the Acme Certified Baker exam has 300 questions."),
    Good("I finished the Acme Certified Baker exam in 45 minutes."),
    Good("The Vandelay Certified Latex Analyst exam has 10 questions.", because="nothing is known about its exam"),
)


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    yield from mismatches(article, world, Kind.EXAM)
