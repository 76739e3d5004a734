"""One connection in hostile company: to an address that may be asked, within its time, and no longer than it may be."""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
from collections.abc import Callable
from functools import partial
from typing import Any

import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from credlint import lazy_re
from credlint.links import Reason
from credlint.links.exchange import TOO_LATE, CancelScope, Fault, RequestFailed
from credlint.links.http.body import MAX_BODY
from credlint.links.http.faults import connect_fault
from credlint.links.http.resolver import Resolver

MAX_HEADERS = 1 << 18
KEPT_HEADERS = ("cf-mitigated", "content-type", "location", "retry-after", "set-cookie")
_CONTROLS = lazy_re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


class Dialer:
    """Opens the one connection of a request within its time; `stray`: bytes followed an empty answer."""

    def __init__(self, scope: CancelScope, resolver: Resolver, trust: Callable[[], ssl.SSLContext]) -> None:
        self.scope, self.resolver, self.trust = scope, resolver, trust
        self.stray = False

    def connect(self, host: str, port: int) -> socket.socket:
        """A socket to an address of the host that may be asked. Raises RequestFailed."""
        problem: RequestFailed | None = None
        addresses = self.resolver.addresses(host.strip("[]"), self.scope)[:4]
        for position, (family, address) in enumerate(addresses):
            if self.scope.expired:
                break
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(self.scope.seconds_left / (len(addresses) - position))
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.connect((address, port))
                self.scope.attach(sock)
                sock.settimeout(self.scope.seconds_left or 0.001)
                return sock
            except OSError as cause:
                sock.close()
                problem = RequestFailed(connect_fault(cause))
        raise problem or RequestFailed(TOO_LATE)


class Adapter(HTTPAdapter):
    """requests' way to urllib3, over connections that a `Dialer` opens."""

    def __init__(self, dialer: Dialer) -> None:
        self._dialer = dialer
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        self.poolmanager = urllib3.PoolManager(1)

    def cert_verify(self, *args: Any, **kwargs: Any) -> None:
        """The context of `Dialer.trust` has the certificates."""

    def get_connection_with_tls_context(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        parts = urllib3.util.parse_url(request.url)
        # A port is always given: http.client looks for one inside an IPv6 address.
        if parts.scheme == "https":
            context = self._dialer.trust()
            secure = urllib3.HTTPSConnectionPool(parts.host or "", parts.port or 443, ssl_context=context)
            secure.ConnectionCls = partial(_SecureConnection, self._dialer)  # type: ignore[assignment]
            return secure
        plain = urllib3.HTTPConnectionPool(parts.host or "", parts.port or 80)
        plain.ConnectionCls = partial(_PlainConnection, self._dialer)  # type: ignore[assignment]
        return plain


class _PlainConnection(HTTPConnection):
    def __init__(self, dialer: Dialer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dialer = dialer
        self.response_class = partial(MeteredResponse, dialer)  # type: ignore[assignment]

    def _new_conn(self) -> socket.socket:
        return self._dialer.connect(self._dns_host, self.port)


class _SecureConnection(_PlainConnection, HTTPSConnection):
    """The same under TLS."""


class MeteredResponse(http.client.HTTPResponse):
    """A response read by http.client, within limits and without the faults that it would tolerate."""

    def __init__(self, dialer: Dialer, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self._dialer = dialer
        buffered: Any = self.fp
        self._meter = _Meter(buffered.detach(), sock, dialer.scope)
        self.fp = io.BufferedReader(self._meter)

    def begin(self) -> None:
        super().begin()
        if self._meter.at_end:
            raise RequestFailed(Fault(Reason.BAD_RESPONSE, "broke off inside the headers of its answer"))
        for name, value in self.headers.items():
            if name.lower() in KEPT_HEADERS and _CONTROLS.search(value):
                raise RequestFailed(Fault(Reason.BAD_RESPONSE, f"sent control characters in its {name.title()} header"))
        for name in ("Content-Length", "Location"):
            values = {value.strip() for value in self.headers.get_all(name, ())}
            if len(values) > 1 or (
                name == "Content-Length" and not all(re.fullmatch(r"[0-9]{1,19}", v) for v in values)
            ):
                raise RequestFailed(
                    Fault(Reason.BAD_RESPONSE, f"sent a {name} that contradicts itself or is not a number")
                )
        self._meter.limit = self._meter.received + MAX_BODY
        if self.length == 0:
            self._meter.paused = True
            self._dialer.stray = bool(self.fp.peek(1))
            self._meter.paused = False


class _Meter(io.RawIOBase):
    """Counts what a socket gives, within the time and the amount that it may."""

    def __init__(self, raw: Any, sock: socket.socket, scope: CancelScope) -> None:
        self._raw, self._sock, self._scope = raw, sock, scope
        self.received, self.limit = 0, MAX_HEADERS
        self.at_end = self.paused = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self.paused:
            return None
        left = self._scope.seconds_left
        if left <= 0:
            raise RequestFailed(TOO_LATE)
        if self.received >= self.limit:
            if self.limit == MAX_HEADERS:
                raise RequestFailed(Fault(Reason.BAD_RESPONSE, f"sent more than {MAX_HEADERS >> 10} KiB of headers"))
            return 0
        self._sock.settimeout(left)
        view = memoryview(buffer)[: self.limit - self.received]
        try:
            count: int | None = self._raw.readinto(view)
        except TimeoutError:
            raise RequestFailed(TOO_LATE) from None
        self.at_end = count == 0
        self.received += count or 0
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()
