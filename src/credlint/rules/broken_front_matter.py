"""Front matter that cannot be read, has a key twice, or a date that does not exist.

Why it matters
A site generator stops at it, or silently takes one of two values; by a date that does not exist nothing can be sorted.

What to do
Correct the place that is pointed at: put a value with `: ` in it in quotes, indent with spaces, close the front matter
with the line that opened it, keep one of two equal keys, correct the date.

When not to use it
Never for articles. Exclude files that are templates of another tool.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article, is_impossible_day
from credlint.document import FrontMatter
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.world import World

SEVERITY = Severity.ERROR

EXAMPLES = (
    Bad("---\ntitle: Bread⟦:⟧ how to bake it\n---\n\nText.\n", says=("`: `",)),
    Bad("⟦---⟧\ntitle: Bread\n\nText.\n", says=("never closed",)),
    Bad("---\ntitle: Bread\ntags: [a, b]\n⟦title⟧: Buns\n---\n", says=("`title`", "twice")),
    Bad("---\npubDate: ⟦2026-02-30⟧\n---\n", says=("2026-02-30", "does not exist")),
    Bad("---\ntitle: ⟦!⟧!python/name:os.system\n---\n", says=("tag",)),
    Good("---\ntitle: 'Bread: how to bake it'\npubDate: 2026-02-28\n---\n\nText.\n"),
    Good("---\n---\n\nText.\n", because="empty is not broken"),
    Good("Text.\n\n---\n\nMore: text: here.\n", because="that line divides the text"),
    Good("---\n\nText after a dividing line.\n"),
    Good("---\nnote: |\n  title: one\n  title: two\n---\n", because="it is one text"),
    Good("---\nbread: {title: a}\ncakes: {title: b}\n---\n", because="equal keys of different things"),
    Good("---\nversion: 2026-99-99-beta\nissue: 2026-13\n---\n", because="these are no dates of a day"),
    Good("+++\ntitle = 'a: b'\n+++\n"),
)


def touches(article: Article) -> bool:
    front_matter = article.document.front_matter
    if front_matter is None:
        return False
    return bool(front_matter.problem or front_matter.duplicates or any(_impossible_days(front_matter, None)))


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    front_matter = article.document.front_matter
    if front_matter is None:
        return
    if front_matter.problem is not None and front_matter.problem_span is not None:
        yield Problem(
            front_matter.problem_span,
            f"the front matter {front_matter.problem}",
            "correct this place; nothing of it is read",
        )
    for path, span in front_matter.duplicates:
        first = front_matter.keys[path]
        yield Problem(
            span,
            f"`{path[-1]}` stands twice in the front matter, and only the last counts",
            "keep one of them" if first == span else "keep one of them (they may differ)",
        )
    yield from _impossible_days(front_matter, (world.schema or {}).get("properties"))


def _impossible_days(front_matter: FrontMatter, described: object) -> Iterator[Problem]:
    data = front_matter.data if isinstance(front_matter.data, dict) else {}
    for key, value in data.items():
        # What the schema describes is judged by schema-violation.
        if isinstance(described, dict) and key in described:
            continue
        if isinstance(value, str) and is_impossible_day(value):
            span = front_matter.values.get((key,), front_matter.span)
            yield Problem(span, f"`{key}` is {value}, a day that does not exist", "correct the date")
