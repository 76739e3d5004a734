"""A run over many URLs: who is asked in which order, by whom, and what all the answers together mean.

One thread owns everything: it deals out requests and takes in replies. The workers only send, so nothing is shared and
nothing is locked; what they wait for is bounded by a leash that this thread cuts.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from fnmatch import fnmatchcase
from queue import Empty, SimpleQueue
from zlib import crc32

from msgspec import Struct, field, structs

from credlint.escape import without_secrets
from credlint.links import Interrupted, LinkResult, LinkStatus, Policy, Progress, Reason
from credlint.links.contact import mail_problem, telephone_problem
from credlint.links.exchange import Answer, Fault, Leash, Reply, Transport
from credlint.links.inquiry import Again, Inquiry, Purpose, Verdict, said
from credlint.links.memory import is_fresh, with_history
from credlint.links.page import Page, alike, is_soft_not_found, missing_fragment, nearest_anchor, nearest_listed
from credlint.links.politeness import Pace, host_policy, robots_allow
from credlint.links.schedule import Schedule
from credlint.links.url import WebUrl, host_of, is_number, read, scheme_of

# Surely missing on any host, and the same each time, so that a host's answer to it can be kept.
MISSING_PATH = "/credlint-asks-for-a-page-that-is-surely-missing-7d1f0c"
_CLOSED = "User-agent: *\nDisallow: /"
# Past the end of a leash by this much, whoever still waits is left behind.
_GRACE = 0.5

_ADVICE = {
    Reason.REDIRECT: "link to the new address",
    Reason.NOT_FOUND: "replace the link, or remove it",
    Reason.GONE: "the page was removed on purpose: replace the link, or remove it",
    Reason.SOFT_NOT_FOUND: "look at the page: it seems to say that it does not exist",
    Reason.NO_SUCH_HOST: "check the spelling of the host; if it is right, the site is gone",
    Reason.REDIRECT_LOOP: "open it in a browser; if it fails there too, replace the link",
    Reason.FRAGMENT_MISSING: "link to a part that is on the page, or to the page itself",
    Reason.FAILED_FOR_DAYS: "replace the link, or remove it",
    Reason.MALFORMED: "correct the address",
    Reason.FORBIDDEN: "nothing, if it opens in a browser: programs are not let in",
    Reason.RATE_LIMITED: "ask again later, or set a slower pace for this host under [[links.hosts]]",
    Reason.BOT_WALL: "nothing, if it opens in a browser: programs are not let in",
    Reason.SIGN_IN: "make sure that readers can see it, or link to a public page",
    Reason.TIMEOUT: "try again later; if it stays slow, replace the link",
    Reason.REFUSED: "try again later; if it stays so, replace the link",
    Reason.RESET: "try again later; if it stays so, replace the link",
    Reason.NAME_LOOKUP: "check the connection of this machine and try again",
    Reason.TLS: "readers get a warning there: tell the site, or replace the link",
    Reason.BAD_RESPONSE: "open it in a browser; if it fails there too, replace the link",
    Reason.SERVER_ERROR: "try again later; if it stays so, replace the link",
    Reason.INTERNAL: "report this with the URL",
    Reason.PRIVATE_ADDRESS: "readers cannot reach it; whoever runs the check may allow it with --allow-private",
    Reason.RUN_ENDED: "run again: what is known already is kept",
}


class _Origin(Struct):
    """What was learnt of one scheme, host and port."""

    robots: str | None = None
    robots_asked: bool = False
    missing: Inquiry | None = None
    missing_asked: bool = False
    is_honest: bool | None = None
    waiting: list[Callable[[], None]] = field(default_factory=list)
    compared: list[Page] = field(default_factory=list)
    sitemap: str | None = None
    sitemap_asked: bool = False


class _Visit(Struct):
    inquiry: Inquiry
    leash: Leash
    host: str
    started: float


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
        pages: dict[str, Page] | None = None,
    ) -> None:
        self._policy, self._known, self._now = policy, known, now
        self._on_progress, self._on_request = on_progress, on_request
        self._transport = transport
        self._jitter = jitter
        # Where the pages themselves are wanted, they are put here.
        self._pages = pages
        self._results: dict[str, LinkResult] = {}
        self._counts: Counter[LinkStatus] = Counter()
        self._total = 0
        # By page: the URLs, as given, that its answer is for, each with its fragment.
        self._urls_of: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
        self._origins: defaultdict[str, _Origin] = defaultdict(_Origin)
        self._get_only: set[str] = set()
        self._schedule = Schedule(lambda host: Pace(host_policy(host, policy.hosts)))
        self._inbox: SimpleQueue[_Visit | None] = SimpleQueue()
        self._outbox: SimpleQueue[tuple[_Visit, Reply]] = SimpleQueue()
        self._visits: dict[int, _Visit] = {}
        self._workers = 0
        # Verdicts in a row, by host, that it wants to be asked no more.
        self._turned_away: Counter[str] = Counter()
        self._living: set[str] = set()
        self._nameless: set[str] = set()
        self._some_name_is_known = False

    def run(self, urls: Iterable[str]) -> dict[str, LinkResult]:
        wanted = list(dict.fromkeys(urls))
        self._total = len(wanted)
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
                    self._results[url] = structs.replace(self._results[url], suggestion=without_secrets(page))
            self._unless_offline()
        except KeyboardInterrupt:
            raise Interrupted({url: self._results[url] for url in wanted if url in self._results}) from None
        finally:
            for visit in self._visits.values():
                visit.leash.cut()
            for _ in range(self._workers):
                self._inbox.put(None)
        self._give_up()
        return {url: self._results[url] for url in wanted}

    def _begin(self, url: str) -> None:
        """Settles what needs no asking; the rest is put to the page that it belongs to."""
        scheme = scheme_of(url)
        before = self._known.get(url)
        if any(fnmatchcase(url, glob) for glob in self._policy.exclude):
            self._settle(url, Verdict(LinkStatus.SKIPPED, Reason.EXCLUDED, "is excluded by the configuration"))
        elif scheme in ("mailto", "tel"):
            problem = mail_problem(url) if scheme == "mailto" else telephone_problem(url)
            if problem:
                self._settle(url, Verdict(LinkStatus.BROKEN, Reason.MALFORMED, problem))
            else:
                self._settle(url, Verdict(LinkStatus.OK, Reason.ANSWERED, "is well formed"))
        elif scheme not in ("http", "https"):
            self._settle(url, Verdict(LinkStatus.SKIPPED, Reason.UNSUPPORTED, "is not an address of the web"))
        elif before is not None and is_fresh(before, self._now(), self._policy):
            self._finish(url, before)
        else:
            try:
                web = read(url)
            except ValueError as problem:
                self._settle(url, Verdict(LinkStatus.BROKEN, Reason.MALFORMED, f"is not a URL: {problem}"))
            else:
                self._urls_of[web.page][url] = web.fragment

    def _inquiry(self, start: WebUrl) -> Inquiry:
        has_fragments = any(self._urls_of[start.page].values())
        return Inquiry(
            start,
            self._policy.timeout_seconds,
            now=self._now,
            pause=self._retry_pause,
            wants_body=self._pages is not None
            or (has_fragments and host_policy(start.host, self._policy.hosts).fragments),
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
        while len(self._schedule) or self._visits:
            now = time.monotonic()
            if now >= ends:
                return
            while len(self._visits) < self._policy.workers and (inquiry := self._schedule.take(now)):
                self._send(inquiry, now)
            first_end = min((visit.leash.ends for visit in self._visits.values()), default=ends)
            patience = min(self._schedule.wait(now), first_end + 0.02 - now, ends - now, 0.5)
            try:
                visit, reply = self._outbox.get(timeout=max(patience, 0.001))
            except Empty:
                self._cut_overdue(time.monotonic())
            else:
                self._received(visit, reply)

    def _send(self, inquiry: Inquiry, now: float) -> None:
        if self._transport is None:
            from credlint.links.http import Http

            self._transport = Http(self._policy.allow_private, self._policy.ca_file)
        if inquiry.at.host in self._get_only:
            inquiry.method = "GET"
        visit = _Visit(inquiry, Leash(inquiry.allowance), inquiry.at.host, now)
        self._visits[id(visit)] = visit
        self._inbox.put(visit)
        if self._workers < len(self._visits):
            self._workers += 1
            threading.Thread(target=self._send_and_wait, daemon=True, name="credlint-links").start()

    def _send_and_wait(self) -> None:
        assert self._transport is not None
        while (visit := self._inbox.get()) is not None:
            try:
                reply = self._transport.send(visit.inquiry.request, visit.leash)
            except Exception as problem:
                reply = Fault(Reason.INTERNAL, f"could not be asked: {type(problem).__name__} inside credlint")
            self._outbox.put((visit, reply))

    def _cut_overdue(self, now: float) -> None:
        for visit in list(self._visits.values()):
            if now > visit.leash.ends:
                visit.leash.cut()
            if now > visit.leash.ends + _GRACE:
                # Its thread is stuck where no socket is; it is left behind, and another one takes its place.
                self._workers -= 1
                self._received(visit, Fault(Reason.TIMEOUT, "did not answer in time"))

    def _received(self, visit: _Visit, reply: Reply) -> None:
        if self._visits.pop(id(visit), None) is None:
            return
        inquiry, now = visit.inquiry, time.monotonic()
        seconds = now - visit.started
        if self._on_request is not None:
            self._on_request(_told(inquiry, reply, seconds))
        method = inquiry.method
        try:
            outcome = inquiry.hear(reply, seconds)
        except Exception as problem:  # a fault of ours in one answer must not cost the others
            detail = f"could not be judged: {type(problem).__name__} inside credlint"
            outcome = Verdict(LinkStatus.UNREACHABLE, Reason.INTERNAL, detail)
        pause = outcome.pause if isinstance(outcome, Again) else None
        self._schedule.ended(
            visit.host, now, limited=outcome.limited, pause=self._policy.timeout_seconds if pause is None else pause
        )
        if isinstance(reply, Fault) and reply.reason in (Reason.NO_SUCH_HOST, Reason.NAME_LOOKUP):
            self._nameless.add(visit.host)
        elif isinstance(reply, Answer) and not is_number(visit.host):
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
            self._settle(url, verdict, inquiry, fragment)

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
            if host_of(page) in self._nameless and url in self._results and self._results[url].failed
        ]
        if not lost or self._some_name_is_known or self._transport is None or self._transport.knows_names():
            return
        for url in lost:
            before = self._known.get(url)
            self._counts[self._results[url].status] -= 1
            self._counts[LinkStatus.UNREACHABLE] += 1
            self._results[url] = structs.replace(
                self._results[url],
                status=LinkStatus.UNREACHABLE,
                reason=Reason.NAME_LOOKUP,
                detail="could not be looked up: this machine cannot look up any name, so it seems to be offline",
                advice=_ADVICE[Reason.NAME_LOOKUP],
                first_failed=before.first_failed if before else None,
                last_good=before.last_good if before else None,
                strikes=before.strikes if before else 0,
            )

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
        page, other = Page(inquiry.body), Page(missing.body)
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

    def _settle(self, url: str, verdict: Verdict, inquiry: Inquiry | None = None, fragment: str | None = None) -> None:
        suggestion = None
        if inquiry is not None and inquiry.body is not None:
            page = Page(inquiry.body, inquiry.body_is_whole, inquiry.content_type)
            if self._pages is not None:
                self._pages[url] = page
            if fragment and verdict.status in (LinkStatus.OK, LinkStatus.MOVED):
                arrived = inquiry.at.fragment if inquiry.hops and inquiry.at.fragment else fragment
                missing = missing_fragment(page, arrived)
                if missing is not None:
                    near = nearest_anchor(page, arrived)
                    suggestion = f"{inquiry.at.page}#{near}" if near else None
                    detail = f"the page is there, but {missing}"
                    verdict = Verdict(LinkStatus.BROKEN, Reason.FRAGMENT_MISSING, detail, verdict.code)
        hops = inquiry.hops if inquiry is not None else []
        moved_to = _written(inquiry.moved_to, fragment) if inquiry is not None else None
        result = LinkResult(
            url=without_secrets(url),
            status=verdict.status,
            code=verdict.code,
            final_url=without_secrets(hops[-1][1].page) if hops else None,
            detail=without_secrets(verdict.detail),
            checked_at=self._now().isoformat(timespec="seconds"),
            chain=tuple(without_secrets(web.page) for web in (inquiry.start, *(web for _, web in hops)))
            if inquiry is not None and hops
            else (),
            suggestion=suggestion,
            reason=verdict.reason,
            advice=_ADVICE.get(verdict.reason, "") if verdict.status is not LinkStatus.OK else "",
            moved_to=moved_to if verdict.status is LinkStatus.MOVED else None,
        )
        self._finish(url, with_history(result, self._known.get(url)))

    def _finish(self, url: str, result: LinkResult) -> None:
        self._results[url] = result
        self._counts[result.status] += 1
        if self._on_progress is not None:
            self._on_progress(Progress(self._total, dict(self._counts), result))

    def _give_up(self) -> None:
        """What the run had no time for."""
        detail = f"was not asked: the {self._policy.run_seconds:g} s of the run were over"
        for urls in self._urls_of.values():
            for url in urls:
                if url not in self._results:
                    self._settle(url, Verdict(LinkStatus.SKIPPED, Reason.RUN_ENDED, detail))


def _written(url: WebUrl | None, fragment: str | None) -> str | None:
    """A URL for an article; None where it holds what is masked, because a masked one must not get into an article."""
    if url is None:
        return None
    text = url.page + (f"#{name}" if (name := url.fragment or fragment) else "")
    return text if without_secrets(text) == text else None


def _refuses(reply: Reply) -> bool:
    return isinstance(reply, Answer) and reply.status in (405, 501)


def _told(inquiry: Inquiry, reply: Reply, seconds: float) -> str:
    """A line about one request, for a person who wants to see each."""
    what = said(reply.status) if isinstance(reply, Answer) else f"{reply.reason}: {reply.detail}"
    return without_secrets(f"{inquiry.method} {inquiry.at.page}: {what} ({seconds * 1000:.0f} ms)")
