"""Several processes that share the files of one run."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from msgspec import structs

from credlint.catalog import Catalog
from credlint.contents import MAX_BYTES
from credlint.discovery import SourceFile
from credlint.errors import CredlintError, UserError
from credlint.gist import Gist
from credlint.report import Crash
from credlint.worker import Answer, Question, Worker
from credlint.world import World

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess


class Pool:
    """Copies of a worker, each in a process of its own, behind the same two methods.

    Each keeps the articles that it read and is asked about them afterwards: no article travels between processes.
    """

    def __init__(self, worker: Worker, size: int) -> None:
        import multiprocessing

        self._sources = worker.sources
        self._reader: dict[int, int] = {}
        self._workers: list[tuple[BaseProcess, Connection]] = []
        # A forked child has the catalog already; where there is no fork, it is sent.
        forked = hasattr(os, "fork")
        context: Any = multiprocessing.get_context("fork" if forked else "spawn")
        for _ in range(size):
            ours, theirs = context.Pipe()
            # What a fork inherits of our ends it closes, or it would never learn that this process was killed.
            inherited = [*(connection for _, connection in self._workers), ours] if forked else []
            process = context.Process(target=_serve, args=(theirs, worker, inherited), daemon=True)
            with _signals_held():
                process.start()
            theirs.close()
            self._workers.append((process, ours))

    def read(self, numbers: Sequence[int]) -> Iterator[tuple[int, Gist | Crash]]:
        shares = self._shared_out(numbers)
        self._reader.update((number, index) for index, share in enumerate(shares) for number in share)
        return self._gather([("read", share) for share in shares])

    def ask(self, question: Question[Any], numbers: Sequence[int], world: World) -> Iterator[tuple[int, Answer]]:
        # Every worker has the catalog already.
        world = structs.replace(world, catalog=Catalog())
        return self._gather([("ask", share, question, world) for share in self._shared_out(numbers)])

    def close(self) -> None:
        for process, connection in self._workers:
            connection.close()
            process.terminate()
        for process, _ in self._workers:
            process.join()

    def _shared_out(self, numbers: Sequence[int]) -> list[list[int]]:
        """What was read goes to its reader; the rest, largest first, each to the process with the least work."""
        weights = {number: _size(self._sources[number]) for number in numbers}
        shares: list[list[int]] = [[] for _ in self._workers]
        loads = [0] * len(shares)
        for number in sorted(numbers, key=lambda number: (number not in self._reader, -weights[number], number)):
            index = self._reader.get(number, loads.index(min(loads)))
            shares[index].append(number)
            loads[index] += weights[number] + 500  # what a file costs beside its length
        return shares

    def _gather(self, tasks: Sequence[tuple[Any, ...]]) -> Iterator[tuple[int, Any]]:
        """The results of the tasks, one for each worker; a task names its file numbers first."""
        from multiprocessing.connection import Connection, wait

        waiting: list[Connection] = []
        for (_, connection), task in zip(self._workers, tasks, strict=True):
            if task[1]:
                with _workers_awaited():
                    connection.send(task)
                waiting.append(connection)
        while waiting:
            for ready in wait(waiting):
                assert isinstance(ready, Connection)
                with _workers_awaited():
                    results = ready.recv()
                if isinstance(results, UserError):
                    raise results
                if results is None:
                    waiting.remove(ready)
                else:
                    yield from results


@contextmanager
def _workers_awaited() -> Iterator[None]:
    try:
        yield
    except (EOFError, BrokenPipeError, ConnectionResetError):
        hint = "memory may have run out; try --jobs 1"
        raise CredlintError("a worker process ended before its work was done", hint=hint) from None


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


def _serve(connection: Connection, worker: Worker, inherited: Sequence[Connection]) -> None:
    # Ctrl-C and a closed terminal reach the whole group; the parent decides what they mean.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    for other in inherited:
        other.close()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the parent is gone
        _work(connection, worker)


def _work(connection: Connection, worker: Worker) -> None:
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        try:
            match task:
                case ("read", numbers):
                    _send(connection, worker.read(numbers))
                case ("ask", numbers, question, world):
                    _send(connection, worker.ask(question, numbers, world))
        except UserError as mistake:
            connection.send(mistake)


def _send(connection: Connection, results: Iterator[tuple[int, Any]]) -> None:
    """Sends the results in batches, a few times a second, because each message has its price; None ends them."""
    batch: list[tuple[int, Any]] = []
    sent = time.monotonic()
    for result in results:
        batch.append(result)
        if time.monotonic() - sent > 0.2:
            connection.send(batch)
            batch, sent = [], time.monotonic()
    connection.send(batch)
    connection.send(None)


def _size(source: SourceFile) -> int:
    try:
        return min(source.disk.stat().st_size, MAX_BYTES) if source.data is None else len(source.data)
    except OSError:
        return 0
