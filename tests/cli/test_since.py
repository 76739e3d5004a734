"""Only what a change did fails the check: scenarios in real repositories, each with the gate that is right."""

from __future__ import annotations

import contextlib
import os
import shlex
import stat
import subprocess
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from cli.conftest import AS_OF, Outcome
from credlint import bundled, git
from credlint.errors import RepositoryError
from credlint.links import LinkResult, LinkStatus
from repository import BAKER, FILES, PASTRY, SOURCES, Repository

Row = tuple[str, str, bool | None, str | None]
Check = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def this_machine_has_no_settings_and_no_catalog(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    nothing = tmp_path_factory.mktemp("catalog")
    monkeypatch.setattr(bundled, "catalog_folder", lambda: nothing)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def repository(site: Path) -> Repository:
    return Repository.create(site)


@pytest.fixture
def check(credlint: Check) -> Check:
    def run(*arguments: object, since: str = "main", as_of: str = AS_OF) -> Outcome:
        return credlint("check", "--since", since, "--as-of", as_of, "--format", "json", *arguments)

    return run


def rows(outcome: Outcome) -> list[Row]:
    return [(f["path"], f["rule"], f["introduced"], f["cause"]) for f in outcome.json["findings"]]


STALE: Row = ("content/stale.md", "outdated-cost", False, None)


def test_nothing_changed(repository: Repository, check: Check) -> None:
    outcome = check()
    assert (outcome.code, rows(outcome)) == (0, [STALE])


def test_edited_price(repository: Repository, check: Check) -> None:
    repository.edit("content/baker.md", "$100", "$120")
    outcome = check()
    assert outcome.code == 1
    assert rows(outcome) == [("content/baker.md", "cost-mismatch", True, "change"), STALE]


def test_what_is_committed_and_what_is_not_are_one_change(repository: Repository, check: Check) -> None:
    repository.edit("content/baker.md", "$100", "$120")
    repository.commit()
    repository.write("content/new.md", "The Acme Certified Baker exam costs $130.\n")
    assert [row[:3] for row in rows(check()) if row[2]] == [
        ("content/baker.md", "cost-mismatch", True),
        ("content/new.md", "cost-mismatch", True),
    ]
    repository.edit("content/baker.md", "$120", "$100")
    repository.edit("content/new.md", "$130", "$100")
    assert check().code == 0


def test_a_wrong_price_replaced_by_another_wrong_one_is_new(repository: Repository, check: Check) -> None:
    repository.edit("content/stale.md", "$250", "$260")
    outcome = check()
    assert (outcome.code, rows(outcome)) == (1, [("content/stale.md", "cost-mismatch", True, "change")])


def test_lines_that_moved_and_words_around_it_change_nothing(repository: Repository, check: Check) -> None:
    repository.edit("content/stale.md", "# Pastry\n", "# Pastry\n\nMore of it.\n\n- a list\n")
    repository.edit("content/stale.md", "exam costs $250", "exam costs exactly $250")
    outcome = check()
    assert (outcome.code, rows(outcome)) == (0, [STALE])


def test_one_more_of_the_same_is_one_too_many_and_the_new_one_is_named(repository: Repository, check: Check) -> None:
    repository.edit("content/stale.md", "# Pastry\n", "# Pastry\n\nAn Acme Certified Pastry Specialist pays $250.\n")
    outcome = check()
    assert outcome.code == 1
    assert [(f["start"]["line"], f["introduced"]) for f in outcome.json["findings"]] == [(3, True), (5, False)]


def test_a_fault_does_not_hide_in_the_place_of_another_credential(repository: Repository, check: Check) -> None:
    repository.write("content/stale.md", "# Pastry\n\nThe Acme Certified Baker exam costs $250.\n")
    assert rows(check()) == [("content/stale.md", "cost-mismatch", True, "change")]


def test_renamed_article(repository: Repository, check: Check) -> None:
    repository.rename("content/stale.md", "content/pastry.md")
    outcome = check()
    assert outcome.code == 1
    assert rows(outcome) == [
        ("content/guide.md", "missing-page", True, "change"),
        ("content/pastry.md", "outdated-cost", False, None),
    ]


@pytest.mark.parametrize("told", [False, True], ids=["by-content", "staged"])
def test_an_article_that_was_renamed_and_edited_keeps_its_past(
    repository: Repository, check: Check, told: bool
) -> None:
    padding = "".join(f"Sentence {number} of an article that is long enough.\n" for number in range(20))
    repository.write("content/stale.md", FILES["content/stale.md"] + padding)
    repository.commit()
    repository.git("branch", "-f", "main")
    repository.rename("content/stale.md", "content/deep/er/pastry.md")
    repository.edit("content/deep/er/pastry.md", "Sentence 3 of", "The third sentence in")
    repository.edit("content/guide.md", "stale.md", "deep/er/pastry.md")
    if told:
        repository.git("add", "-A")
    outcome = check()
    assert (outcome.code, rows(outcome)) == (0, [("content/deep/er/pastry.md", "outdated-cost", False, None)])


def test_another_article_in_the_place_of_a_deleted_one_has_no_past(repository: Repository, check: Check) -> None:
    (repository.top / "content/stale.md").unlink()
    repository.edit("content/guide.md", "stale.md", "other.md")
    text = (
        "A wholly other article\n======\n\nPay $250 for the exam, which the Acme Certified Pastry Specialist costs.\n"
    )
    repository.write("content/other.md", text)
    assert rows(check()) == [("content/other.md", "outdated-cost", True, "change")]


def test_renamed_heading(repository: Repository, check: Check) -> None:
    repository.edit("content/baker.md", "## Price", "## What it costs")
    outcome = check()
    assert outcome.code == 1
    assert rows(outcome) == [("content/guide.md", "missing-anchor", True, "change"), STALE]


def test_deleted_article(repository: Repository, check: Check) -> None:
    (repository.top / "content/stale.md").unlink()
    assert rows(check()) == [("content/guide.md", "missing-page", True, "change")]


def test_a_link_that_was_dead_before(repository: Repository, check: Check) -> None:
    repository.edit("content/guide.md", "stale.md", "never-was.md")
    repository.commit()
    repository.git("branch", "-f", "main")
    repository.edit("content/baker.md", "# Bakers", "# All bakers")
    outcome = check()
    assert (outcome.code, rows(outcome)[0]) == (0, ("content/guide.md", "missing-page", False, None))


def test_inbound_breakage_of_pages_outside_of_what_is_checked(repository: Repository, check: Check) -> None:
    repository.rename("content/stale.md", "content/pastry.md")
    assert rows(check("content/guide.md")) == [("content/guide.md", "missing-page", True, "change")]
    assert rows(check("content/pastry.md")) == [("content/pastry.md", "outdated-cost", False, None)]


def test_a_day_that_passed(repository: Repository, check: Check) -> None:
    repository.edit("content/baker.md", "$100", "$90")
    repository.commit(day="2026-06-02")
    repository.git("branch", "-f", "main")
    outcome = check()
    assert outcome.code == 0
    assert rows(outcome) == [("content/baker.md", "outdated-cost", False, "time"), STALE]


def test_changed_catalog(repository: Repository, check: Check) -> None:
    repository.write("catalog/acme/baker.yaml", BAKER.replace("amount: 100", "amount: 105") + SOURCES)
    outcome = check()
    assert outcome.code == 0
    assert rows(outcome) == [("content/baker.md", "cost-mismatch", False, "world"), STALE]


def test_changed_catalog_and_an_edited_sentence(repository: Repository, check: Check) -> None:
    repository.write("catalog/acme/baker.yaml", BAKER.replace("amount: 100", "amount: 105") + SOURCES)
    repository.edit("content/baker.md", "$100", "$101")
    assert rows(check())[0] == ("content/baker.md", "cost-mismatch", True, "change")


def test_a_credential_that_is_new_in_the_catalog(repository: Repository, check: Check) -> None:
    repository.write("content/chef.md", "The Acme Certified Chef exam costs $70.\n")
    repository.commit()
    repository.git("branch", "-f", "main")
    chef = PASTRY.replace("Pastry Specialist", "Chef")
    repository.write("catalog/acme/chef.yaml", chef + SOURCES)
    assert ("content/chef.md", "cost-mismatch", False, "world") in rows(check())


def test_a_catalog_that_could_not_be_read_then(repository: Repository, check: Check) -> None:
    repository.write("catalog/acme/baker.yaml", "name: [\n")
    repository.commit()
    repository.git("branch", "-f", "main")
    repository.write("catalog/acme/baker.yaml", FILES["catalog/acme/baker.yaml"])
    outcome = check()
    assert (outcome.code, rows(outcome)) == (0, [STALE])


def test_a_rule_that_was_switched_on(repository: Repository, check: Check) -> None:
    repository.edit("credlint.toml", '"unsourced-statistic"', '"outdated-cost"')
    repository.commit()
    repository.git("branch", "-f", "main")
    repository.edit("credlint.toml", '"outdated-cost"', '"past-year"')
    outcome = check()
    assert (outcome.code, rows(outcome)) == (0, [STALE])


def test_keys_of_front_matter_that_are_missing_do_not_hide_each_other(repository: Repository, check: Check) -> None:
    schema = '{"type": "object", "required": ["title", "pubDate"]}'
    repository.write("schema.json", schema)
    setting = '\n[front-matter]\nschemas = [{ files = "content/keys.md", schema = "schema.json" }]\n'
    repository.write("credlint.toml", FILES["credlint.toml"] + setting)
    repository.write("content/keys.md", "---\ntitle: Keys\n---\n")
    repository.commit()
    repository.git("branch", "-f", "main")
    assert ("content/keys.md", "schema-violation", False, None) in rows(check())
    repository.write("content/keys.md", "---\npubDate: 2026-06-01\n---\n")
    assert ("content/keys.md", "schema-violation", True, "change") in rows(check())


def test_main_went_on_meanwhile(repository: Repository, check: Check) -> None:
    repository.edit("content/baker.md", "# Bakers", "# All bakers")
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.edit("content/stale.md", "$250", "$300")
    repository.commit()
    repository.git("checkout", "-q", "work")
    outcome = check()
    assert (outcome.code, rows(outcome)) == (0, [STALE])


def test_merge_commit(repository: Repository, check: Check) -> None:
    """As a pull request is checked out: HEAD merges the branch into the main branch that went on."""
    repository.edit("content/baker.md", "$100", "$120")
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.write("content/late.md", "The Acme Certified Baker exam costs $1.\n")
    repository.commit()
    repository.git("checkout", "-q", "--detach", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "Merge work", "work")
    assert rows(check()) == [
        ("content/baker.md", "cost-mismatch", True, "change"),
        ("content/late.md", "cost-mismatch", False, None),
        STALE,
    ]
    assert rows(check(since="HEAD^1")) == rows(check())


def test_detached_head_and_every_way_to_name_a_commit(repository: Repository, check: Check) -> None:
    repository.edit("content/baker.md", "$100", "$120")
    repository.commit()
    repository.git("tag", "-a", "-m", "a tag", "v1", "main")
    repository.git("checkout", "-q", "--detach")
    commit = repository.git("rev-parse", "main").strip()
    for since in ("main", commit, commit[:10], "v1", "HEAD~1", "HEAD^", "refs/heads/main"):
        assert rows(check(since=since))[0] == ("content/baker.md", "cost-mismatch", True, "change"), since
    assert rows(check(since="HEAD"))[0][2] is False


@pytest.mark.parametrize(
    "name",
    [
        "two words.md",
        "süß 日本 é.md",
        'quote"back\\slash.md',
        "-dash.md",
        "line\nfeed.md",
        "tab\there.md",
        "$(touch x).md",
    ],
)
def test_names_of_every_kind(repository: Repository, check: Check, name: str) -> None:
    path = f"content/{name}"
    repository.write(path, "The Acme Certified Pastry Specialist exam costs $250.\n")
    repository.commit()
    repository.git("branch", "-f", "main")
    before = [row for row in rows(check()) if row[0] == path]
    assert before == [(path, "outdated-cost", False, None)]
    repository.edit(path, "$250", "$260")
    assert [row for row in rows(check()) if row[0] == path] == [(path, "cost-mismatch", True, "change")]


def test_from_a_folder_inside_and_from_outside(
    repository: Repository, credlint: Check, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repository.edit("content/baker.md", "$100", "$120")
    arguments = ("check", "--since", "main", "--as-of", AS_OF, "--format", "json")
    monkeypatch.chdir(repository.top / "content")
    assert [row[0] for row in rows(credlint(*arguments)) if row[2]] == ["baker.md"]
    monkeypatch.chdir(repository.top.parent)
    config = repository.top / "credlint.toml"
    seen = rows(credlint(*arguments, "--config", config, repository.top))
    assert [row[0] for row in seen if row[2]] == [f"{repository.top.name}/content/baker.md"]


@pytest.mark.skipif(os.name != "posix", reason="links need no permission there")
def test_links_that_lead_nowhere(repository: Repository, check: Check) -> None:
    for name, target in {"loop.md": "loop.md", "gone.md": "nowhere.md", "x0.md": "stale.md"}.items():
        (repository.top / "content" / name).symlink_to(target)
    for number in range(1, 50):
        (repository.top / "content" / f"x{number}.md").symlink_to(f"x{number - 1}.md")
    outcome = check()
    assert outcome.json["crashes"] == []
    assert STALE in rows(outcome)
    named = {path for path, rule, _, _ in rows(outcome) if rule == "unreadable-file"}
    assert {"content/loop.md", "content/gone.md", "content/x49.md"} <= named
    assert "content/x1.md" not in named


def test_from_stdin_as_editors_and_hooks_give_it(repository: Repository, credlint: Check) -> None:
    arguments = ("check", "--since", "main", "--as-of", AS_OF, "--format", "json", "-")
    text = repository.text("content/stale.md").replace("# Pastry", "# Pastries\n\nAn Acme Certified Baker pays $7.")
    seen = rows(credlint(*arguments, "--stdin-filename", "content/stale.md", stdin=text.encode()))
    assert seen == [("content/stale.md", "cost-mismatch", True, "change"), STALE]


def test_several_processes_say_the_same(repository: Repository, check: Check) -> None:
    for number in range(40):
        repository.write(f"content/many-{number}.md", "The Acme Certified Pastry Specialist exam costs $250.\n")
    repository.commit()
    repository.git("branch", "-f", "main")
    repository.edit("content/many-7.md", "$250", "$260")
    one, two = check("--jobs", 1), check("--jobs", 2)
    assert one.out == two.out
    assert [row[0] for row in rows(one) if row[2]] == ["content/many-7.md"]


def test_line_endings_that_git_converts(repository: Repository, check: Check) -> None:
    repository.write(".gitattributes", "*.md text eol=crlf\n")
    repository.write("content/stale.md", repository.text("content/stale.md").replace("\n", "\r\n"))
    assert rows(check()) == [STALE]


def test_fix_mends_only_what_the_change_did(repository: Repository, check: Check) -> None:
    repository.write("content/new.md", "An Acme Certified Pastry Specialist pays $250 for the exam.\n")
    check("--suggestions")
    assert "$250" not in repository.text("content/new.md")
    assert repository.text("content/stale.md") == FILES["content/stale.md"]


# What git cannot tell is never a pass


def run_hint(outcome: Outcome, top: Path) -> None:
    """Runs the command that a message offers."""
    hint = outcome.err.split("hint: ")[1].split(" (")[0].split(",")[0].strip()
    subprocess.run(shlex.split(hint), cwd=top, check=True, capture_output=True, timeout=60)


@pytest.fixture
def shallow(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    repository.edit("content/baker.md", "$100", "$120")
    repository.commit()
    clone = tmp_path_factory.mktemp("shallow") / "clone"
    repository.git("clone", "-q", "--depth", "1", "--branch", "work", f"file://{repository.top}", str(clone))
    return Repository(clone)


@pytest.mark.parametrize("since", ["origin/main", "HEAD~1", "HEAD"])
def test_shallow_clone(shallow: Repository, check: Check, monkeypatch: pytest.MonkeyPatch, since: str) -> None:
    monkeypatch.chdir(shallow.top)
    outcome = check(since=since)
    assert (outcome.code, outcome.out) == (2, "")
    assert "shallow" in outcome.err and "git fetch --unshallow" in outcome.err
    run_hint(outcome, shallow.top)
    mended = check(since=since)
    assert rows(mended)[0] == (
        "content/baker.md",
        "cost-mismatch",
        since != "HEAD",
        None if since == "HEAD" else "change",
    )


def test_a_branch_that_was_not_fetched(
    repository: Repository, check: Check, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    clone = tmp_path_factory.mktemp("single") / "clone"
    repository.git("clone", "-q", "--single-branch", "--branch", "work", f"file://{repository.top}", str(clone))
    monkeypatch.chdir(clone)
    outcome = check(since="origin/main")
    assert (outcome.code, outcome.out) == (2, "")
    assert "no commit 'origin/main'" in outcome.err
    run_hint(outcome, clone)
    assert check(since="origin/main").code == 0


@pytest.mark.parametrize("since", ["nobody", "", "--help", "-x", "main:content", "HEAD~99", "a..b", "ﬁne\nname"])
def test_a_reference_that_is_none(repository: Repository, check: Check, since: str) -> None:
    outcome = check(since=since)
    assert (outcome.code, outcome.out) == (2, "")
    assert "there is no commit" in outcome.err


def test_no_repository(site: Path, check: Check) -> None:
    (site / "a.md").write_text("A page.\n")
    outcome = check()
    assert (outcome.code, outcome.out) == (2, "")
    assert "git" in outcome.err


def test_no_git(repository: Repository, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = repository.top / "git"
    planted.write_text("#!/bin/sh\ntouch ran\n")
    planted.chmod(planted.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f".{os.pathsep}")
    outcome = check()
    assert (outcome.code, outcome.out) == (2, "")
    assert "git is not installed" in outcome.err
    assert not (repository.top / "ran").exists()


def test_no_commit_yet(site: Path, check: Check) -> None:
    Repository(site).git("init", "-q")
    (site / "a.md").write_text("A page.\n")
    assert check(since="HEAD").code == 2


def test_no_commit_in_common(repository: Repository, check: Check) -> None:
    repository.git("checkout", "-q", "--orphan", "island")
    repository.git("commit", "-q", "-m", "Alone")
    outcome = check()
    assert outcome.code == 2
    assert "in common" in outcome.err


def test_files_of_another_repository_and_of_a_submodule(
    repository: Repository, check: Check, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = Repository.create(tmp_path_factory.mktemp("other"))
    outcome = check("content", other.top / "content")
    assert outcome.code == 2 and "not in the repository" in outcome.err
    repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", f"file://{other.top}", "content/sub")
    repository.commit()
    outcome = check(since="HEAD")
    assert outcome.code == 2 and "submodule" in outcome.err


def test_partial_clone(
    repository: Repository, check: Check, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    repository.edit("content/baker.md", "$100", "$120")
    repository.commit()
    repository.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path_factory.mktemp("partial") / "clone"
    repository.git("clone", "-q", "--filter=blob:none", "--branch", "work", f"file://{repository.top}", str(clone))
    monkeypatch.chdir(clone)
    address = Repository(clone).git("remote", "get-url", "origin").strip()
    Repository(clone).git("config", "protocol.ext.allow", "always")
    Repository(clone).git("remote", "set-url", "origin", "ext::touch ran")
    outcome = check(since="origin/main")
    assert (outcome.code, outcome.out) == (2, "")
    assert "partial clone" in outcome.err
    assert not (clone / "ran").exists(), "nothing was fetched by the means that the repository names"
    Repository(clone).git("remote", "set-url", "origin", address)
    run_hint(outcome, clone)
    assert rows(check(since="origin/main"))[0] == ("content/baker.md", "cost-mismatch", True, "change")


def test_nothing_that_a_repository_names_is_run(repository: Repository, check: Check) -> None:
    """Every setting by which a repository can have git start a program, each set to one that leaves a mark."""
    mark = repository.top / "ran"
    evil = repository.top / "evil.sh"
    evil.write_text(f"#!/bin/sh\ntouch '{mark}'\ncat\n")
    evil.chmod(0o755)
    settings = (
        *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy", "core.askPass"),
        *("core.alternateRefsCommand", "diff.external", "diff.evil.textconv", "diff.evil.command", "gpg.program"),
        *(
            "filter.evil.smudge",
            "filter.evil.clean",
            "filter.evil.process",
            "credential.helper",
            "uploadpack.packObjectsHook",
        ),
        *("merge.evil.driver", "interactive.diffFilter", "pager.rev-parse", "pager.cat-file", "pager.ls-tree"),
        *("alias.rev-parse", "alias.cat-file", "alias.ls-tree", "alias.merge-base", "trailer.evil.command"),
    )
    for name in settings:
        value = f"!{evil}" if name.startswith("alias.") else str(evil)
        repository.git("config", name, value)
    repository.git("config", "log.showSignature", "true")
    repository.git("config", "filter.evil.required", "true")
    hooks = repository.top / ".git" / "hooks"
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction", "post-checkout", "pre-auto-gc"):
        (hooks / hook).write_text(evil.read_text())
        (hooks / hook).chmod(0o755)
    repository.write(".gitattributes", "* filter=evil diff=evil merge=evil\n")
    repository.edit("content/baker.md", "$100", "$120")
    mark.unlink(missing_ok=True)
    outcome = check()
    assert rows(outcome)[0] == ("content/baker.md", "cost-mismatch", True, "change")
    assert not mark.exists()
    with contextlib.suppress(subprocess.CalledProcessError):
        repository.git("status")
    assert mark.exists(), "the marks work"


@pytest.mark.parametrize(
    ("committer", "day"),
    [
        ("committer A <a@b.example> 1700000000 +0000", date(2023, 11, 14)),
        ("committer A <a@b.example> -1 +0000", date(1969, 12, 31)),
        ("committer A <a@b.example> 253402300800 +0000", None),  # the year 10000
        ("committer A <a@b.example> -99999999999999 +0000", None),
        (f"committer A <a@b.example> {'9' * 6000} +0000", None),
        ("committer A <a@b.example> yesterday +0000", None),
        ("committer 1", None),
        ("committer ", None),
        ("author A <a@b.example> 1 +0000", None),
    ],
)
def test_the_day_of_a_commit_is_written_by_anybody(repository: Repository, committer: str, day: date | None) -> None:
    tree = repository.git("rev-parse", "HEAD^{tree}").strip()
    repository.write("commit", f"tree {tree}\n{committer}\n\nA change\n")
    commit = repository.git("hash-object", "-t", "commit", "-w", "--literally", "commit").strip()
    told = contextlib.nullcontext() if day else pytest.raises(RepositoryError, match="has no date")
    with told:
        assert git.Repository(repository.top).day(commit) == day


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_git_is_not_waited_for_without_end(
    repository: Repository, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "SECONDS_PER_COMMAND", 0.2)
    (repository.top / ".git" / "HEAD").unlink()
    os.mkfifo(repository.top / ".git" / "HEAD")
    outcome = check()
    assert outcome.code == 2
    assert "git rev-parse did not end within" in outcome.err


def test_a_tree_that_looks_like_a_bare_repository(repository: Repository, check: Check) -> None:
    mark = repository.top / "ran"
    planted = repository.top / "content" / "planted"
    Repository(repository.top).git("init", "-q", "--bare", str(planted))
    (planted / "config").write_text(f"[core]\n\tbare = false\n\tworktree = ..\n\tfsmonitor = touch {mark}\n")
    (planted / "a.md").write_text("A page.\n")
    check("content/planted/a.md")
    assert not mark.exists()


def test_a_hook_that_set_another_repository(
    repository: Repository, check: Check, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path_factory.mktemp("elsewhere")))
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert rows(check()) == [STALE]


# With links, and in a work tree of its own


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The URLs that the web was asked about; all of them are broken."""
    urls: list[str] = []

    def verify(wanted: Iterable[str]) -> dict[str, LinkResult]:
        wanted = list(wanted)
        urls.extend(wanted)
        return {url: LinkResult(url, LinkStatus.BROKEN, 404, detail="there is nothing") for url in wanted}

    monkeypatch.setattr("credlint.cli.web.verifier", lambda *_: verify)
    return urls


def test_only_the_links_that_the_change_added_are_asked(repository: Repository, check: Check, asked: list[str]) -> None:
    repository.edit("content/baker.md", "# Bakers", "# Bakers\n\n[a](https://acme.example/a) <https://acme.example/b>")
    repository.commit()
    repository.git("branch", "-f", "main")
    repository.edit("content/baker.md", "example/b", "example/c")
    repository.edit("content/guide.md", "# Guide", "# Guide\n\n[a](https://acme.example/a)")
    outcome = check("--links", "--select", "broken-link")
    assert sorted(asked) == ["https://acme.example/a", "https://acme.example/c"]
    assert outcome.code == 1
    assert rows(outcome) == [
        # Asked for because the guide links there now; in this article it stood before.
        ("content/baker.md", "broken-link", False, "world"),
        ("content/baker.md", "broken-link", True, "change"),
        ("content/guide.md", "broken-link", True, "change"),
    ]


def test_links_of_a_renamed_article_are_not_asked(repository: Repository, check: Check, asked: list[str]) -> None:
    repository.edit("content/baker.md", "# Bakers", "# Bakers\n\n[a](https://acme.example/a)")
    repository.commit()
    repository.git("branch", "-f", "main")
    repository.rename("content/baker.md", "content/bakers.md")
    check("--links")
    assert asked == []


def test_all_links_are_asked_where_no_change_is_asked_about(
    repository: Repository, credlint: Check, asked: list[str]
) -> None:
    repository.edit("content/baker.md", "# Bakers", "# Bakers\n\n[a](https://acme.example/a)")
    repository.commit()
    credlint("check", "--links", "--as-of", AS_OF)
    assert asked == ["https://acme.example/a"]


def test_work_tree_of_its_own(
    repository: Repository, check: Check, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tree = Repository(tmp_path_factory.mktemp("trees") / "tree")
    repository.git("worktree", "add", "-q", "-b", "second", str(tree.top), "main")
    tree.edit("content/baker.md", "$100", "$120")
    monkeypatch.chdir(tree.top)
    assert rows(check())[0] == ("content/baker.md", "cost-mismatch", True, "change")
    monkeypatch.chdir(repository.top)
    assert rows(check()) == [STALE]
