"""Where something stands in a text: offsets inside, lines and columns at the border."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from operator import itemgetter
from typing import Self

from msgspec import Struct

from credlint import lazy_re

# CR, LF and CRLF end a line, and nothing else does: str.splitlines also splits at VT, FF, NEL and U+2028,
# which neither Markdown nor an editor counts.
LINE_END = lazy_re.compile(r"\r\n|\r|\n")


class Span(Struct, frozen=True, order=True, array_like=True, gc=False):
    """Half-open range of code point offsets into `Document.text`.

    Spans, and the nouns that a document has hundreds of, are left out of garbage collection (`gc=False`): they cannot
    be part of a cycle, and to look through them again and again took a sixth of a run over 2,000 files.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def __contains__(self, other: Self) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Self) -> bool:
        return self.start < other.end and other.start < self.end


class Position(Struct, frozen=True, order=True, gc=False):
    """A place for people: 1-based line, 1-based column in Unicode code points."""

    line: int
    column: int


class Place(Struct, frozen=True, gc=False):
    """A span of a text as people are shown it: its ends, what is written there, and the lines (without the last line
    ending) that it stands on.
    """

    span: Span
    start: Position
    end: Position
    quote: str
    context: str


class Lines:
    """Converts offsets of one text to lines and columns, and back."""

    __slots__ = ("_context", "_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._context = (0, 0), ""
        if "\r" in text:
            self._starts = [0, *(m.end() for m in LINE_END.finditer(text))]
        else:  # in a quarter of the time
            ends = accumulate(map(len, text.split("\n")[:-1]), initial=0)
            self._starts = [end + number for number, end in enumerate(ends)]

    def __len__(self) -> int:
        return len(self._starts)

    def position(self, offset: int) -> Position:
        """The place of an offset. Raises ValueError outside 0..len(text)."""
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} is outside the text of {len(self.text)} characters")
        line = bisect_right(self._starts, offset) - 1
        return Position(line + 1, offset - self._starts[line] + 1)

    def bounds(self, span: Span) -> tuple[Position, Position]:
        """The places where a span begins and ends. Raises ValueError for one outside the text."""
        return self.position(span.start), self.position(span.end)

    def offset(self, position: Position) -> int:
        """The offset of a place; a column past the end of its line means the end of that line."""
        if not 1 <= position.line <= len(self._starts):
            raise ValueError(f"line {position.line} is outside the text of {len(self._starts)} lines")
        return min(self._starts[position.line - 1] + position.column - 1, self.line_span(position.line).end)

    def line_span(self, line: int) -> Span:
        """The 1-based line without its line ending."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def place(self, span: Span) -> Place:
        """So much of a span as lies in the text."""
        start = min(max(span.start, 0), len(self.text))
        span = Span(start, max(start, min(span.end, len(self.text))))
        first, last = self.bounds(span)
        # One string for all places on a line, so that thousands of findings in one huge line stay small.
        if self._context[0] != (first.line, last.line):
            whole = self.text[self.line_span(first.line).start : self.line_span(last.line).end]
            self._context = (first.line, last.line), whole
        return Place(span, first, last, span.of(self.text), self._context[1])

    def excerpt(self, spans: Iterable[Span]) -> "Excerpt":
        """The lines on which these spans begin."""
        numbers = sorted({self.position(span.start).line for span in spans})
        lines = ((number, self.line_span(number)) for number in numbers)
        return Excerpt(tuple((number, line.start, line.of(self.text)) for number, line in lines))

    def utf16(self, offset: int) -> tuple[int, int]:
        """0-based line and UTF-16 column, as editors count (Language Server Protocol, Position)."""
        place = self.position(offset)
        start = self._starts[place.line - 1]
        return place.line - 1, len(self.text[start:offset].encode("utf-16-le", "surrogatepass")) // 2

    def from_utf16(self, line: int, column: int) -> int:
        """The offset of an editor's 0-based line and UTF-16 column; both are clamped to the text."""
        if line >= len(self._starts):
            return len(self.text)
        span = self.line_span(line + 1)
        units = span.of(self.text).encode("utf-16-le", "surrogatepass")[: max(column, 0) * 2]
        return span.start + len(units.decode("utf-16-le", "ignore"))


class Excerpt(Struct, frozen=True, array_like=True, gc=False):
    """Some lines of a text, in order: the number of each, its offset, and what is written on it."""

    lines: tuple[tuple[int, int, str], ...]

    def place(self, span: Span) -> Place:
        """As `Lines` of the whole text has it. Raises LookupError for a span that is not on one of these lines."""
        which = bisect_right(self.lines, span.start, key=itemgetter(1)) - 1
        number, offset, text = self.lines[which]
        start, end = span.start - offset, span.end - offset
        if which < 0 or not start <= end <= len(text):
            raise LookupError(span)
        return Place(span, Position(number, start + 1), Position(number, end + 1), text[start:end], text)
