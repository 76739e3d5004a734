"""Amounts that one pays for something else than a credential: books, lessons, clouds, degrees, travel."""

from __future__ import annotations

from credlint import lazy_re
from credlint.claims.context import Context
from credlint.claims.cues import lowered
from credlint.claims.traps.trap import (
    COST,
    DURATION,
    EXAM,
    Trap,
    found,
    right_after,
    right_before,
    tell,
    tells,
)

SELLERS = (
    r"A Cloud Guru", r"Boson", r"CertMaster(?: \w+)?", r"Cybrary", r"(?:Jason )?Dion(?: Training)?['’]?s?",
    r"KodeKloud", r"LinkedIn Learning", r"Lynda(?:\.com)?", r"MeasureUp", r"(?:Professor )?Messer['’]?s?",
    r"Pluralsight",
    r"Tutorials ?Dojo", r"Udemy", r"VIP", r"Whizlabs",
)  # fmt: skip
_BOOKSELLERS = (r"Amazon", r"eBay", r"O['’]Reilly", r"Packt")

MATERIAL = (
    r"practice (?:tests?|exams?|questions?|sets?|labs?|environments?)", r"mock (?:tests?|exams?)",
    r"sample (?:tests?|exams?)", r"question banks?", r"simulators?",
    r"study (?:materials?|guides?|resources?|aids?)", r"course ?(?:ware|books?|materials?)", r"self[- ]study",
    r"tutor(?:s|ing)?", r"coaching", r"mentor(?:s|ship)?", r"cheat ?sheets?", r"flash ?cards?", r"exam dumps?",
    r"QAE(?: \w+)?", r"learning systems?", r"review manuals?", r"cohorts?",
    r"lab (?:time|environment|kits?|gear)", r"home ?labs?", r"hardware", r"laptops?", r"webcams?",
    r"training (?:bundles?|packages?|providers?|materials?)", r"preparation (?:materials?|resources?)",
    r"prep (?:materials?|resources?|books?)",
    *SELLERS,
)  # fmt: skip
# Lessons: the issuer's own are a course that it sells, those of others are material.
LESSONS = (
    r"(?:prep|preparation|preparatory|training|video|third[- ]party) courses?", r"boot ?camps?",
    r"(?:instructor[- ]led|classroom|live|in[- ]person|third[- ]party) (?:training|boot ?camps?|class(?:es)?)",
    r"training class(?:es)?", r"prep class(?:es)?",
)  # fmt: skip
BOOK = (
    r"(?:the|an?|this|that|my|her|his|their|whose|study|official|prep|companion|another"
    r"|one) (?:[\w'’-]+ ){0,2}books?(?! (?:the|your|an?|it)\b)", r"books?(?= (?:costs?|price|is|for|on|at|by)\b)",
    r"books", r"handbooks?", r"text-?books?", r"e-?books?", r"paperback", r"hardcover", r"hard copy", r"kindle",
    r"\d(?:st|nd|rd|th) edition",
    *_BOOKSELLERS,
)  # fmt: skip

# A heading over a list of such things.
RESOURCE_HEADING = (
    r"(?:\b(?:hand|text|e|note)?-?books?(?<!you book)(?<!to book)|\bedition|\bpractice (?:tests?|exams?|questions?)"
    r"|\bmock (?:tests?|exams?)|\bquestion bank"
    r"|\bcheat ?sheets?|\bflash ?cards|\bplaylists?|\bpodcasts?|\bnewsletters?|\byoutube[\w ]*|\bsimulators?"
    rf"|\b(?:{'|'.join(SELLERS)})\b[\w ]*"
    r"|\bcourse tips|\b(?:study|learning|training|prep) (?:resources|materials?))\)?[\W\d]*$"
    r"|^(?:free |paid |best |top |recommended |useful |other |study |additional |learning )*(?:books?|resources"
    r"|study materials?|practice (?:tests?|exams?))\b"
)

_EXAM_PRICE = lazy_re.compile(r"\bexam\b(?! (?:code|name|format|length|duration))")
_RESOURCES = lowered(
    r"(?:(?:study|learning|training|prep\w*|free|paid|recommended) )*(?:resources?|materials?"
    r"|books?|tools?)"
)
_SPENT = lazy_re.compile(r"\bsp(?:end|ends|ent|ending) (?:about |around |only |up to |over )?$")
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
    r"reschedul\w+", r"cancel\w*", r"no-show", r"child ?care", r"baby-?sit\w*", *_THINGS,
)  # fmt: skip
_BOUGHT = (*_THINGS, *BOOK, *MATERIAL, r"courses?")


def _is_beside_exam_price(context: Context) -> bool:
    """Whether another column of its table, or row where columns are subjects, gives the price of the exam."""
    scene, table = context.page.scene, context.place.table
    cells = scene.table_cells.get(table, {}) if table is not None else {}
    heads = [
        scene.places[cell]
        for (row, column), cell in cells.items()
        if not (column if scene.tables.is_transposed(context.place) else row)
    ]
    return any(_EXAM_PRICE.search(head.span.of(context.page.low)) for head in heads)


def _is_of_resource(context: Context) -> bool:
    """Whether it stands in a row of a table of what one studies with, and the row names no credential."""
    place = context.place
    of_one = _RESOURCES.fullmatch(context.corner) is not None
    return of_one and (place.table, place.row or 0) not in context.page.named_rows


_COURSE = lazy_re.compile(r"\b(?:courses?|training|class(?:es)?)\b")


def _is_of_issuer(context: Context) -> bool:
    """Whether a provider of exams is named in its sentence, in its row, or before it where that is of a course."""
    names, place = context.page.scene.names, context.place
    row = context.page.scene.table_rows.get((place.table, place.row), ()) if place.table is not None else ()
    begin = 0 if _COURSE.search(context.previous + context.sentence) else context.sentence_span.start
    near = [mention for mention in context.mentions if begin <= mention.span.start < context.sentence_span.end]
    mentions = [*near, *(mention for one in row for mention in context.page.mentions(one))]
    return any(mention.form == "provider" and names.examines(mention) for mention in mentions)


def _is_spent(context: Context) -> bool:
    return _SPENT.search(context.lead) is not None


TRAPS = (
    Trap(
        "cloud bill",
        COST,
        tells=(
            tell(
                "lead", r"bills?", r"billed", r"usage", r"free tier", r"compute", r"GPUs?", r"storage",
                r"instances?", r"clusters?", r"(?:budget|cost|billing|spending) (?:alerts?|limits?)(?: at| of)?",
                r"cloud (?:spend|costs?|credits?)", r"(?<!\d )credits?",
                r"servers?", r"domain name", r"hosting", r"tokens?", r"labs?(?! access)", r"spin\w*", r"deploy\w*",
                r"sandbox\w*", r"environments?",
            ),
            tell(
                "trail", r"(?:in |of |worth of )?(?:\w+ )?credits?", r"bills?",
                r"(?:of|in) (?:usage|compute|storage)", r"cloud (?:bill|spend|costs?)", r"instances?", r"tokens?",
                r"of (?:AWS|Azure|GCP|cloud) (?:usage|services|resources)", r"budgets?", r"of (?:\w+ )?spend(?:ing)?",
                r"(?:on|for) (?:\w+ )?(?:servers?|labs?(?! access)|cloud|electricity)",
            ),
            *tells("label head", r"bills?", r"(?:cloud|lab|compute|infrastructure|hosting) costs?"),
        ),
        yields_to_label=True,
    ),
    Trap(
        "running costs",
        COST,
        tells=(
            *tells("row head", r"(?:average )?cost per (?:\w+ )?(?!exam|attempt|course|cert|person|candidate)\w+"),
            tell("row", r"free tier"),
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
    Trap(
        "book",
        COST | DURATION,
        tells=(
            *tells("lead trail label head row", *BOOK),
            *tells("label head row", r"books?(?=\W*$)"),
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
            tell("before", r"(?:buy|need|get|purchase) an extension", within=120),
            right_after(rf"[^;]{{0,40}}\b(?:to buy|and bought|to get|and got) [^.;]{{0,40}}(?:{'|'.join(_BOUGHT)})\b"),
        ),
    ),
)  # fmt: skip
