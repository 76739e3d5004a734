"""The Reviewdog Diagnostic Format, whose columns count UTF-8 bytes from 1.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

from __future__ import annotations

from itertools import pairwise

from credlint.escape import as_json, visible
from credlint.finding import Finding, Fix, Severity
from credlint.report import Report
from credlint.span import LINE_END, Position, Span

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report) -> str:
    result = {
        "source": {"name": "credlint"},
        "diagnostics": [_diagnostic(finding) for finding in report.findings]
        + [
            {
                "message": visible(str(crash)),
                "location": {"path": crash.path},
                "severity": "ERROR",
                "code": {"value": "crash"},
            }
            for crash in report.crashes
        ],
    }
    return as_json(result, indent=2)


def _diagnostic(finding: Finding) -> dict[str, object]:
    diagnostic: dict[str, object] = {
        "message": visible(f"{finding.message}\n{finding.advice}".strip()),
        "location": {"path": finding.path, "range": _range(finding, finding.span)},
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    suggestions = _suggestions(finding, finding.fix) if finding.fix else []
    if suggestions:
        diagnostic["suggestions"] = suggestions
    return diagnostic


def _suggestions(finding: Finding, fix: Fix) -> list[dict[str, object]]:
    """One replacement: every suggestion is offered by itself, so several edits are joined into one text."""
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    whole = Span(edits[0].span.start, edits[-1].span.end)
    place = _range(finding, whole)
    if place is None:
        return []
    first = finding.span.start - (finding.start.column - 1)
    text = edits[0].text
    for before, after in pairwise(edits):
        text += finding.context[before.span.end - first : after.span.start - first] + after.text
    return [{"range": place, "text": text}]


def _range(finding: Finding, span: Span) -> dict[str, object] | None:
    start, end = finding.position(span.start), finding.position(span.end)
    if start is None or end is None:
        return None
    return {"start": _in_bytes(finding, start), "end": _in_bytes(finding, end)}


def _in_bytes(finding: Finding, place: Position) -> dict[str, int]:
    line = LINE_END.split(finding.context)[place.line - finding.start.line]
    return {"line": place.line, "column": len(line[: place.column - 1].encode("utf-8", "surrogatepass")) + 1}
