"""GitLab's code quality report, a profile of Code Climate's.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from credlint.escape import as_json, one_line
from credlint.finding import Finding, Severity
from credlint.report import Report

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    problems = [_problem(finding) for finding in report.findings]
    problems += [
        {
            "description": one_line(str(crash)),
            "check_name": "crash",
            "fingerprint": f"crash:{crash.where}:{crash.path}",
            "severity": "critical",
            "location": {"path": crash.path, "lines": {"begin": 1}},
        }
        for crash in report.crashes
    ]
    return as_json(problems, indent=2)


def _problem(finding: Finding) -> dict[str, object]:
    return {
        "description": one_line(f"{finding.message} {finding.advice}"),
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {"path": finding.path, "lines": {"begin": finding.start.line, "end": finding.end.line}},
    }
