"""A web of hosts that each misbehave in their own way.

Every scenario is a host name; all names lead to one server on loopback, which tells them apart by the Host header.
Paths other than `/x` answer 404, so that questions on the side (a surely missing page, a sitemap) do not disturb.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

LONG = 30.0  # seconds that a host goes on misbehaving; far past any deadline
Respond = Callable[["Connection"], None]


@dataclass(slots=True)
class Connection:
    sock: Any
    method: str
    path: str
    nth: int
    closing: threading.Event
    port: int

    def send(self, data: bytes) -> None:
        # Redirects name other scenarios without knowing the port that day.
        self.sock.sendall(data.replace(b".test/", b".test:%d/" % self.port))

    def trickle(self, data: Iterable[bytes], every: float = 0.05) -> None:
        end = time.monotonic() + LONG
        for part in data:
            if time.monotonic() > end or self.closing.wait(every):
                return
            self.send(part)

    def reset(self) -> None:
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@dataclass(frozen=True, slots=True)
class Scenario:
    """`expected`: the statuses that are right. `reason`: the reason, where only one is right."""

    name: str
    respond: Respond
    expected: str
    reason: str | None = None
    path: str = "/x"

    def url(self, port: int, scheme: str = "http") -> str:
        return f"{scheme}://{self.name}.test:{port}{self.path}"


def page(body: bytes = b"<h1 id='top'>A page</h1>", status: str = "200 OK", headers: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return head.encode("latin-1") + body


def raw(data: bytes) -> Respond:
    """The same bytes for HEAD and GET, as a careless server sends them."""
    return lambda connection: connection.send(data)


def proper(data: bytes) -> Respond:
    """Bytes of a whole answer, of which HEAD gets the head."""
    head = data.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    return lambda connection: connection.send(head if connection.method == "HEAD" else data)


def status(line: str, headers: str = "") -> Respond:
    return proper(page(status=line, headers=headers))


def redirect(to: str, code: int = 302, headers: str = "") -> Respond:
    return status(f"{code} Elsewhere", f"Location: {to}\r\n{headers}")


def once(first: Respond, then: Respond) -> Respond:
    return lambda connection: (first if connection.nth == 1 else then)(connection)


def only(method: str, respond: Respond, otherwise: Respond) -> Respond:
    return lambda connection: (respond if connection.method == method else otherwise)(connection)


def hang(connection: Connection) -> None:
    connection.closing.wait(LONG)


def slow_letters(data: bytes, every: float = 0.05) -> Respond:
    return lambda connection: connection.trickle((bytes([byte]) for byte in data * 100), every)


def slow_headers(connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\n")
    connection.trickle((f"X-{i}: y\r\n".encode() for i in range(100_000)), every=0.2)  # before http.client has too many


def slow_body(connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    connection.trickle(b"x" for _ in range(100_000))


def silent_body(connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    hang(connection)


def endless(head: bytes, part: bytes) -> Respond:
    def respond(connection: Connection) -> None:
        connection.send(head)
        end = time.monotonic() + LONG
        while time.monotonic() < end and not connection.closing.is_set():
            connection.send(part)

    return respond


def many_headers(count: int, size: int) -> Respond:
    lines = b"".join(b"X-%d: %s\r\n" % (i, b"y" * size) for i in range(count))
    return raw(b"HTTP/1.1 200 OK\r\n" + lines + b"\r\n")


@cache
def bomb(encoding: str) -> bytes:
    """128 MiB of zeros, packed."""
    if encoding == "gzip":
        return _packed(zlib.compressobj(1, zlib.DEFLATED, 31))
    if encoding == "deflate":
        return _packed(zlib.compressobj(1, zlib.DEFLATED, 15))
    return gzip.compress(bomb("gzip"))


def _packed(pack: Any) -> bytes:
    zeros = bytes(1 << 20)
    return b"".join([*(pack.compress(zeros) for _ in range(128)), pack.flush()])


def encoded(encoding: str, body: bytes, status_line: str = "200 OK", headers: str = "") -> Respond:
    return proper(page(body, status_line, f"Content-Encoding: {encoding}\r\n{headers}"))


def reset(connection: Connection) -> None:
    connection.reset()


def reset_in_headers(connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nContent-")
    time.sleep(0.05)
    connection.reset()


def growing(connection: Connection) -> None:
    depth = connection.path.count("/")
    redirect(f"{connection.path}/{'x' * depth}")(connection)


OK = proper(page())
EMPTY = b"Content-Length: 0\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"

SCENARIOS = (
    Scenario("fine", OK, "ok", "answered"),
    Scenario("no-content", raw(b"HTTP/1.1 204 No Content\r\n\r\n"), "ok"),
    Scenario("http10", proper(b"HTTP/1.0 200 OK\r\n\r\nhello"), "ok"),
    Scenario("fragment-there", OK, "ok", "answered", "/x#top"),
    Scenario("fragment-lost", OK, "broken", "fragment-missing", "/x#bottom"),
    Scenario("fragment-in-bomb", encoded("gzip", bomb("gzip")), "ok", path="/x#top"),
    Scenario(
        "fragment-in-endless",
        endless(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"y" * 9999),
        "ok",
        path="/x#top",
    ),
    Scenario("not-found", status("404 Nope"), "broken", "not-found"),
    Scenario("gone", status("410 Gone"), "broken", "gone"),
    Scenario("forbidden", status("403 Forbidden"), "blocked", "forbidden"),
    Scenario("unauthorized", status("401 No", "WWW-Authenticate: Basic\r\n"), "blocked", "forbidden"),
    Scenario("legal", status("451 No"), "blocked", "forbidden"),
    Scenario("teapot", status("418 I'm a teapot"), "blocked"),
    Scenario("wall-999", status("999 Request denied"), "blocked", "bot-wall"),
    Scenario("wall-cloud", status("403 Forbidden", "cf-mitigated: challenge\r\n"), "blocked", "bot-wall"),
    Scenario("error-500", status("500 Oops"), "unreachable", "server-error"),
    Scenario("error-503-once", once(status("503 Busy"), OK), "ok"),
    Scenario("error-599", status("599 Odd"), "unreachable", "server-error"),
    Scenario("head-405", only("HEAD", status("405 No"), OK), "ok"),
    Scenario("head-404", only("HEAD", status("404 No"), OK), "ok"),
    Scenario("head-501", only("HEAD", status("501 No"), OK), "ok"),
    Scenario("head-403", only("HEAD", status("403 No"), OK), "ok"),
    Scenario("head-hangs", only("HEAD", hang, OK), "ok"),
    Scenario("head-resets", only("HEAD", reset, OK), "ok"),
    Scenario("head-with-body", raw(page()), "ok"),
    Scenario("head-lies", only("HEAD", raw(page()), status("404 Not Found")), "broken", "not-found"),
    Scenario("limited-once", once(status("429 Slow", "Retry-After: 0\r\n"), OK), "ok"),
    Scenario("limited-always", status("429 Slow", "Retry-After: 0\r\n"), "blocked", "rate-limited"),
    Scenario("limited-for-ever", status("429 Slow", "Retry-After: 999999999\r\n"), "blocked", "rate-limited"),
    Scenario("limited-by-date", status("429 Slow", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n"), "blocked"),
    Scenario("limited-by-nonsense", status("429 Slow", "Retry-After: later, \xe9\r\n"), "blocked", "rate-limited"),
    Scenario("moved-fine", only("HEAD", redirect("http://fine.test/x", 301), OK), "moved"),
    Scenario("found-fine", redirect("http://fine.test/x", 302), "ok", "redirect"),
    Scenario("moved-to-dead", redirect("http://gone.test/x", 308), "broken", "gone"),
    Scenario("circle", redirect("/x"), "broken", "redirect-loop"),
    Scenario("circle-of-two", redirect("http://circle-of-too.test/x"), "broken", "redirect-loop"),
    Scenario("circle-of-too", redirect("http://circle-of-two.test/x"), "broken", "redirect-loop"),
    Scenario("circle-by-fragment", redirect("/x#y"), "broken", "redirect-loop"),
    Scenario("circle-for-cookies", redirect("/x", headers="Set-Cookie: a=b\r\n"), "blocked", "bot-wall"),
    Scenario("growing", growing, "broken", "redirect-loop"),
    Scenario("to-file", redirect("file:///etc/passwd"), "broken", "unsupported"),
    Scenario("to-gopher", redirect("gopher://127.0.0.1:6379/_x"), "broken", "unsupported"),
    Scenario("to-data", redirect("data:text/html,hello", 301), "broken", "unsupported"),
    Scenario("to-script", redirect("javascript:alert(1)"), "broken", "unsupported"),
    Scenario("to-app", redirect("itms-apps://x"), "skipped", "unsupported"),
    Scenario("to-metadata", redirect("http://169.254.169.254/latest/meta-data/"), "skipped", "private-address"),
    Scenario("to-inside", redirect("http://10.0.0.1/", 307), "skipped", "private-address"),
    Scenario("to-mapped", redirect("http://[::ffff:a00:1]/", 308), "skipped", "private-address"),
    Scenario("to-nothing", redirect(""), "broken", "redirect-loop"),
    Scenario("to-nonsense", redirect("http://[/"), "unreachable", "bad-response"),
    Scenario("to-bad-port", redirect("http://fine.test:99999/"), "unreachable", "bad-response"),
    Scenario("to-login", redirect("http://fine.test/login?next=/x"), "broken"),
    Scenario("nul-in-location", redirect("/x\x00y"), "unreachable", "bad-response"),
    Scenario("two-locations", status("302 Found", "Location: /a\r\nLocation: /b\r\n"), "unreachable", "bad-response"),
    Scenario("bomb-302-gzip", encoded("gzip", bomb("gzip"), "302 Found", "Location: http://fine.test/x\r\n"), "ok"),
    Scenario("bomb-200-gzip", only("HEAD", status("405 No"), encoded("gzip", bomb("gzip"))), "ok"),
    Scenario("bomb-200-deflate", encoded("deflate", bomb("deflate")), "ok", path="/x#top"),
    Scenario("bomb-in-bomb", encoded("gzip, gzip", bomb("twice")), "ok", path="/x#top"),
    Scenario(
        "thousand-layers", encoded(", ".join(["gzip"] * 1000), b"\x1f\x8b"), "unreachable", "bad-response", "/x#top"
    ),
    Scenario("not-really-gzip", encoded("gzip", b"plain"), "ok", path="/x#top"),
    Scenario("strange-encoding", encoded("zstd", b"\x28\xb5\x2f\xfd"), "ok", path="/x#top"),
    Scenario("endless-body", only("HEAD", hang, endless(b"HTTP/1.1 200 OK\r\n\r\n", b"z" * 65536)), "ok"),
    Scenario("endless-302", endless(b"HTTP/1.1 302 Found\r\nLocation: http://fine.test/x\r\n\r\n", b"z" * 65536), "ok"),
    Scenario("endless-status", endless(b"HTTP/1.1 200 ", b"O" * 9999), "unreachable", "bad-response"),
    Scenario("endless-header", endless(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 9999), "unreachable", "bad-response"),
    Scenario("endless-headers", endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 99), "unreachable", "bad-response"),
    Scenario("endless-100", endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 99), "unreachable"),
    Scenario("headers-100000", many_headers(100_000, 10), "unreachable", "bad-response"),
    Scenario("headers-fat", many_headers(90, 60_000), "unreachable", "bad-response"),
    Scenario("hang", hang, "unreachable", "timeout"),
    Scenario("trickled-status", slow_letters(b"HTTP/1.1 200 OK                            "), "unreachable", "timeout"),
    Scenario("trickled-headers", slow_headers, "unreachable", "timeout"),
    Scenario("trickled-body", only("HEAD", hang, slow_body), "ok"),
    Scenario("trickled-page", slow_body, "unreachable", "timeout", "/x#top"),
    Scenario("silent-body", only("HEAD", status("405 No"), silent_body), "unreachable", "timeout"),
    Scenario("trickled-circle", redirect("/x"), "broken", "redirect-loop"),
    Scenario("reset", reset, "unreachable", "reset"),
    Scenario("reset-once", once(reset, OK), "ok"),
    Scenario("reset-in-headers", reset_in_headers, "unreachable"),
    Scenario("closed-at-once", lambda connection: None, "unreachable", "reset"),
    Scenario("no-end-of-headers", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"), "unreachable", "bad-response"),
    Scenario("length-negative", raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"), "unreachable", "bad-response"),
    Scenario("length-words", raw(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"), "unreachable", "bad-response"),
    Scenario(
        "length-twice",
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy"),
        "unreachable",
        "bad-response",
    ),
    Scenario(
        "length-too-long",
        proper(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\nx"),
        "unreachable",
        path="/x#top",
    ),
    Scenario(
        "chunks-bad",
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\nhello\r\n"),
        "unreachable",
        "bad-response",
    ),
    Scenario(
        "chunk-huge",
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"F" * 500 + b"\r\n"),
        "unreachable",
    ),
    Scenario("chunk-negative", raw(CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n"), "unreachable", "bad-response", "/x#top"),
    Scenario("chunk-broken-off", raw(CHUNKED + b"5\r\nhel"), "unreachable", "bad-response", "/x#top"),
    Scenario("chunks-endless", endless(CHUNKED, b"1\r\nx\r\n" * 99), "unreachable", "bad-response", "/x#top"),
    Scenario("chunk-extension", endless(CHUNKED + b"1;", b"x" * 9999), "unreachable", "bad-response", "/x#top"),
    Scenario("trailers-endless", endless(CHUNKED + b"1\r\nx\r\n0\r\n", b"X: y\r\n" * 99), "ok", path="/x#top"),
    Scenario("chunks-and-length", raw(CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Length: 3\r\n\r\n0\r\n\r\n")), "ok"),
    Scenario("http-0.9", raw(b"<html><h1 id=top>A page</h1></html>"), "unreachable", "bad-response"),
    Scenario("bare-line-feeds", raw(b"HTTP/1.1 200 OK\nContent-Length: 0\n\n"), "ok"),
    Scenario("folded-location", raw(b"HTTP/1.1 302 F\r\nLocation:\r\n http://10.0.0.1/\r\n" + EMPTY), "unreachable"),
    Scenario("blank-before-colon", raw(b"HTTP/1.1 302 F\r\nLocation : http://10.0.0.1/\r\n" + EMPTY), "unreachable"),
    Scenario("status-arabic", raw("HTTP/1.1 ٢٠٠ OK\r\n".encode() + EMPTY), "unreachable", "bad-response"),
    Scenario("use-proxy", redirect("http://10.0.0.1/", 305), "unreachable", "bad-response"),
    Scenario("to-user", redirect("http://fine.test@10.0.0.1/"), "skipped", "private-address"),
    Scenario(
        "to-wide-digits", redirect("http://１０.0。0.1/".encode().decode("latin-1")), "skipped", "private-address"
    ),
    Scenario("to-decimal", redirect("http://167772161/"), "skipped", "private-address"),
    Scenario("to-other-scheme", redirect("dict://10.0.0.1:11211/"), "skipped", "unsupported"),
    Scenario("to-port-0", redirect("http://fine.test:0/"), "unreachable", "bad-response"),
    Scenario("limited-below-0", status("429 Slow", "Retry-After: -5\r\n"), "blocked", "rate-limited"),
    Scenario(
        "busy-for-ever", status("503 Busy", "Retry-After: 99999999999999999999\r\n"), "unreachable", "server-error"
    ),
    Scenario(
        "escape-in-type", proper(page().replace(b"html", b"html\x1b[31m", 1)), "unreachable", "bad-response", "/x#top"
    ),
    Scenario("deep-page", proper(page(b"<div>" * 40_000 + b"<h1 id=top>")), "ok", path="/x#top"),
    Scenario("page-of-attributes", proper(page(b"<a " + b"b=c " * 40_000 + b">")), "ok", path="/x#top"),
    Scenario("page-of-comments", proper(page(b"<!--" * 40_000)), "ok", path="/x#top"),
    Scenario("not-http", raw(b"SSH-2.0-OpenSSH_9.0\r\n"), "unreachable", "bad-response"),
    Scenario("http-9", raw(b"HTTP/9.9 200 OK\r\n\r\n"), "unreachable", "bad-response"),
    Scenario("status-words", raw(b"HTTP/1.1 two hundred\r\n\r\n"), "unreachable", "bad-response"),
    Scenario("status-0", raw(b"HTTP/1.1 000 Nothing\r\n" + EMPTY), "unreachable", "bad-response"),
    Scenario("status-1000", raw(b"HTTP/1.1 1000 Much\r\n" + EMPTY), "unreachable", "bad-response"),
    Scenario("status-103", raw(b"HTTP/1.1 103 Early Hints\r\n\r\n"), "unreachable", "bad-response"),
    Scenario("status-304", raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"), "unreachable", "bad-response"),
    Scenario("escape-in-reason", raw(b"HTTP/1.1 404 \x1b]0;owned\x07\x1b[2J\r\n" + EMPTY), "broken", "not-found"),
    Scenario("escape-in-location", redirect("/\x1b]0;owned\x07"), "unreachable", "bad-response"),
    Scenario("nul-bytes", raw(b"\x00" * 1000), "unreachable", "bad-response"),
    Scenario(
        "charset-evil", proper(page(headers="").replace(b"text/html", b"text/html; charset=idna")), "ok", path="/x#top"
    ),
    Scenario("soft-404", lambda c: proper(page(b"<title>Page not found</title>Sorry"))(c), "broken", "soft-not-found"),
    Scenario("same-for-all", lambda c: OK(c), "ok", "answered"),
)

ANY_PATH = ("growing", "soft-404", "same-for-all")


class HostileWeb:
    """Serves the scenarios on a free port of loopback; `asked` counts requests by host and path."""

    def __init__(self, scenarios: Iterable[Scenario] = SCENARIOS, context: ssl.SSLContext | None = None) -> None:
        self._scenarios = {scenario.name: scenario for scenario in scenarios}
        self._context = context
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self.asked: Counter[tuple[str, str]] = Counter()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port: int = self._listener.getsockname()[1]
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> HostileWeb:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(sock,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError), sock:
            sock.settimeout(LONG)
            channel = self._context.wrap_socket(sock, server_side=True) if self._context else sock
            head = b""
            while b"\r\n\r\n" not in head:
                data = channel.recv(65536)
                if not data:
                    return
                head += data
            method, path, _ = head.split(b" ", 2)
            host = head.lower().partition(b"\r\nhost: ")[2].partition(b"\r\n")[0].decode().partition(":")[0]
            name = host.removesuffix(".test")
            with self._lock:
                self.asked[name, path.decode()] += 1
                nth = self.asked[name, path.decode()]
            scenario = self._scenarios.get(name)
            connection = Connection(channel, method.decode(), path.decode(), nth, self._closing, self.port)
            if scenario is None or (not path.startswith(b"/x") and name not in ANY_PATH):
                status("404 Not Found")(connection)
            else:
                scenario.respond(connection)
            if self._context:
                channel.close()

    def look_up(self, host: str, *_: object, **__: object) -> list[tuple[Any, ...]]:
        """Every name is this machine; numbers are themselves, in every spelling."""
        with contextlib.suppress(OSError):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (socket.inet_ntoa(socket.inet_aton(host)), 0))]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]


@contextlib.contextmanager
def hostile_web(scenarios: Iterable[Scenario] = SCENARIOS) -> Iterator[HostileWeb]:
    with HostileWeb(scenarios) as web:
        yield web
