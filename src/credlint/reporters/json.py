"""For machines: the report as promised in `schemas/report.schema.json`."""

from __future__ import annotations

from credlint import __version__
from credlint.escape import as_json
from credlint.finding import FactNote, Finding, Fix, Severity
from credlint.report import Report
from credlint.span import Position


def render(report: Report) -> str:
    document: dict[str, object] = {
        "version": 1,
        "tool": {"name": "credlint", "version": __version__},
        "as_of": report.as_of.isoformat(),
        "catalog": {
            "digest": report.catalog.digest,
            "credentials": report.catalog.credentials,
            "newest_check": report.catalog.newest_check,
        },
        "summary": {
            "articles": report.articles,
            "findings": {level.value: report.count(level) for level in reversed(Severity)},
            "claims": report.claims,
            "links": report.links,
        },
        "findings": [_finding(finding) for finding in report.findings],
        "crashes": [{"path": crash.path, "where": crash.where, "message": crash.message} for crash in report.crashes],
    }
    if report.held_back is not None:
        document["held_back"] = report.held_back
    return as_json(document)


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "path": finding.path,
        "start": place(finding.start),
        "end": place(finding.end),
        "quote": finding.quote,
        "message": finding.message,
        "advice": finding.advice,
        "credential": finding.credential,
        "claim": {"kind": finding.claim.kind, "value": finding.claim.value} if finding.claim else None,
        "fact": fact(finding.fact) if finding.fact else None,
        "introduced": finding.introduced,
        "cause": finding.cause,
        "fix": _fix(finding, finding.fix) if finding.fix else None,
        "fingerprint": finding.fingerprint,
    }


def place(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def fact(note: FactNote) -> dict[str, object]:
    source = note.source
    return {
        "value": note.value,
        "since": note.since,
        "until": note.until,
        "checked": note.checked,
        "confidence": note.confidence,
        "source": {"url": source.url, "title": source.title, "official": source.official} if source else None,
    }


def _fix(finding: Finding, fix: Fix) -> dict[str, object] | None:
    edits = []
    for edit in fix.edits:
        start, end = finding.position(edit.span.start), finding.position(edit.span.end)
        if start is None or end is None:  # an edit elsewhere in the file, which this finding cannot place
            return None
        edits.append({"start": place(start), "end": place(end), "text": edit.text})
    return {"title": fix.title, "applicability": fix.applicability.value, "edits": edits}
