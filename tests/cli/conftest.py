"""The command line as people run it: in this process where nothing else is asked, as a process of its own otherwise."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from credlint import bundled
from credlint.cli import main
from repository import FILES, Repository

# A fixed day, and articles whose faults are none of the shipped catalog's, so that no real price change breaks a test.
AS_OF = "2026-06-15"

PLAIN = """---
title: "A plain article"
pubDate: 2026-06-01
---

Nothing here is a claim about a credential, and there is no link.
"""

# One warning, whatever is known of the world (and one more where all rules speak: the excuse is needless).
EXCUSED = """---
title: "An article with an excuse"
pubDate: 2026-06-01
---

Nothing here needs one.

<!-- credlint-disable-file past-year until=2027-01-31 -->
"""


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def valid(document: Any, name: str) -> Any:
    """The document, which follows the schema of that name."""
    schema = json.loads((bundled.schemas_folder() / f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    return document


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache_folder: Path) -> Path:
    """An empty folder to run in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CREDLINT_CACHE_DIR", str(cache_folder))
    for name in ("CREDLINT_DEBUG", "CREDLINT_ALLOW_PRIVATE", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def articles(site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The small site with its own catalog and no other; git knows nothing of it."""
    nothing = tmp_path_factory.mktemp("catalog")
    monkeypatch.setattr(bundled, "catalog_folder", lambda: nothing)
    articles = Repository(site)
    for path, text in FILES.items():
        articles.write(path, text)
    return articles


@pytest.fixture
def credlint(site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Runs the command line in this process."""

    def run(*arguments: object, stdin: bytes | None = None) -> Outcome:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Outcome(code, out, err)

    return run


@pytest.fixture
def process(site: Path) -> Callable[..., Outcome]:
    """Runs it in a process of its own."""

    def run(*arguments: object, stdin: bytes | None = None, **environment: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "credlint", *map(str, arguments)],
            input=stdin if stdin is not None else b"",
            capture_output=True,
            cwd=site,
            env={**os.environ, **environment},
            timeout=120,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
