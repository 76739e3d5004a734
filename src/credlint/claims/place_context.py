"""What stands around a place and holds for every value in it: heads and labels of its table, headings, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credlint.catalog.mention import CREDENTIALS, Mention
from credlint.claims.places import Place, PlaceKind
from credlint.once import once

if TYPE_CHECKING:
    from credlint.claims.page import Page


class PlaceContext:
    """The texts over and beside a place, in lower case."""

    def __init__(self, page: Page, place: Place) -> None:
        self.page = page
        self.place = place

    def uses(self, name: str) -> bool:
        """As `Page.uses`."""
        return name not in self.page.without

    @once
    def head(self) -> str:
        """The head of its column, or the label of its row where columns are subjects or rows are attributes."""
        scene = self.page.scene
        if self.place.kind is not PlaceKind.CELL:
            return ""
        if scene.tables.is_transposed(self.place) or scene.tables.is_key_value(self.place):
            return scene.row_label(self.place).lower()
        return scene.head(self.place).lower()

    @once
    def column_head(self) -> str:
        return self.page.scene.head(self.place).lower() if self.place.kind is PlaceKind.CELL else ""

    @property
    def corner(self) -> str:
        """The head of the first column of its table: what the rows are."""
        cells = self.page.scene.table_cells.get(self.place.table, {}) if self.place.table is not None else {}
        at = cells.get((0, 0))
        return "" if at is None else self.page.scene.places[at].span.of(self.page.low).strip(" *_:")

    @once
    def row(self) -> str:
        scene = self.page.scene
        return scene.row_label(self.place).lower() if self.place.kind is PlaceKind.CELL else ""

    @property
    def key(self) -> str:
        """The front matter key."""
        return self.place.key.lower()

    @once
    def near(self) -> str:
        return self.page.near(self.place)

    @property
    def card_labels(self) -> str:
        """What stands below its figure in raw HTML, and below those beside it, since one label may hold for all."""
        scene, place = self.page.scene, self.place
        if not scene.label_below(place):
            return ""
        beside = (other for other in scene.places if other.block == place.block)
        return " | ".join(label for other in beside if (label := scene.label_below(other))).lower()

    @once
    def heading(self) -> str:
        headings = self.place.headings
        return self.page.scene.places[headings[-1]].span.of(self.page.low).strip(" #\n") if headings else ""

    @property
    def title(self) -> str:
        """The titles of the article, in lines."""
        scene = self.page.scene
        return "\n".join(place.span.of(self.page.low).strip(" #\n\"'") for place in scene.titles)

    @property
    def outer_heading(self) -> str:
        """The heading over the one directly above, where that is a section's and not the article's."""
        outer = [self.page.scene.places[at] for at in self.place.headings[-2:-1]]
        return "".join(at.span.of(self.page.low).strip(" #\n") for at in outer if at.level != 1)

    @once
    def own(self) -> str:
        """The place's whole text."""
        return self.place.span.of(self.page.low)

    def speaks_of(self, *stems: str) -> bool:
        """Whether the place, or what labels it, holds one of some literal words."""
        evidence = self.page.evidence(self.place)
        return any(stem in evidence for stem in stems)

    @once
    def mentions(self) -> tuple[Mention, ...]:
        return self.page.mentions(self.place)

    @once
    def above_is_named(self) -> bool:
        """Whether the label, the parent item, the line above or the heading names a credential."""
        scene = self.page.scene
        spans = [scene.places[index] for index in (*self.place.items[-1:], *self.place.headings[-1:])]
        return any(mention.form in CREDENTIALS for place in spans for mention in self.page.mentions(place)) or any(
            scene.is_card(scene.places[index]) for index in self.place.items[-1:]
        )
