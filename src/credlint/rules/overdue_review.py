"""An article with checkable statements whose last review is too long ago.

Why it matters
The catalog does not know everything. What it cannot judge, only a person who looks can.

What to do
Check the article (`credlint claims` lists its statements and what is known of each), then set its date of review.

When not to use it
Articles without a date and those that say nothing of credentials are not reported. `max-age-days` says how long is too
long.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from msgspec import Struct

from credlint.article import Article, FrontMatterKeys
from credlint.document import FrontMatter
from credlint.finding import Severity
from credlint.rule import Bad, Good, Problem
from credlint.span import Span
from credlint.surroundings import is_checkable
from credlint.world import World

SEVERITY = Severity.WARNING


class Options(Struct, frozen=True):
    """`max_age_days`: how many days after its last date an article is due."""

    max_age_days: int = 180


TEXT = "\n\nThe Acme Certified Baker exam costs $100.\n"

EXAMPLES = (
    Bad(f"---\ntitle: Baking\npubDate: ⟦2025-11-03⟧\n---{TEXT}", says=("2025-11-03", "224 days", "180")),
    Bad(f"---\ntitle: Baking\npubDate: 2025-02-01\nupdatedDate: ⟦2025-11-03⟧\n---{TEXT}", says=("224 days",)),
    Good(f"---\ntitle: Baking\npubDate: 2026-05-03\n---{TEXT}"),
    Good(f"---\ntitle: Baking\npubDate: 2025-02-01\nlastVerified: 2026-05-03\n---{TEXT}"),
    Good(f"---\ntitle: Baking\n---{TEXT}", because="it has no date"),
    Good(f"---\ntitle: Baking\npubDate: 2025-11-03\ndraft: true\n---{TEXT}", because="nobody reads a draft"),
    Good(
        "---\ntitle: My holiday\npubDate: 2019-07-01\n---\n\nThe sea was blue.\n", because="nothing in it can be wrong"
    ),
)


touches = is_checkable


def check(article: Article, world: World, options: Options) -> Iterator[Problem]:
    metadata, front_matter = article.metadata, article.document.front_matter
    last = metadata.last_review
    if last is None or front_matter is None or metadata.draft or not is_checkable(article):
        return
    age = world.today - last
    if age > timedelta(days=options.max_age_days):
        yield Problem(
            _place(front_matter, last.isoformat(), article.document.text),
            f"The last date of this article is {last}, {age.days} days ago; an article with facts that can be checked "
            f"is due for review after {options.max_age_days} days.",
            "Check its statements (`credlint claims` lists them), then set the date of the review.",
        )


def _place(front_matter: FrontMatter, date: str, text: str) -> Span:
    """Where that date stands: at one of the usual keys, else anywhere in the front matter, else all of it."""
    dated = {path: span for path, span in front_matter.values.items() if date in span.of(text)}
    usual = FrontMatterKeys()
    for key in (*usual.updated, *usual.published):
        if (key,) in dated:
            return dated[(key,)]
    return min(dated.values(), default=front_matter.span)
