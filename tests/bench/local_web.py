"""A web of loopback hosts with latencies, limits and faults, for timing link checkers.

usage: local_web.py PLAN.json PORT

A host is an address 127.0.0.N, so Linux is needed. `/~stats` of 127.0.0.1 gives the counts since `/~reset`.
"""

from __future__ import annotations

import asyncio
import json
import random
import socket
import struct
import sys
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

HOSTS = [f"127.0.0.{i}" for i in range(2, 51)]
LIMITED = HOSTS[-1]
LIMIT = 15  # requests in a second of the clock that LIMITED answers

# Kind, how many of 1,000 URLs, and the statuses that are right for it.
KINDS = (
    ("fine", 718, ("ok",)),
    ("head-405", 60, ("ok",)),
    ("head-404", 20, ("ok",)),
    ("head-hangs", 3, ("ok",)),
    ("moved", 50, ("moved",)),
    ("three-hops", 10, ("ok",)),
    ("to-404", 10, ("broken",)),
    ("circle", 5, ("broken",)),
    ("404", 45, ("broken",)),
    ("410", 5, ("broken",)),
    ("500", 5, ("unreachable",)),
    ("503-once", 10, ("ok",)),
    ("429-once", 20, ("ok",)),
    ("403", 5, ("blocked",)),
    ("slow-body", 10, ("ok",)),
    ("big-body", 5, ("ok",)),
    ("reset", 10, ("unreachable",)),
    ("reset-once", 5, ("ok",)),
    ("hang", 3, ("unreachable",)),
    ("anchor", 5, ("ok",)),
    ("anchor-lost", 4, ("broken",)),
)


@dataclass(frozen=True, slots=True)
class Planned:
    host: str
    path: str
    fragment: str
    kind: str
    delay: float
    right: tuple[str, ...]


def plan(count: int, seed: int = 7) -> list[Planned]:
    """URLs whose hosts follow a Zipf-like law and whose latencies are mostly 50 ms, some a second."""
    dice = random.Random(seed)
    kinds = [(kind, right) for kind, share, right in KINDS for _ in range(max(1, round(share * count / 1000)))][:count]
    kinds += [("fine", ("ok",))] * (count - len(kinds))
    dice.shuffle(kinds)
    weights = [1 / (i + 3) for i in range(len(HOSTS) - 1)]
    planned = []
    for i, (kind, right) in enumerate(kinds):
        host = dice.choices(HOSTS[:-1], weights)[0]
        if i < count * 0.03:
            host, kind, right = LIMITED, "fine", ("ok",)
        delay = dice.choices(
            (min(0.15, max(0.02, dice.gauss(0.05, 0.02))), dice.uniform(0.1, 0.4), dice.uniform(1, 1.5)), (85, 12, 3)
        )[0]
        fragment = {"anchor": "#part", "anchor-lost": "#no-such-part"}.get(kind, "")
        planned.append(Planned(host, f"/{kind}/{i}", fragment, kind, round(delay, 3), right))
    return planned


def write(planned: list[Planned], file: Path) -> None:
    file.write_text(json.dumps([asdict(item) for item in planned]))


PAGE = b"<!doctype html><title>A page</title><h1 id='top'>A page</h1><h2 id='part'>Part</h2>" + b"<p>words " * 2500


class Web:
    def __init__(self, planned: list[dict[str, object]]) -> None:
        self._plan = {f"{item['host']}{item['path']}": item for item in planned}
        self._reset()

    def _reset(self) -> None:
        self._hits: Counter[str] = Counter()
        self._methods: Counter[str] = Counter()
        self._seconds: defaultdict[int, int] = defaultdict(int)
        self._open: Counter[str] = Counter()
        self._most_open = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        self._open[host] += 1
        self._most_open = max(self._most_open, self._open[host])
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                method, target, _ = head.decode("latin-1").split(" ", 2)
                await self._answer(writer, host, method, target.partition("?")[0])
                await writer.drain()
                if b"connection: close" in head.lower():
                    break
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError):
            pass
        finally:
            self._open[host] -= 1
            writer.close()

    async def _answer(self, writer: asyncio.StreamWriter, host: str, method: str, path: str) -> None:
        def send(code: int, body: bytes = PAGE, **headers: str) -> None:
            named = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
            head = f"HTTP/1.1 {code} X\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n{named}\r\n"
            writer.write(head.encode() + (b"" if method == "HEAD" else body))

        if host == "127.0.0.1":
            if path == "/~reset":
                self._reset()
                return send(200, b"")
            stats = {"hits": self._hits, "methods": self._methods, "most_open_on_a_host": self._most_open}
            return send(200, json.dumps(stats).encode())
        self._hits[host + path] += 1
        self._methods[method] += 1
        base, hopped, hop = path.partition("~")
        item = self._plan.get(host + base)
        if item is None:
            return send(404)
        kind, first = str(item["kind"]), self._hits[host + path] == 1
        if kind == "reset" or (kind == "reset-once" and first):
            sock = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            raise EOFError
        await asyncio.sleep(float(str(item["delay"])))
        if host == LIMITED:
            self._seconds[int(time.time())] += 1
            if self._seconds[int(time.time())] > LIMIT:
                return send(429, b"", Retry_After="1")
        match kind:
            case "503-once" | "429-once" if first:
                return send(int(kind[:3]), b"", Retry_After="1")
            case "head-405" | "head-404" if method == "HEAD":
                return send(int(kind[-3:]))
            case "hang":
                return await asyncio.sleep(60)
            case "head-hangs" if method == "HEAD":
                return await asyncio.sleep(60)
            case "404" | "410" | "403" | "500":
                return send(int(kind))
            case "moved" if not hopped:
                return send(301, b"", Location=f"{base}~")
            case "moved" | "three-hops" if hop == "3":
                return send(200)
            case "three-hops":
                return send(302, b"", Location=f"{base}~{int(hop or 0) + 1}")
            case "to-404":
                return send(404) if hopped else send(302, b"", Location=f"{base}~")
            case "circle":
                return send(302, b"", Location=base if hopped else f"{base}~")
            case "big-body":
                return send(200, PAGE * 200)
            case "slow-body" if method != "HEAD":
                writer.write(b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n")
                for _ in range(10):
                    writer.write(b"x" * 100)
                    await writer.drain()
                    await asyncio.sleep(0.5)
                return None
        return send(200)


async def main(file: Path, port: int) -> None:
    web = Web(json.loads(file.read_text()))
    server = await asyncio.start_server(web.serve, "0.0.0.0", port, backlog=4096)
    print("ready", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
