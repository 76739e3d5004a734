"""What a rule is, and how the folder of rules is read.

A rule is one module in `credlint.rules`; its file name, with hyphens, is its name everywhere. It has

- a docstring: a first line (what it finds), then sections headed `Why it matters`, `What to do`, `When not to use it`;
- `SEVERITY`, a `Severity`, and optionally `ON_BY_DEFAULT = False` for matters of style;
- optionally `Options`, a frozen `Struct` whose fields (kebab-case in the configuration) have defaults;
- `EXAMPLES`, a tuple of `Bad` and `Good`, the traps in the majority;
- one generator: `check(article, world, options)`, or `check_dead_link(link, resolution, page, options)` for rules about
  links of this site that lead to something missing, which is asked about each of them, or `check_catalog(catalog,
  today, options)` for rules about the data, or `check_unused(unused, options)` for the one about `Unused` directives;
- optionally `NEEDS_LINKS = True`, where it judges by what the web answers;
- optionally `touches(article)`: whether the content alone gives it anything to judge, or the last day on which it does,
  so that it need not be asked about every article on every run. Its answer is computed once and kept with the article.
  All rules judge an article that claims anything, has links that were checked on the web, or has to follow a schema.

Put a module there and it is selected, explained, tested and listed; nothing else is edited.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from credlint import bundled
from credlint.article import Article
from credlint.catalog import Fact
from credlint.claims import Claim
from credlint.document import Directive
from credlint.finding import Fix, Severity
from credlint.span import Span

if TYPE_CHECKING:
    from credlint.catalog.audit import Flaw


class Problem(Struct, frozen=True):
    """What a rule yields; the engine adds rule, place, quote and fingerprint and makes it a Finding.

    `message`: what is written, what is so, since when, on whose word. `advice`: what to do. `severity` lowers the
    rule's own (weak evidence), never raises it. `path` is set only by rules about catalog files.
    """

    span: Span
    message: str
    advice: str
    claim: Claim | None = None
    fact: Fact | None = None
    credential: str | None = None
    fix: Fix | None = None
    severity: Severity | None = None
    path: str | None = None

    @classmethod
    def of(cls, flaw: Flaw, minor: Severity | None = None) -> Problem:
        """What an audit of the catalog found; `minor` is the severity of a minor flaw."""
        return cls(
            flaw.span,
            flaw.message,
            flaw.advice,
            fact=flaw.fact,
            credential=flaw.subject,
            severity=minor if flaw.minor else None,
            path=flaw.path,
        )


# The day of an example that gives no other.
DAY = "2026-06-15"


class Good(Struct, frozen=True):
    """A text in which the rule finds nothing, the day it is read on, and where it stands."""

    text: str
    as_of: str = DAY
    because: str = ""
    path: str = "content/articles/example.md"


class Bad(Struct, frozen=True):
    """A text with every expected span between ⟦ and ⟧; each message must hold all of `says`."""

    text: str
    says: tuple[str, ...] = ()
    as_of: str = DAY
    because: str = ""
    path: str = "content/articles/example.md"


class Unused(Struct, frozen=True):
    """A directive, or one of the rules that it names (None: it names none, so all), that hid no finding."""

    directive: Directive
    rule: str | None
    span: Span


class NoOptions(Struct, frozen=True):
    pass


Touches = Callable[[Article], bool | date]


def never(article: Article) -> bool:
    """`touches` of a rule that the content alone gives nothing to judge."""
    return False


def by_content(check: Callable[[Article, Any, NoOptions], Iterator[Problem]]) -> Touches:
    """`touches` of a rule that looks at nothing but the content: there is something where it finds something."""
    return lambda article: next(check(article, None, NoOptions()), None) is not None


class Rule(Struct, frozen=True):
    name: str
    doc: str
    severity: Severity
    on_by_default: bool
    options_type: type
    examples: tuple[Bad | Good, ...]
    check: Callable[..., Iterator[Problem]] | None = None
    check_dead_link: Callable[..., Iterator[Problem]] | None = None
    check_catalog: Callable[..., Iterator[Problem]] | None = None
    check_unused: Callable[..., Iterator[Problem]] | None = None
    touches: Touches | None = None
    module: Any = None

    @property
    def summary(self) -> str:
        return self.doc.strip().splitlines()[0]

    @property
    def needs_links(self) -> bool:
        """Whether it judges by what the web answers, so that it can find nothing where no link was checked."""
        return bool(getattr(self.module, "NEEDS_LINKS", False))


class Selected(Struct, frozen=True, eq=False):
    """A rule as the configuration wants it for one path; known by its identity, because selections are looked up."""

    rule: Rule
    severity: Severity
    options: object


Selection = tuple[Selected, ...]


@cache
def discover() -> Mapping[str, Rule]:
    """Every rule by name, in alphabetical order."""
    rules = {}
    for stem in bundled.modules("credlint.rules"):
        module = importlib.import_module(f"credlint.rules.{stem}")
        name = stem.replace("_", "-")
        rules[name] = Rule(
            name=name,
            doc=module.__doc__ or "",
            severity=module.SEVERITY,
            on_by_default=getattr(module, "ON_BY_DEFAULT", True),
            options_type=getattr(module, "Options", NoOptions),
            examples=module.EXAMPLES,
            check=getattr(module, "check", None),
            check_dead_link=getattr(module, "check_dead_link", None),
            check_catalog=getattr(module, "check_catalog", None),
            check_unused=getattr(module, "check_unused", None),
            touches=getattr(module, "touches", None),
            module=module,
        )
    return rules
