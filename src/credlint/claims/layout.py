"""Where a reader reads in an article: its places, and what stands over each of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from credlint import lazy_re
from credlint.claims.places import Leaves, Place, PlaceKind, figures_in_code, pieces
from credlint.document import BlockKind, Document, Link
from credlint.once import once
from credlint.span import Span

# Keys whose text is read as prose whatever its length, and keys whose text never is.
READ_KEYS = lazy_re.compile(
    r"(?i)title|headline|description|desc$|summary|excerpt|subtitle|tl;?dr|abstract|lead|intro|takeaways?|answer|question"
    r"|fee|cost|price|pricing|tuition|valid|expir|renew|duration|length|effort|exam|format|passing|score|minutes|time_?limit"
)
UNREAD_KEYS = lazy_re.compile(
    r"(?i)tags?|keywords?|categor(?:y|ies)|authors?|image|cover|slug|url|link|path|layout|permalink|alt|icon|sources?|id"
)
# What the other values of its mapping are about: `faq: [{question: …, answer: …}]`.
NAMING_KEYS = lazy_re.compile(r"(?i)(?:name|title|certification|credential|course|question|q)")
METADATA_TITLE = lazy_re.compile(r"(?i)title:[ \t]")  # metadata without fences, as Pelican writes it
NOTE = 300  # characters; an article that is no longer says what it is about only by a name


class Layout:
    """The places of a document, front matter values and fenced tables among them, in source order.

    `text` has the length of `document.text`, so offsets in it are offsets in the source.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        leaves = Leaves(document)
        self.places: tuple[Place, ...] = tuple(self._front_matter(leaves))
        self.places += tuple(self._body(leaves))
        self.text = _overlaid(document, [*leaves.shown, *figures_in_code(document)])
        self._starts = [place.span.start for place in self.places]

    def _front_matter(self, leaves: Leaves) -> Iterator[Place]:
        front = self.document.front_matter
        if front is None:
            return
        text = self.document.text
        inner = {path[:-1] for path in front.values}
        named: dict[tuple[str | int, ...], int] = {}  # by the path of a mapping the place that names its subject
        index = 0
        for path, span in sorted(front.values.items(), key=lambda pair: pair[1]):
            key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
            if path in inner or any(isinstance(part, str) and UNREAD_KEYS.fullmatch(part) for part in path):
                continue
            names = len(path) > 1 and NAMING_KEYS.fullmatch(key)
            if not (names or READ_KEYS.search(key) or span.of(text).count(" ") >= 4):
                continue
            leaves.shown.append(span)
            items = tuple([named[path[:end]] for end in range(1, len(path)) if path[:end] in named])
            if names:
                named.setdefault(path[:-1], index)
            for piece in pieces(self.document.prose, span):
                yield Place(index, PlaceKind.FRONT_MATTER, piece, items=items, key=key)
                index += 1

    def _body(self, leaves: Leaves) -> Iterator[Place]:
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
            for leaf in leaves.of(number, block):
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

    def text_of(self, place: Place) -> str:
        return place.span.of(self.text)

    def place_at(self, offset: int) -> Place | None:
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset >= self.places[at].span.end:
            return None
        return self.places[at]

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

    @once
    def is_note(self) -> bool:
        """Whether it is too short, but for a title, to say what it is about other than by a name: "CKA costs $395."."""
        titled = bool(self.places) and self.places[0].kind is PlaceKind.HEADING
        body = self.text[self.places[0].span.end if titled else 0 :].strip()
        return len(body) <= NOTE and "\n\n" not in body

    def strong_in(self, span: Span) -> tuple[Span, ...]:
        strong = self.document.strong
        low = bisect_right(strong, Span(span.start, -1))
        high = bisect_right(strong, Span(span.end, -1))
        return strong[low:high]

    def links_in(self, place: Place) -> Iterator[Link]:
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

    @once
    def read_rows(self) -> Mapping[tuple[int | None, int | None], Sequence[Place]]:
        """As `table_rows`, with the cell above it in place of an empty one: "| Acme | Baker |", "| | Roller |"."""
        rows: dict[tuple[int | None, int | None], Sequence[Place]] = {}
        above: dict[tuple[int | None, int | None], Place] = {}
        for (table, row), cells in self.table_rows.items():
            for cell in cells if row else ():
                if self.text_of(cell).strip():
                    above[table, cell.column] = cell
            rows[table, row] = [above.get((table, cell.column), cell) for cell in cells] if row else cells
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


def _overlaid(document: Document, shown: Iterable[Span]) -> str:
    """The prose, with what else a reader reads copied in."""
    parts: list[str] = []
    at = 0
    for span in sorted(shown):
        if span.start < at:
            continue  # of a line that is copied as a whole
        parts += [document.prose[at : span.start], span.of(document.text)]
        at = span.end
    return "".join([*parts, document.prose[at:]])
