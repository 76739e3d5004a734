"""credlint report: its formats, how far it looks, the history it keeps and the budget that may only fall."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import AS_OF, EXCUSED, PLAIN, Outcome

Run = Callable[..., Outcome]

EXPIRING = """---
title: "Sale"
pubDate: 2026-06-01
---

<!-- credlint-expires 2026-09-10 the sale ends -->

Only for a while.
"""


@pytest.fixture
def articles(site: Path) -> Path:
    folder = site / "articles"
    folder.mkdir()
    (folder / "plain.md").write_text(PLAIN)
    (folder / "excused.md").write_text(EXCUSED)
    (folder / "sale.md").write_text(EXPIRING)
    return folder


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("html", '<html lang="en">'),
        ("markdown", "# What our articles say"),
        ("csv", '"state"'),
        ("ics", "BEGIN:VCALENDAR\r\n"),
        ("json", '"this_week"'),
    ],
)
def test_formats(credlint: Run, articles: Path, name: str, sign: str) -> None:
    outcome = credlint("report", "articles", "--as-of", AS_OF, "--format", name)
    assert (outcome.code, outcome.err) == (0, "")
    assert sign in outcome.out


def dues(outcome: Outcome) -> list[tuple[str, str | None]]:
    return [(item["rule"], item["due"]) for page in outcome.json["articles"] for item in page["items"] if item["due"]]


def test_it_looks_180_days_ahead_or_as_far_as_told(credlint: Run, articles: Path) -> None:
    ask = ("report", "articles/sale.md", "--as-of", AS_OF, "--format", "json", "--select", "expired-content")
    outcome = credlint(*ask)
    assert outcome.json["until"] == "2026-12-12"
    [(rule, due)] = dues(outcome)
    assert (rule, due) == ("expired-content", "2026-09-10"), "not the day of the first hint"
    assert dues(credlint(*ask, "--until", "2026-09-01")) == []
    assert dues(credlint(*ask, "--until", AS_OF)) == []
    soon = credlint(*ask, "--as-of", "2026-09-05")
    assert dues(soon) == [(rule, due)], "also where a hint is given already"


def test_a_day_before_the_report_is_a_mistake(credlint: Run, articles: Path) -> None:
    outcome = credlint("report", "articles", "--as-of", AS_OF, "--until", "2026-06-14")
    assert outcome.code == 2 and "2026-06-14" in outcome.err and "hint" in outcome.err


def test_it_writes_a_file(credlint: Run, articles: Path, site: Path) -> None:
    (site / "out").mkdir()
    outcome = credlint("report", "articles", "--as-of", AS_OF, "--format", "html", "-o", "out/report.html")
    assert (outcome.code, outcome.out) == (0, "")
    assert 'href="../articles/excused.md"' in (site / "out" / "report.html").read_text(encoding="utf-8")


def test_history_grows_by_a_line_a_run_and_gives_the_trend(credlint: Run, articles: Path, site: Path) -> None:
    ask = ("report", "articles", "--history", "history.jsonl", "--format", "json", "--as-of")
    assert credlint(*ask, "2026-06-14").json["history"] == []
    outcome = credlint(*ask, AS_OF)
    assert [run["as_of"] for run in outcome.json["history"]] == ["2026-06-14"]
    lines = (site / "history.jsonl").read_text().splitlines()
    assert [json.loads(line)["as_of"] for line in lines] == ["2026-06-14", AS_OF]


def test_a_damaged_history_is_named_and_left_as_it_is(credlint: Run, articles: Path, site: Path) -> None:
    (site / "history.jsonl").write_text("{}\n")
    outcome = credlint("report", "articles", "--history", "history.jsonl")
    assert outcome.code == 2 and "history.jsonl:1" in outcome.err
    assert (site / "history.jsonl").read_text() == "{}\n"


def test_the_budget_may_only_fall(credlint: Run, articles: Path) -> None:
    ask = ("report", "articles", "--as-of", AS_OF, "--history", "h.jsonl", "--fail-if-worse", "--format", "json")
    first = credlint(*ask)
    assert first.code == 0 and first.json["summary"]["wrong"] > 0, "the first run sets the budget"
    assert credlint(*ask).code == 0, "as many as before"
    (articles / "more.md").write_text(EXCUSED)
    worse = credlint(*ask)
    assert worse.code == 1 and "correct 2 of them" in worse.err
    assert credlint(*ask).code == 1, "a bad run does not raise the budget"
    (articles / "more.md").unlink()
    (articles / "excused.md").unlink()
    assert credlint(*ask).json["summary"]["wrong"] == 0
    (articles / "excused.md").write_text(EXCUSED)
    assert credlint(*ask).code == 1, "what was reached is held"


def test_a_budget_without_history_is_a_mistake(credlint: Run, articles: Path) -> None:
    outcome = credlint("report", "articles", "--fail-if-worse")
    assert outcome.code == 2 and "--history" in outcome.err


def test_findings_alone_never_fail_it(credlint: Run, articles: Path) -> None:
    assert credlint("report", "articles", "--as-of", AS_OF, "--format", "json").json["summary"]["wrong"] > 0
    assert credlint("report", "articles", "--as-of", AS_OF).code == 0


def test_lines_lead_where_they_are_told_to(credlint: Run, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"):
        monkeypatch.delenv(name, raising=False)
    ask = ("report", "articles", "--as-of", AS_OF, "--format", "html")
    assert 'href="articles/excused.md"' in credlint(*ask).out
    told = credlint(*ask, "--line-url", "https://git.example/{path}#L{line}").out
    assert 'href="https://git.example/articles/excused.md#L8"' in told
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/site")
    monkeypatch.setenv("GITHUB_SHA", "0123abc")
    assert 'href="https://github.com/acme/site/blob/0123abc/articles/excused.md#L8"' in credlint(*ask).out


@pytest.mark.parametrize("url", ["javascript:alert('{path}')", "https://git.example/", "{path}"])
def test_an_address_that_leads_nowhere_is_a_mistake(credlint: Run, articles: Path, url: str) -> None:
    outcome = credlint("report", "articles", "--line-url", url)
    assert outcome.code == 2 and "--line-url" in outcome.err


def test_owners_come_from_codeowners(credlint: Run, articles: Path, site: Path) -> None:
    (site / ".github").mkdir()
    (site / ".github" / "CODEOWNERS").write_text("/articles/ @writers\n/articles/sale.md @sales\n")
    found = credlint("report", "articles", "--as-of", AS_OF, "--format", "json").json
    assert {page["path"]: page["owner"] for page in found["articles"]} == {
        "articles/excused.md": "@writers",
        "articles/plain.md": "@writers",
        "articles/sale.md": "@sales",
    }


def test_a_hostile_title_and_file_name_stay_text(credlint: Run, articles: Path) -> None:
    title = "<img src=x onerror=alert(1)>=1+1 ::error::x"
    (articles / "a<b>.md").write_text(
        f"---\ntitle: '{title}'\npubDate: 2026-06-01\n---\n\n" + EXCUSED.split("---\n")[2]
    )
    html = credlint("report", "articles", "--as-of", AS_OF, "--format", "html").out
    assert "<img" not in html and "&lt;img src=x onerror=alert(1)&gt;" in html and 'href="articles/a%3Cb%3E.md"' in html
    assert "<img" not in credlint("report", "articles", "--as-of", AS_OF, "--format", "markdown").out.replace("\\<", "")


def test_no_articles_at_all(credlint: Run, site: Path) -> None:
    outcome = credlint("report", "--as-of", AS_OF, "--format", "markdown")
    assert outcome.code == 0 and "Nothing" in outcome.out


def test_annotations_come_with_a_summary_added_to_what_is_there(
    credlint: Run, articles: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = site / "summary.md"
    summary.write_text("# Another step\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    outcome = credlint("check", "articles", "--as-of", AS_OF, "--format", "github")
    text = summary.read_text(encoding="utf-8")
    assert "::warning file=articles/excused.md" in outcome.out
    assert text.startswith("# Another step\n") and "articles/excused.md" in text
    credlint("check", "articles", "--as-of", AS_OF, "--format", "json")
    assert summary.read_text(encoding="utf-8") == text
