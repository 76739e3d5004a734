"""What is read without click is what click reads."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credlint.cli import plain
from credlint.cli.check import command
from credlint.cli.checking import Request

VALUES = [
    "2026-06-15",
    "2026-6-1",
    "20260615",
    "json",
    "texts",
    "never",
    "2",
    "0",
    "513",
    "+3",
    "a,b",
    "",
    "-",
    "--",
    "x",
]
OPTIONS = [*plain.FLAGS, *plain.VALUES, "--links", "--fix", "--shard", "--jo", "-x", "-qj2", "--help"]
WORDS = st.one_of(
    st.sampled_from([*OPTIONS, *VALUES, "a.md", "docs"]),
    st.builds(str.__add__, st.sampled_from([f"{option}{sign}" for option in OPTIONS for sign in ("", "=")]),
              st.sampled_from(VALUES)),
)  # fmt: skip


def by_click(arguments: list[str]) -> Request | None:
    try:
        with command.make_context("check", arguments) as context:
            return Request(**context.params)
    except (click.ClickException, click.exceptions.Exit):
        return None


@given(st.lists(WORDS, max_size=5))
def test_plain_arguments_mean_what_they_mean_to_click(arguments: list[str]) -> None:
    request = plain.request(arguments)
    assert request is None or request == by_click([*arguments])


@pytest.mark.parametrize(
    "line",
    [
        "",
        "-",
        "article.md docs/b.md",
        "--no-links --force-exclude article.md",
        "- --stdin-filename docs/a.md --format json",
        "article.md --as-of 2026-06-15 --no-cache -q -j1 --fail-on=never",
        "--jobs 2 --select past-year --ignore= --config credlint.toml",
    ],
)
def test_what_hooks_and_editors_ask_is_plain(line: str) -> None:
    request = plain.request(line.split())
    assert request is not None
    assert request == by_click(line.split())


@pytest.mark.parametrize(
    "line", ["--help", "-- a.md", "--as-of", "--as-of 2026-02-30", "--jobs 0", "-j513", "--format x", "--fix", "-qj2"]
)
def test_the_rest_is_left_to_click(line: str) -> None:
    assert plain.request(line.split()) is None


def test_a_plain_check_never_loads_click(tmp_path: object) -> None:
    program = "import sys; from credlint.cli import main; main(sys.argv[1:]); sys.exit('click' in sys.modules)"
    asked = [sys.executable, "-c", program, "check", "-q", "--no-cache", "--no-links"]
    assert subprocess.run(asked, cwd=str(tmp_path), timeout=60, check=False).returncode == 0
