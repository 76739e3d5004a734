"""Who looks after a file, as a CODEOWNERS file says it.

The form is GitHub's: a pattern and its owners on a line, the last line that fits wins, patterns as in `.gitignore` but
without `!` and `[…]`. https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
No dependency reads this form, and a general one for `.gitignore` would accept what GitHub refuses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owners:
    rules: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Owners:
        """Reads CODEOWNERS; lines that GitHub would ignore are ignored here."""
        rules = []
        for line in text.splitlines():
            words = re.sub(r"(^|\s)#.*", "", line).replace("\\ ", "\0").split()
            if words and not words[0].startswith(("!", "[", "^")):
                rules.append((_pattern(words[0].replace("\0", " ")), tuple(words[1:])))
        return cls(tuple(rules))

    def of(self, path: str) -> tuple[str, ...]:
        """The owners of a path relative to the repository; none where the last line that fits names none."""
        for pattern, owners in reversed(self.rules):
            if pattern.match(path):
                return owners
        return ()


def _pattern(written: str) -> re.Pattern[str]:
    anchored = "/" in written.rstrip("/")
    parts = []
    for part in re.findall(r"\*\*/|/\*\*$|\*+|\?|[^*?/]+|/", written.lstrip("/")):
        match part:
            case "**/":
                parts.append("(?:[^/]+/)*+")
            case "/**":
                parts.append("/.+")
            case "?":
                parts.append("[^/]")
            case _ if part.startswith("*"):
                parts.append("[^/]*")
            case _:
                parts.append(re.escape(part))
    # A pattern that ends in one star names files, not what lies in folders.
    end = "" if written.endswith("/") else "$" if written.endswith("/*") else "(?:/|$)"
    return re.compile(("" if anchored else "(?:.*/)?") + "".join(parts) + end)
