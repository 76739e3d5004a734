"""Cues: the words that are evidence of a kind of claim, and where they must stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from credlint import lazy_re

if TYPE_CHECKING:
    from credlint.claims.setting import Setting

_UPPER = lazy_re.compile(r"\\.|\(\?P|\(\?<[^)]*\)|\[[^\]]*\]|[A-Z]| (?![?*+{])")


class Cue(Struct, frozen=True):
    """Evidence that a value is of a kind: a pattern and where it must be found (an attribute of `Setting`)."""

    name: str
    where: str
    pattern: re.Pattern[str]


def cue(name: str, where: str, *words: str) -> Cue:
    """A cue of whole words; each word is a pattern of its own."""
    return Cue(name, where, words_of(*words))


def words_of(*words: str) -> re.Pattern[str]:
    return lowered(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])")


def lowered(pattern: str) -> re.Pattern[str]:
    """Compiled for the lower-case text that settings give; without IGNORECASE, which would make `re` slower.

    A space stands for one or more, since marks that are blanked and indented lines leave several.
    """
    return lazy_re.compile(_UPPER.sub(_lowered, pattern))


def _lowered(match: re.Match[str]) -> str:
    text = match[0]
    if text == " ":
        return " +"
    return text.lower() if len(text) == 1 or (text[0] == "[" and "\\" not in text) else text


def first_cue(kind: str, cues: Sequence[Cue], setting: Setting) -> Cue | None:
    """The strongest evidence that holds, or None."""
    for cue in cues:
        text = getattr(setting, cue.where)
        if text and cue.pattern.search(text) and f"{kind}/{cue.name}" not in setting.page.without:
            return cue
    return None
