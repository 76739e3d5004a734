"""Link checkers on one local web: wall and processor time, memory, requests, and whether their answers are right.

usage: links.py [--urls N] [--rounds 1] [--credlint CMD] [--peers FOLDER] [--smoke]

Compares `credlint links` (cold, and again within the age of its answers) with a floor (an asyncio client that sends as
many requests as are needed and judges by status alone) and, where they are installed, with linkinator,
markdown-link-check and LinkChecker: on PATH, or below FOLDER/node_modules/.bin and FOLDER/bin. `--smoke` asks for a few
URLs and fails where an answer of credlint is wrong or more than 1.4 requests a URL are needed; it judges no time.

Linux only: the hosts are addresses of 127.0.0.0/8.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import resource
import shlex
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local_web import Planned, plan, write

Broken = Callable[[str], set[str]]
FAILED = {"broken", "unreachable"}


@dataclass(frozen=True, slots=True)
class Run:
    name: str
    wall: float
    cpu: float
    memory: float
    requests: int
    heads: int
    most_open: int
    missed: int
    wrong: int


@contextmanager
def serving(planned: list[Planned], folder: Path) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    write(planned, folder / "plan.json")
    command = [sys.executable, str(Path(__file__).with_name("local_web.py")), str(folder / "plan.json"), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        server.stdout.readline()
        try:
            yield port
        finally:
            server.kill()


def articles(planned: list[Planned], port: int, folder: Path, count: int = 300) -> None:
    """Every URL stands in three places; a URL in code and one in a comment stand beside them, for nobody to ask."""
    folder.mkdir()
    count = min(count, len(planned))
    for number in range(count):
        lines = [f"# Article {number}\n"]
        for shift in range(3):
            for item in planned[(number + shift) % count :: count]:
                url = f"http://{item.host}:{port}{item.path}{item.fragment}"
                lines.append(f"Words about [{item.kind}]({url}) and more words.\n" if shift else f"Also <{url}>.\n")
        lines.append(f"```\nhttp://127.0.0.2:{port}/in-code/{number}\n```\n")
        lines.append(f"<!-- http://127.0.0.2:{port}/in-comment/{number} -->\n")
        (folder / f"a{number:03}.md").write_text("\n".join(lines))


def ask(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=30) as answer:
        return bytes(answer.read())


def measured(
    name: str, command: list[str], broken: Broken, planned: list[Planned], port: int, folder: Path, cache: Path
) -> Run:
    ask(port, "~reset")
    out = folder.parent / "out"
    started = time.perf_counter()
    with out.open("w") as stream:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=stream,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "CREDLINT_CACHE_DIR": str(cache), "NO_COLOR": "1"},
        )
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    wall = time.perf_counter() - started
    stats = json.loads(ask(port, "~stats"))
    said = {url.partition("#")[0] for url in broken(out.read_text("utf-8", "replace"))}
    missed = wrong = 0
    for item in planned:
        called_broken = f"http://{item.host}:{port}{item.path}" in said
        if item.kind in ("403", "anchor-lost"):
            continue  # others judge these otherwise, and not wrongly
        missed += set(item.right) <= FAILED and not called_broken
        wrong += not set(item.right) & FAILED and called_broken
    return Run(
        name,
        wall,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        sum(stats["hits"].values()),
        stats["methods"].get("HEAD", 0),
        stats["most_open_on_a_host"],
        missed,
        wrong,
    )


def by_credlint(text: str) -> set[str]:
    return {link["url"] for link in json.loads(text)["links"] if link["status"] in FAILED}


def by_linkinator(text: str) -> set[str]:
    return {link["url"] for link in json.loads(text[text.index("{") :])["links"] if link["state"] == "BROKEN"}


def by_lines(text: str) -> set[str]:
    """URLs on lines that say that something is wrong."""
    lines = [line for line in text.splitlines() if re.search(r"\[✖\]|ERROR|;False;", line)]
    return {url for line in lines for url in re.findall(r"https?://127[^\s\"'<>)\];]+", line)}


def by_floor(text: str) -> set[str]:
    return set(text.split())


def contenders(
    credlint: str, peers: Path | None, planned: list[Planned], port: int
) -> dict[str, tuple[list[str], Broken]]:
    urls = [f"http://{item.host}:{port}{item.path}" for item in planned]
    listed = Path(tempfile.mkdtemp()) / "urls"
    listed.write_text("\n".join(urls))
    table: dict[str, tuple[list[str], Broken]] = {
        "credlint": (
            [*shlex.split(credlint), "links", ".", "--format", "json", "--allow-private", "127.0.0.0/8"],
            by_credlint,
        ),
        "floor (asyncio, 256 at once)": ([sys.executable, __file__, "--floor", str(listed)], by_floor),
    }
    places = os.pathsep.join(
        [*(str(peers / name) for name in ("node_modules/.bin", "bin") if peers), os.environ["PATH"]]
    )
    if tool := shutil.which("linkinator", path=places):
        options = ["*.md", "--markdown", "--format", "json", "--timeout", "10000", "--concurrency", "100"]
        table["linkinator"] = [tool, *options], by_linkinator
    if tool := shutil.which("markdown-link-check", path=places):
        table["markdown-link-check"] = ["sh", "-c", f"{shlex.quote(tool)} *.md"], by_lines
    if tool := shutil.which("linkchecker", path=places):
        table["LinkChecker"] = (
            [tool, "--check-extern", "-r1", "--no-robots", "-t64", "-ocsv", "--no-status", "."],
            by_lines,
        )
    return table


async def floor(urls: list[str]) -> None:
    """HEAD, GET on doubt, one more after a fault; 256 at once and 24 a host; prints what failed."""
    everybody = asyncio.Semaphore(256)
    hosts: dict[str, asyncio.Semaphore] = {}

    async def once(method: str, url: str, seconds: float) -> tuple[int, str | None, float]:
        host, _, path = url.removeprefix("http://").partition("/")
        name, _, port = host.partition(":")
        reader, writer = await asyncio.open_connection(name, int(port))
        try:
            writer.write(f"{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), seconds)).decode("latin-1")
            location = re.search(r"(?im)^location: (\S+)", head)
            pause = re.search(r"(?im)^retry-after: (\d+)", head)
            target = f"http://{host}{location[1]}" if location else None
            return int(head.split()[1]), target, float(pause[1]) if pause else 0.0
        finally:
            writer.close()

    async def judge(url: str) -> None:
        host = url.split("/")[2]
        async with everybody, hosts.setdefault(host, asyncio.Semaphore(24)):
            method, target, tries = "HEAD", url, 0
            for _ in range(14):
                try:
                    status, location, pause = await once(method, target, 2.5 if method == "HEAD" else 7.5)
                except (OSError, EOFError, TimeoutError) as fault:
                    tries += 1
                    if tries > 1:
                        break
                    method = "GET"
                    await asyncio.sleep(0 if isinstance(fault, TimeoutError) else 0.3)
                    continue
                if location:
                    target = location
                elif pause:
                    await asyncio.sleep(pause)
                elif status < 400:
                    return
                elif method == "HEAD":
                    method = "GET"
                else:
                    break
            print(url)

    await asyncio.gather(*(judge(url) for url in urls))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--urls", type=int)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--credlint", default=f"{sys.executable} -I -m credlint")
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--floor", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.floor:
        asyncio.run(floor(options.floor.read_text().split()))
        return 0
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits[1], limits[1]))
    count = options.urls or (1000 if options.smoke else 2000)
    planned = [item for item in plan(count) if not options.smoke or item.kind not in ("hang", "head-hangs")]
    runs: dict[str, list[Run]] = {}
    with tempfile.TemporaryDirectory() as name, serving(planned, Path(name)) as port:
        folder, cache = Path(name) / "articles", Path(name) / "cache"
        articles(planned, port, folder)
        table = contenders(options.credlint, options.peers, planned, port)
        if options.smoke:
            table = {"credlint": table["credlint"]}
        for _ in range(options.rounds):
            for tool, (command, broken) in table.items():
                if options.only and not any(part in tool for part in options.only.split(",")):
                    continue
                shutil.rmtree(cache, ignore_errors=True)
                cache.mkdir(parents=True)
                runs.setdefault(tool, []).append(measured(tool, command, broken, planned, port, folder, cache))
                if tool == "credlint":
                    again = measured("credlint, again", command, broken, planned, port, folder, cache)
                    runs.setdefault("credlint, again", []).append(again)
    print(
        f"{len(planned)} URLs, {options.rounds} rounds, load {os.getloadavg()[0]:.1f}; medians, then the last counts\n"
    )
    print(
        "| tool | wall s (min-max) | CPU s | peak MB | requests a URL (HEAD) | most open on a host | missed | wrong |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for tool, told in runs.items():
        walls, last = [run.wall for run in told], told[-1]
        print(
            f"| {tool} | {statistics.median(walls):.1f} ({min(walls):.1f}-{max(walls):.1f})"
            f" | {statistics.median(run.cpu for run in told):.1f} | {last.memory:.0f}"
            f" | {last.requests / len(planned):.2f} ({last.heads}) | {last.most_open} | {last.missed} | {last.wrong} |"
        )
    if options.smoke:
        first, again = runs["credlint"][0], runs["credlint, again"][0]
        bad = first.missed or first.wrong or first.requests > 1.4 * len(planned) or again.requests
        return 1 if bad else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
