"""Times that are no validity, no duration of study and no length of an exam."""

from __future__ import annotations

from credlint import lazy_re
from credlint.claims.context import Context
from credlint.claims.cues import lowered
from credlint.claims.places import Place
from credlint.claims.quantity import Measure
from credlint.claims.scene import Scene
from credlint.claims.tables import ATTRIBUTE, PART_HEAD
from credlint.claims.traps.trap import (
    DURATION,
    EXAM,
    TIMES,
    VALIDITY,
    Trap,
    found,
    in_units,
    right_after,
    right_before,
    tell,
    tells,
)

_IN_HOURS = in_units("hours", "minutes")
# Hours and weeks are hardly ever time at work.
_IN_YEARS = in_units("months", "years")
_PLAN = lazy_re.compile(
    r"\bhow long\b|\b(?:study|prep\w*|learning|completion) (?:times?|hours|plan)|\btime ?(?:line|frames?|needed)"
)
# "A 2-day (16-hour) course", which some have to attend before an exam.
_COURSE_AFTER = r"[\s-]\(?(?:(?!of\b)[\w-]+[\s)]+){0,3}(?:courses?|class|workshop|boot ?camp)\b(?! of \d)"
# What study notes tell of the services that an exam is about.
_OF_SERVICE = (
    r"(?:response|retrieval|execution|processing|queued|recovery|retention|resolution|deployment|delivery|boot|load|idle"
    r"|session|cache|refresh|sync|job|run) (?:run |execution )?(?:times?|durations?|periods?|limits?)",
    r"time-?outs?",
    r"retention",
    r"r[pt]o",
    r"ttl",
    r"slas?",
    r"commitments?(?<!time commitment)(?<!time commitments)",
    r"(?:access |refresh |installation |oauth |personal )?tokens?",
    r"PATs?",
)
# What one has to bring along.
_REQUIRED = (r"pre-?requisites?", r"(?:entry |eligibility |exam )?requirements?", r"eligib\w+")
_TOPIC = lowered(
    r"\W*([^\d:.!?|]{2,60}?)(?: (?:[–—-]|->|→)|:|,) (?:give it |about |around |~)*"
    r"[\d–—-]{1,7} ?(?:h|hrs?|hours?|days?|weeks?)\W*"
)
# "I finished the exam in 2 hours": the author's own time.
_FINISHED = r"\b(?:I|we|my|me|us)\b(?:['’]\w+)?(?:,?\s[\w'-]+){0,14}\s(?:finish\w*|complet\w*|took|done|needed)\b"
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
    return _IN_HOURS(context) and _EXAM_WORD.search(before) is not None and _STUDY_WORD.search(before) is None


def _took_me(context: Context) -> bool:
    return _IN_HOURS(context) and lazy_re.search(r"\btook (?:me|us|him|her)\b", context.lead) is not None


def _is_no_plan(context: Context) -> bool:
    """Whether it is no time that readers of so much experience need: "How long? 2 years of experience: 3 months"."""
    return _is_time(context) and _PLAN.search(f"{context.heading} {context.near}") is None


def _is_time(context: Context) -> bool:
    return context.measure is Measure.TIME


def _is_label(context: Context) -> bool:
    """Whether the value is itself the label of what follows: "6 months: gather experience"."""
    begins = not context.page.low[context.place.span.start : context.span.start].strip(" *_-–")
    return begins and context.after.lstrip(" *_").startswith(":")


def _is_hours_of_plan(context: Context) -> bool:
    """Whether a row of a plan, that names no credential, says how many hours its step takes."""
    place = context.place
    planned = _IN_HOURS(context) and _STEPS.fullmatch(context.corner) is not None
    return planned and (place.table, place.row or 0) not in context.page.named_rows


def _is_number_of_part(context: Context) -> bool:
    """Whether it tells which week of a plan a row is about: "3-4" in the first column, headed "Weeks"."""
    first = context.place.column == 0 and bool(context.place.row)
    return first and PART_HEAD.fullmatch(context.head) is not None and context.written.islower() is False


def _is_of_listed_part(context: Context) -> bool:
    """Whether it is the time for one of several topics: an item "Networking - 10 hours" above "Storage - 15 hours"."""
    scene, place = context.page.scene, context.place
    if not place.depth or not _is_topic(scene, place) or _PLAN.search(f"{context.heading} {context.near}"):
        return False
    beside = (scene.places[at] for at in (place.index - 1, place.index + 1) if 0 <= at < len(scene.places))
    return any(other.depth == place.depth and _is_topic(scene, other) for other in beside)


def _is_topic(scene: Scene, item: Place) -> bool:
    """Whether a list item is no more than a topic and a time; a label such as "Duration" is no topic."""
    told = _TOPIC.fullmatch(item.span.of(scene.text).lower())
    return told is not None and ATTRIBUTE.search(told[1]) is None and not any(scene.mentions_in(item))


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
                within=40, given=_IN_HOURS,
            ),
        ),
    ),
    Trap(
        "own time",
        DURATION,
        tells=(
            found("before", _FINISHED, given=_is_in_exam),
            right_after(r" (?:out )?of the (?:[\w-]+ ){1,3}(?:minutes|hours)\b"),
            found("after", r"^[^.;]{0,80} to (?:complete|finish|solve|pass|do) the (?:exam|test)\b", given=_took_me),
            tell("label", r"time (?:taken|used|spent)", given=_IN_HOURS),
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
    Trap(
        "experience",
        TIMES,
        tells=(
            right_after(
                r"\+?\s(?:of|as)\s(?:[\w/&,+.-]+\s){0,4}(?:analyst|engineer|developer|administrator|auditor|consultant"
                r"|manager|employment|service|support|consulting|management|operations)\b",
                r"\+?\s?(?:of\s|['’]\s?)?(?:(?!(?:with|without|if|plus|and|depending|given)\b|\+ )[\w/&,+.-]+\s){0,4}"
                r"(?:experience|exposure|expertise|background"
                r"|track record|practice|education(?! (?:units?|credits?)))\b",
            ),
            found(
                "after",
                r"^\+?\s(?:of\s)?(?:working\b(?! \d)|hands[- ]on|on the job|as an?\b|as the\b"
                r"|in (?:the )?(?:industry|field|role|IT|tech|business)\b|in an?\s\w+\s(?:role|job|position)\b"
                r"|using\b|administering\b|building with\b|in production\b|professional(?:ly)?\b)",
                given=_IN_YEARS,
            ),
            tell(
                "lead", r"experience(?:d)? (?:of|with|is|for|spanning|required|requirement|requires"
                r"|being)?(?: at least| a minimum of| around| about| over)?",
                r"work(?:ed|ing)? (?:in|with|as|at|on)(?: \w+){0,4}", within=40, given=_IN_YEARS,
            ),
            tell("label", r"legacy", r"founded", r"history"),
            tell("label", r"(?<!exam )(?<!test )experience", r"years (?:of|in)", given=_is_no_plan),
            *(tell(where, *_REQUIRED, given=_is_time) for where in ("label", "head")),
            tell("head", r"(?<!exam )experience", given=_is_time),
            found("near", rf"^\W*(?:[\w-]+ ){{0,2}}(?:{'|'.join(_REQUIRED)})(?: \w+)?\W*$", given=_is_time),
            found(
                "near", r"^\W*(?:(?:required|recommended|work(?:ing)?|professional|prior|relevant|practical|minimum) )*"
                r"experience(?: \w+)?\W*$",
                given=_IN_YEARS,
            ),
            tell("head", r"training (?:required|requirements?)", given=_IN_HOURS),
        ),
        unless=(
            right_after(r"\sof (?:study|prep\w*|training)\b", _COURSE_AFTER),
            tell("lead", r"every", r"valid\w*", r"renew\w*", r"recertif\w*"),
            right_after(r"[ -](?:\w+ )?(?:cycle|renewal|recertification|validity)\b"),
            tell("label", r"timeline", r"duration", r"(?:study|prep\w*) time"),
        ),
    ),
    Trap(
        "education beside experience",
        DURATION,
        tells=(found("before", r"\bexperience\b[^.;]{0,90}\b(?:and|plus) (?:an? )?$", given=_IN_HOURS),),
    ),
    Trap(
        "retake wait",
        TIMES,
        tells=(
            tell(
                "lead", r"re-?tak\w+", r"wait\w*", r"re-?tests?", r"try again", r"retry",
                r"cool(?:ing)?[- ]?(?:off|down)", r"fail\w*", r"second attempt", r"attempts?(?: per| every| in)",
            ),
            tell(
                "trail", r"re-?tak\w+", r"wait\w*", r"try again", r"retry", r"cool(?:ing)?[- ]?(?:off|down)",
                r"between attempts", r"before (?:your |the |a )?(?:next|second|re)\w*",
            ),
            tell("label", r"re-?takes?", r"retake policy", r"wait\w*", r"re-?tests?"),
            tell("head", r"re-?takes?(?: policy)?", r"wait\w*"),
            tell("near", r"re-?takes?(?: policy)?", r"wait(?:ing)? (?:time|period)s?"),
        ),
        unless=(
            tell("lead", r"renew\w*", r"recertif\w*", r"valid\w*", r"expir\w*"),
            right_after(r"[- ](?:validity|renewal|recertification)"),
            tell("row", r"valid\w*", r"renew\w*"),
            found("before", r"\bevery\s$", given=in_units("years")),
        ),
    ),
    Trap(
        "access window",
        TIMES,
        tells=(
            tell(
                "lead", r"access(?:ible)?", r"vouchers?", r"eligib\w+", r"redeem\w*", r"schedul\w+", r"reschedul\w*",
                r"cancel\w*", r"purchas\w+", r"appointments?", r"check[- ]?in", r"arriv\w+", r"log(?:ging)? in",
                r"licen[cs]es?", r"registration", r"authorization", r"environment", r"simulator", r"grace period",
                r"renewal window", r"window", r"sandbox", r"lab", r"(?<!no )breaks?(?! down)", r"notif\w+", r"results?",
                r"score report", r"badges?", r"early", r"(?:id|webcam|system|room|tech|security) check\w*",
                r"queue\w*", r"set-?up", r"install\w*", r"delay\w*",
            ),
            tell("lead", r"(?:is|are|remains?|stays?|be) (?:\w+ )?available(?: for)?", given=_IN_YEARS),
            right_after(
                r"(?:\s(?:of|[\w-]+)){0,3}\s(?:access|window|lab time)\b", r"[\s-](?:[\w-]+\s)?breaks?\b",
                r" to (?:start|begin|reach|arrive|travel|be (?:scored|graded|marked|approved)|set up|check in"
                r"|get (?:in|through|started)|show|verify|upload|download|install)\b",
                r" to (?:complete|finish|submit|send in) (?:an?|the|your|their) (?:[\w-]+ )?(?:endorsement|application"
                r"|paperwork|registration|forms?|documents?)\b",
            ),
            tell(
                "trail", r"eligibility", r"grace period", r"(?:an?|of|for|one|two|optional|scheduled|rest) breaks?",
                r"to (?:schedule|redeem|use (?:it|the voucher)|book)", r"(?:of|after) (?:the )?purchase",
                r"from (?:the date of )?purchase", r"of (?:your |the )?(?:registration|booking|receipt)",
                r"after activation", r"early", r"business", r"of (?:the )?(?:issu\w+|passing)", r"check[- ]?in",
            ),
            tell("trail", r"to (?:take|sit) the exam", given=in_units("days", "weeks", "months", "years")),
            tell(
                "before", r"vouchers?", r"registration", r"eligibility", r"subscription", r"discounts?",
                r"authori[sz]ation", r"once you (?:register|purchase|buy|pay|enrol)\w*", within=70, given=_IN_YEARS,
            ),
            tell(
                "label", r"access", r"vouchers?", r"eligibility", r"grace period", r"renewal window", r"results?",
                r"breaks?",
            ),
            tell("head", r"access", r"vouchers?", r"grace period", r"renewal window"),
        ),
        unless=(
            tell("lead", r"(?:certifi\w+|credentials?|badges?)(?: \w+){0,2} valid"),
            tell("trail", r"validity", r"valid from the date"),
            found("before", r"\bexam\b[^.;]{0,120}\bover an? $"),
            right_after(r"[\s-](?:[\w-]+ )?(?:program(?:me)?|course|speciali[sz]ation|curriculum)s?\b(?! access)"),
            right_after(r"[\s-](?:[\w-]+ )?(?:prep|preparation|revision)\b(?! (?:access|window|lab))"),
        ),
    ),
    Trap(
        "trial",
        TIMES,
        tells=(
            right_after(r"[\s-](?:\w+[\s-]){0,2}(?:trial|money[- ]back|refund|guarantee)\b"),
            tell("lead", r"trials?(?!\W+questions)", r"refund\w*", r"money[- ]back", r"guarantees?"),
            tell("label", r"(?:free )?trials?", r"refunds?"),
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
        "continuing education",
        TIMES,
        tells=(
            right_after(
                r"\+?\s?(?:of\s)?(?:[\w-]+\s){0,3}(?:CPEs?|CEUs?|PDUs?|CPD|continuing"
                r"|professional development|credits?)\b",
            ),
            tell(
                "lead", r"CPEs?", r"CEUs?", r"PDUs?", r"CPD", r"continuing (?:professional )?education", r"offsets?",
            ),
            tell("written", r"contact hours?"),
            right_after(r" certificate\b(?! (?:course|program))"),
        ),
        unless=(
            tell("lead", r"valid\w*", r"renew\w*", r"every", r"cycle", r"per", r"each"),
            tell("trail", r"cycle", r"to (?:keep|maintain|renew|retain)", given=_IN_YEARS),
            found("before", r"\d \w+(?: \w+)? ?(?:/|in|over) ?(?:an? |the )?$", given=_IN_YEARS),
        ),
    ),
    Trap(
        "training for renewal",
        DURATION,
        tells=(
            found("sentence", r"\b(?:renew|recertif|offset|within \d+ years of)\w*"),
            tell("previous", r"offsets?"),
            found("head", r"\b(?:renew|recertif|maint)\w*"),
        ),
        unless=(
            tell("lead", r"prep\w*", r"study"),
            tell("trail", r"prep\w*", r"study\w*"),
        ),
    ),
    Trap(
        "time of study",
        VALIDITY,
        tells=(right_after(r"\s(?:of )?(?:[\w-]+ ){0,2}(?:study\w*|prep\w*|training|learning|revision)\b"),),
    ),
    Trap(
        "time of a service",
        TIMES,
        tells=(*tells("label head row", *_OF_SERVICE),),
    ),
    Trap(
        "lecture",
        DURATION,
        tells=(
            right_after(
                r"[\s-](?:\w+[\s-])?(?:mentor\w*|coaching|tutoring|videos?|lectures?|webinars?|talks?|sessions?|calls?|episodes?|clips?"
                r"|interviews?|meetings?|assessments?|quiz(?:zes)?|shifts?|per (?:lecture|lesson|video|module|chapter"
                r"|domain|topic))\b",
            ),
            right_before(
                r"each (?:lecture|lesson|video|module|chapter|unit|topic|section|lab)s? (?:[a-z]+ ){0,2}(?:about )?"
            ),
            *tells("label key", r"read(?:ing)?[ _]time", r"running time"),
        ),
    ),
    Trap(
        "other certificate",
        VALIDITY,
        tells=(
            tell("row", r"tokens?", r"PATs?", r"keys?", r"passwords?", r"secrets?", r"cookies?", r"sessions?",
            r"backups?"),
            tell("lead", r"scores?", r"credits?(?! (?:in|over|per|each|every|within))", r"results?",
            r"(?:free|trial|cloud) (?:[\w-]+ )?accounts?"),
            found(
                "sentence",
                r"\b(?:TLS|SSL|X\.?509|HTTPS|CSR|PKI|keystore|key ?pair|private keys?|public keys?"
                r"|certificate authorit\w+|(?:wildcard|signing|client|server|self-signed|leaf|CA) certificates?"
                r"|(?:root|intermediate) CA|Let['’]s Encrypt|openssl|cert-manager|kubelet|JWT|tokens?|passwords?"
                r"|API keys?|cookies?|cache|DNS|domains? names?|sessions?|backups?|logs?|snapshots?|retention"
                r"|metrics|data points|objects|messages|events|records|secrets|files|reserv(?:ations?"
                r"|ed instances?)|savings plans?|commitments?|contracts?|warrant(?:y|ies)|leases?|savings)\b",
            ),
        ),
    ),
)  # fmt: skip
