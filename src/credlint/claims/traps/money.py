"""Amounts that are no price: salaries, markets, discounts, prizes; and figures that are denied."""

from __future__ import annotations

from decimal import Decimal

from credlint import lazy_re
from credlint.claims.context import Context
from credlint.claims.quantities.quantity import Quantity
from credlint.claims.traps.trap import (
    COST,
    IN_HOURS,
    TIMES,
    VALIDITY,
    Given,
    Trap,
    found,
    right_after,
    right_before,
    tell,
    tells,
)

# What a credential adds to a salary: no price, and smaller than a salary.
GAIN = (
    r"(?:(?:salary|pay|income|earnings?|wage|average|typical|verified|cert(?:ification)?) )*"
    r"(?:premiums?|uplift|bump)(?! (?:plan|tier|account|subscription|access|membership|exam|course|version|support))",
    r"ROI", r"(?:salary|pay|income) (?:increase|raise|impact|gain|lift|boost|difference)s?",
    r"(?:average|typical) (?:raise|increase)",
)  # fmt: skip
# "Baker: +$9,000", "Baker (+$9k)": what is added to a sum of prices says what it is for.
GAIN_SIGN = r"(?:^|[(:,;]|[–—-]\s)\s*[~≈]?\+$"
_HARD_CURRENCIES = frozenset({"USD", "EUR", "GBP", "CHF", "CAD", "AUD", "SGD", "NZD"})
_DISCOUNT = lazy_re.compile(r"\bdiscount|\bsales?\b|\bvoucher|\bcoupon|\bpromo|% off|\bhalf")
# What others say, and a word of objection after it.
_SAID = (
    r"\b(?:some|many|most|few|several)?\s?(?:people|sites|blogs|forums|posts|articles|others|rumou?rs?|some|many|everybody"
    r"|everyone)\s(?:(?:still|often|will|might|wrongly)\s)*"
    r"(?:say|says|think|thinks|believe|believes|claim|claims|assume|assumes|tell|report|reports|has it|have it)\b[^;]*$"
)
# "If the exam cost $100, everybody would take it."
_SUPPOSED = (
    r"\b(?:if|wish|imagine|suppos(?:e|ing))\b[^.;:,]{0,60}\b(?:cost|were|was|took|lasted)\W+"
    r"(?:(?:only|just|about|over) )?$"
)
_OBJECTED = lazy_re.compile(r"\b(?:but|however|yet|actually|in fact|in truth|wrong|not true|outdated)\b")
# What is paid because something is taken off: "there was a discount, so it cost me", "at half price the exam is just".
_CHEAPER = (
    r"\b(?:discount\w*|half[- ](?:the )?price|vouchers?|coupons?|promo\w*|\d+ ?% off)\b[^;]{0,90}\b"
    r"(?:(?:so|and|which|thus|therefore)\b[^;]{0,70}\bcosts? (?:me|you)\b[^;]*"
    r"|(?:costs?|pay|is|charges?) (?:you )?(?:only|just) )$"
)
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


def is_gain(quantity: Quantity) -> bool:
    """Whether an amount is large enough for one: a premium plan at 40 dollars a month is a price."""
    least = Decimal(50_000) if quantity.unit in {"INR", "TWD", "JPY"} else Decimal(1_000)
    return least <= quantity.most <= least * 100 and quantity.per in {"", "year"}


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


def _is_exchange_rate(context: Context) -> bool:
    """Whether one of a currency is set against another: "1 USD = 83 INR", "$1 is not worth a euro"."""
    if context.measure is None:
        return False
    beside = [one for one in (context.neighbour(-1), context.neighbour(1)) if one is not None]
    other = [one for one in beside if one.unit != context.quantity.unit]
    single = any(one.most == 1 for one in (context.quantity, *other))
    return single and bool(other) and _EXCHANGED.search(context.around) is not None


def _is_sum_of_unnamed(context: Context) -> bool:
    """Whether it is a total that stands under no credential's name."""
    return "total" in context.label and not context.above_is_named and not context.names_credential


def _is_gain(context: Context) -> bool:
    return context.measure is not None and is_gain(context.quantity)


def _is_objected_to(context: Context) -> bool:
    return _OBJECTED.search(context.after) is not None


# "It rose $50 to $445": by so much.
_RISING = (
    r"\b(?:rose|risen|went up|gone up|jumped|climbed|increased|fell|fallen|dropped|went down)(?: by)?(?: about)? $"
)


def _to_another(context: Context) -> bool:
    return context.after.startswith((" to ", " from "))


TRAPS = (
    Trap(
        "salary",
        COST,
        tells=(
            *tells("lead trail", *_SALARY, *_JOB),
            tell("lead", *_HANDED_OUT),
            right_after(r"\san hour\b"),
            *tells("head near", *_SALARY),
        ),
        unless=(right_after(r"\s(?:certification |certificate )?exams?\b"),),
        yields_to_label=True,
    ),
    Trap("salary by its label", COST, tells=(tell("label", *_SALARY),)),
    Trap(
        "worth of time",
        COST,
        tells=(
            *tells("lead trail", r"opportunity costs?"),
            right_after(r" (?:in|of|worth of) (?:(?:your|my|lost|study) )?time\b"),
            tell("label", r"(?:\w+ )?time (?:investment|costs?|value)", r"opportunity costs?"),
        ),
    ),
    Trap(
        "matter of finance",
        COST | VALIDITY,
        tells=(
            *tells("lead trail label row near heading", r"depreciat\w+", r"(?:adjusted|cost) basis", r"capital gains?",
                r"taxable \w+", r"tax (?:credits?|brackets?|rates?|thresholds?|treatment)", r"deferrals?",
                r"deductions?", r"death benefit", r"annuit(?:y|ies)", r"hsa", r"ira", r"401\(?k\)?"),
        ),
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
            found("since_last", GAIN_SIGN, given=_is_gain),
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
                "lead", r"revenue", r"valuation", r"funding", r"market (?:size|cap|value|worth)",
                r"raised(?! (?:from|to)\b)", r"turnover", r"profits?", r"losses", r"fines?", r"fined",
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
        "correction",
        COST | TIMES,
        tells=(
            found(
                "before",
                r"\b(?:earlier version"
                r"|(?<!as )(?:we|i|this (?:article|page|post)) (?:\w+ )?(?:wrote|said|stated|claimed)"
                r"|myth:"
                r"|believed? (?:\w+ )?that)\b[^.]*$",
            ),
        ),
    ),
    Trap(
        "difference",
        COST | TIMES,
        tells=(
            right_after(
                r"(?: (?:questions?|tasks?|items|points?))? (?:more|less|fewer|longer|shorter|dearer|cheaper|higher"
                r"|lower|pricier)(?: expensive)? than\b",
                r" (?:dearer|pricier)\b",
                r" (?:more|less|cheaper)(?=\W*$|[.,;)])",
                r" of (?:the|your|my|its) [^.;,]{0,30}(?:fees?|price|costs?)\b",  # a share
            ),
            found("before", _RISING, given=_to_another),
            found("before", r"\b(?:more|extra|additional|longer)\b[^.;]{0,80},? so (?:about )?$", given=IN_HOURS),
            *tells("label row head", r"differences?"),
        ),
    ),
    Trap(
        "discount",
        COST,
        tells=(
            right_after(
                r"(?:\s\w+)?\s(?:off|extra|discounts?|savings?|rebates?|coupons?|cash ?back|refunds?"
                r"|scholarships?|grants?|less|cheaper|more expensive|difference|gift cards?)\b", r"[- ]off\b",
                r"\s\((?:\w+ )?(?:sale|discount\w*|promo\w*)\)",
                r"\s(?:with|after|using|thanks to) (?:an? |the |my )?[\w%]+ (?:\w+ ){0,3}"
                r"(?:discount|voucher|coupon|code)",
            ),
            right_before(r"(?:increas|rais|ris|reduc|lower|cut|drop|rose|up|down)(?:e[sd]?|ing|ped|s)? by (?:about )?"),
            tell(
                "lead", r"black friday",
                r"(?:educational|academic|student) vouchers?(?: \w+)?",
                r"cyber monday", r"(?:on|in a|for) sale", r"promos?",
                r"during (?:a |the )?promotion", r"sav(?:e|es|ed|ing|ings)", r"discounts? (?:of|worth|up to|is)?",
                r"coupons?", r"reimburs\w+", r"refund\w*", r"scholarships?", r"grants?", r"rebates?", r"cash ?back",
                r"discounted (?:to|at|for)", r"knocks?", r"gift cards?", r"off", r"worth", r"(?:financial|with) aid",
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
    Trap("exchange rate", COST, test=_is_exchange_rate),
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
            found("before", _SUPPOSED),
            tell("label", r"myth", r"misconception", r"rumou?r"),
        ),
    ),
)  # fmt: skip
