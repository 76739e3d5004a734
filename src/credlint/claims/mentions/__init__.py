"""Which credentials and providers each place of an article names.

`found` is what the names of the catalog find there, with the `acronyms` that the article explains; `longer_names` are
those that are only part of another name, `strangers` those that no catalog knows, recognised by their use.
`meaning` decides by what stands around a found name which credential it is, if any, and `position` whether one that may
be an ordinary word stands where a name does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from credlint.catalog.mention import CREDENTIALS, Mention
from credlint.catalog.names import Names
from credlint.claims.layout import Layout
from credlint.claims.mentions.found import FoundNames, start_of
from credlint.claims.mentions.meaning import meant
from credlint.claims.mentions.strangers import strangers
from credlint.claims.places import Place
from credlint.once import once
from credlint.span import Span


class Mentions:
    """The mentions in the places of an article."""

    def __init__(self, layout: Layout, names: Names) -> None:
        self.found = FoundNames(layout, names)
        self._layout = layout
        self._names = names
        self._mentions: dict[int, tuple[Mention, ...]] = {}

    def of(self, place: Place) -> tuple[Mention, ...]:
        """The mentions in a place, in source order."""
        found = self._mentions.get(place.index)
        if found is None:
            strange = self._strangers.get(place.index, ())
            found = tuple(sorted((*self._meant[place.index], *strange), key=start_of))
            self._mentions[place.index] = found
        return found

    @property
    def has_one_provider(self) -> bool:
        """Whether all that the article names, as far as that is known, is of one provider."""
        return bool(self.found.only_provider)

    @once
    def all(self) -> Sequence[Mention]:
        """The mentions in all places, in source order."""
        return [mention for place in self._layout.places for mention in self.of(place)]

    @once
    def _meant(self) -> Mapping[int, Sequence[Mention]]:
        """The mentions in every place, but for the strangers."""
        settled = (
            (place, (meant(self.found, mention, place) for mention in self.found.found_in(place)))
            for place in self._layout.places
        )
        return {place.index: [mention for mention in one if mention is not None] for place, one in settled}

    @once
    def _strangers(self) -> Mapping[int, Sequence[Mention]]:
        """The credentials that no catalog knows, recognised by how the article writes of them, by place."""
        known = {one for here in self._meant.values() for m in here if m.form in CREDENTIALS for one in m.subjects}
        if not known:
            return {}
        own = frozenset().union(*map(self._names.words_of, known))
        return strangers(self._layout.text, self._layout.places, self._meant, self.found.casing, own)

    def within(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that lie within a span of one place."""
        place = self._layout.place_at(span.start)
        if place is None:
            return ()
        found = self.of(place)
        low = bisect_left(found, span.start, key=start_of)
        high = bisect_left(found, span.end, key=start_of)
        return tuple([mention for mention in found[low:high] if mention.span in span])
