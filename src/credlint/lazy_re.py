"""Regular expressions that are compiled when they are first used: `lazy_re.search` in place of `re.search`, and so on.

There are six hundred, most of them for what few articles say. To compile those that one article needs took a third of
the time of a whole run over it, nearly all of it on the way from the text of a pattern to its code. So the codes may be
kept from run to run (`regex_store`): `kept` are those of earlier runs, `made` those that this one had to make.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from msgspec import MsgspecError, Struct, msgpack

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")

# One for each text and flags, however many modules ask for it.
known: dict[tuple[str, int], re.Pattern[str]] = {}
# Codes by flags and text, in bytes because a text may hold half of a surrogate pair.
kept: dict[bytes, bytes] = {}
made: dict[bytes, bytes] = {}


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, as far as anybody can tell who searches with it; an error shows when it is used."""
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


class _Later:
    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Asked once: from then on the methods of the compiled pattern are attributes of this."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = _compiled(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


class _Code(Struct, frozen=True, array_like=True):
    """What the matcher runs; `groups` counts them, `names` has the numbers of those that have a name."""

    flags: int
    words: list[int]
    groups: int
    names: dict[str, int]


def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    """What `re.compile` does in one step, in two; where Python's insides are others than we know, in one."""
    key = f"{flags} {pattern}".encode("utf-8", "surrogatepass")
    try:
        if key in kept:
            return _with_code(pattern, msgpack.decode(kept[key], type=_Code))
        code = _code_of(pattern, flags)
        compiled = _with_code(pattern, code)
        made[key] = msgpack.encode(code)
        return compiled
    except (ImportError, AttributeError, TypeError, RuntimeError, OverflowError, MsgspecError):
        return re.compile(pattern, flags)


def _code_of(pattern: str, flags: int) -> _Code:
    from re import _compiler, _parser  # type: ignore[attr-defined]

    tree = _parser.parse(pattern, flags)
    state = tree.state
    words = [int(word) for word in _compiler._code(tree, flags)]
    return _Code(flags | state.flags, words, state.groups - 1, dict(state.groupdict))


def _with_code(pattern: str, code: _Code) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    numbered = {number: name for name, number in code.names.items()}
    names = tuple(numbered.get(number) for number in range(code.groups + 1))
    # Python checks the code itself before it runs any.
    compiled: re.Pattern[str] = _sre.compile(pattern, code.flags, code.words, code.groups, code.names, names)
    return compiled
