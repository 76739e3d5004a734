"""Names that remember which places they have looked through: between two keys, nearly all of an article is the same."""

from __future__ import annotations

from collections.abc import Container

from msgspec.structs import replace

from credlint.catalog.mention import Mention
from credlint.catalog.names import Names
from credlint.span import Span

# What may be looked at around a place; no name, and nothing that a name needs beside it, is longer.
AROUND = 200
MOST = 20_000


class RecallingNames(Names):
    """The same answers as `Names`, a quarter sooner for an article of which one place has changed.

    A place's answer rests on the text around it and on which of the words it asks for the article writes small, or
    with a capital inside a sentence; it is given again only where all of that is as it was.
    """

    def __init__(self, names: Names) -> None:
        self.__dict__.update(names.__dict__)
        self._known_places: dict[tuple[str, int, int], _Answer] = {}

    def mentions(
        self,
        text: str,
        start: int = 0,
        end: int | None = None,
        ordinary: Container[str] = frozenset(),
        proper: Container[str] | None = None,
    ) -> tuple[Mention, ...]:
        end = len(text) if end is None else end
        low = max(0, start - AROUND)
        around = text[low : end + AROUND]
        place = around, start - low, end - low
        answer = self._known_places.get(place)
        if answer is None or not answer.holds(ordinary, proper):
            if len(self._known_places) >= MOST:
                self._known_places.clear()
            answer = self._known_places[place] = _Answer(ordinary, proper)
            answer.mentions = super().mentions(*place, answer.ordinary, answer.proper if proper is not None else None)
        return tuple(
            replace(mention, span=Span(mention.span.start + low, mention.span.end + low)) for mention in answer.mentions
        )


class _Answer:
    """Who is named in a place, and what was asked of the article to tell."""

    def __init__(self, ordinary: Container[str], proper: Container[str] | None) -> None:
        self.ordinary, self.proper = _Asked(ordinary), _Asked(proper or ())
        self._has_proper = proper is not None
        self.mentions: tuple[Mention, ...] = ()

    def holds(self, ordinary: Container[str], proper: Container[str] | None) -> bool:
        same = self._has_proper == (proper is not None)
        return same and self.ordinary.is_same(ordinary) and self.proper.is_same(proper or ())


class _Asked:
    """A set of words that notes what it is asked for."""

    def __init__(self, words: Container[str]) -> None:
        self._words: Container[str] = words
        self._told: dict[object, bool] = {}

    def __contains__(self, word: object) -> bool:
        told = self._told[word] = word in self._words
        return told

    def is_same(self, words: Container[str]) -> bool:
        return all((word in words) is told for word, told in self._told.items())
