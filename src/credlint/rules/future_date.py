"""A date of publication, update or review that lies in the future.

Why it matters
Facts cannot have been checked tomorrow: it is a typing error, or an article that goes out before its day.

What to do
Correct the date, or mark the article as a draft until it is published.

When not to use it
On a site that publishes articles by themselves when their day comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credlint.article import Article
from credlint.dates import days_after
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.world import World

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad("---\npubDate: ⟦2027-01-09⟧\n---\n", says=("2027-01-09", "future")),
    Bad("---\npubDate: 2026-01-09\nlastVerified: ⟦2026-06-17⟧\n---\n", says=("lastVerified",)),
    Good("---\npubDate: 2026-06-15\n---\n"),
    Good("---\npubDate: 2026-06-16\n---\n", because="it is that day already in some time zone"),
    Good("---\npubDate: 2027-01-09\ndraft: true\n---\n", because="a draft waits for its day"),
    Good("---\nexpires: 2027-01-09\n---\n", because="that date is meant to lie ahead"),
)


def touches(article: Article) -> bool | date:
    return article.metadata.last_review or False


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    front_matter, metadata = article.document.front_matter, article.metadata
    if front_matter is None or metadata.draft:
        return
    dates: list[tuple[str, date]] = list(metadata.updates)
    if metadata.published and metadata.published_key:
        dates.append((metadata.published_key, metadata.published))
    for key, day in dates:
        if day > days_after(world.today, 1):
            yield Problem(
                front_matter.values.get((key,), front_matter.span),
                f"`{key}` is {day}, which lies in the future",
                "correct the date, or mark the article as a draft until then",
            )
