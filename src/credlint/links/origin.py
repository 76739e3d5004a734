"""What a run learns of one scheme, host and port beside the links to it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from credlint.links import LinkStatus, Reason
from credlint.links.inquiry import Inquiry, Purpose
from credlint.links.page import WebPage, alike, is_soft_not_found
from credlint.links.verdict import LinkVerdict, status_phrase

PATHS = {
    Purpose.ROBOTS: "/robots.txt",
    Purpose.SITEMAP: "/sitemap.xml",
    # The same on every host and in every run, so that a host's answer to it can be cached.
    Purpose.MISSING: "/credlint-asks-for-a-page-that-is-surely-missing-7d1f0c",
}
_CLOSED = "User-agent: *\nDisallow: /"


class Origin(Struct):
    """`asked`: what it has been asked for. `reports_missing`: whether it says of a missing page that it is missing.

    `missing` is the inquiry for a page that surely does not exist; `compared` are pages that differ from what that
    brought. `waiting` are the steps that go on once robots.txt, or `reports_missing`, is known.
    """

    asked: set[Purpose] = field(default_factory=set)
    robots: str | None = None
    sitemap: str = ""
    missing: Inquiry | None = None
    reports_missing: bool | None = None
    compared: list[WebPage] = field(default_factory=list)
    waiting: list[Callable[[], None]] = field(default_factory=list)

    def learn(self, inquiry: Inquiry, verdict: LinkVerdict) -> None:
        """Takes in what came of a question of our own."""
        match inquiry.purpose:
            case Purpose.ROBOTS:
                # RFC 9309, 2.3.1: one that cannot be had forbids everything, one that is not there nothing.
                unknown = verdict.status is LinkStatus.UNREACHABLE
                self.robots = _CLOSED if unknown else inquiry.page.text if inquiry.page else ""
                self.proceed()
            case Purpose.MISSING:
                is_there = verdict.status in (LinkStatus.OK, LinkStatus.MOVED) and inquiry.page is not None
                self.missing, self.reports_missing = inquiry, not is_there
                self.proceed()
            case Purpose.SITEMAP:
                self.sitemap = inquiry.page.text if inquiry.page else ""

    def proceed(self) -> None:
        """Takes the steps that were waiting."""
        waiting, self.waiting = self.waiting, []
        for step in waiting:
            step()

    def checked_for_soft_404(self, inquiry: Inquiry, verdict: LinkVerdict) -> LinkVerdict:
        """The verdict, or a broken one where the host shows for this address what it shows for any."""
        missing = self.missing
        if missing is None or missing.page is None or inquiry.page is None:
            return verdict
        redirected = bool(inquiry.redirects.hops)
        if inquiry.at.page == missing.at.page and not redirected:
            return verdict
        page, other = inquiry.page, missing.page
        if not alike(page, other):
            self.compared.append(page)
        if not is_soft_not_found(page, inquiry.at, other, missing.at, differs=bool(self.compared)):
            return verdict
        if redirected:
            what = f"redirects to {inquiry.at.page}, as any address does there that does not exist"
        else:
            status = status_phrase(verdict.code or 200)
            what = f"answers {status}, but with the page that it shows for any address that does not exist"
        return LinkVerdict(LinkStatus.BROKEN, Reason.SOFT_NOT_FOUND, f"{inquiry.start.host} {what}", verdict.code)
