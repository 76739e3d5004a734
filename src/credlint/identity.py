"""Objects as keys of a cache, compared by identity."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Same(Generic[T]):
    """A wrapper that is equal only to a wrapper of the same object, which it keeps alive.

    For `functools.lru_cache`: structs that hold mappings have no hash, and comparing their contents would take longer
    than computing what is cached.
    """

    __slots__ = ("noun",)

    def __init__(self, noun: T) -> None:
        self.noun = noun

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.noun is other.noun

    def __hash__(self) -> int:
        return id(self.noun)
