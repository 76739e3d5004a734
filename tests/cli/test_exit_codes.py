"""Exit codes: 0 nothing, 1 findings, 2 the user's mistake, 3 our fault, 130 interrupted; one message, no traceback."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import AS_OF, EXCUSED, PLAIN, Outcome
from credlint.rule import discover

Run = Callable[..., Outcome]
RULE = "unexplained-suppression"


def test_a_plain_article_has_nothing(credlint: Run, site: Path) -> None:
    (site / "plain.md").write_text(PLAIN)
    outcome = credlint("check", "plain.md", "--as-of", AS_OF)
    assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.parametrize(("fail_on", "code"), [(None, 0), ("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_findings_count_from_the_severity_asked_for(credlint: Run, site: Path, fail_on: str | None, code: int) -> None:
    (site / "excused.md").write_text(EXCUSED)
    extra = ["--fail-on", fail_on] if fail_on else []
    outcome = credlint("check", "excused.md", "--as-of", AS_OF, "--select", RULE, *extra)
    assert outcome.code == code
    assert RULE in outcome.out


def test_the_file_says_what_fails_and_the_command_line_overrules_it(credlint: Run, site: Path) -> None:
    (site / "excused.md").write_text(EXCUSED)
    (site / "credlint.toml").write_text('fail-on = "warning"\n')
    assert credlint("check", "excused.md", "--as-of", AS_OF).code == 1
    assert credlint("check", "excused.md", "--as-of", AS_OF, "--fail-on", "never").code == 0


MISTAKES = [
    (["check", "not-there.md"], ["not-there.md", "hint"]),
    (["check", "plain.md", "--baseline", "/dev/zero"], ["/dev/zero", "larger than 200 MB", "hint"]),
    (["merge", "/dev/zero"], ["/dev/zero", "larger than 200 MB", "hint"]),
    (["report", "plain.md", "--history", "/dev/zero"], ["/dev/zero", "too large", "hint"]),
    (["check", "plain.md", "--select", "no-such-rule"], ["no-such-rule"]),
    (["check", "plain.md", "--ignore", "past-yaer"], ["past-yaer", "past-year"]),
    (["check", "plain.md", "--as-of", "2026-02-30"], ["2026-02-30", "YYYY-MM-DD"]),
    (["check", "plain.md", "--as-of", "today"], ["today", "YYYY-MM-DD"]),
    (["check", "plain.md", "--format", "pdf"], ["pdf", "json"]),
    (["check", "plain.md", "--shard", "3/2"], ["3/2", "1/4"]),
    (["check", "plain.md", "--shard", "0/2"], ["0/2"]),
    (["check", "plain.md", "--jobs", "0"], ["0"]),
    (["check", "plain.md", "--fail-on", "sometimes"], ["sometimes"]),
    (["check", "plain.md", "--no-such-option"], ["--no-such-option"]),
    (["check", "plain.md", "--config", "none.toml"], ["none.toml"]),
    (["check", "plain.md", "--config", "x" * 300], ["x" * 300, "too long"]),
    (["check", "-", "plain.md"], ["cannot be combined"]),
    (["check", "plain.md", "--stdin-filename", "x.md"], ["--stdin-filename"]),
    (["check", "a\0b.md"], ["a\\x00b.md"]),
    (["links", "plain.md", "--allow-private", "home"], ["home", "127.0.0.1/32"]),
    (["no-such-command"], ["no-such-command"]),
    (["explain", "past-yaer"], ["past-yaer", "past-year"]),
    (["catalog", "show", "no/such"], ["no/such"]),
    (["merge", "none.json"], ["none.json"]),
    (["merge", "plain.md"], ["plain.md", "JSON"]),
    (["merge", "half.json"], ["half.json", "summary"]),
    (["check", "-", "--shard", "1/2"], ["cannot be combined"]),
    (["check", "plain.md", "-o", "no/such/folder.json"], ["folder.json", "cannot be written"]),
    (["check", "plain.md", "-o", "taken"], ["taken", "cannot be written"]),
    (["check", "plain.md", "--write-baseline", "taken"], ["taken", "cannot be written"]),
    (["rules", "--write", "plain.md", "--check", "plain.md"], ["--write", "--check"]),
    (["rules", "--check", "none.md"], ["none.md", "No such file"]),
]


@pytest.mark.parametrize(
    ("arguments", "words"), MISTAKES, ids=lambda value: " ".join(map(str, value)).replace("\0", "")
)
def test_a_mistake_of_the_user_is_2_with_one_message(
    credlint: Run, site: Path, arguments: list[str], words: list[str]
) -> None:
    (site / "plain.md").write_text(PLAIN)
    (site / "half.json").write_text('{"version": 1, "tool": {}, "as_of": "2026-06-15", "catalog": {}, "summary": {}}')
    (site / "taken").mkdir()
    outcome = credlint(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("credlint: ")
    assert [word for word in words if word not in outcome.err] == [], outcome.err


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("credlint.toml", 'selct = ["all"]\n', ["credlint.toml:1", "selct", "select"]),
        ("credlint.toml", "select = [\n", ["credlint.toml:", "TOML"]),
        ("credlint.toml", 'catalog = ["none"]\n', ["credlint.toml:1", "none"]),
        ("credlint.toml", '\ncontent = ["none"]\n', ["credlint.toml:2", "none"]),
        ("credlint.toml", '[links]\nallow-private = ["127.0.0.1/32"]\n', ["credlint.toml:2", "allow-private"]),
        ("credlint.toml", b"\xff\xfe".decode("latin-1"), ["credlint.toml"]),
        ("pyproject.toml", "[tool.credlint]\nselct = 1\n", ["pyproject.toml:2", "selct", "select"]),
    ],
)
def test_a_mistake_in_the_configuration_is_2_with_its_line(
    credlint: Run, site: Path, name: str, text: str, words: list[str]
) -> None:
    (site / "plain.md").write_text(PLAIN)
    (site / name).write_text(text, "latin-1")
    outcome = credlint("check", "plain.md")
    assert (outcome.code, outcome.out) == (2, "")
    assert [word for word in words if word not in outcome.err] == [], outcome.err


def test_a_catalog_file_that_does_not_parse_is_2_with_file_and_line(credlint: Run, site: Path) -> None:
    (site / "plain.md").write_text(PLAIN)
    (site / "own").mkdir()
    (site / "own" / "x.yaml").write_text("name: [unclosed\n")
    (site / "credlint.toml").write_text('catalog = ["own"]\n')
    outcome = credlint("check", "plain.md")
    assert outcome.code == 2
    assert "x.yaml:" in outcome.err


def test_a_fault_of_a_rule_is_3_and_the_others_speak(
    credlint: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError("by design")

    (site / "excused.md").write_text(EXCUSED)
    rule = discover()["unsourced-statistic"]
    monkeypatch.setitem(
        discover(), rule.name, type(rule)(rule.name, rule.doc, rule.severity, True, rule.options_type, (), broken)
    )
    outcome = credlint("check", "excused.md", "--as-of", AS_OF, "--format", "json")
    assert outcome.code == 3
    assert [(crash["path"], crash["where"]) for crash in outcome.json["crashes"]] == [
        ("excused.md", "unsourced-statistic")
    ]
    assert RULE in {finding["rule"] for finding in outcome.json["findings"]}


def test_a_fault_elsewhere_is_3_with_one_message(credlint: Run, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("credlint.discovery.find", lambda *_: 1 / 0)
    outcome = credlint("check")
    assert (outcome.code, outcome.out) == (3, "")
    assert "ZeroDivisionError" in outcome.err and "fault of credlint" in outcome.err


def test_a_full_device_is_a_fault_and_not_a_finding(process: Run, site: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this platform has no /dev/full")
    (site / "plain.md").write_text(PLAIN)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "credlint", "check", "plain.md"],
            stdout=full, stderr=subprocess.PIPE, cwd=site, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr and done.stderr.startswith(b"credlint: ")


def test_a_reader_that_has_seen_enough_hears_nothing_more(site: Path) -> None:
    (site / "excused.md").write_text(EXCUSED + EXCUSED.splitlines()[-1].join(["\n\n"] * 2000))
    with subprocess.Popen(
        [sys.executable, "-I", "-m", "credlint", "check", "excused.md", "--as-of", AS_OF],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=site,
    ) as running:  # fmt: skip
        assert running.stdout is not None and running.stderr is not None
        running.stdout.close()
        err = running.stderr.read()
    assert err == b""
    assert running.returncode == 141


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_is_130(site: Path, number: signal.Signals) -> None:
    # The article comes over a pipe that stays open, so the run is surely not over when the signal arrives.
    with subprocess.Popen(
        [sys.executable, "-I", "-c", WAITING, "check", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=site,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        running.stdout.readline()
        running.send_signal(number)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, b"", b"credlint: interrupted\n")


WAITING = """
import sys
from credlint.cli import main, session
from_stdin = session.Session.sources
def told(self, *rest):
    print("reading", flush=True)
    return from_stdin(self, *rest)
session.Session.sources = told
sys.exit(main())
"""


def test_version_and_help_need_no_site(process: Run) -> None:
    assert process("--version").out.startswith("credlint ")
    shown = process("--help")
    assert shown.code == 0
    for name in ("check", "claims", "links", "report", "catalog", "rules", "explain", "init", "merge"):
        assert name in shown.out


@pytest.mark.parametrize("group", [(), ("catalog",)])
def test_a_group_without_its_command_shows_its_help(credlint: Run, site: Path, group: tuple[str, ...]) -> None:
    alone, asked = credlint(*group), credlint(*group, "--help")
    assert (alone.code, alone.err.strip()) == (2, asked.out.strip())


def test_the_current_folder_is_not_imported_from(process: Run, site: Path) -> None:
    (site / "yaml.py").write_text("raise SystemExit('ran the tree')\n")
    (site / "plain.md").write_text(PLAIN)
    assert process("check", "plain.md", "--as-of", AS_OF).code == 0


def test_nothing_is_written_beside_the_articles(credlint: Run, site: Path) -> None:
    (site / "plain.md").write_text(PLAIN)
    credlint("check", "plain.md", "--as-of", AS_OF)
    assert [path.name for path in site.iterdir()] == ["plain.md"]
