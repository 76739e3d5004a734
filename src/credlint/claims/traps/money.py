"""Amounts that are no price of a credential, and figures that somebody denies."""

from __future__ import annotations

from decimal import Decimal

from credlint import lazy_re
from credlint.claims.context import Context
from credlint.claims.cues import lowered
from credlint.claims.traps.gain import GAIN, SIGN, is_gain
from credlint.claims.traps.goods import BOOK, LESSONS, MATERIAL, RESOURCE_HEADING
from credlint.claims.traps.trap import (
    COST,
    DURATION,
    EXAM,
    TIMES,
    Given,
    Trap,
    found,
    right_after,
    right_before,
    tell,
    tells,
)

_HARD_CURRENCIES = frozenset({"USD", "EUR", "GBP", "CHF", "CAD", "AUD", "SGD", "NZD"})
_EXAM_PRICE = lazy_re.compile(r"\bexam\b(?! (?:code|name|format|length|duration))")
_DISCOUNT = lazy_re.compile(r"\bdiscount|\bsales?\b|\bvoucher|\bcoupon|\bpromo|% off|\bhalf")
# What others say, and a word of objection after it.
_SAID = (
    r"\b(?:some|many|most|few|several)?\s?(?:people|sites|blogs|forums|posts|articles|others|rumou?rs?|some|many|everybody"
    r"|everyone)\s(?:(?:still|often|will|might|wrongly)\s)*"
    r"(?:say|says|think|thinks|believe|believes|claim|claims|assume|assumes|tell|report|reports|has it|have it)\b[^;]*$"
)
_OBJECTED = lazy_re.compile(r"\b(?:but|however|yet|actually|in fact|in truth|wrong|not true|outdated)\b")
# What is paid because something is taken off: "there was a discount, so it cost me", "at half price the exam is just".
_CHEAPER = (
    r"\b(?:discount\w*|half[- ](?:the )?price|vouchers?|coupons?|promo\w*|\d+ ?% off)\b[^;]{0,90}\b"
    r"(?:(?:so|and|which|thus|therefore)\b[^;]{0,70}\bcosts? (?:me|you)\b[^;]*"
    r"|(?:costs?|pay|is|charges?) (?:you )?(?:only|just) )$"
)
_RESOURCES = lowered(
    r"(?:(?:study|learning|training|prep\w*|free|paid|recommended) )*(?:resources?|materials?"
    r"|books?|tools?)"
)
_SPENT = lazy_re.compile(r"\bsp(?:end|ends|ent|ending) (?:about |around |only |up to |over )?$")
_EXCHANGED = lazy_re.compile(r"=|≈|\b(?:same value|worth|equals?|equal to|exchange rates?|conver\w+|rate)\b")
_SALARY = (
    r"salar(?:y|ies)", r"earn(?:s|ed|ing|ings)?", r"median", r"compensation", r"wages?", r"income", r"bonus(?:es)?",
    r"hourly",
)  # fmt: skip
_JOB = (
    r"LPA", r"CTC", r"take[- ]home", r"pay (?:range|scale|rise|raise|bump|grade|package|check|band)s?",
    r"paychecks?", r"paying (?:jobs?|roles?|positions?)", r"packages?", r"raises?", r"hikes?", r"hired?", r"stipend",
    r"job offers?", r"total comp", r"base pay", r"average pay", r"net worth",
    r"per hour",
)  # fmt: skip
# Before an amount; behind one they tell of something else: "costs $200 and gives you two tries".
_HANDED_OUT = (
    r"pa(?:y|ys|id) (?:you|me|us|them|out)", r"(?:gave|gives?|giving) (?:you|me|us|them)",
    r"mak(?:e|es|ing) (?:over |about |around |up to |between )?",
)  # fmt: skip


# What people buy around an exam.
_THINGS = (
    r"frames?", r"framed", r"plaques?", r"shipping", r"postage", r"printed (?:copy|copies|certificates?)", r"monitors?",
    r"webcams?", r"headsets?", r"microphones?", r"keyboards?", r"t-shirts?", r"mugs?", r"internet",
)  # fmt: skip
# What a business of one's own costs.
_BUSINESS = (
    r"insurance", r"llc(?: \w+)?", r"business licen[cs]es?", r"legal (?:review|fees?|advice)", r"accounting \w+",
    r"(?:website|web) (?:hosting|development|design)", r"crm(?: \w+)?", r"marketing (?:materials?|budget|campaigns?)",
)  # fmt: skip
# What else one lives on and travels by.
_SPENDING = (
    r"rent", r"mortgage", r"coffees?", r"pizzas?", r"lunch", r"food", r"drinks?", r"parking", r"taxis?", r"groceries",
    r"flights?", r"hotels?", r"travel", r"late (?:(?:\w+ )?fees?|applicants?|registrations?)", r"extensions?",
    r"reschedul\w+", r"cancel\w*", r"no-show", *_THINGS,
)  # fmt: skip
_BOUGHT = (*_THINGS, *BOOK, *MATERIAL, r"courses?")


def _amount_from(limit: int, currencies: frozenset[str]) -> Given:
    def is_big(context: Context) -> bool:
        if context.measure is None:
            return False
        return context.quantity.unit in currencies and context.quantity.most >= Decimal(limit)

    return is_big


def _is_year_of_dollars(context: Context) -> bool:
    """Whether it is written like a year and its currency: "in 2024 USD", "2024 USD ranges"."""
    return lazy_re.fullmatch(r"(?:19|20)\d\d [a-z]{3}", context.written) is not None


def _is_discounted(context: Context) -> bool:
    paid = context.measure is not None and context.quantity.most > 0
    return paid and _DISCOUNT.search(context.previous + context.sentence) is not None


def _is_beside_exam_price(context: Context) -> bool:
    """Whether another column of its table, or row where columns are subjects, tells what the exam costs."""
    scene, table = context.page.scene, context.place.table
    cells = scene.table_cells.get(table, {}) if table is not None else {}
    heads = [
        scene.places[cell]
        for (row, column), cell in cells.items()
        if not (column if scene.is_transposed(context.place) else row)
    ]
    return any(_EXAM_PRICE.search(head.span.of(context.page.low)) for head in heads)


def _is_exchange_rate(context: Context) -> bool:
    """Whether one of a currency is set against another: "1 USD = 83 INR", "$1 is not worth a euro"."""
    if context.measure is None:
        return False
    beside = [one for one in (context.neighbour(-1), context.neighbour(1)) if one is not None]
    other = [one for one in beside if one.unit != context.quantity.unit]
    single = any(one.most == 1 for one in (context.quantity, *other))
    return single and bool(other) and _EXCHANGED.search(context.around) is not None


def _is_of_resource(context: Context) -> bool:
    """Whether it stands in a row of a table of what one studies with, and the row names no credential."""
    place = context.place
    of_one = _RESOURCES.fullmatch(context.corner) is not None
    return of_one and (place.table, place.row or 0) not in context.page.named_rows


def _is_sum_of_unnamed(context: Context) -> bool:
    """Whether it is a total that stands under no credential's name."""
    return "total" in context.label and not context.above_is_named and not context.names_credential


def _is_gain(context: Context) -> bool:
    return context.measure is not None and is_gain(context.quantity)


def _is_of_issuer(context: Context) -> bool:
    """Whether somebody who holds exams is named beside it, up to the end of its sentence or in its row."""
    names, place = context.page.scene.names, context.place
    row = context.page.scene.table_rows.get((place.table, place.row), ()) if place.table is not None else ()
    told = [mention for mention in context.mentions if mention.span.start < context.sentence_span.end]
    mentions = [*told, *(mention for one in row for mention in context.page.mentions(one))]
    return any(mention.form == "provider" and names.examines(mention) for mention in mentions)


def _is_spent(context: Context) -> bool:
    return _SPENT.search(context.lead) is not None


def _is_objected_to(context: Context) -> bool:
    return _OBJECTED.search(context.after) is not None


TRAPS = (
    Trap(
        "salary",
        COST,
        tells=(
            *tells("lead trail", *_SALARY, *_JOB),
            tell("lead", *_HANDED_OUT),
            right_after(r"\san hour\b"),
            *tells("label head near", *_SALARY),
        ),
        unless=(right_after(r"\s(?:certification |certificate )?exams?\b"),),
        yields_to_label=True,
    ),
    Trap(
        "too much",
        COST,
        test=_amount_from(15_000, _HARD_CURRENCIES),
        yields_to_label=True,
    ),
    Trap(
        "year",
        COST,
        tells=(
            found("before", r"\bin $", given=_is_year_of_dollars),
            tell(
                "after", r"in", r"ranges?", r"terms", r"prices", r"values", r"figures", r"estimates",
                within=12, given=_is_year_of_dollars,
            ),
        ),
    ),
    Trap(
        "value",
        COST,
        tells=(tell("before", r"(?:economic|annual|yearly|business|added) value", within=160),),
    ),
    Trap(
        "premium",
        COST,
        tells=(
            *(tell(where, *GAIN, given=_is_gain) for where in ("label", "head", "lead", "trail")),
            found("since_last", SIGN, given=_is_gain),
        ),
        unless=(right_after(r"\s(?:[\w-]+ ){0,2}(?:exams?|courses?|fees?|training|tuition|tax(?:es)?|vat)\b"),),
    ),
    Trap(
        "market size",
        COST,
        test=_amount_from(1_000_000, _HARD_CURRENCIES | {"INR", "TWD", "JPY"}),
    ),
    Trap(
        "revenue",
        COST,
        tells=(
            tell(
                "lead", r"revenue", r"valuation", r"funding", r"market (?:size|cap|value|worth)", r"raised",
                r"turnover", r"profits?", r"losses", r"fines?", r"fined",
            ),
            tell(
                "trail", r"revenue", r"valuation", r"in funding", r"fines?",
                r"in (?:delays?|losses|damages?|downtime|lost \w+)",
                r"(?:data )?breach(?:es)?",
            ),
            right_after(r"[\s-](?:(?!(?:is|are|in|on|for|of|one)\b)[\w-]+[\s-]){0,2}(?:market|industry)\b"),
        ),
    ),
    Trap(
        "cloud bill",
        COST,
        tells=(
            tell(
                "lead", r"bills?", r"billed", r"usage", r"free tier", r"compute", r"GPUs?", r"storage",
                r"instances?", r"clusters?", r"budget alerts?", r"cloud (?:spend|costs?|credits?)", r"(?<!\d )credits?",
                r"servers?", r"domain name", r"hosting", r"tokens?", r"labs?(?! access)", r"spin\w*", r"deploy\w*",
                r"sandbox\w*", r"environments?",
            ),
            tell(
                "trail", r"(?:in |of |worth of )?(?:\w+ )?credits?", r"bills?",
                r"(?:of|in) (?:usage|compute|storage)", r"cloud (?:bill|spend|costs?)", r"instances?", r"tokens?",
                r"of (?:AWS|Azure|GCP|cloud) (?:usage|services|resources)", r"budgets?", r"of (?:\w+ )?spend(?:ing)?",
                r"(?:on|for) (?:\w+ )?(?:servers?|labs?(?! access)|cloud|electricity)",
            ),
            tell("row", r"(?:average )?cost per (?:\w+ )?(?!exam|attempt|course)\w+"),
            *tells("label head", r"bills?", r"(?:cloud|lab|compute|infrastructure|hosting) costs?"),
        ),
        yields_to_label=True,
    ),
    Trap(
        "discount",
        COST,
        tells=(
            right_after(
                r"(?:\s\w+)?\s(?:off|extra|discounts?|savings?|rebates?|coupons?|cash ?back|refunds?"
                r"|scholarships?|grants?|less|cheaper|more expensive|difference|gift cards?)\b", r"[- ]off\b",
                r"\s\((?:\w+ )?(?:sale|discount\w*|promo\w*)\)",
                r"\s(?:with|after|using) (?:an? |the )?[\w%]+ (?:\w+ )?(?:discount|voucher|coupon|code)",
            ),
            right_before(r"(?:increas|rais|ris|reduc|lower|cut|drop|rose|up|down)(?:e[sd]?|ing|ped|s)? by (?:about )?"),
            tell(
                "lead", r"black friday", r"cyber monday", r"(?:on|in a|for) sale", r"promos?",
                r"during (?:a |the )?promotion", r"sav(?:e|es|ed|ing|ings)", r"discounts? (?:of|worth|up to|is)?",
                r"coupons?", r"reimburs\w+", r"refund\w*", r"scholarships?", r"grants?", r"rebates?", r"cash ?back",
                r"knocks?", r"gift cards?", r"off", r"worth", r"(?:financial|with) aid",
                r"\d+ ?% (?:\w+ )?(?:vouchers?|discounts?|coupons?|code)(?: \w+){0,4}",
            ),
            tell("label", r"refunds?(?: \w+)?", r"discounts?"),
        ),
        unless=(
            tell(
                "lead", r"discounted (?:price|fee|rate)s?", r"after (?:the |a )?discount",
                r"worth (?:the|it|paying)", r"instead of", r"reimburs\w+ (?:[\w'’]+ ){0,3}(?:exam|fee|cost)s?",
            ),
        ),
    ),
    Trap(
        "voucher",
        COST,
        tells=(
            right_after(r"(?:\s\w+){0,2}\svouchers?\b"),
            tell("lead", r"vouchers? (?:of|worth|saves?|gives?|valued)"),
        ),
        unless=(right_after(r"\s(?:for|per)\b"),),
    ),
    Trap(
        "prize",
        COST,
        tells=(
            tell("lead", r"prizes?", r"awards?", r"winners?", r"won", r"bount(?:y|ies)", r"donat\w+"),
            tell(
                "trail", r"prizes?", r"bount(?:y|ies)", r"in prizes", r"prize pool",
                r"awards?(?! (?:recogni[sz]ed|a|an|you|certif\w*))",
            ),
        ),
    ),
    Trap(
        "material",
        COST,
        tells=(
            *tells("lead label head row", *MATERIAL),
        ),
        unless=(tell("lead", r"total(?: \w+){0,6}"), tell("row", r"totals?"), tell("label", r"totals?")),
    ),
    Trap(
        "lessons of others",
        COST,
        tells=(*tells("lead trail label head row", *LESSONS),),
        unless=(
            tell("lead", r"total(?: \w+){0,6}"),
            *tells("lead label row", r"official"),
            found("own", r".", given=_is_of_issuer),
        ),
    ),
    Trap(
        "training beside exam",
        COST,
        tells=(
            tell(
                "head", r"(?:training|course|boot ?camp|class)\w*(?: (?:costs?|fees?|price))?"
                r"(?! (?:and|&|\+|/) exam)",
                given=_is_beside_exam_price,
            ),
        ),
        unless=(tell("head", r"official"),),
    ),
    Trap(
        "material after",
        COST,
        tells=(
            tell("trail", *MATERIAL),
            right_after(r"\s(?:of|for|on|in) (?:the |your |some |extra )?training\b"),
        ),
        unless=(
            right_before(
                r"(?:costs?|fees? (?:is|are|of)|price (?:is|of)|priced at|charges?) (?:about "
                r"|around |approx\w* |roughly |just |only |you )?",
            ),
            right_after(r"(?: each| per \w+)?,? (?:with|plus|including|and|but) (?:[\w-]+ )?free\b"),
        ),
    ),
    Trap(
        "reduced",
        COST,
        tells=(
            tell(
                "lead", r"(?:ended up (?:paying|at|with)|paid)(?: only| just)?",
                r"got (?:it|mine|the (?:exam|voucher)) for(?: only)?",
                r"only (?:need(?:ed)? to |have to |had to )?pay", r"pa(?:y|ying|id) only",
                r"(?:need|have|had) to pay(?: only)?", r"only",
                given=_is_discounted,
            ),
            found("before", _CHEAPER),
        ),
    ),
    Trap(
        "stage of a path",
        COST,
        tells=(
            found(
                "heading", r"^\W*(?:phase|stage|step|part|week|month) (?:\d|one\b|two\b|three\b|four\b|i{1,3}\b)",
                given=_is_sum_of_unnamed,
            ),
        ),
    ),
    Trap(
        "plan of a service",
        COST,
        tells=(
            *tells("heading near", r"support (?:plans?|tiers?|levels?)", r"pricing (?:models?|options|calculator)",
                r"purchas\w+ options", r"storage (?:classes|tiers?)", r"instance (?:types?|families)",
                r"savings plans?",
                r"reserved instances?", r"licen[cs]ing"),
        ),
        unless=(tell("label", r"exam", r"certif\w+"), tell("row", r"exam", r"certif\w+")),
    ),
    Trap("exchange rate", COST, test=_is_exchange_rate),
    Trap(
        "book",
        COST | DURATION,
        tells=(
            *tells("lead trail label head row", *BOOK),
            tell("before", r"(?:use|buy|read|get|bought|with) (?:a|the|this) books?"),
        ),
        unless=(
            tell("trail", r"book (?:the|your|an?) (?:exam|test|slot)"),
            tell("lead", r"to book", r"book(?:ing)? (?:the|your|an?) (?:exam|test|slot)"),
        ),
    ),
    Trap(
        "resource heading",
        COST | DURATION | EXAM,
        tells=(
            *(found(where, RESOURCE_HEADING) for where in ("heading", "outer_heading", "near")),
        ),
        test=_is_of_resource,
        unless=(
            tell("heading", r"costs?", r"prices?", r"pricing", r"fees?", r"official"),
            tell("lead", r"exam (?:fee|cost|price)s?", r"took (?:me|us)", r"(?:I|we) (?:\w+ )?(?:studied|prepared)"),
            tell("label", r"exam (?:fee|cost|price)s?", r"(?:prep\w*|study(?:ing)?) time(?: \w+)*"),
        ),
    ),
    Trap(
        "degree",
        COST | DURATION,
        tells=(
            tell(
                "lead", r"degrees?", r"bachelor['’]?s?", r"master['’]?s", r"MBA", r"PhD", r"college",
                r"universit(?:y|ies)(?: tuition)?", r"student (?:loans?|debt)", r"semester",
            ),
            right_after(r"[\s-](?:\w+[\s-]){0,2}(?:degrees?|colleges?|universit(?:y|ies)|bachelor|master['’]?s)\b"),
            tell("row", r"degrees?", r"bachelor['’]?s?", r"MBA"),
        ),
        yields_to_label=True,
    ),
    Trap(
        "other spending",
        COST,
        tells=(
            tell(
                "lead", r"invest(?:ed)? in (?:stocks?|index)", *_SPENDING,
            ),
            tell(
                "trail", r"pizzas?", r"coffees?", r"lunch", r"parking", r"reschedul\w+", r"cancellation",
                r"late (?:\w+ )?fees?", r"no-show", r"deposit", r"extensions?", *_THINGS,
            ),
            right_after(rf"\s(?:for|on) (?:(?:an?|the|my|our|two) )*(?:{'|'.join(_SPENDING)})\b"),
            *tells("label row", *_SPENDING, *_BUSINESS),
            right_after(r"\s(?:an?|per) (?:night|plate|meal|cup|bottle|ticket|ride|litre|gallon|kilo)\b"),
            tell("near", *_BUSINESS),
            found(
                "after",
                r"^ on (?:an?|some|new|my|your) "
                r"(?!(?:(?!(?:before|after|for|while|in|with|to|than) )[\w+'’-]+ ){0,4}"
                r"(?:exam|cert|credential|course|test|voucher|training|program|class|attempt|retake|subscription|membership|speciali[sz]ation|nanodegree))\w",
                given=_is_spent,
            ),
            tell("lead", r"(?:learning|training|yearly|a|my|company) budget(?: of)?"),
            right_after(rf"[^;]{{0,40}}\b(?:to buy|and bought|to get|and got) [^.;]{{0,40}}(?:{'|'.join(_BOUGHT)})\b"),
        ),
    ),
    Trap(
        "next one",
        COST,
        tells=(
            found(
                "before",
                r"\bnext (?:level|tier|step|one|exam|certification|cert)s?\b"
                r"\W{1,3}(?:(?:which|that|is|are|at|for|costs?|price|fee)\W)*$",
            ),
        ),
    ),
    Trap(
        "denied",
        COST | TIMES,
        tells=(
            right_before(
                r"(?:does|do|did|is|are|was|will|would)(?: not|n['’]t) (?:be |cost |take |last |have |contain "
                r"|require |run |only )?(?:valid for |priced at )?(?:the |an? |full |about |around )?",
                r"\bnot (?:even )?for ",
            ),
            found("before", _SAID, given=_is_objected_to),
            tell("label", r"myth", r"misconception", r"rumou?r"),
        ),
    ),
)  # fmt: skip
