"""Problems become findings: place, quote, severity, order, identity; a crash is one entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import invented
from credlint import engine
from credlint.article import Article, read
from credlint.finding import Severity
from credlint.rule import NoOptions, Problem, Rule, Selected
from credlint.span import Span
from credlint.world import World


def rule(name: str, *problems: Problem, fault: Exception | None = None) -> Selected:
    def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
        yield from problems
        if fault is not None:
            raise fault

    return Selected(
        Rule(name, "Finds.", Severity.WARNING, True, NoOptions, (), check=check), Severity.WARNING, NoOptions()
    )


def at(start: int, end: int, severity: Severity | None = None) -> Problem:
    return Problem(Span(start, end), f"{start}-{end}", "do", severity=severity)


def judged(text: str, *selection: Selected) -> engine.Judged:
    return engine.check(read(text, "a.md", invented.CATALOG.names), invented.world(), selection)


def test_a_finding_has_place_quote_and_context() -> None:
    finding = judged("one\ntwo three\n", rule("b", at(8, 13))).findings[0]
    assert (finding.start.line, finding.start.column, finding.end.column) == (2, 5, 10)
    assert (finding.quote, finding.context) == ("three", "two three")


def test_a_span_over_two_lines_has_both_as_context() -> None:
    assert judged("one\r\ntwo\r\nthree\n", rule("b", at(1, 7))).findings[0].context == "one\r\ntwo"


@pytest.mark.parametrize(("start", "end", "quote"), [(0, 99, "text\n"), (99, 120, ""), (3, 1, "")])
def test_a_span_outside_of_the_text_is_drawn_in(start: int, end: int, quote: str) -> None:
    assert judged("text\n", rule("b", at(start, end))).findings[0].quote == quote


def test_the_order_is_place_then_rule() -> None:
    found = judged("one two\n", rule("b", at(4, 7), at(0, 3)), rule("a", at(4, 7), at(0, 3))).findings
    assert [(finding.quote, finding.rule) for finding in found] == [
        ("one", "a"),
        ("one", "b"),
        ("two", "a"),
        ("two", "b"),
    ]


@pytest.mark.parametrize(
    ("own", "expected"),
    [(None, Severity.WARNING), (Severity.INFO, Severity.INFO), (Severity.ERROR, Severity.WARNING)],
)
def test_weak_evidence_lowers_the_severity_and_nothing_raises_it(own: Severity | None, expected: Severity) -> None:
    assert judged("text\n", rule("b", at(0, 4, own))).findings[0].severity is expected


def test_a_crash_is_one_entry_and_all_others_speak() -> None:
    outcome = judged("one two\n", rule("a", at(0, 3), fault=KeyError("lost")), rule("b", at(4, 7)))
    assert [finding.rule for finding in outcome.findings] == ["a", "b"]
    assert [(crash.path, crash.where) for crash in outcome.crashes] == [("a.md", "a")]
    assert "KeyError" in outcome.crashes[0].message


def test_equal_quotes_have_fingerprints_of_their_own() -> None:
    found = judged("one one one\n", rule("a", at(0, 3), at(4, 7), at(8, 11))).findings
    assert len({finding.fingerprint for finding in found}) == 3
    assert all(re.fullmatch("[0-9a-f]{32}", finding.fingerprint) for finding in found)


@given(st.lists(st.sampled_from(["plain", "", "| a | b |", "> quoted"]), max_size=30))
def test_a_fingerprint_stays_when_text_moves_in_above(above: list[str]) -> None:
    text = "a wolf here\n\nand a wolf there\n"
    before = "\n\n".join([*above, ""])

    def identities(text: str) -> list[str]:
        places = [match.start() for match in re.finditer("wolf", text)]
        found = judged(text, rule("wolf", *(at(place, place + 4) for place in places))).findings
        return [finding.fingerprint for finding in found]

    assert identities(before + text) == identities(text)


def test_thousands_of_findings_in_one_line_share_their_context() -> None:
    text = "word " * 2000 + "\n"
    found = judged(text, rule("a", *(at(5 * i, 5 * i + 4) for i in range(2000)))).findings
    assert all(one.context is other.context for one, other in pairwise(found))
