"""Regular expressions that are compiled when they are first used: `lazy_re.search` in place of `re.search`, and so on.

There are six hundred, most of them for what few articles say. Their searches pass by whatever no match can begin with
(`_with_first`), which halves the time that all of them take. To compile those that one article needs took a third of
the time of a whole run over it, nearly all of it on the way from the text of a pattern to its code. So the codes may be
kept from run to run (`regex_store`): `kept` are those of earlier runs, `made` those that this one had to make.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def in_libraries() -> Iterator[None]:
    """What is imported within it has its patterns compiled when they are first used, too: mistune and PyYAML have 60 of
    them, and an article needs 20.
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
    words = _with_first([int(word) for word in _compiler._code(tree, flags)], tree, flags | state.flags)
    return _Code(flags | state.flags, words, state.groups - 1, dict(state.groupdict))


def _with_first(code: list[int], tree: Any, flags: int) -> list[int]:
    """The code with the characters with which a match can begin, so that a search looks at no other place closely.

    `re` does so itself for patterns that begin with letters, and not where an assertion, an option or alternatives of
    several sorts come first, as in most of ours.
    """
    from re import _compiler  # type: ignore[attr-defined]
    from re import _constants as op

    # The head: its name, how far it is to the body, what the head holds, the least and the greatest length of a match.
    name, length, holds, least, most = code[:5]
    if name != op.INFO or holds or not least:
        return code
    try:
        characters, _ = _first(tree, flags)
    except LookupError:
        return code
    charset: list[int] = []
    _compiler._compile_charset(_compiler._optimize_charset(characters)[0], re.UNICODE, charset)
    return [name, length + len(charset), op.SRE_INFO_CHARSET, least, most, *map(int, charset), *code[length + 1 :]]


def _first(tree: Any, flags: int) -> tuple[list[Any], bool]:
    """The characters with which a match can begin, as items of a set, and whether each does begin with one of them.

    Raises LookupError where that is no plain set.
    """
    from re import _constants as op

    found: list[Any] = []
    for code, value in tree:
        if code in (op.ASSERT, op.ASSERT_NOT, op.AT):
            continue
        if code in (op.LITERAL, op.IN):
            return found + _cases([(code, value)] if code is op.LITERAL else value, flags), True
        if code is op.BRANCH:
            ways = [_first(way, flags) for way in value[1]]
        elif code is op.SUBPATTERN:
            ways = [_first(value[3], (flags | value[1]) & ~value[2])]
        elif code is op.ATOMIC_GROUP:
            ways = [_first(value, flags)]
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            characters, surely = _first(value[2], flags)
            ways = [(characters, surely and value[0] > 0)]
        else:
            raise LookupError(code)
        for characters, _ in ways:
            found += characters
        if all(surely for _, surely in ways):
            return found, True
    return found, False


# What else matches a letter where case is ignored, besides its own capital.
_OTHER_CASES = {"i": "İı", "k": "\u212a", "s": "ſ"}


def _cases(items: list[Any], flags: int) -> list[Any]:
    """The items of a set, in either case where that is ignored. Raises LookupError for more than plain letters."""
    from re import _constants as op

    plain = all(kind is op.LITERAL and value < 128 for kind, value in items)
    if items[0][0] is op.NEGATE or (flags & (re.IGNORECASE | re.ASCII) and not plain):
        raise LookupError(items)
    if not flags & re.IGNORECASE:
        return items
    letters = {case for _, value in items for case in (chr(value).lower(), chr(value).upper())}
    return [(op.LITERAL, ord(case)) for letter in letters for case in (letter, *_OTHER_CASES.get(letter, ""))]


def _with_code(pattern: str, code: _Code) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    numbered = {number: name for name, number in code.names.items()}
    names = tuple(numbered.get(number) for number in range(code.groups + 1))
    # Python checks the code itself before it runs any.
    compiled: re.Pattern[str] = _sre.compile(pattern, code.flags, code.words, code.groups, code.names, names)
    return compiled
