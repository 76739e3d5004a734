"""Where a credential stands in its life: retired, retiring, beta, launched, new, renamed, active."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from credlint import lazy_re
from credlint.claims.candidate import Candidate
from credlint.claims.context import REACH, Context
from credlint.claims.cues import lowered, words_of
from credlint.claims.page import Page
from credlint.claims.places import Place, PlaceKind
from credlint.claims.signs import NOUN, SIGNS, STEMS, Sign
from credlint.claims.status_dates import date_of, entered_on, is_later, month_of, retired_or_retiring, written_on
from credlint.claims.status_entries import cell, labelled_line
from credlint.claims.traps.goods import BOOK, MATERIAL
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
_NOT_A_CREDENTIAL = words_of(
    r"features?", r"services?",
    r"(?:the )?(?:api|sdk|library|framework|product|tool|model|platform|software|app|topic|domain|question"
    r"|objective|version \d)s?", r"updates?", r"guide", r"jobs?", r"positions?", r"papers?", r"blog", r"books?",
    r"videos?", r"podcast", r"reports?", r"stud(?:y|ies)", r"salar\w+",
    r"learning paths?", r"material", r"practice \w+", r"badge design", r"results?", r"scores?", r"roles?", r"skills?",
    r"instance",
)  # fmt: skip
_CREDENTIAL_NOUN = lowered(rf"\b{NOUN}\b")
_PRONOUN = lowered(r"\b(?:it|this|which|that)\b")
# "This certification is rather young, having only been launched in 2022".
_OPENING = lowered(rf"\W*(?:(?:this|the|its|their) (?:[\w-]+ ){{0,3}}{NOUN}|it)\b(?! (?:guide|topics?|objectives?))")
_THIS = lowered(r"\W*this (?:[\w-]+ ){0,2}(?:certification|certificate|exam|credential)\b")
_RECENTLY = lowered(r"\b(?:just|recently|newly)\b")
_PERFECT = lowered(r"\b(?:has|have)\b")
_THE_NOUN = lowered(rf"\s(?:an?\s|its\s|the\s)?(?:\w+\s){{0,2}}{NOUN}\b")
_A_NEW = lowered(
    rf"\s(?:a|an|its|the|their|two|three|\d+)?\s?(?:\w+\s){{0,2}}(?:new|brand-new)\s(?:[\w-]+\s){{0,4}}{NOUN}\b"
)
_PART_OF_ONE = lowered(r"\b(?:features?|courses recently|levels?)\b")
_AHEAD = lowered(r"announc|will\b")
_ADDED = lowered(r"\b(?:add|publish)")
_LAUNCH_WORD = lowered(r"\b(?:launch|releas|introduc)")
_OTHER_THING = lowered(
    rf"\s(?!(?:but|and|so|or|as|compared|to the (?:lineup|portfolio)|this|in)\b|(?:(?!for\b|of\b|in\b"
    rf"|to\b|on\b|at\b|the\b|an?\b|with\b|beside)[\w-]+\s){{0,3}}{NOUN}\b)\w"
)
_ENDS_IN_NOUN = lowered(rf"{NOUN}$")
_NEW_VERSION = lowered(
    r"\s(?:version|edition|format|questions?|look|exam (?:version|guide|format|content|topics?|objectives?))"
)
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
_SUCCESSOR = lowered(
    r"(?:replaced|superseded|succeeded) (?:by|with)|(?:replacement|successor)(?: exam)? (?:is|was|will be)"
    r"|in favou?r of|renamed (?:to|as)|rebranded (?:to|as)|now (?:called|known as|named)"
)


Dated = tuple[Span, PartialDate]


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
                yield from _sentence(page, place.index, sentence, signs, written)


def _is_column_head(page: Page, place: Place) -> bool:
    """Whether a cell of the head only says what its column is about: "Retired", "Launch date"."""
    named = any(mention.form == "credential" for mention in page.mentions(place))
    return page.uses("trap/column head") and not named


def _sentence(
    page: Page, index: int, sentence: Span, signs: Sequence[Sign], written: PartialDate | None
) -> Iterator[Candidate]:
    taken: list[tuple[Span, str]] = []
    text = sentence.of(page.low)
    for sign in signs:
        if not page.uses(f"status/{sign.name}") or not any(stem in text for stem in sign.stems):
            continue
        for match in sign.pattern.finditer(page.low, sentence.start, min(sentence.end, sentence.start + 4000)):
            span = Span(*match.span())
            kin = {"retired", "retiring"} if sign.status in {"retired", "retiring"} else {sign.status}
            if any(span.overlaps(other) for other, _ in taken):
                continue
            if sign.name in {"launched", "new"} and any(
                status in {"retired", "retiring"} and (abs(other.start - span.end) < 40 or "announc" in match[0])
                for other, status in taken
            ):
                continue  # "it was announced to be retired"
            earlier = [
                other for other, status in taken if status in kin or (sign.status == "new" and status == "launched")
            ]
            if any(_same_breath(page, other, span) for other in earlier):
                continue
            found = _read(page, index, sentence, sign, span, written)
            if found is not None:
                taken.append((span, sign.status))
                yield found


def _same_breath(page: Page, one: Span, two: Span) -> bool:
    """Whether no other credential stands between two signs, so that both say one thing."""
    place = page.scene.place_at(one.start)
    low, high = min(one.end, two.end), max(one.start, two.start)
    return place is None or not any(
        low <= mention.span.start < high for mention in page.mentions(place) if mention.form == "credential"
    )


def _read(
    page: Page, index: int, sentence: Span, sign: Sign, span: Span, written: PartialDate | None
) -> Candidate | None:
    place = page.scene.places[index]
    context = Context(page, place, span)
    if _is_trapped(page, context, sentence, sign):
        return None
    dated = date_of(page, sentence, span, sign) or month_of(page, sentence, span, sign, written)
    # "Launched in 2024" and hardly more: what was launched is named around the place.
    bare = dated is not None and len(context.own.split()) <= 8 and not lazy_re.search(r"[^\W\d_]", context.before)
    has_noun = _CREDENTIAL_NOUN.search((sentence if sign.name == "last day" else span).of(page.low)) is not None
    if not has_noun and not bare and not _is_said_of_a_credential(page, context, sentence):
        return None
    status = _status(page, context, sentence, sign, dated, written, bare)
    if status is None or (sign.dated and dated is None):
        return None
    quote = Span(min(span.start, dated[0].start), max(span.end, dated[0].end)) if dated is not None else span
    many = sign.name in {"retired", "retiring"} and _is_said_of_many(context)
    return Candidate(
        KIND,
        Status(status, str(dated[1]) if dated is not None else None, _successor(page, sentence, sign)),
        quote if quote.end - quote.start <= 90 else span,
        place.block,
        sign.name,
        needs_tie=not many and _THIS.match(page.low, sentence.start, span.start) is None,
    )


def _is_trapped(page: Page, context: Context, sentence: Span, sign: Sign) -> bool:
    """Whether it is only supposed, or said of a person or a thing that is no credential."""
    span = context.span
    before = page.low[max(sentence.start, span.start - 40) : span.start]
    if page.uses("trap/supposed") and _TRAP.search(before) and sign.name != "last day":
        return True
    issues = sign.name == "launched" and _THE_NOUN.match(page.low, span.end, sentence.end)  # "the company released it"
    if page.uses("trap/somebody else") and _SOMEBODY_ELSE.search(before) and not issues:
        return True
    return page.uses("trap/goods") and _is_of_goods(page, context)


def _status(
    page: Page, context: Context, sentence: Span, sign: Sign, dated: Dated | None, written: PartialDate | None,
    bare: bool,
) -> str | None:  # fmt: skip
    """The status that a sign gives a credential, or None where it is one of its codes, parts or products."""
    span = context.span
    if sign.status in {"retired", "retiring", "active"} and _is_of_an_old_code(page, context, sentence):
        return None
    if sign.name in {"launched", "new"}:
        news = _launched if sign.name == "launched" else _new
        if not bare and not _is_news_of_one(page, context, sentence):
            return None
        return news(page, sentence, span, dated, written)
    if sign.name == "renamed" and not _is_renamed(page, context, sentence):
        return None
    if sign.status in {"retired", "retiring"} and dated is not None:
        return retired_or_retiring(dated[1], written, sign.status)
    return sign.status


def _is_said_of_many(context: Context) -> bool:
    """Whether several credentials are what is spoken of, by their noun or by a pronoun behind it."""
    they = _THEY.search(context.before) is not None and _MANY.search(context.previous + context.before) is not None
    return they or _PLURAL.search(context.before[-40:]) is not None


def _is_of_goods(page: Page, context: Context) -> bool:
    """Whether what one practises with is retired: by the label of its line, or the noun right behind the word."""
    if _GOODS.search(context.label):
        return True
    span = context.span
    named = any(0 <= mention.span.start - span.end <= 12 for mention in context.mentions)
    things = context.written in {"retired", "discontinued"} and _OF_THINGS.search(context.before)
    return bool(things) and not named and _THING.match(context.after) is not None


def _is_news_of_one(page: Page, context: Context, sentence: Span) -> bool:
    """Whether it is a credential that is new: a product, feature or guide is none, whatever exam is named beside it."""
    span = context.span
    close = page.low[span.end : min(sentence.end, span.end + 32)]
    subject = page.low[max(sentence.start, span.start - 32) : span.start]
    if _CREDENTIAL_NOUN.search(close):
        return True
    if page.uses("trap/other news") and any(_NOT_A_CREDENTIAL.search(text) for text in (close, subject)):
        return False
    named = any(
        mention.form != "provider" and mention.span.end > span.start - 90 and mention.span.start < span.end + 60
        for mention in context.mentions
    )
    opening = page.low[sentence.start : min(span.start, sentence.start + REACH)]
    return (
        named or any(one.search(subject) for one in (_CREDENTIAL_NOUN, _PRONOUN)) or _OPENING.match(opening) is not None
    )


def _launched(page: Page, sentence: Span, span: Span, dated: Dated | None, written: PartialDate | None) -> str | None:
    """Launched on a date, announced for one; without a date only "has just launched a new exam" says anything: new."""
    words = span.of(page.low)
    close = page.low[span.end : min(sentence.end, span.end + 32)] + " "
    if dated is None:
        recent = _RECENTLY.search(words) or (_PERFECT.search(words) and _THE_NOUN.match(close)) or _A_NEW.match(close)
        return "new" if recent and not _PART_OF_ONE.search(close) else None
    if _AHEAD.match(words) and (written is None or is_later(dated, written)):
        return "announced"
    return None if _ADDED.search(words) else "launched"


def _new(page: Page, sentence: Span, span: Span, dated: Dated | None, written: PartialDate | None) -> str | None:
    """New, unless what follows is something else that is new; launched where a date says when."""
    words, behind = span.of(page.low), page.low[span.end : span.end + 60]
    if (_OTHER_THING.match(behind) and not _ENDS_IN_NOUN.search(words)) or _NEW_VERSION.match(behind[:24]):
        return None
    around = page.low[max(sentence.start, span.start - 48) : min(sentence.end, span.end + 48)]
    return "launched" if dated is not None and _LAUNCH_WORD.search(around) else "new"


def _is_said_of_a_credential(page: Page, context: Context, sentence: Span) -> bool:
    """Whether a credential, a noun for one or a pronoun is what the sign speaks of."""
    span = context.span
    clause = lazy_re.split(r"[;:]\s|,\s(?:and|but|so|while)\s|\s[–—-]\s", page.low[sentence.start : span.start])[-1]
    subject = clause[-90:]
    close = page.low[span.end : min(sentence.end, span.end + 40)]
    if any(
        mention.form != "provider"
        and span.start - 90 < mention.span.end
        and mention.span.start < span.end + 12
        and mention.span.start >= sentence.start
        for mention in context.mentions
    ):
        return True
    if lazy_re.match(
        rf"\s(?:(?!for\b|of\b|in\b|to\b|after\b|on\b|with\b|at\b|from\b|before\b|about\b|your\b|my\b"
        rf"|and\b)[\w'’-]+\s){{0,4}}{NOUN}\b",
        close,
        re.I,
    ):
        return True
    if lazy_re.search(
        rf"\b(?:{NOUN}|it|they|this|that|which|these|those|both|all)\b(?!\s(?:prep|guide|topics?"
        rf"|objectives))",
        subject,
        re.I,
    ):
        return not (_NOT_A_CREDENTIAL.search(subject[-36:]) and not lazy_re.search(rf"\b{NOUN}\b", subject[-36:], re.I))
    return context.above_is_named and len(context.own.split()) <= 12 and not lazy_re.search(r"[^\W\d_]", subject)


def _is_of_an_old_code(page: Page, context: Context, sentence: Span) -> bool:
    """Whether an exam code that another has followed is what the sign speaks of: the credential itself lives on."""
    here = [m for m in context.mentions if m.form == "credential" and sentence.start <= m.span.start]
    after = [mention for mention in here if 0 <= mention.span.start - context.span.end <= 3]
    before = [mention for mention in here if 0 <= context.span.start - mention.span.end <= 30]
    for mention in after or before[-1:]:
        written = mention.span.of(page.text).replace("‑", "-")
        for subject in mention.subjects:
            credential = page.scene.names.catalog.credentials.get(subject)
            codes = [one.code for one in credential.codes] if credential is not None else []
            if len(codes) > 1 and any(code in written for code in codes[:-1]) and codes[-1] not in written:
                return True
    return False


def _is_renamed(page: Page, context: Context, sentence: Span) -> bool:
    """Whether the credential itself has the new name: its name, a noun for it or a pronoun stands right before."""
    span = context.span
    if lazy_re.search(r"\b(?:has|have|had)\s$", page.low[sentence.start : span.start]) and "been" not in span.of(
        page.low
    ):
        return False
    if any(
        mention.form != "provider" and sentence.start <= mention.span.start and 0 <= span.start - mention.span.end <= 14
        for mention in context.mentions
    ):
        return (
            "(" in page.low[span.start - 3 : span.start]
            or lazy_re.search(
                r"\b(?:was|is|been|were|formerly|previously|now|renamed|rebranded|used)\b", span.of(page.low), re.I
            )
            is not None
        )
    return (
        lazy_re.search(
            rf"\b(?:{NOUN}|it|they|this|which|that)\b(?:\s(?:was|is|has been|has))?[\s,(]*$",
            page.low[max(sentence.start, span.start - 30) : span.start],
            re.I,
        )
        is not None
    )


def _successor(page: Page, sentence: Span, sign: Sign) -> str | None:
    if sign.status not in {"retired", "retiring", "renamed"}:
        return None
    match = _SUCCESSOR.search(page.low, sentence.start, sentence.end)
    if match is None:
        return None
    place = page.scene.place_at(sentence.start)
    for mention in page.mentions(place) if place is not None else ():
        if match.end() <= mention.span.start <= match.end() + 12:
            return mention.span.of(page.text)
    return None
