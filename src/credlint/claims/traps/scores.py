"""Scores and counts that are not what an exam asks for: of those who took it, of practice tests, lists, ratings."""

from __future__ import annotations

from credlint import lazy_re
from credlint.claims.context import Context
from credlint.claims.cues import lowered
from credlint.claims.places import PlaceKind
from credlint.claims.quantities.quantity import Measure
from credlint.claims.traps.trap import (
    DURATION,
    EXAM,
    IN_HOURS,
    Trap,
    found,
    of_measure,
    right_after,
    right_before,
    tell,
    tells,
)
from credlint.claims.written_dates import MONTHS

# "My score is 79% (passing rate 63%)": what had to be reached, beside what was.
_BESIDE_A_SCORE = right_before(
    r"\bscored?\b[^()]{0,60}\((?:the )?(?:minimum |required )?pass(?:ing)?[- ](?:rate|score|mark|grade)(?: is| was|:)? "
)
# A page or section that is one of them: "Practice exam 2".
_PRACTICE_PAGE = (
    r"\b(?:practi[cs]e|mock|demo|sample) (?:exam|test|quiz|assessment|questions?|resource)s?\b"
    r"(?: ?#?\w{1,5})?[^\w\n]*(?:$|\n|[:—–]|- )"
    r"|\bquiz(?:zes)?\b(?: \w+)?[^\w\n]*(?:$|\n)"
)
# A scale of results: the column of scores in a table that says what each of them means.
_SCORE_COLUMN = lowered(r"\W*(?:your )?(?:scores?|percent\w*|points|range|results?)(?: \(?%\)?)?(?: range)?\W*")
_MEANINGS = lowered(
    r"results?|interpretation|meaning|grade|status|recommendations?|actions?|readiness|what to do|next steps?"
)
_POINTS = lowered(r"\s(?:[\w-]+ ){0,2}(?:points?|credits?|xp)\b")


def _is_of_points(context: Context) -> bool:
    return _POINTS.match(context.after) is not None


def _is_on_scale(context: Context) -> bool:
    of_meanings = context.place.table in context.page.tables_labelled(_MEANINGS)
    return of_meanings and _SCORE_COLUMN.fullmatch(context.column_head) is not None


def _is_in_heading(context: Context) -> bool:
    return context.place.kind is PlaceKind.HEADING


def _is_about_the_same(context: Context) -> bool:
    """Whether its sentence goes on about what the one before was about: "It has 30 questions"."""
    return lazy_re.match(r"\W*(?:it|they|each|this one|these)\b", context.before) is not None


TRAPS = (
    Trap(
        "denied",
        EXAM,
        tells=(
            right_before(
                r"(?<!if )(?<!or )(?<!why )not ",
                r"(?:don['’]t|do not|doesn['’]t|does not|didn['’]t) need (?:an? |to (?:get|score|have|reach) )?(?:a )?",
            ),
        ),
    ),
    Trap(
        "reward",
        EXAM,
        tells=(
            found(
                "before", r"\b(?:award\w*|reward\w*|credit(?:ed|s)|gain\w*|collect\w*|earn\w*) (?:with )?(?:up to )?$",
                given=_is_of_points,
            ),
        ),
        unless=(tell("trail", r"to pass"),),
    ),
    Trap(
        "own result",
        EXAM,
        tells=(
            tell(
                "lead", r"(?:I|we)(?:['’]d|['’]ve| had| have| was| were)? (?:\w+ )?(?:finish\w*|complet\w*|scored?"
                r"|got|passed|managed|used|needed|ended|answered|took|pulled)", r"took me", r"took us",
                r"(?:talk|chat|travel|speak)\w*(?! about)", r"(?:can|could|may|might) (?:\w+ )?(?:miss|skip|guess)",
                r"(?:I|we) (?:\w+ )?(?:flagged|marked|skipped|guessed|missed|reviewed|revisited)",
                r"(?:s?he|they|people|someone|somebody|friends?|colleagues?) (?:\w+ )?(?:scored|got|pulled|managed)",
                r"(?:I|we) (?:was|were) (?:able|done|left|through)", r"(?:I|we)['’]d (?:like|love)(?: \w+)*",
                r"aim(?:ing|ed)?(?: \w+)*", r"hop(?:e|ed|ing)(?: \w+)*", r"goal(?: \w+)*",
                r"(?:total|final) score (?:was|is)",
                r"(?:walk\w*|c[oa]m(?:e|ing)|left|leav\w+|end\w*) (?:out|away|up) with(?: \w+){0,5}",
                r"(?<!passing )(?<!pass )(?<!cut )(?<!minimum )(?<!required )(?:score|result|grade) was(?: \w+){0,4}",
                r"(?:I|we) (?:was|were) (?:\w+ ){1,4}with(?: \w+){0,3}",
                r"my (?:final |first |own |overall |passing )?(?:score|result|grade|attempt)\b.*",
                r"(?:left|remaining|spare) (?:with )?", r"earned (?:an? |my )(?:score|mark)",
                r"(?:I|we) (?:received|achieved|obtained)",
                r"finish\w* (?:it |the exam |with )?(?:in |with )?(?:about )?",
            ),
            found(
                "before",
                r"(?<!is )(?<!are )(?<!be )\bpass(?:ed|ing)\b[^.;]{0,160}"
                r"(?:, scoring|\bwith an? (?:\w+ )?(?:score|result|mark) of) (?:about |around )?$",
            ),
            found("sentence", r"\bi(?:['’]d| would) (?:like|love|want)\b[^.]*\bscor\w+"),
            found("before", r"\b(?:I|we)\b[^.;]{0,60} finish(?:ed|ing) (?:[\w'’]+ ){1,4}(?:in |under )?(?:about "
                r"|just )?$"),
            found("own", r"^\W*\[[ x]?\]\W+(?:achieve|reach|score|hit|get|aim)\b"),
            right_after(
                r" ha(?:s|ve) (?:passed|elapsed|gone)\b",
                r"(?:\squestions?)?\s(?:left|to spare|remaining|early|late|before the end)\b",
                r" (?:that )?(?:I|we|s?he|they) (?:\w+ )?(?:scored|got|had|reached)\b",
                r" (?:out )?of the (?:[\w-]+ ){1,3}(?:minutes|hours)\b",
                rf" (?:in|last|this) (?:{'|'.join(MONTHS)})\b",
                r"(?:\s[\w-]+){0,3}\s(?:tasks?|questions?|labs?|problems?) (?:that )?"
                r"(?:took|cost|caught|threw|tripped|stumped|gave) (?:me|us)\b",
            ),
        ),
        unless=(_BESIDE_A_SCORE,),
    ),
    Trap(
        "renewal assessment",
        EXAM,
        tells=(
            tell("label", r"renewals?", r"re-?certification", given=of_measure(Measure.COUNT, Measure.PERCENT)),
            tell("lead", r"renewal (?:assessments?|quiz|tests?|exams?|of|with|has)"),
            tell("after", r"(?:this|the) (?:\w+ )?renewal", within=160, given=of_measure(Measure.COUNT)),
        ),
    ),
    Trap(
        "time of others",
        EXAM | DURATION,
        tells=(
            found(
                "before",
                r"\b(?:people|others|some|they|friends?|reviews?|who)\b[^.;]{0,40} (?:completed|finished|done) the exam"
                r" (?:in|within|after) (?:only |just |about )?$",
            ),
            found(
                "before", r"\b(?:I|we) (?:\w+ )?passed\b[^.;]{0,160} in (?:about |just |only |under )?$",
                given=IN_HOURS,
            ),
        ),
    ),
    Trap(
        "results of somebody",
        EXAM,
        tells=(
            tell("label", r"(?:failed|passed)", r"(?:\w+ )?attempt(?: #?\d+| \w+)?(?:\W+(?:failed|passed))?"),
            found("before", r"\b(?:1st|2nd|3rd|first|second|third|last|final) attempt\b(?: \([^()]*\))?[\s:–-]*$"),
            found("before", r"\bI (?:did )?pass(?:ed)?\b[^.;]{0,60} with (?:an? )?(?:\w+ )?$"),
            right_after(r"%? score\b"),
            tell("label", r"(?:target|desired|goal|my|personal|mock)(?: \w+)? (?:scores?|grades?|results?|percentage)",
                r"(?!(?:exam|test|certification|paper|vendor)\b)[\w-]+['’]s (?:scores?|grades?|results?)"),
            tell("heading", r"(?:my|our) (?:\w+ )?(?:results?|scores?)"),
        ),
        unless=(tell("after", r"passing", r"to pass", within=20),),
    ),
    Trap(
        "score of a reader",
        EXAM,
        tells=(
            found(
                "before",
                r"\b(?:you (?:only |still )?(?:score|get|got|hit|reach)|if scoring) (?:only |just |about |around )?$",
                within=40, given=of_measure(Measure.PERCENT),
            ),
        ),
        unless=(tell("sentence", r"pass\w*", r"need\w*", r"must", r"require\w*", r"minimum", r"fail\w*"),),
    ),
    Trap(
        "listicle",
        EXAM,
        tells=(
            tell(
                "lead", r"here (?:are|is)", r"these", r"following", r"top", r"best", r"hardest", r"toughest",
                r"most common", r"first", r"my", r"several", r"other", r"just", r"another", r"next", r"only",
                given=of_measure(Measure.COUNT),
            ),
            found(
                "after",
                r"^(?:\s[\w-]+){0,3}\squestions?\s(?:to ask|asking|about|you|from (?:the )?(?:community|readers)|we"
                r"|I|people|that (?:I|you|we|people|every|will help)|(?:and )?answers?|for (?:you|your))\b",
            ),
            found(
                "after",
                r"^\s(?:hardest|toughest|top|best|most \w+|common|frequently asked|tricky|quick|key|big"
                r"|burning)\b",
            ),
        ),
        unless=(
            tell("after", r"(?:multiple[- ]choice|scored|exam) (?:\w+ )?questions?", within=45),
            tell("lead", r"(?:has|have|had|contains?|consists? of|includes?|features?|answer|of|with) (?:\w+ )?"),
            right_after(r"(?: points| marks)? to pass\b"),
        ),
        test=_is_in_heading,
    ),
    Trap(
        "reduction",
        EXAM,
        tells=(
            right_after(r" (?:discount|off|cheaper|reduction|voucher|coupon|refund|cash ?back)\b"),
            *tells("label row head", r"discounts?"),
        ),
    ),
    Trap(
        "practice test",
        EXAM,
        tells=(
            tell(
                "lead", r"practi[cs]e(?! (?:time|your|under)\b)", r"mock", r"sample", r"diagnostic", r"readiness",
                r"quiz(?:zes)?",
                r"simulat\w+", r"question banks?", r"drill\w*", r"flash ?cards?", r"exam[- ]style",
                r"assessments? (?:test )?(?:with|of)", r"demo (?:exams?|tests?)",
            ),
            tell(
                "trail", r"practi[cs]e", r"mock", r"sample", r"on (?:practice|mock)", r"on MCQs?", r"quiz(?:zes)?",
                r"exam[- ]style",
            ),
            right_after(
                r" (?:\w+ )?questions? (?:banks?|pools?|dumps?|sets?|packs?)\b",
                r"(?: [\w-]+){0,2} (?:tasks|questions|labs) (?:completed|done|solved|reviewed)\b",
                r" (?:[\w-]+ )?questions?\)?(?:/| (?:a|per|each|every) )(?:day|week|session|domain|topic)\b",
                r"(?: [\w-]+)? questions? (?:over|across) \d+ (?:days|weeks)\b",
                r"[ -](?:[\w-]+ )?(?:post|pre|end-of)-(?:course|class|training|chapter|module)\b",
            ),
            right_before(
                r"(?:migrated|imported|generated|reviewed|answered|added|collected|solved|spot-?check(?:ed)?"
                r"|select(?:ed)?|choose|pick) (?:all |about |over |the |another )*",
            ),
            tell("lead", r"killer\.?sh", r"whizlabs", r"pass4\w+", r"examtopics", r"exam simulators?", r"dumps?",
                r"pools? of"),
            tell("trail", r"killer\.?sh", r"exam simulators?"),
            found("label", r"^\W*(?:target|goal)s?\W*$"),
            right_before(
                r"(?:sets?|tests|exams) of (?:about |over )?",
                r"(?:mock|practi[cs]e) (?:exams|tests),? (?:\w+ of them,? )?(?:each )?",
            ),
            tell("label", r"practi[cs]e(?: \w+)?", r"mock(?: \w+)?", r"sample(?: \w+)?"),
            tell("row", r"practi[cs]e(?: \w+)?", r"mock(?: \w+)?"),
            tell("near", r"practi[cs]e (?:tests?|exams?|questions?)", r"mock (?:tests?|exams?)"),
            tell(
                "previous", r"practi[cs]e (?:tests?|exams?)", r"mock (?:tests?|exams?)", r"simulators?", r"killer\.?sh",
                given=_is_about_the_same,
            ),
            *(found(where, _PRACTICE_PAGE) for where in ("heading", "outer_heading", "title")),
        ),
        unless=(
            tell("lead", r"real", r"actual", r"official"),
            tell("label", r"real .*", r"actual .*", r"official .*"),
            found("before", r"\b(?:exam|test) (?:itself )?(?:is|was) an? (?:[\w-]+ ){0,3}quiz\b[^.;]*$"),
        ),
    ),
    Trap(
        "grade",
        EXAM,
        tells=(
            found(
                "after",
                r"^%?\s?\((?:fewer than |[<>≥≤] ?)?[\d–-]+ (?:[\w-]+ )?(?:correct|right|points|questions)\)\W*:",
                given=of_measure(Measure.PERCENT),
            ),
            right_after(r" (?:questions |answers )?(?:correct|right)(?: answers)?\W{0,3}[:–—=]"),
            found("before", r"\d[-–]\d+ (?:correct|right) \($", given=of_measure(Measure.PERCENT)),
            tell("head", r"questions? (?:solved|answered|correct|right)", r"(?:correct|right) answers?"),
        ),
        test=_is_on_scale,
    ),
    Trap(
        "all points",
        EXAM,
        tells=(
            right_after(
                r"\s(?:(?:data|story|bullet|talking|pain) points?|points? of (?:presence|sale|contact|view))\b",
            ),
            found("before", r"(?<!\bask )(?<!\basks )\bfor $", given=_is_of_points),
            found(
                "before", r"\b(?:total(?:l?ing|l?ed|s)?|worth|(?:add|sum)\w* up)(?: to| of)? (?:about |up to )?$",
                given=_is_of_points,
            ),
        ),
        unless=(tell("lead", r"pass\w*", r"need\w*", r"reach\w*", r"requir\w*", r"minimum", r"at least", r"score\w*"),),
    ),
    Trap(
        "rating",
        EXAM,
        tells=(
            tell("lead", r"rat(?:ed|ings?)", r"stars?", r"reviews?"),
            tell("label", r"ratings?", r"(?:seo|lighthouse|quality|risk|cvss|confidence|readiness) scores?"),
            tell("head", r"ratings?", r"stars", r"(?:overall|value|relevance|difficulty|worth) (?:scores?|points?)"),
        ),
    ),
    Trap(
        "pass rate",
        EXAM,
        tells=(
            tell("lead", r"pass(?:ing)? rates?", r"success rates?", r"failure rates?", r"first[- ]time pass\w*"),
            tell(
                "trail", r"pass(?:ing)? rates?", r"success rates?",
                r"of (?:the )?(?:candidates|people|test[- ]?takers|students|applicants)",
                r"(?:candidates|people|test[- ]?takers|students) ",
            ),
            *tells("label head", r"(?:pass(?:ing)?|success) rates?", r"(?:average|mean|median) (?:score|mark)s?"),
        ),
        unless=(_BESIDE_A_SCORE,),
    ),
)  # fmt: skip
