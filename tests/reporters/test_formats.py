"""Every format of one hostile report: as expected to the letter, and obeyed by nobody."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from msgspec import structs

from credlint.bundled import schemas_folder
from credlint.finding import Severity
from credlint.report import Report
from credlint.reporters import formats, github, markdown, render
from credlint.reporters import text as text_reporter
from credlint.span import Position
from credlint.staleness import ArticleStatus, Item, StalenessReport, State
from credlint.staleness import formats as editions

EXPECTED = Path(__file__).parent / "expected"
SUFFIXES = {
    "text": "txt",
    "json": "json",
    "sarif": "sarif",
    "github": "log",
    "gitlab": "json",
    "junit": "xml",
    "markdown": "md",
    "rdjson": "json",
}


def expect(name: str, text: str, update: bool) -> None:
    file = EXPECTED / name
    data = text.encode("utf-8")
    if update:
        file.write_bytes(data)
    assert file.read_bytes() == data, f"{file.name} differs; if that is meant: pytest tests/reporters --update"


@pytest.mark.parametrize("name", formats())
def test_report_is_as_expected(name: str, report: Report, pytestconfig: pytest.Config) -> None:
    text = render(report, name).replace('"0.1.0"', '"VERSION"')
    expect(f"check-{name}.{SUFFIXES.get(name, 'txt')}", text, pytestconfig.getoption("--update"))


def test_text_tells_nothing_checked_from_nothing_wrong(report: Report) -> None:
    without = structs.replace(report, claims={"agrees": 0})
    assert "\nclaims: none found\n" in render(without, "text")
    assert "claims:" not in render(structs.replace(without, articles=0), "text")  # of a catalog
    assert "claims:" not in render(structs.replace(report, findings=(), claims={}), "text")


@pytest.mark.parametrize("name", editions.formats())
def test_staleness_report_is_as_expected(name: str, staleness: StalenessReport, pytestconfig: pytest.Config) -> None:
    text = editions.render(staleness, name).replace('"0.1.0"', '"VERSION"')
    suffix = "md" if name == "markdown" else name
    expect(f"staleness-{name}.{suffix}", text, pytestconfig.getoption("--update"))


def everything(report: Report, staleness: StalenessReport) -> dict[str, str]:
    texts = {f"check {name}": render(report, name) for name in formats()}
    texts |= {f"report {name}": editions.render(staleness, name) for name in editions.formats()}
    return texts


def test_no_format_tells_a_password_or_a_token(report: Report, staleness: StalenessReport) -> None:
    assert "s3cr3t" in repr(report) and "s3cr3t" in repr(staleness)
    assert {name for name, text in everything(report, staleness).items() if "s3cr3t" in text} == set()


def test_no_format_holds_a_control_character(report: Report, staleness: StalenessReport) -> None:
    assert "\x1b" in repr(report.findings).encode().decode("unicode_escape")
    for name, text in everything(report, staleness).items():
        found = re.findall("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
        assert found == [], name
        if name not in ("report ics", "report csv"):
            assert "\r" not in text, name


# Text


@pytest.mark.parametrize("columns", [30, 60, 80, 100, 101, 200])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("It costs ", " today."),
        ("many words " * 30, " and more" * 30),
        ("many words " * 30, ""),
        ("", " and more" * 30),
        ("試験の費用は" * 20, "です" * 40),
        ("\t" * 40, "\tnow\u202e" * 20),
    ],
)
def test_what_marks_a_place_stands_under_it_on_any_terminal(
    report: Report, before: str, after: str, columns: int
) -> None:
    finding = next(finding for finding in report.findings if finding.rule == "outdated-cost")
    start, end = Position(1, len(before) + 1), Position(1, len(before) + 5)
    one = structs.replace(finding, start=start, end=end, context=f"{before}$100{after}")
    shown = text_reporter.render(structs.replace(report, findings=(one,)), columns=columns).splitlines()
    excerpt, mark = shown[1:3]
    assert max(cells(excerpt), cells(mark)) <= columns
    assert cells(excerpt[: excerpt.index("$100")]) == mark.index("^^^^") and mark.count("^") == 4


def cells(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) == "W" else 1 for letter in line)


def test_a_place_longer_than_the_terminal_is_marked_as_far_as_it_shows(report: Report) -> None:
    finding = next(finding for finding in report.findings if finding.rule == "outdated-cost")
    one = structs.replace(finding, start=Position(1, 1), end=Position(1, 401), context="long" * 100)
    excerpt, mark = text_reporter.render(structs.replace(report, findings=(one,)), columns=40).splitlines()[1:3]
    assert excerpt.count("…") == 1 and (len(excerpt), len(mark)) == (40, 39)


# SARIF


def sarif(report: Report) -> dict[str, object]:
    run: dict[str, object] = json.loads(render(report, "sarif"))["runs"][0]
    return run


def test_sarif_names_a_file_by_an_encoded_relative_address(report: Report) -> None:
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in sarif(report)["results"]  # type: ignore[attr-defined]
    }
    assert "content/articles/wie%2C%20man%3A%20b%C3%A4ckt%3F.md" in uris
    assert all(re.fullmatch(r"[A-Za-z0-9._~%/-]+", uri) for uri in uris)


def test_sarif_places_count_code_points(report: Report) -> None:
    run = sarif(report)
    assert run["columnKind"] == "unicodeCodePoints"
    [result] = [result for result in run["results"] if result["ruleId"] == "outdated-cost"]  # type: ignore[attr-defined]
    region = result["locations"][0]["physicalLocation"]["region"]
    line = "Zuerst 👩‍🍳: the Acme Certified Baker exam costs $100 today"
    assert (region["startLine"], region["startColumn"]) == (4, line.index("$100") + 1)
    assert region["endColumn"] - region["startColumn"] == 4


def test_sarif_offers_a_fix_with_all_its_edits(report: Report) -> None:
    [result] = [result for result in sarif(report)["results"] if result["ruleId"] == "outdated-cost"]  # type: ignore[attr-defined]
    [fix] = result["fixes"]
    texts = [one["insertedContent"]["text"] for one in fix["artifactChanges"][0]["replacements"]]
    assert texts == ["$120", "as of 2026-06-15"]


def test_sarif_has_no_fix_that_would_write_a_masked_address(report: Report) -> None:
    [result] = [result for result in sarif(report)["results"] if result["ruleId"] == "blocked-link"]  # type: ignore[attr-defined]
    assert "fixes" not in result


def test_sarif_says_what_is_new(report: Report) -> None:
    states = {result["ruleId"]: result.get("baselineState") for result in sarif(report)["results"]}  # type: ignore[attr-defined]
    assert states["outdated-cost"] == "new" and states["moved-link"] == "unchanged" and states["blocked-link"] is None


def test_sarif_links_to_no_script_and_has_no_link_in_a_message(report: Report) -> None:
    text = render(report, "sarif")
    assert not re.search(r"\]\(\w", text)
    assert not re.search(r'"uri": "(?!https?://|[\w%])', text) and "javascript:alert(document" not in text


def test_sarif_names_a_file_elsewhere_by_its_absolute_address(report: Report) -> None:
    one = structs.replace(report.findings[0], path="/srv/a b.md")
    [result] = sarif(structs.replace(report, findings=(one,)))["results"]  # type: ignore[misc]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///srv/a%20b.md"}


def test_sarif_tells_of_a_crash(report: Report) -> None:
    invocations = sarif(report)["invocations"]
    assert invocations[0]["executionSuccessful"] is False  # type: ignore[index]
    assert sarif(structs.replace(report, crashes=()))["invocations"][0]["executionSuccessful"] is True  # type: ignore[index]


# GitHub


def commands(log: str) -> list[tuple[str, dict[str, str], str]]:
    """What the runner obeys: `::name key=value,…::data` at the start of a line, `##[name …]data` anywhere in one."""
    found = []
    for line in re.split(r"\r\n|\r|\n", log):
        if "##[" in line:
            found.append(("old", {}, line))
        match = re.match(r"::(\w[\w-]*)(?: ([^\n]*?))?::(.*)", line.lstrip())
        if match:
            pairs = (pair.partition("=") for pair in (match[2] or "").split(",") if pair)
            found.append((match[1], {key.strip(): value for key, _, value in pairs}, match[3]))
        else:
            assert not line.lstrip().startswith("::"), line
    return found


def many(report: Report, count: int, severity: Severity = Severity.ERROR) -> Report:
    one = report.findings[0]
    findings = tuple(
        structs.replace(one, fingerprint=str(i), severity=severity, introduced=i % 2 == 1) for i in range(count)
    )
    return structs.replace(report, findings=findings, crashes=())


def test_github_obeys_one_command_a_finding_and_none_of_the_text(report: Report) -> None:
    found = commands(render(report, "github"))
    assert [name for name, _, _ in found] == ["error"] * 3 + ["warning"] * 2 + ["notice"]
    assert all(set(keys) <= {"file", "line", "endLine", "col", "endColumn", "title"} for _, keys, _ in found)
    assert {keys["title"] for _, keys, _ in found} >= {"crash", "outdated-cost", "schema-violation"}


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (10, 10), (11, 10), (300, 10)])
def test_github_gives_at_most_ten_annotations_and_the_rest_in_the_log(report: Report, count: int, shown: int) -> None:
    log = render(many(report, count), "github")
    assert len(commands(log)) == shown
    assert log.count("outdated-cost") + log.count("schema-violation") + log.count("cost-mismatch") == count
    assert ("more are in the log" in log) == (count > 10)


def test_github_shows_what_the_change_introduced_before_what_was_there(report: Report) -> None:
    mixed = many(report, 30)
    findings = tuple(structs.replace(one, message="new" if one.introduced else "old") for one in mixed.findings)
    shown = [text for _, _, text in commands(render(structs.replace(mixed, findings=findings), "github"))]
    assert [text.split("%0A")[0] for text in shown[:9]] == ["new"] * 9
    assert shown[9].startswith("21 more")


def test_github_gives_columns_only_on_one_line(report: Report) -> None:
    for _, keys, _ in commands(render(report, "github")):
        assert ("col" in keys) == ("line" in keys and keys["line"] == keys["endLine"])


def test_summary_of_30_000_findings_keeps_to_the_limit(report: Report) -> None:
    summary = github.summary(many(report, 30_000))
    assert len(summary.encode()) < 1_000_000
    shown, left = summary.count("🛑"), int(re.findall(r"\*\*(\d+) more findings", summary)[0])
    assert shown + left == 30_000 and shown > 500


# Markdown


@pytest.mark.parametrize("count", [0, 1, 5_000])
def test_markdown_fits_into_an_issue(report: Report, count: int) -> None:
    assert len(markdown.render(many(report, count)).encode()) < 65_536


def test_staleness_markdown_fits_into_an_issue_and_counts_the_rest(staleness: StalenessReport) -> None:
    articles = tuple(structs.replace(staleness.articles[0], path=f"articles/{i}.md") for i in range(500))
    tasks = staleness.this_week * 400
    changes = staleness.changes * 300
    large = structs.replace(staleness, articles=articles, this_week=tasks, changes=changes)
    text = editions.render(large, "markdown")
    assert len(text.encode()) < 65_536
    shown, left = text.count("\n### "), int(re.findall(r"\*\*(\d+) more articles", text)[0])
    assert shown + left == 500 and shown > 0


# The others


def test_gitlab_identities_are_distinct(report: Report) -> None:
    problems = json.loads(render(report, "gitlab"))
    assert len({problem["fingerprint"] for problem in problems}) == len(problems) == 6
    assert {problem["severity"] for problem in problems} == {"major", "minor", "info", "critical"}


def test_junit_fails_for_what_is_ours_to_mend(report: Report) -> None:
    root = ElementTree.fromstring(render(report, "junit"))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("6", "3", "1")
    failing = {
        case.get("name", "").split(" at ")[0] for case in root.iter("testcase") if case.find("failure") is not None
    }
    assert failing == {"outdated-cost", "cost-mismatch", "schema-violation"}, (
        "not what was there before, nor mere notes"
    )


def test_junit_of_nothing_wrong_has_one_test(report: Report) -> None:
    root = ElementTree.fromstring(render(Report(report.as_of, 3), "junit"))
    assert (root.get("tests"), root.get("failures")) == ("1", "0")


def test_rdjson_columns_are_utf8_bytes(report: Report) -> None:
    [one] = [
        diagnostic
        for diagnostic in json.loads(render(report, "rdjson"))["diagnostics"]
        if diagnostic["code"]["value"] == "outdated-cost"
    ]
    before = "Zuerst 👩‍🍳: the Acme Certified Baker exam costs ".encode()
    assert one["location"]["range"]["start"] == {"line": 4, "column": len(before) + 1}
    [suggestion] = one["suggestions"]
    assert suggestion["text"] == "$120 today, as of 2026-06-15"
    assert suggestion["range"]["start"] == {"line": 4, "column": len(before) + 1}


def test_csv_has_no_formula_and_no_row_too_many(staleness: StalenessReport) -> None:
    text = editions.render(staleness, "csv")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 1 + sum(len(page.items) for page in staleness.articles)
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.strip().startswith(("=", "+", "-", "@", "\t"))] == []
    # The same file in a program that takes the semicolon for the separator.
    assert [part for cell in cells for part in cell.split(";") if part.strip().startswith("=")] == []


def logical_lines(calendar: str) -> list[str]:
    return calendar.replace("\r\n ", "").split("\r\n")


def test_ics_lines_are_folded_and_ended_as_the_standard_says(staleness: StalenessReport) -> None:
    text = editions.render(staleness, "ics")
    assert text.endswith("END:VCALENDAR\r\n") and "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_ics_has_an_event_a_change_with_an_identity_that_stays(staleness: StalenessReport) -> None:
    today = logical_lines(editions.render(staleness, "ics"))
    later = structs.replace(staleness, check=structs.replace(staleness.check, as_of=date(2026, 7, 1)))
    tomorrow = logical_lines(editions.render(later, "ics"))
    identities = [line for line in today if line.startswith("UID:")]
    assert len(set(identities)) == today.count("BEGIN:VEVENT") == 2
    assert identities == [line for line in tomorrow if line.startswith("UID:")]
    assert "DTSTAMP:20260615T000000Z" in today and "DTSTAMP:20260701T000000Z" in tomorrow
    assert "DTSTART;VALUE=DATE:20260831" in today and "DTEND;VALUE=DATE:20260901" in today
    assert "DTSTART;VALUE=DATE:20261001" in today and "DTEND;VALUE=DATE:20261101" in today, "a month spans a month"
    names = {re.split("[:;]", line)[0] for line in today if line}
    assert names == {
        *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME"),
        *("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"),
    }, "no text of a stranger became a property"


def test_staleness_json_fits_its_schema(staleness: StalenessReport) -> None:
    schema = json.loads((schemas_folder() / "staleness.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    document = json.loads(editions.render(staleness, "json"))
    assert [error.message for error in validator.iter_errors(document)] == []
    assert list(validator.iter_errors({**document, "summary": {}})) != []
    assert list(validator.iter_errors({**document, "extra": 1})) != []


# HTML


class Reader(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_html_asks_for_nothing_and_runs_nothing_of_a_stranger(staleness: StalenessReport) -> None:
    tags = Reader(editions.render(staleness, "html")).tags
    assert [tag for tag, _ in tags].count("script") == 1
    assert {tag for tag, _ in tags}.isdisjoint({"img", "iframe", "object", "embed", "form", "base", "video", "audio"})
    names = {name for _, attributes in tags for name in attributes}
    assert [name for name in names if name.startswith("on")] == [] and "style" not in names and "src" not in names
    links = [attributes.get("href") or "" for tag, attributes in tags if tag == "a"]
    assert links and [link for link in links if not link.startswith(("https://", "#"))] == []


def test_html_policy_allows_only_the_pages_own_script_and_style(staleness: StalenessReport) -> None:
    import base64
    import hashlib

    text = editions.render(staleness, "html")
    [policy] = [
        attributes["content"] or ""
        for tag, attributes in Reader(text).tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    for tag in ("script", "style"):
        [inside] = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_html_of_nothing(report: Report) -> None:
    empty = StalenessReport(date(2026, 12, 31), Report(report.as_of, 0))
    text = editions.render(empty, "html")
    assert "Nothing: no sentence is known to be wrong this week." in text and "No article was found." in text
    for name in editions.formats():
        assert editions.render(empty, name)


def test_html_marks_the_quote_where_it_stands(staleness: StalenessReport) -> None:
    item = Item(State.WRONG, "a.md", 1, 20, "$5", "First $5, then $5 again.", 15, "No.", "")
    text = editions.render(structs.replace(staleness, articles=(ArticleStatus("a.md", "A", items=(item,)),)), "html")
    assert "First $5, then <mark>$5</mark> again." in text


def test_position_of_an_offset_outside_the_shown_lines_is_unknown(report: Report) -> None:
    one = next(finding for finding in report.findings if finding.rule == "outdated-cost")
    assert one.position(one.span.start) == one.start
    assert one.position(one.span.start - one.start.column + 1) == Position(one.start.line, 1)
    assert one.position(one.span.start - one.start.column) is None
    assert one.position(one.span.end + 10_000) is None
