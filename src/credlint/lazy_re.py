"""Regular expressions that are compiled when they are first used: `lazy_re.compile` in place of `re.compile`.

To compile one takes a quarter of a millisecond and there are four hundred, most of them for what few articles say; a
run over one unchanged article needs a dozen.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")

# One for each text and flags, however many modules ask for it.
known: dict[tuple[str, int], re.Pattern[str]] = {}


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, as far as anybody can tell who searches with it; an error shows when it is used."""
    key = pattern, int(flags)
    if key not in known:
        known[key] = cast("re.Pattern[str]", _Later(*key))
    return known[key]


class _Later:
    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Asked once: from then on the methods of the compiled pattern are attributes of this."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
