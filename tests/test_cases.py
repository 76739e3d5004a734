"""Articles as writers write them: what is marked is found, by the rule that is named, and nothing else is.

`⟦$90⟧{outdated-cost}` marks a place and its rules. A file `name@2027-02-01.md` is read on that day.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

import invented
from credlint.article import Article
from credlint.article import read as read_article
from credlint.finding import apply_fixes
from credlint.site import Page, unjudged
from marks import lint, unmarked

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


def read(path: Path) -> tuple[str, date, list[tuple[int, int, str]]]:
    """The text without marks, its day, and what is expected: start, end, rule."""
    text = path.read_text("utf-8")
    rules = [found.split(",") for found in re.findall(r"⟧\{([a-z,-]+)\}", text)]
    plain, spans = unmarked(re.sub(r"⟧\{[a-z,-]+\}", "⟧", text))
    _, _, day = path.stem.partition("@")
    expected = [(span.start, span.end, rule) for span, named in zip(spans, rules, strict=True) for rule in named]
    return plain, date.fromisoformat(day) if day else invented.TODAY, sorted(expected)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_marked_places_are_found_and_no_others(path: Path) -> None:
    text, day, expected = read(path)
    found = sorted((finding.span.start, finding.span.end, finding.rule) for finding in lint(text, day))
    assert [(text[start:end], rule) for start, end, rule in found] == [
        (text[start:end], rule) for start, end, rule in expected
    ]
    assert found == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_can_be_fixed_is_fixed_at_once(path: Path) -> None:
    """All fixes applied, none is offered again: no fix brings a new fault."""
    text, day, _ = read(path)
    mended = apply_fixes(text, [finding.fix for finding in lint(text, day) if finding.fix])
    assert [(finding.rule, finding.quote) for finding in lint(mended, day) if finding.fix] == []


def test_two_articles_of_one_site_that_contradict_each_other() -> None:
    text = "The Umbrella Certified Hygienist exam costs $250.\n"
    names, catalog = invented.CATALOG.names, invented.CATALOG
    other = read_article("The Umbrella Certified Hygienist exam costs $200.\n", "content/articles/other.md", names)
    alike = read_article("The Umbrella Certified Hygienist exam costs $250.\n", "content/articles/alike.md", names)
    judged = read_article("The Acme Certified Baker exam costs $120.\n", "content/articles/judged.md", names)

    def found(*pages: Article) -> list[str]:
        known = tuple(Page(page.path, claims=unjudged(page.claims, catalog)) for page in pages)
        world = replace(invented.world(), site=replace(invented.world().site, pages=known))
        return [one.message for one in lint(text, world=world) if one.rule == "conflicting-claims"]

    assert len(found(alike, other)) == 1
    assert "content/articles/other.md" in found(other)[0]
    assert found(alike, judged) == []
    assert found() == []
