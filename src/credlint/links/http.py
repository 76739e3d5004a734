"""One request over the network, in hostile company.

This uses the transport of requests without its session: a session reads .netrc and proxies from the environment, keeps
cookies, follows redirects to wherever they lead and reads the body of a redirect, however long, before it does. Every
request gets a connection of its own, so that nothing one answer leaves behind can be taken for the next.
"""

from __future__ import annotations

import errno
import http.client
import io
import re
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from ipaddress import ip_address
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connection import HTTPConnection, HTTPSConnection

from credlint import __version__, lazy_re
from credlint.links import Reason
from credlint.links.address import Network, refusal
from credlint.links.exchange import CancelScope, Fault, Reply, Request, Response

USER_AGENT = f"credlint/{__version__} (checks the links of articles)"
MAX_BODY = 1 << 20
MAX_HEADERS = 1 << 18
# More than two layers of compression are made only to be unpacked by somebody else.
MAX_LAYERS = 2

_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_KEPT_HEADERS = ("cf-mitigated", "content-type", "location", "retry-after", "set-cookie")
_CONTROLS = lazy_re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_CHARSET = lazy_re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
# Codecs that text on the web comes in; Python has others, some of which take quadratic time.
_WEB_CHARSET = lazy_re.compile(
    r"utf-?8|utf-16(le|be)?|us-ascii|ascii|latin-?1|iso-?8859-\d+|windows-\d+|cp125\d|koi8-[ru]|gb(k|2312|18030)|big5"
    r"|euc-(jp|kr)|shift[_-]jis|macintosh",
    re.IGNORECASE,
)

LookUp = Callable[..., Sequence[tuple[Any, ...]]]


class Failed(Exception):
    """A request that came to nothing. Not an OSError, so that no library on the way takes it for one of its own."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.fault = Fault(reason, detail)


# Kept by IANA for examples (RFC 2606, 3), so that it is known everywhere; it is looked up, never asked.
_SURE_HOST, _SURE_SECONDS = "example.com", 3.0


class Http:
    """The network as `Transport`. `look_up` stands in for `socket.getaddrinfo` in tests."""

    def __init__(
        self, allowed: Sequence[Network] = (), ca_file: str | None = None, look_up: LookUp | None = None
    ) -> None:
        self._resolver = _Resolver(allowed, look_up)
        self._ca_file = ca_file
        self._tls: ssl.SSLContext | None = None
        self._lock = threading.Lock()

    def send(self, request: Request, scope: CancelScope) -> Reply:
        dialer = _Dialer(scope, self._resolver, self._trust)
        try:
            reply = self._ask(request, dialer)
        except Failed as failed:
            reply = failed.fault
        except Exception as problem:
            reply = _fault(problem)
        finally:
            scope.close()
        if scope.expired and not (isinstance(reply, Fault) and reply.reason is Reason.PRIVATE_ADDRESS):
            return _TOO_LATE
        return reply

    def knows_names(self) -> bool:
        try:
            self._resolver.addresses(_SURE_HOST, CancelScope(_SURE_SECONDS))
        except Failed as failed:
            return failed.fault.reason is Reason.PRIVATE_ADDRESS
        return True

    def _ask(self, request: Request, dialer: _Dialer) -> Reply:
        prepared = requests.Request(request.method, request.url, headers=_HEADERS).prepare()
        adapter = _Adapter(dialer)
        response = adapter.send(prepared, stream=True, timeout=dialer.scope.seconds_left)
        raw = response.raw
        try:
            headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
            if "location" in headers:
                headers["location"] = _as_utf8(headers["location"])
            body, is_whole = None, True
            if request.method == "GET" and response.status_code // 100 != 3:
                if request.wants_body:
                    data, is_whole = _received(raw)
                    body, all_decoded = _decoded(data, response.headers)
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


_TOO_LATE = Fault(Reason.TIMEOUT, "did not answer in time")


class _Dialer:
    """One connection to be: who may be connected to, how long it may take, and what was seen on it."""

    def __init__(self, scope: CancelScope, resolver: _Resolver, trust: Callable[[], ssl.SSLContext]) -> None:
        self.scope, self.resolver, self.trust = scope, resolver, trust
        self.stray = False

    def connect(self, host: str, port: int) -> socket.socket:
        """A socket to an address of the host that was judged. Raises Failed."""
        problem: Failed | None = None
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
                problem = Failed(*_connect_fault(cause))
        raise problem or Failed(_TOO_LATE.reason, _TOO_LATE.detail)


class _Resolver:
    """Host names, each looked up once and judged; who is connected to is taken from here and nowhere else."""

    def __init__(self, allowed: Sequence[Network], look_up: LookUp | None) -> None:
        self._allowed, self._look_up = allowed, look_up
        self._lookups: dict[str, _Lookup] = {}
        self._lock = threading.Lock()

    def addresses(self, host: str, scope: CancelScope) -> list[tuple[socket.AddressFamily, str]]:
        """The addresses of a host, if all of them may be asked. Raises Failed."""
        lookup = self._lookup(host)
        if not lookup.done.wait(scope.seconds_left):
            raise Failed(Reason.TIMEOUT, "was not found in time by the name servers")
        if lookup.failed is not None:
            with self._lock:
                self._lookups.pop(host, None)
            raise lookup.failed
        for _, address in lookup.found:
            meaning = refusal(address, self._allowed)
            if meaning is not None:
                raise Failed(Reason.PRIVATE_ADDRESS, f"is at an address that is not public: {meaning}")
        return lookup.found

    def _lookup(self, host: str) -> _Lookup:
        with self._lock:
            lookup = self._lookups.get(host)
            if lookup is None:
                lookup = self._lookups[host] = _Lookup()
                if not lookup.take_numeric(host):
                    # A thread, because nothing ends a name look-up that takes its time.
                    work = partial(lookup.take_name, host, self._look_up or socket.getaddrinfo)
                    threading.Thread(target=work, daemon=True, name="credlint-name").start()
            return lookup


class _Lookup:
    def __init__(self) -> None:
        self.done = threading.Event()
        self.found: list[tuple[socket.AddressFamily, str]] = []
        self.failed: Failed | None = None

    def take_numeric(self, host: str) -> bool:
        try:
            ip = ip_address(host)
        except ValueError:
            return False
        self.found = [(socket.AF_INET if ip.version == 4 else socket.AF_INET6, host)]
        self.done.set()
        return True

    def take_name(self, host: str, look_up: LookUp) -> None:
        try:
            answers = look_up(host, None, type=socket.SOCK_STREAM)
            self.found = list(dict.fromkeys((answer[0], str(answer[4][0])) for answer in answers))
            if not self.found:
                self.failed = Failed(Reason.NO_SUCH_HOST, "does not exist")
        except socket.gaierror as problem:
            if problem.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
                self.failed = Failed(Reason.NO_SUCH_HOST, "does not exist: the name servers do not know it")
            else:
                self.failed = Failed(Reason.NAME_LOOKUP, "could not be looked up: the name servers gave no answer")
        except Exception as problem:
            self.failed = Failed(Reason.NAME_LOOKUP, f"could not be looked up: {type(problem).__name__}")
        finally:
            self.done.set()


class _Adapter(HTTPAdapter):
    """requests' way to urllib3, with the connection made by `_Dialer`."""

    def __init__(self, dialer: _Dialer) -> None:
        self._dialer = dialer
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        self.poolmanager = urllib3.PoolManager(1)

    def cert_verify(self, *args: Any, **kwargs: Any) -> None:
        """The context of `_Dialer.trust` has the certificates."""

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
    def __init__(self, dialer: _Dialer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dialer = dialer
        self.response_class = partial(_Response, dialer)  # type: ignore[assignment]

    def _new_conn(self) -> socket.socket:
        return self._dialer.connect(self._dns_host, self.port)


class _SecureConnection(_PlainConnection, HTTPSConnection):
    """The same under TLS."""


class _Response(http.client.HTTPResponse):
    """http.client's reading of an answer, metered, and with what it forgives refused."""

    def __init__(self, dialer: _Dialer, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self._dialer = dialer
        buffered: Any = self.fp
        self._meter = _Meter(buffered.detach(), sock, dialer.scope)
        self.fp = io.BufferedReader(self._meter)

    def begin(self) -> None:
        super().begin()
        if self._meter.at_end:
            raise Failed(Reason.BAD_RESPONSE, "broke off inside the headers of its answer")
        for name, value in self.headers.items():
            if name.lower() in _KEPT_HEADERS and _CONTROLS.search(value):
                raise Failed(Reason.BAD_RESPONSE, f"sent control characters in its {name.title()} header")
        for name in ("Content-Length", "Location"):
            values = {value.strip() for value in self.headers.get_all(name, ())}
            if len(values) > 1 or (
                name == "Content-Length" and not all(re.fullmatch(r"[0-9]{1,19}", v) for v in values)
            ):
                raise Failed(Reason.BAD_RESPONSE, f"sent a {name} that contradicts itself or is not a number")
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
            raise Failed(_TOO_LATE.reason, _TOO_LATE.detail)
        if self.received >= self.limit:
            if self.limit == MAX_HEADERS:
                raise Failed(Reason.BAD_RESPONSE, f"sent more than {MAX_HEADERS >> 10} KiB of headers")
            return 0
        self._sock.settimeout(left)
        view = memoryview(buffer)[: self.limit - self.received]
        try:
            count: int | None = self._raw.readinto(view)
        except TimeoutError:
            raise Failed(_TOO_LATE.reason, _TOO_LATE.detail) from None
        self.at_end = count == 0
        self.received += count or 0
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


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


def _decoded(data: bytes, headers: Any) -> tuple[str | None, bool]:
    """The body as text and whether it is whole; None where it comes in a form that is not read here."""
    is_whole = True
    layers = [layer.strip().lower() for layer in headers.get("content-encoding", "").split(",") if layer.strip()]
    if len(layers) > MAX_LAYERS:
        return None, False
    for layer in reversed(layers):
        if layer == "identity":
            continue
        if layer not in ("gzip", "x-gzip", "deflate"):
            return None, False
        # 47: zlib or gzip, whichever the data begins with; -15: deflate without a head, as some servers send it.
        bits = (
            47
            if layer != "deflate"
            or data[:1] in (b"\x78", b"\x08", b"\x18", b"\x28", b"\x38", b"\x48", b"\x58", b"\x68")
            else -15
        )
        inflate = zlib.decompressobj(bits)
        try:
            data = inflate.decompress(data, MAX_BODY)
        except zlib.error:
            return None, False
        is_whole = is_whole and inflate.eof
    match = _CHARSET.search(headers.get("content-type", "")) or _CHARSET.search(data[:1024].decode("latin-1"))
    charset = match[1] if match and _WEB_CHARSET.fullmatch(match[1]) else "utf-8"
    try:
        return data.decode(charset, "replace"), is_whole
    except LookupError:
        return data.decode("utf-8", "replace"), is_whole


def _as_utf8(header: str) -> str:
    """A header's text; http.client reads bytes as Latin-1, and servers write UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _connect_fault(problem: OSError) -> tuple[Reason, str]:
    if isinstance(problem, TimeoutError) or problem.errno == errno.ETIMEDOUT:
        return Reason.TIMEOUT, "did not take the connection in time"
    if isinstance(problem, ConnectionRefusedError):
        return Reason.REFUSED, "refused the connection"
    if isinstance(problem, ConnectionError):
        return Reason.RESET, "broke off the connection (network error)"
    return Reason.REFUSED, "cannot be reached from here (network error)"


_CERTIFICATE = {
    9: "has a TLS certificate that is not valid yet",
    10: "has a TLS certificate that has expired",
    18: "has a TLS certificate signed by itself",
    19: "has a TLS certificate whose chain ends in a certificate signed by itself",
    20: "has a TLS certificate whose issuer is not known",
    21: "has a TLS certificate whose issuer is not known",
    23: "has a TLS certificate that was revoked",
    62: "has a TLS certificate for another name",
    64: "has a TLS certificate for another address",
}


def _fault(problem: BaseException) -> Fault:
    """What an exception of the libraries means; the innermost cause that says something is told."""
    causes = list(_causes(problem))
    for cause in causes:
        if isinstance(cause, Failed):
            return cause.fault
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Fault(Reason.TLS, _CERTIFICATE.get(cause.verify_code, "has a TLS certificate that is not valid"))
        if isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            return Fault(Reason.RESET, "broke off the connection during TLS (network error)")
        if isinstance(cause, ssl.SSLError):
            said = (cause.reason or "").replace("_", " ").lower()
            return Fault(Reason.TLS, f"could not agree on TLS ({said})" if said else "could not agree on TLS")
    for cause in causes:
        if isinstance(cause, TimeoutError | urllib3.exceptions.TimeoutError):
            return _TOO_LATE
        if isinstance(cause, ConnectionError) and isinstance(cause, OSError):
            return Fault(Reason.RESET, "broke off the connection (network error)")
    for cause in causes:
        if isinstance(
            # A ValueError is http.client's where a number is none, as in a chunk of -5 bytes.
            cause,
            http.client.HTTPException | urllib3.exceptions.HTTPError | requests.RequestException | ValueError,
        ):
            return Fault(Reason.BAD_RESPONSE, f"sent an answer that is not proper HTTP ({type(cause).__name__})")
        if isinstance(cause, OSError):
            return Fault(Reason.RESET, "failed while it was asked (network error)")
    return Fault(Reason.INTERNAL, f"could not be asked: {type(problem).__name__} inside credlint")


def _causes(problem: BaseException) -> list[BaseException]:
    """The exception and all that led to it, the innermost first; libraries put them into causes and into arguments."""
    found: list[BaseException] = []
    waiting: list[object] = [problem]
    while waiting:
        item = waiting.pop()
        if isinstance(item, BaseException) and item not in found and len(found) < 20:
            found.append(item)
            waiting += [item.__context__, item.__cause__, *item.args, getattr(item, "reason", None)]
    return found[::-1]
