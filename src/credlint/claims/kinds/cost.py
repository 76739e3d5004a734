"""What a reader pays for a credential, its exam, its renewal or the subscription that carries it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from credlint import lazy_re
from credlint.claims import free
from credlint.claims.candidate import Candidate
from credlint.claims.context import Context
from credlint.claims.cues import Cue, Spot, any_of, cue, first_cue, lowered, words_of
from credlint.claims.page import Page
from credlint.claims.places import PlaceKind
from credlint.claims.quantity import Measure, Part, Quantity
from credlint.claims.tense import APPLYING, qualifiers_of, tense_of
from credlint.claims.traps import sprung
from credlint.span import Span
from credlint.values import Cost, Kind

KIND = Kind.COST
SWITCHES = (
    "noun before",
    "column",
    "named",
    "alone",
    "heading",
    "coordination",
    "exam facts",
    "free noun",
    "free label",
    "free alone",
    "free predicate",
)
TRAPS = ("free",)

_LABEL = (
    r"(?<!low )(?<!lab )(?<!cloud )(?<!compute )(?<!hosting )costs?"
    r"(?![- ](?:optimi[sz]\w+|management|control|savings?|effective\w*|explorer|of living|per hire))",
    r"pric(?:e|es|ing)(?: tag)?", r"fees?", r"tuition",
    r"investment", r"how much", r"nanodegrees?", r"speciali[sz]ations?", r"professional certificates?",
    r"registration(?: fee)?", r"exam", r"certification exam", r"subscription", r"expenses?", r"charges?", r"USD",
    r"EUR", r"GBP", r"INR", r"CAD", r"AUD", r"amount",
    r"(?<!median )(?<!base )(?<!average )(?<!hourly )(?<!annual )pay(?:ment)?",
    r"(?:exam )?(?:re-?takes?|re-?sits?)", r"AMF", r"dues", r"[$€£₹]",
)  # fmt: skip
_NOUN = (
    r"(?:certification |certificate |proctored |online |retake |re-?sit |associate |professional |specialty "
    r"|foundational |standard |one-time |non-refundable )*"
    r"(?:exams?|tests?|fees?|price|cost|certifications?|certificates?|certs?|credentials?|programs?|programmes?"
    r"|courses?|specializations?|nanodegrees?"
    r"|subscriptions?|tuition|registration|renewal|recertification|retakes?|re-?sits?|membership|price tag|price point"
    r"|investment|exam fee|attempt)"
)
PRICE_WORD = words_of(*_LABEL)
# A column of certificates holds names; where a cell says nothing but an amount, it is what the certificate costs.
_NAME_HEAD = Cue("name head", Spot("head", given=lambda context: context.alone), words_of(r"certificat(?:e|ion)s?"))
# From the strongest evidence to the weakest: what a head or label states, words for a price, and mere hints.
OWN_LABELS = (
    cue("head", "head", *_LABEL),
    cue("row", "row", *_LABEL),
    cue("label", "label", *_LABEL, r"(?:non-?)?members?(?: price)?", r"courses?(?: by [\w ]+| \w+)?(?=\s*$)"),
)
_KEY = cue("key", "key", *_LABEL)
LABELS = (
    *OWN_LABELS,
    cue("near-label", "near", *_LABEL),
    _KEY,
    _NAME_HEAD,
    *(cue(f"renewal {where}", where, r"renewals?(?: \w+)?", r"re-?certification") for where in ("head", "label")),
)  # fmt: skip
WORDS = (
    cue(
        "cost word", "lead", r"(?:exams?|certifications?|credentials?|certificates?|courses?"
        r"|classes)(?: \w+)? (?:from|at|for|is|are|was|were)(?: between| only| just| about)?",
        r"total (?:cost|price|of|investment|outlay|fees?)", APPLYING,
        r"cost(?:s|ing)?(?![- ](?:optimi[sz]\w+|management|control|explorer))",
        r"pric(?:e|es|ed|ing)(?: tag)?", r"fees?", r"pay(?:s|ing)?", r"paid", r"charg(?:e|es|ed|ing)",
        r"sets? (?:you|me|us) back", r"tuition", r"retails?(?: for| at)", r"dues",
        r"spend(?:ing)?", r"spent", r"(?:shell|fork|dish)(?:s|ed|ing)? (?:out|over)", r"cough(?:s|ed|ing)? up",
        r"part(?:s|ed|ing)? with", r"subscriptions?(?: \w+)?", r"registration", r"voucher (?:costs?|is|price|for)",
        r"exam (?:is|was|for|at)", r"runs? (?:you )?(?:about |around |at )?",
    ),
    cue("cost of each", "written",
        r"(?:per|each|every) (?:exam|attempt|try|sitting|candidate|head|test|certification)"),
    cue(
        "cost word after", "trail",
        r"(?:exam |registration |retake |renewal |annual |membership |certification |one-time |application )?fees?",
        r"per (?:exam|attempt|course|person|candidate)", r"price(?: tag| point)?",
        r"to (?:take|sit|register|renew|enrol\w*|attempt|retake)",
        r"for (?:the |each |every |an? |your |one |both |all |its )?(?:\w+[- ]){0,3}(?:exams?|courses?"
        r"|program(?:me)?s?|cert(?:ification|ificate)?s?|members?|non-?members?|attempts?|retakes?|renewals?"
        r"|subjects?|tests?|specialization)",
    ),
)  # fmt: skip
HINTS = (
    cue(
        "thin word", "lead", r"subscri(?:be|ption)s?", r"enrol(?:l|lment|ment)?", r"regist(?:er|ration)",
        r"re-?tak(?:e|es|ing)", r"re-?sit(?:s|ting)?", r"renew(?:al|als|ing|s)?", r"invest(?:ing|ment)?",
        r"(?:for|at|is|was|are|only|just|than|be|around|about|to|also|remains?|stays?|still) (?:only |just "
        r"|about |around |a |an |the |roughly |under |over |also |another )*",
        r"(?:the )?same", r"(?:it|that)['’]s", r"members?", r"total", r"buy", r"waste",
        r"worth it", r"value", r"barrier", r"entry", r"cheap\w*", r"affordab\w+",
        r"expensive", r"budget", r"economical", r"exams?", r"start(?:s|ing)? (?:at|from)", r"now",
        r"(?:re)?certif\w+", r"non-?members?", r"accessible",
        r"instead of", r"rather than", r"compared (?:to|with)", r"versus", r"vs",
        r"(?:whopping|hefty|steep|mere|cool|measly|staggering|modest|paltry|eye-?watering)",
    ),
    cue(
        "thin word after", "trail", r"exam", r"course", r"members?", r"non-?members?", r"certification",
        r"certificate", r"subscription", r"cost", r"fees", r"investment", r"program", r"one-time", r"total", r"each",
        r"to (?:apply|join|get|earn)", r"workshops?", r"now(?=\W*$)",
    ),
)  # fmt: skip
_NOUN_AFTER = lowered(rf"^[\s-]{_NOUN}\b")
# Thin evidence: it needs somebody to be about.
_BOUND_TO_DOCUMENT = frozenset(
    {"noun after", "thin word", "thin word after", "column", "named", "alone", "heading", "exam facts"}
)
# "a $49 certificate nobody knows": any certificate of that price, and no one in particular.
_ANY_OF_THEM = lowered(r"\ban?\s$")
_NOUN_BEFORE = lowered(
    r"\b(?:speciali[sz]ation|certificate|certification|course|program|nanodegree|subscription|exam|levels?|tiers?)\s?\($"
)
_FACTS = lowered(
    r"\d[\s-]?(?:min(?:ute)?s?\b|(?:[\w-]+\s){0,2}questions\b)|\bvalid (?:for )?\w+ years?\b|\bpassing score\b"
)
_BASIS = (
    ("renewal", words_of(r"renew\w*", r"maintenance", r"AMF", r"re-?certif\w*",
        r"annual (?:membership |certification )?fees?", r"maintain\w*", r"stay certified", r"keep\w*",
        r"CE fees?")),
    ("exam", words_of(r"exams?", r"retakes?", r"re-?sits?", r"attempts?", r"tests?", r"vouchers?", r"sitting")),
    ("subscription", words_of(r"subscri\w+", r"membership")),
    ("total", words_of(r"with (?:an? |the )?(?:official |prep\w* |training )+courses?",
        r"total\w*", r"altogether", r"all[- ]in", r"overall", r"in sum", r"end up", r"sum",
        r"complete (?:program|certificate)", r"typical completion")),
    ("course", words_of(r"courses?", r"program(?:me)?s?", r"tuition", r"specializations?", r"nanodegrees?",
        r"class(?:es)?", r"trainings?", r"workshops?", r"seminars?",
        r"(?:free|can|may|to) audit", r"audit(?:ing|ed)? (?:it|them|this|these|all|any|each|the|a|for|is|mode|option"
        r"|track|version|access)", r"certificates?")),
)  # fmt: skip
_AMOUNT = lazy_re.compile(r"[$€£₹]\s?\d")
_ASIDE = lowered(r"\s?(?:[(,;·|]|[–—-]\s|$)")
_YEARS = (
    r"(?:(?:the|a|an|its|your|those|these|full|whole|entire|next) )*(?:\d{1,2}|two|three|four|five|six|ten)[- ]years?\b"
)
_OVER_YEARS = lowered(rf" (?:[\w-]+ ){{0,2}}(?:over|across) {_YEARS}")
_OVER_SOME_YEARS = lowered(rf"\b(?:over|across) {_YEARS}")
_OVER_YEARS_BEFORE = lowered(rf"\b(?:over|across) {_YEARS}[^.;$€£₹]{{0,60}}$")
# "$445 each, or $1,335 for all three".
_FOR_ALL = lowered(
    r" (?:together )?(?:for|on) (?:all(?! (?:the )?others)|both)\b| for the (?:two|three|trio|pair|set|lot)\b"
)
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


def find(page: Page) -> Iterator[Candidate]:
    for context in page.of(Measure.MONEY):
        yield from _money(context)
    for context in page.of(Measure.COUNT):
        yield from _bare(context)
    yield from _free(page)


def _money(context: Context) -> Iterator[Candidate]:
    quantity = context.quantity
    if quantity.per == "unit" or 0 < quantity.most < 1:
        return
    if (quantity.per == "interval" and not _renewed(context)) or _is_over_years(context):
        return  # a share: what an exam costs, spread over the years; or a sum
    reason = evidence(context)
    if reason is None:
        return
    yield from _candidate(context, quantity, reason)


def evidence(context: Context) -> str | None:
    """What makes an amount a price, or None where nothing does or a trap is sprung."""
    # Remembered, because a price that goes on from another one asks for the other's evidence, and so on.
    known = context.page.price_evidence
    if context.span not in known:
        known[context.span] = _evidence(context)
    return known[context.span]


def _evidence(context: Context) -> str | None:
    found = first_cue("cost", LABELS, context)
    labelled = found is not None and found.where != "near" and context.shares_sentence_with_label
    if _NOUN_AFTER.search(context.after) and not sprung(KIND, context, True):
        if (
            found is None
            and _ANY_OF_THEM.search(context.before)
            and lazy_re.match(
                r"[\s-](?:\w+ )?(?:certificates?|certifications?|courses?|certs?|credentials?|program(?:me)?s?)\b",
                context.after,
            )
        ) and not any(mention.form == "credential" for mention in context.mentions):
            return None
        return found.name if found else "noun after"
    if sprung(KIND, context, labelled) is not None:
        return None
    found = found or first_cue("cost", WORDS, context)
    earlier = _coordinated(context)
    reason = evidence(earlier) if earlier is not None else None
    if found is None and reason is not None:
        return reason if reason in _BOUND_TO_DOCUMENT else "coordination"
    if earlier is not None and reason is None and _is_told_again(earlier, context):
        return None  # of something else than a price
    if found is None and "cost/noun before" not in context.page.without and _NOUN_BEFORE.search(context.lead):
        return "noun before"
    found = found or first_cue("cost", HINTS, context)
    if found is not None:
        return found.name
    without = context.page.without
    place = context.place
    if (place.table, place.column) in context.page.money_columns and "cost/column" not in without:
        return "column of prices" if (place.table in context.page.priced_tables) else "column"
    if "cost/exam facts" not in without and (_FACTS.search(context.after[:60]) or _FACTS.search(context.before[-60:])):
        return "exam facts"
    if (context.follows_mention or context.follows_named_label) and "cost/named" not in without:
        return "named"
    if context.above_is_named and (context.alone or _leads_item(context)) and "cost/alone" not in without:
        return "alone"
    if (
        any(pattern in context.heading.lower() for pattern in ("cost", "price", "pricing", "fee"))
        and "cost/heading" not in without
    ):
        return "heading"
    return None


_CONVERTED = lowered(
    r"[\s,(/=≈~-]{0,4}(?:or |i\.e\.? |that is |which is |equals |ca\.? )?(?:\w+\.? )?[~≈]?"
    r"|[^.;]{0,24}[.,;]? (?:and )?in (?:the )?[\w. ]{2,20},? ?(?:it['’]s|it is|that['’]s|you pay)? "  # elsewhere
)
# "Members pay $405, everyone else $575"; "$45 for members, $85 for the rest".
_OTHERS = r"(?:every(?:one|body) else|(?:the )?others|the rest|non-?members|students)"
_OTHERS_BEFORE = lowered(rf"[,;/] (?:and )?{_OTHERS}(?: pay)? $")
_FOR_ONE = lowered(r" for [^,;.]{2,40}, (?:and )?")
_IN_BRACKETS = lowered(r"\s?\((?:was |now |or )?")
_OTHERS_AFTER = lowered(rf" (?:for|from) (?:all )?{_OTHERS}\b")


def _leads_item(context: Context) -> bool:
    """Whether a list item begins with it, and what follows is an aside: "- $200 (my employer paid)"."""
    begins = context.place.depth > 0 and not context.page.low[context.place.span.start : context.span.start].strip()
    return begins and _ASIDE.match(context.after) is not None


def _is_over_years(context: Context) -> bool:
    """Whether it is what several years cost together: "$150 over the three-year cycle"."""
    once = context.quantity.per not in {"month", "year"}
    return once and bool(_OVER_YEARS.match(context.after) or _OVER_YEARS_BEFORE.search(context.before))


def _coordinated(context: Context) -> Context | None:
    """The price before, where this one goes on from it: a sum, a change, "$300 in America or €280 in Europe"."""
    earlier = context.sibling(-1)
    if earlier is None or "cost/coordination" in context.page.without:
        return None
    between = _between(earlier, context)
    converted = earlier.quantity.unit != context.quantity.unit and _CONVERTED.fullmatch(between)
    if earlier.span.start < context.sentence_span.start and not converted:
        return None
    changed = earlier.quantity.part is Part.OLD and context.quantity.part is Part.NEW
    goes_on = changed or lazy_re.search(
        r"(?:(?<!\w)(?:or|and|plus|(?:up|down) from|(?:increas|rais|ris|reduc|lower)\w+ to|\((?:was|now))|[+=,/(])"
        r"\s?(?:about |only |the |a )?$",
        between,
    )
    return earlier if len(between) <= 48 and (goes_on or converted or _is_of_others(earlier, context)) else None


def _between(earlier: Context, later: Context) -> str:
    return earlier.page.low[earlier.span.end : later.span.start]


def _is_told_again(earlier: Context, later: Context) -> bool:
    """Whether it is the same amount in another currency, or what it was before."""
    between = _between(earlier, later)
    converted = earlier.quantity.unit != later.quantity.unit and _CONVERTED.fullmatch(between)
    return bool(converted) or _IN_BRACKETS.fullmatch(between) is not None


def _is_of_others(earlier: Context, later: Context) -> bool:
    """Whether the one is what some pay for a thing, and the other what others do, or what one pays for its like."""
    between = _between(earlier, later)
    if "," in between and _OTHERS_AFTER.match(later.after):
        return True
    of_another = _FOR_ONE.fullmatch(between) and later.after.startswith(" for ")
    return bool(of_another) or _OTHERS_BEFORE.search(between) is not None


def _bare(context: Context) -> Iterator[Candidate]:
    """A number without currency under a head or behind a label that names one: `Price (USD)`."""
    quantity = context.quantity
    head = context.head if context.place.kind is PlaceKind.CELL else context.label
    currency = lazy_re.search(r"\b(usd|eur|gbp|inr|cad|aud|sgd|jpy)\b|([$€£₹])", head)
    if not currency or not context.alone or "cost/head" in context.page.without:
        return
    if not PRICE_WORD.search(head) or not 1 <= quantity.most < 100_000 or sprung(KIND, context, True):
        return
    unit = (currency[1] or "").upper() or {"$": "USD", "€": "EUR", "£": "GBP", "₹": "INR"}[currency[2]]
    yield from _candidate(context, quantity, "head", unit)


def _candidate(context: Context, quantity: Quantity, reason: str, currency: str = "") -> Iterator[Candidate]:
    tense = tense_of(context, quantity.part)
    if tense is None:
        return
    goes_on_from = _coordinated(context)
    per = ("once" if quantity.per == "interval" else quantity.per) or _per_around(context)
    basis, stated = _basis(context, per)
    if goes_on_from is not None and not quantity.per and per == "once":
        earlier = _per_around(goes_on_from)
        if _is_of_others(goes_on_from, context):
            earlier = goes_on_from.quantity.per or earlier
        same, told = _basis(goes_on_from, earlier)
        if not stated or basis == same or quantity.part is Part.NEW:
            per, basis, stated = earlier, same, told
    if quantity.part is Part.TOTAL:
        basis, stated = "total", True
    value = Cost(quantity.low, quantity.high, currency or quantity.unit, per, basis, quantity.approximate)
    yield Candidate(
        KIND,
        value,
        context.span,
        context.place.block,
        reason,
        qualifiers=tuple(sorted((*qualifiers_of(context), *_payment(context)))),
        past=tense.past,
        past_on=tense.on,
        needs_tie=reason in _BOUND_TO_DOCUMENT,
        assumed=() if stated else ("basis",),
    )


def _payment(context: Context) -> tuple[tuple[str, str], ...]:
    """Said to be paid once, so that a subscription is another thing."""
    return (
        (("payment", "one-time"),) if lazy_re.search(r"\bone[- ]time\b", context.written + context.trail[:24]) else ()
    )


def _per_around(context: Context) -> str:
    """The period of a price that its label, head or the words before it name."""
    for text in (context.head, context.label, context.near, context.lead, _own_trail(context)[:24]):
        if lazy_re.search(r"\bfees?|\bamf|subscri|member|cost|pric|pay|dues|bill|plan|/|\(", text, re.I):
            if _MONTHLY.search(text):
                return "month"
            if _YEARLY.search(text):
                return "year"
    told = _YEARLY_FEE.search(" ".join(context.before.split()) + " ") or _OF_YEARLY_FEE.match(context.after)
    told = told or _YEARLY_PLAN.search(context.before) or _RENEWED_YEARLY.search(f"{context.head}: {context.before}")
    return "year" if told or _is_due_yearly(context) else "once"


def _own_trail(context: Context) -> str:
    """What stands behind a price, without what leads up to the next one: "$749, annual fee $135"."""
    later = context.neighbour(1)
    leads_on = later is not None and context.page.low[context.span.end : later.span.start].endswith(context.trail)
    return lazy_re.split(r"[,;]", context.trail)[0] if leads_on else context.trail


def _is_due_yearly(context: Context) -> bool:
    """Whether it is the price of a renewal, and another cell of its row or the words before it say "1 year"."""
    place, scene = context.place, context.page.scene
    if place.table is None:
        return "renew" in context.label and _YEAR_BEFORE.search(context.before) is not None
    if "renew" not in context.head:
        return False
    row = scene.table_rows.get((place.table, place.row), ())
    return any(_A_YEAR.fullmatch(cell.span.of(context.page.low)) for cell in row)


def _renewed(context: Context) -> bool:
    """Whether a price that is paid every few years is that of a renewal."""
    around = (context.label, context.head, context.near, context.lead)
    return "every" in context.written and any(_BASIS[0][1].search(text) for text in around)


def _is_term(context: Context) -> bool:
    """Whether it is what others are added to: "$405 + $129 = $534"."""
    behind = context.neighbour(1)
    return behind is not None and behind.part in {Part.TERM, Part.TOTAL} and context.quantity.part is not Part.TOTAL


def _tells_other_amount(context: Context, text: str) -> bool:
    """Whether the line above has a total of its own: "Low budget (under $500 in total)"."""
    return context.written not in text and _AMOUNT.search(text) is not None


def _is_sum_of_all(context: Context) -> bool:
    """Whether it is what all of them cost together, behind the smaller price of one."""
    earlier = context.sibling(-1)
    if earlier is None or earlier.span.start < context.sentence_span.start:
        return False
    return earlier.quantity.most < context.quantity.least and _FOR_ALL.match(context.after) is not None


def _basis(context: Context, per: str) -> tuple[str, bool]:
    if _is_sum_of_all(context):
        return "total", True
    if _JOINING.search(context.lead):
        return "subscription", True
    trail = _NEXT_CLAUSE.split(context.trail)[0]
    for text in (context.label, context.row, context.head, trail, context.lead, context.near):
        for basis, words in _BASIS if _ANY_BASIS.search(text) else ():
            if words.search(text):
                if basis == "total" and text is context.label and (text not in context.before or _is_term(context)):
                    continue  # the sum stood in the sentence before, or comes behind
                if basis == "total" and text is context.near and _tells_other_amount(context, text):
                    continue
                if basis == "course" and per in {"month", "year"}:
                    return "subscription", True
                if basis == "exam" and per in {"month", "year"}:
                    continue
                return basis, True
    if per == "month":
        return "subscription", True
    if per == "year":
        return "renewal", False
    return "exam", False


def _free(page: Page) -> Iterator[Candidate]:
    for context in free.occurrences(page):
        reason = _free_evidence(context)
        amounts = [q for q in page.quantities.get(context.place.index, ()) if q.measure is Measure.MONEY]
        if reason is None or any(q.most == 0 or q.span.overlaps(context.span) for q in amounts):
            continue
        tense = tense_of(context, None)
        noun = free.noun_after(context) if reason == "free noun" else None
        span = Span(context.span.start, context.span.end + (noun.end() if noun else 0))
        renewal = _is_of_renewal(context)
        stated = renewal or free.is_of_learning(context, noun[0] if noun else "")
        value = Cost(Decimal(0), Decimal(0), "USD", "once", "renewal" if renewal else "course")
        if tense is not None:
            yield Candidate(
                KIND, value, span, context.place.block, reason, qualifiers_of(context), tense.past, tense.on,
                needs_tie=_needs_somebody(context, reason), assumed=() if stated else ("basis",),
            )  # fmt: skip


def _is_of_renewal(context: Context) -> bool:
    behind = context.after[:40]
    around = context.lead + context.label + context.head
    return "renew" in behind or "assessment" in behind or "renew" in around.lower()


def _needs_somebody(context: Context, reason: str) -> bool:
    """ "Free" is said of many things: a predicate, and a noun far from any credential, must be about somebody."""
    if reason == "free noun" and _ANY_OF_THEM.search(context.before) and "renew" not in context.sentence:
        return True
    if reason == "free noun":
        return not lazy_re.search(r"certif|exam|credential|renew|audit", context.sentence)
    return reason in {"free predicate", "free alone"} and "renew" not in context.sentence


def _free_evidence(context: Context) -> str | None:
    page, place = context.page, context.place
    if (
        free.is_no_price(context)
        or _OVER_SOME_YEARS.search(context.before)
        or sprung(KIND, context) in {"book", "resource heading", "cloud bill"}
    ):
        return None
    labelled = first_cue("cost", (*OWN_LABELS, _NAME_HEAD), context)
    if labelled is None and free.is_of_any(context) and not page.scene.mentions(context.sentence_span):
        return None
    noun = free.noun_after(context)
    # An assessment is the vendor's only where something is renewed by it.
    renewal = lazy_re.search(r"renew|recert", context.sentence + context.head + context.label + context.near, re.I)
    if noun and (renewal or "assess" not in noun[0]) and "cost/free noun" not in page.without:
        return "free noun"
    starts = place.kind is PlaceKind.CELL and context.own.strip().startswith("free")
    found = labelled or first_cue("cost", (_KEY,), context)
    first = len(lazy_re.findall(r"\w+", context.lead)) <= 4
    if found is not None and first and (place.kind is not PlaceKind.CELL or starts or context.alone):
        return found.name
    if starts and (place.table, place.column) in page.money_columns:
        return "column"
    if free.is_labelled(context) and "cost/free label" not in page.without:
        return "free label"
    if free.stands_alone(context) and "cost/free alone" not in page.without:
        return "free alone"
    return "free predicate" if free.is_predicate(context) and "cost/free predicate" not in page.without else None
