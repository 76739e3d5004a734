"""A directive that hides nothing.

Why it matters
The sentence that it excused has been corrected or has moved away. Left standing, the directive will one day hide a new
mistake.

What to do
Remove it, or correct the name of the rule.

When not to use it
While articles are moved between sites that have different rules selected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from credlint.article import Article
from credlint.finding import Applicability, Edit, Fix, Severity
from credlint.rule import Bad, Good, NoOptions, Problem, Unused, discover

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad(
        "⟦<!-- credlint-disable-next-line past-year -- an anniversary -->⟧\n\nNothing here needs an excuse.\n",
        says=("past-year", "hides nothing"),
    ),
    Bad(
        "<!-- credlint-disable-line ⟦past-years⟧ -- an anniversary -->\n\nNothing here.\n",
        says=("no rule", "past-year"),
        because="a misspelt rule excuses nothing",
    ),
    Bad("⟦<!-- credlint-disable-file -- kept as it was printed -->⟧\n\nNothing here.\n", says=("hides nothing",)),
    Good("`<!-- credlint-disable-next-line past-year -- shown in code -->`\n", because="in code it is text"),
    Good("```html\n<!-- credlint-disable-file -- an example -->\n```\n", because="in code it is text"),
    Good("<!-- a comment about credlint-disable-file -->\n\nNothing here.\n", because="it is no directive"),
    Good(
        "<!-- credlint-disable-next-line past-year until=2026-01-31 -- for the anniversary -->\n\nNothing here.\n",
        because="it has run out, which is said by another rule",
    ),
    Good("<!-- credlint-expires 2027-01-31 the offer ends -->\n\nNothing here.\n", because="it excuses nothing"),
)


def touches(article: Article) -> bool:
    return bool(article.document.directives)


def check_unused(unused: Iterable[Unused], options: NoOptions) -> Iterator[Problem]:
    known = discover()
    for one in unused:
        directive = one.directive
        alone = len(directive.rules) < 2
        if one.rule is not None and one.rule not in known:
            import difflib

            near = difflib.get_close_matches(one.rule, list(known), 1)
            message = f"the directive names `{one.rule}`, and there is no rule of that name"
            advice = f"did you mean `{near[0]}`?" if near else "see `credlint rules` for the names"
            yield Problem(one.span, message, advice)
            continue
        what = f"for `{one.rule}` " if one.rule is not None else ""
        yield Problem(
            directive.span if alone else one.span,
            f"the directive {what}hides nothing: no finding stands where it applies",
            "remove it" if alone else f"remove `{one.rule}` from it",
            fix=Fix("remove the directive", Applicability.SAFE, (Edit(directive.span, ""),)) if alone else None,
        )
