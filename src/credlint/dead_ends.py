"""The links of each file that lead to something missing, kept from run to run.

The files of a site alone tell which those are, so they need not be looked for again until one of them is another: to
follow a hundred thousand links, and to find what was meant by the dead ones, took half of a run over unchanged files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from credlint.cache import ASKED_AT_ONCE, Articles
from credlint.document import Link
from credlint.gist import Gist
from credlint.site import DeadEnd, Followed, Site

# The links of fewer files are followed before they are read from where they are kept.
WORTH_KEEPING = 100
_DIGEST = 20


class DeadEnds:
    """Those of the files of one run, which have these gists. Raises KeyError where the cache has lost their links."""

    def __init__(self, gists: Sequence[Gist], site: Site, kept: Articles | None) -> None:
        self._gists, self._site, self._kept = gists, site, kept
        self._links: dict[int, tuple[Link, ...]] = {}
        self._digest = site.digest if kept and len(gists) >= WORTH_KEEPING else None
        self._contents = bytearray(_DIGEST * len(gists))
        self._found: dict[int, tuple[DeadEnd, ...]] = {}
        self._is_new = False
        known = kept.followed(self._places()) if kept and self._digest else None
        if known and known.site == self._digest and len(known.contents) == len(self._contents):
            self._contents[:], self._found = known.contents, known.dead_ends

    def of(self, number: int) -> Iterable[DeadEnd]:
        gist = self._gists[number]
        if self._digest is None:
            return self._site.dead_ends(self._inner(number), gist.page)
        if not self._is_known(number):
            self._found[number] = tuple(self._site.dead_ends(self._inner(number), gist.page))
            self._contents[self._place(number)] = gist.content
            self._is_new = True
        return self._found.get(number, ())

    def keep(self) -> None:
        """Leaves to the next run what this one found."""
        if self._kept and self._digest and self._is_new:
            found = {number: dead_ends for number, dead_ends in self._found.items() if dead_ends}
            self._kept.put_followed(self._places(), Followed(self._digest, bytes(self._contents), found))
        if self._kept:
            self._kept.close()

    def _inner(self, number: int) -> tuple[Link, ...]:
        gist = self._gists[number]
        if gist.packed is not None:
            return gist.inner
        if number not in self._links and self._kept:
            ahead = range(number, min(number + ASKED_AT_ONCE, len(self._gists)))
            wanted = [one for one in ahead if self._gists[one].packed is None and not self._is_known(one)]
            keys = {one: self._kept.key(self._gists[one].content, self._gists[one].page.path) for one in wanted}
            stored = self._kept.gists([*keys.values()])
            self._links = {one: stored[key].inner for one, key in keys.items() if key in stored}
        return self._links.pop(number)

    def _is_known(self, number: int) -> bool:
        return self._contents[self._place(number)] == self._gists[number].content

    def _place(self, number: int) -> slice:
        return slice(number * _DIGEST, (number + 1) * _DIGEST)

    def _places(self) -> list[str]:
        return [gist.page.path for gist in self._gists]
