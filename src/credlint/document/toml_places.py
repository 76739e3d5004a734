"""TOML front matter. tomllib has no positions, so the lines are scanned for them and checked against what it read."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time

from credlint import lazy_re
from credlint.located_yaml import KeyPath, Located, LocatedError
from credlint.span import Span

_LINE = lazy_re.compile(r"[ \t]*(?P<key>[A-Za-z0-9_-]+|\"[^\"\\\n]*\"|'[^'\n]*')[ \t]*=[ \t]*(?P<value>[^\n]*)")
_TABLE = lazy_re.compile(r"[ \t]*\[[ \t]*(?P<name>[A-Za-z0-9_.-]+)[ \t]*\][ \t]*(?:#[^\n]*)?")
_PLACE_OF_ERROR = lazy_re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")


def load_toml(text: str, *, offset: int = 0, max_length: int) -> Located:
    """Reads TOML; dates become text. A value's place is given only where it reads back as the value it has.

    Raises LocatedError.
    """
    if len(text) > max_length:
        raise LocatedError(f"is longer than {max_length:,} characters", offset + max_length)
    # tomllib takes no lone `\r`; an equal length keeps every offset.
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LocatedError(
            _PLACE_OF_ERROR.sub("", f"is not TOML: {error}"), offset + _offset(text, str(error))
        ) from None
    except (ValueError, RecursionError):
        raise LocatedError("is not TOML: a number is too long, or it is nested too deep", offset) from None
    keys: dict[KeyPath, Span] = {}
    values: dict[KeyPath, Span] = {(): Span(offset, offset + len(text))}
    table: tuple[str, ...] = ()
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        header = _TABLE.fullmatch(text, at, end)
        line = _LINE.match(text, at, end)
        if header:
            table = tuple(header["name"].split("."))
        elif line:
            path = (*table, line["key"].strip("\"'"))
            known = _at(data, path)
            if known is not None:
                keys[path] = Span(offset + line.start("key"), offset + line.end("key"))
                value_end = _end_of_value(text, line.start("value"), known)
                if value_end is not None:
                    values[path] = Span(offset + line.start("value"), offset + value_end)
                    end = max(end, text.find("\n", value_end)) if "\n" in text[value_end:] else len(text)
        at = end + 1
    return Located(_plain(data), keys, values)


def _offset(text: str, message: str) -> int:
    place = _PLACE_OF_ERROR.search(message)
    if place is None or place.group(1) is None:
        return max(len(text) - 1, 0)
    line, column = int(place.group(1)), int(place.group(2))
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))


def _at(data: object, path: tuple[str, ...]) -> object | None:
    for key in path:
        if not isinstance(data, dict) or key not in data:
            return None
        data = data[key]
    return data


def _end_of_value(text: str, start: int, known: object) -> int | None:
    """Where the value ends: the first line end up to which the text reads as that value."""
    end = start
    for _ in range(40):
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


def _without_comment(text: str, start: int, end: int, known: object) -> int:
    mark = text.find("#", start, end)
    while mark >= 0:
        try:
            if tomllib.loads("value = " + text[start:mark])["value"] == known:
                end = mark
                break
        except ValueError:
            pass
        mark = text.find("#", mark + 1, end)
    return start + len(text[start:end].rstrip())


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return value
