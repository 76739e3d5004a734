"""What the editor shows is what the command line finds: the same rules, places in UTF-16, versions in order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from credlint.span import Position
from editor import AS_OF, Editor, Start, make_site

ARTICLES = {
    "prices": "---\ntitle: Prices\n---\n\n# Exams\n\nThe Acme Certified Baker exam costs $100.\nNow $120.\n",
    "emoji": "---\ntitle: 🙂\n---\n\n# Exams 🎓\n\n🙂🙂 the **Acme Certified Baker** exam 🥐 costs $100 👩‍🍳.\n",
    "cr-lf": "---\r\ntitle: Ends\r\n---\r\n\r\n# Exams\r\n\r\nThe Acme Certified Baker exam costs $100.\r\n",
    "odd line ends": "# Exams\n\nOne\u2028two\x0cthree\x85four.\n\nThe Acme Certified Baker exam costs $100.\n",
    "links": "---\ntitle: Links\n---\n\n[a](/blog/othr) [b](other.md#where-it-began) [c](#links) [d](m.md)\n",
    "schema": "---\ntitel: Wrong\ncategory: guide\ntags: [cloud, clouds]\ndraft: maybe\n---\n\n# It says nothing\n",
    "broken": "---\ntitle: [unclosed\n---\n\n# Exams\n\nIn 2019 the Acme Certified Baker exam was new.\n",
    "hidden": "# Exams\n\nThe Acme Certified Baker exam costs $100. <!-- credlint-disable-line outdated-cost -->\n",
    "empty": "",
}


def at(text: str, line: int, character: int) -> Position:
    """A place of the protocol as the command line counts: its own arithmetic, so that the server's is checked."""
    written = text.replace("\r\n", "\n").split("\n")[line]
    units = written.encode("utf-16-le")[: character * 2]
    return Position(line + 1, len(units.decode("utf-16-le")) + 1)


def of_editor(text: str, diagnostics: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    severities = {1: "error", 2: "warning", 3: "info"}
    return sorted(
        (
            one["code"],
            severities[one["severity"]],
            *(at(text, **one["range"][end]) for end in ("start", "end")),
            one["message"],
        )
        for one in diagnostics
    )


def of_command_line(folder: Path, path: str, cache_folder: Path) -> list[tuple[Any, ...]]:
    command = [sys.executable, "-m", "credlint", "check", path, "--as-of", AS_OF, "--format", "json"]
    environment = {**os.environ, "CREDLINT_CACHE_DIR": str(cache_folder)}
    told = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert told.returncode in (0, 1), told.stderr
    return sorted(
        (
            one["rule"],
            one["severity"],
            *(Position(one[end]["line"], one[end]["column"]) for end in ("start", "end")),
            f"{one['message']}\n{one['advice']}".strip(),
        )
        for one in json.loads(told.stdout)["findings"]
    )


@pytest.mark.parametrize("name", ARTICLES)
def test_the_editor_shows_what_the_command_line_finds(
    editor: Editor, site: Path, cache_folder: Path, name: str
) -> None:
    path = f"articles/{name}.md"
    (site / path).write_bytes(ARTICLES[name].encode())
    expected = of_command_line(site, path, cache_folder)
    assert expected or name in ("hidden", "empty")
    uri = editor.open(path, ARTICLES[name])
    assert of_editor(ARTICLES[name], editor.findings(uri)) == expected
    editor.close(uri)


@pytest.mark.parametrize(
    ("before", "character"),
    [("", 39), ("é ", 41), ("🙂", 41), ("👩‍🍳 ", 45), ("e\u0301 ", 42), ("\U0010ffff", 41)],
)
def test_columns_are_utf16(editor: Editor, before: str, character: int) -> None:
    uri = editor.open(
        "notes/columns.md", f"{before}For the Acme Certified Baker exam, pay $100 and certified you are\n"
    )
    (found,) = editor.findings(uri)
    start = found["range"]["start"]
    assert (found["code"], start) == ("outdated-cost", {"line": 0, "character": character})
    editor.close(uri)


def test_only_the_newest_text_counts(editor: Editor) -> None:
    uri = editor.open("articles/typed.md", "")
    text = ARTICLES["prices"]
    for end in range(1, len(text) + 1):
        editor.change(uri, text[:end], end + 1)
    assert [one["code"] for one in editor.findings(uri, len(text) + 1)] == ["outdated-cost"]
    versions = [one["version"] for one in editor.published if one["uri"] == uri]
    assert versions == sorted(versions)
    editor.close(uri)


def test_findings_go_when_the_file_is_closed(editor: Editor) -> None:
    uri = editor.open("articles/closed.md", ARTICLES["prices"])
    assert editor.findings(uri)
    editor.close(uri)
    assert editor.shown[uri]["diagnostics"] == []


@pytest.mark.parametrize(
    ("uri", "language", "shown"),
    [
        ("untitled:Untitled-1", "markdown", True),
        ("untitled:Untitled-2", "plaintext", False),
        ("untitled:/somewhere/new.mdx", "mdx", True),
        ("vscode-notebook-cell:/a/b.ipynb#X1", "markdown", True),
        ("articles/n\u00f6w.markdown", "", True),
        ("articles/page.html", "html", False),
        ("articles/drafts/later.md", "markdown", False),
        ("git:/articles/old.md?ref", "markdown", True),
    ],
)
def test_every_kind_of_uri(editor: Editor, uri: str, language: str, shown: bool) -> None:
    uri = editor.open(uri, ARTICLES["prices"], language)
    if shown:
        assert [one["code"] for one in editor.findings(uri)] == ["outdated-cost"]
        assert editor.at("hover", uri, 6, 37)
    else:
        assert editor.at("hover", uri, 6, 37) is None
        assert uri not in editor.shown
    editor.close(uri)


def test_a_uri_may_be_encoded_in_several_ways(editor: Editor) -> None:
    uri = editor.open("articles/a b.md", ARTICLES["prices"])
    assert editor.findings(uri)
    other = uri.replace("articles", "%61rticles")
    editor.change(other, ARTICLES["prices"].replace("$100", "$120"), 2)
    assert editor.findings(uri, 2) == []
    editor.close(other)
    editor.close(uri)


def test_a_byte_order_mark_moves_nothing(editor: Editor) -> None:
    uri = editor.open("notes/bom.md", "\ufeffThe Acme Certified Baker exam costs $100, said the certified.\n")
    (found,) = editor.findings(uri)
    assert found["range"] == {"start": {"line": 0, "character": 37}, "end": {"line": 0, "character": 41}}
    editor.close(uri)


def test_an_open_page_is_judged_by_what_is_typed_in_another(start: Start, tmp_path: Path) -> None:
    editor = start(make_site(tmp_path))
    linking = editor.open("notes/linking.md", "See [it](/blog/other#where-it-begins).\n")
    assert editor.findings(linking) == []
    other = editor.open("articles/other.md", "---\ntitle: Another\n---\n\n## Where it begins\n")
    editor.findings(other)
    editor.change(other, "---\ntitle: Another\n---\n\n## Where it ends\n", 2)
    editor.until(lambda: [one["code"] for one in editor.shown[linking]["diagnostics"]] == ["missing-anchor"])
    editor.change(other, "---\ntitle: Another\n---\n\n## Where it begins\n", 3)
    editor.until(lambda: editor.shown[linking]["diagnostics"] == [])


def test_a_changed_configuration_and_catalog_are_noticed(start: Start, tmp_path: Path) -> None:
    site = make_site(tmp_path)
    editor = start(site)
    uri = editor.open("articles/prices.md", ARTICLES["prices"])
    assert [one["code"] for one in editor.findings(uri)] == ["outdated-cost"]

    def codes() -> list[str]:
        return [one["code"] for one in editor.shown[uri]["diagnostics"]]

    catalog = site / "catalog" / "acme" / "baker.yaml"
    catalog.write_text(catalog.read_text().replace("amount: 100", "amount: 90"))
    editor.save(uri)
    editor.until(lambda: codes() == ["cost-mismatch"])

    config = site / "credlint.toml"
    good = config.read_text()
    config.write_text('ignore = ["cost-mismatch"]\n' + good)
    editor.tell("workspace/didChangeWatchedFiles", {"changes": []})
    editor.until(lambda: codes() == [])

    config.write_text('ignroe = ["cost-mismatch"]\n' + good)
    editor.save(uri)
    editor.until(lambda: editor.messages)
    assert "ignroe" in editor.messages[0]
    (told,) = editor.shown[config.as_uri()]["diagnostics"]
    assert told["range"]["start"]["line"] == 0
    editor.change(uri, ARTICLES["prices"] + "More.\n", 2)
    assert editor.findings(uri, 2) == []  # by the last good configuration

    config.write_text(good)
    editor.save(uri)
    editor.until(lambda: codes() == ["cost-mismatch"])
    editor.until(lambda: editor.shown[config.as_uri()]["diagnostics"] == [])
    assert len(editor.messages) == 1


def test_a_site_that_begins_broken_is_checked_once_it_is_mended(start: Start, tmp_path: Path) -> None:
    site = make_site(tmp_path)
    config = site / "credlint.toml"
    good = config.read_text()
    config.write_text("content = 7\n")
    editor = start(site)
    uri = editor.open("articles/prices.md", ARTICLES["prices"])
    editor.until(lambda: editor.messages)
    assert editor.at("hover", uri, 6, 37) is None
    config.write_text(good)
    editor.change(uri, ARTICLES["prices"], 2)
    assert [one["code"] for one in editor.findings(uri, 2)] == ["outdated-cost"]


def test_files_are_watched_where_the_editor_can(start: Start, site: Path) -> None:
    editor = start(site, capabilities={"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}})
    (wish,) = editor.until(lambda: editor.registered)
    watched = [watcher["globPattern"] for watcher in wish["registerOptions"]["watchers"]]
    assert "**/credlint.toml" in watched


def test_utf16_is_spoken_whatever_is_offered(start: Start, site: Path) -> None:
    editor = start(site, capabilities={"general": {"positionEncodings": ["utf-8", "utf-32", "utf-16"]}})
    assert editor.capabilities["positionEncoding"] == "utf-16"
    assert editor.end() == 0
