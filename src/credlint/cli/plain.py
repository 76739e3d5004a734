"""Plain command lines, such as those of hooks and editors, read without click: its import takes as long as their check.

Whatever is not plain is left to click: options that do not stand here, values that it refuses, calls for help.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from credlint.cli.checking import Request
from credlint.cli.session import FAIL_ON, JOBS, day_of
from credlint.reporters import formats

T = TypeVar("T")


def request(arguments: Sequence[str]) -> Request | None:
    """What click makes of the arguments of `credlint check`; None where click has to read them."""
    paths: list[str] = []
    given: dict[str, Any] = {}
    left = iter(arguments)
    try:
        for argument in left:
            if argument in FLAGS:
                name, given[name] = FLAGS[argument]
            elif argument == "-" or not argument.startswith("-"):
                paths.append(argument)
            else:
                option, text = _parted(argument)
                name, read = VALUES[option]
                given[name] = read(next(left) if text is None else text)
    except (KeyError, ValueError, StopIteration):
        return None
    return Request(paths=tuple(paths), **given)


def _parted(argument: str) -> tuple[str, str | None]:
    """An option, and its value where both are one argument: `--jobs=2`, `-j2`."""
    if argument.startswith("--"):
        option, equals, text = argument.partition("=")
        return option, text if equals else None
    return argument[:2], argument[2:] or None


def _one_of(choices: Sequence[T], value: T) -> T:
    """The value. Raises ValueError where it is not one of the choices."""
    return choices[choices.index(value)]


FLAGS: dict[str, tuple[str, bool]] = {
    "--force-exclude": ("force_exclude", True),
    "--no-cache": ("no_cache", True),
    "--no-links": ("links", False),
    "--quiet": ("quiet", True),
    "-q": ("quiet", True),
}
VALUES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "--as-of": ("as_of", day_of),
    "--config": ("config_file", Path),
    "--fail-on": ("fail_on", lambda text: _one_of(FAIL_ON, text)),
    "--format": ("format_name", lambda text: _one_of(formats(), text)),
    "--ignore": ("ignore", str),
    "--jobs": ("jobs", lambda text: _one_of(JOBS, int(text))),
    "-j": ("jobs", lambda text: _one_of(JOBS, int(text))),
    "--select": ("select", str),
    "--stdin-filename": ("stdin_filename", str),
}
