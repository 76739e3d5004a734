"""Checking again whenever a file changes: times and sizes are looked at once a second, which needs no library."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from credlint.cli.entry import MISTAKE, complain
from credlint.cli.session import say
from credlint.errors import UserError

SECONDS = 1.0

Stamp = dict[Path, tuple[int, int]]


def watch(
    check: Callable[[], int], files: Callable[[], Iterable[Path]], sleep: Callable[[float], None] = time.sleep
) -> int:
    """Checks, then waits until `files`, or what they hold, are others; ends only with KeyboardInterrupt.

    A mistake of the user (a half-written configuration) is reported, and the next change is awaited.
    """
    while True:
        # Before the check, so that what changes during it is not missed.
        seen = _stamps(files)
        try:
            check()
        except UserError as mistake:
            complain(str(mistake), MISTAKE)
        say("watching for changes; Ctrl-C ends it")
        while _stamps(files) == seen:
            sleep(SECONDS)


def _stamps(files: Callable[[], Iterable[Path]]) -> Stamp:
    stamps = {}
    try:
        for file in files():
            try:
                status = file.stat()
            except OSError:
                continue
            stamps[file] = status.st_mtime_ns, status.st_size
    except UserError:
        return {}
    return stamps
