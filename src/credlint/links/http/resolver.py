"""Host names, looked up once each, and only addresses that may be asked."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from functools import partial
from ipaddress import ip_address
from typing import Any

from credlint.links import Reason
from credlint.links.address import Network, refusal
from credlint.links.exchange import CancelScope, Fault, RequestFailed

LookUp = Callable[..., Sequence[tuple[Any, ...]]]


class Resolver:
    """Host names, each looked up once and checked; connections are made to these addresses and no others."""

    def __init__(self, allowed: Sequence[Network], look_up: LookUp | None) -> None:
        self._allowed, self._look_up = allowed, look_up
        self._lookups: dict[str, _Lookup] = {}
        self._lock = threading.Lock()

    def addresses(self, host: str, scope: CancelScope) -> list[tuple[socket.AddressFamily, str]]:
        """The addresses of a host, if all of them may be asked. Raises RequestFailed."""
        lookup = self._lookup(host)
        if not lookup.done.wait(scope.seconds_left):
            raise RequestFailed(Fault(Reason.TIMEOUT, "was not found in time by the name servers"))
        if lookup.fault is not None:
            with self._lock:
                self._lookups.pop(host, None)
            raise RequestFailed(lookup.fault)
        for _, address in lookup.found:
            meaning = refusal(address, self._allowed)
            if meaning is not None:
                raise RequestFailed(Fault(Reason.PRIVATE_ADDRESS, f"is at an address that is not public: {meaning}"))
        return lookup.found

    def _lookup(self, host: str) -> _Lookup:
        with self._lock:
            lookup = self._lookups.get(host)
            if lookup is None:
                lookup = self._lookups[host] = _Lookup()
                if not lookup.accept_address(host):
                    # A thread, because a slow name look-up cannot be cancelled.
                    work = partial(lookup.ask_name_servers, host, self._look_up or socket.getaddrinfo)
                    threading.Thread(target=work, daemon=True, name="credlint-name").start()
            return lookup


class _Lookup:
    """One look-up: `done` is set once `found` or `fault` holds its outcome."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.found: list[tuple[socket.AddressFamily, str]] = []
        self.fault: Fault | None = None

    def accept_address(self, host: str) -> bool:
        try:
            ip = ip_address(host)
        except ValueError:
            return False
        self.found = [(socket.AF_INET if ip.version == 4 else socket.AF_INET6, host)]
        self.done.set()
        return True

    def ask_name_servers(self, host: str, look_up: LookUp) -> None:
        try:
            answers = look_up(host, None, type=socket.SOCK_STREAM)
            self.found = list(dict.fromkeys((answer[0], str(answer[4][0])) for answer in answers))
            if not self.found:
                self.fault = Fault(Reason.NO_SUCH_HOST, "does not exist")
        except socket.gaierror as problem:
            if problem.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
                self.fault = Fault(Reason.NO_SUCH_HOST, "does not exist: the name servers do not know it")
            else:
                self.fault = Fault(Reason.NAME_LOOKUP, "could not be looked up: the name servers gave no answer")
        except Exception as problem:
            self.fault = Fault(Reason.NAME_LOOKUP, f"could not be looked up: {type(problem).__name__}")
        finally:
            self.done.set()
