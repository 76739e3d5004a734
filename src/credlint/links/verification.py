"""A run over many URLs: who is asked in which order, by whom, and what all the answers together mean.

One thread owns everything: it deals out requests and takes in replies. The `senders` only send, so nothing is shared
and nothing is locked; what they wait for is bounded by a scope that this thread cancels.
"""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from fnmatch import fnmatchcase
from zlib import crc32

from msgspec import Struct, field

from credlint.escape import without_secrets
from credlint.links import Interrupted, LinkResult, LinkStatus, Policy, Progress, Reason
from credlint.links.contact import mail_problem, telephone_problem
from credlint.links.exchange import Fault, Reply, Response, Transport
from credlint.links.inquiry import Again, Inquiry, Purpose, Verdict, said
from credlint.links.memory import is_fresh
from credlint.links.page import WebPage, alike, is_soft_not_found, nearest_listed
from credlint.links.politeness import Pace, host_policy, robots_allow
from credlint.links.results import Results
from credlint.links.schedule import Schedule
from credlint.links.senders import Senders, Visit
from credlint.links.url import WebUrl, host_of, is_number, read, scheme_of

# Surely missing on any host, and the same each time, so that a host's answer to it can be kept.
MISSING_PATH = "/credlint-asks-for-a-page-that-is-surely-missing-7d1f0c"
_CLOSED = "User-agent: *\nDisallow: /"


class _Origin(Struct):
    """What was learnt of one scheme, host and port."""

    robots: str | None = None
    robots_asked: bool = False
    missing: Inquiry | None = None
    missing_asked: bool = False
    is_honest: bool | None = None
    waiting: list[Callable[[], None]] = field(default_factory=list)
    compared: list[WebPage] = field(default_factory=list)
    sitemap: str | None = None
    sitemap_asked: bool = False


class Verification:
    """One run; `run` may be called once. See `credlint.links.verify` for the arguments."""

    def __init__(
        self,
        policy: Policy,
        known: Mapping[str, LinkResult],
        now: Callable[[], datetime],
        on_progress: Callable[[Progress], None] | None = None,
        on_request: Callable[[str], None] | None = None,
        transport: Transport | None = None,
        jitter: Callable[[], float] = random.random,
        pages: dict[str, WebPage] | None = None,
    ) -> None:
        self._policy, self._known, self._now, self._jitter = policy, known, now, jitter
        self._wants_pages = pages is not None
        self._on_request = on_request
        self._results = Results(known, now, on_progress, pages)
        self._senders = Senders(lambda: transport or _http(policy))
        # By page: the URLs, as given, that its answer is for, each with its fragment.
        self._urls_of: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
        self._origins: defaultdict[str, _Origin] = defaultdict(_Origin)
        self._get_only: set[str] = set()
        self._schedule = Schedule(lambda host: Pace(host_policy(host, policy.hosts)))
        # Verdicts in a row, by host, that it wants to be asked no more.
        self._turned_away: Counter[str] = Counter()
        self._living: set[str] = set()
        self._nameless: set[str] = set()
        self._some_name_is_known = False

    def run(self, urls: Iterable[str]) -> dict[str, LinkResult]:
        wanted = list(dict.fromkeys(urls))
        self._results.total = len(wanted)
        started = time.monotonic()
        try:
            for url in wanted:
                self._begin(url)
            # In no order, so that no part of a site is asked for in one go.
            for page in sorted(self._urls_of, key=lambda page: crc32(page.encode())):
                self._ask(self._inquiry(read(page)))
            self._work(started + self._policy.run_seconds)
            likely = self._likely_pages()
            self._work(started + self._policy.run_seconds)
            for url, page in likely.items():
                if page in self._living:
                    self._results.suggest(url, page)
            self._unless_offline()
        except KeyboardInterrupt:
            raise Interrupted(self._results.of(wanted)) from None
        finally:
            self._senders.stop()
        self._give_up()
        return self._results.of(wanted)

    def _begin(self, url: str) -> None:
        """Settles what needs no asking; the rest is put to the page that it belongs to."""
        scheme = scheme_of(url)
        before = self._known.get(url)
        if any(fnmatchcase(url, glob) for glob in self._policy.exclude):
            self._results.settle(url, Verdict(LinkStatus.SKIPPED, Reason.EXCLUDED, "is excluded by the configuration"))
        elif scheme in ("mailto", "tel"):
            problem = mail_problem(url) if scheme == "mailto" else telephone_problem(url)
            if problem:
                self._results.settle(url, Verdict(LinkStatus.BROKEN, Reason.MALFORMED, problem))
            else:
                self._results.settle(url, Verdict(LinkStatus.OK, Reason.ANSWERED, "is well formed"))
        elif scheme not in ("http", "https"):
            self._results.settle(url, Verdict(LinkStatus.SKIPPED, Reason.UNSUPPORTED, "is not an address of the web"))
        elif before is not None and is_fresh(before, self._now(), self._policy):
            self._results.take(url, before)
        else:
            try:
                web = read(url)
            except ValueError as problem:
                self._results.settle(url, Verdict(LinkStatus.BROKEN, Reason.MALFORMED, f"is not a URL: {problem}"))
            else:
                self._urls_of[web.page][url] = web.fragment

    def _inquiry(self, start: WebUrl) -> Inquiry:
        has_fragments = any(self._urls_of[start.page].values())
        return Inquiry(
            start,
            self._policy.timeout_seconds,
            now=self._now,
            pause=self._retry_pause,
            wants_body=self._wants_pages or (has_fragments and host_policy(start.host, self._policy.hosts).fragments),
        )

    def _side_inquiry(self, inquiry: Inquiry, path: str, purpose: Purpose) -> Inquiry:
        """A question to the host of another one, within the time that is left to that."""
        origin = inquiry.at.origin if purpose is Purpose.ROBOTS else inquiry.start.origin
        start = read(origin + path)
        return Inquiry(start, inquiry.left, now=self._now, pause=self._retry_pause, purpose=purpose, wants_body=True)

    def _retry_pause(self) -> float:
        return self._policy.retry_pause_seconds * (0.5 + self._jitter())

    def _ask(self, inquiry: Inquiry, *, pause: float | None = None, in_front: bool = False) -> None:
        host = inquiry.at.host
        if self._turned_away[host] >= 2:
            detail = f"was not asked: {host} says that it is asked too often"
            self._judged(inquiry, Verdict(LinkStatus.BLOCKED, Reason.RATE_LIMITED, detail, 429))
            return
        policy = host_policy(host, self._policy.hosts)
        if policy.get_only:
            self._get_only.add(host)
        if policy.robots and inquiry.purpose is not Purpose.ROBOTS and not self._may_by_robots(inquiry):
            return
        self._schedule.add(inquiry, time.monotonic(), pause=pause, in_front=in_front)

    def _may_by_robots(self, inquiry: Inquiry) -> bool:
        """Whether robots.txt lets it be asked now; if not, it is settled, or waits until robots.txt is there."""
        origin = self._origins[inquiry.at.origin]
        if origin.robots is None:
            origin.waiting.append(lambda: self._ask(inquiry, in_front=True))
            if not origin.robots_asked:
                origin.robots_asked = True
                self._ask(self._side_inquiry(inquiry, "/robots.txt", Purpose.ROBOTS), in_front=True)
            return False
        if robots_allow(origin.robots, "credlint", inquiry.at.page):
            return True
        self._judged(inquiry, Verdict(LinkStatus.SKIPPED, Reason.ROBOTS, "is closed to programs by its robots.txt"))
        return False

    def _work(self, ends: float) -> None:
        """Deals out requests and takes in replies until nothing waits or the run's time is over."""
        while len(self._schedule) or len(self._senders):
            now = time.monotonic()
            if now >= ends:
                return
            while len(self._senders) < self._policy.workers and (inquiry := self._schedule.take(now)):
                if inquiry.at.host in self._get_only:
                    inquiry.method = "GET"
                self._senders.send(inquiry, now)
            first_end = self._senders.next_end(ends)
            patience = min(self._schedule.wait(now), first_end + 0.02 - now, ends - now, 0.5)
            for visit, reply in self._senders.replies(max(patience, 0.001)):
                self._received(visit, reply)

    def _received(self, visit: Visit, reply: Reply) -> None:
        inquiry, now = visit.inquiry, time.monotonic()
        seconds = now - visit.started
        if self._on_request is not None:
            self._on_request(_told(inquiry, reply, seconds))
        method = inquiry.method
        try:
            outcome = inquiry.receive(reply, seconds)
        except Exception as problem:  # a fault of ours in one answer must not cost the others
            detail = f"could not be judged: {type(problem).__name__} inside credlint"
            outcome = Verdict(LinkStatus.UNREACHABLE, Reason.INTERNAL, detail)
        pause = outcome.pause if isinstance(outcome, Again) else None
        self._schedule.ended(
            visit.host, now, limited=outcome.limited, pause=self._policy.timeout_seconds if pause is None else pause
        )
        if isinstance(reply, Fault) and reply.reason in (Reason.NO_SUCH_HOST, Reason.NAME_LOOKUP):
            self._nameless.add(visit.host)
        elif isinstance(reply, Response) and not is_number(visit.host):
            self._some_name_is_known = True
        timed_out = isinstance(reply, Fault) and reply.reason is Reason.TIMEOUT
        if inquiry.head_was_wrong or (method == "HEAD" and (timed_out or _refuses(reply))):
            self._get_only.add(visit.host)
        if isinstance(outcome, Again):
            self._ask(inquiry, pause=outcome.pause, in_front=outcome.pause is None)
            return
        self._turned_away[visit.host] = self._turned_away[visit.host] + 1 if outcome.limited else 0
        self._judged(inquiry, outcome)
        if self._turned_away[visit.host] == 2:
            for other in self._schedule.drain(visit.host):
                self._ask(other)

    def _judged(self, inquiry: Inquiry, verdict: Verdict) -> None:
        origin = self._origins[inquiry.start.origin]
        match inquiry.purpose:
            case Purpose.LINK:
                self._judged_link(inquiry, verdict, origin)
            case Purpose.MISSING:
                origin.missing = inquiry
                lives = verdict.status in (LinkStatus.OK, LinkStatus.MOVED)
                self._found_honest(origin, not (lives and inquiry.body is not None))
            case Purpose.ROBOTS:
                # RFC 9309, 2.3.1: one that cannot be had forbids everything, one that is not there nothing.
                unknown = verdict.status is LinkStatus.UNREACHABLE
                origin.robots = _CLOSED if unknown else inquiry.body or ""
                self._go_on(origin)
            case Purpose.SITEMAP:
                origin.sitemap = inquiry.body
            case Purpose.SUGGESTION:
                if verdict.status is LinkStatus.OK:
                    self._living.add(inquiry.start.page)

    def _judged_link(self, inquiry: Inquiry, verdict: Verdict, origin: _Origin) -> None:
        if verdict.reason in (Reason.NOT_FOUND, Reason.GONE):
            if not origin.missing_asked:
                origin.missing_asked = True
                self._found_honest(origin, True)
            if not origin.sitemap_asked:
                origin.sitemap_asked = True
                self._ask(self._side_inquiry(inquiry, "/sitemap.xml", Purpose.SITEMAP))
        elif verdict.status in (LinkStatus.OK, LinkStatus.MOVED) and not inquiry.start.is_root:
            if origin.is_honest is None:
                origin.waiting.append(lambda: self._judged_link(inquiry, verdict, origin))
                if not origin.missing_asked:
                    origin.missing_asked = True
                    self._ask(self._side_inquiry(inquiry, MISSING_PATH, Purpose.MISSING), in_front=True)
                return
            if not origin.is_honest:
                if not inquiry.wants_body and inquiry.left > self._policy.timeout_seconds / 4:
                    inquiry.ask_for_body()
                    self._ask(inquiry)
                    return
                verdict = self._without_disguise(inquiry, verdict, origin)
        for url, fragment in self._urls_of[inquiry.start.page].items():
            self._results.settle(url, verdict, inquiry, fragment)

    def _likely_pages(self) -> dict[str, str]:
        """For dead links, the page in their site's sitemap that seems meant; each is asked whether it lives."""
        likely: dict[str, str] = {}
        for urls in list(self._urls_of.values()):
            for url in urls:
                result = self._results.get(url)
                if result is None or result.reason not in (Reason.NOT_FOUND, Reason.GONE, Reason.SOFT_NOT_FOUND):
                    continue
                web = read(url)
                page = nearest_listed(self._origins[web.origin].sitemap or "", web)
                if page is not None:
                    likely[url] = page
        for page in dict.fromkeys(likely.values()):
            seconds = min(1.0, self._policy.timeout_seconds / 4)
            inquiry = Inquiry(read(page), seconds, now=self._now, purpose=Purpose.SUGGESTION)
            inquiry.method = "GET"
            self._ask(inquiry)
        return likely

    def _unless_offline(self) -> None:
        """On a machine that knows no names at all no host seems to exist; then nothing was learnt of any link."""
        lost = [
            url
            for page, urls in self._urls_of.items()
            for url in urls
            if host_of(page) in self._nameless and (result := self._results.get(url)) and result.failed
        ]
        transport = self._senders.transport
        if not lost or self._some_name_is_known or transport is None or transport.knows_names():
            return
        detail = "could not be looked up: this machine cannot look up any name, so it seems to be offline"
        for url in lost:
            self._results.take_back(url, Reason.NAME_LOOKUP, detail)

    def _found_honest(self, origin: _Origin, honest: bool) -> None:
        """It is known whether the host says of a missing page that it is missing; those who waited for that go on."""
        origin.is_honest = honest
        self._go_on(origin)

    def _go_on(self, origin: _Origin) -> None:
        waiting, origin.waiting = origin.waiting, []
        for step in waiting:
            step()

    def _without_disguise(self, inquiry: Inquiry, verdict: Verdict, origin: _Origin) -> Verdict:
        """The verdict, or a broken one where the host shows for this address what it shows for any."""
        missing = origin.missing
        if missing is None or missing.body is None or inquiry.body is None:
            return verdict
        if inquiry.at.page == missing.at.page and not inquiry.hops:
            return verdict
        page, other = WebPage(inquiry.body), WebPage(missing.body)
        if not alike(page, other):
            origin.compared.append(page)
        if not is_soft_not_found(page, inquiry.at, other, missing.at, differs=bool(origin.compared)):
            return verdict
        what = (
            f"answers {said(verdict.code or 200)}, but with the page that it shows for any address that does not exist"
        )
        if inquiry.hops:
            what = f"redirects to {inquiry.at.page}, as any address does there that does not exist"
        return Verdict(LinkStatus.BROKEN, Reason.SOFT_NOT_FOUND, f"{inquiry.start.host} {what}", verdict.code)

    def _give_up(self) -> None:
        """What the run had no time for."""
        detail = f"was not asked: the {self._policy.run_seconds:g} s of the run were over"
        for urls in self._urls_of.values():
            for url in urls:
                if url not in self._results:
                    self._results.settle(url, Verdict(LinkStatus.SKIPPED, Reason.RUN_ENDED, detail))


def _http(policy: Policy) -> Transport:
    from credlint.links.http import Http  # and with it all that speaks TLS

    return Http(policy.allow_private, policy.ca_file)


def _refuses(reply: Reply) -> bool:
    return isinstance(reply, Response) and reply.status in (405, 501)


def _told(inquiry: Inquiry, reply: Reply, seconds: float) -> str:
    """A line about one request, for a person who wants to see each."""
    what = said(reply.status) if isinstance(reply, Response) else f"{reply.reason}: {reply.detail}"
    return without_secrets(f"{inquiry.method} {inquiry.at.page}: {what} ({seconds * 1000:.0f} ms)")
