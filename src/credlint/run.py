"""From files to answers: reading, sharing the work among processes, building the world, asking every article.

The work has two steps, because what one article says of another can only be judged when all have been read. Each
process keeps the articles that it read and is asked about them afterwards: no article travels between processes.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import signal
import stat
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from msgspec import Struct, field, structs

from credlint import article as articles
from credlint import discovery, engine
from credlint.article import Article, Unreadable
from credlint.cache import Articles
from credlint.catalog import Catalog
from credlint.config import Config
from credlint.discovery import Source
from credlint.document import Document
from credlint.document.front_matter import read_front_matter
from credlint.engine import Judged
from credlint.errors import CredlintError, UsageError, UserError
from credlint.escape import without_secrets
from credlint.finding import Finding
from credlint.gist import Gist, gist_of
from credlint.links import LinkResult
from credlint.report import CatalogNote, Crash, Report
from credlint.rule import Selection
from credlint.site import PAGE_SUFFIXES, Listing, Page, Site
from credlint.span import Position, Span
from credlint.world import World

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from credlint.cluster import Cluster

MAX_BYTES = 5_000_000
# Processor time, so that a busy machine gives up on nothing; an ordinary article takes a hundredth of it.
SECONDS_PER_FILE = 5.0
# Below this many files a process costs more than it saves.
FILES_PER_PROCESS = 16
# Articles are held from their reading to their judging up to so much text, some ten times that in memory; what has no
# room is kept in the cache or, without one, read twice if it must be opened.
HELD_CHARACTERS = 4_000_000

T = TypeVar("T")
Question = Callable[[Article, World, Selection], T]
Text = Callable[[], str | None]
Glance = Callable[[Gist, World, Selection, Text], T | None]
Progress = Callable[[int], None]
Verify = Callable[[Iterable[str]], Mapping[str, LinkResult]]


Entry = Gist


class Answer(Struct, frozen=True):
    """What a question brought for one file, or the crash that it ended in."""

    value: Any = None
    crash: Crash | None = None


class OutOfTime(BaseException):
    """A file took more processor time than any article should; no rule may take it for a fault of its own."""


class Desk:
    """Reads its share of the files, then answers questions about it; one in this process, or one in each worker."""

    def __init__(
        self,
        sources: Sequence[Source],
        catalog: Catalog,
        config: Config,
        kept: Articles | None,
        gists: Sequence[Gist | Crash] = (),
    ) -> None:
        self._sources, self._catalog, self._config, self._kept = sources, catalog, config, kept
        self.gists = [*gists]
        self._held: dict[int, tuple[bytes | None, Article]] = {}
        self._room = HELD_CHARACTERS

    def read(self, progress: Progress) -> list[Gist]:
        for source in self._sources:
            self.gists.append(self._survey(source))
            progress(1)
        if self._kept:
            self._kept.close()
        return [
            Gist(Page(source.place)).at(source.place, source.path) if isinstance(gist, Crash) else gist
            for source, gist in zip(self._sources, self.gists, strict=True)
        ]

    def ask(
        self, question: Question[Any], world: World, progress: Progress, glance: Glance[Any] | None = None
    ) -> list[Answer]:
        world = structs.replace(world, catalog=self._catalog)
        answers = []
        for number, (source, gist) in enumerate(zip(self._sources, self.gists, strict=True)):
            answers.append(self._ask(question, glance, number, gist, world, source))
            progress(1)
        if self._kept:
            self._kept.close()
        return answers

    def _schemas(self, place: str) -> tuple[tuple[str, dict[str, object]], ...]:
        """The schema for one file: globs see places, and rules know only how a file is shown."""
        schema = self._config.schema_for(place)
        return () if schema is None else (("*", schema),)

    def _fault(self, source: Source, step: str, fault: Exception) -> Crash:
        if os.environ.get("CREDLINT_DEBUG", "") not in ("", "0"):
            traceback.print_exception(fault)
        return engine.crash(source.path, step, fault)

    def _survey(self, source: Source) -> Gist | Crash:
        try:
            with _deadline(SECONDS_PER_FILE):
                return self._gist(_load(source), source)
        except OutOfTime:
            return self._gist(_unfinished(source), source)
        except Exception as fault:
            return self._fault(source, "read", fault)

    def _gist(self, loaded: bytes | Article, source: Source) -> Gist:
        """The gist that was kept, else that of the article, which is then read, and held as long as there is room."""
        key = self._key(loaded, source)
        if self._kept and key and (known := self._kept.gist(key)):
            return known.at(source.place, source.path)
        article = loaded if isinstance(loaded, Article) else self._article(loaded, source)
        found = gist_of(article, source.place, self._catalog)
        self._room -= len(article.document.text)
        if self._room >= 0:
            self._held[len(self.gists)] = key, article
        if self._kept and key and _may_be_kept(article):
            self._kept.put_gist(key, found)
            if self._room < 0:
                self._kept.put_article(key, article)
        return found

    def _opened(self, number: int, source: Source) -> Article:
        """The article itself: held, kept, or read anew. A file that has changed since is judged as it is now."""
        key, article = self._held.pop(number, (None, None))
        if article is None:
            loaded = _load(source)
            if isinstance(loaded, Article):
                return loaded
            key = self._key(loaded, source)
            if self._kept and key and (known := self._kept.article(key, decode(loaded)[0], source.path)):
                return known
            article = self._article(loaded, source)
        if self._kept and key and _may_be_kept(article):
            self._kept.put_article(key, article)
        return article

    def _key(self, loaded: bytes | Article, source: Source) -> bytes | None:
        """What the file is kept under; those in another encoding are few and not kept."""
        if self._kept is None or isinstance(loaded, Article) or loaded.startswith(_MARKS):
            return None
        return self._kept.key(loaded, source.path)

    def _article(self, data: bytes, source: Source) -> Article:
        text, had_bom, unreadable = decode(data)
        article = articles.read(text, source.path, self._catalog.names, self._config.front_matter, had_bom)
        return structs.replace(article, unreadable=unreadable) if unreadable else article

    def _ask(
        self,
        question: Question[Any],
        glance: Glance[Any] | None,
        number: int,
        gist: Gist | Crash,
        world: World,
        source: Source,
    ) -> Answer:
        if isinstance(gist, Crash):
            return Answer(crash=gist)
        selection = self._config.selection(source.place)
        if schemas := self._schemas(source.place):
            world = structs.replace(world, schemas=schemas)
        try:
            try:
                with _deadline(SECONDS_PER_FILE):
                    answer = glance(gist, world, selection, lambda: None) if glance else None
                    if answer is None:
                        answer = question(self._opened(number, source), world, selection)
                    return Answer(answer)
            except OutOfTime:
                return Answer(question(_unfinished(source), world, selection))
        except UserError:
            raise
        except Exception as fault:
            return Answer(crash=self._fault(source, "check", fault))


class Crew:
    """Several desks, each in a process of its own, behind the same two methods."""

    def __init__(
        self, sources: Sequence[Source], catalog: Catalog, config: Config, kept: Articles | None, size: int
    ) -> None:
        import multiprocessing

        self._shares = _shares(sources, size)
        self._workers: list[tuple[BaseProcess, Connection]] = []
        # A forked child has the catalog already; where there is no fork, it is sent.
        forked = hasattr(os, "fork")
        context: Any = multiprocessing.get_context("fork" if forked else "spawn")
        for share in self._shares:
            ours, theirs = context.Pipe()
            desk = Desk([sources[i] for i in share], catalog, config, kept)
            # What a fork inherits of our ends it closes, or it would never learn that this process was killed.
            inherited = [*(connection for _, connection in self._workers), ours] if forked else []
            process = context.Process(target=_serve, args=(theirs, desk, inherited), daemon=True)
            with _signals_held():
                process.start()
            theirs.close()
            self._workers.append((process, ours))

    def read(self, progress: Progress) -> list[Gist]:
        return self._gather(("read",), progress)

    def ask(
        self, question: Question[Any], world: World, progress: Progress, glance: Glance[Any] | None = None
    ) -> list[Answer]:
        # Every worker has the catalog already.
        return self._gather(("ask", question, structs.replace(world, catalog=Catalog()), glance), progress)

    def close(self) -> None:
        for process, connection in self._workers:
            connection.close()
            process.terminate()
        for process, _ in self._workers:
            process.join()

    def _gather(self, order: tuple[Any, ...], progress: Progress) -> list[Any]:
        from multiprocessing.connection import Connection, wait

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
                if isinstance(said, UserError):
                    raise said
                if isinstance(said, int):
                    progress(said)
                    continue
                for i, result in zip(waiting.pop(ready), said, strict=True):
                    results[i] = result
        return results


@contextmanager
def _signals_held() -> Iterator[None]:
    """No signal comes while processes are started, which would meet one that has no answer to it yet."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, desk: Desk, inherited: Sequence[Connection]) -> None:
    # Ctrl-C and a closed terminal reach the whole group; the parent decides what they mean.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    for other in inherited:
        other.close()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # whom the answers were for is gone
        _answer(connection, desk)


def _answer(connection: Connection, desk: Desk) -> None:
    progress = _Batched(connection)
    while True:
        try:
            order = connection.recv()
        except (EOFError, OSError):
            return
        try:
            match order:
                case ("read",):
                    connection.send(desk.read(progress))
                case ("ask", question, world, glance):
                    connection.send(desk.ask(question, world, progress, glance))
        except UserError as mistake:
            connection.send(mistake)


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


def _may_be_kept(article: Article) -> bool:
    """Not what holds a password or token in a URL: caches travel further than articles."""
    return without_secrets(article.document.text) == article.document.text


def _size(source: Source) -> int:
    try:
        return min(source.disk.stat().st_size, MAX_BYTES) if source.data is None else len(source.data)
    except OSError:
        return 0


class Staff(Protocol):
    """Whoever reads and judges the files: this process, several, or a cluster."""

    def read(self, progress: Progress) -> list[Gist]: ...

    def ask(
        self, question: Question[Any], world: World, progress: Progress, glance: Glance[Any] | None = None
    ) -> list[Answer]: ...


@contextmanager
def crew(plan: Plan) -> Iterator[Staff]:
    """The cluster of the plan, else this process, or as many as `jobs` says where the work is worth it."""
    sources, catalog, config, kept = plan.sources, plan.catalog, plan.config, plan.kept
    size = min(plan.jobs or os.cpu_count() or 1, max(1, len(sources) // FILES_PER_PROCESS))
    if plan.scheduler is None and size == 1:
        yield Desk(sources, catalog, config, kept)
        return
    workers: Crew | Cluster
    if plan.scheduler is None:
        _ = catalog.names  # built once, before the processes part
        workers = Crew(sources, catalog, config, kept, size)
    else:
        try:
            from credlint.cluster import Cluster
        except ModuleNotFoundError as missing:
            hint = "install it with the extra: pip install 'credlint[dask]'"
            raise UsageError(f"the engine needs {missing.name}, which is not installed", hint=hint) from None
        workers = Cluster(sources, catalog, config, plan.scheduler)
    try:
        yield workers
    finally:
        workers.close()


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Ends the block with OutOfTime after so much processor time, where the platform has such a clock.

    Signals reach the main thread only; in another (of an editor's server) the block takes its time.
    Python's own regular expressions look for signals as they search, so they end as well.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _out_of_time)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _out_of_time(number: int, frame: FrameType | None) -> None:
    raise OutOfTime(f"not done after {SECONDS_PER_FILE:g} seconds of processor time")


def _load(source: Source) -> bytes | Article:
    """What is in a file, or the article that says why nobody knows."""
    try:
        data = source.data if source.data is not None else contents(source.disk)
    except OSError as problem:
        return _unread(source, f"cannot be read: {problem.strerror or problem}", "look at its kind and its permissions")
    if len(data) > MAX_BYTES:
        size = f"larger than {MAX_BYTES // 1_000_000} MB"
        return _unread(source, f"not checked, because it is {size}", "split it into articles, or exclude it")
    return data


def decode(data: bytes) -> tuple[str, bool, Unreadable | None]:
    """The text of a file, whether it began with a byte order mark, and what is wrong with its encoding as a whole.

    Single bytes that are not UTF-8 become U+FFFD, so that the rest is checked.
    """
    for mark, encoding in _OTHER_MARKS:
        if data.startswith(mark):
            reason = f"is written in {encoding.upper()}, and articles are UTF-8"
            text = data[len(mark) :].decode(encoding, "replace")
            return text, True, Unreadable(reason, "save the file as UTF-8", Span(0, min(1, len(text))))
    had_bom = data.startswith(codecs.BOM_UTF8)
    return data.decode("utf-8-sig", "replace"), had_bom, None


# The mark of UTF-32 begins with that of UTF-16, so it is looked for first.
_OTHER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKS = tuple(mark for mark, _ in _OTHER_MARKS)


def _unfinished(source: Source) -> Article:
    reason = f"not checked to its end: it took more than {SECONDS_PER_FILE:g} seconds of processor time"
    return _unread(source, reason, "look for endless lines and nesting in it, or exclude it")


def _unread(source: Source, reason: str, advice: str) -> Article:
    return Article(Document(source.path, "", ""), unreadable=Unreadable(reason, advice))


def contents(disk: Path) -> bytes:
    """What a regular file holds, as far as MAX_BYTES and one more. Raises OSError."""
    # Without O_NONBLOCK a pipe with an article's name would be waited for.
    handle = os.open(disk, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError("it is not a regular file")
        # Room for what there is: room for the most that there may be took longer to get than the file to read.
        data = os.read(handle, min(status.st_size, MAX_BYTES) + 1)
        while more := os.read(handle, MAX_BYTES + 1 - len(data)):
            data += more
        return data
    finally:
        os.close(handle)


class Tree(Protocol):
    """Files that are not those on the disk: what links may lead to, and any file by its place."""

    def listing(self, listed: Listing) -> Listing: ...

    def source(self, place: str) -> Source: ...


class Plan(Struct, frozen=True):
    """What a run is made of.

    `others` are files of the same site that are not judged. `verify` asks the web; without it nobody is asked, and
    nobody is asked about the URLs that `unasked` holds for a place. `tree` stands in for the disk. `scheduler` is the
    address of a Dask cluster that does the work.
    """

    sources: Sequence[Source]
    catalog: Catalog
    config: Config
    today: date
    jobs: int | None = None
    kept: Articles | None = None
    verify: Verify | None = None
    others: Sequence[Source] = ()
    unasked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tree: Tree | None = None
    scheduler: str | None = None


def ask(
    plan: Plan,
    question: Question[Any],
    progress: Progress = lambda done: None,
    glance: Glance[Any] | None = None,
) -> list[Answer]:
    """Reads the files, makes the world of them, and puts a question to each; the answers are in the files' order.

    `glance` may know the answer from the gist of an article; where it says None, the article is opened.
    """
    with crew(plan) as staff:
        entries = staff.read(progress)
        site = site_of(entries, plan)
        links: Mapping[str, LinkResult] = {}
        if plan.verify is not None:
            outbound = {
                url
                for entry in entries
                for url in set(entry.urls) - plan.unasked.get(entry.page.path, frozenset())
                if not site.is_internal(url)
            }
            links = plan.verify(sorted(outbound))
        return staff.ask(question, World(plan.today, plan.catalog, site, links), progress, glance)


def check(plan: Plan, progress: Progress = lambda done: None) -> Report:
    """Reads and judges the files."""
    return report(ask(plan, engine.judge, progress, engine.glance), plan.catalog, plan.today)


def report(answers: Sequence[Answer], catalog: Catalog, today: date) -> Report:
    """What was said about all files, in one order whatever process said it."""
    judged: list[Judged] = [answer.value for answer in answers if answer.crash is None]
    faults = [*crashes(answers), *(crash for one in judged for crash in one.crashes)]
    claims: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for one in judged:
        claims.update(one.claims)
        links.update(one.links)
    return Report(
        as_of=today,
        articles=len(answers),
        findings=tuple(sorted((finding for one in judged for finding in one.findings), key=order)),
        claims={verdict: claims[verdict] for verdict in engine.VERDICTS},
        links={status: links[status] for status in engine.LINK_STATUSES},
        catalog=note(catalog),
        crashes=tuple(sorted(faults, key=lambda crash: (crash.path, crash.where))),
    )


def order(finding: Finding) -> tuple[bytes, Position, str]:
    """Path, line, column, rule; among equals the order in which the rules spoke."""
    return finding.path.encode("utf-8", "surrogateescape"), finding.start, finding.rule


def site_of(entries: Sequence[Gist], plan: Plan, glance: Callable[[Source, Config], Page] | None = None) -> Site:
    """The site that was read, with what else exists where an article's links could lead to it.

    `glance` stands in for the reading of front matter; an editor keeps what it has seen.
    """
    glance = glance or page_of
    config = plan.config
    inner = any(entry.packed for entry in entries)
    listed = discovery.listing(plan.sources, config) if inner else Listing()
    site = Site(
        pages=tuple(entry.page for entry in entries)
        + (tuple(glance(source, config) for source in plan.others) if inner else ()),
        listing=plan.tree.listing(listed) if plan.tree else listed,
        url=config.site.url,
        routes=tuple((route.prefix, route.folder) for route in config.site.routes),
        public=config.site.public,
    )
    return _with_anchors(site, entries, plan) if inner else site


def page_of(source: Source, config: Config) -> Page:
    """What a file's front matter tells; its anchors are not looked for."""
    try:
        text, _, _ = decode(source.data if source.data is not None else contents(source.disk))
    except OSError:
        return Page(source.place)
    known = articles.metadata(read_front_matter(text), config.front_matter)
    return Page(source.place, known.slug, draft=known.draft)


def _with_anchors(site: Site, entries: Sequence[Gist], plan: Plan) -> Site:
    """The site with the anchors of files that were not read but are linked to with one."""
    read = {entry.page.path for entry in entries}
    wanted: set[str] = set()
    for entry in entries:
        for url in (*(link.url for link in entry.inner if b"#" in entry.packed), *(entry.urls if site.url else ())):
            if "#" in url and (lead := site.follow(url, entry.page)) and lead.target and lead.fault is None:
                wanted |= {lead.target} - read
    if not wanted:
        return site
    pages = {known.path: known for known in site.pages}
    for place in sorted(wanted):
        if place.endswith(PAGE_SUFFIXES):
            source = plan.tree.source(place) if plan.tree else Source(place, place, plan.config.root / place)
            desk = Desk([source], plan.catalog, plan.config, plan.kept)
            pages[place] = desk.read(lambda done: None)[0].page
    return structs.replace(site, pages=tuple(pages.values()))


def crashes(answers: Sequence[Answer]) -> list[Crash]:
    return [answer.crash for answer in answers if answer.crash is not None]


def note(catalog: Catalog) -> CatalogNote:
    newest = catalog.newest_check()
    return CatalogNote(catalog.digest, len(catalog.credentials), str(newest) if newest else None)
