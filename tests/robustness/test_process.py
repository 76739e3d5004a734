"""The command as a process: what it must not import, closed and full outputs, signals, and nobody left behind."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from credlint.cli import main
from credlint.contents import MAX_BYTES, MAX_BYTES_OF_SETTINGS

PLAIN = "The first line.\n"
CHECK = [sys.executable, "-I", "-m", "credlint", "check", "--as-of", "2026-06-15", "--no-cache"]
POSIX = pytest.mark.skipif(os.name != "posix", reason="a matter of POSIX systems")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(PLAIN)
    return tmp_path


@pytest.mark.parametrize("switches", [["-I"], ["-P"], []])
def test_nothing_of_the_checked_tree_is_imported(tree: Path, switches: list[str]) -> None:
    plant = f"open({str(tree / 'owned')!r}, 'a').write(__name__)\n"
    for name in ("yaml", "click", "mistune", "jsonschema", "json", "urllib3", "conftest", "sitecustomize", "tomllib"):
        (tree / f"{name}.py").write_text(plant)
    (tree / "requests").mkdir()
    (tree / "requests" / "__init__.py").write_text(plant)
    (tree / "evil.pth").write_text(f"import os; {plant}")
    (tree / "a.md").write_text("---\ntitle: x\n---\n\n[x](https://example.com/)\n")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [sys.executable, *switches, "-m", "credlint", "check", "--no-cache", "--format", "json", "."]
    ended = subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert not (tree / "owned").exists()


@POSIX
@pytest.mark.parametrize(
    ("shell", "code"),
    [
        (">&-", 0), ("2>&-", 0), ("<&-", 0), ("<&- >&- 2>&-", 0), ("missing.md 2>&-", 2), (">/dev/full", 3),
        ("--format json -o /dev/full", 2), ("missing.md 2>/dev/full", 2), ("--format json | true", 0),
    ],
)  # fmt: skip
def test_closed_and_full_outputs(tree: Path, shell: str, code: int) -> None:
    if "/dev/full" in shell and not Path("/dev/full").exists():
        pytest.skip("there is no full device here")
    target = "" if "missing" in shell else "a.md"
    line = " ".join(f"'{part}'" for part in CHECK)
    ended = subprocess.run(f"{line} {target} {shell}", shell=True, cwd=tree, capture_output=True, check=False)
    assert ended.returncode == code, ended.stderr
    assert b"Traceback" not in ended.stderr
    assert b"internal error" not in ended.stderr


@POSIX
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (CHECK[1:], 2, "credlint: the current folder: cannot be used"),
        (["-m", *CHECK[3:]], 2, "credlint: the current folder: cannot be used"),  # without -I
        (["-I", "-m", "credlint", "init"], 3, "credlint: the current folder: No such file"),
        (["-m", "credlint", "rules"], 0, ""),
    ],
)
def test_a_current_folder_that_is_gone(tree: Path, arguments: list[str], code: int, said: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    line = shlex.join([sys.executable, *arguments])
    shell = f"mkdir gone && cd gone && rmdir ../gone && {line}"
    ended = subprocess.run(shell, shell=True, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == code, ended.stderr
    assert ended.stderr.startswith(said)
    assert "Traceback" not in ended.stderr


@POSIX
def test_files_that_are_none_are_named_and_stop_nobody(tree: Path) -> None:
    os.mkfifo(tree / "pipe.md")
    (tree / "folder.md").mkdir()
    (tree / "round.md").symlink_to("round.md")
    (tree / "dangling.md").symlink_to("nowhere")
    (tree / "outside.md").symlink_to("/etc/hosts")
    (tree / "loop").symlink_to(tree)
    ended = subprocess.run([*CHECK, "--format", "github"], cwd=tree, capture_output=True, check=False, timeout=60)
    assert ended.returncode == 1, ended.stderr
    named = {name for name in ("pipe", "round", "dangling", "outside", "folder") if f"{name}.md" in str(ended.stdout)}
    assert named == {"pipe", "round", "dangling"}


SCHEMA = '[front-matter]\nschemas = [{ files = "**", schema = "s.json" }]\n'


@POSIX
@pytest.mark.parametrize(
    ("settings", "pipe", "code", "said"),
    [
        ({"credlint.toml": SCHEMA}, "s.json", 2, "not a regular file"),
        ({"credlint.toml": SCHEMA, "s.json": " " * (MAX_BYTES_OF_SETTINGS + 1)}, "", 2, "larger than 500 kB"),
        ({"credlint.toml": "#" * (MAX_BYTES_OF_SETTINGS + 1)}, "", 2, "larger than 500 kB"),
        ({"pyproject.toml": "[tool.credlint]\nx = 1\n" + "#" * MAX_BYTES_OF_SETTINGS}, "", 0, ""),
        ({".gitignore": "a.md\n" + "#" * MAX_BYTES_OF_SETTINGS, ".git": "gitdir: x"}, "", 0, ""),
        ({".git": "gitdir: x"}, ".gitignore", 0, ""),
        ({}, "credlint.toml", 0, ""),
        ({}, "pyproject.toml", 0, ""),
    ],
)
def test_settings_that_are_no_file_or_without_end_are_not_waited_for(
    tree: Path, settings: dict[str, str], pipe: str, code: int, said: str
) -> None:
    for name, text in settings.items():
        (tree / name).write_text(text)
    if pipe:
        os.mkfifo(tree / pipe)
    (tree / "a.md").write_text("---\ntitle: x\n---\n\nThe first line.\n")
    ended = subprocess.run(CHECK, cwd=tree, capture_output=True, check=False, text=True, timeout=60)
    assert ended.returncode == code, ended.stderr
    assert said in ended.stderr
    assert code or "1 article:" in ended.stdout


@POSIX
@pytest.mark.parametrize("command", [("claims", "."), ("links", "--offline", "."), ("catalog", "due")])
def test_what_has_no_place_for_a_file_that_cannot_be_read_names_it_beside(
    tree: Path,
    new_cache: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
) -> None:
    os.mkfifo(tree / "pipe.md")
    (tree / "large.md").write_bytes(b"x" * (MAX_BYTES + 1))
    monkeypatch.chdir(tree)
    monkeypatch.setenv("CREDLINT_CACHE_DIR", str(new_cache))
    for _ in range(2):  # also where what the others say is remembered
        assert main([*command]) == 0
        told = capsys.readouterr().err.splitlines()
        assert [line.split(": ")[1] for line in told] == ["large.md", "pipe.md"]
        assert "larger than 5 MB" in told[0]
        assert "not a regular file" in told[1]


@POSIX
def test_nothing_is_missing_in_what_nobody_could_read(tree: Path) -> None:
    (tree / "credlint.toml").write_text(SCHEMA)
    (tree / "s.json").write_text("{}")
    os.mkfifo(tree / "pipe.md")
    (tree / "large.md").write_bytes(b"x" * (MAX_BYTES + 1))
    (tree / "a.md").write_text("---\ntitle: x\n---\n\n[x](pipe.md#part) [y](large.md#part)\n")
    (tree / "bare.md").write_text("# Bare\n")
    ended = subprocess.run([*CHECK, "--format", "github"], cwd=tree, capture_output=True, check=False, text=True)
    found = sorted(line.split(",title=")[1].split("::")[0] for line in ended.stdout.splitlines())
    assert found == ["missing-front-matter", "unreadable-file", "unreadable-file"], ended.stdout


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_nobody_behind(tree: Path, new_cache: Path, number: signal.Signals) -> None:
    for n in range(40):
        (tree / f"{n}.md").write_text(PLAIN)
    environment = os.environ | {"CREDLINT_CACHE_DIR": str(new_cache)}
    watch = [*CHECK, "--watch", "--jobs", "2", "."]
    process = subprocess.Popen(
        watch, cwd=tree, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    process.stdout.readline()  # the first check is done, and it looks on
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode in (0, 130, -signal.SIGKILL)
    assert b"Traceback" not in said
    assert _is_gone(process.pid)


def _is_gone(group: int) -> bool:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        os.sched_yield()
    return False


SECRETS = """---
title: x
canonical: https://user:CANARY0@example.com/a
---

[a](https://user:CANARY1@example.com/x?token=CANARY2&a=1) <https://example.com/?api_key=CANARY3>
https://u:CANARY4@example.com/p ![i](https://u:CANARY5@example.com/i.png) [r]
<a href="https://u:CANARY6@example.com/h">h</a> [m](missing.md?token=CANARY7) [n](http://u:CANARY8@127.0.0.1:9/x y)

[r]: https://u:CANARY9@example.com/r?access_token=CANARY10
"""
COMMANDS = [
    *(
        ["check", "--select", "all", "--format", form]
        for form in ("text", "json", "sarif", "github", "gitlab", "junit")
    ),
    ["check", "--select", "all", "--format", "markdown"],
    ["check", "--select", "all", "--suggestions", "--diff"],
    ["check", "--select", "all", "--write-baseline", "baseline.json"],
    ["links", "--offline"],
    ["links", "--offline", "--format", "json"],
    ["claims"],
    ["report", "--format", "html"],
    ["report", "--format", "csv"],
]


def test_no_secret_of_a_url_gets_into_an_output_a_log_or_a_cache(
    tree: Path, new_cache: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tree / "a.md").write_text(SECRETS)
    monkeypatch.chdir(tree)
    monkeypatch.setenv("CREDLINT_CACHE_DIR", str(new_cache))
    monkeypatch.setenv("CREDLINT_DEBUG", "1")
    said = b""
    for command in COMMANDS:
        code = main([*command, "a.md"])
        told = capfdbinary.readouterr()
        assert code in (0, 1), told.err
        said += told.out + told.err
    kept = b"".join(file.read_bytes() for file in tree.rglob("*") if file.is_file() and file.name != "a.md")
    assert b"example.com" in said
    assert b"CANARY" not in said
    assert b"CANARY" not in kept


@pytest.mark.parametrize("watcher", ["cProfile", "profile"])
def test_a_profiler_is_waited_for(tree: Path, watcher: str) -> None:
    command = [sys.executable, "-m", watcher, "-m", "credlint", "check", "--no-cache", "a.md"]
    ended = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert "function calls" in ended.stdout, ended.stderr


def test_patterns_that_were_made_are_kept_for_the_next_run(tree: Path, new_cache: Path) -> None:
    environment = {**os.environ, "CREDLINT_CACHE_DIR": str(new_cache)}
    command = [*CHECK, "a.md"]
    for _ in range(2):  # nothing is left to be made the second time
        ended = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=True)
        (kept,) = new_cache.glob("patterns-*")
        assert kept.stat().st_size > 1000
    assert ended.stdout
