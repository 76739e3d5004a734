"""What a reader reads in one breath."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

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
