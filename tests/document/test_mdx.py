"""MDX: modules, expressions and tags are no prose; what stands between them is."""

from __future__ import annotations

import pytest

from credlint.document import DirectiveKind, parse

PROSE = [
    ("import A from 'a'\n\nb", "b"),
    ("export const a = {\n\n  b: 1\n}\n\nc", "c"),
    ("a {b} c", "a c"),
    ("{/* a */}\nb", "b"),
    ("<A b={[1, 2]} c='d'>e</A>", "e"),
    ("<A.B>\n\n    c\n\n</A.B>", "c"),
    ("<A>\n- b\n</A>", "b"),
    ("`{` a `}`", "a"),
    ("```\n{ }\n```\na {b", "a {b"),
    ("\\{a\\}", "{a }"),
    ("don't {'}'} stop", "don't stop"),
    ("{a {b} c} d", "d"),
    ("import taxes are a matter of law", "import taxes are a matter of law"),
]


@pytest.mark.parametrize(("text", "prose"), PROSE)
def test_prose_of_mdx(text: str, prose: str) -> None:
    document = parse(text, "a.mdx")
    assert " ".join(document.prose.split()) == prose
    assert len(document.prose) == len(text)


def test_a_destination_that_a_program_makes_is_not_known() -> None:
    text = "<a href={`/posts/${id}`}>a</a> <A {...b} href='/c' d={[1,\n2]}>e</A> [f](/g{h}) [i](/j)\n"
    assert [link.url for link in parse(text, "a.mdx").links] == ["/c", "/j"]


def test_the_same_text_is_plain_markdown_elsewhere() -> None:
    text = "a {b} c {/* credlint-disable-file */}\n"
    document = parse(text, "a.md")
    assert document.prose == text and document.directives == ()


def test_directives_in_mdx_comments_and_never_in_code() -> None:
    text = "{/* credlint-disable-next-line past-year until=2027-01-31 -- why not */}\n`{/* credlint-disable-file */}`\n"
    (directive,) = parse(text, "a.mdx").directives
    assert directive.kind is DirectiveKind.DISABLE_NEXT_LINE
    assert [(name, span.of(text)) for name, span in directive.rules] == [("past-year", "past-year")]
    assert directive.until_span is not None and directive.until_span.of(text) == "2027-01-31"
    assert directive.reason == "why not"


DIRECTIVES = [
    ("<!-- credlint-disable -->", "disable", (), None, ""),
    ("<!--credlint-disable-line a, b--- c -->", "disable-line", ("a", "b---", "c"), None, ""),
    ("<!-- credlint-disable-file a -- b -- c -->", "disable-file", ("a",), None, "b -- c"),
    ("<!-- credlint-enable a b -->", "enable", ("a", "b"), None, ""),
    ("<!-- credlint-expires 2027-03-01 old prices -->", "expires", (), "2027-03-01", "old prices"),
    ("text <!--\ncredlint-disable-line\n a\n--> text", "disable-line", ("a",), None, ""),
    ("<div>\n<!-- credlint-disable a -->\n</div>", "disable", ("a",), None, ""),
]


@pytest.mark.parametrize(("text", "kind", "rules", "until", "reason"), DIRECTIVES)
def test_directives(text: str, kind: str, rules: tuple[str, ...], until: str | None, reason: str) -> None:
    (directive,) = parse(text, "a.md").directives
    assert (directive.kind, tuple(name for name, _ in directive.rules)) == (kind, rules)
    assert (directive.until, directive.reason) == (until, reason)
    assert directive.span.of(text).startswith("<!--") and directive.span.of(text).endswith("-->")


@pytest.mark.parametrize(
    "text",
    [
        "`<!-- credlint-disable -->`",
        "    <!-- credlint-disable -->",
        "<!-- credlint-disabled -->",
        "<!-- see credlint-disable -->",
        "credlint-disable",
    ],
)
def test_no_directive(text: str) -> None:
    assert parse(text, "a.md").directives == ()
