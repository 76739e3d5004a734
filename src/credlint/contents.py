"""What files of a checked tree hold: regular ones alone, and no more of them than was asked for.

A pipe with an article's or a configuration's name would be waited for, and a device never ends.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

# An article; and what a site says about itself: a configuration, a schema, a list of ignored files.
MAX_BYTES = 5_000_000
MAX_BYTES_OF_SETTINGS = 500_000


def contents(disk: str | Path, most: int = MAX_BYTES) -> bytes:
    """What a regular file holds, as far as `most` bytes and one more. Raises OSError."""
    # Without O_NONBLOCK a pipe would be waited for.
    handle = os.open(disk, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError("it is not a regular file")
        # Room for what there is: room for the most that there may be took longer to get than the file to read.
        data = os.read(handle, min(status.st_size, most) + 1)
        # One that gave just what it has is at its end.
        while len(data) != status.st_size and (more := os.read(handle, most + 1 - len(data))):
            data += more
        return data
    finally:
        os.close(handle)


def of_settings(disk: str | Path) -> bytes:
    """What a regular file of settings holds. Raises OSError, also where that is more than anybody writes."""
    data = contents(disk, MAX_BYTES_OF_SETTINGS)
    if len(data) > MAX_BYTES_OF_SETTINGS:
        raise OSError(f"it is larger than {MAX_BYTES_OF_SETTINGS // 1_000} kB")
    return data
