"""When open articles are checked.

They are checked in a thread of their own, one at a time, so that the server takes the next message meanwhile; what was
found in a text that has changed since is dropped. After each check it rests as long as that took, so a key that comes
alone is answered at once and a burst of keys only at its end. Nothing that fails in a half-typed article ends the loop:
it is logged, and the last good findings stay.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from credlint.errors import UserError, describe
from credlint.lsp.buffer import Buffer, Snapshot
from credlint.lsp.checker import Checker
from credlint.lsp.diagnostics import Errors
from credlint.lsp.project import Environment

log = logging.getLogger("credlint.lsp")

# The longest rest between two answers, and the pause after which the article's surroundings are looked at again.
LONGEST_REST = 0.5
PAUSE = 0.5

T = TypeVar("T")


class CheckLoop:
    """Keeps the findings of every open article up to date, in the event loop that runs where `start` is called.

    `on_checked` gets a buffer that has a new snapshot. `asks_the_web`: links to the web are checked when an article has
    been opened or saved.
    """

    def __init__(
        self, environment: Environment, errors: Errors, on_checked: Callable[[Buffer, Snapshot], None]
    ) -> None:
        self.asks_the_web = False
        self.checker = Checker(environment, self._soon(errors.show), self._soon(errors.clear))
        self._errors, self._on_checked = errors, on_checked
        self._tasks: set[asyncio.Task[None]] = set()
        self._worker = ThreadPoolExecutor(1, "credlint")

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()

    def stop(self) -> None:
        self._worker.shutdown(wait=False, cancel_futures=True)

    def open(self, buffer: Buffer) -> None:
        self.checker.open(buffer)
        self._spawn(self._keep_checked(buffer))

    async def current(self, uri: str) -> Snapshot | None:
        """The snapshot of an article, once its last change has been read."""
        buffer = self.checker.buffer(uri)
        if buffer is None:
            return None
        await buffer.done.wait()
        return buffer.snapshot

    def _soon(self, function: Callable[..., None]) -> Callable[..., object]:
        """The function as another thread may call it: in the thread of the event loop."""
        return lambda *arguments: self._loop.call_soon_threadsafe(function, *arguments)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)  # the loop alone does not keep it alive
        task.add_done_callback(self._tasks.discard)

    async def _in_worker(self, work: Callable[..., T], *arguments: Any) -> T:
        return await self._loop.run_in_executor(self._worker, work, *arguments)

    async def _keep_checked(self, buffer: Buffer) -> None:
        """Publishes the findings of a buffer after every change, as long as it is open."""
        clock = self._loop.time
        while self.checker.is_open(buffer):
            try:
                if not await self._changes(buffer):
                    await self._settle(buffer)
                    continue
                await asyncio.sleep(buffer.rests_until - clock())
                buffer.changed.clear()
                begun = clock()
                await self._check(buffer)
                buffer.rests_until = clock() + min(clock() - begun, LONGEST_REST)
            except UserError as mistake:
                self._errors.show(buffer.folder, mistake)
            except Exception as fault:
                log_fault(buffer.uri, fault)
            if not buffer.changed.is_set():
                buffer.done.set()
        buffer.done.set()

    async def _changes(self, buffer: Buffer) -> bool:
        """Waits for the next change; False where none comes for a while after the writer's last."""
        try:
            async with asyncio.timeout(PAUSE if buffer.unsettled else None):
                await buffer.changed.wait()
        except TimeoutError:
            buffer.unsettled = False
            return False
        return True

    async def _check(self, buffer: Buffer) -> None:
        snapshot = await self._in_worker(self.checker.check, buffer, buffer.written, buffer.version)
        if buffer.changed.is_set() or not self.checker.is_open(buffer):
            return
        buffer.snapshot = snapshot
        if snapshot is None:
            return
        for crash in snapshot.judged.crashes:
            log.error("%s: %s: %s", crash.path, crash.where, crash.message)
        self._on_checked(buffer, snapshot)
        if self.asks_the_web and buffer.saved:
            buffer.saved = False
            self._spawn(self._ask_the_web(buffer, snapshot))

    async def _settle(self, buffer: Buffer) -> None:
        """Has the folder's articles checked again where this one, or what it is judged by, is no longer the same."""
        known = buffer.snapshot
        if known is not None and await self._in_worker(known.project.is_outdated, known.source, known.article):
            self.checker.check_again(buffer.folder)

    async def _ask_the_web(self, buffer: Buffer, snapshot: Snapshot) -> None:
        try:
            answers = await asyncio.to_thread(snapshot.project.ask_the_web, snapshot.source, snapshot.article)
            snapshot.project.remember(answers)
            buffer.mark_changed()
        except Exception as fault:
            log_fault("links", fault)


def log_fault(where: str, fault: BaseException) -> None:
    log.error("%s: %s", where, describe(fault), exc_info=fault if log.isEnabledFor(logging.DEBUG) else None)
