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
@click.option("--since", metavar="REF", help="Fail only for what the change since REF (git) introduced.")
@file_option("--baseline", help="Hold back the findings that this file holds.")
@file_option("--write-baseline", help="Write the findings to this file; with --baseline, only those that it had.")
@click.option("--fix", is_flag=True, help="Apply the fixes that cannot change what an article says.")
@click.option("--suggestions", is_flag=True, help="Apply also those that do; read what they did.")
@click.option("--diff", is_flag=True, help="Show what the fixes would change, write nothing; exit 1 if anything.")
@options("max-catalog-age", "stdin-filename", "jobs", "no-cache", "force-exclude", "shard", "quiet")
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True, help="Who does the work."
)
@click.option("--scheduler", metavar="ADDRESS", help="The Dask scheduler for --engine dask: tcp://HOST:8786.")
@click.option("--links/--no-links", "links", default=False, help="Ask the web whether outbound links are alive.")
@allow_private_option
@remembered_option
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of listing them.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Whether to colour.",
)
def command(**given: Any) -> int:
    """Lints articles: PATHs are files, folders or - (stdin). Without any, the configured content or this folder.

    Exits 0 where nothing is at or above --fail-on, 1 where something is, 2 where what was asked cannot be done.
    """
    request = Request(**given)
    if (request.engine == "dask") != (request.scheduler is not None):
        raise UsageError(
            "--engine dask and --scheduler belong together", hint="--engine dask --scheduler tcp://HOST:8786"
        )
    if "-" in request.paths and (request.watch or (request.fixes and not request.diff)):
        raise UsageError("`-` is no file to write or to watch", hint="name files, or use --diff")
    if request.watch:
        from credlint.cli.watch import watch

        return watch(lambda: once(request), lambda: watched(request))
    return once(request)
