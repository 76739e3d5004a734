"""A directive whose `until` date has passed, so that it hides nothing any more.

Why it matters
The excuse was given up to that day. The findings that it hid are shown again.

What to do
Correct what it excused and remove it, or decide again and set a later date.

When not to use it
There is no good reason to leave a date standing that has passed.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.dates import PartialDate
from credlint.document import DirectiveKind
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.world import World

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad(
        "<!-- credlint-disable-next-line past-year until=⟦2026-06-14⟧ -- for the anniversary -->\n\nAnything.\n",
        says=("2026-06-14", "passed"),
    ),
    Bad(
        "<!-- credlint-disable-file until=⟦2026-05⟧ -- until the rewrite -->\n\nAnything.\n",
        says=("2026-05",),
        because="a month is over after its last day",
    ),
    Bad(
        "<!-- credlint-disable-file until=⟦2026-02-30⟧ -- until the rewrite -->\n\nAnything.\n",
        says=("2026-02-30", "not a date"),
        because="a date that no calendar has hides nothing",
    ),
    Good("<!-- credlint-disable-file until=2026-06-15 -- today is the last day -->\n\nAnything.\n"),
    Good("<!-- credlint-disable-file until=2026-06 -- this month -->\n\nAnything.\n"),
    Good("<!-- credlint-disable-file until=2030-01-01 -- for long -->\n\nAnything.\n"),
    Good("<!-- credlint-disable-file -- without a date -->\n\nAnything.\n"),
    Good("`<!-- credlint-disable-file until=2020-01-01 -- old -->`\n", because="in code it is text"),
    Good("<!-- credlint-expires 2026-01-31 the offer -->\n\nAnything.\n", because="another rule speaks of content"),
)


def touches(article: Article) -> bool:
    return bool(article.document.directives)


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    for directive in article.document.directives:
        if directive.until is None or directive.kind in (DirectiveKind.EXPIRES, DirectiveKind.ENABLE):
            continue
        span = directive.until_span or directive.span
        try:
            last = PartialDate.parse(directive.until).latest
        except ValueError:
            yield Problem(
                span,
                f"the directive holds until `{directive.until}`, which is not a date, so it hides nothing",
                "write the last day as YYYY-MM-DD",
            )
            continue
        if last < world.today:
            yield Problem(
                span,
                f"the directive held until {directive.until}; that has passed, and it hides nothing any more",
                "correct what it excused and remove it, or set a later day",
            )
