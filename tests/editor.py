"""An editor as the language server sees it, and a site about invented credentials for it to open.

pytest-lsp would do the same and needs an event loop, a plugin for it, and asynchronous tests; the protocol itself is
a header and JSON.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

AS_OF = "2026-06-15"

CONFIG = """content = ["articles"]
catalog = ["catalog"]
exclude = ["articles/drafts/**"]

[front-matter]
schemas = [{ files = "articles/**", schema = "article.schema.json" }]

[site]
routes = [{ prefix = "/blog/", folder = "articles" }]
"""

SCHEMA = {
    "type": "object",
    "required": ["title"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string", "description": "The headline"},
        "pubDate": {"type": "string", "format": "date"},
        "category": {"enum": ["guides", "news", "on-going: yes"]},
        "draft": {"type": "boolean"},
        "tags": {"type": "array", "items": {"$ref": "#/$defs/tag"}},
        "credentials": {"type": "array", "items": {"type": "string"}},
        "seo": {"type": "object", "properties": {"robots": {"enum": ["index", "noindex"]}}},
    },
    "$defs": {"tag": {"enum": ["cloud", "security"]}},
}

BAKER = """name: Acme Certified Baker
kind: exam
aliases: [ACB]

status:
- {is: active, since: 2020-01-01, sources: [acme], checked: 2026-05}

costs:
- {amount: 100, currency: USD, basis: exam, since: 2020-01-01, until: 2025-12-31, sources: [acme], checked: 2026-05}
- {amount: 120, currency: USD, basis: exam, since: 2026-01-01, sources: [acme], checked: 2026-05}

sources:
  acme: {url: https://acme.example/baker, title: Baker exam, official: true, seen: page, page-date: 2026-05}
"""

OTHER = """---
title: Another article
pubDate: 2026-06-01
---

# Another article

## Where it begins

Nothing here is a claim.
"""

PATIENCE = 120  # seconds; only a server that is dead or stuck, or on a machine that others keep busy, needs them


class Editor:
    """One server process. `shown` has the latest diagnostics of every URI, `messages` what it told the writer."""

    def __init__(
        self,
        folder: Path,
        *arguments: str,
        cache_folder: Path,
        options: Any = None,
        capabilities: Any = None,
        environment: Mapping[str, str] | None = None,
        wrapped: Sequence[str] = (),
    ) -> None:
        self.folder = folder
        self.shown: dict[str, dict[str, Any]] = {}
        self.published: list[dict[str, Any]] = []
        self.messages: list[str] = []
        self.registered: list[Any] = []
        self._answers: dict[int, Any] = {}
        self._incoming: queue.Queue[Any] = queue.Queue()
        self._next = 0
        self.log: list[str] = []
        self.process = subprocess.Popen(
            [*wrapped, sys.executable, "-m", "credlint", "lsp", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, "CREDLINT_CACHE_DIR": str(cache_folder), **(environment or {})},
        )
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._listen, self._read_log)]
        for thread in self._threads:
            thread.start()
        root = {"rootUri": folder.as_uri(), "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}]}
        wishes = {"processId": None, "capabilities": capabilities or {}, "initializationOptions": options, **root}
        self.capabilities = self.ask("initialize", wishes)["capabilities"]
        self.tell("initialized", {})

    # The wire

    def _listen(self) -> None:
        out = self.process.stdout
        assert out is not None
        while True:
            length = 0
            while (line := out.readline()).strip():
                name, _, value = line.partition(b":")
                assert name in (b"Content-Length", b"Content-Type"), f"not the protocol: {line!r}"
                length = int(value) if name == b"Content-Length" else length
            if not length:
                self._incoming.put(None)
                return
            self._incoming.put(json.loads(out.read(length)))

    def _read_log(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log.append(line.decode(errors="replace").rstrip())

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def _hear(self) -> None:
        """Takes in one message."""
        message = self._incoming.get(timeout=PATIENCE)
        assert message is not None, "the server has ended:\n" + "\n".join(self.log)
        method, params = message.get("method"), message.get("params")
        if method == "textDocument/publishDiagnostics":
            self.shown[params["uri"]] = params
            self.published.append(params)
        elif method == "window/showMessage":
            self.messages.append(params["message"])
        elif method == "client/registerCapability":
            self.registered += params["registrations"]
            self._send({"id": message["id"], "result": None})
        elif method is None:
            self._answers[message["id"]] = message

    def until(self, holds: Callable[[], Any]) -> Any:
        """Takes in messages until something holds, and returns what it is."""
        while not (found := holds()):
            self._hear()
        return found

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        self._next += 1
        ident = self._next
        self._send({"id": ident, "method": method, "params": params})
        answer = self.until(lambda: self._answers.pop(ident, None))
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def end(self) -> int:
        """Says goodbye; the exit code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):
                pipe.close()

    # Documents

    def uri(self, path: str) -> str:
        return path if ":" in path else (self.folder / path).as_uri()

    def open(self, path: str, text: str, language: str = "markdown", version: int = 1) -> str:
        uri = self.uri(path)
        document = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, uri: str, text: str, version: int) -> None:
        changed = {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]}
        self.tell("textDocument/didChange", changed)

    def save(self, uri: str) -> None:
        self.tell("textDocument/didSave", {"textDocument": {"uri": uri}})

    def close(self, uri: str) -> None:
        """Closes a document, and waits until nothing is shown for it any more."""
        self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        self.until(lambda: self.shown.get(uri, {}).get("version") is None)

    def findings(self, uri: str, version: int = 1) -> list[dict[str, Any]]:
        """What is shown for this version of a document."""
        shown = self.until(lambda: self._of(uri, version))
        found: list[dict[str, Any]] = shown["diagnostics"]
        return found

    def _of(self, uri: str, version: int) -> Any:
        shown = self.shown.get(uri)
        return shown if shown is not None and shown.get("version") == version else None

    def at(self, method: str, uri: str, line: int, character: int, **more: Any) -> Any:
        place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
        return self.ask(f"textDocument/{method}", place | more)


Start = Callable[..., Editor]


def make_site(root: Path) -> Path:
    files = {
        "credlint.toml": CONFIG,
        "article.schema.json": json.dumps(SCHEMA),
        "catalog/acme/provider.yaml": "name: Acme\n",
        "catalog/acme/baker.yaml": BAKER,
        "articles/other.md": OTHER,
        "articles/baking-for-beginners.md": OTHER,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root
