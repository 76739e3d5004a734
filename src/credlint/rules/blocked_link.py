"""A link to a page that turns programs away, so that it cannot be checked.

Why it matters
Only a person can check it, and should now and then.

What to do
Open it in a browser. If readers would have to sign in, link to a public page.

When not to use it
Where many links lead to such sites and are checked by hand; it is for information only.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.finding import Severity
from credlint.links import LinkStatus
from credlint.outbound import answered, problem
from credlint.rule import Bad, Good, NoOptions, Problem, never
from credlint.world import World

SEVERITY = Severity.INFO
NEEDS_LINKS = True

EXAMPLES = (
    Bad("See [members](⟦https://vandelay.example/members⟧).\n", says=("403 Forbidden",)),
    Good("See [the exam](https://acme.example/exams).\n"),
    Good("See [slow](https://globex.example/slow).\n", because="no answer is not a refusal"),
)


touches = never


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    for link, result in answered(article, world, LinkStatus.BLOCKED):
        yield problem(link, result, "could not be checked")
