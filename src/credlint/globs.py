"""Globs of paths, by the rules of .gitignore: `content/**`, `*.md` at any depth, `/drafts` only at the top."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


def matches(glob: str, path: str) -> bool:
    """Whether a path (relative, with `/`) matches."""
    return bool(_pattern(glob).match_file(path))


@cache
def _pattern(glob: str) -> GitIgnoreSpec:
    # Imported late: a run without globs does not pay for it.
    import pathspec

    return pathspec.GitIgnoreSpec.from_lines([glob])
