"""TOML with the places of keys and values.

tomllib gives no positions, so the lines are scanned for them and checked against what it read: a place is given only
where it can be proven.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from credlint import lazy_re
from credlint.located import MANY, MAX_DEPTH, KeyPath, Located, LocatedError
from credlint.span import Span

# How many places are tried for the end of one value.
_MAX_TRIES = 40

_PART = r"(?:[A-Za-z0-9_-]+|\"[^\"\\\n]*\"|'[^'\n]*')"
_NAME = rf"(?P<name>{_PART}(?:[ \t]*\.[ \t]*{_PART})*)"
_LINE = lazy_re.compile(rf"[ \t]*{_NAME}[ \t]*=[ \t]*(?P<value>[^\n]*)")
_TABLE = lazy_re.compile(rf"[ \t]*(?P<open>\[\[?)[ \t]*{_NAME}[ \t]*\]\]?[ \t]*(?:#[^\n]*)?")
_KEY = lazy_re.compile(_PART)
_PLACE_OF_ERROR = lazy_re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")


def read(text: str) -> dict[str, Any]:
    """What tomllib reads. Raises LocatedError, also for what tomllib has no error of its own for."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = _PLACE_OF_ERROR.sub("", f"is not valid TOML: {error}")
        raise LocatedError(message, _offset(text, str(error))) from None
    except (ValueError, RecursionError):
        raise LocatedError("is not valid TOML: a number is too long, or it is nested too deep", 0) from None
    # Dotted keys and headers nest without recursion in tomllib, and would exhaust the stack of what walks the data.
    level: list[Any] = [data]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _inside(outer) if isinstance(inner, dict | list)]
    if level:
        raise LocatedError(f"is nested deeper than {MAX_DEPTH} levels", 0)
    return data


def _inside(collection: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return collection.values() if isinstance(collection, dict) else collection


def load(text: str, *, offset: int = 0, max_length: int) -> Located:
    """Reads TOML; dates become text. `offset` is added to every place, for text that was cut out of a longer one.

    Each header has the place of its table's name under the path of the table; those of a list of tables are numbered.
    Raises LocatedError.
    """
    if len(text) > max_length:
        raise LocatedError(f"is longer than {max_length:,} characters", offset + max_length)
    text = _with_plain_ends(text)
    try:
        data = read(text)
    except LocatedError as error:
        raise LocatedError(error.message, offset + error.offset) from None
    keys: dict[KeyPath, Span] = {}
    values: dict[KeyPath, Span] = {(): Span(offset, offset + len(text))}
    for path, key, value in _places(text, data):
        keys[path] = Span(offset + key.start, offset + key.end)
        if value is not None:
            values[path] = Span(offset + value.start, offset + value.end)
    return Located(_plain(data), keys, values)


def line_of(text: str, path: KeyPath) -> int | None:
    """The 1-based line of a key of valid TOML, or of what holds it, as deep as the text shows it; None for nothing."""
    text = _with_plain_ends(text)
    keys = {known: key for known, key, _ in _places(text, read(text))}
    shown = next((keys[path[:depth]] for depth in range(len(path), 0, -1) if path[:depth] in keys), None)
    return None if shown is None else text.count("\n", 0, shown.start) + 1


def _with_plain_ends(text: str) -> str:
    """The text with `\\n` alone at line ends, as tomllib takes no lone `\\r`; an equal length keeps every offset."""
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _places(text: str, data: Mapping[str, Any]) -> Iterator[tuple[KeyPath, Span, Span | None]]:
    """The path of every key and header in the text, its place, and that of its value where it reads back as that."""
    table: KeyPath = ()
    lists: dict[KeyPath, int] = {}  # how many headers each list of tables had so far
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if header := _TABLE.fullmatch(text, at, end):
            names, key = _keys(header)
            table = _numbered(names, lists)
            if header["open"] == "[[":
                lists[table] = lists.get(table, -1) + 1
                table = (*table, lists[table])
            yield table, key, None
        elif line := _LINE.match(text, at, end):
            names, key = _keys(line)
            path = (*table, *names)
            known = _at(data, path)
            if known is not None:
                value_end = _end_of_value(text, line.start("value"), known)
                yield path, key, None if value_end is None else Span(line.start("value"), value_end)
                if value_end is not None:
                    end = max(end, text.find("\n", value_end)) if "\n" in text[value_end:] else len(text)
        at = end + 1


def _keys(named: re.Match[str]) -> tuple[tuple[str, ...], Span]:
    """The keys of a dotted name, and the place of the last."""
    parts = [*_KEY.finditer(named.string, *named.span("name"))]
    return tuple(part[0].strip("\"'") for part in parts), Span(*parts[-1].span())


def _numbered(names: tuple[str, ...], lists: Mapping[KeyPath, int]) -> KeyPath:
    """The path of a table: what is in a list of tables is in the last of them."""
    path: KeyPath = ()
    for name in names[:-1]:
        path = (*path, name)
        if path in lists:
            path = (*path, lists[path])
    return (*path, names[-1])


def _at(data: Any, path: KeyPath) -> object | None:
    for key in path:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return None
    return data  # type: ignore[no-any-return]


def _offset(text: str, message: str) -> int:
    place = _PLACE_OF_ERROR.search(message)
    if place is None or place.group(1) is None:
        return max(len(text) - 1, 0)
    line, column = int(place.group(1)), int(place.group(2))
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))


def _end_of_value(text: str, start: int, known: object) -> int | None:
    """Where the value ends: the first line end up to which the text reads as that value."""
    end = start
    for _ in range(_MAX_TRIES):
        end = text.find("\n", end + 1)
        end = len(text) if end < 0 else end
        try:
            if tomllib.loads("value = " + text[start:end])["value"] == known:
                return _without_comment(text, start, end, known)
        except (ValueError, RecursionError):
            pass
        if end == len(text):
            return None
    return None


def _without_comment(text: str, start: int, end: int, known: object) -> int | None:
    mark = start
    for _ in range(_MAX_TRIES):
        mark = text.find("#", mark + 1, end)
        if mark < 0:
            return start + len(text[start:end].rstrip())
        try:
            if tomllib.loads("value = " + text[start:mark])["value"] == known:
                return start + len(text[start:mark].rstrip())
        except ValueError:
            pass
    return None


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, int) and abs(value) >= MANY:
        return f"{value:#x}"  # `str` refuses those of more than 4,300 digits
    return value
