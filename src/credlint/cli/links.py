"""credlint links: every link and what the web answers."""

from __future__ import annotations

from typing import Any

import click
from msgspec import to_builtins

from credlint.cli.entry import FAULT, FINDINGS, OK
from credlint.cli.options import allow_private_option, format_option, options, remembered_option, verbose_option
from credlint.cli.session import Asked, emit, report_gaps
from credlint.cli.web import verifier
from credlint.escape import as_json, for_terminal, presentable
from credlint.inspection import LinkRow
from credlint.links import LinkStatus, archived_copy, by_host


@click.command("links")
@options("paths", "config")
@format_option(["text", "json"])
@click.option("--offline", is_flag=True, help="List the links without checking them.")
@allow_private_option
@remembered_option
@verbose_option
@options("output", "stdin-filename", "jobs", "no-cache", "force-exclude", "quiet")
def command(offline: bool, **given: Any) -> int:
    """Show every link with its result.

    Exits 1 if a link is broken.
    """
    from credlint import inspection

    asked = Asked(**given)
    session = asked.session()
    verify = None if offline else verifier(session, asked)
    sources = session.sources(asked)
    answers = session.ask(asked, sources, inspection.links, verify)
    rows = presentable(tuple(row for answer in answers for row in answer.value or ()))
    emit(_json(rows) if asked.format_name == "json" else _text(rows), asked.output)
    if verify and not asked.quiet:
        click.echo(_summary(rows), err=True, nl=False)
    if report_gaps(answers, sources):
        return FAULT
    return FINDINGS if any(row.result.status is LinkStatus.BROKEN for row in rows) else OK


def _json(rows: tuple[LinkRow, ...]) -> str:
    links = [
        {
            "path": row.path,
            "start": to_builtins(row.start),
            "end": to_builtins(row.end),
            "url": row.url,
            "text": row.text,
            "kind": row.kind,
            "status": row.result.status.value,
            "code": row.result.code,
            "final_url": row.result.final_url,
            "detail": row.result.detail or None,
            "checked_at": row.result.checked_at,
            "reason": row.result.reason.value if row.result.checked_at else None,
            "advice": row.result.advice or None,
            "moved_to": row.result.moved_to,
            "suggestion": row.result.suggestion,
            "archive": archived_copy(row.result),
            "chain": list(row.result.chain),
            "first_failed": row.result.first_failed,
            "last_good": row.result.last_good,
        }
        for row in rows
    ]
    return as_json({"version": 1, "links": links})


def _text(rows: tuple[LinkRow, ...]) -> str:
    lines = []
    for row in rows:
        result = row.result
        code = f" {result.code}" if result.code else ""
        detail = f": {result.detail}" if result.detail else ""
        place = f"{row.path}:{row.start.line}:{row.start.column}"
        lines.append(for_terminal(f"{place}: {row.kind} {result.status.value}{code} {row.url}{detail}"))
        lines += [f"  {for_terminal(line)}" for line in _next_steps(row)]
    return "".join(f"{line}\n" for line in lines)


def _next_steps(row: LinkRow) -> list[str]:
    result = row.result
    target = result.moved_to or result.suggestion
    steps = [f"{result.advice}: {target}" if target else result.advice] if result.advice or target else []
    if archive := archived_copy(result):
        steps.append(f"an old copy may be at {archive}")
    return steps


def _summary(rows: tuple[LinkRow, ...]) -> str:
    """How the hosts fared, those with trouble by name."""
    asked = {row.url: row.result for row in rows if row.result.checked_at}
    hosts = {host: counts for host, counts in by_host(asked.values()).items() if host}
    lines = []
    fine = 0
    for host, counts in hosts.items():
        if set(counts) <= {LinkStatus.OK, LinkStatus.SKIPPED}:
            fine += 1
        else:
            listed = ", ".join(f"{counts[status]} {status.value}" for status in LinkStatus if counts[status])
            lines.append(f"{for_terminal(host)}: {listed}\n")
    if fine:
        lines.append(
            f"{fine} {'other hosts' if lines else 'hosts'} without trouble\n"
            if fine > 1
            else "1 host without trouble\n"
        )
    return "".join(lines)
