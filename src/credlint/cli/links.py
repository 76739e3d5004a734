"""credlint links: every link and what the web answers."""

from __future__ import annotations

import json
from pathlib import Path

import click

from credlint.cli.entry import FAULT, FINDINGS, OK
from credlint.cli.session import Session, emit, options, progress, tell_crashes
from credlint.cli.web import allow_private_option, remembered_option, verifier
from credlint.escape import for_json, for_terminal, presentable
from credlint.links import LinkStatus
from credlint.listing import LinkRow
from credlint.reporters.json import place


@click.command("links")
@options("paths", "config")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--offline", is_flag=True, help="List the links and ask nobody.")
@allow_private_option
@remembered_option
@options("output", "stdin-filename", "jobs", "no-cache", "force-exclude", "quiet")
def command(
    paths: tuple[str, ...],
    config_file: Path | None,
    format_name: str,
    offline: bool,
    allow_private: tuple[str, ...],
    remembered_links: bool,
    output: Path | None,
    stdin_filename: str | None,
    jobs: int | None,
    no_cache: bool,
    force_exclude: bool,
    quiet: bool,
) -> int:
    """Shows every link with its result. Exits 1 where one is broken."""
    from credlint import listing, run

    session = Session.start(config_file, None, not no_cache)
    verify = None if offline else verifier(session, allow_private, remembered_links, quiet)
    sources = session.sources(paths, stdin_filename, force_exclude)
    with progress(len(sources), quiet) as advance:
        answers = run.ask(session.plan(sources, jobs, verify), listing.links, advance)
    rows = presentable(tuple(row for answer in answers for row in answer.value or ()))
    emit(_json(rows) if format_name == "json" else _text(rows), output)
    if tell_crashes(run.crashes(answers)):
        return FAULT
    return FINDINGS if any(row.result.status is LinkStatus.BROKEN for row in rows) else OK


def _json(rows: tuple[LinkRow, ...]) -> str:
    links = [
        {
            "path": row.path,
            "start": place(row.start),
            "end": place(row.end),
            "url": row.url,
            "text": row.text,
            "kind": row.kind,
            "status": row.result.status.value,
            "code": row.result.code,
            "final_url": row.result.final_url,
            "detail": row.result.detail or None,
            "checked_at": row.result.checked_at,
        }
        for row in rows
    ]
    return for_json(json.dumps({"version": 1, "links": links}, ensure_ascii=False, indent=1)) + "\n"


def _text(rows: tuple[LinkRow, ...]) -> str:
    lines = []
    for row in rows:
        result = row.result
        code = f" {result.code}" if result.code else ""
        detail = f": {result.detail}" if result.detail else ""
        place = f"{row.path}:{row.start.line}:{row.start.column}"
        lines.append(for_terminal(f"{place}: {row.kind} {result.status.value}{code} {row.url}{detail}"))
    return "".join(f"{line}\n" for line in lines)
