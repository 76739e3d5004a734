"""What the matcher of CPython runs: the code of a regular expression, apart from the text it was made of.

`re.compile` makes the code and hands it to the matcher in one step. Here these are two, so that a code can be kept from
run to run, and extended by the characters a match can begin with (`_with_first`). This rests on private parts of
Python: it is done for the versions it was tested with (`IS_KNOWN`), and nothing but time depends on it.
"""

import re
import sys
from typing import Any

from msgspec import Struct, msgpack

IS_KNOWN = sys.implementation.name == "cpython" and (3, 11) <= sys.version_info[:2] <= (3, 13)


class Code(Struct, frozen=True, array_like=True):
    """`words` is what the matcher runs; `groups` counts them, `names` has the numbers of those that have a name."""

    flags: int
    words: list[int]
    groups: int
    names: dict[str, int]


packed = msgpack.Encoder().encode
# Made on import, which is done by one thread: msgspec 0.22 crashes where two threads have it look at a class at once.
unpacked = msgpack.Decoder(Code).decode


def code_of(pattern: str, flags: int) -> Code:
    from re import _compiler, _parser  # type: ignore[attr-defined]

    tree = _parser.parse(pattern, flags)
    state = tree.state
    words = _with_first([int(word) for word in _compiler._code(tree, flags)], tree, flags | state.flags)
    return Code(flags | state.flags, words, state.groups - 1, dict(state.groupdict))


def _with_first(code: list[int], tree: Any, flags: int) -> list[int]:
    """The code with the characters with which a match can begin, so that a search looks at no other place closely.

    `re` does so itself for patterns that begin with letters, and not where an assertion, an option or alternatives of
    several sorts come first, as in most of ours.
    """
    from re import _compiler  # type: ignore[attr-defined]
    from re import _constants as op  # type: ignore[attr-defined]

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
    from re import _constants as op  # type: ignore[attr-defined]

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
    from re import _constants as op  # type: ignore[attr-defined]

    plain = all(kind is op.LITERAL and value < 128 for kind, value in items)
    if items[0][0] is op.NEGATE or (flags & (re.IGNORECASE | re.ASCII) and not plain):
        raise LookupError(items)
    if not flags & re.IGNORECASE:
        return items
    letters = {case for _, value in items for case in (chr(value).lower(), chr(value).upper())}
    return [(op.LITERAL, ord(case)) for letter in letters for case in (letter, *_OTHER_CASES.get(letter, ""))]


def pattern_of(text: str, code: Code) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    numbered = {number: name for name, number in code.names.items()}
    names = tuple(numbered.get(number) for number in range(code.groups + 1))
    # Python checks the code itself before it runs any.
    compiled: re.Pattern[str] = _sre.compile(text, code.flags, code.words, code.groups, code.names, names)
    return compiled
