"""credlint check: lint articles."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from credlint.cli.entry import FAULT, FINDINGS, OK
from credlint.cli.session import Session, emit, options, progress, wants_color
from credlint.cli.web import allow_private_option, remembered_option, verifier
from credlint.escape import presentable
from credlint.finding import Severity
from credlint.report import Report
from credlint.reporters import formats, render

FAIL_ON = [*(level.value for level in reversed(Severity)), "never"]


@click.command("check")
@options("paths", "config", "as-of")
@click.option("--format", "format_name", type=click.Choice(formats()), default="text", show_default=True)
@options("output", "select", "ignore")
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "info", "never"]), help="Exit 1 from this severity on."
)
@options("stdin-filename", "jobs", "no-cache", "force-exclude", "shard", "quiet")
@click.option("--links/--no-links", "links", default=False, help="Ask the web whether outbound links are alive.")
@allow_private_option
@remembered_option
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of listing them.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
def command(
    paths: tuple[str, ...],
    config_file: Path | None,
    as_of: date | None,
    format_name: str,
    output: Path | None,
    select: str | None,
    ignore: str | None,
    fail_on: str | None,
    stdin_filename: str | None,
    jobs: int | None,
    no_cache: bool,
    force_exclude: bool,
    shard: tuple[int, int] | None,
    quiet: bool,
    links: bool,
    allow_private: tuple[str, ...],
    remembered_links: bool,
    statistics: bool,
    color: str,
) -> int:
    """Lints articles: PATHs are files, folders or - (stdin). Without any, the configured content or this folder."""
    from credlint import run

    session = Session.start(config_file, as_of, not no_cache)
    session.select(select, ignore)
    sources = session.sources(paths, stdin_filename, force_exclude, shard)
    asks = links or remembered_links
    verify = verifier(session, allow_private, remembered_links, quiet) if asks else None
    with progress(len(sources), quiet) as advance:
        report = run.check(session.plan(sources, jobs, verify), advance)
    if statistics:
        text = _statistics(report)
    elif format_name == "text":
        from credlint.reporters import text as text_reporter

        text = text_reporter.render(presentable(report), color=wants_color(color, output), summary=not quiet)
    else:
        text = render(report, format_name)
    emit(text, output)
    if format_name == "github":
        _add_summary(report)
    threshold = session.config.fail_on if fail_on is None else None if fail_on == "never" else Severity(fail_on)
    return exit_code(report, threshold)


def _add_summary(report: Report) -> None:
    """Adds to the summary of a GitHub job, which other steps write to as well; elsewhere there is none."""
    from credlint.reporters import github

    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if file:
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(github.summary(presentable(report)))


def exit_code(report: Report, threshold: Severity | None) -> int:
    """3 after a crash of ours, 1 for findings from the threshold on, else 0."""
    if report.crashes:
        return FAULT
    if threshold is None:
        return OK
    failing = any(
        finding.severity.rank >= threshold.rank and finding.introduced is not False for finding in report.findings
    )
    return FINDINGS if failing else OK


def _statistics(report: Report) -> str:
    counts: dict[tuple[str, str], int] = {}
    for finding in report.findings:
        key = finding.rule, finding.severity.value
        counts[key] = counts.get(key, 0) + 1
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{count:6}  {severity:7}  {rule}\n" for (rule, severity), count in rows)
