"""Following internal links as a static-site generator would serve them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache

from credlint import lazy_re
from credlint.site.addresses import Form, decoded, form_of
from credlint.site.assets import Assets
from credlint.site.listing import FILE_SUFFIXES, IMAGE_SUFFIXES, PAGE_SUFFIXES, Listing
from credlint.site.nearness import Names, Near
from credlint.site.pages import Page
from credlint.site.resolution import Fault, Resolution
from credlint.site.served import Served

_SCHEME = lazy_re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Filled in by a template engine or a script before a browser sees it.
_TEMPLATE = lazy_re.compile(r"\{|<%")
_ASSIGNED_BY_RENDERER = lazy_re.compile(r"top\Z|fn|user-content-|:~:|[/!?]|L\d+", re.I)
# Articles of one folder lead to the same pages; so many links are remembered.
_REMEMBERED = 2_000


class Resolver:
    """Follows links between the pages (by path) and files of a site; see `Site` for the other arguments."""

    def __init__(
        self,
        pages: Mapping[str, Page],
        listing: Listing,
        url: str | None,
        routes: tuple[tuple[str, str], ...],
        public: tuple[str, ...],
        linked: Iterable[str],
    ) -> None:
        self._pages, self._listing, self._url = pages, listing, url
        self._routes, self._linked = routes, linked
        self._assets = Assets(listing, public)

    def resolve(self, url: str, here: Page, *, image: bool = False) -> Resolution | None:
        """See `Site.resolve`."""
        if url.startswith("/"):
            return self._from_folder(url, "", image)
        folder = here.path[: here.path.rfind("/") + 1]
        resolution = self._from_folder(url, folder, image)
        is_its_own = resolution is not None and resolution.target in (folder, here.path)
        if is_its_own or ((resolution is None or resolution.fault) and self._served.address(here.path)):
            return self._resolve(url, here, image)
        return resolution

    @cached_property
    def _from_folder(self) -> Callable[[str, str, bool], Resolution | None]:
        """Where links lead from a page of a folder that neither has an address nor is linked to."""
        return lru_cache(maxsize=_REMEMBERED)(lambda url, folder, image: self._resolve(url, Page(folder), image))

    def _resolve(self, url: str, here: Page, image: bool) -> Resolution | None:
        origin, rest = self.internal(url.strip())
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
        target = self._pages.get(found.target or "")
        return found if target is None else _anchored(target, form)

    def internal(self, url: str) -> tuple[str, str | None]:
        """An internal link as (what precedes the path, path and the rest); the second is None for any other link."""
        if url.startswith(("//", "\\")):
            return "", None
        if not _SCHEME.match(url):
            return "", url
        if self._url:
            base = self._url.rstrip("/")
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
            near = self._assets.near(address)
            return None if near is None else _missing(fault, near)
        prefix = self._served.prefix(address)
        if prefix is None or self._assets.is_generated(address):
            return None
        return _missing(Fault.PAGE, self._served.near(address, prefix))

    def _known(self, address: str) -> Resolution | None:
        served = self._served.page(address)
        if served is not None:
            return _reached(served)
        file = self._assets.file(address)
        return None if file is None else Resolution(file)

    def _from_file(self, address: str, path: str, image: bool) -> Resolution | None:
        target = posixpath.normpath(path[: path.rfind("/") + 1] + address)
        found = self._file(target)
        if found is not None:
            read = self._pages.get(found)
            return Resolution(found) if read is None else _reached(read)
        if not self._listing.covers(target):
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
        if own and not suffix and self._routes:  # a name without a suffix may be anything that a generator makes of it
            return _missing(
                Fault.PAGE, self._served.near(posixpath.normpath(posixpath.join(posixpath.dirname(own), address)))
            )
        return None

    def _file(self, target: str) -> str | None:
        if self._is_there(target):
            return target
        if target in self._listing.folders:
            inside = (posixpath.join(target, name + suffix) for name in ("index", "README") for suffix in PAGE_SUFFIXES)
            return next(filter(self._is_there, inside), target)
        return next((target + suffix for suffix in PAGE_SUFFIXES if self._is_there(target + suffix)), None)

    def _is_there(self, path: str) -> bool:
        return path in self._listing.files or path in self._pages

    @cached_property
    def _near_file(self) -> Callable[[str], Near]:
        """The files that may have been meant by one that is not there. Many articles share a dead link, many dead
        links a folder.
        """
        names = lru_cache(maxsize=4)(lambda folder: Names(self._listing.within(folder)))
        return lru_cache(maxsize=1_000)(lambda target: names(posixpath.dirname(target)).near(target))

    @cached_property
    def _served(self) -> Served:
        unread = sorted(
            file for file in self._listing.files if file.endswith(PAGE_SUFFIXES) and file not in self._pages
        )
        return Served(self._pages.values(), unread, self._routes, self._linked)

    @cached_property
    def _base(self) -> str:
        """The path of the site's own URL: `/docs` of `https://example.com/docs/`."""
        match = lazy_re.match(r"[a-z]+://[^/]+(/.*)", self._url or "", re.I)
        return match.group(1).rstrip("/") if match else ""


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
