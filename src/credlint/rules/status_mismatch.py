"""A date of launch or retirement that is wrong, or a retirement that did not happen.

Why it matters
Readers who believe that an exam has ended will not book it; those with a wrong last day will miss the right one.

What to do
Write the date that the issuer gives.

When not to use it
Exams end on different days in different languages, and some dates are those of booking. If your date is one of these,
say so in the sentence and allow the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.claims.verdict import Disagrees, judge
from credlint.contradiction import status_problem
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.surroundings import is_checkable
from credlint.values import Kind, Status
from credlint.world import World

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad(
        "The Acme Certified Pastry Specialist exam ⟦retired on 30 June 2025⟧.",
        says=("retired since 2026-04-01", "Acme exam page"),
    ),
    Good("The Acme Certified Pastry Specialist exam retired on 31 March 2026.", because="its last day, a day before"),
    Good("The Acme Certified Pastry Specialist exam retired in March 2026."),
    Good("ABK-C01, an Acme Certified Baker exam, retired on 31 December 2025.", because="one of its exams did"),
    Bad(
        "# Certification exams\n\n| Exam | Certification | Retired |\n| --- | --- | --- |\n"
        "| ABK-C01 | Acme Certified Baker | ⟦31 March 2025⟧ |\n",
        says=("the last day of ABK-C01 was 2025-12-31", "Acme exam page"),
    ),
    Good("The Globex Candy Engineer Associate exam will retire on 30 June 2026."),
    Good("The Acme Certified Baker certification was launched in May 2022."),
    Good("The Umbrella Certified Hygienist exam retired on 1 May 2020.", because="nothing about it was checked"),
)


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    for claim, verdict in judge(article, world, Kind.STATUS):
        if isinstance(verdict, Disagrees) and isinstance(claim.value, Status):
            yield status_problem(claim, verdict.facts[-1], world, "is not so", "Write")
