"""How long a credential stays valid, or how often it must be renewed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from credlint import lazy_re
from credlint.claims.claim import Candidate
from credlint.claims.context import Context
from credlint.claims.cues import Cue, Spot, cue, first_cue, lowered, words_of
from credlint.claims.page import Page
from credlint.claims.places import Place, PlaceKind
from credlint.claims.quantities.quantity import Measure
from credlint.claims.tense import qualifiers_of, tense_of
from credlint.claims.traps import sprung
from credlint.span import Span
from credlint.values import Kind, Validity

KIND = Kind.VALIDITY
TRAPS = ("something else expires",)

_LABEL = (
    r"valid(?:ity)?(?: period| for| through)?", r"expir\w*", r"renew(?:al|als|ed|s)?(?! (?:fee|cost|price))(?: \w+)?",
    r"re-?certif\w*", r"lifetime", r"lifespan", r"good for", r"shelf life", r"re-?validat\w+",
    r"certification (?:term|cycle|period)", r"maintenance(?! fee)",
)  # fmt: skip
_WORD = (r"valid(?:ity)?", r"expir(?:e|es|ed|y|ation|ing)", r"renew(?:al|als|ed|s|ing|able)?", r"re-?certif\w*",
    r"re-?validat\w+", r"stays? (?:active|current|valid)", r"remains? (?:active|current|valid)",
         r"active for", r"good for", r"lasts", r"(?:will|can|to) last", r"laps\w+", r"good standing", r"in force",
         r"certif\w+ (?:term|cycle)", r"current for", r"(?<!been )certified for",
         r"(?:retak|re-?sit|repeat|redo)\w* (?:(?:the|all|of|these|those|your|my) )*(?:\w+ )?(?:exams? )?"
         r"(?:once )?every", r"retest\w*",
         r"shelf life", r"keep\w* (?:it|the \w+|your \w+) (?:current|active|valid)")  # fmt: skip
OWN_LABELS = tuple(cue(where, where, *_LABEL) for where in ("head", "row", "label"))
_PLACED = (
    *OWN_LABELS,
    cue("near-label", "near", *_LABEL),
    cue("key", "key", *_LABEL),
)  # fmt: skip


def _ends_item(context: Context) -> bool:
    """Whether it is some years, and the clause ends behind it: "$100, three years"."""
    return context.quantity.unit == "years" and lazy_re.match(r"\s*(?:$|[.,;)])", context.after) is not None


_NEAR = (
    cue("word before", "before", *_WORD, within=60),
    Cue("kept for", Spot("before"), lowered(
        r"\bkeeps? (?:the|their|your|this|that) (?:title|certifi\w+|credential|badge)s? for $")),
    cue(
        "word after", "clause_after", r"validity", r"valid", r"renewal", r"re-?certification", r"expir\w+",
        r"before (?:it |they )?expir\w+", r"cycle", r"certification cycle", r"life ?span",
        r"maintenance cycle", r"of validity", r"shelf life",
        r"to (?:keep|maintain|retain) (?:the|your|it|this|that|my|a|an)",
        r"(?:have to|must|need to) (?:re-?take|renew|re-?certify|re-?sit|re-?test)",
        within=32,
    ),
    Cue("word in brackets", Spot("after"), lowered(r"^ ?\((?:validity|valid|renewal|expir\w*|re-?certif\w*)\b")),
    cue("far word", "since_last", r"validity", r"valid", r"expir\w*", within=110),
    Cue("listed behind a price", Spot("before", given=_ends_item), lowered(
        r"[$€£₹]\s?[\d.,]+(?:, (?:[\w-]+ ){1,2}(?:hours|minutes))?, $")),
    Cue("credits in a term", Spot("before"), lowered(
        r"\d (?:CPEs?|CEUs?|PDUs?|SEUs?|CECs?|CPD|CE)(?: (?:credits?|hours?|points?))? ?(?:/|in|per|every|each|over) ?"
        r"(?:an? |the )?$")),
)  # fmt: skip
_PREVIOUS = cue("previous sentence", "previous", *_WORD)
_SECTION = cue("section", "heading", *_LABEL,
        r"maintain\w* (?:\w+ ){0,2}(?:certif\w*|certs?|credentials?|designations?|status)")  # fmt: skip
# All that is evidence here, each of which tests do without in turn.
CUES = (*_PLACED, *_NEAR, _PREVIOUS, _SECTION)
_CYCLE = lowered(r"\W*(?:period|cycle|term|interval|frequency|how often)\W*")
_EVERY = lowered(r"\b(?:every|once every|each|all)\s(?:about |roughly )?$")

_NEVER = lowered(
    r"\b(?:(?:doesn['’]?t|does not|do not|don['’]?t|won['’]?t|will not|not"
    r"|neither)\s(?:\w+\s)?expires?(?!\s(?:within|until|before|for|while|during|unless))"
    r"|no longer expires?|(?:(?:certificate|certification|credential)s? (?:is|are)|it['’]s|it is|they['’]re) for life"
    r"|never\s(?:\w+\s)?expir(?:es?|ed|ing)|no expir(?:y|ation)(?: date)?|without (?:an? )?expir(?:y|ation)(?: date)?"
    r"|(?:valid|good|yours)\s(?:for life|forever|for a lifetime|indefinitely|permanently|for your lifetime)"
    r"|lifetime(?:\s(?:validity|valid|certification|credential|certificate))"
    r"|(?:certification|certificate|credential|cert|badge)s? (?:is|are|stays?|remains?) permanent"
    r"|permanent(?:ly)? valid(?:ity)?|valid permanently|no renewal (?:is )?(?:required|needed|necessary)"
    r"|certified (?:for life|forever)|never needs? (?:to be )?renew\w+|non-expiring)\b"
)
# Renewal: "none" may be that none is needed, or that none is offered.
_RENEWED = lazy_re.compile(r"renew|recert|maint")
# Said of a credential, whether or not one knows of which.
_SURELY = lazy_re.compile(r"lifetime\W+(?:valid|certifi|credential)|(?:certifi\w+|credential)s? (?:is|are|never)")
_NEVER_TRAP = lowered(
    r"\b(?:vouchers?|credits?|access|links?|tokens?|cookies?|passwords?|sessions?|subscriptions?|cards?"
    r"|badges? links?|domains?|ssl|tls|urls?|files?|keys?|queries|results?|cache\w*|discounts?"
    r"|coupons?|skills?|knowledge|offers?|pats?|secrets?|permissions|apps)\b[^.;]{0,30}$"
)
_LIFE_CELL = lowered(
    r"^\W*(?:(?:none|no|n/a)[ (,–—-]+)?(?P<life>lifetime|life|permanent|perpetual|for life|never(?: expires)?"
    r"|none|does not expire|doesn['’]t expire"
    r"|no expir(?:y|ation)|forever|indefinite(?:ly)?|unlimited)\b(?! access)"
)
_ANNUAL = lowered(
    r"\b(?:annual(?:ly)?|yearly|every year|each year|once a year|per year|biennial(?:ly)?|every (?:other"
    r"|second) year)\b"
)
_RENEW = words_of(r"renew\w*", r"re-?certif\w*", r"expir\w*", r"re-?validat\w*", r"re-?assess\w*")
_ANNUAL_NOUN = lowered(
    r"^\s(?:\w+\s)?(?:(?:online |free |certification |open-book |unproctored )*(?:renewals?|re-?certification"
    r"|assessments?|re-?validation|recert)|cycle)\b"
)
_RATE = lowered(r"\b(?:once|twice|times|per|\d) an? (?:year|month)$")
_OF_VALIDITY = lazy_re.compile(r"renew|recert|maint|keep|valid")
_TWO_YEARS = ("bi", "every other", "every second")
# "20 points per year" are what keeps it valid.
_CREDITS = lowered(r"\b(?:points?|credits?|hours?|cpes?|pdus?|ceus?|cpd|ce|fee|\d) $")
_YEAR_OF = lazy_re.compile(r"\s(?:of|in which|that|when)\b")
_PAID = lazy_re.compile(r"[$€£]\s?[\d,.]+\s?$|fees?\s$|\bpaid\s$")
_FEE = lowered(
    r"^\s(?:\w+\s){0,2}(?:fees?|amfs?|dues|cost|price|membership|maintenance|salary|salaries|income|revenue|report"
    r"|conference|survey|increase|growth|subscription|plan)\b"
)


def find(page: Page) -> Iterator[Candidate]:
    for context in page.of(Measure.TIME):
        if context.quantity.unit in {"months", "years"}:
            yield from _term(context)
    for place in page.places_with(
        "expir", "life", "permanent", "perpetual", "forever", "indefinite", "no renewal", "never", "unlimited", "none"
    ):
        yield from _forever(page, place)
    for place in page.places_with(
        "annual", "yearly", "every year", "each year", "a year", "per year", "biennial", "other year", "every 12"
    ):
        yield from _yearly(page, place)


def _term(context: Context) -> Iterator[Candidate]:
    quantity = context.quantity
    months = Decimal(12) if quantity.unit == "years" else Decimal(1)
    if not (quantity.least * months >= 3 and quantity.most * months <= 240):
        return
    found = None if _RATE.search(context.before + context.written) else _cue(context)
    tense = tense_of(context, quantity.part)
    if found is not None and tense is not None:
        low, high = (None if bound is None else bound * months for bound in (quantity.low, quantity.high))
        yield Candidate(
            KIND, Validity(low, high), context.span, context.place.block, found.name, qualifiers_of(context, "beta"),
            tense.past, tense.on, needs_tie=found.name == "previous sentence",
        )  # fmt: skip


def _cue(context: Context) -> Cue | None:
    found = first_cue("validity", _PLACED, context)
    # A label is evidence for what follows it at once, and not for the end of a longer text.
    if found is not None and found.where in {"label", "near"} and len(context.before.split()) > 14:
        found = None
    if sprung(KIND, context, found is not None) is not None:
        return None
    found = found or first_cue("validity", _NEAR, context)
    if found is None and _EVERY.search(context.before):
        found = first_cue("validity", (_PREVIOUS, _SECTION), context)
    if found is None and _listed_by_name(context):
        found = first_cue("validity", (_SECTION,), context)
    return found


def _listed_by_name(context: Context) -> bool:
    """Whether it stands alone behind a name, or in a column of periods: what it is then, the section says."""
    if context.place.kind is PlaceKind.CELL:
        return context.alone and _CYCLE.fullmatch(context.head) is not None
    return context.follows_named_label


def _forever(page: Page, place: Place) -> Iterator[Candidate]:
    """`never expires`, and cells and lines that only say `Lifetime` or `None`."""
    phrases = [Span(*match.span()) for match in _NEVER.finditer(page.low, place.span.start, place.span.end)]
    contexts = [Context(page, place, span) for span in phrases]
    own = [context for context in contexts if not _is_of_something_else(context)]
    own = [context for context in own if not _is_only_renewal(context, again=len(phrases) > 1)]
    for context in own:
        tense = tense_of(context, None)
        if tense is not None:
            yield Candidate(
                KIND, Validity(lifetime=True), context.span, place.block, "never expires", past=tense.past,
                past_on=tense.on, needs_tie=_SURELY.search(context.written) is None,
            )  # fmt: skip
    word = _life_alone(page, place)
    if word is None or any(word.span.overlaps(phrase.span) for phrase in own):
        return
    found = first_cue("validity", _PLACED, word)
    other = sprung(KIND, word, found is not None) in {"other certificate", "time of a service"}
    vague = word.written in {"none", "never", "unlimited"} and _RENEWED.search(word.head + word.label)
    if found is not None and not other and not vague:
        yield Candidate(KIND, Validity(lifetime=True), word.span, place.block, found.name)


def _is_of_something_else(context: Context) -> bool:
    """Whether what never expires is a voucher, a link or another thing than a credential."""
    if not context.uses("trap/something else expires"):
        return False
    said_of = (context.before, context.row)
    return any(map(_NEVER_TRAP.search, said_of)) or sprung(KIND, context) == "other certificate"


def _is_only_renewal(context: Context, again: bool) -> bool:
    """Whether it is "no renewal required" in a cell, or beside (`again`) another phrase, that says what it means."""
    return context.written.startswith("no renewal") and (context.place.kind is PlaceKind.CELL or again)


def _life_alone(page: Page, place: Place) -> Context | None:
    """The word for a lifetime that a cell, or a line behind its label, begins with."""
    label = page.scene.label_at(place.span.end - 1) if place.kind is not PlaceKind.CELL else None
    start = label.end if label is not None else place.span.start
    words = _LIFE_CELL.match(page.low[start : place.span.end].lstrip(" :*-–—"))
    if words is None:
        return None
    at = page.low.find(words["life"], start, place.span.end)
    return Context(page, place, Span(at, at + len(words["life"])))


def _yearly(page: Page, place: Place) -> Iterator[Candidate]:
    """`annual renewal`, `renew annually`, `Renewal: yearly`."""
    for match in _ANNUAL.finditer(page.low, place.span.start, place.span.end):
        context = Context(page, place, Span(*match.span()))
        if _is_part_of_quantity(context) or _is_of_payment(context):
            continue
        noun = _ANNUAL_NOUN.match(context.after)
        beside = lazy_re.split(r"[;,(]", context.after[:25])[0]
        near = _RENEW.search(context.before[-45:]) or _RENEW.search(beside)
        found = first_cue("validity", _PLACED, context)
        if noun is None and _CREDITS.search(context.before):
            continue
        if noun is None and near is None and (found is None or len(context.before.split()) > 8):
            continue
        if noun is not None and "assess" in noun[0] and not _OF_VALIDITY.search(context.own):
            continue
        term = Decimal(24) if match[0].startswith(_TWO_YEARS) else Decimal(12)
        span = Span(match.start(), match.end() + (noun.end() if noun else 0))
        tense = tense_of(context, None)
        if tense is not None:
            yield Candidate(
                KIND, Validity(term, term), span, place.block, found.name if found else "annual renewal",
                past=tense.past, past_on=tense.on,
            )  # fmt: skip


def _is_part_of_quantity(context: Context) -> bool:
    """Whether it belongs to a price or to a longer term: "$50 every year", "3 years"."""
    return any(
        quantity.span.overlaps(context.span)
        for quantity in context.page.quantities.get(context.place.index, ())
        if quantity.measure is Measure.MONEY
        or (quantity.unit in {"months", "years"} and quantity.span not in context.span)
    )


def _is_of_payment(context: Context) -> bool:
    """Whether it is when one pays, or what another thing is good for: "an annual fee", "vouchers expire every year"."""
    if context.uses("trap/something else expires") and _NEVER_TRAP.search(context.before):
        return True
    return bool(_FEE.match(context.after) or _YEAR_OF.match(context.after) or _PAID.search(context.before))
