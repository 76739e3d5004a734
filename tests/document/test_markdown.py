"""What Markdown says and where: tables of small texts, and properties over generated ones."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credlint.document import BlockKind, Document, LinkKind, parse

LINKS = [
    # text, kind, destination as written, destination as a browser gets it, visible text
    ("[a](b)", "inline", "b", "b", "a"),
    ('[a **b**](<c d> "t")', "inline", "c d", "c d", "a b"),
    ("[a](/x\\)y)", "inline", "/x\\)y", "/x)y", "a"),
    ("[a](/x?b=1&amp;c=2)", "inline", "/x?b=1&amp;c=2", "/x?b=1&c=2", "a"),
    ("[a](\n  b)", "inline", "b", "b", "a"),
    ("[a]()", "inline", "", "", "a"),
    ("![a *b*](c.png)", "image", "c.png", "c.png", "a b"),
    ("<https://x.example/a_b>", "autolink", "https://x.example/a_b", "https://x.example/a_b", "https://x.example/a_b"),
    ("<me@x.example>", "autolink", "me@x.example", "mailto:me@x.example", "me@x.example"),
    ("(see https://x.example/a_(b)).", "bare", "https://x.example/a_(b)", "https://x.example/a_(b)", None),
    ("**https://x.example/a**", "bare", "https://x.example/a", "https://x.example/a", None),
    ("at www.x.example.", "bare", "www.x.example", "http://www.x.example", None),
    ("me@x.example.", "bare", "me@x.example", "mailto:me@x.example", None),
    ("a <a title='>' href=\"/x?a&amp;b\">c</a>", "html", "/x?a&amp;b", "/x?a&b", "c"),
    ("<div>\n<A HREF=/x>c</A>\n</div>", "html", "/x", "/x", "c"),
    ("<img alt='a' src='/x.png'>", "html-image", "/x.png", "/x.png", "a"),
    ("> - [a\n>   b](c)", "inline", "c", "c", "a b"),
    ("| h |\n|---|\n| [a](b\\|c) |", "inline", "b\\|c", "b|c", "a"),
    ("# [a](b) #", "inline", "b", "b", "a"),
    ("- \t[a](b)", "inline", "b", "b", "a"),
]


@pytest.mark.parametrize(("text", "kind", "target", "url", "visible"), LINKS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_link_in_every_form(text: str, kind: str, target: str, url: str, visible: str | None, newline: str) -> None:
    text = text.replace("\n", newline)
    (link,) = parse(text, "a.md").links
    assert (link.kind, link.target.of(text), link.url) == (kind, target, url)
    assert visible is None or link.text == visible
    assert link.target in link.span


def test_a_reference_has_the_place_of_its_definition() -> None:
    text = "[a][r], [r] and ![r]\n\n> [R]: <http://x.example> 'T'\n"
    document = parse(text, "a.md")
    kinds = [(link.kind.value, link.span.of(text), link.target.of(text)) for link in document.links]
    assert kinds == [
        ("reference", "[a][r]", "http://x.example"),
        ("reference", "[r]", "http://x.example"),
        ("image", "![r]", "http://x.example"),
        ("definition", "[R]: <http://x.example> 'T'", "http://x.example"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`[a](b)`",
        "```\n[a](b)\n```",
        "    [a](b)",
        "<!-- [a](b) <a href='c'> -->",
        "\\[a](b)",
        "[a] (b)",
        "[^1]: note",
        "---\nx: '[a](b)'\n---\n",
        "<pre><a nothref='b'></pre>",
        "a@b, @b.c and 1/2@3",
        "http:// and xhttps",
        "<div>https://u:password@x.example/</div>",
    ],
)
def test_no_link_where_there_is_none(text: str) -> None:
    assert parse(text, "a.md").links == ()


def test_a_link_behind_an_open_html_anchor_is_a_link() -> None:
    document = parse("<a name=x>go [a](b)", "a.md")
    assert [link.url for link in document.links] == ["b"]
    assert [anchor.name for anchor in document.anchors] == ["x"]


PROSE = [
    ("a **b** _c_ `d`", "a   b    c     "),
    ("\\$200 \\a", " $200 \\a"),
    ("[a](b) c", " a     c"),
    ("![a](b) c", "        c"),
    ("<b>a</b> <!-- c -->", "   a               "),
    ("~~$300~~ $200", "         $200"),
    ("$300&nbsp;a&amp;b", "$300      a&amp;b"),
    ("a[^1] b", "a     b"),
    ("# a #", "  a  "),
    ("> a\n> - b", "  a\n    b"),
    ("|a|b|\n|-|-|\n|c|d|", " a b \n     \n c d "),
    ("- a\n\t\tb\n\t\t\tc d", "  a\n  b\n   c d"),
    ("> <div>\n> \ta\n> </div>", "       \n   a\n        "),
    ("- [x] a", "  [x] a"),
    ("<div>\na <code>b</code> c\n</div>", "     \na" + " " * 16 + "c\n      "),
    ("a https://b.example c", "a                   c"),
    ("---\na: b\n---\nc", "   \n    \n   \nc"),
]


@pytest.mark.parametrize(("text", "prose"), PROSE)
def test_prose_is_what_a_reader_reads(text: str, prose: str) -> None:
    assert parse(text, "a.md").prose == prose


def outline(document: Document) -> list[tuple[str, str, tuple[int, ...], tuple[int, ...]]]:
    return [(block.kind.value, block.span.of(document.text), block.section, block.parents) for block in document.blocks]


def test_blocks_know_their_section_and_their_containers() -> None:
    text = "# A\n\n- a\n  - b\n\n    c\n-\n  d\n\n## B\n> # C\n> e\n"
    assert outline(parse(text, "a.md")) == [
        ("heading", "# A", (), ()),
        ("item", "- a\n  - b\n\n    c", (0,), ()),
        ("paragraph", "a", (0,), (1,)),
        ("item", "- b\n\n    c", (0,), (1,)),
        ("paragraph", "b", (0,), (1, 3)),
        ("paragraph", "c", (0,), (1, 3)),
        ("item", "-\n  d", (0,), ()),
        ("paragraph", "d", (0,), (6,)),
        ("heading", "## B", (0,), ()),
        ("quote", "> # C\n> e", (0, 8), ()),
        ("heading", "# C", (0, 8), (9,)),
        ("paragraph", "e", (0, 8), (9,)),
    ]


@pytest.mark.parametrize("later", ["- ", "2. b"])
def test_what_follows_a_quote_is_not_added_to_the_paragraph_before_it(later: str) -> None:
    text = f"c\n> a\n{later}\n"
    kinds = [(kind, written) for kind, written, _, _ in outline(parse(text, "a.md"))]
    assert kinds[:3] == [("paragraph", "c"), ("quote", "> a"), ("paragraph", "a")]


@pytest.mark.parametrize("prefix", ["", "> ", "- ", "1. > "])
def test_table_cells_by_row_and_column(prefix: str) -> None:
    rows = ["| a | b \\| c |", "|:-|--:|", "| **d** |", "e | f | not in the table"]
    indent = " " * len(prefix) if prefix.strip(" >") else prefix
    text = "\n".join([prefix + rows[0]] + [("   > " if prefix == "1. > " else indent) + row for row in rows[1:]])
    cells = [block for block in parse(text, "a.md").blocks if block.kind is BlockKind.CELL]
    assert [(cell.row, cell.column, cell.span.of(text)) for cell in cells] == [
        (0, 0, "a"),
        (0, 1, "b \\| c"),
        (1, 0, "**d**"),
        (2, 0, "e"),
        (2, 1, "f"),
    ]


@pytest.mark.parametrize("text", ["a | b\n---", "| a | b |\n|---|", "a | b\n\n--|--", "a\n---\n", "`a | b`"])
def test_what_is_no_table(text: str) -> None:
    assert not [block for block in parse(text, "a.md").blocks if block.kind is BlockKind.CELL]


def test_strong_spans_are_without_their_marks() -> None:
    text = "**a** __b__ ***c** d* <b>e</b> `**f**`"
    assert [span.of(text) for span in parse(text, "a.md").strong] == ["a", "b", "c", "e"]


def test_fenced_code_keeps_its_info() -> None:
    (code,) = parse("~~~ py title='x'\na\n~~~\n", "a.md").blocks
    assert (code.kind, code.info) == (BlockKind.CODE, "py title='x'")


def test_anchors_follow_github() -> None:
    text = "# A & B!\n\n## Über uns\n\n## a--b\n\n# C `d`\n\n# C d\n\n# C d\n\n<i id='e'></i>\n"
    names = [anchor.name for anchor in parse(text, "a.md").anchors]
    assert names == ["a--b", "über-uns", "a--b-1", "c-d", "c-d-1", "c-d-2", "e"]


# fmt: off
PIECES = st.sampled_from([
    "a", " ", "\n", "\n\n", "*", "**", "_", "`", "``", "[", "](", ")", "]", "!", "> ", "- ", "1. ", "# ", "<b>", "</b>",
    "<a href='x'>", "\\", "&amp;", "~~", "https://a.b ", "$2", "\t", "    ", "```\n", "é", "😀", "[a]: b\n", "<!--",
    "-->", "<div>\n", "---\n", "===\n", "\r\n", "\x0b", "\u2028", "\xa0", "{", "}", "{/*", "*/}", "|", "|-|-\n",
])
# fmt: on
MARKDOWN = st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(MARKDOWN, st.sampled_from([".md", ".mdx"]))
def test_every_place_holds(text: str, suffix: str) -> None:
    document = parse(text, "a" + suffix)
    assert len(document.prose) == len(text)
    for read, written in zip(document.prose, text, strict=True):
        assert read == written or (read == " " and written not in "\r\n")
    for block in document.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(text)
        assert all(document.blocks[parent].kind in (BlockKind.ITEM, BlockKind.QUOTE) for parent in block.parents)
        assert all(document.blocks[above].kind is BlockKind.HEADING for above in block.section)
    for link in document.links:
        written = link.target.of(text)
        if link.kind in (LinkKind.AUTOLINK, LinkKind.BARE):
            assert link.url.endswith(written.replace("&amp;", "&"))
        if link.kind is LinkKind.INLINE:
            assert text[link.span.start] == "[" and text[link.span.end - 1] == ")"


@settings(max_examples=200, deadline=None)
@given(MARKDOWN.filter(lambda text: "\r" not in text))
def test_line_endings_change_nothing_but_offsets(text: str) -> None:
    unix, windows = parse(text, "a.md"), parse(text.replace("\n", "\r\n"), "a.md")
    assert [block.kind for block in unix.blocks] == [block.kind for block in windows.blocks]
    for one, other in zip(unix.links, windows.links, strict=True):
        assert one.target.of(unix.text) == other.target.of(windows.text).replace("\r\n", "\n")
    assert unix.prose == windows.prose.replace("\r\n", "\n")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["a", "b c", "[d](e)", "**f**", "`g`"]), min_size=1, max_size=6))
def test_containers_move_places_and_change_nothing_else(lines: list[str]) -> None:
    plain = parse("\n".join(lines), "a.md")
    for prefix, later in (("> ", "> "), ("- ", "  "), ("1. ", "   "), ("> - ", ">   "), ("\t- ".lstrip(), "\t")):
        text = prefix + ("\n" + later).join(lines)
        nested = parse(text, "a.md")
        assert [link.target.of(text) for link in nested.links] == [link.target.of(plain.text) for link in plain.links]
        assert nested.prose.split() == plain.prose.split()


HOSTILE = {
    "surrogate": "a \ud800 [b](\udfff)",
    "nul": "a\0b [c](d\0)",
    "brackets": "[" * 5_000,
    "stars": "*a " * 5_000,
    "backticks": "`" * 3_000 + "a" + "``" * 300,
    "quotes": ">" * 2_000 + " a",
    "lists": "".join(" " * (2 * i) + "- x\n" for i in range(200)),
    "pipes": "|" * 2_000 + "\n" + "|-" * 2_000 + "\n",
    "comments": "<!--" * 2_000,
    "heading": "# a" + " " * 20_000 + "b",
    "emphasis": "*" * 500 + "a" + "*" * 500 + " " + "_a*" * 5_000,
    "braces": "{" * 3_000 + "{/*" * 500,
    "parentheses": "https://a.b/" + ")" * 20_000,
    "random": "".join(random.Random(7).choice("[]()*_`<>!#-|{}\n \\\"'&~$") for _ in range(8_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("suffix", [".md", ".mdx"])
def test_hostile_text_is_read_like_any_other(name: str, suffix: str) -> None:
    document = parse(HOSTILE[name], "a" + suffix)
    assert len(document.prose) == len(HOSTILE[name])
