"""`credlint links` and `check --links`, asking a server of this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cli.conftest import Outcome

pytestmark = pytest.mark.network
ANSWERS = {"/ok": 200, "/gone": 404, "/moved": 301, "/wall": 403}


class Web(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answering(BaseHTTPRequestHandler):
    server: Web

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(ANSWERS.get(self.path, 404))
        if self.path == "/moved":
            self.send_header("Location", f"{self.server.url}/ok")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def ask(
    credlint: Callable[..., Outcome], site: Path, new_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    monkeypatch.setenv("CREDLINT_CACHE_DIR", str(new_cache))
    (site / "credlint.toml").write_text('[[links.hosts]]\nhost = "127.0.0.1"\nrequests-per-second = 1000\n')
    return lambda *arguments: credlint(*arguments, "--allow-private", "127.0.0.1/32")


def test_each_link_has_a_verdict_and_each_host_a_line(ask: Callable[..., Outcome], site: Path, web: Web) -> None:
    (site / "a.md").write_text(f"[a]({web.url}/ok) [b]({web.url}/gone)\n\n[c]({web.url}/moved)\n")
    outcome = ask("links", "a.md", "--verbose")
    assert outcome.code == 1
    assert f"a.md:1:1: outbound ok 200 {web.url}/ok" in outcome.out
    assert f"outbound broken 404 {web.url}/gone" in outcome.out
    assert "an old copy may be at https://web.archive.org/" in outcome.out
    assert f"link to the new address: {web.url}/ok" in outcome.out
    assert outcome.err.endswith("127.0.0.1: 1 ok, 1 moved, 1 broken\n")
    assert f"{web.url}/gone: 404 Not Found" in outcome.err


def test_hosts_without_trouble_are_only_counted(ask: Callable[..., Outcome], site: Path, web: Web) -> None:
    (site / "a.md").write_text(f"[a]({web.url}/ok)\n")
    outcome = ask("links", "a.md")
    assert (outcome.code, outcome.err) == (0, "1 host without trouble\n")


def test_what_was_answered_is_remembered(ask: Callable[..., Outcome], site: Path, web: Web) -> None:
    (site / "a.md").write_text(f"[a]({web.url}/ok)\n")
    assert ask("links", "a.md", "--quiet").err == ""
    asked = len(web.asked)
    assert ask("links", "a.md", "--quiet").code == 0
    assert ask("links", "a.md", "--remembered-links").code == 0
    assert len(web.asked) == asked
    assert ask("links", "a.md", "--no-cache").code == 0
    assert len(web.asked) > asked


def test_a_private_address_is_asked_only_where_that_is_allowed(
    credlint: Callable[..., Outcome], site: Path, web: Web
) -> None:
    (site / "a.md").write_text(f"[a]({web.url}/ok)\n")
    outcome = credlint("links", "a.md", "--no-cache", "--format", "json")
    assert [link["status"] for link in outcome.json["links"]] == ["skipped"]
    assert web.asked == []


def test_a_check_finds_broken_links(ask: Callable[..., Outcome], site: Path, web: Web) -> None:
    (site / "a.md").write_text(f"[b]({web.url}/gone) [d]({web.url}/wall)\n")
    outcome = ask("check", "a.md", "--links", "--format", "json", "--select", "broken-link,blocked-link")
    assert [finding["rule"] for finding in outcome.json["findings"]] == ["broken-link", "blocked-link"]
