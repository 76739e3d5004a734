"""What links answered in earlier runs, kept on disk for the next one.

An SQLite file, because several runs may read and write at once and any of them may be killed in between. Every row
carries a checksum and is read on its own: a damaged one is ignored, and a file that is not a database is replaced.
Nothing in it is executed, no URL is in it as written (keys are hashes, what is shown is masked), and the permissions
that a result was obtained under are part of its key.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import fields

from credlint.links import LinkResult, LinkStatus, Policy, Reason

VERSION = 1
KEPT = timedelta(days=400)
_LOCK_SECONDS = 5.0


class LinkStore:
    """Results by URL in one file of a folder. What cannot be read or written is not there; nothing is raised for it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "links.sqlite3"

    def recall(self, urls: Iterable[str], policy: Policy) -> dict[str, LinkResult]:
        """What is remembered of these URLs, however old, as far as it was learnt under the same permissions."""
        found: dict[str, LinkResult] = {}
        with self._open(writing=False) as database:
            if database is None:
                return found
            for url in urls:
                key = _key(url, policy)
                for entry, checksum in database.execute("SELECT entry, checksum FROM links WHERE key = ?", (key,)):
                    result = _decoded(key, entry, checksum)
                    if result is not None:
                        found[url] = result
        return found

    def remember(self, results: Mapping[str, LinkResult], policy: Policy) -> None:
        """Keeps results, each in place of the one before it. What was not asked (`skipped`) is not kept."""
        rows = []
        for url, result in results.items():
            if result.status is not LinkStatus.SKIPPED and result.checked_at:
                key, entry = _key(url, policy), _encoded(result)
                rows.append((key, entry, _checksum(key, entry), result.checked_at))
        if not rows:
            return
        with self._open(writing=True) as database:
            if database is None:
                return
            database.executemany(
                "INSERT OR REPLACE INTO links (key, entry, checksum, checked_at) VALUES (?, ?, ?, ?)", rows
            )
            newest = max(row[3] for row in rows)
            with contextlib.suppress(ValueError, OverflowError):
                oldest = datetime.fromisoformat(newest) - KEPT
                database.execute("DELETE FROM links WHERE checked_at < ?", (oldest.isoformat(timespec="seconds"),))

    @contextmanager
    def _open(self, *, writing: bool) -> Iterator[sqlite3.Connection | None]:
        """The database in one transaction, or None where it cannot be opened; errors inside end it quietly."""
        try:
            database = self._connected(writing=writing)
        except sqlite3.Error as problem:
            database = None
            if writing and _is_damaged(problem):
                self._delete()
                with contextlib.suppress(sqlite3.Error):
                    database = self._connected(writing=True)
        if database is None:
            yield None
            return
        try:
            with database:
                yield database
        except sqlite3.Error as problem:
            if writing and _is_damaged(problem):
                self._delete()
        finally:
            database.close()

    def _connected(self, *, writing: bool) -> sqlite3.Connection | None:
        if self._file.is_symlink() or (not writing and not self._file.is_file()):
            return None
        # Transactions are begun by hand: IMMEDIATE takes the lock at once, so that two writers wait for each other
        # where they would otherwise both read first and then fail.
        database = sqlite3.connect(self._file, timeout=_LOCK_SECONDS, isolation_level=None)
        try:
            if writing:
                database.execute("BEGIN IMMEDIATE")
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if version != VERSION:
                if not writing:
                    database.close()
                    return None
                database.execute("DROP TABLE IF EXISTS links")
                columns = "key BLOB PRIMARY KEY, entry TEXT, checksum BLOB, checked_at TEXT"
                database.execute(f"CREATE TABLE links ({columns}) WITHOUT ROWID")
                database.execute(f"PRAGMA user_version = {VERSION}")
        except BaseException:
            database.close()
            raise
        return database

    def _delete(self) -> None:
        with contextlib.suppress(OSError):
            self._file.unlink()


def _is_damaged(problem: sqlite3.Error) -> bool:
    """Whether the file is damaged; a lock that another run holds, or a full disk, is an OperationalError."""
    return not isinstance(problem, sqlite3.OperationalError) or "malformed" in str(problem)


def _key(url: str, policy: Policy) -> bytes:
    permissions = [sorted(map(str, policy.allow_private)), policy.ca_file]
    text = json.dumps([permissions, url])
    return hashlib.sha256(text.encode()).digest()


def _encoded(result: LinkResult) -> str:
    return json.dumps({field.name: getattr(result, field.name) for field in fields(result)}, separators=(",", ":"))


def _checksum(key: bytes, entry: str) -> bytes:
    return hashlib.sha256(key + entry.encode()).digest()[:16]


def _decoded(key: bytes, entry: object, checksum: object) -> LinkResult | None:
    """The result that a row holds, or None where the row is not what was written."""
    if not isinstance(entry, str) or _checksum(key, entry) != checksum:
        return None
    try:
        data = json.loads(entry)
        names = {field.name for field in fields(LinkResult)}
        kept = {name: value for name, value in data.items() if name in names}
        kept["status"], kept["reason"] = LinkStatus(kept["status"]), Reason(kept["reason"])
        kept["chain"] = tuple(kept["chain"])
        return LinkResult(**kept)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
