"""The codes of regular expressions, kept in the cache folder from run to run for one version of Python.

A file that is not exactly as it was written is ignored, and codes that cannot be kept are made again.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import sys
from pathlib import Path

from msgspec import DecodeError, msgpack

from credlint import lazy_re
from credlint.store import read_sealed, write_sealed

# More than the program has, so that those of its earlier versions are dropped.
MOST = 2_000
# Belongs to the codes: count up when `regex_code` makes others of the same patterns.
FORM = 2


def remember(folder: Path) -> None:
    """Has patterns compiled from the codes in a folder, and new codes kept there when the program ends."""
    file = folder / f"patterns-{hashlib.sha256(f'{FORM} {sys.version}'.encode()).hexdigest()[:16]}"
    lazy_re.kept.update(_read(file))
    atexit.unregister(_write)
    atexit.register(_write, file)


def _read(file: Path) -> dict[bytes, bytes]:
    with contextlib.suppress(DecodeError):
        if (data := read_sealed(file)) is not None:
            return msgpack.decode(data, type=dict[bytes, bytes])
    return {}


def _write(file: Path) -> None:
    if not lazy_re.made:
        return
    kept = lazy_re.kept if len(lazy_re.kept) < MOST else {}
    write_sealed(file, msgpack.encode({**kept, **lazy_re.made}))
