"""One request and what comes of it: the border between whoever decides and whoever talks to the network."""

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


class Answer(Struct, frozen=True):
    """What a server said. Header names are lower case.

    `body` is decoded text, at most a MiB of it, or None where it was not read or not readable; `is_whole` tells whether
    that is all. `stray`: bytes followed an answer that has no body, so that it is not to be trusted.
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


Reply = Answer | Fault


class Leash:
    """The time a request has, and the means to end it from another thread.

    Whoever waits for a socket asks `left` first; whoever watches calls `cut`, which shuts the socket down, so that a
    wait that no timeout reaches ends too. A leash that has ended outranks whatever the server seems to have said: a
    socket that was shut down looks like an answer that is complete.
    """

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds
        self._cut = False
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []

    @property
    def left(self) -> float:
        return 0.0 if self._cut else max(0.0, self.ends - time.monotonic())

    @property
    def ended(self) -> bool:
        return self.left <= 0

    def hold(self, sock: socket.socket) -> None:
        """Ties a connected socket to the leash; what is held is a duplicate, which TLS cannot take away."""
        with self._lock:
            twin = sock.dup()
            self._sockets.append(twin)
            if self._cut:
                _shut_down(twin)

    def cut(self) -> None:
        with self._lock:
            self._cut = True
            for sock in self._sockets:
                _shut_down(sock)

    def release(self) -> None:
        with self._lock:
            for sock in self._sockets:
                sock.close()
            self._sockets.clear()


def _shut_down(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


class Transport(Protocol):
    """Sends one request and gives what came of it; never raises for what a server or a name server does."""

    def send(self, request: Request, leash: Leash) -> Reply: ...

    def knows_names(self) -> bool:
        """Whether the name servers know a host that surely exists; where they do not, no host seems to exist."""
        ...
