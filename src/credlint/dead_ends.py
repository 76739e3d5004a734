"""The links of each file that lead to something missing, kept from run to run.

The files of a site alone tell which those are, so they need not be looked for again until one of them is another: to
follow a hundred thousand links, and to find what was meant by the dead ones, took half of a run over unchanged files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from credlint.gist import Gist
from credlint.site import DeadEnd, Site

if TYPE_CHECKING:
    from credlint.cache import Articles

# The links of fewer files are followed before they are read from where they are kept.
WORTH_KEEPING = 100
_DIGEST = 20


class Followed(Struct, frozen=True, array_like=True):
    """The dead ends of the files of a site, by the files' numbers.

    `site`: its digest. `contents`: the digests of the files whose links were followed, one behind the other in order
    of the files, with zeros for the others.
    """

    site: bytes
    contents: bytes
    dead_ends: dict[int, tuple[DeadEnd, ...]] = {}


class DeadEnds:
    """Those of the files of one run, which have these gists."""

    def __init__(self, gists: Sequence[Gist], site: Site, kept: Articles | None) -> None:
        self._gists, self._site = gists, site
        self._digest = site.digest if kept and len(gists) >= WORTH_KEEPING else None
        self._kept = kept if self._digest else None
        self._contents = bytearray(_DIGEST * len(gists))
        self._found: dict[int, tuple[DeadEnd, ...]] = {}
        self._is_kept = True
        known = self._kept.followed(self._places()) if self._kept else None
        if known and known.site == self._digest and len(known.contents) == len(self._contents):
            self._contents[:], self._found = known.contents, known.dead_ends

    def of(self, number: int) -> Iterable[DeadEnd]:
        gist = self._gists[number]
        if self._kept is None:
            return self._site.dead_ends(gist.inner, gist.page)
        place = slice(number * _DIGEST, (number + 1) * _DIGEST)
        if self._contents[place] != gist.content:
            self._found[number] = tuple(self._site.dead_ends(gist.inner, gist.page))
            self._contents[place] = gist.content
            self._is_kept = False
        return self._found.get(number, ())

    def keep(self) -> None:
        """Leaves to the next run what this one found."""
        if self._kept and self._digest and not self._is_kept:
            found = {number: dead_ends for number, dead_ends in self._found.items() if dead_ends}
            self._kept.put_followed(self._places(), Followed(self._digest, bytes(self._contents), found))
            self._kept.close()

    def _places(self) -> list[str]:
        return [gist.page.path for gist in self._gists]
