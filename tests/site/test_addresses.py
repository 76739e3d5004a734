"""Parts of paths."""

import posixpath

import pytest

from credlint.site.addresses import is_index, without_suffix


@pytest.mark.parametrize(
    "path",
    ["a.md", "a", "a.b.md", ".md", "..md", "...", "a.", "", "x/a.md", "x.y/a", "x.y/.md", "x.y/a.b.mdx", "/a.md", "x/"],
)
def test_a_suffix_is_what_posixpath_takes_for_one(path: str) -> None:
    assert without_suffix(path) == posixpath.splitext(path)[0]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.md", True),
        ("x/_index.mdx", True),
        ("x/index", True),
        ("index.md/x.md", False),
        ("x/index.old.md", False),
        ("x/my-index.md", False),
        ("x/README.md", False),
    ],
)
def test_an_index_is_told_by_its_name(path: str, expected: bool) -> None:
    assert is_index(path) is expected
