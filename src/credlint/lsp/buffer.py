"""An article that is open in an editor, and the latest snapshot of it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from lsprotocol import types
from msgspec import Struct, field

from credlint.article import Article
from credlint.discovery import SourceFile
from credlint.engine import Judged
from credlint.escape import presentable
from credlint.finding import Finding
from credlint.lsp.project import Project
from credlint.site import PAGE_SUFFIXES
from credlint.span import Lines, Span
from credlint.world import World

LANGUAGES = {"markdown": ".md", "mdx": ".mdx"}
BOM = "\ufeff"


class Text:
    """A text as the editor has it, and its places as the protocol counts them: lines from 0, columns in UTF-16 units.

    `content` is without a byte order mark, as an article's is; an editor may leave it in.
    """

    def __init__(self, written: str) -> None:
        self.written = written
        self.content = written.removeprefix(BOM)
        self._shift = len(written) - len(self.content)
        self._lines = Lines(written)

    def range(self, span: Span) -> types.Range:
        return types.Range(self._position(span.start), self._position(span.end))

    def offset(self, position: types.Position) -> int:
        """The offset of a place; what lies beyond the line or the text means its end."""
        return max(0, self._lines.from_utf16(position.line, position.character) - self._shift)

    def span(self, range: types.Range) -> Span:
        start, end = sorted((self.offset(range.start), self.offset(range.end)))
        return Span(start, end)

    def _position(self, offset: int) -> types.Position:
        offset = min(max(offset + self._shift, 0), len(self._lines.text))
        return types.Position(*self._lines.utf16(offset))


class Snapshot(Struct, frozen=True):
    """One state of an article: what it says in that version of its text, and what is found in it."""

    version: int | None
    project: Project
    source: SourceFile
    text: Text
    article: Article
    judged: Judged

    @property
    def findings(self) -> tuple[Finding, ...]:
        return presentable(self.judged.findings)

    @property
    def world(self) -> World:
        return self.project.world(self.source)


class Buffer(Struct, eq=False):
    """An article that is open; `folder` is the workspace's, `written` its text at `version`.

    `snapshot` is the latest that succeeded, so it may be of an older version. `changed`: something is to be read or
    checked; `done`: nothing is. `unsettled`: the others have not learned yet what changed in it. `saved`: it has been
    saved since the web was asked about its links.
    """

    uri: str
    folder: Path
    path: Path
    written: str
    version: int | None
    snapshot: Snapshot | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    unsettled: bool = False
    saved: bool = True
    rests_until: float = 0.0

    def mark_changed(self) -> None:
        self.done.clear()
        self.changed.set()


def key(uri: str) -> str:
    """One name for the spellings of a URI: clients do not agree on what to percent-encode."""
    return unquote(uri)


def path_of(uri: str) -> Path | None:
    """The file of a `file:` URI; other schemes (`untitled:`) have none."""
    parts = urlsplit(uri)
    if parts.scheme.lower() != "file":
        return None
    path = url2pathname(parts.path)
    return Path(f"//{parts.netloc}{path}" if parts.netloc not in ("", "localhost") else path)


def article_path(uri: str, language: str, folder: Path) -> Path | None:
    """Where an article stands, or would stand in `folder` while it has no file; None for what is no article."""
    path = path_of(uri)
    suffix = LANGUAGES.get(language.lower())
    if path is not None:
        return path if suffix or path.name.lower().endswith(PAGE_SUFFIXES) else None
    name = unquote(uri.partition(":")[2]).rpartition("/")[2] or "untitled"
    if name.lower().endswith(PAGE_SUFFIXES):
        return folder / name
    return folder / (name + suffix) if suffix else None
