"""Globs and .gitignore lines: what they mean is what pathspec says, but for its classes; no path holds them up."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from credlint.deadline import deadlines
from credlint.globs import MAX_LENGTH, matches, patterns

PIECES = ["*", "**", "a", "b", "/", "?", "**/", "/**/", "*a", "[ab]", "\\*", ".", "!", "(", "+", "{a}", " "]
GLOBS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join)
PATHS = st.lists(st.text("ab.*", min_size=1, max_size=5), min_size=1, max_size=6).map("/".join)


@given(GLOBS, PATHS, st.booleans())
def test_what_matches_is_what_pathspec_says(glob: str, path: str, folder: bool) -> None:
    try:
        known = GitIgnoreSpec.from_lines([glob])
    except ValueError:
        assume(False)
    path += "/" * folder
    assert patterns([glob]).check_file(path).include is known.check_file(path).include


@pytest.mark.parametrize(
    ("glob", "path", "hit"),
    [
        ("*.md", "a/b.md", True),
        ("content/**", "content/a/b.md", True),
        ("**/x/**/y", "a/x/b/c/y", True),
        ("/drafts", "a/drafts/b.md", False),
        ("*[!a]*b", "x/b", False),  # by git a class is never a slash; by pathspec it may be
        ("[!x]*[+-9]*b", "a/b", False),
        ("[!a]*.md", "b.md", True),
        ("*[/]*b", "a/b", False),
        ("a***b", "a-b", True),
    ],
)
def test_globs(glob: str, path: str, hit: bool) -> None:
    assert matches(glob, path) is hit


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("*a" * 30 + "b", "a" * 250),
        ("*" * 200 + "b", "a" * 250),
        ("*?a" * 30 + "b", "a" * 250),
        ("*[ab]" * 30 + "c", "ab" * 120),
        ("x/**/" * 12 + "y", "x/" * 1_500 + "x"),
        ("**/" + "*a*/**/" * 12 + "y", "a/" * 1_500 + "x"),
        ("x*/" * 12 + "**/" * 12 + "*y*z", "x/" * 1_500 + "y" * 200),
    ],
)
def test_no_glob_runs_away(glob: str, path: str) -> None:
    with deadlines() as in_time, in_time:  # else it would take years
        assert not matches(glob, path)


def test_a_line_that_is_longer_than_any_path_is_none() -> None:
    assert patterns(["a" * (MAX_LENGTH + 1), "*.md"]).match_file("b.md")
    assert len(patterns(["a" * (MAX_LENGTH + 1)]).patterns) == 0
