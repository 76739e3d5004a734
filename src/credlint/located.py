"""Data with the place of every key and value in the text that it was read from, whatever the format."""

from __future__ import annotations

from msgspec import Struct, field

from credlint.span import Span

KeyPath = tuple[str | int, ...]

MAX_DEPTH = 100
# Longer digit strings stay text: they are no real figures, float() ends at 1.8e308, and int() refuses more than 4,300
# digits.
MAX_DIGITS = 300
MANY = 10**MAX_DIGITS


class LocatedError(ValueError):
    """The text cannot be read; `offset` (code points) is the place at fault, `message` one plain sentence."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class Located(Struct, frozen=True):
    """Plain data (dict, list, str, int, float, bool, None) and the place of every key and value in it.

    A path such as `("tags", 0)` leads to a place; the path `()` is the whole. What an alias stands for has the place of
    the alias. Where a key occurs twice the later value counts, as in every common loader, and `duplicates` has the
    later places.
    """

    data: object
    keys: dict[KeyPath, Span] = field(default_factory=dict)
    values: dict[KeyPath, Span] = field(default_factory=dict)
    duplicates: tuple[tuple[KeyPath, Span], ...] = ()
