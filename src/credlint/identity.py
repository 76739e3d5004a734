"""Nouns as keys of a cache, known by identity."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Same(Generic[T]):
    """Equal to what stands for the same object only, which it keeps alive.

    For `functools.lru_cache`: nouns that hold mappings have no hash, and to compare what they hold would take longer
    than what is remembered of them.
    """

    __slots__ = ("noun",)

    def __init__(self, noun: T) -> None:
        self.noun = noun

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.noun is other.noun

    def __hash__(self) -> int:
        return id(self.noun)
