"""A link to a page on the web that is not there.

Why it matters
A reader who follows it meets an error, and a claim that rested on it has lost its source. Courses and exams that retire
often go this way first.

What to do
Replace the link by the page that took its place, or take it out together with what it was to prove. Where the site's
own list of pages has a near one, that is named; the Wayback Machine may have an old copy to compare with.

When not to use it
It reports only links that were checked (`--links`, `--remembered-links`). Sites that answer programs falsely can be
left out with `exclude` under `[links]`.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.finding import Severity
from credlint.links import LinkStatus, Reason
from credlint.outbound import answered, problem
from credlint.rule import Bad, Good, NoOptions, Problem, never
from credlint.world import World

SEVERITY = Severity.ERROR
NEEDS_LINKS = True

EXAMPLES = (
    Bad("See [the exam](⟦https://acme.example/gone⟧).\n", says=("404 Not Found", "last good 2026-05-01")),
    Bad("See <a href='⟦https://acme.example/exams#price⟧'>the price</a>.\n", says=("no #price",)),
    Bad(
        "See [one][e] and [other][e].\n\n[e]: ⟦https://acme.example/gone⟧\n",
        because="the definition is the place to correct, however often it is used",
    ),
    Bad(
        "See [the course](⟦https://initech.example/bread⟧).\n",
        says=("does not exist",),
        because="the host answers 200, but with the page for missing ones",
    ),
    Good("See [the exam](https://acme.example/exams).\n"),
    Good("See [the exam](https://acme.example/old-exams).\n", because="it has moved, which moved-link says"),
    Good("See [members](https://vandelay.example/members).\n", because="programs are not let in; people may be"),
    Good("See [slow](https://globex.example/slow).\n", because="it may well answer tomorrow"),
    Good("See [other](https://acme.example/never-asked).\n", because="nobody was asked"),
    Good("`[x](https://acme.example/gone)`\n", because="in code it is text"),
)


touches = never


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    for link, result in answered(article, world, LinkStatus.BROKEN):
        # That a page is an error page in disguise is a conclusion, not what its server says.
        severity = Severity.WARNING if result.reason is Reason.SOFT_NOT_FOUND else None
        yield problem(link, result, "is broken", severity=severity)
