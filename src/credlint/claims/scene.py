"""An article as a reader sees it: places, the sentences and labels in them, and what stands around each.

The scene only looks. It knows where a reader reads (front matter values and fenced tables too), which label rules an
offset, which heading, list item or table head stands over a place, and whom each place mentions. What a value means is
the business of `kinds`, whom it is about that of `subject`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from credlint.catalog.forms import Proof
from credlint.catalog.names import Mention, Names
from credlint.document import Block, BlockKind, Document, Link
from credlint.span import Span

CREDENTIALS = ("credential", "family", "unknown")


class PlaceKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CELL = "cell"
    FRONT_MATTER = "front-matter"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Place:
    """A leaf that is read in one breath.

    `block` is the index of its leaf block, None in front matter. `headings` are the places of the headings above it,
    `items` those that open the list items around it, both outermost first and without the place itself; `depth` is the
    number of list items around it. `key` is the front matter key. `table`, `row` and `column` place a cell; row 0 is
    the head. LINE is a line of fenced text.
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


class _Leaf(NamedTuple):
    """What becomes a place: a cell of which table, if it is one. Tables that no block numbers have negative numbers."""

    kind: PlaceKind
    span: Span
    table: int | None = None
    row: int | None = None
    column: int | None = None


class Orientation(StrEnum):
    """Where a table's subjects stand. KEY_VALUE: outside the table."""

    ROWS = "rows"
    COLUMNS = "columns"
    KEY_VALUE = "key-value"


@dataclass(frozen=True, slots=True)
class Table:
    """Places of the cells by (row, column), row 0 the head; `subjects` is the column that names them (ROWS only)."""

    cells: Mapping[tuple[int, int], int]
    rows: int
    columns: int
    orientation: Orientation = Orientation.ROWS
    subjects: int = 0


# Keys whose text is read as prose whatever its length, and keys whose text never is.
READ_KEYS = re.compile(
    r"(?i)title|headline|description|desc$|summary|excerpt|subtitle|tl;?dr|abstract|lead|intro|takeaways?|answer|question"
    r"|fee|cost|price|pricing|tuition|valid|expir|renew|duration|length|effort|exam|format|passing|score|minutes|time_?limit"
)
UNREAD_KEYS = re.compile(
    r"(?i)tags?|keywords?|categor(?:y|ies)|authors?|image|cover|slug|url|link|path|layout|permalink|alt|icon|sources?|id"
)

# A line that starts with up to six words and a colon, or with bold text and a colon or dash: what follows is of that.
LABEL = re.compile(
    r"[ \t]*(?:[^\w\s$€£₹~+(]{1,4}[ \t]*|\d{1,2}[.)][ \t]+)?"
    r"(?P<label>[^\W\d_][^\n:|.;!?]{0,48}?)[ \t]*(?:[:：](?=\s|\Z|[^\w/])|[ \t][-–—][ \t])"
)
SEGMENT_END = re.compile(r"\n|[ \t][|·•][ \t]")
SENTENCE_END = re.compile(
    r"[.!?]+[\"'”’)\]]*(?=\s+[\"'“‘(\[*]*[^\sa-z])|\n[ \t]*\n|(?:  |\\|<br ?/?>)[ \t]*\n|(?i:<br ?/?>)"
)
ABBREVIATION = re.compile(
    r"(?i)(?:\b(?:e\.g|i\.e|vs|approx|etc|rs|no|inc|u\.s|st|dr|mr|ms|cert|min|max|ca|avg|est|incl|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\b[A-Z])\.$"
)
CLAUSE_END = re.compile(
    r"[;:()]|[—→⇒]|[ \t][–-][ \t]|->|=>|,? \b(?i:but|while|whereas|although|though|however)\b|, (?i:and|so|then|plus)\b"
)
CERTIFICATION_WORD = re.compile(
    r"(?i)\b(?:certif|credential|nanodegree|micromasters|specialization|exam|course|bootcamp)"
)
ATTRIBUTE = re.compile(
    r"(?i)\b(?:cost|price|pricing|fees?|tuition|duration|length|times?|hours|weeks|months|minutes|valid\w*|expir\w+|renew\w*"
    r"|questions?|items|pass(?:ing)?|score|level|format|prerequisites?|difficulty|languages?|delivery|status|retake|type"
    r"|code|exam code|best for|audience|focus|provider|vendor|salary|topics|domains?|experience|effort|registration"
    r"|proctor\w*|eligib\w+|certificate|availability|platform|who it|recommended|requirements?"
    r"|study|preparation|prep|term)\b"
)
# What stands around a value is looked for in its place, so the work for a place grows with the square of its length.
# A paragraph that people write is shorter; of a longer one each piece is read by itself.
LONGEST_PLACE = 4_000
BLANKS = re.compile(r"\s+")
PLAIN_INFO = frozenset({"", "text", "txt", "plain", "plaintext", "none", "console", "md", "markdown"})
CODE_LIKE = re.compile(
    r"[{};]\s*$|^\s*(?:\$ |#!|//|import |from |def |const |let |var |sudo |npm |pip |aws |gcloud |kubectl )"
)


class Scene:
    """Built once a document. `text` has the length of `document.text`, so offsets in it are offsets in the source."""

    def __init__(self, document: Document, names: Names) -> None:
        self.document = document
        self.names = names
        self._block_place: dict[int, int] = {}
        self._extra: list[Span] = []
        self.places: tuple[Place, ...] = tuple(self._front_matter())
        self.places += tuple(self._body())
        self.text = self._overlay()
        self._starts = [place.span.start for place in self.places]
        self._sentences: dict[int, tuple[Span, ...]] = {}
        self._read: dict[int, tuple[Mention, ...]] = {}
        self._named: dict[int, tuple[Mention, ...]] = {}

    def _front_matter(self) -> Iterator[Place]:
        front = self.document.front_matter
        if front is None:
            return
        text = self.document.text
        inner = {path[:-1] for path in front.values}
        index = 0
        for path, span in sorted(front.values.items(), key=lambda pair: pair[1]):
            key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
            if path in inner or any(isinstance(part, str) and UNREAD_KEYS.fullmatch(part) for part in path):
                continue
            if not (READ_KEYS.search(key) or span.of(text).count(" ") >= 4):
                continue
            self._extra.append(span)
            yield Place(index, PlaceKind.FRONT_MATTER, span, key=key)
            index += 1

    def _body(self) -> Iterator[Place]:
        blocks = self.document.blocks
        heading_place: dict[int, int] = {}
        opening: dict[int, int] = {}
        index = len(self.places)
        for number, block in enumerate(blocks):
            if block.kind in (BlockKind.ITEM, BlockKind.QUOTE):
                continue
            items = tuple(opening[item] for item in block.parents if item in opening)
            depth = sum(blocks[parent].kind is BlockKind.ITEM for parent in block.parents)
            for leaf in self._leaves(number, block):
                headings = tuple(heading_place[heading] for heading in block.section if heading in heading_place)
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
                self._block_place.setdefault(number, index)
                if block.kind is BlockKind.HEADING:
                    heading_place[number] = index
                for item in block.parents:
                    if blocks[item].kind is BlockKind.ITEM:
                        opening.setdefault(item, index)
                index += 1

    def _leaves(self, number: int, block: Block) -> Iterator[_Leaf]:
        """The places of one leaf block: one, or one a line or cell of fenced text, or one an element of raw HTML."""
        if block.kind is BlockKind.CODE:
            yield from self._fenced(number, block)
        elif block.kind is BlockKind.HTML:
            yield from self._html(number, block)
        else:
            for span in self._pieces(block.span):
                yield _Leaf(PlaceKind(block.kind.value), span, block.table, block.row, block.column)

    def _pieces(self, span: Span) -> Iterator[Span]:
        """A leaf, or one of endless length in pieces that end with a sentence, or else with a word."""
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
        """The elements of raw HTML that hold text, the cells of its tables among them."""
        at, row, column, cell = block.span.start, -1, -1, False
        for tag in [*HTML_BORDER.finditer(self.document.text, block.span.start, block.span.end), None]:
            span = Span(at, tag.start() if tag else block.span.end)
            if span.of(self.document.prose).strip():
                inside = cell and row >= 0
                kind = PlaceKind.CELL if inside else PlaceKind.PARAGRAPH
                yield _Leaf(kind, span, *((-1 - number, row, column) if inside else ()))
            if tag is None:
                return
            at = tag.end()
            name = tag[1].lower()
            row, column = (row + 1, -1) if name == "tr" else (row, column)
            cell, column = (True, column + 1) if name in ("td", "th") else (cell and not name.startswith("/"), column)

    def _overlay(self) -> str:
        """The prose, with what else a reader reads copied in."""
        parts: list[str] = []
        at = 0
        for span in sorted(self._extra):
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

    def place_of_block(self, block: int | None) -> Place | None:
        """The first place of a leaf block."""
        at = None if block is None else self._block_place.get(block)
        return None if at is None else self.places[at]

    def headings(self, place: Place) -> tuple[str, ...]:
        """The texts of the headings above, outermost first."""
        return tuple(self.text_of(self.places[heading]).strip(" #\n") for heading in place.headings)

    def sentence_at(self, offset: int) -> Span:
        """The sentence around an offset; it never leaves its place."""
        place = self.place_at(offset)
        if place is None:
            return Span(offset, offset)
        sentences = self.sentences(place)
        return sentences[max(0, bisect_right(sentences, Span(offset, len(self.text))) - 1)]

    def clause_at(self, offset: int) -> Span:
        """The clause around an offset, as far as one reads in a breath."""
        sentence = self.sentence_at(offset)
        start, end = max(sentence.start, offset - REACH), min(sentence.end, offset + REACH)
        for separator in CLAUSE_END.finditer(self.text, start, end):
            if separator.end() <= offset:
                start = separator.end()
            elif separator.start() > offset:
                return Span(start, separator.start())
        return Span(start, end)

    def sentences(self, place: Place) -> tuple[Span, ...]:
        """The sentences of a place; there is always one."""
        if place.index not in self._sentences:
            ends = self._sentence_ends(place)
            pairs = zip([place.span.start, *ends], [*ends, place.span.end], strict=True)
            found = tuple(Span(start, end) for start, end in pairs if start < end)
            self._sentences[place.index] = found or (place.span,)
        return self._sentences[place.index]

    def _sentence_ends(self, place: Place) -> list[int]:
        """Where sentences end; hard line breaks are seen in the source, where they are not blanked."""
        ends = set()
        for m in SENTENCE_END.finditer(self.text, place.span.start, place.span.end):
            before = max(place.span.start, m.start() - 8)
            if self.text[m.start()] != "." or not ABBREVIATION.search(self.text, before, m.start() + 1):
                ends.add(m.end())
        ends.update(m.end() for m in HARD_BREAK.finditer(self.document.text, place.span.start, place.span.end))
        if place.kind is PlaceKind.PARAGRAPH:
            lines = (m.end() for m in NEWLINE.finditer(self.text, place.span.start, place.span.end))
            ends.update(line for line in lines if self._label_in(line, place.span.end) is not None)
        return sorted(ends)

    def label_at(self, offset: int) -> Span | None:
        """The label in front of an offset, in the same line and the same segment of it: `Exam fee: …`, `**Cost** …`."""
        place = self.place_at(offset)
        if place is None:
            return None
        start = max(place.span.start, offset - LABEL_REACH)
        ends = [m.end() for m in SEGMENT_END.finditer(self.text, start, offset)]
        ends += [m.end() for m in HARD_BREAK.finditer(self.document.text, start, offset)]
        if not ends and start > place.span.start:
            return None
        label = self._label_in(max(ends, default=start), place.span.end)
        return label if label is not None and label.end <= offset else None

    def _label_in(self, start: int, end: int) -> Span | None:
        """The label that a segment begins with."""
        m = LABEL.match(self.text, start, min(end, start + REACH))
        if m is not None and len(m["label"].split()) <= 6:
            return Span(*m.span("label"))
        head = WORD.search(self.text, start, min(end, start + REACH))
        at = -1 if head is None else bisect_right(self.document.strong, Span(head.start(), len(self.text))) - 1
        if head is not None and at >= 0:
            bold = self.document.strong[at]
            inside = start <= bold.start <= head.start() < bold.end <= min(end, start + REACH)
            if inside and len(bold.of(self.text).split()) <= 6:
                return bold
        return None

    def near_label(self, place: Place) -> str:
        """The short line that a place answers: its parent item, or the heading or bold line directly above."""
        if place.items:
            above = self.text_of(self.places[place.items[-1]]).strip()
            return above if len(above.split()) <= 8 else ""
        if place.index == 0:
            return ""
        before = self.places[place.index - 1]
        if before.kind is PlaceKind.HEADING:
            return self.text_of(before).strip(" #\n")
        text = self.text_of(before).strip()
        if before.kind is PlaceKind.PARAGRAPH and len(text.split()) <= 8:
            bold = any(strong.of(self.text).strip(" :") == text.strip(" :") for strong in self.strong_in(before.span))
            if bold or text.endswith(":"):
                return text
        return ""

    def strong_in(self, span: Span) -> tuple[Span, ...]:
        strong = self.document.strong
        low = bisect_right(strong, Span(span.start, -1))
        high = bisect_right(strong, Span(span.end, -1))
        return strong[low:high]

    # Tables

    @cached_property
    def table_cells(self) -> Mapping[int, Mapping[tuple[int, int], int]]:
        """The places of each table's cells by row and column."""
        cells: dict[int, dict[tuple[int, int], int]] = {}
        for place in self.places:
            if place.table is not None and place.row is not None and place.column is not None:
                cells.setdefault(place.table, {})[place.row, place.column] = place.index
        return cells

    @cached_property
    def tables(self) -> Mapping[int, Table]:
        return {number: self._table(found) for number, found in self.table_cells.items()}

    def _table(self, cells: Mapping[tuple[int, int], int]) -> Table:
        rows = 1 + max(row for row, _ in cells)
        columns = 1 + max(column for _, column in cells)

        def named(row: int, column: int) -> bool:
            at = cells.get((row, column))
            return at is not None and any(m.form in CREDENTIALS for m in self.mentions_in(self.places[at]))

        def text(row: int, column: int) -> str:
            at = cells.get((row, column))
            return "" if at is None else self.text_of(self.places[at])

        body = range(1, rows)
        attributes = sum(bool(ATTRIBUTE.search(text(row, 0))) and not named(row, 0) for row in body)
        heads = [column for column in range(1, columns) if named(0, column)]
        if heads and (attributes >= 0.4 * len(body) or len(heads) == columns - 1 > 1):
            return Table(cells, rows, columns, Orientation.COLUMNS)
        count = {column: sum(named(row, column) for row in body) for column in range(columns)}
        best = max(count, key=lambda column: (count[column], -column))
        if columns <= 3 and attributes * 2 >= len(body) and not count[0] and not heads:
            return Table(cells, rows, columns, Orientation.KEY_VALUE)
        old = next((column for column in range(columns) if text(0, column).strip().lower() in ("old", "retired")), None)
        subjects = old if old is not None else 0 if count[0] * 2 >= count[best] else best
        return Table(cells, rows, columns, Orientation.ROWS, subjects)

    def table_of(self, place: Place) -> Table | None:
        return None if place.table is None else self.tables[place.table]

    def head(self, place: Place) -> str:
        """The text of the head cell over a cell, "" for the head itself and outside tables."""
        return self._cell_text(place, 0, place.column) if place.row else ""

    def row_label(self, place: Place) -> str:
        """The text of the first cell of a cell's row, "" for the first itself and outside tables."""
        return self._cell_text(place, place.row, 0) if place.column else ""

    def transposed(self, place: Place) -> bool:
        """Whether the columns of its table are subjects."""
        table = self.table_of(place)
        return table is not None and table.orientation is Orientation.COLUMNS

    def key_value(self, place: Place) -> bool:
        """Whether its table only tells attributes of something named outside."""
        table = self.table_of(place)
        return table is not None and table.orientation is Orientation.KEY_VALUE

    def _cell_text(self, place: Place, row: int | None, column: int | None) -> str:
        if place.table is None or row is None or column is None:
            return ""
        at = self.table_cells[place.table].get((row, column))
        return "" if at is None else self.text_of(self.places[at]).strip()

    # Whom places mention

    @cached_property
    def _lower_words(self) -> frozenset[str]:
        """The words that the article also writes in lower case."""
        words = (word.strip(".,;:!?()[]\"'") for word in self.text.split())
        return frozenset(word for word in words if word.islower())

    @cached_property
    def _proper_words(self) -> frozenset[str]:
        """The words that the article writes with a capital inside a sentence."""
        return frozenset(INNER_CAPITAL.findall(self.text))

    @cached_property
    def _named_by_catalog(self) -> Mapping[int, tuple[Mention, ...]]:
        """What the catalog's names find in every place."""
        lower, proper = self._lower_words, self._proper_words
        return {
            place.index: self.names.mentions(self.text, place.span.start, place.span.end, lower, proper)
            for place in self.places
        }

    @cached_property
    def _short_forms(self) -> Mapping[str, Mention]:
        """Acronyms that the article itself explains: "Acme Certified Junior Baker (ACJB)"."""
        found: dict[str, Mention | None] = {}
        for mentions in self._named_by_catalog.values():
            for mention in mentions:
                explained = EXPLAINED.match(self.text, mention.span.end) if mention.form in CREDENTIALS else None
                if explained is None:
                    continue
                acronym, form = explained[1], mention
                if any(other.subjects and Span(*explained.span(1)) in other.span for other in mentions):
                    continue
                known = found.setdefault(acronym, form)
                if known is not None and known.subjects != form.subjects:
                    found[acronym] = None
        return {acronym: mention for acronym, mention in found.items() if mention is not None}

    def read(self, place: Place) -> tuple[Mention, ...]:
        """Whom a place seems to name, before the context has a say."""
        if place.index in self._read:
            return self._read[place.index]
        found = self._named_by_catalog[place.index]
        if self._short_forms:
            forms = "|".join(re.escape(form) for form in self._short_forms)
            for match in re.finditer(rf"(?<![\w-])(?:{forms})(?![\w+-])", self.text[place.span.start : place.span.end]):
                span = Span(place.span.start + match.start(), place.span.start + match.end())
                if not any(other.subjects and other.span.overlaps(span) for other in found):
                    short = replace(self._short_forms[match[0]], span=span)
                    found = (*(other for other in found if not other.span.overlaps(span)), short)
            found = tuple(sorted(found, key=lambda mention: mention.span))
        self._read[place.index] = found
        return found

    def mentions_in(self, place: Place) -> tuple[Mention, ...]:
        """Whom a place names: a name that needs its provider beside it has it in some scope around the place."""
        if place.index not in self._named:
            settled = (self._settle(mention, place) for mention in self.read(place))
            self._named[place.index] = tuple(mention for mention in settled if mention is not None)
        return self._named[place.index]

    def _settle(self, mention: Mention, place: Place) -> Mention | None:
        if mention.proof is Proof.WORD:
            if not self._speaks_of_certifications:
                return None
            return self._unless_of_others(mention, place) if " " in mention.span.of(self.text).strip() else mention
        if mention.proof is Proof.CODE_WORD:
            before = self.text[max(place.span.start, mention.span.start - 12) : mention.span.start]
            near = f"{before} {self.head(place)} {self.row_label(place)}"
            told = re.search(r"(?i)\b(?:exam|code)\b", near) or any(
                other.span.end <= mention.span.start <= other.span.end + 12
                for other in self.read(place)
                if other.provider or other.form == "provider"
            )
            return mention if told else None
        if mention.proof is Proof.HEADED:
            return mention if self._stands_as_name(mention, place) and self._is_about_certifications(place) else None
        if mention.proof is Proof.PROVIDER:
            return self._of_its_provider(mention, place)
        return mention

    def _is_about_certifications(self, place: Place) -> bool:
        """Whether the head of its row, its heading or the title speaks of certifications."""
        cells = self.table_cells.get(place.table, {}) if place.table is not None else {}
        heads = [at for (row, _), at in cells.items() if row == 0]
        places = [self.places[at] for at in (*heads, *place.headings)]
        return any(CERTIFICATION_WORD.search(self.text_of(other)) for other in (*places, *self.titles))

    def _unless_of_others(self, mention: Mention, place: Place) -> Mention:
        """A course without its provider, in a section about another provider, is one of the other's."""
        exam = all(self.names.catalog.credentials[one].kind == "exam" for one in mention.subjects)
        if mention.provider is None or exam or self.names.says_provider(self.text, mention):
            return mention
        for index in (*reversed(place.items), *reversed(place.headings)):
            named = [m for m in self.read(self.places[index]) if m.form == "provider" and self.names.examines(m)]
            if named:
                ours = any(mention.provider in self._owners(other) for other in named)
                return mention if ours else Mention(mention.span, (), "unknown")
        return mention

    def _of_its_provider(self, mention: Mention, place: Place) -> Mention | None:
        """A name without its provider belongs to the one that the innermost scope around it names."""
        sure = {
            other.subjects for other in self.read(place) if other.form == "credential" and other.proof <= Proof.WORD
        }
        if len(mention.subjects) == 1 and mention.subjects in sure:
            return mention  # "… Security Practitioner (CASP)"
        meant = [one for one in mention.subjects if one in self._surely_named]
        if len(meant) == 1 and (FULL_NAME.search(mention.span.of(self.text)) or self._stands_as_name(mention, place)):
            # A short form of the one that the article names in full.
            return replace(mention, subjects=tuple(meant), form="credential", provider=self.names.provider_of(meant[0]))
        for scope in self._scopes(place):
            owners = {owner for other in scope for owner in self._owners(other) if other.span != mention.span}
            if not owners:
                continue
            subjects = tuple(one for one in mention.subjects if self.names.provider_of(one) in owners)
            full = FULL_NAME.search(mention.span.of(self.text)) is not None
            if subjects and not full and not self._stands_as_name(mention, place):
                return None
            if subjects:
                form = "credential" if len(subjects) == 1 else "family"
                return replace(mention, subjects=subjects, form=form, provider=self.names.provider_of(subjects[0]))
            break
        # Nobody around says whose it is: a full name is somebody's, a trade ("machine learning engineer") nobody's.
        return Mention(mention.span, (), "unknown") if FULL_NAME.search(mention.span.of(self.text)) else None

    @cached_property
    def _surely_named(self) -> frozenset[str]:
        """The credentials that the article names by names that need nothing beside them."""
        mentions = (mention for found in self._named_by_catalog.values() for mention in found)
        return frozenset(m.subjects[0] for m in mentions if m.form == "credential" and m.proof is Proof.STRONG)

    def _stands_as_name(self, mention: Mention, place: Place) -> bool:
        """Whether it stands where a certification's name does: a heading, a cell, a bold or linked one, before "exam".

        A trade or a field ("Data Engineer", "Cloud Security") is otherwise just that.
        """
        if CERTIFICATION_BEHIND.match(self.text, mention.span.end):
            return True
        if place.kind in (PlaceKind.HEADING, PlaceKind.CELL, PlaceKind.LINE):
            return True
        before = self.text[place.span.start : mention.span.start]
        behind = self.text[mention.span.end : min(place.span.end, mention.span.end + 3)].strip()
        if len(before) < 8 and not any(c.isalnum() for c in before) and behind[:1] in ("", ":", "(", "-", "–", "—"):
            return True
        links = [link.text_span for link in self._links_in(place) if link.text_span is not None]
        length = mention.span.end - mention.span.start
        return any(
            mention.span in span and 2 * length > span.end - span.start
            for span in [*self.strong_in(place.span), *links]
        )

    def _links_in(self, place: Place) -> Iterator[Link]:
        return (link for link in self.document.links if link.block == place.block)

    def _owners(self, mention: Mention) -> frozenset[str]:
        """The providers that a mention speaks of."""
        if mention.form == "provider":
            return frozenset(kin for one in mention.subjects for kin in self.names.kin[one])
        if mention.proof is Proof.STRONG and mention.provider is not None:
            return self.names.kin.get(mention.provider, frozenset())
        return frozenset()

    def _scopes(self, place: Place) -> Iterator[Sequence[Mention]]:
        """What stands around a place, innermost first: its row, its head, its list parents, headings, the title."""
        yield self.read(place)
        table = self.table_cells.get(place.table) if place.table is not None else None
        if table is not None:
            yield [
                m
                for (row, _), at in table.items()
                if row == place.row and at != place.index
                for m in self.read(self.places[at])
            ]
            head = table.get((0, place.column or 0))
            yield self.read(self.places[head]) if head is not None else ()
        for item in reversed(place.items):
            yield self.read(self.places[item])
        for heading in reversed(place.headings):
            yield self.read(self.places[heading])
        for title in self.titles:
            yield self.read(title)
        yield self._only_provider

    @cached_property
    def _only_provider(self) -> Sequence[Mention]:
        """The one provider that the whole article speaks of, if it is one."""
        found = [m for place in self.places for m in self.read(place) if self._owners(m)]
        owners = {self._owners(m) for m in found}
        return found[:1] if len(owners) == 1 else ()

    @property
    def has_one_provider(self) -> bool:
        """Whether everybody named in the article, as far as that is known, is of one provider."""
        return bool(self._only_provider)

    @cached_property
    def titles(self) -> tuple[Place, ...]:
        """The front matter title and the first heading of level 1."""
        keyed = [
            place for place in self.places if place.kind is PlaceKind.FRONT_MATTER and place.key.lower() == "title"
        ]
        if not keyed and METADATA_TITLE.match(self.text):
            keyed = list(self.places[:1])
        first = [place for place in self.places if place.kind is PlaceKind.HEADING and place.level == 1]
        return (*keyed[:1], *first[:1])

    @cached_property
    def _speaks_of_certifications(self) -> bool:
        return sum(1 for _ in islice(CERTIFICATION_WORD.finditer(self.text), 2)) == 2

    def mentions(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that lie within a span of one place."""
        place = self.place_at(span.start)
        if place is None:
            return ()
        found = self.mentions_in(place)
        low = bisect_left(found, span.start, key=_start)
        return tuple(
            mention for mention in found[low : bisect_left(found, span.end, key=_start)] if mention.span in span
        )

    @cached_property
    def has_certification_word(self) -> bool:
        """Whether the article speaks of credentials at all; without it nothing need be looked for."""
        return CERTIFICATION_WORD.search(self.text) is not None


EXPLAINED = re.compile(r"[ \t]*\([ \t]*([A-Z][a-z]?[A-Z][A-Za-z0-9+-]{0,7})[ \t]*\)")
CERTIFICATION_BEHIND = re.compile(r"(?i)\W{0,3}(?:certification|certificate|cert|exam|credential|badge)\b")
METADATA_TITLE = re.compile(r"(?i)title:[ \t]")  # metadata without fences, as Pelican writes it
INNER_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][\w+-]*")
FULL_NAME = re.compile(
    r"(?i)\b(?:associate|professional|expert|specialty|practitioner|certificate|speciali[sz]ation|nanodegree"
    r"|fundamentals|foundations|leader)\b"
)
NEWLINE = re.compile(r"\n")
WORD = re.compile(r"[^\W_]")
# How many characters evidence inside a place may be away: far more than anybody writes, so that time stays linear.
REACH = 1000
LABEL_REACH = 300  # a label rules no longer stretch than this
HARD_BREAK = re.compile(r"(?:  |\\)\r?\n|(?i:<br ?/?>)")
HTML_BORDER = re.compile(
    r"(?i)<(/?(?:p|div|li|ul|ol|td|th|tr|table|thead|tbody|h[1-6]|br|hr|section|article|details|summary))\b[^>]*>"
)
LINE = re.compile(r"[^\n]+")
CELL = re.compile(r"(?:^[ \t]*\|?|\|)[ \t]*([^|\n]*[^|\s])[ \t]*(?=\||$)")


def _start(mention: Mention) -> int:
    return mention.span.start
