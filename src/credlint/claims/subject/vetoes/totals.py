"""What several cost or take together is of none of them."""

from __future__ import annotations

from itertools import pairwise

from credlint import lazy_re
from credlint.catalog.mention import CREDENTIALS
from credlint.claims.places import Place
from credlint.claims.subject.general import ALL_OF_THEM
from credlint.claims.subject.lists import items_above
from credlint.claims.subject.search import SEVERAL, Answer, Reach, Search
from credlint.span import Span
from credlint.values import Kind

# What is added up over several credentials, and the words that say so.
SUMMED = frozenset({Kind.COST, Kind.DURATION})
COMBINED = lazy_re.compile(
    r"(?i)\b(?:combined|together|bundle (?:of|for|is|costs?|at)|grand total|sum total"
    r"|for (?:all|both|the (?:two|three|four|five))\b)"
)
TOTAL = lazy_re.compile(rf"(?i)\b(?:totals?|altogether|in all|overall|sum)\b|{COMBINED.pattern.removeprefix('(?i)')}")
# "It needs five more exams, so $2,500", "$285 each (two needed, so $570)".
OF_COUNTED = lazy_re.compile(
    r"(?i)(?:\b(?:two|three|four|five|six|\d) (?:more |other )?(?:exams|certs|certifications)\b|[$€£₹]\d)"
    r"[^.;$€£₹]{0,60},? so\D{0,12}$"
)
# "If you buy two attempts you have spent $890".
TRIES = lazy_re.compile(
    r"(?i)\b(?:two|three|four|five|[2-5]) (?:[\w+-]+ ){0,2}(?:attempts|tries|vouchers|goes)\b[^.;$€£₹]{0,50}$"
)
EACH = lazy_re.compile(r"(?i) ?(?:each|apiece|per\b|an? (?:piece|pop|try))")
ADDED = lazy_re.compile(r" (?:\+|→|->|⇒|plus) (?=[^$€£₹\d]{0,200}[A-Za-z]{2})")
STACKED = lazy_re.compile(r" ?(?:\+|→|->|⇒|➜) ?")
TOGETHER = lazy_re.compile(r"(?i)(?: \w+){0,2} (?:together|combined|altogether|all in|in (?:total|all|sum)|total)\b")
# Steps that find what heads just the lines around the value, whatever else its section names.
OF_LEADS = frozenset({"bold-lead", "list-item", "lead-above"})


def unless_total(search: Search, answer: Answer, reach: Reach, step: str) -> Answer:
    """What several cost or take together is of none of them."""
    if answer.subject is None or "total" in search.without or search.candidate.kind not in SUMMED:
        return answer
    far = reach is not Reach.NEAR
    if far and _is_below_stack(search):
        return Answer(None, SEVERAL)
    before = search.text[search.sentence.start : search.value.start]
    counted = TRIES.search(before) and not EACH.match(search.text, search.value.end)
    all_of_them = ALL_OF_THEM.search(before) and not EACH.match(search.text, search.value.end)
    if OF_COUNTED.search(before) or counted or (all_of_them and "/" in answer.subject):
        return Answer(None, SEVERAL)
    summed = answer.members and ADDED.search(before)  # "A + B: $315"
    if not (summed or TOTAL.search(before) or TOGETHER.match(search.text, search.value.end)):
        return answer
    several = bool(answer.members) or "/" not in answer.subject
    if far and not several:
        beside = step not in OF_LEADS and len(search.naming.in_section(search.place)) > 1
        several = beside or COMBINED.search(before) is not None
    elif not several and TOGETHER.match(search.text, search.value.end):
        named = search.naming.named(search.place, Span(search.sentence.start, search.value.start))
        several = len({mention.subjects for mention in named}) > 1
    return Answer(None, SEVERAL) if several else answer


def _is_below_stack(search: Search) -> bool:
    """Whether an item above in the same list adds several up: "Stack: A → B", "Cost: $900"."""
    return "stack" not in search.without and any(_is_stack(search, item) for item in items_above(search))


def _is_stack(search: Search, item: Place) -> bool:
    named = [m for m in search.scene.mentions.of(item) if m.form in CREDENTIALS]
    gaps = (search.naming.gap(one.span.end, two.span.start) for one, two in pairwise(named))
    return any(STACKED.fullmatch(gap) for gap in gaps)
