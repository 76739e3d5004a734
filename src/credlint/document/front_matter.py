"""Front matter: YAML between lines of `---`, TOML between lines of `+++`, at the very beginning of a file."""

from __future__ import annotations

import re

from credlint import lazy_re
from credlint.document import FrontMatter
from credlint.located import LocatedError
from credlint.located_yaml import load
from credlint.span import Span

MAX_LENGTH = 65_536
MAX_VALUES = 10_000

_OPENING = lazy_re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n|\Z)")
_LOOKS_LIKE_YAML = lazy_re.compile(r"[ \t]*[A-Za-z_][\w.-]*[ \t]*:(?:[ \t\r\n]|\Z)")
_LOOKS_LIKE_TOML = lazy_re.compile(r"[ \t]*[A-Za-z_][\w.-]*[ \t]*=")


def read_front_matter(text: str) -> FrontMatter | None:
    """The front matter of a file, or None where there is none; it never raises.

    A first line of `---` without its second is reported where the next line looks like front matter, and is a thematic
    break otherwise; either way the file is read as all body (`body` and `span` are then the opening line only).
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    fence = opening.group(1)
    is_yaml = fence == "---"
    # Not `^`: it knows only `\n`, and a line may end with a lone `\r`.
    found = re.compile(rf"(?<=[\r\n]){re.escape(fence)}[ \t]*(?=[\r\n]|\Z)").search(text, opening.end() - 1)
    name = "yaml" if is_yaml else "toml"
    if found is None:
        looks = _LOOKS_LIKE_YAML if is_yaml else _LOOKS_LIKE_TOML
        return _unclosed(name, fence) if looks.match(text, opening.end()) else None
    body = Span(opening.end(), found.start())
    span = Span(0, found.end())
    try:
        if is_yaml:
            located = load(body.of(text), offset=body.start, max_length=MAX_LENGTH, max_values=MAX_VALUES)
        else:
            from credlint import located_toml  # and with it tomllib, for the few files that need it

            located = located_toml.load(body.of(text), offset=body.start, max_length=MAX_LENGTH)
    except LocatedError as error:
        return FrontMatter(name, span, body, problem=error.message, problem_span=_at(text, error.offset, body))
    data = {} if located.data is None else located.data
    if not isinstance(data, dict):
        first = Span(body.start, min(body.end, body.start + len(body.of(text).split("\n")[0])))
        return FrontMatter(name, span, body, problem="holds no keys: write `key: value` lines", problem_span=first)
    return FrontMatter(name, span, body, data, located.keys, located.values, located.duplicates)


def _unclosed(name: str, fence: str) -> FrontMatter:
    line, end = Span(0, len(fence)), Span(len(fence), len(fence))
    return FrontMatter(name, line, end, problem=f"opens with `{fence}` and is never closed", problem_span=line)


def _at(text: str, offset: int, body: Span) -> Span:
    """The character at fault, or the end of the front matter where something is missing there."""
    offset = min(max(offset, body.start), max(body.end - 1, body.start))
    while offset > body.start and text[offset] in "\r\n":
        offset -= 1
    return Span(offset, min(offset + 1, body.end))
