"""Any bytes are an article: they are read, judged by every rule and told in every format, without a crash.

`tests/fuzz/files.py` is the long form.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credlint.files import decode
from credlint.finding import Applicability
from fuzz.files import PIECES, faults, report_of

PARTS = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)), max_size=40)
BYTES = st.one_of(st.binary(max_size=200), PARTS.map(b"".join))


@pytest.mark.parametrize("name", ["a.md", "a.mdx"])
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=BYTES)
def test_every_format_tells_of_any_bytes(tmp_path: Path, name: str, data: bytes) -> None:
    assert list(faults(report_of({name: data}, tmp_path), {name: data})) == []


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=BYTES)
def test_safe_fixes_settle_and_touch_nothing_else(tmp_path: Path, data: bytes) -> None:
    text, _, _ = decode(data)
    for _ in range(8):
        report = report_of({"a.md": text.encode("utf-8", "replace")}, tmp_path)
        fixes = [finding.fix for finding in report.findings]
        edits = [edit for fix in fixes if fix and fix.applicability is Applicability.SAFE for edit in fix.edits]
        if not edits:
            return
        edit = edits[0]
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    raise AssertionError(f"a ninth fix is offered: {edits}")
