"""Untrusted regular expressions of schemas: which may be used, and on how long a text.

Python's matcher goes back over what it tried. A repetition inside of a repeated group can take exponential time, and n
open repetitions in a row take time of the n-th power; the first are refused, the second get only short texts.
"""

from __future__ import annotations

import re
from string import printable

# How many characters may be matched, by the number of open repetitions: some ten million steps at worst.
_MAX_LENGTH = {0: 100_000, 1: 10_000, 2: 3_000, 3: 400, 4: 150, 5: 60}

_ATOM = re.compile(r"(\\[pP]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\])(\*|\+|\?|\{\d*,?\d*\})?", re.S)
_OPEN = re.compile(r"[*+]|\{\d*,\}")
_REPEATED = re.compile(r"[*+]|\{\d*,\d*\}|\{\d{2,}\}")
_BACK = re.compile(r"\\[1-9]|\(\?P=|\(\?\(")
_MARK = re.compile(r"\?(?:[:=!>]|<[=!]|P?<\w+>)")


def longest_text(pattern: str) -> int:
    """The longest text the pattern may be matched against. Raises ValueError for one that may not be used."""
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"it cannot be read: {error}") from None
    if len(pattern) > 1_000:
        raise ValueError("it is longer than 1,000 characters")
    if _BACK.search(pattern):
        raise ValueError("it refers back to one of its groups")
    repetitions = 0
    groups: list[int] = []
    at = 0
    while at < len(pattern):
        if pattern[at] == "(":
            mark = _MARK.match(pattern, at + 1)
            at = mark.end() if mark else at + 1
            groups.append(at)
            continue
        if pattern[at] == ")":
            start = groups.pop()
            repeat = _REPEATED.match(pattern, at + 1)
            if repeat and not _is_harmless(pattern[start:at]):
                raise ValueError("it repeats a group that holds a repetition or a choice")
            at += 1
            if repeat:
                repetitions += bool(_OPEN.match(repeat.group()))
                at = repeat.end()
            continue
        atom = _ATOM.match(pattern, at)
        if atom is None:
            break
        repetitions += bool(atom[2] and _OPEN.match(atom[2]))
        at = atom.end()
    if repetitions not in _MAX_LENGTH:
        raise ValueError(f"it holds {repetitions} open repetitions")
    return _MAX_LENGTH[repetitions]


def _is_harmless(body: str) -> bool:
    """Whether a group may be repeated: without inner repetitions or choices, or marked off, as in `(?:-[a-z]+)*`.

    Marked off is what begins with a character that none of its repetitions takes, so that there is one way to divide a
    text.
    """
    if "(" in body.replace("\\(", "") or "|" in body.replace("\\|", ""):
        return False
    atoms = list(_ATOM.finditer(body))
    if not any(atom[2] for atom in atoms):
        return True
    first, others = atoms[0], [atom[1] for atom in atoms[1:] if atom[2]]
    if first[2] or first[1][0] in ".^$":
        return False
    return not any(
        re.fullmatch(first[1], char) and re.fullmatch(taken, char) for char in printable + body for taken in others
    )
