"""credlint check: lint articles."""

from __future__ import annotations

from typing import Any

import click

from credlint.cli.checking import Request, once, watched
from credlint.cli.options import allow_private_option, file_option, format_option, options, remembered_option
from credlint.errors import UsageError
from credlint.reporters import formats


@click.command("check")
@options("paths", "config", "as-of")
@format_option(formats())
@options("output", "select", "ignore", "fail-on")
@click.option("--since", metavar="REF", help="Fail only for findings introduced since this git commit.")
@file_option("--baseline", help="Hold back the findings recorded in this file.")
@file_option("--write-baseline", help="Record the findings in this file; with --baseline, only those it already had.")
@click.option("--fix", is_flag=True, help="Apply the fixes that cannot change the meaning of an article.")
@click.option("--suggestions", is_flag=True, help="Apply fixes that can change the meaning, too; review the result.")
@click.option(
    "--diff", is_flag=True, help="Show what the fixes would change, but write nothing; exit 1 if there is a change."
)
@options("max-catalog-age", "stdin-filename", "jobs", "no-cache", "force-exclude", "shard", "quiet")
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True, help="Where to run."
)
@click.option("--scheduler", metavar="ADDRESS", help="Address of the scheduler for --engine dask: tcp://HOST:8786.")
@click.option("--links/--no-links", "links", default=False, help="Check outbound links on the web.")
@allow_private_option
@remembered_option
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of listing them.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes; stop with Ctrl-C.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to use colours.",
)
def command(**given: Any) -> int:
    """Lint articles.

    PATHs are files, folders or - (stdin). Without any, the configured content is checked, or else the current folder.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 a mistake in the command, its configuration or the
    catalog, 3 a fault of credlint, 130 interrupted.
    """
    request = Request(**given)
    if (request.engine == "dask") != (request.scheduler is not None):
        raise UsageError(
            "--engine dask and --scheduler must be given together", hint="--engine dask --scheduler tcp://HOST:8786"
        )
    if "-" in request.paths and (request.watch or (request.fixes and not request.diff)):
        raise UsageError("`-` (stdin) cannot be fixed in place or watched", hint="name files, or use --diff")
    if request.watch:
        from credlint.cli.watch import watch

        return watch(lambda: once(request), lambda: watched(request))
    return once(request)
