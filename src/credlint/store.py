"""Files that are written whole or not at all, files sealed by a digest, and the cache folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from credlint.contents import contents, real

_SEAL = hashlib.sha256().digest_size
# The catalog and the codes of all patterns are megabytes.
_MAX_BYTES_SEALED = 100_000_000


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """The cache folder, created if need be; None where there is no place that belongs to the user alone."""
    if named := environment.get("CREDLINT_CACHE_DIR"):
        path = Path(named)
    elif sys.platform == "win32":
        if not (local := environment.get("LOCALAPPDATA")):
            return None
        path = Path(local) / "credlint" / "cache"
    elif base := environment.get("XDG_CACHE_HOME"):
        path = Path(base) / "credlint"
    elif home := environment.get("HOME"):
        path = Path(home) / ".cache" / "credlint"
    else:
        return None
    if not path.is_absolute():
        return None
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = path.stat()
    except OSError:
        return None
    if hasattr(os, "getuid") and status.st_uid != os.getuid():
        return None
    return path


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that half of it is never seen, even after a crash. Raises OSError naming it."""
    try:
        if path.exists() and not path.is_file():  # /dev/stdout and other things that cannot be replaced
            path.write_bytes(data)
        else:
            _replace(real(path), data)
    except OSError as problem:
        problem.filename = str(path)  # not that of the temporary file, or none
        raise


def sealed(data: bytes) -> bytes:
    """The digest of the data, then the data."""
    return hashlib.sha256(data).digest() + data


def read_sealed(path: Path) -> memoryview | None:
    """The data of a sealed file; None where there is none or it is not exactly as it was written."""
    try:
        whole = memoryview(contents(path, _MAX_BYTES_SEALED))  # a view, because the catalog is megabytes
    except OSError:
        return None
    data = whole[_SEAL:]
    return data if hashlib.sha256(data).digest() == whole[:_SEAL] else None


def write_sealed(path: Path, data: bytes) -> None:
    """Keeps data for `read_sealed`, in place of what stands there, be it a link; if that cannot be, it is no error."""
    with contextlib.suppress(OSError):
        _replace(path, sealed(data))


def _replace(target: Path, data: bytes) -> None:
    import tempfile  # takes a while, and most runs write nothing

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
