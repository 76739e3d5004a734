"""How often a host is asked, what it asks of us, and the sites that need to be asked in their own way."""

from __future__ import annotations

import email.utils
from collections.abc import Sequence
from datetime import datetime
from math import inf
from urllib.robotparser import RobotFileParser

from msgspec import structs

from credlint.links import HostPolicy

# What one window of a browser may ask of a host at the same time and within a second; a host that wants less says 429.
CONNECTIONS = 8
REQUESTS_PER_SECOND = 50.0
# Seconds between requests once a host was asked too often, and by how much a good answer shortens them again.
_SLOWED = 0.08
_RECOVERY = 0.97

# The first row that fits a host counts, after those of the configuration.
QUIRKS = (
    HostPolicy("linkedin.com", requests_per_second=1, connections=1, reason="answers 999 to whatever is not a browser"),
    HostPolicy(
        "github.com",
        requests_per_second=5,
        connections=2,
        fragments=False,
        reason="puts `user-content-` before the ids of headings, makes those of lines by script and limits the rate",
    ),
    HostPolicy("docs.google.com", fragments=False, reason="makes bookmarks and headings by script"),
)


def host_policy(host: str, configured: Sequence[HostPolicy]) -> HostPolicy:
    """How a host is asked: the rows whose host it is or lies below, the configured ones first, then the table."""
    rows = [row for row in (*configured, *QUIRKS) if host == row.host or host.endswith(f".{row.host}")]
    if not rows:
        return HostPolicy(host)
    first = rows[0]
    return structs.replace(
        first,
        requests_per_second=next((row.requests_per_second for row in rows if row.requests_per_second), None),
        connections=next((row.connections for row in rows if row.connections), None),
        robots=any(row.robots for row in rows),
        get_only=any(row.get_only for row in rows),
        fragments=all(row.fragments for row in rows),
    )


class Pace:
    """When the next request to a host may start. Times are seconds on any one clock that does not jump.

    One answer that says "too many" may be about one page; two in a row are about us. Then the host is left alone for as
    long as it asked, and asked more slowly from then on. Good answers bring the old pace back little by little, but
    where it was too much a second time, never again to what it was then.
    """

    def __init__(self, policy: HostPolicy) -> None:
        self.connections = policy.connections or CONNECTIONS
        self.interval = self._shortest = 1 / (policy.requests_per_second or REQUESTS_PER_SECOND)
        self._in_flight = 0
        self._next = 0.0
        self._paused_until = 0.0
        self._limited_in_a_row = 0
        self._times_limited = 0

    def ready_at(self, now: float) -> float:
        """The time from which a request may start; infinite while as many as may be are under way."""
        return max(now, self._next) if self._in_flight < self.connections else inf

    def started(self, now: float) -> None:
        self._in_flight += 1
        self._next = max(now, self._next) + self.interval

    def ended(self, now: float, *, limited: bool = False, pause: float = 1.0) -> None:
        """A request is over; `limited`: the host said that it is asked too often, and to stop for `pause` seconds."""
        self._in_flight -= 1
        if not limited:
            self._limited_in_a_row = 0
            self.interval = max(self._shortest, self.interval * _RECOVERY)
            return
        self._limited_in_a_row += 1
        if self._limited_in_a_row < 2 or now < self._paused_until:
            return
        self._times_limited += 1
        if self._times_limited > 1:
            self._shortest = max(self._shortest, self.interval * 4 / 3)
        self.interval = max(self.interval * 2, _SLOWED, self._shortest)
        self._next = self._paused_until = now + pause


def retry_after(header: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for (RFC 9110, 10.2.3): a number, or a date; None where neither."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        date = email.utils.parsedate_to_datetime(text)
        return max(0.0, (date - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def robots_allow(robots_txt: str, agent: str, url: str) -> bool:
    """Whether a robots.txt (RFC 9309) lets an agent ask for a URL."""
    parser = RobotFileParser()
    parser.parse(robots_txt[:500_000].splitlines())
    return parser.can_fetch(agent, url)
