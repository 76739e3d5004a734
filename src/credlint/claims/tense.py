"""Whether a value is said of now or of another time, and for which readers it holds."""

from __future__ import annotations

import re

from msgspec import Struct

from credlint import lazy_re
from credlint.claims.context import Context
from credlint.claims.cues import any_of, lowered, words_of
from credlint.claims.quantities.quantity import Part
from credlint.dates import PartialDate
from credlint.span import Span


class Tense(Struct, frozen=True):
    """`past`: judged by `on` and not by today. Said of a day to come, it is judged by that day in the same way."""

    past: bool = False
    on: str | None = None


_YEAR = lowered(r"(?:19|20)\d\d")
_WAS_BEFORE = lowered(
    r"(?:\b(?:was|were|used to (?:be|cost|charge|last|run)|previously|formerly|originally|old (?:price|fee"
    r"|cost)s?|instead of|rather than|down from|up from|had been|earlier(?: price)?|replac\w+ the|no longer)\b"
    r"\s?(?:only |just |about |around |priced at |valid for |good for |set at |at |the |an? |cost(?:ing)? )*[(:]?\s?)$"
)
_THERE_WAS = lowered(r"\bthere (?:was|were)\s$")  # "there were 60 questions": a way to narrate, and not what used to be
# "The exam was 90 minutes, and I was nervous": so the exam went, which is no word of how it used to be.
_JUST_WAS = lowered(r"\b(?:was|were) (?:about |around |only |just |exactly |set at )?$")
_TELLER = words_of(r"i", r"i['’](?:d|m|ve)", r"my", r"me", r"we", r"our", r"us")
_CONTRAST = words_of(r"now", r"today", r"currently", r"then", r"until", r"till", r"before", r"used to", r"these days")
_WAS_NEAR = words_of(
    r"used to",
    r"previously",
    r"formerly",
    r"originally",
    r"in the past",
    r"back then",
    r"until recently",
    r"at launch",
    r"when it launched",
)
_HAS_ENDED = lowered(r"\b(?:expired|lapsed) after (?:about |only |just )?$")
_LAPSED = lowered(r"never (?:expired|lapsed)|did(?: not|n['’]t) (?:expire|lapse)")
# Of one exam, "cost" is a past tense: "the exam cost me $395".
_COST = lowered(
    r"(?<!does )(?<!do )(?<!will )(?<!would )(?<!can )"
    r"\b(?:cost (?:me|us)|(?:the|this|my|that) (?:[\w+-]+ ){0,4}(?:exam|test|certification|certificate|course|attempt)"
    r" cost)(?: about| only| just)? $"
)
# What was earned at another time goes by the rules of that time.
_EARNED = lowered(
    r"\b(?:earned|issued|passed|obtained|taken|awarded|achieved|certified)(?: \w+)? (?P<how>before|until|prior to|in"
    r"|during|by|up to)(?: the end of| early| mid| late)? $"
)
_UNTIL = lowered(
    r"^[^.;]{0,24}?\b(?:until|till|through|before|prior to|up to)\s(?:the end of |early |mid[- ]?|late )?$"
)
_FUTURE = words_of(
    r"will (?:be|cost|rise|increase|go|change|jump|become|drop|move|last)(?: up| down)?(?: to)?",
    r"(?:is|are) (?:going|set|about|due) to (?:be|cost|rise|increase|go)(?: up)?(?: to)?",
    r"(?:goes|going) up to", r"(?:rises|increases|drops|falls|reverts|reverting|rising|increasing) to", r"will",
)  # fmt: skip
_PRESENT = words_of(r"is", r"are", r"costs", r"now", r"currently", r"today", r"stays", r"remains?")
_PAST_VERB = words_of(r"was", r"were", r"cost", r"used to", r"had", r"lasted", r"paid", r"charged", r"ran")


def tense_of(context: Context, part: Part | None, measured: bool = False) -> Tense | None:
    """The time a value is said of. None for a future value without a date, which nothing can judge.

    `measured`: of what somebody sat through and tells of, as an exam is; prices and terms that "were" are past.
    """
    if year := _YEAR.fullmatch(context.row.strip(" *_")) or _YEAR.fullmatch(context.column_head.strip(" *_")):
        return Tense(True, year[0])  # a table of what was so in which year
    dated = _date_near(context)
    future = _FUTURE.search(context.lead) or (part is not None and _FUTURE.search(context.before))
    if part is Part.OLD:
        return Tense() if future else Tense(True)
    if future:
        if dated is not None:
            return Tense(True, str(dated[1]))
        return None if part is Part.NEW else Tense()
    was = _WAS_BEFORE.search(context.before) and not _THERE_WAS.search(context.before)
    if _struck(context) or (was and not (measured and _is_report(context))):
        return Tense(True, _until(context, dated))
    until = _until(context, dated)
    if until is not None and not _PRESENT.search(context.lead) and _PAST_VERB.search(context.before):
        return Tense(True, until)
    if (earned := _earned(context, dated)) is not None:
        return earned
    told = (
        _COST.search(context.before)
        or _HAS_ENDED.search(context.before)
        or _WAS_NEAR.search(context.lead)
        or _LAPSED.fullmatch(context.written)
    )
    return Tense(bool(told))


def _is_report(context: Context) -> bool:
    """Whether the sentence is about how the author's own exam went, and not what has changed since."""
    return (
        _JUST_WAS.search(context.before) is not None
        and _TELLER.search(context.sentence) is not None
        and _CONTRAST.search(context.sentence) is None
    )


def _struck(context: Context) -> bool:
    text = context.page.scene.document.text
    before, after = (
        text[max(0, context.span.start - 4) : context.span.start],
        text[context.span.end : context.span.end + 4],
    )
    return ("~~" in before and "~~" in after) or ("<s>" in text[max(0, context.span.start - 5) : context.span.start])


def _date_near(context: Context) -> tuple[Span, PartialDate] | None:
    sentence = context.sentence_span
    window = Span(max(sentence.start, context.span.start - 60), min(sentence.end, context.span.end + 60))
    found = context.page.dates(window)
    return min(found, key=lambda item: abs(item[0].start - context.span.end), default=None)


def _until(context: Context, dated: tuple[Span, PartialDate] | None) -> str | None:
    if dated is None:
        return None
    span, day = dated
    if span.start >= context.span.end:
        gap = context.page.low[context.span.end : span.start]
        return str(day) if _UNTIL.match(gap) or lazy_re.search(r"\b(?:in|back in)\s$", gap) else None
    gap = context.page.low[max(context.sentence_span.start, span.start - 12) : span.start]
    return str(day) if lazy_re.search(r"\b(?:until|before|in|through)\s$", gap, re.I) else None


def _earned(context: Context, dated: tuple[Span, PartialDate] | None) -> Tense | None:
    """The time whose rules hold for what was earned then: "certificates issued before April 2024 last three years"."""
    if dated is None or dated[0].start > context.span.start:
        return None
    said = _EARNED.search(context.page.low[max(context.sentence_span.start, dated[0].start - 60) : dated[0].start])
    return said and Tense(True, str(dated[1]) if said["how"] in ("in", "during") else None)


APPLYING = r"submit\w* (?:[\w-]+ ){0,4}applications?(?: [\w-]+){0,4}"
# What one studies with; sold or added up together with the exam, it is more than the exam.
_STUDY = r"(?:[\w-]+ ){0,2}(?:training|courses?|labs?|materials?|prep\w*|stud(?:y|ies)|books?)(?: time)?"
_QUALIFIERS = (
    ("member", "no", words_of(r"non-?\s?members?", r"without (?:a )?membership", r"not a member",
                             r"(?:everyone|everybody|anyone|anybody) else", r"for (?:all |the )?others", r"the rest")),
    ("member", "yes", words_of(r"members?(?! of)", r"member price", r"membership price")),
    ("retake", "yes", words_of(r"(?<!free )(?<!one )re-?takes?(?! included)", r"re-?taking",
        r"(?:second|2nd|third|3rd|further|additional|subsequent|extra) (?:attempt|try|go|chance)"
        r"(?! (?:is )?(?:included|free))",
                             r"re-?sits?", r"re-?exam(?:ination)?s?", r"re-?tests?")),
    ("beta", "yes", words_of(r"beta(?: exam| price| period)?", r"during beta")),
    ("part", "audience", words_of(r"for (?:[\w-]+ ){0,3}(?:employees|veterans|partners|customers|teachers|educators"
        r"|staff|military)", r"with (?:an? |the )?(?:\w+ )?scholarships?", r"for the first [\w,.]+",
        r"(?:if|when) you (?:attend|complete|join|take part|enrol|qualify)\w*")),
    ("part", "application", words_of(r"application(?: fees?|(?=\W*(?:$|\n)))", APPLYING,
        r"(?:eligibility|administration|admin|processing|handling|rescheduling|cancellation|late) fees?")),
    ("part", "tax", words_of(r"(?:incl?(?:\.|uding|usive of)?|with|after) (?:tax(?:es)?|vat|gst)")),
    ("part", "bundle", words_of(r"(?<!day\s)bundles?", r"with (?:an? |one |free |exam )?re-?takes?",
        rf"exam (?:\+|&|and|plus) {_STUDY}", rf"{_STUDY} (?:\+|&|and|plus) (?:the )?exam")),
    ("student", "yes", words_of(r"students?(?: price| rate)?", r"academic(?: price| pricing)?")),
)  # fmt: skip
_REGIONS = (
    ("US", words_of(r"(?<!of )(?<!cost )(?<!costs )(?<!sets )U\.?S\.?A?", r"United States", r"America")),
    ("EU", words_of(r"EU", r"Europe(?:an Union)?", r"eurozone")),
    ("UK", words_of(r"U\.?K\.?", r"United Kingdom", r"Britain")),
    ("India", words_of(r"India(?:n candidates)?")),
    ("Canada", words_of(r"Canada")),
    ("Australia", words_of(r"Australia")),
    ("Japan", words_of(r"Japan")),
    ("Taiwan", words_of(r"Taiwan")),
)


_BETA = lowered(r"\bbeta\b")
_BRACKET = lowered(r"\s?\(([^()\d$€£₹]{1,30})\)")
_WITH_LESSONS = lowered(r"with .*\b(?:courses?|training|boot ?camps?)\b.*")
_TAXED = lowered(r"\s?\(?(?:incl\w*\.?|with|inclusive of) (?:\d+% )?(?:VAT|GST|sales tax|taxes|tax)\b")
_TAG = lowered(r"([^\W\d_][^:;/|,\d\n]{0,30})[:=]\s{0,2}$")
_ANY = any_of([words for _, _, words in _QUALIFIERS] + [words for _, words in _REGIONS])


def qualifiers_of(context: Context, *names: str) -> tuple[tuple[str, str], ...]:
    """For which readers a value holds: members, a region, those who try again.

    The nearest words count first: after, before, label, head. `names` are the qualifiers to look for; all where
    none is given.
    """
    found: dict[str, str] = {}
    tag = _TAG.search(context.before[-40:])  # "Member: $405 / Non-member: $555"
    ahead = tag[1] if tag else ""
    bracket = _BRACKET.match(context.after)  # "$275 (member) / $375 (non-member)"; "(beta)" is said of the exam
    behind = bracket[1] if bracket and "beta" not in bracket[1] else ""
    around = (behind, ahead, context.trail, context.lead, context.label, context.column_head, context.row, context.near)
    if _TAXED.match(context.after) and (not names or "part" in names):
        found["part"] = "tax"
    elif _WITH_LESSONS.fullmatch(behind) and (not names or "part" in names):
        found["part"] = "bundle"
    elif not _ANY.search("\n".join((*around, context.title))):
        return ()
    # "$575 for members, $760 for non-members"; "members pay $575, others $760": a comma separates the groups.
    trail = lazy_re.split(r",|\sand\s|\sincl\w+", context.trail)[0]
    lead = context.lead.rsplit(",")[-1]
    for text in (behind, ahead, trail, lead, context.label, context.column_head, context.row, context.near):
        for name, value, words in _QUALIFIERS:
            if name not in found and (not names or name in names) and words.search(text):
                found[name] = value
    for text in (behind, ahead, trail[:36], lead[-36:], context.label, context.column_head, context.row):
        for region, words in _REGIONS:
            if (
                "region" not in found
                and (not names or "region" in names)
                and words.search(text.replace("US$", "").replace("USD", ""))
            ):
                found["region"] = region
    if (not names or "beta" in names) and _BETA.search(context.title):
        found.setdefault("beta", "yes")  # an article about the beta gives the figures of the beta
    if "part" in found:
        found.pop("retake", None)  # a price with a retake is none of the retake
    return tuple(sorted(found.items()))
