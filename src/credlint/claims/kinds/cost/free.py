"""What is said to cost nothing, and whether it is a credential or what one studies it with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from credlint import lazy_re
from credlint.claims.context import Context
from credlint.claims.cues import lowered, words_of
from credlint.claims.page import Page
from credlint.claims.places import PlaceKind
from credlint.claims.traps.spending import SELLERS
from credlint.span import Span

# Literal parts of all the words below, to find the few places that hold one.
_STEMS = (
    "free", "no cost", "no-cost", "zero cost", "zero-cost", "extra cost", "additional cost", "charge", "gratis",
    "without pay", "nothing", "none", "zero", "cost",
)  # fmt: skip
_FREE = lowered(
    r"(?<![\w-])(?:(?:for |totally |completely |entirely |fully |100% |absolutely )?free(?: of (?:charge|cost))?"
    r"|(?:at )?(?:no|zero)[- ]cost|at no (?:extra |additional )?(?:cost|charge)|gratis|without charge"
    r"|without paying (?:anything|a (?:cent|penny|dime))|(?:costs? (?:you )?|pays? )(?:nothing|zero)"
    r"|(?:do(?:es)?|will|did|wo)(?: not|n['’]t) cost (?:you )?(?:anything|a (?:cent|penny|dime|thing)))(?![\w]"
    r"|-(?:tier|form|lance|text|standing))"
)
# Only behind a label: "Cost: none".
_NOTHING = lowered(r"\W*(none|nothing|zero|nil)\W*")
_GOOD = (
    r"(?:courses?|exams?|examinations?|certifications?|certificates?|certs?|credentials?|(?:renewal )?assessments?"
    r"|renewals?|program(?:me)?s?|nanodegrees?|specializations?|audit|badges?)"
)
# What a credential is prepared for with; free or not, it is none.
_RESOURCE = (
    r"(?:(?:exam|study|course|practice|prep\w*|training|learning) ){0,3}(?:guides?|plans?|paths?|apps?"
    r"|vouchers?|dumps?|questions?|materials?|notes"
    r"|content|resources?|tools?|labs?|videos?|e-?books?|books?|tests|quizzes|slides|webinars?|documentation|docs"
    r"|code|tiers?|features|version|preparation|playlists?|accounts?|channels?|blogs?|papers?|subscriptions?)"
    r"|practice \w+|mock \w+|sample \w+"
)
_STOP = (
    r"(?:for|to|of|in|on|with|and|or|but|from|at|by|is|are|was|were|if|as|that|which|when|the|an?|this|your|you|my|our"
    r"|their|its|practice|mock|sample|prep\w*|study|videos?|books?|ebooks?|trials?|tiers?|vouchers?|ssl|tls|domain"
    r"|youtube|udemy|github|crash)(?![\w-])"
)
_NOUN_AFTER = lowered(
    rf"[\s,]+(?:(?!{_STOP})[\w-]+[\s,]+){{0,4}}?{_GOOD}\b"
    r"(?![ -](?:exam |certification )?(?:prep\w*|guides?|vouchers?|authority|manager|dumps?|questions?|materials?"
    r"|resources?|cent(?:er|re)s?"
    r"|notes|content|labs?|days?|tips|simulators?|assessments?|coach\w*|quiz\w*))"
)
# A path of learning ends with a certificate, or is a list of readings.
_PATH_AFTER = lowered(rf"[\s,]+(?:(?!{_STOP})[\w-]+[\s,]+){{0,3}}?(?:learning )?path\b(?=[^.;]{{0,60}}\bcertificat)")
# "Free certifications", "the best free certification": none in particular.
_ANY_BEFORE = lowered(
    r"\b(?:best|top|any|another|other|more|some|popular|of the|only"
    r"|(?:wants?|wanted|seek\w*|need\w*|look\w* for|search\w* for|find) an?)\s$"
)
_ANY = lowered(r"\s(?:\w+\s){0,2}(?:courses|exams|certifications|certificates|certs|credentials|programs|programmes)\b")
_BE_BEFORE = lowered(
    r"(?:\b(?:is|are|it['’]s|they['’]re|was|were|be|remains?|stays?|become|available|offered|for|take|audit"
    r"|complete|earn|access|enrol\w*|attend|renew\w*|entirely|completely|themselves|costs?|do (?:that|it|this)"
    r"|totally|both|all|and)\s)"
    r"(?:now |also |currently |still |all |always |both |completely |totally |entirely |absolutely |100% "
    r"|essentially )?$"
)
_SUBJECT = words_of(
    r"(?:course|exam|certification|certificate|credential|program|programme|specialization|renewal|assessment"
    r"|class|training|lectures?|audit|nanodegree|level|badge|retake|cert)s?",
    r"renew(?:ing)?",
    r"it['’]s",
    r"auditing",
)
_TRAP = words_of(
    r"free[- ](?:trial|tier|version|plan|account|access to|credits?|resources?|guide|video|videos|code|vouchers?"
    r"|e-?books?|book|pdf|tools?|playground|gpu|labs?|runs?|learnings?|practice|sample|mock|questions?|"
    r"time|software|download|week|month|shipping|webinars?|newsletter|tutorials?|materials?|content|study|prep\w*"
    r"|documentation|consultation|quote|community|open|hours?|diagnostic|assessment tool|path|paths|learning"
    r"|option|options|alternative|alternatives|food|swag|exam (?:prep|guides?|vouchers?|questions?|dumps?)"
    r"|to (?:use|join|choose|ask)|from|up|and open|cluster|pre-configured|[\w-]+ (?:trial|tier|account|resources"
    r"|materials|labs?|playground|cluster|practice \w+|guide|videos?))",
    r"free with",
    r"free, (?:[\w-]+,? ){0,3}(?:learning|paths?|tutorials?|content|resources?|materials?|modules?|labs?|videos?)",
    r"feel free",
    r"licen[cs]ed?",
    r"set free",
    r"(?:error|risk|stress|hassle|tax|ad|vendor|duty|toll|bug|gluten|hands|sugar)[- ]free",
    r"(?:no|zero)[- ]cost (?:emi|instal\w+|limits?|cloud|labs?|resources?|tier|option|alternative)",
    r"for free on (?:github|youtube)",
    r"equivalent free",
)
# "How to prepare for the exam for free", "training with a free attempt at the exam": the exam is not.
_PREPARING = lowered(r"\b(?:prepar|study|train|practi[cs]|revis|learn)\w* for [^.:;,]{1,90}\s$")
_INCLUDED = lowered(r"\b(?:with|includ(?:es?|ing)|plus|comes? with|bundled with|get|gives you) (?:an?|one|two|your) $")
_ATTEMPT = lowered(r"\s(?:[\w-]+\s){0,2}?(?:exam|attempt|test|re-?take|re-?sit|try)\b(?!\s(?:prep|guide))")
_DENIED = lowered(
    r"\bwhether [^.;]*$|\b(?:no|not|without|isn['’]t|aren['’]t|any|nearly|almost|essentially)\s(?:\w+\s)?$"
)
_THING = lowered(rf"(?<![\w-])(?:(?P<resource>{_RESOURCE})|{_GOOD}|courses?|training|class(?:es)?)(?![\w-])")
_WHICH_IS = lowered(r", which (?:is|are) (?:\w+ )?$")
# Of such words the thing before them is only what something else is for.
_FOR_IT = lowered(
    r"\b(?:for|of|before|about|in|on|with|to|during|from) (?:(?:the|your|this|an?|my|our|its|each) )?(?:[\w-]+ )?$"
)
_JOINED = lowered(r"\b(?:and|plus|with) (?:(?:the|your|an?|its) )?(?:[\w-]+ ){0,3}$")
_TIER = words_of(r"tiers?", r"sku")
_SOLD_BY = words_of(*SELLERS)
_FREE_SELF = ("for ", "cost", "pay", "at ", "without", "do", "will", "wo", "did")
_GOES_ON = lowered(
    r"^\s(?:of (?:charge|cost)|and|to|for|if|but|with|on|at|in|as|when|or|so|through|via|until"
    r"|because|by|now|too|online|here|during|after|while|since|under|thanks|within)\b.*"
)
_PURPOSE = lowered(r"\s(?:to (?!(?:take|enrol|audit|earn|attend|access|complete|you\b))|from |of (?!charge|cost))")
_OPENING = lowered(r"[^\w]*(?:(?:it['’]s|it is|they['’]re|this is|all|and)\s)?[^\w]*")
_CLOSING = lowered(r"[*_!\s]*(?:[).,;(|]|[–—-]\s|$)")
_IN_BRACKETS = lowered(
    r"\b(?:courses?|modules?|certificate|certification|exam|specialization|program(?:me)?|classes|level)\s\($"
)
_GOOD_LABEL = lowered(
    rf"\W*(?:the |our |optional |final |online |official |verified )*(?:{_GOOD}|classes|training|learning|lessons)\W*"
)
# Written behind what is free, and not in front of it.
_BEHIND = ("for free", "free of", "at no", "without")
# What one learns with, which is free of charge also where the exam is not.
_LEARNING = (
    r"(?:learning|training|stud(?:y|ying)|audit(?:ing)?|content|materials?|paths?|modules?|classes|lessons?|lectures?"
    r"|courses?|tutorials?|curriculum|preparation|badges?)"
)
_LEARNING_LABEL = lowered(rf".*\b{_LEARNING}(?: path| content)?\W*")
_LEARNING_NOUN = lowered(rf".*\b{_LEARNING}")
_LEARNING_BEFORE = lowered(rf"\b{_LEARNING}\b")
_EXAMINED = lowered(r"\b(?:exam|test|certif|credential|it\b|badge|retake|renew)")
_EXAM_NAMED = lowered(r"\b(?:exam|test|certif|credential|badge|retake|renew)")
# For whom it is free: not for a reader without the voucher.
_OFFER = words_of(r"vouchers?", r"coupons?", r"upon completi\w+", r"promo\w*", r"giveaways?", r"challenges?")
_TO_LEARN = lowered(
    r"\W{1,2}(?:to|for) (?:learn\w*|study\w*|audit\w*|watch\w*|read\w*|access\b|enrol\w*|follow|start|join|browse)"
    r"|[^.;]{0,6}\((?:the )?(?:certification |optional )?exam (?:is|costs?|fee)"
)
_LEARNING_IS = lowered(
    rf"\b{_LEARNING}(?: (?:for|of|to|by|from) [^.:;,]{{1,60}})?"
    r" (?:is|are|(?:it|them)sel(?:f|ves) (?:is|are)|remains?)\W(?:\w+\W)?$"
    r"|\b(?:audit|watch|read|learn|study)(?:ing|ed|s)?\b[^.:;,]*$"
)
# "Go through the official course. It's free."
_IT_IS = lowered(r"\W*(?:it|this|that)(?:['’]s| is) (?:\w+ )?")
_LEARNING_LAST = lowered(rf"\b{_LEARNING}\W*$")


def is_of_exam(context: Context, noun: str) -> bool:
    """Whether the exam or certificate itself is free, by a word beside it: all else is what one learns with.

    `noun`: what is called free, where that stands behind the word.
    """
    beside = f"{context.head} {context.label} {context.lead} {noun} {context.trail}"
    named = _EXAM_NAMED.search(beside) is not None and _OFFER.search(context.sentence) is None
    return named and not _is_of_learning(context, noun)


def _is_of_learning(context: Context, noun: str) -> bool:
    """Whether it is said of what one learns with, not of the exam: "free to audit", "Learning: free"."""
    behind = context.written.startswith(_BEHIND) and not _EXAMINED.search(context.lead)
    return bool(
        (context.follows_label and _LEARNING_LABEL.fullmatch(context.label))
        or _LEARNING_NOUN.fullmatch(noun.strip())
        or _TO_LEARN.match(context.after)
        or _LEARNING_IS.search(context.before)
        or (behind and _LEARNING_BEFORE.search(context.lead))
        or (_IT_IS.fullmatch(context.before) and _LEARNING_LAST.search(context.previous))
    )


def occurrences(page: Page) -> Iterator[Context]:
    """Every occurrence of such words; whether anything that one pays for is meant is not asked yet."""
    for place in page.places_with(*_STEMS):
        found = [Span(*match.span()) for match in _FREE.finditer(page.low, place.span.start, place.span.end)]
        for span in found or _behind_label(page, place.span):
            yield Context(page, place, span)


def _behind_label(page: Page, span: Span) -> list[Span]:
    """ "None" or "nothing", where a place says nothing else behind its label."""
    label = page.scene.label_at(span.end - 1)
    match = _NOTHING.fullmatch(page.low, label.end, span.end) if label is not None else None
    return [Span(*match.span(1))] if match is not None else []


def noun_after(context: Context) -> re.Match[str] | None:
    """What is free, where it stands behind the word: " online course"."""
    if context.written not in {"free", "no-cost", "zero-cost", "completely free", "totally free"}:
        return None
    return _NOUN_AFTER.match(context.after) or _PATH_AFTER.match(context.after)


def is_of_any(context: Context) -> bool:
    """Whether it is said of credentials in general: "free certifications"."""
    return _ANY.match(context.after) is not None or _ANY_BEFORE.search(context.before) is not None


def is_no_price(context: Context) -> bool:
    """Whether it is denied, or said of a trial, of a person's time or of what one only learns with."""
    if _DENIED.search(context.before):
        return True
    start = max(context.place.span.start, context.span.start - 40)
    around = context.page.low[start : min(context.place.span.end, context.span.end + 40)]
    at = context.span.start - start
    if not context.uses("trap/free"):
        return False
    if context.place.kind is PlaceKind.CELL and context.place.column == 0 and context.alone:
        return True  # the name of a tier
    if context.written.startswith(_BEHIND) and _PREPARING.search(context.before):
        return True
    if _INCLUDED.search(context.before) and _ATTEMPT.match(context.after):
        return True
    if any(trap.start() <= at < trap.end() for trap in _TRAP.finditer(around)) and not _PATH_AFTER.match(context.after):
        return True
    return _is_of_resource(context) or bool(_SOLD_BY.search(context.label) or _TIER.search(context.label))


def _is_of_resource(context: Context) -> bool:
    """Whether the thing that the clause speaks of is a video or a book, and no credential is named beside it."""
    text = context.lead
    things = list(_THING.finditer(text))
    if not _WHICH_IS.search(text):
        things = [thing for thing in things if not _FOR_IT.search(text[: thing.start()])] or things
    if not things or not things[-1]["resource"]:
        return False
    if len(things) == 1 or things[-2]["resource"]:
        return True
    return _JOINED.search(text[things[-2].end() : things[-1].start()]) is None


def is_labelled(context: Context) -> bool:
    """Whether the label in front of it is a thing that one pays for: "Certificate: free"."""
    return context.follows_label and _GOOD_LABEL.fullmatch(context.label) is not None


def stands_alone(context: Context) -> bool:
    """Whether it is a statement of its own: "**Free** - no card needed", "It's free.", "Baker (free)"."""
    closed = _CLOSING.match(context.page.low, context.span.end, context.place.span.end) is not None
    if not closed:
        return False
    return _OPENING.fullmatch(context.before) is not None or context.follows_mention


def is_predicate(context: Context) -> bool:
    """Whether a thing that one pays for is what the sentence calls free."""
    if _IN_BRACKETS.search(context.before) and lazy_re.match(r"\s?[),;]", context.after):
        return True
    said = _BE_BEFORE.search(context.before) or context.written.startswith(_FREE_SELF) or " of c" in context.written
    said_before = context.written.startswith(("cost", "do", "will", "wo"))
    return (
        bool(said)
        and _SUBJECT.search(context.before if said_before else context.sentence) is not None
        and not _PURPOSE.match(context.after)
        and not lazy_re.match(r"\s\w+s?\b", _GOES_ON.sub("", context.after))
    )
