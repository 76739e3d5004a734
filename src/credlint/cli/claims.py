"""credlint claims: what the tool takes the articles to say."""

from __future__ import annotations

from datetime import date
from typing import Any

import click
from msgspec import to_builtins

from credlint.cli.entry import FAULT, OK
from credlint.cli.options import format_option, options
from credlint.cli.session import Asked, emit, report_gaps
from credlint.escape import as_json, for_terminal, presentable
from credlint.inspection import ClaimRow


@click.command("claims")
@options("paths", "config", "as-of")
@format_option(["text", "json"])
@options("output", "stdin-filename", "jobs", "no-cache", "force-exclude", "quiet")
def command(**given: Any) -> int:
    """Show every claim: what it is about and why, the verdict, and the fact behind it."""
    from credlint import inspection

    asked = Asked(**given)
    session = asked.session()
    sources = session.sources(asked)
    answers = session.ask(asked, sources, inspection.claims, from_gist=inspection.claims_of_unopened)
    rows = presentable(tuple(row for answer in answers for row in answer.value or ()))
    emit(_json(rows, session.today) if asked.format_name == "json" else _text(rows), asked.output)
    return FAULT if report_gaps(answers, sources) else OK


def _json(rows: tuple[ClaimRow, ...], today: date) -> str:
    claims = [{name: value for name, value in to_builtins(row).items() if name != "fact_in_words"} for row in rows]
    return as_json({"version": 1, "as_of": today.isoformat(), "claims": claims})


def _text(rows: tuple[ClaimRow, ...]) -> str:
    from credlint.wording import about_nobody, found_by

    lines = []
    for row in rows:
        if row.credential:
            because = f": {row.because}" if row.because else ""
            said = f"{row.verdict}{because}, about {row.credential} ({found_by(row.why)})"
        else:
            said = f"{row.verdict}: {about_nobody(row.why)}"
        place = f"{row.path}:{row.start.line}:{row.start.column}"
        lines.append(for_terminal(f"{place}: {row.kind} `{row.quote}` {said}"))
        if row.fact_in_words:
            lines.append(for_terminal(f"  fact: {row.fact_in_words}"))
    return "".join(f"{line}\n" for line in lines)
