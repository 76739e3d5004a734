"""The files of a catalog.

`<provider>/provider.yaml`, `<provider>/<credential>.yaml`, `<provider>/names.yaml` (credentials of which nothing but
the name is known) and `groups/<group>.yaml`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from credlint.errors import CatalogError

# Each has a JSON Schema by its name.
KINDS = ("credential", "provider", "names", "group")
SUFFIXES = (".yaml", ".yml")


class File(Struct, frozen=True, array_like=True, gc=False):
    """A catalog file; `place` is its path inside its folder, `path` how messages name it."""

    path: str
    place: str
    size: int
    mtime: int

    @property
    def kind(self) -> str:
        if self.place.startswith("groups/"):
            return "group"
        name = self._trunk.rpartition("/")[2]
        return name if name in ("provider", "names") else "credential"

    @property
    def folder(self) -> str:
        return self.path.removesuffix(self.place)

    @property
    def id(self) -> str:
        """The id of its credential, provider or group; of names, that of their provider."""
        if self.kind == "group":
            return f"group/{self._trunk.removeprefix('groups/')}"
        return self._trunk if self.kind == "credential" else self._trunk.rpartition("/")[0]

    @property
    def _trunk(self) -> str:
        """Its place without the suffix."""
        return self.place.rpartition(".")[0]


def belongs(place: str) -> bool:
    """Whether a file at this place in a catalog's folder is one of its files; what is hidden is not."""
    return place.endswith(SUFFIXES) and not place.startswith(".") and "/." not in place


def scan(folder: Path) -> list[File]:
    """The catalog files of a folder, in the order of their names. Raises CatalogError."""
    if not folder.is_dir():
        raise CatalogError(
            f"there is no catalog folder {folder}", hint="Create it, or take it out of `catalog` in the configuration."
        )
    return sorted(_walk(folder.as_posix(), ""), key=lambda file: file.path)


def _walk(folder: str, inside: str) -> Iterator[File]:
    # Strings and one system call a file, because this is done on every run: with `Path` it takes thrice the time.
    try:
        with os.scandir(f"{folder}/{inside}") as entries:
            for entry in entries:
                name = entry.name
                if name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if inside.count("/") < DEEPEST:
                        yield from _walk(folder, f"{inside}{name}/")
                elif name.endswith(SUFFIXES) and entry.is_file():
                    stat = entry.stat()
                    yield File(entry.path, inside + name, stat.st_size, stat.st_mtime_ns)
    except OSError as error:
        raise CatalogError(
            f"cannot be listed: {error.strerror}", path=f"{folder}/{inside}", hint="Check its permissions."
        ) from None


# Misplaced files are found this deep, so that they are reported; nothing belongs deeper than one folder.
DEEPEST = 8


def read(file: File) -> str:
    """The text of a file. Raises CatalogError."""
    try:
        return Path(file.path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CatalogError(f"cannot be read: {error.strerror}", path=file.path, hint="Check its permissions.") from None
    except UnicodeDecodeError as error:
        raise CatalogError(
            f"is not UTF-8 (byte {error.start + 1})", path=file.path, hint="Save the file as UTF-8."
        ) from None
