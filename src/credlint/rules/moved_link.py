"""A link to a page that has moved for good.

Why it matters
It works as long as the redirect is kept, which is often the last thing that is renewed; and a page that moved
may have changed what it says.

What to do
Link to the new address; `check --fix` does. Where it is only a site's front page, look at it first.

When not to use it
For short links and identifiers (`doi.org`, `aka.ms`) that are meant to redirect, exclude their hosts or turn it off.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from credlint.article import Article
from credlint.finding import Applicability, Severity
from credlint.links import LinkStatus
from credlint.outbound import answered, problem, replacing
from credlint.rule import Bad, Good, NoOptions, Problem, never
from credlint.world import World

SEVERITY = Severity.WARNING
NEEDS_LINKS = True

EXAMPLES = (
    Bad("See [the exam](⟦https://acme.example/old-exams⟧).\n", says=("permanently", "https://acme.example/exams")),
    Bad("See [Globex](⟦http://globex.example/⟧).\n", says=("https://globex.example/",)),
    Good("See [the exam](https://acme.example/exams).\n"),
    Good("See [the latest](https://acme.example/latest).\n", because="that redirect is for today only"),
    Good("See [the exam](https://acme.example/gone).\n", because="it is broken, not moved"),
)


touches = never


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    for link, result in answered(article, world, LinkStatus.MOVED):
        target = result.moved_to
        if target is None:
            yield problem(link, result, "has moved")
            continue
        trivial = _spelling(link.url) == _spelling(target)
        found = problem(link, result, "has moved", severity=Severity.INFO if trivial else None)
        # Sites redirect readers of a removed page to their front page, which is not its new address.
        lost = not trivial and urlsplit(target).path in ("", "/")
        applicability = Applicability.SUGGESTION if lost else Applicability.SAFE
        yield Problem(
            found.span,
            found.message,
            f"link to `{target}`",
            severity=found.severity,
            fix=replacing(link, target, applicability),
        )


def _spelling(url: str) -> tuple[str, str, str]:
    """What two addresses have in common that differ in nothing a reader would see: scheme, `www.`, a closing slash."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query
