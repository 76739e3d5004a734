"""Patterns that wait: they search like others, and each of the package can be compiled."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path
from re._constants import LITERAL, SRE_INFO_CHARSET  # type: ignore[import-not-found]
from typing import Any

import pytest
from msgspec import msgpack

import credlint
from credlint import lazy_re, regex_code, regex_store


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
        ("split", (r",\s?", "a, b,c")),
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


FIRST = [
    r"(?<![^\W_])(?:costs?|(?:exam |test )?fees?|\$)(?!\w)", r"\b(?i:but|ſo)\b", r"(?:a|b|)c", r"(?:x|y)?+z|q*w",
    r"[^a]b", r"(?i)\b(?:kind|is|sit)\b", r"(?i)[a-k]x",
    r"(?=ab)a|(?<=a)b+?", r"(?>ab|c)d", r"(a)?(?(1)b|c)", r"(?s).a",
    r"\d+ ?%|½", r"(?:(?:a{0}b)|c{2,})d", r"^a|b$", r"é|(?i:É)", r"(?i:x|[\dy])z", r"\s*(?:\w)", r"(?a:\W)!", r"",
]  # fmt: skip
TEXTS = (
    "the exam fee costs $ 5 %, ½ of a fee", "BUT ſo so but İs ıs KIND ſit xz xyz zz 4z yz",
    "é! acbc c aab bab abd cd ccd",
    "", "a", "b", "\n", "aab\nab", "qqw w Kx kx xx", "ébcc_costs costs_ costs é É",
)  # fmt: skip


@pytest.mark.parametrize(("pattern", "flags"), [(one, flags) for one in FIRST for flags in (0, re.I, re.M | re.S)])
def test_a_search_leaves_no_match_out(pattern: str, flags: int) -> None:
    lazy, plain = lazy_re.compile(pattern, flags), re.compile(pattern, flags)
    for text in TEXTS:
        assert [m.span() for m in lazy.finditer(text)] == [m.span() for m in plain.finditer(text)], text


def test_all_that_python_takes_for_a_letter_is_one_of_its_cases() -> None:
    everything = "".join(map(chr, range(0x11000)))
    for letter in map(chr, range(128)):
        plain = re.compile(re.escape(letter), re.I)
        assert set(plain.findall(everything)) <= {
            chr(code) for _, code in regex_code._cases([(LITERAL, ord(letter))], re.I)
        }


@pytest.mark.parametrize("pattern", [r"(?<![^\W_])(?:costs?|fees?)", r"\b(?i:but|and)\b", r"(?:a |b )?c"])
def test_a_search_is_told_where_a_match_can_begin(pattern: str) -> None:
    held = regex_code.code_of(pattern, 0).words[2]
    assert held == SRE_INFO_CHARSET


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
def test_a_version_of_python_that_is_not_known_compiles_as_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regex_code, "IS_KNOWN", False)
    match = lazy_re.compile("a+").search("baab")
    assert match and match.span() == (1, 3)
    assert lazy_re.made == {}


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


def test_libraries_search_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "import re\nTEXT, BYTES, AGAIN = re.compile('(?i)b'), re.compile(b'b'), re.compile(re.compile('a', re.I))\n"
    (tmp_path / "searching.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    plain = re.compile
    with lazy_re.in_libraries():
        searching = importlib.import_module("searching")
    assert re.compile is plain
    assert not isinstance(searching.TEXT, re.Pattern)
    assert searching.TEXT.sub("c", "aBb") == "acc"
    assert searching.BYTES.search(b"ab") is not None
    assert searching.AGAIN.search("bA") is not None
