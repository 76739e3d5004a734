"""From a document to its claims: candidates of all kinds, their subjects, and what belongs together."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache, partial
from typing import Protocol, cast

from msgspec.structs import replace

from credlint import bundled, lazy_re
from credlint.catalog.mention import Mention
from credlint.catalog.names import Names
from credlint.claims.claim import Candidate, Claim
from credlint.claims.gate import admitted
from credlint.claims.page import Page
from credlint.claims.places import Place
from credlint.claims.recall import Recall, heading_of
from credlint.claims.scene import Scene
from credlint.claims.subject import Resolver
from credlint.claims.subject.search import SEVERAL, UNKNOWN
from credlint.document import Document
from credlint.span import Span
from credlint.values import Code, Cost, Duration, Exam, Kind

# One of two candidates that share text is the claim: the kind that needs the stronger evidence.
_PRECEDENCE = (Kind.CODE, Kind.STATUS, Kind.VALIDITY, Kind.EXAM, Kind.COST, Kind.DURATION, Kind.STATISTIC)
_BESIDE = frozenset({Kind.CODE, Kind.STATUS})
# Why there is no subject although credentials are named: such a value is a claim all the same.
_UNDECIDED = frozenset({SEVERAL, UNKNOWN})


class KindModule(Protocol):
    """What a file of `kinds/` offers."""

    KIND: Kind

    find: Callable[[Page], Iterable[Candidate]]


@cache
def kind_modules() -> tuple[KindModule, ...]:
    """The kinds, in order of their names."""
    names = bundled.modules("credlint.claims.kinds")
    return tuple(cast(KindModule, importlib.import_module(f"credlint.claims.kinds.{name}")) for name in names)


def survey(
    document: Document, names: Names, recall: Recall | None, without: frozenset[str]
) -> tuple[tuple[Claim, ...], tuple[Mention, ...]]:
    """As `claims.survey`, which imports this late, says."""
    scene = admitted(document, names)
    if scene is None:
        return (), ()
    resolver = Resolver(scene, names.catalog)
    find = partial(_claims_in, resolver=resolver, without=without)
    claims = find(scene.places) if recall is None else recall.claims(resolver.naming, find)
    return tuple(_first_codes(claims, scene)), tuple(scene.mentions.all)


def _claims_in(places: Sequence[Place], resolver: Resolver, without: frozenset[str]) -> Iterable[Claim]:
    """The claims of some places, whole sections of them, in source order."""
    page = Page(resolver.scene, without, places)
    found = _apart([candidate for kind in kind_modules() for candidate in kind.find(page)])
    claims = [claim for candidate in found if (claim := _claim(candidate, resolver)) is not None]
    return _merged(claims, resolver.scene)


def _apart(candidates: list[Candidate]) -> list[Candidate]:
    """Of those that overlap, the one of the kind that needs the stronger evidence; codes and statuses stand aside."""
    taken: list[Candidate] = []
    for group in _overlapping(candidates):
        here: list[Candidate] = []
        for candidate in sorted(group, key=lambda one: (_PRECEDENCE.index(one.kind), one.span)):
            others = {one.kind for one in here if one.span.overlaps(candidate.span)}
            if candidate.kind not in others and (candidate.kind in _BESIDE or not others - _BESIDE):
                here.append(candidate)
        taken += here
    return sorted(taken, key=lambda one: one.span)


def _overlapping(candidates: list[Candidate]) -> Iterator[list[Candidate]]:
    """Those that share text, directly or through others; most candidates share none."""
    group: list[Candidate] = []
    end = 0
    for candidate in sorted(candidates, key=lambda one: one.span):
        if group and candidate.span.start >= end:
            yield group
            group, end = [], 0
        group.append(candidate)
        end = max(end, candidate.span.end)
    if group:
        yield group


def _claim(candidate: Candidate, resolver: Resolver) -> Claim | None:
    scene = resolver.scene
    answer = resolver.answer(candidate)
    subject, why = answer.subject, answer.why
    if (
        subject is None
        and candidate.needs_tie
        and (why not in _UNDECIDED or (candidate.kind is Kind.STATUS and candidate.cue in {"head", "label"}))
    ):
        return None
    kind, value = candidate.kind, candidate.value
    if isinstance(value, Cost) and "basis" in candidate.assumed and subject is not None:
        value = replace(value, basis=_usual_basis(value, subject, scene.names))
    if isinstance(value, Exam | Duration) and "time" in candidate.assumed:
        kind, value = _usual_time(value, subject, why, scene.names)
    narrowed = {}
    if answer.level:
        narrowed["level"] = answer.level
    if answer.members:
        narrowed["members"] = " ".join(answer.members)
    return Claim(
        kind,
        value,
        candidate.span,
        candidate.span.of(scene.document.text),
        subject,
        why,
        tuple(sorted({**narrowed, **dict(candidate.qualifiers)}.items())),
        candidate.past,
        candidate.past_on,
    )


def _usual_basis(value: Cost, subject: str, names: Names) -> str:
    """What a price is for where nothing near says it: what one pays for a credential of its kind."""
    credential = names.catalog.credentials.get(subject)
    if credential is None or credential.kind == "exam":
        return value.basis if value.min else "exam"
    return "subscription" if value.per in {"month", "year"} else "course"


def _usual_time(value: Exam | Duration, subject: str | None, why: str, names: Names) -> tuple[Kind, Exam | Duration]:
    """Whether hours are an exam's or a course's, by what one does for a credential of its kind."""
    credential = names.catalog.credentials.get(subject or "")
    of_exam = credential.kind == "exam" if credential is not None else why == UNKNOWN
    if isinstance(value, Duration) and of_exam and value.min is not None and value.max is not None and value.max <= 6:
        return Kind.EXAM, Exam(minutes=(Decimal(round(value.min * 60)), Decimal(round(value.max * 60))))
    if isinstance(value, Exam) and value.minutes is not None and credential is not None and not of_exam:
        return Kind.DURATION, Duration(value.minutes[0] / 60, value.minutes[1] / 60, "hours")
    return Kind.EXAM if isinstance(value, Exam) else Kind.DURATION, value


def _merged(claims: list[Claim], scene: Scene) -> Iterator[Claim]:
    """Exam facts of one subject that stand side by side are one claim; the same fact in another unit is none."""
    last: Claim | None = None
    for claim in claims:
        if last is not None and last.kind is Kind.EXAM and claim.kind is Kind.EXAM:
            joined = _joined(last, claim, scene)
            if joined is not None:
                last = joined
                continue
        if last is not None:
            yield last
        last = claim
    if last is not None:
        yield last


# "85% (that means at least 68 of 80)", "66% or 11 of 17 tasks", "36 marks, i.e. 60%".
_RESTATED = lazy_re.compile(
    r"(?: (?:points|marks))?(?:\s?\(|,?\s(?=or\b|i\.e|that|which)|\s?(?=[=≈]))"
    r"(?:(?:that|which) (?:means|is)|that['’]s|i\.e\.|or|roughly|about|around|approximately|at least|[=≈~,\s])*"
)


def _joined(one: Claim, two: Claim, scene: Scene) -> Claim | None:
    if scene.place_at(one.span.start) is not scene.place_at(two.span.start):
        return None
    gap = scene.text[one.span.end : two.span.start]
    again = _RESTATED.fullmatch(gap.lower()) is not None
    if (
        (len(gap) > 9 and not again)
        or one.subject != two.subject
        or "\n" in gap
        or (one.past, one.qualifiers) != (two.past, two.qualifiers)
    ):
        return None
    if not isinstance(one.value, Exam) or not isinstance(two.value, Exam):
        return None
    left, right = one.value.stated(), two.value.stated()
    if "passing_percent" in left and set(right) == {"passing_score"} and (again or "(" in gap):
        return one  # "65% (39 of 60)" is one score, given twice
    if any(name in left and left[name] != right[name] for name in right):
        return None
    span = one.span if right.items() <= left.items() else Span(one.span.start, two.span.end)
    return replace(one, value=Exam(**{**left, **right}), span=span, quote=span.of(scene.document.text))


def _first_codes(claims: Iterable[Claim], scene: Scene) -> Iterator[Claim]:
    """A code is claimed once a section; the front matter is one, and so is what stands before the first heading."""
    seen: set[tuple[str, int]] = set()
    for claim in claims:
        if isinstance(claim.value, Code):
            key = (claim.value.code, _section(claim.span, scene))
            if key in seen:
                continue
            seen.add(key)
        yield claim


def _section(span: Span, scene: Scene) -> int:
    place = scene.place_at(span.start)
    return -1 if place is None else heading_of(place)
