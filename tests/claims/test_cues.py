"""Cues as patterns."""

from __future__ import annotations

import pytest

from credlint.claims.cues import any_of, lowered, words_of

PATTERNS = (words_of("fees?", "exam cost"), lowered(r"[-/]month\b"), words_of("(?:re)?takes?"), lowered("^free$"))


@pytest.mark.parametrize(
    "text",
    [
        "a fee",
        "coffee",
        "fees2",
        "exam  cost",
        "$9/month",
        "-months",
        "a retake",
        "mistakes",
        "free",
        "free fee",
        "",
        "_fee_",
    ],
)
def test_any_of_several_patterns_finds_what_they_find(text: str) -> None:
    alone = [match.span() for pattern in PATTERNS for match in pattern.finditer(text)]
    assert [match.span() for match in any_of(PATTERNS).finditer(text)] == sorted(alone)
