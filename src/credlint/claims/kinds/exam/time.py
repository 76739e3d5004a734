"""How long an exam takes, as opposed to a course or its preparation."""

from __future__ import annotations

import re
from decimal import Decimal

from credlint import lazy_re
from credlint.claims.context import Context
from credlint.claims.cues import Cue, Spot, cue, lowered, words_of
from credlint.claims.places import Place, PlaceKind
from credlint.claims.quantities.quantity import Quantity
from credlint.claims.traps import sprung
from credlint.values import Exam, Kind

EXAM_WORD = r"(?:exam(?:s|ination)?|test(?!imon)s?|assessment|quiz|proctored|multiple[- ]choice|sitting)"
NOT_THE_EXAM = (
    r"(?! (?:guide|prep\w*|day|fee|fees|voucher|cost|price|date|topics?|objectives?|domains?|center|centre|taker"
    r"|tips?|tricks?|traps?|notes?|patterns?|alerts?|hints?|scenarios?|relevance|weight\w*)\b)"
)


def _follows_exam(context: Context) -> bool:
    return "exam" in context.before or "test" in context.before


def _follows_questions(context: Context) -> bool:
    return "question" in context.previous + context.before


MINUTES = (
    cue("minutes head", "head", r"time(?: limit| allowed| allotted)?",
        r"(?:exam|test)(?:ing)? (?:duration|length|time)", r"duration", r"length", r"minutes", r"mins?", r"format",
        r"exam(?: details| info| format)?", r"questions?.*"),
    cue("minutes label", "label", r"time(?:[ -]limit| allowed| allotted)?",
        r"(?:exam|test)(?:ing)? (?:duration|length|time)", r"duration(?: of (?:the )?(?:exam|test))?",
        r"length(?: of (?:the )?(?:exam|test))?", r"minutes", r"format",
        r"(?:the )?exam(?: details| info| format| structure)?", r"test", r"questions"),
    cue("minutes near-label", "near", r"time[ -]limit",
        r"(?:exam|test) (?:duration|length|time|format|details|structure|overview|info\w*|facts)", r"duration",
        r"time", r"(?:the|about the) exam"),
    cue("minutes key", "key", r"(?:exam_?)?format", r"exam", r"minutes", r"duration", r"time_?limit"),
    cue("minutes word before", "before", EXAM_WORD + NOT_THE_EXAM, r"questions?", r"time limit",
        r"to (?:answer|complete|solve)", r"answered (?:in|within)", r"given",
        r"gives? (?:you|candidates|everyone)", r"challenges?", r"seat time",
        r"items", r"mcqs?", r"a duration",
        r"\d+ (?:tasks|labs|problems)(?: to (?:do|solve|complete))? (?:in|within|over)",
        within=60),
    Cue("minutes of questions", Spot("before"), lowered(
        r"\b\d+ (?:[\w-]+ ){0,3}questions?\b[^.;]{0,160} (?:in|within) $")),
    Cue("minutes of a session", Spot("after", given=_follows_exam),
        lowered(r"^[ -](?:[\w-]+ ){0,2}(?:session|sitting|slot)\b|^[ -]duration\b")),
    Cue("minutes for them", Spot("after", given=_follows_questions),
        lowered(r"^ for (?:all (?:of )?)?(?:them|these)\b")),
    cue("minutes word after", "clause_after",
        r"(?<!before my )(?<!before the )(?<!before your )" + EXAM_WORD + NOT_THE_EXAM, r"questions?",
        r"to (?:answer|complete|solve|finish) (?:the |it|all|them|those|these|\d)", r"time limit", r"challenges?",
        r"go(?:es)? (?:by )?(?:\w+ )?(?:fast|quickly)", r"fl(?:y|ies) by", r"to pass", r"to get it done",
        r"(?:(?:that )?(?:are|were) )?(?:allotted|allowed|granted)",
        r"testing time", r"performance tasks?", r"hands-on",
        within=60),
)  # fmt: skip
_LABELLING = frozenset({"head", "label", "near", "key"})
_EXAM_DURATION = lowered(
    r"\b(?:exam(?:ination)?|test) (?:duration|length|time(?! frame|line))\b"
    r"|\b(?:duration|length) of (?:the )?(?:exam|test)\b"
)
_OWN = lowered(r"\b(?:my|until|before|to the)\b")
# "Practical exam (72-hour lab)".
_IN_BRACKETS = lowered(r"\b(?:exam|test|assessment) \((?:an? |about |up to )?$")
_STUDIED = lowered(rf"\b{EXAM_WORD}\b[^.]*\b(?:takes?|study|prepare)\b")
# Days in which to sit it, not after which something comes: "5 days to complete the test", "a 7-day exam".
_DAYS_OF_EXAM = lowered(
    r"^ to (?:complete|finish|solve|do) the (?:[\w-]+ ){0,2}(?:exam|test|assessment)\b"
    r"|^-?(?:[ ,-]+(?:hands-on|practical|proctored|online|open-book|lab|real-world|certification)){0,3}"
    r" (?:exam|assessment)\b(?!\W+(?:prep|cram|review|study|course|training|boot|class|week|window|retake))"
)
_EXAM_FOLLOWS = lowered(
    r"[\s-](?:[\w-]+\s){0,3}(?:exam|test\b|(?:time[ -])?limit\b|practical(?! (?:experience|training|course|work"
    r"|skills)))"
    r"|\s(?:in which )?to (?:pass|complete|finish|solve|do|get it done)(?:\W*(?:$|[.!;])| (?:(?:the|this"
    r"|your) )?(?:[\w-]+ )?(?:exam|test"
    r"|assessment)\b)"
)
# These speak of how long an exam is open, and not of how long to study for it.
_ALLOWED = lowered(
    r"\b(?:have|has|had|gets?|got|given|gives?|giving|allows?|within|in|is|an?|the) (?:(?:you|me|us"
    r"|up to|only|about|full) )*$"
)
_EXAM_LASTS = lowered(
    r"(?<!until the )(?<!until )(?<!before the )\b(?:exam(?:ination)?|test|assessment)(?: itself)?"
    r" (?:is|was|lasts?|lasted|spans|runs(?: for)?|takes|took"
    r"|(?:is |was )?limited to) (?:an? |about |up to )?(?:full |whole )?$"
)
_DURATION_IS = lowered(r"\bexam (?:duration|length|time) (?:is|was) (?:about |around )?$")
# "The time allowed to complete the exam is 36 hours".
_TIME_OF_EXAM = lowered(
    r"\btime (?:limit |allowed |allotted |given |available |you have |you get )*"
    r"(?:to (?:complete|finish|solve|pass|do)|for|of) (?:the|this|your) (?:[\w-]+ ){0,2}(?:exam|test|assessment)"
    r" (?:is|was|are) (?:(?:about|up to|a full|exactly) )?$"
)
_DAYS_OFF = lowered(
    r"^(?:\W+\w+)? (?:away|later|after|before|ago|from|until|course|training|boot ?camp|workshop|class)\b"
)
_PREPARATION = words_of(r"stud(?:y|ied)\w*", r"prep\w*", r"learn\w*", r"(?<!of )course(?:s|work)?", r"training",
    r"program(?:me)?", r"video\w*", r"self-paced", r"read\w*",
    r"time to complete(?! (?:the |this )?(?:exam|test))",
    r"spend\w*", r"spent", r"practice", r"before (?:the|your) exam", r"week", r"lab(?! (?:exam|test)\b)",
    r"lectures?", r"in advance", r"curriculum", r"syllabus", r"session (?:format|structure|length)",
    r"specialization", r"module")  # fmt: skip
_EXAM_FACT = lazy_re.compile(r"\d\s(?:[\w-]+\s){0,4}questions?\b|\bpassing score\b|\bquestions?\W{1,6}\d")
_EXAM_NEAR = words_of(EXAM_WORD, r"questions?", r"proctor\w*", r"pass(?:ing)? (?:score|mark)", r"time[- ]limit")


_FORMAT = lowered(r"\b(?:hands[- ]on|practical|lab-based|performance[- ]based|multiple[- ]choice|proctored)\b")
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6}
_PART = r"(?:sessions|sittings|sections|parts|halves|papers|blocks)"
_COUNT = lowered(rf"\b({'|'.join(_COUNTS)}) (?:separate )?$")
_PARTS_OF = lowered(rf"\b({'|'.join(_COUNTS)}) (?:separate |timed )?{_PART} of (?:about )?$")
_PARTS_AFTER = lowered(rf"[ -](?:[\w-]+ )?{_PART}\b")


def minutes_of(context: Context, quantity: Quantity) -> tuple[Exam | None, str]:
    if quantity.unit not in {"minutes", "hours"}:
        return None, ""
    scale = (Decimal(60) if quantity.unit == "hours" else Decimal(1)) * _sittings(context)
    low, high = quantity.least * scale, quantity.most * scale
    limit = 14_400 if quantity.unit == "hours" or _exam_follows(context) else 600
    if not 10 <= high <= limit or not is_exam_time(context):
        return None, ""
    return Exam(minutes=(low, high)), _time_cue(context) or ""


def _sittings(context: Context) -> int:
    """Of how many parts an exam is that take so long each: "two 3-hour sessions", "two sessions of 90 minutes"."""
    counted = _PARTS_OF.search(context.before) or (_PARTS_AFTER.match(context.after) and _COUNT.search(context.before))
    return _COUNTS[counted[1]] if counted else 1


def days_of(context: Context, quantity: Quantity) -> tuple[Exam | None, str]:
    """The days that an exam of practical work is open for."""
    lasts = _EXAM_LASTS.search(context.before) and not _DAYS_OFF.match(context.after)
    if quantity.most > 10 or not (lasts or _DAYS_OF_EXAM.match(context.after)):
        return None, ""
    if sprung(Kind.EXAM, context, False) is not None:
        return None, ""
    return Exam(minutes=(quantity.least * 1440, quantity.most * 1440)), "days of exam"


def is_exam_time(context: Context) -> bool:
    """Whether minutes or hours are the length of an exam, and not of a course or of preparation."""
    if context.measure is None or context.quantity.unit not in {"minutes", "hours"}:
        return False
    known = context.page.exam_times
    if context.span not in known:
        known[context.span] = _time_cue(context) is not None and sprung(Kind.EXAM, context, False) is None
    return known[context.span]


def is_stated_of_exam(context: Context) -> bool:
    """Whether the words right before state how long an exam lasts: "the exam is", "the exam duration is"."""
    return _DURATION_IS.search(context.before) is not None or _EXAM_LASTS.search(context.before) is not None


def _exam_follows(context: Context) -> bool:
    """Whether an exam is what takes so long: "a 24-hour exam", "you have 24 hours to pass", "the exam lasts"."""
    if _TIME_OF_EXAM.search(context.before) or _IN_BRACKETS.search(context.before):
        return True
    if _EXAM_LASTS.search(context.before):
        return not (_PREPARATION.search(context.trail[:28]) or _DAYS_OFF.match(context.after))
    match = _EXAM_FOLLOWS.match(context.after)
    return match is not None and (" to " not in match[0] or _ALLOWED.search(context.before) is not None)


def _time_cue(context: Context) -> str | None:
    """The evidence that minutes or hours are the length of an exam: a head or label, words near, or other facts."""
    for found in MINUTES:
        text = found.spot.text(context)
        if not found.pattern.search(text) or not context.uses(f"exam/{found.name}"):
            continue
        evidence = _labelled if found.where in _LABELLING else _worded
        name = evidence(context, found, text)
        if name is not None:
            return name or None
    if context.uses("exam/minutes beside price") and _beside_price(context):
        return "minutes beside price"
    if context.uses("exam/minutes beside questions") and _beside_exam_facts(context):
        return "minutes beside questions"
    return None


def _labelled(context: Context, found: Cue, label: str) -> str | None:
    """The name of a cue in a head or label; "" where the label denies that it is an exam, None where it says nothing.

    "plain" are labels such as "Duration": what lasts so long must be said around it.
    """
    if _is_exam_duration(label):
        return found.name
    if _too_long(context):
        return ""
    exam_follows = _exam_follows(context)
    far = found.where != "head" and len(context.before.split()) > 14
    if not exam_follows and (far or _PREPARATION.search(label)):
        return ""
    if lazy_re.search(r"exam|test|limit|minute|question|allow|item|task", label):
        return found.name
    minutes = context.quantity.unit == "minutes"
    format_told = "format" in label and _FORMAT.search(context.own) is not None
    fits = minutes or (_is_short(context) and (format_told or _exam_around(context)))
    return f"plain {found.name}" if fits and not (minutes and _course_around(context)) else None


def _worded(context: Context, found: Cue, words: str) -> str | None:
    """The name of a cue among the words near; "" where they speak of study, None where they do not suffice."""
    if _too_long(context):
        return ""
    if not _is_short(context) and not _exam_follows(context) and not lazy_re.search(r"\bexam|\btest|question", words):
        return None
    quantity = context.quantity
    if quantity.unit == "minutes" and quantity.most < 20:
        return None
    behind = "" if _IN_BRACKETS.search(context.before) else context.trail[:28]
    if _PREPARATION.search(_since_name(context)) or _PREPARATION.search(behind):
        return ""
    studied = found.where == "before" and quantity.unit == "hours" and quantity.most > 4 and _STUDIED.search(words)
    return None if studied else found.name


def _is_short(context: Context) -> bool:
    quantity = context.quantity
    return quantity.unit == "minutes" or quantity.most <= 6


def _too_long(context: Context) -> bool:
    """Whether so many hours are no exam's, unless it is said right beside them or among other facts of an exam."""
    quantity = context.quantity
    long = quantity.unit == "hours" and quantity.most > 10
    return long and not _exam_follows(context) and not _beside_exam_facts(context)


def _is_exam_duration(label: str) -> bool:
    return _EXAM_DURATION.search(label) is not None and _OWN.search(label) is None


def _since_name(context: Context) -> str:
    """The words before the value and behind the last name: those of a name ("Machine Learning") are no evidence."""
    begin = max((one.span.end for one in context.mentions if one.span.end <= context.span.start), default=0)
    near = max(begin - context.span.start, -len(context.lead)) if begin else -len(context.lead)
    return context.lead[near:][-40:] if near else ""


def _beside_price(context: Context) -> bool:
    """Hours after a price and a comma, said of a named credential and not of a course: "$125, one hour"."""
    quantity = context.quantity
    return (
        quantity.most <= (4 if quantity.unit == "hours" else 240)
        and lazy_re.search(r"[$€£]\s?[\d,.]+(?:\s\w+){0,2},\s(?:also |and )?$", context.before) is not None
        and any(mention.form == "credential" for mention in context.mentions)
        and not _PREPARATION.search(context.sentence)
    )


def _beside_exam_facts(context: Context) -> bool:
    """A time that stands among other facts of an exam: in the same list or paragraph as a question count."""
    quantity = context.quantity
    if (quantity.unit == "hours" and quantity.most > 48) or _PREPARATION.search(context.trail + context.lead):
        return False
    if context.place.kind is PlaceKind.CELL:
        return context.alone and bool(lazy_re.search(r"exam|question", context.head, re.I))
    place, places = context.place, context.page.scene.places
    beside = (places[at] for at in (place.index - 1, place.index + 1) if 0 <= at < len(places))
    return context.alone and any(
        _same_list(place, other)
        and other.span.end - other.span.start < 90
        and _EXAM_FACT.search(other.span.of(context.page.low))
        for other in beside
    )


def _same_list(one: Place, other: Place) -> bool:
    """Whether two places are items of one list, or paragraphs of one section."""
    alike = one.items[:-1] == other.items[:-1] and bool(one.items) == bool(other.items)
    return alike and one.headings == other.headings


def _exam_around(context: Context) -> bool:
    """An exam word in label, sentence, heading, or questions and scores in the same table, list or section."""
    if _EXAM_NEAR.search(context.sentence) or _EXAM_NEAR.search(context.heading):
        return True
    scene = context.page.scene
    place = context.place
    if place.table is not None:
        return any(
            _EXAM_NEAR.search(other.span.of(context.page.low))
            for other in scene.places
            if other.table == place.table and (other.row == 0 or other.column == 0)
        )
    low = max(0, place.index - 5)
    return any(
        lazy_re.search(
            r"\bquestions?\b|\bpassing\b|\bexam (?:cost|fee|price|code)", other.span.of(context.page.low), re.I
        )
        for other in scene.places[low : place.index + 6]
        if other.headings == place.headings and len(other.span.of(context.page.low)) < 120
    )


def _course_around(context: Context) -> bool:
    """A course's own minutes: the heading or label speaks of courses and nothing near of an exam."""
    return bool(
        lazy_re.search(r"\b(?:course|module|lesson|video|lab)s?\b", context.heading + context.head, re.I)
    ) and not _exam_around(context)
