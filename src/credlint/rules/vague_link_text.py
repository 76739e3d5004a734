"""A link whose text does not say where it leads.

Why it matters
Screen readers list links by their texts, and people who skim read little else: five times "here" is no list (WCAG 2.2,
success criterion 2.4.4).

What to do
Make the link out of words that name what is behind it: "the exam's page", not "click here".

When not to use it
It is off until it is selected: it is about style, not truth.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from credlint.article import Article
from credlint.document import LinkKind
from credlint.finding import Severity
from credlint.rule import Bad, Good, Problem
from credlint.world import World

SEVERITY = Severity.INFO
ON_BY_DEFAULT = False

EXAMPLES = (
    Bad("For prices click [⟦here⟧](https://acme.example/exams).\n", says=("here",)),
    Bad("[⟦Read more…⟧](https://acme.example/exams)\n"),
    Bad("[⟦this **link**⟧](https://acme.example/exams)\n"),
    Good("See [the prices of Acme's exams](https://acme.example/exams).\n"),
    Good("[Here Comes the Baker](https://acme.example/film)\n"),
    Good("Click `[here](x)`.\n", because="in code it is text"),
    Good("![here](https://acme.example/map.png)\n", because="an image has no link text"),
    Good("<https://acme.example/here>\n", because="the address is the text"),
)


class Options(Struct, frozen=True):
    """`texts`: link texts that say nothing, without capitals and punctuation."""

    texts: tuple[str, ...] = (
        "check it out", "click", "click here", "details", "find out more", "go", "go here", "here", "info",
        "learn more", "link", "more", "more info", "page", "read more", "read this", "see here", "see more", "source",
        "this", "this article", "this link", "this page", "this post", "this site", "view", "visit", "website",
    )  # fmt: skip


def touches(article: Article) -> bool:
    return bool(article.document.links)


def check(article: Article, world: World, options: Options) -> Iterator[Problem]:
    for link in article.document.links:
        if link.kind not in (LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.HTML) or link.text_span is None:
            continue
        words = " ".join("".join(c if c.isalnum() else " " for c in link.text.lower()).split())
        if words in options.texts:
            yield Problem(
                link.text_span,
                f"“{link.text}” does not say where the link leads",
                "make the link out of words that name what is behind it",
            )
