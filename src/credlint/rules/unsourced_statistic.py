"""A figure about what a credential is worth, with neither a link nor a named, dated source beside it.

Why it matters
"25% more salary" is what readers remember and what others copy. Without a source it cannot be known whether, when
and for whom it was ever true.

What to do
Link the study, or name it with its year in the same paragraph. If there is none, take the figure out.

When not to use it
"Industry surveys" and "studies show" name no source. A figure from your own survey needs a sentence that says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint import lazy_re
from credlint.article import Article
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.surroundings import Surroundings, is_checkable
from credlint.values import Statistic
from credlint.world import World

SEVERITY = Severity.WARNING

# What authors tell of themselves has no other source.
OWN = lazy_re.compile(
    r"(?i)\b(?:my|our) (?:own |first |last |old |new |base )?(?:salary|pay|income|raise|wages?|rate|score)\b"
    r"|\bI (?:passed|scored|got|earned|earn|make|made)\b"
)

EXAMPLES = (
    Bad("Holders of the Acme Certified Baker certification report a ⟦25%⟧ increase in salary.", says=("no source",)),
    Bad("According to industry surveys, Acme Certified Baker holders earn ⟦20%⟧ higher salaries."),
    Good(
        "Holders of the Acme Certified Baker certification report a 25% increase in salary "
        "([Bakers' Guild, 2026](https://guild.example/survey))."
    ),
    Good("My salary rose by 25% after the Acme Certified Baker certification.", because="it is the author's own"),
    Good("You need 70% to pass the Acme Certified Baker exam."),
    Good("The first domain of the Acme Certified Baker exam has a weight of 25%."),
    Good("There is a 20% discount on the Acme Certified Baker exam."),
    Good("I talked to five holders of the Acme Certified Baker certification."),
)


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    around = Surroundings(article)
    for claim in article.claims:
        if not isinstance(claim.value, Statistic) or claim.value.sourced:
            continue
        if OWN.search(around.sentence_or_row(claim.span)) is None:
            yield Problem(
                claim.span,
                f"`{claim.quote}` is given as a fact, but no source stands beside it: no link, no named study.",
                "Link the study or name it with its year in this paragraph, or take the figure out.",
                claim=claim,
                credential=claim.subject,
            )
