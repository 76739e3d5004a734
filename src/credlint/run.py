"""From files to answers: reading, sharing the work among processes, building the world, asking every article.

The work has two steps, because what one article says of another can only be judged when all have been read. What the
cache knows of an article is told by this process; only what it does not is read, and only what must be opened asked.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from msgspec import Struct, field, structs

from credlint import article as articles
from credlint import discovery, engine
from credlint.catalog import Catalog
from credlint.config import Config
from credlint.contents import contents
from credlint.dates import date_text
from credlint.dead_links import DeadLinkIndex
from credlint.deadline import OutOfTime, deadlines
from credlint.discovery import SourceFile
from credlint.engine import Judged
from credlint.errors import UsageError
from credlint.files import decode
from credlint.gist import Gist, Unopened
from credlint.links import LinkResult
from credlint.report import CatalogNote, CheckInterrupted, Crash, Report, order
from credlint.rule import Selection
from credlint.site import Listing, Page, Site
from credlint.worker import Answer, Executor, Progress, Question, Worker, about, recall
from credlint.world import World

if TYPE_CHECKING:
    from credlint.cache import Articles
    from credlint.cluster import Cluster
    from credlint.pool import Pool

# Below this many files a process costs more than it saves.
FILES_PER_PROCESS = 16

T = TypeVar("T")
FromGist = Callable[[Unopened, World, Selection], T | None]
Verify = Callable[[Iterable[str]], Mapping[str, LinkResult]]


class Tree(Protocol):
    """Files that are not those on the disk: what links may lead to, and any file by its place."""

    def listing(self, listed: Listing) -> Listing: ...

    def source(self, place: str) -> SourceFile: ...


class Plan(Struct, frozen=True):
    """What a run is made of.

    `others` are files of the same site that are not judged. `verify` asks the web; without it nobody is asked, and
    nobody is asked about the URLs that `unasked` holds for a place. `tree` stands in for the disk. `scheduler` is the
    address of a Dask cluster that does the work. `complain` hears what a run cannot do and no answer has a place for.
    """

    sources: Sequence[SourceFile]
    catalog: Catalog
    config: Config
    today: date
    jobs: int | None = None
    kept: Articles | None = None
    verify: Verify | None = None
    others: Sequence[SourceFile] = ()
    unasked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tree: Tree | None = None
    scheduler: str | None = None
    complain: Callable[[str], None] = lambda complaint: None


def ask(
    plan: Plan,
    question: Question[Any],
    progress: Progress = lambda done: None,
    from_gist: FromGist[Any] | None = None,
) -> list[Answer]:
    """Reads the files, makes the world of them, and puts a question to each; the answers are in the files' order.

    `from_gist` answers the question by the gist of an article, or returns None where the article must be opened.
    """
    return [answer for _, answer in sorted(_asked(plan, question, progress, from_gist), key=itemgetter(0))]


def _asked(
    plan: Plan, question: Question[Any], progress: Progress, from_gist: FromGist[Any] | None
) -> Iterator[tuple[int, Answer]]:
    """The number of each file and the answer about it, as soon as it is had."""
    gists: list[Gist | None] = [None] * len(plan.sources)
    linked: set[str] = set()
    for number, gist in recall(plan.sources, plan.kept) if plan.kept else ():
        gists[number] = _noted(gist, linked)
        progress(1)
    unread = [number for number, gist in enumerate(gists) if gist is None]
    work = sum(from_gist is None or gist is None or gist.claims for gist in gists)
    # Whether an article with links to the web is asked about is not known before the web has answered.
    with _executor(plan, work, only_opened=from_gist is not None and plan.verify is None) as executor:
        crashed = {}
        for number, read in executor.read(unread):
            if isinstance(read, Crash):
                crashed[number] = Answer(crash=read)
            else:
                gists[number] = _noted(read, linked)
            progress(1)
        known = [gist or _unread(source) for gist, source in zip(gists, plan.sources, strict=True)]
        world = _world(known, linked, plan)
        closed = []
        for number, answer in enumerate(_unopened(known, from_gist, world, plan)):
            answer = crashed.get(number, answer)
            if answer is None:
                closed.append(number)
            else:
                yield number, answer
                progress(1)
        for number, opened in executor.ask(question, closed, world):
            yield number, opened
            progress(1)


def _noted(gist: Gist, linked: set[str]) -> Gist:
    """What is held of a gist, once its root-relative links are among those of the site: many pages have the same."""
    linked.update(gist.rooted.split("\n"))
    return structs.replace(gist, rooted="") if gist.rooted else gist


def _unread(source: SourceFile) -> Gist:
    """The gist of a file of which nothing but its path is known."""
    return Gist(Page(source.place)).at(source.place, source.path)


def _world(gists: Sequence[Gist], linked: Collection[str], plan: Plan) -> World:
    """The site of the articles and what the web answers about them; the web is asked about each URL once."""
    site = site_of(gists, linked, plan)
    links: Mapping[str, LinkResult] = {}
    if plan.verify is not None:
        outbound = {
            url
            for gist in gists
            for url in set(gist.urls) - plan.unasked.get(gist.page.path, frozenset())
            if not site.is_internal(url)
        }
        links = plan.verify(sorted(outbound))
    return World(plan.today, plan.catalog, site, links)


def _unopened(
    gists: Sequence[Gist], from_gist: FromGist[Any] | None, world: World, plan: Plan
) -> Iterator[Answer | None]:
    """The answers for which no article must be opened; None for the others."""
    if from_gist is None:
        yield from [None] * len(gists)
        return
    dead_links = DeadLinkIndex(plan.sources, gists, world.site, plan.kept)
    silent = Answer(engine.SILENCE)
    with deadlines() as in_time:
        for number, (gist, source) in enumerate(zip(gists, plan.sources, strict=True)):
            answer = None
            if gist.content:  # else the file was not read
                judged_by, selection = about(source, world, plan.config)
                unopened = Unopened(gist, partial(dead_links.of, number))
                # A fault here is one of the article's as well, and is reported when that is opened.
                with contextlib.suppress(Exception, OutOfTime), in_time:
                    value = from_gist(unopened, judged_by, selection)
                    answer = None if value is None else silent if value is engine.SILENCE else Answer(value)
            yield answer
    dead_links.keep()


@contextmanager
def _executor(plan: Plan, work: int, only_opened: bool) -> Iterator[Executor]:
    """The cluster of the plan, else this process, or as many as `jobs` says where so many articles are worth it."""
    worker = Worker(plan.sources, plan.catalog, plan.config, plan.kept, only_opened)
    size = min(plan.jobs or os.cpu_count() or 1, max(1, work // FILES_PER_PROCESS))
    if plan.scheduler is None and size == 1:
        yield worker
        return
    executor: Pool | Cluster
    if plan.scheduler is None:
        from credlint.pool import Pool

        _ = plan.catalog.names  # built once, before the processes part
        executor = Pool(worker, size)
    else:
        try:
            from credlint.cluster import Cluster
        except ModuleNotFoundError as missing:
            hint = "install it with the extra: pip install 'credlint[dask]'"
            raise UsageError(f"the engine needs {missing.name}, which is not installed", hint=hint) from None
        executor = Cluster(plan.sources, plan.catalog, plan.config, plan.scheduler)
    try:
        yield executor
    finally:
        executor.close()


def check(plan: Plan, progress: Progress = lambda done: None) -> Report:
    """Reads and judges the files. Raises CheckInterrupted with what is known by then."""
    answers: list[Answer | None] = [None] * len(plan.sources)
    try:
        for number, answer in _asked(plan, engine.judge, progress, engine.judge_unopened):
            answers[number] = answer
    except KeyboardInterrupt:
        judged = report([answer for answer in answers if answer], plan.catalog, plan.today)
        raise CheckInterrupted(judged, len(plan.sources)) from None
    return report([answer for answer in answers if answer], plan.catalog, plan.today)


def report(answers: Sequence[Answer], catalog: Catalog, today: date) -> Report:
    """What was said about all files, in one order whatever process said it."""
    judged: list[Judged] = [answer.value for answer in answers if answer.crash is None]
    faults = [*crashes(answers), *(crash for one in judged for crash in one.crashes)]
    claims: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for one in judged:
        # Most say nothing, and to ask a counter thrice for each file takes as long as to judge it.
        if one.claims:
            claims.update(one.claims)
        if one.links:
            links.update(one.links)
    return Report(
        as_of=today,
        articles=len(answers),
        findings=tuple(sorted((finding for one in judged for finding in one.findings), key=order)),
        claims={verdict: claims[verdict] for verdict in engine.VERDICTS},
        links={status: links[status] for status in engine.LINK_STATUSES},
        catalog=catalog_note(catalog),
        crashes=tuple(sorted(faults, key=lambda crash: (crash.path, crash.where))),
    )


def site_of(
    entries: Sequence[Gist],
    linked: Collection[str],
    plan: Plan,
    read_page: Callable[[SourceFile, Config], Page] | None = None,
) -> Site:
    """The site that was read, with what else exists where an article's links could lead to it.

    `linked`: the root-relative links of the entries. `read_page` stands in for `page_of`, because an editor
    keeps the pages that it has read.
    """
    read_page = read_page or page_of
    config = plan.config
    inner = any(entry.packed != b"" for entry in entries)
    listed = discovery.listing(plan.sources, config) if inner else Listing()
    for folder in listed.unlisted:
        name = config.root if folder == "." else folder
        plan.complain(f"{name}: cannot be listed, so links into it are not judged")
    site = Site(
        pages=tuple(entry.page for entry in entries)
        + (tuple(read_page(source, config) for source in plan.others) if inner else ()),
        listing=plan.tree.listing(listed) if plan.tree else listed,
        url=config.site.url,
        routes=tuple((route.prefix, route.folder) for route in config.site.routes),
        public=config.site.public,
        linked=frozenset(linked),
    )
    return _with_anchors(site, entries, plan) if inner else site


def page_of(source: SourceFile, config: Config) -> Page:
    """What a file's front matter tells; its anchors are not looked for."""
    from credlint.document.front_matter import read_front_matter  # most runs read none here

    try:
        text, _, _ = decode(source.data if source.data is not None else contents(source.disk))
    except OSError:
        return Page(source.place)
    known = articles.metadata(read_front_matter(text), config.front_matter)
    return Page(source.place, known.slug, draft=known.draft)


def _with_anchors(site: Site, entries: Sequence[Gist], plan: Plan) -> Site:
    """The site with the anchors of files that were not read but are linked to with one."""
    unread = site.page_files() - {entry.page.path for entry in entries}
    wanted: set[str] = set()
    for entry in entries if unread else ():
        for url in (*entry.to_places.split("\n"), *(entry.urls if site.url else ())):
            found = site.resolve(url, entry.page) if "#" in url else None
            if found is not None and found.target and found.fault is None:
                wanted |= {found.target} & unread
    if not wanted:
        return site
    pages = {known.path: known for known in site.pages}
    linked = set(site.linked)
    for source in filter(None, (_beside(place, plan) for place in sorted(wanted))):
        ((_, gist),) = Worker([source], plan.catalog, plan.config, plan.kept).read([0])
        pages[source.place] = _noted(gist, linked).page if isinstance(gist, Gist) else Page(source.place)
    return structs.replace(site, pages=tuple(pages.values()), linked=frozenset(linked))


def _beside(place: str, plan: Plan) -> SourceFile | None:
    """A file of the site that is not among the sources; None where a link leads out of it."""
    if plan.tree:
        return plan.tree.source(place)
    root = plan.config.root
    return (
        discovery.source_of(root / place, plan.config, root) if discovery.led_to(f"{root}/{place}", str(root)) else None
    )


def crashes(answers: Sequence[Answer]) -> list[Crash]:
    return [answer.crash for answer in answers if answer.crash is not None]


def catalog_note(catalog: Catalog) -> CatalogNote:
    return CatalogNote(catalog.digest, len(catalog.credentials), date_text(catalog.newest_check()))
