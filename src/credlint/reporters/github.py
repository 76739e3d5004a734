"""Annotations of a GitHub workflow, and the summary of its job.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest without a word. So the ones that
matter come first, the tenth says how many more there are, and all of them stand in the log and in the summary.
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from credlint.escape import for_workflow_data, for_workflow_log, for_workflow_property, one_line
from credlint.finding import Finding, Severity
from credlint.report import Crash, Report
from credlint.reporters import markdown

SHOWN = 10
# A summary of more than 1 MiB is dropped whole; some room is left for what other steps write.
SUMMARY_BYTES = 900_000
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    lines = [_crash(crash) for crash in report.crashes]
    for severity, command in COMMANDS.items():
        findings = sorted(
            (finding for finding in report.findings if finding.severity is severity),
            key=lambda finding: finding.introduced is False,
        )
        room = SHOWN - len(report.crashes) if severity is Severity.ERROR else SHOWN
        shown = findings if len(findings) <= room else findings[: max(room - 1, 0)]
        rest = findings[len(shown) :]
        lines += [_annotation(command, finding) for finding in shown]
        if rest:
            lines.append(f"::{command} title=credlint::{len(rest)} more are in the log and in the summary of this job")
            lines += [_log_line(finding) for finding in rest]
    return "".join(f"{line}\n" for line in lines)


def summary(report: Report) -> str:
    """What to append to the file named by GITHUB_STEP_SUMMARY."""
    return markdown.document(report, SUMMARY_BYTES)


def _annotation(command: str, finding: Finding) -> str:
    place = f"line={finding.start.line},endLine={finding.end.line}"
    if finding.start.line == finding.end.line:
        place += f",col={finding.start.column},endColumn={finding.end.column}"
    text = f"{finding.message}\n{finding.advice}" if finding.advice else finding.message
    return (
        f"::{command} file={for_workflow_property(finding.path)},{place},"
        f"title={for_workflow_property(finding.rule)}::{for_workflow_data(text)}"
    )


def _crash(crash: Crash) -> str:
    return f"::error file={for_workflow_property(crash.path)},title=crash::{for_workflow_data(str(crash))}"


def _log_line(finding: Finding) -> str:
    place = f"{finding.path}:{finding.start.line}:{finding.start.column}"
    return for_workflow_log(one_line(f"{place}: {finding.severity} {finding.rule}: {finding.message}"))
