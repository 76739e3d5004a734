"""A run that is ended early tells a person what it knows, and nobody else half a report."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from credlint.cli import entry
from credlint.errors import CredlintError

POSIX = pytest.mark.skipif(os.name != "posix", reason="a matter of POSIX systems")
FILES = 5
# The third article is never done with: rules look at it until a signal comes.
HELD = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from credlint import engine
from credlint.cli import main
judge = engine.judge
engine.judge_unopened = lambda *rest: None
def held(article, *rest):
    if article.document.path == "2.md":
        print("held", file=sys.stderr, flush=True)
        time.sleep(60)
    return judge(article, *rest)
engine.judge = held
sys.exit(main())
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for n in range(FILES):
        (tmp_path / f"{n}.md").write_text(f"[x](missing-{n}.md)\n")
    return tmp_path


def ended(tree: Path, *arguments: str, numbers: tuple[signal.Signals, ...] = (signal.SIGINT,)) -> tuple[int, str, str]:
    command = [sys.executable, "-I", "-c", HELD, "check", ".", "--no-cache", "--as-of", "2026-06-15", "--jobs", "1"]
    with subprocess.Popen(
        [*command, *arguments], cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "held\n"
        # Stopped meanwhile, so that all of them reach it at once however busy the machine is.
        for one in (signal.SIGSTOP, *numbers, signal.SIGCONT):
            running.send_signal(one)
        out, err = running.communicate(timeout=60)
    return running.returncode, out, err


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_person_is_told_what_is_known(tree: Path, number: signal.Signals) -> None:
    code, out, err = ended(tree, numbers=(number,))
    assert (code, err) == (130, "credlint: interrupted\n")
    assert "missing-0.md" in out
    assert "missing-1.md" in out
    assert "missing-2.md" not in out
    assert out.endswith("\ninterrupted: 2 of 5 articles were judged; the others were not checked\n")


@POSIX
def test_signals_that_come_together_are_one(tree: Path) -> None:
    code, out, _ = ended(tree, numbers=(signal.SIGTERM, signal.SIGHUP))
    assert code == 130
    assert "2 of 5 articles were judged" in out


def test_a_second_thought_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now, ends = [100.0], []
    monkeypatch.setattr(entry.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(entry.os, "_exit", ends.append)
    with entry._termination_as_interrupt(to_the_end=False):
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
        assert ends == []
        now[0] += 1
        signal.raise_signal(signal.SIGINT)
        assert ends == [130]


@POSIX
@pytest.mark.parametrize(("first", "code"), [("SIGINT", 130), ("SIGTERM", 130), (None, -signal.SIGTERM)])
def test_a_signal_after_the_interrupt_does_not_end_the_process_in_another_way(first: str | None, code: int) -> None:
    """Who comes last, when all handlers are as they will be, gets a signal that nobody has handled yet."""
    program = f"""
import atexit, signal, sys, threading  # where there may be threads, the end is waited for
from credlint.cli import entry, main
signal.signal(signal.SIGINT, signal.default_int_handler)
def invoke(arguments):
    if {first!r}:
        signal.raise_signal(signal.{first or "SIGINT"})
    return 0
entry._invoke = invoke
atexit.register(signal.raise_signal, signal.SIGTERM)
sys.exit(main())
"""
    ended = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (code, "credlint: interrupted\n" if first else "")


def test_whoever_runs_a_command_gets_the_signals_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(arguments: list[str]) -> int:
        signal.raise_signal(signal.SIGINT)
        return 0

    monkeypatch.setattr(entry, "_invoke", interrupted)
    before = signal.getsignal(signal.SIGINT)
    assert entry.run(["check"]) == 130
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_no_module_half_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: signal.Signals
) -> None:
    """It comes a little later, and wakes what waits."""
    (tmp_path / "imported_late.py").write_text(
        f"import signal\nsignal.raise_signal({number.value})\nclass Whole:\n    pass\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    seen: list[type] = []

    def importing(arguments: list[str]) -> int:
        from imported_late import Whole

        seen.append(Whole)
        threading.Event().wait(60)
        return 0

    monkeypatch.setattr(entry, "_invoke", importing)
    assert entry.run(["check"]) == 130
    assert capsys.readouterr().err == "credlint: interrupted\n"
    assert seen
    del sys.modules["imported_late"]


def test_what_goes_wrong_after_an_interrupt_is_the_interrupt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The workers of a run end at once, the run itself only after what it imports."""
    (tmp_path / "imported_later.py").write_text("import signal\nsignal.raise_signal(signal.SIGINT)\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(entry, "_send_again", lambda number, thread: None)

    def importing(arguments: list[str]) -> int:
        import imported_later  # noqa: F401

        raise CredlintError("a worker process ended before its work was done")

    monkeypatch.setattr(entry, "_invoke", importing)
    assert entry.run(["check"]) == 130
    assert capsys.readouterr().err == "credlint: interrupted\n"
    del sys.modules["imported_later"]


@POSIX
@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "json"),
        ("--format", "sarif"),
        ("-o", "report"),
        ("--format", "json", "-o", "report"),
        ("--statistics",),
        ("--write-baseline", "report"),
    ],
)
def test_half_a_report_is_not_written(tree: Path, arguments: tuple[str, ...]) -> None:
    (tree / "report").write_text("old")
    code, out, err = ended(tree, *arguments)
    assert (code, out) == (130, "")
    assert "2 of 5 articles were judged" in err
    assert "no report is written" in err
    assert (tree / "report").read_text() == "old"


@POSIX
def test_what_was_asked_of_quiet_is_told_as_well(tree: Path) -> None:
    code, out, _ = ended(tree, "--quiet")
    assert code == 130
    assert "missing-0.md" in out
    assert out.splitlines()[-1].startswith("interrupted: 2 of 5")


def test_what_came_from_several_processes_is_in_order(tmp_path: Path) -> None:
    """As far as they were done: each sends what it has a few times a second."""
    for n in range(40):
        (tmp_path / f"{n:02}.md").write_text(f"[x](missing-{n}.md)\n")
    command = [sys.executable, "-I", "-m", "credlint", "check", ".", "--no-cache", "--jobs", "2", "--format", "json"]
    out = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout
    paths = [finding["path"] for finding in json.loads(out)["findings"]]
    assert paths == sorted(paths)
    assert len(paths) == 40
