"""A link that was to be filled in later.

Why it matters
It was forgotten: readers who click end where they were, or at a page that has nothing to do with the article.

What to do
Put in the address that was meant, or take the link out.

When not to use it
For templates, whose places are filled in when the site is built.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.document import LinkKind
from credlint.finding import Severity
from credlint.outbound import placeholder, places
from credlint.rule import Bad, Good, NoOptions, Problem, by_content
from credlint.world import World

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad("See [the exam](⟦#⟧).\n", says=("`#`",)),
    Bad("See [the exam](⟦TODO⟧).\n"),
    Bad("See [the exam](⟦https://example.com⟧).\n", says=("kept free for examples",)),
    Bad("See <a href='⟦javascript:void(0)⟧'>the exam</a>.\n"),
    Bad("See [the exam](⟦https://your-domain.com/exam⟧).\n"),
    Bad("See [the exam](⟦https://⟧).\n"),
    Good("See [the exam](https://acme.example/exams).\n"),
    Good("See [the guide](https://example.com/guides/bakers).\n", because="somebody wrote a whole path"),
    Good("Example: `[text](#)`.\n", because="in code it is text"),
    Good("See [below](#prices).\n\n## Prices\n"),
    Good("See [what is to do](todo-list.md).\n"),
    Good("See [links](/links/).\n"),
    Good("See [URL](https://acme.example/url).\n"),
)


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    for link in places(article):
        if link.kind is not LinkKind.BARE and (what := placeholder(link.url)):
            message = f"`{link.url.strip()}` {what}"
            yield Problem(link.target, message, "Put in the address that was meant, or take the link out.")


touches = by_content(check)
