"""The links of each file that lead to something missing, kept from run to run.

They depend on the files of the site alone, so they are kept until one of these changes: following a hundred thousand
links, and finding what was meant by the dead ones, took half of a run over unchanged files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Raw, msgpack

from credlint.article import Article
from credlint.discovery import SourceFile
from credlint.document import Link
from credlint.escape import without_secrets
from credlint.files import decode, digest, load
from credlint.gist import Gist
from credlint.site import DeadLinks, DeadLinksOfSite, Site
from credlint.span import Lines
from credlint.world import KnownDeadLinks

if TYPE_CHECKING:
    from credlint.cache import Articles

# The links of fewer files are followed before they are read from where they are kept.
WORTH_KEEPING = 100
_DIGEST = 20

_encode = msgpack.Encoder().encode
_DEAD_LINKS = msgpack.Decoder(DeadLinks)


class DeadLinkIndex:
    """The dead links of the files of one run, which have these gists."""

    def __init__(self, sources: Sequence[SourceFile], gists: Sequence[Gist], site: Site, kept: Articles | None) -> None:
        self._sources, self._gists, self._site, self._kept = sources, gists, site, kept
        self._links: dict[int, tuple[Link, ...]] = {}
        self._digest = site.digest if kept and len(gists) >= WORTH_KEEPING else None
        self._contents = bytearray(_DIGEST * len(gists))
        self._found: dict[int, Raw] = {}
        self._is_new = False
        known = kept.dead_links(self._places()) if kept and self._digest else None
        if known and known.site == self._digest and len(known.contents) == len(self._contents):
            self._contents[:], self._found = known.contents, known.dead_links

    def of(self, number: int) -> DeadLinks | None:
        """The dead links of a file, if it has any. Raises LookupError where the cache has lost its links, or where the
        file is another by now.
        """
        if self._digest is None:
            return self._followed(number)
        if not self._is_known(number):
            found = self._followed(number)
            if not _holds_a_secret(found):
                self._found.pop(number, None)
                if found is not None:
                    self._found[number] = Raw(_encode(found))
                self._contents[self._place(number)] = self._gists[number].content
                self._is_new = True
            return found
        packed = self._found.get(number)
        return None if packed is None else _DEAD_LINKS.decode(packed)

    def of_opened(self, number: int) -> KnownDeadLinks | None:
        """Those of an article that must be opened, for `World.dead_links`; None where its links must be followed then:
        where nothing is kept, or some may begin with the address of the site, which the gist counts as outbound.
        """
        gist = self._gists[number]
        if self._digest is None or (gist.packed_urls and self._site.url):
            return None
        found = self.of(number)
        return gist.content, found.links if found else ()

    def keep(self) -> None:
        """Stores what this run found for the next one."""
        if self._kept and self._digest and self._is_new:
            self._kept.put_dead_links(self._places(), DeadLinksOfSite(self._digest, bytes(self._contents), self._found))
        if self._kept:
            self._kept.close()

    def _followed(self, number: int) -> DeadLinks | None:
        gist = self._gists[number]
        dead_links = tuple(self._site.dead_links(self._inner(number), gist.page))
        if not dead_links:
            return None
        loaded = load(self._sources[number])
        if isinstance(loaded, Article) or digest(loaded) != gist.content:
            raise LookupError(gist.page.path)
        lines = Lines(decode(loaded)[0])
        return DeadLinks(dead_links, lines.excerpt(link.target for link, _ in dead_links))

    def _inner(self, number: int) -> tuple[Link, ...]:
        gist = self._gists[number]
        if gist.packed_inner is not None:
            return gist.inner
        if number not in self._links and self._kept:
            ahead = range(number, min(number + self._kept.ASKED_AT_ONCE, len(self._gists)))
            wanted = [one for one in ahead if self._gists[one].packed_inner is None and not self._is_known(one)]
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


def _holds_a_secret(found: DeadLinks | None) -> bool:
    """Whether a password or token stands in a URL on these lines: caches travel further than articles."""
    return found is not None and any(without_secrets(text) != text for _, _, text in found.lines.lines)
