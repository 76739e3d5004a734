"""Times that something else takes than a course, study or an exam: a day of it, a step of it, the time until then."""

from __future__ import annotations

from credlint import lazy_re
from credlint.claims.context import Context
from credlint.claims.cues import lowered
from credlint.claims.places import Place
from credlint.claims.scene import Scene
from credlint.claims.tables import ATTRIBUTE, PART_HEAD
from credlint.claims.traps.trap import (
    DURATION,
    EXAM,
    IN_HOURS,
    TIMES,
    VALIDITY,
    Trap,
    found,
    right_after,
    right_before,
    tell,
    tells,
)

PLAN = lazy_re.compile(
    r"\bhow long\b|\b(?:study|prep\w*|learning|completion) (?:times?|hours|plan)|\btime ?(?:line|frames?|needed)"
)
_TOPIC = lowered(
    r"\W*([^\d:.!?|]{2,60}?)(?: (?:[–—-]|->|→)|:|,) (?:give it |about |around |~)*"
    r"[\d–—-]{1,7} ?(?:h|hrs?|hours?|days?|weeks?)\W*"
)
# "I finished the exam in 2 hours": the author's own time.
_FINISHED = r"\b(?:I|we|my|me|us)\b(?:['’]\w+)?(?:,?\s[\w'-]+){0,14}\s(?:finish\w*|complet\w*|took|done|needed)\b"
_IN = r"in (?:about |under |just |only )?$"
# Time that somebody studied: "two weeks before I felt ready".
_UNTIL_READY = (
    r" before (?:I|we|s?he|they) (?:felt|feel|was|were|am|are) "
    r"(?:[\w'’]+ ){0,3}(?:ready|confident|comfortable|prepared)"
)
_STEPS = lowered(r"phases?|stages?|steps?|dates?|when|tasks?|activit(?:y|ies)|focus")
_EXAM_WORD = lazy_re.compile(r"\b(?:exam|test|questions)\b")
_STUDY_WORD = lazy_re.compile(r"\bstud|\bprep|\blearn|\bcourse")


def _is_in_exam(context: Context) -> bool:
    """Whether hours are spent in the exam and not in study for it, as far as the words before tell."""
    before = f"{context.heading}\n{context.before}"
    return IN_HOURS(context) and _EXAM_WORD.search(before) is not None and _STUDY_WORD.search(before) is None


def _is_minutes(context: Context) -> bool:
    return context.measure is not None and context.quantity.unit == "minutes"


def _took_me(context: Context) -> bool:
    return IN_HOURS(context) and lazy_re.search(r"\btook (?:me|us|him|her)\b", context.lead) is not None


def _is_label(context: Context) -> bool:
    """Whether the value is itself the label of what follows: "6 months: gather experience"."""
    begins = not context.page.low[context.place.span.start : context.span.start].strip(" *_-–")
    return begins and context.after.lstrip(" *_").startswith(":")


def _is_hours_of_plan(context: Context) -> bool:
    """Whether a row of a plan, that names no credential, says how many hours its step takes."""
    place = context.place
    planned = IN_HOURS(context) and _STEPS.fullmatch(context.corner) is not None
    return planned and (place.table, place.row or 0) not in context.page.named_rows


def _is_number_of_part(context: Context) -> bool:
    """Whether it is the week of a plan that a row is about: "3-4" in the first column, headed "Weeks"."""
    first = context.place.column == 0 and bool(context.place.row)
    return first and PART_HEAD.fullmatch(context.head) is not None and context.written.islower() is False


def _is_of_listed_part(context: Context) -> bool:
    """Whether it is the time for one of several topics: an item "Networking - 10 hours" above "Storage - 15 hours"."""
    scene, place = context.page.scene, context.place
    if not place.depth or not _is_topic(scene, place) or PLAN.search(f"{context.heading} {context.near}"):
        return False
    beside = (scene.places[at] for at in (place.index - 1, place.index + 1) if 0 <= at < len(scene.places))
    return any(other.depth == place.depth and _is_topic(scene, other) for other in beside)


def _is_topic(scene: Scene, item: Place) -> bool:
    """Whether a list item is no more than a topic and a time; a label such as "Duration" is no topic."""
    parts = _TOPIC.fullmatch(item.span.of(scene.text).lower())
    return parts is not None and ATTRIBUTE.search(parts[1]) is None and not any(scene.mentions.of(item))


TRAPS = (
    Trap(
        "pace",
        DURATION | EXAM,
        tells=(
            right_after(
                r"\s?(?:\+\s?)?(?:of (?:\w+ ){1,2})?(?:/|per|an?|each|every)\s?(?:day|week|wk|month|weekday"
                r"|weekend|evening|night|morning|sprint)\b", r"\s(?:weekly|daily|nightly|monthly)\b",
                r"\son (?:weekdays?|weekends?|weeknights|workdays|saturdays?|sundays?)\b",
                r"\seach (?:day|week|evening|weekend)\b", r" (?:annually|yearly)\b",
                r"\s(?:before|after|during|at|over) (?:work|lunch|breakfast|dinner|school|bed|(?:your|the) commute)\b",
                r"\s(?:in|during) (?:the|your) (?:morning|afternoon|evening|commute|lunch break)s?\b",
                r"\sof (?:\w+ ){0,2}(?:every|each|per|a) (?:day|week)\b",
            ),
            tell(
                "head", r"hours?\s?(?:/|per|a)\s?(?:week|wk|day|month)", r"weekly(?: \w+)?", r"daily(?: \w+)?",
                r"per week", r"per day", r"pace",
            ),
            tell(
                "label", r"hours?\s?(?:/|per|a)\s?(?:week|wk|day)", r"weekly(?: \w+)?", r"daily(?: \w+)?",
                r"per week", r"per day",
            ),
            right_before(
                r"(?:every|each) (?:day|week)(?: for)?,? (?:about |around )?",
                r"(?:each|every) day (?:[\w-]+ ){0,2}of (?:about |around )?",
                r"weekly (?:\w+ )?of (?:about |around )?", r"(?:once )?every (?:other )?",
            ),
            found(
                "lead",
                r"\b(?:daily|weekdays?|weekends?|mornings?|evenings?|afternoons?"
                r"|(?:each|per) session|sessions? of|blocks? of)(?: \w+){0,3}\W*$",
                within=40, given=IN_HOURS,
            ),
        ),
    ),
    Trap(
        "own time",
        DURATION,
        tells=(
            found("before", _FINISHED, given=_is_in_exam),
            found("before", rf"\bI (?:took|sat) (?:the )?[\w+ -]{{2,40}} {_IN}", given=IN_HOURS),
            found("before", rf"\bI (?:finished|was done) (?:\w+ )?{_IN}", given=_is_minutes),
            right_after(r" (?:out )?of the (?:[\w-]+ ){1,3}(?:minutes|hours)\b"),
            found("after", r"^[^.;]{0,80} to (?:complete|finish|solve|pass|do) the (?:exam|test)\b", given=_took_me),
            tell("label", r"time (?:taken|used|spent)", given=IN_HOURS),
        ),
    ),
    Trap(
        "ago",
        TIMES,
        tells=(
            right_after(
                r"\s?(?:ago|old|-old|earlier|later)\b", r"\s(?:before|prior|earlier)\s?[.,;]?$",
                r" (?:after|before|since) (?:I|we|s?he|they)\b",
                r"\sof (?:finishing|completing|completion|graduat\w+|passing|earning|getting)\b",
            ),
        ),
        unless=(
            right_after(_UNTIL_READY),
        ),
    ),
    Trap(
        "timeline",
        DURATION,
        tells=(
            tell("column_head", r"(?:time|days|weeks|months) (?:before|until|left|to go)(?: \w+)*"),
            tell("head", r"transition(?: \w+)?"),
        ),
        test=_is_label,
    ),
    Trap(
        "step of a plan",
        DURATION,
        test=_is_hours_of_plan,
    ),
    Trap("listed part", DURATION | EXAM, test=_is_of_listed_part),
    Trap(
        "numbered part",
        DURATION,
        test=_is_number_of_part,
    ),
    Trap(
        "point in time",
        TIMES,
        tells=(
            right_after(r"[ -](?:response|reply|answer|turnaround)\b"),
            right_before(
                r"(?:in|over|for|during|within|of|from) the (?:next|last|past|following|first"
                r"|coming) (?:about |few )?", r"(?:the )?(?:next|last|past|previous) ", r"older than ",
                r"every few ", r"since ", r"(?:leav|depart|arriv|start|begin|clos|land)\w* in (?:about |less than )?",
            ),
            right_after(
                r"\s?(?:from (?:now|today)|in advance|(?:prior )?notice|of age|into|prior|apart|or so ago"
                r"|back|off|out(?! of)|away|(?:of|after) (?:its |the |your )?expir\w+|of (?:vacation|leave|holidays?"
                r"|probation)|leave|internship)\b",
                r"\s(?:before|prior to|ahead of|leading up to)\s(?:\w+\s){0,3}(?:exam|expir\w*|test|renew\w*|end|time"
                r"|deadline|it|that|this|date|scheduled|launch|appointment|start|session)",
                r"\safter\s(?:\w+\s){0,3}(?:in|an?|the|your|each|passing|failing|unsuccessful|exam|launch|release)",
            ),
        ),
        unless=(
            right_after(_UNTIL_READY),
            tell(
                "lead", r"valid(?:ity)?", r"expir\w*", r"good for", r"lasts", r"stud\w+", r"prep(?:ar\w*)?",
                r"learn\w*",
            ),
        ),
    ),
    Trap("some of them", VALIDITY, tells=(right_after(r" of (?:which|these|them)\b"),)),
    Trap(
        "within",
        TIMES,
        tells=(right_before(r"within (?:about |the |a )?", r"after (?:about |another |a |the )?"),),
        unless=(
            right_after(r"[ -](?:time[ -])?limit\b"),
            right_before(r"\d+ (?:[\w-]+ )?(?:questions|tasks|items|labs|problems|challenges) within (?:about )?"),
            right_before(r"(?:answer\w*|solv\w*|sit) (?:them |all |it |all of them |the exam )?within (?:about )?"),
            tell(
                "lead", r"complet\w*", r"finish\w*", r"valid\w*", r"expir\w*", r"renew\w*", r"recertif\w*",
                r"re-?certif\w*", r"prepar\w*", r"learn\w*", r"master\w*", r"pass(?:ed|ing)?", r"done", r"ready",
                r"laps\w+", r"becom\w+ inactive", r"re-?validat\w+", r"maintain\w*", r"keep\w*", r"earn(?:ed)?",
                r"retest\w*", r"retak\w+",
            ),
            *tells("label head near", r"renew\w*", r"recertif\w*", r"valid\w*", r"expir\w*"),
            right_after(
                r"\s(?:of )?(?:[\w-]+ ){0,4}(?:study\w*|prep\w*|learning|revision|ready|finish\w*)",
                r" (?:[\w'’-]+,? ){0,6}felt (?:[\w'’]+ ){0,4}ready",
            ),
            tell("trail", r"expires?", r"laps\w+", r"renew\w*", r"recertif\w*"),
        ),
    ),
    Trap("rest", DURATION | EXAM, tells=(tell("lead", r"sle(?:ep|pt)\w*", r"naps?", r"rest(?:ed|ing)?"),)),
    Trap(
        "postponement",
        DURATION,
        tells=(
            found(
                "before",
                r"\b(?:push|bump|delay|postpon|reschedul|defer|extend|extension|mov)\w*\b[^.;]{0,50} "
                r"(?:up|back|out|forward|by|another) (?:about |another |an extra )?$",
            ),
            right_before(r"(?<!to )(?<!will )add (?:an? (?:extra|additional) |another |about )?"),
            right_after(r" (?:\w+ )?(?:doing|taking|on) (?:the |an? |each |every )?(?:\w+ )?(?:mock|practi[cs]e)\b"),
        ),
    ),
    Trap(
        "time of study",
        VALIDITY,
        tells=(right_after(r"\s(?:of )?(?:[\w-]+ ){0,2}(?:study\w*|prep\w*|training|learning|revision)\b"),),
    ),
    Trap(
        "lecture",
        DURATION,
        tells=(
            right_after(
                r"[\s-](?:\w+[\s-])?(?:mentor\w*|coaching|tutoring|videos?|lectures?|webinars?|talks?|sessions?|calls?|episodes?|clips?"
                r"|interviews?|meetings?|assessments?|quiz(?:zes)?|shifts?|per (?:lecture|lesson|video|module|chapter"
                r"|domain|topic))\b",
                r" of (?:the|his|her|this|that|an?|\w+['’]s) (?:[\w.'’-]+ ){0,3}(?:videos?|lectures?|playlist)\b",
            ),
            right_before(
                r"each (?:lecture|lesson|video|module|chapter|unit|topic|section|lab)s? (?:[a-z]+ ){0,2}(?:about )?",
                r"(?:courses|modules|classes|parts),? (?:and )?each (?:of (?:them|these|which) )?"
                r"(?:(?:takes|lasts|is|of|about|around) )*",
            ),
            *tells("label key", r"read(?:ing)?[ _]time", r"running time"),
        ),
    ),
)  # fmt: skip
