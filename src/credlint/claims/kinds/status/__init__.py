"""Where a credential stands in its life: retired, retiring, beta, launched, new, renamed, active."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from credlint import lazy_re
from credlint.claims.claim import Candidate
from credlint.claims.context import Context
from credlint.claims.cues import lowered, words_of
from credlint.claims.kinds.status.dates import Dated, date_of, entered_on, month_of, retired_or_retiring
from credlint.claims.kinds.status.entries import cell, labelled_line
from credlint.claims.kinds.status.news import (
    CREDENTIAL_NOUN,
    NOT_A_CREDENTIAL,
    THE_NOUN,
    is_of_credential,
    status_of_news,
)
from credlint.claims.kinds.status.signs import NOUN, SIGNS, STEMS, Sign
from credlint.claims.page import Page
from credlint.claims.places import Place, PlaceKind
from credlint.claims.traps.spending import BOOK, MATERIAL
from credlint.claims.written_dates import written_on
from credlint.dates import PartialDate
from credlint.span import Span
from credlint.values import Kind, Status

KIND = Kind.STATUS
SWITCHES = ("head", "label")
TRAPS = ("supposed", "goods", "other news", "column head", "somebody else", "own record")

_TRAP = lowered(
    r"\b(?:when|if|whenever|whether|may(?! \d)|might|could|can|often|sometimes|eventually|until|once"
    r"|before)\s(?:\w+\s){0,3}$|\b(?:no|not|isn['’]t|aren['’]t|never|hasn['’]t|no plans(?: to)?)\s"
    r"(?:\w+\s){0,2}[\"“‘']?$"
)
_WAS = lowered(r"(?:was|were|(?:has|have) been) ")
_WAS_THEN = lowered(r"\b(?:was|were|had been)(?: still)? $")
_BEFORE_IT = lowered(r"\b(?:before|until|when|once) (?:it|they|the exam) $")
_THIS = lowered(r"\W*this (?:[\w-]+ ){0,2}(?:certification|certificate|exam|credential)\b")
# What stands right before a sign and is no credential, whatever is named farther off.
_SOMEBODY_ELSE = lowered(
    r"\b(?:company|consortium|organi[sz]ation|association|institute|foundation|body|vendor|deprecation|decision|rule"
    r"|requirement|policy|plan|service|feature|tool)s?\W+(?:that |which |who )?$"
    r"|\b(?:vouchers?|discounts?|coupons?|registration|offers?|price)\W(?:[\w-]+ ){0,5}$"
    r"|\b\w+[^\Wsu]s (?:of|in|on) (?:the|this|that) (?:\w+ )?(?:exam|test|course|certification)\W+"
    r"(?:(?:will|be|was|were|is|are) )*$"
    r"|\b(?:java|python|windows|server|office|version|kubernetes|release|android|php) v?\d+(?:\.\d+)*\W+$"
)
# "Access to retired machines", "the retired boxes": things that are retired too.
_OF_THINGS = lowered(r"\b(?:the|an?|of|to|on|with|some|all|these|those|for|other|old|and|or|do|solve|try|hack)\s$")
_THING = lowered(
    rf"\s(?!(?:[\w-]+\s){{0,3}}{NOUN}\b|in\b|on\b|by\b|as\b|and\b|or\b|but\b|since\b|from\b|after\b)[^\W\d]"
)
_GOODS = words_of(*MATERIAL, *BOOK)
_PLURAL = lowered(
    r"\b(?:certifications|exams|certificates|credentials)\s(?:(?:were|are|have|been|now|all|will|be)\s)*$"
)
_MANY = words_of(r"certifications", r"exams", r"certificates", r"credentials")
_THEY = lowered(r"\b(?:they|these|those|both|all(?: of them)?) (?:(?:were|are|have|been|now|all|will|be) )*$")
_ENDS = frozenset({"retired", "retiring"})
_REPLACED = _ENDS | {"renamed"}
_CLAUSE_END = lazy_re.compile(r"[;:]\s|,\s(?:and|but|so|while)\s|\s[–—-]\s")
_NOUN_BEHIND = lazy_re.compile(
    r"\s(?:(?!for\b|of\b|in\b|to\b|after\b|on\b|with\b|at\b|from\b|before\b|about\b|your\b|my\b|and\b)"
    rf"[\w'’-]+\s){{0,4}}{NOUN}\b"
)
_NOUN_OR_PRONOUN = lazy_re.compile(
    rf"\b(?:{NOUN}|it|they|this|that|which|these|those|both|all)\b(?!\s(?:prep|guide|topics?|objectives))"
)
_HAS = lazy_re.compile(r"\b(?:has|have|had)\s$")
_PASSIVE = lazy_re.compile(r"\b(?:was|is|been|were|formerly|previously|now|renamed|rebranded|used)\b")
_RENAMED_NOUN = lazy_re.compile(rf"\b(?:{NOUN}|it|they|this|which|that)\b(?:\s(?:was|is|has been|has))?[\s,(]*$")
_SUCCESSOR = lowered(
    r"(?:replaced|superseded|succeeded) (?:by|with)|(?:replacement|successor)(?: exam)? (?:is|was|will be)"
    r"|in favou?r of|renamed (?:to|as)|rebranded (?:to|as)|now (?:called|known as|named)"
)
_TAKES_ITS_PLACE = lowered(
    r"\W{1,2}(?:now |has |have |will )*(?:takes?|took|taken) (?:its|their|the) place\b"
    r"|\W{1,2}(?:replaces?|replaced|succeeds?) (?:it|them)\b"
)
# "The vendor retired it in May": a status in the active voice.
_IT_BEHIND = lowered(r"\s(?:it|them)\b(?=\W*(?:on|in|by|as of|at|last|this|from|for|and|$)\b|\W*$)")


def find(page: Page) -> Iterator[Candidate]:
    published = written_on(page.scene.document)
    for place in page.places:
        if place.kind is PlaceKind.CELL and place.row and (found := cell(page, place, published)):
            yield found
    # What stands nowhere in the article need not be looked for in each of its sentences.
    stems = [stem for stem in STEMS if stem in page.low]
    signs = [sign for sign in SIGNS if any(stem in page.low for stem in sign.stems)]
    for place in page.places_with(*stems):
        written = entered_on(page, place) or published
        if place.kind is PlaceKind.CELL and (cell(page, place, written) if place.row else _is_column_head(page, place)):
            continue
        label = page.scene.label_at(place.span.end - 1)
        if label is not None and (found := labelled_line(page, place, label, written)):
            yield found
            continue
        for sentence in page.sentences(place):
            text = sentence.of(page.low)
            if any(stem in text for stem in stems):
                yield from _sentence(page, place, sentence, signs, written)


def _is_column_head(page: Page, place: Place) -> bool:
    """Whether a cell of the head only says what its column is about: "Retired", "Launch date"."""
    named = any(mention.form == "credential" for mention in page.mentions(place))
    return page.uses("trap/column head") and not named


def _sentence(
    page: Page, place: Place, sentence: Span, signs: Sequence[Sign], written: PartialDate | None
) -> Iterator[Candidate]:
    found: list[tuple[Span, str]] = []
    text = sentence.of(page.low)
    for sign in signs:
        if not any(stem in text for stem in sign.stems) or not page.uses(f"status/{sign.name}"):
            continue
        for match in sign.pattern.finditer(page.low, sentence.start, min(sentence.end, sentence.start + 4000)):
            context = Context(page, place, Span(*match.span()))
            if any(_is_same_statement(context, sign, span, status) for span, status in found):
                continue
            candidate = _read(context, sign, written)
            if candidate is not None:
                found.append((context.span, sign.status))
                yield candidate


def _is_same_statement(context: Context, sign: Sign, other: Span, status: str) -> bool:
    """Whether a sign found before in the sentence has said it: "announced to be retired", "new, launched in May"."""
    if context.span.overlaps(other):
        return True
    retired = status in _ENDS
    if retired and sign.name in {"launched", "new"}:
        return abs(other.start - context.span.end) < 40 or "announc" in context.written
    alike = (retired and sign.status in _ENDS) or status == sign.status
    return (alike or (sign.status, status) == ("new", "launched")) and _no_name_between(context, other)


def _no_name_between(context: Context, other: Span) -> bool:
    """Whether no other credential stands between two signs, so that both say one thing."""
    low, high = min(context.span.end, other.end), max(context.span.start, other.start)
    return not any(low <= m.span.start < high for m in context.mentions if m.form == "credential")


def _read(context: Context, sign: Sign, written: PartialDate | None) -> Candidate | None:
    if _is_trapped(context, sign):
        return None
    span = context.span
    dated = date_of(context, sign) or month_of(context, sign, written)
    # "Launched in 2024" and hardly more: what was launched is named around the place.
    bare = dated is not None and len(context.own.split()) <= 8 and not lazy_re.search(r"[^\W\d_]", context.before)
    noun = CREDENTIAL_NOUN.search(context.sentence if sign.name == "last day" else context.written)
    if noun is None and not bare and not _is_said_of_a_credential(context):
        return None
    status = _status(context, sign, dated, written, bare)
    if status is None or (sign.dated and dated is None):
        return None
    quote = Span(min(span.start, dated[0].start), max(span.end, dated[0].end)) if dated is not None else span
    many = sign.name in _ENDS and _is_said_of_many(context)
    return Candidate(
        KIND,
        Status(status, str(dated[1]) if dated is not None else None, _successor(context, sign)),
        quote if quote.end - quote.start <= 90 else span,
        context.place.block,
        sign.name,
        past=status == "beta" and _WAS_THEN.search(context.before) is not None,
        needs_tie=not many and _THIS.match(context.page.low, context.sentence_span.start, span.start) is None,
    )


def _is_trapped(context: Context, sign: Sign) -> bool:
    """Whether it is only supposed, or said of a person or a thing that is no credential."""
    before = context.before[-40:]
    # "Before it was retired" tells that it was.
    told = _WAS.match(context.written) and _BEFORE_IT.search(before)
    if context.uses("trap/supposed") and _TRAP.search(before) and sign.name != "last day" and not told:
        return True
    issues = sign.name == "launched" and THE_NOUN.match(context.after)  # "the company released it"
    if context.uses("trap/somebody else") and _SOMEBODY_ELSE.search(before) and not issues:
        return True
    return context.uses("trap/goods") and _is_of_goods(context)


def _status(context: Context, sign: Sign, dated: Dated | None, written: PartialDate | None, bare: bool) -> str | None:
    """The status that a sign gives a credential, or None where it is one of its codes, parts or products."""
    if sign.status in {*_ENDS, "active"} and _is_of_an_old_code(context):
        return None
    if sign.name in {"launched", "new"}:
        return status_of_news(context, sign.name, dated, written) if bare or is_of_credential(context) else None
    if sign.name == "renamed" and not _is_renamed(context):
        return None
    if sign.status in _ENDS and dated is not None:
        ahead = sign.status == "retiring" and context.written.startswith("will")
        return sign.status if ahead else retired_or_retiring(dated[1], written, sign.status)
    return sign.status


def _is_said_of_many(context: Context) -> bool:
    """Whether several credentials are what is spoken of, by their noun or by a pronoun behind it."""
    they = _THEY.search(context.before) is not None and _MANY.search(context.previous + context.before) is not None
    return they or _PLURAL.search(context.before[-40:]) is not None


def _is_of_goods(context: Context) -> bool:
    """Whether what one practises with is retired: by the label of its line, or the noun right behind the word."""
    if _GOODS.search(context.label):
        return True
    span = context.span
    named = any(0 <= mention.span.start - span.end <= 12 for mention in context.mentions)
    things = context.written in {"retired", "discontinued"} and _OF_THINGS.search(context.before)
    return bool(things) and not named and _THING.match(context.after) is not None


def _is_said_of_a_credential(context: Context) -> bool:
    """Whether a credential, a noun for one or a pronoun is what the sign speaks of."""
    span, begin = context.span, context.sentence_span.start
    named = (m.span for m in context.mentions if m.form != "provider")
    if any(begin <= name.start < span.end + 12 and name.end > span.start - 90 for name in named):
        return True
    if _NOUN_BEHIND.match(context.after[:40]) or _IT_BEHIND.match(context.after):
        return True
    subject = _CLAUSE_END.split(context.before)[-1][-90:]
    if _NOUN_OR_PRONOUN.search(subject):
        return not (NOT_A_CREDENTIAL.search(subject[-36:]) and not CREDENTIAL_NOUN.search(subject[-36:]))
    return context.above_is_named and len(context.own.split()) <= 12 and not lazy_re.search(r"[^\W\d_]", subject)


def _is_of_an_old_code(context: Context) -> bool:
    """Whether an exam code that another has followed is what the sign speaks of: the credential itself lives on."""
    page, span = context.page, context.span
    here = [m for m in context.mentions if m.form == "credential" and context.sentence_span.start <= m.span.start]
    after = [mention for mention in here if 0 <= mention.span.start - span.end <= 3]
    before = [mention for mention in here if 0 <= span.start - mention.span.end <= 30]
    for mention in after or before[-1:]:
        written = mention.span.of(page.text).replace("‑", "-")
        for subject in mention.subjects:
            credential = page.scene.names.catalog.credentials.get(subject)
            codes = [one.code for one in credential.codes] if credential is not None else []
            if len(codes) > 1 and any(code in written for code in codes[:-1]) and codes[-1] not in written:
                return True
    return False


def _is_renamed(context: Context) -> bool:
    """Whether the credential itself has the new name: its name, a noun for it or a pronoun stands right before."""
    if _HAS.search(context.before) and "been" not in context.written:
        return False
    span, begin = context.span, context.sentence_span.start
    right_before = (m for m in context.mentions if m.form != "provider" and 0 <= span.start - m.span.end <= 14)
    if any(begin <= mention.span.start for mention in right_before):
        return "(" in context.page.low[span.start - 3 : span.start] or _PASSIVE.search(context.written) is not None
    return _RENAMED_NOUN.search(context.before[-30:]) is not None


def _successor(context: Context, sign: Sign) -> str | None:
    sentence = context.sentence_span
    match = _SUCCESSOR.search(context.page.low, sentence.start, sentence.end) if sign.status in _REPLACED else None
    if match is None:
        return _next_in_place(context) if sign.status in _REPLACED else None
    behind = (m for m in context.mentions if match.end() <= m.span.start <= match.end() + 12)
    return next((mention.span.of(context.page.text) for mention in behind), None)


def _next_in_place(context: Context) -> str | None:
    """The one that "takes its place"."""
    for mention in context.mentions:
        if context.span.end <= mention.span.start and _TAKES_ITS_PLACE.match(context.page.low, mention.span.end):
            return mention.span.of(context.page.text)
    return None
