"""Links of an article that lead to the web or are placeholders, and the words for their results."""

from __future__ import annotations

import re
from collections.abc import Iterator

from credlint import lazy_re
from credlint.article import Article
from credlint.document import Link, LinkKind
from credlint.finding import Applicability, Edit, Fix, Severity
from credlint.links import LinkResult, LinkStatus, Reason, archived_copy
from credlint.links.url import WebUrl, is_web, read
from credlint.rule import Problem
from credlint.world import World

_FILLERS = lazy_re.compile(
    r"#|https?:(?://)?|(?:your[-_ ]?)?(?:url|link|href)(?:[-_ ]?(?:goes[-_ ]?)?here)?"
    r"|insert[-_ ]?(?:url|link)(?:[-_ ]?here)?|to-?do|tbd|tba|fixme|xxx+|placeholder|\.{3}|…|javascript:.*",
    re.IGNORECASE,
)
_RESERVED = lazy_re.compile(r"(?:https?:)?//(?:www\.)?example\.(?:com|org|net)/?", re.IGNORECASE)
_YOURS = lazy_re.compile(
    r"(?:https?:)?//(?:www\.)?(?:your|my)[-_]?(?:own[-_]?)?(?:domain|site|website|url)\.[a-z]+(?:[/?#].*)?",
    re.IGNORECASE,
)


def placeholder(url: str) -> str | None:
    """What is wrong with an address that was to be filled in later; None for any other."""
    url = url.strip()
    if _FILLERS.fullmatch(url):
        return "is not an address"
    if _RESERVED.fullmatch(url):
        return "is kept free for examples (RFC 2606)"
    if _YOURS.fullmatch(url):
        return "stands for an address that was to be filled in"
    return None


def places(article: Article) -> Iterator[Link]:
    """The links of an article, one for each place where an address is written; references share a definition's."""
    seen = set()
    for link in article.document.links:
        if link.kind is not LinkKind.REFERENCE and link.target.start not in seen:
            seen.add(link.target.start)
            yield link


def web_links(article: Article) -> Iterator[tuple[Link, WebUrl]]:
    """The links and images that are on the web, with their addresses read; what cannot be read is left out."""
    for link in places(article):
        if is_web(link.url):
            try:
                url = read(link.url)
            except ValueError:
                continue
            yield link, url


def answered(article: Article, world: World, *statuses: LinkStatus) -> Iterator[tuple[Link, LinkResult]]:
    """The links whose result has one of these statuses."""
    for link in places(article) if world.links else ():
        result = world.links.get(link.url)
        if result is not None and result.status in statuses and result.reason is not Reason.MALFORMED:
            yield link, result


def problem(link: Link, result: LinkResult, what: str, *, severity: Severity | None = None) -> Problem:
    """The problem that a rule reports for a result: what it is, since when, and what to do."""
    message = f"`{result.url}` {what}: {result.detail}{_since(result)}"
    advice = result.advice or "open it in a browser"
    fix = None
    if result.suggestion is not None:
        advice += f"; `{result.suggestion}` seems to be meant"
        fix = replacing(link, result.suggestion, Applicability.SUGGESTION)
    if archive := archived_copy(result):
        advice += f"; an old copy may be at {archive}"
    return Problem(link.target, message, advice, severity=severity, fix=fix)


def replacing(link: Link, url: str, applicability: Applicability) -> Fix:
    return Fix(f"link to {url}", applicability, (Edit(link.target, url),))


def _since(result: LinkResult) -> str:
    notes = [f"asked {_day(result.checked_at)}"] if result.checked_at else []
    if result.failed and result.first_failed and _day(result.first_failed) != _day(result.checked_at):
        notes.append(f"failing since {_day(result.first_failed)}")
    if result.failed and result.last_good:
        notes.append(f"last good {_day(result.last_good)}")
    return f" ({', '.join(notes)})" if notes else ""


def _day(time: str | None) -> str:
    return (time or "")[:10]
