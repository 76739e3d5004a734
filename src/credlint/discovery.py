"""Which files a command line means: folders walked once, ignored files left out, every file read once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from credlint.config import Config, repository
from credlint.contents import of_settings
from credlint.errors import InputError
from credlint.globs import matches, patterns
from credlint.report import path_order
from credlint.site import PAGE_SUFFIXES, Listing

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORES = ".gitignore"
MAX_LINKS = 40  # as many as Linux follows

# Folders of other people's files; hidden folders are left out as well. A file that is named itself is always read.
FOREIGN = frozenset({"node_modules", "__pycache__", "venv"})


class SourceFile(Struct, frozen=True, gc=False):
    """A file to read. `path` is how it is shown, `place` how globs see it (relative to the configuration's folder),
    `above` what its path begins with where it is (one text for all files, which may be many thousands).

    `data` is what came over stdin in its stead.
    """

    path: str
    place: str
    above: str = ""
    data: bytes | None = None

    @property
    def file(self) -> str:
        """Where it is."""
        return self.above + self.path

    @property
    def disk(self) -> Path:
        return Path(self.file)


def find(paths: Iterable[str], config: Config, cwd: Path, force_exclude: bool = False) -> list[SourceFile]:
    """The files that the paths mean, sorted by path. Raises InputError for a path that does not exist."""
    seen: dict[int | None, list[str]] = {}
    sources: list[SourceFile] = []
    here, root = _inside(cwd), _inside(config.root)
    for path in paths:
        start = os.path.normpath(cwd / path)
        try:
            status = os.stat(start)  # noqa: PTH116
        except (OSError, ValueError) as problem:
            reason = getattr(problem, "strerror", None) or str(problem)
            raise InputError(f"{reason}", path=path, hint="name an existing file or folder") from None
        folder = stat.S_ISDIR(status.st_mode)
        excluding = config.exclude if folder or force_exclude else ()
        for file, inode in _walk(start) if folder else [(start, status.st_ino)]:
            source = _source(file, here, root)
            if any(matches(glob, source.place) for glob in excluding):
                continue
            candidates = seen.setdefault(inode, [])
            if not any(_is_same(file, other) for other in candidates):
                candidates.append(file)
                sources.append(source)
    return sorted(sources, key=lambda source: path_order(source.path))


def from_stdin(data: bytes, name: str, config: Config, cwd: Path) -> SourceFile:
    """What was piped in, standing for the file of that name."""
    return structs.replace(source_of(cwd / name, config, cwd), data=data)


def source_of(file: Path, config: Config, cwd: Path) -> SourceFile:
    """A file as it is shown in that folder and seen by globs, whether it exists or not."""
    return _source(os.path.normpath(cwd / file), _inside(cwd), _inside(config.root))


def shown(file: Path, cwd: Path) -> str:
    """How messages name a file: from that folder where it lies below it, else as it is; with `/`."""
    return _below(_inside(cwd), str(file))


def _source(file: str, here: str, root: str) -> SourceFile:
    # Strings, because ten thousand files are found: as a Path, each of them took as long as reading it.
    path, place = _below(here, file), _below(root, file)
    above = here if file.startswith(here) else ""
    return SourceFile(path, path if path == place else place, above)  # kept once where both are the same


def _inside(folder: Path) -> str:
    """What the paths of all files in a folder begin with."""
    return os.path.join(folder, "")  # noqa: PTH118


def _below(inside: str, file: str) -> str:
    """A file's path from a folder (`_inside`) that it lies below, else as it is; with `/`."""
    return file.removeprefix(inside).replace(os.sep, "/")


def _is_same(file: str, other: str) -> bool:
    """Whether two paths are names of one file."""
    try:
        return os.path.samefile(file, other)  # noqa: PTH121
    except OSError:
        return False


def _inode(entry: os.DirEntry[str]) -> int | None:
    """The number of a file in its file system, without a system call but for links; names of one file have the same."""
    try:
        return entry.stat().st_ino if entry.is_symlink() else entry.inode()
    except OSError:
        return None


def _walk(top: str) -> Iterator[tuple[str, int | None]]:
    """Articles below a folder, with their inodes. Links to folders are not followed, links to files only where those
    lie below it too.

    A folder that cannot be listed is yielded itself, so that it is reported as unreadable.
    """
    inside = os.path.realpath(top)
    pending = [(top, inside, _inherited(Path(inside)))]
    while pending:
        folder, real, rules = pending.pop()
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            yield folder, None
            continue
        if any(entry.name == IGNORES for entry in entries):
            rules = _with_own(Path(real), rules)
        for entry in entries:
            own = f"{real}{os.sep}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and entry.name not in FOREIGN and not _ignored(f"{own}/", rules):
                    pending.append((entry.path, own, rules))
            elif _is_article(entry, own, inside) and not _ignored(own, rules):
                yield entry.path, _inode(entry)


def _is_article(entry: os.DirEntry[str], file: str, inside: str) -> bool:
    if not entry.name.lower().endswith(PAGE_SUFFIXES):
        return False
    if not entry.is_symlink():
        return True
    target = led_to(file, inside)
    return target is not None and not os.path.isdir(target)  # noqa: PTH112


def led_to(file: str, inside: str) -> str | None:
    """Where a file of a folder is, wherever links lead; None if out of the folder, where nothing is looked at.

    One that leads back to itself is returned as it is, so that it is reported as unreadable.
    """
    at, links = inside, 0
    ahead = list(Path(file.removeprefix(inside)).parts)
    while ahead:
        name = ahead.pop(0)
        if name == "..":
            if at == inside:
                return None
            at = os.path.dirname(at)  # noqa: PTH120
        elif name != os.sep:
            try:
                link = os.readlink(f"{at}{os.sep}{name}")  # noqa: PTH115
            except OSError:  # not a link
                at = f"{at}{os.sep}{name}"
                continue
            links += 1
            if links > MAX_LINKS:
                return file
            if os.path.isabs(link):  # noqa: PTH117
                if not f"{link}{os.sep}".startswith(f"{inside}{os.sep}"):
                    return None
                at, link = inside, link.removeprefix(inside)
            ahead = [*Path(link).parts, *ahead]
    return at


def was_meant(file: Path, top: Path, config: Config) -> bool:
    """Whether a walk below `top` would have found a file that is no longer there."""
    if not file.is_relative_to(top) or not file.name.lower().endswith(PAGE_SUFFIXES):
        return False
    folders = file.relative_to(top).parts[:-1]
    foreign = any(name.startswith(".") or name in FOREIGN for name in folders)
    return not foreign and not any(matches(glob, config.relative(file)) for glob in config.exclude)


_Rules = tuple[tuple[Path, "GitIgnoreSpec"], ...]


def _inherited(top: Path) -> _Rules:
    """The .gitignore files between the root of the repository and a folder in it."""
    above: list[Path] = []
    for folder in (top, *top.parents):
        if folder != top:
            above.append(folder)
        if (folder / ".git").exists():
            break
    else:
        return ()
    rules: _Rules = ()
    for folder in reversed(above):
        rules = _with_own(folder, rules)
    return rules


def _with_own(folder: Path, rules: _Rules) -> _Rules:
    try:
        if (folder / IGNORES).is_symlink():  # Git follows no link here either
            return rules
        lines = of_settings(folder / IGNORES).decode("utf-8", "replace").splitlines()
        return (*rules, (folder, patterns(lines)))
    except (OSError, ValueError):  # what cannot be read, and a pattern that git would not understand, hide nothing
        return rules


def _ignored(path: str, rules: _Rules) -> bool:
    """By the nearest .gitignore that says anything about the path, which ends with `/` if it is a folder's."""
    for folder, spec in reversed(rules):
        said = spec.check_file(_below(_inside(folder), path)).include
        if said is not None:
            return said
    return False


# More than this below one folder is not a site's own tree, and listing it would take too long.
LISTED_FILES = 200_000
LISTED_BESIDE_A_FILE = 5_000
_NEVER_LINKED = frozenset({".git", "node_modules", "__pycache__", ".venv"})


def listing(sources: Sequence[SourceFile], config: Config) -> Listing:
    """All files that articles may link to: those of the configuration's folder or the repository, or what is beside.

    Folders that hold too much to be listed are left out, so that nothing below them is judged.
    """
    root = config.root if config.path is not None else repository(config.root)
    tops: dict[Path, int] = {root: LISTED_FILES} if root is not None else {}
    for folder in map(Path, dict.fromkeys(os.path.dirname(source.file) for source in sources)):  # noqa: PTH120
        if tops.keys().isdisjoint((folder, *folder.parents)):
            outer = repository(folder)
            tops[outer or folder] = LISTED_FILES if outer else LISTED_BESIDE_A_FILE
    listed: list[str] = []
    files: list[str] = []
    unlisted: list[str] = []
    known = {source.place: source.place for source in sources}  # two texts of each were a tenth of what a file takes
    for top, limit in tops.items():
        below = _listed(top, limit)
        if below is not None:
            names, closed = below
            place = config.relative(top)
            prefix = "" if place == "." else f"{place}/"
            if "" not in closed:
                listed.append("" if place == "." else place)
            files += (known.get(place, place) for place in (prefix + name for name in names))
            unlisted += (prefix + folder if folder else place for folder in closed)
    return Listing(tuple(listed), frozenset(files), tuple(unlisted))


def _listed(top: Path, limit: int) -> tuple[list[str], list[str]] | None:
    """Every file below a folder, and the folders that could not be looked into, relative to it ("" is itself).

    None if there are more than `limit` files.
    """
    names: list[str] = []
    closed: list[str] = []
    pending = [""]
    while pending:
        inside = pending.pop()
        try:
            with os.scandir(top / inside) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if entry.name not in _NEVER_LINKED:
                            pending.append(f"{inside}{entry.name}/")
                    else:
                        names.append(inside + entry.name)
        except OSError:
            closed.append(inside.removesuffix("/"))
        if len(names) > limit:
            return None
    return names, closed
