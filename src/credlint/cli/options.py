"""The options that several commands share, as click reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from credlint.cli.session import FAIL_ON, JOBS, day_of

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return day_of(value)
        except ValueError:
            self.fail(f"{value!r} is not a day of the calendar, written YYYY-MM-DD", param, ctx)


class Shard(click.ParamType[tuple[int, int]]):
    name = "I/N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        parts = re.fullmatch(r"([0-9]{1,9})/([0-9]{1,9})", value)
        if parts is None or not 1 <= int(parts[1]) <= int(parts[2]):
            self.fail(f"{value!r} is not a shard such as 1/4", param, ctx)
        return int(parts[1]), int(parts[2])


def options(*names: str) -> Callable[[F], F]:
    """The shared options by these names, as decorators of a command."""

    def decorate(function: F) -> F:
        for name in reversed(names):
            function = OPTIONS[name](function)
        return function

    return decorate


def format_option(names: Sequence[str], default: str = "text") -> Callable[[F], F]:
    """`--format`, as `format_name`."""
    choice = click.Choice(names)
    return click.option(
        "--format", "format_name", type=choice, default=default, show_default=True, help="Output format."
    )


def file_option(*names: str, help: str) -> Callable[[F], F]:
    """An option whose value is the path of a file."""
    return click.option(*names, type=click.Path(path_type=Path), metavar="FILE", help=help)


OPTIONS: dict[str, Callable[[Any], Any]] = {
    "paths": click.argument("paths", nargs=-1, metavar="[PATH]..."),
    "config": file_option("--config", "config_file", help="Use this configuration file."),
    "as-of": click.option("--as-of", type=Day(), help="Judge as of this day.  [default: today, UTC]"),
    "stdin-filename": click.option("--stdin-filename", metavar="PATH", help="File name to assume for `-` (stdin)."),
    "jobs": click.option(
        "--jobs",
        "-j",
        type=click.IntRange(JOBS[0], JOBS[-1]),
        metavar="N",
        help="Number of processes.  [default: one per core]",
    ),
    "no-cache": click.option("--no-cache", is_flag=True, help="Do not use the cache of articles."),
    "force-exclude": click.option(
        "--force-exclude", is_flag=True, help="Apply `exclude` to files named on the command line, too."
    ),
    "quiet": click.option("--quiet", "-q", is_flag=True, help="Print no progress and no summary."),
    "output": file_option("--output", "-o", help="Write to this file."),
    "select": click.option("--select", metavar="RULE,...", help="Run only these rules (all, default, or names)."),
    "ignore": click.option("--ignore", metavar="RULE,...", help="Skip these rules."),
    "fail-on": click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        help="Exit 1 for findings of this severity or higher.  [default: error]",
    ),
    "max-catalog-age": click.option(
        "--max-catalog-age",
        type=click.IntRange(0),
        metavar="DAYS",
        help="Exit 2 if the catalog's newest evidence is older than this.",
    ),
    "shard": click.option("--shard", type=Shard(), help="Check only part I of N of the files."),
}

allow_private_option = click.option(
    "--allow-private",
    multiple=True,
    metavar="NET",
    help="Allow requests to this private network, such as 127.0.0.1/32 (also: CREDLINT_ALLOW_PRIVATE).",
)
remembered_option = click.option(
    "--remembered-links", is_flag=True, help="Judge links by the results of earlier runs; send no requests."
)
verbose_option = click.option("--verbose", "-v", is_flag=True, help="Log each request to stderr.")
