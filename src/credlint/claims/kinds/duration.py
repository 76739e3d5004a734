"""Time to complete a course or to prepare for an exam."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from credlint import lazy_re
from credlint.claims.claim import Candidate
from credlint.claims.context import Context
from credlint.claims.cues import Cue, Spot, cue, first_cue, lowered, words_of
from credlint.claims.kinds import validity
from credlint.claims.kinds.exam.time import is_exam_time
from credlint.claims.page import Page
from credlint.claims.places import Place, PlaceKind
from credlint.claims.quantities.quantity import Measure
from credlint.claims.tense import tense_of
from credlint.claims.traps import sprung
from credlint.claims.traps.trap import in_units
from credlint.values import Duration, Kind

KIND = Kind.DURATION
SWITCHES = ("course list", "beside price", "after pace", "named", "alone", "study hours", "phase")
TRAPS = ("not study", "phase", "course of a list")

_LABEL = (
    r"duration", r"time(?! limit| travel| zone| series| management)(?! to (?!complet|finish|prep|stud|certif|pass|learn"
    r"|earn|master|get))(?: commitment| required| needed| investment| to \w+)?", r"timeline", r"time ?frame",
    r"length", r"stud(?:y|ying)(?: \w+)?", r"prep(?:aration)?(?: \w+)?", r"completion(?: time)?",
    r"(?:time|study|weekly) commitment", r"effort", r"how long", r"hours", r"weeks", r"months", r"pace",
    r"program length",
    r"estimated \w+", r"course (?:length|hours)", r"training time",
)  # fmt: skip
PLACED = (
    cue("head", "head", *_LABEL),
    cue("row", "row", r"(?:stud(?:y|ying)|prep(?:aration)?|completion) (?:time|hours|period|length)"),
    cue("label", "label", *_LABEL),
    cue("near-label", "near", *_LABEL),
    # In hours it is no course but the education that one has to prove.
    *(Cue("training " + where, Spot(where, given=in_units("days", "weeks")), words_of(r"training(?: \w+)?"))
        for where in ("head", "label")),
    cue("course label", "label", r"nanodegrees?", r"speciali[sz]ations?", r"courses?", r"class", r"certificates?",
        r"certifications?", r"programs?", r"bootcamps?", r"micro-?masters", r"degrees?"),
    cue("section", "heading", r"time (?:commitment|investment|required|needed)", r"how long", r"duration",
        r"study time", r"timeline", r"prep(?:aration)? time", r"study hours", r"hours needed"),
    cue("key", "key", r"duration", r"time", r"length", r"effort"),
)  # fmt: skip
WORDED = (
    cue(
        "word before", "lead", r"complet\w*", r"finish\w*", r"prepar\w*", r"prep", r"stud(?:y|ied|ying|ies)",
        r"cram\w*", r"revis(?:e|ed|ing)",
        r"learn\w*", r"master\w*", r"tak(?:e|es|ing)", r"took", r"have taken",
        r"spen[dt]\w*", r"(?<!of )courses?(?! of\b)",
        r"program(?:me)?s?",
        r"path(?:s|way)?", r"plan(?:s|ned)?(?: for| on)?",
        r"allow", r"g(?:ive|ave) (?:yourself|myself)", r"enough", r"needs?", r"needed", r"requir(?:e|es|ing)",
        r"expect\w*", r"self-paced", r"budget\w*", r"recommend\w*",
        r"pass(?:ed)? (?:it |the exam )?(?:in|after|with)", r"ready in", r"set aside", r"invest\w*",
        r"curriculum", r"specialization", r"sprint", r"last(?:s|ed)?", r"runs?", r"report", r"dedicat\w+",
        r"in (?:just |only |about |under |as little as )*", r"(?:a |over |about )?total of", r"in total", r"commit\w*",
        r"timeline", r"earn(?:ed)?", r"steady", r"content", r"estimat\w+", r"typical\w*", r"roughly", r"done",
        within=40,
    ),
    Cue("course of study", Spot("before"), lowered(r"\b(?:stud|prep|learn"
        r"|read)\w* [^.;]{0,200}\bover the course of (?:about )?$")),
    cue(
        "word after", "trail",
        r"you (?:can|could|will|should) (?:be ready|pass|finish|complete)",
        r"(?:is|are|was|were|should be|will be|might be) (?:more than |quite )?(?:enough|sufficient|plenty"
        r"|realistic|tight)", r"(?:will|would|should|might|may|could) (?:do|suffice)", r"suffices?",
        r"(?:of (?:that|this|it),? )?I (?:felt|was) (?:[\w'’]+ ){0,4}ready",
        r"to (?:complete|finish|prepare|study|learn|earn|pass|get (?:ready|certified)|work through|go through"
        r"|cover|master)", r"of (?:\w+[- ]){0,3}(?:study\w*|prep\w*|learning|training|content|material"
        r"|instruction|coursework|practice|work|courses|video|lectures|effort|revision|classes|qualifying courses)",
        r"(?:program(?:me)?|course|specialization|curriculum|bootcamp|path|plan|approach|study|prep\w*|training"
        r"|journey|schedule|class|certificate|certification|timeline|commitment|track)s?", r"self-paced",
        r"stud(?:y|ying)", r"total", r"per course", r"prep", r"part[- ]time", r"full[- ]time", r"long",
        r"before (?:the|your|my|taking|sitting|attempting)", r"at (?:about |a pace of |around )?", r"on average",
        r"focused", r"dedicated", r"(?:if|when|by|while|working|depending)",
    ),
)  # fmt: skip
# All that is evidence here, each of which tests do without in turn.
CUES = (*PLACED, *WORDED)
# Evidence of the place alone: it shows that the time is a credential's, and not what for.
_BARE = frozenset({"word named", "word alone", "word beside price"})
_CONTENT = words_of(
    r"complet\w*", r"finish\w*", r"prep\w*", r"stud(?:y|ied|ying|ies)", r"cramm?\w*", r"learn\w*", r"(?<!of )courses?",
    r"program(?:me)?s?",
    r"exam\w*", r"certif\w*", r"specializ\w*", r"curricul\w*", r"path\w*", r"bootcamp", r"training", r"self-paced",
    r"credential\w*", r"nanodegree", r"class\w*", r"lessons?", r"pass(?:ed|ing)?", r"candidates?", r"material",
    r"practi[cs]\w*", r"schedule", r"syllabus", r"lectures?", r"modules?", r"degree", r"test\w*", r"it", r"experienced",
    r"with (?:\w+ )?experience", r"sprint",
    r"ready",
)  # fmt: skip
_COURSE_WORD = words_of(
    r"complet\w*", r"finish\w*", r"(?<!of )courses?", r"program(?:me)?s?", r"certif\w*", r"exams?",
    r"stud(?:y|ied|ying)",
    r"prepar\w*", r"nanodegrees?", r"specializations?", r"training", r"bootcamps?", r"credentials?", r"curriculum",
    r"prep",
)  # fmt: skip
_PHASE = lowered(
    r"^\W*(?:phase|step|stage|week|weeks|month|months|day|days|sprint|part|level|year|quarter|milestone|domain"
    r"|tier|module|section)\s?(?:#\s?)?(?:\d|one|two|three|four|five|six|[ivx]+\b)"
)
_AFTER_PRICE = lowered(r"(?:[$€£₹]\s?[\d.,]+(?:\s?(?:/|per |a )\s?\w+)?|\bfree|\d ?% to pass)[,;]\s(?:and |about |~)?$")
_AFTER_PACE = lowered(
    r"(?:hours?|hrs?)\s?(?:/|per |an? |each |every )\s?(?:week|wk|day)(?:"
    r"(?:,? |\b[^.;]{0,160}[,)] )(?:for|over|across)\s|,? (?:in )?(?=about |around |roughly )"
    r"|\b[^.;]{0,60} (?:done|through|ready|there) (?:in|within) )(?:about |around |roughly )?$"
)
_NOT_STUDY = words_of(
    r"travel\w*", r"talk\w*", r"jobs?(?!-ready| ready)", r"hired", r"interview\w*", r"position", r"project",
    r"contract", r"career(?! change)",
    r"promotion", r"raise",
    r"subscription", r"plan costs?", r"market", r"world", r"retire\w*", r"launch\w*", r"deprecat\w*", r"support\w*",
    r"valid\w*", r"expir\w*", r"renew\w*",
    r"recertif\w*", r"award\w*", r"shipping", r"results?", r"deliver\w*", r"downtime", r"outage", r"meeting",
    r"released?", r"updated?", r"announce\w*", r"migrat\w*",
)  # fmt: skip
_STUDIED = words_of(r"studied", r"prepared", r"learned", r"learnt",
    r"(?:takes?|took) (?:(?:me|us|you|about|around|roughly|up to|almost) )*$")  # fmt: skip
_STUDY_AFTER = lowered(
    r"[\s-](?:of )?(?:[\w-]+ ){0,2}(?:study\w*|prep\w*|training|learning|revision|program(?:me)?|course"
    r"|speciali[sz]ation)\b"
)
_COURSES = words_of(r"courses", r"curriculum", r"modules", r"syllabus", r"(?:digital |online |free |partner )?training")
_LONG = lowered(r"\W*long\b")
_LASTS = lowered(r"\b(?:last(?:s|ed)?|takes)(?: (?:for|about|around|up to))*\W*$")
_IS_SO = lowered(r"(?: exam| test| itself)* (?:is|was|lasts?|lasted|takes)(?: (?:only|just|about|around|for|up to))* ")
# "The way to the CKA takes 2 hours."
_OF_IT = lowered(r"\b(?:of|to|for|from|before|after|at|with|on) (?:the |my |an? )?$")
_NEUTRAL = lowered(r"\W*(?:total )?(?:duration|length|time)\W*")
_OF_COURSE = words_of(r"courses?", r"training", r"workshops?", r"class(?:es)?", r"modules?", r"boot ?camps?",
    r"stud\w+", r"prep\w*", r"videos?", r"labs?", r"lessons?", r"tutorials?", r"phase \w+", r"week \w+")  # fmt: skip
_OWN_PACE = lowered(
    r"\b(?:took|cost) (?:me|us|him|her)\b[^.;]{0,30}$|\bI (?:needed|finished|completed|spent)\b[^.;]{0,60}$"
)
_FOR_REPORT = lowered(r"^ (?:to (?:write|complete|finish|submit|deliver)|for) (?:the|an?|your) (?:\w+ )?report\b")
_TIMELINE = lowered(r"\W*(?:timeline|time ?frame|when)\W*")
_STEPS = lowered(r"steps?|actions?|tasks?")
_VAGUE = lowered(r"^(?:an?|half|one day)\b")
_VAGUE_BEFORE = lowered(
    r"\b(?:takes?|took|taken|in|about|around|under|spend|spent|needs?|only|just|roughly|than|over|for)\s"
    r"(?:me |us |you )?$"
)


def find(page: Page) -> Iterator[Candidate]:
    for context in page.of(Measure.TIME):
        reason = _evidence(context)
        quantity = context.quantity
        if reason is None:
            continue
        tense = tense_of(context, quantity.part)
        if tense is None:
            continue
        unit, low, high = quantity.unit, quantity.low, quantity.high
        if unit == "minutes":
            unit, low, high = "hours", low and low / 60, high and high / 60
        elif unit == "years":
            unit, low, high = "months", low and low * 12, high and high * 12
        yield Candidate(
            KIND,
            Duration(low, high, unit),
            context.span,
            context.place.block,
            reason,
            _basis(context),
            no_subject=_phase(context),
            needs_tie=reason in _BARE
            or (
                reason not in {"course list", "label", "head", "near-label", "section", "course label", "after pace"}
                and not _COURSE_WORD.search(context.sentence + " " + context.near + " " + context.heading)
            ),
            assumed=("time",) if unit == "hours" and _may_be_of_exam(context, reason) else (),
        )


def _may_be_of_exam(context: Context, reason: str) -> bool:
    """Whether hours that fit an exam stand alone or behind a word that says nothing about whose they are."""
    quantity = context.quantity
    fits = quantity.most <= (8 if quantity.unit == "hours" else 480)
    labelled = context.follows_label and _NEUTRAL.fullmatch(context.label)
    bare = reason in _BARE or labelled or (context.alone and _NEUTRAL.fullmatch(context.head))
    bare = bare or _is_length(context)
    of_course = _OF_COURSE.search(context.own + " " + context.near + " " + context.heading)
    return bool(fits and bare) and not of_course and sprung(Kind.EXAM, context) is None


def _is_length(context: Context) -> bool:
    """Whether something lasts so long, and not how much time one has or spends: "takes 90 minutes", "is 2 h long"."""
    return _LASTS.search(context.before) is not None or _LONG.match(context.after) is not None


def _is_length_of_named(context: Context) -> bool:
    """Whether it is how long a credential named right before lasts: "CKA is 120 minutes long"."""
    low, start = context.page.low, context.span.start
    names = [one.span for one in context.mentions if one.form == "credential" and one.span < context.span]
    return _is_length(context) and any(
        _IS_SO.fullmatch(low[name.end : start]) and not _OF_IT.search(low[max(0, name.start - 16) : name.start])
        for name in names
    )


def _basis(context: Context) -> tuple[tuple[str, str], ...]:
    """Time to prepare for an exam is not the time that a course takes; nor is what somebody needed, what all do."""
    if _OWN_PACE.search(context.before):
        return (("basis", "own"),)
    for text in (context.label, context.head, context.lead[-40:] + context.trail):
        if lazy_re.search(r"\bprep|\bstud(?:y|ied)|\brevis", text):
            return (("basis", "preparation"),)
    return ()


def _evidence(context: Context) -> str | None:
    """What makes a time one of study or of a course, or None where nothing does or something speaks against it."""
    found = first_cue("duration", PLACED, context)
    if found is not None and found.where in {"label", "near"} and len(context.before.split()) > 16:
        found = None
    if not _fits_unit(context, found) or _is_of_something_else(context):
        return None
    if sprung(KIND, context, found is not None) is not None or _is_vague(context):
        return None
    if found is not None:
        return found.name
    if context.uses("duration/after pace") and _AFTER_PACE.search(context.before):
        return "after pace"
    if context.uses("duration/course list") and _of_course_list(context):
        return "course list"
    return None if _is_of_work(context) else _worded(context)


def _fits_unit(context: Context, found: Cue | None) -> bool:
    """Whether so many years or minutes may be spent on a course or on study for an exam."""
    quantity = context.quantity
    if quantity.unit == "years":
        studied = quantity.most <= 2 and _STUDIED.search(context.lead) is not None
        return studied or (found is not None and quantity.most <= 5)
    if quantity.unit != "minutes":
        return True
    placed = (context.alone and context.above_is_named) or context.follows_mention or _is_beside_price(context)
    placed = placed or _of_course_list(context) or _is_length_of_named(context)
    alone = quantity.least >= 20 and placed
    labelled = found is not None and lazy_re.search(r"duration|length|time|long", found.spot.text(context))
    of_course = lazy_re.search(r"\b(?:course|training|module|program)", context.sentence) is not None
    return alone or bool(labelled) or (quantity.most >= 20 and of_course)


def _is_of_something_else(context: Context) -> bool:
    """Whether it is how long an exam takes, a credential is valid, a report is written, or a step of a plan lasts."""
    if context.quantity.unit in {"months", "years"} and (
        first_cue("validity", validity.OWN_LABELS, context) is not None or _is_term(context)
    ):
        return True
    return is_exam_time(context) or _FOR_REPORT.match(context.after) is not None or _is_of_step(context)


def _is_vague(context: Context) -> bool:
    """Whether it is "a day" and the like, and nothing says that so much time is spent."""
    return (
        _VAGUE.match(context.written) is not None
        and not context.alone
        and _VAGUE_BEFORE.search(context.before) is None
        and lazy_re.match(r"[\s-](?:of )?(?:[\w-]+ ){0,4}(?:prep|study)", context.after) is None
    )


def _is_of_work(context: Context) -> bool:
    """Whether words near speak of jobs, services and dates, or the heading has said how long the phase takes."""
    if _PHASE.search(context.heading) and context.span.start < context.place.span.start:
        return True
    return (
        context.uses("trap/not study")
        and not _STUDY_AFTER.match(context.after)
        and (_NOT_STUDY.search(context.lead[-32:]) or _NOT_STUDY.search(context.trail[:28])) is not None
    )


def _worded(context: Context) -> str | None:
    """The evidence of words near, or of the place where it stands."""
    found = first_cue("duration", WORDED, context)
    if found is not None and (
        _CONTENT.search(context.sentence + " " + context.near)
        or context.names_credential
        or (context.above_is_named and (found.where == "trail" or context.quantity.unit in {"days", "weeks", "months"}))
    ):
        return found.name
    evidence = {
        "study hours": lazy_re.search(r"\b(?:study|prep|learning|training|total)\b", context.written) is not None,
        "phase": context.place.kind is PlaceKind.HEADING and _PHASE.search(context.own) is not None,
        "word beside price": _is_beside_price(context),
        "word named": context.follows_mention,
        "word alone": context.alone and context.above_is_named and context.quantity.unit != "years",
    }
    on = (name for name in evidence if context.uses(f"duration/{name.removeprefix('word ')}"))
    return next((name for name in on if evidence[name]), None)


def _is_beside_price(context: Context) -> bool:
    """Whether it is listed behind a price or a pass mark: "$200, 65% to pass, 105 minutes"."""
    return _AFTER_PRICE.search(context.before[-30:]) is not None


def _of_course_list(context: Context) -> bool:
    """Hours in brackets behind an item of a list of courses that is named nowhere else."""
    return (
        context.place.depth > 0
        and context.before.endswith("(")
        and _COURSES.search(f"{context.near} {context.heading} {context.outer_heading}") is not None
        and not any(mention.form == "credential" for mention in context.mentions)
    )


def _is_of_step(context: Context) -> bool:
    """Whether it is the time of a step in a table of steps that is about no credential."""
    page, place = context.page, context.place
    return (
        _TIMELINE.fullmatch(context.head) is not None
        and place.table in page.tables_labelled(_STEPS)
        and (place.table, place.row) not in page.named_rows
    )


def _is_term(context: Context) -> bool:
    if _STUDY_AFTER.match(context.after):
        return False
    return bool(lazy_re.search(r"\b(?:valid|expir|renew|recertif)\w*", context.lead + context.trail, re.I))


def _phase(context: Context) -> str | None:
    """A phase of a plan is about no one credential, unless it names one; a course of a programme is none."""
    if context.uses("trap/course of a list") and _of_course_list(context):
        return "a course of a programme"
    if not context.uses("trap/phase") or _names_credential(context, [context.place]):
        return None
    texts = [context.own, context.label, context.row, context.near, context.heading]
    scene, place = context.page.scene, context.place
    if _names_credential(context, scene.table_rows.get((place.table, place.row), ())):
        return None
    if _names_credential(context, [scene.places[at] for at in place.headings[-1:]]):
        texts = [text for text in texts if text != context.heading]  # "Month 2: Acme Baker"
    return "a phase of a plan" if any(_PHASE.search(text) for text in texts) else None


def _names_credential(context: Context, places: Iterable[Place]) -> bool:
    return any(mention.form == "credential" for place in places for mention in context.page.mentions(place))
