"""The names in the table around a value: of its row, of its column, or over the whole table."""

from __future__ import annotations

from collections.abc import Sequence

from credlint import lazy_re
from credlint.catalog.mention import Mention
from credlint.claims.mentions.found import CERTIFICATION_WORD
from credlint.claims.places import Place
from credlint.claims.subject.general import PLURAL
from credlint.claims.subject.levels import LEVEL_WORD, LEVELS_ONLY, at_level_around
from credlint.claims.subject.search import UNKNOWN, Answer, Search
from credlint.claims.tables import AUDIENCE, PART_WORD, TOTAL_ROW, Orientation, Table

NAME_HEAD = lazy_re.compile(
    r"(?i)\b(?:certifications?|certificates?|certs?|credentials?|courses?|programs?|programmes?|exams?|names?"
    rf"|providers?|tracks?|titles?)\b(?! {PART_WORD}\b)"
)
PART = lazy_re.compile(r"(?i)\W{0,3}(?:capstone|module|course \d|part \d)")  # of a programme
EXAM_ONLY = lazy_re.compile(r"(?i)\W*(?:the )?(?:exams?|certifications?)(?: costs?)?\W*")
PARTED = lazy_re.compile(r"\d ?/ ?[$€£₹~]? ?\d")


def row(search: Search) -> Answer | None:
    """The credential that the row is about."""
    place, scene = search.place, search.scene
    table = scene.tables.of(place)
    if table is None or table.orientation is not Orientation.ROWS or not place.row:
        return None
    at = table.cells.get((place.row, _subject_column(search, table)))
    if at is None or at == place.index:
        return None
    cell = _read_cell(search, scene.places[at])
    mentions = _of_column_head(search, search.naming.named(cell))
    if not mentions:
        return _unnamed_row(search, cell)
    if PART.match(search.text, mentions[-1].span.end, cell.span.end):
        return Answer(None, UNKNOWN)
    return search.one(search.naming.topic(mentions, cell), "table-row", cell)


def _read_cell(search: Search, cell: Place) -> Place:
    """A cell; the one above where it is empty, and the row says what of that: "| Baker | exam |", "| | retake |"."""
    row = search.scene.read_rows[cell.table, cell.row]
    other = [text for one in row if one.row == cell.row and (text := search.scene.text_of(one).strip(" *_"))]
    labels = [text for text in other if text[0].isalpha() and not TOTAL_ROW.match(text)]
    above = [one for one in row if one.column == cell.column]
    return above[0] if above and labels and not any(map(TOTAL_ROW.match, other)) else cell


def _unnamed_row(search: Search, cell: Place) -> Answer | None:
    """What a row is about whose first cell names no known credential: a level, a provider, or an unknown one."""
    text, head = search.scene.text_of(cell).strip(), search.scene.head(cell)
    if not text or AUDIENCE.fullmatch(head):
        return None
    if LEVELS_ONLY.fullmatch(text) and not EXAM_ONLY.fullmatch(text):
        return at_level_around(search, text)
    provider = search.naming.provider_in(search.scene.mentions.of(cell))
    if provider and PLURAL.search(text):
        return Answer(provider, "plural")
    named = cell.table is not None and search.naming.names_rows(cell.table)
    if provider and not named and len(text.split()) <= 5 and (NAME_HEAD.search(head) or _is_about(search, cell, text)):
        return Answer(provider, "table-row")
    if not named and TOTAL_ROW.match(text):
        return None
    return Answer(None, UNKNOWN) if named or NAME_HEAD.search(head) else None


def _is_about(search: Search, cell: Place, text: str) -> bool:
    """Whether a cell that names a provider is about its credentials, and not about its services."""
    covered = sum(m.span.end - m.span.start for m in search.scene.mentions.of(cell) if m.form in ("provider", "group"))
    said = covered * 2 >= len(text) or CERTIFICATION_WORD.search(text) or LEVEL_WORD.search(text)
    return bool(said)


def _subject_column(search: Search, table: Table) -> int:
    """The nearest on the left of the columns with the head of the first: "Exam | Fee | Exam | Fee"."""
    places = search.scene.places
    heads = {number: search.scene.text_of(places[at]) for (line, number), at in table.cells.items() if not line}
    first, here = table.subjects, search.place.column or 0
    again = [number for number, text in heads.items() if first < number <= here and text == heads.get(first)]
    return max(again, default=first)


def _of_column_head(search: Search, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Of several names in a row those of the provider that heads the column: "Acme Baker / Globex Baker"."""
    place, names = search.place, search.names
    heads = [cell for cell in search.scene.table_rows[place.table, 0] if cell.column == place.column]
    provider = search.naming.provider_in(m for cell in heads for m in search.scene.mentions.of(cell))
    kin = names.kin.get(provider or "", frozenset())
    if PARTED.search(search.scene.text_of(place)):
        return mentions  # "$100/$200" are of several of them
    own = [m for m in mentions if {names.provider_of(one) for one in m.subjects} & kin]
    return own or mentions


def head(search: Search) -> Answer | None:
    """The credential that heads a table of its attributes: "Acme Baker exam | Details"."""
    table = search.scene.tables.of(search.place)
    if table is None or table.orientation is not Orientation.KEY_VALUE or not search.place.row:
        return None
    at = table.cells.get((0, 0))
    return search.one(search.naming.named(search.scene.places[at]), "table-column") if at is not None else None


def column(search: Search) -> Answer | None:
    """The credential that heads the column."""
    place, scene = search.place, search.scene
    table = scene.tables.of(place)
    if table is None or table.orientation is not Orientation.COLUMNS or not place.row or not place.column:
        return None
    at = table.cells.get((0, place.column))
    if at is None:
        return None
    over = scene.places[at]
    mentions = search.naming.named(over)
    if mentions:
        return search.one(mentions, "table-column", over)
    provider = search.naming.provider_in(scene.mentions.of(over))
    if provider:
        return Answer(provider, "table-column")
    return Answer(None, UNKNOWN) if scene.text_of(over).strip() else None
