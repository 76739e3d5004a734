"""From files to answers: reading, sharing the work among processes, putting a question to every article.

The work has two steps, because an article's links and claims can only be judged when all articles have been read. Files
that the cache knows are not read, and articles are not opened where their gists hold the answer.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import structs

from credlint import engine
from credlint.assembly import collect_rooted, world_of
from credlint.catalog import Catalog
from credlint.dates import date_text
from credlint.dead_links import DeadLinkIndex
from credlint.deadline import OutOfTime, deadlines
from credlint.discovery import SourceFile
from credlint.engine import Judged
from credlint.errors import UsageError
from credlint.gist import Gist, Unopened
from credlint.plan import Plan
from credlint.report import CatalogNote, CheckInterrupted, Crash, Report, order
from credlint.rule import Selection
from credlint.site import Page
from credlint.worker import Answer, Executor, Progress, Question, Worker, about, recall
from credlint.world import KnownDeadLinks, World

if TYPE_CHECKING:
    from credlint.cluster import Cluster
    from credlint.pool import Pool

# Below this many files a process costs more than it saves.
FILES_PER_PROCESS = 16

T = TypeVar("T")
FromGist = Callable[[Unopened, World, Selection], T | None]


def ask(
    plan: Plan,
    question: Question[Any],
    progress: Progress = lambda done: None,
    from_gist: FromGist[Any] | None = None,
) -> list[Answer]:
    """Reads the files, assembles the world and puts a question to each article; the answers have the files' order.

    `from_gist` answers the question by the gist of an article, or returns None where the article must be opened.
    """
    return [answer for _, answer in sorted(_asked(plan, question, progress, from_gist), key=itemgetter(0))]


def _asked(
    plan: Plan, question: Question[Any], progress: Progress, from_gist: FromGist[Any] | None
) -> Iterator[tuple[int, Answer]]:
    """The number of each file and the answer about it, in the order in which they are known."""
    gists: list[Gist | None] = [None] * len(plan.sources)
    linked: set[str] = set()
    for number, gist in recall(plan.sources, plan.kept) if plan.kept else ():
        gists[number] = collect_rooted(gist, linked)
        progress(1)
    unread = [number for number, gist in enumerate(gists) if gist is None]
    work = sum(from_gist is None or gist is None or gist.claims for gist in gists)
    # Which articles with links to the web must be opened is not known before the web has answered.
    with _executor(plan, work, only_opened=from_gist is not None and plan.verify is None) as executor:
        crashed = {}
        for number, read in executor.read(unread):
            if isinstance(read, Crash):
                crashed[number] = Answer(crash=read)
            else:
                gists[number] = collect_rooted(read, linked)
            progress(1)
        known = [gist or _unread(source) for gist, source in zip(gists, plan.sources, strict=True)]
        world = world_of(known, linked, plan)
        closed = []
        known_dead_links: dict[str, KnownDeadLinks] = {}
        for number, (answer, dead_links) in enumerate(_unopened(known, from_gist, world, plan)):
            answer = crashed.get(number, answer)
            if answer is not None:
                yield number, answer
                progress(1)
                continue
            closed.append(number)
            if dead_links is not None:
                known_dead_links[plan.sources[number].place] = dead_links
        world = structs.replace(world, dead_links=known_dead_links)
        for number, opened in executor.ask(question, closed, world):
            yield number, opened
            progress(1)


def _unread(source: SourceFile) -> Gist:
    """The gist of a file of which nothing but its path is known."""
    return Gist(Page(source.place)).at(source.place, source.path)


def _unopened(
    gists: Sequence[Gist], from_gist: FromGist[Any] | None, world: World, plan: Plan
) -> Iterator[tuple[Answer | None, KnownDeadLinks | None]]:
    """The answer about each file whose article need not be opened; of the others that are judged their dead links."""
    if from_gist is None:
        yield from [(None, None)] * len(gists)
        return
    dead_links = DeadLinkIndex(plan.sources, gists, world.site, plan.kept)
    silent = Answer(engine.SILENCE)
    with deadlines() as in_time:
        for number, (gist, source) in enumerate(zip(gists, plan.sources, strict=True)):
            answer = known = None
            if gist.content:  # else the file was not read
                judged_by, selection = about(source, world, plan.config)
                unopened = Unopened(gist, partial(dead_links.of, number))
                # A fault here is one of the article's as well, and is reported when that is opened.
                with contextlib.suppress(Exception, OutOfTime), in_time:
                    value = from_gist(unopened, judged_by, selection)
                    answer = None if value is None else silent if value is engine.SILENCE else Answer(value)
                    if value is None and from_gist is engine.judge_unopened:
                        known = dead_links.of_opened(number)
            yield answer, known
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
    """The report on all files, in the same order whichever process judged them."""
    judged: list[Judged] = [answer.value for answer in answers if answer.crash is None]
    faults = [*crashes(answers), *(crash for one in judged for crash in one.crashes)]
    claims: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for one in judged:
        # Most hold none, and updating a counter for each file takes as long as judging it.
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


def crashes(answers: Sequence[Answer]) -> list[Crash]:
    return [answer.crash for answer in answers if answer.crash is not None]


def catalog_note(catalog: Catalog) -> CatalogNote:
    return CatalogNote(catalog.digest, len(catalog.credentials), date_text(catalog.newest_check()))
