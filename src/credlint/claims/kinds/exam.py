"""What an exam is like: questions, minutes, passing score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from credlint import lazy_re
from credlint.claims.candidate import Candidate
from credlint.claims.cues import Cue, Spot, cue, first_cue, lowered, words_of
from credlint.claims.page import Page
from credlint.claims.places import PlaceKind
from credlint.claims.quantity import Measure, Quantity
from credlint.claims.setting import Setting
from credlint.claims.tense import qualifiers_of, tense_of
from credlint.claims.traps import sprung
from credlint.span import Span
from credlint.values import Exam, Kind

KIND = Kind.EXAM
SWITCHES = ("questions noun", "minutes beside price", "minutes beside questions", "score of it", "goes on")

_EXAM_WORD = r"(?:exam(?:s|ination)?|test(?!imon)s?|assessment|quiz|proctored|multiple[- ]choice|sitting)"
_NOT_THE_EXAM = (
    r"(?! (?:guide|prep\w*|day|fee|fees|voucher|cost|price|date|topics?|objectives?|domains?|center|centre|taker"
    r"|tips?|tricks?|traps?|notes?|patterns?|alerts?|hints?|scenarios?|relevance|weight\w*)\b)"
)


def _follows_exam(setting: Setting) -> bool:
    return "exam" in setting.before or "test" in setting.before


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
    cue("minutes word before", "before", _EXAM_WORD + _NOT_THE_EXAM, r"questions?", r"time limit",
        r"to (?:answer|complete|solve)", r"given", r"challenges?", r"seat time", r"items", r"mcqs?", r"a duration",
        r"\d+ (?:tasks|labs|problems)(?: to (?:do|solve|complete))? (?:in|within|over)",
        within=60),
    Cue("minutes of a session", Spot("after", given=_follows_exam),
        lowered(r"^[ -](?:[\w-]+ ){0,2}(?:session|sitting|slot)\b")),
    cue("minutes word after", "clause_after",
        r"(?<!before my )(?<!before the )(?<!before your )" + _EXAM_WORD + _NOT_THE_EXAM, r"questions?",
        r"to (?:answer|complete|solve|finish) (?:the |it|all|them|those|these|\d)", r"time limit", r"challenges?",
        r"go(?:es)? (?:by )?(?:\w+ )?(?:fast|quickly)", r"fl(?:y|ies) by", r"to pass", r"to get it done",
        r"(?:(?:that )?(?:are|were) )?(?:allotted|allowed|granted)",
        r"testing time", r"performance tasks?", r"hands-on",
        within=60),
)  # fmt: skip
QUESTIONS = (
    cue("questions head", "head", r"(?:number of |no\. of |# of |total |exam )?questions?", r"q(?:uestion)?s",
        r"items", r"tasks", r"MCQs?"),
    cue("questions label", "label", r"(?:number of |no\. of |# of |total |exam )?questions?(?! (?:answering|types?"
        r"|formats?|styles?))", r"question count",
        r"items", r"tasks", r"MCQs?"),
    cue("questions near-label", "near", r"(?:number of |no\. of |# of |total )?questions?(?! (?:types?|formats?))"),
    cue("questions key", "key", r"questions?"),
    Cue("questions colon", Spot("before"), lowered(
        r"\bquestions?(?: count)?\s?[:=–(-]\s?$|\bnumber of questions (?:on (?:the|this) exam )?(?:is|was"
        r"|has been)(?: now)?"
        r"(?: (?:about|around|roughly|(?:reduced|lowered|cut|increased|raised|down|up)(?: from \d+)? to))? $")),
)  # fmt: skip
_QUESTIONS_AFTER = lowered(
    r"^(?:\s{1,5}|-)(?:(?!\d{2,3} questions?\b|per\b|sec(?:ond)?s?\b|hours?\b|minutes?\b|of\b|on\b|to\b|the\b)"
    r"[\w/'’-]+,?\s(?:and\s|or\s)?){0,5}?"
    r"(?:[\w-]+/)?(?P<noun>questions?|Qs|qs|MCQs?|items|multiple[- ]choice|tasks?|challenges|problems"
    r"|performance[- ]based|practical tasks?|labs?(?= (?:in|on) the exam))\b(?:(?:,?\s(?:and|or|/)\s"
    r"|\s)(?:[\w-]+\s){0,2}questions?\b)?",
)  # fmt: skip
# "50 scored and 15 unscored questions" are 65 to answer.
_AND_UNSCORED = lowered(
    r"^ scored(?: [\w-]+){0,2}?,? (?:and|plus|\+|with) (?P<more>\d{1,3}) (?:unscored|pre-?test|experimental|trial)"
    r"(?: [\w-]+)? (?:questions|items)"
)
# Few questions, and what they are about: "4 lock picking questions", "8 questions on bread".
_IS_OF_TOPIC = lowered(
    r"\s(?!(?:multiple|multi|single|scored|unscored|exam|objective|short|practical|performance|hands|mandatory|true"
    r"|total|randomi[sz]ed|random|scenario|simulation|essay|open|closed|choice|written|graded|mcq|q|items?|tasks?"
    r"|challenges|problems|labs?)\b)[\w-]+ (?:[\w-]+ )?questions\b"
    r"|\s(?:[\w-]+ )?questions? (?:on|about|regarding|related to|covering|around) (?!the (?:exam|test)\b)"
)
_CORRECTLY = lowered(r"^[\s-](?:[\w-]+ ){0,2}(?:questions|items)? ?(?:correct(?:ly)?|right)\b")
_ANSWERS = words_of(r"correct\w*", r"right", r"wrong", r"answered", r"missed")
_DIGIT_CODE = lazy_re.compile(r"\d{3}-\d{3}")
_OR_UP_TO = lowered(r"^\s?\w*\s?(?:questions?\s)?(?:or|and|-|–|to|with)?\s?up to (?P<most>\d{2,3})\b")
SCORE_HEADING = cue("score section", "heading", r"pass(?:ing)?[ -](?:scores?|marks?|grades?)", r"cut[- ]scores?")
SCORE = (
    cue("score head", "head", r"pass(?:ing)?(?:[ -](?:score|mark|grade|percentage|rate|threshold|point|%))?",
        r"cut[- ](?:off )?score", r"minimum score", r"score(?: to pass| required| needed)?", r"to pass"),
    cue("score label", "label",
        r"pass(?:ing)?(?:[ -](?:score|mark|grade|percentage|threshold|point|requirement|criteri(?:on|a)|%))?",
        r"cut[- ](?:off )?score", r"minimum (?:passing )?(?:score|mark)", r"score(?: to pass| required| needed)?",
        r"to pass", r"required (?:score|percentage)", r"percentage (?:needed|required)"),
    cue("score near-label", "near", r"pass(?:ing)?[ -](?:score|mark|grade|percentage)", r"cut[- ]score"),
    SCORE_HEADING,
    cue("score key", "key", r"pass(?:ing)?_?(?:score|mark|grade)?"),
    cue("score word before", "before", r"to pass",
        r"pass(?:ing)? (?:score|mark|grade|threshold|percentage|rate|point|line|bar)s?", r"cut[- ]?(?:off)? ?score",
        r"scores? (?:of|is|was|at|above|over|around)", r"scor(?:e|ing) (?:at least |above |over |a |around )?",
        r"minimum (?:of|score|passing)?", r"min\. (?:passing )?(?:score|mark)", r"required",
        r"need(?:s|ed)?(?: to)?(?: get| score| answer)?",
        r"get at least", r"correct\w*", r"pass(?:ing)? (?:is|requires|with|at)", r"achieve", r"requir(?:e|es|ing)",
        r"pass", within=60),
    Cue("score right before", Spot("before"), lowered(r"(?<!\w)passing(?: at| with)? (?:about )?$")),
    cue("score word after", "after", r"of (?:the |all )?questions (?:right|correct\w*)", r"to pass",
        r"or (?:higher|above|better|more)", r"required", r"correct(?:ly)?",
        r"pass(?:ing)? (?:score|mark|grade|threshold|rate|percentage|line)?", r"points(?: to pass)?", r"is a pass",
        r"cut[- ]?score", r"minimum", r"passing", r"needed", r"scaled",
        within=45),
)  # fmt: skip
_IT = lowered(
    r"^\W*(?:it|that)(?:['’]s| (?:is|was|should be|may be))(?: \w+ed)?(?: at| to be)?(?: about| around| roughly)? ?$"
)
_ANOTHER = lowered(r"\bthe (?:[\w-]+ ){1,3}(?:exam|test|one|level|version|certification)s?\b")
# Between the two numbers, and behind the second one.
_GOES_ON = lowered(r"\b(?:and|while|whereas|but|versus|vs|compared|or)\b|[;,/]")
_GOES_ON_TO = lowered(r"\W*$|[.,;)]| (?:for|in|on)\b")
_POINTS = lowered(r"\s(?:points|marks)\b(?! (?:each|per|for|on|extra|bonus))")
_NEEDED = words_of(
    r"needs?", r"needed", r"requir\w+", r"minimum", r"at least", r"to pass", r"must", r"passing", r"to get"
)
# "50 questions, 60 minutes, 74% pass": what is needed, in a list of exam facts; "74% pass" in prose are those who do.
_LISTED = lowered(r"\d\W(?:[\w-]+\W){0,3}?(?:questions?|minutes?|mins?|hours?|tasks?)\)?[,;|·/+] $")
_PASS = lowered(r"^ (?:to )?pass\W*(?:$|[,;.)|·/+])")
# Days in which to sit it, not after which something comes: "5 days to complete the test", "a 7-day exam".
_DAYS_OF_EXAM = lowered(
    r"^ to (?:complete|finish|solve|do) the (?:[\w-]+ ){0,2}(?:exam|test|assessment)\b"
    r"|^-?(?:[ ,-]+(?:hands-on|practical|proctored|online|open-book|lab|real-world|certification)){0,3}"
    r" (?:exam|assessment)\b(?!\W+(?:prep|cram|review|study|course|training|boot|class|week|window|retake))"
)
_EXAM_FOLLOWS = lowered(
    r"[\s-](?:[\w-]+\s){0,2}(?:exam|test\b|(?:time[ -])?limit\b|practical(?! (?:experience|training|course|work"
    r"|skills)))"
    r"|\s(?:in which )?to (?:pass|complete|finish|solve|do|get it done)(?:\W*(?:$|[.!;])| (?:(?:the|this"
    r"|your) )?(?:[\w-]+ )?(?:exam|test"
    r"|assessment)\b)"
)
_EXAM_ITSELF = lowered(r"[\s-](?:[\w-]+\s){0,2}(?:exam|test)\b" + _NOT_THE_EXAM)
# So one is told how long an exam is open, and not how long to study for it.
_ALLOWED = lowered(
    r"\b(?:have|has|had|gets?|got|given|gives?|giving|allows?|within|in|is|an?|the) (?:(?:you|me|us"
    r"|up to|only|about|full) )*$"
)
_EXAM_LASTS = lowered(r"\bexam(?: itself)? (?:is|was|lasts|lasted|spans) (?:an? )?(?:full |whole )?$")
# "The time allowed to complete the exam is 36 hours".
_TIME_OF_EXAM = lowered(
    r"\btime (?:limit |allowed |allotted |given |available |you have |you get )*"
    r"(?:to (?:complete|finish|solve|pass|do)|for|of) (?:the|this|your) (?:[\w-]+ ){0,2}(?:exam|test|assessment)"
    r" (?:is|was|are) (?:(?:about|up to|a full|exactly) )?$"
)
_ALL_OF_THEM = lowered(r"\ball (?:the |of the )?$")
_DAYS_OFF = lowered(
    r"^(?:\W+\w+)? (?:away|later|after|before|ago|from|until|course|training|boot ?camp|workshop|class)\b"
)
_MARK_BEFORE = cue("score of it", "before", r"(?:passing|cut|pass) ?-?(?:score|mark|grade|line)")
# Literal words without one of which a place says nothing of scores or of question counts.
_SHARE_STEMS = (
    "pass",
    "score",
    "scoring",
    "correct",
    "cut",
    "mark",
    "minimum",
    "require",
    "threshold",
    "grade",
    "percentage",
)
_COUNT_STEMS = (
    *_SHARE_STEMS,
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
_PASSING = words_of(
    r"pass\w*", r"cut[- ]?(?:off )?score", r"score[sd]?", r"scoring", r"points?", r"threshold", r"correct\w*", r"marks?"
)
_PREPARATION = words_of(r"stud(?:y|ied)\w*", r"prep\w*", r"learn\w*", r"(?<!of )course(?:s|work)?", r"training",
    r"program(?:me)?", r"video\w*", r"self-paced", r"read\w*",
    r"time to complete(?! (?:the |this )?(?:exam|test))",
    r"spend\w*", r"spent", r"practice", r"before (?:the|your) exam", r"week", r"lab", r"lectures?", r"in advance",
    r"curriculum", r"specialization", r"module")  # fmt: skip
_EXAM_NEAR = words_of(_EXAM_WORD, r"questions?", r"proctor\w*", r"pass(?:ing)? (?:score|mark)", r"time[- ]limit")


def find(page: Page) -> Iterator[Candidate]:
    for setting in page.settings:
        quantity = setting.quantity
        assert quantity is not None
        value, reason = _value(setting, quantity)
        if value is None:
            continue
        span = setting.span
        if quantity.measure is Measure.COUNT and (value.questions is not None or _CORRECTLY.match(setting.after)):
            noun = _AND_UNSCORED.match(setting.after) or _QUESTIONS_AFTER.match(setting.after)
            span = Span(span.start, span.end + (noun.end() if noun else 0))
        tense = tense_of(setting, quantity.part, measured=True)
        if tense is not None:
            yield Candidate(
                KIND, value, span, setting.place.block, reason, qualifiers_of(setting, "beta", "level"), tense.past,
                    tense.on,
                needs_tie=_needs_somebody(setting, reason),
                assumed=("time",) if reason.startswith("plain") else (),
            )  # fmt: skip


def _needs_somebody(setting: Setting, reason: str) -> bool:
    """Whether words near are all that speaks for an exam; of "a 90-minute exam" nobody doubts what lasts so long."""
    if reason == "minutes word after":
        return _EXAM_ITSELF.match(setting.after) is None
    return reason in {"minutes word before", "minutes beside price"} or reason.startswith("plain")


def _value(setting: Setting, quantity: Quantity) -> tuple[Exam | None, str]:
    """What a quantity tells of an exam, and why it is taken to."""
    if quantity.measure is Measure.TIME:
        return _days(setting, quantity) if quantity.unit == "days" else _minutes(setting, quantity)
    if quantity.measure not in {Measure.COUNT, Measure.PERCENT}:
        return None, ""
    value, reason = _count(setting, quantity)
    if value is None and quantity.measure is Measure.COUNT and "exam/goes on" not in setting.page.without:
        value, reason = _goes_on(setting), "goes on"
    return value, reason


def _minutes(setting: Setting, quantity: Quantity) -> tuple[Exam | None, str]:
    if quantity.unit not in {"minutes", "hours"}:
        return None, ""
    scale = Decimal(60) if quantity.unit == "hours" else Decimal(1)
    low, high = quantity.least * scale, quantity.most * scale
    limit = 14_400 if quantity.unit == "hours" or _exam_follows(setting) else 600
    if not 10 <= high <= limit or not is_exam_time(setting):
        return None, ""
    return Exam(minutes=(low, high)), _time_cue(setting) or ""


def _days(setting: Setting, quantity: Quantity) -> tuple[Exam | None, str]:
    """The days that an exam of practical work is open for."""
    lasts = _EXAM_LASTS.search(setting.before) and not _DAYS_OFF.match(setting.after)
    if quantity.most > 10 or not (lasts or _DAYS_OF_EXAM.match(setting.after)):
        return None, ""
    if sprung(KIND, setting, False) is not None:
        return None, ""
    return Exam(minutes=(quantity.least * 1440, quantity.most * 1440)), "days of exam"


def is_exam_time(setting: Setting) -> bool:
    """Whether minutes or hours are the length of an exam, and not of a course or of preparation."""
    quantity = setting.quantity
    if quantity is None or quantity.unit not in {"minutes", "hours"}:
        return False
    known = setting.page.exam_times
    if setting.span not in known:
        known[setting.span] = _time_cue(setting) is not None and sprung(KIND, setting, False) is None
    return known[setting.span]


def _exam_follows(setting: Setting) -> bool:
    """Whether an exam is what takes so long: "a 24-hour exam", "you have 24 hours to pass", "time for the exam is"."""
    if _TIME_OF_EXAM.search(setting.before):
        return True
    match = _EXAM_FOLLOWS.match(setting.after)
    return match is not None and (" to " not in match[0] or _ALLOWED.search(setting.before) is not None)


def _time_cue(setting: Setting) -> str | None:
    quantity = setting.quantity
    assert quantity is not None
    without = setting.page.without
    minutes = quantity.unit == "minutes"
    short = minutes or quantity.most <= 6
    exam_follows = _exam_follows(setting)
    if not minutes and quantity.most > 10 and not exam_follows and not _beside_exam_facts(setting):
        return None
    for found in MINUTES:
        if f"exam/{found.name}" in without:
            continue
        text = found.spot.text(setting)
        match = found.pattern.search(text)
        if match is None:
            continue
        if found.where in {"head", "label", "near", "key"}:
            if not exam_follows and (
                _PREPARATION.search(text) or (found.where != "head" and len(setting.before.split()) > 14)
            ):
                return None
            plain = not lazy_re.search(r"exam|test|limit|minute|question|allow|item|task", text, re.I)
            if plain and not (short and (minutes or _exam_around(setting))):
                continue
            if plain and minutes and _course_around(setting):
                continue
            return f"plain {found.name}" if plain else found.name
        if not short and not exam_follows and not lazy_re.search(r"\bexam|\btest|question", text, re.I):
            continue
        if minutes and quantity.most < 20:
            continue
        if _PREPARATION.search(setting.lead[-40:]) or _PREPARATION.search(setting.trail[:28]):
            return None
        if (
            found.where == "before"
            and lazy_re.search(rf"\b{_EXAM_WORD}\b[^.]*\b(?:takes?|study|prepare)\b", text, re.I)
            and not minutes
            and quantity.most > 4
        ):
            continue
        return found.name
    if "exam/minutes beside price" not in without and _beside_price(setting):
        return "minutes beside price"
    if "exam/minutes beside questions" not in without and _beside_exam_facts(setting):
        return "minutes beside questions"
    return None


def _beside_price(setting: Setting) -> bool:
    """Hours after a price and a comma, said of a named credential and not of a course: "$125, one hour"."""
    quantity = setting.quantity
    return (
        quantity is not None
        and quantity.most <= (4 if quantity.unit == "hours" else 240)
        and lazy_re.search(r"[$€£]\s?[\d,.]+(?:\s\w+){0,2},\s(?:also |and )?$", setting.before) is not None
        and any(mention.form == "credential" for mention in setting.mentions)
        and not _PREPARATION.search(setting.sentence)
    )


def _beside_exam_facts(setting: Setting) -> bool:
    """A time that stands among other facts of an exam: in the same list or paragraph as a question count."""
    quantity = setting.quantity
    if (
        quantity is None
        or (quantity.unit == "hours" and quantity.most > 48)
        or _PREPARATION.search(setting.trail + setting.lead)
    ):
        return False
    if setting.place.kind is PlaceKind.CELL:
        return setting.alone and bool(lazy_re.search(r"exam|question", setting.head, re.I))
    scene = setting.page.scene
    place = setting.place
    for index in (place.index - 1, place.index + 1):
        if 0 <= index < len(scene.places):
            other = scene.places[index]
            if (
                other.items[:-1] == place.items[:-1]
                and other.headings == place.headings
                and bool(other.items) == bool(place.items)
            ):
                text = other.span.of(setting.page.low)
                if (
                    len(text) < 90
                    and lazy_re.search(
                        r"\d\s(?:[\w-]+\s){0,4}questions?\b|\bpassing score\b"
                        r"|\bquestions?\W{1,6}\d",
                        text,
                        re.I,
                    )
                    and setting.alone
                ):
                    return True
    return False


def _exam_around(setting: Setting) -> bool:
    """An exam word in label, sentence, heading, or questions and scores in the same table, list or section."""
    if _EXAM_NEAR.search(setting.sentence) or _EXAM_NEAR.search(setting.heading):
        return True
    scene = setting.page.scene
    place = setting.place
    if place.table is not None:
        return any(
            _EXAM_NEAR.search(other.span.of(setting.page.low))
            for other in scene.places
            if other.table == place.table and (other.row == 0 or other.column == 0)
        )
    low = max(0, place.index - 5)
    return any(
        lazy_re.search(
            r"\bquestions?\b|\bpassing\b|\bexam (?:cost|fee|price|code)", other.span.of(setting.page.low), re.I
        )
        for other in scene.places[low : place.index + 6]
        if other.headings == place.headings and len(other.span.of(setting.page.low)) < 120
    )


def _course_around(setting: Setting) -> bool:
    """A course's own minutes: the heading or label speaks of courses and nothing near of an exam."""
    return bool(
        lazy_re.search(r"\b(?:course|module|lesson|video|lab)s?\b", setting.heading + setting.head, re.I)
    ) and not _exam_around(setting)


def _count(setting: Setting, quantity: Quantity) -> tuple[Exam | None, str]:
    stems = _SHARE_STEMS if quantity.measure is Measure.PERCENT else _COUNT_STEMS
    if not setting.speaks_of(*stems) and not SCORE_HEADING.pattern.search(setting.heading):
        return None, ""
    low, high = quantity.least, quantity.most
    if quantity.measure is Measure.COUNT and quantity.scale is None and low == low.to_integral_value():
        questions = _questions(setting, quantity)
        if questions is not None and _CORRECTLY.match(setting.after) and not _ALL_OF_THEM.search(setting.before):
            return Exam(passing_score=(low, low)), questions
        if questions is not None:
            unscored = _AND_UNSCORED.match(setting.after)
            if unscored is not None:
                low, high = low + int(unscored["more"]), high + int(unscored["more"])
            most = _OR_UP_TO.match(setting.after)
            least = Decimal(1) if quantity.low is None else low  # "up to 90"
            return Exam(questions=(least, Decimal(most["most"]) if most else high)), questions
    found = first_cue("exam", SCORE[:5], setting)
    if found is not None and found.where != "head" and len(setting.before.split()) > 14:
        found = None
    if found is not None and found.where == "heading" and (not setting.alone and not setting.follows_label):
        found = None
    if found is None:
        # A bare small number is a score only right beside the words.
        bare = quantity.measure is Measure.COUNT and quantity.scale is None and not 100 <= low <= 1000
        beside = lazy_re.search(r"(?:[≥>]=?\s?|score of |mark of )$", setting.before) or setting.written.startswith("≥")
        if bare and not beside and not _is_of_needed_points(setting):
            return None, ""
        found = first_cue("exam", SCORE[5:], setting) or _score_of_it(setting) or _score_of_list(setting)
    if found is None or not (
        _PASSING.search(setting.sentence)
        or found.where in {"head", "near", "label", "key", "heading"}
        or setting.own[setting.span.start - setting.place.span.start :].startswith("≥")
    ):
        return None, ""
    if sprung(KIND, setting, found in SCORE[:5]) is not None:
        return None, ""
    if quantity.measure is Measure.PERCENT:
        whole = low == 100 and found not in SCORE[:5]  # "even all answers do not make you pass with 100%"
        if not 35 <= high <= 100 or whole:
            return None, ""
        return Exam(passing_percent=(low, high)), found.name
    if quantity.scale is not None:
        if not quantity.scale >= 10 or low > quantity.scale or low * 3 < quantity.scale:
            return None, ""
        return Exam(passing_score=(low, high)), found.name
    if lazy_re.match(
        r"^\s?[-–]?\s?(?:questions?|minutes?|hours?|days?|domains?|times?|candidates?|people|years?|attempts?"
        r"|modules?|courses?|exams?|labs?)\b",
        setting.after,
        re.I,
    ):
        return None, ""
    after = setting.after[:3]
    if (
        not 35 <= high <= 1000
        or (after.startswith("-") and after[1:2].isalpha())
        or lazy_re.search(
            r"(?:scale|range)(?:d)? (?:of|from|between)? ?$|\bout of (?:a )?$|/\s?$|\bof $", setting.before
        )
    ) and not lazy_re.search(r"(?:score|mark|minimum|total) of $", setting.before):
        return None, ""
    if (
        _DIGIT_CODE.fullmatch(setting.span.of(setting.page.low))
        or high - low > 150
        or (low == high == 1000)
        or lazy_re.search(r"(?:highest|maximum|max|possible|attainable|out of)(?: \w+){0,3} $", setting.before)
    ):
        return None, ""
    if 1900 <= low <= 2100:
        return None, ""
    return Exam(passing_score=(low, high)), found.name


def _is_of_needed_points(setting: Setting) -> bool:
    """Whether it is a sum of points that one has to reach: "you need 70 points to pass"."""
    return _POINTS.match(setting.after) is not None and _NEEDED.search(setting.lead + setting.trail) is not None


def _score_of_it(setting: Setting) -> Cue | None:
    """ "The passing score is not published, but it is around 70%": the pronoun's own name is farther off."""
    told = _IT.match(setting.lead) is not None and "exam/score of it" not in setting.page.without
    return first_cue("exam", (_MARK_BEFORE,), setting) if told else None


def _score_of_list(setting: Setting) -> Cue | None:
    """A share behind questions or minutes, or alone in a cell about the exam, and nothing but "pass" behind it."""
    if not _PASS.match(setting.after):
        return None
    alone = setting.alone and lazy_re.search(r"\bexam|\btest|\bformat", setting.head) is not None
    return SCORE[-1] if alone or _LISTED.search(setting.before) else None


def _questions(setting: Setting, quantity: Quantity) -> str | None:
    low, high = quantity.least, quantity.most
    if not (low >= 2 and high <= 400) or _ANSWERS.search(setting.label):
        return None
    page = setting.page
    match = _QUESTIONS_AFTER.match(setting.after)
    if match is not None and "exam/questions noun" not in page.without:
        noun = match["noun"].lower()
        needs_word = not noun.startswith(("q", "mcq", "multiple"))
        tiny = high < 4
        if lazy_re.match(
            r"^[\s-](?:\w+[\s-])?(?:hours?|minutes?|days?|weeks?|domains?|modules?|points?|%)", setting.after
        ):
            return None
        if (needs_word or tiny) and not _exam_in(setting):
            return None
        if noun.startswith("q") and high <= 12 and (_IS_OF_TOPIC.match(setting.after) or not _exam_in(setting)):
            return None
        return None if sprung(KIND, setting, False) else "questions noun"
    found = first_cue("exam", QUESTIONS, setting)
    if found is None:
        return None
    short = len(setting.own.split()) <= 14 if found.where == "near" else len(setting.before.split()) <= 10
    first = setting.at == 0 or all(
        other.measure is not Measure.COUNT for other in page.quantities[setting.place.index][: setting.at]
    )
    if (
        not short
        or not first
        or lazy_re.match(
            r"\s?(?:%|points?|domains?|minutes?|hours?|sec(?:ond)?s?\b|[-–]?\s?(?:min"
            r"|hour)\w*)",
            setting.after,
        )
        or high < 4
    ):
        return None
    return None if sprung(KIND, setting, True) else found.name


def _goes_on(setting: Setting) -> Exam | None:
    """What a bare number tells that goes on from an exam fact: "17 tasks for the one, and 19 for the other"."""
    last = setting.page.quantities[setting.place.index][setting.at - 1] if setting.at else None
    if last is None or last.span.start < setting.sentence_span.start or not _GOES_ON_TO.match(setting.after):
        return None
    between = setting.page.low[last.span.end : setting.span.start]
    named = _ANOTHER.search(between) or any(
        mention.form != "provider" and last.span.end <= mention.span.start <= setting.span.end + 6
        for mention in setting.mentions
    )
    if not named or not _GOES_ON.search(between):
        return None
    value, _ = _value(Setting(setting.page, setting.place, last.span, last, setting.at - 1), last)
    number = (_number(setting).least, _number(setting).most)
    told = [name for name in ("questions", "minutes", "passing_score") if value is not None and getattr(value, name)]
    if len(told) != 1 or (told[0] == "passing_score" and not (100 <= number[0] <= 1000 and last.scale is None)):
        return None
    return Exam(**{told[0]: number})


def _number(setting: Setting) -> Quantity:
    assert setting.quantity is not None
    return setting.quantity


def _exam_in(setting: Setting) -> bool:
    return bool(
        lazy_re.search(
            rf"\b{_EXAM_WORD}\b",
            setting.sentence
            + " "
            + setting.near
            + " "
            + setting.heading
            + " "
            + setting.label
            + " "
            + setting.previous,
            re.I,
        )
        or setting.above_is_named
    )
