"""The results of a run: verdicts with the history of their URLs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec import structs

from credlint.escape import without_secrets
from credlint.links import LinkResult, LinkStatus, Progress, Reason
from credlint.links.inquiry import Inquiry
from credlint.links.memory import with_history
from credlint.links.page import WebPage, missing_fragment, nearest_anchor
from credlint.links.url import WebUrl
from credlint.links.verdict import LinkVerdict

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
    Reason.PRIVATE_ADDRESS: "readers cannot reach it; --allow-private allows the check",
    Reason.RUN_ENDED: "run again: what is known already is kept",
}


class Results:
    """By URL as given. `known` are the results of earlier runs; `on_progress` is called for each of `total` results.

    `pages` takes the pages themselves, where they are wanted.
    """

    total = 0

    def __init__(
        self,
        known: Mapping[str, LinkResult],
        now: Callable[[], datetime],
        on_progress: Callable[[Progress], None] | None,
        pages: dict[str, WebPage] | None,
    ) -> None:
        self._known, self._now = known, now
        self._on_progress, self._pages = on_progress, pages
        self._of: dict[str, LinkResult] = {}
        self._counts: Counter[LinkStatus] = Counter()

    def __contains__(self, url: str) -> bool:
        return url in self._of

    def get(self, url: str) -> LinkResult | None:
        return self._of.get(url)

    def of(self, urls: Iterable[str]) -> dict[str, LinkResult]:
        """Those of the URLs that have one, in the order of the URLs."""
        return {url: self._of[url] for url in urls if url in self._of}

    def settle(
        self, url: str, verdict: LinkVerdict, inquiry: Inquiry | None = None, fragment: str | None = None
    ) -> None:
        """Records a verdict; with the inquiry that it is from, its page is searched for the fragment."""
        suggestion = None
        if inquiry is not None and inquiry.page is not None:
            if self._pages is not None:
                self._pages[url] = inquiry.page
            if fragment and verdict.status in (LinkStatus.OK, LinkStatus.MOVED):
                verdict, suggestion = _at_fragment(verdict, inquiry, inquiry.page, fragment)
        hops = inquiry.redirects.hops if inquiry is not None else []
        moved_to = _written(inquiry.redirects.moved_to, fragment) if inquiry is not None else None
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
        self.add(url, with_history(result, self._known.get(url)))

    def add(self, url: str, result: LinkResult) -> None:
        """A result as it is: what an earlier run learnt."""
        self._of[url] = result
        self._counts[result.status] += 1
        if self._on_progress is not None:
            self._on_progress(Progress(self.total, dict(self._counts), result))

    def suggest(self, url: str, page: str) -> None:
        self._of[url] = structs.replace(self._of[url], suggestion=without_secrets(page))

    def retract(self, url: str, reason: Reason, detail: str) -> None:
        """Undoes a result: the URL is `unreachable`, and its history is as it was before the run."""
        before = self._known.get(url)
        self._counts[self._of[url].status] -= 1
        self._counts[LinkStatus.UNREACHABLE] += 1
        self._of[url] = structs.replace(
            self._of[url],
            status=LinkStatus.UNREACHABLE,
            reason=reason,
            detail=detail,
            advice=_ADVICE[reason],
            first_failed=before.first_failed if before else None,
            last_good=before.last_good if before else None,
            strikes=before.strikes if before else 0,
        )


def _at_fragment(
    verdict: LinkVerdict, inquiry: Inquiry, page: WebPage, fragment: str
) -> tuple[LinkVerdict, str | None]:
    """The verdict on a part of a page that is there, and the part that seems meant where it is missing."""
    arrived = inquiry.at.fragment if inquiry.redirects.hops and inquiry.at.fragment else fragment
    missing = missing_fragment(page, arrived)
    if missing is None:
        return verdict, None
    near = nearest_anchor(page, arrived)
    detail = f"the page is there, but {missing}"
    broken = LinkVerdict(LinkStatus.BROKEN, Reason.FRAGMENT_MISSING, detail, verdict.code)
    return broken, f"{inquiry.at.page}#{near}" if near else None


def _written(url: WebUrl | None, fragment: str | None) -> str | None:
    """A URL for an article; None where it holds what is masked, because a masked one must not get into an article."""
    if url is None:
        return None
    text = url.page + (f"#{name}" if (name := url.fragment or fragment) else "")
    return text if without_secrets(text) == text else None
