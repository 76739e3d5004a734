"""The verdict on a value - cost, validity, duration, exam - by the facts that are like it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from credlint.catalog import Fact
from credlint.claims import Claim
from credlint.claims.comparability import Case, contradict, fitting, inside_hull, is_bound
from credlint.claims.facts import best_first
from credlint.claims.verdict.outcomes import Agrees, Disagrees, Outdated, Unknown, Upcoming, Verdict
from credlint.dates import PartialDate
from credlint.values import Cost

_FROM_GRAVEST: tuple[type, ...] = (Disagrees, Outdated, Upcoming, Agrees, Unknown)


def verdict(
    claim: Claim,
    cases: tuple[Case, ...],
    today: date,
    within: bool = False,
    contested: bool = True,
    retired: bool = False,
) -> Verdict:
    """The gravest verdict over all fields; unknown only where no field is known.

    `within`: a range fits each value that lies in it. `contested`: facts that contradict each other are asked whether
    they leave room for the claim; those of several credentials differ by right. `retired`: what was last known is all
    that there will be.
    """
    if not cases:
        return Unknown(f"the catalog has no {claim.kind.value} to compare with")
    by_field: dict[str, list[Case]] = {}
    for case in cases:
        by_field.setdefault(case.field, []).append(case)
    found = [_of_field(claim, field, today, within, contested, retired) for field in by_field.values()]
    return min(found, key=lambda one: _FROM_GRAVEST.index(type(one)))


def _of_field(claim: Claim, cases: list[Case], today: date, within: bool, contested: bool, retired: bool) -> Verdict:
    like = [case for case in cases if not case.unlike]
    if claim.past:
        return _of_past(claim, like, within)
    in_force = [case for case in like if case.fact.holds(today)]
    ended = [case for case in like if case.fact.ended(today)]
    ahead = [case for case in like if not case.fact.holds(today) and not case.fact.ended(today)]
    # Of what is over, as a beta, only the past is known, and that can be wrong too. Of what goes on, a fact that
    # has ended says nothing of what came after it.
    is_over = retired or "beta" in dict(claim.qualifiers)
    judges = [case for case in in_force or (ended if is_over else ()) if case.judges]

    fit = fitting(in_force, within)
    if fit is not None:
        return _of_present(fit, like, ahead, within)
    former = fitting(ended, within)
    if former is not None:
        now = [case.fact for case in in_force if case.judges or not judges]
        return Outdated(former.fact, _counterpart(former.fact, now))
    coming = fitting(ahead, within)
    if coming is not None:
        return Unknown(f"it will be so from {coming.fact.since}")
    if not judges:
        return Unknown(f"nothing like for like to compare the {claim.kind.value} with")
    other = fitting([case for case in cases if case.unlike and case.fact.holds(today)], within)
    if other is not None and not is_bound(other.claimed or (None, None)):
        return Unknown("it fits something else about the same credential, and which is meant is not clear")
    against = contested and contradict(judges)
    if against and inside_hull(judges):
        return Unknown("the sources contradict each other")
    return Disagrees(_distinct(best_first(case.fact for case in judges)), contested=against)


def _of_present(fit: Case, like: list[Case], ahead: list[Case], within: bool) -> Verdict:
    """What fits today agrees, unless it will not fit any more once something dated takes its place."""
    change = _next(fit, ahead)
    if change is None or change.fact.since is None:
        return Agrees(fit.fact)
    then = [case for case in like if case.fact.holds(change.fact.since.latest)]
    return Agrees(fit.fact) if fitting(then, within) else Upcoming(fit.fact, change.fact)


def _of_past(claim: Claim, like: list[Case], within: bool) -> Verdict:
    """A claim of what was so: by its date where it has one, else by all that was ever known."""
    if claim.past_on is None:
        fit = fitting(like, within)
        return Agrees(fit.fact) if fit else Unknown("a claim about the past, which the catalog does not reach")
    try:
        then = PartialDate.parse(claim.past_on)
    except ValueError:
        return Unknown(f"a claim about the past whose date {claim.past_on!r} is not known")
    held = [case for case in like if case.fact.holds(then.earliest) or case.fact.holds(then.latest)]
    fit = fitting(held, within)
    if fit is not None:
        return Agrees(fit.fact)
    attested = [case for case in held if case.judges and _surely_held(case.fact, then)]
    if not attested:
        return Unknown(f"the catalog does not reach back to {claim.past_on}")
    return Disagrees(_distinct(case.fact for case in attested))


def _next(fit: Case, ahead: list[Case]) -> Case | None:
    """The first dated fact ahead that takes the place of the one that fits."""
    follow = [case for case in ahead if case.fact.since and _same_narrowing(fit.fact, case.fact)]
    return min(follow, key=lambda case: case.fact.since.earliest if case.fact.since else date.max, default=None)


def _counterpart(former: Fact, now: list[Fact]) -> Fact | None:
    """What is so today in place of a former fact: the one narrowed alike, else the plainest."""
    alike = [fact for fact in now if _same_narrowing(former, fact)]
    return next(iter(best_first(alike or sorted(now, key=lambda fact: len(fact.qualifiers)))), None)


def _same_narrowing(one: Fact, other: Fact) -> bool:
    keys = ("member", "region", "plan", "retake", "level")
    alike = all(one.qualifiers.get(key) == other.qualifiers.get(key) for key in keys)
    if isinstance(one.value, Cost) and isinstance(other.value, Cost):
        return alike and (one.value.per, one.value.basis) == (other.value.per, other.value.basis)
    return alike


def _distinct(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Each fact once; several fields of an exam stand in one."""
    return tuple({id(fact): fact for fact in facts}.values())


def _surely_held(fact: Fact, then: PartialDate) -> bool:
    """Whether its own dates, not open ends, say that it was so all through that time."""
    return (
        fact.since is not None
        and fact.since.latest <= then.earliest
        and (fact.until is None or then.latest <= fact.until.latest)
    )
