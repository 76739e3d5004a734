"""No text is obeyed: what each escape does to hostile strings, and that it does it to all of them."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree

import mistune
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import Struct

from credlint.escape import (
    as_json,
    as_uri,
    for_csv,
    for_html,
    for_ics,
    for_json,
    for_markdown,
    for_markdown_code,
    for_markdown_message,
    for_sarif,
    for_terminal,
    for_workflow_data,
    for_workflow_log,
    for_workflow_property,
    for_xml,
    markdown_link,
    one_line,
    presentable,
    visible,
    web_address,
    without_secrets,
)
from credlint.finding import Applicability, Edit, Fix
from credlint.span import Span

# Any text, and often text made of what the formats obey.
ACTIVE = ["<", ">", "&", '"', "'", "`", "*", "_", "[", "](", "!", "|", "\\", "#", "-", "+", "=", "@", ":", "::", "##["]
ACTIVE += [
    "\n",
    "\r",
    "\t",
    "\x1b[",
    "\x00",
    "\u202e",
    "\ud800",
    ";",
    ",",
    "%",
    "://",
    "www.",
    "1.",
    "~",
    "$",
    " ",
    "a",
]
texts = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.lists(st.sampled_from(ACTIVE), max_size=20).map("".join),
)
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain $100 – 3 years, Änne 👩‍🍳", "plain $100 – 3 years, Änne 👩‍🍳"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("a\r\nb", "a\nb"),
        ("a\rb", "a\\rb"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202eevil", "\\u202eevil"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\ud83d alone", "\\ud83d alone"),
        ("\U000e0041 tag", "\\U000e0041 tag"),
        ("\u2028", "\\u2028"),
    ],
)
def test_hidden_characters_are_written_out(text: str, expected: str) -> None:
    assert visible(text) == expected


@given(texts)
def test_nothing_hidden_gets_out(text: str) -> None:
    for escape in (visible, for_html, for_xml, for_ics, for_csv, for_sarif, for_workflow_data, for_workflow_log):
        assert not CONTROLS.search(escape(text)), escape.__name__
    for escape in (one_line, for_terminal, for_markdown, for_markdown_code, for_markdown_message):
        assert not CONTROLS.search(escape(text)) and "\n" not in escape(text), escape.__name__


# HTML and XML


class Text(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.title: str | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.title = dict(attrs).get("title")

    def handle_data(self, data: str) -> None:
        self.text += data


@given(texts)
def test_html_is_read_back_as_the_text(text: str) -> None:
    read = Text(f'<p title="{for_html(text)}">{for_html(text)}</p>')
    assert read.tags == ["p"]
    assert read.text == read.title == visible(text)


@given(texts)
def test_xml_holds_any_text(text: str) -> None:
    element = ElementTree.Element("x", text=for_xml(text))
    element.text = for_xml(text)
    read = ElementTree.fromstring(ElementTree.tostring(element, encoding="unicode"))
    assert (read.text or "") == visible(text) and read.get("text") == visible(text)


@given(texts)
def test_json_says_the_same(text: str) -> None:
    dumped = for_json(json.dumps({"text": text}, ensure_ascii=False))
    assert json.loads(dumped) == {"text": text}
    dumped.encode("utf-8")


def test_json_has_a_line_for_each_item_and_nothing_hidden() -> None:
    assert as_json({"a": ["é\u202e", "\ud800"], "b": {}}) == (
        '{\n "a": [\n  "é\\u202e",\n  "\\ud800"\n ],\n "b": {}\n}\n'
    )
    assert as_json([1], indent=2) == "[\n  1\n]\n"


# Markdown


def rendered(markdown: str) -> str:
    html_of: object = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url", "footnotes"])(
        markdown
    )
    return str(html_of)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://spy.example/x.png)",
        "[click](javascript:alert(1))",
        "https://spy.example/path",
        "www.spy.example",
        "**bold** _soft_ ~~gone~~ `code`",
        "# heading",
        "1. list",
        "- list",
        "> quote",
        "| a | b |",
        "&lt;b&gt; &amp;amp;",
        "a\n\n# b\n<b>",
        "[x]: https://spy.example",
        "\\<b>",
        "$e^x$",
        "***",
        "=====",
    ],
)
def test_markdown_is_read_back_as_the_text(text: str) -> None:
    read = Text(rendered(for_markdown(text)))
    assert read.tags == ["p"]
    assert read.text.strip() == one_line(text)


@given(texts)
@example("\ue000 \ue001")
@example("\x00\x01")
def test_markdown_has_no_markup_whatever_the_text(text: str) -> None:
    read = Text(rendered(f"x {for_markdown(text)}"))
    assert read.tags == ["p"]
    assert " ".join(read.text.split()) == f"x {one_line(text)}".strip()
    assert set(Text(rendered(for_markdown(text))).tags) <= {"p"}


@given(texts)
def test_markdown_cell_stays_one_cell(text: str) -> None:
    table = rendered(f"| a | b |\n| - | - |\n| {for_markdown(text)} | end |\n")
    assert Text(table).tags == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]
    assert "<td>end</td>" in table


@given(texts)
def test_markdown_code_holds_any_text(text: str) -> None:
    read = Text(rendered(f"x {for_markdown_code(text)} x"))
    assert set(read.tags) <= {"p", "code"}
    assert " ".join(read.text.split()) == " ".join(f"x {one_line(text)} x".split())


@given(texts)
def test_markdown_message_shows_quotes_as_code_and_nothing_else(text: str) -> None:
    assert set(Text(rendered(for_markdown_message(f"x {text} `{text}`"))).tags) <= {"p", "code"}


@pytest.mark.parametrize(
    "text", ["@octocat", "see #12", "GH-12", "https://spy.example", "www.spy.example", "me@spy.example"]
)
def test_github_makes_no_link_or_mention_of_it(text: str) -> None:
    written = for_markdown(text)
    assert "<!-- -->" in written and text not in written
    assert written.replace("<!-- -->", "") == text


@pytest.mark.parametrize("text", ["C# 12 at 5 o'clock", "a @ b", "1:2", "issue number 12", "50% off"])
def test_harmless_text_is_not_cut(text: str) -> None:
    assert for_markdown(text) == text


# GitHub's runner


def obeyed(line: str) -> bool:
    return line.lstrip().startswith("::") or "##[" in line


@given(texts)
def test_no_line_of_a_log_is_a_command(text: str) -> None:
    assert not any(obeyed(line) for line in re.split(r"\r\n|\r|\n", for_workflow_log(text)))


@given(texts, texts)
def test_a_command_stays_one_command(path: str, message: str) -> None:
    line = f"::error file={for_workflow_property(path)},line=1::{for_workflow_data(message)}"
    assert re.split(r"\r\n|\r|\n", line) == [line] and "##[" not in line
    match = re.fullmatch(r"::error file=([^,:]*),line=1::(.*)", line)
    assert match

    def decoded(data: str) -> str:
        return (
            data.replace("%0A", "\n").replace("%0D", "\r").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
        )

    assert decoded(match[1]).replace("\u200b", "") == visible(path).replace("\u200b", "")


# Spreadsheets and calendars


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "  '=1"),
        ("\t=1", " '=1"),
        ("＝1", "'＝1"),
        ("a\n=1", "a\n'=1"),
        ("a;=1;-2", "a;'=1;'-2"),
        ("\r=1", "\\r=1"),
        ("1 = 1", "1 = 1"),
        ("a-b, c@d", "a-b, c@d"),
        ("plain", "plain"),
        ("$100", "$100"),
    ],
)
def test_cells(text: str, expected: str) -> None:
    assert for_csv(text) == expected


@given(texts)
def test_no_cell_is_a_formula(text: str) -> None:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerow([for_csv(text), "end"])
    [row] = list(csv.reader(io.StringIO(file.getvalue(), newline="")))
    assert row[1] == "end"
    for part in [row[0], *re.split("[;\n]", row[0])]:
        assert not part.strip().startswith(("=", "+", "-", "@"))


@given(texts)
def test_calendar_text_is_one_line_and_read_back(text: str) -> None:
    written = for_ics(text)
    assert "\n" not in written and not re.search(r"(?<!\\)(?:\\\\)*[;,]", written)
    read = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], written)
    assert read == visible(text).replace("\t", " ")


# Addresses


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://acme.example/a?b=c&d=e#f", "https://acme.example/a?b=c&d=e#f"),
        ("http://acme.example", "http://acme.example"),
        ("https://acme.example/<x>", "https://acme.example/%3Cx%3E"),
        ('https://acme.example/"x', "https://acme.example/%22x"),
        ("https://bäcker.example/ä", "https://bäcker.example/ä"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,<script>alert(1)</script>", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ("//spy.example/x", None),
        ("/relative", None),
        ("https:", None),
        ("https://", None),
        ("https://good.example\\@evil.example", None),
        ("https://acme.example/a b", None),
        ("https://acme.example/\njavascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("https://[bad", None),
        ("", None),
    ],
)
def test_web_addresses(url: str, expected: str | None) -> None:
    assert web_address(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://acme.example/a_b", "[\\[Baker\\]](<https://acme.example/a_b>)"),
        ("javascript:alert(1)", "\\[Baker\\]"),
        ("", "\\[Baker\\]"),
        (None, "\\[Baker\\]"),
    ],
)
def test_links_of_markdown(url: str | None, expected: str) -> None:
    assert markdown_link("[Baker]", url) == expected


@given(texts)
def test_a_web_address_is_one(text: str) -> None:
    for url in (text, f"https://acme.example/{text}"):
        address = web_address(url)
        if address is not None:
            assert urlsplit(address).scheme in ("http", "https")
            assert not re.search(r'[\s<>"\\]', address)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/articles/a.md", "content/articles/a.md"),
        ("a b.md", "a%20b.md"),
        ("bäckt?#.md", "b%C3%A4ckt%3F%23.md"),
        ("javascript:alert(1).md", "javascript%3Aalert%281%29.md"),
        ("//evil.example/x.md", "evil.example/x.md"),
        ("windows\\path.md", "windows/path.md"),
        ("100%.md", "100%25.md"),
        ("half\ud800.md", "half%ED%A0%80.md"),
    ],
)
def test_paths_as_relative_addresses(path: str, expected: str) -> None:
    assert as_uri(path) == expected


# Secrets


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://anna:pass@acme.example/", "https://*********@acme.example/"),
        ("https://token@acme.example/", "https://*****@acme.example/"),
        ("see https://a:b@c.example and ftp://d:e@f.example", "see https://***@c.example and ftp://***@f.example"),
        ("https://acme.example/?token=abc&page=2", "https://acme.example/?token=***&page=2"),
        ("https://acme.example/?access_token=abc", "https://acme.example/?access_token=***"),
        ("https://acme.example/?accessToken=abc", "https://acme.example/?accessToken=***"),
        ("https://acme.example/?api-key=abc#x", "https://acme.example/?api-key=***#x"),
        ("https://acme.example/?X-Amz-Signature=abc", "https://acme.example/?X-Amz-Signature=***"),
        ("https://acme.example/?client_secret=abc", "https://acme.example/?client_secret=***"),
        ("https://acme.example/?author=anna&keyword=x", "https://acme.example/?author=anna&keyword=x"),
        ("https://acme.example/?page=2&tokens_used=3", "https://acme.example/?page=2&tokens_used=3"),
        ("https://acme.example&token=/&b@c.example", "https://**********************@c.example"),
        ("https://acme.example/#access_token=abc&page=2", "https://acme.example/#access_token=***&page=2"),
        ("https://acme.example/#part=2", "https://acme.example/#part=2"),
        ("//anna:pass@acme.example/", "//*********@acme.example/"),
        ("[x](//anna:pass@acme.example/)", "[x](//*********@acme.example/)"),
        ("<a href='//a:b@c.example'>", "<a href='//***@c.example'>"),
        ("<a href=//a:b@c.example>", "<a href=//***@c.example>"),
        ("https://cdn.example//npm/x@1.2", "https://cdn.example//npm/x@1.2"),
        ("https://medium.example//anna@home", "https://medium.example//anna@home"),
        ("mail anna@acme.example", "mail anna@acme.example"),
        ("https://acme.example/@anna", "https://acme.example/@anna"),
        ("[https://acme.example](mailto:anna@acme.example)", "[https://acme.example](mailto:anna@acme.example)"),
        ("a = b, c=d; key of it", "a = b, c=d; key of it"),
    ],
)
def test_secrets_of_urls_are_masked_sign_by_sign(text: str, expected: str) -> None:
    assert without_secrets(text) == expected
    assert len(without_secrets(text)) == len(text)


@given(texts)
def test_masking_keeps_every_column_and_is_done_once(text: str) -> None:
    masked = without_secrets(f"https://{text}?token={text}")
    assert len(masked) == len(f"https://{text}?token={text}")
    assert without_secrets(masked) == masked


class Noun(Struct, frozen=True):
    text: str
    parts: tuple[object, ...] = ()
    fix: Fix | None = None
    counts: dict[str, int] | None = None


def test_a_whole_noun_is_masked_and_an_innocent_one_is_left_as_it_is() -> None:
    innocent = Noun("text", ("a", 1, None), counts={"a": 1})
    assert presentable(innocent) == innocent
    assert presentable(innocent) is innocent


@pytest.mark.parametrize(
    ("noun", "shown"),
    [
        (
            Noun("https://a:b@c.example", (Noun("https://d:e@f.example"), 3)),
            Noun("https://***@c.example", (Noun("https://***@f.example"), 3)),
        ),
        (Noun("\ud800 https://a:b@c.example"), Noun("\ud800 https://***@c.example")),
        (Noun("x?token=a"), Noun("x?token=*")),
        (Noun("//a:b@c.example"), Noun("//***@c.example")),
        (Noun("@ ://", ("x?token=a", "y")), Noun("@ ://", ("x?token=*", "y"))),
        (Noun("", counts={"x?token=a": 1}), Noun("", counts={"x?token=*": 1})),
        (Noun("a=b", ("c=d",), counts={"e": 1}), Noun("a=b", ("c=d",), counts={"e": 1})),
    ],
)
def test_what_is_masked_of_a_noun(noun: Noun, shown: Noun) -> None:
    assert presentable(noun) == shown
    assert presentable(shown) == shown


def test_a_fix_that_would_write_a_masked_address_is_left_out() -> None:
    def fix(text: str) -> Fix:
        return Fix("mend", Applicability.SAFE, (Edit(Span(0, 1), text),))

    assert presentable(Noun("", fix=fix("https://a.example/new"))).fix is not None
    assert presentable(Noun("", fix=fix("https://a:b@c.example/new"))).fix is None
    assert presentable(Noun("https://a:b@c.example", fix=fix("new"))).fix == fix("new")


@pytest.mark.parametrize(
    ("escape", "text", "told"),
    [
        (for_terminal, "a\nb\rc\x1b", "a\\nb\\rc\\x1b"),
        (for_terminal, "tab\tä", "tab\tä"),
        (for_markdown_code, "`a", "`` `a ``"),
        (for_markdown_code, "a`", "`` a` ``"),
        (for_markdown_code, "a`b", "``a`b``"),
        (for_markdown_code, "", ""),
        (for_markdown, "#1 #a", "\\#<!-- -->1 #a"),
        (for_markdown, "1. *", "1\\. \\*"),
        (for_workflow_log, "::error::x\n  ::a ##[b] c::d", ":\u200b:error::x\n  :\u200b:a #\u200b#[b] c::d"),
        (for_workflow_data, "50% ##[a]\n", "50%25 #\u200b#[a]%0A"),
    ],
)
def test_what_is_told(escape: Callable[[str], str], text: str, told: str) -> None:
    assert escape(text) == told


def test_sarif_messages_have_no_links() -> None:
    assert for_sarif("see [x](https://spy.example) and [1] (2)") == "see [x] (https://spy.example) and [1] (2)"


def test_the_reference_reading_of_html_here_is_right() -> None:
    assert Text("<b>x</b>").tags == ["b"] and html.unescape(for_html("<&>")) == "<&>"


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("`a*b` is <old>", "`a*b` is \\<old\\>"),
        ("<b> is `x`", "\\<b\\> is `x`"),
        ("a `b` c `*d*` *e*", "a `b` c `*d*` \\*e\\*"),
        ("odd ` *one*", "odd \\` \\*one\\*"),
        ("plain *text*", "plain \\*text\\*"),
    ],
)
def test_a_message_quotes_what_stands_between_backticks_and_nothing_else(message: str, told: str) -> None:
    assert for_markdown_message(message) == told


@pytest.mark.parametrize("name", ["sessionid", "auth", "Authorization", "jwt", "key", "passwd", "pwd", "sid", "sig"])
def test_each_secret_word_is_one(name: str) -> None:
    assert without_secrets(f"https://x.example/?{name}=abc&page=2") == f"https://x.example/?{name}=***&page=2"
