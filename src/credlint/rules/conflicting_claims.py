"""Two statements about one credential that cannot both be true, in one article or in two of one site.

Why it matters
Whichever is right, readers who see both trust neither. Often one was brought up to date and the other forgotten.

What to do
Find out which is so, correct the other, and add the fact to the catalog, so that both are judged by it from now on.

When not to use it
It reports only what the catalog cannot judge; a wrong claim is reported by its own rule. Subscriptions, courses
and times to complete differ with plan, shop and person and are not compared. What stands side by side in one sentence,
paragraph or table row is taken for alternatives.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from credlint import lazy_re
from credlint.article import Article
from credlint.claims import Claim
from credlint.claims.verdict import Unknown, verdict
from credlint.contradiction import subject_name
from credlint.dates import PartialDate
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.surroundings import Surroundings, is_checkable
from credlint.values import Bounds, Cost, Exam, Status, Validity
from credlint.wording import value
from credlint.world import World

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad(
        "The Umbrella Certified Hygienist exam costs $200.\n\n"
        "Save up: the Umbrella Certified Hygienist exam costs ⟦$250⟧.",
        says=("line 1", "$200", "Umbrella Certified Hygienist"),
    ),
    Bad(
        "The Umbrella Certified Hygienist certification is valid for two years.\n\n"
        "## Renewal\n\nThe Umbrella Certified Hygienist certification is valid for ⟦three years⟧.",
        says=("two years",),
    ),
    Bad(
        "The Umbrella Certified Hygienist certification never expires.\n\n"
        "The Umbrella Certified Hygienist certification is valid for ⟦two years⟧.",
    ),
    Bad(
        "The Umbrella Certified Hygienist exam has 60 questions.\n\n"
        "Prepare well: the Umbrella Certified Hygienist exam has ⟦80 questions⟧.",
        says=("60 questions",),
    ),
    Bad(
        "The Umbrella Certified Hygienist certification was retired on March 31, 2025.\n\n"
        "The Umbrella Certified Hygienist certification ⟦was retired on June 30, 2024⟧.",
    ),
    Good(
        "The Umbrella Certified Hygienist certification was retired on March 31, 2025.\n\n"
        "The Umbrella Certified Hygienist certification was retired in March 2025.",
        because="that day lies in that month",
    ),
    Good(
        "The Umbrella Certified Hygienist exam has 60 questions.\n\n"
        "The Umbrella Certified Hygienist exam takes 80 minutes.",
        because="one can be so with the other",
    ),
    Good("The Umbrella Certified Hygienist exam costs $200.\n\nBudget $200 for the Umbrella Certified Hygienist exam."),
    Good(
        "The Umbrella Certified Hygienist exam costs $200.\n\n"
        "The Umbrella Certified Hygienist exam costs about $205 in all.",
        because="about",
    ),
    Good("The Umbrella Certified Hygienist exam costs $1,499.\n\nThe Umbrella Certified Hygienist exam costs $1,500."),
    Good(
        "The Umbrella Certified Hygienist exam has 85 questions.\n\n"
        "Of the Umbrella Certified Hygienist exam only 75 scored questions count.",
        because="two numbers of one exam",
    ),
    Good(
        "# Umbrella Certified Hygienist exam\n\n"
        "| Fee | Price |\n| --- | --- |\n| Entrance | $280 |\n| Each part | $415 |\n",
        because="the rows say what each is for",
    ),
    Good(
        "The Umbrella Certified Hygienist exam costs $200.\n\n"
        "For members the Umbrella Certified Hygienist exam costs $150.",
        because="not like for like",
    ),
    Good("The Umbrella Certified Hygienist exam costs $200 or $250, by the city."),
    Good(
        "The Umbrella Certified Hygienist exam costs $200.\n\n"
        "Until 2024 the Umbrella Certified Hygienist exam cost $150."
    ),
    Good(
        "The Acme Certified Baker exam costs $100.\n\nThe Acme Certified Baker exam costs $120.",
        because="cost-mismatch",
    ),
    Good("The Umbrella Certified Hygienist exam costs $200.\n\nThe Vandelay Certified Latex Analyst exam costs $210."),
)

ABOUT = Decimal("0.05")
ROUNDED = Decimal("0.01")  # $1499 is $1500
# Words of an article in which some of an exam's questions count and others do not, so that it has two numbers of them.
QUESTIONS = frozenset({"questions"})
COUNTED = lazy_re.compile(r"(?i)\b(?:un)?scored (?:\w+ )?(?:questions|items)|\bpre-?test (?:questions|items)")


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    unjudged = [claim for claim in article.claims if _comparable(claim, world)]
    if not unjudged:
        return
    around, lines = Surroundings(article), article.document.lines()
    conflict = partial(_conflict, without=QUESTIONS if COUNTED.search(article.document.text) else frozenset())
    # By what they mean: a figure that an article repeats is compared once.
    said: dict[Claim, list[tuple[int, Claim]]] = {}
    for number, claim in enumerate(unjudged):
        name = subject_name(claim.subject, world.catalog)
        against = [alike for meaning, alike in said.items() if conflict(claim, meaning)]
        if other := _first_elsewhere(claim, against, around):
            place = f"line {lines.position(other.span.start).line}"
            yield _problem(claim, other, name, place)
        else:
            for page, other in world.site.claims_about(claim.subject):
                is_here = article.path in (page.path, page.shown)
                if not is_here and conflict(claim, other) and _comparable(other, world):
                    yield _problem(claim, other, name, page.shown or page.path)
                    break
        said.setdefault(claim.meaning, []).append((number, claim))


def _first_elsewhere(claim: Claim, against: list[list[tuple[int, Claim]]], around: Surroundings) -> Claim | None:
    """The first of the claims that does not stand side by side with this one; each list has them in order."""
    found = (next((one for one in alike if not _side_by_side(claim, one[1], around)), None) for alike in against)
    first = min((one for one in found if one is not None), key=lambda one: one[0], default=None)
    return None if first is None else first[1]


def _problem(claim: Claim, other: Claim, name: str, place: str) -> Problem:
    return Problem(
        claim.span,
        f"`{claim.quote}` is said of {name} here and `{other.quote}` in {place}; both cannot be true.",
        f"Find out which is true ({value(claim.value)} or {value(other.value)}) and correct the other.",
        claim=claim,
        credential=claim.subject,
    )


def _comparable(claim: Claim, world: World) -> bool:
    if claim.past or claim.subject not in world.catalog.credentials:
        return False
    if isinstance(claim.value, Cost) and (claim.value.basis not in ("exam", "renewal") or not claim.value.min):
        return False
    return isinstance(verdict(claim, world.catalog, world.today), Unknown)


def _side_by_side(claim: Claim, other: Claim, around: Surroundings) -> bool:
    """Whether readers see both at once, and what distinguishes them: in one paragraph, or in rows of one table."""
    table = around.table(claim.span.start)
    if table is not None and table == around.table(other.span.start):
        return True
    return around.block(claim.span.start) == around.block(other.span.start)


def _conflict(claim: Claim, other: Claim, without: frozenset[str] = frozenset()) -> bool:
    """Whether the one cannot be so with the other; `without`: figures of an exam that are not compared."""
    if (claim.subject, claim.kind, claim.qualifiers) != (other.subject, other.kind, other.qualifiers):
        return False
    match claim.value, other.value:
        case Cost() as one, Cost() as two:
            like = (one.currency, one.per, one.basis) == (two.currency, two.per, two.basis)
            slack = ABOUT if one.approximate or two.approximate else ROUNDED
            return like and _apart((one.min, one.max), (two.min, two.max), slack)
        case Validity() as one, Validity() as two:
            if one.lifetime or two.lifetime:
                return one.lifetime != two.lifetime
            return _apart((one.min_months, one.max_months), (two.min_months, two.max_months))
        case Exam() as one, Exam() as two:
            left, right = one.stated(), two.stated()
            return any(_apart(left[field], right[field]) for field in (left.keys() & right.keys()) - without)
        case Status() as one, Status() as two:
            return one.status == two.status == "retired" and _other_day(one.date, two.date)
    return False


def _apart(one: Bounds, two: Bounds, slack: Decimal = Decimal(0)) -> bool:
    """Whether no value lies in both."""

    def below(high: Decimal | None, low: Decimal | None) -> bool:
        return high is not None and low is not None and high + slack * high < low

    return below(one[1], two[0]) or below(two[1], one[0])


def _other_day(one: str | None, two: str | None) -> bool:
    if not one or not two:
        return False
    try:
        first, second = PartialDate.parse(one), PartialDate.parse(two)
    except ValueError:
        return False
    return first.latest < second.earliest or second.latest < first.earliest
