"""The scheduled workflow keeps one issue up to date: its own script, against a stand-in for GitHub."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from credlint import located_yaml

WORKFLOWS = Path(__file__).parents[1] / ".github" / "workflows"
MARKER = "<!-- credlint-report -->"
BOT = "github-actions[bot]"

# What `gh` the script asks for, on a list of issues in a file; a query that it does not know ends it.
GH = """\
import json, os, pathlib, sys
arguments = sys.argv[1:]
store = pathlib.Path(os.environ["ISSUES"])
issues = json.loads(store.read_text())
assert arguments.pop(0) == "api", arguments
method = arguments[arguments.index("--method") + 1] if "--method" in arguments else "GET"
path = next(argument for argument in arguments if argument.startswith("repos/me/site/issues"))
fields = {}
for flag, given in zip(arguments, arguments[1:]):
    if flag in ("-f", "-F"):
        name, _, value = given.partition("=")
        fields[name] = pathlib.Path(value[1:]).read_text() if flag == "-F" and value[0] == "@" else value
if method == "GET":
    assert "creator=github-actions%5Bbot%5D" in path and "state=all" in path and "--paginate" in arguments
    for issue in issues:
        if issue["user"] == "github-actions[bot]" and "pull_request" not in issue:
            if (issue["body"] or "").startswith(os.environ["marker"]):
                print(issue["state"], issue["number"])
elif method == "POST":
    issues.append({"number": len(issues) + 1, "state": "open", "user": "github-actions[bot]", **fields})
else:
    issue = next(one for one in issues if str(one["number"]) == path.rpartition("/")[2])
    issue.update(fields)
store.write_text(json.dumps(issues))
"""


def steps(name: str) -> dict[str, list[dict[str, Any]]]:
    data: Any = located_yaml.load((WORKFLOWS / f"{name}.yml").read_text("utf-8")).data
    return {job: given["steps"] for job, given in data["jobs"].items()}


def run(folder: Path, issues: list[dict[str, Any]], wrong: int, soon: int, body: str) -> list[dict[str, Any]]:
    (folder / "report").mkdir(exist_ok=True)
    (folder / "report" / "report.json").write_text(json.dumps({"summary": {"wrong": wrong, "soon": soon}}))
    (folder / "report" / "report.md").write_text(body)
    (folder / "gh.py").write_text(GH)
    gh = folder / "gh"
    gh.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I "{folder}/gh.py" "$@"\n')
    gh.chmod(0o755)
    (folder / "issues.json").write_text(json.dumps(issues))
    environment = {
        **os.environ,
        "PATH": f"{folder}:{os.environ['PATH']}",
        "GITHUB_REPOSITORY": "me/site",
        "ISSUES": str(folder / "issues.json"),
    }
    script = steps("staleness")["issue"][-1]["run"]
    subprocess.run(["bash", "-c", script], cwd=folder, env=environment, check=True, capture_output=True)
    after: list[dict[str, Any]] = json.loads((folder / "issues.json").read_text())
    return after


OTHERS: list[dict[str, Any]] = [
    {"number": 1, "state": "open", "user": "somebody", "body": f"{MARKER}\nan issue that only looks like ours"},
    {"number": 2, "state": "open", "user": BOT, "body": "an issue of another workflow"},
    {"number": 3, "state": "open", "user": BOT, "body": f"{MARKER}\n", "pull_request": {}},
    {"number": 4, "state": "open", "user": BOT, "body": None},
]


def ours(state: str) -> dict[str, Any]:
    return {"number": 5, "state": state, "user": BOT, "body": f"{MARKER}\nold"}


@pytest.mark.parametrize(
    ("before", "wrong", "soon", "after"),
    [
        ([], 2, 0, ["open"]),
        ([], 0, 1, ["open"]),
        ([], 0, 0, []),
        ([ours("open")], 2, 1, ["open"]),
        ([ours("open")], 0, 0, ["closed"]),
        ([ours("closed")], 0, 0, ["closed"]),
        ([ours("closed")], 1, 0, ["open"]),
        ([ours("closed"), {**ours("open"), "number": 6}], 1, 0, ["closed", "open"]),
    ],
)
def test_one_issue_is_kept_up_to_date(
    tmp_path: Path, before: list[dict[str, Any]], wrong: int, soon: int, after: list[str]
) -> None:
    body = f"{MARKER}\n# What our articles say\n$(touch pwned) `touch pwned` @me\n"
    found = run(tmp_path, [*OTHERS, *before], wrong, soon, body)
    assert found[:4] == OTHERS
    assert [issue["state"] for issue in found[4:]] == after
    assert not any(re.search("pwned", name) for name in map(str, tmp_path.iterdir()))
    if wrong + soon:
        assert [issue["body"] for issue in found if issue["state"] == "open"][-1] == body
        assert run(tmp_path, found, wrong, soon, body) == found, "a second run makes no twin"


@pytest.mark.parametrize("body", ["", "credlint: internal error", "\n" + MARKER])
def test_what_is_no_report_changes_nothing(tmp_path: Path, body: str) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        run(tmp_path, [ours("open")], 0, 0, body)
    assert json.loads((tmp_path / "issues.json").read_text()) == [ours("open")]


def test_only_the_job_that_reads_no_article_may_write() -> None:
    data: Any = located_yaml.load((WORKFLOWS / "staleness.yml").read_text("utf-8")).data
    report, issue = data["jobs"]["report"], data["jobs"]["issue"]
    assert (data["permissions"], report["permissions"], issue["permissions"]) == (
        {},
        {"contents": "read"},
        {"issues": "write"},
    )
    assert "needs.report.result == 'success'" in issue["if"]
    assert not any("checkout" in step.get("uses", "") for step in issue["steps"])


@pytest.mark.parametrize("path", sorted(WORKFLOWS.glob("*.yml")), ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit(path: Path) -> None:
    used = re.findall(r"uses:\s*(\S+)(.*)", path.read_text("utf-8"))
    for action, note in used:
        is_pinned = re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action) and re.match(r" # v\d", note)
        assert is_pinned or action.startswith("./"), action
