"""What a reader pays for a credential, its exam, its renewal or the subscription that carries it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from credlint import lazy_re
from credlint.claims.claim import Candidate
from credlint.claims.context import Context
from credlint.claims.cues import Cue, Spot, cue, first_cue, lowered, words_of
from credlint.claims.kinds.cost import free
from credlint.claims.kinds.cost.terms import (
    OVER_SOME_YEARS,
    basis_of,
    is_over_years,
    is_renewal_fee,
    payment_of,
    period_of,
)
from credlint.claims.page import Page
from credlint.claims.places import PlaceKind
from credlint.claims.quantities.quantity import Measure, Part, Quantity
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
        r"(?:the )?same", r"(?:(?:it|that)['’]s|they['’]re)(?: all| both| each)?", r"members?", r"total",
        r"buy", r"waste",
        r"worth it", r"value", r"barrier", r"entry", r"cheap\w*", r"affordab\w+",
        r"expensive", r"budget", r"economical", r"exams?", r"start(?:s|ing)? (?:at|from)", r"now",
        r"(?:re)?certif\w+", r"non-?members?", r"accessible",
        r"(?:went|goes|jumped|rose|increased|climbed|dropped|fell)(?: up| down)? (?:from|to)",
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
# Thin evidence: it needs a credential to be about.
_BOUND_TO_DOCUMENT = frozenset(
    {"noun after", "thin word", "thin word after", "column", "named", "alone", "heading", "exam facts"}
)
# "a $49 certificate nobody knows": any certificate of that price, and no one in particular.
_ANY_OF_THEM = lowered(r"\ban?\s$")
_CREDENTIAL_AFTER = lazy_re.compile(
    r"[\s-](?:\w+ )?(?:certificates?|certifications?|courses?|certs?|credentials?|program(?:me)?s?)\b"
)
_PRICED = lazy_re.compile(r"cost|price|pricing|fee")
_NOUN_BEFORE = lowered(
    r"\b(?:speciali[sz]ation|certificate|certification|course|program|nanodegree|subscription|exam|levels?|tiers?)\s?\($"
)
_FACTS = lowered(
    r"\d[\s-]?(?:min(?:ute)?s?\b|h\b|(?:[\w-]+\s){0,2}(?:questions|tasks)\b|% to pass\b)"
    r"|\bvalid (?:for )?\w+ years?\b|\bpassing score\b"
)
_ASIDE = lowered(r"\s?(?:[(,;·|]|[–—-]\s|\.?\s*$|incl(?:\.|uding|udes)|with )")


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
    if (quantity.per == "interval" and not is_renewal_fee(context)) or is_over_years(context):
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
    labelled = found is not None and found.where != "near" and _shares_sentence_with_label(context)
    if _NOUN_AFTER.search(context.after) and not sprung(KIND, context, True):
        if found is None and _is_of_any_one(context):
            return None
        return found.name if found else "noun after"
    if sprung(KIND, context, labelled) is not None:
        return None
    found = found or first_cue("cost", WORDS, context)
    earlier = _coordinated(context)
    reason = evidence(earlier) if earlier is not None else None
    if found is None and reason is not None:
        return reason if reason in _BOUND_TO_DOCUMENT else "coordination"
    if earlier is not None and reason is None and _is_repeated(earlier, context):
        return None  # of something else than a price
    if found is None and context.uses("cost/noun before") and _NOUN_BEFORE.search(context.lead):
        return "noun before"
    found = found or first_cue("cost", HINTS, context)
    return found.name if found is not None else _evidence_of_place(context)


def _shares_sentence_with_label(context: Context) -> bool:
    """Whether no full stop parts it from the label of its line: "Cost: $70. I earned $100,000"."""
    label = context.page.scene.label_at(context.span.start)
    return label is None or label.start >= context.sentence_span.start


def _is_of_any_one(context: Context) -> bool:
    """Whether it is the price of any certificate that costs so much: "a $49 certificate"."""
    any_one = _ANY_OF_THEM.search(context.before) and _CREDENTIAL_AFTER.match(context.after)
    return bool(any_one) and not any(mention.form == "credential" for mention in context.mentions)


def _evidence_of_place(context: Context) -> str | None:
    """What an amount is where no word near it says so: beside a name, in a column or section of prices."""
    page, column = context.page, (context.place.table, context.place.column)
    if column in page.money_columns and context.uses("cost/column"):
        return "column of prices" if column[0] in page.priced_tables else "column"
    if context.uses("cost/exam facts") and (_FACTS.search(context.after[:60]) or _FACTS.search(context.before[-60:])):
        return "exam facts"
    if (context.follows_mention or context.follows_named_label) and context.uses("cost/named"):
        return "named"
    named = context.above_is_named or (_is_listed(context) and context.names_credential)
    if named and (context.alone or _stands_apart(context)) and context.uses("cost/alone"):
        return "alone"
    return "heading" if _PRICED.search(context.heading) and context.uses("cost/heading") else None


_CONVERTED = lowered(
    r"[\s,(/=≈~-]{0,4}(?:or |i\.e\.? |that is |which is |equals |ca\.? )?(?:\w+\.? )?[~≈]?"
    r"|[^.;]{0,24}[.,;]? (?:and )?in (?:the )?[\w. ]{2,20},? ?(?:it['’]s|it is|that['’]s|you pay)? "  # elsewhere
)
# "Members pay $405, everyone else $575"; "$45 for members, $85 for the rest".
_OTHERS = r"(?:every(?:one|body) else|(?:the )?others|the rest|non-?members|students)"
_OTHERS_BEFORE = lowered(rf"[,;/] (?:and )?{_OTHERS}(?: pay)? $")
_FOR_ONE = lowered(r" for [^,;.]{2,40}, (?:and )?")
_IN_BRACKETS = lowered(r"\s?\((?:(?:was|now|or|normally|usually|regularly|list price) )?")
_OTHERS_AFTER = lowered(rf" (?:for|from) (?:all )?{_OTHERS}\b")


def _stands_apart(context: Context) -> bool:
    """Whether marks part it from what stands around it: "$200 (my employer paid)", "Two hours, 60 tasks; $395."."""
    line = context.page.low[context.line.start : context.span.start]
    begins = not any(char.isalnum() for char in line) or not context.before.strip() or _is_listed(context)
    return begins and _ASIDE.match(context.after) is not None


def _is_listed(context: Context) -> bool:
    """Whether it is one of the facts of a sentence: "Two hours, 60 tasks; $395."."""
    return context.before.rstrip().endswith((",", ";", "·", "|")) and any(
        other.span in context.sentence_span and other is not context.quantity
        for other in context.page.quantities[context.place.index][: context.at]
    )


def _coordinated(context: Context) -> Context | None:
    """The price before, where this one goes on from it: a sum, a change, "$300 in America or €280 in Europe"."""
    earlier = context.sibling(-1)
    if earlier is None or not context.uses("cost/coordination"):
        return None
    between = _between(earlier, context)
    converted = earlier.quantity.unit != context.quantity.unit and _CONVERTED.fullmatch(between)
    if earlier.span.start < context.sentence_span.start and not converted:
        return None
    changed = earlier.quantity.part is Part.OLD and context.quantity.part is Part.NEW
    goes_on = changed or lazy_re.search(
        r"(?:(?<!\w)(?:or|and|plus|(?:up|down) from|(?:increas|rais|ris|reduc|lower)\w+ to"
        r"|\((?:was|now|normally|usually|regularly|list price))|[+=,/(])"
        r"\s?(?:about |only |the |a )?$",
        between,
    )
    return earlier if len(between) <= 48 and (goes_on or converted or _is_of_others(earlier, context)) else None


def _between(earlier: Context, later: Context) -> str:
    return earlier.page.low[earlier.span.end : later.span.start]


def _is_repeated(earlier: Context, later: Context) -> bool:
    """Whether it is the same amount in another currency, or what it was before or has become."""
    between = _between(earlier, later)
    if earlier.quantity.part is Part.OLD and later.quantity.part is Part.NEW:
        return True
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
    if not currency or not context.alone or not context.uses("cost/head"):
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
    per = ("once" if quantity.per == "interval" else quantity.per) or period_of(context)
    basis, stated = basis_of(context, per)
    if goes_on_from is not None and not quantity.per and per == "once":
        earlier = period_of(goes_on_from)
        if _is_of_others(goes_on_from, context):
            earlier = goes_on_from.quantity.per or earlier
        same, same_stated = basis_of(goes_on_from, earlier)
        if not stated or basis == same or quantity.part is Part.NEW:
            per, basis, stated = earlier, same, same_stated
    payment = dict(payment_of(context, goes_on_from))
    if quantity.part is Part.TOTAL:
        basis, stated = "total", True
    elif not quantity.most and basis == "exam":
        basis, stated = "course", True  # what costs nothing is mostly what one learns with
    value = Cost(quantity.low, quantity.high, currency or quantity.unit, per, basis, quantity.approximate)
    yield Candidate(
        KIND,
        value,
        context.span,
        context.place.block,
        reason,
        qualifiers=tuple(sorted({**_tries(goes_on_from), **dict(qualifiers_of(context)), **payment}.items())),
        past=tense.past,
        past_on=tense.on,
        needs_tie=reason in _BOUND_TO_DOCUMENT,
        assumed=() if stated else ("basis",),
    )


def _tries(goes_on_from: Context | None) -> dict[str, str]:
    """What a price has in common with the one that it goes on from: "a retake is $275 for members, $375 for others"."""
    return dict(qualifiers_of(goes_on_from, "retake", "beta")) if goes_on_from is not None else {}


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
        of_exam = not renewal and free.is_of_exam(context, noun[0] if noun else "")
        value = Cost(Decimal(0), Decimal(0), "USD", "once", "renewal" if renewal else "course")
        if tense is not None:
            yield Candidate(
                KIND, value, span, context.place.block, reason, qualifiers_of(context), tense.past, tense.on,
                needs_tie=_needs_subject(context, reason), assumed=("basis",) if of_exam else (),
            )  # fmt: skip


def _is_of_renewal(context: Context) -> bool:
    behind = context.after[:40]
    around = context.lead + context.label + context.head
    return "renew" in behind or "assessment" in behind or "renew" in around.lower()


def _needs_subject(context: Context, reason: str) -> bool:
    """ "Free" is said of many things: a predicate, and a noun far from any credential, need a subject."""
    if reason == "free noun" and _ANY_OF_THEM.search(context.before) and "renew" not in context.sentence:
        return True
    if reason == "free noun":
        return not lazy_re.search(r"certif|exam|credential|renew|audit", context.sentence)
    return reason in {"free predicate", "free alone"} and "renew" not in context.sentence


def _free_evidence(context: Context) -> str | None:
    page, place = context.page, context.place
    if (
        free.is_no_price(context)
        or OVER_SOME_YEARS.search(context.before)
        or sprung(KIND, context) in {"book", "resource heading", "cloud bill"}
    ):
        return None
    labelled = first_cue("cost", (*OWN_LABELS, _NAME_HEAD), context)
    if labelled is None and free.is_of_any(context) and not page.scene.mentions.within(context.sentence_span):
        return None
    noun = free.noun_after(context)
    # An assessment is the vendor's only where something is renewed by it.
    renewal = lazy_re.search(r"renew|recert", context.sentence + context.head + context.label + context.near, re.I)
    if noun and (renewal or "assess" not in noun[0]) and page.uses("cost/free noun"):
        return "free noun"
    starts = place.kind is PlaceKind.CELL and context.own.strip().startswith("free")
    found = labelled or first_cue("cost", (_KEY,), context)
    first = len(lazy_re.findall(r"\w+", context.lead)) <= 4
    if found is not None and first and (place.kind is not PlaceKind.CELL or starts or context.alone):
        return found.name
    if starts and (place.table, place.column) in page.money_columns:
        return "column"
    if free.is_labelled(context) and page.uses("cost/free label"):
        return "free label"
    if free.stands_alone(context) and page.uses("cost/free alone"):
        return "free alone"
    return "free predicate" if free.is_predicate(context) and page.uses("cost/free predicate") else None
