"""What the tables of an article are about: which of their rows or columns are whose."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from credlint import lazy_re
from credlint.catalog.mention import CREDENTIALS
from credlint.claims.layout import Layout
from credlint.claims.mentions import Mentions
from credlint.claims.places import Place

# What a head or a label says that names a fact and no credential.
ATTRIBUTE = lazy_re.compile(
    r"(?i)\b(?:cost|price|pricing|fees?|tuition|duration|length|times?|timeline|hours|weeks|months|minutes|valid\w*|expir\w+|renew\w*"
    r"|questions?|items|pass(?:ing)?|score|level|format|prerequisites?|difficulty|languages?|delivery|status|retake|type"
    r"|code|exam code|best for|audience|focus|provider|vendor|salary|topics|domains?|experience|effort|registration"
    r"|proctor\w*|eligib\w+|certificate|availability|platform|who it|recommended|requirements?"
    r"|study|preparation|prep|term)\b"
)
# Heads of a column of what one pays for: such a table is a bill, and about what the article is about.
ITEM = lazy_re.compile(
    r"(?i)(?:cost |expense |budget |line )?(?:items?|expenses?|categor(?:y|ies)|components?|positions?|cost types?)"
)
# Heads of a column that says which readers the row is for: a certification in it is one that they have already.
AUDIENCE = lazy_re.compile(
    r"(?i)\W*(?:(?:your|current|prior|previous|existing|starting|candidate|learner|reader|user|student)['’]?s? )*"
    r"(?:experience|background|profile|starting (?:point|level)|situation|candidates?|learners?|audience|persona"
    r"|skill level|knowledge|if you(?: are| have)?|you(?: are| have)|who(?: you are)?|coming from|from)(?: levels?)?\W*"
)
# What an exam, a course or a plan is made of, and the row that adds all of it up.
PART_WORD = (
    r"(?:sections?|chapters?|domains?|modules?|parts?|units?|lessons?|topics?|(?:content |subject |knowledge )?areas?"
    r"|papers?|pillars?|sessions?|weeks?|days?|months?|blocks?|(?:job )?functions?|competenc(?:y|ies)|objectives?)"
)
PART_HEAD = lazy_re.compile(
    rf"(?i)\W*(?:(?:the|major|main|key|exam|test|course|study|syllabus|content|knowledge|subject|topic|skill|cbk)\W+)*{PART_WORD}"
    r"(?: (?:names?|titles?|numbers?|no\.?|id|covered))?\W*"
)
TOTAL_ROW = lazy_re.compile(
    r"(?i)\W*(?:(?:grand |sub-?)?totals?|overall|altogether|sum|all|whole|entire|full exam|complete exam)\b"
)


class Orientation(StrEnum):
    """Where a table's subjects stand. KEY_VALUE: outside the table."""

    ROWS = "rows"
    COLUMNS = "columns"
    KEY_VALUE = "key-value"


class Table(Struct, frozen=True):
    """Places of the cells by (row, column), row 0 the head; `subjects` is the column that names them (ROWS only)."""

    cells: Mapping[tuple[int, int], int]
    orientation: Orientation = Orientation.ROWS
    subjects: int = 0


class Tables:
    """The tables of an article by number."""

    def __init__(self, layout: Layout, mentions: Mentions) -> None:
        self._layout = layout
        self._mentions = mentions
        self._tables: dict[int, Table] = {}

    def __getitem__(self, number: int) -> Table:
        if number not in self._tables:
            self._tables[number] = self._read(self._layout.table_cells[number])
        return self._tables[number]

    def _read(self, cells: Mapping[tuple[int, int], int]) -> Table:
        texts = {at: self._layout.text_of(self._layout.places[index]).strip() for at, index in cells.items()}
        named = {at for at, index in cells.items() if self._names_credential(self._layout.places[index])}
        body = range(1, 1 + max(row for row, _ in cells))
        columns = range(1 + max(column for _, column in cells))
        heads = [texts.get((0, column), "") for column in columns]
        attributes = sum((row, 0) not in named and bool(ATTRIBUTE.search(texts.get((row, 0), ""))) for row in body)
        named_heads = sum((0, column) in named for column in columns[1:])
        if named_heads and (attributes >= 0.4 * len(body) or named_heads == len(columns) - 1 > 1):
            return Table(cells, Orientation.COLUMNS)
        providers = [
            (0, column) in cells and self._is_provider(self._layout.places[cells[0, column]]) for column in columns[1:]
        ]
        if len(providers) > 1 and all(providers) and attributes >= 0.4 * len(body):
            return Table(cells, Orientation.COLUMNS)
        names = [
            0 if AUDIENCE.fullmatch(heads[column]) else sum((row, column) in named for row in body)
            for column in columns
        ]
        if len(columns) <= 3:
            compares = len(columns) == 3 and all(map(ATTRIBUTE.search, heads[1:]))
            enough = attributes * (2 if any(heads) else len(body)) >= len(body)  # without heads one attribute is
            if ITEM.fullmatch(heads[0]) or (enough and not names[0] and not named_heads and not compares):
                return Table(cells, Orientation.KEY_VALUE)
        old = next((column for column in columns if heads[column].lower() in ("old", "retired")), None)
        most = max(columns, key=names.__getitem__)
        return Table(cells, Orientation.ROWS, old if old is not None else 0 if names[0] * 2 >= names[most] else most)

    def of(self, place: Place) -> Table | None:
        return None if place.table is None else self[place.table]

    def is_transposed(self, place: Place) -> bool:
        """Whether the columns of its table are subjects."""
        table = self.of(place)
        return table is not None and table.orientation is Orientation.COLUMNS

    def is_of_part(self, place: Place) -> bool:
        """Whether its row is about a part of something: a chapter, a domain of an exam, a week of a plan."""
        cells = self._layout.table_rows[place.table, place.row] if self.lists_parts(place) else ()
        return bool(cells) and not any(TOTAL_ROW.match(self._layout.text_of(cell)) for cell in cells[:2])

    def lists_parts(self, place: Place) -> bool:
        """Whether the rows of its table are about the parts of something, or about all of them together."""
        table = self.of(place)
        if table is None or not place.row or table.orientation is Orientation.COLUMNS:
            return False
        heads = {
            cell.column
            for cell in self._layout.table_rows[place.table, 0][:2]
            if PART_HEAD.fullmatch(self._layout.text_of(cell))
        }
        row = self._layout.table_rows[place.table, place.row]
        labels = [cell for cell in row if cell.column in heads]
        named = any(map(self._names_credential, labels)) or any(
            self._is_name(cell) for cell in row[:2] if cell != place
        )
        return bool(labels) and place not in labels and not named

    def _names_credential(self, cell: Place) -> bool:
        return any(mention.form in CREDENTIALS for mention in self._mentions.of(cell))

    def _is_provider(self, cell: Place) -> bool:
        """Whether a cell holds a provider's name and nothing else."""
        return [m.span.of(self._layout.text) for m in self._mentions.of(cell) if m.form == "provider"] == [
            self._plain(cell)
        ]

    def _is_name(self, cell: Place) -> bool:
        """Whether a cell holds a credential's name and nothing else."""
        return any(
            m.form in CREDENTIALS and m.span.of(self._layout.text) == self._plain(cell) for m in self._mentions.of(cell)
        )

    def _plain(self, cell: Place) -> str:
        return self._layout.text_of(cell).strip(" *_")

    def is_key_value(self, place: Place) -> bool:
        """Whether its table only lists attributes of something named outside."""
        table = self.of(place)
        return table is not None and table.orientation is Orientation.KEY_VALUE
