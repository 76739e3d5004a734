"""The work of one process: reading files into articles, keeping those, and answering questions about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from msgspec import Struct, structs

from credlint import article as articles
from credlint import deadline, debug, engine
from credlint.article import Article, Unreadable
from credlint.catalog import Catalog
from credlint.config import Config
from credlint.deadline import OutOfTime, deadlines
from credlint.discovery import SourceFile
from credlint.errors import UserError
from credlint.escape import without_secrets
from credlint.files import decode, digest, is_utf_8, load, unread
from credlint.gist import Gist, gist_of
from credlint.report import Crash
from credlint.rule import Selection
from credlint.world import World

if TYPE_CHECKING:
    from credlint.cache import Articles

# Articles are held from their reading to their judging up to so much text, some ten times that in memory; what has no
# room is read twice or, where there is a cache, kept in that.
HELD_CHARACTERS = 4_000_000
HELD_BESIDE_A_CACHE = 400_000
# Of more files, the links that may lead nowhere are left with the cache: they are most of what is held of a file.
HELD_WHOLE = 500

T = TypeVar("T")
Question = Callable[[Article, World, Selection], T]
Progress = Callable[[int], None]


class Answer(Struct, frozen=True, gc=False):
    """The answer for one file, or the crash instead of it; `unread` says why the file was not read."""

    value: Any = None
    crash: Crash | None = None
    unread: Unreadable | None = None


class Executor(Protocol):
    """What reads and judges files, which are named by their numbers: this process, several, or a cluster.

    Each result comes with the number of its file as soon as it is there, in no particular order.
    """

    def read(self, numbers: Sequence[int]) -> Iterator[tuple[int, Gist | Crash]]: ...

    def ask(self, question: Question[Any], numbers: Sequence[int], world: World) -> Iterator[tuple[int, Answer]]: ...


class Worker:
    """Reads files and answers questions about them; in this process, in each of a pool, or in each task on a cluster.

    `only_opened`: only the articles that must be opened will be asked about; the gists of the others say enough.
    """

    def __init__(
        self,
        sources: Sequence[SourceFile],
        catalog: Catalog,
        config: Config,
        kept: Articles | None,
        only_opened: bool = False,
    ) -> None:
        self.sources = sources
        self._catalog, self._config, self._kept = catalog, config, kept
        self._only_opened = only_opened
        self._held: dict[int, tuple[bytes | None, bytes, Article]] = {}
        self._room = HELD_CHARACTERS if kept is None else HELD_BESIDE_A_CACHE

    def read(self, numbers: Sequence[int]) -> Iterator[tuple[int, Gist | Crash]]:
        with self._at_work(), deadlines() as in_time:
            for number in numbers:
                source = self.sources[number]
                gist: Gist | Crash
                try:
                    try:
                        with in_time:
                            gist = self._gist(number, load(source))
                    except OutOfTime:
                        gist = self._gist(number, _unfinished(source))
                except Exception as fault:
                    gist = _fault(source, "read", fault)
                yield number, gist

    def ask(self, question: Question[Any], numbers: Sequence[int], world: World) -> Iterator[tuple[int, Answer]]:
        world = structs.replace(world, catalog=self._catalog)
        with self._at_work(), deadlines() as in_time:
            for number in numbers:
                source = self.sources[number]
                judged_by, selection = about(source, world, self._config)
                try:
                    try:
                        with in_time:
                            article, content = self._opened(number)
                            if source.place in world.dead_links and world.dead_links[source.place][0] != content:
                                judged_by = structs.replace(judged_by, dead_links={})
                            value = question(article, judged_by, selection)
                    except OutOfTime:
                        article = _unfinished(source)
                        value = question(article, judged_by, selection)
                    answer = Answer(value, unread=article.unreadable)
                except UserError:
                    raise
                except Exception as fault:
                    answer = Answer(crash=_fault(source, "check", fault))
                yield number, answer

    def _gist(self, number: int, loaded: bytes | Article) -> Gist:
        """The gist of an article that is read, and held as long as there is room."""
        source = self.sources[number]
        article = loaded if isinstance(loaded, Article) else self._article(loaded, source)
        gist = gist_of(article, source.place, self._catalog)
        key = self._key(loaded, article)
        content = b"" if isinstance(loaded, Article) else digest(loaded)
        if not self._only_opened or self._is_opened(gist, source):
            self._room -= len(article.document.text)
            if self._room >= 0:
                self._held[number] = key, content, article
            elif self._kept and key:
                self._kept.put_article(key, article)
        if self._kept and key:
            self._kept.put_gist(key, gist)
        whole = key is None or len(self.sources) <= HELD_WHOLE
        return gist.at(source.place, source.path, content, whole=whole)

    def _is_opened(self, gist: Gist, source: SourceFile) -> bool:
        selection, schema = self._config.selection(source.place), self._config.schema_for(source.place)
        return engine.is_opened(gist, selection, schema, date.max)  # few have a day ahead of them: those are read twice

    def _opened(self, number: int) -> tuple[Article, bytes]:
        """The article itself, from memory, from the cache, or read again, and the digest of its file. A changed file is
        judged as it is now.
        """
        key, content, article = self._held.pop(number, (None, b"", None))
        if article is None:
            source = self.sources[number]
            loaded = load(source)
            if isinstance(loaded, Article):
                return loaded, b""
            content = digest(loaded)
            if self._kept:
                key = self._kept.key(content, source.path)
                if known := self._kept.article(key, decode(loaded)[0], source.path):
                    return known, content
            article = self._article(loaded, source)
            key = self._key(loaded, article)
        if self._kept and key:
            self._kept.put_article(key, article)
        return article, content

    def _article(self, data: bytes, source: SourceFile) -> Article:
        text, had_bom, unreadable = decode(data)
        article = articles.read(text, source.path, self._catalog.names, self._config.front_matter, had_bom)
        return structs.replace(article, unreadable=unreadable) if unreadable else article

    def _key(self, loaded: bytes | Article, article: Article) -> bytes | None:
        """What an article is kept under; None if it is not. Those in another encoding are few, and what holds a
        password or token in a URL stays out, because caches travel further than articles.
        """
        if self._kept is None or isinstance(loaded, Article) or not is_utf_8(loaded):
            return None
        text = article.document.text
        return self._kept.key(digest(loaded), article.path) if without_secrets(text) == text else None

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """What was read is kept, also by a run that is interrupted."""
        try:
            yield
        finally:
            if self._kept:
                self._kept.close()


def recall(sources: Sequence[SourceFile], kept: Articles) -> Iterator[tuple[int, Gist]]:
    """The gists that were kept of files which hold what they held then, with the numbers of those."""
    whole = len(sources) <= HELD_WHOLE
    for at in range(0, len(sources), kept.ASKED_AT_ONCE):
        batch = sources[at : at + kept.ASKED_AT_ONCE]
        contents = [b"" if isinstance(loaded := load(source), Article) else digest(loaded) for source in batch]
        keys = [kept.key(content, source.path) for content, source in zip(contents, batch, strict=True)]
        known = kept.gists(keys)
        for number, (source, content, key) in enumerate(zip(batch, contents, keys, strict=True), start=at):
            if gist := known.get(key):
                yield number, gist.at(source.place, source.path, content, whole=whole)
    kept.close()


def about(source: SourceFile, world: World, config: Config) -> tuple[World, Selection]:
    """What one file is judged by. Globs see places, and rules know only how a file is shown."""
    schema = config.schema_for(source.place)
    if schema is not None:
        world = structs.replace(world, schema=schema)
    return world, config.selection(source.place)


def _unfinished(source: SourceFile) -> Article:
    reason = f"not checked to its end: it took more than {deadline.SECONDS_PER_FILE:g} seconds of processor time"
    return unread(source, reason, "look for endless lines and nesting in it, or exclude it")


def _fault(source: SourceFile, step: str, fault: Exception) -> Crash:
    if debug.is_wanted():
        import traceback

        traceback.print_exception(fault)
    return engine.crash(source.path, step, fault)
