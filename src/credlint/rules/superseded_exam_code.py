"""An exam code that can no longer be booked.

Why it matters
The code is what readers type into the search box and the booking form, and it decides what they study.

What to do
Write today's code and check the figures beside it, as a new code is mostly a new exam. Where the old exam is the point,
say that it has ended.

When not to use it
It reports once a section, and not where the sentence says that the exam is over, or tells what its author did with it,
or another one of the paragraph says that the credential has retired. For archives, turn it off for their folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.catalog import Catalog
from credlint.claims import Claim
from credlint.claims.facts import is_weak
from credlint.claims.verdict import Outdated, judge
from credlint.contradiction import subject_name
from credlint.finding import Applicability, Edit, Fix, Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.surroundings import ADVICE, OVER, Surroundings, is_checkable
from credlint.values import Code, Kind
from credlint.wording import attribution, since, value
from credlint.world import World

SEVERITY = Severity.ERROR

EXAMPLES = (
    Bad("Book the Acme Certified Baker exam (⟦ABK-C01⟧).", says=("2025-12-31", "ABK-C02", "Acme exam page")),
    Bad("The code of Globex Kitchen Fundamentals, a certification, is ⟦GX-900⟧.", says=("2026-05-31", "GX-901")),
    Bad(
        "Take the Acme Certified Pastry Specialist exam, ⟦APS-C01⟧.",
        says=("2026-03-31", "ADD-C01"),
        because="the code that follows belongs to the successor",
    ),
    Bad(
        "# Certifications\n\n| Exam | Retired |\n| --- | --- |\n| ⟦ABK-C01⟧ | no |\n",
        because="the table says that it has not",
    ),
    Good(
        "# Certifications\n\n| Exam | Replaced by |\n| --- | --- |\n| ABK-C01 | ABK-C02 |\n",
        because="the head of the other column says it",
    ),
    Good("# Certifications\n\n| Exam | Retired |\n| --- | --- |\n| ABK-C01 | 2025 |\n"),
    Good("Book the Acme Certified Baker exam (ABK-C02)."),
    Good("Book the Acme Certified Baker exam (ABK-C01).", as_of="2025-12-31"),
    Good("ABK-C01 was retired at the end of 2025; the Acme Certified Baker exam is ABK-C02 now."),
    Good("The Acme Certified Baker exam ABK-C02 replaces ABK-C01."),
    Good("I passed the Acme Certified Baker exam (ABK-C01) at the second try.", because="it could be passed then"),
    Bad("That is why I'm taking the Acme Certified Baker exam (⟦ABK-C01⟧), and you should, too."),
    Bad("# How I passed the Acme Certified Baker exam (⟦ABK-C01⟧)", because="readers look for it by the heading"),
    Good("Is the Acme Certified Baker exam ABK-C01 still fine? No. It was retired at the end of 2025."),
    Good("# Exams\n\n## Retired exams\n\n- Acme Certified Baker, ABK-C01", because="the heading says that it is over"),
    Bad("# Exams\n\n## Legacy ovens\n\nTake the Acme Certified Baker exam, ⟦ABK-C01⟧.", because="the ovens are"),
    Bad("I am a baker, and I recommend the Acme Certified Baker exam ⟦ABK-C01⟧."),
    Good("Compared with ABK-C01, the Acme Certified Baker exam ABK-C02 is longer.", because="both are named"),
    Bad("Take ⟦ABK-C01⟧ or ABK-C02, the Acme Certified Baker exams.", because="one of them cannot be taken"),
    Good("# Changes\n\n- Acme Certified Baker: ABK-C01 removed from the list of exams"),
    Good(
        "# Two exams\n\n## Acme Certified Pastry Specialist (APS-C01)\n\nIt costs $100. Acme retired it in March 2025.",
        because="the section says that it is over",
    ),
    Bad(
        "# Two exams\n\n## Acme Certified Pastry Specialist (⟦APS-C01⟧)\n\nIt costs $100.\n\n"
        "## Other news\n\nThe Umbrella Certified Hygienist was retired in March 2025.",
    ),
    Good("The Globex Candy Engineer Associate exam is GX-102."),
    Good("Our oven has the model number ABK-C01.\n", because="nothing here speaks of a certification"),
)


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    around = Surroundings(article)
    judged = {
        claim: verdict
        for claim, verdict in judge(article, world, Kind.CODE)
        if isinstance(verdict, Outdated)
        and not OVER.search(around.sentence_or_row(claim.span))
        and not around.says_it_is_over(claim.subject, claim.span.start)
        and not around.is_own(claim.span)
        and not _beside_current(verdict, around.sentence_or_row(claim.span))
    }
    for claim in around.claims_once(judged):
        fact, now = judged[claim].fact, judged[claim].now
        name = subject_name(claim.subject, world.catalog)
        ended = "it is an earlier version"
        if fact.until:
            by = fact.until.no_later_than
            ended = f"it had ended by {str(fact.until)[2:]}" if by else f"its last day was {fact.until}"
        message = f"`{claim.quote}` ({name}) can no longer be booked: {ended}"
        if now is None:
            message += f" ({attribution(fact)}), and it has no successor."
            advice, fix = "Take the code out, or say that the exam has ended.", None
        else:
            code = value(now.value)
            message += f"; the exam {'has been' if now.since else 'is'} {code}{since(now)} ({attribution(now)})."
            advice, fix = _replacement(claim, code, world.catalog)
        weak = is_weak(fact if fact.sources else now or fact)
        yield Problem(
            claim.span,
            message,
            advice,
            claim=claim,
            fact=fact if fact.sources else now,
            credential=claim.subject,
            fix=fix,
            severity=Severity.WARNING if weak else None,
        )


def _beside_current(verdict: Outdated, sentence: str) -> bool:
    """Whether today's code is named too and nobody is told to take either: "unlike ABK-C01, ABK-C02 is long"."""
    code = verdict.now.value.code if verdict.now is not None and isinstance(verdict.now.value, Code) else None
    return code is not None and code in sentence and ADVICE.search(sentence) is None


def _replacement(claim: Claim, code: str, catalog: Catalog) -> tuple[str, Fix | None]:
    owner = catalog.codes.credential(code)
    if owner not in (None, claim.subject):  # the code alone would stand beside the wrong name
        return f"Write {code} together with its name, {subject_name(owner, catalog)}.", None
    fix = Fix(f"Write {code}", Applicability.SUGGESTION, (Edit(claim.span, code),))
    return f"Write {code}, and check the figures beside it: they may be of the old exam.", fix
