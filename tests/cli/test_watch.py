"""Watching: a check, then another whenever something that it depends on is another; no second passes here."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.conftest import AS_OF, PLAIN, Outcome
from credlint.cli import watch as watching
from credlint.cli.watch import watch
from credlint.errors import ConfigError, UserError


class Ended(Exception):
    """The test has seen enough."""


LONGEST = 20


def run(files: list[Path], *steps: Callable[[], object], check: Callable[[], int] = lambda: 0) -> list[str]:
    """What happened: a `check`, or a `wait`, in each of which one step is done."""
    happened: list[str] = []
    left = iter(steps)

    def checking() -> int:
        happened.append("check")
        if len(happened) > LONGEST:
            raise Ended
        return check()

    def sleep(seconds: float) -> None:
        assert seconds > 0
        happened.append("wait")
        try:
            next(left)()
        except StopIteration:
            raise Ended from None

    with pytest.raises(Ended):
        watch(checking, lambda: list(files), sleep)
    return happened


def nothing() -> None:
    pass


def test_it_checks_once_and_waits(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("a")
    assert run([file], nothing, nothing) == ["check", "wait", "wait", "wait"]


@pytest.mark.parametrize("change", ["content", "time", "gone", "new"])
def test_it_checks_again_when_something_changed(tmp_path: Path, change: str) -> None:
    file, other = tmp_path / "a.md", tmp_path / "b.md"
    file.write_text("a")
    files = [file]

    def step() -> None:
        if change == "content":
            file.write_text("longer")
        elif change == "time":
            os.utime(file, ns=(1, 1))
        elif change == "gone":
            file.unlink()
        else:
            other.write_text("b")
            files.append(other)

    assert run(files, nothing, step, nothing) == ["check", "wait", "wait", "check", "wait", "wait"]


def test_what_changes_during_a_check_is_not_missed(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("a")
    texts = iter(["saved while it ran"])

    def check() -> int:
        for text in texts:
            file.write_text(text)
        return 0

    assert run([file], check=check) == ["check", "check", "wait"]


def test_a_mistake_is_told_and_its_mending_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "credlint.toml"
    file.write_text("[")
    mistakes: Iterator[UserError | None] = iter([ConfigError("is not TOML", hint="mend it"), None])

    def check() -> int:
        mistake = next(mistakes, None)
        if mistake is not None:
            raise mistake
        return 0

    def mend() -> None:
        file.write_text("# mended")

    assert run([file], mend, check=check) == ["check", "wait", "check", "wait"]
    assert "is not TOML\n  hint: mend it" in capsys.readouterr().err


def test_ctrl_c_ends_it(site: Path, credlint: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole command: an article, the configuration, then Ctrl-C."""
    (site / "a.md").write_text(PLAIN)
    steps: list[Callable[[], object]] = [
        lambda: (site / "a.md").write_text(PLAIN + "\nSee [it](nowhere.md).\n"),
        lambda: (site / "credlint.toml").write_text("unknown = 1\n"),
        lambda: (site / "credlint.toml").write_text('ignore = ["missing-page"]\n'),
    ]

    def sleep(seconds: float) -> None:
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    monkeypatch.setattr(watching, "watch", functools.partial(watch, sleep=sleep))
    outcome = credlint("check", "--watch", "--as-of", AS_OF)
    assert outcome.code == 130
    assert outcome.out.count("1 article:") == 3 and outcome.out.count("missing-page") == 1
    assert "unknown" in outcome.err and "interrupted" in outcome.err
