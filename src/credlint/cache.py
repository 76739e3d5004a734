"""What is kept between runs, in the user's cache folder: what articles say, by content.

Never verdicts: they depend on the day, the catalog and the options, and are cheap. Everything here can be deleted at
any time. An entry that cannot be read, or is not what was written, is an entry that is not there. The folder is never
one of the checked tree, and nothing in it is executed, so a pull request can plant nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import msgpack, structs
from msgspec.structs import replace

from credlint import __version__
from credlint.article import Article, FrontMatterKeys
from credlint.gist import Gist
from credlint.site import DeadLinksOfSite

KEPT_DAYS = 30
LOCK_SECONDS = 5.0
ROWS_AT_ONCE = 1_000
TABLES = ("gists", "articles", "sites")

_encode = msgpack.Encoder().encode
_GIST = msgpack.Decoder(Gist)
_ARTICLE = msgpack.Decoder(Article)
_DEAD_LINKS = msgpack.Decoder(DeadLinksOfSite)


class Articles:
    """Articles and their gists by the bytes of their files, in one SQLite file.

    Several runs may read and write at once, and any of them may be killed in between. Every value carries a checksum
    over itself and its key; a value that does not match is ignored, and a file that is not a database is replaced; one
    that is locked for long, and a link, are left alone. No file is opened before it is asked for anything, so a process
    may be forked until then. `day` is the present one, counted from 1970.
    """

    # It is asked for so many at once: one by one, asking took longer than reading and hashing the files.
    ASKED_AT_ONCE = 500

    def __init__(self, path: Path, catalog_digest: str, keys: FrontMatterKeys, day: int) -> None:
        # All that an article depends on beside its own bytes: this program, the names it knows, the keys it looks for.
        meaning = _encode([__version__, _program(), catalog_digest, structs.astuple(keys)])
        self._meaning = hashlib.blake2b(meaning, digest_size=20).digest()
        self._file = path / "articles.sqlite3"
        self._day = day
        self._database: sqlite3.Connection | None = None
        self._is_out_of_reach = False
        self._new: dict[tuple[str, bytes], bytes] = {}

    def key(self, content: bytes, path: str) -> bytes:
        """What an article is kept under, by the digest of its file. MDX is parsed by other rules, and the end of the
        path shows which; `.MDX` is not MDX, and a file may be named `.mdx`.
        """
        suffix = path.rpartition(".")[2].encode("utf-8", "surrogateescape")
        return hashlib.blake2b(self._meaning + suffix + b"\0" + content, digest_size=20).digest()

    def gists(self, keys: Sequence[bytes]) -> dict[bytes, Gist]:
        """Those of the articles with these keys that are there; their pages are nowhere yet (`Gist.at`)."""
        found = {}
        for key, stored in self._stored("gists", keys).items():
            with contextlib.suppress(ValueError, RecursionError):
                found[key] = _GIST.decode(stored)
        return found

    def article(self, key: bytes, text: str, path: str) -> Article | None:
        """The article with that key, under its present path; `text` is what its file holds."""
        stored = self._stored("articles", [key]).get(key)
        try:
            article = None if stored is None else _ARTICLE.decode(zlib.decompress(stored))
        except (ValueError, RecursionError, zlib.error):
            return None
        if article is None or len(article.document.prose) != len(text):
            return None
        return replace(article, document=replace(article.document, path=path, text=text))

    def dead_links(self, places: Sequence[str]) -> DeadLinksOfSite | None:
        """The dead links of the site that has files at just these places, as it was last."""
        with contextlib.suppress(ValueError, RecursionError):
            key = self._site_key(places)
            if stored := self._stored("sites", [key]).get(key):
                return _DEAD_LINKS.decode(stored)
        return None

    def put_gist(self, key: bytes, gist: Gist) -> None:
        """Keeps a gist if possible; a failure is ignored, as in `put_article`."""
        self._put("gists", key, _encode(gist.at("", "")))

    def put_article(self, key: bytes, article: Article) -> None:
        bare = replace(article, document=replace(article.document, path="", text=""))
        with contextlib.suppress(ValueError, OverflowError):  # numbers of front matter may be of any length
            self._put("articles", key, zlib.compress(_encode(bare), 1))

    def put_dead_links(self, places: Sequence[str], dead_links: DeadLinksOfSite) -> None:
        """Keeps one state of a site, in the place of the one before; links may be of any length."""
        with contextlib.suppress(ValueError, OverflowError):
            self._put("sites", self._site_key(places), _encode(dead_links))

    def _site_key(self, places: Sequence[str]) -> bytes:
        digest = hashlib.blake2b(self._meaning, digest_size=20)
        for at in range(0, len(places), ROWS_AT_ONCE):
            digest.update("\0".join([*places[at : at + ROWS_AT_ONCE], ""]).encode())
        return digest.digest()

    def sweep(self) -> None:
        """Deletes what has not been written for a month; once a day is enough."""
        with contextlib.suppress(sqlite3.Error, OSError):
            database = self._opened()
            (swept,) = database.execute("PRAGMA user_version").fetchone()
            if swept != self._day:
                with database:
                    for table in TABLES:
                        database.execute(f"DELETE FROM {table} WHERE day < ?", (self._day - KEPT_DAYS,))
                    database.execute(f"PRAGMA user_version = {self._day}")
        self.close()

    def close(self) -> None:
        """Writes what is to be kept, and closes the file."""
        self._write()
        if self._database is not None:
            self._database.close()
            self._database = None

    def _stored(self, table: str, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        stored = {key: self._new[table, key] for key in keys if (table, key) in self._new}
        ids = {_id(key): key for key in keys if key not in stored}
        marks = ",".join("?" * len(ids))
        try:
            rows = self._opened().execute(f"SELECT id, value FROM {table} WHERE id IN ({marks})", [*ids]).fetchall()
        except (sqlite3.Error, OSError):
            return stored
        for where, row in rows:
            key = ids.get(where)
            if key and type(row) is bytes and row[:16] == _checksum(key, row[16:]):
                stored[key] = row[16:]
        return stored

    def _put(self, table: str, key: bytes, value: bytes) -> None:
        self._new[table, key] = value
        if len(self._new) >= ROWS_AT_ONCE:
            self._write()

    def _write(self) -> None:
        if not self._new:
            return
        rows, self._new = self._new, {}
        try:
            self._insert(rows)
        except sqlite3.DatabaseError as problem:
            if isinstance(problem, sqlite3.OperationalError):  # locked, full or read-only: it stays as it is
                return
            with contextlib.suppress(sqlite3.Error, OSError):
                self._delete()
                self._insert(rows)
        except OSError:
            return

    def _insert(self, rows: Mapping[tuple[str, bytes], bytes]) -> None:
        database = self._opened()
        with database:
            for table in TABLES:
                database.executemany(
                    f"INSERT OR REPLACE INTO {table} (id, value, day) VALUES (?, ?, ?)",
                    [
                        (_id(key), _checksum(key, value) + value, self._day)
                        for (of, key), value in rows.items()
                        if of == table
                    ],
                )

    def _opened(self) -> sqlite3.Connection:
        if self._database is None:
            if self._is_out_of_reach or self._file.is_symlink():
                raise OSError
            self._file.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(self._file, timeout=LOCK_SECONDS)
            try:
                # What a crash of the machine leaves behind is caught by the checksums.
                database.execute("PRAGMA synchronous = OFF")
                for table in TABLES:
                    database.execute(
                        f"CREATE TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY, value BLOB, day INTEGER)"
                    )
            except UnicodeDecodeError as problem:  # SQLite quotes what is damaged
                database.close()
                raise sqlite3.DatabaseError("damaged") from problem
            except BaseException as problem:
                database.close()
                self._is_out_of_reach = isinstance(problem, sqlite3.OperationalError)  # not to be waited for once more
                raise
            self._database = database
        return self._database

    def _delete(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None
        self._file.unlink(missing_ok=True)


def _id(key: bytes) -> int:
    """The id of a row; its checksum shows whether it is the right one."""
    return int.from_bytes(key[:8], "big", signed=True)


def _checksum(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, key=key, digest_size=16).digest()


def _program() -> str:
    """Identifies a state of the program, where the version stays the same."""
    modules = []
    for folder, inner, names in os.walk(Path(__file__).parent):
        inner[:] = [name for name in inner if name != "__pycache__"]
        paths = (f"{folder}/{name}" for name in names if name.endswith(".py"))
        modules += [(path, os.stat(path).st_mtime_ns) for path in paths]  # noqa: PTH116 - `Path` takes thrice the time
    return hashlib.blake2b(repr(sorted(modules)).encode(), digest_size=8).hexdigest()
