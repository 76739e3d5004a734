"""Paths of a site, with `/`, from its folder."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence


def is_below(path: str, folder: str) -> bool:
    return folder in ("", ".") or path.startswith(folder + "/")


def parts_of(path: str) -> list[str]:
    return path.split("/") if path and path != "." else []


def join(base: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(base, path))


def names_below(paths: Iterable[str], folder: str) -> list[str]:
    depth = len(parts_of(folder))
    return sorted(
        {parts_of(path)[depth] for path in paths if is_below(path, folder) and len(parts_of(path)) > depth + 1}
    )


def up_to(path: str, name: str) -> str:
    """The path up to a folder of that name, or nothing."""
    parts = parts_of(path)[:-1]
    return "/".join(parts[: parts.index(name) + 1]) if name in parts else ""


def outermost(folders: Sequence[str]) -> tuple[str, ...]:
    """Those of the folders that lie in no other one of them."""
    return tuple(one for one in folders if not any(is_below(one, other) for other in folders if other != one))
