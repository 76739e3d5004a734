"""The workers of a run on a Dask cluster: the same reading and judging, in tasks that any worker can do again.

A task is given the files' bytes and all else that it needs, so workers share no disk with us or among themselves, and
what a worker takes with it when it dies is done by another. Workers have this credlint installed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from distributed import Client, Future
from distributed.scheduler import KilledWorker
from msgspec import structs

from credlint.catalog import Catalog
from credlint.config import Config
from credlint.contents import contents
from credlint.discovery import SourceFile
from credlint.errors import CredlintError, InputError
from credlint.gist import Gist
from credlint.report import Crash
from credlint.worker import Answer, Question, Worker
from credlint.world import World

# A task costs some milliseconds to hand out; so many files cost a second.
FILES_PER_TASK = 100
SECONDS_TO_CONNECT = 10

Common = tuple[Catalog, Config]


class Cluster:
    """Raises InputError where no scheduler answers, CredlintError where the work could not be finished."""

    def __init__(self, sources: Sequence[SourceFile], catalog: Catalog, config: Config, scheduler: str) -> None:
        try:
            self._client = Client(scheduler, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError) as problem:
            hint = "start one with `dask scheduler`, and give its address: tcp://HOST:8786"
            raise InputError(f"no scheduler answers: {problem}", path=scheduler, hint=hint) from None
        _ = catalog.names  # built once, and sent with it
        self._common: Future = self._send((catalog, config))
        self._sources = sources

    def read(self, numbers: Sequence[int]) -> Iterator[tuple[int, Gist | Crash]]:
        return self._results(_read, numbers, None)

    def ask(self, question: Question[Any], numbers: Sequence[int], world: World) -> Iterator[tuple[int, Answer]]:
        about = self._send((question, structs.replace(world, catalog=Catalog())))
        return self._results(_ask, numbers, about)

    def close(self) -> None:
        self._client.close()

    def _send(self, what: object) -> Future:
        # As the result of a task, not scattered: what only a dead worker had is then made again.
        return self._client.submit(_same, what, pure=False)

    def _results(
        self, task: Callable[..., list[Any]], numbers: Sequence[int], about: Future | None
    ) -> Iterator[tuple[int, Any]]:
        """What a task brings for these files, some of which each worker is handed at a time."""
        shares = [numbers[at : at + FILES_PER_TASK] for at in range(0, len(numbers), FILES_PER_TASK)]
        carried = [_carried([self._sources[number] for number in share]) for share in shares]
        tasks = [self._client.submit(task, sources, self._common, about, pure=False) for sources in carried]
        for done, share in zip(tasks, shares, strict=True):
            try:
                results = done.result()
            except KilledWorker as problem:
                hint = "workers died over the same files; look at their memory"
                raise CredlintError(f"the cluster gave up: {problem}", hint=hint) from None
            yield from zip(share, results, strict=True)


def _carried(share: Sequence[SourceFile]) -> list[SourceFile]:
    """The same files with what they hold; of what cannot be read the worker will say so."""
    carried = []
    for source in share:
        with contextlib.suppress(OSError):
            source = source if source.data is not None else structs.replace(source, data=contents(source.file))
        carried.append(source)
    return carried


def _same(what: object) -> object:
    return what


def _read(sources: list[SourceFile], common: Common, about: None) -> list[Gist | Crash]:
    return [gist for _, gist in Worker(sources, *common, None).read(range(len(sources)))]


def _ask(sources: list[SourceFile], common: Common, about: tuple[Question[Any], World]) -> list[Answer]:
    question, world = about
    return [answer for _, answer in Worker(sources, *common, None).ask(question, range(len(sources)), world)]
