"""What the system refuses is named, and stops nobody; `tests/fuzz/syscalls.py` is the long form, every call in turn."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import invented
from credlint import config, discovery, run
from credlint.cli import entry

LOST = "\ufffd\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("a.md", "sub/b.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(LOST)
    return tmp_path


def failing(real: Callable[..., Any], name: str) -> Callable[..., Any]:
    """The function as it is, but for what bears that name."""

    def call(path: Any, *rest: Any, **options: Any) -> Any:
        if Path(os.fspath(path)).name == name:
            raise OSError(errno.EIO, os.strerror(errno.EIO), os.fspath(path))
        return real(path, *rest, **options)

    return call


@pytest.mark.parametrize(
    ("function", "name", "said"),
    [
        ("open", "a.md", {"a.md": "Input/output error", "sub/b.md": "UTF-8"}),
        ("scandir", "sub", {"a.md": "UTF-8", "sub": "regular file"}),  # not as though there were nothing in it
    ],
)
def test_what_cannot_be_read_is_named(
    tree: Path, monkeypatch: pytest.MonkeyPatch, function: str, name: str, said: dict[str, str]
) -> None:
    site = config.with_selection(config.load(None, tree), "unreadable-file", None)
    monkeypatch.setattr(os, function, failing(getattr(os, function), name))
    sources = discovery.find(["."], site, tree)
    report = run.check(run.Plan(sources, invented.CATALOG, site, invented.TODAY, jobs=1))
    assert report.crashes == ()
    assert {finding.path for finding in report.findings} == set(said)
    for finding in report.findings:
        assert said[finding.path] in finding.message


@pytest.mark.parametrize("closed", ["shots", "site"])
def test_nothing_is_called_missing_from_a_folder_that_cannot_be_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    top = tmp_path / "site"
    (top / "shots").mkdir(parents=True)
    (top / "shots" / "x.png").write_bytes(b"")
    (top / "a.md").write_text("![x](shots/x.png) ![y](y.png)\n")
    site = config.with_selection(config.load(None, top), "missing-image", None)
    sources = discovery.find([str(top / "a.md")], site, top)
    monkeypatch.setattr(os, "scandir", failing(os.scandir, closed))
    said: list[str] = []
    plan = run.Plan(sources, invented.CATALOG, site, invented.TODAY, jobs=1, complain=said.append)
    assert [finding.quote for finding in run.check(plan).findings] == (["y.png"] if closed == "shots" else [])
    assert said == [f"{'shots' if closed == 'shots' else top}: cannot be listed, so links into it are not judged"]


@pytest.mark.skipif(os.name != "posix", reason="nobody can take away a folder that is worked in elsewhere")
def test_a_current_folder_that_goes_away_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def taken_away(arguments: list[str]) -> int:
        (tmp_path / "here").rmdir()
        return len(str(Path("report.json").absolute()))

    monkeypatch.setattr(entry, "_invoke", taken_away)
    assert entry.run(["check"]) == entry.FAULT
    assert capsys.readouterr().err == "credlint: the current folder: No such file or directory\n"


def test_an_output_that_fails_where_the_folder_is_still_there_is_not_the_folder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(arguments: list[str]) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(entry, "_invoke", full)
    monkeypatch.setattr(entry, "_give_up_on", lambda stream: None)
    assert entry.run(["check"]) == entry.FAULT
    assert capsys.readouterr().err == "credlint: output: No space left on device\n"
