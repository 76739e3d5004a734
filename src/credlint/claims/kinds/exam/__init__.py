"""What an exam is like: questions, minutes, passing score."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from credlint import lazy_re
from credlint.claims.claim import Candidate
from credlint.claims.context import Context
from credlint.claims.cues import Cue, Spot, cue, first_cue, lowered, words_of
from credlint.claims.kinds.exam.score import PLACED, SCORE_HEADING, SHARE_STEMS, WORDED, passing_score
from credlint.claims.kinds.exam.time import EXAM_WORD, MINUTES, NOT_THE_EXAM, days_of, is_stated_of_exam, minutes_of
from credlint.claims.page import Page
from credlint.claims.quantities.quantity import Measure, Quantity
from credlint.claims.tense import qualifiers_of, tense_of
from credlint.claims.traps import sprung
from credlint.span import Span
from credlint.values import Exam, Kind

KIND = Kind.EXAM
SWITCHES = ("questions noun", "minutes beside price", "minutes beside questions", "score of it", "goes on", "renewal")

QUESTIONS = (
    cue("questions head", "head", r"(?:number of |no\. of |# of |total |exam )?questions?", r"q(?:uestion)?s",
        r"items", r"tasks", r"MCQs?"),
    cue("questions label", "label", r"(?:number of |no\. of |# of |total |exam )?questions?(?! (?:answering|types?"
        r"|formats?|styles?))", r"question count",
        r"items", r"tasks", r"MCQs?"),
    cue("questions near-label", "near", r"(?:number of |no\. of |# of |total )?questions?(?! (?:types?|formats?|\d))"),
    cue("questions key", "key", r"questions?"),
    Cue("questions colon", Spot("before"), lowered(
        r"\bquestions?(?: count)?\s?[:=–(-]\s?$|\bnumber of questions (?:on (?:the|this) exam )?(?:is|was"
        r"|has been)(?: now)?"
        r"(?: (?:about|around|roughly|(?:reduced|lowered|cut|increased|raised|down|up)(?: from \d+)? to))? $")),
)  # fmt: skip
_QUESTIONS_AFTER = lowered(
    r"^(?:\s{1,5}|-)(?:(?!\d{2,3} questions?\b|per\b|sec(?:ond)?s?\b|hours?\b|minutes?\b|of\b|on\b|to\b|the\b|for\b"
    r"|case stud|contain|tests?\b|showing\b|responses?\b|answers?\b|options?\b)[\w/'’-]+,?\s(?:and\s|or\s)?){0,5}?"
    r"(?:[\w-]+/)?(?P<noun>questions?(?! (?:types?|formats|styles?|categories)\b)|Qs|qs|Q(?=[,;/|]|$)"
    r"|MCQs?|items|multiple[- ]choice|tasks?|challenges|problems"
    r"|performance[- ]based|practical tasks?|labs?(?= (?:in|on) the exam))\b(?:(?:,?\s(?:and|or|/)\s"
    r"|\s)(?:[\w-]+\s){0,2}questions?\b)?",
)  # fmt: skip
# "50 scored and 15 unscored questions" are 65 to answer.
_AND_UNSCORED = lowered(
    r"^ scored(?: [\w-]+){0,2}?(?:,|,? (?:and|plus|\+|with)) (?P<more>\d{1,3}) "
    r"(?:unscored|pre-?test|experimental|trial)(?: [\w-]+)? (?:questions|items)"
)
# Few questions, and what they are about: "4 lock picking questions", "8 questions on bread".
_IS_OF_TOPIC = lowered(
    r"\s(?!(?:multiple|multi|single|scored|unscored|exam|objective|short|practical|performance|hands|mandatory|true"
    r"|total|randomi[sz]ed|random|scenario|simulation|essay|open|closed|choice|written|graded|mcq|q|items?|tasks?"
    r"|challenges|problems|labs?)\b)[\w-]+ (?:[\w-]+ )?questions\b"
    r"|\s(?:[\w-]+ )?questions? (?:on|about|from|regarding|related to|covering|around) (?!the (?:exam|test)\b)"
)
_CORRECTLY = lowered(r"^[\s-](?:[\w-]+ ){0,2}(?:questions|items)? ?(?:correct(?:ly)?|right)\b")
# "Correctly answer at least 53 of the 75 questions", "70% correctly, or 25 questions".
_CORRECTLY_BEFORE = lowered(r"\bcorrectly(?:,? or| answer)(?: (?:at least|about|around|only))* $")
_SHARE_BEFORE = lowered(r"\d ?% \($")  # "65% (42 questions)"
_COUNT_OF_OTHER = lazy_re.compile(r"[\s-](?:\w+[\s-])?(?:hours?|minutes?|days?|weeks?|domains?|modules?|points?|%)")
_OTHER_UNIT = lazy_re.compile(r"\s?(?:%|points?|domains?|minutes?|hours?|sec(?:ond)?s?\b|[-–]?\s?(?:min|hour)\w*)")
_EXAM = lazy_re.compile(rf"\b{EXAM_WORD}\b")
# Of headings, titles and sentences in lower case.
_RENEWS = lazy_re.compile(
    r"(?m)^\W*(?:(?:how (?:to|i|we|do you|does)|when to|why|your|my|the|a|free|online) )*"
    r"(?:renew(?:al|als|ing|ed)?|re-?certif\w+)\b"
    r"|\b(?:exam|certification|certificate|cert|credential) renewals?\W*$"
)
_EXAM_NAMED = words_of(r"exams?", r"examinations?")
_ANSWERS = words_of(r"correct\w*", r"right", r"wrong", r"answered", r"missed")
_OR_UP_TO = lowered(r"^\s?\w*\s?(?:questions?\s)?(?:or|and|-|–|to|with)?\s?up to (?P<most>\d{2,3})\b")
_ANOTHER = lowered(r"\bthe (?:[\w-]+ ){1,3}(?:exam|test|one|level|version|certification)s?\b")
# Between the two numbers, and behind the second one.
_GOES_ON = lowered(r"\b(?:and|while|whereas|but|versus|vs|compared|or)\b|[;,/]")
_GOES_ON_TO = lowered(r"\W*$|[.,;)]| (?:for|in|on)\b")
_EXAM_ITSELF = lowered(r"[\s-](?:[\w-]+\s){0,2}(?:exam|test|assessment)\b" + NOT_THE_EXAM)
_ALL_OF_THEM = lowered(r"\ball (?:the |of the )?$")
_COUNT_STEMS = (
    *SHARE_STEMS,
    "question",
    "item",
    "task",
    "challenge",
    "problem",
    "mcq",
    "multiple",
    "qs",
    "lab",
    "performance",
    "point",
    "≥",
    "need",
)
# All that is evidence here, each of which tests do without in turn.
CUES = (*MINUTES, *QUESTIONS, *PLACED, *WORDED)


def find(page: Page) -> Iterator[Candidate]:
    for context in page.contexts:
        quantity = context.quantity
        value, reason = _value(context, quantity)
        if value is None:
            continue
        span = context.span
        if quantity.measure is Measure.COUNT and (value.questions is not None or _CORRECTLY.match(context.after)):
            noun = _AND_UNSCORED.match(context.after) or _QUESTIONS_AFTER.match(context.after)
            span = Span(span.start, span.end + (noun.end() if noun else 0))
        tense = tense_of(context, quantity.part, measured=True)
        if tense is not None:
            yield Candidate(
                KIND, value, span, context.place.block, reason, _qualifiers(context), tense.past, tense.on,
                needs_tie=_needs_subject(context, reason),
                assumed=("time",) if reason.startswith("plain") else (),
            )  # fmt: skip


def _qualifiers(context: Context) -> tuple[tuple[str, str], ...]:
    """For which exam a figure holds; where an article or section is about renewing, and no exam is spoken of beside it,
    it may be of the assessment that renews.
    """
    found = qualifiers_of(context, "beta", "level")
    renews = _RENEWS.search(f"{context.heading}\n{context.title}") and not _EXAM_NAMED.search(context.heading)
    renews = (renews or _RENEWS.search(context.before)) and not _EXAM_NAMED.search(context.sentence)
    return (*found, ("part", "renewal")) if renews and context.uses("exam/renewal") else found


def _needs_subject(context: Context, reason: str) -> bool:
    """Whether words near are all that speaks for an exam; "a 90-minute exam" leaves no doubt what lasts so long."""
    if reason == "minutes word after":
        return _EXAM_ITSELF.match(context.after) is None
    if reason == "minutes word before" and is_stated_of_exam(context):
        return False
    return reason in {"minutes word before", "minutes beside price"} or reason.startswith("plain")


def _value(context: Context, quantity: Quantity) -> tuple[Exam | None, str]:
    """What a quantity says of an exam, and the evidence for it."""
    if quantity.measure is Measure.TIME:
        return days_of(context, quantity) if quantity.unit == "days" else minutes_of(context, quantity)
    if quantity.measure not in {Measure.COUNT, Measure.PERCENT}:
        return None, ""
    value, reason = _count(context, quantity)
    if value is None and quantity.measure is Measure.COUNT and context.uses("exam/goes on"):
        value, reason = _goes_on(context), "goes on"
    return value, reason


def _count(context: Context, quantity: Quantity) -> tuple[Exam | None, str]:
    """Of a whole number the questions, if it is theirs; else what one has to reach."""
    stems = SHARE_STEMS if quantity.measure is Measure.PERCENT else _COUNT_STEMS
    if not context.speaks_of(*stems) and not SCORE_HEADING.pattern.search(context.heading):
        return None, ""
    whole = quantity.scale is None and quantity.least == quantity.least.to_integral_value()
    if quantity.measure is Measure.COUNT and whole and (reason := _questions(context, quantity)) is not None:
        return _asked(context, quantity), reason
    return passing_score(context, quantity)


def _asked(context: Context, quantity: Quantity) -> Exam:
    """The exam with so many questions; where so many must be right, what one has to reach."""
    low, high = quantity.least, quantity.most
    correctly = _CORRECTLY.match(context.after) or _CORRECTLY_BEFORE.search(context.before)
    if (correctly or _SHARE_BEFORE.search(context.before)) and not _ALL_OF_THEM.search(context.before):
        return Exam(passing_score=(low, low))
    unscored = _AND_UNSCORED.match(context.after)
    if unscored is not None:
        low, high = low + int(unscored["more"]), high + int(unscored["more"])
    most = _OR_UP_TO.match(context.after)
    least = Decimal(1) if quantity.low is None else low  # "up to 90"
    return Exam(questions=(least, Decimal(most["most"]) if most else high))


def _questions(context: Context, quantity: Quantity) -> str | None:
    """What makes a number the count of an exam's questions, or None."""
    if not (quantity.least >= 2 and quantity.most <= 400) or _ANSWERS.search(context.label):
        return None
    if quantity.high is None and quantity.least >= 200:
        return None  # a bank of questions: an exam of so many has a known number of them
    noun = _QUESTIONS_AFTER.match(context.after)
    if noun is not None and context.uses("exam/questions noun"):
        own = _are_of_exam(context, noun["noun"].lower(), quantity.most)
        return "questions noun" if own and sprung(KIND, context, False) is None else None
    found = first_cue("exam", QUESTIONS, context)
    if found is None or quantity.most < 4 or _OTHER_UNIT.match(context.after):
        return None
    short = len(context.own.split()) <= 14 if found.where == "near" else len(context.before.split()) <= 10
    earlier = context.page.quantities[context.place.index][: context.at]
    if not short or any(other.measure is Measure.COUNT for other in earlier):
        return None
    return found.name if sprung(KIND, context, True) is None else None


def _are_of_exam(context: Context, noun: str, most: Decimal) -> bool:
    """Whether so many questions, tasks or labs are an exam's: few of them, and labs, need an exam near."""
    if _COUNT_OF_OTHER.match(context.after):
        return False
    questions = noun.startswith(("q", "mcq", "multiple"))
    if noun.startswith("q") and most <= 12 and _IS_OF_TOPIC.match(context.after):
        return False
    many = most > 12 if noun.startswith("q") else most >= 4
    return (questions and many) or _exam_in(context)


def _goes_on(context: Context) -> Exam | None:
    """What a bare number means that goes on from an exam fact: "17 tasks for the one, and 19 for the other"."""
    last = context.page.quantities[context.place.index][context.at - 1] if context.at else None
    if last is None or last.span.start < context.sentence_span.start or not _GOES_ON_TO.match(context.after):
        return None
    between = context.page.low[last.span.end : context.span.start]
    named = _ANOTHER.search(between) or any(
        mention.form != "provider" and last.span.end <= mention.span.start <= context.span.end + 6
        for mention in context.mentions
    )
    if not named or not _GOES_ON.search(between):
        return None
    value, _ = _value(Context(context.page, context.place, last.span, last, context.at - 1), last)
    scale = 60 if last.unit == "hours" else 1
    number = (context.quantity.least * scale, context.quantity.most * scale)
    stated = [name for name in ("questions", "minutes", "passing_score") if value is not None and getattr(value, name)]
    if len(stated) != 1 or (stated[0] == "passing_score" and not (100 <= number[0] <= 1000 and last.scale is None)):
        return None
    return Exam(**{stated[0]: number})


def _exam_in(context: Context) -> bool:
    """Whether an exam is spoken of in the sentence, around it or over it."""
    texts = (context.sentence, context.near, context.heading, context.label, context.previous)
    return any(map(_EXAM.search, texts)) or context.above_is_named
