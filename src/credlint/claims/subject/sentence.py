"""The names beside a value, in its own sentence or cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from credlint import lazy_re
from credlint.catalog.mention import CREDENTIALS, Mention
from credlint.claims.places import PlaceKind
from credlint.claims.subject.general import OF_MANY, is_plural_since
from credlint.claims.subject.search import Answer, Search
from credlint.span import Span
from credlint.values import Code, Cost, Kind, Status

# What stands between two places is matched as a gap: with every run of white space made one blank.
FOLLOWED = lazy_re.compile(
    r"(?i) |(?!.*\b(?:and|or|is|are|was|were|but|which|that|as|than|before|after|while|if|when|has|have)\b)"
    r"[^,;:.()]{0,45}(?:\(|(?:=|[–—-]|\b(?:for|on|of|in|across|towards?"
    r"|to (?:take|sit|register for|get|earn|pass|complete|finish|renew))) (?:(?:the|an?|your|each|its|both|all) )*)"
)
OWN_VALUE = lazy_re.compile(
    r" ?[(\[] ?(?:[~$€£₹\d][^()\[\]]{0,30}, )?|['’]s? | (?=$)"
    r"|(?: (?:exam|certification|cert|test))?(?: ?\([^()]{0,80}\))?,? (?:which|whose|that)(?! is why)"
    r"(?: [\w'’-]+){1,7} ?"
)
OWN_FIGURE = lazy_re.compile(r" ?[:=]? ?(?:[$€£₹]|(?<=[:=] ))\d")
INTRODUCED = lazy_re.compile(r"(?i)\W*(?:for|at|with|from|paying|spend)(?: \w+){0,2}\W*")
DETERMINED = lazy_re.compile(r"(?i)\b(?:the|an?|its|your|this|that)\W+$")
ATTRIBUTIVE = lazy_re.compile(r"(?i) (?:(?!(?:and|or|is|are|to|for|than|if|when|that|which|fee|price)\b)[\w-]+ ){0,3}")
AHEAD = lazy_re.compile(
    r"(?i)(?:\)(?= ?[:=→>–—-]| (?:is|are|costs?)\b))?(?:[^\w,;.)]|\b(?:exams?|certifications?|fees?|costs?|price[sd]?"
    r"|is|are|at|for|of|about|around|only|just|currently|now)\b)*"
)
# Lessons of third parties are called after the exam that they prepare for.
COURSE_BEHIND = lazy_re.compile(
    r"(?i)\]? (?:exam |certification )?(?:prep(?:aration)? |video |full |online |crash |complete )*"
    r"(?:course|videos?|playlist|tutorial|boot ?camp|masterclass|cram|study guide|book)\b"
)
PAID_BY = lazy_re.compile(r"(?i)[$€£₹] ?\d[\d.,]*(?:[-–]\d+)?(?: ?(?:/|per |a )\w+)? \((?:with |via |by )?$")
RESPECTIVELY = lazy_re.compile(r"(?i)\brespectively\b")
FIGURE = lazy_re.compile(
    r"(?i)[$€£₹]\s?\d[\d,.]*\d|[$€£₹]\s?\d"
    r"|\b\d[\d,.]{0,20}+(?:[-–]\d+)?(?=[\s-](?:questions?|min|hours?|weeks?|months?|years?)|%)"
)


def version(search: Search) -> Answer | None:
    """The credential whose exam counts its versions in codes like this one, issued or not."""
    value = search.candidate.value
    owner = search.names.catalog.codes.versioned(value.code) if isinstance(value, Code) else None
    return Answer(owner, "code") if owner else None


def same_sentence(search: Search) -> Answer | None:
    return _nearest(search, search.sentence)


def same_cell(search: Search) -> Answer | None:
    if search.place.kind is not PlaceKind.CELL:
        return None
    answer = _nearest(search, search.within_reach(search.place.span))
    return answer if answer is None or answer.subject is None else Answer(answer.subject, "same-cell")


def following(search: Search) -> Answer | None:
    """A name that only follows, in the same sentence, and before any other figure."""
    named = _possible_owners(search, search.sentence)
    end = search.value.end
    behind = named and FIGURE.search(search.text, end, max(end, named[0].span.start))
    return None if behind else search.one(named, "same-sentence")


def _nearest(search: Search, stretch: Span) -> Answer | None:
    """The nearest name: `X: value` and `X (value)`, then `value for X` and `value (X)`, then the one before."""
    value = search.value
    possible = _possible_owners(search, stretch)
    mentions = [m for m in possible if not _is_means_of_payment(search, m)]
    codes = search.scene.mentions.within(stretch) if search.candidate.kind is Kind.CODE else ()
    inside = [m for m in (*mentions, *codes) if m.span.overlaps(value) and m.form in CREDENTIALS]
    if inside:
        return search.one(inside, "same-clause")
    compared = _compared_in_brackets(search, possible)
    if compared is not None:
        return search.one([compared], "same-clause")
    of_many = OF_MANY.match(search.text, value.end)
    before = [m for m in mentions if m.span.end <= value.start and not of_many]
    after = [m for m in mentions if m.span.start >= value.end]
    if before and AHEAD.fullmatch(search.naming.gap(before[-1].span.end, value.start)):
        return _listed(search, before, "same-clause")
    if after and "following-name" not in search.without:
        answer = _right_behind(search, stretch, before, after)
        if answer is not None:
            return answer
    if not before or _has_turned_general(search, before[-1]):
        return None
    clause = search.scene.clause_at(value.start)
    return _listed(search, before, "same-clause" if before[-1].span in clause else "same-sentence")


def _right_behind(search: Search, stretch: Span, before: Sequence[Mention], after: Sequence[Mention]) -> Answer | None:
    """The name that the value is joined to by what stands between them: "$150 for X", "the $150 mid-level X exam"."""
    value = search.value
    gap = search.naming.gap(value.end, after[0].span.start)
    if search.candidate.kind is Kind.STATUS and gap == " ":
        return search.one(after[:1], "same-clause")  # "easier than the retired X"
    in_clause = bool(before) and before[-1].span in search.scene.clause_at(value.start)
    determined = DETERMINED.search(search.text[max(search.sentence.start, value.start - 12) : value.start])
    if in_clause and not determined and gap.strip() in ("", "–", "—", "-"):
        return None
    introduced = not before and INTRODUCED.fullmatch(search.naming.gap(stretch.start, value.start).strip())
    if FOLLOWED.fullmatch(gap) or (determined and ATTRIBUTIVE.fullmatch(gap)) or introduced:
        return _listed(search, after, "same-clause", forward=True)
    return None


def _has_its_own(search: Search, mention: Mention) -> bool:
    """Whether a name in brackets has a value right behind it: "$100 (Baker: $150)"."""
    text, end = search.text, search.sentence.end
    bracket = mention.span.start > search.value.end and text[mention.span.start - 1] == "("
    return bracket and OWN_FIGURE.match(text, mention.span.end, end) is not None


def _possible_owners(search: Search, stretch: Span) -> list[Mention]:
    """The names that may own the value: not what comes next, nor one with its own, nor for a code another exam's."""
    named = search.naming.named(search.place, stretch)
    others = (_is_successor, _is_another_code, _has_its_own)
    possible = [m for m in named if not any(is_other(search, m) for is_other in others)]
    return [Mention(m.span, (), "unknown") if _names_course(search, m) else m for m in possible]


def _compared_in_brackets(search: Search, possible: Sequence[Mention]) -> Mention | None:
    """A name that only serves for comparison, and yet the value is its own: "Unlike X ($100)", "than X's $100"."""
    for mention in search.scene.mentions.within(search.sentence):
        before = mention.span.end <= search.value.start
        behind = before and search.naming.gap(mention.span.end, search.value.start)
        if mention.form in CREDENTIALS and mention not in possible and behind and OWN_VALUE.fullmatch(behind):
            return None if _is_successor(search, mention) else mention
    return None


def _is_successor(search: Search, mention: Mention) -> bool:
    """Whether a status names it as what comes next: the status is of the one before."""
    value = search.candidate.value
    if not isinstance(value, Status) or value.successor is None:
        return False
    behind = mention.span.start >= search.value.start
    again = behind and search.names.find(value.successor).subject in mention.subjects
    return again or mention.span.of(search.text) in value.successor


def _is_means_of_payment(search: Search, mention: Mention) -> bool:
    """Whether it is a subscription that only says how one pays: "$300 (Globex Plus)", "Cost: Globex Plus ($59)"."""
    if search.candidate.kind is not Kind.COST or "means" in search.without:
        return False
    credentials = search.naming.catalog.credentials
    owned = all(one in credentials and credentials[one].kind == "subscription" for one in mention.subjects)
    if not mention.subjects or not owned:
        return False
    value = search.candidate.value
    before = search.text[max(search.sentence.start, mention.span.start - 24) : mention.span.start]
    label = search.scene.label_at(search.value.start)
    labels = label is not None and not search.text[label.end : mention.span.start].strip(" *_:")
    free = isinstance(value, Cost) and value.max == 0
    return free or labels or PAID_BY.search(before) is not None


def _names_course(search: Search, mention: Mention) -> bool:
    """Whether it is a part of the name of somebody's course, which has a price and a time of its own.

    The issuer of some credentials sells the course together with the exam.
    """
    if search.candidate.kind not in (Kind.COST, Kind.DURATION) or "lessons" in search.without:
        return False
    if not COURSE_BEHIND.match(search.text, mention.span.end):
        return False
    credentials = search.naming.catalog.credentials
    exams = [credentials[one] for one in mention.subjects if one in credentials and credentials[one].kind == "exam"]
    values = [fact.value for exam in exams for fact in exam.facts]
    return bool(exams) and not any(isinstance(value, Cost) and value.basis == "course" for value in values)


def _is_another_code(search: Search, mention: Mention) -> bool:
    """Whether the value is a code too: exams that are listed by their codes do not own each other's."""
    is_code = search.candidate.kind is Kind.CODE and not mention.span.overlaps(search.value)
    return is_code and search.names.catalog.codes.is_issued(mention.span.of(search.text))


def _has_turned_general(search: Search, near: Mention) -> bool:
    """Whether the sentence has turned to a provider's credentials in general since the name."""
    turned = any(
        m.form in ("provider", "group") and near.span.end <= m.span.start < search.value.start
        for m in search.scene.mentions.within(search.sentence)
    )
    return turned and is_plural_since(search, near.span.end)


def _listed(search: Search, mentions: Sequence[Mention], why: str, forward: bool = False) -> Answer | None:
    """The nearest name, together with those of its list ("A, B and C cost $100 each")."""
    near = mentions if forward else mentions[::-1]
    group = [near[0]]
    if "several" not in search.without:
        for one, other in pairwise(near):
            left, right = (one, other) if forward else (other, one)
            if not search.naming.are_listed(left, right):
                break
            if left.form == "credential" and search.naming.gap(left.span.end, right.span.start) == " (":
                group[-1] = left  # "Acme Baker (ABK-100)"
            else:
                group.append(other)
    end = search.sentence.end
    if len(group) > 1 and RESPECTIVELY.search(search.text, search.sentence.start, end):
        ordered = sorted(group, key=lambda m: m.span)
        figures = [Span(*m.span()) for m in FIGURE.finditer(search.text, ordered[-1].span.end, end)]
        at = [index for index, figure in enumerate(figures) if figure.overlaps(search.value)]
        if len(figures) == len(ordered) and len(at) == 1:
            return search.one([ordered[at[0]]], why)
    return search.one(group, why)
