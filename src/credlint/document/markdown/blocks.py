"""mistune's block parser, made to remember where everything stands.

Nesting never adds, drops or reorders lines inside a container; it only rewrites the leading part of a line. So a nested
state needs to know one thing, the number of its first line, and a column follows from aligning line *ends*. Every line
is checked against the source; one that does not align raises PositionError, nothing is guessed.

`Tokens` lists carry the state they were parsed in, because the offsets in a token (`at`, `end`) are offsets of that
state's text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from re import Match
from typing import Any, cast

from mistune.block_parser import BlockParser
from mistune.core import BlockState
from mistune.helpers import parse_link_href
from mistune.util import unikey

from credlint import lazy_re
from credlint.errors import PositionError

Token = dict[str, Any]

_ITEM_WITH_TEXT = lazy_re.compile(r"[ \t]*(?:[*+-]|\d{1,9}[.)])\s*\S")
_DELIMITER_ROW = lazy_re.compile(r"\n[ >\t]*[|:-][|:\- \t]*(?=\n|\Z)")
_EMPTY_LINES = lazy_re.compile(r"\n(?:[ \t\v\f]*\n)*+")
# Lines that begin with a letter begin no block, unless they are the head of a table.
_PLAIN_LINES = lazy_re.compile(r"(?:[^\W\d_][^\n]*+(?:\n|\Z)(?! {0,3}[|:-]))++")
_CELL_END = lazy_re.compile(r"(?:[^|\\\n]|\\.|\\(?=\n))*+")
_TABLE = r"^ {0,3}(?=[^\s])[^\n]*\n {0,3}(?=[^\n]*[|:])(?![-+*][ \t])[|:-][|:\- \t]*$"
_DELIMITER_CELL = lazy_re.compile(r"[ \t]*:?-+:?[ \t]*")
_INLINE_STRIP = " \r\n\t\f"


class Source:
    """The text that is parsed, by lines: `starts` and `ends` (without the line ending) are offsets."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def ends(self) -> list[int]:
        return [*(end.start() for end in re.finditer("\n", self.text)), len(self.text)]

    @cached_property
    def starts(self) -> list[int]:
        return [0, *(end + 1 for end in self.ends[:-1])]

    def check(self, line: int, derived: str) -> int:
        """The offset where `derived`, a line of a nested state, ends in the source. Raises PositionError."""
        if line >= len(self.ends):
            if derived.strip():
                raise PositionError(f"line {line + 1} is past the end of the text")
            return len(self.text)
        end = self.ends[line]
        bare = derived.lstrip()
        if self.text.startswith(bare, end - len(bare)) and end - len(bare) >= self.starts[line]:
            return end
        raise PositionError(f"line {line + 1} does not align with what was parsed of it")


class Tokens(list[Token]):
    """A list of tokens that knows the state whose text their offsets are of."""

    __slots__ = ("state",)

    def __init__(self, state: SpanState) -> None:
        super().__init__()
        self.state = state


class SpanState(BlockState):
    """A text being parsed: the whole, or the inside of a container that begins at line `base` of the source.

    `marker` is the source offset of the container's own marker, `marker_line` its line (an item without text on that
    line begins one line later).
    """

    source: Source

    def __init__(self, parent: SpanState | None = None) -> None:
        super().__init__(parent)
        self.tokens: list[Token] = Tokens(self)
        self.base = 0
        self.marker = 0
        self.marker_line = 0
        self._item_start = -1
        self._known = (0, 0)
        if parent is not None:
            self.source = parent.source

    def line_of(self, pos: int) -> int:
        """The line of this state's text that `pos` is on; cheap for positions that mostly go forward."""
        known_pos, known_line = self._known
        if pos >= known_pos:
            line = known_line + self.src.count("\n", known_pos, pos)
        else:
            line = known_line - self.src.count("\n", pos, known_pos)
        self._known = (pos, line)
        return line

    def place(self, pos: int) -> int:
        """The source offset of a position in this state's text."""
        if self.parent is None:
            return min(pos, len(self.source.text))
        start = self.src.rfind("\n", 0, pos) + 1
        end = self.src.find("\n", pos)
        if end < 0:
            end = len(self.src)
        line = self.src[start:end]
        source_end = self.source.check(self.base + self.line_of(pos), line)
        content = source_end - len(line.lstrip())
        return max(source_end - (end - pos), content)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets of a range of this state's text, without the white space around it."""
        text = self.src[start:end]
        bare = text.strip()
        if not bare:
            at = self.place(start)
            return at, at
        start += len(text) - len(text.lstrip())
        end = start + len(bare)
        return self.place(start), self.place(end - 1) + 1

    def add_paragraph(self, text: str) -> None:
        tokens = self.tokens
        if tokens and tokens[-1]["type"] == "paragraph":
            tokens[-1]["text"] += text
        else:
            tokens.append({"type": "paragraph", "text": text, "at": self.cursor})

    def append_paragraph(self) -> int | None:
        last = self.last_token()
        if last and last["type"] == "paragraph" and last["at"] + len(last["text"]) != self.cursor:
            # Behind a quote that mistune has not added yet.
            return None
        return super().append_paragraph()

    def begin_items(self, start: int) -> int:
        """Says that the next children are items, the first of which starts at `start`; gives what was so before."""
        before, self._item_start = self._item_start, start
        return before

    def child_state(self, src: str, lazy_line_starts: set[int] | None = None) -> SpanState:
        """mistune asks for one per list item, in order, with the cursor behind the item (and the next one's marker)."""
        child = cast(SpanState, super().child_state(src, lazy_line_starts))
        start = self._item_start
        child.begin_at(start)
        if not _ITEM_WITH_TEXT.match(self.src, start, self.find_line_end_at(start)):
            child.base += 1
        self._item_start = self.src.rfind("\n", 0, self.cursor - 1) + 1
        return child

    def quote_state(self, src: str, lazy_line_starts: set[int], start: int) -> SpanState:
        child = cast(SpanState, BlockState.child_state(self, src, lazy_line_starts))
        child.begin_at(start)
        return child

    def begin_at(self, start: int) -> None:
        parent: SpanState = self.parent
        self.marker_line = self.base = parent.base + parent.line_of(start)
        while parent.src[start] in " \t":
            start += 1
        self.marker = parent.place(start)


class SpanBlocks(BlockParser):
    """Overrides methods only, and keeps mistune's grammar but for tables (GFM's own rule, see `parse_table`),
    footnotes (a definition is an ordinary paragraph) and headings (the same result in linear time).

    In MDX there is no indented code and no HTML block: JSX stands in paragraphs, as do the words inside it.
    """

    state_cls = SpanState

    def __init__(self, *, tables: bool, mdx: bool) -> None:
        rules = list(self.DEFAULT_RULES)
        if mdx:
            rules.remove("indent_code")
            rules.remove("raw_html")
        if tables:
            rules.insert(rules.index("ref_link"), "table")
        super().__init__(block_quote_rules=rules, list_rules=rules)
        self.rules = rules
        if tables:
            self.specification["table"] = _TABLE
            self._methods["table"] = self.parse_table
        with lazy_re.in_libraries():
            self.compile_sc(rules)  # which keeps it
            self._after_table = self.compile_sc(
                [
                    rule
                    for rule in rules
                    if rule in ("fenced_code", "atx_heading", "thematic_break", "block_quote", "list")
                ]
                + ["blank_line", "block_html"]
            )

    def parse(self, state: BlockState, rules: list[str] | None = None) -> None:
        """The same as mistune's, by lines: it searches for the next block from character to character."""
        rules = self.rules if rules is None else rules
        match = self.compile_sc(rules).match
        src, end = state.src, state.cursor_max
        while state.cursor < end:
            start = state.cursor
            if src[start] == "\n":
                state.append_token({"type": "blank_line"})
                state.cursor = _EMPTY_LINES.match(src, start).end()  # type: ignore[union-attr]
                continue
            if src[start] in " \t" and "indent_code" in rules:
                after = self._parse_indent_code_fast(state)
                if after is not None:
                    state.cursor = after
                    continue
            plain = _PLAIN_LINES.match(src, start)
            if plain:
                state.add_paragraph(plain.group())
                state.cursor = plain.end()
                continue
            block = match(src, start)
            after = self.parse_method(block, state) if block else None
            if not after:
                after = state.find_line_end()
                state.add_paragraph(src[state.cursor : after])
            state.cursor = after

    def parse_atx_heading(self, m: Match[str], state: BlockState) -> int:
        # mistune's pattern for the closing marks is quadratic: 100 KB of spaces would take minutes.
        whole = m.group("atx_2")
        text = whole.strip()
        bare = text.rstrip("#")
        if bare != text and (not bare or bare[-1].isspace()):
            text = bare.rstrip()
        at = m.start("atx_2") + len(whole) - len(whole.lstrip())
        state.append_token(
            {
                "type": "heading",
                "text": text,
                "attrs": {"level": len(m.group("atx_1"))},
                "style": "atx",
                "at": at,
                "start": m.start(),
                "end": m.end(),
            }
        )
        return m.end() + 1

    def parse_setex_heading(self, m: Match[str], state: BlockState) -> int | None:
        last = state.last_token()
        end = super().parse_setex_heading(m, state)
        if end and last and last["type"] == "heading" and "end" not in last:
            last["start"], last["end"] = last["at"], m.end()
        return end

    def parse_fenced_code(self, m: Match[str], state: BlockState) -> int | None:
        start = state.cursor
        end = super().parse_fenced_code(m, state)
        if end:
            state.tokens[-1].update(start=start, end=end)
        return end

    def _parse_indent_code_fast(self, state: BlockState) -> int | None:
        start, last = state.cursor, state.last_token()
        end = super()._parse_indent_code_fast(state)
        if end and state.last_token() is not last:
            state.tokens[-1].update(start=start, end=end)
        return end

    def parse_indent_code(self, m: Match[str], state: BlockState) -> int:
        start, last = state.cursor, state.last_token()
        end = super().parse_indent_code(m, state)
        if state.last_token() is not last:
            state.tokens[-1].update(start=start, end=end)
        return end

    def parse_raw_html(self, m: Match[str], state: BlockState) -> int | None:
        start, last = state.cursor, state.last_token()
        end = super().parse_raw_html(m, state)
        if end and state.last_token() is not last:
            state.tokens[-1].update(at=start, end=end)
        return end

    def parse_ref_link(self, m: Match[str], state: BlockState) -> int | None:
        label = m.group("reflink_1")
        if label.startswith("^"):
            return None
        last = state.last_token()
        end = super().parse_ref_link(m, state)
        if not end or (last and last["type"] == "paragraph"):
            return end
        href, after = parse_link_href(state.src, m.end(), block=True, max_nested_level=self.max_nested_level)
        if href is None or after is None:
            raise PositionError("a link definition was read and cannot be found again")
        target = after - len(href) - (state.src[after - 1] == ">" and state.src[after - len(href) - 2] == "<")
        place = cast(SpanState, state).span
        definition = {
            "key": unikey(label),
            "span": place(m.start(), end),
            "target": place(target, target + len(href)),
            "href": href,
            "label": label,
        }
        state.env.setdefault("definitions", []).append(definition)
        return end

    def parse_block_quote(self, m: Match[str], state: BlockState) -> int:
        here = cast(SpanState, state)
        start = state.cursor
        text, end, lazy_line_starts = self.extract_block_quote(m, state)
        child = here.quote_state(text, lazy_line_starts, start)
        rules = self.block_quote_rules
        if state.depth() >= self.max_nested_level - 1:
            rules = [rule for rule in rules if rule not in ("block_quote", "list")]
        self.parse(child, rules)
        token = {"type": "block_quote", "children": child.tokens, "start": start}
        if end:
            state.prepend_token(token)
            return end
        state.append_token(token)
        return state.cursor

    def parse_list(self, m: Match[str], state: BlockState) -> int:
        here = cast(SpanState, state)
        before = here.begin_items(m.start())
        end = super().parse_list(m, state)
        here.begin_items(before)
        return end

    def parse_table(self, m: Match[str], state: BlockState) -> int | None:
        """GFM: as many cells in the delimiter row as in the head, rows of any number, up to a blank line or a block.

        mistune's own rule rejects the whole table for one row with another number of cells.
        """
        src = state.src
        head_end = src.index("\n", m.start())
        columns = src[head_end + 1 : m.end()].strip().removeprefix("|").removesuffix("|").split("|")
        head = _cells(src, m.start(), head_end)
        if len(columns) != len(head) or not all(_DELIMITER_CELL.fullmatch(column) for column in columns):
            return None
        rows = [head]
        pos = m.end() + 1
        while pos < state.cursor_max and not self._after_table.match(src, pos):
            end = state.find_line_end_at(pos)
            rows.append(_cells(src, pos, end)[: len(head)])
            pos = end
        state.append_token({"type": "table", "rows": rows})
        return min(pos, state.cursor_max)


def _cells(src: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the cells of one table row stand, each without the blanks around it."""
    while end > start and src[end - 1] in " \t\n":
        end -= 1
    while start < end and src[start] in " \t":
        start += 1
    if start < end and src[start] == "|":
        start += 1
    cells = []
    while start < end:
        stop = min(_CELL_END.match(src, start, end).end(), end)  # type: ignore[union-attr]
        text = src[start:stop]
        bare = text.strip(" \t")
        left = start + len(text) - len(text.lstrip(" \t")) if bare else start
        cells.append((left, left + len(bare)))
        start = stop + 1
    return cells or [(start, start)]


def parse_blocks(text: str, start: int, *, mdx: bool) -> SpanState:
    """The block tree of a text with `\\n` line endings only, from `start` (the beginning of a line) on."""
    tables = "|" in text and _DELIMITER_ROW.search(text) is not None
    parser = _PARSERS.get((tables, mdx))
    if parser is None:
        parser = _PARSERS[tables, mdx] = SpanBlocks(tables=tables, mdx=mdx)
    state = SpanState()
    state.source = Source(text)
    state.process(text if text.endswith("\n") else text + "\n")
    state.cursor = start
    parser.parse(state)
    return state


# Grammars are compiled once per process; the parsers hold no state of a text.
_PARSERS: dict[tuple[bool, bool], SpanBlocks] = {}


class LeafMap:
    """Where each line of a leaf's inline text stands in the source: offset = position + its line's delta."""

    __slots__ = ("deltas", "starts")

    def __init__(self, starts: list[int], deltas: list[int]) -> None:
        self.starts = starts
        self.deltas = deltas

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a range of the inline text stands; an empty one stands where its start does."""
        if len(self.starts) == 1:
            delta = self.deltas[0]
            return start + delta, end + delta
        first = start + self._delta(start)
        return first, (end + self._delta(end - 1) if end > start else first)

    def place_all(self, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
        if len(self.starts) == 1:
            delta = self.deltas[0]
            return [(start + delta, end + delta) for start, end in ranges]
        return [self.place(start, end) for start, end in ranges]

    def _delta(self, pos: int) -> int:
        return self.deltas[bisect_right(self.starts, pos) - 1]


def leaf_map(state: SpanState, at: int, text: str) -> tuple[str, LeafMap]:
    """The inline text of a leaf whose raw `text` begins at `at` of the state, and its map."""
    inline = text.strip(_INLINE_STRIP)
    lead = text.find(inline)
    if state.parent is None:
        return inline, LeafMap([0], [at + lead])
    check, line = state.source.check, state.base + state.line_of(at)
    begin = at + lead
    start = state.src.rfind("\n", 0, at) + 1
    end = state.src.find("\n", at)
    if end < 0:
        end = len(state.src)
    starts, deltas = [0], [check(line, state.src[start:end]) - end + begin]
    last = begin + len(inline)
    while end < last:
        line += 1
        start = end + 1
        end = state.src.find("\n", start)
        if end < 0:
            end = len(state.src)
        starts.append(start - begin)
        deltas.append(check(line, state.src[start:end]) - end + begin)
    return inline, LeafMap(starts, deltas)
