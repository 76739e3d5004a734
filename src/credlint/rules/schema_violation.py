"""Front matter that does not follow the schema that is configured for the file.

Why it matters
A misspelt key is simply not there for the site: no date is shown, the tag page lacks the article, a draft goes out.

What to do
Write what the message asks for. A key that is only misspelt is corrected by `--fix`.

When not to use it
Where no keys have been agreed on. Without a configured schema this rule says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from credlint.article import Article
from credlint.document import FrontMatter
from credlint.finding import Applicability, Edit, Fix, Severity
from credlint.identity import Same
from credlint.rule import Bad, Good, NoOptions, Problem, never
from credlint.span import Span
from credlint.world import World

if TYPE_CHECKING:
    from credlint.schema import Validator
    from credlint.violation import Violation

SEVERITY = Severity.ERROR

STRICT = "content/strict/example.md"

EXAMPLES = (
    Bad("---\ntitle: Bread\n⟦date⟧: 2026-01-09\n---\n", says=("`date`",), path=STRICT),
    Bad("---\ntitle: Bread\npubDate: 2026-01-09\n⟦categories⟧: bread\n---\n", says=("`categories`",), path=STRICT),
    Bad("---\ntitle: Bread\npubDate: ⟦2026-02-30⟧\n---\n", says=("does not exist",), path=STRICT),
    Bad("---\ntitle: Bread\npubDate: 2026-01-09\ncategory: ⟦cake⟧\n---\n", says=("`cake`",), path=STRICT),
    Bad("---\ntitle: Bread\npubDate: 2026-01-09\nfeatured: ⟦yes⟧\n---\n", says=("true or false",), path=STRICT),
    Bad(
        "---\ntitle: Bread\npubDate: 2026-01-09\ntags: [rye, ⟦7⟧]\n---\n",
        says=("An entry of `tags`", "text"),
        path=STRICT,
    ),
    Bad("⟦---⟧\ntitle: Bread\n---\n", says=("`pubDate` is missing",), path=STRICT),
    Good("---\ntitle: Bread\npubDate: 2026-01-09\ncategory: bread\nfeatured: true\n---\n", path=STRICT),
    Good("---\ntitle: 'Bread'\npubDate: \"2026-01-09\"\ntags: []\n---\n", path=STRICT),
    Good("+++\ntitle = 'Bread'\npubDate = 2026-01-09\n+++\n", path=STRICT),
    Good("---\ntitle: [unclosed\n---\n", path=STRICT, because="what cannot be read is said by broken-front-matter"),
    Good("---\ndate: 2026-01-09\nanything: goes\n---\n", because="no schema is meant for this file"),
    Good("No front matter.\n", path=STRICT, because="that is said by missing-front-matter"),
    Good("---\ntitle: Bread\npubDate: 2026-01-09\n---\n\ncategory: cake\n", path=STRICT),
)


touches = never


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    front_matter = article.document.front_matter
    if front_matter is None or front_matter.problem is not None:
        return
    wanted = world.schema
    if wanted is None:
        return
    validator = _validator(Same(wanted))
    violations = validator.violations(front_matter.data)
    misspelt = {violation.nearest for violation in violations if violation.at_key and violation.nearest}
    for violation in violations:
        if violation.missing in misspelt:
            # It is there under the wrong name, which is said already.
            continue
        yield Problem(
            _place(front_matter, violation),
            violation.message,
            violation.advice,
            fix=_fix(front_matter, violation, validator),
        )


@lru_cache(maxsize=8)
def _validator(wanted: Same[dict[str, object]]) -> Validator:
    from credlint.schema import Validator

    return Validator(wanted.noun)


def _place(front_matter: FrontMatter, violation: Violation) -> Span:
    """The key or value itself; of what is missing, the line that opens the front matter, or the mapping without it."""
    path = violation.path
    if violation.at_key and path in front_matter.keys:
        return front_matter.keys[path]
    if not path:
        return Span(front_matter.span.start, front_matter.span.start + 3)
    while path and path not in front_matter.values:
        path = path[:-1]
    span = front_matter.values[path]
    # An empty value has no text of its own to point at.
    return span if span.start < span.end else front_matter.keys.get(path, span)


def _fix(front_matter: FrontMatter, violation: Violation, validator: Validator) -> Fix | None:
    """A misspelt key at the top is renamed, unless the right one is there as well or the value would not fit it."""
    data, path, nearest = front_matter.data, violation.path, violation.nearest
    if not violation.at_key or nearest is None or len(path) != 1 or not isinstance(data, dict) or nearest in data:
        return None
    renamed = {nearest if key == path[0] else key: value for key, value in data.items()}
    if any(other.path[:1] == (nearest,) for other in validator.violations(renamed)) or path not in front_matter.keys:
        return None
    edit = Edit(front_matter.keys[path], nearest)
    return Fix(f"call the key `{nearest}`", Applicability.SAFE, (edit,))
