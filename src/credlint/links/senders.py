"""The threads that send requests, and the clock that ends those that take too long.

A thread shares nothing but two queues: it takes a visit from one and puts the reply into the other.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue

from msgspec import Struct

from credlint.links import Reason
from credlint.links.exchange import CancelScope, Fault, Reply, Transport
from credlint.links.inquiry import Inquiry

# A thread that is still waiting so many seconds after its deadline is given up.
_GRACE = 0.5


class Visit(Struct):
    """One request on its way. `started` is on the monotonic clock, in seconds."""

    inquiry: Inquiry
    scope: CancelScope
    host: str
    started: float


class Senders:
    """As many threads as requests were ever under way at once; `transport` is made when the first one is sent."""

    def __init__(self, transport: Callable[[], Transport]) -> None:
        self._make = transport
        self._transport: Transport | None = None
        self._inbox: SimpleQueue[Visit | None] = SimpleQueue()
        self._outbox: SimpleQueue[tuple[Visit, Reply]] = SimpleQueue()
        self._visits: dict[int, Visit] = {}
        self._threads = 0

    def __len__(self) -> int:
        """How many requests are under way."""
        return len(self._visits)

    @property
    def transport(self) -> Transport | None:
        """None before anything was sent."""
        return self._transport

    def send(self, inquiry: Inquiry, now: float) -> None:
        if self._transport is None:
            self._transport = self._make()
        visit = Visit(inquiry, CancelScope(inquiry.allowance), inquiry.at.host, now)
        self._visits[id(visit)] = visit
        self._inbox.put(visit)
        if self._threads < len(self._visits):
            self._threads += 1
            threading.Thread(target=self._serve, args=(self._transport,), daemon=True, name="credlint-links").start()

    def next_end(self, otherwise: float) -> float:
        """When the time of the first of them is over."""
        return min((visit.scope.deadline for visit in self._visits.values()), default=otherwise)

    def replies(self, patience: float) -> Iterator[tuple[Visit, Reply]]:
        """The next reply; where none comes within that many seconds, those that are overdue."""
        try:
            visit, reply = self._outbox.get(timeout=patience)
        except Empty:
            yield from self._overdue(time.monotonic())
        else:
            if self._visits.pop(id(visit), None) is not None:
                yield visit, reply

    def stop(self) -> None:
        """Ends all requests and all threads that can be ended."""
        for visit in self._visits.values():
            visit.scope.cancel()
        for _ in range(self._threads):
            self._inbox.put(None)

    def _serve(self, transport: Transport) -> None:
        while (visit := self._inbox.get()) is not None:
            try:
                reply = transport.send(visit.inquiry.request, visit.scope)
            except Exception as problem:
                reply = Fault(Reason.INTERNAL, f"could not be asked: {type(problem).__name__} inside credlint")
            self._outbox.put((visit, reply))

    def _overdue(self, now: float) -> Iterator[tuple[Visit, Reply]]:
        for key, visit in list(self._visits.items()):
            if now > visit.scope.deadline:
                visit.scope.cancel()
            if now > visit.scope.deadline + _GRACE:
                # Its thread is stuck where no socket is; it is left behind, and another one takes its place.
                self._threads -= 1
                del self._visits[key]
                yield visit, Fault(Reason.TIMEOUT, "did not answer in time")
