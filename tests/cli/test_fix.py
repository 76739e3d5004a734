"""Fixes as they reach files: written whole, only where they should be, and shown before where that is wanted."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable

import pytest

from cli.conftest import AS_OF, Outcome
from credlint import run
from repository import FILES, Repository

Check = Callable[..., Outcome]

LINKED = "# Guide\n\nSee [bakers](/blog/bakers/#price) and [pastry](stale.md).\n"


@pytest.fixture
def articles(articles: Repository) -> Repository:
    """With one link that has a safe fix."""
    articles.write("content/guide.md", LINKED)
    return articles


@pytest.fixture
def check(credlint: Check) -> Check:
    return lambda *arguments, **named: credlint("check", "--as-of", AS_OF, *arguments, **named)


def content(articles: Repository) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (articles.top / "content").iterdir()}


def test_fix_applies_what_cannot_change_the_meaning(articles: Repository, check: Check) -> None:
    outcome = check("--fix")
    assert articles.text("content/guide.md") == LINKED.replace("/bakers/", "/baker/")
    assert articles.text("content/stale.md") == FILES["content/stale.md"]
    assert "1 file fixed" in outcome.err
    assert "missing-page" not in outcome.out and "outdated-cost" in outcome.out
    assert outcome.code == 1, "what is left still counts"


@pytest.mark.parametrize("arguments", [("--fix", "--suggestions"), ("--suggestions",)])
def test_suggestions_apply_both(articles: Repository, check: Check, arguments: tuple[str, ...]) -> None:
    outcome = check(*arguments)
    assert outcome.code == 0
    assert "$300" in articles.text("content/stale.md") and "/baker/" in articles.text("content/guide.md")
    before = content(articles)
    assert check(*arguments).code == 0
    assert content(articles) == before, "fixed twice is fixed once"


def test_a_file_whose_fixes_do_not_end_is_named(
    articles: Repository, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("credlint.fixing.MOST_ROUNDS", 0)
    outcome = check("--fix")
    assert "credlint: content/guide.md: not fixed: each fix brings another" in outcome.err
    assert articles.text("content/guide.md") == LINKED and "missing-page" in outcome.out


def test_diff_shows_and_writes_nothing(articles: Repository, check: Check) -> None:
    before = content(articles)
    for arguments in ((), ("--fix",)):
        outcome = check("--diff", *arguments)
        assert outcome.code == 1
        assert "-See [bakers](/blog/bakers/#price)" in outcome.out and "+See [bakers](/blog/baker/" in outcome.out
        assert "$300" not in outcome.out
        assert content(articles) == before
    assert "$300" in check("--diff", "--suggestions").out
    check("--fix")
    outcome = check("--diff")
    assert (outcome.code, outcome.out) == (0, "")


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_person_is_shown_what_a_program_is_given(
    articles: Repository, check: Check, monkeypatch: pytest.MonkeyPatch, is_terminal: bool
) -> None:
    articles.write("content/guide.md", LINKED + "\x1b]0;t\x07 https://anna:pass@e.example/\n")
    monkeypatch.setattr("sys.stdout.isatty", lambda: is_terminal)
    out = check("--diff").out
    assert "+See [bakers](/blog/baker/" in out
    assert ("\x1b]0;t\x07 https://anna:pass@e.example/" in out) is not is_terminal
    assert ("\\x1b]0;t\\x07 https://*********@e.example/" in out) is is_terminal


@pytest.mark.parametrize("argument", ["--fix", "--diff"])
def test_suggestions_that_were_not_asked_for_are_announced(articles: Repository, check: Check, argument: str) -> None:
    assert "--suggestions would change 1 more place" in check(argument).err
    assert "more" not in check(argument, "--suggestions").err
    assert "more" not in check(argument).err or argument == "--diff", "--suggestions has written it by now"
    assert "more" not in check(argument, "--quiet").err


@pytest.mark.parametrize(
    "name", ["plain.md", "two words.md", "é日本.md", 'quote"and\\slash.md', "tab\there.md", "line\nfeed.md"]
)
@pytest.mark.parametrize(
    "text",
    ["It costs an Acme Certified Baker $90.", "\ufeffA\u2028B\x0cC\r\nAn Acme Certified Baker pays $90.\r\n\r\nD"],
)
def test_the_diff_is_one_that_git_applies(articles: Repository, check: Check, name: str, text: str) -> None:
    articles.write(f"content/{name}", text)
    patch = check("--suggestions", "--diff").out
    assert "$100" in patch
    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=articles.top, check=True, timeout=60)
    applied = content(articles)
    for path, before in FILES.items():
        articles.write(path, before)
    articles.write("content/guide.md", LINKED)
    articles.write(f"content/{name}", text)
    check("--suggestions")
    assert content(articles) == applied


def test_every_byte_outside_of_the_fix_and_the_mode_stay(articles: Repository, check: Check) -> None:
    file = articles.top / "content/guide.md"
    text = "\ufeff# Guide\r\n\r\nTrailing  \r\n\tSee [it](/blog/bakers/).\r\rEnd\x0c\u2028no line feed"
    articles.write("content/guide.md", text)
    file.chmod(0o640)
    check("--fix")
    assert articles.text("content/guide.md") == text.replace("/bakers/", "/baker/")
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []


def test_files_that_need_nothing_are_not_written(articles: Repository, check: Check) -> None:
    file = articles.top / "content/baker.md"
    before = file.stat()
    check("--suggestions")
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_was_changed_meanwhile_is_left(
    articles: Repository, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = LINKED + "\nTyped while the check ran.\n"
    look = run.check

    def slow(*arguments: object) -> object:
        report = look(*arguments)  # type: ignore[arg-type]
        articles.write("content/guide.md", typed)
        return report

    monkeypatch.setattr(run, "check", slow)
    outcome = check("--fix")
    assert articles.text("content/guide.md") == typed
    assert "content/guide.md: not fixed: it was changed in the meantime" in outcome.err
    assert "missing-page" in outcome.out and outcome.code == 1


def test_a_file_that_may_not_be_written_is_left(
    articles: Repository, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    outcome = check("--fix")
    assert articles.text("content/guide.md") == LINKED
    assert "write-protected" in outcome.err


@pytest.mark.parametrize("named", [True, False])
def test_a_link_out_of_the_tree_is_not_followed(
    articles: Repository, check: Check, tmp_path_factory: pytest.TempPathFactory, named: bool
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "victim.md"
    outside.write_text("An Acme Certified Baker pays $90.\n")
    (articles.top / "content" / "link.md").symlink_to(outside)
    outcome = check("--suggestions", *(["content/link.md"] if named else []))
    assert outside.read_text() == "An Acme Certified Baker pays $90.\n"
    assert ("not fixed: it is a link" in outcome.err) is named, "a walk does not even read it"


def test_a_link_inside_of_the_tree_is_written_where_it_leads(articles: Repository, check: Check) -> None:
    articles.write("drafts/new.md", "An Acme Certified Baker pays $90.\n")
    link = articles.top / "content" / "new.md"
    link.symlink_to("../drafts/new.md")
    check("--suggestions", "content/new.md")
    assert link.is_symlink()
    assert "$100" in articles.text("drafts/new.md")


def test_a_folder_that_leads_out_of_the_tree_is_not_written_in(
    articles: Repository, check: Check, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "victim.md").write_text("An Acme Certified Baker pays $90.\n")
    (articles.top / "more").symlink_to(outside)
    outcome = check("--suggestions", "content", "more")
    assert "$90" in (outside / "victim.md").read_text()
    assert "more/victim.md: not fixed" in outcome.err


def test_files_elsewhere_that_are_named_are_written(
    articles: Repository, check: Check, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "a.md").write_text("An Acme Certified Baker pays $90.\n")
    (elsewhere / "b.md").write_text("An Acme Certified Baker pays $90.\n")
    check("--suggestions", elsewhere / "a.md")
    assert "$100" in (elsewhere / "a.md").read_text() and "$90" in (elsewhere / "b.md").read_text()
    check("--suggestions", elsewhere)
    assert "$100" in (elsewhere / "b.md").read_text()


def test_what_is_not_reported_is_not_mended(articles: Repository, check: Check) -> None:
    check("--write-baseline", "known.json")
    check("--suggestions", "--baseline", "known.json")
    assert articles.text("content/guide.md") == LINKED
    check("--fix", "--select", "outdated-cost")
    assert articles.text("content/guide.md") == LINKED
    articles.write("content/x.md", "<!-- credlint-disable-next-line missing-page -- soon -->\n[It](/blog/bakers/).\n")
    check("--fix", "content/x.md")
    assert "/bakers/" in articles.text("content/x.md")


@pytest.mark.parametrize("arguments", [("--fix",), ("--suggestions",), ("--watch",)])
def test_stdin_is_no_file_to_write(articles: Repository, check: Check, arguments: tuple[str, ...]) -> None:
    outcome = check("-", *arguments, stdin=b"An Acme Certified Baker pays $90.\n")
    assert outcome.code == 2
    shown = check("-", "--stdin-filename", "content/x.md", "--diff", "--suggestions", stdin=b"A Baker.\n")
    assert (shown.code, shown.out) == (0, "")
