"""What is read without mistune's inline parser is what that parser reads."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mistune.util import unikey

from credlint.document.markdown.found import Inline
from credlint.document.markdown.inline import read_with_mistune
from credlint.document.markdown.simple import read_simple


def environment(*labels: str) -> dict[str, Any]:
    return {"ref_links": {unikey(label): {"url": "x", "label": label} for label in labels}}


def told(found: Inline) -> object:
    """All that is found; prose that lies side by side counts as one."""
    prose = sorted({place for start, end in found.kept for place in range(start, end)})
    return prose, found.text, sorted(found.strong), found.links, found.anchors, found.comments


SIMPLE = [
    "a *b* **c** _d_ __e__ f_g",
    "**a:** b, (**c**) and *d*-e",
    "`a` [b](c) [`d`](e)",
    '[*a*](b) **[c](d#e "f")** [](g)',
    "![a *b*](c.png) d",
    "[!NOTE] [ ] a [^1] b",
    "a  \nb\\\n*c*\n  d",
    "a \\* \\[b\\](c) \\d",
    "<br/> a <b class='c'>d</b> <a href=e>f</a> <del>g</del> <!-- h -->",
    "<https://a.example/b_c> 1 < 2 <3",
    "a&nbsp;b@c.example",
    "[a](https://b.example/c_d) [e](f(g)h)",
    "é**ü**é ~ !",
]
# fmt: off
NOT_SIMPLE = [
    "*a **b***", "***a***", "**a", "a_", "*a*b* c", "** a**", "`a", "``a``", "[a", "[a](b", "[a](<b>)", "[a](b(c(d)))",
    "[[a](b)](c)", "[![a](b)](c)", "[<b>a</b>](c)", "~~a~~", "https://a.example", "www.a.example", "[a](b 'c')",
    "<a@b.example>", "<? a ?>", "\\*a@b.example", "*a_b@c.example*", "[a][b]", "a *b" + "\\\n" + "* c*",
]
# fmt: on


@pytest.mark.parametrize("text", SIMPLE)
def test_simple_text_is_read_at_once(text: str) -> None:
    found = read_simple(text, references=False)
    assert found is not None
    assert told(found) == told(read_with_mistune(text, environment()))


@pytest.mark.parametrize("text", NOT_SIMPLE)
def test_the_rest_is_left_to_mistune(text: str) -> None:
    assert read_simple(text, references=False) is None


def test_a_label_may_be_a_reference_where_there_are_definitions() -> None:
    assert read_simple("[a]", references=True) is None
    assert read_with_mistune("[a]", environment("a")).links
    assert read_simple("[a]", references=False) is not None


PIECES = st.sampled_from(
    [
        *'a1 *_`[]()!<>\\~\n\t.$"é😀\u2028\xa0\x0b\0',
        *SIMPLE,
        *NOT_SIMPLE,
        "**",
        "__",
        "[a](b)",
        "<b>",
        "</b>",
        "a_b",
        "[a]",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join), st.booleans())
def test_any_text_is_read_alike(text: str, references: bool) -> None:
    # A leaf has neither a blank line nor blanks around it.
    text = re.sub(r"\n[ \t]*(?=\n)", "", text).strip(" \r\n\t\f")
    assume(re.search(r"[*_`\[\]<~\\]", text))
    found = read_simple(text, references)
    labels = ["a"] if references else []
    assert found is None or told(found) == told(read_with_mistune(text, environment(*labels)))
