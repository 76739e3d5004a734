"""No file may hold up the others: what takes too long about one is given up."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType

# Processor time, so that a busy machine gives up on nothing; an ordinary article takes a hundredth of it. A file is
# read, judged by its gist and judged, each within it.
SECONDS_PER_FILE = 3.0
# What is raised in a finalizer or in a callback of a library is dropped there, so it is raised again.
AGAIN_AFTER = 1.0


class OutOfTime(BaseException):
    """A file took more processor time than any article should; no rule may take it for a fault of its own."""


@contextmanager
def deadlines() -> Iterator[AbstractContextManager[None]]:
    """Within it, a block under what it gives ends with OutOfTime after SECONDS_PER_FILE, where the platform has such a
    clock. The handler is set once for all files, because that costs more than judging one by its gist.

    Signals reach the main thread only; in another (of an editor's server) the block takes its time.
    Python's own regular expressions look for signals as they search, so they end as well.
    """
    try:
        before = signal.signal(signal.SIGVTALRM, _out_of_time)
    except (AttributeError, ValueError):  # not here, or not in this thread
        yield contextlib.nullcontext()
        return
    try:
        yield _Deadline()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class _Deadline:
    def __enter__(self) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS_PER_FILE, AGAIN_AFTER)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _out_of_time(number: int, frame: FrameType | None) -> None:
    raise OutOfTime(f"not done after {SECONDS_PER_FILE:g} seconds of processor time")
