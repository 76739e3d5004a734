"""Dates and figures that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from credlint.catalog import Catalog, Credential, Fact
from credlint.catalog.audit.flaw import Flaw, flaw, owners
from credlint.dates import PartialDate
from credlint.values import Cost, Duration, Exam, Validity

# Nobody issues a credential for longer, short of for life.
LONGEST_VALIDITY = 120
# Practical exams of penetration testers run for up to ten days.
LONGEST_EXAM = 60 * 24 * 10
# In this order a credential lives; `renamed` may come at any time.
STEPS = ("announced", "beta", "active", "retiring", "retired")


def implausible(catalog: Catalog, today: date, horizon: timedelta) -> Iterator[Flaw]:
    """Dates in an impossible order, looked at in the future or too far ahead; bounds and figures that cannot be."""
    for owner in owners(catalog):
        for fact in owner.facts:
            for message in (*_dates(fact.since, fact.until, fact.checked, today, horizon), *_figures(fact)):
                yield flaw(catalog, owner, fact.pointer, message, "correct the figure or the date", fact)
        if not isinstance(owner, Credential):
            continue
        for code in owner.codes:
            for message in _dates(code.since, code.until, code.checked, today, horizon):
                yield flaw(catalog, owner, code.pointer, message, "correct the date")
        for entry in owner.status:
            for message in _dates(entry.since, None, entry.checked, today, horizon):
                yield flaw(catalog, owner, entry.pointer, message, "correct the date")
        yield from _steps_backwards(catalog, owner)


def _dates(
    since: PartialDate | None,
    until: PartialDate | None,
    checked: PartialDate | None,
    today: date,
    horizon: timedelta,
) -> Iterator[str]:
    if since and until and not until.no_later_than and until.latest < since.earliest:
        yield f"it ends ({until}) before it begins ({since})"
    if checked and checked.earliest > today:
        yield f"it was checked on {checked}, which is yet to come"
    for name, day in (("since", since), ("until", until)):
        if day and day.earliest - today > horizon:
            yield f"`{name}` is {day}, more than {horizon.days // 365} years ahead"


def _figures(fact: Fact) -> Iterator[str]:
    value = fact.value
    pairs = []
    if isinstance(value, Cost | Duration):
        pairs.append((value.min, value.max))
    elif isinstance(value, Validity):
        pairs.append((value.min_months, value.max_months))
        if value.max_months is not None and value.max_months > LONGEST_VALIDITY:
            yield f"valid for {value.max_months} months: are these months?"
    elif isinstance(value, Exam):
        pairs += value.stated().values()
        if value.minutes and value.minutes[1] > LONGEST_EXAM:
            yield f"an exam of {value.minutes[1]} minutes"
        if value.passing_percent and value.passing_percent[1] > 100:
            yield f"a pass mark of {value.passing_percent[1]} percent"
        if value.passing_score and fact.scale and value.passing_score[1] > int(fact.scale):
            yield f"a passing score of {value.passing_score[1]} on a scale to {fact.scale}"
    for low, high in pairs:
        if low is not None and high is not None and low > high:
            yield f"the lower bound {low} is above the upper bound {high}"


def _steps_backwards(catalog: Catalog, credential: Credential) -> Iterator[Flaw]:
    dated = [entry for entry in credential.status if entry.status in STEPS and entry.since]
    for one, other in combinations(dated, 2):
        first, second = sorted((one, other), key=lambda entry: STEPS.index(entry.status))
        if first.status == second.status or first.since is None or second.since is None or first.since.no_later_than:
            continue
        if second.since.latest < first.since.earliest:
            message = f"{second.status} since {second.since}, which is before {first.status} since {first.since}"
            yield flaw(catalog, credential, second.pointer, message, "correct the dates")
