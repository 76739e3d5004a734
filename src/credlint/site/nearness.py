"""What may have been meant by a name that is not there: the nearest of those that are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from credlint import lazy_re
from credlint.site.listing import FILE_SUFFIXES, IMAGE_SUFFIXES, PAGE_SUFFIXES

# Near enough to be named, and to be written by a fix; and how far the next one must then be behind.
_NEAR, _SURE, _CLEARLY = 0.72, 0.8, 0.08
# No real name is longer, and an untrusted one may have a megabyte.
_LONGEST = 1_000
_WORD = lazy_re.compile(r"[^\W_]+")
_SUFFIXES = frozenset((*PAGE_SUFFIXES, *IMAGE_SUFFIXES, *FILE_SUFFIXES))


class Near(Struct, frozen=True):
    """The names that may have been meant, best first; `sure` if one is very near and no other comes close to it."""

    names: tuple[str, ...] = ()
    sure: bool = False


class Names:
    """Names made ready to be compared with many that are missing among them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = [_prepared(name) for name in names if len(name) <= _LONGEST]

    def near(self, name: str) -> Near:
        """Those that are like a name."""
        if not self._names or len(name) > _LONGEST:
            return Near()
        wanted = _prepared(name)
        size, letters, words = len(wanted.stem), wanted.letters, wanted.words
        # Two in a hundred come through; the true ratio of a dead link and every page took most of a run.
        likely = [
            other
            for other in self._names
            if 2 * (letters & other.letters).bit_count() >= _NEAR * (size + len(other.stem))
            or not words.isdisjoint(other.words)
        ]
        scored = sorted((-score, other.name) for other in likely if (score := _likeness(wanted, other)) >= _NEAR)
        near = [(-score, other) for score, other in scored[:3]]
        sure = bool(near) and near[0][0] >= _SURE and (len(near) == 1 or near[0][0] - near[1][0] >= _CLEARLY)
        return Near(tuple(other for _, other in near), sure)


def words_of(address: str) -> list[str]:
    """The words of the last part of an address."""
    return _WORD.findall(posixpath.basename(address.rstrip("/")).lower())


class _Prepared(Struct, frozen=True):
    """A name, its last part, and the words and letters of that."""

    name: str
    stem: str
    words: frozenset[str]
    letters: int


@lru_cache(maxsize=1_000)
def _prepared(name: str) -> _Prepared:
    last = posixpath.basename(name.rstrip("/")).lower()
    stem, suffix = posixpath.splitext(last)
    stem = stem if suffix in _SUFFIXES else last
    return _Prepared(name, stem, frozenset(_WORD.findall(stem)), _letters(stem))


def _letters(text: str) -> int:
    """A bit for each letter, so that `&` of two texts has one for each that they share; beyond ASCII all are alike."""
    letters, bit, before = 0, 0, -1
    for letter in sorted(text.encode("ascii", "replace")):
        bit = bit << 128 if letter == before else 1 << letter
        letters |= bit
        before = letter
    return letters


def _shared_in_order(one: str, other: str) -> int:
    """The length of the longest common subsequence, a bit for each letter of `one` (H. Hyyrö, 2004)."""
    places: dict[str, int] = {}
    for place, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << place
    every = (1 << len(one)) - 1
    unmatched = every
    for letter in other:
        met = unmatched & places.get(letter, 0)
        unmatched = (unmatched + met | unmatched - met) & every
    return len(one) - unmatched.bit_count()


def _likeness(one: _Prepared, other: _Prepared) -> float:
    """From 0 to 1; anything below `_NEAR` may come out too low. Words count more than letters: a year or a word more or
    less is the common slip.
    """
    shared = len(one.words & other.words)
    every = len(one.words) + len(other.words) - shared
    words = shared / every if every else 0.0
    if shared >= 2 and shared in (len(one.words), len(other.words)) and every - shared <= 2:
        words = max(words, 0.85 - 0.02 * (every - shared))
    if words >= 1 or 2 * (one.letters & other.letters).bit_count() <= _NEAR * (len(one.stem) + len(other.stem)):
        return words
    ratio = 2 * _shared_in_order(one.stem, other.stem) / (len(one.stem) + len(other.stem))
    return max(words, ratio * 0.97)
