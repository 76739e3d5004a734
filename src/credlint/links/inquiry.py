"""From the replies for one page to a verdict: HEAD or GET, redirects, retries, and what a status means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum

from msgspec import Struct

from credlint.links import LinkStatus, Reason
from credlint.links.exchange import Fault, Reply, Request, Response
from credlint.links.page import WebPage
from credlint.links.politeness import retry_after
from credlint.links.redirects import Redirects, is_redirect
from credlint.links.url import WebUrl
from credlint.links.verdict import LinkVerdict, status_phrase

# A request and two more: enough for a HEAD that fails, a GET that fails and one more after a pause.
MAX_TRIES = 3


class Purpose(Enum):
    """Why a page is asked for: because of a link, or for what is needed to judge links."""

    LINK = "link"
    MISSING = "surely missing"
    ROBOTS = "robots.txt"
    SITEMAP = "sitemap"
    SUGGESTION = "suggestion"


class Again(Struct, frozen=True):
    """Send the next request: at once (None), or after a pause in seconds and after everything else.

    `limited`: the host said that it is asked too often.
    """

    pause: float | None = None
    limited: bool = False


class Inquiry:
    """One page being asked for, from the first request to the verdict.

    `left` is what remains of the seconds that it may take: requests and the pauses between them count, waiting for its
    turn does not. `pause` makes the seconds before something is tried again. `page` is what came, where the body was
    wanted. `head_was_wrong`: a GET succeeded where a HEAD had failed.
    """

    def __init__(
        self,
        start: WebUrl,
        seconds: float,
        *,
        now: Callable[[], datetime],
        pause: Callable[[], float] = lambda: 1.0,
        purpose: Purpose = Purpose.LINK,
        wants_body: bool = False,
    ) -> None:
        self.redirects = Redirects(start)
        self.purpose = purpose
        self.wants_body = wants_body
        self.method = "GET" if wants_body else "HEAD"
        self.page: WebPage | None = None
        self.head_was_wrong = False
        self.left = self._seconds = seconds
        self._now, self._pause = now, pause
        self._tries = 0
        self._sets_cookies = False
        self._head_status: int | None = None

    @property
    def start(self) -> WebUrl:
        return self.redirects.start

    @property
    def at(self) -> WebUrl:
        return self.redirects.at

    @property
    def request(self) -> Request:
        return Request(self.method, self.at.page, self.wants_body)

    @property
    def allowance(self) -> float:
        """The seconds that the next request may take; a HEAD that hangs leaves most of them to a GET."""
        return self.left if self.method == "GET" else min(self.left, self._seconds / 4)

    def ask_for_body(self) -> None:
        """Starts again with a GET of the whole page, within the time that is left."""
        self.redirects, self.method, self.wants_body = Redirects(self.start), "GET", True

    def receive(self, reply: Reply, seconds: float) -> LinkVerdict | Again:
        """What a reply that took so many seconds means: a verdict, or that `request` is to be sent."""
        self.left = max(0.0, self.left - seconds)
        return self._fault(reply) if isinstance(reply, Fault) else self._response(reply)

    def _fault(self, fault: Fault) -> LinkVerdict | Again:
        detail = f"{self.redirects.host_in_words} {fault.detail}"
        match fault.reason:
            case Reason.PRIVATE_ADDRESS:
                return LinkVerdict(LinkStatus.SKIPPED, fault.reason, detail)
            case Reason.TLS | Reason.INTERNAL:
                return LinkVerdict(LinkStatus.UNREACHABLE, fault.reason, detail)
        self._tries += 1
        may_retry = self._tries < MAX_TRIES - 1
        if self.method == "HEAD":
            self.method = "GET"
            may_retry = True
            if fault.reason in (Reason.TIMEOUT, Reason.BAD_RESPONSE) and self.left > 0:
                return Again()
        pause = self._pause()
        if may_retry and pause < self.left:
            return self._again(pause)
        if fault.reason is Reason.TIMEOUT:
            detail += f" (deadline {self._seconds:g} s)"
        status = LinkStatus.BROKEN if fault.reason is Reason.NO_SUCH_HOST else LinkStatus.UNREACHABLE
        return LinkVerdict(status, fault.reason, detail)

    def _response(self, response: Response) -> LinkVerdict | Again:
        self._sets_cookies = self._sets_cookies or "set-cookie" in response.headers
        if is_redirect(response):
            return self.redirects.follow(response, sets_cookies=self._sets_cookies) or Again()
        status = response.status
        is_good = 200 <= status < 300
        if self.method == "HEAD" and status != 429 and (response.stray or not is_good):
            self._head_status = status
            self.method = "GET"
            pause = retry_after(response.headers.get("retry-after"), self._now()) if status == 503 else None
            return Again() if pause is None else self._paused(pause, response)
        if self.method == "GET" and self._head_status is not None and is_good:
            # Only what is about the method: an outage that ended between the two says nothing about HEAD.
            self.head_was_wrong = self._head_status < 500 or self._head_status == 501
        if is_good or status == 300:
            if response.body is not None:
                self.page = WebPage(response.body, response.is_whole, response.headers.get("content-type", ""))
            return self.redirects.arrived(status)
        return self._refused(response)

    def _refused(self, response: Response) -> LinkVerdict | Again:
        status = response.status
        detail = f"{self.redirects.host_in_words} answers {status_phrase(status)}"
        if status in (404, 410):
            reason = Reason.NOT_FOUND if status == 404 else Reason.GONE
            return LinkVerdict(LinkStatus.BROKEN, reason, detail, status)
        if "cf-mitigated" in response.headers or status == 999:
            detail += ": a wall against programs, which lets people through"
            return LinkVerdict(LinkStatus.BLOCKED, Reason.BOT_WALL, detail, status)
        if status == 429 or (status == 503 and "retry-after" in response.headers):
            pause = retry_after(response.headers.get("retry-after"), self._now())
            return self._paused(self._pause() if pause is None else pause, response)
        if status in (408, 425) or 500 <= status < 600:
            self._tries += 1
            pause = self._pause()
            if self._tries < MAX_TRIES - 1 and pause < self.left:
                return self._again(pause)
            return LinkVerdict(LinkStatus.UNREACHABLE, Reason.SERVER_ERROR, detail, status)
        if 400 <= status < 500:
            return LinkVerdict(LinkStatus.BLOCKED, Reason.FORBIDDEN, detail, status)
        return LinkVerdict(LinkStatus.UNREACHABLE, Reason.BAD_RESPONSE, f"{detail}, which is not an answer", status)

    def _paused(self, pause: float, response: Response) -> LinkVerdict | Again:
        """The host wants to be asked later; it is, if that is within the time of this page."""
        self._tries += 1
        limited = response.status == 429
        if self._tries < MAX_TRIES and pause < self.left:
            return self._again(pause, limited)
        detail = f"{self.redirects.host_in_words} answers {status_phrase(response.status)}"
        if pause >= self.left:
            detail += f" and wants to be asked again in {pause:.0f} s, which is later than this run waits"
        if limited:
            return LinkVerdict(LinkStatus.BLOCKED, Reason.RATE_LIMITED, detail, response.status, limited=True)
        return LinkVerdict(LinkStatus.UNREACHABLE, Reason.SERVER_ERROR, detail, response.status)

    def _again(self, pause: float, limited: bool = False) -> Again:
        self.left -= pause
        return Again(pause, limited)
