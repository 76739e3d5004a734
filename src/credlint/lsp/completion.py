"""What may be written in front matter: the keys and values of its schema, and ids of credentials.

Front matter that is being written does not parse, so this looks at lines, not at values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lsprotocol import types
from msgspec import Struct

from credlint import lazy_re
from credlint.catalog import Catalog
from credlint.discovery import SourceFile
from credlint.lsp.buffer import Text
from credlint.lsp.project import Project
from credlint.span import LINE_END, Span

CREDENTIALS = "credentials"
Schema = Mapping[str, Any]

_YAML_KEY = lazy_re.compile(r"(?P<indent>[ \t]*)(?P<dash>-[ \t]+)?(?P<key>[\w.-]*)$")
_YAML_VALUE = lazy_re.compile(r"(?P<indent>[ \t]*)(?:-[ \t]+)?(?P<key>[\w.-]+)[ \t]*:[ \t]*(?P<value>.*)$")
_YAML_ITEM = lazy_re.compile(r"(?P<indent>[ \t]*)-[ \t]+(?P<value>.*)$")
_TOML_VALUE = lazy_re.compile(r"(?P<indent>[ \t]*)(?P<key>[\w-]+)[ \t]*=[ \t]*(?P<value>.*)$")
_TOML_KEY = lazy_re.compile(r"(?P<indent>[ \t]*)(?P<dash>(?!))?(?P<key>[\w-]*)$")
_LAST_VALUE = lazy_re.compile(r"[^\s,\[\"']*$")


class _Here(Struct, frozen=True):
    """Where the writer is: the keys above and at the place, whether a value is being written there, and its beginning.

    `quoted`: it already stands in quotes.
    """

    keys: tuple[str, ...]
    is_value: bool
    typed: str
    quoted: bool = False


def complete(text: Text, position: types.Position, project: Project, source: SourceFile) -> types.CompletionList | None:
    at = text.offset(position)
    is_toml = text.content.startswith("+++")
    lines = _front_matter_before(text.content, at)
    if lines is None:
        return None
    here = _here(lines, is_toml)
    if here is None:
        return None
    schema = project.schema(source) or {}
    span = Span(at - len(here.typed), at)
    range = text.range(span)
    if here.is_value:
        items = list(_values(here, schema, project.catalog, is_toml, range))
    else:
        written = set(re.findall(r"(?m)^[ \t]*([\w.-]+)[ \t]*[:=]", text.content[: text.content.find("\n---", 3)]))
        items = list(_keys(here, schema, written, is_toml, range))
    return types.CompletionList(is_incomplete=False, items=items) if items else None


def _front_matter_before(text: str, at: int) -> list[str] | None:
    """The lines of the front matter up to a place in it; None outside of it."""
    lines = LINE_END.split(text[:at])
    if lines[0].rstrip() not in ("---", "+++") or len(lines) < 2:
        return None
    if any(line.rstrip() == lines[0].rstrip() for line in lines[1:]):
        return None
    return lines[1:]


def _here(lines: list[str], is_toml: bool) -> _Here | None:
    line = lines[-1]
    if is_toml:
        if value := _TOML_VALUE.match(line):
            return _value((value["key"],), value["value"])
        key = _TOML_KEY.match(line)
        return _Here((), False, key["key"]) if key else None
    if value := _YAML_VALUE.match(line):
        return _value((*_above(lines, len(value["indent"])), value["key"]), value["value"])
    if item := _YAML_ITEM.match(line):
        return _value(_above(lines, len(item["indent"]) + 1), item["value"])
    key = _YAML_KEY.match(line)
    return _Here(_above(lines, len(key["indent"])), False, key["key"]) if key else None


def _value(keys: tuple[str, ...], written: str) -> _Here:
    typed = _LAST_VALUE.search(written)
    before = written[: typed.start()] if typed else written
    return _Here(keys, True, typed.group() if typed else "", before.endswith(('"', "'")))


def _above(lines: list[str], indent: int) -> tuple[str, ...]:
    """The keys that a line with this indentation stands below, outermost first."""
    keys: list[str] = []
    for line in reversed(lines[:-1]):
        found = _YAML_VALUE.match(line)
        if found and len(found["indent"]) < indent and not found["value"].split("#")[0].strip():
            keys.insert(0, found["key"])
            indent = len(found["indent"])
    return tuple(keys)


def _keys(
    here: _Here, schema: Schema, written: set[str], is_toml: bool, range: types.Range
) -> Iterator[types.CompletionItem]:
    properties = _resolved(_at(schema, here.keys), schema).get("properties", {})
    required = _resolved(_at(schema, here.keys), schema).get("required", [])
    for name, raw in properties.items():
        if name in written and name != here.typed:
            continue
        part = _resolved(raw, schema)
        yield types.CompletionItem(
            name,
            kind=types.CompletionItemKind.Property,
            detail="required" if name in required else None,
            documentation=part.get("description"),
            sort_text=f"{name not in required:d}{name}",
            text_edit=types.TextEdit(range, f"{name} = " if is_toml else f"{name}: "),
        )


def _values(
    here: _Here, schema: Schema, catalog: Catalog, is_toml: bool, range: types.Range
) -> Iterator[types.CompletionItem]:
    if here.keys[-1:] == (CREDENTIALS,):
        for ident, credential in catalog.credentials.items():
            yield types.CompletionItem(
                ident,
                kind=types.CompletionItemKind.Reference,
                detail=credential.name,
                filter_text=f"{ident} {credential.name}",
                text_edit=types.TextEdit(range, _written(ident, is_toml and not here.quoted)),
            )
        return
    for value in dict.fromkeys(_allowed(_at(schema, here.keys), schema)):
        yield types.CompletionItem(
            value,
            kind=types.CompletionItemKind.EnumMember,
            text_edit=types.TextEdit(range, _written(value, not here.quoted and _needs_quotes(value, is_toml))),
        )


def _written(text: str, quoted: bool) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if quoted else text


def _needs_quotes(value: str, is_toml: bool) -> bool:
    if value in ("true", "false"):
        return False
    return is_toml or re.fullmatch(r"[A-Za-z][\w ./-]*", value) is None


def _at(schema: Schema, keys: tuple[str, ...]) -> Schema:
    """The part of a schema for what stands under some keys; of a list, the part for its items."""
    part = schema
    for name in keys:
        properties = _resolved(part, schema).get("properties")
        found = properties.get(name) if isinstance(properties, dict) else None
        part = _resolved(found, schema)
        part = _resolved(part.get("items"), schema) if "items" in part else part
    return part


def _resolved(part: object, root: Schema) -> Schema:
    """A part of a schema with its references within the schema followed, a few of them at most."""
    for _ in range(8):
        if not isinstance(part, dict):
            return {}
        reference = part.get("$ref")
        if not isinstance(reference, str) or not reference.startswith("#/"):
            return part
        target: object = root
        for step in reference[2:].split("/"):
            target = target.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(target, dict) else None
        part = target
    return {}


def _allowed(part: Schema, root: Schema) -> Iterator[str]:
    """The values that a schema lists, as they are written."""
    part = _resolved(part, root)
    if part.get("type") == "boolean":
        yield from ("true", "false")
    listed = part.get("enum", [part["const"]] if "const" in part else [])
    for value in listed if isinstance(listed, list) else ():
        yield str(value).lower() if isinstance(value, bool) else str(value)
    for keyword in ("anyOf", "oneOf"):
        for branch in part.get(keyword, ()) if isinstance(part.get(keyword), list) else ():
            yield from _allowed(branch, root)
