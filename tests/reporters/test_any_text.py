"""Every format, whatever the articles, links and catalogs say: it stays what it is, and one finding stays one."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from credlint.finding import ClaimNote, FactNote, Finding, Severity, SourceNote
from credlint.report import Crash, Report
from credlint.reporters import formats, render
from credlint.span import Lines, Span
from credlint.staleness import Affected, ArticleStatus, Change, Item, StalenessReport, State, Tally, Task
from credlint.staleness import formats as editions

TODAY = date(2026, 6, 15)
ACTIVE = [
    "<b>",
    "</script>",
    "]]>",
    "&",
    '"',
    "'",
    "`",
    "*",
    "](x)",
    "![",
    "|",
    "\\",
    "#",
    "=1",
    "@a",
    "::error::",
    "##[",
]
ACTIVE += [
    "\n",
    "\r",
    "\t",
    "\x1b[",
    "\x00",
    "\u202e",
    "\ud800",
    ";",
    ",",
    "%",
    "https://a:b@c.example?token=d",
    "ä",
    "👩‍🍳",
]
texts = st.one_of(st.text(st.characters(exclude_categories=()), max_size=20), st.sampled_from(ACTIVE))
texts = st.lists(texts, max_size=4).map("".join)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    text = draw(texts) + draw(texts)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    lines = Lines(text)
    first, last = lines.position(start), lines.position(end)
    source = SourceNote(draw(texts), draw(texts), draw(st.booleans()))
    return Finding(
        rule=draw(st.sampled_from(["outdated-cost", "schema-violation"])),
        severity=draw(st.sampled_from(list(Severity))),
        path=draw(texts),
        span=Span(start, end),
        start=first,
        end=last,
        quote=text[start:end],
        context=text[lines.line_span(first.line).start : lines.line_span(last.line).end],
        message=draw(texts),
        advice=draw(texts),
        fingerprint=draw(st.uuids()).hex,
        credential=draw(texts),
        claim=ClaimNote("cost", {draw(texts): draw(texts)}),
        fact=FactNote({"x": draw(texts)}, "2026-01", None, None, "high", source),
        introduced=draw(st.sampled_from([None, True, False])),
    )


@given(st.lists(findings(), max_size=4), texts, texts, texts)
@settings(max_examples=60)
def test_reports(found: list[Finding], path: str, where: str, message: str) -> None:
    report = Report(TODAY, 3, tuple(found), crashes=(Crash(path, where, message),))
    written = {name: render(report, name) for name in formats()}
    for text in written.values():
        text.encode("utf-8")
        assert "\x1b" not in text and "\r" not in text
    assert len(json.loads(written["sarif"])["runs"][0]["results"]) == len(found)
    assert len(json.loads(written["gitlab"])) == len(json.loads(written["rdjson"])["diagnostics"]) == len(found) + 1
    assert len(json.loads(written["json"])["findings"]) == len(found)
    assert len(list(ElementTree.fromstring(written["junit"]).iter("testcase"))) == len(found) + 1
    lines = written["github"].splitlines()
    assert len(lines) == len(found) + 1 and all(line.startswith("::") and "##[" not in line for line in lines)
    assert written["markdown"].count("\n- **") == len(found)


@given(st.lists(findings(), min_size=1, max_size=3), texts, texts)
@settings(max_examples=40)
def test_staleness_reports(found: list[Finding], title: str, name: str) -> None:
    items = tuple(
        Item(
            State.WRONG,
            *(one.path, one.start.line, one.start.column, one.quote, one.context, one.start.column - 1),
            *(one.message, one.advice, one.rule, one.severity, one.credential),
            fact=one.fact,
        )
        for one in found
    )
    hits = (Affected(found[0].path, title, (3, 4)),)
    source = found[0].fact.source if found[0].fact else None
    report = StalenessReport(
        until=date(2026, 12, 1),
        check=Report(TODAY, 1),
        this_week=(Task(items[0], title, name, (1, 2)),),
        changes=(Change(name, title, "2026-08", date(2026, 8, 1), date(2026, 8, 31), name, source, None, hits),),
        articles=(ArticleStatus(found[0].path, title, name, items=items),),
        credentials=(Tally(name, title, 1, 1, 1, 1, 1),),
        owners=(Tally(name, title, 1, 1, 1, 1, 1),),
        line_url="https://git.example/{path}#L{line}",
    )
    written = {edition: editions.render(report, edition) for edition in editions.formats()}
    for text in written.values():
        text.encode("utf-8")
        assert "\x1b" not in text
    rows = list(csv.reader(io.StringIO(written["csv"], newline="")))
    assert len(rows) == len(items) + 1 and len({len(row) for row in rows}) == 1
    calendar = written["ics"].replace("\r\n ", "").split("\r\n")
    assert calendar.count("BEGIN:VEVENT") == 1 and all("\n" not in line for line in calendar)
    assert len(json.loads(written["json"])["articles"][0]["items"]) == len(items)
    page = written["html"]
    assert page.count("<script") == 1 and page.count("<b>") == 0 and page.count("</html>") == 1


def test_the_texts_here_hold_what_must_not_get_out() -> None:
    assert any("\x1b" in text for text in ACTIVE) and any("token=" in text for text in ACTIVE)
