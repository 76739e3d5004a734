"""Globs of paths, by the rules of .gitignore: `content/**`, `*.md` at any depth, `/drafts` only at the top."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from credlint import lazy_re

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

# Longer than any path.
MAX_LENGTH = 4_096


def matches(glob: str, path: str) -> bool:
    """Whether a path (relative, with `/`) matches."""
    return bool(_pattern(glob).match_file(path))


@cache
def _pattern(glob: str) -> GitIgnoreSpec:
    return patterns([glob])


def patterns(lines: Iterable[str]) -> GitIgnoreSpec:
    """The lines of a .gitignore, matched in time linear in the path. Raises ValueError."""
    # Imported late: a run without globs does not pay for it.
    from pathspec import GitIgnoreSpec

    read = GitIgnoreSpec.from_lines(line for line in lines if len(line) <= MAX_LENGTH)
    return GitIgnoreSpec(map(_linear, read.patterns))


def _linear(pattern: GitIgnoreSpecPattern) -> GitIgnoreSpecPattern:
    if pattern.regex is None or (linear := without_backtracking(pattern.regex.pattern)) == pattern.regex.pattern:
        return pattern
    return type(pattern)(re.compile(linear), pattern.include)


# Of a regular expression as pathspec writes it: a star, `?`, `*` alone, `**/` at its beginning, `/**` within it.
_STAR, _ONE, _SOME, _ANY_BEFORE, _ANY_BETWEEN = "[^/]*", "[^/]", "[^/]+", "(?:.+/)?", "(?:/.+)?"
_TOKEN = lazy_re.compile(r"\(\?:\.\+/\)\?|\(\?:/\.\+\)\?|\[\^?\]?(?:\\.|[^\]\\])*\][*+]?|\\.|.", re.S)


def without_backtracking(regex: str) -> str:
    """The same expression without backtracking: once what follows a star was found, no later place is tried for it.

    What stands between two stars is as good at the first place as at any later one, because the second star takes what
    is left; so is what stands between two `**`. To go back to the later places takes time of the n-th power.
    """
    tokens: list[str] = []
    for token in _TOKEN.findall(regex):
        if token.startswith("[") and token not in (_STAR, _ONE, _SOME):
            tokens.append(f"(?!/){token}")  # as git has it, and without it the above were not so
        elif token != _STAR or tokens[-1:] != [_STAR]:
            tokens.append(token)
    stars = [at for at, token in enumerate(tokens) if token == _STAR]
    for at, following in pairwise(stars):
        if "/" not in tokens[at:following]:
            tokens[at], tokens[following - 1] = "(?>[^/]*?", f"{tokens[following - 1]})"
    gaps = [at for at, token in enumerate(tokens) if token in (_ANY_BEFORE, _ANY_BETWEEN)]
    for at, following in pairwise(gaps):
        if following > at + 1:
            first = "(?:.+?/)??" if tokens[at] == _ANY_BEFORE else "(?:/.+?)??"
            tokens[at], tokens[following - 1] = f"(?>{first}", f"{tokens[following - 1]}(?=/))"
    return "".join(tokens)
