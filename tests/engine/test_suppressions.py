"""Directives: what each hides, for how long, and what is said of those that hide nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import invented
from credlint import engine
from credlint.article import Article, read
from credlint.finding import Severity
from credlint.rule import NoOptions, Problem, Rule, Selected, Selection, discover
from credlint.span import Span
from credlint.suppression import DIRECTIVE_RULES
from credlint.world import World


def mentions(word: str) -> Rule:
    """A rule that finds a word wherever a reader reads it."""

    def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
        text, at = article.document.prose, -1
        while (at := text.find(word, at + 1)) >= 0:
            yield Problem(Span(at, at + len(word)), f"{word} stands here", "take it out")

    return Rule(word, "Finds a word.", Severity.ERROR, True, NoOptions, (), check=check)


def selected(*names: str) -> Selection:
    words = tuple(Selected(mentions(word), Severity.ERROR, NoOptions()) for word in names)
    own = tuple(Selected(discover()[name], Severity.WARNING, NoOptions()) for name in sorted(DIRECTIVE_RULES))
    return (*words, *own)


def found(text: str, *names: str) -> list[str]:
    """`rule:line` of what is found, in order; the words looked for are `wolf` and `bear` unless others are named."""
    article = read(text, "a.md", invented.CATALOG.names)
    judged = engine.check(article, invented.world(), selected(*(names or ("wolf", "bear"))))
    assert judged.crashes == ()
    return [f"{finding.rule}:{finding.start.line}" for finding in judged.findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a wolf\n", ["wolf:1"]),
        ("<!-- credlint-disable-next-line wolf -- tame -->\na wolf\n", []),
        ("<!-- credlint-disable-next-line -- tame -->\na wolf and a bear\n", []),
        ("<!-- credlint-disable-next-line wolf -- tame -->\na wolf and a bear\n", ["bear:2"]),
        ("<!-- credlint-disable-next-line wolf, bear -- tame -->\na wolf and a bear\n", []),
        # Formatters put an empty line after a comment.
        ("<!-- credlint-disable-next-line wolf -- tame -->\n\na wolf\na wolf\n", ["wolf:4"]),
        ("a wolf <!-- credlint-disable-line wolf -- tame -->\na wolf\n", ["wolf:2"]),
        (
            "a wolf\n\n<!-- credlint-disable wolf -- zoo -->\n\na wolf\n\n<!-- credlint-enable wolf -->\n\na wolf\n",
            ["wolf:1", "wolf:9"],
        ),
        ("<!-- credlint-disable -- zoo -->\n\na wolf\n\n<!-- credlint-enable -->\n\na bear\n", ["bear:7"]),
        # An end that names another rule ends nothing; one that names none ends all.
        ("<!-- credlint-disable wolf -- zoo -->\n\na wolf\n\n<!-- credlint-enable bear -->\n\na wolf\n", []),
        ("<!-- credlint-disable wolf -- zoo -->\n\na wolf\n\n<!-- credlint-enable -->\n\na wolf\n", ["wolf:7"]),
        ("a wolf\n\n<!-- credlint-disable-file wolf -- zoo -->\n\na wolf, a bear\n", ["bear:5"]),
        ("a wolf\n\n<!-- credlint-disable-file -- zoo -->\n", []),
        # CRLF lines count as one.
        ("<!-- credlint-disable-next-line wolf -- tame -->\r\na wolf\r\na wolf\r\n", ["wolf:3"]),
    ],
)
def test_what_a_directive_hides(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!-- credlint-disable-next-line wolf until=2026-06-15 -- tame -->\na wolf\n", []),
        ("<!-- credlint-disable-next-line wolf until=2026-06 -- tame -->\na wolf\n", []),
        (
            "<!-- credlint-disable-next-line wolf until=2026-06-14 -- tame -->\na wolf\n",
            ["expired-suppression:1", "wolf:2"],
        ),
        (
            "<!-- credlint-disable-next-line wolf until=2026-02-30 -- tame -->\na wolf\n",
            ["expired-suppression:1", "wolf:2"],
        ),
    ],
)
def test_until(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!-- credlint-disable-next-line wolf -- tame -->\nno such beast\n", ["unused-suppression:1"]),
        ("<!-- credlint-disable-next-line wolf, bear -- tame -->\na wolf\n", ["unused-suppression:1"]),
        ("<!-- credlint-disable-file -- zoo -->\nnothing\n", ["unused-suppression:1"]),
        ("<!-- credlint-disable-next-line wolff -- tame -->\na wolf\n", ["unused-suppression:1", "wolf:2"]),
        ("<!-- credlint-disable-next-line wolf -->\na wolf\n", ["unexplained-suppression:1"]),
        # `all` does not hide what is said about directives; a name does.
        ("<!-- credlint-disable-file -->\na wolf\n", ["unexplained-suppression:1"]),
        ("<!-- credlint-disable-file unexplained-suppression -->\na wolf\n", ["wolf:2"]),
        # A rule that is not run says nothing, so nobody can tell whether its excuse is needed.
        ("<!-- credlint-disable-next-line past-year -- history -->\nin 2019\n", []),
        ("`<!-- credlint-disable-file -->`\n", []),
    ],
)
def test_what_is_said_of_directives(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_an_excuse_for_links_is_not_called_unused_when_nobody_was_asked() -> None:
    rule = Rule("dead-link", "Finds.", Severity.ERROR, True, NoOptions, (), module=type("m", (), {"NEEDS_LINKS": True}))
    text = "<!-- credlint-disable-next-line -- slow host -->\nsee <https://example.com/>\n"
    article = read(text, "a.md", invented.CATALOG.names)
    selection = (Selected(rule, Severity.ERROR, NoOptions()), *selected())
    unasked = World(invented.TODAY, invented.CATALOG)
    assert engine.check(article, unasked, selection).findings == ()
    plain = read(text.replace("<https://example.com/>", "nothing"), "a.md", invented.CATALOG.names)
    assert [finding.rule for finding in engine.check(plain, unasked, selection).findings] == ["unused-suppression"]
