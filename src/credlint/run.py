"""From files to answers: reading, sharing the work among processes, building the world, asking every article.

The work has two steps, because what one article says of another can only be judged when all have been read. Each process
keeps the articles that it read and is asked about them afterwards, so that no article ever travels between processes.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import signal
import stat
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any, TypeVar

from credlint import article as articles
from credlint import engine
from credlint.article import Article
from credlint.catalog import Catalog
from credlint.config import Config
from credlint.discovery import Source
from credlint.errors import CredlintError
from credlint.report import CatalogNote, Crash, Report
from credlint.rule import Selection
from credlint.site import Site
from credlint.world import World

MAX_BYTES = 5_000_000
# Processor time, so that a busy machine gives up on nothing; an ordinary article takes a hundredth of it.
SECONDS_PER_FILE = 5.0
# Below this many files a process costs more than it saves.
FILES_PER_PROCESS = 16

T = TypeVar("T")
Question = Callable[[Article, World, Selection], T]
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the others need to know of an article that was read."""

    path: str
    place: str
    slug: str | None = None
    anchors: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question brought for one file, or the crash that it ended in."""

    value: Any = None
    crash: Crash | None = None


class OutOfTime(Exception):
    """A file took more processor time than any article should."""


class Desk:
    """Reads its share of the files, then answers questions about it; one in this process, or one in each worker."""

    def __init__(self, sources: Sequence[Source], catalog: Catalog, config: Config) -> None:
        self._sources, self._catalog, self._config = sources, catalog, config
        self._articles: list[Article | Crash] = []

    def read(self, progress: Progress) -> list[Entry]:
        entries = []
        for source in self._sources:
            article = self._read(source)
            self._articles.append(article)
            entries.append(_entry(article, source))
            progress(1)
        return entries

    def ask(self, question: Question[Any], world: World, progress: Progress) -> list[Answer]:
        world = dataclasses.replace(world, catalog=self._catalog)
        answers = []
        for source, article in zip(self._sources, self._articles, strict=True):
            answers.append(self._ask(question, article, world, source))
            progress(1)
        return answers

    def _read(self, source: Source) -> Article | Crash:
        try:
            with _deadline(SECONDS_PER_FILE):
                return _article(source, self._catalog, self._config)
        except Exception as fault:
            return engine.crash(source.path, "read", fault)

    def _ask(self, question: Question[Any], article: Article | Crash, world: World, source: Source) -> Answer:
        if isinstance(article, Crash):
            return Answer(crash=article)
        try:
            with _deadline(SECONDS_PER_FILE):
                return Answer(question(article, world, self._config.selection(source.place)))
        except Exception as fault:
            return Answer(crash=engine.crash(source.path, "check", fault))


class Crew:
    """Several desks, each in a process of its own, behind the same two methods."""

    def __init__(self, sources: Sequence[Source], catalog: Catalog, config: Config, size: int) -> None:
        self._shares = _shares(sources, size)
        self._workers: list[tuple[multiprocessing.process.BaseProcess, Connection]] = []
        context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
        for share in self._shares:
            ours, theirs = context.Pipe()
            desk = Desk([sources[i] for i in share], catalog, config)
            process = context.Process(target=_serve, args=(theirs, desk), daemon=True)
            process.start()
            theirs.close()
            self._workers.append((process, ours))

    def read(self, progress: Progress) -> list[Entry]:
        return self._gather(("read",), progress)

    def ask(self, question: Question[Any], world: World, progress: Progress) -> list[Answer]:
        # Every worker has the catalog already.
        return self._gather(("ask", question, dataclasses.replace(world, catalog=Catalog())), progress)

    def close(self) -> None:
        for process, connection in self._workers:
            connection.close()
            process.terminate()
        for process, _ in self._workers:
            process.join()

    def _gather(self, order: tuple[Any, ...], progress: Progress) -> list[Any]:
        for _, connection in self._workers:
            connection.send(order)
        results: list[Any] = [None] * sum(map(len, self._shares))
        waiting = {connection: share for (_, connection), share in zip(self._workers, self._shares, strict=True)}
        while waiting:
            for ready in wait(list(waiting)):
                assert isinstance(ready, Connection)
                try:
                    said = ready.recv()
                except EOFError:
                    raise CredlintError(
                        "a worker process ended before its work was done",
                        hint="memory may have run out; try --jobs 1",
                    ) from None
                if isinstance(said, int):
                    progress(said)
                    continue
                for i, result in zip(waiting.pop(ready), said, strict=True):
                    results[i] = result
        return results


def _serve(connection: Connection, desk: Desk) -> None:
    # Ctrl-C reaches the whole group; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    progress = _Batched(connection)
    while True:
        try:
            order = connection.recv()
        except (EOFError, OSError):
            return
        match order:
            case ("read",):
                connection.send(desk.read(progress))
            case ("ask", question, world):
                connection.send(desk.ask(question, world, progress))


class _Batched:
    """Tells progress a few times a second at most."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._done, self._told = connection, 0, time.monotonic()

    def __call__(self, done: int) -> None:
        self._done += done
        if time.monotonic() - self._told > 0.2:
            self._connection.send(self._done)
            self._done, self._told = 0, time.monotonic()


def _shares(sources: Sequence[Source], size: int) -> list[list[int]]:
    """The files dealt out by size, largest first, each to whoever has least so far."""
    weights = [_size(source) for source in sources]
    shares: list[list[int]] = [[] for _ in range(size)]
    loads = [0] * size
    for i in sorted(range(len(sources)), key=lambda i: (-weights[i], i)):
        least = loads.index(min(loads))
        shares[least].append(i)
        loads[least] += weights[i] + 500  # what a file costs beside its length
    return shares


def _size(source: Source) -> int:
    try:
        return min(source.disk.stat().st_size, MAX_BYTES) if source.data is None else len(source.data)
    except OSError:
        return 0


@contextmanager
def crew(sources: Sequence[Source], catalog: Catalog, config: Config, jobs: int | None) -> Iterator[Desk | Crew]:
    """Whoever reads and judges the files: this process, or as many as `jobs` says where the work is worth it."""
    size = min(jobs or os.cpu_count() or 1, max(1, len(sources) // FILES_PER_PROCESS))
    if size == 1:
        yield Desk(sources, catalog, config)
        return
    _ = catalog.names  # built once, before the processes part
    workers = Crew(sources, catalog, config, size)
    try:
        yield workers
    finally:
        workers.close()


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Ends the block with OutOfTime after so much processor time, where the platform has such a clock.

    Python's own regular expressions look for signals as they search, so they end as well.
    """
    if not hasattr(signal, "setitimer") or signal.getsignal(signal.SIGVTALRM) not in (signal.SIG_DFL, _out_of_time):
        yield
        return
    signal.signal(signal.SIGVTALRM, _out_of_time)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _out_of_time(number: int, frame: FrameType | None) -> None:
    raise OutOfTime(f"not done after {SECONDS_PER_FILE:g} seconds of processor time")


def _article(source: Source, catalog: Catalog, config: Config) -> Article:
    data = source.data if source.data is not None else _bytes(source)
    return articles.read(data.decode("utf-8", "replace"), source.path, catalog.names)


def _bytes(source: Source) -> bytes:
    # Without O_NONBLOCK a pipe with an article's name would be waited for.
    handle = os.open(source.disk, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("not a regular file")
        return file.read(MAX_BYTES + 1)


def _entry(article: Article | Crash, source: Source) -> Entry:
    if isinstance(article, Crash):
        return Entry(source.path, source.place)
    return Entry(
        source.path,
        source.place,
        article.metadata.slug,
        tuple(anchor.name for anchor in article.document.anchors),
        tuple(link.url for link in article.document.links if link.url.startswith(("http://", "https://"))),
    )


def check(
    sources: Sequence[Source],
    catalog: Catalog,
    config: Config,
    today: date,
    jobs: int | None = None,
    progress: Progress = lambda done: None,
) -> Report:
    """Reads and judges the files."""
    answers = ask(engine.judge, sources, catalog, config, today, jobs, progress)
    return report(answers, catalog, today)


def ask(
    question: Question[Any],
    sources: Sequence[Source],
    catalog: Catalog,
    config: Config,
    today: date,
    jobs: int | None = None,
    progress: Progress = lambda done: None,
) -> list[Answer]:
    """Reads the files, makes the world of them, and puts a question to each; the answers are in the files' order."""
    with crew(sources, catalog, config, jobs) as staff:
        staff.read(progress)
        return staff.ask(question, World(today, catalog, Site()), progress)


def tell_crashes(answers: Sequence[Answer]) -> bool:
    return any(answer.crash for answer in answers)


def report(answers: Sequence[Answer], catalog: Catalog, today: date) -> Report:
    judged = [answer.value for answer in answers if answer.crash is None]
    findings = [finding for one in judged for finding in one.findings]
    crashes = [crash for one in judged for crash in one.crashes]
    crashes += [answer.crash for answer in answers if answer.crash is not None]
    claims: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for one in judged:
        claims.update(one.claims)
        links.update(one.links)
    findings.sort(key=lambda finding: (finding.path.encode("utf-8", "surrogateescape"), finding.start, finding.rule))
    return Report(
        as_of=today,
        articles=len(answers),
        findings=tuple(findings),
        claims={verdict: claims[verdict] for verdict in engine.VERDICTS},
        links={status: links[status] for status in engine.LINK_STATUSES},
        catalog=note(catalog),
        crashes=tuple(sorted(crashes, key=lambda crash: (crash.path, crash.where))),
    )


def note(catalog: Catalog) -> CatalogNote:
    newest = catalog.newest_check()
    return CatalogNote(catalog.digest, len(catalog.credentials), str(newest) if newest else None)
