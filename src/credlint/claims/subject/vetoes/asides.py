"""Prices, times and statuses that an article about an exam tells of something beside it: courses, books, machines."""

from __future__ import annotations

from bisect import bisect_left

from credlint import lazy_re
from credlint.claims.places import PlaceKind
from credlint.claims.subject.earlier import PRONOUN
from credlint.claims.subject.search import NONE_NEAR, Answer, Reach, Search
from credlint.claims.subject.vetoes.totals import SUMMED
from credlint.values import Cost, Kind, Value

# Steps that find what the section or the article is about.
AT_LARGE = frozenset({"section", "outer-heading", "provider-section", "title", "dominant"})
PLAIN_LABEL = lazy_re.compile(
    r"(?i)\W*(?:(?:the|exam|test|certification|registration|voucher|total|estimated|study|prep\w*) )*"
    r"(?:cost|price|pricing|fee|investment|duration|length|time|timeline|time ?frame)s?\W*"
)
OVER_PRICES = lazy_re.compile(r"(?i)\b(?:costs?|prices?|pricing|fees?)\b")
EXAM_WORD = (
    r"exam\w*|tests?|(?:re-?)?certif\w*|certs?|credentials?|assessments?|vouchers?|retakes?|re-?sits?|attempts?|renew\w*"
    r"|registration|designation|licen[cs]e|AMF|maintenance|dues"
)
# Words by which a sentence speaks of an exam and not of something beside it.
OF_EXAM = {
    Kind.COST: lazy_re.compile(
        rf"(?i)\b(?:{EXAM_WORD}|non-?members?|members?|subscriptions?"
        r"|(?:the|average|overall) (?:average |total |full )?(?:cost|price|fee) (?:is|was|of))\b"
    ),
    Kind.DURATION: lazy_re.compile(
        rf"(?i)\b(?:{EXAM_WORD}|stud\w+|plans?|schedule|timelines?|took me|prep\w*|pass\w*|learn\w*|candidates?)\b"
    ),
    Kind.STATUS: lazy_re.compile(rf"(?i)\b(?:{EXAM_WORD}|versions?|status|released|launched|introduced)\b"),
    Kind.STATISTIC: lazy_re.compile(rf"(?i)\b(?:{EXAM_WORD}|holders?|graduates|salar(?:y|ies))\b"),
}
LEARNERS = lazy_re.compile(r"(?i)\b(?:students|learners|enrol\w+)\b")
OF_TAKING = lazy_re.compile(
    r"(?i)\b(?:exam|test|certification|voucher|registration|retake) (?:\w+ )?(?:costs?|fees?|price[sd]?|is|runs?)\b"
    r"|\b(?:to prepare|(?:study|prep\w*) time|time to (?:prep|stud)\w+)\b"
)


def unless_aside(search: Search, answer: Answer, reach: Reach, step: str) -> Answer:
    """The exam that the section or the article is about, only where the value is said of an exam at all.

    An article about an exam tells prices and times of other things as well: of courses, books, machines.
    """
    known = search.naming.catalog.credentials.get(answer.subject or "")
    if known is None or known.kind != "exam" or "aside" in search.without:
        return answer
    if search.candidate.kind is Kind.STATUS and search.place.kind is PlaceKind.CELL:
        return answer  # the head of its column says what it is
    at_large = step in AT_LARGE
    if at_large and _is_monthly(search.candidate.value) and not any(_is_monthly(fact.value) for fact in known.facts):
        return Answer(None, NONE_NEAR)
    # Exams are hardly ever free, but most of what one learns with is.
    free = _is_free(search.candidate.value) and search.candidate.cue != "free alone" and reach is not Reach.NEAR
    if not at_large and (not free or any(_is_free(fact.value) for fact in known.facts)):
        return answer
    mentions = search.scene.mentions.within(search.sentence)
    kin = search.names.kin.get(known.provider, frozenset())
    of_issuer = any(m.form == "provider" and kin & set(m.subjects) for m in mentions)
    continued = step == "section" or search.candidate.kind is Kind.STATUS
    goes_on = continued and PRONOUN.match(search.text, search.sentence.start)
    return answer if of_issuer or goes_on or _speaks_of_exam(search) else Answer(None, NONE_NEAR)


def _is_monthly(value: Value) -> bool:
    return isinstance(value, Cost) and value.per == "month"


def _is_free(value: Value) -> bool:
    return isinstance(value, Cost) and value.max == 0


def _speaks_of_exam(search: Search) -> bool:
    """Whether the value's label, its sentence or the one before speaks of an exam, or a plain label rules it."""
    words = OF_EXAM.get(search.candidate.kind)
    if words is None:
        return True
    scene, place = search.scene, search.place
    label = scene.label_at(search.value.start)
    labels = [scene.head(place), scene.row_label(place), place.key, label.of(search.text) if label else ""]
    over = [scene.near_label(place), *(scene.text_of(scene.places[at]) for at in place.headings[-1:])]
    if any(map(PLAIN_LABEL.fullmatch, labels)) or any(map(OVER_PRICES.search, over)):
        return True
    if search.candidate.kind is not Kind.DURATION:
        over = over[:1]  # "certifications" stand in headings over all sorts of prices
    sentences = scene.sentences(place)
    before = sentences[max(0, bisect_left(sentences, search.sentence) - 1)]
    said = (*labels, *over, before.of(search.text), search.sentence.of(search.text))
    return any(map(words.search, said))


def unless_of_course(search: Search, answer: Answer, reach: Reach) -> Answer:
    """An exam, unless the value is of a course that prepares for it: its students, price or hours in a review of it."""
    known = search.naming.catalog.credentials.get(answer.subject or "")
    if known is None or known.kind != "exam" or "course" in search.without:
        return answer
    scene, place, kind = search.scene, search.place, search.candidate.kind
    label = scene.label_at(search.value.start)
    labels = f"{scene.head(place)} {scene.row_label(place)} {label.of(search.text) if label else ''}"
    if kind is Kind.STATISTIC:
        of_course = LEARNERS.search(f"{labels} {search.value.of(search.text)}") is not None
    else:
        reviewed = kind in SUMMED and reach is not Reach.NEAR and place.headings in search.naming.courses
        said = f"{labels} {search.text[search.sentence.start : search.value.end]}"
        of_course = reviewed and OF_TAKING.search(said) is None
    return Answer(None, NONE_NEAR) if of_course else answer
