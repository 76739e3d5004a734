"""Every rule proves itself: what its examples mark is found, and nothing else is."""

from __future__ import annotations

import re

import pytest

from credlint.rule import Bad, Good, Rule, discover
from marks import lint, unmarked

RULES = [rule for rule in discover().values() if rule.check_catalog is None]
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.examples, start=1)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_marked_spans_are_found_and_no_others(rule: Rule, example: Bad | Good) -> None:
    text, expected = unmarked(example.text)
    found = [finding for finding in lint(text, example.as_of, example.path) if finding.rule == rule.name]
    assert [finding.quote for finding in found] == [span.of(text) for span in expected]
    assert [finding.span for finding in found] == list(expected)
    if isinstance(example, Bad):
        told = "\n".join(finding.message for finding in found)
        assert [words for words in example.says if words not in told] == [], told


@pytest.mark.parametrize("rule", discover().values(), ids=lambda rule: rule.name)
def test_a_rule_explains_itself_and_shows_more_traps_than_hits(rule: Rule) -> None:
    headings = re.findall("^(Why it matters|What to do|When not to use it)$", rule.doc, re.MULTILINE)
    assert headings == ["Why it matters", "What to do", "When not to use it"]
    bad = [example for example in rule.examples if isinstance(example, Bad)]
    good = [example for example in rule.examples if isinstance(example, Good)]
    assert bad and len(good) >= len(bad)
    assert all("⟦" in example.text for example in bad)
    assert not any("⟦" in example.text for example in good)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_finding_says_what_is_so_and_what_to_do(rule: Rule, example: Bad | Good) -> None:
    for finding in lint(unmarked(example.text)[0], example.as_of, example.path):
        for told in (finding.message, finding.advice):
            assert re.fullmatch(r"[^a-z].*[.?!…]", told, re.DOTALL), told
        assert finding.severity.rank <= discover()[finding.rule].severity.rank
