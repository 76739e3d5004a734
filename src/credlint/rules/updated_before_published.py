"""A date of update or review that lies before the date of publication.

Why it matters
One of the two is wrong, so readers and this linter judge the age of the facts by a wrong day.

What to do
Correct the date that is wrong. An article that was republished keeps its first day of publication.

When not to use it
Where your publication date is moved at each republication; then name no key as `updated`.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem, by_content
from credlint.world import World

SEVERITY = Severity.ERROR

EXAMPLES = (
    Bad("---\npubDate: 2026-03-01\nupdatedDate: ⟦2026-02-28⟧\n---\n", says=("2026-02-28", "2026-03-01")),
    Bad(
        '---\npubDate: 2026-03-01\nlastVerified: ⟦"2025-03-02"⟧\nupdatedDate: 2026-04-01\n---\n', says=("lastVerified",)
    ),
    Good("---\npubDate: 2026-03-01\nupdatedDate: 2026-03-01\n---\n", because="the same day is fine"),
    Good("---\npubDate: 2026-03-01T18:00:00Z\nupdatedDate: 2026-03-01\n---\n", because="hours do not count"),
    Good("---\nupdatedDate: 2026-02-28\n---\n", because="nothing to compare with"),
    Good("---\npubDate: 2026-03-01\nupdatedDate: soon\n---\n"),
)


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    front_matter, metadata = article.document.front_matter, article.metadata
    if front_matter is None or metadata.published is None:
        return
    for key, day in metadata.updates:
        if day < metadata.published:
            yield Problem(
                front_matter.values.get((key,), front_matter.span),
                f"`{key}` is {day}, before the article was published ({metadata.published})",
                "correct the one that is wrong",
            )


touches = by_content(check)
