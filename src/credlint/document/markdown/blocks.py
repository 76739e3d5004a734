"""mistune's block parser, made to remember where everything stands.

`Tokens` lists carry the state they were parsed in, because the offsets in a token (`at`, `end`) are offsets of that
state's text.
"""

from __future__ import annotations

from re import Match
from typing import cast

from mistune.block_parser import BlockParser
from mistune.core import BlockState
from mistune.helpers import parse_link_href
from mistune.util import unikey

from credlint import lazy_re
from credlint.document.markdown.state import Source, SpanState
from credlint.errors import PositionError

_DELIMITER_ROW = lazy_re.compile(r"\n[ >\t]*[|:-][|:\- \t]*(?=\n|\Z)")
_EMPTY_LINES = lazy_re.compile(r"\n(?:[ \t\v\f]*\n)*+")
# Lines that begin with a letter begin no block, unless they are the head of a table.
_PLAIN_LINES = lazy_re.compile(r"(?:[^\W\d_][^\n]*+(?:\n|\Z)(?! {0,3}[|:-]))++")
_CELL_END = lazy_re.compile(r"(?:[^|\\\n]|\\.|\\(?=\n))*+")
_TABLE = r"^ {0,3}(?=[^\s])[^\n]*\n {0,3}(?=[^\n]*[|:])(?![-+*][ \t])[|:-][|:\- \t]*$"
_DELIMITER_CELL = lazy_re.compile(r"[ \t]*:?-+:?[ \t]*")


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
