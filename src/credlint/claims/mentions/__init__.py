"""Which credentials and providers each place of an article names.

`found` is what the names of the catalog find there, `longer_names` are those that are only part of another name.
`meaning` decides by what stands around a found name which credential it is, if any, and `standing` whether one that may
be an ordinary word stands where a name does.
"""

from __future__ import annotations

from bisect import bisect_left

from credlint.catalog.mention import Mention
from credlint.catalog.names import Names
from credlint.claims.mentions.found import FoundNames, start_of
from credlint.claims.mentions.meaning import meant
from credlint.claims.places import Place
from credlint.document import Document
from credlint.span import Span


class NamedPlaces(FoundNames):
    """The places of a document, and the mentions in each."""

    def __init__(self, document: Document, names: Names) -> None:
        super().__init__(document, names)
        self._mentions: dict[int, tuple[Mention, ...]] = {}

    def mentions_in(self, place: Place) -> tuple[Mention, ...]:
        """The mentions in a place, in source order."""
        found = self._mentions.get(place.index)
        if found is None:
            settled = [meant(self, mention, place) for mention in self.found_in(place)]
            found = self._mentions[place.index] = tuple([mention for mention in settled if mention is not None])
        return found

    def mentions(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that lie within a span of one place."""
        place = self.place_at(span.start)
        if place is None:
            return ()
        found = self.mentions_in(place)
        low = bisect_left(found, span.start, key=start_of)
        high = bisect_left(found, span.end, key=start_of)
        return tuple([mention for mention in found[low:high] if mention.span in span])
