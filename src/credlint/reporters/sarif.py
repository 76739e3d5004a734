"""SARIF 2.1.0 (OASIS standard), as GitHub code scanning and other viewers read it.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from msgspec import to_builtins

from credlint import __version__, manual
from credlint.escape import as_json, as_uri, for_sarif, visible, web_address
from credlint.finding import Finding, Severity
from credlint.report import Crash, Report
from credlint.rule import Rule, discover
from credlint.span import Position

Json = dict[str, object]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# GitHub refuses a file with more results; it shows 5,000.
MOST_RESULTS = 25_000


def render(report: Report) -> str:
    findings = sorted(report.findings, key=lambda finding: -finding.severity.rank)[:MOST_RESULTS]
    names = sorted({finding.rule for finding in findings})
    notes = [_notification(crash) for crash in report.crashes]
    if len(findings) < len(report.findings):
        left_out = len(report.findings) - len(findings)
        notes.append(
            {"level": "warning", "message": {"text": f"{left_out} findings are left out to keep to the limit."}}
        )
    run: Json = {
        "tool": {
            "driver": {
                "name": "credlint",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(name, discover().get(name)) for name in names],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not report.crashes,
                "toolExecutionNotifications": notes,
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, names.index(finding.rule)) for finding in findings],
        "properties": {
            "asOf": report.as_of.isoformat(),
            "articles": report.articles,
            "claims": report.claims,
            "catalogDigest": report.catalog.digest,
            "catalogNewestCheck": report.catalog.newest_check,
        },
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return as_json(log, indent=2)


def _rule(name: str, rule: Rule | None) -> Json:
    if rule is None:
        return {"id": name}
    page = manual.page(rule)
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": LEVELS[rule.severity], "enabled": rule.on_by_default},
    }


def _result(finding: Finding, rule_index: int) -> Json:
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": LEVELS[finding.severity],
        "message": {"text": for_sarif(f"{finding.message}\n{finding.advice}".strip())},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _file(finding.path),
                    "region": {**_region(finding.start, finding.end), "snippet": {"text": visible(finding.quote)}},
                }
            }
        ],
        "partialFingerprints": {"credlint/v1": finding.fingerprint},
    }
    if finding.introduced is not None:
        result["baselineState"] = "new" if finding.introduced else "unchanged"
    source = finding.fact.source if finding.fact else None
    if source and source.url and (url := web_address(source.url)):
        result["relatedLocations"] = [
            {
                "id": 1,
                "message": {"text": for_sarif(f"Source: {source.title}")},
                "physicalLocation": {"artifactLocation": {"uri": url}},
            }
        ]
    fix = _fix(finding)
    if fix:
        result["fixes"] = [fix]
    result["properties"] = _properties(finding)
    return result


def _fix(finding: Finding) -> Json | None:
    """The fix by lines and columns, or None where it reaches beyond the lines that the finding shows."""
    if finding.fix is None:
        return None
    replacements = []
    for edit in sorted(finding.fix.edits, key=lambda edit: edit.span):
        start, end = finding.position(edit.span.start), finding.position(edit.span.end)
        if start is None or end is None:
            return None
        replacements.append({"deletedRegion": _region(start, end), "insertedContent": {"text": edit.text}})
    change = {"artifactLocation": _file(finding.path), "replacements": replacements}
    return {"description": {"text": for_sarif(finding.fix.title)}, "artifactChanges": [change]}


def _properties(finding: Finding) -> Json:
    properties: Json = {"credential": finding.credential, "cause": finding.cause}
    if finding.claim:
        properties["claim"] = to_builtins(finding.claim)
    if finding.fact:
        fact: Json = to_builtins(finding.fact)
        del fact["source"]  # a related location
        properties["fact"] = fact
    if finding.fix:
        properties["fixApplicability"] = finding.fix.applicability
    return {name: value for name, value in properties.items() if value is not None}


def _file(path: str) -> Json:
    """A file below the folder that was checked, or one elsewhere by its absolute address."""
    if path.startswith("/"):
        return {"uri": f"file:///{as_uri(path)}"}
    return {"uri": as_uri(path), "uriBaseId": "%SRCROOT%"}


def _region(start: Position, end: Position) -> Json:
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _notification(crash: Crash) -> Json:
    notification: Json = {
        "level": "error",
        "message": {"text": for_sarif(f"credlint failed in {crash.where}: {crash.message}")},
    }
    if crash.path:
        notification["locations"] = [{"physicalLocation": {"artifactLocation": _file(crash.path)}}]
    return notification
