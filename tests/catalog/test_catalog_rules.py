"""The rules about catalog files prove themselves by small catalogs."""

from __future__ import annotations

from datetime import date

import pytest

from credlint.rule import Bad, Good, Rule, discover
from credlint.span import Span
from marks import unmarked
from small_catalog import catalog, files

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in discover().values()
    if rule.check_catalog is not None
    for number, example in enumerate(rule.examples, start=1)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_marked_places_are_found_and_no_others(rule: Rule, example: Bad | Good) -> None:
    text, expected = unmarked(example.text)
    assert rule.check_catalog is not None
    problems = list(rule.check_catalog(catalog(text), date.fromisoformat(example.as_of), rule.options_type()))
    starts = {place: start for place, (start, _) in files(text).items()}
    found = []
    for problem in problems:
        assert problem.path is not None and problem.message and problem.advice
        start = starts[problem.path]
        found.append(Span(problem.span.start + start, problem.span.end + start))
    assert sorted(set(found)) == sorted(expected)
    if isinstance(example, Bad):
        told = "\n".join(problem.message + problem.advice for problem in problems)
        assert [words for words in example.says if words not in told] == [], told


def test_there_are_six_rules_about_the_catalog() -> None:
    names = {rule.name for rule in discover().values() if rule.check_catalog is not None}
    assert names >= {"unsourced-fact", "overdue-fact", "overlapping-facts", "ambiguous-alias"}
    assert names >= {"implausible-fact", "dangling-reference"}


def test_age_is_an_option() -> None:
    rule = discover()["overdue-fact"]
    assert rule.check_catalog is not None
    text = (
        "# acme/baker.yaml\nname: Acme Certified Baker\nkind: exam\nvalidity:\n"
        "- {months: 36, sources: [acme], checked: 2026-05-01}\n"
        "sources:\n  acme: {url: 'https://acme.example', official: true, seen: page}\n"
    )
    on = date(2026, 6, 15)
    assert list(rule.check_catalog(catalog(text), on, rule.options_type(max_age_days=45))) == []
    assert len(list(rule.check_catalog(catalog(text), on, rule.options_type(max_age_days=44)))) == 1
