"""A percentage, salary or count offered as a fact about a credential's worth."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from credlint import lazy_re
from credlint.catalog.mention import CREDENTIALS
from credlint.claims.claim import Candidate
from credlint.claims.context import Context
from credlint.claims.cues import Cue, Spot, cue, first_cue, lowered, words_of
from credlint.claims.kinds import cost
from credlint.claims.page import Page
from credlint.claims.quantities.quantity import Measure, Quantity
from credlint.claims.sources import is_sourced
from credlint.claims.traps import sprung
from credlint.claims.traps.money import GAIN, GAIN_SIGN, is_gain
from credlint.span import Span
from credlint.values import Kind, Statistic

KIND = Kind.STATISTIC
SWITCHES = ("salary list",)
TRAPS = (
    "salary of a job",
    "other holders",
    "job market",
    "share of something else",
    "name of a campaign",
    "no headcount",
)

_WORTH = (
    r"salar(?:y|ies)(?: \w+)?", r"pay(?: \w+)?", r"earn\w*", r"compensation", r"income", r"ROI", r"increase",
    r"premium", r"raise", r"uplift", r"career (?:impact|outcome)s?", r"demand", r"average salary",
)  # fmt: skip
# What a credential adds to a salary, which is far smaller than a salary.
PREMIUM = (
    cue("premium head", "head", *GAIN),
    cue("premium label", "label", *GAIN),
    cue("premium word", "lead", *GAIN),
    cue("premium after", "trail", *GAIN, r"more (?:(?:a|per|each) year|annually|yearly|than)"),
    Cue(
        "gain sign",
        Spot("since_last", given=lambda context: sprung(Kind.COST, context) is not None),
        lowered(GAIN_SIGN),
    ),
)
MONEY = (
    cue("salary head", "head", *_WORTH),
    cue("salary label", "label", r"salar(?:y|ies)(?: \w+)?", r"pay(?: range)?", r"earn\w*", r"compensation",
        r"average (?:annual )?salary"),
    Cue("salary tag", Spot("before", given=lambda context: not context.label), lowered(
        r"^\W*(?:the )?(?:(?:average|median|mean|typical|expected|estimated|reported|current|annual|base|starting) )*"
        r"(?:salary|pay|compensation|earnings|income)(?: range)?\W*$")),
    cue("salary of a card", "card_labels", r"salary (?:premium|increase|boost|uplift|gain)"),
    cue("salary word", "around", r"salar(?:y|ies)", r"earn(?:s|ed|ing|ings)?", r"compensation", r"wages?", r"income",
        r"annually", r"premiums?", r"per hour", r"hourly", r"earning potential", r"average[sd]?", r"mak(?:e|es|ing)",
        r"paid",
        r"pay",
        r"pay (?:bump|raise|increase)s?", r"bring(?:s|ing)? in", r"command(?:s|ing)?", r"pull(?:s|ing)? in",
        r"senior (?:level|positions?|roles?)", r"LPA", r"median",
        r"(?:economic|annual|yearly|business|added) value"),
)  # fmt: skip
SHARE = (
    cue("share head", "head", r"salar(?:y|ies)(?: \w+)?", r"pay(?: (?:rise|raise|bump|increase))?", r"earnings?",
        r"compensation", r"roi", r"(?:average|typical) (?:raise|increase|uplift)", r"career (?:impact|outcome)s?",
        r"placement(?: rate)?", r"outcomes?"),
    cue("share of employers", "after", r"of (?:[\w-]+ ){0,2}(?:employers|companies|recruiters|hiring managers"
        r"|organi[sz]ations|firms) (?:[\w-]+ ){0,2}(?:accept|consider|recogni[sz]e|value|prefer|trust|look|treat"
        r"|view|regard|hire|require)(?:s|d|ing|es|ed)?", r"(?:job )?placement", within=60),
    cue("share who say", "after", r"of (?:[\w-]+ ){0,3}(?:leaders|managers|decision[- ]makers|executives|respondents"
        r"|employers|companies|professionals) (?:\w+ )?(?:say|said|report|believe|agree|see|find|found|state|think)"
        r"(?:s|ed|d)? [^.;]{0,200}?(?:certif|credential)\w*"),
    cue("share of finishers", "after",
    r"of (?:[\w-]+ ){0,2}(?:people|those|learners|students|graduates|candidates|holders)"
        r" (?:who|that) (?:\w+ )?(?:finish|complet|earn|pass|hold|held|obtain)(?:e?d|e?s)?"),
    cue("share who hold", "after", r"of (?:[\w.-]+ ){0,3}(?:pros|professionals|developers|engineers|architects|people"
        r"|workers|staff|respondents|practitioners|candidates) [^;]{0,40}?(?:hold|held|have|had|own|earn(?:ed)?"
        r"|pursu(?:e|ed)|sought) [^;]{0,40}?(?:certif|credential)\w*"),
    cue("share word", "around", r"salar(?:y|ies)", r"hikes?", r"earn(?:s|ed|ing|ings)?", r"pay", r"compensation",
        r"raises?", r"premiums?", r"promot(?:ion|ed)s?", r"graduates", r"holders?", r"employers", r"hiring managers?",
        r"recruiters?", r"placement", r"learners", r"alumni", r"completers", r"ROI",
        r"career (?:outcome|benefit|impact)s?", r"certified \w+", r"more valuable", r"income"),
    cue("share of a card", "card_labels", r"acceptance", r"placement", r"completion rate", r"promotion",
        r"satisfaction", r"(?:salary|pay) (?:premium|increase|boost|uplift)"),
)  # fmt: skip
# Jobs that ask for the credential: "9,400 postings require it".
_OPENINGS = Cue("openings", Spot("after"), lowered(
    r"^ ?(?:[\w-]+ ){0,2}?(?:openings|postings|listings|vacancies|positions|jobs|roles|ads)"
    r"(?=\W+(?:(?!for\b|in\b)\w+\W+){0,3}?(?:desir|requir|request|prefer|list|mention|ask|call|seek|demand)\w*"
    r"\W+(?:for\W+)?(?:(?:an?|the|it|this|that|its)\b|(?:[\w+-]+\W+){1,3}?(?:certif|credential)))"))  # fmt: skip
_HEADCOUNT = cue(
    "count noun", "after",
    r"(?:(?!(?:means?|appl(?:y|ies)|for|of|in|to|and|or|by|with|from|at|on|is|are|has|have|the|who|that)\b)"
    r"\w+[ -]){0,2}?"
    r"(?:learners|students|employers|partners|graduates|alumni|people|professionals|holders"
    r"|enrolled|enrollments|enrolments|developers|companies|organi[sz]ations|members|certified"
    r"|certifications? (?:awarded|issued|earned)|certificate holders|individuals|hiring partners|participants"
    r"|completions|completers)", within=45,
)  # fmt: skip
COUNTS = (
    _OPENINGS,
    _HEADCOUNT,
    cue("count head", "head", r"learners", r"students", r"graduates", r"enrol\w*", r"holders?", r"certified"),
    cue("count label", "label", r"learners", r"students", r"graduates", r"enrol\w*", r"completion", r"holders?",
        r"certified"),
)  # fmt: skip
_HOLDER = words_of(
    r"holders?", r"certified", r"graduates?", r"alumni", r"learners?", r"completers?", r"credential\w*",
    r"certification\w*", r"certificate\w*", r"certs?", r"those (?:who|with)", r"earners?", r"badge",
    r"pass(?:ed|ing) the exam", r"who (?:finish|complet|earn|pass)\w*", r"placement", r"employers",
    r"hiring managers?", r"recruiters?",
)  # fmt: skip
_MARKET = words_of(
    r"job (?:postings?|openings?|listings?|market|growth|ads?)", r"postings?", r"openings?", r"vacanc(?:y|ies)",
    r"jobs?", r"roles? (?:grow\w*|requir\w*)", r"positions?", r"market(?: share| size)?", r"adoption",
    r"enterprises?", r"workloads?", r"hiring has", r"demand for", r"growth", r"growing", r"grew", r"grow",
    r"expected to", r"projected",
    r"breach\w*", r"attacks?", r"revenue", r"cloud spend\w*", r"GDP", r"workforce", r"unfilled", r"tech hubs?",
)  # fmt: skip
_MORE_THAN = lazy_re.compile(r"\b(?:over|more than|nearly|almost)\s$")
_OF_HOLDERS = lazy_re.compile(r"\bsalar|\bearn|\bpremium|\braise|\bgraduates|\bholders")
_PLACES = lazy_re.compile(r"\b(?:tech hubs?|cities|remote work|location|roles? growing)\b")
_NEVER = words_of(
    r"breach\w*",
    r"fines?",
    r"revenue",
    r"valuation",
    r"market (?:size|cap|value|worth)",
    r"funding",
    r"GDP",
    r"attacks?",
    r"tutors?",
    r"mentors?",
    r"(?:training|learning|education) (?:budget|stipend)s?",
)
# What befell so many, whom a survey asked, and what one would like to reach.
_BEFELL = words_of(r"breach\w*", r"attack\w*", r"compromis\w+", r"malicious", r"malware", r"exfiltrat\w+", r"stolen",
    r"leaked", r"infected")  # fmt: skip
_NO_HEADCOUNT = lowered(
    r"\b(?:(?:survey|poll|analysis|study|interview|response|data)(?:s|ed)? (?:of|from|with|among)|surveyed|polled|asked"
    r"|interviewed|reach|goal(?: of| is)?|iso(?:/iec)?|iec|nist|pci|soc)[\W_]+(?:(?:about|over|more than|some)\W+)?$"
)
_SALARY_LIST = lowered(
    r"\b(?:salar|earn|compensation|holders|pay\b|income)|\b(?:top|high(?:er|est)?|best|well)[- ]pa(?:ying|id)\b"
)
# What a table says of a job beside its salary.
_OF_JOB = lowered(r"roles?|(?:job )?titles?|positions?|reports? to|(?:key )?(?:activities|responsibilities|duties)")
_ONLY_CREDENTIAL = lazy_re.compile(r"(?i:certif)|^[A-Z][A-Z0-9+-]{2,}$")
# 'The "100K Certified" program'.
_OF_CAMPAIGN = lowered(
    r" (?:[\w-]+ ){0,2}[\w-]+[\"”'’]{0,2},?"
    r" (?:program(?:me)?|initiative|campaign|pledge|challenge|scheme|offer|promotion)s?\b"
)
_FOR_JOBS = lowered(r"^\+? for (?:[\w-]+ ){0,2}(?:roles|positions|jobs)\b")
_EXAM_SHARE = words_of(
    r"of the (?:exam|questions|test|content)", r"(?:exam|scored) (?:content|weight)", r"weight\w*", r"domain",
    r"pass(?:ing)? (?:rate|score|mark)s?", r"to pass", r"correct\w*", r"scor(?:e[sd]?|ing)", r"off", r"discounts?",
    r"less (?:for|on|at|when|if|than)",
    r"hands[- ]on", r"theory", r"syllabus", r"curriculum", r"pass(?:ed)? (?:on|the exam)", r"fail\w*", r"similar\w*",
    r"sure", r"free", r"online", r"trip up", r"uptime",
    r"completion", r"practi[cs]e", r"questions", r"voucher", r"cheaper", r"coverage", r"sav(?:e|ing|ings)", r"refund",
    r"annual renewal", r"done", r"complet\w+", r"finished", r"of the way", r"progress", r"fees?", r"commissions?",
    r"co-?marketing", r"currently at",
)  # fmt: skip
_OTHER_HOLDERS = lowered(
    r"\s(?:for|among|of|by|with)\s(?:[\w'’-]+\s){0,3}"
    r"(?:degree(?:[- ]only)?|uncertified|non-certified|non-holders|those without|people without)\b"
    r"|[^.;]{0,40}\b(?:with or without (?:the |an? |any |that )?(?:cert|credential|exam)|ha(?:s|ve) neither\b)"
)
_WITHOUT = lowered(r"\b(?:no|without|non-?|lacking) ?(?:an? |any )?(?:credential|certif)|\buncertified\b")
_OTHERS_FIRST = lowered(
    r"\W*+(?:\w[\w-]* )?(?:degree(?:-only)?|uncertified|non-certified) (?:holders|graduates|people|staff)\b"
)


def find(page: Page) -> Iterator[Candidate]:
    for context in page.of(Measure.MONEY, Measure.PERCENT, Measure.COUNT):
        reason = _evidence(context)
        if reason is not None:
            span = context.span
            if context.measure is Measure.COUNT:
                after = context.after.lstrip(" ")
                noun = _OPENINGS.pattern.match(after) or _HEADCOUNT.pattern.match(after)
                span = Span(span.start, span.end + 1 + noun.end()) if noun else span
            text = span.of(page.text)
            yield Candidate(
                KIND, Statistic(text, is_sourced(context)), span, context.place.block, reason,
                needs_tie=not (_HOLDER.search(context.sentence) or reason.endswith("of a card")),
            )  # fmt: skip


def _evidence(context: Context) -> str | None:
    if context.measure is Measure.MONEY:
        return _salary(context, context.quantity)
    if context.measure is Measure.PERCENT:
        return _share(context)
    return _count(context, context.quantity)


def _salary(context: Context, quantity: Quantity) -> str | None:
    large = quantity.most >= (Decimal(100_000) if quantity.unit in {"INR", "TWD", "JPY"} else Decimal(8_000))
    hourly = quantity.per == "unit"
    if not (large or hourly or is_gain(quantity)):
        return None  # most amounts are prices
    if context.uses("trap/other holders") and _is_of_other_holders(context):
        return None
    if _NEVER.search(context.around) or lazy_re.search(
        r"\bwithout (?:an?y? |the |such )?(?:certif|credential)|\bi (?:started|began) at $", context.lead
    ):
        return None
    if context.uses("trap/salary of a job") and _is_of_job(context):
        return None
    if (gain := _gain(context, quantity)) is not None:
        return gain
    if not large and not hourly:
        return None
    if quantity.most > 5_000_000 or cost.evidence(context) in {"head", "label", "near-label"}:
        return None
    found = first_cue("statistic", MONEY, context)
    if found is None:
        if hourly or not context.uses("statistic/salary list"):
            return None
        return "salary list" if _in_salary_list(context) else None
    if found.where != "around":
        return found.name
    market = _MARKET.search(context.around) and not _HOLDER.search(context.around) and not context.names_credential
    if (market and context.uses("trap/job market")) or not _is_of_holders(context):
        return None
    return found.name


def _is_of_holders(context: Context) -> bool:
    """Whether it is said of those who hold a credential: a salary of a trade or of a town is not its doing."""
    return (
        _HOLDER.search(context.sentence) is not None
        or any(mention.form in {"credential", "family"} for mention in context.mentions)
        or _in_salary_list(context)
    )


def _gain(context: Context, quantity: Quantity) -> str | None:
    """What makes an amount the premium that a credential brings, or None."""
    if not is_gain(quantity):
        return None
    found = first_cue("statistic", PREMIUM, context)
    if found is None or (found.where in {"lead", "trail", "since_last"} and not _is_of_holders(context)):
        return None
    return found.name


def _in_salary_list(context: Context) -> bool:
    text = context.near + " " + context.heading
    return (
        not cost.PRICE_WORD.search(context.label)
        and bool(_SALARY_LIST.search(text))
        and (bool(_HOLDER.search(text)) or context.above_is_named or _is_led_by_name(context))
    )


def _is_led_by_name(context: Context) -> bool:
    """Whether its line is no more than a credential's name and the amount."""
    named = any(m.form in CREDENTIALS and m.span.end <= context.span.start for m in context.mentions)
    return named and len(context.before.split()) <= 14 and not context.after.strip(" *_.)/")


def _is_of_job(context: Context) -> bool:
    """Whether a salary is that of a job, by its table or by what follows it, and no credential is named beside it.

    What the column of jobs names is a job, also where a credential is called so ("SOC Analyst"), but for what can only
    be a credential: "Certified Coder", "CPMA".
    """
    page, place = context.page, context.place
    if place.table is None:
        return _FOR_JOBS.match(context.after) is not None and not context.names_credential
    if place.table not in page.tables_labelled(_OF_JOB):
        return False
    for cell in page.scene.table_rows.get((place.table, place.row), ()):
        of_jobs = _OF_JOB.fullmatch(page.scene.head(cell).strip(" *_").lower()) is not None
        if any(not of_jobs or _ONLY_CREDENTIAL.search(one.span.of(page.text)) for one in page.mentions(cell)):
            return False
    return True


def _share(context: Context) -> str | None:
    found = first_cue("statistic", SHARE, context)
    if found is None:
        return None
    beside = (context.trail, context.lead[-30:], context.label)
    of_exam = any(map(_EXAM_SHARE.search, beside))
    if of_exam and context.uses("trap/share of something else"):
        return None
    if context.uses("trap/other holders") and _is_of_other_holders(context):
        return None
    if found.where not in {"around", "after"}:
        return found.name
    market = found.where == "around" and _MARKET.search(context.around) and not _OF_HOLDERS.search(context.around)
    if (market or _PLACES.search(context.around)) and context.uses("trap/job market"):
        return None
    named = context.above_is_named or any(m.form in {"credential", "family"} for m in context.mentions)
    return found.name if named or _HOLDER.search(context.sentence) or "salar" in context.sentence else None


def _is_of_other_holders(context: Context) -> bool:
    """Whether it is said of those who do not hold it: "$58,000 for degree holders"."""
    if _WITHOUT.search(context.row):
        return True
    begun = _OTHERS_FIRST.match(context.before) is not None and "certif" not in context.before
    return begun or _OTHER_HOLDERS.match(context.after) is not None


def _count(context: Context, quantity: Quantity) -> str | None:
    plus = "+" in context.written or quantity.high is None or _MORE_THAN.search(context.before)
    is_year = 1900 <= quantity.least <= 2100
    if quantity.least < (100 if plus else 1000) or is_year or quantity.scale is not None:
        return None
    found = first_cue("statistic", COUNTS, context)
    if found is None or lazy_re.search(r"\bfirst\s$|\b(?:rat(?:ed|ings?)|reviews?|reviewed)\b", context.before[-40:]):
        return None
    if context.uses("trap/no headcount") and (_BEFELL.search(context.around) or _NO_HEADCOUNT.search(context.before)):
        return None
    if context.uses("trap/name of a campaign") and _OF_CAMPAIGN.match(context.after):
        return None
    wanted = found.name == "openings" and (context.names_credential or _HOLDER.search(context.sentence))
    if context.uses("trap/job market") and _MARKET.search(context.trail) and not wanted:
        return None
    if found.where != "after":
        return found.name if context.at == 0 and len(context.before.split()) <= 8 else None
    match = found.pattern.search(context.after)
    return found.name if match is not None and match.start() <= 3 else None
