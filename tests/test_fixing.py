"""Fixes over the corpus and over documents made of it: fixed once is fixed, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import invented
from credlint import fixing
from credlint.discovery import SourceFile
from credlint.files import decode
from credlint.finding import Applicability
from credlint.report import Report
from credlint.rule import Bad, discover
from marks import PATH, lint, unmarked

EVERY = frozenset(Applicability)
SAFE = frozenset({Applicability.SAFE})
CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))

# What must stand afterwards exactly as it stood before: ends of lines, characters that look like them, code, odd signs.
UNTOUCHED = (
    "A sentence.  \r\nAnother after a hard break.",
    "Tabs\tand\x0bvertical\x0cones, \x1c\x1d\x1e\x85 \u2028 and \u2029.",
    "Cafe\u0301 \U0001f370 \ufeff in the middle, \u200bnothing\u200b, \u202ereversed\u202c.",
    "```python\r\nAcme Certified Pastry Specialist costs $90\r```",
    "A lone carriage return\rhere.",
    "\x00 and \x7f",
)

BROKEN = sorted(
    {
        (unmarked(example.text)[0].strip("\n"), example.path)
        for rule in discover().values()
        for example in rule.examples
        if isinstance(example, Bad) and not example.text.startswith(("---", "+++", "⟦---"))
    }
)
FRONT_MATTER = sorted(
    {
        (unmarked(example.text)[0], example.path)
        for rule in discover().values()
        for example in rule.examples
        if isinstance(example, Bad) and example.text.startswith(("---", "+++"))
    }
)


def source(data: bytes, path: str = PATH) -> SourceFile:
    return SourceFile(path, path, "", data)


def check(sources: Sequence[SourceFile]) -> Report:
    findings = [finding for one in sources for finding in lint(decode(one.data or b"")[0], invented.TODAY, one.path)]
    return Report(invented.TODAY, len(sources), tuple(findings))


def fixes(allowed: frozenset[Applicability]) -> fixing.Fixes:
    return lambda report: fixing.allowed(report.findings, allowed)


def mended(data: bytes, path: str, allowed: frozenset[Applicability]) -> bytes:
    done = fixing.apply([source(data, path)], check, fixes(allowed))
    after = done.changes[0].after if done.changes else data
    open_ones = [finding.fix for finding in done.report.findings if finding.fix]
    assert [fix for fix in open_ones if fix.applicability in allowed] == [], "linted again it is clean"
    again = fixing.apply([source(after, path)], check, fixes(allowed))
    assert again.changes == (), "fixed twice is fixed once"
    return after


@pytest.mark.parametrize("allowed", [SAFE, EVERY], ids=["safe", "all"])
@pytest.mark.parametrize("text, path", [*BROKEN, *FRONT_MATTER])
def test_every_example_of_every_rule(text: str, path: str, allowed: frozenset[Applicability]) -> None:
    mended(text.encode(), path, allowed)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_corpus(path: Path) -> None:
    text, _ = unmarked(path.read_text("utf-8"))
    safe = mended(text.encode(), PATH, SAFE)
    assert mended(text.encode(), PATH, EVERY) == mended(safe, PATH, EVERY), "in two steps as in one"


blocks = st.lists(st.one_of(st.sampled_from(UNTOUCHED), st.sampled_from([text for text, _ in BROKEN])), max_size=8)


@settings(max_examples=60)
@given(blocks, st.sampled_from(["\n\n", "\r\n\r\n"]), st.booleans(), st.sampled_from([SAFE, EVERY]))
def test_generated_documents(parts: list[str], gap: str, mark: bool, allowed: frozenset[Applicability]) -> None:
    head = "\ufeff" if mark else ""
    before = (head + gap.join(parts) + gap).encode()
    after = mended(before, PATH, allowed)
    assert after.startswith(head.encode())
    at = 0
    for part in parts:
        if part in UNTOUCHED:
            at = after.find(part.encode(), at)
            assert at >= 0, part
            at += len(part.encode())
    assert after.endswith(gap.encode()) or not after.strip()


@pytest.mark.parametrize(
    "data",
    [b"An Acme Certified Baker pays $90. \xff\n", "An Acme Certified Baker pays $90.".encode("utf-16")],
    ids=["a-stray-byte", "utf-16"],
)
def test_what_is_not_utf_8_is_left_alone(data: bytes) -> None:
    assert fixing.apply([source(data)], check, fixes(EVERY)).changes == ()


UNUSED = "<!-- credlint-disable-next-line past-year -- an anniversary -->"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"One.\n\n{UNUSED}\nTwo.\n", "One.\n\nTwo.\n"),
        (f"One.\n\n  {UNUSED} \n\nTwo.\n", "One.\n\nTwo.\n"),
        (f"One.\r\n\r\n{UNUSED}\r\n\r\nTwo.\r\n", "One.\r\n\r\nTwo.\r\n"),
        (f"One.\n{UNUSED}\n\nTwo.\n", "One.\n\nTwo.\n"),
        (f"One.\n{UNUSED}\nTwo.\n", "One.\n\nTwo.\n"),  # they are two paragraphs
        (f"{UNUSED}\n\nOne.\n", "One.\n"),
        (f"One.\n\n{UNUSED}", "One.\n\n"),
        (f"> {UNUSED}\n> One.\n", ">\n> One.\n"),
        (f"One. {UNUSED}\nTwo.\n", "One.\nTwo.\n"),
        (f"One. {UNUSED}  \nTwo.\n", "One.  \nTwo.\n"),  # a line break
        (f"One. {UNUSED}", "One."),
        (f"1. One.\n{UNUSED}\n2. Two.\n", "1. One.\n2. Two.\n"),
        (f"- One\r\n  more.\r\n  {UNUSED}\r\n- Two.\r\n", "- One\r\n  more.\r\n- Two.\r\n"),
        (f"1. One.\n{UNUSED}\nTwo.\n", "1. One.\n\nTwo.\n"),
        (f"One.\n{UNUSED}\n2. Two.\n", "One.\n\n2. Two.\n"),
    ],
)
def test_a_directive_goes_with_its_line(before: str, after: str) -> None:
    assert mended(before.encode(), PATH, SAFE).decode() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The Acme Certified Baker exam costs $120.", "The Acme Certified Baker exam costs $100 (as of 2026-05)."),
        (
            "The Acme Certified Baker exam costs $120 (as of March 2024).",
            "The Acme Certified Baker exam costs $100 (as of 2026-05).",
        ),
        ("The Acme Certified Baker and the Acme Certified Bread Scientist exams cost $120 each.", None),
        ("The Acme Certified Baker and the Acme Certified Bread Scientist exams cost $90.", None),
    ],
)
def test_a_figure_is_replaced_with_its_date(before: str, after: str | None) -> None:
    """What one price must be of several is for the author to say."""
    assert mended(before.encode(), PATH, EVERY).decode() == (after or before)


def test_fixes_that_would_go_on_for_ever_end() -> None:
    """Two rules that undo each other would be a fault of ours: it is named, and the file stays as it was."""

    def flipping(sources: Sequence[SourceFile]) -> Report:
        report = check(sources)
        flipped = [
            finding for finding in lint("See [Globex](http://globex.example/).\n") if finding.rule == "moved-link"
        ]
        return Report(report.as_of, 1, tuple(flipped))

    done = fixing.apply([source(b"See [Globex](http://globex.example/).\n")], flipping, fixes(EVERY))
    assert (done.changes, done.unsettled) == ((), (PATH,))
