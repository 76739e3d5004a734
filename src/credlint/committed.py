"""The articles and the catalog of a commit, as they would have been found in its tree."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import structs

from credlint import comparison, discovery
from credlint.catalog import Catalog, load
from credlint.catalog.files import belongs
from credlint.contents import MAX_BYTES, contents, real
from credlint.discovery import SourceFile
from credlint.errors import CatalogError, RepositoryError
from credlint.git import EXECUTABLE, FILE, SUBMODULE, Blob, Repository
from credlint.plan import Plan
from credlint.report import path_order
from credlint.site import PAGE_SUFFIXES, Listing


class CommittedTree:
    """The files of a commit. Paths (`str`) are from the top of the repository, with `/`."""

    def __init__(self, repository: Repository, commit: str, plan: Plan, cwd: Path) -> None:
        self._repository, self._plan, self._cwd = repository, plan, cwd
        self._files = repository.files(commit)

    def listing(self, listed: Listing) -> Listing:
        """The files of the commit below the folders of `listed`."""
        places = (self._plan.config.relative(self._disk(path)) for path in self._files)
        files = frozenset(place for place in places if listed.covers(place))
        return structs.replace(listed, files=files)

    def source(self, place: str) -> SourceFile:
        disk = self._plan.config.root / place
        found = self._sources(path for path in [self._path(disk)] if _is_file(self._files.get(path)))
        config = self._plan.config
        return next(iter(found.values()), structs.replace(discovery.source_of(disk, config, config.root), data=b""))

    def below(self, tops: Iterable[Path]) -> list[SourceFile]:
        """The articles that a walk of these folders would have found."""
        return _ordered(self._sources(self._meant(self._articles(), tops)))

    def earlier(
        self, sources: Iterable[SourceFile], tops: Iterable[Path]
    ) -> tuple[list[SourceFile], dict[str, SourceFile]]:
        """The sources as they were, with those that are gone; and each present one by how its earlier text is shown."""
        now = {self._path(source.disk): source for source in sources}
        gone = [path for path in self._articles() if path not in now and not os.path.lexists(self._disk(path))]
        added = {path: _bytes(source) for path, source in now.items() if path not in self._files}
        present = {path: source for path, source in now.items() if path in self._files}
        if added and gone:
            renamed = comparison.renames(self._read(gone), added)
            present |= {before: now[path] for path, before in renamed.items()}
        found = self._sources({*present, *self._meant(gone, tops)})
        return _ordered(found), {found[path].path: source for path, source in present.items()}

    def catalog(self, folders: Sequence[Path]) -> Catalog | None:
        """The catalog as it was, or None if it was what it is (or if what it was cannot be read any more)."""
        try:
            before = catalog_texts(self._repository, self._files, folders)
            now = {place: text for folder in folders for place, text in load.texts(folder).items()}
            return None if before == now else load.read(before)
        except CatalogError:
            return None

    def _sources(self, paths: Iterable[str]) -> dict[str, SourceFile]:
        found = {}
        for path, data in self._read(paths).items():
            source = discovery.source_of(self._disk(path), self._plan.config, self._cwd)
            found[path] = structs.replace(source, data=data)
        return found

    def _read(self, paths: Iterable[str]) -> dict[str, bytes]:
        blobs = {path: self._files[path] for path in paths}
        contents = self._repository.read(blobs.values(), MAX_BYTES)
        return {path: contents[blob] for path, blob in blobs.items()}

    def _articles(self) -> Iterator[str]:
        return (path for path, blob in self._files.items() if _is_file(blob) and path.lower().endswith(PAGE_SUFFIXES))

    def _meant(self, paths: Iterable[str], tops: Iterable[Path]) -> Iterator[str]:
        config, places = self._plan.config, [real(top) for top in tops]
        return (path for path in paths if any(discovery.was_meant(self._disk(path), top, config) for top in places))

    def _disk(self, path: str) -> Path:
        return self._repository.top / path

    def _path(self, disk: Path) -> str:
        return _path_in(self._repository, self._files, disk)


def catalog_texts(repository: Repository, files: Mapping[str, Blob], folders: Iterable[Path]) -> dict[str, str]:
    """What stood in the catalog's folders when the repository held these files, by place in the folder.

    Later folders lie over earlier ones; one outside of the repository is as it is now. Raises CatalogError for what
    cannot be read, RepositoryError for a folder in a submodule.
    """
    texts: dict[str, str] = {}
    for folder in folders:
        if not real(folder).is_relative_to(repository.top):
            texts |= load.texts(folder)
            continue
        top = _path_in(repository, files, folder)
        prefix = "" if top == "." else f"{top}/"
        below = {path.removeprefix(prefix): blob for path, blob in files.items() if path.startswith(prefix)}
        blobs = {place: blob for place, blob in below.items() if _is_file(blob) and belongs(place)}
        contents = repository.read(blobs.values(), MAX_BYTES)
        try:
            texts |= {place: contents[blob].decode("utf-8-sig") for place, blob in blobs.items()}
        except UnicodeDecodeError:
            raise CatalogError(f"a file of {folder} was not UTF-8 at that commit", hint="name a later one") from None
    return texts


def _path_in(repository: Repository, files: Mapping[str, Blob], disk: Path) -> str:
    """A place on the disk as the commit names it. Raises RepositoryError for what this repository does not hold."""
    hint = "check the files of one repository at a time, from inside of it"
    if not real(disk).is_relative_to(repository.top):
        raise RepositoryError(f"{disk} is not in the repository {repository.top}", hint=hint)
    place = real(disk).relative_to(repository.top)
    for folder in place.parents:
        blob = files.get(folder.as_posix())
        if blob is not None and blob.mode == SUBMODULE:
            raise RepositoryError(f"{disk} is in the submodule {folder}, which has a history of its own", hint=hint)
    return place.as_posix()


def _ordered(sources: Mapping[str, SourceFile]) -> list[SourceFile]:
    return sorted(sources.values(), key=lambda source: path_order(source.path))


def _is_file(blob: Blob | None) -> bool:
    return blob is not None and blob.mode in (FILE, EXECUTABLE)


def _bytes(source: SourceFile) -> bytes:
    try:
        return contents(source.disk) if source.data is None else source.data
    except OSError:
        return b""
