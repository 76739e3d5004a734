"""Values that look like claims and are none, each with what gives it away.

A trap is tested after table heads and labels have spoken and before words near do; `yields_to_label` says that a label
such as "Cost:" is stronger evidence than the trap's tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from msgspec import Struct

from credlint import lazy_re
from credlint.claims.cues import Cue, lowered, words_of
from credlint.claims.setting import Setting
from credlint.values import Kind

_COST = frozenset({Kind.COST})
_TIMES = frozenset({Kind.VALIDITY, Kind.DURATION, Kind.EXAM})
_DURATION = frozenset({Kind.DURATION})
_EXAM = frozenset({Kind.EXAM})


class Trap(Struct, frozen=True):
    """Any tell springs it, unless one of `unless` holds too. `test` asks about the value itself."""

    name: str
    kinds: frozenset[Kind]
    tells: tuple[Cue, ...] = ()
    unless: tuple[Cue, ...] = ()
    yields_to_label: bool = False
    test: Callable[[Setting], bool] | None = None


def _tell(where: str, *words: str) -> Cue:
    return Cue(where, where, words_of(*words))


def _right_after(*words: str) -> Cue:
    """Within the words that follow the value at once."""
    return Cue("after", "after", lowered(rf"^(?:{'|'.join(words)})"))


def _right_before(*words: str) -> Cue:
    return Cue("right before", "right_before", lowered(rf"(?<![^\W_])(?:{'|'.join(words)})$"))


def _amount_from(limit: int, currencies: frozenset[str]) -> Callable[[Setting], bool]:
    def big(setting: Setting) -> bool:
        quantity = setting.quantity
        return quantity is not None and quantity.unit in currencies and quantity.most >= Decimal(limit)

    return big


_HARD_CURRENCIES = frozenset({"USD", "EUR", "GBP", "CHF", "CAD", "AUD", "SGD", "NZD"})

_SALARY_WORDS = (
    r"salar(?:y|ies)", r"earn(?:s|ed|ing|ings)?", r"median", r"compensation", r"wages?", r"income", r"bonus(?:es)?",
    r"hourly", r"LPA", r"lpa", r"CTC", r"take[- ]home",
    r"pay (?:range|scale|rise|raise|bump|grade|package|check|band)s?",
    r"paychecks?", r"paying (?:jobs?|roles?|positions?)", r"packages?", r"raises?", r"hikes?", r"hired?", r"stipend",
    r"job offers?",
    r"total comp", r"base pay", r"average pay", r"net worth",
    r"mak(?:e|es|ing) (?:over |about |around |up to |between )?",
    r"per hour", r"an hour",
)  # fmt: skip
_MATERIAL = (
    r"practice (?:tests?|exams?|questions?|sets?|labs?|environments?)", r"mock (?:tests?|exams?)",
    r"sample (?:tests?|exams?)",
    r"question banks?", r"simulators?",
    r"study (?:materials?|guides?|resources?|aids?)", r"course ?(?:ware|books?|materials?)",
    r"(?:prep|preparation|preparatory|training|video|third[- ]party) courses?",
    r"boot ?camps?", r"self[- ]study",
    r"(?:instructor[- ]led|classroom|live|in[- ]person|third[- ]party) (?:training|boot ?camps?|class(?:es)?)",
    r"tutor(?:s|ing)?", r"coaching", r"mentor(?:s|ship)?",
    r"cheat ?sheets?", r"flash ?cards?", r"exam dumps?", r"lab (?:time|access|environment|kits?|gear)",
    r"home ?labs?", r"hardware", r"laptops?",
    r"webcams?", r"Udemy", r"Pluralsight", r"Whizlabs", r"Tutorials ?Dojo", r"MeasureUp", r"Boson",
    r"CertMaster(?: \w+)?", r"Cybrary", r"A Cloud Guru", r"KodeKloud", r"LinkedIn Learning",
    r"training (?:class(?:es)?|bundles?|packages?|providers?|materials?)", r"preparation (?:materials?|resources?)",
    r"prep (?:materials?|resources?|class(?:es)?|books?)",
)  # fmt: skip
_BOOK = (
    r"(?:the|an?|this|that|my|her|his|their|whose|study|official|prep|companion|another"
    r"|one) (?:[\w'’-]+ ){0,2}books?(?! (?:the|your|an?|it)\b)", r"books?(?= (?:costs?|price|is|for|on|at|by)\b)",
    r"books", r"handbooks?", r"text-?books?",
    r"e-?books?", r"paperback", r"hardcover", r"hard copy", r"kindle", r"\d(?:st|nd|rd|th) edition", r"Amazon",
    r"Packt", r"O['’]Reilly",
)  # fmt: skip
_RESOURCE_HEADING = lowered(
    r"(?:\b(?:hand|text|e|note)?-?books?|\bedition|\bpractice (?:tests?|exams?|questions?)|\bmock (?:tests?"
    r"|exams?)|\bquestion bank"
    r"|\bcheat ?sheets?|\bflash ?cards|\bplaylists?|\bpodcasts?|\bnewsletters?|\byoutube[\w ]*|\bsimulators?"
    r"|\bcourse tips|\b(?:study|learning|training|prep) (?:resources|materials?))\)?[\W\d]*$"
    r"|^(?:free |paid |best |top |recommended |useful |other |study |additional |learning )*(?:books?|resources"
    r"|study materials?|practice (?:tests?|exams?))\b"
)

# "My score is 79% (passing rate 63%)": what had to be reached, beside what was.
_BESIDE_A_SCORE = _right_before(
    r"\bscored?\b[^()]{0,60}\((?:the )?(?:minimum |required )?pass(?:ing)?[- ](?:rate|score|mark|grade)(?: is| was|:)? "
)

TRAPS: tuple[Trap, ...] = (
    Trap(
        "salary",
        _COST,
        (_tell("lead", *_SALARY_WORDS), _tell("trail", *_SALARY_WORDS), _tell("label", *_SALARY_WORDS[:8]),
         _tell("head", *_SALARY_WORDS[:8]), _tell("near", *_SALARY_WORDS[:8])),
        unless=(_right_after(r"\s(?:certification |certificate )?exams?\b"),),
        yields_to_label=True,
    ),
    Trap("too much", _COST, test=_amount_from(15_000, _HARD_CURRENCIES), yields_to_label=True),
    Trap(
        "year",  # "in 2024 USD", "2024 USD ranges": what the dollars of a year were worth
        _COST,
        (_tell("dollars_of_year", r"in", r"ranges?", r"terms", r"prices", r"values", r"figures", r"estimates"),),
    ),
    Trap("market size", _COST, test=_amount_from(1_000_000, _HARD_CURRENCIES | {"INR", "TWD", "JPY"})),
    Trap(
        "revenue",
        _COST,
        (_tell("lead", r"revenue", r"valuation", r"funding", r"market (?:size|cap|value|worth)", r"raised",
            r"turnover", r"profits?", r"losses", r"fines?", r"fined"),
         _tell("trail", r"revenue", r"valuation", r"in funding", r"market", r"industry", r"fines?",
             r"(?:data )?breach(?:es)?")),
    ),
    Trap(
        "cloud bill",
        _COST,
        (_tell("lead", r"bills?", r"billed", r"usage", r"free tier", r"compute", r"GPUs?", r"storage", r"instances?",
            r"clusters?", r"budget alerts?", r"cloud (?:spend|costs?|credits?)", r"credits?", r"servers?",
            r"domain name", r"hosting", r"tokens?", r"labs?", r"spin\w*", r"deploy\w*", r"sandbox\w*",
            r"environments?"),
         _tell("trail", r"(?:in |of |worth of )?(?:\w+ )?credits?", r"bills?", r"(?:of|in) (?:usage|compute|storage)",
             r"cloud (?:bill|spend|costs?)", r"instances?", r"tokens?",
             r"of (?:AWS|Azure|GCP|cloud) (?:usage|services|resources)"),
         _tell("row", r"(?:average )?cost per (?:\w+ )?(?!exam|attempt|course)\w+"), _tell("label", r"bills?",
             r"(?:cloud|lab|compute|infrastructure|hosting) costs?"), _tell("head", r"bills?",
             r"(?:cloud|lab|compute|infrastructure|hosting) costs?")),
        yields_to_label=True,
    ),
    Trap(
        "discount",
        _COST,
        (_right_after(r"(?:\s\w+)?\s(?:off|extra|discounts?|savings?|rebates?|coupons?|cash ?back|refunds?"
            r"|scholarships?|grants?|less|cheaper|more expensive|difference|gift cards?)\b", r"[- ]off\b",
            r"\s\((?:\w+ )?(?:sale|discount\w*|promo\w*)\)",
            r"\s(?:with|after|using) (?:an? |the )?[\w%]+ (?:\w+ )?(?:discount|voucher|coupon|code)"),
         _tell("lead", r"black friday", r"cyber monday", r"(?:on|in a|for) sale", r"promos?",
            r"during (?:a |the )?promotion", r"sav(?:e|es|ed|ing|ings)", r"discounts? (?:of|worth|up to|is)?",
            r"coupons?", r"reimburs\w+",
             r"refund\w*", r"scholarships?", r"grants?", r"rebates?", r"cash ?back", r"knocks?", r"gift cards?",
             r"off", r"worth", r"\d+ ?% (?:\w+ )?(?:vouchers?|discounts?|coupons?|code)(?: \w+){0,4}")),
        unless=(_tell("lead", r"discounted (?:price|fee|rate)s?", r"after (?:the |a )?discount",
            r"worth (?:the|it|paying)", r"instead of"),),
    ),
    Trap(
        "voucher",
        _COST,
        (_right_after(r"(?:\s\w+){0,2}\svouchers?\b"), _tell("lead", r"vouchers? (?:of|worth|saves?|gives?|valued)")),
        unless=(_right_after(r"\s(?:for|per)\b"),),
    ),
    Trap(
        "prize",
        _COST,
        (_tell("lead", r"prizes?", r"awards?", r"winners?", r"won", r"bount(?:y|ies)", r"donat\w+"), _tell("trail",
            r"prizes?", r"bount(?:y|ies)", r"in prizes", r"prize pool",
            r"awards?(?! (?:recogni[sz]ed|a|an|you|certif\w*))")),
    ),
    Trap(
        "material",
        _COST,
        (_tell("lead", *_MATERIAL), _tell("label", *_MATERIAL), _tell("head", *_MATERIAL), _tell("row", *_MATERIAL)),
        unless=(_tell("lead", r"total(?: \w+){0,6}"),),
    ),
    Trap(
        "training beside exam",
        _COST,
        (_tell("training_head", r"(?:training|course|boot ?camp|class)\w*(?: (?:costs?|fees?|price))?"
            r"(?! (?:and|&|\+|/) exam)"),),
    ),
    Trap(
        "material after",
        _COST,
        (_tell("trail", *_MATERIAL), _right_after(r"\s(?:of|for|on|in) (?:the |your |some |extra )?training\b")),
        unless=(_right_before(r"(?:costs?|fees? (?:is|are|of)|price (?:is|of)|priced at|charges?) (?:about "
            r"|around |approx\w* |roughly |just |only |you )?"),),
    ),
    Trap(
        "reduced",
        _COST,
        (_tell("discounted", r"ended up (?:paying|at|with)(?: only)?",
            r"only (?:need(?:ed)? to |have to |had to )?pay", r"pa(?:y|ying|id) only",
            r"(?:need|have|had) to pay(?: only)?", r"only"),),
    ),
    Trap(
        "book",
        _COST | _DURATION,
        (_tell("lead", *_BOOK), _tell("before", r"(?:use|buy|read|get|bought|with) (?:a|the|this) books?"),
            _tell("trail", *_BOOK), _tell("label", *_BOOK), _tell("head", *_BOOK), _tell("row", *_BOOK)),
        unless=(_tell("trail", r"book (?:the|your|an?) (?:exam|test|slot)"), _tell("lead", r"to book",
            r"book(?:ing)? (?:the|your|an?) (?:exam|test|slot)")),
    ),
    Trap(
        "resource heading",
        _COST | _DURATION | _EXAM,
        (Cue("heading", "heading", _RESOURCE_HEADING), Cue("heading", "outer_heading", _RESOURCE_HEADING)),
        unless=(_tell("heading", r"costs?", r"prices?", r"pricing", r"fees?"),
            _tell("lead", r"exam (?:fee|cost|price)s?", r"took (?:me|us)", r"(?:I|we) (?:\w+ )?(?:studied|prepared)"),
            _tell("label", r"exam (?:fee|cost|price)s?", r"(?:prep\w*|study(?:ing)?) time(?: \w+)*")),
    ),
    Trap(
        "degree",
        _COST | _DURATION,
        (_tell("lead", r"degrees?", r"bachelor['’]?s?", r"master['’]?s", r"MBA", r"PhD", r"college",
            r"universit(?:y|ies)(?: tuition)?", r"student (?:loans?|debt)", r"semester"),
         _right_after(r"[\s-](?:\w+[\s-]){0,2}(?:degrees?|colleges?|universit(?:y|ies)|bachelor|master['’]?s)\b"),
             _tell("row", r"degrees?", r"bachelor['’]?s?", r"MBA")),
        yields_to_label=True,
    ),
    Trap(
        "other spending",
        _COST,
        (_tell("lead", r"invest(?:ed)? in (?:stocks?|index)", r"rent", r"mortgage", r"coffees?", r"pizzas?", r"lunch",
            r"food", r"drinks?", r"parking", r"taxi", r"groceries", r"flights?",
            r"hotels?", r"travel", r"late fee", r"reschedul\w+", r"cancel\w*", r"no-show"),
         _tell("trail", r"pizzas?", r"coffees?", r"lunch", r"parking", r"reschedul\w+", r"cancellation", r"late fee",
             r"no-show")),
    ),
    # What somebody else says, or nobody
    Trap(
        "denied",
        frozenset({Kind.COST, Kind.VALIDITY, Kind.DURATION, Kind.EXAM}),
        (_right_before(r"(?:does|do|did|is|are|was|will|would)(?: not|n['’]t) (?:be |cost |take |last |have |contain "
            r"|require |run |only )?(?:valid for |priced at )?(?:the |an? |full |about |around )?"),
         Cue("hearsay", "hearsay", lowered(r".")), _tell("label", r"myth", r"misconception", r"rumou?r")),
    ),
    # Times
    Trap(
        "pace",
        _DURATION | _EXAM,
        (_right_after(r"\s?(?:\+\s?)?(?:of (?:\w+ ){1,2})?(?:/|per|an?|each|every)\s?(?:day|week|wk|month|weekday"
            r"|weekend|evening|night|morning|sprint)\b", r"\s(?:weekly|daily|nightly|monthly)\b",
            r"\son (?:weekdays?|weekends?|weeknights|workdays|saturdays?|sundays?)\b",
            r"\seach (?:day|week|evening|weekend)\b", r"\sof (?:\w+ ){0,2}(?:every|each|per|a) (?:day|week)\b"),
         _tell("head", r"hours?\s?(?:/|per|a)\s?(?:week|wk|day|month)", r"weekly(?: \w+)?", r"daily(?: \w+)?",
             r"per week", r"per day", r"pace"),
         _tell("label", r"hours?\s?(?:/|per|a)\s?(?:week|wk|day)", r"weekly(?: \w+)?", r"daily(?: \w+)?", r"per week",
             r"per day"),
         _right_before(r"(?:every|each) (?:day|week)(?: for)?,? (?:about |around )?",
             r"weekly (?:\w+ )?of (?:about |around )?", r"(?:once )?every (?:other )?"),
         Cue("hours_before", "hours_before", lowered(r"\b(?:daily|weekdays?|weekends?|mornings?|evenings?|afternoons?"
             r"|(?:each|per) session|sessions? of|blocks? of)(?: \w+){0,3}\W*$"))),
    ),
    Trap(
        "per question",
        _EXAM | _DURATION,
        (_right_after(r"\s(?:per|for each|for every|on each|a|/)\s?(?:question|item|task|problem)s?\b"), _tell("lead",
            r"per question", r"each question")),
    ),
    Trap(
        "pacing",
        _EXAM,
        (_tell("lead", r"leav(?:e|es|ing)", r"reserv(?:e|es|ing)", r"sav(?:e|ing)", r"keep(?:ing)?",
            r"aim(?:ing)? (?:for|to)", r"allocat\w+", r"first", r"last", r"final"), _tell("trail",
            r"(?:for|to) review\w*", r"flagged"),
         _right_before(r"(?:finish|end|stop)\w* (?:[\w']+ ){0,3}(?:after|at)(?: exactly| only| just)? ")),
        unless=(_tell("lead", r"questions", r"first attempt"),),
    ),
    Trap(
        "own result",
        _EXAM,
        (_tell("lead", r"(?:I|we)(?:['’]d|['’]ve| had| have| was| were)? (?:\w+ )?(?:finish\w*|complet\w*|scored?"
            r"|got|passed|managed|used|needed|ended|answered|took)",
               r"took me", r"took us", r"(?:talk|chat|travel|speak)\w*",
               r"(?:can|could|may|might) (?:\w+ )?(?:miss|skip|guess)",
               r"(?:I|we) (?:\w+ )?(?:flagged|marked|skipped|guessed|missed|reviewed|revisited)",
               r"(?:I|we) (?:was|were) (?:able|done|left|through)", r"(?:I|we)['’]d (?:like|love)(?: \w+)*",
               r"aim(?:ing|ed)?(?: \w+)*", r"hop(?:e|ed|ing)(?: \w+)*", r"goal(?: \w+)*",
               r"(?:total|final) score (?:was|is)", r"(?:I|we) (?:was|were) (?:\w+ ){1,4}with(?: \w+){0,3}",
               r"my (?:final |first |own |overall |passing )?(?:score|result|grade|attempt)\b.*",
               r"(?:left|remaining|spare) (?:with )?", r"finish\w* (?:it |the exam |with )?(?:in |with )?(?:about )?"),
         Cue("sentence", "sentence", lowered(r"\bi(?:['’]d| would) (?:like|love|want)\b[^.]*\bscor\w+")),
         _right_after(r"\s(?:left|to spare|remaining|early|late|before the end)\b")),
        unless=(_BESIDE_A_SCORE,),
    ),
    Trap(
        "own time",
        _DURATION,
        (Cue("sentence", "own_exam", lazy_re.compile("own")),),
    ),
    Trap(
        "ago",
        _TIMES,
        (_right_after(r"\s?(?:ago|old|-old|earlier|later)\b", r"\s(?:before|prior|earlier)\s?[.,;]?$",
            r"\sof (?:finishing|completing|completion|graduat\w+|passing|earning|getting)\b"),),
    ),
    Trap(
        "timeline",
        _DURATION,
        (_tell("as_label", r"label"),),
    ),
    Trap(
        "point in time",
        _TIMES,
        (_right_before(r"(?:in|over|for|during|within|of|from) the (?:next|last|past|following|first"
            r"|coming) (?:about |few )?", r"(?:the )?(?:next|last|past|previous) ", r"older than ", r"every few ",
            r"since "),
         _right_after(r"\s?(?:from (?:now|today)|in advance|(?:prior )?notice|of age|into|prior|apart|or so ago"
             r"|back|off|away|of (?:vacation|leave|holidays?|probation)|leave|internship)\b",
             r"\s(?:before|prior to|ahead of|leading up to)\s(?:\w+\s){0,3}(?:exam|expir\w*|test|renew\w*|end"
             r"|deadline|it|that|this|date|scheduled|launch|appointment|start|session)",
             r"\safter\s(?:\w+\s){0,3}(?:in|an?|the|your|each|passing|failing|unsuccessful|exam|launch|release)")),
        unless=(_tell("lead", r"valid(?:ity)?", r"expir\w*", r"good for", r"lasts", r"stud\w+", r"prepar\w*",
            r"learn\w*"),),
    ),
    Trap(
        "within",
        _TIMES,
        (_right_before(r"within (?:about |the |a )?", r"after (?:about |another |a |the )?"),),
        unless=(_tell("lead", r"complet\w*", r"finish\w*", r"valid\w*", r"expir\w*", r"renew\w*", r"recertif\w*",
            r"re-?certif\w*", r"prepar\w*", r"learn\w*", r"master\w*", r"pass(?:ed|ing)?", r"done", r"ready",
            r"laps\w+", r"becom\w+ inactive", r"re-?validat\w+", r"maintain\w*", r"keep\w*", r"earn(?:ed)?",
            r"retest\w*", r"retak\w+"), _tell("label", r"renew\w*", r"recertif\w*", r"valid\w*", r"expir\w*"),
            _right_after(r"\s(?:of )?(?:[\w-]+ ){0,4}(?:study\w*|prep\w*|learning|revision|ready|finish\w*)"),
            _tell("head", r"renew\w*", r"recertif\w*", r"valid\w*", r"expir\w*"), _tell("near", r"renew\w*",
                r"recertif\w*", r"valid\w*", r"expir\w*"), _tell("trail", r"expires?", r"laps\w+", r"renew\w*",
                r"recertif\w*")),
    ),
    Trap(
        "experience",
        _TIMES,
        (_right_after(r"\+?\s?(?:of\s|['’]\s?)?(?:[\w/&,+.-]+\s){0,4}(?:experience|exposure|expertise|background"
            r"|track record|practice|education(?! (?:units?|credits?)))\b"),
         Cue("worked", "worked",
             lowered(r"^\+?\s(?:of\s)?(?:working\b(?! \d)|hands[- ]on|on the job|as an?\b|as the\b"
                 r"|in (?:the )?(?:industry|field|role|IT|tech|business)\b|in an?\s\w+\s(?:role|job|position)\b"
                 r"|using\b|administering\b|building with\b|in production\b|professional(?:ly)?\b)")),
         Cue("years before", "years_before",
             words_of(r"experience(?:d)? (?:of|with|is|for|spanning|required|requirement|requires"
                 r"|being)?(?: at least| a minimum of| around| about| over)?",
                 r"work(?:ed|ing)? (?:in|with|as|at|on)(?: \w+){0,4}")),
         _tell("label", r"experience", r"pre-?requisites?", r"(?:entry |eligibility |exam )?requirements?",
             r"eligib\w+", r"years (?:of|in)", r"legacy", r"founded", r"history"),
         _tell("head", r"experience", r"pre-?requisites?", r"requirements?", r"eligib\w+"),
         _tell("near", r"experience", r"pre-?requisites?", r"eligib\w+", r"(?:entry |exam )?requirements?")),
        unless=(_right_after(r"\sof (?:study|prep\w*|training)\b"),),
    ),
    Trap(
        "retake wait",
        _TIMES,
        (_tell("lead", r"re-?tak\w+", r"wait\w*", r"re-?tests?", r"try again", r"retry",
            r"cool(?:ing)?[- ]?(?:off|down)", r"fail\w*", r"second attempt", r"attempts?(?: per| every| in)"),
         _tell("trail", r"re-?tak\w+", r"wait\w*", r"try again", r"retry", r"cool(?:ing)?[- ]?(?:off|down)",
             r"between attempts", r"before (?:your |the |a )?(?:next|second|re)\w*"),
         _tell("label", r"re-?takes?", r"retake policy", r"wait\w*", r"re-?tests?"), _tell("head",
             r"re-?takes?(?: policy)?", r"wait\w*"), _tell("near", r"re-?takes?(?: policy)?",
             r"wait(?:ing)? (?:time|period)s?")),
        unless=(_tell("lead", r"renew\w*", r"recertif\w*", r"valid\w*", r"expir\w*"),
            _right_after(r"[- ](?:validity|renewal|recertification)"), _tell("row", r"valid\w*", r"renew\w*"),
                Cue("every", "every_years", lazy_re.compile("every"))),
    ),
    Trap(
        "access window",
        _TIMES,
        (_tell("lead", r"access(?:ible)?", r"vouchers?", r"eligib\w+", r"redeem\w*", r"schedul\w+", r"reschedul\w*",
            r"cancel\w*", r"purchas\w+", r"appointments?", r"check[- ]?in", r"arriv\w+", r"log(?:ging)? in",
            r"licen[cs]es?", r"registration", r"authorization", r"environment", r"simulator", r"grace period",
            r"renewal window", r"window", r"sandbox", r"lab", r"breaks?", r"notif\w+", r"results?", r"score report",
            r"badges?", r"early", r"(?:id|webcam|system|room|tech|security) check\w*", r"queue\w*", r"set-?up",
            r"install\w*"),
         _right_after(r"(?:\s(?:of|[\w-]+)){0,3}\s(?:access|window)\b"),
         _tell("trail", r"eligibility", r"grace period", r"breaks?",
             r"to (?:schedule|redeem|use (?:it|the voucher)|take the exam|sit the exam|book)", r"of purchase",
             r"from (?:the date of )?purchase",
             r"of (?:your |the )?(?:registration|booking|receipt)", r"after activation", r"early", r"business",
             r"of (?:the )?(?:issu\w+|passing)", r"check[- ]?in"),
         _tell("voucher_before", r"vouchers?", r"registration", r"eligibility", r"subscription", r"discounts?",
             r"authori[sz]ation"),
         _tell("label", r"access", r"vouchers?", r"eligibility", r"grace period", r"renewal window", r"results?",
             r"breaks?"),
         _tell("head", r"access", r"vouchers?", r"grace period", r"renewal window")),
        unless=(_tell("lead", r"(?:certifi\w+|credentials?)(?: \w+){0,2} valid"), _tell("trail", r"validity",
            r"valid from the date")),
    ),
    Trap(
        "trial",
        _TIMES,
        (_right_after(r"[\s-](?:\w+[\s-]){0,2}(?:trial|money[- ]back|refund|guarantee)\b"), _tell("lead", r"trials?",
            r"refund\w*", r"money[- ]back", r"guarantees?"), _tell("label", r"(?:free )?trials?", r"refunds?")),
    ),
    Trap(
        "continuing education",
        _TIMES,
        (_right_after(r"\+?\s?(?:of\s)?(?:[\w-]+\s){0,3}(?:CPEs?|CEUs?|PDUs?|CPD|continuing"
            r"|professional development|credits?)\b"), _tell("lead", r"CPEs?", r"CEUs?", r"PDUs?", r"CPD",
            r"continuing (?:professional )?education", r"offsets?"), _tell("written", r"contact hours?")),
        unless=(_tell("lead", r"valid\w*", r"renew\w*", r"every", r"cycle"), _tell("trail", r"cycle")),
    ),
    Trap(
        "training for renewal",
        _DURATION,
        (Cue("sentence", "sentence", lowered(r"\b(?:renew|recertif|offset|within \d+ years of)\w*")), Cue("row",
            "head", lowered(r"\b(?:renew|recertif|maint)\w*"))),
        unless=(_tell("lead", r"prep\w*", r"study"), _tell("trail", r"prep\w*", r"study\w*")),
    ),
    Trap(
        "time of study",
        frozenset({Kind.VALIDITY}),
        (_right_after(r"\s(?:of )?(?:[\w-]+ ){0,2}(?:study\w*|prep\w*|training|learning|revision)\b"),),
    ),
    Trap(
        "lecture",
        _DURATION,
        (_right_after(r"[\s-](?:\w+[\s-])?(?:videos?|lectures?|webinars?|talks?|sessions?|calls?|episodes?|clips?"
            r"|interviews?|meetings?|assessments?|quiz(?:zes)?|shifts?|per (?:lecture|lesson|video|module|chapter"
            r"|domain|topic))\b"),),
    ),
    Trap(
        "other certificate",
        frozenset({Kind.VALIDITY}),
        (_tell("lead", r"scores?", r"credits?", r"results?"),
         Cue("sentence", "sentence",
             lowered(r"\b(?:TLS|SSL|X\.?509|HTTPS|CSR|PKI|keystore|key ?pair|private keys?|public keys?"
                 r"|certificate authorit\w+|(?:wildcard|signing|client|server|self-signed|leaf|CA) certificates?"
                 r"|(?:root|intermediate) CA|Let['’]s Encrypt|openssl|cert-manager|kubelet|JWT|tokens?|passwords?"
                 r"|API keys?|cookies?|cache|DNS|domains? names?|sessions?|backups?|logs?|snapshots?|retention"
                 r"|metrics|data points|objects|messages|events|records|secrets|files|reserv(?:ations?"
                 r"|ed instances?)|savings plans?|commitments?|contracts?|warrant(?:y|ies)|leases?|savings)\b")),),
    ),
    # Scores and question counts
    Trap(
        "listicle",
        _EXAM,
        (_tell("counted_lead", r"here (?:are|is)", r"these", r"following", r"top", r"best", r"hardest", r"toughest",
            r"most common", r"first", r"my", r"several", r"other", r"just", r"another", r"next", r"only"),
         Cue("after", "after",
             lowered(r"^(?:\s[\w-]+){0,3}\squestions?\s(?:to ask|about|you|from (?:the )?(?:community|readers)|we"
                 r"|I|people|that (?:I|you|we|people|every|will help)|(?:and )?answers?|for (?:you|your))\b")),
         Cue("after", "after",
             lowered(r"^\s(?:hardest|toughest|top|best|most common|common|frequently asked|tricky|quick|key|big"
                 r"|burning)\b")),
         Cue("place", "place_kind", lazy_re.compile("heading"))),
        unless=(_tell("after_45", r"(?:multiple[- ]choice|scored|exam) (?:\w+ )?questions?"), _tell("lead",
            r"(?:has|have|had|contains?|consists? of|includes?|features?|answer|of|with) (?:\w+ )?")),
    ),
    Trap(
        "practice test",
        _EXAM,
        (_tell("lead", r"practi[cs]e", r"mock", r"sample", r"diagnostic", r"readiness", r"quiz(?:zes)?",
            r"simulat\w+", r"question banks?", r"drill\w*", r"flash ?cards?", r"exam[- ]style",
            r"assessments? (?:test )?(?:with|of)"),
         _tell("trail", r"practi[cs]e", r"mock", r"sample", r"on (?:practice|mock)",
             r"quiz(?:zes)?", r"exam[- ]style"),
         _tell("label", r"practi[cs]e(?: \w+)?", r"mock(?: \w+)?", r"sample(?: \w+)?"), _tell("row",
             r"practi[cs]e(?: \w+)?", r"mock(?: \w+)?"),
         _tell("near", r"practi[cs]e (?:tests?|exams?|questions?)", r"mock (?:tests?|exams?)")),
    ),
    Trap(
        "extra time",
        _EXAM,
        (
            _right_before(r"(?:extra|additional|another) (?:of )?"),
            _tell("lead", r"surveys?"), _right_after(r"\s(?:(?:for|of|in) (?:the |an? )?)?survey\b"),
            _right_after(r"\s(?:extra|additional|more|longer)\b"),
        ),
    ),
    Trap(
        "unscored",
        _EXAM,
        (_right_after(r"[\s-](?:unscored|pre-?test|prototype|experimental|trial|ungraded)\s"),),
    ),
    Trap(
        "weight",
        _EXAM,
        (_right_after(r"\)?\s?(?:of|on|from) (?:the |all |your |total )?(?:\w+ ){0,2}(?:exam|test|questions?"
            r"|content|domain|marks|weight\w*|scored? (?:content|items?))\b"), _tell("head", r"weight(?:ing|age)?s?",
            r"% of (?:exam|scored content)", r"percent(?:age)?(?: of exam)?"), _tell("label", r"domains? \d.*",
            r"weight\w*"), _tell("near", r"(?:exam )?domains?(?: and weight\w*)?", r"weight\w*", r"topics?",
            r"syllabus", r"exam (?:outline|content|topics|objectives)"),
         _tell("lead", r"weight\w*", r"accounts? for", r"makes? up", r"domain")),
        unless=(_tell("lead", r"pass\w*", r"score", r"correct\w*", r"at least", r"minimum", r"answer\w*"),
            _tell("after_45", r"correct\w*", r"right")),
    ),
    Trap("rating", _EXAM, (_tell("lead", r"rat(?:ed|ings?)", r"stars?", r"reviews?"), _tell("label", r"ratings?"),
        _tell("head", r"ratings?", r"stars"))),
    Trap(
        "pass rate",
        _EXAM,
        (_tell("lead", r"pass(?:ing)? rates?", r"success rates?", r"failure rates?", r"first[- ]time pass\w*"),
            _tell("trail", r"pass(?:ing)? rates?", r"success rates?",
                r"of (?:the )?(?:candidates|people|test[- ]?takers|students|applicants)",
                r"(?:candidates|people|test[- ]?takers|students) "), _tell("label", r"pass(?:ing)? rates?",
                r"success rates?"), _tell("head", r"pass(?:ing)? rates?", r"success rates?")),
        unless=(_BESIDE_A_SCORE,),
    ),
)  # fmt: skip


def sprung(kind: Kind, setting: Setting, labelled: bool = False) -> str | None:
    """The name of the trap that a value of a kind is in, or None."""
    told = {
        where for where, tells in _tells_of(kind).items() if (text := getattr(setting, where)) and tells.search(text)
    }
    for trap in _traps_for(kind):
        if (labelled and trap.yields_to_label) or f"trap/{trap.name}" in setting.page.without:
            continue
        springs = (trap.test is not None and trap.test(setting)) or (
            told
            and any(tell.where in told and tell.pattern.search(getattr(setting, tell.where)) for tell in trap.tells)
        )
        if springs and not any(tell.pattern.search(getattr(setting, tell.where)) for tell in trap.unless):
            return trap.name
    return None


@cache
def _traps_for(kind: Kind) -> tuple[Trap, ...]:
    return tuple(trap for trap in TRAPS if kind in trap.kinds)


@cache
def _tells_of(kind: Kind) -> dict[str, re.Pattern[str]]:
    """All tells of a kind as one pattern for each place, since most values are in no trap at all."""
    tells: dict[str, list[str]] = {}
    for trap in _traps_for(kind):
        for tell in trap.tells:
            tells.setdefault(tell.where, []).append(tell.pattern.pattern)
    return {where: lazy_re.compile("|".join(f"(?:{one})" for one in patterns)) for where, patterns in tells.items()}
