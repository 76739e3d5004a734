"""An article without front matter, where a schema asks for it.

Why it matters
Without title and dates the site cannot list the article, and readers cannot tell how old its facts are.

What to do
Put the keys that the schema asks for between two lines of `---` at the very top of the file.

When not to use it
For files that are not articles: no glob of `front-matter.schemas` should match them.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem, never
from credlint.span import Span
from credlint.world import World

SEVERITY = Severity.ERROR

STRICT = "content/strict/example.md"

EXAMPLES = (
    Bad("⟦⟧# Bread\n\nHow to bake it.\n", says=("no front matter",), path=STRICT),
    Bad("⟦⟧\n---\ntitle: Bread\n---\n", path=STRICT, because="it does not stand at the very top"),
    Good("---\ntitle: Bread\npubDate: 2026-01-09\n---\n\nHow to bake it.\n", path=STRICT),
    Good("+++\ntitle = 'Bread'\n+++\n\nHow to bake it.\n", path=STRICT, because="TOML is front matter as well"),
    Good(
        "---\n---\n\nHow to bake it.\n", path=STRICT, because="it is there; what it lacks is said by schema-violation"
    ),
    Good("# Bread\n\nHow to bake it.\n", because="no schema is meant for this file"),
)


touches = never


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    if article.document.front_matter is not None or article.is_unread:
        return
    schema = world.schema
    if schema is None:
        return
    required = schema.get("required")
    keys = ", ".join(f"`{key}`" for key in required) if isinstance(required, list) and required else "its keys"
    yield Problem(
        Span(0, 0),
        "the file has no front matter",
        f"begin the file with a line of `---`, then {keys}, then another line of `---`",
    )
