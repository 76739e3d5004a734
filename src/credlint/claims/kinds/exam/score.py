"""What one has to reach in an exam: a score on the issuer's scale, a share, a number of points."""

from __future__ import annotations

from decimal import Decimal

from credlint import lazy_re
from credlint.claims.context import Context
from credlint.claims.cues import Cue, Spot, cue, first_cue, lowered, words_of
from credlint.claims.quantities.quantity import Measure, Quantity
from credlint.claims.traps import sprung
from credlint.values import Exam, Kind

# Literal words without one of which a place says nothing of scores or of question counts.
SHARE_STEMS = (
    "pass",
    "clear",
    "score",
    "scoring",
    "correct",
    "cut",
    "mark",
    "minimum",
    "require",
    "threshold",
    "grade",
    "percentage",
    "enough",
    "suffic",
    "question",
)
SCORE_HEADING = cue("score section", "heading", r"pass(?:ing)?[ -](?:scores?|marks?|grades?)", r"cut[- ]scores?")
_TO_CLEAR = r"to clear (?:the |this |your )?(?:\w+ ){0,2}(?:exam|test)"
# Where a score stands, and the words beside one.
PLACED = (
    cue("score head", "head", r"pass(?:ing)?(?:[ -](?:score|mark|grade|percentage|rate|threshold|point|%))?",
        r"cut[- ](?:off )?score", r"minimum score", r"score(?: to pass| required| needed)?", r"to pass"),
    cue("score label", "label",
        r"pass(?:ing)?(?:[ -](?:score|mark|grade|percentage|threshold|point|requirement|criteri(?:on|a)|%))?",
        r"cut[- ](?:off )?score", r"minimum (?:passing )?(?:score|mark)", r"score(?: to pass| required| needed)?",
        r"to pass", r"required (?:score|percentage)", r"percentage (?:needed|required)"),
    cue("score near-label", "near", r"pass(?:ing)?[ -](?:score|mark|grade|percentage)", r"cut[- ]score"),
    SCORE_HEADING,
    cue("score key", "key", r"pass(?:ing)?_?(?:score|mark|grade)?"),
)  # fmt: skip
_SCORE_AFTER = cue("score word after", "after", r"of (?:the |all )?questions (?:right|correct\w*)", r"to pass",
    _TO_CLEAR,
    r"or (?:higher|above|better|more)", r"required", r"correct(?:ly)?", r"right answers",
    r"pass(?:ing)? (?:score|mark|grade|threshold|rate|percentage|line)?", r"points(?: to pass)?", r"is a pass",
    r"cut[- ]?score", r"minimum", r"passing", r"needed", r"scaled",
    within=45)  # fmt: skip
WORDED = (
    cue("score word before", "before", r"to pass",
        r"pass(?:ing)? (?:score|mark|grade|threshold|percentage|rate|point|line|bar)s?", r"cut[- ]?(?:off)? ?score",
        r"scores? (?:of|is|was|at|above|over|around)", r"scor(?:e|ing) (?:at least |above |over |a |around )?",
        r"minimum (?:of|score|passing)?", r"min\. (?:passing )?(?:score|mark)", r"required",
        r"need(?:s|ed)?(?: to)?(?: get| score| answer)?", r"must reach",
        r"get at least", r"correct\w*", r"pass(?:ing)? (?:is|requires|with|at)", r"achieve", r"requir(?:e|es|ing)",
        r"pass", within=60),
    Cue("score that is enough", Spot("after"),
        lowered(r"^ (?:(?:is|are|was) enough|suffices?|is (?:what|all) (?:you|one) needs?)\b(?! (?:time|for))")),
    Cue("score right before", Spot("before"), lowered(r"(?<!\w)passing(?: at| with| was| is)? (?:about )?$")),
    _SCORE_AFTER,
)  # fmt: skip
_IT = lowered(
    r"^\W*(?:it|that)(?:['’]s| (?:is|was|should be|may be))(?: \w+ed)?(?: at| to be)?(?: about| around| roughly)? ?$"
)
_RIGHT = lowered(r"\s(?:right|correct) answers\b")
_POINTS = lowered(r"\s(?:points|marks|(?:right|correct) answers)\b(?! (?:each|per|for|on|extra|bonus))")
_NEEDED = words_of(
    r"needs?",
    r"needed",
    r"requir\w+",
    r"minimum",
    r"at least",
    r"to pass",
    r"must",
    r"passing",
    r"to get",
    r"pass(?:es)?",
)
# "50 questions, 60 minutes, 74% pass": what is needed, in a list of exam facts; "74% pass" in prose are those who do.
_LISTED = lowered(r"\d\W(?:[\w-]+\W){0,3}?(?:questions?|minutes?|mins?|hours?|h|tasks?)\)?[,;|·/+] $")
_PASS = lowered(r"^(?: (?:to )?pass)?\W*(?:$|[,;.)|·/+])")
_MARK_BEFORE = cue("score of it", "before", r"(?:passing|cut|pass) ?-?(?:score|mark|grade|line)")
_MARK_AFTER = lowered(r" (?:is the )?(?:minimum )?pass(?:ing)?[ -](?:score|mark|grade)\b")
_PASSING = words_of(
    r"pass\w*",
    _TO_CLEAR,
    r"cut[- ]?(?:off )?score",
    r"score[sd]?",
    r"scoring",
    r"points?",
    r"threshold",
    r"correct\w*",
    r"marks?",
)
_YOU_NEED = lowered(r"\b(?:need|must (?:get|reach|score))(?: (?:to (?:get|reach|score)|at least|about|an?))* $")
_OF_EXAM = lowered(r"\bexam|\d (?:[\w-]+ ){0,3}questions?\b")
_DIGIT_CODE = lazy_re.compile(r"\d{3}-\d{3}")
_RIGHT_BEFORE = lowered(r"(?:[≥>]=?\s?|score of |mark of )$")
_COUNTED_BEHIND = lowered(
    r"^\s?[-–]?\s?(?:(?:[\w-]+ )?people|questions?|minutes?|hours?|days?|domains?|times?|candidates?|years?|attempts?"
    r"|modules?|courses?|exams?|labs?)\b"
)
_OF_SCALE = lowered(r"(?:scale|range)(?:d)? (?:of|from|between|that|which)? ?$|\bout of (?:a )?$|\d\s?/\s?$|\bof $")
_ON_SCALE = lowered(r"\W*(?:points )?(?:on|out of|from) (?:a |the )?scale\b")
_SCORE_OF = lowered(r"(?:score|mark|minimum|total) of $")
_HIGHEST = lowered(r"(?:highest|maximum|max|possible|attainable|out of)(?: \w+){0,3} $")


def passing_score(context: Context, quantity: Quantity) -> tuple[Exam | None, str]:
    """The exam that asks for so much, and the name of the cue that says so."""
    found = _cue(context, quantity)
    if found is None or not _is_about_passing(context, found):
        return None, ""
    placed = found in PLACED
    if sprung(Kind.EXAM, context, placed) is not None:
        return None, ""
    low, high, scale = quantity.least, quantity.most, quantity.scale
    if quantity.measure is Measure.PERCENT:
        # "Even all answers do not make you pass with 100%."
        whole = low == 100 and not placed and not _MARK_AFTER.match(context.after)
        fits = 35 <= high <= 100 and not whole
        return (Exam(passing_percent=(low, high)), found.name) if fits else (None, "")
    fits = _is_plain_score(context, low, high) if scale is None else scale >= 10 and low <= scale <= low * 3
    return (Exam(passing_score=(low, high)), found.name) if fits else (None, "")


def _cue(context: Context, quantity: Quantity) -> Cue | None:
    found = first_cue("exam", PLACED, context)
    if found is not None and found.where != "head" and len(context.before.split()) > 14:
        found = None
    if found is not None and found.where == "heading" and not context.alone and not context.follows_label:
        found = None
    if found is not None:
        return found
    # A bare small number is a score only right beside the words.
    bare = quantity.measure is Measure.COUNT and quantity.scale is None and not 100 <= quantity.least <= 1000
    beside = _RIGHT_BEFORE.search(context.before) or context.written.startswith("≥")
    if bare and not beside and not _is_of_needed_points(context):
        return None
    return first_cue("exam", WORDED, context) or _score_of_it(context) or _score_of_list(context)


def _is_about_passing(context: Context, found: Cue) -> bool:
    return (
        found in PLACED
        or _PASSING.search(context.sentence) is not None
        or found.name == "score that is enough"
        or (_YOU_NEED.search(context.before) is not None and _OF_EXAM.search(context.sentence) is not None)
        or _LISTED.search(context.before) is not None
        or context.own[context.span.start - context.place.span.start :].startswith("≥")
    )


def _is_plain_score(context: Context, low: Decimal, high: Decimal) -> bool:
    """Whether a number without a scale may be a score: no count of something, no scale, year or exam code."""
    if _COUNTED_BEHIND.match(context.after):
        return False
    glued = context.after[:1] == "-" and context.after[1:2].isalpha()
    least = 10 if _is_of_needed_points(context) else 35
    odd = not least <= high <= 1000 or glued or _OF_SCALE.search(context.before)
    if odd and not _SCORE_OF.search(context.before) and not _ON_SCALE.match(context.after):
        return False
    is_code = _DIGIT_CODE.fullmatch(context.span.of(context.page.low))
    is_scale = high - low > 150 or low == high == 1000 or _HIGHEST.search(context.before)
    return not (is_code or is_scale or 1900 <= low <= 2100)


def _is_of_needed_points(context: Context) -> bool:
    """Whether it is a sum of points that one has to reach: "you need 70 points to pass"."""
    if _RIGHT.match(context.after):
        return "%" not in context.before  # else it is worked out from the share
    return _POINTS.match(context.after) is not None and _NEEDED.search(context.lead + context.trail) is not None


def _score_of_it(context: Context) -> Cue | None:
    """ "The passing score is not published, but it is around 70%": the pronoun's own name is farther off."""
    of_it = _IT.match(context.lead) is not None and context.uses("exam/score of it")
    return first_cue("exam", (_MARK_BEFORE,), context) if of_it else None


def _score_of_list(context: Context) -> Cue | None:
    """A share behind questions or minutes, or alone in a cell about the exam, and nothing but "pass" behind it."""
    if not _PASS.match(context.after):
        return None
    alone = context.alone and lazy_re.search(r"\bexam|\btest|\bformat", context.head) is not None
    return _SCORE_AFTER if alone or _LISTED.search(context.before) else None
