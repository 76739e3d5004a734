"""A configuration file, checked key by key and made into settings."""

from __future__ import annotations

import json
import os
import re
import types
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, structs

from credlint import located_toml
from credlint.article import FrontMatterKeys
from credlint.config.settings import (
    Config,
    LinkSettings,
    Override,
    Route,
    RuleSettings,
    SchemaChoice,
    SiteSettings,
    no_rule,
    selects,
)
from credlint.config.tree import lies_in, tree_of
from credlint.errors import ConfigError, SchemaError, did_you_mean
from credlint.finding import Severity
from credlint.globs import matches
from credlint.links import HostPolicy
from credlint.located_yaml import LocatedError
from credlint.rule import NoOptions, Rule, discover
from credlint.span import Lines

# What only the person who runs the command may say, and how.
FORBIDDEN = {
    "allow-private": "--allow-private or CREDLINT_ALLOW_PRIVATE",
    "headers": "options of the command line",
    "header": "options of the command line",
    "proxy": "options of the command line",
    "insecure": "options of the command line",
    "plugins": "installed packages",
    "plugin": "installed packages",
    "extensions": "installed packages",
    "output": "--output",
    "output-file": "--output",
    "cache-dir": "CREDLINT_CACHE_DIR",
}

T = TypeVar("T")


def read(text: str, path: Path, shown: str) -> Config:
    """The configuration that a TOML text holds; `shown` is what complaints call the file. Raises ConfigError."""
    try:
        data = located_toml.read(text)
    except LocatedError as problem:
        place = Lines(text).position(problem.offset)
        raise ConfigError(
            problem.message,
            path=shown,
            line=place.line,
            column=place.column,
            hint="correct the syntax; https://toml.io shows it",
        ) from None
    prefix: tuple[str | int, ...] = ()
    if path.name == "pyproject.toml":
        data, prefix = data.get("tool", {}).get("credlint", {}), ("tool", "credlint")
    return _Reader(text, shown, path.parent).config(_Table(data, prefix), path)


class _Table(Struct, frozen=True):
    """A TOML table and the keys that lead to it."""

    data: Any
    at: tuple[str | int, ...]

    @property
    def name(self) -> str:
        shown = ".".join(str(key) for key in self.at if not isinstance(key, int))
        return f"[{shown}]" if shown else "the top level"


class _Reader:
    """Turns tables into settings; every complaint names the key and its line."""

    def __init__(self, text: str, shown: str, root: Path) -> None:
        self.text, self.shown, self.root, self.tree = text, shown, root, tree_of(root)

    def config(self, top: _Table, path: Path) -> Config:
        tables = {"rules", "front-matter", "site", "links", "overrides"}
        plain = {"content", "exclude", "catalog", "fail-on", "select", "ignore"}
        self.known(top, tables | plain)
        front = self.table(top, "front-matter")
        return Config(
            root=self.root,
            path=path,
            content=tuple(self.there(top, "content", name) for name in self.strings(top, "content")),
            exclude=self.strings(top, "exclude"),
            catalog=tuple(self.root / self.folder(top, "catalog", name) for name in self.strings(top, "catalog")),
            fail_on=self.fail_on(top),
            select=self.rule_names(top, "select"),
            ignore=self.rule_names(top, "ignore") or (),
            rules=self.rules(self.table(top, "rules")),
            schemas=self.schemas(front),
            front_matter=self.front_matter_keys(front),
            site=self.site(self.table(top, "site")),
            links=self.links(self.table(top, "links")),
            overrides=tuple(self.override(table) for table in self.tables(top, "overrides")),
        )

    def fail_on(self, top: _Table) -> Severity | None:
        levels = [severity.value for severity in reversed(Severity)]
        value = self.choice(top, "fail-on", (*levels, "never"), "error")
        return None if value == "never" else Severity(value)

    def rules(self, table: _Table) -> dict[str, RuleSettings]:
        known = discover()
        settings = {}
        for name in table.data:
            if name not in known:
                raise self.wrong(table, name, *no_rule(name))
            settings[name] = self.rule(self.table(table, name), known[name])
        return settings

    def rule(self, table: _Table, rule: Rule) -> RuleSettings:
        hints = typing.get_type_hints(rule.options_type)
        fields = {name.replace("_", "-"): name for name in hints}
        self.known(table, {"severity", *fields})
        severity = self.choice(table, "severity", tuple(level.value for level in reversed(Severity)), None)
        given = {fields[key]: self.option(table, key, hints[fields[key]]) for key in table.data if key != "severity"}
        try:
            options = rule.options_type(**given) if rule.options_type is not NoOptions else None
        except ValueError as problem:
            raise self.wrong(
                table, next(iter(given), None), str(problem), f"see: credlint explain {rule.name}"
            ) from None
        return RuleSettings(Severity(severity) if severity else None, options)

    def option(self, table: _Table, key: str, kind: Any) -> object:
        value = table.data[key]
        fits, wanted, convert = _fit(kind)
        if not fits(value):
            raise self.wrong(table, key, f"{key} is {_shown(value)}", f"{key} must be {wanted}")
        return convert(value)

    def schemas(self, table: _Table) -> tuple[SchemaChoice, ...]:
        choices = []
        for entry in self.tables(table, "schemas"):
            self.known(entry, {"files", "schema"})
            choices.append(SchemaChoice(self.glob(entry, "files"), self.schema(entry)))
        return tuple(choices)

    def schema(self, table: _Table) -> dict[str, object]:
        """Raises SchemaError for a file that holds no schema, so that no article is judged by half of one."""

        from credlint.schema import Validator

        name = self.inside(table, "schema", self.required(table, "schema"))
        try:
            schema = json.loads((self.root / name).read_bytes())
        except OSError as problem:
            reason = f"the schema {name} cannot be read: {problem.strerror}"
            raise self.wrong(table, "schema", reason, "name a file from the configuration's folder") from None
        except json.JSONDecodeError as problem:
            hint = "correct the syntax"
            raise SchemaError(problem.msg, path=name, line=problem.lineno, column=problem.colno, hint=hint) from None
        except (ValueError, RecursionError):
            raise SchemaError("is not JSON in UTF-8", path=name, hint="save it as UTF-8") from None
        if not isinstance(schema, dict):
            raise SchemaError("is not a JSON Schema: it should be an object", path=name, hint="see json-schema.org")
        Validator(schema, name)
        return schema

    def front_matter_keys(self, table: _Table) -> FrontMatterKeys:
        names = {field.name for field in structs.fields(FrontMatterKeys)}
        self.known(table, {"schemas", *names})
        given = {name: self.strings(table, name, or_one=True) for name in sorted(names & table.data.keys())}
        return FrontMatterKeys(**given)

    def site(self, table: _Table) -> SiteSettings:
        self.known(table, {"url", "routes", "public"})
        url = self.value(table, "url", str, None, 'a text such as "https://example.com"')
        if url is not None and not re.match(r"https?://[^/\s]", url):
            raise self.wrong(table, "url", f"{url!r} is not the address of a site", 'write it as "https://example.com"')
        routes = []
        for entry in self.tables(table, "routes"):
            self.known(entry, {"prefix", "folder"})
            folder = self.folder(entry, "folder", self.required(entry, "folder"))
            routes.append(Route(self.required(entry, "prefix"), folder))
        return SiteSettings(url, tuple(routes), self.strings(table, "public"))

    def links(self, table: _Table) -> LinkSettings:
        self.known(table, {"exclude", "timeout-seconds", "max-age-hours", "hosts"})
        hosts = [self.host(entry) for entry in self.tables(table, "hosts")]
        return LinkSettings(
            self.strings(table, "exclude"),
            self.positive(table, "timeout-seconds"),
            self.positive(table, "max-age-hours"),
            tuple(hosts),
        )

    def host(self, table: _Table) -> HostPolicy:
        self.known(table, {"host", "requests-per-second", "connections", "robots", "get-only", "fragments", "reason"})
        connections = self.positive(table, "connections")
        return HostPolicy(
            host=self.required(table, "host"),
            requests_per_second=self.positive(table, "requests-per-second"),
            connections=None if connections is None else max(1, round(connections)),
            robots=self.value(table, "robots", bool, False, "true or false"),
            get_only=self.value(table, "get-only", bool, False, "true or false"),
            fragments=self.value(table, "fragments", bool, True, "true or false"),
            reason=self.value(table, "reason", str, "", "a text"),
        )

    def override(self, table: _Table) -> Override:
        self.known(table, {"files", "select", "ignore"})
        return Override(
            self.glob(table, "files"), self.rule_names(table, "select"), self.rule_names(table, "ignore") or ()
        )

    def rule_names(self, table: _Table, key: str) -> tuple[str, ...] | None:
        if key not in table.data:
            return None
        names = self.strings(table, key)
        for name in names:
            if not selects(name):
                raise self.wrong(table, key, *no_rule(name))
        return names

    def glob(self, table: _Table, key: str) -> str:
        glob = self.required(table, key)
        try:
            matches(glob, "")
        except ValueError as problem:
            raise self.wrong(
                table, key, f"{glob!r} is not a glob: {problem}", 'write it as "content/**/*.md"'
            ) from None
        return glob

    def known(self, table: _Table, keys: set[str]) -> None:
        """Complains about the first key that may not stand here."""
        for key in table.data:
            if key in keys:
                continue
            if key in FORBIDDEN:
                raise self.wrong(
                    table,
                    key,
                    f"{key!r} cannot be set here: what stands in the checked tree never loosens security",
                    f"use {FORBIDDEN[key]}",
                )
            hint = did_you_mean(key, keys) or f"known here: {', '.join(sorted(keys))}"
            raise self.wrong(table, key, f"unknown key {key!r} in {table.name}", hint)

    def table(self, table: _Table, key: str) -> _Table:
        value = table.data.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(table, key, f"{key} is {_shown(value)}", f"{key} must be a table: [{key}]")
        return _Table(value, (*table.at, key))

    def tables(self, table: _Table, key: str) -> list[_Table]:
        value = table.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(table, key, f"{key} is {_shown(value)}", f"{key} must be a list of tables")
        return [_Table(item, (*table.at, key, i)) for i, item in enumerate(value)]

    def strings(self, table: _Table, key: str, or_one: bool = False) -> tuple[str, ...]:
        value = table.data.get(key, [])
        items = [value] if or_one and isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise self.wrong(table, key, f"{key} is {_shown(value)}", f'{key} must be a list of texts: {key} = ["…"]')
        return tuple(items)

    def there(self, table: _Table, key: str, name: str) -> str:
        """A file or folder, relative to the root."""
        self.inside(table, key, name)
        if not os.path.exists(self.root / name):  # noqa: PTH110, as Path.exists raises for a name too long
            hint = "make it, or write its path from the configuration's folder"
            raise self.wrong(table, key, f"{key} is {name!r}, which is not there", hint)
        return name

    def inside(self, table: _Table, key: str, name: str) -> str:
        """A path that stays in the tree, wherever links lead."""
        if not lies_in(self.root / name, self.tree):
            hint = "keep it in the tree; only the person who runs the command says what else is read"
            raise self.wrong(table, key, f"{key} is {name!r}, which lies outside the tree of this configuration", hint)
        return name

    def folder(self, table: _Table, key: str, name: str) -> str:
        if os.path.isdir(self.root / self.there(table, key, name)):  # noqa: PTH112
            return name
        raise self.wrong(table, key, f"{key} is {name!r}, which is no folder", "name a folder")

    def required(self, table: _Table, key: str) -> str:
        if key not in table.data:
            raise self.wrong(table, None, f"{table.name} lacks {key!r}", f'add {key} = "…"')
        return self.value(table, key, str, "", "a text")

    def positive(self, table: _Table, key: str) -> float | None:
        value = table.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e6:
            raise self.wrong(table, key, f"{key} is {_shown(value)}", f"{key} must be a number above 0")
        return float(value)

    def choice(self, table: _Table, key: str, choices: tuple[str, ...], default: T) -> str | T:
        if key not in table.data:
            return default
        value = table.data[key]
        if value not in choices:
            raise self.wrong(table, key, f"{key} is {_shown(value)}", f"{key} must be one of: {', '.join(choices)}")
        return str(value)

    def value(self, table: _Table, key: str, kind: type[T], default: Any, wanted: str) -> T:
        value = table.data.get(key, default)
        if key in table.data and not isinstance(value, kind):
            raise self.wrong(table, key, f"{key} is {_shown(value)}", f"{key} must be {wanted}")
        return typing.cast(T, value)

    def wrong(self, table: _Table, key: str | None, message: str, hint: str) -> ConfigError:
        at = (*table.at, key) if key is not None else table.at
        return ConfigError(message, path=self.shown, line=located_toml.line_of(self.text, at), hint=hint)


def _shown(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)


def _fit(kind: Any) -> tuple[Callable[[Any], bool], str, Callable[[Any], object]]:
    """How a TOML value becomes an option of a rule: whether it fits, what is wanted in words, and the conversion."""
    if isinstance(kind, types.UnionType):
        return _fit(next(part for part in typing.get_args(kind) if part is not type(None)))
    if typing.get_origin(kind) is tuple:
        return lambda v: isinstance(v, list) and all(isinstance(item, str) for item in v), "a list of texts", tuple
    if kind is bool:
        return lambda v: isinstance(v, bool), "true or false", bool
    if kind is int:
        return lambda v: isinstance(v, int) and not isinstance(v, bool), "a whole number", int
    if kind is float:
        return lambda v: isinstance(v, int | float) and not isinstance(v, bool), "a number", float
    if kind is str:
        return lambda v: isinstance(v, str), "a text", str
    raise TypeError(f"options of type {kind} cannot be configured")
