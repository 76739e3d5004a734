"""The redirects from a link to the page that it leads to, and what they mean for the verdict."""

from __future__ import annotations

from credlint.links import LinkStatus, Reason
from credlint.links.exchange import Response
from credlint.links.url import WebUrl, joined, read, scheme_of
from credlint.links.verdict import LinkVerdict, status_phrase

MAX_HOPS = 5
_STATUSES = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
# Schemes that no browser follows a redirect of the web to.
_NEVER_FOLLOWED = ("about", "blob", "data", "file", "ftp", "gopher", "javascript", "")
_SIGN_IN = ("login", "log-in", "signin", "sign-in", "sign_in", "sso", "authwall", "oauth2", "auth")


class Redirects:
    """A chain of redirects; `hops` are the status and the target of each."""

    def __init__(self, start: WebUrl) -> None:
        self.start = start
        self.hops: list[tuple[int, WebUrl]] = []

    @property
    def at(self) -> WebUrl:
        """Where they have led so far."""
        return self.hops[-1][1] if self.hops else self.start

    @property
    def moved_to(self) -> WebUrl | None:
        """Where permanent redirects led, as far as they are the first ones of the chain."""
        target = None
        for status, url in self.hops:
            if status not in _PERMANENT:
                break
            target = url
        return target

    @property
    def host_in_words(self) -> str:
        """The beginning of a sentence about what the host at the end answers."""
        return f"redirects to {self.at.page}, and {self.at.host}" if self.hops else self.at.host

    def follow(self, response: Response, *, sets_cookies: bool) -> LinkVerdict | None:
        """Adds the redirect of a response; returns a verdict where it should not be followed."""
        status = response.status
        try:
            target = joined(self.at, response.headers["location"])
            scheme = scheme_of(target)
            url = read(target) if scheme in ("http", "https") else None
        except ValueError as problem:
            detail = f"{self.host_in_words} redirects to what is not a URL: {problem}"
            return LinkVerdict(LinkStatus.UNREACHABLE, Reason.BAD_RESPONSE, detail, status)
        if url is None:
            outcome = LinkStatus.BROKEN if scheme in _NEVER_FOLLOWED else LinkStatus.SKIPPED
            detail = f"{self.host_in_words} redirects out of the web, to a {scheme}: address"
            return LinkVerdict(outcome, Reason.UNSUPPORTED, detail, status)
        is_circle = url.page in [self.start.page, *(hop.page for _, hop in self.hops)]
        self.hops.append((status, url))
        if not is_circle and len(self.hops) <= MAX_HOPS:
            return None
        if sets_cookies:
            detail = f"{self.start.host} redirects on and on until a cookie is kept, which a browser does"
            return LinkVerdict(LinkStatus.BLOCKED, Reason.BOT_WALL, detail, status)
        what = "redirects in a circle" if is_circle else f"still redirects after {MAX_HOPS} redirects"
        return LinkVerdict(LinkStatus.BROKEN, Reason.REDIRECT_LOOP, f"{self.start.host} {what}", status)

    def arrived(self, status: int) -> LinkVerdict:
        """The verdict where the page at the end answered with a good status."""
        if not self.hops:
            return LinkVerdict(LinkStatus.OK, Reason.ANSWERED, f"answers {status_phrase(status)}", status)
        if _asks_to_sign_in(self.at) and not _asks_to_sign_in(self.start):
            detail = f"leads to a page where one signs in: {self.at.page}"
            return LinkVerdict(LinkStatus.BLOCKED, Reason.SIGN_IN, detail, status)
        detail = f"redirects to {self.at.page}, which answers {status_phrase(status)}"
        if self.start.scheme == "https" and any(url.scheme == "http" for _, url in self.hops):
            detail += "; on the way the connection is not encrypted"
        if self.moved_to is None:
            return LinkVerdict(LinkStatus.OK, Reason.REDIRECT, detail, status)
        return LinkVerdict(LinkStatus.MOVED, Reason.REDIRECT, f"permanently {detail}", status)


def is_redirect(response: Response) -> bool:
    return response.status in _STATUSES and "location" in response.headers


def _asks_to_sign_in(url: WebUrl) -> bool:
    parts = url.path.lower().strip("/").split("/")
    return any(part.partition(".")[0] in _SIGN_IN for part in parts)
