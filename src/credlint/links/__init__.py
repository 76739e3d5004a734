"""What the web answers when an article's links are asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from credlint.links.address import Network
    from credlint.links.exchange import Transport
    from credlint.links.page import WebPage


class LinkStatus(StrEnum):
    """`blocked`: a person may well see the page; `unreachable`: not known today; `skipped`: not checked."""

    OK = "ok"
    MOVED = "moved"
    BROKEN = "broken"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    SKIPPED = "skipped"


class Reason(StrEnum):
    """Why a URL has its status; what people read is `LinkResult.detail`."""

    ANSWERED = "answered"
    REDIRECT = "redirect"
    NOT_FOUND = "not-found"
    GONE = "gone"
    SOFT_NOT_FOUND = "soft-not-found"
    NO_SUCH_HOST = "no-such-host"
    REDIRECT_LOOP = "redirect-loop"
    FRAGMENT_MISSING = "fragment-missing"
    FAILED_FOR_DAYS = "failed-for-days"
    MALFORMED = "malformed"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate-limited"
    BOT_WALL = "bot-wall"
    SIGN_IN = "sign-in"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    RESET = "reset"
    NAME_LOOKUP = "name-lookup"
    TLS = "tls"
    BAD_RESPONSE = "bad-response"
    SERVER_ERROR = "server-error"
    INTERNAL = "internal"
    PRIVATE_ADDRESS = "private-address"
    EXCLUDED = "excluded"
    ROBOTS = "robots"
    UNSUPPORTED = "unsupported"
    RUN_ENDED = "run-ended"


class LinkResult(Struct, frozen=True):
    """The answer for one URL, fragment included; no field holds a password or token of a URL.

    `code` is the last HTTP status; `final_url` where a chain of redirects ended; `chain` holds the URLs passed through,
    the first one included; `detail` says in words what happened, `advice` what a writer should do. `moved_to` is the
    address that permanent redirects name, with the fragment kept; `suggestion` a live page of the same site (or a name
    on the same page) that seems meant. Times are ISO 8601 in UTC: `checked_at`, `last_good` (when it last answered) and
    `first_failed` (since when it has not). `strikes` counts the separate days on which it failed since then.
    """

    url: str
    status: LinkStatus
    code: int | None = None
    final_url: str | None = None
    detail: str = ""
    checked_at: str | None = None
    chain: tuple[str, ...] = ()
    suggestion: str | None = None
    reason: Reason = Reason.ANSWERED
    advice: str = ""
    moved_to: str | None = None
    first_failed: str | None = None
    last_good: str | None = None
    strikes: int = 0

    @property
    def failed(self) -> bool:
        return self.status in (LinkStatus.BROKEN, LinkStatus.UNREACHABLE)


class HostPolicy(Struct, frozen=True):
    """How one host (and what lies below it) is asked.

    `requests_per_second` and `connections` bound the pace. `robots`: its robots.txt is obeyed. `get_only`: HEAD gets
    no true answer there. `fragments`: whether `#names` are on its pages as sent, not made by a script. `reason`: why.
    """

    host: str
    requests_per_second: float | None = None
    connections: int | None = None
    robots: bool = False
    get_only: bool = False
    fragments: bool = True
    reason: str = ""


class Policy(Struct, frozen=True):
    """How links are asked.

    `timeout_seconds` is all that one URL gets: every request, redirect, retry and pause that it needs. `run_seconds`
    bounds the run. `allow_private` holds networks that may be asked though they are not public; it comes from the
    person who runs the command, never from a file. `exclude` are globs over whole URLs. `max_age_hours` replaces the
    age that a result may have (72 hours where it is good). `ca_file` is a bundle of certificates to trust in place of
    the shipped one.
    """

    timeout_seconds: float = 10.0
    run_seconds: float = 900.0
    allow_private: tuple[Network, ...] = ()
    exclude: tuple[str, ...] = ()
    hosts: tuple[HostPolicy, ...] = ()
    max_age_hours: float | None = None
    workers: int = 96
    retry_pause_seconds: float = 1.0
    ca_file: str | None = None


class Progress(Struct, frozen=True):
    """How far a verification is: `total` URLs, of which `results` so far, counted by status."""

    total: int
    counts: Mapping[LinkStatus, int]
    last: LinkResult

    @property
    def done(self) -> int:
        return sum(self.counts.values())


class VerificationInterrupted(KeyboardInterrupt):
    """Ctrl-C while links were asked; `results` is what is known."""

    def __init__(self, results: dict[str, LinkResult]) -> None:
        super().__init__()
        self.results = results


def verify(
    urls: Iterable[str],
    known: Mapping[str, LinkResult],
    policy: Policy,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    now: Callable[[], datetime],
    on_request: Callable[[str], None] | None = None,
    transport: Transport | None = None,
) -> dict[str, LinkResult]:
    """What the web answers for each URL, by the URL as given; results in `known` that are young enough are taken.

    Each page is asked for once, whatever the fragments of its URLs. `now` gives the time in UTC; `on_progress` is
    called for every result, `on_request` with a line for each request. `transport` stands in for the network in tests.
    Raises VerificationInterrupted, with the results so far, on Ctrl-C.
    """
    from credlint.links.verification import Verification

    return Verification(policy, known, now, on_progress, on_request, transport).run(urls)


def fetch(
    urls: Iterable[str],
    policy: Policy,
    *,
    now: Callable[[], datetime],
    on_request: Callable[[str], None] | None = None,
    transport: Transport | None = None,
) -> dict[str, tuple[LinkResult, WebPage | None]]:
    """As `verify`, with the page that came for each URL; nothing remembered is taken. None: no page to read."""
    from credlint.links.verification import Verification

    pages: dict[str, WebPage] = {}
    results = Verification(policy, {}, now, None, on_request, transport, pages=pages).run(urls)
    return {url: (result, pages.get(url)) for url, result in results.items()}


def archived_copy(result: LinkResult) -> str | None:
    """Where the Wayback Machine would have an old copy of a page that is gone; it is not asked whether it has one."""
    if result.status is not LinkStatus.BROKEN or result.reason in (Reason.FRAGMENT_MISSING, Reason.MALFORMED):
        return None
    return f"https://web.archive.org/web/{result.url}"


def by_host(results: Iterable[LinkResult]) -> dict[str, Counter[LinkStatus]]:
    """How the links of each host fared, the host with most trouble first."""
    from credlint.links.url import host_of

    counts: dict[str, Counter[LinkStatus]] = {}
    for result in results:
        counts.setdefault(host_of(result.url), Counter())[result.status] += 1

    def trouble(item: tuple[str, Counter[LinkStatus]]) -> tuple[int, str]:
        host, count = item
        return -(count.total() - count[LinkStatus.OK] - count[LinkStatus.SKIPPED]), host

    return dict(sorted(counts.items(), key=trouble))
