"""What comes out: the promised JSON, the same bytes every time, text that a terminal cannot be spoken to with."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import AS_OF, EXCUSED, PLAIN, Outcome, valid

Run = Callable[..., Outcome]

# Claims and links of every sort, about credentials that nobody knows.
BUSY = """---
title: "Prices of exams"
pubDate: 2026-06-01
---

# Prices

The Acme Certified Baker exam costs $100 and is valid for three years. In a survey 25% of bakers earned more.

See [the page](https://example.com/baker), [another](other.md), [below](#prices), <mailto:a@example.com>,
![a cake](cake.png) and <a href="https://example.org/x">more</a>. AWS Certified Cloud Practitioner costs $100.

<!-- credlint-disable-file past-year -->
"""


def test_the_report_is_as_promised(credlint: Run, site: Path) -> None:
    (site / "a.md").write_text(BUSY)
    report = credlint("check", "a.md", "--as-of", AS_OF, "--format", "json").json
    valid(report, "report")
    assert list(report) == ["version", "tool", "as_of", "catalog", "summary", "findings", "crashes"]
    assert report["as_of"] == AS_OF
    assert re.fullmatch("sha256:[0-9a-f]{64}", report["catalog"]["digest"])
    assert report["summary"]["links"]["skipped"] == 2
    assert sum(report["summary"]["claims"].values()) > 0
    order = [(f["path"], f["start"]["line"], f["start"]["column"], f["rule"]) for f in report["findings"]]
    assert order == sorted(order) and order


def test_a_crash_is_in_the_report(credlint: Run, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("credlint.article.read", lambda *_: 1 / 0)
    (site / "a.md").write_text("No other test has these words, so no cache has them.\n")
    outcome = credlint("check", "a.md", "--format", "json")
    valid(outcome.json, "report")
    assert outcome.code == 3 and len(outcome.json["crashes"]) == 1


def test_the_claims_are_as_promised(credlint: Run, site: Path) -> None:
    (site / "a.md").write_text(BUSY)
    outcome = credlint("claims", "a.md", "--as-of", AS_OF, "--format", "json")
    valid(outcome.json, "claims")
    lines = BUSY.splitlines()
    for claim in outcome.json["claims"]:
        start, end = claim["start"], claim["end"]
        assert lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1] == claim["quote"]
    assert {claim["kind"] for claim in outcome.json["claims"]} >= {"cost"}
    assert outcome.code == 0


def test_claims_for_people_say_once_and_in_words_whom_they_are_about(credlint: Run, site: Path) -> None:
    (site / "a.md").write_text("The CKA exam costs $1.\n\n# Exams\n\nThe certification exam costs $2.\n")
    lines = [line for line in credlint("claims", "a.md", "--as-of", AS_OF).out.splitlines() if " fact: " not in line]
    assert lines == [
        "a.md:1:20: cost `$1` disagrees, about cncf/cka (named in the same clause)",
        "a.md:5:30: cost `$2` unknown: no credential is named near it",
    ]


def test_the_links_are_as_promised(credlint: Run, site: Path) -> None:
    (site / "a.md").write_text(BUSY)
    outcome = credlint("links", "a.md", "--offline", "--format", "json")
    valid(outcome.json, "links")
    kinds = {link["url"]: (link["kind"], link["status"]) for link in outcome.json["links"]}
    assert kinds == {
        "https://example.com/baker": ("outbound", "skipped"),
        "other.md": ("page", "skipped"),
        "#prices": ("anchor", "skipped"),
        "mailto:a@example.com": ("mail", "skipped"),
        "cake.png": ("image", "skipped"),
        "https://example.org/x": ("outbound", "skipped"),
    }


def test_a_link_to_the_site_itself_is_no_outbound_one(credlint: Run, site: Path) -> None:
    (site / "credlint.toml").write_text('[site]\nurl = "https://example.com"\n')
    (site / "a.md").write_text("[here](https://example.com/blog/) [there](https://example.com.evil/)\n")
    links = credlint("links", "a.md", "--offline", "--format", "json").json["links"]
    assert [link["kind"] for link in links] == ["page", "outbound"]


def test_the_text_shows_place_source_line_mark_and_advice(credlint: Run, site: Path) -> None:
    (site / "a.md").write_text(EXCUSED)
    out = credlint("check", "a.md", "--as-of", AS_OF, "--select", "unexplained-suppression").out
    assert out.startswith("a.md:8:1: warning[unexplained-suppression] ")
    assert "  8 | <!-- credlint-disable-file" in out
    assert re.search(r"^    \| \^{20,}$", out, re.MULTILINE)
    assert "advice: " in out
    assert "\n1 article: 0 errors, 1 warning, 0 info\nclaims: none found\ncatalog: " in out


def test_statistics_for_machines(credlint: Run, site: Path) -> None:
    (site / "a.md").write_text(EXCUSED)
    out = credlint("check", "a.md", "--select", "unexplained-suppression", "--statistics", "--format", "json").out
    counted = [{"rule": "unexplained-suppression", "severity": "warning", "count": 1}]
    assert json.loads(out) == {"version": 1, "statistics": counted}


def test_quiet_leaves_the_summary_out_and_statistics_count(credlint: Run, site: Path) -> None:
    (site / "a.md").write_text(PLAIN)
    assert credlint("check", "a.md", "--as-of", AS_OF, "--quiet").out == ""
    (site / "a.md").write_text(EXCUSED)
    out = credlint("check", "a.md", "--select", "unexplained-suppression", "--statistics").out
    assert out.split() == ["1", "warning", "unexplained-suppression"]


def test_colour_is_for_terminals_and_for_those_who_ask(credlint: Run, site: Path) -> None:
    (site / "a.md").write_text(EXCUSED)
    plain = credlint("check", "a.md", "--as-of", AS_OF).out
    colored = credlint("check", "a.md", "--as-of", AS_OF, "--color", "always").out
    assert "\x1b" not in plain and "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


def test_source_lines_are_cut_to_the_terminal_and_nowhere_else(
    credlint: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "a.md").write_text(f"{'Words. ' * 12}See [the page](missing.md).\n")
    monkeypatch.setenv("COLUMNS", "50")
    check = ("check", "a.md", "--as-of", AS_OF, "--color", "never", "--select", "missing-page")
    piped = credlint(*check).out.splitlines()[1]
    with monkeypatch.context() as at_a_terminal:
        at_a_terminal.setattr(sys.stdout, "isatty", lambda: True)
        shown = credlint(*check).out.splitlines()[1]
    assert len(shown) <= 50 < len(piped) and "missing.md" in shown


@pytest.mark.parametrize("evil", ["\x1b]0;title\x07", "\x1b[2J", "\x9b31m", "\u202e", "\u2066", "\x7f", "\u2028"])
def test_content_cannot_speak_to_the_terminal(credlint: Run, site: Path, evil: str) -> None:
    (site / "a.md").write_text(
        f"# {evil} red\n\nHere {evil} <!-- credlint-disable-line past-year{evil} --> there {evil}\n"
    )
    for arguments in (["check"], ["check", "--color", "always"], ["claims"], ["links", "--offline"]):
        assert evil not in credlint(*arguments, "a.md").out


def test_the_bytes_are_the_same_for_every_number_of_processes_and_any_cache(process: Run, site: Path) -> None:
    for i in range(70):
        (site / f"{i % 7}-{i}.md").write_text(f"{BUSY}\n[n](./{(i + 1) % 7}-{i + 1}.md#prices)\n" * (1 + i % 3))
    outputs = set()
    for extra in (["--jobs", "1"], ["--jobs", "2"], ["--jobs", "4", "--no-cache"], ["--jobs", "1"]):
        outcome = process("check", ".", "--as-of", AS_OF, "--format", "json", *extra, PYTHONHASHSEED=str(len(outputs)))
        assert outcome.err == ""
        outputs.add(outcome.out)
    assert len(outputs) == 1 and next(iter(outputs)).startswith("{")


def test_shards_join_to_the_bytes_of_one_run(credlint: Run, site: Path) -> None:
    for i in range(9):
        (site / f"{i}.md").write_text(f"{BUSY}\n[next](./{(i + 1) % 9}.md#nowhere)\n")
    whole = credlint("check", ".", "--as-of", AS_OF, "--format", "json")
    for i in (1, 2, 3):
        credlint("check", ".", "--as-of", AS_OF, "--format", "json", "--shard", f"{i}/3", "-o", f"part{i}.json")
    merged = credlint("merge", "part3.json", "part1.json", "part2.json")
    assert (merged.out, merged.code) == (whole.out, whole.code)
    assert whole.json["findings"] and credlint("merge", "part1.json", "--fail-on", "never").code == 0
    assert credlint("merge", "part1.json", "--fail-on", "info").code == 1


def test_reports_of_different_days_are_not_joined(credlint: Run, site: Path) -> None:
    (site / "a.md").write_text(PLAIN)
    for day in ("2026-06-15", "2026-06-16"):
        credlint("check", "a.md", "--as-of", day, "--format", "json", "-o", f"{day}.json")
    outcome = credlint("merge", "2026-06-15.json", "2026-06-16.json")
    assert outcome.code == 2 and "as_of" in outcome.err


@pytest.mark.parametrize("extra", [(), ("--quiet",), ("--force-exclude",), ("--shard", "2/2")])
def test_a_folder_without_articles_is_told_of(credlint: Run, site: Path, extra: tuple[str, ...]) -> None:
    outcome = credlint("check", ".", "--as-of", AS_OF, *extra)
    assert outcome.code == 0
    assert ("no articles were found" in outcome.err) is (not extra)


def test_a_file_output_is_whole_and_stdout_is_empty(credlint: Run, site: Path) -> None:
    (site / "a.md").write_text(EXCUSED)
    shown = credlint("check", "a.md", "--as-of", AS_OF, "--format", "json").out
    outcome = credlint("check", "a.md", "--as-of", AS_OF, "--format", "json", "-o", "out.json")
    assert outcome.out == ""
    assert (site / "out.json").read_text("utf-8") == shown
    assert sorted(path.name for path in site.iterdir()) == ["a.md", "out.json"]


def test_a_file_name_that_is_not_utf_8(credlint: Run, site: Path) -> None:
    (site / "caf\udce9.md").write_text(EXCUSED)
    for form in ("text", "json"):
        outcome = credlint("check", ".", "--as-of", AS_OF, "--format", form)
        assert "caf" in outcome.out


def test_the_table_of_rules_is_kept_between_its_markers(credlint: Run, site: Path) -> None:
    from credlint import manual

    page = site / "README.md"
    page.write_text(f"before\n\n{manual.BEGIN}\nold\n{manual.END}\n\nafter\n")
    stale = credlint("rules", "--check", "README.md")
    assert stale.code == 1 and "credlint rules --write README.md" in stale.err
    assert credlint("rules", "--write", "README.md").code == 0
    assert credlint("rules", "--check", "README.md").code == 0
    text = page.read_text("utf-8")
    assert text.startswith("before\n") and text.endswith("\nafter\n")
    assert "| `past-year` |" in text


def test_every_rule_has_a_page(credlint: Run) -> None:
    rules = credlint("rules", "--format", "json").json["rules"]
    for rule in rules:
        page = credlint("explain", rule["rule"]).out
        assert page.startswith(f"# {rule['rule']}\n")
        for heading in ("## Why it matters", "## What to do", "## When not to use it", "## Found", "## Not found"):
            assert heading in page, rule["rule"]
    retiring = credlint("explain", "retiring-credential").out
    assert "on 2026-06-15 where no other day is given" in retiring
    assert "\nOn 2026-01-15:\n" in retiring and "\nNot so soon, on 2025-03-01:\n" in retiring


def test_the_catalog_answers(credlint: Run) -> None:
    found = credlint("catalog", "find", "AWS Cloud Practitioner", "--format", "json").json
    assert found["credential"] == "aws/cloud-practitioner" and found["name"]
    nobody = credlint("catalog", "find", "Acme Certified Baker", "--format", "json").json
    assert nobody == {"credential": None, "name": None, "candidates": []}
    shown = credlint("catalog", "show", "aws/cloud-practitioner", "--format", "json").json
    assert shown["facts"] and shown["credential"] == "aws/cloud-practitioner"
    card = credlint("catalog", "show", "cncf/cka").out
    assert card.startswith("Certified Kubernetes Administrator  (cncf/cka)\n")
    today, once = card.index("\n  $445 since"), card.index("\n- $395 until")
    assert today < once and "last checked" in card[today:once]  # what is so comes first, and on whose word
    assert "did you" not in card and "{" not in card
    mistyped = credlint("catalog", "find", "Certified Kubernets Administrator").out
    assert "  cncf/cka  Certified Kubernetes Administrator\n" in mistyped
    for strange in ("zzzqqq", "nonsense"):
        assert credlint("catalog", "find", strange).out == "the catalog has no credential of that name\n"
    assert credlint("catalog", "find", "security +").out == "comptia/security-plus  CompTIA Security+\n"
    listed = credlint("catalog", "list", "--format", "json").json["credentials"]
    assert "aws/cloud-practitioner" in {row["credential"] for row in listed}
