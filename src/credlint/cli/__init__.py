"""The command line: arguments in, exit code out. One file a command, imported when it is used."""

from __future__ import annotations

import gc
import sys

TYPE_CHECKING = False  # as in `typing`, which `--version` need not wait for
if TYPE_CHECKING:
    from collections.abc import Sequence

    import click


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns the exit code."""
    if arguments is None:
        return _whole_process(sys.argv[1:])
    return _main(arguments, to_the_end=False)


def _main(arguments: Sequence[str], to_the_end: bool) -> int:
    if list(arguments) == ["--version"]:  # asked for by every tool that wraps this one, so it waits for no import
        from credlint import __version__

        print(f"credlint {__version__}")
        return 0
    try:
        from credlint.cli.entry import run

        return run(arguments, to_the_end)
    except KeyboardInterrupt:  # before or after `run` could see to it
        return 130


def _whole_process(arguments: Sequence[str]) -> int:
    """`main` where nothing comes before or after.

    What a run makes is mostly kept to its end: to look it through for garbage every 700 objects, and twice at the end,
    took a tenth of a run over one article. One article makes less than so many; over thousands, memory is the same.
    """
    gc.set_threshold(50_000)
    try:
        return _main(arguments, to_the_end=True)
    finally:
        gc.freeze()


def __getattr__(name: str) -> click.Command:
    """`credlint.cli.command`, the click command that shell completion looks for."""
    if name == "command":
        from credlint.cli.commands import command

        return command
    raise AttributeError(name)
