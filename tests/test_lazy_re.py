"""Patterns that wait: they search like others, and each of the package can be compiled."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import credlint
from credlint import lazy_re


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
