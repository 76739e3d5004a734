"""The JSON reports of shards (`schemas/report.schema.json`), joined into the one that one run would have written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from msgspec import Struct, ValidationError, convert

from credlint.errors import InputError
from credlint.finding import Severity
from credlint.report import path_order

# What the shards of one run have in common.
LIKE = ("version", "tool", "as_of", "catalog")
HINT = "name a report of --format json"

Document = dict[str, Any]


class _Position(Struct):
    line: int
    column: int


class _Finding(Struct):
    rule: str
    severity: Severity
    path: str
    start: _Position
    introduced: bool | None


class _Crash(Struct):
    path: str
    where: str


class _Summary(Struct):
    articles: int
    findings: dict[str, int]
    claims: dict[str, int]
    links: dict[str, int]


class _Report(Struct):
    """What must be in a report to join it with others; what else is in it goes along as it is."""

    version: Literal[1]
    tool: dict[str, str]
    as_of: date
    catalog: dict[str, Any]
    summary: _Summary
    findings: list[_Finding]
    crashes: list[_Crash]
    held_back: int = 0


def read(data: bytes, path: str) -> Document:
    """The report that a file holds. Raises InputError."""
    try:
        report = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise InputError(f"is not JSON: {problem}", path=path, hint=HINT) from None
    try:
        for finding in convert(report, _Report).findings:
            path_order(finding.path)  # no file has a name that cannot be one
    except (ValidationError, UnicodeEncodeError) as problem:
        raise InputError(f"is not a credlint report: {problem}", path=path, hint=HINT) from None
    return dict(report)


def merge(reports: Sequence[tuple[str, Document]]) -> Document:
    """One report of several, each with the path of its file. Raises InputError for those of another day or catalog."""
    first_path, first = reports[0]
    for path, report in reports[1:]:
        for key in LIKE:
            if report[key] != first[key]:
                message = f"its {key} is not that of {first_path}"
                raise InputError(message, path=path, hint="merge the shards of one run: same day, same catalog")
    summary: Document = {"articles": sum(report["summary"]["articles"] for _, report in reports)}
    for key in ("findings", "claims", "links"):
        counts = Counter(dict.fromkeys(first["summary"][key], 0))
        for _, report in reports:
            counts.update(report["summary"][key])
        summary[key] = dict(counts)
    findings = [finding for _, report in reports for finding in report["findings"]]
    crashes = [crash for _, report in reports for crash in report["crashes"]]
    merged = {key: first[key] for key in LIKE}
    merged["summary"] = summary
    merged["findings"] = sorted(findings, key=_order)
    merged["crashes"] = sorted(crashes, key=lambda crash: (crash["path"], crash["where"]))
    if any("held_back" in report for _, report in reports):
        merged["held_back"] = sum(report.get("held_back", 0) for _, report in reports)
    return merged


def _order(finding: Document) -> tuple[bytes, int, int, str]:
    """As `report.order` has them."""
    start = finding["start"]
    return path_order(finding["path"]), start["line"], start["column"], finding["rule"]
