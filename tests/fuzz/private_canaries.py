"""The installed command against a network full of private addresses, each with a canary that counts who connects.

usage: private_canaries.py [CREDLINT]

Runs in a network namespace of its own (Linux, `unshare` with user namespaces). Private addresses are given to its
loopback interface and everything listens there; a server on a public address redirects to them, and names lead to them.
Prints the number of tries and of connections to canaries, and fails where there is one.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from urllib.parse import quote, unquote

PUBLIC = "93.184.215.14"
PRIVATE = (
    "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "168.63.129.16", "198.18.0.1",
    "192.0.0.192", "fd00:ec2::254", "fec0::1", "2002:a00:1::1", "64:ff9b::a00:1", "64:ff9b:1::1", "2001:db8::1",
    "fe80::1",
)  # fmt: skip
SPELLINGS = (
    "127.0.0.1", "127.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.1", "0", "localhost",
    "localhost.", "10.0.0.1", "10.1", "0xa000001", "167772161", "192.168.1.1", "192.168.257", "172.16.0.1",
    "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "100.64.0.1", "198.18.0.1",
    "168.63.129.16", "192.0.0.192", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:a00:1]",
    "[::ffff:a9fe:a9fe]", "[64:ff9b::a00:1]", "[64:ff9b:1::1]", "[2002:a00:1::1]", "[fd00:ec2::254]",
    "[fec0::1]", "[fe80::1]", "[fe80::1%25lo]", "１２７.０.０.１", "user@127.0.0.1", "good.example\\@127.0.0.1",
    "canary-0.example", "canary-4.example", "canary-8.example",
)  # fmt: skip
FORMS = ("[a]({})", "![a]({})", "<{}>", "[a][r{n}]\n\n[r{n}]: {}", '<a href="{}">a</a>', '<img src="{}" alt="a">')
CANARY_PORTS = (80, 443, 8080)


def outside(command: str) -> int:
    if not shutil.which("unshare"):
        print("there is no unshare here: not run")
        return 0
    inner = [
        "unshare",
        "--user",
        "--map-root-user",
        "--net",
        "--mount",
        sys.executable,
        "-I",
        __file__,
        "--inside",
        command,
    ]
    return subprocess.run(inner).returncode


def inside(command: str) -> int:
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in (PUBLIC, *PRIVATE):
        width = 128 if ":" in address else 32
        subprocess.run(["ip", "addr", "add", f"{address}/{width}", "dev", "lo"], check=False, stderr=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hosts = [f"{address} canary-{number}.example" for number, address in enumerate(PRIVATE)]
        (folder / "hosts").write_text("127.0.0.1 localhost\n" + "\n".join(hosts) + "\n")
        subprocess.run(["mount", "--bind", str(folder / "hosts"), "/etc/hosts"], check=True)
        caught: list[str] = []
        for port in CANARY_PORTS:
            listen("::", port, lambda sock, where: caught.append(where))
        listen(PUBLIC, 8000, redirect)
        # The canaries must be able to sing: one connection is made on purpose, and then forgotten.
        socket.create_connection(("10.0.0.1", 80), 5).close()
        deadline = threading.Event()
        while not caught and not deadline.wait(0.05):
            pass
        caught.clear()
        tries = article(folder / "a.md")
        result = subprocess.run(
            [command, "links", "a.md", "--format", "json", "--quiet"],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "HOME": name, "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
        )
        statuses = {link["status"] for link in json.loads(result.stdout)["links"]}
        control = PUBLIC in result.stdout
        print(f"{tries} tries, {len(caught)} connections to canaries; statuses: {', '.join(sorted(statuses))}")
        return 1 if caught or "ok" in statuses or not control else 0


def article(path: Path) -> int:
    urls = [f"http://{spelling}:{port}/x" for spelling in SPELLINGS for port in CANARY_PORTS[:1]]
    hops = [
        f"http://{PUBLIC}:8000/{count}/{status}/{quote(url, safe='')}"
        for url in urls
        for status in (301, 302, 303, 307, 308)
        for count in range(1, 6)
    ]
    lines = [form.format(url, n=f"{i}-{j}") for i, url in enumerate(urls) for j, form in enumerate(FORMS)]
    lines += [f"[a]({url})" for url in hops]
    path.write_text("\n\n".join(lines), "utf-8")
    return len(lines)


def listen(host: str, port: int, then: object) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, dualstack_ipv6=host == "::", backlog=500)

    def serve() -> None:
        while True:
            sock, _ = listener.accept()
            threading.Thread(target=answer, args=(sock,), daemon=True).start()

    def answer(sock: socket.socket) -> None:
        with sock:
            then(sock, str(sock.getsockname()))  # type: ignore[operator]

    threading.Thread(target=serve, daemon=True).start()


def redirect(sock: socket.socket, where: str) -> None:
    """`/HOPS/STATUS/TARGET` redirects so many times with that status, at last to the target."""
    parts = sock.recv(65536).decode("latin-1").split(" ")[1].split("/", 3)
    if len(parts) < 4:
        sock.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        return
    _, hops, status, target = parts
    to = unquote(target) if hops == "1" else f"/{int(hops) - 1}/{status}/{target}"
    sock.sendall(f"HTTP/1.1 {status} X\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode())


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        sys.exit(inside(sys.argv[2]))
    installed = Path(sys.executable).with_name("credlint")
    sys.exit(outside(sys.argv[1] if len(sys.argv) > 1 else str(installed)))
