"""What one inline text holds, in positions of that text."""

from __future__ import annotations

import html as entities
import re

from mistune.helpers import unescape_char
from mistune.util import unescape
from msgspec import Struct

from credlint import lazy_re
from credlint.document import LinkKind, html

_LINE = lazy_re.compile(r"\S[^\n]*")
_EMAIL = lazy_re.compile(r"(?<![\w.+/@-])[A-Za-z0-9._+-]++@[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)++(?<![-_])")
_LONGEST_USER = 200

# Read as a blank, or as a mark that is no part of the sentence: white space entities and footnote references.
_NOT_READ = lazy_re.compile(r"&(?:nbsp|ensp|emsp|thinsp|zwnj|shy|#160|#xA0|#8239|#x202F);|\[\^[^\]\s]{1,100}\]", re.I)


class FoundLink(Struct):
    """A link in positions of the inline text. `target` is None for a reference, whose `key` names the definition."""

    kind: LinkKind
    start: int
    end: int
    target: tuple[int, int] | None
    url: str
    text: str
    text_start: int | None = None
    text_end: int | None = None
    key: str | None = None


class _OpenTag(Struct):
    name: str
    start: int
    inner_start: int
    words: int
    href: str | None
    target: tuple[int, int]


class Inline:
    """What one inline text holds, collected from left to right by its reader.

    `kept`: ranges that are read as prose, each within one line. `words`: the text as read, in pieces. `hidden`,
    `in_link` and `in_image` count what is open around the place that is being read.
    """

    __slots__ = (
        "anchors",
        "comments",
        "hidden",
        "in_image",
        "in_link",
        "kept",
        "links",
        "open_tags",
        "special",
        "src",
        "strong",
        "words",
    )  # fmt: skip

    def __init__(self, src: str) -> None:
        self.src = src
        self.kept: list[tuple[int, int]] = []
        self.words: list[str] = []
        self.strong: list[tuple[int, int]] = []
        self.links: list[FoundLink] = []
        self.anchors: list[tuple[str, int, int]] = []
        self.comments: list[tuple[int, int]] = []
        self.hidden = 0
        self.in_link = 0
        self.in_image = 0
        self.open_tags: list[_OpenTag] = []
        self.special = "&" in src or "@" in src or "[^" in src

    @property
    def text(self) -> str:
        return entities.unescape("".join(self.words))

    def keep(self, start: int, end: int) -> None:
        """Keeps a piece of text without what is not read in it; an e-mail address in it is a link."""
        if not self.special:
            if start < end and not self.hidden:
                self.kept.append((start, end))
            return
        if not self.hidden:
            at = start
            for found in _NOT_READ.finditer(self.src, start, end):
                if at < found.start():
                    self.kept.append((at, found.start()))
                at = found.end()
            if at < end:
                self.kept.append((at, end))
        if not self.in_link and not self.in_image:
            for found in _EMAIL.finditer(self.src, start, end):
                span = found.span()
                word = self.src[max(span[0] - _LONGEST_USER, 0) : span[0]].rpartition(" ")[2]
                if "//" in word:  # the password of a URL
                    continue
                self.links.append(
                    FoundLink(LinkKind.BARE, *span, span, "mailto:" + found.group(), found.group(), *span)
                )

    def lines(self, start: int, end: int) -> None:
        """Text without any marks."""
        for line in _LINE.finditer(self.src, start, end):
            self.words.append(line.group())
            self.keep(*line.span())

    def autolink(self, start: int, end: int, *, mail: bool) -> None:
        raw = self.src[start + 1 : end - 1]
        self.words.append(raw)
        if not self.in_link and not self.in_image:
            inner = (start + 1, end - 1)
            url = ("mailto:" if mail else "") + unescape(raw)
            self.links.append(FoundLink(LinkKind.AUTOLINK, start, end, inner, url, raw, *inner))

    def bare(self, start: int, end: int) -> None:
        raw = self.src[start:end]
        self.words.append(raw)
        if not self.in_link and not self.in_image:
            url = ("" if "://" in raw else "http://") + unescape(raw)
            self.links.append(FoundLink(LinkKind.BARE, start, end, (start, end), url, raw, start, end))

    def begin_link(self, is_image: bool) -> tuple[int, int]:
        """The argument of `end_link`: how much was found before."""
        self.in_image += is_image
        self.hidden += is_image
        self.in_link += not is_image
        return len(self.words), len(self.links)

    def end_link(
        self,
        began: tuple[int, int],
        kind: LinkKind,
        span: tuple[int, int],
        target: tuple[int, int] | None,
        url: str,
        text: tuple[int, int],
        key: str | None = None,
    ) -> None:
        words, place = began
        is_image = kind is LinkKind.IMAGE
        self.in_image -= is_image
        self.hidden -= is_image
        self.in_link -= not is_image
        if not self.in_image and (is_image or not self.in_link):
            said = entities.unescape("".join(self.words[words:]))
            self.links.insert(place, FoundLink(kind, *span, target, url, said, *text, key))
        if is_image and not self.in_link:
            # The alternative text names a link that is only an image; anywhere else it is not read.
            del self.words[words:]

    def markup(self, start: int, end: int) -> None:
        """A comment or tag of HTML; what else there is (a declaration) says nothing."""
        raw = self.src[start:end]
        if raw.startswith("<!--"):
            self.comments.append((start, end))
            return
        for tag in html.scan(raw):
            self.tag(tag, start, end)
            return

    def tag(self, tag: html.Markup, offset: int, end: int) -> None:
        """A tag in a text that begins at `offset`; `end` is the end of the tag."""
        name, start = tag.name.lower(), offset + tag.start
        if tag.closes:
            for index in range(len(self.open_tags) - 1, -1, -1):
                if self.open_tags[index].name == name:
                    self.hidden -= name in html.NOT_PROSE
                    self._close_tag(self.open_tags.pop(index), start, end)
                    break
            return
        self.anchors += [(at.value, offset + at.start, offset + at.end) for at in html.anchor_names(tag)]
        source = html.image_source(tag)
        if source:
            alt = tag.attribute("alt")
            target = (offset + source.start, offset + source.end)
            url = source.value.strip()
            self.links.append(FoundLink(LinkKind.HTML_IMAGE, start, end, target, url, alt.value if alt else ""))
        href = html.link_target(tag)
        if href is None and name not in html.NOT_PROSE and name not in html.STRONG:
            return
        target_range = (offset + href.start, offset + href.end) if href else (0, 0)
        opened = _OpenTag(name, start, end, len(self.words), href.value.strip() if href else None, target_range)
        if tag.attributes.endswith("/"):
            self._close_tag(opened, end, end)
        else:
            self.hidden += name in html.NOT_PROSE
            self.open_tags.append(opened)

    def _close_tag(self, tag: _OpenTag, inner_end: int, end: int) -> None:
        if tag.name in html.STRONG and inner_end > tag.inner_start:
            self.strong.append((tag.inner_start, inner_end))
        if tag.href is None:
            return
        inner = (tag.inner_start, inner_end) if inner_end > tag.inner_start else (None, None)
        text = entities.unescape("".join(self.words[tag.words :])) if inner[0] else ""
        self.links.append(FoundLink(LinkKind.HTML, tag.start, end, tag.target, tag.href, text, *inner))

    def close(self) -> None:
        """The end of the text: what HTML left open ends where it began."""
        for tag in self.open_tags:
            self._close_tag(tag, tag.inner_start, tag.inner_start)


def read_html(src: str) -> Inline:
    """A block of raw HTML: what stands between its tags is read as it is, without Markdown."""
    found = Inline(src)
    pos = 0
    for markup in html.scan(src):
        found.lines(pos, markup.start)
        pos = markup.end
        if markup.is_comment:
            found.comments.append((markup.start, markup.end))
        elif markup.name:
            found.tag(markup, 0, markup.end)
    found.lines(pos, len(src))
    found.close()
    return found


def undo_escapes(href: str) -> str:
    """A destination as a browser gets it."""
    if "\\" in href:
        href = unescape_char(href)
    return unescape(href)
