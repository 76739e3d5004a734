"""`catalog due` and `catalog impact`, the age gate, and what is said of findings that rest on old facts."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import valid

AS_OF = ("--as-of", "2026-06-15")
BAKER = """\
name: Acme Certified Baker
kind: exam
status:
- {is: active, since: 2022-05-10, sources: [acme], checked: 2026-05-20}
costs:
- {amount: 90, currency: USD, basis: exam, until: 2024-06-30, sources: [acme], checked: 2024-06-01}
- {amount: 100, currency: USD, basis: exam, since: 2024-07-01, sources: [acme], checked: 2026-05-20}
exam:
- {questions: 65, minutes: 130, sources: [acme], checked: 2025-06-10}
sources:
  acme: {url: 'https://acme.example/baker', official: true, seen: page}
"""
BREWER = """\
name: Acme Certified Brewer
kind: exam
costs:
- {amount: 200, currency: USD, basis: exam, until: 2026-07-31, sources: [acme], checked: 2026-05-20}
- {amount: 220, currency: USD, basis: exam, since: 2026-08-01, sources: [acme], checked: 2026-05-20}
validity:
- {months: 24, sources: [acme], checked: 2026-05-20}
sources:
  acme: {url: 'https://acme.example/brewer', official: true, seen: page}
"""
MILLER = """\
name: Acme Certified Miller
kind: exam
status:
- {is: retired, since: 2020-01-01, sources: [acme], checked: 2020-05-20}
costs:
- {amount: 50, currency: USD, basis: exam, sources: [acme], checked: 2015-05-20}
sources:
  acme: {url: 'https://acme.example/miller', official: true, seen: page}
"""
ARTICLE = """\
---
title: "Two certifications"
pubDate: 2026-06-01
---

# Two certifications

The Acme Certified Baker exam costs $100 and has 65 questions.

The Acme Certified Brewer exam costs $200. It is valid for 2 years.
"""


@pytest.fixture
def shop(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a small catalog of its own, and none that comes with credlint."""
    (site / "shipped").mkdir()
    monkeypatch.setattr("credlint.bundled.catalog_folder", lambda: site / "shipped")
    (site / "credlint.toml").write_text('catalog = ["catalog"]\ncontent = ["articles"]\n')
    (site / "articles").mkdir()
    (site / "articles" / "two.md").write_text(ARTICLE)
    folder = site / "catalog" / "acme"
    folder.mkdir(parents=True)
    (folder / "provider.yaml").write_text("name: Acme\n")
    for name, text in (("baker", BAKER), ("brewer", BREWER), ("miller", MILLER)):
        (folder / f"{name}.yaml").write_text(text)
    return site


def git(folder: Path, *arguments: str) -> None:
    name = ("-c", "user.name=a", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *arguments], cwd=folder, check=True, capture_output=True)


def test_due_weighs_age_change_and_claims(shop: Path, credlint: Callable[..., Any]) -> None:
    told = valid(credlint("catalog", "due", "--format", "json", *AS_OF).json, "upkeep")
    rows = [(one["credential"], one["pointer"], one["age_days"], one["claims"], one["change"]) for one in told["facts"]]
    assert rows == [
        ("acme/baker", "/exam/0", 370, 1, None),
        ("acme/brewer", "/costs/0", 26, 1, "2026-08-01"),
        ("acme/brewer", "/costs/1", 26, 1, "2026-08-01"),
        ("acme/baker", "/costs/1", 26, 1, None),
        ("acme/brewer", "/validity/0", 26, 1, None),
    ], "what has ended, and what nobody states of a retired credential, is not looked at again"


def test_due_counts_a_change_that_came_since_anybody_looked(shop: Path, credlint: Callable[..., Any]) -> None:
    told = credlint("catalog", "due", "--format", "json", "--as-of", "2026-09-01").json
    (risen,) = [one for one in told["facts"] if one["pointer"] == "/costs/1" and one["credential"] == "acme/brewer"]
    assert (risen["change"], risen["weight"]) == ("2026-08-01", 2 * 104 * (1 + risen["claims"]))


def test_due_as_text_is_cut_and_says_so(shop: Path, credlint: Callable[..., Any]) -> None:
    shown = credlint("catalog", "due", "--limit", "1", *AS_OF).out
    assert "acme/baker: exam 65 questions, 130 minutes: last seen 2025-06-10 (370 days ago)" in shown
    assert "https://acme.example/baker" in shown
    assert "and 4 more" in shown


def test_impact_of_a_credential_is_all_that_rests_on_it(shop: Path, credlint: Callable[..., Any]) -> None:
    told = valid(credlint("catalog", "impact", "acme/baker", "--format", "json", *AS_OF).json, "upkeep")
    assert [(one["quote"], one["after"]["verdict"], one["start"]["line"]) for one in told["claims"]] == [
        ("$100", "agrees", 8),
        ("65 questions", "agrees", 8),
    ]
    assert [one["quote"] for one in told["mentions"]] == ["Acme Certified Baker"]


@pytest.mark.parametrize(
    ("file", "old", "new", "claims"),
    [
        # A new price: the old line is closed, a line is added.
        (
            "baker.yaml",
            "since: 2024-07-01, sources: [acme], checked: 2026-05-20}\n",
            "since: 2024-07-01, until: 2026-06-01, sources: [acme]}\n"
            "- {amount: 120, currency: USD, basis: exam, since: 2026-06-02, sources: [acme]}\n",
            [("$100", "agrees", "outdated", "$120")],
        ),
        ("baker.yaml", "questions: 65", "questions: 60", [("65 questions", "agrees", "disagrees", "60 questions")]),
        ("brewer.yaml", "amount: 220", "amount: 250", [("$200", "upcoming", "upcoming", "$250")]),
        ("brewer.yaml", "months: 24", "months: 36", [("2 years", "agrees", "disagrees", "3 years")]),
        # Looked at again: nothing says anything else.
        ("baker.yaml", "checked: 2025-06-10", "checked: 2026-06-10", []),
        ("baker.yaml", "name: Acme", "note: baked\nname: Acme", []),
        ("miller.yaml", "amount: 50", "amount: 60", []),
    ],
)
def test_impact_of_a_change_is_the_sentences_it_touches(
    shop: Path, credlint: Callable[..., Any], file: str, old: str, new: str, claims: list[tuple[str, ...]]
) -> None:
    git(shop, "init", "-q", "-b", "main")
    git(shop, "add", "catalog", "articles")
    git(shop, "commit", "-q", "-m", "before")
    path = shop / "catalog" / "acme" / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    told = credlint("catalog", "impact", "--since", "HEAD", "--format", "json", *AS_OF)
    assert told.code == 0
    found = [
        (one["quote"], one["before"]["verdict"], one["after"]["verdict"], one["after"]["values"])
        for one in valid(told.json, "upkeep")["claims"]
    ]
    assert [(quote, was, now) for quote, was, now, _ in found] == [claim[:3] for claim in claims]
    for (*_, values), claim in zip(found, claims, strict=True):
        assert claim[3] in " ".join(values)
    assert bool(told.json["changes"]) == (not old.startswith(("checked", "name")))


@pytest.mark.parametrize("arguments", [(), ("acme/baker", "--since", "HEAD"), ("acme/bakre",), ("--since", "nowhere")])
def test_impact_of_nothing_is_a_mistake(shop: Path, credlint: Callable[..., Any], arguments: tuple[str, ...]) -> None:
    ran = credlint("catalog", "impact", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "hint:" in ran.err


@pytest.mark.parametrize("command", ["check", "report"])
@pytest.mark.parametrize(("days", "code"), [(25, 2), (26, 0), (4000, 0)])
def test_no_article_is_judged_by_a_catalog_that_is_too_old(
    shop: Path, credlint: Callable[..., Any], command: str, days: int, code: int
) -> None:
    """The newest evidence is of 2026-05-20."""
    ran = credlint(
        command,
        "--max-catalog-age",
        days,
        "--fail-on" if command == "check" else "--until",
        *(("never",) if command == "check" else ("2026-12-31",)),
        *AS_OF,
    )
    assert ran.code == code
    assert ("2026-05-20, 26 days ago" in ran.err) == (code == 2)
    assert (ran.out == "") == (code == 2)


@pytest.mark.parametrize(("configured", "old"), [(None, False), (26, False), (25, True)])
def test_a_finding_by_an_old_fact_says_so_first(
    shop: Path, credlint: Callable[..., Any], configured: int | None, old: bool
) -> None:
    """How old a fact may be is for `overdue-fact` to say."""
    if configured is not None:
        with (shop / "credlint.toml").open("a") as settings:
            settings.write(f"\n[rules.overdue-fact]\nmax-age-days = {configured}\n")
    (shop / "articles" / "two.md").write_text(ARTICLE.replace("65 questions", "60 questions").replace("$100", "$130"))
    told = credlint("check", "--format", "json", *AS_OF).json
    advice = {one["rule"]: one["advice"] for one in told["findings"]}
    assert advice["exam-mismatch"].startswith(
        "First check the catalog: its fact was last seen on 2025-06-10. Then write "
    )
    assert advice["cost-mismatch"].startswith("First check the catalog") is old
