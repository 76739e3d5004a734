"""A run waits for nothing that it does not use, and what every run uses is made soon."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct, inspect, structs

import credlint
from credlint.article import Article
from credlint.catalog import Credential, Group, Provider
from credlint.catalog.load import Kept
from credlint.gist import Gist
from credlint.regex_code import Code
from credlint.site import DeadLinks, DeadLinksOfSite

PARSING = "mistune yaml credlint.claims.finder credlint.catalog.names"
# Of no use to a check that finds its catalog compiled and asks nobody anything.
NEVER = "asyncio click jsonschema multiprocessing pathspec requests rich socket subprocess threading credlint.pool"


def test_the_package_has_a_version() -> None:
    assert credlint.__version__


@pytest.mark.parametrize(
    ("options", "before", "used", "unused"),
    [
        (["--no-cache"], 0, PARSING, f"{NEVER} sqlite3"),
        ([], 0, f"{PARSING} sqlite3", NEVER),
        ([], 1, "sqlite3 credlint.claims.verdict", f"{NEVER} {PARSING}"),
    ],
    ids=["no cache", "a new cache", "an unchanged article"],
)
def test_what_a_check_imports(
    options: list[str], before: int, used: str, unused: str, tmp_path: Path, new_cache: Path
) -> None:
    article = tmp_path / "article.md"
    article.write_text("---\ntitle: Exams\n---\nThe AWS Certified Cloud Practitioner exam costs $1.\n", "utf-8")
    program = (
        "import sys; from credlint.cli import main; main(sys.argv[2:]); print(*{*sys.argv[1].split()} & {*sys.modules})"
    )
    command = [sys.executable, "-c", program, f"{used} {unused}", "check", "-q", "-j1", *options, str(article)]
    environment = {**os.environ, "CREDLINT_CACHE_DIR": str(new_cache)}
    for _ in range(before + 1):
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=True
        )
    assert set(done.stdout.splitlines()[-1].split()) == set(used.split())


def structs_in(part: object) -> Iterator[type]:
    """The classes that a value of a type is made of, by what msgspec tells of the type."""
    if isinstance(part, inspect.StructType):
        yield part.cls
    if isinstance(part, Struct):
        part = tuple(structs.asdict(part).values())
    if isinstance(part, tuple):
        for inner in part:
            yield from structs_in(inner)


@pytest.mark.parametrize("kind", [Article, Code, Credential, DeadLinks, DeadLinksOfSite, Gist, Group, Kept, Provider])
def test_what_is_decoded_has_its_annotations_evaluated(kind: type) -> None:
    """msgspec compiles those that are text, and all of them took a thirtieth of a run over an unchanged article."""
    for one in {*structs_in(inspect.type_info(kind))}:
        assert [name for name, said in one.__annotations__.items() if isinstance(said, str)] == [], one
