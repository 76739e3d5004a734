"""Every article's path, address and anchors, and the files beside them: what internal links are judged against.

Links are followed as a static-site generator would serve them. Paths are written as `place` is everywhere: relative to
the folder of the configuration, with `/`. Nothing here looks at a disk: what exists was listed before (`Listing`), so
a link cannot make anybody look outside of what was listed, and the case of names counts on every platform.
"""

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import chain

from msgspec import Raw, Struct, field, msgpack
from msgspec.structs import replace

from credlint import lazy_re
from credlint.claims import Claim
from credlint.document import Link
from credlint.finding import Applicability, Edit, Fix
from credlint.site.addresses import Form, decoded, form_of, plain
from credlint.site.listing import FILE_SUFFIXES, IMAGE_SUFFIXES, PAGE_SUFFIXES, Listing
from credlint.site.nearness import Names, Near
from credlint.site.pages import Page, anchors_of, page, unjudged
from credlint.site.served import Served
from credlint.span import Excerpt, Span

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

_SCHEME = lazy_re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Filled in by a template engine or a script before a browser sees it.
_TEMPLATE = lazy_re.compile(r"\{|<%")
_ASSIGNED_BY_RENDERER = lazy_re.compile(r"top\Z|fn|user-content-|:~:|[/!?]|L\d+", re.I)
# Articles of one folder lead to the same pages; so many links are remembered.
_REMEMBERED = 2_000


class Fault(StrEnum):
    PAGE = "page"
    DRAFT = "draft"
    ANCHOR = "anchor"
    IMAGE = "image"
    FILE = "file"


class Resolution(Struct, frozen=True, array_like=True):
    """Where an internal link leads.

    `target`: the page or file it reaches, as a path. `fault`: what is missing, if anything is. `nearest`: destinations,
    written in the form of the link, that may be meant, best first. `sure`: the first of them is the only near one.
    """

    target: str | None = None
    fault: Fault | None = None
    nearest: tuple[str, ...] = ()
    sure: bool = False

    def advice(self, otherwise: str) -> str:
        """What to do about the fault; `otherwise` where nothing is near."""
        if not self.nearest:
            return otherwise
        return "did you mean " + " or ".join(f"`{name}`" for name in self.nearest) + "?"

    def fix(self, target: Span) -> Fix | None:
        """Writes the one near destination in the place of the link's; it says the same and only leads somewhere."""
        if not self.sure:
            return None
        return Fix(f"link `{self.nearest[0]}`", Applicability.SAFE, (Edit(target, self.nearest[0]),))


# A link that leads to something missing.
DeadLink = tuple[Link, Resolution]


class DeadLinks(Struct, frozen=True, array_like=True):
    """The links of one file that lead to something missing, and the lines that their destinations are written on."""

    links: tuple[DeadLink, ...]
    lines: Excerpt


class DeadLinksOfSite(Struct, frozen=True, array_like=True):
    """The dead links of the files of a site that have any, by the files' numbers; packed, as they may be thousands.

    `site`: its digest. `contents`: the digests of the files whose links were followed, one behind the other in order
    of the files, with zeros for the others.
    """

    site: bytes
    contents: bytes
    dead_links: dict[int, Raw]


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
        """Follows a link that stands in the article at `path`. None: it leads elsewhere, or nobody can tell."""
        place = self.place(path)
        return self.resolve(url, self._by_path.get(place) or Page(place), image=image)

    def resolve(self, url: str, here: Page, *, image: bool = False) -> Resolution | None:
        """Follows a link that stands on a page. The page is as it is now, which may be another than the one among
        `pages` (text from an editor).
        """
        if url.startswith("/"):
            return self._from_folder(url, "", image)
        folder = here.path[: here.path.rfind("/") + 1]
        resolution = self._from_folder(url, folder, image)
        is_its_own = resolution is not None and resolution.target in (folder, here.path)
        if is_its_own or ((resolution is None or resolution.fault) and self._served.address(here.path)):
            return self._resolve(url, here, image)
        return resolution

    def dead_links(self, links: Iterable[Link], here: Page) -> Iterator[DeadLink]:
        """Those of the links on a page that lead to something missing."""
        for link in links:
            resolution = self.resolve(link.url, here, image=link.is_image)
            if resolution is not None and resolution.fault is not None:
                yield link, resolution

    def said_of(self, subject: str | None) -> Sequence[tuple[Page, Claim]]:
        """The claims about one subject that only other articles can contradict, with pages that make them."""
        return self._said.get(subject, ())

    def place(self, path: str) -> str:
        """Where an article stands, from the path it is shown with."""
        return self._by_shown.get(path, path)

    def is_internal(self, url: str) -> bool:
        """Whether a link stays on this site."""
        return self._internal(url.strip())[1] is not None

    @cached_property
    def digest(self) -> bytes | None:
        """Tells this site from any in which a link may lead elsewhere; None where a name cannot be written down."""
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
    def _from_folder(self) -> Callable[[str, str, bool], Resolution | None]:
        """Where links lead from a page of a folder that neither has an address nor is linked to."""
        return lru_cache(maxsize=_REMEMBERED)(lambda url, folder, image: self._resolve(url, Page(folder), image))

    def _resolve(self, url: str, here: Page, image: bool) -> Resolution | None:
        origin, rest = self._internal(url.strip())
        if rest is None or _TEMPLATE.search(url):
            return None
        form = form_of(origin, rest)
        if not form.address:
            return _anchored(here, form)
        address = decoded(form.address)
        found = (
            self._from_root(address, image) if address.startswith("/") else self._from_file(address, here.path, image)
        )
        if found is None:
            return None
        if found.fault is not None:
            nearest = tuple(form.write(near, here.path) for near in found.nearest)
            return Resolution(found.target, found.fault, nearest, found.sure)
        target = self._by_path.get(found.target or "")
        return found if target is None else _anchored(target, form)

    def _internal(self, url: str) -> tuple[str, str | None]:
        """An internal link as (what precedes the path, path and the rest); the second is None for any other link."""
        if url.startswith(("//", "\\")):
            return "", None
        if not _SCHEME.match(url):
            return "", url
        if self.url:
            base = self.url.rstrip("/")
            if url.lower().startswith(base.lower()) and url[len(base) : len(base) + 1] in ("", "/", "?", "#"):
                rest = url[len(base) :]
                return url[: len(base)], rest if rest.startswith("/") else "/" + rest
        return "", None

    def _from_root(self, address: str, image: bool) -> Resolution | None:
        address = posixpath.normpath("/" + address.lstrip("/")) if address.strip("/") else "/"
        base = self._base
        if base and (address == base or address.startswith(base + "/")):
            address = address[len(base) :] or "/"
        known = self._known(address)
        if known is not None:
            return known
        suffix = posixpath.splitext(address)[1].lower()
        if image or suffix in IMAGE_SUFFIXES or suffix in FILE_SUFFIXES:
            fault = Fault.IMAGE if image or suffix in IMAGE_SUFFIXES else Fault.FILE
            return self._missing_public(address, fault)
        prefix = self._served.prefix(address)
        if prefix is None or self._is_generated(address):
            return None
        return _missing(Fault.PAGE, self._served.near(address, prefix))

    def _known(self, address: str) -> Resolution | None:
        served = self._served.page(address)
        if served is not None:
            return _reached(served)
        for folder in self._public:
            path = posixpath.join(folder, address.lstrip("/"))
            for candidate in (path, path + ".html", path + "/index.html"):
                if candidate in self.listing.files:
                    return Resolution(candidate)
        return None

    def _missing_public(self, address: str, fault: Fault) -> Resolution | None:
        """Judged below configured public folders; else only in a folder that plainly is the one meant."""
        judged = [folder for folder in self.public if self.listing.covers(folder + "/")]
        if not judged:
            above = posixpath.dirname(address).lstrip("/")
            judged = [
                folder for folder in self._public if above and posixpath.join(folder, above) in self.listing.folders
            ]
        if not judged:
            return None
        folder = posixpath.dirname(address)
        siblings = {
            "/" + posixpath.relpath(file, public)
            for public in judged
            for file in self.listing.within(posixpath.join(public, folder.lstrip("/")))
        }
        return _missing(fault, Names(siblings).near(address))

    def _is_generated(self, address: str) -> bool:
        """Whether a page of another make stands there: `src/pages/about.astro`, `app/about/page.tsx`."""
        name = plain(address).strip("/")
        return any(
            posixpath.join(top, name) in self._stems
            or posixpath.join(top, name, "index") in self._stems
            or posixpath.join(top, name, "page") in self._stems
            for top in ("src/pages", "pages", "src/app", "app")
        )

    def _from_file(self, address: str, path: str, image: bool) -> Resolution | None:
        target = posixpath.normpath(path[: path.rfind("/") + 1] + address)
        found = self._file(target)
        if found is not None:
            read = self._by_path.get(found)
            return Resolution(found) if read is None else _reached(read)
        if not self.listing.covers(target):
            return None
        own = self._served.address(path)
        if own:
            for base in (own + "/", posixpath.dirname(own) + "/"):
                known = self._known(posixpath.normpath(posixpath.join(base, address)))
                if known is not None:
                    return known
        suffix = posixpath.splitext(target)[1].lower()
        if image or suffix in IMAGE_SUFFIXES:
            return _missing(Fault.IMAGE, self._near_file(target))
        if suffix in PAGE_SUFFIXES:
            return _missing(Fault.PAGE, self._near_file(target))
        if suffix in FILE_SUFFIXES:
            return _missing(Fault.FILE, self._near_file(target))
        if own and not suffix and self.routes:  # a name without a suffix may be anything that a generator makes of it
            return _missing(
                Fault.PAGE, self._served.near(posixpath.normpath(posixpath.join(posixpath.dirname(own), address)))
            )
        return None

    def _file(self, target: str) -> str | None:
        if self._is_there(target):
            return target
        if target in self.listing.folders:
            inside = (posixpath.join(target, name + suffix) for name in ("index", "README") for suffix in PAGE_SUFFIXES)
            return next(filter(self._is_there, inside), target)
        return next((target + suffix for suffix in PAGE_SUFFIXES if self._is_there(target + suffix)), None)

    def _is_there(self, path: str) -> bool:
        return path in self.listing.files or path in self._by_path

    @cached_property
    def _near_file(self) -> Callable[[str], Near]:
        """The files that may have been meant by one that is not there. Many articles share a dead link, many dead
        links a folder.
        """
        names = lru_cache(maxsize=4)(lambda folder: Names(self.listing.within(folder)))
        return lru_cache(maxsize=4096)(lambda target: names(posixpath.dirname(target)).near(target))

    @cached_property
    def _by_path(self) -> dict[str, Page]:
        return {known.path: known for known in self.pages}

    @cached_property
    def _said(self) -> dict[str | None, list[tuple[Page, Claim]]]:
        """The first two pages that say so are enough, one of which may be the one that is judged: hundreds of articles
        that say the same of a credential would else be compared each with each.
        """
        said: dict[str | None, list[tuple[Page, Claim]]] = {}
        sayers: dict[Claim, set[str]] = {}
        for known in self.pages:
            for claim in known.claims:
                pages = sayers.setdefault(claim.meaning, set())
                if known.path not in pages and len(pages) < 2:
                    pages.add(known.path)
                    said.setdefault(claim.subject, []).append((known, claim))
        return said

    @cached_property
    def _by_shown(self) -> dict[str, str]:
        return {known.shown: known.path for known in self.pages if known.shown}

    @cached_property
    def _served(self) -> Served:
        unread = sorted(
            file for file in self.listing.files if file.endswith(PAGE_SUFFIXES) and file not in self._by_path
        )
        return Served(self.pages, unread, self.routes, self.linked)

    @cached_property
    def _base(self) -> str:
        """The path of the site's own URL: `/docs` of `https://example.com/docs/`."""
        match = lazy_re.match(r"[a-z]+://[^/]+(/.*)", self.url or "", re.I)
        return match.group(1).rstrip("/") if match else ""

    @cached_property
    def _public(self) -> tuple[str, ...]:
        folders = self.public or tuple(name for name in ("public", "static") if name in self.listing.folders)
        return tuple(folder.strip("/").removeprefix("./") for folder in folders)

    @cached_property
    def _stems(self) -> frozenset[str]:
        tops = ("src/pages/", "pages/", "src/app/", "app/")
        return frozenset(posixpath.splitext(file)[0] for file in self.listing.files if file.startswith(tops))


_encode = msgpack.Encoder().encode


def _reached(page: Page) -> Resolution:
    return Resolution(page.path, Fault.DRAFT) if page.draft else Resolution(page.path)


def _missing(fault: Fault, near: Near) -> Resolution:
    return Resolution(None, fault, near.names, near.sure)


def _anchored(page: Page, form: Form) -> Resolution:
    """Where a link leads whose page is there."""
    name = decoded(form.fragment)
    if not name or page.anchors is None or f"\n{name}\n" in page.anchors or _ASSIGNED_BY_RENDERER.match(name):
        return Resolution(page.path)
    near = _anchors(page.anchors).near(name)
    return Resolution(page.path, Fault.ANCHOR, tuple(map(form.at, near.names)), near.sure)


@lru_cache(maxsize=16)
def _anchors(anchors: str) -> Names:
    return Names(anchors.split("\n")[1:-1])
