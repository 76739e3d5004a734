"""What a reader reads in one breath: a block, a line of fenced text, an element or a cell of raw HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from credlint import lazy_re
from credlint.claims.sentences import sentence_ends
from credlint.document import Block, BlockKind, Document
from credlint.span import Span


class PlaceKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CELL = "cell"
    FRONT_MATTER = "front-matter"
    LINE = "line"


class Place(Struct, frozen=True):
    """A leaf that is read in one breath.

    `block` is the index of its leaf block, None in front matter. `headings` are the places of the headings above it
    (a label among them behind the heading that it goes on with), `items` those that open the list items around it or,
    in front matter, name the subject of its mapping; both outermost first and without the place itself. `depth` is the
    number of list items around it, `key` the front matter key. `table`, `row` and `column` place a cell; row 0 is the
    head. LINE is a line of fenced text.
    """

    index: int
    kind: PlaceKind
    span: Span
    block: int | None = None
    headings: tuple[int, ...] = ()
    items: tuple[int, ...] = ()
    level: int | None = None
    depth: int = 0
    key: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None


PLACE_KINDS = {
    BlockKind.HEADING: PlaceKind.HEADING,
    BlockKind.PARAGRAPH: PlaceKind.PARAGRAPH,
    BlockKind.CELL: PlaceKind.CELL,
}
# What stands around a value is looked for in its place, so the work for a place grows with the square of its length.
# A paragraph that people write is shorter; of a longer one each piece is read by itself.
LONGEST_PLACE = 4_000
# Nor does a row that people write have so many cells; of a longer one the rest is read as paragraphs.
LONGEST_ROW = 100
BLANKS = lazy_re.compile(r"\s+")
PLAIN_INFO = frozenset({"", "text", "txt", "plain", "plaintext", "none", "console", "md", "markdown"})
CODE_LIKE = lazy_re.compile(
    r"[{};]\s*$|^\s*(?:\$ |#!|//|import |from |def |const |let |var |sudo |npm |pip |aws |gcloud |kubectl )"
)
HTML_BORDER = lazy_re.compile(
    r"(?i)<(/?(?:p|div|li|ul|ol|td|th|tr|table|thead|tbody|h[1-6]|br|hr|section|article|details|summary))\b[^>]*>"
)
HTML_ROW = lazy_re.compile(r"(?i)\s*</?(?:thead|tbody|tfoot|tr|t[dh])\b")
# A figure or an exam code that is set as code is read all the same: `$300`, `4-6 weeks`, `AZ-900`.
FIGURE_IN_CODE = lazy_re.compile(
    r"`(?<!``)([~≈<>≥≤]?\s?(?:[$€£₹]\s?\d[\d.,]*k?(?:\s?[-–]\s?[$€£₹]?\d[\d.,]*k?)?\+?(?:/(?:month|mo|year|yr))?"
    r"|\d[\d.,]*\+?(?:\s?[-–]\s?\d[\d.,]*\+?)?\s?(?:%|(?:minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?|years?"
    r"|questions?|USD|EUR|GBP|INR)(?:/(?:day|week|month))?)|[A-Z]{2,4}\d?-[A-Z]?\d{2,3}))`(?!`)"
)
LINE = lazy_re.compile(r"[^\n]+")
CELL = lazy_re.compile(r"(?:^[ \t]*\|?|\|)[ \t]*([^|\n]*[^|\s])[ \t]*(?=\||$)")


class Leaf(Struct, frozen=True):
    """What becomes a place: a cell of which table, if it is one. Tables that no block numbers have negative numbers."""

    kind: PlaceKind
    span: Span
    table: int | None = None
    row: int | None = None
    column: int | None = None


class Leaves:
    """The leaves of one document's blocks; asked for in source order, since raw HTML goes on from block to block.

    `shown`: what a reader reads although it is blanked in the prose.
    """

    def __init__(self, document: Document) -> None:
        self.shown: list[Span] = []
        self._document = document
        self._open_table: tuple[int, int] | None = None  # of raw HTML that is not over yet: its number and last row

    def of(self, number: int, block: Block) -> Iterator[Leaf]:
        """The leaves of the block of a number; what is longer than anybody writes is cut."""
        for leaf in self._whole(number, block):
            if leaf.column is not None and leaf.column >= LONGEST_ROW:
                leaf = Leaf(PlaceKind.PARAGRAPH, leaf.span)
            if leaf.span.end - leaf.span.start <= LONGEST_PLACE:
                yield leaf
            else:
                yield from (replace(leaf, span=span) for span in pieces(self._document.prose, leaf.span))

    def _whole(self, number: int, block: Block) -> Iterable[Leaf]:
        """The leaf that a block is, or one a line or cell of fenced text, or one an element of raw HTML."""
        # A row of raw HTML that is indented below an empty line is code to CommonMark, but not to most site generators.
        if block.kind is BlockKind.HTML or (
            block.kind is BlockKind.CODE and self._open_table and HTML_ROW.match(block.span.of(self._document.text))
        ):
            return self._html(number, block)
        self._open_table = None
        if block.kind is BlockKind.CODE:
            return self._fenced(number, block)
        return (Leaf(PLACE_KINDS[block.kind], block.span, block.table, block.row, block.column),)

    def _fenced(self, number: int, block: Block) -> Iterator[Leaf]:
        """The lines of a fenced text that is no code; the cells, where it is a table drawn with pipes."""
        source = block.span.of(self._document.text)
        if block.info.split(" ")[0].lower() not in PLAIN_INFO or source.lstrip(" ")[:1] not in ("`", "~"):
            return
        lines = [line for line in list(LINE.finditer(source))[1:] if line[0].strip(" `~\r")]
        if sum(bool(CODE_LIKE.search(line[0])) for line in lines) * 3 > len(lines):
            return
        drawn = sum("|" in line[0] for line in lines) * 2 > len(lines) > 1
        row = 0
        for line in lines:
            span = Span(block.span.start + line.start(), block.span.start + line.end())
            if not drawn:
                self.shown.append(span)
                yield Leaf(PlaceKind.LINE, span)
            elif line[0].strip(" |:+-=\r"):
                for column, cell in enumerate(CELL.finditer(line[0].strip("\r"))):
                    inner = Span(span.start + cell.start(1), span.start + cell.end(1))
                    self.shown.append(inner)
                    yield Leaf(PlaceKind.CELL, inner, -1 - number, row, column)
                row += 1

    def _html(self, number: int, block: Block) -> Iterator[Leaf]:
        """The elements of raw HTML that hold text, and cells of its tables, which may go on from a block before."""
        shown = self._document.prose if block.kind is BlockKind.HTML else self._document.text
        table, row = self._open_table or (-1 - number, -1)
        at, column, cell = block.span.start, -1, False
        for tag in [*HTML_BORDER.finditer(self._document.text, block.span.start, block.span.end), None]:
            span = Span(at, tag.start() if tag else block.span.end)
            if span.of(shown).strip():
                inside = cell and row >= 0
                if block.kind is not BlockKind.HTML:
                    self.shown.append(span)
                yield Leaf(
                    PlaceKind.CELL if inside else PlaceKind.PARAGRAPH, span, *((table, row, column) if inside else ())
                )
            if tag is None:
                break
            at = tag.end()
            name = tag[1].lower()
            if name in ("table", "/table"):
                self._open_table = (-1 - number, -1) if name == "table" else None
            row, column, cell = (row + 1, -1, False) if name == "tr" else (row, column, cell)
            cell, column = (True, column + 1) if name in ("td", "th") else (cell and not name.startswith("/"), column)
            if cell and row == column == 0 and "colspan" in tag[0].lower():
                cell, row = False, -1  # the caption of all columns is no head of the first one
        if self._open_table is not None:
            self._open_table = (table, row)


def pieces(prose: str, span: Span) -> Iterator[Span]:
    """A stretch that becomes a place; of one that is too long pieces that end with a sentence, or else with a word."""
    start = span.start
    while span.end - start > LONGEST_PLACE:
        limit = start + LONGEST_PLACE
        end = max(sentence_ends(prose, start, limit), default=None) or max(
            (blank.end() for blank in BLANKS.finditer(prose, start, limit)), default=limit
        )
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def figures_in_code(document: Document) -> Iterator[Span]:
    """The figures and exam codes that are set as code, without the marks."""
    text = document.text
    found = FIGURE_IN_CODE.finditer(text) if "`" in text else ()
    return (Span(*match.span(1)) for match in found if not document.prose[slice(*match.span(1))].strip())
