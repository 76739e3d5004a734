"""mistune's inline parser, and the walk that finds out where its tokens stand.

The walk consumes the inline text from left to right along the finished tokens: a text consumes its characters (two for
an escaped one), emphasis one mark on each side, strong two, and so on. What does not stand exactly at the cursor raises
PositionError, and so does a text that is not used up in the end.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from re import Match
from string import punctuation
from typing import Any

from mistune._inline.emphasis import finalize_emphasis_tokens
from mistune.core import InlineState
from mistune.helpers import parse_link_href, parse_link_label, parse_link_title
from mistune.inline_parser import InlineParser

from credlint import lazy_re
from credlint.document import LinkKind
from credlint.document.markdown.found import Inline, undo_escapes
from credlint.document.markdown.simple import FEW_EMPHASIS_MARKS, may_hold_bare_urls, read_simple
from credlint.errors import PositionError

Token = dict[str, Any]

_BREAK = lazy_re.compile(r"(?:\\| *)\n\s*")
_SPACES = lazy_re.compile(r"[ \t\n\r\f]*")
_BACKTICKS = lazy_re.compile(r"`+")

# GFM autolinks: not inside a word, not in a destination (`](`), not in `<…>` or an attribute's quotes.
_BARE_URL = (
    r"(?:(?<![A-Za-z0-9/])(?:[Hh][Tt][Tt][Pp][Ss]?|[Ff][Tt][Pp])://|(?<![A-Za-z0-9/.])[Ww]{3}\.)[A-Za-z0-9\[][^\s<]*"
)
_TRAILING_ENTITY = lazy_re.compile(r"&[A-Za-z0-9]+;\Z")


def read_inline(src: str, env: MutableMapping[str, Any]) -> Inline:
    """What an inline text holds. Raises PositionError where a place cannot be proven."""
    return read_simple(src, bool(env["ref_links"])) or read_with_mistune(src, env)


def read_with_mistune(src: str, env: MutableMapping[str, Any]) -> Inline:
    """The same for any text. Raises PositionError where the tokens do not use it up."""
    return _Walk(src, env).found


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
        if marks > FEW_EMPHASIS_MARKS:
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


class _Walk:
    def __init__(self, src: str, env: MutableMapping[str, Any]) -> None:
        self.src = src
        self.pos = 0
        self.found = Inline(src)
        parser = _with_bare_urls if may_hold_bare_urls(src) else _plain
        self._walk(parser(src, env))
        if self.pos != len(src):
            raise PositionError(f"the text {src[:40]!r} was not used up")
        self.found.close()

    def _walk(self, tokens: list[Token]) -> None:
        for token in tokens:
            kind = token["type"]
            if kind == "text":
                self._text(token["raw"])
            elif kind == "softbreak" or kind == "linebreak":
                self.pos = self._match(_BREAK)
                self.found.words.append(" ")
            else:
                getattr(self, "_" + kind)(token)

    def _match(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.src, self.pos)
        if not found:
            raise self._lost(pattern.pattern)
        return found.end()

    def _lost(self, what: str) -> PositionError:
        return PositionError(f"{what[:40]!r} does not stand where it was parsed")

    def _expect(self, mark: str) -> tuple[int, int]:
        """The place of what has to stand at the cursor."""
        start = self.pos
        if not self.src.startswith(mark, start):
            raise self._lost(mark)
        self.pos += len(mark)
        return start, self.pos

    def _text(self, raw: str) -> None:
        src, pos = self.src, self.pos
        self.found.words.append(raw)
        if "\\" not in raw and src.startswith(raw, pos):
            self.pos += len(raw)
            self.found.keep(pos, self.pos)
            return
        # An escape consumes two characters for one, and its backslash is not read.
        begin = pos
        for char in raw:
            here = src[pos : pos + 1]
            if here == "\\" and src[pos + 1 : pos + 2] == char and char in punctuation:
                self.found.keep(begin, pos)
                begin = pos + 1
                pos += 2
            elif here == char:
                pos += 1
            else:
                raise self._lost(raw)
        self.found.keep(begin, pos)
        self.pos = pos

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
        start = self.pos
        self._walk(token["children"])
        self.found.strong.append((start, self.pos))
        self._expect(mark)

    def _deleted(self, token: Token) -> None:
        self._expect("~~")
        self.found.hidden += 1
        self._walk(token["children"])
        self.found.hidden -= 1
        self._expect("~~")

    def _codespan(self, token: Token) -> None:
        marks = self._match(_BACKTICKS) - self.pos
        self.pos += marks
        for found in _BACKTICKS.finditer(self.src, self.pos):
            if found.end() - found.start() == marks:
                self.found.words.append(token["raw"])
                self.pos = found.end()
                return
        raise self._lost("`" * marks)

    def _autolink(self, token: Token) -> None:
        self.found.autolink(*self._expect(token["raw"]), mail=token["mail"])

    def _bare(self, token: Token) -> None:
        self.found.bare(*self._expect(token["raw"]))

    def _inline_html(self, token: Token) -> None:
        self.found.markup(*self._expect(token["raw"]))

    def _link(self, token: Token) -> None:
        self._linked(token, "[", LinkKind.INLINE)

    def _image(self, token: Token) -> None:
        self._linked(token, "![", LinkKind.IMAGE)

    def _linked(self, token: Token, opening: str, kind: LinkKind) -> None:
        src = self.src
        start, text_start = self._expect(opening)
        began = self.found.begin_link(kind is LinkKind.IMAGE)
        self._walk(token["children"])
        text_end, _ = self._expect("]")
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
        self.found.end_link(began, kind, (start, self.pos), target, url, (text_start, text_end), key)
