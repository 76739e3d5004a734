"""The pages of a site and the files beside them: what internal links are judged against.

Paths are written as `place` is everywhere: relative to the folder of the configuration, with `/`. Nothing here reads a
disk: what exists was listed before (`Listing`), so no link leads outside of what was listed, and the case of names
matters on every platform.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from msgspec import Struct, field, msgpack
from msgspec.structs import replace

from credlint.claims import Claim
from credlint.document import Link
from credlint.site.listing import PAGE_SUFFIXES, Listing
from credlint.site.pages import Page, anchors_of, page, unjudged
from credlint.site.resolution import DeadLink, DeadLinks, DeadLinksOfSite, Fault, Resolution
from credlint.site.resolver import Resolver

__all__ = [
    "PAGE_SUFFIXES",
    "DeadLink",
    "DeadLinks",
    "DeadLinksOfSite",
    "Fault",
    "Listing",
    "Page",
    "Resolution",
    "Site",
    "anchors_of",
    "page",
    "unjudged",
]


class Site(Struct, frozen=True, dict=True):
    """`url`: links that begin with it are internal. `routes`: pairs of an address prefix (`/blog/`) and the folder of
    its articles. `public`: folders whose files are served from `/`. `linked`: the root-relative links of its pages, by
    which a site without configured routes may show where they are.
    """

    pages: tuple[Page, ...] = ()
    listing: Listing = field(default_factory=Listing)
    url: str | None = None
    routes: tuple[tuple[str, str], ...] = ()
    public: tuple[str, ...] = ()
    linked: frozenset[str] = frozenset()

    def resolve_at(self, url: str, path: str, *, image: bool = False) -> Resolution | None:
        """Follows a link that stands in the article at `path`. None: it leads elsewhere, or that cannot be known."""
        place = self.place(path)
        return self.resolve(url, self._by_path.get(place) or Page(place), image=image)

    def resolve(self, url: str, here: Page, *, image: bool = False) -> Resolution | None:
        """Follows a link that stands on a page. The page is as it is now, which may be another than the one among
        `pages` (text from an editor).
        """
        return self._resolver.resolve(url, here, image=image)

    def dead_links(self, links: Iterable[Link], here: Page) -> Iterator[DeadLink]:
        """Those of the links on a page that lead to something missing."""
        for link in links:
            resolution = self.resolve(link.url, here, image=link.is_image)
            if resolution is not None and resolution.fault is not None:
                yield link, resolution

    def claims_about(self, subject: str | None) -> Sequence[tuple[Page, Claim]]:
        """The claims about one subject that only other articles can contradict, with pages that make them."""
        return self._contradictable.get(subject, ())

    def place(self, path: str) -> str:
        """The place of an article, by the path that it is shown with."""
        return self._by_shown.get(path, path)

    def is_internal(self, url: str) -> bool:
        """Whether a link stays on this site."""
        return self._resolver.internal(url.strip())[1] is not None

    @cached_property
    def digest(self) -> bytes | None:
        """Differs from that of any site in which a link may lead elsewhere; None where a name cannot be encoded."""
        digest = hashlib.blake2b(digest_size=20)
        pages = (replace(known, claims=()) if known.claims else known for known in self.pages)
        files, linked = sorted(self.listing.files), sorted(self.linked)
        beside = (self.listing.tops, self.listing.unlisted, files, self.url, self.routes, self.public, linked)
        try:
            for part in chain(pages, beside):
                digest.update(_encode(part))
        except UnicodeEncodeError:  # the name of a file that is not UTF-8
            return None
        return digest.digest()

    def page_files(self) -> set[str]:
        """The files of pages that links may lead to, whether they were read or not."""
        return {known.path for known in self.pages} | {
            file for file in self.listing.files if file.endswith(PAGE_SUFFIXES)
        }

    @cached_property
    def _by_path(self) -> dict[str, Page]:
        return {known.path: known for known in self.pages}

    @cached_property
    def _contradictable(self) -> dict[str | None, list[tuple[Page, Claim]]]:
        """By subject. The first two pages that make a claim are enough, one of which may be the one that is judged:
        otherwise hundreds of articles that make the same claim would be compared with one another.
        """
        claims: dict[str | None, list[tuple[Page, Claim]]] = {}
        pages_with: dict[Claim, set[str]] = {}
        for known in self.pages:
            for claim in known.claims:
                pages = pages_with.setdefault(claim.meaning, set())
                if known.path not in pages and len(pages) < 2:
                    pages.add(known.path)
                    claims.setdefault(claim.subject, []).append((known, claim))
        return claims

    @cached_property
    def _by_shown(self) -> dict[str, str]:
        return {known.shown: known.path for known in self.pages if known.shown}

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self._by_path, self.listing, self.url, self.routes, self.public, self.linked)


_encode = msgpack.Encoder().encode
