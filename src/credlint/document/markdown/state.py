"""Texts being parsed, and the way from their positions to offsets of the source.

Nesting never adds, drops or reorders lines inside a container; it only rewrites the leading part of a line. So a nested
state needs to know one thing, the number of its first line, and a column follows from aligning line *ends*. Every line
is checked against the source; one that does not align raises PositionError, nothing is guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Any, cast

from mistune.core import BlockState

from credlint import lazy_re
from credlint.errors import PositionError

Token = dict[str, Any]

_ITEM_WITH_TEXT = lazy_re.compile(r"[ \t]*(?:[*+-]|\d{1,9}[.)])\s*\S")
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
