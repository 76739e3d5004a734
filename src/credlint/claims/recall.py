"""What sections claimed when they were last read: between two keys, nearly all of an article is the same.

A section is what stands between two headings. What it claims rests on its own text, on its mentions, on the headings
over it and the places right around it, and on a few facts about the whole article. All that is the key of what it
claimed, so it is looked through again as soon as any of it is another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, groupby

from msgspec.structs import replace

from credlint.claims.claim import Claim
from credlint.claims.places import Place, PlaceKind
from credlint.claims.scene import Scene
from credlint.claims.subject.naming import Naming
from credlint.claims.subject.search import FAR_BACK
from credlint.claims.written_dates import written_on
from credlint.document import Link
from credlint.span import Span

# Characters behind a section that may bear on its last value.
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
    content = cache(lambda index: number((places[index], *_written(scene, scene.places[index].span))))
    ends = [*(section[0].span.start for section in sections[1:]), len(scene.text)]
    for section, end in zip(sections, ends, strict=True):
        start, first, last = section[0].span.start, section[0].index, section[-1].index
        frame = _Frame(scene, section)
        above = scene.places[first - 1].span.start if first else 0
        yield (
            article,
            number(
                (
                    *_written(scene, Span(start, end)),
                    tuple(places[first : last + 1]),
                    tuple([(_from(start, place.span), *frame.of(place)) for place in section]),
                )
            ),
            tuple([(content(one), frame.of(scene.places[one])) for one in frame.looked_up]),
            tuple([one and (content(one.index), frame.of(one)) for one in frame.before]),
            tuple([one and (content(one.index), frame.of(one)) for one in frame.behind]),
            (content(first - 1), frame.of(scene.places[first - 1])) if first else None,
            (scene.text[above:start], document.text[above:start]),
            (scene.text[end : end + AHEAD], document.text[end : end + AHEAD]),
            tuple([title.index - first if first <= title.index <= last else None for title in scene.titles]),
            tuple([(frame.over(headings), naming.spoken[headings]) for headings in sorted(frame.chains)]),
        )


class _Frame:
    """How the places of a section and those around it hang together, the same wherever the section stands.

    `chains`: the chains of headings over its places. `looked_up`: the headings and items over them, and over those,
    that stand before the section. `before` and `behind` it: the places under one of those chains, which may be looked
    through as one list with its own; None for each of the others, because they count.
    """

    def __init__(self, scene: Scene, section: Section) -> None:
        self._first = section[0].index
        self._block = next((place.block for place in section if place.block is not None), 0)
        self._table = min((place.table for place in section if place.table is not None and place.table >= 0), default=0)
        self.chains = {place.headings for place in section}
        self.looked_up = self._above(scene, section)
        self._rank = {index: ("above", at) for at, index in enumerate(self.looked_up)}
        self._over: dict[tuple[int, ...], Hashable] = {}
        before, behind = self._first, section[-1].index + 1
        while before and scene.places[before - 1].headings in self.chains:
            before -= 1
        before = max(0, min(before, self._first - FAR_BACK))
        self.before = self._of_one_list(scene.places[before : self._first])
        self.behind = self._of_one_list(scene.places[behind : behind + FAR_BACK])

    def _of_one_list(self, places: Sequence[Place]) -> list[Place | None]:
        return [place if place.headings in self.chains else None for place in places]

    def _above(self, scene: Scene, section: Section) -> list[int]:
        new = {one for over in {*self.chains, *(place.items for place in section)} for one in over}
        found: set[int] = set()
        while new := {one for one in new if one < self._first} - found:
            found |= new
            over = [place for one in new for place in (scene.places[one].headings, scene.places[one].items)]
            new = {*chain.from_iterable(over)}
        return sorted(found)

    def of(self, place: Place) -> tuple[Hashable, ...]:
        """What stands over a place, which block it is of, and which table."""
        block = None if place.block is None else place.block - self._block
        table: Hashable = None
        if place.table is not None:  # one that no block numbers has the number of a block, counted down
            table = ("raw", place.table + self._block) if place.table < 0 else place.table - self._table
        return self.over(place.headings), self.over(place.items), block, table

    def over(self, places: tuple[int, ...]) -> Hashable:
        known = self._over.get(places)
        if known is None:
            known = self._over[places] = tuple([self._rank.get(one, one - self._first) for one in places])
        return known


def _article(naming: Naming) -> Hashable:
    """What of the whole article bears on every section."""
    scene = naming.scene
    titles = tuple((scene.text_of(title), _place(scene, title)) for title in scene.titles)
    providers = {m.subjects: m for m in scene.mentions.all if len(m.subjects) > 1}
    brands = tuple((subjects, naming.provider_in([mention])) for subjects, mention in sorted(providers.items()))
    named = frozenset(naming.counts)
    return (
        titles,
        brands,
        named,
        naming.dominant,
        scene.mentions.has_one_provider,
        str(written_on(scene.document)),
    )


def _written(scene: Scene, span: Span) -> tuple[Hashable, ...]:
    """What is written in a stretch of an article, with its bold words and its links."""
    start, links = span.start, scene.document.links
    low, high = (bisect_left(links, offset, key=_link_start) for offset in (start, span.end))
    return (
        span.of(scene.text),
        span.of(scene.document.text),
        tuple([_from(start, bold) for bold in scene.strong_in(span)]),
        tuple(
            [(link.kind, link.url, _from(start, link.span), _from(start, link.text_span)) for link in links[low:high]]
        ),
    )


def _place(scene: Scene, place: Place) -> Hashable:
    """What kind of place it is, and its mentions, wherever it stands."""
    start = place.span.start
    named = scene.mentions.of(place)
    return (
        *(place.index == 0, place.kind, place.level, place.depth, place.key, place.row, place.column),
        None if place.block is None else scene.document.blocks[place.block].kind,
        tuple([(m.subjects, m.form, m.proof, m.provider, _from(start, m.span)) for m in named]),
    )


def _from(start: int, span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start - start, span.end - start)


def _link_start(link: Link) -> int:
    return link.span.start
