"""A total that does not follow from its own parts: $39 a month for 3 to 6 months is not $150-300.

Why it matters
Readers take the total as their budget. One of the three figures is wrong, usually the price, which has changed since
the total was worked out.

What to do
Check the price and the time, then work the total out again.

When not to use it
A total is compared with a monthly price and a time of the same subject in the same section, and with a sum or product
written out. Where a total has more parts than the text names, say so ("with books").
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import reduce
from itertools import product
from operator import mul

from credlint import lazy_re
from credlint.article import Article
from credlint.claims import Claim
from credlint.contradiction import subject_name
from credlint.document import BlockKind
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.span import Span
from credlint.surroundings import Surroundings, is_checkable
from credlint.values import Cost, Duration
from credlint.wording import value
from credlint.world import World

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad(
        "## Initech Breadmaking Professional Certificate\n\nThe program takes 3-6 months.\n\n"
        "**Cost:** About $59/month. Total investment: ⟦$200-500⟧ depending on speed.",
        says=("$177-354", "3-6 months", "$59/month"),
    ),
    Bad("For the Acme Certified Baker exam and its kit you pay $100 + $35 = ⟦$145⟧.", says=("$135",)),
    Bad("For the Acme Certified Baker exam and its kit you pay £80 + £35 = ⟦£105⟧.", says=("£115",)),
    Bad("Three tries at the Acme Certified Baker exam come to 3 × $100 = ⟦$200⟧.", says=("$300",)),
    Good(
        "## Initech Breadmaking Professional Certificate\n\nThe program takes 3-6 months.\n\n"
        "**Cost:** About $59/month. Total investment: $177-354 depending on speed.",
    ),
    Good(
        "## Initech Breadmaking Professional Certificate\n\nThe program takes 3-6 months.\n\n"
        "**Cost:** About $59/month. Total investment: about $180-350 depending on speed.",
        because="people round",
    ),
    Good(
        "## Initech Breadmaking Professional Certificate\n\nThe program takes 3-6 months.\n\n"
        "**Cost:** About $59/month. Total investment: around $250.",
        because="one figure between the ends",
    ),
    Good("For the Acme Certified Baker exam and its kit you pay $100 + $35 = $135."),
    Good("For the Acme Certified Baker exam and its kit you pay $100 + $35, plus tax."),
    Good("Forty bakers, each with four Acme Certified Baker exams: 40 × $100 × 4 tries = $16,000.", because="40 times"),
    Good("A share of the Acme Certified Baker exam: 3 x 0.75 x $100 = $225.", because="three times"),
    Good("In all, the Acme Certified Baker exam comes to $100 + $20 = £95.", because="other money"),
    Good("The Acme Certified Baker exam costs $100. Total investment with books: $300."),
    Good(
        "## Initech Breadmaking Professional Certificate\n\nIt costs $59/month and takes 3-6 months.\n\n"
        "## Acme Certified Baker\n\nThe exam costs $100. Total investment: $900 with a course.\n",
        because="the parts belong to another subject",
    ),
)

SIGN = r"(?:US|NT|A|C)?[$€£₹¥]"
AMOUNT = rf"{SIGN}\s?\d[\d,]*+(?:\.\d++)?+"
NUMBER = lazy_re.compile(r"\d[\d,]*(?:\.\d+)?")
SUM = lazy_re.compile(rf"{AMOUNT}(?:\s*\+\s*{AMOUNT}){{1,50}}\s*=\s*(?P<total>{AMOUNT})")
PRODUCT = lazy_re.compile(
    rf"(?:{AMOUNT}\s*[×x*]\s*\d++(?:\s+\w+)?|(?<!\d)\d++(?:\s+\w+)?\s*[×x*]\s*{AMOUNT})\s*=\s*(?P<total>{AMOUNT})"
)
# Before a sum or product: the first part of it is not its first.
GOES_ON = lazy_re.compile(r"[×x*+.,/–-]\s*$")
TOTAL = lazy_re.compile(
    r"(?i)\b(?:total|altogether|overall|in all|all[- ]in|investment|comes? to|adds? up|works? out)\b"
)
# Totals are rounded, and a month is four weeks to some: an end may be off by this much.
ROUNDING = Decimal("0.15")


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    if not is_checkable(article):
        return
    yield from _written_out(article)
    yield from _by_the_month(article, world)


def _written_out(article: Article) -> Iterator[Problem]:
    prose = article.document.prose
    for block in article.document.blocks if "=" in prose else ():
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.CELL) or "=" not in block.span.of(prose):
            continue
        for pattern in (SUM, PRODUCT):
            for found in pattern.finditer(prose, block.span.start, block.span.end):
                *parts, total = (_decimal(number) for number in NUMBER.findall(found[0]))
                signs = set(lazy_re.findall(SIGN, found[0]))
                right = sum(parts, Decimal(0)) if pattern is SUM else reduce(mul, parts)
                if right != total and len(signs) == 1 and not GOES_ON.search(prose, block.span.start, found.start()):
                    yield Problem(
                        Span(*found.span("total")),
                        f"`{' '.join(found[0].split())}` does not add up: it is {signs.pop()}{right:,}.",
                        "Check the parts, then write the total that follows from them.",
                    )


def _by_the_month(article: Article, world: World) -> Iterator[Problem]:
    around = Surroundings(article)
    for claim in article.claims:
        total = claim.value
        if not isinstance(total, Cost) or not _is_total(claim, total, around, article):
            continue
        section = around.section(claim.span.start)
        near = [
            other
            for other in article.claims
            if other.subject == claim.subject and not other.past and around.section(other.span.start) == section
        ]
        monthly = [
            (other, other.value)
            for other in near
            if isinstance(other.value, Cost) and other.value.per == "month" and other.value.currency == total.currency
        ]
        times = [
            (other, other.value) for other in near if isinstance(other.value, Duration) and other.value.unit == "months"
        ]
        worked = [
            (price_claim, time_claim, _times(price, time))
            for (price_claim, price), (time_claim, time) in product(monthly, times)
        ]
        known = [(one, two, bounds) for one, two, bounds in worked if bounds is not None]
        if not known or any(_follows(total, bounds) for _, _, bounds in known):
            continue
        price_claim, time_claim, (low, high) = known[-1]
        right = value(Cost(low, high, total.currency))
        yield Problem(
            claim.span,
            f"`{claim.quote}` is given as the total for {subject_name(claim.subject, world.catalog)}, but "
            f"{price_claim.quote} for {time_claim.quote} comes to {right}.",
            "Check the price and the time, then work the total out again.",
            claim=claim,
            credential=claim.subject,
        )


def _is_total(claim: Claim, total: Cost, around: Surroundings, article: Article) -> bool:
    if claim.subject is None or claim.past or total.per != "once" or total.min is None or total.max is None:
        return False
    sentence = around.sentence(claim.span)
    before = Span(sentence.start, claim.span.start).of(article.document.prose)
    return total.basis == "total" or TOTAL.search(before) is not None


def _times(price: Cost, time: Duration) -> tuple[Decimal, Decimal] | None:
    if price.min is None or price.max is None or time.min is None or time.max is None:
        return None
    return price.min * time.min, price.max * time.max


def _follows(total: Cost, bounds: tuple[Decimal, Decimal]) -> bool:
    """Each end of a range from its own end; one figure from anywhere between them."""
    low, high = bounds
    if total.min is None or total.max is None:
        return True
    if total.min == total.max:
        return low * (1 - ROUNDING) <= total.min <= high * (1 + ROUNDING)
    return abs(total.min - low) <= ROUNDING * low and abs(total.max - high) <= ROUNDING * high


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
