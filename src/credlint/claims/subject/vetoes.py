"""Reasons not to believe an answer.

Another name, another level or "the other ones" stand nearer, the value is of several credentials together, or it is
said of no exam but of something beside it, such as a course.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from credlint import lazy_re
from credlint.catalog.mention import CREDENTIALS, Mention
from credlint.catalog.words import canonical
from credlint.claims.places import Place, PlaceKind
from credlint.claims.subject.earlier import PRONOUN
from credlint.claims.subject.general import ALL_OF_THEM
from credlint.claims.subject.levels import LEVEL, at_level
from credlint.claims.subject.search import FAR_BACK, NONE_NEAR, SEVERAL, Answer, Reach, Search
from credlint.span import Span
from credlint.values import Cost, Kind, Value

OF_PROVIDER = lazy_re.compile(
    r"(?i)(?:['’]s)? ?(?:[\w-]+ ){0,3}(?:exams?|certifications?|certs?|credentials?|attempts?|courses?|classes|training"
    r"|charges?|asks|fees?|prices?|costs?)\b| ?\( ?[$€£₹\d]"
)
# "Any of the Advanced exams is $375", "the Associate (JA-100) is cheaper", and not "this associate exam".
OF_LEVEL = lazy_re.compile(
    r"(?i)\b(?:(?:the|an?|one|another|any|all|each|every|its|their)(?: of the| the)?(?: [\w-]+)?"
    rf" (?P<one>{LEVEL})(?:[- ]level)?"
    r"(?: (?:exam|certification|cert|certificate|one|test)s?\b| \()"
    rf"|(?P<many>{LEVEL})(?:[- ]level)? (?:exams|certifications|certs|certificates|ones)\b)"
)
# "The Tableau one lasts two years", "the two on Coursera": others than the one that all is about.
OTHER_ONES = lazy_re.compile(
    r"\b[Tt]he (?:[A-Z][\w.+-]*|two|three|other) ones?\b|\b[Tt]he (?:two|three|others?) (?:on|from|by|at|with)\b"
)
COMPARED = lazy_re.compile(r"(?i)\b(?:other|like|unlike|than|similar to)(?: [\w-]+){0,3} $")
INSTEAD = lazy_re.compile(r" one(?![\w-])|['’]s (?:is|at|for|costs) (?:\w+ )?[$€£₹]")
# What is added up over several credentials, and the words that say so.
SUMMED = frozenset({Kind.COST, Kind.DURATION})
COMBINED = lazy_re.compile(
    r"(?i)\b(?:combined|together|bundle (?:of|for|is|costs?|at)|grand total|sum total"
    r"|for (?:all|both|the (?:two|three|four|five))\b)"
)
TOTAL = lazy_re.compile(rf"(?i)\b(?:totals?|altogether|in all|overall|sum)\b|{COMBINED.pattern.removeprefix('(?i)')}")
# "It needs five more exams, so $2,500", "$285 each (two needed, so $570)".
OF_COUNTED = lazy_re.compile(
    r"(?i)(?:\b(?:two|three|four|five|six|\d) (?:more |other )?(?:exams|certs|certifications)\b|[$€£₹]\d)"
    r"[^.;$€£₹]{0,60},? so\D{0,12}$"
)
# "If you buy two attempts you have spent $890".
TRIES = lazy_re.compile(
    r"(?i)\b(?:two|three|four|five|[2-5]) (?:[\w+-]+ ){0,2}(?:attempts|tries|vouchers|goes)\b[^.;$€£₹]{0,50}$"
)
EACH = lazy_re.compile(r"(?i) ?(?:each|apiece|per\b|an? (?:piece|pop|try))")
ADDED = lazy_re.compile(r" (?:\+|→|->|⇒|plus) (?=[^$€£₹\d]{0,200}[A-Za-z]{2})")
STACKED = lazy_re.compile(r" ?(?:\+|→|->|⇒|➜) ?")
TOGETHER = lazy_re.compile(r"(?i)(?: \w+){0,2} (?:together|combined|altogether|all in|in (?:total|all|sum)|total)\b")
# Steps that find what heads just the lines around the value, whatever else its section names.
OF_LEADS = frozenset({"bold-lead", "list-item", "lead-above"})

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


def unless_of_others(search: Search, answer: Answer, reach: Reach) -> Answer:
    """What stands far off, unless another name stands nearer.

    That is the credential with which an earlier item of the same flat list begins, another level ("the Associate exams
    cost $150"), another provider whose exams the sentence speaks of ("Google's exam costs $125"), or others that it
    does not name ("the Tableau one", "the two on Coursera").
    """
    if reach is Reach.NEAR:
        return answer
    sibling = _sibling_name(search) if reach is Reach.FAR else None
    if sibling is not None and answer.subject is not None and answer.subject not in sibling.subjects:
        return Answer(None, SEVERAL)
    other = _of_another_level(search, answer)
    if other is not None:
        return other
    names, sentence = search.names, search.sentence
    own = names.kin.get(names.provider_of(answer.subject) or "", frozenset()) if answer.subject else frozenset()
    if not own or "others" in search.without:
        return answer
    for mention in reversed(search.scene.mentions.within(sentence)):
        if mention.form != "provider" or mention.span.end > search.value.start:
            continue
        behind = search.naming.gap(mention.span.end, sentence.end)
        if INSTEAD.match(behind):
            return _only_one_of(search, mention)
        if own & set(mention.subjects) or not names.examines(mention):
            continue
        if search.naming.is_compared(mention) and not behind.lstrip().startswith("("):
            continue
        if OF_PROVIDER.match(behind):
            provider = search.naming.provider_in([mention])
            return at_level(search, provider, search.text[mention.span.end : search.value.start], "same-sentence")
    if OTHER_ONES.search(search.text, sentence.start, search.value.start):
        return Answer(None, SEVERAL)
    return answer


def _of_another_level(search: Search, answer: Answer) -> Answer | None:
    """What the exams of a level are, where the sentence speaks of them and the answer has another level."""
    said = [*OF_LEVEL.finditer(search.text, search.sentence.start, search.value.start)][-1:]
    credential = search.naming.catalog.credentials.get(answer.subject or "")
    if not said or credential is None or "others" in search.without:
        return None
    if COMPARED.search(search.text, search.sentence.start, said[0].start()):
        return None
    level = said[0]["one"] or said[0]["many"]
    if set(canonical(level)) & {*canonical(credential.name), *canonical(credential.level)}:
        return None
    return at_level(search, credential.provider, level, "level")


def _only_one_of(search: Search, provider: Mention) -> Answer:
    """What "the Acme one" or "Acme's at $90" means: the only credential of the provider that the article names."""
    named = {one for one in search.naming.counts if search.names.provider_of(one) in provider.subjects}
    return Answer(named.pop(), "same-sentence") if len(named) == 1 else Answer(None, SEVERAL)


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


def unless_total(search: Search, answer: Answer, reach: Reach, step: str) -> Answer:
    """What several cost or take together is of none of them."""
    if answer.subject is None or "total" in search.without or search.candidate.kind not in SUMMED:
        return answer
    far = reach is not Reach.NEAR
    if far and _is_below_stack(search):
        return Answer(None, SEVERAL)
    before = search.text[search.sentence.start : search.value.start]
    counted = TRIES.search(before) and not EACH.match(search.text, search.value.end)
    all_of_them = ALL_OF_THEM.search(before) and not EACH.match(search.text, search.value.end)
    if OF_COUNTED.search(before) or counted or (all_of_them and "/" in answer.subject):
        return Answer(None, SEVERAL)
    summed = answer.members and ADDED.search(before)  # "A + B: $315"
    if not (summed or TOTAL.search(before) or TOGETHER.match(search.text, search.value.end)):
        return answer
    several = bool(answer.members) or "/" not in answer.subject
    if far and not several:
        beside = step not in OF_LEADS and len(search.naming.in_section(search.place)) > 1
        several = beside or COMBINED.search(before) is not None
    elif not several and TOGETHER.match(search.text, search.value.end):
        named = search.naming.named(search.place, Span(search.sentence.start, search.value.start))
        several = len({mention.subjects for mention in named}) > 1
    return Answer(None, SEVERAL) if several else answer


def _sibling_name(search: Search) -> Mention | None:
    """The name with which the nearest item above in the same list begins, if one does."""
    for item in _items_above(search):
        named = search.naming.named(item)
        if named and search.naming.stands_first(named[0], item):
            return named[0]
    return None


def _is_below_stack(search: Search) -> bool:
    """Whether an item above in the same list adds several up: "Stack: A → B", "Cost: $900"."""
    return "stack" not in search.without and any(_is_stack(search, item) for item in _items_above(search))


def _is_stack(search: Search, item: Place) -> bool:
    named = [m for m in search.scene.mentions.of(item) if m.form in CREDENTIALS]
    gaps = (search.naming.gap(one.span.end, two.span.start) for one, two in pairwise(named))
    return any(STACKED.fullmatch(gap) for gap in gaps)


def _items_above(search: Search) -> Iterator[Place]:
    """The items above in the list that the value stands in, nearest first."""
    place = search.place
    if not place.depth:
        return
    for other in reversed(search.scene.places[max(0, place.index - FAR_BACK + 1) : place.index]):
        if other.depth < place.depth or other.headings != place.headings:
            return
        if other.depth == place.depth and other.items == place.items:
            yield other
