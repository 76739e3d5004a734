"""For machines: the report as promised in `schemas/report.schema.json`."""

from __future__ import annotations

from msgspec import to_builtins

from credlint import __version__
from credlint.escape import as_json
from credlint.finding import Finding, Fix, Severity
from credlint.report import Report


def render(report: Report) -> str:
    document: dict[str, object] = {
        "version": 1,
        "tool": {"name": "credlint", "version": __version__},
        "as_of": report.as_of.isoformat(),
        "catalog": to_builtins(report.catalog),
        "summary": {
            "articles": report.articles,
            "findings": {level.value: report.count(level) for level in reversed(Severity)},
            "claims": report.claims,
            "links": report.links,
        },
        "findings": [_finding(finding) for finding in report.findings],
        "crashes": to_builtins(report.crashes),
    }
    if report.held_back is not None:
        document["held_back"] = report.held_back
    return as_json(document)


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "path": finding.path,
        "start": to_builtins(finding.start),
        "end": to_builtins(finding.end),
        "quote": finding.quote,
        "message": finding.message,
        "advice": finding.advice,
        "credential": finding.credential,
        "claim": to_builtins(finding.claim),
        "fact": to_builtins(finding.fact),
        "introduced": finding.introduced,
        "cause": finding.cause,
        "fix": _fix(finding, finding.fix) if finding.fix else None,
        "fingerprint": finding.fingerprint,
    }


def _fix(finding: Finding, fix: Fix) -> dict[str, object] | None:
    edits = []
    for edit in fix.edits:
        start, end = finding.position(edit.span.start), finding.position(edit.span.end)
        if start is None or end is None:  # an edit elsewhere in the file, which this finding cannot place
            return None
        edits.append({"start": to_builtins(start), "end": to_builtins(end), "text": edit.text})
    return {"title": fix.title, "applicability": fix.applicability.value, "edits": edits}
