"""What a page says that matters to a link: its anchors, its words, whether it is an error page in disguise.

Pages are untrusted, so they are scanned by patterns that take linear time, not parsed: Python's HTML parser has
had quadratic cases, and to miss an anchor in a broken page would be a false alarm.
"""

from __future__ import annotations

import difflib
import html
import re
from functools import cached_property
from itertools import islice
from urllib.parse import unquote

from msgspec import Struct

from credlint import lazy_re
from credlint.links.url import WebUrl, read

# `[^<>]` ends at the next tag, so that no start is scanned for long.
_META = lazy_re.compile(r"<(?:meta|param|input|button|select|textarea|iframe)\b[^<>]*>", re.IGNORECASE)
_ANCHOR = lazy_re.compile(
    r"""(?<=[\s"'/])(?:id|name)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'<>`=]+))""", re.IGNORECASE
)
_COMMENT = (lazy_re.compile("<!--"), lazy_re.compile("-->"))
_UNSEEN = tuple(
    (lazy_re.compile(rf"<{name}\b", re.IGNORECASE), lazy_re.compile(rf"</{name}\s{{0,9}}>", re.IGNORECASE))
    for name in ("script", "style", "template", "head")
)
_TITLE = lazy_re.compile(r"<(title|h1)\b[^<>]*>", re.IGNORECASE)
_TAG = lazy_re.compile(r"<[^<>]*>")
_WORD = lazy_re.compile(r"\w+")
_LOC = lazy_re.compile(r"<loc>\s*([^<\s]{1,2000})\s*</loc>", re.IGNORECASE)
_TEXT_DIRECTIVE = lazy_re.compile(r"(?:^|&)text=([^&]+)")

# How sites say that a page is not there, as they say it in a title or a heading. "404" alone would also be an article
# about the error; it only counts together with a page that any made-up address gets as well.
_NOT_THERE = lazy_re.compile(
    "|".join(
        (
            r"\b404\b",
            r"\b(?:page|file|content|document|resource|site|url|path)\b[^.!?]{0,40}(?:\bnot\b|n['’]t\b|\bno longer\b)",
            r"\bnot (?:be )?found\b",
            r"\b(?:does|do) ?n(?:o|['’])t exist\b",
            r"\bno longer (?:available|exists?|here)\b",
            r"\bnothing (?:was )?(?:here|found)\b",
            r"\bdomain\b[^.!?]{0,30}\bfor sale\b",
            "nicht gefunden|introuvable|no encontrad[ao]|não encontrad[ao]|non trovat[ao]|niet gevonden",
            "не найден|見つかりません|找不到",
        )
    ),
    re.IGNORECASE,
)
_ERROR_PATH = lazy_re.compile(
    r"(?:^|[/_-])(?:404|not-?found|page-?not-?found|error|errors|missing)(?:\.\w+)?/?$", re.IGNORECASE
)
# Anchors that routers of single-page programs and viewers of documents make themselves.
_MADE_BY_PROGRAMS = lazy_re.compile(r"^(?:!|/|L\d|page=|nameddest=|t=|xywh=|svgView|issuecomment-|discussion_r)")


class WebPage(Struct, frozen=True, dict=True):
    """The text of a page; `is_whole`: all of it was received."""

    text: str
    is_whole: bool = True
    content_type: str = "text/html"

    @property
    def is_html(self) -> bool:
        kind = self.content_type.partition(";")[0].strip().lower()
        return kind in ("", "text/html", "application/xhtml+xml")

    @cached_property
    def anchors(self) -> frozenset[str]:
        text = _META.sub(" ", _without(self.text, *_COMMENT))
        return frozenset(html.unescape(a or b or c) for a, b, c in _ANCHOR.findall(text))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        text = _without(self.text[:200_000], *_COMMENT)
        found = []
        for match in islice(_TITLE.finditer(text), 10):
            inside = text[match.end() : match.end() + 1000]
            found.append(_plain(re.split(f"</{match[1]}", inside, maxsplit=1, flags=re.IGNORECASE)[0]))
        return tuple(found)

    @cached_property
    def words(self) -> str:
        """What a reader sees, in lower case, words by single spaces."""
        text = _without(self.text, *_COMMENT)
        for opening, closing in _UNSEEN:
            text = _without(text, opening, closing)
        return _plain(text).lower()

    @property
    def has_script(self) -> bool:
        return "<script" in self.text.lower()

    @property
    def is_shell(self) -> bool:
        """Whether its content seems to be made by a script, so that what is missing here may still be seen."""
        return self.has_script and len(_WORD.findall(self.words)) < 40


def missing_fragment(page: WebPage, fragment: str) -> str | None:
    """What of a fragment is not on a page, in words; None where it is there or where that cannot be known."""
    fragment, _, directive = fragment.partition(":~:")
    if not page.is_html or page.is_shell or not page.is_whole:
        return None
    if fragment and not _MADE_BY_PROGRAMS.match(fragment) and fragment.lower() != "top":
        name = unquote(fragment)
        if not {fragment, name, f"user-content-{name}"} & page.anchors:
            return f"there is no #{fragment} on it"
    for text in _TEXT_DIRECTIVE.findall(directive):
        if not _holds(page, text):
            return f"it does not hold the text “{unquote(text)[:80]}”"
    return None


def nearest_anchor(page: WebPage, fragment: str) -> str | None:
    """The anchor of the page that a missing one seems to mean."""
    names = [name for name in sorted(page.anchors) if len(name) <= 100][:500]
    close = difflib.get_close_matches(unquote(fragment.partition(":~:")[0])[:100], names, 1, 0.75)
    return close[0] if close else None


def is_soft_not_found(page: WebPage, url: WebUrl, missing: WebPage, missing_url: WebUrl, *, differs: bool) -> bool:
    """Whether a page that answered 200 is what its host shows for any address.

    `missing` is what came, from `missing_url`, for an address that surely does not exist. The same page for both is not
    enough: a single-page program sends one shell for every address. It must say so, or the redirect must end at a page
    for errors or the front page, or it is a page without scripts on a host where another page `differs` from it.
    """
    if url.page == missing_url.page:
        # A redirect brought it here.
        return url.is_root or bool(_ERROR_PATH.search(url.path)) or says_not_there(page)
    if not alike(page, missing):
        return False
    return says_not_there(page) or (differs and not page.has_script and bool(page.words))


def nearest_listed(sitemap: str, url: WebUrl) -> str | None:
    """The page of the same site in a sitemap whose path is nearest to that of a dead one."""
    listed: dict[str, str] = {}
    for match in _LOC.finditer(sitemap):
        try:
            found = read(html.unescape(match[1]))
        except ValueError:
            continue
        if found.host.removeprefix("www.") == url.host.removeprefix("www.") and found.page != url.page:
            listed.setdefault(unquote(found.path).rstrip("/").lower()[:300], found.page)
        if len(listed) >= 5000:
            break
    wanted = unquote(url.path).rstrip("/").lower()[:300]
    name_words = set(_WORD.findall(wanted.rpartition("/")[2]))
    shared = {path: len(name_words.intersection(_WORD.findall(path.rpartition("/")[2]))) for path in listed}
    likely = sorted((path for path in shared if shared[path]), key=lambda path: (-shared[path], path))[:100]
    close = difflib.get_close_matches(wanted, likely, 1, 0.8)
    if not close:
        close = [
            path for path in likely if len(name_words) > 1 and path.rpartition("/")[2] == wanted.rpartition("/")[2]
        ]
    return listed[close[0]] if close else None


def says_not_there(page: WebPage) -> bool:
    """Whether its title, headings or first words say that it does not exist; an article about that may say so too."""
    return any(_NOT_THERE.search(title) for title in page.titles) or bool(_NOT_THERE.search(page.words[:400]))


def alike(one: WebPage, other: WebPage) -> bool:
    """Whether two pages show the same but for a few words, such as the address that was asked for."""
    if one.text == other.text:
        return True
    first, second = set(_WORD.findall(one.words)), set(_WORD.findall(other.words))
    if not first or not second:
        return not first and not second and one.titles == other.titles
    return len(first & second) >= 0.85 * max(len(first), len(second))


def _holds(page: WebPage, directive: str) -> bool:
    """Whether the start and end of a text directive (`[prefix-,]start[,end][,-suffix]`) are on the page."""
    parts = [part for part in directive.split(",") if not part.endswith("-") and not part.startswith("-")]
    return all(" ".join(unquote(part).lower().split()) in page.words for part in parts)


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """The text less all from an opening to the next closing; in linear time, which `.*?` between the two is not."""
    parts: list[str] = []
    at = 0
    while begin := opening.search(text, at):
        end = closing.search(text, begin.end())
        if end is None:
            break
        parts.append(text[at : begin.start()])
        at = end.end()
    return " ".join([*parts, text[at:]])


def _plain(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())
