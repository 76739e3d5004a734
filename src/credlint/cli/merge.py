"""credlint merge: the JSON reports of shards, joined into one."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, Literal

import click
from msgspec import Struct, ValidationError, convert

from credlint.cli.checking import threshold
from credlint.cli.entry import FAULT, FINDINGS, OK
from credlint.cli.options import options
from credlint.cli.session import emit
from credlint.errors import InputError
from credlint.escape import as_json
from credlint.finding import Severity

LIKE = ("version", "tool", "as_of", "catalog")
HINT = "name a report of --format json"


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


@click.command("merge")
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT...")
@options("output", "fail-on")
def command(reports: tuple[Path, ...], output: Path | None, fail_on: str | None) -> int:
    """Joins the JSON reports of shards into the report that one run would have written.

    Exits 3 where a shard had a crash, 1 where anything is at or above --fail-on (under --since, what the change
    introduced), else 0.
    """
    merged = merge([(path, _read(path)) for path in reports])
    emit(as_json(merged), output)
    if merged["crashes"]:
        return FAULT
    least = threshold(fail_on, Severity.ERROR)
    counted = (finding for finding in merged["findings"] if finding["introduced"] is not False)
    failing = any(least is not None and Severity(finding["severity"]).rank >= least.rank for finding in counted)
    return FINDINGS if failing else OK


def merge(reports: list[tuple[Path, dict[str, Any]]]) -> dict[str, Any]:
    """One report of several. Raises InputError where they are not of one day and one catalog."""
    first_path, first = reports[0]
    for path, report in reports[1:]:
        for key in LIKE:
            if report[key] != first[key]:
                message = f"its {key} is not that of {first_path}"
                raise InputError(message, path=str(path), hint="merge the shards of one run: same day, same catalog")
    summary: dict[str, Any] = {"articles": sum(report["summary"]["articles"] for _, report in reports)}
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


def _order(finding: dict[str, Any]) -> tuple[bytes, int, int, str]:
    start = finding["start"]
    return finding["path"].encode("utf-8", "surrogatepass"), start["line"], start["column"], finding["rule"]


def _read(path: Path) -> dict[str, Any]:
    try:
        report = json.loads(path.read_bytes())
    except OSError as problem:
        raise InputError(problem.strerror or str(problem), path=str(path), hint=HINT) from None
    except (ValueError, RecursionError) as problem:
        raise InputError(f"is not JSON: {problem}", path=str(path), hint=HINT) from None
    try:
        convert(report, _Report)
    except ValidationError as problem:
        raise InputError(f"is not a credlint report: {problem}", path=str(path), hint=HINT) from None
    return dict(report)
