"""Cues: the words that are evidence of a kind of claim, and where they must stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from credlint import lazy_re

if TYPE_CHECKING:
    from credlint.claims.context import Context

_UPPER = lazy_re.compile(r"\\.[?*+{]?|\(\?P|\(\?<[^)]*\)|\[[^\]]*\]|[A-Z]| (?![?*+{])")
# What is blanked, such as the address of a link, takes no room for a reader.
_BLANKED = lazy_re.compile(" {3,}")
_WORD_BEGINS, _WORD_ENDS = r"(?<![^\W_])", r"(?![^\W_])"
# Of these the end is next to the value, of all others the beginning.
_AHEAD = frozenset({"lead", "before", "since_last", "previous"})


class Spot(Struct, frozen=True, cache_hash=True):
    """A stretch of text that may be evidence about a value.

    `where`: which of them, by its name in `Context`. `within`: only so many characters of it count, those next to the
    value, in whole words; None: all. `given`: it is none for values that this does not hold of; None: it is for all.
    """

    where: str
    within: int | None = None
    given: Callable[[Context], bool] | None = None

    def text(self, context: Context) -> str:
        """In lower case; "" where there is none, or none that is evidence about this value."""
        if self.given is not None and not self.given(context):
            return ""
        text: str = getattr(context, self.where)
        if self.within is None or len(text) <= self.within or len(text := squeezed(text)) <= self.within:
            return text
        return _last_words(text, self.within) if self.where in _AHEAD else _first_words(text, self.within)


def squeezed(text: str) -> str:
    """Without the room of what is blanked; offsets in it are not those of the source."""
    return _BLANKED.sub(" ", text) if "   " in text else text


def _last_words(text: str, length: int) -> str:
    cut = text.find(" ", len(text) - length - 1)
    return text[cut + 1 :] if cut >= 0 else text[-length:]


def _first_words(text: str, length: int) -> str:
    cut = text.rfind(" ", 0, length + 1)
    return text[:cut] if cut > 0 else text[:length]


class Cue(Struct, frozen=True):
    """Evidence that a value is of a kind: a pattern and where it must be found. A name serves to switch it off."""

    name: str
    spot: Spot
    pattern: re.Pattern[str]

    @property
    def where(self) -> str:
        return self.spot.where

    def holds(self, context: Context) -> bool:
        text = self.spot.text(context)
        return bool(text) and self.pattern.search(text) is not None


def cue(name: str, where: str, *words: str, within: int | None = None) -> Cue:
    """A cue of whole words; each word is a pattern of its own."""
    return Cue(name, Spot(where, within), words_of(*words))


def words_of(*words: str) -> re.Pattern[str]:
    return lowered(f"{_WORD_BEGINS}(?:{'|'.join(words)}){_WORD_ENDS}")


def any_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """One pattern for what several would find; where no word begins, those of whole words are put off together."""
    texts = [pattern.pattern for pattern in patterns]
    words = [text for text in texts if text.startswith(_WORD_BEGINS) and text.endswith(_WORD_ENDS)]
    alternatives = [f"(?:{text})" for text in texts if text not in words]
    if words:
        inner = (text.removeprefix(_WORD_BEGINS).removesuffix(_WORD_ENDS) for text in words)
        alternatives.append(f"{_WORD_BEGINS}(?:{'|'.join(inner)}){_WORD_ENDS}")
    return lazy_re.compile("|".join(alternatives))


def lowered(pattern: str) -> re.Pattern[str]:
    """Compiled for the lower-case text that contexts give; without IGNORECASE, which would make `re` slower.

    A space, however written, stands for one or more, since marks that are blanked and indented lines leave several.
    """
    return lazy_re.compile(_UPPER.sub(_lowered, pattern))


def _lowered(match: re.Match[str]) -> str:
    text = match[0]
    if text in {" ", r"\s"}:
        return text + "+"
    return text.lower() if len(text) == 1 or (text[0] == "[" and "\\" not in text) else text


def first_cue(kind: str, cues: Sequence[Cue], context: Context) -> Cue | None:
    """The strongest evidence that holds, or None."""
    for cue in cues:
        if cue.holds(context) and context.uses(f"{kind}/{cue.name}"):
            return cue
    return None
