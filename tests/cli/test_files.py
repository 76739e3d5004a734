"""Which files are read, and that none of them, whatever it is, stops the others."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import AS_OF, EXCUSED, PLAIN, Outcome
from credlint import discovery

Run = Callable[..., Outcome]


def read(credlint: Run, *arguments: object) -> list[str]:
    """The paths of the articles that were read, told by the warning that each of them has."""
    outcome = credlint("check", *arguments, "--as-of", AS_OF, "--format", "json", "--select", "unexplained-suppression")
    assert outcome.code == 0, outcome.err
    return [finding["path"] for finding in outcome.json["findings"]]


@pytest.fixture
def tree(site: Path) -> Path:
    for name in ("b.md", "a.md", "c.mdx", "d.markdown", "sub/e.md", ".hidden/f.md", "node_modules/g.md", "h.txt"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(EXCUSED)
    return site


ALL = ["a.md", "b.md", "c.mdx", "d.markdown", "sub/e.md"]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([], ALL),
        (["."], ALL),
        (["sub"], ["sub/e.md"]),
        (["b.md", "a.md"], ["a.md", "b.md"]),
        (["a.md", "./a.md", "sub/../a.md"], ["a.md"]),
        ([".", "a.md"], ALL),
        # What is named itself is read, whatever it is called.
        (["h.txt", "node_modules/g.md"], ["h.txt", "node_modules/g.md"]),
    ],
)
def test_which_files_are_read(credlint: Run, tree: Path, paths: list[str], expected: list[str]) -> None:
    assert read(credlint, *paths) == expected


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        ("*.mdx\n", ["a.md", "b.md", "d.markdown", "sub/e.md"]),
        ("sub/\n", ["a.md", "b.md", "c.mdx", "d.markdown"]),
        ("*.md\n!a.md\n", ["a.md", "c.mdx", "d.markdown"]),
        ("/e.md\n", ALL),
        ("# only a comment\n\n", ALL),
    ],
)
def test_gitignore_is_respected(credlint: Run, tree: Path, patterns: str, expected: list[str]) -> None:
    (tree / ".gitignore").write_text(patterns)
    assert read(credlint) == expected


def test_a_gitignore_of_an_inner_folder_and_of_a_folder_above(credlint: Run, tree: Path) -> None:
    (tree / ".git").mkdir()
    (tree / ".gitignore").write_text("e.md\n")
    assert read(credlint, "sub") == []
    (tree / "sub" / ".gitignore").write_text("!e.md\n")
    assert read(credlint, "sub") == ["sub/e.md"]


def test_content_and_exclude_of_the_configuration(credlint: Run, tree: Path) -> None:
    (tree / "credlint.toml").write_text('content = ["sub"]\nexclude = ["a.md"]\n')
    assert read(credlint) == ["sub/e.md"]
    assert read(credlint, ".") == ["b.md", "c.mdx", "d.markdown", "sub/e.md"]
    assert read(credlint, "a.md") == ["a.md"]
    assert read(credlint, "a.md", "--force-exclude") == []


def test_a_folder_that_contains_itself_is_walked_once(credlint: Run, site: Path) -> None:
    (site / "again").symlink_to(site)
    (site / "a.md").write_text(EXCUSED)
    assert read(credlint) == ["a.md"]


def test_a_link_to_a_file_elsewhere_is_not_followed_and_one_within_counts_once(
    credlint: Run, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.md"
    secret.write_text(EXCUSED)
    (site / "leak.md").symlink_to(secret)
    (site / "b.md").write_text(EXCUSED)
    (site / "a.md").symlink_to("b.md")
    assert len(read(credlint)) == 1


def test_another_name_of_a_file_counts_once(credlint: Run, tree: Path) -> None:
    (tree / "sub" / "z.md").hardlink_to(tree / "a.md")
    assert read(credlint, "a.md", ".", "sub", "sub/e.md") == ["a.md", "b.md", "c.mdx", "d.markdown", "sub/e.md"]


def test_files_with_one_number_are_told_apart(credlint: Run, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "_inode", lambda entry: 7)  # as in two layers of a file system
    assert read(credlint) == ["a.md", "b.md", "c.mdx", "d.markdown", "sub/e.md"]


def test_stdin_stands_for_the_file_it_is_named_after(credlint: Run, site: Path) -> None:
    outcome = credlint(
        "check", "-", "--stdin-filename", "content/new.md", "--as-of", AS_OF, "--format", "json", stdin=EXCUSED.encode()
    )
    assert {finding["path"] for finding in outcome.json["findings"]} == {"content/new.md"}
    assert outcome.json["summary"]["articles"] == 1


def test_overrides_see_stdin_under_its_name(credlint: Run, site: Path) -> None:
    (site / "credlint.toml").write_text('[[overrides]]\nfiles = "old/**"\nignore = ["all"]\n')
    for name, count in (("old/a.md", 0), ("new/a.md", 1)):
        outcome = credlint(
            "check", "-", "--stdin-filename", name, "--select", "unexplained-suppression", "--format", "json",
            stdin=EXCUSED.encode(),
        )  # fmt: skip
        assert len(outcome.json["findings"]) == count


HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "dashes": b"---\n",
    "unclosed": b"---\ntitle: x\n\ntext\n",
    "tab": b"---\ntitle:\tx\n\t- y\n---\ntext\n",
    "twice": b"---\ntitle: a\ntitle: b\n---\ntext\n",
    "tag": b"---\nx: !!python/object/apply:os.system ['touch ran']\n---\n",
    "deep-yaml": b"---\nx: " + b"[" * 3000 + b"\n---\n",
    "bomb": b"---\na: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (98 + i, 98 + i, b",".join([b"*%c" % (97 + i)] * 9)) for i in range(9))
    + b"---\n\ntext\n",
    "all-bytes": bytes(range(256)) * 20,
    "latin-1": "café 200".encode("latin-1"),
    "utf-16": "---\ntitle: x\n---\n$200".encode("utf-16"),
    "nul": b"a\0b\n",
    "only-cr": PLAIN.replace("\n", "\r").encode(),
    "quotes": b">" * 2000 + b" $200\n",
    "lists": b"".join(b" " * (2 * i) + b"- x\n" for i in range(200)),
    "brackets": b"[" * 10000,
    "stars": b"*a " * 5000,
    "backticks": b"`" * 5000 + b"a" + b"``" * 1000,
    "digits": b"$" + b"9" * 5000 + b"-" + b"1," * 5000,
    "pipes": b"|" * 5000 + b"\n" + b"|-" * 2500 + b"\n",
    "comments": b"<!--" * 5000,
    "directives": b"<!-- credlint-disable -->\n" * 500,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_reported_and_stops_nobody(credlint: Run, site: Path, name: str) -> None:
    (site / "hostile.md").write_bytes(HOSTILE[name])
    (site / "plain.md").write_text(PLAIN)
    outcome = credlint("check", "hostile.md", "plain.md", "--as-of", AS_OF, "--format", "json")
    assert outcome.code in (0, 1), outcome.out + outcome.err
    assert outcome.json["crashes"] == []
    assert outcome.json["summary"]["articles"] == 2
    assert not (site / "ran").exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"caf\xe9\n", "UTF-8"),
        ("x\n".encode("utf-16"), "UTF-16"),
        ("x\n".encode("utf-32"), "UTF-32"),
        (b"x" * 5_000_001, "5 MB"),
        (b"a\0b\n", "NUL"),
    ],
    ids=["latin-1", "utf-16", "utf-32", "large", "nul"],
)
def test_a_file_that_cannot_be_read_as_it_is_says_so(credlint: Run, site: Path, data: bytes, words: str) -> None:
    (site / "a.md").write_bytes(data)
    outcome = credlint("check", "a.md", "--as-of", AS_OF, "--format", "json", "--select", "unreadable-file")
    assert [words in finding["message"] for finding in outcome.json["findings"]] == [True]
    assert outcome.code == 1


def test_a_pipe_with_the_name_of_an_article_is_not_waited_for(credlint: Run, site: Path) -> None:
    os.mkfifo(site / "pipe.md")
    outcome = credlint("check", ".", "--as-of", AS_OF, "--format", "json")
    assert [finding["rule"] for finding in outcome.json["findings"]] == ["unreadable-file"]
    assert "not a regular file" in outcome.json["findings"][0]["message"]


def test_a_folder_with_the_name_of_an_article_is_a_folder(credlint: Run, site: Path) -> None:
    (site / "folder.md").mkdir()
    (site / "folder.md" / "a.md").write_text(EXCUSED)
    assert read(credlint) == ["folder.md/a.md"]


def test_a_byte_order_mark_and_crlf_move_nothing(credlint: Run, site: Path) -> None:
    places = set()
    for data in (EXCUSED.encode(), b"\xef\xbb\xbf" + EXCUSED.encode(), EXCUSED.replace("\n", "\r\n").encode()):
        (site / "a.md").write_bytes(data)
        found = credlint("check", "a.md", "--as-of", AS_OF, "--format", "json").json["findings"]
        places.add(str([(finding["rule"], finding["start"], finding["end"], finding["quote"]) for finding in found]))
    assert len(places) == 1 and places != {"[]"}


def test_a_file_that_takes_too_long_is_given_up_and_the_rest_goes_on(
    credlint: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from credlint import article, deadline

    real = article.read

    def endless(text: str, *rest: object) -> object:
        while "endless" in text:
            pass
        return real(text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(article, "read", endless)
    monkeypatch.setattr(deadline, "SECONDS_PER_FILE", 1.0)
    (site / "a.md").write_text("endless\n")
    (site / "b.md").write_text(EXCUSED)
    outcome = credlint("check", ".", "--as-of", AS_OF, "--format", "json", "--jobs", "1")
    rules = [(finding["path"], finding["rule"]) for finding in outcome.json["findings"]]
    assert rules[0] == ("a.md", "unreadable-file")
    assert ("b.md", "unexplained-suppression") in rules
