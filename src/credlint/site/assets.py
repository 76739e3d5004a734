"""What a site serves beside its articles: files as they are, and pages that are made by code."""

from __future__ import annotations

import posixpath
from functools import cached_property

from credlint.site.addresses import plain
from credlint.site.listing import Listing
from credlint.site.nearness import Names, Near

# Where frameworks look for pages that are code: `src/pages/about.astro`, `app/about/page.tsx`.
_TOPS = ("src/pages/", "pages/", "src/app/", "app/")


class Assets:
    """The files below the `public` folders of a site; without any, below those that usually are such."""

    def __init__(self, listing: Listing, public: tuple[str, ...]) -> None:
        self._listing, self._public = listing, public

    def file(self, address: str) -> str | None:
        """The file that is served at a path of the site, if one is."""
        for folder in self._folders:
            path = posixpath.join(folder, address.lstrip("/"))
            for candidate in (path, path + ".html", path + "/index.html"):
                if candidate in self._listing.files:
                    return candidate
        return None

    def near(self, address: str) -> Near | None:
        """What may have been meant by a path at which no file is served; None where that cannot be judged.

        It can below configured folders, else only in a folder that plainly is the one meant.
        """
        judged = [folder for folder in self._public if self._listing.covers(folder + "/")]
        if not judged:
            above = posixpath.dirname(address).lstrip("/")
            existing = self._listing.folders
            judged = [one for one in self._folders if above and posixpath.join(one, above) in existing]
        if not judged:
            return None
        folder = posixpath.dirname(address)
        siblings = {
            "/" + posixpath.relpath(file, public)
            for public in judged
            for file in self._listing.within(posixpath.join(public, folder.lstrip("/")))
        }
        return Names(siblings).near(address)

    def is_generated(self, address: str) -> bool:
        """Whether code makes the page at a path."""
        name = plain(address).strip("/")
        forms = (name, posixpath.join(name, "index"), posixpath.join(name, "page"))
        return any(posixpath.join(top, form) in self._code for top in _TOPS for form in forms)

    @cached_property
    def _folders(self) -> tuple[str, ...]:
        folders = self._public or tuple(name for name in ("public", "static") if name in self._listing.folders)
        return tuple(folder.strip("/").removeprefix("./") for folder in folders)

    @cached_property
    def _code(self) -> frozenset[str]:
        """The files of those folders, without their suffixes."""
        return frozenset(posixpath.splitext(file)[0] for file in self._listing.files if file.startswith(_TOPS))
