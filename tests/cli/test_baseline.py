"""A baseline holds back what was there, lets nothing new hide in it, and only ever shrinks."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from cli.conftest import AS_OF, Outcome
from repository import FILES, Repository

Check = Callable[..., Outcome]

BASELINE = "known.json"


@pytest.fixture
def check(credlint: Check) -> Check:
    return lambda *arguments: credlint("check", "--as-of", AS_OF, "--format", "json", *arguments)


def entries(articles: Repository, name: str = BASELINE) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(articles.text(name))["findings"]
    return found


def new(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(f["path"], f["rule"], f["quote"]) for f in outcome.json["findings"]]


def test_written_then_held_back(articles: Repository, check: Check) -> None:
    assert check().code == 1
    written = check("--write-baseline", BASELINE)
    assert (written.code, new(written), written.json["held_back"]) == (0, [], 1)
    held = check("--baseline", BASELINE)
    assert (held.code, new(held), held.json["held_back"]) == (0, [], 1)
    assert "held_back" not in check().json


def test_the_file_is_for_people(articles: Repository, check: Check) -> None:
    articles.write("content/z.md", "The Acme Certified Baker exam costs $7. The Acme Certified Baker exam costs $6.\n")
    check("--write-baseline", BASELINE)
    lines = articles.text(BASELINE).splitlines()
    assert [line.strip()[:22] for line in lines if "path" in line] == [
        '{"path": "content/stal',
        '{"path": "content/z.md',
        '{"path": "content/z.md',
    ]
    first = articles.text(BASELINE)
    articles.edit("content/z.md", "The Acme", "\n\n# A heading\n\nThe Acme")
    check("--write-baseline", BASELINE)
    assert [one["quote"] for one in entries(articles)] == ["$250", "$6", "$7"]
    articles.write("content/z.md", "The Acme Certified Baker exam costs $7. The Acme Certified Baker exam costs $6.\n")
    check("--write-baseline", BASELINE)
    assert articles.text(BASELINE) == first


@pytest.mark.parametrize(
    ("old", "new_text"),
    [
        ("# Pastry", "# Pastry\n\n- More\n- of it\n"),
        ("exam costs $250", "exam, which nobody takes, costs $250"),
        ("\n", "\r\n"),
    ],
    ids=["lines-moved", "reworded", "line-endings"],
)
def test_what_was_there_is_known_again(articles: Repository, check: Check, old: str, new_text: str) -> None:
    check("--write-baseline", BASELINE)
    articles.edit("content/stale.md", old, new_text)
    assert new(check("--baseline", BASELINE)) == []


@pytest.mark.parametrize(
    ("path", "text", "quotes"),
    [
        ("content/stale.md", "The Acme Certified Pastry Specialist exam costs $260.\n", ["$260"]),
        ("content/stale.md", "The Acme Certified Baker exam costs $250.\n", ["$250"]),
        ("content/other.md", FILES["content/stale.md"], ["$250"]),
        (
            "content/stale.md",
            FILES["content/stale.md"] + "\nSo an Acme Certified Pastry Specialist pays $250.\n",
            ["$250"],
        ),
    ],
    ids=["another-figure", "another-credential", "another-file", "one-more"],
)
def test_nothing_new_hides_in_the_place_of_the_old(
    articles: Repository, check: Check, path: str, text: str, quotes: list[str]
) -> None:
    check("--write-baseline", BASELINE)
    articles.write(path, text)
    outcome = check("--baseline", BASELINE)
    assert outcome.code == 1
    assert [quote for _, _, quote in new(outcome)] == quotes


def test_of_several_alike_the_one_in_other_words_is_the_new_one(articles: Repository, check: Check) -> None:
    check("--write-baseline", BASELINE)
    articles.edit("content/stale.md", "# Pastry\n", "# Pastry\n\nAn Acme Certified Pastry Specialist pays $250.\n")
    assert [f["start"]["line"] for f in check("--baseline", BASELINE).json["findings"]] == [3]


def test_a_file_that_was_renamed(articles: Repository, check: Check) -> None:
    check("--write-baseline", BASELINE)
    articles.rename("content/stale.md", "content/deep/pastry.md")
    articles.edit("content/deep/pastry.md", "# Pastry", "# All about pastry")
    articles.edit("content/guide.md", "stale.md", "deep/pastry.md")
    assert new(check("--baseline", BASELINE)) == []
    check("--baseline", BASELINE, "--write-baseline", BASELINE)
    assert [one["path"] for one in entries(articles)] == ["content/deep/pastry.md"]


def test_another_fault_in_a_new_file_is_not_that_of_a_deleted_one(articles: Repository, check: Check) -> None:
    check("--write-baseline", BASELINE)
    articles.rename("content/stale.md", "content/other.md")
    articles.edit("content/guide.md", "stale.md", "other.md")
    articles.write(
        "content/other.md", "Whoever wants to be an Acme Certified Pastry Specialist pays $250 for the exam.\n"
    )
    assert new(check("--baseline", BASELINE)) == [("content/other.md", "outdated-cost", "$250")]


def test_pruning_takes_out_what_is_mended_and_adds_nothing(articles: Repository, check: Check) -> None:
    articles.write("content/z.md", "The Acme Certified Baker exam costs $7.\n")
    check("--write-baseline", BASELINE)
    articles.edit("content/z.md", "$7", "$8")
    told = check("--baseline", BASELINE)
    assert "1 of its findings are gone" in told.err
    outcome = check("--baseline", BASELINE, "--write-baseline", BASELINE)
    assert [one["quote"] for one in entries(articles)] == ["$250"]
    assert (outcome.code, new(outcome)) == (1, [("content/z.md", "cost-mismatch", "$8")])


@pytest.mark.parametrize(
    "narrowed",
    [("content/baker.md",), ("--ignore", "outdated-cost"), ("--select", "broken-link"), ("--shard", "1/3")],
    ids=["files", "ignored", "selected", "shard"],
)
def test_what_was_not_looked_for_is_not_gone(articles: Repository, check: Check, narrowed: tuple[str, ...]) -> None:
    check("--write-baseline", BASELINE)
    before = articles.text(BASELINE)
    outcome = check("--baseline", BASELINE, "--write-baseline", BASELINE, *narrowed)
    assert articles.text(BASELINE) == before
    assert outcome.json["held_back"] == 0
    (articles.top / "content/stale.md").unlink()
    check("--baseline", BASELINE, "--write-baseline", BASELINE, "content/baker.md")
    assert entries(articles) == []


def test_it_means_the_same_from_every_folder(
    articles: Repository, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    (articles.top / "settings").mkdir()
    check("--write-baseline", "settings/known.json")
    assert entries(articles, "settings/known.json")[0]["path"] == "../content/stale.md"
    monkeypatch.chdir(articles.top / "content")
    assert check("--baseline", "../settings/known.json").code == 0
    check("--baseline", "../settings/known.json", "--write-baseline", "moved.json")
    assert entries(articles, "content/moved.json")[0]["path"] == "stale.md"
    assert check("--baseline", "moved.json").code == 0


def test_secrets_stay_out_of_it(articles: Repository, check: Check) -> None:
    secret = "hunter2" * 9
    articles.write("content/z.md", f"[It](https://user:{secret}@acme.example/) costs an Acme Certified Baker $7.\n")
    check("--write-baseline", BASELINE)
    assert {"link-has-credentials", "cost-mismatch"} <= {one["rule"] for one in entries(articles)}
    assert "hunter2" not in articles.text(BASELINE)
    assert check("--baseline", BASELINE).code == 0


def test_with_since(articles: Repository, check: Check) -> None:
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "All"]):
        articles.git(*arguments)
    check("--write-baseline", BASELINE)
    articles.write("content/z.md", "The Acme Certified Baker exam costs $7.\n")
    outcome = check("--since", "main", "--baseline", BASELINE)
    assert [(f["path"], f["introduced"]) for f in outcome.json["findings"]] == [("content/z.md", True)]


def test_people_are_told_how_many_are_held_back(articles: Repository, credlint: Check) -> None:
    credlint("check", "--as-of", AS_OF, "--write-baseline", BASELINE)
    for format_name in ("text", "markdown"):
        outcome = credlint("check", "--as-of", AS_OF, "--baseline", BASELINE, "--format", format_name)
        assert "holds back 1" in outcome.out or "held back by the baseline: 1" in outcome.out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is not JSON"),
        ('{"version": 1,\n "findings": [}', "known.json:2: is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not a baseline"),
        ("{}", "is not a baseline"),
        ('{"version": 2, "findings": []}', "is not a baseline of this version"),
        ('{"version": 1, "findings": [{"rule": "x"}]}', "is not a baseline"),
        ('{"version": 1, "findings": [{"path":1,"rule":"","quote":"","about":"","near":""}]}', "is not a baseline"),
        ('{"version": 1, "findings": 7}', "is not a baseline"),
        (None, "No such file"),
    ],
)
def test_a_file_that_is_no_baseline(articles: Repository, check: Check, text: str | None, says: str) -> None:
    if text is not None:
        articles.write(BASELINE, text)
    outcome = check("--baseline", BASELINE)
    assert (outcome.code, outcome.out) == (2, "")
    assert says in outcome.err and "--write-baseline" in outcome.err


def test_an_empty_one(articles: Repository, check: Check) -> None:
    articles.edit("content/stale.md", "$250", "$300")
    check("--write-baseline", BASELINE)
    assert json.loads(articles.text(BASELINE)) == {"version": 1, "findings": []}
    assert check("--baseline", BASELINE).json["held_back"] == 0
