"""Text that has reached the date until which its author said it holds (`credlint-expires`).

Why it matters
The author knew best when the text would be wrong, and wrote it down.

What to do
Bring the text up to date, then move the date or take the comment out.

When not to use it
Only comments that you wrote are reported. `warn-days` sets how early a hint comes; 0 turns the hint off.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from credlint.article import Article
from credlint.dates import PartialDate
from credlint.document import DirectiveKind
from credlint.finding import Severity
from credlint.rule import Bad, Good, Problem
from credlint.world import World

SEVERITY = Severity.WARNING


class Options(Struct, frozen=True):
    """`warn_days`: how many days before the day an info comes."""

    warn_days: int = 14


EXAMPLES = (
    Bad("<!-- credlint-expires ⟦2026-06-01⟧ the sale ends -->\n\nOn sale now.\n", says=("2026-06-01", "the sale ends")),
    Bad(
        "<!-- credlint-expires ⟦2026-06-20⟧ -->\n\nOn sale now.\n", says=("in 5 days",), because="a hint, 14 days ahead"
    ),
    Bad("<!-- credlint-expires ⟦tomorrow⟧ -->\n\nOn sale now.\n", says=("not a date",)),
    Good("<!-- credlint-expires 2026-09-01 the sale ends -->\n\nOn sale now.\n"),
    Good("```html\n<!-- credlint-expires 2020-01-01 -->\n```\n", because="code is no comment"),
    Good("The sale ended on 2026-06-01.\n"),
)


def touches(article: Article) -> bool:
    return bool(article.document.directives)


def check(article: Article, world: World, options: Options) -> Iterator[Problem]:
    for directive in article.document.directives:
        if directive.kind is not DirectiveKind.EXPIRES:
            continue
        span = directive.until_span or directive.span
        why = f" ({directive.reason})" if directive.reason else ""
        try:
            day = PartialDate.parse(directive.until or "").latest
        except ValueError:
            yield Problem(
                span,
                f"`{directive.until or ''}` is not a date, so this text will never be reported.",
                "Write a date of the form 2027-03-01.",
            )
            continue
        left = (day - world.today).days
        if left <= 0:
            yield Problem(
                span,
                f"This text was to hold until {directive.until}{why}; that day has come.",
                "Bring the text up to date, then move the date or take the comment out.",
            )
        elif left <= options.warn_days:
            yield Problem(
                span,
                f"This text holds until {directive.until}{why}, in {left} day{'s' if left > 1 else ''}.",
                "Prepare the replacement text.",
                severity=Severity.INFO,
            )
