"""A catalog of any labels and figures is refused in one sentence, or every rule can judge by it on any day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import small_catalog
from credlint import article, engine
from credlint.errors import CatalogError
from credlint.located import LocatedError
from credlint.rule import NoOptions, Selected, discover
from credlint.world import World

FILES = """# acme/provider.yaml
name: {provider}
aliases: [{other}]
# groups/bakers.yaml
name: {group}
credentials: [acme/baker]
# acme/baker.yaml
name: {name}
kind: exam
aliases: [{alias}, {label}]
ambiguous-aliases: [{ambiguous}]
former-names: [{former}]
codes: [{{code: {code}}}]
costs:
- {{amount: {amount}, currency: USD, basis: exam, since: {since}, until: {until}, sources: [acme], checked: {checked}}}
validity:
- {{months: {months}, since: {from}, sources: [acme], checked: 2026-05}}
exam:
- {{questions: {questions}, passing-score: {score}, sources: [acme], checked: 2026-05}}
status:
- {{is: retired, since: {retired}, sources: [acme], checked: 2026-05}}
sources:
  acme: {{url: {url}, title: {title}, official: true, seen: page, page-date: {seen}}}
"""
USUAL = {
    "provider": "Acme", "other": "Acme Corp", "group": "certifications of bakers", "name": "Acme Certified Baker",
    "alias": "Certified Baker", "label": "Bread Baker", "ambiguous": "Baker", "former": "Old Baker", "code": "AB-100",
    "amount": "120", "since": "2020-01-01", "until": "2027-01-01", "checked": "2026-05", "months": "24",
    "from": "2020-01", "questions": "60", "score": "700", "retired": "2027-01-01",
    "url": "https://acme.example/baker", "title": "Baker", "seen": "2026-05",
}  # fmt: skip
HOSTILE = [
    "''", "' '", "'*'", "'('", "'.'", "'-'", "the", "'2026'", "associate", "certificate in", "professional certificate",
    "for", "for Apache", "advanced", "level 1", "i", "'1'", "C++", "'a|b'", "'[x](y)'", "'&'", "İ", "ß", "'٣'", "👩‍🍳",
    '"\\e]0;x\\a"', '"\\u202e"', '"\\0"', "'" + "x " * 300 + "'", "'" + "9" * 500 + "'", "1", "-1", "0", "-0.0",
    "1e-400", "1e-9", "1e400", ".nan", "-.inf", "9" * 290, "0x" + "f" * 290, "true", "~", "[a]", "{a: b}", "2026-02-30",
    "'<=2026'", "'9999-12-31'", "'0001-01-01'", "9999", "0001", "'60-90'", "'90-60'", "'up to 9'", "'700/0'", "'0/0'",
    "'https://u:p@['", "'http://" + "a" * 20_000 + "'", "'javascript:" + "a" * 20_000 + "'",
]  # fmt: skip
ARTICLE = article.read(
    "---\ntitle: x\ndate: 2026-01-01\n---\n\n# Acme Certified Baker\n\nThe new Acme Certified Baker exam (AB-100) costs"
    " $100 or $120, is valid for 2 years, has 60 questions and needs 700. It retires on 2027-01-01. Old Baker: $1.\n",
    "a.md",
    small_catalog.catalog(FILES.format(**USUAL)).names,
)


@pytest.mark.parametrize("day", [date.min, date(2026, 6, 15), date.max])
@settings(max_examples=60)
@given(changes=st.dictionaries(st.sampled_from(list(USUAL)), st.sampled_from(HOSTILE), min_size=1, max_size=4))
def test_any_catalog(day: date, changes: dict[str, str]) -> None:
    try:
        catalog = small_catalog.catalog(FILES.format(**USUAL | changes))
    except (CatalogError, LocatedError):
        return
    read = article.read(ARTICLE.document.text, "a.md", catalog.names)
    every = discover().values()
    selection = tuple(Selected(rule, rule.severity, (rule.options_type or NoOptions)()) for rule in every)
    assert engine.check(read, World(day, catalog), selection).crashes == ()
    for rule in every:
        if rule.check_catalog is not None:
            list(rule.check_catalog(catalog, day, (rule.options_type or NoOptions)()))
