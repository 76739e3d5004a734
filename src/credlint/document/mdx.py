"""MDX."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Covered:
    """`text` is what the Markdown parser may see; `comments` are the places of `{/* … */}`."""

    text: str
    comments: tuple[tuple[int, int], ...] = ()


def cover(text: str) -> Covered:
    return Covered(text)
