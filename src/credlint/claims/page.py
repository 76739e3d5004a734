"""An article as all kinds of claims read it: its quantities, and what is asked of its places and tables many times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from credlint import lazy_re
from credlint.catalog.mention import Mention
from credlint.claims.context import Context
from credlint.claims.places import Place, PlaceKind
from credlint.claims.quantities import quantities
from credlint.claims.quantities.quantity import Measure, Quantity
from credlint.claims.quantities.stated_units import with_stated_unit
from credlint.claims.scene import Scene
from credlint.claims.written_dates import dates
from credlint.dates import PartialDate
from credlint.once import once
from credlint.span import Span

_PRICE = lazy_re.compile(r"\b(?:costs?|prices?|pricing|fees?|tuition)\b", re.I)
_BLANKS = "\n\r\t\u00a0"  # each is a space to its reader, a line break inside a paragraph too


class Page:
    """Places of a scene (all where none are given) with the quantities in them, read once for all kinds.

    `places` are looked through for claims, and whole tables are among them or none of their cells. `without` names the
    cues (`cost/label`) and traps (`trap/salary`) that are switched off; tests use it to prove that each of them is
    worth something.
    """

    def __init__(
        self, scene: Scene, without: frozenset[str] = frozenset(), places: Sequence[Place] | None = None
    ) -> None:
        self.scene = scene
        self.places = scene.places if places is None else places
        self.text = scene.text
        self.low = _lower(scene.text)
        self.without = without
        self.exam_times: dict[Span, bool] = {}
        self.price_evidence: dict[Span, str | None] = {}
        self._near: dict[int, str] = {}
        self._starts: dict[int, list[int]] = {}
        self._evidence: dict[int, str] = {}
        self._labelled: dict[re.Pattern[str], frozenset[int]] = {}

    def uses(self, name: str) -> bool:
        """Whether a cue ("cost/label") or trap ("trap/salary") is not switched off."""
        return name not in self.without

    @once
    def quantities(self) -> dict[int, tuple[Quantity, ...]]:
        """The quantities of every one of the places that has any, by the place's index."""
        found = {}
        for place in self.places:
            here = quantities(self.text, place.span.start, place.span.end)
            if here:
                found[place.index] = with_stated_unit(self.scene, place, here)
        return found

    @once
    def contexts(self) -> tuple[Context, ...]:
        """Every quantity with its surroundings, in source order."""
        return tuple(
            Context(self, self.scene.places[index], quantity.span, quantity, at)
            for index, here in sorted(self.quantities.items())
            for at, quantity in enumerate(here)
        )

    @once
    def indexes(self) -> frozenset[int]:
        return frozenset(place.index for place in self.places)

    def places_with(self, *stems: str) -> list[Place]:
        """Those whose lower-case text holds one of some literal words, in source order; found without `re`."""
        found: set[int] = set()
        start, end = (self.places[0].span.start, self.places[-1].span.end) if self.places else (0, 0)
        for stem in stems:
            at = self.low.find(stem, start, end)
            while at >= 0:
                place = self.scene.place_at(at)
                at = self.low.find(stem, at + 1 if place is None else max(at + 1, place.span.end), end)
                if place is not None:
                    found.add(place.index)
        return [self.scene.places[index] for index in sorted(found & self.indexes)]

    def of(self, *measures: Measure) -> list[Context]:
        return [context for context in self.contexts if context.measure in measures]

    def near(self, place: Place) -> str:
        """The heading, bold line, parent item or question that a short place answers."""
        if place.index not in self._near:
            near = (self.scene.label_below(place) or self.scene.near_label(place)).lower()
            if not near and place.kind is PlaceKind.PARAGRAPH and place.index:
                above = self.scene.places[place.index - 1].span.of(self.low).strip(" *_\n")
                near = above if above.endswith("?") and len(above.split()) <= 16 else ""
            self._near[place.index] = near
        return self._near[place.index]

    def evidence(self, place: Place) -> str:
        """All text that can be evidence of the kind of a value of the place, in lower case."""
        if place.index not in self._evidence:
            parts = [place.span.of(self.low), self.near(place), place.key]
            if place.kind is PlaceKind.CELL:
                parts += [self.scene.head(place), self.scene.row_label(place)]
            self._evidence[place.index] = "\n".join(parts).lower()
        return self._evidence[place.index]

    def sentences(self, place: Place) -> tuple[Span, ...]:
        return self.scene.sentences(place)

    def sentence_starts(self, place: Place) -> list[int]:
        if place.index not in self._starts:
            self._starts[place.index] = [span.start for span in self.sentences(place)]
        return self._starts[place.index]

    def mentions(self, place: Place) -> tuple[Mention, ...]:
        return self.scene.mentions.of(place)

    def dates(self, span: Span) -> list[tuple[Span, PartialDate]]:
        return dates(self.text, span.start, span.end)

    @once
    def money_columns(self) -> frozenset[tuple[int, int]]:
        """(table, column) of columns in which half of the cells below the head, and two at least, hold money."""
        return self._columns(Measure.MONEY)

    @once
    def priced_tables(self) -> frozenset[int]:
        """Tables of which some head speaks of prices, or the heading right over them."""
        return frozenset(
            place.table
            for place in self.places
            if place.table is not None and place.row == 0 and any(map(_PRICE.search, self._over(place)))
        )

    def _over(self, place: Place) -> Iterator[str]:
        """The text of a head cell, and of the heading over its table."""
        for one in (place, *(self.scene.places[index] for index in place.headings[-1:])):
            yield one.span.of(self.text)

    @once
    def named_rows(self) -> frozenset[tuple[int, int]]:
        """(table, row) of rows that name a credential or a provider."""
        return frozenset(
            (place.table, place.row or 0) for place in self.places if place.table is not None and self.mentions(place)
        )

    def tables_labelled(self, words: re.Pattern[str]) -> frozenset[int]:
        """Tables of which a head or a row's first cell is one of some words; each pattern is looked for once."""
        if words not in self._labelled:
            self._labelled[words] = frozenset(
                place.table
                for place in self.places
                if place.table is not None
                and not (place.row and place.column)
                and words.fullmatch(place.span.of(self.low).strip(" *_:"))
            )
        return self._labelled[words]

    def _columns(self, measure: Measure) -> frozenset[tuple[int, int]]:
        cells: dict[tuple[int, int], int] = {}
        holding: dict[tuple[int, int], int] = {}
        for place in self.places:
            if place.table is None or place.column is None or not place.row:
                continue
            key = (place.table, place.column)
            cells[key] = cells.get(key, 0) + bool(self.text[place.span.start : place.span.end].strip())
            if any(quantity.measure is measure for quantity in self.quantities.get(place.index, ())):
                holding[key] = holding.get(key, 0) + 1
        return frozenset(key for key, count in holding.items() if count >= 2 and count * 2 >= cells[key])


def _lower(text: str) -> str:
    """In lower case, on one line and of the same length, which `str.lower` alone does not promise (`İ`)."""
    low = text.lower()
    if len(low) != len(text):
        return "".join(char if len(char.lower()) != 1 else char.lower() for char in text)
    for blank in _BLANKS:  # several times as fast as `str.translate`
        low = low.replace(blank, " ")
    return low
