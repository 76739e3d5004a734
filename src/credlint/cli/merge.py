"""credlint merge: the JSON reports of shards, joined into one."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import click

from credlint.cli.entry import FAULT, FINDINGS, OK
from credlint.cli.options import options
from credlint.cli.session import emit
from credlint.errors import InputError
from credlint.escape import as_json

LIKE = ("version", "tool", "as_of", "catalog")


@click.command("merge")
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT...")
@options("output")
def command(reports: tuple[Path, ...], output: Path | None) -> int:
    """Joins the JSON reports of shards into the report that one run would have written.

    Exits 3 where a shard had a crash, 1 where there are errors (under --since, introduced ones), else 0.
    """
    merged = merge([(path, _read(path)) for path in reports])
    emit(as_json(merged), output)
    if merged["crashes"]:
        return FAULT
    errors = (finding for finding in merged["findings"] if finding["severity"] == "error")
    return FINDINGS if any(finding["introduced"] is not False for finding in errors) else OK


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
    if any(report.get("incomplete") for _, report in reports):
        merged["incomplete"] = True
    return merged


def _order(finding: dict[str, Any]) -> tuple[bytes, int, int, str]:
    start = finding["start"]
    return finding["path"].encode("utf-8", "surrogatepass"), start["line"], start["column"], finding["rule"]


def _read(path: Path) -> dict[str, Any]:
    try:
        report = json.loads(path.read_bytes())
    except OSError as problem:
        raise InputError(
            problem.strerror or str(problem), path=str(path), hint="name a report of --format json"
        ) from None
    except (ValueError, RecursionError) as problem:
        raise InputError(f"is not JSON: {problem}", path=str(path), hint="name a report of --format json") from None
    if (
        not isinstance(report, dict)
        or report.get("version") != 1
        or not {*LIKE, "summary", "findings"} <= report.keys()
    ):
        raise InputError("is not a credlint report", path=str(path), hint="name a report of --format json")
    return report
