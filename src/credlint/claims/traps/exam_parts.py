"""Numbers and times of a part of an exam, or around it: of a question, a section, a break, extra time."""

from __future__ import annotations

from credlint.claims.context import Context
from credlint.claims.cues import lowered
from credlint.claims.quantities.quantity import Measure
from credlint.claims.traps.trap import (
    DURATION,
    EXAM,
    IN_HOURS,
    Trap,
    found,
    in_units,
    of_measure,
    right_after,
    right_before,
    tell,
    tells,
)

_SCORES = lowered(r"\W*(?:(?:my|your|scaled|raw|total|final) )?(?:scores?|results?|points?|%)\W*")
_SESSION = (
    r"(?:^|\n)(?![^\n]*\b(?:certif|certs?\b|exam))"
    r"[^\w\n]*(?:\w+[ :–-]+)?(?:sessions?|meet-?ups?|workshops?|webinars?|modules?|lessons?|labs?|lectures?)\b"
    r"(?: \d+| format)?\W"
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OF_SOME = lowered(r"(?:\s[\w-]+)?\)? (?:are|were|is|come|will be|deal|cover)\b|\s(?:questions|items)\)\W*$")


def _is_of_part(context: Context) -> bool:
    """Whether it is of a part; what was scored in all parts together is no more than a result either."""
    scene, place = context.page.scene, context.place
    is_entry = IN_HOURS(context) and not context.before.strip(" *_") and context.after.lstrip("*_ ").startswith(":")
    return (
        is_entry  # of a plan: "**2 hours**: labs"
        or scene.tables.is_of_part(place)
        or (scene.tables.lists_parts(place) and _SCORES.fullmatch(context.head) is not None)
    )


def _is_of_some(context: Context) -> bool:
    return context.measure is Measure.COUNT and _OF_SOME.match(context.after) is not None


TRAPS = (
    Trap(
        "learning",
        EXAM,
        tells=(
            *(
                tell(where, r"learning (?:path|module|plan)s?", r"(?:training|course) (?:modules?|content|outline)")
                for where in ("heading", "outer_heading")
            ),
            found(
                "title",
                r"^(?!.*\b(?:exam|certif)).*\b(?:learning (?:path|module|plan)|training modules?|course content)",
            ),
            found("corner", r"^\W*(?:learning )?(?:module|path|lesson|room|lab|video|course|exercise)s?\W*$"),
        ),
        unless=(
            *tells("lead label row head", r"exams?"),
            *tells("heading outer_heading", r"exams?"),
            tell("trail", r"exams?", r"questions?"),
        ),
    ),
    Trap(
        "per question",
        EXAM | DURATION,
        tells=(
            right_after(r"\s(?:per|for each|for every|on each|a|/)\s?(?:question|item|task|problem)s?\b"),
            tell("lead", r"per question", r"each question"),
        ),
    ),
    Trap(
        "pacing",
        EXAM,
        tells=(
            tell(
                "lead", r"leav(?:e|es|ing)", r"reserv(?:e|es|ing)", r"sav(?:e|ing)", r"keep(?:ing)?",
                r"aim(?:ing)? (?:for|to)", r"allocat\w+", r"first", r"(?<!exams )(?<!tests )(?<!they )last", r"final",
            ),
            tell("trail", r"(?:for|to) review\w*", r"flagged"),
            found("before", r"\bper $", given=of_measure(Measure.COUNT)),
            right_before(r"(?:finish|end|stop)\w* (?:[\w']+ ){0,3}(?:after|at)(?: exactly| only| just)? "),
            right_after(
                r"[ -]mark\b", r" (?:per|for (?:each|every)) \d+\b", r" in(?:to (?:the|my) exam)?(?:,| and\b)",
                r" (?:to|for|on) (?:\w+ ){0,2}(?:first|last|remaining|next"
                r"|final) (?:\w+ ){0,3}(?:questions?|items|sections?)\b",
                r"(?: questions?| items?)? (?:marked|flagged|to go|for review)\b",
            ),
        ),
        unless=(tell("lead", r"questions", r"first attempt"),),
    ),
    Trap(
        "time allocation",
        EXAM | DURATION,
        tells=(tell("heading", r"time (?:allocation|management|strategy|splits?|budget)", r"pacing"),),
        unless=(
            tell("label", r"(?:total|exam|overall) (?:time|duration|length)", r"(?:number of |total )?questions"),
            right_after(r"(?:(?: in total)? (?:for|to answer) (?:all |the )*|[ *]*[·,;/"
                r"|][ *~]*)\d+ (?:[\w-]+ )?questions"),
            right_before(r"(?:minutes|hours) (?:for|to answer) (?:all |the )*"),
        ),
    ),
    Trap(
        "share of the questions",
        EXAM,
        tells=(
            found("before", r"\d ?% \($", given=_is_of_some),
            found("before", r"\(\d+ ?%[ ,–—-]+$", given=of_measure(Measure.COUNT)),
        ),
        unless=(tell("before", r"pass\w*", r"scores?", r"correct\w*", r"need\w*", r"requir\w*", r"minimum"),),
    ),
    Trap(
        "session",
        EXAM | DURATION,
        tells=tuple(found(where, _SESSION) for where in ("own", "heading", "title")),
        unless=tells("lead label row head", r"exam\w*"),
    ),
    Trap(
        "time around it",
        EXAM,
        tells=(
            right_after(
                r" (?:before|prior to|ahead of) (?:(?:the|your|my) )?(?:appt|appointment|start|exam|scheduled)\b",
                r" (?:left )?after my\b",
            ),
            found("before", r"\b(?:cost|took|gave|left) me (?:about |around |some )?$", given=IN_HOURS),
        ),
    ),
    Trap(
        "extra time",
        EXAM,
        tells=(
            right_before(r"(?:extra|additional|another) (?:of )?"),
            tell("lead", r"surveys?"),
            right_after(r"\s(?:(?:for|of|in) (?:the |an? )?)?survey\b"),
            right_after(r"\s(?:extra|additional|more|longer|(?:time )?(?:extension|accommodation))\b"),
            tell("written", r"extra", r"additional", r"(?<!or )more(?! than)"),
            tell("written", r"more than", given=in_units("minutes", "hours")),
        ),
    ),
    Trap(
        "added time",
        EXAM | DURATION,
        tells=(
            found("before", r"\d\s?(?:min\w*|hours?|hrs?|h)\)?\W{0,9}\+ ?$", within=24, given=IN_HOURS),
            found("before", r"\b(?:extra|additional) $", within=24, given=IN_HOURS),
            found("before", r"\b(?:extension|accommodation)s?\b[^.;]{0,80}$", within=110, given=IN_HOURS),
            found("before", r"(?:/|per |a )day ?[x×*] ?$", within=24),
            found(
                "after",
                r"^ \(?(?:more )?(?:if|for|with) [^.;]{0,40}\b(?:esl|accommodation|extension|(?:non-?|not )native)",
                given=IN_HOURS,
            ),
        ),
    ),
    Trap(
        "unscored",
        EXAM,
        tells=(
            right_after(
                r"[\s-](?:(?:are|is|were) )?(?:unscored|pre-?test|prototype|experimental|trial|ungraded)\s",
                r" questions (?:of|on|in) [^.;]{1,40} (?:are scored|count)\b",
            ),
        ),
    ),
    Trap(
        "part",
        EXAM | DURATION,
        tells=(
            right_after(
                r"\s(?:for|on|per) (?:(?:the|an?) )?(?:each |every |longer |shorter |harder |easier |last |first )+"
                r"(?:chapter|module|domain|section|topic|lesson|unit)s?\b"
            ),
            found(
                "before",
                r"\b(?:chapter|module|domain|section|topic|lesson|unit|part|day|week) (?:\d{1,2}|[ivx]+)\b"
                r"[^.;()]{0,120}\($",
            ),
            found("before", rf"^\W*(?:{'|'.join(WEEKDAYS)})\W*\($", given=IN_HOURS),
            right_before(
                r"\beach (?:containing|with|having|consisting of|of) ",
                r"\bcase stud(?:y|ies) (?:each )?(?:contain(?:s|ed)?|ha[sd]|have|with) ",
                r"(?:chapter|module|domain|section|topic|lesson|unit|day|week) (?:\d{1,2}|[ivx]+)"
                r" (?:has|had|contains|includes|with|consists of) ",
            ),
            tell("label", r"(?:questions|items|time) (?:in|for) (?:this|each|every) (?:section|part|domain|task)"),
        ),
        test=_is_of_part,
    ),
    Trap(
        "weight",
        EXAM,
        tells=(
            found(
                "after",
                r"^\)?\s?(?:of|on|from) (?:the |all |your |total )?(?:\w+ ){0,2}(?:exam|test|questions?"
                r"|content|domain|marks|weight\w*|scored? (?:content|items?))\b",
                given=of_measure(Measure.COUNT, Measure.PERCENT),
            ),
            tell("head", r"weight(?:ing|age)?s?", r"% of (?:exam|scored content)", r"percent(?:age)?(?: of exam)?"),
            tell("label", r"domains? \d.*", r"weight\w*"),
            tell("near", r"(?:exam )?domains?(?: and weight\w*)?", r"weight\w*", r"topics?", r"syllabus"),
            # Below it an article also tells how many questions the whole exam has.
            tell("near", r"exam (?:outline|content|topics|objectives)", given=of_measure(Measure.PERCENT)),
            tell("lead", r"weight\w*", r"accounts? for", r"makes? up", r"domain"),
        ),
        unless=(
            tell("lead", r"pass\w*", r"score", r"correct\w*", r"at least", r"minimum", r"answer\w*"),
            tell("after", r"correct\w*", r"right", within=45),
        ),
    ),
)  # fmt: skip
