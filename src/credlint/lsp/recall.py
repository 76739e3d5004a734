"""Names that remember the places they have searched: between two keystrokes, nearly all of an article is the same."""

from __future__ import annotations

from collections.abc import Container

from msgspec import Struct
from msgspec.structs import replace

from credlint.catalog.mention import Casing, Mention
from credlint.catalog.names import Names
from credlint.catalog.recognition import ANY_CASING
from credlint.span import Span

# What may be looked at around a place; no name, and nothing that a name needs beside it, is longer.
AROUND = 200
MOST = 20_000


class RecallingNames(Names):
    """The same answers as `Names`, a quarter sooner for an article of which one place has changed.

    A place's answer rests on the text around it and on the casing of the words that it asks for; it is given again only
    where all of that is as it was.
    """

    def __init__(self, names: Names) -> None:
        self.__dict__.update(names.__dict__)
        self._answers: dict[tuple[str, tuple[int, int]], _Answer] = {}

    def mentions(self, text: str, stretch: Span | None = None, casing: Casing = ANY_CASING) -> tuple[Mention, ...]:
        stretch = stretch or Span(0, len(text))
        low = max(0, stretch.start - AROUND)
        place = text[low : stretch.end + AROUND], (stretch.start - low, stretch.end - low)
        answer = self._answers.get(place)
        if answer is None or not answer.holds(casing):
            if len(self._answers) >= MOST:
                self._answers.clear()
            ordinary = _Asked(casing.ordinary)
            proper = None if casing.proper is None else _Asked(casing.proper)
            named = super().mentions(place[0], Span(*place[1]), Casing(ordinary, proper))
            answer = self._answers[place] = _Answer(named, ordinary, proper)
        return tuple(
            [replace(mention, span=Span(mention.span.start + low, mention.span.end + low)) for mention in answer.named]
        )


class _Asked:
    """A set of words that notes what it is asked for."""

    def __init__(self, words: Container[str]) -> None:
        self._words: Container[str] = words
        self._contained: dict[object, bool] = {}

    def __contains__(self, word: object) -> bool:
        contained = self._contained[word] = word in self._words
        return contained

    def is_same(self, words: Container[str]) -> bool:
        """Whether other words would have given the same answers."""
        return all((word in words) is contained for word, contained in self._contained.items())


class _Answer(Struct, frozen=True):
    """The mentions in a place, and what was asked of the article's casing to find them."""

    named: tuple[Mention, ...]
    ordinary: _Asked
    proper: _Asked | None

    def holds(self, casing: Casing) -> bool:
        if self.proper is None or casing.proper is None:
            return self.proper is casing.proper and self.ordinary.is_same(casing.ordinary)
        return self.ordinary.is_same(casing.ordinary) and self.proper.is_same(casing.proper)
