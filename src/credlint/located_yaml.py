"""YAML with the place of every key and value.

Read from parser events, never through constructors: no tag can make an object, nesting is counted instead of recursed,
and aliases are budgeted by what they expand to. Scalars follow YAML 1.2 where that differs from 1.1, because that is
what site generators read today: `yes`, `on` and `12:30` are text and `010` is ten. Dates stay text, so that an
impossible one can be reported where it stands. `<<` is an ordinary key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from credlint import lazy_re
from credlint.located import MANY, MAX_DEPTH, MAX_DIGITS, KeyPath, Located, LocatedError
from credlint.span import Span

# Imported where it is used: a run over unchanged files and a compiled catalog reads no YAML at all.
if TYPE_CHECKING:
    import yaml

MAX_VALUES = 100_000

_INT = lazy_re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = lazy_re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL_FLOAT = lazy_re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_NULLS = {"", "~", "null", "Null", "NULL"}
_TRUE, _FALSE = {"true", "True", "TRUE"}, {"false", "False", "FALSE"}

_TEXT_TAGS = {"!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"}
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null", "seq", "map")}

_CONTROL = lazy_re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def load(text: str, *, offset: int = 0, max_length: int = 1_000_000, max_values: int = MAX_VALUES) -> Located:
    """Reads one YAML document. `offset` is added to every place, for text that was cut out of a longer one.

    Raises LocatedError for anything that is not one plain document within the budgets (length, depth 100, number of
    values after aliases are expanded).
    """
    with lazy_re.in_libraries():
        import yaml

    if len(text) > max_length:
        raise LocatedError(f"is longer than {max_length:,} characters", offset + max_length)
    forbidden = _CONTROL.search(text)
    if forbidden:
        raise LocatedError(
            f"holds U+{ord(forbidden.group()):04X}, a character that YAML does not allow", offset + forbidden.start()
        )
    try:
        return _Reader(text, offset, max_values).read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise LocatedError(_sentence(error), offset + (mark.index if mark else 0)) from None
    except yaml.YAMLError as error:
        raise LocatedError(f"is not YAML: {error}", offset) from None


def _sentence(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "it cannot be read"
    if "found character '\\t'" in problem or "found character that cannot start any token" in problem:
        return (
            "is not YAML: a tab, `%`, `@` or backtick cannot start anything here; indent with spaces, quote the value"
        )
    if "mapping values are not allowed" in problem:
        return "is not YAML: a second `: ` stands in one value; put the value in quotes"
    if "could not find expected ':'" in problem:
        return "is not YAML: a key without `:` stands here, or just before"
    context = f" {error.context}" if error.context else ""
    return f"is not YAML:{context}{',' if context else ''} {problem}"


class _Open(Struct):
    """A collection whose end has not come: `key` is the mapping key that waits for its value."""

    items: dict[str, object] | list[object]
    path: KeyPath
    start: int
    anchor: str | None
    weight: int = 1
    key: str | None = None


class _Reader:
    def __init__(self, text: str, offset: int, max_values: int) -> None:
        self.text = text
        self.offset = offset
        self.max_values = max_values
        self.keys: dict[KeyPath, Span] = {}
        self.values: dict[KeyPath, Span] = {}
        self.duplicates: list[tuple[KeyPath, Span]] = []
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[object, int] | None] = {}
        self.root: object = None

    def read(self) -> Located:
        import yaml

        documents = 0
        for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise LocatedError("holds a second document after `---`", self._at(_start(event)))
        return Located(self.root, self.keys, self.values, tuple(self.duplicates))

    def _at(self, index: int) -> int:
        return self.offset + index

    def _span(self, start: int, end: int) -> Span:
        # Block collections and block scalars end only after the line breaks that follow them.
        while end > start and self.text[end - 1] in " \t\r\n":
            end -= 1
        return Span(self._at(start), self._at(end))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        span = self._span(_start(event), _end(event))
        if self._takes_key():
            self._key(event.value, span)
        else:
            self._place(self._resolve(event), span, 1, event.anchor)

    def _takes_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].items, dict) and self.stack[-1].key is None

    def _key(self, name: str, span: Span) -> None:
        top = self.stack[-1]
        path = (*top.path, name)
        if path in self.keys:
            self.duplicates.append((path, span))
        self.keys[path] = span
        top.key = name

    def _resolve(self, event: yaml.ScalarEvent) -> object:
        value: str = event.value
        is_quoted = event.tag is None and not event.implicit[0]
        if is_quoted or event.tag in _TEXT_TAGS:
            return value
        if event.tag is not None and event.tag not in _PLAIN_TAGS:
            raise LocatedError(f"uses the tag {_short(event.tag)}; only plain data is read", self._at(_start(event)))
        return _plain(value)

    def _alias(self, event: yaml.AliasEvent) -> None:
        start, end = _start(event), _end(event)
        if self._takes_key():
            raise LocatedError("uses an alias as a key", self._at(start))
        if event.anchor not in self.anchors:
            raise LocatedError(f"has an alias to `{event.anchor}`, which is defined nowhere before", self._at(start))
        known = self.anchors[event.anchor]
        if known is None:
            raise LocatedError(f"has an alias to `{event.anchor}` inside of it: it would never end", self._at(start))
        value, weight = known
        self._place(value, self._span(start, end), weight, None)

    def _open(self, event: yaml.CollectionStartEvent, items: dict[str, object] | list[object]) -> None:
        start = _start(event)
        if self._takes_key():
            raise LocatedError("has a list or mapping as a key", self._at(start))
        if len(self.stack) >= MAX_DEPTH:
            raise LocatedError(f"is nested deeper than {MAX_DEPTH} levels", self._at(start))
        if event.tag is not None and event.tag not in _PLAIN_TAGS:
            raise LocatedError(f"uses the tag {_short(event.tag)}; only plain data is read", self._at(start))
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append(_Open(items, self._path(), start, event.anchor))

    def _path(self) -> KeyPath:
        if not self.stack:
            return ()
        top = self.stack[-1]
        return (*top.path, len(top.items) if isinstance(top.items, list) else str(top.key))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        done = self.stack.pop()
        self._place(done.items, self._span(done.start, _end(event)), done.weight, done.anchor)

    def _place(self, value: object, span: Span, weight: int, anchor: str | None) -> None:
        if anchor:
            self.anchors[anchor] = (value, weight)
        self.values[self._path()] = span
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        top.weight += weight
        if top.weight > self.max_values:
            raise LocatedError(f"expands to more than {self.max_values:,} values", span.start)
        if isinstance(top.items, list):
            top.items.append(value)
        else:
            top.items[str(top.key)] = value
            top.key = None


def _start(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.index if mark else 0


def _end(event: yaml.Event) -> int:
    # `index` counts code points; `line` and `column` are of no use: NEL and U+2028 end lines there.
    mark = event.end_mark
    return mark.index if mark else 0


def _plain(value: str) -> object:
    if value in _NULLS:
        return None
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    if value[0] in "+-.0123456789" and len(value) <= MAX_DIGITS:
        if _INT.fullmatch(value):
            number = int(value, 0) if value.startswith(("0o", "0x")) else int(value)
            return number if abs(number) < MANY else value
        if _FLOAT.fullmatch(value):
            return float(value)
        if _SPECIAL_FLOAT.fullmatch(value):
            return float(value.replace(".", ""))
    return value


def _short(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")[:60]
