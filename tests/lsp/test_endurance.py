"""Nothing that is typed, and nothing that an editor says out of order, ends the server."""

from __future__ import annotations

import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor import AS_OF, PATIENCE, Editor, Start

ARTICLE = """---
title: "Half-typed 🙂"
category: guides
credentials: [acme/baker]
---

# Exams & prices

The **Acme Certified Baker** exam costs $100, or [half](/blog/other#where-it-begins) for `code`. 👩‍🍳

| certification | price | valid |
| --- | ---: | --- |
| Acme Certified Baker | $120 | 3 years |

- one <!-- credlint-disable-line past-year -- why -->
  - two in 2019

> quoted

```python
$100
```

<div><a href="x">html</a></div>

[ref]: https://example.org/ "title"
"""

PIECES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["---\n", "[", "](", "```", "|", "<!-- credlint-", "{/*", "$", "\r", "\u2028", "🙂", "\x00", "- ", "\ud83d"]
    ),
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES), min_size=1, max_size=12)
ASKED = ("hover", "definition", "completion")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS, suffix=st.sampled_from([".md", ".mdx"]))
def test_random_edits(editor: Editor, edits: list[tuple[float, int, str]], suffix: str) -> None:
    uri = editor.open(f"articles/random{suffix}", ARTICLE, "mdx" if suffix == ".mdx" else "markdown")
    text = ARTICLE
    for number, (where, cut, piece) in enumerate(edits, 2):
        at = round(where * len(text))
        text = text[:at] + piece + text[at + cut :]
        editor.change(uri, text, number)
        line = text.count("\n", 0, at)
        editor.at(ASKED[number % 3], uri, line, cut)
    settled(editor, uri, text)


def settled(editor: Editor, uri: str, text: str) -> None:
    """The server still answers, and a good text is read after all that."""
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}}
    context = {"diagnostics": []}
    editor.ask("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": whole, "context": context})
    editor.ask("textDocument/documentLink", {"textDocument": {"uri": uri}})
    editor.change(uri, ARTICLE, 1000)
    assert "outdated-cost" in [one["code"] for one in editor.findings(uri, 1000)]
    editor.close(uri)


def test_every_prefix_of_an_article(editor: Editor) -> None:
    uri = editor.open("articles/prefix.md", "")
    for end in range(0, len(ARTICLE), 7):
        editor.change(uri, ARTICLE[:end], end + 2)
        editor.at("completion", uri, ARTICLE.count("\n", 0, end), 1)
    settled(editor, uri, ARTICLE)


NOWHERE = {"line": 10**6, "character": 10**6}
ALL = {"start": {"line": 0, "character": 0}, "end": NOWHERE}


def of(uri: str) -> dict[str, Any]:
    return {"textDocument": {"uri": uri, "languageId": "markdown", "version": 0, "text": "x"}}


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("textDocument/didChange", of("file:///no.md") | {"contentChanges": [{"text": "x"}]}),
        ("textDocument/didChange", of("untitled:x") | {"contentChanges": []}),
        ("textDocument/didClose", of("file:///never.md")),
        ("textDocument/didSave", of("file:///never.md")),
        ("textDocument/didOpen", of("")),
        ("textDocument/didOpen", of("file:///a%00b.md")),
        ("textDocument/didOpen", of("file://[")),
        ("textDocument/didOpen", of("file:///" + "a" * 5000 + ".md")),
        ("textDocument/didOpen", {"nonsense": True}),
        ("workspace/didChangeConfiguration", {"settings": {}}),
        ("workspace/didChangeWatchedFiles", {"changes": [{"uri": "file:///x", "type": 9}]}),
        ("no/such", {"a": 1}),
        ("$/cancelRequest", {"id": 99999}),
        ("$/setTrace", {"value": "verbose"}),
    ],
)
def test_nonsense(editor: Editor, method: str, params: Any) -> None:
    editor.tell(method, params)
    uri = editor.open("articles/after.md", ARTICLE)
    assert "outdated-cost" in [one["code"] for one in editor.findings(uri)]
    assert editor.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": NOWHERE}) is None
    assert not any("Traceback" in line for line in editor.log)
    editor.close(uri)


def test_what_a_rule_cannot_bear_keeps_the_last_findings(start: Start, site: Path, tmp_path: Path) -> None:
    """A fault of ours in the reading: the findings of the text before stay, and the next text is read."""
    (tmp_path / "sitecustomize.py").write_text(
        "from credlint import article\n"
        "whole = article.read\n"
        "def read(text, *more, **named):\n"
        "    if 'BANG' in text: raise ZeroDivisionError('a fault')\n"
        "    return whole(text, *more, **named)\n"
        "article.read = read\n"
    )
    editor = start(site, environment={"PYTHONPATH": str(tmp_path)})
    uri = editor.open("articles/fault.md", ARTICLE)
    shown = editor.findings(uri)
    editor.change(uri, ARTICLE + "BANG\n", 2)
    assert editor.at("hover", uri, 0, 0) is None
    assert editor.shown[uri]["diagnostics"] == shown
    asked = {"textDocument": {"uri": uri}, "range": ALL, "context": {"diagnostics": []}}
    assert editor.ask("textDocument/codeAction", asked) is None
    editor.change(uri, ARTICLE, 3)
    assert editor.findings(uri, 3) == shown
    assert editor.end() == 0
    assert any("ZeroDivisionError" in line for line in editor.log)
    assert not any("Traceback" in line for line in editor.log)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_socket_is_opened(start: Start, site: Path, tmp_path: Path) -> None:
    editor = start(site, wrapped=("strace", "-f", "-qq", "-e", "trace=connect,sendto", "-o", str(tmp_path / "calls")))
    uri = editor.open("articles/linked.md", ARTICLE)
    editor.findings(uri)
    for version in range(2, 12):
        editor.change(uri, ARTICLE + f"[x](https://example.com/{version})\n", version)
        editor.findings(uri, version)
        editor.save(uri)
    assert editor.end() == 0
    calls = (tmp_path / "calls").read_text().splitlines()
    assert [call for call in calls if "AF_INET" in call] == []


class Web(http.server.BaseHTTPRequestHandler):
    """Has nothing, and remembers who asked."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_GET

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def web() -> Iterator[str]:
    Web.asked.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Web) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/gone"
        server.shutdown()


@pytest.mark.network
@pytest.mark.parametrize(("wish", "asks"), [(None, False), ({"links": "yes"}, False), ({"links": True}, True)])
def test_links_are_asked_only_where_the_editor_wants_it(
    start: Start, site: Path, web: str, wish: Any, asks: bool
) -> None:
    editor = start(site, options=wish, environment={"CREDLINT_ALLOW_PRIVATE": "127.0.0.1/32"})
    uri = editor.open("articles/asked.md", f"---\ntitle: A\n---\n\n[x]({web})\n")
    editor.findings(uri)
    if asks:
        editor.until(lambda: "broken-link" in [one["code"] for one in editor.shown[uri]["diagnostics"]])
    assert editor.end() == 0
    assert ("/gone" in Web.asked) is asks


def test_it_ends_when_the_editor_is_gone(start: Start, site: Path) -> None:
    editor = start(site)
    assert editor.process.stdin is not None
    editor.process.stdin.close()
    assert editor.process.wait(PATIENCE) == 0


@pytest.mark.parametrize("length", [10**8 + 1, 10**30])
def test_a_message_without_an_end_ends_it_in_a_sentence(start: Start, site: Path, length: int) -> None:
    editor = start(site)
    assert editor.process.stdin is not None
    editor.process.stdin.write(b"Content-Length: %d\r\n\r\n{}" % length)
    editor.process.stdin.flush()
    assert editor.process.wait(PATIENCE) == 2
    editor.process.stdin.close()
    editor.kill()
    assert [line for line in editor.log if "100 MB" in line] and not [line for line in editor.log if "Trace" in line]


def test_without_the_extra_it_says_what_to_install(site: Path, tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError('not here', name='pygls')\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-m", "credlint", "lsp", "--as-of", AS_OF],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2
    assert "credlint[lsp]" in told.stderr and "Traceback" not in told.stderr
