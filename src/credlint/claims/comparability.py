"""What is compared with what: which facts are like a claim, and which of them its value fits.

Like is compared with like. A fact may *confirm* a claim, or it may *judge* it, that is, also contradict it:

- Cost: same currency always. Same basis (exam, renewal …); for what is no exam, course, subscription and exam price are
  the price one pays to take part. Same period; a monthly price may also be confirmed by a twelfth of the yearly one.
  A one-time price is contradicted by a subscription only where the article says "one-time". Facts for members,
  countries, plans, betas and second tries judge claims of that kind; a claim that says nothing of members is confirmed
  by either price, one that says nothing of a country is judged by the price in the currency's own country only.
- Validity: in months, or for life.
- Duration, exam: field by field, unit by unit.

Qualifiers that claims and facts share: `member` (yes, no), `beta`, `retake`, `student` (yes), `region` (US, EU, UK or a
country), `plan`, `level`, `part` (of claims: bundle, tax, conversion, renewal; what is sold together, worked out from
other money or of the assessment that renews is denied by no plain fact); of claims alone `payment` (one-time) and
`basis` of a duration (preparation, own: what one author needed denies nothing). Facts have more (see `NARROW`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from credlint import lazy_re
from credlint.catalog import Credential, Fact
from credlint.claims import Claim
from credlint.claims.facts import weight
from credlint.values import Bounds, Cost, Duration, Exam, Kind, Validity, Value


class Case(Struct, frozen=True):
    """A fact beside a claim. `field`: which part of the value (an exam has several).

    `bounds`: the fact's, in the claim's unit; None where the two can never be equal (a lifetime and three years).
    `judges`: whether it may contradict the claim, not only confirm it. `unlike`: it is about something else, and only
    serves to see that the claim may be about that too.
    """

    fact: Fact
    claimed: Bounds | None
    bounds: Bounds | None
    judges: bool = True
    unlike: bool = False
    field: str = ""
    slack: Decimal = Decimal(0)


def cases_of(claim: Claim, credential: Credential | None, facts: Iterable[Fact]) -> Iterator[Case]:
    """A claim beside each of the facts that can be compared with it; what no source is named for is no fact."""
    named = [fact for fact in facts if fact.sources]
    value = claim.value
    if isinstance(value, Cost):
        yield from _cost_cases(claim, value, credential, named)
    elif isinstance(value, Validity):
        yield from _validity_cases(value, named)
    elif isinstance(value, Duration):
        yield from _duration_cases(claim, value, credential, named)
    elif isinstance(value, Exam):
        yield from _exam_cases(claim, value, named)


# "About $200" is said of $195 and $205: rounding a price over $100 to the nearest ten moves it by 5 % at most.
ABOUT = Decimal("0.05")
# Prices are said without their cents: $399 is $398.99.
CENTS = Decimal("0.99")
HOME = {"USD": "us", "EUR": "eu", "GBP": "uk"}
# A fact narrowed by one of these is no plain price: it can confirm a claim, but it denies none.
NARROW = frozenset({"part", "audience", "channel", "promotion", "code"})
NARROW_FEES = frozenset({"application", "eligibility", "voucher"})
ONE_TIME = lazy_re.compile(r"(?i)one[- ]time|\bonce\b|one[- ]off|single payment|flat fee|up front")
TAKING_PART = frozenset({"exam", "course", "subscription"})


def _cost_cases(claim: Claim, value: Cost, credential: Credential | None, facts: list[Fact]) -> Iterator[Case]:
    said = {key: text.lower() for key, text in claim.qualifiers}
    is_exam = credential is None or credential.kind == "exam"
    free = value.min == value.max == 0
    # "$0-200" says that some of it is free, which is no price to compare.
    claimed = (value.min or None, value.max) if not free else (value.min, value.max)
    plans = [fact for fact in facts if _same_plan(said.get("plan"), fact)]
    for fact in facts:
        known = fact.value
        if not isinstance(known, Cost):
            continue
        known_free = known.min == known.max == 0
        if known.currency != value.currency and not free and not known_free:
            continue
        unlike = not _same_basis(value, known, is_exam) or _is_for_others(said, fact.qualifiers)
        unlike |= bool(plans) and fact not in plans
        judges = _may_deny(said, fact.qualifiers, value.currency)
        bounds: Bounds | None = (known.min, known.max)
        if free != known_free:
            # What is free on a learning platform (a trial, auditing, aid) is seldom the certificate.
            judges &= is_exam and not value.approximate
            bounds = None if not is_bound(claimed) else bounds
        elif not free and value.per != known.per:
            one_time = said.get("payment") == "one-time" or ONE_TIME.search(claim.quote) is not None
            if value.per == "once" and known.per in ("month", "year"):
                judges &= one_time
                bounds = None
            else:
                judges = False
                bounds = _per(known, value.per)
        judges &= free or known_free or not _is_of_another_thing(claim, claimed, (known.min, known.max))
        roughly = value.approximate or known.approximate or _is_rounded_up(value, known)
        yield Case(fact, claimed, bounds, judges, unlike, slack=ABOUT if roughly else Decimal(0))


def _is_rounded_up(value: Cost, known: Cost) -> bool:
    """Whether a price that ends in 9 is given as a round number: $1,200 for $1,199."""
    said = value.max
    return said is not None and value.min == said and said % 10 == 0 and known.max == said - 1


def _is_for_others(said: Mapping[str, str], known: Mapping[str, str]) -> bool:
    """Whether a price is for other people or another try than the claim says."""
    member, known_member = _mark(said, "member"), _mark(known, "member")
    return (
        bool(member and known_member and member != known_member)
        or _mark(said, "retake") != _mark(known, "retake")
        or bool(_mark(said, "beta") and not _mark(known, "beta"))
    )


def _may_deny(said: Mapping[str, str], known: Mapping[str, str], currency: str) -> bool:
    """Whether a price may contradict the claim, and not only confirm it, as far as both are narrowed."""
    home = HOME.get(currency, "")
    return (
        NARROW.isdisjoint(known)
        and known.get("fee") not in NARROW_FEES
        and not (_mark(said, "member") and not _mark(known, "member"))
        and all(key not in said or key in known for key in ("part", "student"))
        and (known.get("region", "").lower() or home) == (said.get("region", "") or home)
    )


def _mark(qualifiers: Mapping[str, str], key: str) -> str:
    """A qualifier as yes or no, "" where nothing is said; anything else as it is."""
    text = qualifiers.get(key, "").lower()
    return {"true": "yes", "member": "yes", "false": "no", "non-member": "no"}.get(text, text)


def _same_plan(said: str | None, fact: Fact) -> bool:
    plan = fact.qualifiers.get("plan", "").lower()
    return bool(said and plan and (said in plan or plan in said))


def _same_basis(value: Cost, known: Cost, is_exam: bool) -> bool:
    if value.basis == known.basis:
        return True
    if is_exam:
        return False
    if value.basis == "total":
        return known.basis == "course"
    return value.basis in TAKING_PART and (known.basis in TAKING_PART or (known.basis == "total"))


def _per(known: Cost, per: str) -> Bounds | None:
    """A known price for another period, where that is a matter of arithmetic."""
    if (known.per, per) == ("year", "month"):
        return _scaled((known.min, known.max), Decimal(1) / 12)
    if (known.per, per) == ("month", "year"):
        return _scaled((known.min, known.max), Decimal(12))
    return None


def _scaled(bounds: Bounds, factor: Decimal) -> Bounds:
    low, high = bounds
    return (None if low is None else low * factor, None if high is None else high * factor)


def _validity_cases(value: Validity, facts: list[Fact]) -> Iterator[Case]:
    for fact in facts:
        known = fact.value
        if not isinstance(known, Validity):
            continue
        if value.lifetime or known.lifetime:
            same = value.lifetime and known.lifetime
            forever = (Decimal(0), Decimal(0))
            yield Case(fact, forever, forever if same else None)
        else:
            yield Case(fact, (value.min_months, value.max_months), (known.min_months, known.max_months))


# People study at their own pace. Many are faster than an issuer says, and who studies all day is through in two thirds
# of the time; but half as long again is wrong.
FASTER, SLOWER = Decimal("1.5"), Decimal("1.4")


def _duration_cases(claim: Claim, value: Duration, credential: Credential | None, facts: list[Fact]) -> Iterator[Case]:
    """Hours are study, weeks and months pass on the calendar: neither follows from the other.

    To study for an exam takes as long as it takes; the study of a course is what its issuer speaks of.
    """
    is_exam = credential is None or credential.kind == "exam"
    basis = dict(claim.qualifiers).get("basis")
    if is_exam and basis == "preparation":
        return
    for fact in facts:
        known = fact.value
        if not isinstance(known, Duration) or (known.unit == "hours") != (value.unit == "hours"):
            continue
        claimed, (low, high) = value.hours(), known.hours()
        if claimed[1] is None and low is None and (high is None or (claimed[0] or 0) <= high):
            continue  # the least that it takes, and the most that is allowed
        if claimed[1] is None and high is None:  # "16+ days": both are the least that it takes
            claimed, high = (claimed[0], claimed[0]), low
        if _is_around(claimed, (low, high)):
            claimed = (low, high)  # "25-50 hours" where its issuer says 30: some are faster, some are slower
        wide = (None if low is None else low / FASTER, None if high is None else high * SLOWER)
        yield Case(fact, claimed, wide, judges=NARROW.isdisjoint(fact.qualifiers) and basis != "own")


def _is_around(claimed: Bounds, known: Bounds) -> bool:
    """Whether a range holds what is known, and each of its ends is at most twice as far off."""
    if None in claimed or None in known:
        return False
    (low, high), (least, most) = (tuple(bound or Decimal(0) for bound in pair) for pair in (claimed, known))
    return least / 2 <= low <= least and most <= high <= most * 2


def fields_of(value: Value) -> tuple[str, ...]:
    """What a value states: of an exam one or several of its figures, of a price what it is for, else one thing."""
    if isinstance(value, Cost):
        return (f"{value.basis} {value.currency}",)
    return tuple(value.stated()) if isinstance(value, Exam) else ("",)


# "Just over two hours", "50+ questions".
AT_LEAST = lazy_re.compile(r"(?i)\W*(?:(?:just|slightly|a little) )?(?:(?:over|more than) \w|\d++\+)")
PASSING = frozenset({"passing_score", "passing_percent"})


def _exam_cases(claim: Claim, value: Exam, facts: list[Fact]) -> Iterator[Case]:
    said = dict(claim.qualifiers)
    beta = _mark(said, "beta")
    claimed: dict[str, Bounds] = {**value.stated()}
    if len(claimed) == 1 and PASSING.isdisjoint(claimed) and AT_LEAST.match(claim.quote):
        claimed = {field: (low, None) for field, (low, _) in claimed.items()}
    for fact in facts:
        known = fact.value.stated() if isinstance(fact.value, Exam) else {}
        unlike = bool(beta) and not fact.qualifiers.get("beta")
        for field in claimed:
            if field in known:
                part = "part" in fact.qualifiers or "part" in said
                judges = not part and not _is_of_another_thing(claim, claimed[field], known[field])
                yield Case(fact, claimed[field], known[field], judges, unlike, field)


# What stands in a section about a credential may be of something else there: a lab, a session, a fee for a late change.
# Where nothing nearer ties a figure than a heading, and it is so many times too small or too large, it judges nothing.
FROM_AFAR = frozenset({"heading", "title"})
FAR_OFF = {Kind.EXAM: Decimal("2.5"), Kind.COST: Decimal(5)}


def _is_of_another_thing(claim: Claim, claimed: Bounds, known: Bounds) -> bool:
    if claim.why not in FROM_AFAR:
        return False
    (low, high), (least, most), times = claimed, known, FAR_OFF[claim.kind]
    too_small = high is not None and least is not None and high * times < least
    return too_small or (low is not None and most is not None and most * times < low)


def fitting(cases: list[Case], within: bool) -> Case | None:
    """The case that a claimed value fits, best evidence first.

    One number fits a fact that equals it or a range that holds it. A bound ("under $300", "$3,000+") fits a fact on its
    side. A range fits if both its ends are known values: its ends were taken from a price list; or if it is a rough
    frame, with every known value strictly between its ends. So "$39-49" does not fit a price of $49, and neither a
    range of $49-79. With `within`, a range fits each value that lies in it, ends included.
    """
    able = [case for case in cases if case.bounds is not None and case.claimed is not None]
    able.sort(key=lambda case: weight(case.fact))
    if not able:
        return None
    low, high = able[0].claimed or (None, None)
    if low is None and high is None:
        return None
    if low is not None and high is not None and low != high:
        if within:
            return next((case for case in able if _frames(low, high, case, strict=False)), None)
        judges = [case for case in cases if case.judges]
        if judges and all(case.bounds and _frames(low, high, case, strict=True) for case in judges):
            return able[0]
        at_low = next((case for case in able if _holds(case, low)), None)
        at_high = next((case for case in able if _holds(case, high)), None)
        return at_low if at_high else None
    if low is None and high is not None:
        return next((case for case in able if _least(case) <= high), None)
    if high is None and low is not None:
        return next((case for case in able if _most(case) >= low), None)
    return next((case for case in able if low is not None and _holds(case, low)), None)


_INFINITE = Decimal("Infinity")


def _least(case: Case) -> Decimal:
    low = case.bounds[0] if case.bounds else None
    return Decimal(0) if low is None else low


def _most(case: Case) -> Decimal:
    high = case.bounds[1] if case.bounds else None
    return _INFINITE if high is None else high


def _holds(case: Case, value: Decimal) -> bool:
    return _at_most(_least(case), value, case.slack) and _at_most(value, _most(case), case.slack)


def _at_most(small: Decimal, large: Decimal, slack: Decimal) -> bool:
    if small <= large:
        return True
    if small == _INFINITE:
        return False
    cents = CENTS if large >= 1 and (small % 1 or large % 1) else Decimal(0)
    return small - large <= max(cents, slack * small)


def _frames(low: Decimal, high: Decimal, case: Case, strict: bool) -> bool:
    if strict:
        return low < _least(case) and _most(case) < high
    return low <= _least(case) and _most(case) <= high


def meets(one: Bounds, other: Bounds) -> bool:
    """Whether two ranges have a value in common."""
    low = max(bound for bound in (one[0], other[0], Decimal(0)) if bound is not None)
    high = min(bound for bound in (one[1], other[1], _INFINITE) if bound is not None)
    return low <= high


def is_bound(claimed: Bounds) -> bool:
    return claimed[0] is None or claimed[1] is None


def contradict(judges: list[Case]) -> bool:
    """Whether facts about the very same thing have different values."""
    seen: dict[tuple[object, ...], Bounds] = {}
    for case in judges:
        if case.bounds is None:
            continue
        value = case.fact.value
        narrow = tuple(sorted((k, v) for k, v in case.fact.qualifiers.items()))
        thing = (value.basis, value.per, narrow) if isinstance(value, Cost) else (narrow,)
        if seen.setdefault(thing, case.bounds) != case.bounds:
            return True
    return False


def inside_hull(judges: list[Case]) -> bool:
    able = [case for case in judges if case.bounds is not None]
    low, high = able[0].claimed or (None, None)
    least, most = min(map(_least, able)), max(map(_most, able))
    return (low is None or low >= least) and (high is None or high <= most)
