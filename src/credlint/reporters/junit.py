"""JUnit XML as Jenkins, GitLab and most CI systems read it: a suite a file, a test case a finding.

Errors and warnings are failures; a finding that is for information only, or was there before (`introduced` is false),
passes and is shown in `system-out`, so that it breaks no build.
"""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree

from credlint.escape import for_xml
from credlint.finding import Finding, Severity
from credlint.report import Crash, Report


def render(report: Report) -> str:
    root = ElementTree.Element("testsuites", name="credlint")
    crashes = {path: list(some) for path, some in groupby(sorted(report.crashes, key=_path), key=_path)}
    findings = {path: list(some) for path, some in groupby(sorted(report.findings, key=_path), key=_path)}
    for path in sorted({*crashes, *findings}):
        _suite(root, path, findings.get(path, []), crashes.get(path, []), report.as_of.isoformat())
    if len(root) == 0:
        suite = ElementTree.SubElement(
            root, "testsuite", _counts("credlint", 1, 0, 0, report.as_of.isoformat())
        )  # some CI systems take a file without a test for a failure
        ElementTree.SubElement(suite, "testcase", classname="credlint", name=f"{report.articles} articles", time="0")
    root.set("tests", str(sum(int(suite.get("tests", "0")) for suite in root)))
    root.set("failures", str(sum(int(suite.get("failures", "0")) for suite in root)))
    root.set("errors", str(len(report.crashes)))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _path(item: Finding | Crash) -> str:
    return item.path


def _counts(name: str, tests: int, failures: int, errors: int, day: str) -> dict[str, str]:
    return {
        "name": for_xml(name),
        "tests": str(tests),
        "failures": str(failures),
        "errors": str(errors),
        "skipped": "0",
        "time": "0",
        "timestamp": f"{day}T00:00:00",
    }


def _suite(root: ElementTree.Element, path: str, findings: list[Finding], crashes: list[Crash], day: str) -> None:
    failures = sum(map(_fails, findings))
    counts = _counts(path, len(findings) + len(crashes), failures, len(crashes), day)
    suite = ElementTree.SubElement(root, "testsuite", counts)
    for finding in findings:
        place = f"{finding.start.line}:{finding.start.column}"
        case = ElementTree.SubElement(
            suite,
            "testcase",
            {"classname": for_xml(path), "name": f"{finding.rule} at {place}", "time": "0"},
        )
        text = for_xml(f"{path}:{place}\n{finding.context.strip()}\n\n{finding.message}\n{finding.advice}")
        if _fails(finding):
            failure = ElementTree.SubElement(
                case, "failure", {"type": finding.severity.value, "message": for_xml(finding.message)}
            )
            failure.text = text
        else:
            ElementTree.SubElement(case, "system-out").text = text
    for crash in crashes:
        case = ElementTree.SubElement(
            suite, "testcase", {"classname": for_xml(path), "name": for_xml(crash.where), "time": "0"}
        )
        error = ElementTree.SubElement(case, "error", {"type": "crash", "message": for_xml(crash.message)})
        error.text = for_xml(str(crash))


def _fails(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO and finding.introduced is not False
