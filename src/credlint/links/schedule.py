"""The order of requests: hosts in turn, each at its own pace, retries after all first requests."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable
from itertools import count
from math import inf

from msgspec import Struct, field

from credlint.links.inquiry import Inquiry
from credlint.links.politeness import Pace

_FIRST, _AGAIN = 0, 1


class _Queue(Struct):
    """What waits for one host. `tickets` are the valid entries in the two heaps of the schedule."""

    pace: Pace
    first: deque[Inquiry] = field(default_factory=deque)
    again: list[tuple[float, int, Inquiry]] = field(default_factory=list)
    tickets: list[int] = field(default_factory=lambda: [0, 0])


class Schedule:
    """The waiting inquiries. The caller brings the time, so nothing here waits."""

    def __init__(self, pace_of: Callable[[str], Pace]) -> None:
        self._pace_of = pace_of
        self._queues: dict[str, _Queue] = {}
        self._heaps: tuple[list[tuple[float, int, str]], list[tuple[float, int, str]]] = ([], [])
        self._ticket = count(1)
        self._waiting = 0

    def __len__(self) -> int:
        return self._waiting

    def add(self, inquiry: Inquiry, now: float, *, pause: float | None = None, in_front: bool = False) -> None:
        """Queues an inquiry: with a pause, among those asked again; in front, where it only goes on."""
        host = inquiry.at.host
        queue = self._queues.get(host)
        if queue is None:
            queue = self._queues[host] = _Queue(self._pace_of(host))
        self._waiting += 1
        if pause is not None:
            heapq.heappush(queue.again, (now + pause, next(self._ticket), inquiry))
            queue.tickets[_AGAIN] = 0  # it may be due before the one that the ticket was for
            self._enter(host, _AGAIN, now)
        elif in_front:
            queue.first.appendleft(inquiry)
            self._enter(host, _FIRST, now)
        else:
            queue.first.append(inquiry)
            self._enter(host, _FIRST, now)

    def take(self, now: float) -> Inquiry | None:
        """The next inquiry whose request may start now; its host counts it as under way until `ended`."""
        for tier in (_FIRST, _AGAIN):
            heap = self._heaps[tier]
            while heap and heap[0][0] <= now:
                _, ticket, host = heapq.heappop(heap)
                queue = self._queues[host]
                if queue.tickets[tier] != ticket:
                    continue
                queue.tickets[tier] = 0
                if self._ready_at(queue, tier, now) > now:
                    self._enter(host, tier, now)
                    continue
                inquiry = queue.first.popleft() if tier == _FIRST else heapq.heappop(queue.again)[2]
                self._waiting -= 1
                queue.pace.started(now)
                self._enter(host, _FIRST, now)
                self._enter(host, _AGAIN, now)
                return inquiry
        return None

    def ended(self, host: str, now: float, *, limited: bool = False, pause: float = 1.0) -> None:
        """A request to the host is over; `limited`: it said that it was asked too often, and for how long to stop."""
        self._queues[host].pace.ended(now, limited=limited, pause=pause)
        self._enter(host, _FIRST, now)
        self._enter(host, _AGAIN, now)

    def drain(self, host: str) -> list[Inquiry]:
        """Takes all that waits for a host out of the schedule."""
        queue = self._queues[host]
        taken = [*queue.first, *(inquiry for _, _, inquiry in sorted(queue.again, key=lambda entry: entry[:2]))]
        queue.first.clear()
        queue.again.clear()
        queue.tickets[:] = [0, 0]
        self._waiting -= len(taken)
        return taken

    def wait(self, now: float) -> float:
        """Seconds until `take` may have something; infinite where only the end of a request can bring that."""
        return max(0.0, min((heap[0][0] for heap in self._heaps if heap), default=inf) - now)

    def _enter(self, host: str, tier: int, now: float) -> None:
        queue = self._queues[host]
        if not (queue.first if tier == _FIRST else queue.again) or queue.tickets[tier]:
            return
        ready = self._ready_at(queue, tier, now)
        if ready < inf:
            queue.tickets[tier] = ticket = next(self._ticket)
            heapq.heappush(self._heaps[tier], (ready, ticket, host))

    def _ready_at(self, queue: _Queue, tier: int, now: float) -> float:
        ready = queue.pace.ready_at(now)
        return ready if tier == _FIRST else max(ready, queue.again[0][0])
