"""The files that exist, listed before any of them is looked for."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from functools import cached_property

from msgspec import Struct

PAGE_SUFFIXES = (".md", ".mdx", ".markdown")
IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".bmp", ".tif", ".tiff")
# Other files that people link to. A suffix that is not known may be a version number or part of a page's name.
FILE_SUFFIXES = (
    *(".pdf", ".zip", ".gz", ".csv", ".tsv", ".json", ".xml", ".yaml", ".yml", ".toml", ".txt", ".rss", ".ics"),
    *(".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".epub", ".mp3", ".mp4", ".webm", ".mov", ".wav"),
    *(".js", ".ts", ".css", ".py", ".ipynb", ".sh"),
)

# As far as a folder is looked through for what may have been meant.
_LOOKED_THROUGH = 2_000


class Listing(Struct, frozen=True, dict=True):
    """The files that exist below the folders `tops` ("" is the root). A path below none of them is not judged, nor is
    one below a folder of them that could not be looked into (`unlisted`).
    """

    tops: tuple[str, ...] = ()
    files: frozenset[str] = frozenset()
    unlisted: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        inside = path.startswith(self._tops) or (self._has_root and not path.startswith(("/", "..")))
        return inside and not path.startswith(self._unlisted)

    def within(self, folder: str) -> list[str]:
        """The files that stand in a folder itself."""
        prefix = folder.rstrip("/") + "/" if folder else ""
        start = bisect_left(self._sorted, prefix)
        found = []
        for file in self._sorted[start : start + _LOOKED_THROUGH]:
            if not file.startswith(prefix):
                break
            if "/" not in file[len(prefix) :]:
                found.append(file)
        return found

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a file, at any depth; not the root."""
        folders: set[str] = set()
        for file in self.files:
            folder = posixpath.dirname(file)
            while folder and folder not in folders:
                folders.add(folder)
                folder = posixpath.dirname(folder)
        return frozenset(folders)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.files)

    @cached_property
    def _tops(self) -> tuple[str, ...]:
        return tuple(f"{top}/" for top in self.tops)

    @cached_property
    def _unlisted(self) -> tuple[str, ...]:
        return tuple(f"{folder}/" for folder in self.unlisted)

    @cached_property
    def _has_root(self) -> bool:
        return not {"", "."}.isdisjoint(self.tops)
