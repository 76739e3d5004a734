"""The script of the GitHub action, run as the runner runs it: a process of its own, inputs in its environment."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github" / "actions" / "credlint"

# Stands for credlint: writes down what it was given, and imports what a checkout would like to be taken for.
WITNESS = """
import json, os, sys
import yaml
def main(arguments):
    with open(os.environ["WITNESS"], "a") as file:
        file.write(json.dumps(arguments) + "\\n")
    return int(os.environ.get("WITNESS_CODE", "0"))
"""

HOSTILE = [
    *(
        "; touch owned",
        "$(touch owned)",
        "`touch owned`",
        "& touch owned",
        "| touch owned",
        "&& touch owned",
        "> owned",
    ),
    *("${IFS}touch${IFS}owned", "$HOME", "${{ github.token }}", "~", "~root", "*", "?", "[a-z]*", "{a,b}", "!!", "\\"),
    *("'", '"', "'; touch owned; '", '"; touch owned; "', "a b", " leading", "trailing ", "\ttab", "a\\nb", "a\rb"),
    *("--output=owned", "--fix", "-o owned", "-", "--", "---", "-h", "--version", "--config=owned", "@owned", "#", "%"),
    *("::error::x", "::add-mask::x", "::stop-commands::x", "##[error]x", "%0A::error::x", "\x1b]0;x\x07", "\u202eabc"),
    *("../../etc/passwd", "/etc/passwd", "//host/share", "file:///etc/passwd", "ä ö 日本.md", "\udcff.md", "x" * 5000),
]


@dataclass(frozen=True)
class Step:
    code: int
    log: str
    calls: list[list[str]]
    checkout: Path
    output: str


class Runner:
    """A runner's folders, and the action with a witness in the place of credlint."""

    def __init__(self, folder: Path) -> None:
        self.checkout, self.temp = folder / "checkout", folder / "temp"
        self.entry = folder / "action" / ".github" / "actions" / "credlint" / "entry.py"
        package = folder / "action" / "src" / "credlint" / "cli"
        for each in (self.checkout, self.temp, self.entry.parent, package):
            each.mkdir(parents=True)
        shutil.copy(ACTION / "entry.py", self.entry)
        (package.parent / "__init__.py").touch()
        (package / "__init__.py").write_text(WITNESS)
        for name in ("yaml.py", "sitecustomize.py", "credlint.py", "os.py", "re.py"):
            (self.checkout / name).write_text("open('owned', 'w')\n")

    def step(self, **inputs: str) -> Step:
        witness, output = self.temp / "witness", self.temp / "output"
        witness.write_text("")
        output.write_text("")
        environment = {
            "PATH": os.environ["PATH"],
            "WITNESS": str(witness),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_WORKSPACE": str(self.checkout),
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_EVENT_NAME": "push",
            "PYTHONPATH": str(self.checkout),
            "INPUT_SINCE": "auto",
            **inputs,
        }
        command = [sys.executable, "-I", str(self.entry)]
        done = subprocess.run(command, cwd=self.checkout, env=environment, capture_output=True, timeout=60, check=False)
        log = (done.stdout + done.stderr).decode("utf-8", "replace")
        assert "Traceback" not in log, log
        assert not (self.checkout / "owned").exists()
        calls = [json.loads(line) for line in witness.read_text().splitlines()]
        return Step(done.returncode, log, calls, self.checkout, output.read_text())


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    return Runner(tmp_path_factory.mktemp("runner"))


CHECK = ["check", "--format=github"]


def test_fifty_hostile_paths_are_fifty_arguments(runner: Runner) -> None:
    step = runner.step(INPUT_PATHS="\n".join(HOSTILE))
    assert len(HOSTILE) >= 50
    expected = [f"./{path}" if path.startswith("-") else path for path in HOSTILE]
    assert step.calls == [[*CHECK, "--no-links", "--", *expected]]
    assert step.log == ""


@pytest.mark.parametrize("value", HOSTILE)
def test_every_other_input_is_one_argument(runner: Runner, value: str) -> None:
    step = runner.step(INPUT_CONFIG=value, INPUT_SELECT=value, INPUT_IGNORE=value, INPUT_FAIL_ON=value)
    names = ("config", "fail-on", "select", "ignore")
    assert step.calls == [[*CHECK, *(f"--{name}={value.strip()}" for name in names), "--no-links", "--"]]
    assert step.log == ""


@pytest.mark.parametrize("value", ["yes", "1", "$(touch owned)", "true\nfalse", "::error::x"])
def test_switches_are_true_or_false_and_nothing_else(runner: Runner, value: str) -> None:
    step = runner.step(INPUT_LINKS=value)
    assert (step.code, step.calls) == (2, [])
    assert step.log.splitlines() == ["::error title=credlint::the input links is neither true nor false"]


def test_lines_are_paths(runner: Runner) -> None:
    step = runner.step(INPUT_PATHS="a.md\r\n\n  \nb c.md\n", INPUT_LINKS="TRUE")
    assert step.calls == [[*CHECK, "--links", "--", "a.md", "b c.md"]]


EVENTS = [
    *(("push", 0), ("pull_request", 0), ("schedule", 0), ("workflow_dispatch", 0)),
    *(("pull_request_target", 2), ("workflow_run", 2)),
]


@pytest.mark.parametrize(("event", "code"), EVENTS)
def test_events_with_rights_for_strangers_are_refused(runner: Runner, event: str, code: int) -> None:
    step = runner.step(GITHUB_EVENT_NAME=event)
    assert (step.code, len(step.calls)) == (code, 0 if code else 1)
    assert step.output == f"exit-code={code}\n"
    assert runner.step(GITHUB_EVENT_NAME=event, INPUT_TRUST_CHECKOUT="true").code == 0


@pytest.mark.parametrize(
    ("since", "branch", "option"),
    [
        ("auto", "main", ["--since=origin/main"]),
        ("auto", "feature/ä;x", ["--since=origin/feature/ä;x"]),
        ("auto", "", []),
        ("", "main", []),
        ("v1.0", "main", ["--since=v1.0"]),
    ],
)
def test_since(runner: Runner, since: str, branch: str, option: list[str]) -> None:
    step = runner.step(INPUT_SINCE=since, GITHUB_BASE_REF=branch)
    assert step.calls == [[*CHECK, *option, "--no-links", "--"]]


def test_sarif_takes_a_second_look_that_asks_nobody(runner: Runner) -> None:
    file = runner.temp / "found.sarif"
    step = runner.step(INPUT_SARIF=str(file), INPUT_LINKS="true", INPUT_PATHS="a.md", WITNESS_CODE="1")
    first, second = step.calls
    assert first == [*CHECK, "--links", "--", "a.md"]
    assert second == ["check", "--format=sarif", f"--output={file}", "--quiet", "--remembered-links", "--", "a.md"]
    assert (step.code, step.output) == (1, "exit-code=1\n")


@pytest.mark.parametrize("name", ["found.sarif", "./a/../found.sarif", ".git/config", "{checkout}/x.sarif"])
def test_nothing_is_written_into_the_checkout(runner: Runner, name: str) -> None:
    step = runner.step(INPUT_SARIF=name.format(checkout=runner.checkout))
    assert (step.code, step.calls) == (2, [])
    assert "checkout" in step.log


def test_a_fault_is_not_reported_as_findings(runner: Runner) -> None:
    step = runner.step(INPUT_SARIF=str(runner.temp / "found.sarif"), WITNESS_CODE="3")
    assert (step.code, len(step.calls)) == (3, 1)
    assert step.log.startswith("::error title=credlint::")


def act(checkout: Path, temp: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """A step with the real credlint."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(temp),
        "RUNNER_TEMP": str(temp),
        "GITHUB_WORKSPACE": str(checkout),
        "GITHUB_STEP_SUMMARY": str(temp / "summary"),
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": "push",
        "INPUT_PATHS": ".",
        "INPUT_SELECT": "missing-page",
        "INPUT_SINCE": "auto",
        **inputs,
    }
    command = [sys.executable, "-I", str(ACTION / "entry.py")]
    return subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_real_credlint_reports_to_log_summary_and_sarif(tmp_path: Path) -> None:
    checkout, temp = tmp_path / "checkout", tmp_path / "temp"
    checkout.mkdir()
    temp.mkdir()
    (checkout / "yaml.py").write_text("raise SystemExit('imported from the checkout')\n")
    (checkout / "::error::x.md").write_text("See [the other](./gone.md).\n")
    (temp / "summary").write_text("what another step wrote\n")
    before = sorted(checkout.rglob("*"))
    done = act(checkout, temp, INPUT_SARIF=str(temp / "found.sarif"))
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    (line,) = done.stdout.splitlines()
    assert line.startswith("::error file=%3A%3Aerror%3A%3Ax.md,line=1,")
    summary = (temp / "summary").read_text()
    assert summary.startswith("what another step wrote\n") and "missing-page" in summary
    (result,) = json.loads((temp / "found.sarif").read_text())["runs"][0]["results"]
    assert result["ruleId"] == "missing-page"
    assert sorted(checkout.rglob("*")) == before


def test_a_pull_request_fails_for_what_it_introduced(tmp_path: Path) -> None:
    upstream, temp = tmp_path / "upstream", tmp_path / "temp"
    upstream.mkdir()
    temp.mkdir()

    def git(folder: Path, *arguments: str) -> None:
        names = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "protocol.file.allow=always")
        subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True, timeout=60)

    git(upstream, "init", "-q", "-b", "main")
    (upstream / "old.md").write_text("See [the other](./gone.md).\n")
    git(upstream, "add", ".")
    git(upstream, "commit", "-q", "-m", "Before")
    git(tmp_path, "clone", "-q", upstream.as_uri(), "checkout")
    checkout = tmp_path / "checkout"
    asked = {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main"}
    assert act(checkout, temp, **asked).returncode == 0
    (checkout / "new.md").write_text("See [the other](./missing.md).\n")
    assert act(checkout, temp, **asked).returncode == 1
    (upstream / "more.md").write_text("Words.\n")
    git(upstream, "add", ".")
    git(upstream, "commit", "-q", "-m", "After")
    git(tmp_path, "clone", "-q", "--depth", "1", upstream.as_uri(), "shallow")
    done = act(tmp_path / "shallow", temp, **asked)
    assert done.returncode == 2 and "fetch-depth: 0" in done.stderr
    assert done.stdout.startswith("::error title=credlint::")


def test_the_lock_holds_every_dependency_by_hash_and_names_no_host() -> None:
    lock = (ACTION / "requirements.lock").read_text("utf-8")
    pins = re.split(r"\n(?=[a-z])", "\n" + re.sub(r"^#.*\n", "", lock, flags=re.M))[1:]
    assert all(re.match(r"[a-z0-9-]+==[\w.]+ ", pin) and "--hash=sha256:" in pin for pin in pins)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.match(r"[\w-]+", name)[0].lower() for name in project["dependencies"]}  # type: ignore[index]
    assert wanted <= {pin.split("==")[0] for pin in pins}, "renew it with the command at its top"
    assert "://" not in lock and "--index" not in lock and "--find-links" not in lock
