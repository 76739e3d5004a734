"""Where a finding stands is counted in code points of the text as it is written, whatever its bytes look like."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

import invented
from credlint import config, run
from credlint.discovery import SourceFile

MARKS = (b"", b"\xef\xbb\xbf")
ENDINGS = ("\n", "\r\n", "\r", "\r\n\r")
# What stands before it in its line; of these, nothing ends a line, and each character counts as one.
BEFORE = ("", "é ", "e\u0301 ", "👩‍🍳 ", "日本 ", "a\u2028", "a\x85", "a\x0b\x0c")


@pytest.mark.parametrize(("mark", "ending", "before"), [*product(MARKS, ENDINGS, BEFORE)])
def test_line_and_column(tmp_path: Path, mark: bytes, ending: str, before: str) -> None:
    text = f"# Bakers{ending}{ending}{before}The Acme Certified Baker exam costs $7.{ending}"
    source = SourceFile("a.md", "a.md", f"{tmp_path}/", mark + text.encode())
    site = config.with_selection(config.load(None, tmp_path), "cost-mismatch", None)
    report = run.check(run.Plan([source], invented.CATALOG, site, invented.TODAY, jobs=1))
    line = 1 + 2 * (2 if ending == "\r\n\r" else 1)
    found = [(finding.start.line, finding.start.column, finding.quote) for finding in report.findings]
    assert found == [(line, len(before) + len("The Acme Certified Baker exam costs ") + 1, "$7")]


@pytest.mark.parametrize("lost", [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"])
def test_what_is_lost_moves_nothing_of_other_lines(tmp_path: Path, lost: bytes) -> None:
    source = SourceFile("a.md", "a.md", f"{tmp_path}/", lost + b"\n\nThe Acme Certified Baker exam costs $7.\n")
    site = config.with_selection(config.load(None, tmp_path), "cost-mismatch,unreadable-file", None)
    report = run.check(run.Plan([source], invented.CATALOG, site, invented.TODAY, jobs=1))
    found = {finding.rule: finding.start for finding in report.findings}
    assert (found["unreadable-file"].line, found["cost-mismatch"].line) == (1, 3)
    assert found["cost-mismatch"].column == len("The Acme Certified Baker exam costs ") + 1
