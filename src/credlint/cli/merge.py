"""credlint merge: the JSON reports of shards, joined into one."""

from __future__ import annotations

from pathlib import Path

import click

from credlint import shards
from credlint.cli.checking import threshold
from credlint.cli.entry import FAULT, FINDINGS, OK
from credlint.cli.options import options
from credlint.cli.session import emit
from credlint.contents import of_results
from credlint.errors import InputError
from credlint.escape import as_json
from credlint.finding import Severity


@click.command("merge")
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT...")
@options("output", "fail-on")
def command(reports: tuple[Path, ...], output: Path | None, fail_on: str | None) -> int:
    """Join the JSON reports of shards into the report that one run would have written.

    Exits 3 if a shard had a crash, 1 if there is a finding at or above --fail-on (with --since, an introduced one),
    else 0.
    """
    merged = shards.merge([(str(path), _read(path)) for path in reports])
    emit(as_json(merged), output)
    if merged["crashes"]:
        return FAULT
    least = threshold(fail_on, Severity.ERROR)
    counted = (finding for finding in merged["findings"] if finding["introduced"] is not False)
    failing = any(least is not None and Severity(finding["severity"]).rank >= least.rank for finding in counted)
    return FINDINGS if failing else OK


def _read(path: Path) -> shards.Document:
    try:
        data = of_results(path)
    except OSError as problem:
        raise InputError(problem.strerror or str(problem), path=str(path), hint=shards.HINT) from None
    return shards.read(data, str(path))
