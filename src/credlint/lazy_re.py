"""Regular expressions that are compiled when they are first used: `lazy_re.search` in place of `re.search`, and so on.

There are six hundred, most of them for what few articles say. Their searches pass by whatever no match can begin with
(`regex_code`), which halves the time that all of them take. To compile those that one article needs took a third of
the time of a whole run over it, nearly all of it on the way from the text of a pattern to its code. So the codes may be
kept from run to run (`regex_store`): `kept` are those of earlier runs, `made` those that this one had to make.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

# One for each text and flags, however many modules ask for it.
known: dict[tuple[str, int], re.Pattern[str]] = {}
# Codes by flags and text, in bytes because a text may hold half of a surrogate pair.
kept: dict[bytes, bytes] = {}
made: dict[bytes, bytes] = {}


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`; an error is raised on first use."""
    key = pattern, int(flags)
    if key not in known:
        known[key] = cast("re.Pattern[str]", _Later(*key))
    return known[key]


def search(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """As in `re`, like the functions below; for patterns that stand in the source, because all are remembered."""
    return compile(pattern, flags).search(text)


def match(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    return compile(pattern, flags).match(text)


def fullmatch(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    return compile(pattern, flags).fullmatch(text)


def findall(pattern: str, text: str, flags: int = 0) -> list[Any]:
    return compile(pattern, flags).findall(text)


def split(pattern: str, text: str, maxsplit: int = 0) -> list[str]:
    return compile(pattern).split(text, maxsplit)


def sub(pattern: str, instead: str | Callable[[re.Match[str]], str], text: str, flags: int = 0) -> str:
    return compile(pattern, flags).sub(instead, text)


@contextmanager
def in_libraries() -> Iterator[None]:
    """What is imported within it has its patterns compiled when they are first used, too: msgspec, mistune and PyYAML
    have 80 of them with what they import, and an article needs 20.
    """
    at_once = re.compile

    def later(pattern: Any, flags: int = 0) -> Any:
        if isinstance(pattern, _Later):
            return pattern
        return compile(pattern, flags) if isinstance(pattern, str) else at_once(pattern, flags)

    re.compile = later
    try:
        yield
    finally:
        re.compile = at_once


class _Later:
    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        """Called once for each method of the compiled pattern, which is an attribute of this object from then on."""
        if name.startswith("__"):
            raise AttributeError(name)
        if self._compiled is None:
            self._compiled = _compiled(self.pattern, self._flags)
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value


def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    """What `re.compile` returns, from a kept code where there is one."""
    key = f"{flags} {pattern}".encode("utf-8", "surrogatepass")
    try:
        # Here, because it needs msgspec, whose patterns wait as well (`cli.entry`).
        from credlint import regex_code

        if not regex_code.IS_KNOWN:
            return re.compile(pattern, flags)
        if key in kept:
            return regex_code.pattern_of(pattern, regex_code.unpacked(kept[key]))
        code = regex_code.code_of(pattern, flags)
        compiled = regex_code.pattern_of(pattern, code)
        made[key] = regex_code.packed(code)
        return compiled
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
        return re.compile(pattern, flags)
