"""What sections claimed when they were last read: between two keys, nearly all of an article is the same.

A section is what stands between two headings. What it claims rests on its own text, on whom it names, on the headings
over it and the places right around it, and on a few facts about the whole article. All that is the key of what it
claimed, so it is looked through again as soon as any of it is another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from msgspec.structs import replace

from credlint.claims.claim import Claim
from credlint.claims.naming import Naming
from credlint.claims.nearby import FAR_BACK
from credlint.claims.places import Place, PlaceKind
from credlint.claims.scene import Scene
from credlint.claims.status_dates import written_on
from credlint.document import Link
from credlint.span import Span

# Characters behind a section that may tell something about its last value.
AHEAD = 100
MOST = 1_000  # sections, of some kilobytes each

Section = Sequence[Place]
Find = Callable[[Sequence[Place]], Iterable[Claim]]
Number = Callable[[Hashable], int]


class Recall:
    """Claims by section, under one catalog; for the articles that one writer has open."""

    def __init__(self) -> None:
        # Counted from where their section begins.
        self._known: dict[Hashable, list[Claim]] = {}
        self._numbers: dict[Hashable, int] = {}

    def claims(self, naming: Naming, find: Find) -> list[Claim]:
        """The claims of an article, section by section; `find` is asked for those of places not known as they are."""
        if len(self._known) > MOST:
            self._known.clear()
            self._numbers.clear()
        sections = _sections(naming.scene)
        keys = [*_keys(naming, sections, self._number)]
        known = [self._known.get(key) for key in keys]
        new = [at for at, claims in enumerate(known) if claims is None]
        found: dict[int, list[Claim]] = {at: [] for at in new}
        section_of = {place.index: at for at in new for place in sections[at]}
        for claim in find([place for at in new for place in sections[at]]):
            place = naming.scene.place_at(claim.span.start)
            assert place is not None
            found[section_of[place.index]].append(claim)
        for at in new:
            known[at] = self._known[keys[at]] = _moved(found[at], -sections[at][0].span.start)
        here = zip(known, sections, strict=True)
        return [claim for claims, section in here for claim in _moved(claims or (), section[0].span.start)]

    def _number(self, what: Hashable) -> int:
        """The same for what is equal, and compared faster."""
        return self._numbers.setdefault(what, len(self._numbers))


def _moved(claims: Iterable[Claim], by: int) -> list[Claim]:
    return [replace(claim, span=Span(claim.span.start + by, claim.span.end + by)) for claim in claims]


def heading_of(place: Place) -> int:
    """Which section a place stands in: the place of its heading, or less than 0 where it has none."""
    if place.kind is PlaceKind.FRONT_MATTER:
        return -1
    if place.kind is PlaceKind.HEADING:
        return place.index
    return place.headings[-1] if place.headings else -2


def _sections(scene: Scene) -> list[Section]:
    return [[*places] for _, places in groupby(scene.places, key=heading_of)]


def _keys(naming: Naming, sections: Sequence[Section], number: Number) -> Iterator[Hashable]:
    """For each section all that its claims rest on."""
    scene, document = naming.scene, naming.scene.document
    article = number(_article(naming))
    places = [_place(scene, place) for place in scene.places]
    apart = cache(lambda index: number(_apart(scene, places, index)))
    ends = [*(section[0].span.start for section in sections[1:]), len(scene.text)]
    for section, end in zip(sections, ends, strict=True):
        first, last = section[0].index, section[-1].index
        own = {place.headings for place in section}
        # Places around under the same headings may be looked through as one list; the others only count.
        before = first
        while before and scene.places[before - 1].headings in own:
            before -= 1
        before = max(0, min(before, first - FAR_BACK))
        around = (*range(before, first), *range(last + 1, min(last + 1 + FAR_BACK, len(places))))
        above = scene.places[first - 1].span.start if first else 0
        yield (
            article,
            number(_seen(scene, places, section, end)),
            apart(first - 1) if first else None,
            scene.text[above : section[0].span.start],
            document.text[above : section[0].span.start],
            scene.text[end : end + AHEAD],
            document.text[end : end + AHEAD],
            tuple([apart(one) for one in sorted(_looked_up(section))]),
            tuple([apart(one) if scene.places[one].headings in own else None for one in around]),
            tuple([naming.spoken[headings] for headings in sorted(own)]),
        )


def _looked_up(section: Section) -> set[int]:
    """The headings and items over its places that stand before a section."""
    return {one for place in section for one in (*place.headings, *place.items) if one < section[0].index}


def _article(naming: Naming) -> Hashable:
    """What of the whole article bears on every section."""
    scene = naming.scene
    titles = tuple((scene.text_of(title), _place(scene, title)) for title in scene.titles)
    providers = {m.subjects: m for place in scene.places for m in scene.mentions_in(place) if len(m.subjects) > 1}
    brands = tuple((subjects, naming.provider_in([mention])) for subjects, mention in sorted(providers.items()))
    return titles, brands, naming.dominant, scene.has_one_provider, str(written_on(scene.document))


def _seen(scene: Scene, places: Sequence[Hashable], section: Section, end: int) -> Hashable:
    """What is written in a section, and in which places of it."""
    start = section[0].span.start
    document = scene.document
    links = document.links
    low, high = (bisect_left(links, offset, key=_link_start) for offset in (start, end))
    return (
        scene.text[start:end],
        document.text[start:end],
        tuple(places[section[0].index : section[-1].index + 1]),
        tuple([_from(start, place.span) for place in section]),
        tuple([_from(start, span) for span in scene.strong_in(Span(start, end))]),
        tuple(
            [(link.kind, link.url, _from(start, link.span), _from(start, link.text_span)) for link in links[low:high]]
        ),
    )


def _place(scene: Scene, place: Place) -> Hashable:
    """What kind of place it is, what stands over it, and whom it names, wherever it is written."""
    start = place.span.start
    named = scene.mentions_in(place)
    return (
        *(place.index, place.kind, place.block, place.headings, place.items, place.level, place.depth, place.key),
        *(place.table, place.row, place.column),
        None if place.block is None else scene.document.blocks[place.block].kind,
        tuple([(m.subjects, m.form, m.proof, m.provider, _from(start, m.span)) for m in named]),
    )


def _apart(scene: Scene, places: Sequence[Hashable], index: int) -> Hashable:
    """A place that another section looks at, with what is written there."""
    span = scene.places[index].span
    return places[index], span.of(scene.text), tuple(_from(span.start, bold) for bold in scene.strong_in(span))


def _from(start: int, span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start - start, span.end - start)


def _link_start(link: Link) -> int:
    return link.span.start
