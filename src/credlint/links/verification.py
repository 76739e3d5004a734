"""A run over many URLs: what has to be asked, and what all the replies together mean."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from zlib import crc32

from credlint.links import LinkResult, LinkStatus, Policy, Progress, Reason, VerificationInterrupted
from credlint.links.dispatch import Dispatcher
from credlint.links.exchange import Transport
from credlint.links.inquiry import Again, Inquiry, Purpose
from credlint.links.memory import is_fresh
from credlint.links.origin import PATHS, Origin
from credlint.links.page import WebPage, nearest_listed
from credlint.links.politeness import robots_allow
from credlint.links.results import Results
from credlint.links.unasked import verdict_without_request
from credlint.links.url import WebUrl, host_of, read
from credlint.links.verdict import LinkVerdict


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
        self._results = Results(known, now, on_progress, pages)
        self._dispatcher = Dispatcher(policy, lambda: transport or _http(policy), on_request)
        # By page: the URLs, as given, that its answer is for, each with its fragment.
        self._urls_of: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
        self._origins: defaultdict[str, Origin] = defaultdict(Origin)
        self._live_suggestions: set[str] = set()

    def run(self, urls: Iterable[str]) -> dict[str, LinkResult]:
        wanted = list(dict.fromkeys(urls))
        self._results.total = len(wanted)
        ends = time.monotonic() + self._policy.run_seconds
        try:
            for url in wanted:
                self._begin(url)
            # In a scattered order, so that no part of a site is requested in one go.
            for page in sorted(self._urls_of, key=lambda page: crc32(page.encode())):
                self._ask(self._inquiry(read(page)))
            self._work(ends)
            self._suggest_pages(ends)
            self._unless_offline()
        except KeyboardInterrupt:
            raise VerificationInterrupted(self._results.of(wanted)) from None
        finally:
            self._dispatcher.stop()
        self._give_up()
        return self._results.of(wanted)

    def _begin(self, url: str) -> None:
        """Settles a URL that needs no request; any other is listed under its page."""
        verdict, known = verdict_without_request(url, self._policy.exclude), self._known.get(url)
        if verdict is not None:
            self._results.settle(url, verdict)
        elif known is not None and is_fresh(known, self._now(), self._policy):
            self._results.add(url, known)
        else:
            try:
                web = read(url)
            except ValueError as problem:
                detail = f"is not a URL: {problem}"
                self._results.settle(url, LinkVerdict(LinkStatus.BROKEN, Reason.MALFORMED, detail))
            else:
                self._urls_of[web.page][url] = web.fragment

    def _inquiry(self, start: WebUrl) -> Inquiry:
        has_fragments = any(self._urls_of[start.page].values())
        return Inquiry(
            start,
            self._policy.timeout_seconds,
            now=self._now,
            pause=self._retry_pause,
            wants_body=self._wants_pages or (has_fragments and self._dispatcher.policy_of(start.host).fragments),
        )

    def _retry_pause(self) -> float:
        return self._policy.retry_pause_seconds * (0.5 + self._jitter())

    def _work(self, until: float) -> None:
        for inquiry, outcome in self._dispatcher.outcomes(until):
            if isinstance(outcome, Again):
                self._ask(inquiry, pause=outcome.pause, in_front=outcome.pause is None)
            else:
                self._judged(inquiry, outcome)

    def _ask(self, inquiry: Inquiry, *, pause: float | None = None, in_front: bool = False) -> None:
        """Queues the next request of an inquiry, if its host and the host's robots.txt let us."""
        host = inquiry.at.host
        if refused := self._dispatcher.refusal(host):
            self._judged(inquiry, refused)
            return
        obeys_robots = self._dispatcher.policy_of(host).robots and inquiry.purpose is not Purpose.ROBOTS
        if not obeys_robots or self._may_by_robots(inquiry):
            self._dispatcher.add(inquiry, pause=pause, in_front=in_front)

    def _ask_once(self, origin: Origin, inquiry: Inquiry, purpose: Purpose) -> None:
        """Asks the host of an inquiry for a page of our own choice, within the time that is left to the inquiry."""
        if purpose in origin.asked:
            return
        origin.asked.add(purpose)
        where = inquiry.at if purpose is Purpose.ROBOTS else inquiry.start
        own = Inquiry(
            read(where.origin + PATHS[purpose]),
            inquiry.left,
            now=self._now,
            pause=self._retry_pause,
            purpose=purpose,
            wants_body=True,
        )
        self._ask(own, in_front=purpose is not Purpose.SITEMAP)  # nothing waits for a sitemap

    def _may_by_robots(self, inquiry: Inquiry) -> bool:
        """Whether robots.txt lets it be asked now; if not, it is settled, or waits until robots.txt is there."""
        origin = self._origins[inquiry.at.origin]
        if origin.robots is None:
            origin.waiting.append(lambda: self._ask(inquiry, in_front=True))
            self._ask_once(origin, inquiry, Purpose.ROBOTS)
            return False
        if robots_allow(origin.robots, "credlint", inquiry.at.page):
            return True
        self._judged(inquiry, LinkVerdict(LinkStatus.SKIPPED, Reason.ROBOTS, "may not be checked, by its robots.txt"))
        return False

    def _judged(self, inquiry: Inquiry, verdict: LinkVerdict) -> None:
        origin = self._origins[inquiry.start.origin]
        if inquiry.purpose is Purpose.LINK:
            self._judged_link(inquiry, verdict, origin)
        elif inquiry.purpose is not Purpose.SUGGESTION:
            origin.learn(inquiry, verdict)
        elif verdict.status is LinkStatus.OK:
            self._live_suggestions.add(inquiry.start.page)

    def _judged_link(self, inquiry: Inquiry, verdict: LinkVerdict, origin: Origin) -> None:
        if verdict.reason in (Reason.NOT_FOUND, Reason.GONE):
            if Purpose.MISSING not in origin.asked:
                origin.asked.add(Purpose.MISSING)
                origin.reports_missing = True
                origin.proceed()
            self._ask_once(origin, inquiry, Purpose.SITEMAP)
        elif verdict.status in (LinkStatus.OK, LinkStatus.MOVED) and not inquiry.start.is_root:
            if origin.reports_missing is None:
                origin.waiting.append(lambda: self._judged_link(inquiry, verdict, origin))
                self._ask_once(origin, inquiry, Purpose.MISSING)
                return
            if not origin.reports_missing:
                if not inquiry.wants_body and inquiry.left > self._policy.timeout_seconds / 4:
                    inquiry.ask_for_body()
                    self._ask(inquiry)
                    return
                verdict = origin.checked_for_soft_404(inquiry, verdict)
        for url, fragment in self._urls_of[inquiry.start.page].items():
            self._results.settle(url, verdict, inquiry, fragment)

    def _suggest_pages(self, ends: float) -> None:
        """For each dead link, the page in its site's sitemap that seems meant, if that is live."""
        suggested: dict[str, str] = {}
        for url in (url for urls in self._urls_of.values() for url in urls):
            result = self._results.get(url)
            if result is None or result.reason not in (Reason.NOT_FOUND, Reason.GONE, Reason.SOFT_NOT_FOUND):
                continue
            web = read(url)
            page = nearest_listed(self._origins[web.origin].sitemap, web)
            if page is not None:
                suggested[url] = page
        for page in dict.fromkeys(suggested.values()):
            seconds = min(1.0, self._policy.timeout_seconds / 4)
            inquiry = Inquiry(read(page), seconds, now=self._now, purpose=Purpose.SUGGESTION)
            inquiry.method = "GET"
            self._ask(inquiry)
        self._work(ends)
        for url, page in suggested.items():
            if page in self._live_suggestions:
                self._results.suggest(url, page)

    def _unless_offline(self) -> None:
        """Retracts failures on a machine that cannot look up any name, where no host seems to exist."""
        lost = [
            url
            for page, urls in self._urls_of.items()
            for url in urls
            if self._dispatcher.is_unresolved(host_of(page)) and (result := self._results.get(url)) and result.failed
        ]
        if lost and self._dispatcher.is_offline():
            detail = "could not be looked up: this machine cannot look up any name and seems to be offline"
            for url in lost:
                self._results.retract(url, Reason.NAME_LOOKUP, detail)

    def _give_up(self) -> None:
        """What the run had no time for."""
        detail = f"was not checked: the run's {self._policy.run_seconds:g} s were over"
        for urls in self._urls_of.values():
            for url in urls:
                if url not in self._results:
                    self._results.settle(url, LinkVerdict(LinkStatus.SKIPPED, Reason.RUN_ENDED, detail))


def _http(policy: Policy) -> Transport:
    from credlint.links.http import Http  # imports all that TLS needs

    return Http(policy.allow_private, policy.ca_file)
