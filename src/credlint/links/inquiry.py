"""From the answers for one page to a verdict: HEAD or GET, redirects, what is asked again, what a status means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from http import HTTPStatus

from msgspec import Struct

from credlint.links import LinkStatus, Reason
from credlint.links.exchange import Fault, Reply, Request, Response
from credlint.links.politeness import retry_after
from credlint.links.url import WebUrl, joined, read, scheme_of

MAX_HOPS = 5
# A request and two more: enough for a HEAD that fails, a GET that fails and one more after a pause.
MAX_TRIES = 3
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
# Schemes that no browser follows a redirect of the web to.
_NEVER_FOLLOWED = ("about", "blob", "data", "file", "ftp", "gopher", "javascript", "")
_SIGN_IN = ("login", "log-in", "signin", "sign-in", "sign_in", "sso", "authwall", "oauth2", "auth")


class Purpose(Enum):
    """Why it is asked: for a link, or for what is needed to judge links."""

    LINK = "link"
    MISSING = "surely missing"
    ROBOTS = "robots.txt"
    SITEMAP = "sitemap"
    SUGGESTION = "suggestion"


class Again(Struct, frozen=True):
    """Ask on: at once (None), or after a pause in seconds and after everything else. `limited`: asked too often."""

    pause: float | None = None
    limited: bool = False


class LinkVerdict(Struct, frozen=True):
    status: LinkStatus
    reason: Reason
    detail: str
    code: int | None = None
    limited: bool = False


class Inquiry:
    """One page being asked for, from the first request to the verdict.

    `left` is what remains of the seconds that it may take: requests and the pauses between them count, waiting for its
    turn does not. `pause` makes the seconds before something is tried again.
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
        self.start = self.at = start
        self.purpose = purpose
        self.wants_body = wants_body
        self.method = "GET" if wants_body else "HEAD"
        self.hops: list[tuple[int, WebUrl]] = []
        self.body: str | None = None
        self.body_is_whole = False
        self.content_type = ""
        self.head_was_wrong = False
        self.left = self._seconds = seconds
        self._now, self._pause = now, pause
        self._tries = 0
        self._cookies = False
        self._head_status: int | None = None

    @property
    def request(self) -> Request:
        return Request(self.method, self.at.page, self.wants_body)

    @property
    def allowance(self) -> float:
        """The seconds that the next request may take; a HEAD that hangs leaves most of them to a GET."""
        return self.left if self.method == "GET" else min(self.left, self._seconds / 4)

    @property
    def moved_to(self) -> WebUrl | None:
        """Where permanent redirects led, as far as they are the first ones of the chain."""
        target = None
        for status, url in self.hops:
            if status not in _PERMANENT:
                break
            target = url
        return target

    def ask_for_body(self) -> None:
        """Begins anew with a GET of the whole page, within the time that is left."""
        self.at, self.hops, self.method, self.wants_body = self.start, [], "GET", True

    def receive(self, reply: Reply, seconds: float) -> LinkVerdict | Again:
        """What a reply that took so many seconds means: a verdict, or that `request` is to be sent."""
        self.left = max(0.0, self.left - seconds)
        return self._fault(reply) if isinstance(reply, Fault) else self._response(reply)

    def _fault(self, fault: Fault) -> LinkVerdict | Again:
        detail = f"{self._who} {fault.detail}"
        match fault.reason:
            case Reason.PRIVATE_ADDRESS:
                return LinkVerdict(LinkStatus.SKIPPED, fault.reason, detail)
            case Reason.TLS | Reason.INTERNAL:
                return LinkVerdict(LinkStatus.UNREACHABLE, fault.reason, detail)
        self._tries += 1
        if self.method == "HEAD":
            self._get_instead()
            if fault.reason in (Reason.TIMEOUT, Reason.BAD_RESPONSE) and self.left > 0:
                return Again()
        elif self._tries >= MAX_TRIES - 1:
            return self._given_up(fault.reason, detail)
        pause = self._pause()
        return self._again(pause) if pause < self.left else self._given_up(fault.reason, detail)

    def _given_up(self, reason: Reason, detail: str) -> LinkVerdict:
        status = LinkStatus.BROKEN if reason is Reason.NO_SUCH_HOST else LinkStatus.UNREACHABLE
        if reason is Reason.TIMEOUT:
            detail += f" (deadline {self._seconds:g} s)"
        return LinkVerdict(status, reason, detail)

    def _response(self, response: Response) -> LinkVerdict | Again:
        self._cookies = self._cookies or "set-cookie" in response.headers
        status = response.status
        if status in _REDIRECTS and "location" in response.headers:
            return self._follow(status, response.headers["location"])
        if self.method == "HEAD" and status != 429 and (response.stray or not 200 <= status < 300):
            self._head_status = status
            self._get_instead()
            pause = retry_after(response.headers.get("retry-after"), self._now()) if status == 503 else None
            return Again() if pause is None else self._paused(pause, response)
        if self.method == "GET" and self._head_status is not None and 200 <= status < 300:
            # Only what is about the method: an outage that ended between the two says nothing about HEAD.
            self.head_was_wrong = self._head_status < 500 or self._head_status == 501
        if 200 <= status < 300 or status == 300:
            self.body, self.body_is_whole = response.body, response.is_whole
            self.content_type = response.headers.get("content-type", "")
            return self._arrived(status)
        return self._refused(status, response)

    def _follow(self, status: int, location: str) -> LinkVerdict | Again:
        try:
            target = joined(self.at, location)
            scheme = scheme_of(target)
            url = read(target) if scheme in ("http", "https") else None
        except ValueError as problem:
            detail = f"{self._who} redirects to what is not a URL: {problem}"
            return LinkVerdict(LinkStatus.UNREACHABLE, Reason.BAD_RESPONSE, detail, status)
        if url is None:
            broken = scheme in _NEVER_FOLLOWED
            return LinkVerdict(
                LinkStatus.BROKEN if broken else LinkStatus.SKIPPED,
                Reason.UNSUPPORTED,
                f"{self._who} redirects out of the web, to a {scheme}: address",
                status,
            )
        seen = [self.start.page, *(hop.page for _, hop in self.hops)]
        self.hops.append((status, url))
        if url.page in seen or len(self.hops) > MAX_HOPS:
            return self._circle(status, in_circle=url.page in seen)
        self.at = url
        return Again()

    def _circle(self, status: int, *, in_circle: bool) -> LinkVerdict:
        if self._cookies:
            return LinkVerdict(
                LinkStatus.BLOCKED,
                Reason.BOT_WALL,
                f"{self.start.host} redirects on and on until a cookie is kept, which a browser does",
                status,
            )
        what = "redirects in a circle" if in_circle else f"still redirects after {MAX_HOPS} redirects"
        return LinkVerdict(LinkStatus.BROKEN, Reason.REDIRECT_LOOP, f"{self.start.host} {what}", status)

    def _arrived(self, status: int) -> LinkVerdict:
        if not self.hops:
            return LinkVerdict(LinkStatus.OK, Reason.ANSWERED, f"answers {said(status)}", status)
        if _asks_to_sign_in(self.at) and not _asks_to_sign_in(self.start):
            return LinkVerdict(
                LinkStatus.BLOCKED, Reason.SIGN_IN, f"leads to a page where one signs in: {self.at.page}", status
            )
        what = f"redirects to {self.at.page}, which answers {said(status)}"
        if self.start.scheme == "https" and any(url.scheme == "http" for _, url in self.hops):
            what += "; on the way the connection is not encrypted"
        if self.moved_to is None:
            return LinkVerdict(LinkStatus.OK, Reason.REDIRECT, what, status)
        return LinkVerdict(LinkStatus.MOVED, Reason.REDIRECT, f"permanently {what}", status)

    def _refused(self, status: int, response: Response) -> LinkVerdict | Again:
        detail = f"{self._who} answers {said(status)}"
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
        detail = f"{self._who} answers {said(response.status)}"
        if pause >= self.left:
            detail += f" and wants to be asked again in {pause:.0f} s, which is later than this run waits"
        if limited:
            return LinkVerdict(LinkStatus.BLOCKED, Reason.RATE_LIMITED, detail, response.status, limited=True)
        return LinkVerdict(LinkStatus.UNREACHABLE, Reason.SERVER_ERROR, detail, response.status)

    def _again(self, pause: float, limited: bool = False) -> Again:
        self.left -= pause
        return Again(pause, limited)

    def _get_instead(self) -> None:
        self.method = "GET"

    @property
    def _who(self) -> str:
        return f"redirects to {self.at.page}, and {self.at.host}" if self.hops else self.at.host


def said(status: int) -> str:
    """A status in words of the standard; the server's own words are not repeated."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _asks_to_sign_in(url: WebUrl) -> bool:
    parts = url.path.lower().strip("/").split("/")
    return any(part.partition(".")[0] in _SIGN_IN for part in parts)
