"""Symbolic links of the checked tree: followed within it, never out of it, and nothing outside is looked at.

`tests/fuzz/syscalls.py --outside` watches the system calls of whole runs.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from credlint import config, discovery

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links need no permission there")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("tree/sub", "outside/folder"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("tree/a.md", "tree/sub/b.md", "outside/secret.md", "outside/folder/x.md"):
        (tmp_path / name).write_text("text\n")
    return tmp_path / "tree"


def found(tree: Path) -> set[str]:
    return {source.path for source in discovery.find(["."], config.load(None, tree), tree)}


@pytest.mark.parametrize(
    ("links", "read"),
    [
        ({"l.md": "../outside/secret.md"}, False),
        ({"l.md": "/etc/hosts"}, False),
        ({"l.md": "sub/../../outside/secret.md"}, False),
        ({"l.md": "../tree/a.md"}, False),  # out and in again: what is outside would have to be looked at
        ({"dir": "../outside/folder", "l.md": "dir/x.md"}, False),
        ({"dir": "../outside/folder", "l.md": "dir/../a.md"}, False),  # `..` of where the link leads, not of its name
        ({"m.md": "../outside/secret.md", "l.md": "m.md"}, False),
        ({"l.md": "sub"}, False),
        ({"l.md": "missing.md"}, True),
        ({"l.md": "l.md"}, True),  # whoever reads it says so
    ],
)
def test_where_a_link_leads(tree: Path, links: dict[str, str], read: bool) -> None:
    for name, target in links.items():
        (tree / name).symlink_to(target)
    assert ("l.md" in found(tree)) is read


def test_a_link_within_is_one_with_what_it_leads_to(tree: Path) -> None:
    (tree / "sub" / "up.md").symlink_to("../a.md")
    (tree / "absolute.md").symlink_to(tree / "sub" / "b.md")
    (tree / "folder").symlink_to("sub")
    (tree / "through.md").symlink_to("folder/b.md")
    assert len(found(tree)) == 2


def test_nothing_outside_is_looked_at(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / "one.md").symlink_to("../outside/secret.md")
    (tree / "folder").symlink_to("../outside/folder")
    (tree / "two.md").symlink_to("folder/x.md")
    looked: list[str] = []
    for name in ("stat", "lstat", "readlink", "open"):
        real = getattr(os, name)
        monkeypatch.setattr(
            os, name, lambda path, *rest, real=real, **more: looked.append(str(path)) or real(path, *rest, **more)
        )
    found(tree)
    assert str(tree / "one.md") in looked
    assert not any(path.startswith(str(tree.parent / "outside")) for path in looked)


@pytest.mark.parametrize("plant", ["a link", "a pipe"])
def test_what_git_would_not_read_hides_nothing(tree: Path, plant: str) -> None:
    (tree.parent / "outside" / "patterns").write_text("*.md\n")
    if plant == "a link":
        (tree / ".gitignore").symlink_to("../outside/patterns")
    else:
        os.mkfifo(tree / ".gitignore")
    assert found(tree) == {"a.md", "sub/b.md"}
