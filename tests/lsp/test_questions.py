"""What the editor may ask: hover, fixes, completion, definitions and links, each in a table of articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from credlint.article import read
from credlint.catalog.load import load
from credlint.document import DirectiveKind
from credlint.span import Lines
from editor import Editor

CLAIM = "# Exams\n\nThe Acme Certified Baker exam costs {}.\n"


@pytest.fixture
def opened(editor: Editor, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Opens a text with a ⟦mark⟧ (its beginning is the place that is asked about) and gives its URI and place."""
    uris = []

    def begin(text: str, path: str = "notes/asked.md", language: str = "markdown") -> tuple[str, int, int]:
        at = text.index("⟦") if "⟦" in text else 0
        plain = text.replace("⟦", "").replace("⟧", "")
        line, character = Lines(plain).utf16(at)
        uris.append(editor.open(path, plain, language))
        editor.findings(uris[-1])
        return uris[-1], line, character

    yield begin
    for uri in uris:
        editor.close(uri)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (CLAIM.format("⟦$⟧120"), ["Agrees", "$120** since 2026-01-01", "[Baker exam](<https://acme.example/baker>)"]),
        (CLAIM.format("$⟦1⟧00"), ["Outdated", "until 2025-12-31", "$120", "checked in 2026-05", "official"]),
        (CLAIM.format("⟦$⟧77"), ["Disagrees", "$120", "acme/baker"]),
        (CLAIM.format("$100 and lasts ⟦3⟧ years"), ["Unknown", "named in the same clause"]),
        ("# Exams\n\nThe exam costs ⟦$⟧77.\n", ["Unknown**: no credential is named near it"]),
        (
            "# Exams\n\n🙂 The ⟦ACB⟧ certification is an exam.\n",
            ["Acme Certified Baker", "acme/baker", "$120", "active"],
        ),
        ("---\ncredentials: [acme/⟦baker⟧]\n---\n\nText\n", ["Acme Certified Baker"]),
    ],
)
def test_hover_shows_the_fact(editor: Editor, opened: Any, text: str, says: list[str]) -> None:
    shown = editor.at("hover", *opened(text))["contents"]
    assert shown["kind"] == "markdown"
    assert [part for part in says if part not in shown["value"]] == []


@pytest.mark.parametrize(
    "text", [CLAIM.format("⟦x⟧"), "⟦⟧", "plain ⟦words⟧\n", "---\ncredentials: [acme/⟦nobody⟧]\n---\n"]
)
def test_hover_is_silent_elsewhere(editor: Editor, opened: Any, text: str) -> None:
    assert editor.at("hover", *opened(text)) is None


def actions(editor: Editor, uri: str, only: list[str] | None = None) -> list[dict[str, Any]]:
    shown = editor.shown[uri]["diagnostics"]
    everywhere = {"start": {"line": 0, "character": 0}, "end": {"line": 9999, "character": 0}}
    context = {"diagnostics": shown} | ({"only": only} if only else {})
    asked = {"textDocument": {"uri": uri}, "range": everywhere, "context": context}
    return editor.ask("textDocument/codeAction", asked) or []


def applied(text: str, uri: str, action: dict[str, Any]) -> str:
    lines = Lines(text)
    for edit in reversed(action["edit"]["changes"][uri]):
        start, end = (
            lines.from_utf16(edit["range"][key]["line"], edit["range"][key]["character"]) for key in ("start", "end")
        )
        text = text[:start] + edit["newText"] + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "title", "preferred", "result"),
    [
        (CLAIM.format("🙂 $100"), "Suggestion", None, "🙂 $120"),
        (
            "---\ntitle: A\n---\n\n🙂 [a](/blog/baking-for-beginer)\n",
            "Link",
            True,
            "🙂 [a](/blog/baking-for-beginners)",
        ),
        ("---\ntitel: A\n---\n\nText\n", "title", True, "---\ntitle: A\n---"),
    ],
)
def test_fixes(editor: Editor, opened: Any, text: str, title: str, preferred: bool | None, result: str) -> None:
    uri, _, _ = opened(text, "articles/mend.md")
    offered = [one for one in actions(editor, uri) if title in one["title"] and "Suppress" not in one["title"]]
    assert len(offered) == 1, offered
    assert offered[0].get("isPreferred") == preferred
    assert offered[0]["diagnostics"]
    assert result in applied(text, uri, offered[0])


def test_all_safe_fixes_at_once(editor: Editor, opened: Any) -> None:
    text = "---\ntitel: A\n---\n\n[a](/blog/baking-for-beginer) The Acme Certified Baker exam costs $100.\n"
    uri, _, _ = opened(text, "articles/mend.md")
    (every,) = actions(editor, uri, ["source.fixAll"])
    mended = applied(text, uri, every)
    assert "title: A" in mended and "/blog/baking-for-beginners)" in mended and "$100" in mended
    assert [one for one in actions(editor, uri, ["refactor"]) if one] == []


SUPPRESSED = {
    "paragraph": CLAIM.format("$100"),
    "in the middle of a paragraph": CLAIM.format("$100\nand that is\nall"),
    "hard break": CLAIM.format("$100  \nand more"),
    "backslash break": CLAIM.format("$100\\\nand more"),
    "item": "# Acme Certified Baker exam\n\n- one\n- costs $100\n- two\n",
    "nested item": "# Acme Certified Baker exam\n\n1. one\n   - the exam costs $100\n   - two\n",
    "quote": "# Acme Certified Baker exam\n\n> The exam costs $100\n> and more.\n",
    "cell": "# Exams\n\n| certification | exam price |\n|---|---|\n| Acme Certified Baker | $100 |\n| None | free |\n",
    "heading": "# Exams\n\n## The Acme Certified Baker exam costs $100\n\nText.\n",
    "carriage returns": CLAIM.format("$100").replace("\n", "\r\n"),
    "no end of line": CLAIM.format("$100").rstrip(),
    "front matter": "---\ntitle: The Acme Certified Baker exam costs $100\n---\n\n# Certified\n",
    "emphasis": CLAIM.format("**$100**"),
}


@pytest.mark.parametrize("suffix", [".md", ".mdx"])
@pytest.mark.parametrize("name", SUPPRESSED)
def test_suppressing(editor: Editor, opened: Any, name: str, suffix: str) -> None:
    text = SUPPRESSED[name]
    uri, _, _ = opened(text, f"notes/hide{suffix}", "markdown" if suffix == ".md" else "mdx")
    before = read(text, f"x{suffix}", load([]).names).document
    rules = [one["code"] for one in editor.shown[uri]["diagnostics"]]
    assert "outdated-cost" in rules
    (hiding,) = [one for one in actions(editor, uri) if one["title"].startswith("Suppress outdated-cost")]
    hidden = applied(text, uri, hiding)
    editor.change(uri, hidden, 2)
    assert [one["code"] for one in editor.findings(uri, 2)] == [rule for rule in rules if rule != "outdated-cost"]
    after = read(hidden, f"x{suffix}", load([]).names).document
    assert [d.reason for d in after.directives if d.kind is not DirectiveKind.ENABLE] == ["reason"]
    visible = [
        " ".join(block.span.of(document.prose).split()) for document in (before, after) for block in document.blocks
    ]
    kept = [part for part in visible if part]
    assert kept[: len(kept) // 2] == kept[len(kept) // 2 :], "the comment changed what is rendered"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\n⟦⟧", ["title", "pubDate", "category", "draft", "tags", "credentials", "seo"]),
        ("---\ntitle: A\nca⟦⟧", ["category"]),
        ("---\ntitle: A\ncategory: ⟦⟧\n---\n", ["guides", "news", '"on-going: yes"']),
        ("---\ncategory: 'g⟦⟧'\n---\n", ["guides"]),
        ("---\ndraft: ⟦⟧\n", ["true", "false"]),
        ("---\ntags: [cloud, s⟦⟧\n", ["security"]),
        ("---\ntags:\n  - ⟦⟧\n", ["cloud", "security"]),
        ("---\ntags:\n- ⟦⟧\n", ["cloud", "security"]),
        ("---\nseo:\n  ⟦⟧\n", ["robots"]),
        ("---\nseo:\n  robots: no⟦⟧\n", ["noindex"]),
        ("---\ncredentials: [acme/ba⟦⟧\n", ["acme/baker"]),
        ("---\ncredentials:\n  - acme/⟦⟧\ntitle: [half\n", ["acme/baker"]),
        ("+++\ncategory = ⟦⟧\n+++\n", ['"guides"', '"news"', '"on-going: yes"']),
        ('+++\ncredentials = ["acme/⟦⟧\n', ["acme/baker"]),
        ("---\ntitle: ⟦⟧\n", []),
        ("---\ntitle: A\n---\n⟦⟧", []),
        ("ca⟦⟧\n", []),
        ("⟦⟧---\n", []),
    ],
)
def test_completion(editor: Editor, opened: Any, text: str, expected: list[str]) -> None:
    uri, line, character = opened(text, "articles/new.md")
    told = editor.at("completion", uri, line, character)
    items = told["items"] if told else []
    found = []
    for item in items:
        edit = item["textEdit"]
        start = edit["range"]["start"]["character"]
        typed = text.replace("⟦⟧", "").split("\n")[line][start:character]
        if item.get("filterText", item["label"]).startswith(typed):
            found.append(edit["newText"].removesuffix(": "))
    if expected == ["acme/baker"]:  # beside those of the shipped catalog
        found = [one for one in found if one.startswith("acme/")]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "file", "written"),
    [
        (CLAIM.format("⟦$⟧120"), "catalog/acme/baker.yaml", "{amount: 120"),
        (CLAIM.format("⟦$⟧100"), "catalog/acme/baker.yaml", "{amount: 120"),
        ("The ⟦Acme⟧ Certified Baker exam and certified.\n", "catalog/acme/baker.yaml", "Acme Certified Baker"),
        ("---\ncredentials: [acme/⟦baker⟧]\n---\n\nText\n", "catalog/acme/baker.yaml", "Acme Certified Baker"),
        ("[a](/blog/⟦other⟧)\n", "articles/other.md", "---"),
        ("[a](../articles/⟦other⟧.md#where-it-begins)\n", "articles/other.md", "## Where"),
        ("[a](⟦#⟧b)\n\n# A\n\n# B\n", "notes/asked.md", "# B"),
        ("[a](⟦#⟧c)\n", None, ""),
        ("[a](⟦missing⟧.md)\n", None, ""),
        ("[a](https://⟦example⟧.com)\n", None, ""),
    ],
)
def test_definition(editor: Editor, opened: Any, site: Path, text: str, file: str | None, written: str) -> None:
    found = editor.at("definition", *opened(text))
    if file is None:
        assert found == []
        return
    (place,) = found
    assert unquote(place["uri"]) == unquote((site / file).as_uri())
    there = text.replace("⟦", "").replace("⟧", "") if file == "notes/asked.md" else (site / file).read_text("utf-8")
    start = place["range"]["start"]
    assert there.split("\n")[start["line"]][start["character"] :].startswith(written)


def test_document_links(editor: Editor, opened: Any, site: Path) -> None:
    text = (
        "🙂 [a](/blog/other) <https://example.com/x> [b][ref] ![p](missing.png)\n\n"
        "[c](javascript:alert) [d](mailto:a@example.com) [e](#here)\n\n[ref]: https://example.org/\n"
    )
    uri, _, _ = opened(text)
    found = editor.ask("textDocument/documentLink", {"textDocument": {"uri": uri}})
    lines = Lines(text)
    places = []
    for link in found:
        start, end = (lines.from_utf16(line=p["line"], column=p["character"]) for p in link["range"].values())
        places.append((text[start:end], link["target"]))
    other = (site / "articles/other.md").as_uri()
    assert places == [
        ("/blog/other", other),
        ("https://example.com/x", "https://example.com/x"),
        ("[b][ref]", "https://example.org/"),
        ("https://example.org/", "https://example.org/"),
    ]


@pytest.mark.parametrize("method", ["hover", "definition", "completion"])
def test_nobody_knows_a_document_that_is_not_open(editor: Editor, method: str) -> None:
    assert not editor.at(method, editor.uri("articles/never.md"), 0, 0)
