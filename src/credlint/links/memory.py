"""What earlier answers are worth: how long they stand, and since when a link has failed."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from msgspec import structs

from credlint.links import LinkResult, LinkStatus, Policy, Reason

# An answer that something works ages slowly. One that it fails is only kept long enough that the next run of the same
# hour need not ask: a link that was repaired must not go on being reported.
AGES = {
    LinkStatus.OK: timedelta(hours=72),
    LinkStatus.MOVED: timedelta(hours=72),
    LinkStatus.BLOCKED: timedelta(hours=24),
    LinkStatus.BROKEN: timedelta(minutes=30),
    LinkStatus.UNREACHABLE: timedelta(minutes=10),
}
# A host may be down for a weekend; after failures on so many days, so far apart, a reader meets a dead link.
STRIKES = 3
STRIKES_OVER = timedelta(days=3)


def is_fresh(result: LinkResult, now: datetime, policy: Policy) -> bool:
    """Whether a result may stand in for asking. One from the future never may: a clock was wrong."""
    checked = _time(result.checked_at)
    age = AGES.get(result.status)
    if checked is None or age is None or result.reason is Reason.INTERNAL:
        return False
    if policy.max_age_hours is not None:
        wanted = timedelta(hours=policy.max_age_hours)
        age = min(age, wanted) if result.failed else wanted
    return timedelta(0) <= now - checked < age * _jitter(result.url)


def with_history(result: LinkResult, before: LinkResult | None) -> LinkResult:
    """The result with what was known before it; failures on several days make an unreachable link a broken one."""
    now = result.checked_at
    if result.status in (LinkStatus.OK, LinkStatus.MOVED):
        return structs.replace(result, last_good=now, first_failed=None, strikes=0)
    last_good = before.last_good if before else None
    if not result.failed:
        return structs.replace(
            result,
            last_good=last_good,
            first_failed=before.first_failed if before else None,
            strikes=before.strikes if before else 0,
        )
    strikes = before.strikes if before and before.first_failed else 0
    first = before.first_failed if before and before.first_failed else now
    another_day = before is None or not before.failed or _day(before.checked_at) != _day(now)
    strikes += 1 if another_day or not strikes else 0
    result = structs.replace(result, last_good=last_good, first_failed=first, strikes=strikes)
    began, ended = _time(first), _time(now)
    if (
        result.status is LinkStatus.UNREACHABLE
        and strikes >= STRIKES
        and began is not None
        and ended is not None
        and ended - began >= STRIKES_OVER
    ):
        result = structs.replace(
            result,
            status=LinkStatus.BROKEN,
            reason=Reason.FAILED_FOR_DAYS,
            detail=f"{result.detail}; it has failed on {strikes} days since {_day(first)}",
            advice="replace the link, or remove it",
        )
    return result


def _jitter(url: str) -> float:
    """Three quarters to five quarters, by the URL, so that what was learnt in one run does not age all at once."""
    return 0.75 + hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()[0] / 510


def _time(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def _day(text: str | None) -> str:
    return (text or "")[:10]
