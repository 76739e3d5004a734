"""What can be said of a URL without a request."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from credlint.links import LinkStatus, Reason
from credlint.links.contact import mail_problem, telephone_problem
from credlint.links.url import scheme_of
from credlint.links.verdict import LinkVerdict


def verdict_without_request(url: str, exclude: Iterable[str]) -> LinkVerdict | None:
    """The verdict on a URL that one of the globs excludes, or that is none of the web; None for any other."""
    if any(fnmatchcase(url, glob) for glob in exclude):
        return LinkVerdict(LinkStatus.SKIPPED, Reason.EXCLUDED, "is excluded by the configuration")
    scheme = scheme_of(url)
    if scheme in ("http", "https"):
        return None
    if scheme not in ("mailto", "tel"):
        return LinkVerdict(LinkStatus.SKIPPED, Reason.UNSUPPORTED, "is not an address of the web")
    problem = mail_problem(url) if scheme == "mailto" else telephone_problem(url)
    if problem:
        return LinkVerdict(LinkStatus.BROKEN, Reason.MALFORMED, problem)
    return LinkVerdict(LinkStatus.OK, Reason.ANSWERED, "is well formed")
