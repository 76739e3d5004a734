"""Where a reader reads in an article: its places, and what stands over each of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from credlint import lazy_re
from credlint.document import Block, BlockKind, Document, Link
from credlint.once import once
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
    in front matter, say whom its mapping is about; both outermost first and without the place itself. `depth` is the
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


KINDS = {
    BlockKind.HEADING: PlaceKind.HEADING,
    BlockKind.PARAGRAPH: PlaceKind.PARAGRAPH,
    BlockKind.CELL: PlaceKind.CELL,
}


class _Leaf(Struct, frozen=True):
    """What becomes a place: a cell of which table, if it is one. Tables that no block numbers have negative numbers."""

    kind: PlaceKind
    span: Span
    table: int | None = None
    row: int | None = None
    column: int | None = None


# Keys whose text is read as prose whatever its length, and keys whose text never is.
READ_KEYS = lazy_re.compile(
    r"(?i)title|headline|description|desc$|summary|excerpt|subtitle|tl;?dr|abstract|lead|intro|takeaways?|answer|question"
    r"|fee|cost|price|pricing|tuition|valid|expir|renew|duration|length|effort|exam|format|passing|score|minutes|time_?limit"
)
# What the other values of its mapping are about: `faq: [{question: …, answer: …}]`.
NAMING_KEYS = lazy_re.compile(r"(?i)(?:name|title|certification|credential|course|question|q)")
UNREAD_KEYS = lazy_re.compile(
    r"(?i)tags?|keywords?|categor(?:y|ies)|authors?|image|cover|slug|url|link|path|layout|permalink|alt|icon|sources?|id"
)
SENTENCE_END = lazy_re.compile(
    r"(?<![.!?])[.!?]++[\"'”’)\]]*+(?=\s+[\"'“‘(\[*]*[^\sa-z])|\n[ \t]*+\n|(?:(?<! )  |\\|<br ?/?>)[ \t]*+\n"
    r"|(?i:<br ?/?>)"
)
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
METADATA_TITLE = lazy_re.compile(r"(?i)title:[ \t]")  # metadata without fences, as Pelican writes it
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


class Layout:
    """The places of a document, front matter values and fenced tables among them, in source order.

    `text` has the length of `document.text`, so offsets in it are offsets in the source.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._extra: list[Span] = []
        self._open_table: tuple[int, int] | None = None  # of raw HTML that is not over yet: its number and last row
        self.places: tuple[Place, ...] = tuple(self._front_matter())
        self.places += tuple(self._body())
        self._extra += self._figures_in_code()
        self.text = self._overlay()
        self._starts = [place.span.start for place in self.places]

    def _front_matter(self) -> Iterator[Place]:
        front = self.document.front_matter
        if front is None:
            return
        text = self.document.text
        inner = {path[:-1] for path in front.values}
        named: dict[tuple[str | int, ...], int] = {}  # by the path of a mapping the place that says whom it is about
        index = 0
        for path, span in sorted(front.values.items(), key=lambda pair: pair[1]):
            key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
            if path in inner or any(isinstance(part, str) and UNREAD_KEYS.fullmatch(part) for part in path):
                continue
            names = len(path) > 1 and NAMING_KEYS.fullmatch(key)
            if not (names or READ_KEYS.search(key) or span.of(text).count(" ") >= 4):
                continue
            self._extra.append(span)
            items = tuple([named[path[:end]] for end in range(1, len(path)) if path[:end] in named])
            if names:
                named.setdefault(path[:-1], index)
            for piece in self._pieces(span):
                yield Place(index, PlaceKind.FRONT_MATTER, piece, items=items, key=key)
                index += 1

    def _body(self) -> Iterator[Place]:
        blocks = self.document.blocks
        heading_place: dict[int | None, int] = {}
        over: dict[tuple[int, ...], tuple[int, ...]] = {}  # the places of the headings over the blocks of a section
        opening: dict[int, int] = {}
        continued = self._continued()
        index = len(self.places)
        for number, block in enumerate(blocks):
            if block.kind in (BlockKind.ITEM, BlockKind.QUOTE):
                continue
            items = tuple([opening[item] for item in block.parents if item in opening])
            depth = sum([blocks[parent].kind is BlockKind.ITEM for parent in block.parents])
            headings = over.get(block.section)
            if headings is None:
                above = [at for heading in block.section for at in (continued.get(heading), heading)]
                headings = tuple([heading_place[at] for at in above if at in heading_place])
                over[block.section] = headings
            for leaf in self._cut(self._leaves(number, block)):
                yield Place(
                    index,
                    leaf.kind,
                    leaf.span,
                    number,
                    headings,
                    items,
                    block.level,
                    depth,
                    table=leaf.table,
                    row=leaf.row,
                    column=leaf.column,
                )
                if block.kind is BlockKind.HEADING:
                    heading_place[number] = index
                for item in block.parents:
                    if blocks[item].kind is BlockKind.ITEM:
                        opening.setdefault(item, index)
                index += 1

    def _continued(self) -> dict[int, int]:
        """The headings that go on with the section before, of their own level, and that section's heading.

        In "# Baker", "# Price", "# Candy Engineer", "# Price" each price is of the one before: what stands over several
        sections side by side is a label, and begins none of its own.
        """
        siblings: dict[tuple[tuple[int, ...], int | None], list[tuple[int, str]]] = {}
        for number, block in enumerate(self.document.blocks):
            if block.kind is BlockKind.HEADING:
                text = block.span.of(self.document.prose).strip(" #:\n").casefold()
                siblings.setdefault((tuple(block.section), block.level), []).append((number, text))
        continued: dict[int, int] = {}
        for headings in siblings.values():
            count = Counter(text for _, text in headings)
            own: int | None = None
            for number, text in headings:
                if count[text] == 1:
                    own = number
                elif own is not None:
                    continued[number] = own
        return continued

    def _leaves(self, number: int, block: Block) -> Iterable[_Leaf]:
        """The places of one leaf block: one, or one a line or cell of fenced text, or one an element of raw HTML."""
        # A row of raw HTML that is indented below an empty line is code to CommonMark, but not to most site generators.
        if block.kind is BlockKind.HTML or (
            block.kind is BlockKind.CODE and self._open_table and HTML_ROW.match(block.span.of(self.document.text))
        ):
            return self._html(number, block)
        self._open_table = None
        if block.kind is BlockKind.CODE:
            return self._fenced(number, block)
        return (_Leaf(KINDS[block.kind], block.span, block.table, block.row, block.column),)

    def _cut(self, leaves: Iterable[_Leaf]) -> Iterator[_Leaf]:
        for leaf in leaves:
            if leaf.column is not None and leaf.column >= LONGEST_ROW:
                leaf = _Leaf(PlaceKind.PARAGRAPH, leaf.span)
            if leaf.span.end - leaf.span.start <= LONGEST_PLACE:
                yield leaf
            else:
                yield from (replace(leaf, span=span) for span in self._pieces(leaf.span))

    def _pieces(self, span: Span) -> Iterator[Span]:
        """What becomes a place, or of what has no end pieces that end with a sentence, or else with a word."""
        start, text = span.start, self.document.prose
        while span.end - start > LONGEST_PLACE:
            limit = start + LONGEST_PLACE
            ends = [*SENTENCE_END.finditer(text, start, limit)] or [*BLANKS.finditer(text, start, limit)]
            end = ends[-1].end() if ends and ends[-1].end() > start else limit
            yield Span(start, end)
            start = end
        yield Span(start, span.end)

    def _fenced(self, number: int, block: Block) -> Iterator[_Leaf]:
        """The lines of a fenced text that is no code; the cells, where it is a table drawn with pipes."""
        source = block.span.of(self.document.text)
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
                self._extra.append(span)
                yield _Leaf(PlaceKind.LINE, span)
            elif line[0].strip(" |:+-=\r"):
                for column, cell in enumerate(CELL.finditer(line[0].strip("\r"))):
                    inner = Span(span.start + cell.start(1), span.start + cell.end(1))
                    self._extra.append(inner)
                    yield _Leaf(PlaceKind.CELL, inner, -1 - number, row, column)
                row += 1

    def _html(self, number: int, block: Block) -> Iterator[_Leaf]:
        """The elements of raw HTML that hold text, and cells of its tables, which may go on from a block before."""
        shown = self.document.prose if block.kind is BlockKind.HTML else self.document.text
        table, row = self._open_table or (-1 - number, -1)
        at, column, cell = block.span.start, -1, False
        for tag in [*HTML_BORDER.finditer(self.document.text, block.span.start, block.span.end), None]:
            span = Span(at, tag.start() if tag else block.span.end)
            if span.of(shown).strip():
                inside = cell and row >= 0
                if block.kind is not BlockKind.HTML:
                    self._extra.append(span)
                yield _Leaf(
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

    def _figures_in_code(self) -> Iterator[Span]:
        text = self.document.text
        found = FIGURE_IN_CODE.finditer(text) if "`" in text else ()
        return (Span(*match.span(1)) for match in found if not self.document.prose[slice(*match.span(1))].strip())

    def _overlay(self) -> str:
        """The prose, with what else a reader reads copied in."""
        parts: list[str] = []
        at = 0
        for span in sorted(self._extra):
            if span.start < at:
                continue  # of a line that is copied as a whole
            parts += [self.document.prose[at : span.start], span.of(self.document.text)]
            at = span.end
        return "".join([*parts, self.document.prose[at:]])

    # What stands where

    def text_of(self, place: Place) -> str:
        return place.span.of(self.text)

    def place_at(self, offset: int) -> Place | None:
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset >= self.places[at].span.end:
            return None
        return self.places[at]

    def headings(self, place: Place) -> tuple[str, ...]:
        """The texts of the headings above, outermost first."""
        return tuple(self.text_of(self.places[heading]).strip(" #\n") for heading in place.headings)

    @once
    def titles(self) -> tuple[Place, ...]:
        """The front matter title and the first heading of level 1."""
        keyed = [
            place for place in self.places if place.kind is PlaceKind.FRONT_MATTER and place.key.lower() == "title"
        ]
        if not keyed and METADATA_TITLE.match(self.text):
            keyed = list(self.places[:1])
        first = [place for place in self.places if place.kind is PlaceKind.HEADING and place.level == 1]
        return (*keyed[:1], *first[:1])

    def strong_in(self, span: Span) -> tuple[Span, ...]:
        strong = self.document.strong
        low = bisect_right(strong, Span(span.start, -1))
        high = bisect_right(strong, Span(span.end, -1))
        return strong[low:high]

    def _links_in(self, place: Place) -> Iterator[Link]:
        return (link for link in self.document.links if link.block == place.block)

    @once
    def table_cells(self) -> Mapping[int, Mapping[tuple[int, int], int]]:
        """The places of each table's cells by row and column."""
        cells: dict[int, dict[tuple[int, int], int]] = {}
        for place in self.places:
            if place.table is not None and place.row is not None and place.column is not None:
                cells.setdefault(place.table, {})[place.row, place.column] = place.index
        return cells

    @once
    def table_rows(self) -> Mapping[tuple[int | None, int | None], Sequence[Place]]:
        """The places of the cells of each row, by table and row; a row without text has none."""
        rows: defaultdict[tuple[int | None, int | None], list[Place]] = defaultdict(list)
        for place in self.places:
            if place.table is not None and place.column is not None:
                rows[place.table, place.row].append(place)
        return rows

    def head(self, place: Place) -> str:
        """The text of the head cell over a cell, "" for the head itself and outside tables."""
        return self._cell_text(place, 0, place.column) if place.row else ""

    def row_label(self, place: Place) -> str:
        """The text of the first cell of a cell's row, "" for the first itself and outside tables."""
        return self._cell_text(place, place.row, 0) if place.column else ""

    def _cell_text(self, place: Place, row: int | None, column: int | None) -> str:
        if place.table is None or row is None or column is None:
            return ""
        at = self.table_cells[place.table].get((row, column))
        return "" if at is None else self.text_of(self.places[at]).strip()
