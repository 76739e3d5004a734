"""Reading files up to a limit, those of a checked tree only where they are regular; and where its links lead.

Reading a pipe that is named like an article could wait for ever, and a device never ends.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# An article; and what a site says about itself: a configuration, a schema, a list of ignored files.
MAX_BYTES = 5_000_000
MAX_BYTES_OF_SETTINGS = 500_000
# What an earlier run wrote, a report or a baseline: some hundred thousand findings.
MAX_BYTES_OF_RESULTS = 200_000_000


def contents(disk: str | Path, most: int = MAX_BYTES) -> bytes:
    """The contents of a regular file, up to `most` bytes and one more. Raises OSError."""
    # Without O_NONBLOCK a pipe would be waited for.
    handle = os.open(disk, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError("it is not a regular file")
        # A buffer of the file's size: allocating one of the largest size took longer than reading the file.
        data = os.read(handle, min(status.st_size, most) + 1)
        # A read of just the file's size has reached its end.
        while len(data) != status.st_size and (more := os.read(handle, most + 1 - len(data))):
            data += more
        return data
    finally:
        os.close(handle)


def real(path: Path) -> Path:
    """Where a path leads through all links; one that leads through more than the system follows stays as it is.

    `Path.resolve` ends with RuntimeError there, and takes long to find out. Raises ValueError for what is no path.
    """
    try:
        path.stat()
    except OSError as problem:
        if problem.errno == errno.ELOOP:
            return real(path.parent) / path.name
    return Path(os.path.realpath(path))


def of_settings(disk: str | Path) -> bytes:
    """The contents of a regular file of settings. Raises OSError, also for one that is too large."""
    data = contents(disk, MAX_BYTES_OF_SETTINGS)
    if len(data) > MAX_BYTES_OF_SETTINGS:
        raise OSError(f"it is larger than {MAX_BYTES_OF_SETTINGS // 1_000} kB")
    return data


def of_results(file: Path) -> bytes:
    """What the file of results holds that the user names; a pipe will do. Raises OSError, also for one too large."""
    with file.open("rb") as opened:
        data = opened.read(MAX_BYTES_OF_RESULTS + 1)
    if len(data) > MAX_BYTES_OF_RESULTS:
        raise OSError(f"it is larger than {MAX_BYTES_OF_RESULTS // 1_000_000} MB")
    return data
