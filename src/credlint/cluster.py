"""The desks of a run on a Dask cluster: the same reading and judging, in tasks that any worker can do again.

A task is given the files' bytes and all else that it needs, so workers share no disk with us or among themselves, and
what a worker takes with it when it dies is done by another. Workers have this credlint installed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

from distributed import Client, Future
from distributed.scheduler import KilledWorker
from msgspec import structs

from credlint.catalog import Catalog
from credlint.config import Config
from credlint.discovery import Source
from credlint.errors import CredlintError, InputError
from credlint.gist import Gist
from credlint.report import Crash
from credlint.run import Answer, Desk, Glance, Progress, Question, contents
from credlint.site import Page
from credlint.world import World

# A task costs some milliseconds to hand out; so many files cost a second.
FILES_PER_TASK = 100
SECONDS_TO_CONNECT = 10

Common = tuple[Catalog, Config]


class Cluster:
    """Raises InputError where no scheduler answers, CredlintError where the work could not be finished."""

    def __init__(self, sources: Sequence[Source], catalog: Catalog, config: Config, scheduler: str) -> None:
        try:
            self._client = Client(scheduler, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError) as problem:
            hint = "start one with `dask scheduler`, and give its address: tcp://HOST:8786"
            raise InputError(f"no scheduler answers: {problem}", path=scheduler, hint=hint) from None
        _ = catalog.names  # built once, and sent with it
        self._common: Future = self._send((catalog, config))
        self._shares = [sources[at : at + FILES_PER_TASK] for at in range(0, len(sources), FILES_PER_TASK)]
        self._gists: list[list[Gist | Crash]] = []

    def read(self, progress: Progress) -> list[Gist]:
        tasks = [self._client.submit(_survey, _carried(share), self._common, pure=False) for share in self._shares]
        self._gists = self._results(tasks, progress)
        return [
            gist if isinstance(gist, Gist) else Gist(Page(source.place)).at(source.place, source.path)
            for share, gists in zip(self._shares, self._gists, strict=True)
            for source, gist in zip(share, gists, strict=True)
        ]

    def ask(
        self, question: Question[Any], world: World, progress: Progress, glance: Glance[Any] | None = None
    ) -> list[Answer]:
        about = self._send((question, glance, structs.replace(world, catalog=Catalog())))
        tasks = [
            self._client.submit(_ask, _carried(share), gists, about, self._common, pure=False)
            for share, gists in zip(self._shares, self._gists, strict=True)
        ]
        return [answer for answers in self._results(tasks, progress) for answer in answers]

    def close(self) -> None:
        self._client.close()

    def _send(self, what: object) -> Future:
        # As the result of a task, not scattered: what only a dead worker had is then made again.
        return self._client.submit(_same, what, pure=False)

    def _results(self, tasks: Sequence[Future], progress: Progress) -> list[Any]:
        results = []
        for task, share in zip(tasks, self._shares, strict=True):
            try:
                results.append(task.result())
            except KilledWorker as problem:
                hint = "workers died over the same files; look at their memory"
                raise CredlintError(f"the cluster gave up: {problem}", hint=hint) from None
            progress(len(share))
        return results


def _carried(share: Sequence[Source]) -> list[Source]:
    """The same files with what they hold; of what cannot be read the worker will say so."""
    carried = []
    for source in share:
        with contextlib.suppress(OSError):
            source = source if source.data is not None else structs.replace(source, data=contents(source.disk))
        carried.append(source)
    return carried


def _same(what: object) -> object:
    return what


def _survey(sources: list[Source], common: Common) -> list[Gist | Crash]:
    desk = Desk(sources, *common, None)
    desk.read(lambda done: None)
    return desk.gists


def _ask(
    sources: list[Source],
    gists: list[Gist | Crash],
    about: tuple[Question[Any], Glance[Any] | None, World],
    common: Common,
) -> list[Answer]:
    question, glance, world = about
    return Desk(sources, *common, None, gists).ask(question, world, lambda done: None, glance)
