"""Times that a rule, an offer or a service sets: experience, waits, windows of access, trials, credits, limits."""

from __future__ import annotations

from credlint.claims.context import Context
from credlint.claims.quantities.quantity import Measure
from credlint.claims.traps.times import PLAN
from credlint.claims.traps.trap import (
    DURATION,
    IN_HOURS,
    TIMES,
    VALIDITY,
    Trap,
    found,
    in_units,
    of_measure,
    right_after,
    right_before,
    tell,
    tells,
)

# Hours and weeks are hardly ever time at work.
_IN_YEARS = in_units("months", "years")
_OF_TIME = of_measure(Measure.TIME)
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


def _is_no_plan(context: Context) -> bool:
    """Whether it is no time that readers of so much experience need: "How long? 2 years of experience: 3 months"."""
    return _OF_TIME(context) and PLAN.search(f"{context.heading} {context.near}") is None


TRAPS = (
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
            *(tell(where, *_REQUIRED, given=_OF_TIME) for where in ("label", "head")),
            tell("head", r"(?<!exam )experience", given=_OF_TIME),
            found("near", rf"^\W*(?:[\w-]+ ){{0,2}}(?:{'|'.join(_REQUIRED)})(?: \w+)?\W*$", given=_OF_TIME),
            found(
                "near", r"^\W*(?:(?:required|recommended|work(?:ing)?|professional|prior|relevant|practical|minimum) )*"
                r"experience(?: \w+)?\W*$",
                given=_IN_YEARS,
            ),
            tell("head", r"training (?:required|requirements?)", given=IN_HOURS),
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
        tells=(found("before", r"\bexperience\b[^.;]{0,90}\b(?:and|plus) (?:an? )?$", given=IN_HOURS),),
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
                r"score report", r"badges?(?! (?:is|are|stays?|lasts?|remains?)\b)", r"early",
                r"(?:id|webcam|system|room|tech|security) check\w*",
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
            right_before(r"(?:book|block(?: out| off)?|reserve|clear) (?:about |at least )?"),
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
            right_after(
                r"[\s-](?:[\w-]+ )?(?:prep|preparation|revision)\b(?! (?:access|window|lab))",
                r",? (?:with|including|plus) (?:(?:an?|one|two|the) )?(?:[\w-]+ )?breaks?\b",
            ),
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
        "time of a service",
        TIMES,
        tells=(*tells("label head row", *_OF_SERVICE),),
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
