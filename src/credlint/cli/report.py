"""credlint report: what is stale or soon will be, for editors."""

from __future__ import annotations

import functools
import os
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from msgspec import structs

from credlint.cli.entry import FAULT, FINDINGS, OK
from credlint.cli.options import Day, allow_private_option, file_option, format_option, options, remembered_option
from credlint.cli.session import Asked, Session, emit, read_text, say, write_file
from credlint.cli.web import verifier
from credlint.contents import real
from credlint.dates import days_after
from credlint.errors import UsageError
from credlint.escape import as_uri, web_address
from credlint.owners import Owners
from credlint.staleness import StalenessReport
from credlint.staleness.formats import formats, render

LOOK_AHEAD = 180  # days
# Where GitHub looks for it, in this order.
CODEOWNERS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")


class Request(Asked, frozen=True, kw_only=True):
    """What the person asked of `report`."""

    until: date | None
    history_file: Path | None
    fail_if_worse: bool
    line_url: str | None


@click.command("report")
@options("paths", "config", "as-of")
@format_option(formats(), default="markdown")
@click.option("--until", type=Day(), help="Look ahead to this day.  [default: in 180 days]")
@options("output")
@file_option("--history", "history_file", help="Append this run to FILE as one line, and show the trend.")
@click.option("--fail-if-worse", is_flag=True, help="Exit 1 if more is wrong than in the best run of --history.")
@click.option(
    "--line-url",
    metavar="URL",
    help="URL of a source line, with {path} and {line}.  [default: the commit on GitHub Actions, else the file]",
)
@click.option("--links/--no-links", "links", default=False, help="Check outbound links on the web.")
@remembered_option
@allow_private_option
@options("max-catalog-age", "stdin-filename", "select", "ignore", "jobs", "no-cache", "force-exclude", "quiet")
def command(**given: Any) -> int:
    """Report what is wrong, what soon will be, and what cannot be verified, most urgent first.

    Exits 1 only with --fail-if-worse.
    """
    request = Request(**given)
    if request.fail_if_worse and request.history_file is None:
        raise UsageError("--fail-if-worse compares with earlier runs", hint="name their file: --history FILE")
    session = request.session()
    report = _assessed(request, session)
    emit(render(report, request.format_name), request.output)
    if report.check.crashes:
        return FAULT
    if request.history_file is not None:
        runs = (*report.history, report.counts)
        write_file(request.history_file, "".join(f"{run.line()}\n" for run in runs).encode())
    return FINDINGS if request.fail_if_worse and _is_worse(report) else OK


def _assessed(request: Request, session: Session) -> StalenessReport:
    from credlint import run
    from credlint.staleness.article import examine
    from credlint.staleness.assess import assess, read_history

    until = request.until or days_after(session.today, LOOK_AHEAD)
    if until < session.today:
        raise UsageError(
            f"--until {until} lies before the day of the report, {session.today}",
            hint="--as-of chooses the day of the report, --until how far ahead it looks",
        )
    file = request.history_file
    history = read_history(read_text(file), str(file)) if file and os.path.lexists(file) else ()
    sources = session.sources(request)
    codeowners = _codeowners(session.config.root)
    owners = {source.path: ", ".join(codeowners.of(source.place)) for source in sources}
    verify = None
    if request.links or request.remembered_links:
        verify = verifier(session, request)
    question = functools.partial(examine, until=until, owners=owners)
    answers = session.ask(request, sources, question, verify)
    judged = [structs.replace(answer, value=answer.value[0]) if answer.value else answer for answer in answers]
    return assess(
        run.report(judged, session.catalog, session.today),
        [answer.value[1] for answer in answers if answer.value],
        session.catalog,
        until,
        history,
        _line_url(request.line_url, session.cwd, request.output),
    )


def _is_worse(report: StalenessReport) -> bool:
    budget, wrong = report.budget, report.counts.wrong
    if budget is None or wrong <= budget:
        return False
    say(
        f"credlint: {wrong} sentences are wrong and the best run had {budget}: correct {wrong - budget} of them, "
        "the most urgent stand first in the report"
    )
    return True


def _codeowners(root: Path) -> Owners:
    for name in CODEOWNERS:
        if (root / name).is_file():
            return Owners.parse(read_text(root / name))
    return Owners()


def _line_url(chosen: str | None, cwd: Path, output: Path | None) -> str:
    """Where a line of a file can be read; `{path}` is the path as findings name it."""
    if chosen is not None:
        if web_address(chosen) is None and urlsplit(chosen).scheme not in ("vscode", "file"):
            raise UsageError(
                f"--line-url {chosen} is not a URL",
                hint="for example https://github.com/me/site/blob/main/{path}#L{line}",
            )
        if "{path}" not in chosen:
            raise UsageError("--line-url has no {path} in it", hint="write {path} and {line} where they belong")
        return chosen
    server, repository, commit = (os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA"))
    if web_address(server) and repository and commit:
        return f"{server}/{as_uri(repository)}/blob/{as_uri(commit)}/{{path}}#L{{line}}"
    folder = real(output).parent if output else cwd
    up = os.path.relpath(real(cwd), folder)
    return "{path}" if up == "." else f"{as_uri(Path(up).as_posix())}/{{path}}"
