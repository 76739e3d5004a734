"""Frozen dataclasses to plain JSON values and back, as the cache stores them.

A dataclass becomes the array of its fields, so a stored form is read only by the version that wrote it; the cache's key
sees to that. A union of dataclasses is tagged with the class name. What does not fit its type raises ValueError.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import operator
import types
import typing
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

T = TypeVar("T")
Convert = Callable[[Any], Any]


def to_plain(value: object, kind: object) -> object:
    """The JSON value of `value`, which is of type `kind`."""
    return _codec(cast(Any, kind))[0](value)


def from_plain(plain: object, kind: type[T]) -> T:
    """The value whose JSON value is `plain`. Raises ValueError where it cannot be one."""
    try:
        return cast(T, _codec(cast(Any, kind))[1](plain))
    except (TypeError, KeyError, IndexError, ArithmeticError, AttributeError) as problem:
        raise ValueError(f"not a stored {kind.__name__}: {problem}") from problem


@cache
def _codec(kind: Any) -> tuple[Convert, Convert]:
    """How to encode and decode a type."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _union(arguments)
    if origin is tuple:
        return _tuple(arguments)
    if origin in (dict, collections.abc.Mapping):
        return _mapping(arguments)
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind)
    if kind is date:
        return date.isoformat, date.fromisoformat
    if kind is Decimal:
        return str, Decimal
    if isinstance(kind, type) and issubclass(kind, Enum):
        return operator.attrgetter("value"), {member.value: member for member in kind}.__getitem__
    if kind in (str, int, float, bool, type(None)):
        return _as_is, _checked(kind)
    if kind in (object, Any):
        return _as_is, _as_is
    raise TypeError(f"no stored form for {kind!r}")


def _as_is(value: Any) -> Any:
    return value


def _checked(kind: type) -> Convert:
    def decode(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"{value!r} is not {kind.__name__}")
        return value

    return decode


def _dataclass(kind: Any) -> tuple[Convert, Convert]:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    codecs = [_codec(hints[name]) for name in names]
    encoders = [(name, encode) for name, (encode, _) in zip(names, codecs, strict=True)]
    decoders = [decode for _, decode in codecs]
    plainly = [hints[name] for name in names]
    if len(names) > 1 and all(hint in (str, int, float, bool) for hint in plainly):
        # Spans are nine in ten of all that is stored, and are read twice as fast so.
        def decode_plainly(plain: Any) -> Any:
            if type(plain) is not list or [*map(type, plain)] != plainly:
                raise ValueError(f"{plain!r} is not a stored {kind.__name__}")
            return kind(*plain)

        return operator.attrgetter(*names), decode_plainly

    def encode(value: Any) -> list[Any]:
        return [encode_field(getattr(value, name)) for name, encode_field in encoders]

    def decode(plain: Any) -> Any:
        if type(plain) is not list:
            raise ValueError(f"{plain!r} is not a stored {kind.__name__}")
        return kind(*[decode_field(part) for decode_field, part in zip(decoders, plain, strict=True)])

    return encode, decode


def _union(kinds: tuple[Any, ...]) -> tuple[Convert, Convert]:
    some = [kind for kind in kinds if kind is not type(None)]
    if len(some) == 1:
        encode_some, decode_some = _codec(some[0])
        return (
            lambda value: None if value is None else encode_some(value),
            lambda plain: None if plain is None else decode_some(plain),
        )
    if all(kind in (str, int, float, bool) for kind in some):
        return _as_is, _as_is
    codecs = {kind.__name__: _codec(kind) for kind in some}

    def encode(value: Any) -> Any:
        return None if value is None else [type(value).__name__, codecs[type(value).__name__][0](value)]

    def decode(plain: Any) -> Any:
        return None if plain is None else codecs[plain[0]][1](plain[1])

    return encode, decode


def _tuple(kinds: tuple[Any, ...]) -> tuple[Convert, Convert]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        encode_item, decode_item = _codec(kinds[0])
        return lambda value: [encode_item(item) for item in value], lambda plain: tuple(map(decode_item, plain))
    codecs = [_codec(kind) for kind in kinds]
    return (
        lambda value: [encode(item) for (encode, _), item in zip(codecs, value, strict=True)],
        lambda plain: tuple(decode(item) for (_, decode), item in zip(codecs, plain, strict=True)),
    )


def _mapping(kinds: tuple[Any, ...]) -> tuple[Convert, Convert]:
    (encode_key, decode_key), (encode_value, decode_value) = map(_codec, kinds)
    return (
        lambda value: [[encode_key(key), encode_value(item)] for key, item in value.items()],
        lambda plain: {decode_key(key): decode_value(item) for key, item in plain},
    )
