"""One request over the network, in hostile company.

This uses the transport of requests without its session: a session reads .netrc and proxies from the environment, keeps
cookies, follows redirects to wherever they lead and reads the body of a redirect, however long, before it does. Every
request gets a connection of its own, so that nothing one answer leaves behind can be taken for the next.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Sequence
from typing import Any

import requests
import urllib3
from requests.utils import DEFAULT_CA_BUNDLE_PATH

from credlint import __version__
from credlint.links import Reason
from credlint.links.address import Network
from credlint.links.exchange import TOO_LATE, CancelScope, Fault, Reply, Request, RequestFailed, Response
from credlint.links.http.body import MAX_BODY, decoded
from credlint.links.http.connection import KEPT_HEADERS, Adapter, Dialer
from credlint.links.http.faults import fault_of
from credlint.links.http.resolver import LookUp, Resolver

USER_AGENT = f"credlint/{__version__} (checks the links of articles)"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "identity",
    "Connection": "close",
}

# Kept by IANA for examples (RFC 2606, 3), so that it is known everywhere; it is looked up, never asked.
_SURE_HOST, _SURE_SECONDS = "example.com", 3.0


class Http:
    """The network as `Transport`. `look_up` stands in for `socket.getaddrinfo` in tests."""

    def __init__(
        self, allowed: Sequence[Network] = (), ca_file: str | None = None, look_up: LookUp | None = None
    ) -> None:
        self._resolver = Resolver(allowed, look_up)
        self._ca_file = ca_file
        self._tls: ssl.SSLContext | None = None
        self._lock = threading.Lock()

    def send(self, request: Request, scope: CancelScope) -> Reply:
        dialer = Dialer(scope, self._resolver, self._trust)
        try:
            reply = self._ask(request, dialer)
        except RequestFailed as failed:
            reply = failed.fault
        except Exception as problem:
            reply = fault_of(problem)
        finally:
            scope.close()
        if scope.expired and not (isinstance(reply, Fault) and reply.reason is Reason.PRIVATE_ADDRESS):
            return TOO_LATE
        return reply

    def knows_names(self) -> bool:
        try:
            self._resolver.addresses(_SURE_HOST, CancelScope(_SURE_SECONDS))
        except RequestFailed as failed:
            return failed.fault.reason is Reason.PRIVATE_ADDRESS
        return True

    def _ask(self, request: Request, dialer: Dialer) -> Reply:
        prepared = requests.Request(request.method, request.url, headers=_HEADERS).prepare()
        adapter = Adapter(dialer)
        response = adapter.send(prepared, stream=True, timeout=dialer.scope.seconds_left)
        raw = response.raw
        try:
            headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
            if "location" in headers:
                headers["location"] = _as_utf8(headers["location"])
            body, is_whole = None, True
            if request.method == "GET" and response.status_code // 100 != 3:
                if request.wants_body:
                    data, is_whole = _received(raw)
                    body, all_decoded = decoded(data, response.headers)
                    is_whole = is_whole and all_decoded
                else:
                    # The first byte shows that the body begins as its headers said.
                    raw.read(1, decode_content=False)
            return Response(response.status_code, headers, body, is_whole, dialer.stray)
        finally:
            raw.close()
            adapter.close()

    def _trust(self) -> ssl.SSLContext:
        """One for all requests: reading the certificates takes longer than a request does."""
        with self._lock:
            if self._tls is None:
                self._tls = ssl.create_default_context(cafile=self._ca_file or DEFAULT_CA_BUNDLE_PATH)
                # From 3.13 on Python asks more of certificates than the browsers of readers do.
                self._tls.verify_flags &= ~ssl.VERIFY_X509_STRICT
            return self._tls


def _received(raw: Any) -> tuple[bytes, bool]:
    """The body as sent, up to the limit, and whether that is all of it."""
    parts: list[bytes] = []
    room = MAX_BODY
    while room > 0:
        try:
            data = raw.read(min(room, 1 << 16), decode_content=False)
        except (urllib3.exceptions.IncompleteRead, urllib3.exceptions.ProtocolError):
            if room > MAX_BODY // 64:
                raise
            return b"".join(parts), False  # the meter ended it at the limit
        if not data:
            return b"".join(parts), True
        parts.append(data)
        room -= len(data)
    return b"".join(parts), False


def _as_utf8(header: str) -> str:
    """A header's text; http.client reads bytes as Latin-1, and servers write UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header
