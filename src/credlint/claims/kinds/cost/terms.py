"""What a price is for, and how often one pays it."""

from __future__ import annotations

import re

from credlint import lazy_re
from credlint.claims.context import Context
from credlint.claims.cues import any_of, lowered, words_of
from credlint.claims.quantities.quantity import Part

_RENEWAL = words_of(r"renew\w*", r"maintenance", r"AMF", r"re-?certif\w*",
    r"annual (?:membership |certification )?fees?", r"maintain\w*", r"stay certified", r"keep\w*",
    r"CE fees?")  # fmt: skip
_BASIS = (
    ("renewal", _RENEWAL),
    ("exam", words_of(r"exams?", r"retakes?", r"re-?sits?", r"attempts?", r"tests?", r"vouchers?", r"sitting")),
    ("subscription", words_of(r"subscri\w+", r"membership", r"joining")),
    ("total", words_of(r"with (?:an? |the )?(?:official |prep\w* |training )+courses?",
        r"total\w*", r"altogether", r"all[- ]in", r"in all", r"getting certified", r"overall", r"in sum", r"end up",
        r"sum",
        r"complete (?:program|certificate)", r"typical completion")),
    ("course", words_of(r"courses?", r"program(?:me)?s?", r"tuition", r"specializations?", r"nanodegrees?",
        r"class(?:es)?", r"trainings?", r"workshops?", r"seminars?",
        r"self-paced", r"instructor[- ]led",
        r"(?:free|can|may|to) audit", r"audit(?:ing|ed)? (?:it|them|this|these|all|any|each|the|a|for|is|mode|option"
        r"|track|version|access)", r"certificates?")),
)  # fmt: skip
_AMOUNT = lazy_re.compile(r"[$€£₹]\s?\d")
_YEARS = (
    r"(?:(?:the|a|an|its|your|those|these|full|whole|entire|next) )*(?:\d{1,2}|two|three|four|five|six|ten)[- ]years?\b"
)
_OVER_YEARS = lowered(rf" (?:[\w-]+ ){{0,2}}(?:over|across) {_YEARS}")
OVER_SOME_YEARS = lowered(rf"\b(?:over|across) {_YEARS}")
_OVER_YEARS_BEFORE = lowered(rf"\b(?:over|across) {_YEARS}[^.;$€£₹]{{0,60}}$")
# "$445 each, or $1,335 for all three".
_FOR_ALL = lowered(
    r" (?:together )?(?:for|on) (?:all(?! (?:the )?others)|both)\b| for the (?:two|three|trio|pair|set|lot)\b"
)
_IN_ALL = lowered(r"\W*(?:in total|all in all|altogether|in all|in sum),? ")
_FOR_SEVERAL = lowered(r" for (?:the )?(?:\d|two|three|four|five) (?:certifications|certs|exams)\b(?! each)")
# "$165 and must be renewed each year": the price is none of the renewal.
_NEXT_CLAUSE = lowered(r"[,;]|\sand (?:is|are|it|must|has|have|needs?|can|you|lasts|stays|requires)\b")
_ANY_BASIS = any_of(words for _, words in _BASIS)
_JOINING = lowered(r"\b(?:join(?:s|ed|ing)?|become a member)\b[^,;]*$")
_MONTHLY = words_of(r"monthly", r"per month", r"(?:/|a )\s?month", r"\$/mo")
_YEARLY_FEE = lowered(r"\b(?:annual|yearly) (?:\w+ ){0,2}(?:fees?|dues)\b[^$€£₹,;]{0,70}$")
_OF_YEARLY_FEE = lowered(
    r"\s(?:for|as|in|of|is) (?:an? |the |your |its |our |[\w²]+['’]s )?\W?(?:\w+ )?(?:annual"
    r"|yearly) (?:\w+ ){0,3}(?:fees?|dues)\b"
    r"|\s(?:\w+ ){0,2}(?:fees?|dues) (?:every|each|per|a) year\b"
    r"|\s(?:if|when) (?:you )?(?:pay|paid|billed) (?:(?:for the|by the) year|yearly|annually)\b"
)
_RENEWED_YEARLY = lowered(
    r"\brenew\w*\W+(?:[\w-]+ ){0,4}\W?(?:annually|yearly|annual|(?:each|every|per) year|once a year)\W+"
    r"(?:(?:for|at|costs?)\W+)?$|\b(?:annual|yearly) (?:renewal|recertification)s?\W+$"
)
_YEARLY_PLAN = lowered(
    r"\b(?:(?:1|one|a)[- ]year|12[- ]months?|annual|yearly) (?!of )(?:[\w-]+ ){0,2}(?:subscriptions?|plan|membership"
    r"|licen[cs]e|access)\b[^$€£₹,;]{0,100}$"
)
# The validity in the row of a renewal's price.
_A_YEAR = lowered(r"\W*(?:(?:1|one) year|12 months|annual(?:ly)?|yearly|every year)\W*")
_YEAR_BEFORE = lowered(r"[:\s*_](?:(?:1|one) year|annual(?:ly)?|yearly|every year)[,;:]? $")
_YEARLY = words_of(r"AMFs?", r"annual(?:ly)?", r"yearly", r"per year", r"(?:/|a )\s?year")


def is_over_years(context: Context) -> bool:
    """Whether it is what several years cost together: "$150 over the three-year cycle"."""
    once = context.quantity.per not in {"month", "year"}
    return once and bool(_OVER_YEARS.match(context.after) or _OVER_YEARS_BEFORE.search(context.before))


def payment_of(context: Context, goes_on_from: Context | None) -> tuple[tuple[str, str], ...]:
    """The qualifier of a price that is paid only once, and so is none of a subscription, or of one that is converted.

    `goes_on_from`: the amount before that it goes on from: "€545 (about $580)".
    """
    converted = goes_on_from is not None and goes_on_from.quantity.unit != context.quantity.unit
    if converted and context.quantity.approximate:
        return (("part", "conversion"),)
    once = lazy_re.search(r"\bone[- ]time\b", context.written + context.trail[:24])
    return (("payment", "one-time"),) if once else ()


def period_of(context: Context) -> str:
    """How often one pays a price, by its label, head or the words around: "month", "year" or "once"."""
    for text in (context.head, context.label, context.near, context.lead, _own_trail(context)[:24]):
        if lazy_re.search(r"\bfees?|\bamf|subscri|member|cost|pric|pay|dues|bill|plan|/|\(", text, re.I):
            if _MONTHLY.search(text):
                return "month"
            if _YEARLY.search(text):
                return "year"
    yearly = _YEARLY_FEE.search(" ".join(context.before.split()) + " ") or _OF_YEARLY_FEE.match(context.after)
    yearly = (
        yearly or _YEARLY_PLAN.search(context.before) or _RENEWED_YEARLY.search(f"{context.head}: {context.before}")
    )
    return "year" if yearly or _is_due_yearly(context) else "once"


def _own_trail(context: Context) -> str:
    """What stands behind a price, without what leads up to the next one: "$749, annual fee $135"."""
    later = context.neighbour(1)
    leads_on = later is not None and context.page.low[context.span.end : later.span.start].endswith(context.trail)
    return lazy_re.split(r"[,;]|(?:^|\s)and\b", context.trail)[0] if leads_on else context.trail


def _is_due_yearly(context: Context) -> bool:
    """Whether it is the price of a renewal, and another cell of its row or the words before it say "1 year"."""
    place, scene = context.place, context.page.scene
    if place.table is None:
        return "renew" in context.label and _YEAR_BEFORE.search(context.before) is not None
    if "renew" not in context.head:
        return False
    row = scene.table_rows.get((place.table, place.row), ())
    return any(_A_YEAR.fullmatch(cell.span.of(context.page.low)) for cell in row)


def is_renewal_fee(context: Context) -> bool:
    """Whether a price that is paid every few years is that of a renewal."""
    around = (context.label, context.head, context.near, context.lead)
    return "every" in context.written and any(_RENEWAL.search(text) for text in around)


def _is_term(context: Context) -> bool:
    """Whether it is what others are added to: "$405 + $129 = $534"."""
    behind = context.neighbour(1)
    return behind is not None and behind.part in {Part.TERM, Part.TOTAL} and context.quantity.part is not Part.TOTAL


def _is_other_total(context: Context, text: str) -> bool:
    """Whether a label or the line above names another sum than this amount: of what it is added to, or its own."""
    if text is context.label:
        return text not in context.before or _is_term(context)
    return text is context.near and context.written not in text and _AMOUNT.search(text) is not None


def _is_sum_of_all(context: Context) -> bool:
    """Whether it is what several cost together, by their number or behind the smaller price of one."""
    if _FOR_SEVERAL.match(context.after) or _IN_ALL.match(context.before):
        return True
    earlier = context.sibling(-1)
    if earlier is None or earlier.span.start < context.sentence_span.start:
        return False
    return earlier.quantity.most < context.quantity.least and _FOR_ALL.match(context.after) is not None


def basis_of(context: Context, per: str) -> tuple[str, bool]:
    """What a price that is paid so often is for, and whether anything near says so."""
    if _is_sum_of_all(context):
        return "total", True
    if _JOINING.search(context.lead):
        return "subscription", True
    trail = _NEXT_CLAUSE.split(_own_trail(context))[0]
    for text in (context.label, context.row, context.head, trail, context.lead, context.near):
        for basis, words in _BASIS if _ANY_BASIS.search(text) else ():
            if not words.search(text) or (basis == "total" and _is_other_total(context, text)):
                continue
            if per not in {"month", "year"} or basis not in {"course", "exam"}:
                return basis, True
            if basis == "course":
                return "subscription", True
    if per == "month":
        return "subscription", True
    return ("renewal" if per == "year" else "exam"), False
