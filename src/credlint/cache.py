"""What is kept between runs, in the user's cache folder: what articles say, by content.

Never verdicts: they depend on the day, the catalog and the options, and are cheap. Everything here can be deleted at
any time. An entry that cannot be read, or is not what was written, is an entry that is not there. The folder is never
one of the checked tree, and nothing in it is executed, so a pull request can plant nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from credlint import __version__
from credlint.article import Article, FrontMatterKeys
from credlint.plain import from_plain, to_plain

KEPT_SECONDS = 30 * 24 * 3600


def folder(environment: Mapping[str, str]) -> Path | None:
    """Where the cache is, made if need be; None where there is no place that is the user's own."""
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


class Articles:
    """Articles by the bytes of their files. Reading costs a fraction of parsing."""

    def __init__(self, path: Path, catalog_digest: str, keys: FrontMatterKeys) -> None:
        # All that an article depends on beside its own bytes: this program, the names it knows, the keys it looks for.
        meaning = json.dumps([__version__, _program(), catalog_digest, to_plain(keys, FrontMatterKeys)])
        self._meaning = hashlib.blake2b(meaning.encode(), digest_size=20).digest()
        self._folder = path / "articles"

    def get(self, data: bytes, text: str, path: str) -> Article | None:
        """The article that was kept for these bytes, under its present path."""
        try:
            stored = self._file(data, path).read_bytes()
            checksum, body = stored[:40], stored[40:]
            if hashlib.blake2b(body, digest_size=20).hexdigest().encode() != checksum:
                return None
            article = from_plain(json.loads(body), Article)
        except (OSError, ValueError, RecursionError):
            return None
        if len(article.document.prose) != len(text):
            return None
        return replace(article, document=replace(article.document, path=path, text=text))

    def put(self, data: bytes, article: Article) -> None:
        """Keeps an article, if that can be done; whether it can is nobody's concern."""
        file = self._file(data, article.path)
        bare = replace(article, document=replace(article.document, path="", text=""))
        with contextlib.suppress(OSError, ValueError):
            body = json.dumps(to_plain(bare, Article), separators=(",", ":")).encode("ascii")
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, hashlib.blake2b(body, digest_size=20).hexdigest().encode() + body)

    def sweep(self, now: float) -> None:
        """Lets go of what has not been written for a month; once a day is enough."""
        mark = self._folder / "swept"
        with contextlib.suppress(OSError):
            if mark.exists() and now - mark.stat().st_mtime < 24 * 3600:
                return
            for shelf in self._folder.iterdir():
                if shelf.is_dir():
                    for file in shelf.iterdir():
                        if now - file.stat().st_mtime > KEPT_SECONDS:
                            file.unlink()
            mark.touch()

    def _file(self, data: bytes, path: str) -> Path:
        # MDX is parsed by other rules, and the suffix tells which.
        suffix = Path(path).suffix.lower().encode("utf-8", "surrogateescape")
        key = hashlib.blake2b(self._meaning + suffix + b"\0" + data, digest_size=20).hexdigest()
        return self._folder / key[:2] / key[2:]


def _program() -> str:
    """Tells one state of an editable installation from the next, where the version stays the same."""
    package = Path(__file__).parent
    files = sorted(package.rglob("*.py"))
    return hashlib.blake2b(repr([(str(f), f.stat().st_mtime_ns) for f in files]).encode(), digest_size=8).hexdigest()


def _write(file: Path, data: bytes) -> None:
    # No fsync: what a crash of the machine leaves behind is caught by the checksum.
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
