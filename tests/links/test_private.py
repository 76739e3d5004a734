"""Nobody gets the checker to connect to an address that is not public, by whatever way."""

from __future__ import annotations

import contextlib
import ipaddress
import itertools
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote

import pytest

from credlint.links import HostPolicy, LinkStatus, Policy, Reason, verify
from credlint.links.address import networks
from credlint.links.exchange import CancelScope, Fault, Request, Response
from credlint.links.http import Http
from hostile import Connection, HostileWeb, Scenario, hostile_web, page, redirect

pytestmark = pytest.mark.network

SPELLINGS = (
    "127.0.0.2", "127.2", "0x7f000002", "2130706434", "017700000002", "0177.0.0.2", "0x7f.2", "127.0.0.2.", "0",
    "0.0.0.0", "10.0.0.1", "10.1", "0xa000001", "167772161", "192.168.1.1", "192.168.257", "172.16.0.1",
    "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "100.64.0.1", "198.18.0.1", "224.0.0.1",
    "255.255.255.255", "192.0.0.192", "168.63.129.16", "[::1]", "[::]", "[::ffff:127.0.0.2]", "[::ffff:a00:1]",
    "[0:0:0:0:0:ffff:a9fe:a9fe]", "[64:ff9b::a00:1]", "[2002:a00:1::]", "[2001:0:a00:1::1]", "[fe80::1]",
    "[fec0::1]", "[fd00:ec2::254]", "[ff02::1]", "[2606:4700::5efe:a00:1]",
)  # fmt: skip
STATUSES = (301, 302, 303, 307, 308)
HOPS = (1, 2, 3, 4, 5)


def hop(connection: Connection) -> None:
    """`/x/HOPS/STATUS/TARGET` redirects so many times with that status, at last to the target."""
    _, _, hops, status, target = connection.path.split("/", 4)
    further = f"/x/{int(hops) - 1}/{status}/{target}"
    redirect(further if hops != "1" else unquote(target), int(status))(connection)


@pytest.fixture(scope="module")
def web() -> Iterator[HostileWeb]:
    with hostile_web([Scenario("hop", hop, "skipped"), Scenario("fine", lambda c: c.send(page()), "ok")]) as web:
        yield web


@pytest.fixture
def connects(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that anything in this process connects to."""
    seen: list[Any] = []
    inner = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        seen.append(address[:2])
        inner(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    return seen


def names_to(*answers: str) -> Any:
    """A name server of the attacker: these addresses for every name, in this order."""

    def look_up(host: str, *_: object, **__: object) -> list[tuple[Any, ...]]:
        if host.endswith("fine.test") or host == "hop.test":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]
        with contextlib.suppress(OSError):
            return [
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", (socket.inet_ntoa(socket.inet_aton(host.rstrip("."))), 0))
            ]
        return [
            (socket.AF_INET6 if ":" in answer else socket.AF_INET, socket.SOCK_STREAM, 6, "", (answer, 0))
            for answer in answers
        ]

    return look_up


def ask(urls: list[str], look_up: Any) -> dict[str, Any]:
    allowed = networks(["127.0.0.1/32"])
    fast = (HostPolicy("hop.test", requests_per_second=10_000, connections=32),)
    policy = Policy(timeout_seconds=20, allow_private=allowed, hosts=fast, retry_pause_seconds=0)
    return verify(urls, {}, policy, now=lambda: datetime.now(UTC), transport=Http(allowed, look_up=look_up))


def test_a_thousand_redirects_and_more_lead_to_no_private_address(web: HostileWeb, connects: list[Any]) -> None:
    targets = [f"http://{spelling}:{port}/" for spelling, port in zip(SPELLINGS, itertools.cycle((80, 443, web.port)))]
    urls = [
        f"http://hop.test:{web.port}/x/{hops}/{status}/{quote(target, safe='')}"
        for target in targets
        for status in STATUSES
        for hops in HOPS
    ]
    results = ask([*urls, *targets], names_to())
    assert len(results) >= 1000
    assert set(connects) == {("127.0.0.1", web.port)}
    assert {result.reason for result in results.values()} == {Reason.PRIVATE_ADDRESS}


ADDRESSES = [
    str(ipaddress.ip_address(spelling.strip("[]")))
    for spelling in SPELLINGS
    if spelling.startswith("[")
    or (spelling.count(".") == 3 and not spelling.endswith(".") and not spelling.startswith("0"))
]


def test_a_name_with_a_private_address_among_its_addresses_is_not_asked(web: HostileWeb, connects: list[Any]) -> None:
    for address in ADDRESSES:
        for number, answers in enumerate(
            [(address,), ("127.0.0.1", address), (address, "127.0.0.1"), ("8.8.8.8", "2606:4700::1", address)] * 3
        ):
            url = f"http://name-{number}.example:{web.port}/x"
            (result,) = ask([url], names_to(*answers)).values()
            assert (result.status, result.reason) == (LinkStatus.SKIPPED, Reason.PRIVATE_ADDRESS)
    assert connects == []


def test_a_name_that_changes_its_address_is_asked_where_it_was_judged(web: HostileWeb, connects: list[Any]) -> None:
    """DNS rebinding: the first answer is harmless, every later one is not."""
    for number in range(100):
        calls = []

        def look_up(host: str, *_: object, calls: list[str] = calls, **__: object) -> list[tuple[Any, ...]]:
            calls.append(host)
            address = "127.0.0.1" if len(calls) == 1 else "169.254.169.254"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0))]

        http = Http(networks(["127.0.0.1/32"]), look_up=look_up)
        request = Request("GET", f"http://fine.test:{web.port}/x{number}")
        replies = [http.send(request, CancelScope(10)) for _ in range(3)]
        assert all(isinstance(reply, Response) and reply.status == 200 for reply in replies)
        assert calls == ["fine.test"]
    assert set(connects) == {("127.0.0.1", web.port)}


def test_without_leave_not_even_this_machine_is_asked(web: HostileWeb, connects: list[Any]) -> None:
    for host in ("127.0.0.1", "127.1", "0x7f000001", "2130706433", "localhost.fine.test", "[::ffff:127.0.0.1]"):
        reply = Http(look_up=names_to("127.0.0.1")).send(Request("HEAD", f"http://{host}:{web.port}/x"), CancelScope(5))
        assert isinstance(reply, Fault) and reply.reason is Reason.PRIVATE_ADDRESS
    assert connects == []


def test_nothing_of_the_user_is_sent(
    web: HostileWeb, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, connects: list[Any]
) -> None:
    """No proxy, no .netrc, no cookie, no name and password of the URL."""
    (tmp_path / ".netrc").write_text("default login canary password canary\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://canary:canary@127.0.0.9:9/")
    heads: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)

        def serve() -> None:
            for target in itertools.chain(["http://canary:canary@other.fine.test:%d/x"], itertools.repeat(None)):
                try:
                    sock, _ = listener.accept()
                except OSError:
                    return
                with sock:
                    heads.append(sock.recv(65536))
                    location = f"Location: {target % listener.getsockname()[1]}\r\n" if target else ""
                    line = "302 Found" if target else "200 OK"
                    sock.sendall(
                        f"HTTP/1.1 {line}\r\nSet-Cookie: canary=1\r\n{location}Content-Length: 0\r\n\r\n".encode()
                    )

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        port = listener.getsockname()[1]
        results = ask([f"http://canary:canary@one.fine.test:{port}/", f"http://fine.test:{port}/"], names_to())
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)
    assert len(heads) >= 3
    assert not any(b"canary" in head or b"Authorization" in head or b"Cookie" in head for head in heads)
    assert all(b"User-Agent: credlint/" in head for head in heads)
    assert {address for address, _ in connects} == {"127.0.0.1"}
    assert not any("canary" in repr(result) for result in results.values())
