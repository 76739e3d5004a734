"""A link whose host did not answer, or not with a page.

Why it matters
Readers may meet the same. After failures on several days the link is reported as broken instead.

What to do
Open it in a browser. If it works, nothing; if it goes on failing, replace it.

When not to use it
Where the network of the checking machine is poor.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.finding import Severity
from credlint.links import LinkStatus
from credlint.outbound import answered, problem
from credlint.rule import Bad, Good, NoOptions, Problem, never
from credlint.world import World

SEVERITY = Severity.WARNING
NEEDS_LINKS = True

EXAMPLES = (
    Bad("See [slow](⟦https://globex.example/slow⟧).\n", says=("did not answer in time", "failing since 2026-06-12")),
    Good("See [the exam](https://acme.example/exams).\n"),
    Good("See [the exam](https://acme.example/gone).\n", because="that is broken, which is worse"),
    Good("See [members](https://vandelay.example/members).\n", because="that host answers"),
)


touches = never


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    for link, result in answered(article, world, LinkStatus.UNREACHABLE):
        yield problem(link, result, "could not be reached")
