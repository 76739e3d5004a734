"""credlint rules: the table of all rules."""

from __future__ import annotations

import json
from pathlib import Path

import click

from credlint import manual
from credlint.cli.entry import FINDINGS, OK
from credlint.cli.options import file_option, format_option
from credlint.cli.session import emit, read_text
from credlint.errors import InputError, UsageError
from credlint.rule import discover


@click.command("rules")
@format_option(["text", "markdown", "json"])
@file_option("--write", help="Update the table between the markers in FILE.")
@file_option("--check", help="Exit 1 if the table in FILE is out of date.")
def command(format_name: str, write: Path | None, check: Path | None) -> int:
    """List the rules: name, severity, what each finds."""
    if write and check:
        raise UsageError("--write and --check exclude each other", hint="--check says whether --write has to be run")
    rules = list(discover().values())
    if file := write or check:
        return _keep(file, bool(write))
    if format_name == "markdown":
        emit(manual.table(rules))
    elif format_name == "json":
        keys = [
            {
                "rule": rule.name,
                "severity": rule.severity.value,
                "on_by_default": rule.on_by_default,
                "needs_links": rule.needs_links,
                "summary": rule.summary,
            }
            for rule in rules
        ]
        emit(json.dumps({"version": 1, "rules": keys}, ensure_ascii=False, indent=1) + "\n")
    else:
        width = max((len(rule.name) for rule in rules), default=0)
        lines = []
        for rule in rules:
            off = "" if rule.on_by_default else "(off) "
            lines.append(f"{rule.name:{width}}  {rule.severity.value:7}  {off}{rule.summary}\n")
        emit("".join(lines))
    return OK


def _keep(file: Path, write: bool) -> int:
    before = read_text(file)
    try:
        after = manual.with_table(before, discover().values())
    except ValueError as problem:
        raise InputError(str(problem), path=str(file), hint="name a file that has the markers") from None
    if before == after:
        return OK
    if write:
        emit(after, file)
        return OK
    click.echo(f"{file}: the table of rules is not up to date\n  hint: credlint rules --write {file}", err=True)
    return FINDINGS
