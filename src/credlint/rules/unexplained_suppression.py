"""A directive that hides findings and gives no reason.

Why it matters
The next author cannot tell an excuse that still holds from one that was only convenient.

What to do
Write the reason after two hyphens: `<!-- credlint-disable-next-line past-year -- the year of the study -->`.

When not to use it
Where another system (a review tool, a commit rule) already asks for the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.document import DirectiveKind
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem, by_content
from credlint.world import World

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad("⟦<!-- credlint-disable-next-line past-year -->⟧\n\nIt was so in 2019.\n", says=("no reason",)),
    Bad("⟦<!-- credlint-disable-file -->⟧\n\nAnything.\n", says=("no reason",)),
    Bad(
        "⟦<!-- credlint-disable past-year until=2027-01-31 -->⟧\n\nAnything.\n\n<!-- credlint-enable past-year -->\n",
        says=("no reason",),
        because="a date is not a reason",
    ),
    Good("<!-- credlint-disable-next-line past-year -- the year of the study -->\n\nIt was so in 2019.\n"),
    Good(
        "<!-- credlint-disable past-year -- history -->\n\nAnything.\n\n<!-- credlint-enable past-year -->\n",
        because="an end needs no reason of its own",
    ),
    Good("`<!-- credlint-disable-file -->`\n", because="in code it is text"),
    Good("<!-- credlint-expires 2027-01-31 -->\n\nAnything.\n", because="it hides nothing"),
)

HIDING = frozenset(DirectiveKind) - {DirectiveKind.ENABLE, DirectiveKind.EXPIRES}


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    for directive in article.document.directives:
        if directive.kind in HIDING and not directive.reason.strip():
            yield Problem(
                directive.span,
                "the directive hides findings and gives no reason",
                "say why after two hyphens: `<!-- credlint-… -- reason -->`",
            )


touches = by_content(check)
