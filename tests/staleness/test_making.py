"""What is wrong, soon wrong or unverifiable: articles of the invented world on its day, 2026-06-15."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

import invented
from credlint import run
from credlint.article import Article, read
from credlint.errors import InputError
from credlint.finding import Finding, Severity
from credlint.owners import Owners
from credlint.report import Report
from credlint.rule import NoOptions, Problem, Rule, Selected, Selection, discover
from credlint.span import Position, Span
from credlint.staleness import ArticleStatus, RunCounts, StalenessReport, State, settled_together
from credlint.staleness.article import coming, examine, item_of
from credlint.staleness.assess import assess, read_history
from credlint.world import World

UNTIL = date(2026, 12, 12)


def all_rules() -> Selection:
    return tuple(
        Selected(rule, rule.severity, rule.options_type()) for rule in discover().values() if rule.on_by_default
    )


def page(text: str, path: str = "a.md", owners: Mapping[str, str] | None = None, until: date = UNTIL) -> ArticleStatus:
    article = read(text, path, invented.CATALOG.names)
    judged, found = examine(article, invented.world(), all_rules(), until, owners or {})
    assert judged.crashes == ()
    return found


def report(*texts: str, until: date = UNTIL, history: Sequence[RunCounts] = ()) -> StalenessReport:
    asked = [
        examine(read(text, f"{i}.md", invented.CATALOG.names), invented.world(), all_rules(), until, {})
        for i, text in enumerate(texts)
    ]
    answers = [run.Answer(judged) for judged, _ in asked]
    check = run.report(answers, invented.CATALOG, invented.TODAY)
    return assess(check, [found for _, found in asked], invented.CATALOG, until, history)


def states(found: ArticleStatus) -> list[tuple[str, str, str | None]]:
    return [(item.state.value, item.quote, item.due.isoformat() if item.due else None) for item in found.items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Acme Certified Baker exam costs $100.", []),
        ("The Acme Certified Baker exam costs $90.", [("wrong", "$90", None)]),
        (
            "Members pay $405 for the Vandelay Certified Import Manager exam.",
            [("soon", "$405", "2026-09-01")],
        ),
        ("Members pay $445 for the Vandelay Certified Import Manager exam.", [("unverifiable", "$445", None)]),
        ("You might pay $12.50 for lunch.", []),
    ],
)
def test_sentences(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert states(page(text)) == expected


def test_a_retirement_to_come_is_soon_and_tells_its_day() -> None:
    [item] = [item for item in page("Take the Globex Candy Engineer exam.\n").items if item.quote != "x"]
    assert (item.state, item.due) == (State.SOON, date(2026, 7, 1))
    assert item.sentence == "Take the Globex Candy Engineer exam."
    assert item.sentence[item.at :].startswith("Globex Candy Engineer")


def test_what_nobody_can_tell_is_counted_and_says_why() -> None:
    found = page("The Umbrella Certified Hygienist exam costs $77.")
    assert [(item.state, item.quote) for item in found.items] == [(State.UNVERIFIABLE, "$77")]
    assert "name only" in found.items[0].message
    assert (found.claims, found.judged) == (1, 0)


def test_what_is_about_nobody_says_so_in_plain_words() -> None:
    [item] = page("# Exams\n\nThe exam costs $77.").items
    assert item.message == "Nothing to judge it by: no credential is named near it."
    assert item.advice == "Check it by hand, or say beside it whom it is about."


def test_an_article_without_claims_has_no_share_of_them() -> None:
    found = page("Nothing here.\n")
    assert (found.claims, found.judged, found.items) == (0, 0, ())


def test_notes_for_information_are_counted_and_not_shown() -> None:
    def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
        yield Problem(Span(0, 4), "by the way", "nothing")

    rule = Rule("aside", "An aside.", Severity.INFO, True, NoOptions, (), check=check)
    article = read("Text.\n", "a.md", invented.CATALOG.names)
    _, found = examine(article, invented.world(), (Selected(rule, Severity.INFO, NoOptions()),), UNTIL, {})
    assert (found.items, found.notes) == ((), 1)


def test_looking_no_further_than_today_finds_nothing_to_come() -> None:
    text = "# Baking certifications (2026)\n\nThe Acme Certified Baker exam costs $100.\n"
    assert [item.state for item in page(text, until=date(2027, 2, 1)).items] == [State.SOON]
    assert page(text, until=invented.TODAY).items == ()


def test_a_review_that_falls_due_is_no_fault_to_come() -> None:
    text = "---\npubDate: {}\n---\n\nThe Acme Certified Baker exam costs $100.\n"
    assert page(text.format("2026-01-20")).items == (), "it falls due in July"
    assert [item.state for item in page(text.format("2025-11-20")).items] == [State.WRONG]


# The first day


def finding(name: str, at: int = 0) -> Finding:
    return Finding(
        "r", Severity.WARNING, "a.md", Span(at, at + 1), Position(1, 1), Position(1, 2), "x", "x", "m", "a", name
    )


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 400)), st.integers(1, 400))
def test_the_first_day_of_each_is_found(days: dict[str, int], ahead: int) -> None:
    now = date(2026, 6, 15)

    def find(day: date) -> list[Finding]:
        return [finding(name) for name, first in days.items() if (day - now).days >= first]

    found = {one.fingerprint: (day - now).days for day, one in coming(find, find(now), now, now + timedelta(ahead))}
    assert found == {name: first for name, first in days.items() if first <= ahead}


def test_a_coming_finding_speaks_of_its_first_day() -> None:
    first, now = date(2026, 9, 1), date(2026, 6, 15)

    def find(day: date) -> list[Finding]:
        return [structs.replace(finding("a"), message=f"{(day - first).days} days ago")] if day >= first else []

    assert [(day, one.message) for day, one in coming(find, [], now, date(2027, 6, 15))] == [(first, "0 days ago")]


def test_the_first_day_costs_few_questions() -> None:
    asked = []

    def find(day: date) -> list[Finding]:
        asked.append(day)
        return [finding("a")] if day >= date(2026, 9, 1) else []

    [(day, _)] = coming(find, [], date(2026, 6, 15), date(2027, 6, 15))
    assert day == date(2026, 9, 1) and len(asked) <= 10


# All articles

STALE = "# Bakers\n\nThe Acme Certified Baker exam costs $90. Elsewhere: the Acme Certified Baker exam costs $90.\n"
SOON = "# Managers\n\nMembers pay $405 for the Vandelay Certified Import Manager exam.\n"
FINE = "# Fine\n\nThe Acme Certified Baker exam costs $100.\n"
RETIRING = "# Candy\n\nThe Globex Candy Engineer exam is worth it.\n"


def test_the_most_urgent_article_stands_first() -> None:
    found = report(FINE, SOON, STALE, RETIRING)
    assert [one.title for one in found.articles] == ["Bakers", "Candy", "Managers", "Fine"]
    assert found.counts.wrong == found.articles[0].count(State.WRONG) == 2


def test_this_week_holds_what_is_wrong_and_what_is_due_within_seven_days() -> None:
    found = report(FINE, SOON, STALE)
    assert [(task.title, task.lines, task.item.quote) for task in found.this_week] == [("Bakers", (3,), "$90")]
    due = structs.replace(found.articles[1].items[0], due=invented.TODAY + timedelta(days=7))
    late = structs.replace(due, due=invented.TODAY + timedelta(days=8))
    for item, expected in ((due, 1), (late, 0)):
        articles = [ArticleStatus("b.md", "B", items=(item,))]
        assert len(assess(Report(invented.TODAY, 1), articles, invented.CATALOG, UNTIL).this_week) == expected


def test_different_facts_are_settled_apart() -> None:
    found = page("The Acme Certified Baker exam costs $90. It has 50 questions.\n\nThe Acme Baker exam costs $80.\n")
    groups = settled_together(found.items)
    assert sum(map(len, groups)) == len(found.items) and len(groups) > 1


def test_changes_ahead_name_the_articles_that_they_hit() -> None:
    changes = report(FINE, SOON, RETIRING).changes
    assert [(change.on, change.name) for change in changes] == [
        ("2026-06-30", "Globex Candy Engineer Associate"),
        ("2026-07-01", "Globex Candy Engineer Associate"),
        ("2026-09-01", "Vandelay Certified Import Manager"),
    ]
    last_day, retires, price = changes
    assert last_day.what == "last day of exam GX-102" and retires.what == "retires"
    assert price.what == "exam fee (members): $405 → $445; exam fee (non-members): $575 → $675"
    assert [(article.title, article.lines) for article in price.affected] == [("Managers", (3,))]
    assert price.source is not None and price.source.title == "Vandelay exam page"


def test_a_price_change_hits_only_claims_of_a_price() -> None:
    article = "# Length\n\nThe Vandelay Certified Import Manager is valid for two years.\n"
    found = report(article)
    assert found.changes == () and found.elsewhere == 3, "the catalog's other changes are counted"


def test_changes_end_where_the_report_stops_looking() -> None:
    assert [change.on for change in report(SOON, RETIRING, until=date(2026, 6, 30)).changes] == ["2026-06-30"]
    assert report(SOON, RETIRING, until=date(2026, 6, 29)).changes == ()


def test_credentials_and_owners_are_summed_up() -> None:
    found = report(FINE, STALE, "---\nowner: Bo\n---\n\n" + SOON)
    baker = next(one for one in found.credentials if one.name == "acme/baker")
    assert (baker.title, baker.articles, baker.claims, baker.wrong) == ("Acme Certified Baker", 2, 3, 2)
    manager = next(one for one in found.credentials if one.name == "vandelay/import-manager")
    assert (manager.soon, manager.next_change) == (1, date(2026, 9, 1))
    assert [(one.name, one.articles, one.wrong, one.soon) for one in found.owners] == [("", 2, 2, 0), ("Bo", 1, 0, 1)]


def test_findings_in_other_files_are_not_lost() -> None:
    one = finding("f")
    check = Report(invented.TODAY, 0, findings=(structs.replace(one, path="content/catalog/acme/baker.yaml"),))
    found = assess(check, [], invented.CATALOG, UNTIL)
    assert [(one.path, one.count(State.WRONG)) for one in found.articles] == [("content/catalog/acme/baker.yaml", 1)]


@pytest.mark.parametrize(
    ("head", "path", "expected"),
    [
        ("owner: Bo", "a.md", "Bo"),
        ("author: Bo", "a.md", "Bo"),
        ("author: {name: Bo, url: x}", "a.md", "Bo"),
        ("author: [Bo, {name: Cy}]", "a.md", "Bo, Cy"),
        ("author: Bo\nowner: Cy", "a.md", "Cy"),
        ("author: Bo", "docs/a.md", "@docs"),
        ("owner: Bo", "docs/a.md", "Bo"),
        ("author: 5", "a.md", None),
        ("title: x", "a.md", None),
        ("- a list", "a.md", None),
    ],
)
def test_owner(head: str, path: str, expected: str | None) -> None:
    assert page(f"---\n{head}\n---\n\nText.\n", path, {"docs/a.md": "@docs", "a.md": ""}).owner == expected


@pytest.mark.parametrize(
    ("line", "quote", "expected"),
    [
        ("One. It costs $5 now. Three.", "$5", "It costs $5 now."),
        ("It costs $5", "$5", "It costs $5"),
        ("| A | $5. Yes. |", "$5", "| A | $5. Yes. |"),
        ("He said “It costs $5.” Then he left.", "$5", "He said “It costs $5.”"),
        ("It costs $5.50 today. Not $5.", "$5.50", "It costs $5.50 today."),
        ("word " * 400 + "$5 " + "word " * 400, "$5", None),
    ],
)
def test_sentence_around_a_quote(line: str, quote: str, expected: str | None) -> None:
    at = line.index(quote)
    one = structs.replace(
        finding("f"), quote=quote, context=line, span=Span(at, at + len(quote)), start=Position(1, at + 1)
    )
    item = item_of(one)
    assert item.sentence[item.at : item.at + len(quote)] == quote
    if expected is None:
        assert len(item.sentence) < 450
    else:
        assert item.sentence == expected


# History

MARK = RunCounts(date(2026, 6, 1), 3, 2, 1, 4, 10, 6)


def test_history_is_read_as_it_was_written() -> None:
    later = structs.replace(MARK, as_of=date(2026, 6, 8), wrong=5)
    assert read_history(f"{later.line()}\n\n{MARK.line()}\n", "h.jsonl") == (MARK, later)
    assert read_history("", "h.jsonl") == ()


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        "5",
        "{}",
        '{"as_of": "2026-06-01"}',
        MARK.line().replace("2026-06-01", "2026-06-31"),
        MARK.line().replace('"wrong": 2', '"wrong": "2"'),
        MARK.line().replace('"wrong": 2', '"wrong": true'),
        MARK.line().replace('"wrong"', '"wrongs"'),
        MARK.line().replace("}", ', "more": 1}'),
        "[" * 100_000,
    ],
)
def test_a_line_that_is_no_run_is_named(line: str) -> None:
    with pytest.raises(InputError) as told:
        read_history(f"{MARK.line()}\n{line}\n", "h.jsonl")
    assert (told.value.path, told.value.line) == ("h.jsonl", 2) and told.value.hint


def test_the_budget_is_that_of_the_best_run_and_only_falls() -> None:
    runs = [structs.replace(MARK, wrong=wrong) for wrong in (7, 3, 9)]
    assert report(STALE, history=runs).budget == 3
    assert report(STALE).budget is None


# CODEOWNERS


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*", "a.md", True),
        ("*", "docs/deep/a.md", True),
        ("*.md", "docs/a.md", True),
        ("*.md", "docs/a.mdx", False),
        ("/docs/", "docs/a.md", True),
        ("/docs/", "content/docs/a.md", False),
        ("docs/", "content/docs/a.md", True),
        ("docs/", "docs.md", False),
        ("docs/*", "docs/a.md", True),
        ("docs/*", "docs/deep/a.md", False),
        ("docs/**", "docs/deep/a.md", True),
        ("/content/articles", "content/articles/a.md", True),
        ("content/articles", "site/content/articles/a.md", False),
        ("apps/**/a.md", "apps/x/y/a.md", True),
        ("apps/**/a.md", "apps/a.md", True),
        ("**/logs", "deep/logs/a.md", True),
        ("a?.md", "ab.md", True),
        ("a?.md", "a/.md", False),
        ("wie\\ gut.md", "wie gut.md", True),
        ("a.md", "xa.md", False),
        ("a+b.md", "a+b.md", True),
        ("a+b.md", "aab.md", False),
        ("!a.md", "a.md", False),
        ("/*", "a.md", True),
        ("/*", "docs/a.md", False),
        ("*", "[x]/a.md", True),
        ("docs/[x].md", "docs/x.md", False),
        ("/", "a.md", False),
        ("*a" * 200, "a" * 5000 + "/b.md", True),
        ("**/a/" * 200 + "b.md", "a/" * 2000 + "c.md", False),
    ],
)
def test_codeowners_patterns(pattern: str, path: str, fits: bool) -> None:
    assert Owners.parse(f"{pattern} @bo").of(path) == (("@bo",) if fits else ())


def test_codeowners_last_line_wins_and_comments_are_none() -> None:
    owners = Owners.parse("# all\n* @all bo@acme.example # more\n\ndocs/ @docs\ndocs/free/\n")
    assert owners.of("a.md") == ("@all", "bo@acme.example")
    assert owners.of("docs/a.md") == ("@docs",)
    assert owners.of("docs/free/a.md") == ()
    assert Owners.parse("").of("a.md") == ()
