"""Any bytes are an article: they are read, judged by every rule and told in every format, without a crash."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import invented
from credlint import config, run
from credlint.discovery import SourceFile
from credlint.files import decode
from credlint.finding import Applicability
from credlint.reporters import formats, render

PIECES = [
    b"---\n", b"+++\n", b"title: x\n", b"a: &a [*a]\n", b"date: 2026-02-30\n", b"# ", b"| ", b"|---|\n",
    b"\n", b"\r\n", b"\r", b"- ", b"> ", b"    ", b"```\n", b"<!-- ", b" -->", b"<!-- credlint-disable",
    b" until=2026-13-01", b" -- why", b"{/* ", b" */}", b"Acme Certified Baker", b" costs $100", b"$",
    b"9" * 400, b"-", b"1,", b" is valid for 2 years", b" retired on 2026-01-01", b"[x](", b"a.md", b"#",
    b")", b"![", b"](//x)", b"<a href='", b"https://u:p@x.example/?token=s", b"%00", b"%2e%2e/",
    b"javascript:", b"\x00", b"\x1b]0;t\x07", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xe2\x80\xa8",
    b"\xe2\x80\xae", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"::error::x", b"##[error]", b"<script>", b"]]>",
    b"=1+1", b"&#0;", b"&amp;", b"\\", b"*", b"_", b"`", b"~~~", b"<", b"export const a = {",
]  # fmt: skip
PARTS = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)), max_size=40)
BYTES = st.one_of(st.binary(max_size=200), PARTS.map(b"".join))


def report_of(data: bytes, name: str, top: Path) -> run.Report:
    site = config.with_selection(config.load(None, top), "all", None)
    source = SourceFile(name, name, f"{top}/", data)
    return run.check(run.Plan([source], invented.CATALOG, site, invented.TODAY, jobs=1))


@pytest.mark.parametrize("name", ["a.md", "a.mdx"])
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=BYTES)
def test_every_format_tells_of_any_bytes(tmp_path: Path, name: str, data: bytes) -> None:
    report = report_of(data, name, tmp_path)
    assert report.crashes == ()
    text, _, _ = decode(data)
    for finding in report.findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        assert finding.quote == text[finding.span.start : finding.span.end]
    for form in formats():
        told = render(report, form)
        told.encode("utf-8")
        if form in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(told)
        elif form == "junit":
            ElementTree.fromstring(told)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=BYTES)
def test_safe_fixes_settle_and_touch_nothing_else(tmp_path: Path, data: bytes) -> None:
    text, _, _ = decode(data)
    for _ in range(8):
        fixes = [finding.fix for finding in report_of(text.encode("utf-8", "replace"), "a.md", tmp_path).findings]
        edits = [edit for fix in fixes if fix and fix.applicability is Applicability.SAFE for edit in fix.edits]
        if not edits:
            return
        edit = edits[0]
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    raise AssertionError(f"a ninth fix is offered: {edits}")
