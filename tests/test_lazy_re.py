"""Patterns that wait: they search like others, and each of the package can be compiled."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest
from msgspec import msgpack

import credlint
from credlint import lazy_re, regex_store


def test_it_searches_like_any_other() -> None:
    lazy, plain = lazy_re.compile(r"(?P<year>\d{4})", re.I), re.compile(r"(?P<year>\d{4})", re.I)
    text = "from 2019 to 2026"
    assert lazy.pattern == plain.pattern
    assert [match.span("year") for match in lazy.finditer(text)] == [
        match.span("year") for match in plain.finditer(text)
    ]
    assert lazy.search(text, 6) is not None
    assert lazy.sub("a year", text) == "from a year to a year"
    assert lazy.groupindex == plain.groupindex


def test_the_same_text_is_compiled_once() -> None:
    assert lazy_re.compile("same") is lazy_re.compile("same")
    assert lazy_re.compile("same") is not lazy_re.compile("same", re.I)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("search", (r"b+", "abBc", re.I)),
        ("match", (r"b", "ab")),
        ("fullmatch", (r"(a)b", "ab")),
        ("findall", (r"(\w)=(\d)", "a=1, B=2")),
        ("split", (r",\s?", "a, b,c", 1)),
        ("sub", (r"(\d)", r"<\1>", "1 2")),
        ("sub", (r"^b", lambda match: f"[{match[0]}]", "a\nb", re.M)),
    ],
)
def test_its_functions_are_those_of_re(name: str, arguments: tuple[Any, ...]) -> None:
    def shown(found: Any) -> Any:
        return found.regs if isinstance(found, re.Match) else found

    flags = {"flags": arguments[3]} if name == "sub" and len(arguments) > 3 else {}
    plain = getattr(re, name)(*arguments[:3], **flags)
    assert shown(getattr(lazy_re, name)(*arguments)) == shown(plain)


def test_an_error_shows_when_it_is_used() -> None:
    broken = lazy_re.compile("(never closed")
    try:
        with pytest.raises(re.error):
            broken.search("anything")
    finally:
        del lazy_re.known["(never closed", 0]


def test_every_pattern_can_be_compiled() -> None:
    for module in pkgutil.walk_packages(credlint.__path__, "credlint."):
        if not module.name.startswith(("credlint.lsp", "credlint.cluster", "credlint.__main__", "credlint._bundled")):
            importlib.import_module(module.name)
    assert len(lazy_re.known) > 200
    for pattern, flags in lazy_re.known:
        re.compile(pattern, flags)


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """As at the start of a program that has no pattern yet."""
    for name in ("known", "kept", "made"):
        monkeypatch.setattr(lazy_re, name, {})


PATTERNS = [(r"(?P<one>a+)|(?P<two>b)|(c)", 0), (r"[\ud800-\udfff]|é\b", re.I), (r"(?x) a  # a comment", 0), ("", 0)]


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_a_kept_code_is_the_same_pattern(pattern: str, flags: int, tmp_path: Path) -> None:
    file, plain = tmp_path / "patterns", re.compile(pattern, flags)
    lazy_re.compile(pattern, flags).search("")
    regex_store._write(file)
    lazy_re.known.clear()
    lazy_re.made.clear()
    lazy_re.kept.update(regex_store._read(file))
    lazy = lazy_re.compile(pattern, flags)
    for text in ("", "aab", "xcx", "É\ud800", "a # a comment"):
        expected = [(match.span(), match.groupdict(), match.lastgroup) for match in plain.finditer(text)]
        assert [(match.span(), match.groupdict(), match.lastgroup) for match in lazy.finditer(text)] == expected
    assert (lazy.groups, lazy.flags, lazy_re.made) == (plain.groups, plain.flags, {})


@pytest.mark.usefixtures("fresh")
def test_a_broken_file_is_no_file(tmp_path: Path) -> None:
    file = tmp_path / "patterns"
    lazy_re.compile("a").search("a")
    regex_store._write(file)
    whole = file.read_bytes()
    assert regex_store._read(file)
    for broken in (b"", whole[:-1], whole + b"\n", whole.replace(b"0 a", b"0 b"), bytes(64)):
        file.write_bytes(broken)
        assert regex_store._read(file) == {}
    assert regex_store._read(tmp_path) == {}
    regex_store._write(tmp_path / "nowhere" / "patterns")


@pytest.mark.usefixtures("fresh")
def test_a_code_that_python_refuses_is_made_again() -> None:
    for code in (b"", msgpack.encode([32, [1, 2, 3], 0, {}]), msgpack.encode([32, [], 99, {}])):
        lazy_re.known.clear()
        lazy_re.kept[b"0 a+"] = code
        match = lazy_re.compile("a+").search("baab")
        assert match
        assert match.span() == (1, 3)
