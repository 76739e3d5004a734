"""The owners of a file, by a CODEOWNERS file.

The form is GitHub's: a pattern and its owners on a line, the last line that fits wins, patterns as in `.gitignore` but
without `!` and `[…]`.
https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
Written by hand because a library for `.gitignore` accepts what GitHub refuses, and none is among the dependencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

from msgspec import Struct

ANY_FOLDERS = "**"


class Pattern(Struct, frozen=True):
    """`parts`: what stands between slashes. `folders_only`: it names a folder; `files_only`: it means no folder."""

    parts: tuple[str, ...]
    folders_only: bool
    files_only: bool

    @classmethod
    def parse(cls, written: str) -> Pattern:
        parts = tuple(part.replace("[", "[[]") for part in written.strip("/").split("/"))
        anchored = "/" in written.rstrip("/")
        return cls(parts if anchored else (ANY_FOLDERS, *parts), written.endswith("/"), written.endswith("/*"))

    def fits(self, path: str) -> bool:
        """Follows all ways to read the pattern at once, so that no pattern is slow on any path."""
        places = self._with_skipped({0})
        names = path.split("/")
        for index, name in enumerate(names):
            if len(self.parts) in places and index and not self.files_only:
                return True
            places = self._with_skipped(
                place if self.parts[place] == ANY_FOLDERS else place + 1
                for place in places
                if place < len(self.parts)
                and (self.parts[place] == ANY_FOLDERS or fnmatchcase(name, self.parts[place]))
            )
        return len(self.parts) in places and not self.folders_only

    def _with_skipped(self, places: Iterable[int]) -> set[int]:
        """The places, and those behind a `**` that stands for no folder."""
        reached = set(places)
        for place, part in enumerate(self.parts):
            if part == ANY_FOLDERS and place in reached:
                reached.add(place + 1)
        return reached


class Owners(Struct, frozen=True):
    rules: tuple[tuple[Pattern, tuple[str, ...]], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Owners:
        """Reads CODEOWNERS; lines that GitHub would ignore are ignored here."""
        rules = []
        for line in text.splitlines():
            words = re.sub(r"(^|\s)#.*", "", line).replace("\\ ", "\0").split()
            if words and not words[0].startswith(("!", "[", "^")):
                rules.append((Pattern.parse(words[0].replace("\0", " ")), tuple(words[1:])))
        return cls(tuple(rules))

    def of(self, path: str) -> tuple[str, ...]:
        """The owners of a path relative to the repository; none where the last line that fits names none."""
        return next((owners for pattern, owners in reversed(self.rules) if pattern.fits(path)), ())
