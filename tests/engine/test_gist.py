"""What stays closed has nothing to say: a glance at the gist is silent, or says the same as a look at the article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import replace

import invented
from credlint import engine, gist
from credlint.article import Article, read
from credlint.gist import Unopened, gist_of
from credlint.rule import Bad, Good, Problem, Rule, Selected, discover
from credlint.site import DeadLinks
from credlint.world import World
from marks import selection, unmarked

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in discover().values()
    if rule.check_catalog is None
    for number, example in enumerate(rule.examples, start=1)
]


def closed(article: Article, world: World) -> Unopened:
    gist = gist_of(article, article.path, world.catalog)

    def dead_links() -> DeadLinks | None:
        dead_links = tuple(world.site.dead_links(gist.inner, gist.page))
        lines = article.document.lines().excerpt(link.target for link, _ in dead_links)
        return DeadLinks(dead_links, lines) if dead_links else None

    return Unopened(gist, dead_links)


@pytest.mark.parametrize("asked", [True, False], ids=["asked", "offline"])
@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_glance_says_what_a_look_says(rule: Rule, example: Bad | Good, asked: bool) -> None:
    world = invented.world(date.fromisoformat(example.as_of), example.path)
    if not asked:
        world = replace(world, links={}, schema=None)
    article = read(unmarked(example.text)[0], example.path, world.catalog.names)
    known = closed(article, world)
    for chosen in ((Selected(rule, rule.severity, rule.options_type()),), selection()):
        seen = engine.judge_unopened(known, world, chosen)
        assert seen in (None, engine.judge(article, world, chosen))


def test_most_articles_stay_closed() -> None:
    world = replace(invented.world(), links={})
    default = tuple(one for one in selection() if one.rule.on_by_default)
    text = "---\ntitle: Bread\n---\n\nFlour and [water](baking-guide.md), see [them](https://acme.example/).\n"
    article = read(text, "content/articles/example.md", world.catalog.names)
    seen = engine.judge_unopened(closed(article, world), world, default)
    assert seen == engine.Judged(links={"skipped": 1})


def test_a_rule_that_cannot_tell_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(article: object) -> bool:
        raise ZeroDivisionError

    rules = {"past-year": replace(discover()["past-year"], touches=fails)}
    monkeypatch.setattr(gist, "discover", lambda: rules)
    assert gist.touched(read("Bread.\n", "a.md", invented.CATALOG.names)) == (("past-year",), None)


@pytest.mark.parametrize(("today", "is_opened"), [("2026-06-01", True), ("2026-06-30", True), ("2026-07-01", False)])
def test_a_date_is_looked_at_until_it_has_come(today: str, is_opened: bool) -> None:
    world = replace(invented.world(date.fromisoformat(today)), links={})
    article = read("---\ndate: 2026-06-30\n---\n\nFlour.\n", "content/articles/example.md", world.catalog.names)
    default = tuple(one for one in selection() if one.rule.on_by_default)
    assert (engine.judge_unopened(closed(article, world), world, default) is None) == is_opened


LINKED = "Flour and [water](nowhere.md).\n"


@pytest.mark.parametrize("text", [LINKED, f"{LINKED}\n<!-- credlint-disable-file missing-page -- soon -->\n"])
def test_a_dead_link_is_told_from_the_gist_alone_unless_something_hides_it(text: str) -> None:
    world = replace(invented.world(), links={})
    chosen = tuple(one for one in selection() if one.rule.name == "missing-page")
    article = read(text, "content/articles/example.md", world.catalog.names)
    seen = engine.judge_unopened(closed(article, world), world, chosen)
    assert seen == (engine.judge(article, world, chosen) if text == LINKED else None)


def test_a_rule_about_links_that_fails_is_told_where_the_article_is_opened() -> None:
    def fails(*about: object) -> Iterator[Problem]:
        raise ZeroDivisionError

    rule = replace(discover()["missing-page"], check_dead_link=fails)
    world = replace(invented.world(), links={})
    chosen = (Selected(rule, rule.severity, rule.options_type()),)
    article = read(LINKED, "content/articles/example.md", world.catalog.names)
    assert engine.judge_unopened(closed(article, world), world, chosen) is None
    assert [crash.where for crash in engine.judge(article, world, chosen).crashes] == ["missing-page"]
