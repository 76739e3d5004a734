"""mistune's inline parser, and the walk that finds out where its tokens stand.

The walk consumes the inline text from left to right along the finished tokens: a text consumes its characters (two for
an escaped one), emphasis one mark on each side, strong two, and so on. What does not stand exactly at the cursor raises
PositionError, and so does a text that is not used up in the end.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import MutableMapping
from re import Match
from string import punctuation
from typing import Any

from mistune._inline.emphasis import finalize_emphasis_tokens
from mistune.core import InlineState
from mistune.helpers import parse_link_href, parse_link_label, parse_link_title, unescape_char
from mistune.inline_parser import InlineParser
from mistune.util import unescape
from msgspec import Struct

from credlint.document import LinkKind, html
from credlint.errors import PositionError

Token = dict[str, Any]

_BREAK = re.compile(r"(?:\\| *)\n\s*")
_SPACES = re.compile(r"[ \t\n\r\f]*")
# A text without any of these says what it says: most cells and list items. `&` and `@` are seen to line by line.
_MARKS = re.compile(r"[\\`*_\[\]<~]|://|www\.", re.I)
_MAX_EMPHASIS_MARKS = 4_000
_LINE = re.compile(r"\S[^\n]*")
_BACKTICKS = re.compile(r"`+")

# GFM autolinks: not inside a word, not in a destination (`](`), not in `<…>` or an attribute's quotes.
_MAYBE_BARE = re.compile(r"""(?:https?|ftp)://|www\.""", re.I)
_BARE_URL = (
    r"(?:(?<![A-Za-z0-9/])(?:[Hh][Tt][Tt][Pp][Ss]?|[Ff][Tt][Pp])://|(?<![A-Za-z0-9/.])[Ww]{3}\.)[A-Za-z0-9\[][^\s<]*"
)
_TRAILING_ENTITY = re.compile(r"&[A-Za-z0-9]+;\Z")
_EMAIL = re.compile(r"(?<![\w.+/@-])[A-Za-z0-9._+-]++@[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)++(?<![-_])")

# Read as a blank, or as a mark that is no part of the sentence: white space entities and footnote references.
_NOT_READ = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|zwnj|shy|#160|#xA0|#8239|#x202F);|\[\^[^\]\s]{1,100}\]", re.I)


class SpanInline(InlineParser):
    """Overrides methods only. Automatic links are tokens of their own (`autolink`, `bare`), exact as written."""

    def __init__(self, *, bare_urls: bool) -> None:
        super().__init__()
        # Deleted text; mistune's plugin parses an exact slice, so the walk can follow.
        self.register("deleted", r"~~(?=[^\s~])", SpanInline._parse_deleted, before="link", start_chars="~")
        if bare_urls:
            self.register("bare", _BARE_URL, SpanInline._parse_bare, start_chars=list("hHfFwW"))

    def parse_auto_link(self, m: Match[str], state: InlineState) -> int:
        state.append_token({"type": "autolink", "raw": m.group(0), "mail": False})
        return m.end()

    def parse_auto_email(self, m: Match[str], state: InlineState) -> int:
        state.append_token({"type": "autolink", "raw": m.group(0), "mail": True})
        return m.end()

    def parse_inline_html(self, m: Match[str], state: InlineState) -> int | None:
        end = super().parse_inline_html(m, state)
        # mistune takes Markdown links for text until `</a>`; CommonMark does not.
        state.in_link = False
        return end

    def finalize_tokens(self, tokens: list[Token], depth: int) -> list[Token]:
        # mistune pairs emphasis marks in quadratic time; past any sane number they stay what they are, characters.
        marks = sum(token["raw"].count("*") + token["raw"].count("_") for token in tokens if token["type"] == "text")
        if marks > _MAX_EMPHASIS_MARKS:
            return finalize_emphasis_tokens(tokens, False, 0)
        return super().finalize_tokens(tokens, depth)

    def _get_fast_trigger_re(self, chars: set[str]) -> re.Pattern[str]:
        # mistune sorts the characters for every piece of text to see whether they are still the same.
        return self._fast_trigger_re or super()._get_fast_trigger_re(chars)

    def _parse_deleted(self, m: Match[str], state: InlineState) -> int | None:
        close = state.delimiters.find("~~", m.end(), formatting=True)
        if state.depth >= self.max_nested_level or close is None:
            return None
        inner = state.copy()
        inner.src = state.src[m.end() : close]
        state.append_token({"type": "deleted", "children": self.render(inner)})
        return close + 2

    def _parse_bare(self, m: Match[str], state: InlineState) -> int:
        url = m.group(0)
        if state.brackets and "]" in url:
            url = url[: url.index("]")]
        url = _without_trailing_punctuation(url)
        state.append_token({"type": "bare", "raw": url})
        return m.start() + len(url)


def _without_trailing_punctuation(url: str) -> str:
    """GFM, Autolinks (extension): punctuation at the end, an unbalanced `)` and an entity are not of the URL."""
    opening, closing = url.count("("), url.count(")")
    while url:
        if url[-1] in "?!.,:*_~'\"`|\\":
            url = url[:-1]
        elif url[-1] == ")" and closing > opening:
            url, closing = url[:-1], closing - 1
        elif url[-1] == ";":
            entity = _TRAILING_ENTITY.search(url, max(len(url) - 40, 0))
            url = url[: entity.start()] if entity else url[:-1]
        else:
            break
    return url


_plain = SpanInline(bare_urls=False)
_with_bare_urls = SpanInline(bare_urls=True)


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
    """What one inline text holds, in positions of that text.

    `kept`: ranges that are read as prose, each within one line. `words`: the text as read, in pieces.
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
        "pos",
        "special",
        "src",
        "strong",
        "words",
    )  # fmt: skip

    def __init__(self, src: str) -> None:
        self.src = src
        self.pos = 0
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

    @classmethod
    def of_markdown(cls, src: str, env: MutableMapping[str, Any]) -> Inline:
        """Raises PositionError where the tokens do not use up the text."""
        found = cls(src)
        if not _MARKS.search(src):
            found._lines(len(src))
            return found
        bare = ("://" in src or "ww." in src.lower()) and _MAYBE_BARE.search(src)
        parser = _with_bare_urls if bare else _plain
        found._walk(parser(src, env))
        if found.pos != len(src):
            raise PositionError(f"the text {src[:40]!r} was not used up")
        found._end()
        return found

    @classmethod
    def of_html(cls, src: str) -> Inline:
        """A block of raw HTML: what stands between its tags is read as it is, without Markdown."""
        found = cls(src)
        for markup in html.scan(src):
            found._lines(markup.start)
            found.pos = markup.end
            if markup.is_comment:
                found.comments.append((markup.start, markup.end))
            elif markup.name:
                found._tag(markup, 0)
        found._lines(len(src))
        found._end()
        return found

    def _lines(self, end: int) -> None:
        for line in _LINE.finditer(self.src, self.pos, end):
            self.words.append(line.group())
            self._keep_special(*line.span())
        self.pos = end

    def _end(self) -> None:
        for tag in self.open_tags:
            self._close_tag(tag, tag.inner_start, tag.inner_start)

    @property
    def text(self) -> str:
        return entities.unescape("".join(self.words))

    def _walk(self, tokens: list[Token]) -> None:
        for token in tokens:
            kind = token["type"]
            if kind == "text":
                self._text(token["raw"])
            elif kind == "softbreak" or kind == "linebreak":
                self.pos = self._match(_BREAK)
                self.words.append(" ")
            else:
                getattr(self, "_" + kind)(token)

    def _match(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.src, self.pos)
        if not found:
            raise self._lost(pattern.pattern)
        return found.end()

    def _lost(self, what: str) -> PositionError:
        return PositionError(f"{what[:40]!r} does not stand where it was parsed")

    def _expect(self, mark: str) -> None:
        if not self.src.startswith(mark, self.pos):
            raise self._lost(mark)
        self.pos += len(mark)

    def _keep(self, start: int, end: int) -> None:
        if start < end and not self.hidden:
            self.kept.append((start, end))

    def _text(self, raw: str) -> None:
        src, pos = self.src, self.pos
        self.words.append(raw)
        if "\\" not in raw and src.startswith(raw, pos):
            self.pos = end = pos + len(raw)
            if self.special:
                self._keep_special(pos, end)
            elif not self.hidden and raw:
                self.kept.append((pos, end))
            return
        # An escape consumes two characters for one, and its backslash is not read.
        begin = pos
        for char in raw:
            here = src[pos : pos + 1]
            if here == "\\" and src[pos + 1 : pos + 2] == char and char in punctuation:
                self._keep_special(begin, pos)
                begin = pos + 1
                pos += 2
            elif here == char:
                pos += 1
            else:
                raise self._lost(raw)
        self._keep_special(begin, pos)
        self.pos = pos

    def _keep_special(self, start: int, end: int) -> None:
        """Keeps a piece of text without what is not read in it; an e-mail address in it is a link."""
        if not self.special:
            self._keep(start, end)
            return
        at = start
        for found in _NOT_READ.finditer(self.src, start, end):
            self._keep(at, found.start())
            at = found.end()
        self._keep(at, end)
        if not self.in_link and not self.in_image:
            for found in _EMAIL.finditer(self.src, start, end):
                span = found.span()
                self.links.append(
                    FoundLink(LinkKind.BARE, *span, span, "mailto:" + found.group(), found.group(), *span)
                )

    def _emphasis(self, token: Token) -> None:
        mark = self.src[self.pos : self.pos + 1]
        if mark not in ("*", "_"):
            raise self._lost("*")
        self.pos += 1
        self._walk(token["children"])
        self._expect(mark)

    def _strong(self, token: Token) -> None:
        mark = self.src[self.pos : self.pos + 2]
        if mark not in ("**", "__"):
            raise self._lost("**")
        self.pos += 2
        start, place = self.pos, len(self.strong)
        self._walk(token["children"])
        self.strong.insert(place, (start, self.pos))
        self._expect(mark)

    def _deleted(self, token: Token) -> None:
        self._expect("~~")
        self.hidden += 1
        self._walk(token["children"])
        self.hidden -= 1
        self._expect("~~")

    def _codespan(self, token: Token) -> None:
        marks = self._match(_BACKTICKS) - self.pos
        self.pos += marks
        for found in _BACKTICKS.finditer(self.src, self.pos):
            if found.end() - found.start() == marks:
                self.words.append(token["raw"])
                self.pos = found.end()
                return
        raise self._lost("`" * marks)

    def _autolink(self, token: Token) -> None:
        start, raw = self.pos, token["raw"]
        self._expect(raw)
        self.words.append(raw[1:-1])
        if not self.in_link and not self.in_image:
            inner = (start + 1, self.pos - 1)
            url = ("mailto:" if token["mail"] else "") + unescape(raw[1:-1])
            self.links.append(FoundLink(LinkKind.AUTOLINK, start, self.pos, inner, url, raw[1:-1], *inner))

    def _bare(self, token: Token) -> None:
        start, raw = self.pos, token["raw"]
        self._expect(raw)
        self.words.append(raw)
        if not self.in_link and not self.in_image:
            span = (start, self.pos)
            url = ("" if "://" in raw else "http://") + unescape(raw)
            self.links.append(FoundLink(LinkKind.BARE, *span, span, url, raw, *span))

    def _link(self, token: Token) -> None:
        start, place, words = self.pos, len(self.links), len(self.words)
        self._expect("[")
        self.in_link += 1
        self._walk(token["children"])
        self.in_link -= 1
        self._destination(token, LinkKind.INLINE, start, start + 1, place, words)

    def _image(self, token: Token) -> None:
        start, place, words = self.pos, len(self.links), len(self.words)
        self._expect("![")
        self.in_image += 1
        self.hidden += 1
        self._walk(token["children"])
        self.hidden -= 1
        self.in_image -= 1
        self._destination(token, LinkKind.IMAGE, start, start + 2, place, words)
        if not self.in_link:
            # The alternative text names a link that is only an image; anywhere else it is not read.
            del self.words[words:]

    def _destination(self, token: Token, kind: LinkKind, start: int, text_start: int, place: int, words: int) -> None:
        src, text_end = self.src, self.pos
        self._expect("]")
        key, url = None, ""
        target: tuple[int, int] | None = None
        if "label" in token:
            if src.startswith("[", self.pos):
                label, after = parse_link_label(src, self.pos + 1)
                if label is not None and after is not None:
                    self.pos = after
            key = token["ref"]
            kind = LinkKind.REFERENCE if kind is LinkKind.INLINE else kind
        else:
            self._expect("(")
            href, after = parse_link_href(src, self.pos)
            if href is None or after is None:
                raise self._lost("(")
            is_angled = src[after - 1] == ">" and src[after - len(href) - 2] == "<"
            begin = after - len(href) - is_angled
            target = (begin, begin + len(href))
            url = undo_escapes(href)
            self.pos = parse_link_title(src, after, len(src))[1] or after
            self.pos = self._match(_SPACES)
            self._expect(")")
        if self.in_image or (self.in_link and kind is not LinkKind.IMAGE):
            return
        text = entities.unescape("".join(self.words[words:]))
        self.links.insert(place, FoundLink(kind, start, self.pos, target, url, text, text_start, text_end, key))

    def _inline_html(self, token: Token) -> None:
        start, raw = self.pos, token["raw"]
        self._expect(raw)
        if raw.startswith("<!--"):
            self.comments.append((start, self.pos))
            return
        for tag in html.scan(raw):
            self._tag(tag, start)
            return

    def _tag(self, tag: html.Markup, offset: int) -> None:
        """`offset`: where the text that the tag was found in begins; `pos` stands behind the tag."""
        name, start = tag.name.lower(), offset + tag.start
        if tag.closes:
            for index in range(len(self.open_tags) - 1, -1, -1):
                if self.open_tags[index].name == name:
                    self.hidden -= name in html.NOT_PROSE
                    self._close_tag(self.open_tags.pop(index), start, self.pos)
                    break
            return
        self.anchors += [(at.value, offset + at.start, offset + at.end) for at in html.anchor_names(tag)]
        source = html.image_source(tag)
        if source:
            alt = tag.attribute("alt")
            target = (offset + source.start, offset + source.end)
            url = source.value.strip()
            self.links.append(FoundLink(LinkKind.HTML_IMAGE, start, self.pos, target, url, alt.value if alt else ""))
        href = html.link_target(tag)
        if href is None and name not in html.NOT_PROSE and name not in html.STRONG:
            return
        target_range = (offset + href.start, offset + href.end) if href else (0, 0)
        opened = _OpenTag(name, start, self.pos, len(self.words), href.value.strip() if href else None, target_range)
        if tag.attributes.endswith("/"):
            self._close_tag(opened, self.pos, self.pos)
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


def undo_escapes(href: str) -> str:
    """A destination as a browser gets it."""
    if "\\" in href:
        href = unescape_char(href)
    return unescape(href)
