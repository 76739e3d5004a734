"""Reports of shards become one, in the order that one run has them (tests/cli compares the bytes of whole runs)."""

from __future__ import annotations

import json
import os
from datetime import date
from typing import Any

import pytest

from credlint import shards
from credlint.errors import InputError
from credlint.finding import Finding, Severity
from credlint.report import Report, order
from credlint.reporters.json import render
from credlint.span import Position, Span

# As Python has the names of files whose bytes are no UTF-8.
NAMES = ["b.md", "a/b.md", "a.md", "aé.md", "a中.md", os.fsdecode(b"a\x80.md"), os.fsdecode(b"a\xff.md")]


def finding(path: str, line: int = 1, column: int = 1, rule: str = "past-year") -> Finding:
    place = Position(line, column)
    return Finding(rule, Severity.WARNING, path, Span(0, 1), place, place, "q", "q", "Said.", "Do.", "f" * 32)


def report(*findings: Finding) -> shards.Document:
    made = Report(date(2026, 6, 15), 1, tuple(sorted(findings, key=order)))
    return shards.read(render(made).encode(), "part.json")


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_the_order_is_that_of_one_run(parts: int) -> None:
    found = [finding(name, *at) for name in NAMES for at in ((2, 1), (1, 9), (1, 10), (1, 9, "missing-page"))]
    merged = shards.merge([(f"{i}.json", report(*found[i::parts])) for i in range(parts)])
    assert merged["findings"] == report(*found)["findings"]
    assert merged["summary"]["articles"] == parts
    assert merged["summary"]["findings"]["warning"] == len(found)


def without(key: str) -> Any:
    return {name: value for name, value in report(finding("a.md")).items() if name != key}


def named(path: str) -> Any:
    broken = report(finding("a.md"))
    broken["findings"][0]["path"] = path
    return broken


@pytest.mark.parametrize(
    "broken",
    [None, [], {}, without("version"), without("summary"), without("findings"), without("crashes"), named("\ud800.md")],
)
def test_what_is_no_report_is_refused(broken: object) -> None:
    with pytest.raises(InputError, match="is not a credlint report") as raised:
        shards.read(json.dumps(broken).encode(), "part.json")
    assert raised.value.hint


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 200_000])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="is not JSON"):
        shards.read(data, "part.json")
