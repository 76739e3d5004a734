"""One request and its reply: the border between the code that decides and the code that talks to the network."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct, field

from credlint.links import Reason


class Request(Struct, frozen=True):
    """`url` is canonical and has neither fragment nor credentials; the body is read only where it is wanted."""

    method: str
    url: str
    wants_body: bool = False


class Response(Struct, frozen=True):
    """What a server sent. Header names are lower case.

    `body` is decoded text, at most a MiB of it, or None where it was not read or not readable; `is_whole`: that
    is all. `stray`: bytes followed an answer that has no body, so that it is not to be trusted.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None
    is_whole: bool = True
    stray: bool = False


class Fault(Struct, frozen=True):
    """Why there is no answer, in words that go on after the name of the host."""

    reason: Reason
    detail: str


Reply = Response | Fault

TOO_LATE = Fault(Reason.TIMEOUT, "did not answer in time")


class RequestFailed(Exception):
    """A fault on its way up. Not an OSError, so that no library in between takes it for one of its own."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.detail)
        self.fault = fault


class CancelScope:
    """The time a request has, and the means to end it from another thread.

    Code that waits for a socket asks for `seconds_left` first; the thread that watches calls `cancel`, which shuts the
    socket down, so that a wait that no timeout reaches ends too. An expired scope outranks the response: a socket that
    was shut down looks like a complete one.
    """

    def __init__(self, seconds: float) -> None:
        self.deadline = time.monotonic() + seconds
        self._cancelled = False
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []

    @property
    def seconds_left(self) -> float:
        return 0.0 if self._cancelled else max(0.0, self.deadline - time.monotonic())

    @property
    def expired(self) -> bool:
        return self.seconds_left <= 0

    def attach(self, sock: socket.socket) -> None:
        """Has `cancel` shut a connected socket down; a duplicate of it is kept, which TLS cannot take away."""
        with self._lock:
            duplicate = sock.dup()
            self._sockets.append(duplicate)
            if self._cancelled:
                _shut_down(duplicate)

    def cancel(self) -> None:
        with self._lock:
            self._cancelled = True
            for sock in self._sockets:
                _shut_down(sock)

    def close(self) -> None:
        with self._lock:
            for sock in self._sockets:
                sock.close()
            self._sockets.clear()


def _shut_down(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


class Transport(Protocol):
    """Sends one request and returns the reply; never raises for what a server or a name server does."""

    def send(self, request: Request, scope: CancelScope) -> Reply: ...

    def knows_names(self) -> bool:
        """Whether a host that surely exists can be looked up; where it cannot, no host seems to exist."""
        ...
