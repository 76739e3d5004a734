"""A configuration file, checked key by key and made into settings."""

from __future__ import annotations

import json
import os
import re
import types
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
from credlint.config.table import ConfigFile, Table, shown
from credlint.config.tree import lies_in, tree_of
from credlint.contents import of_settings
from credlint.errors import ConfigError, SchemaError
from credlint.finding import Severity
from credlint.globs import matches
from credlint.links import HostPolicy
from credlint.located import LocatedError
from credlint.rule import NoOptions, Rule, discover
from credlint.span import Lines

_PLAIN = {"content", "exclude", "catalog", "fail-on", "select", "ignore"}
_TABLES = {"rules", "front-matter", "site", "links", "overrides"}
# In days these are as many years as the calendar has not.
_MANY = 1_000_000
_SEVERITIES = tuple(severity.value for severity in reversed(Severity))


def read(text: str, path: Path, shown_as: str) -> Config:
    """The configuration that a TOML text holds; errors call its file `shown_as`. Raises ConfigError."""
    try:
        data = located_toml.read(text)
    except LocatedError as problem:
        place = Lines(text).position(problem.offset)
        raise ConfigError(
            problem.message,
            path=shown_as,
            line=place.line,
            column=place.column,
            hint="correct the syntax; https://toml.io shows it",
        ) from None
    top = Table(data, (), ConfigFile(text, shown_as))
    if path.name == "pyproject.toml":
        top = top.table("tool").table("credlint")
    return _config(top, path)


def _config(top: Table, path: Path) -> Config:
    place = _Place(path.parent, tree_of(path.parent))
    top.known(_PLAIN | _TABLES)
    front = top.table("front-matter")
    fail_on = top.choice("fail-on", (*_SEVERITIES, "never"), "error")
    return Config(
        root=place.root,
        path=path,
        content=tuple(place.there(top, "content", name) for name in top.strings("content")),
        exclude=top.strings("exclude"),
        catalog=tuple(place.root / place.folder(top, "catalog", name) for name in top.strings("catalog")),
        fail_on=None if fail_on == "never" else Severity(fail_on),
        select=_rule_names(top, "select"),
        ignore=_rule_names(top, "ignore") or (),
        rules=_rules(top.table("rules")),
        schemas=_schemas(front, place),
        front_matter=_front_matter_keys(front),
        site=_site(top.table("site"), place),
        links=_links(top.table("links")),
        overrides=tuple(map(_override, top.tables("overrides"))),
    )


class _Place(Struct, frozen=True):
    """The folder of a configuration, from which its paths go, and the tree that they may not leave."""

    root: Path
    tree: Path

    def inside(self, table: Table, key: str, name: str) -> str:
        """A path that stays in the tree, wherever links lead."""
        if not lies_in(self.root / name, self.tree):
            hint = "keep it in the tree; only the person who runs the command says what else is read"
            raise table.wrong(key, f"{key} is {name!r}, which lies outside the tree of this configuration", hint)
        return name

    def there(self, table: Table, key: str, name: str) -> str:
        """A file or folder, relative to the root."""
        self.inside(table, key, name)
        if not os.path.exists(self.root / name):  # noqa: PTH110, as Path.exists raises for a name too long
            hint = "make it, or write its path from the configuration's folder"
            raise table.wrong(key, f"{key} is {name!r}, which is not there", hint)
        return name

    def folder(self, table: Table, key: str, name: str) -> str:
        if os.path.isdir(self.root / self.there(table, key, name)):  # noqa: PTH112
            return name
        raise table.wrong(key, f"{key} is {name!r}, which is not a folder", "name a folder")


def _rules(table: Table) -> dict[str, RuleSettings]:
    known = discover()
    settings = {}
    for name in table.data:
        if name not in known:
            raise table.wrong(name, *no_rule(name))
        settings[name] = _rule(table.table(name), known[name])
    return settings


def _rule(table: Table, rule: Rule) -> RuleSettings:
    hints = typing.get_type_hints(rule.options_type)
    fields = {name.replace("_", "-"): name for name in hints}
    table.known({"severity", *fields})
    severity = table.choice("severity", _SEVERITIES, None)
    given = {fields[key]: _option(table, key, hints[fields[key]]) for key in table.data if key != "severity"}
    try:
        options = rule.options_type(**given) if rule.options_type is not NoOptions else None
    except ValueError as problem:
        raise table.wrong(next(iter(given), None), str(problem), f"see: credlint explain {rule.name}") from None
    return RuleSettings(Severity(severity) if severity else None, options)


def _option(table: Table, key: str, kind: Any) -> object:
    value = table.data[key]
    fits, wanted, convert = _fit(kind)
    if not fits(value):
        raise table.wrong(key, f"{key} is {shown(value)}", f"{key} must be {wanted}")
    return convert(value)


def _schemas(table: Table, place: _Place) -> tuple[SchemaChoice, ...]:
    choices = []
    for entry in table.tables("schemas"):
        entry.known({"files", "schema"})
        choices.append(SchemaChoice(_glob(entry, "files"), _schema(entry, place)))
    return tuple(choices)


def _schema(table: Table, place: _Place) -> dict[str, object]:
    """Raises SchemaError for a file that holds no schema, so that no article is judged by half of one."""
    from credlint.schema import Validator

    name = place.inside(table, "schema", table.required("schema"))
    try:
        schema = json.loads(of_settings(place.root / name))
    except OSError as problem:
        reason = f"the schema {name} cannot be read: {problem.strerror or problem}"
        raise table.wrong("schema", reason, "name a file from the configuration's folder") from None
    except json.JSONDecodeError as problem:
        hint = "correct the syntax"
        raise SchemaError(problem.msg, path=name, line=problem.lineno, column=problem.colno, hint=hint) from None
    except UnicodeDecodeError:
        raise SchemaError("is not JSON in UTF-8", path=name, hint="save it as UTF-8") from None
    except (ValueError, RecursionError):
        hint = "write it as an editor would"
        raise SchemaError("holds a number that is too long, or is nested too deep", path=name, hint=hint) from None
    if not isinstance(schema, dict):
        raise SchemaError("is not a JSON Schema: it should be an object", path=name, hint="see json-schema.org")
    Validator(schema, name)
    return schema


def _front_matter_keys(table: Table) -> FrontMatterKeys:
    names = {field.name for field in structs.fields(FrontMatterKeys)}
    table.known({"schemas", *names})
    return FrontMatterKeys(**{name: table.strings(name, or_one=True) for name in sorted(names & table.data.keys())})


def _site(table: Table, place: _Place) -> SiteSettings:
    table.known({"url", "routes", "public"})
    url = table.value("url", str, None, 'a text such as "https://example.com"')
    if url is not None and not re.match(r"https?://[^/\s]", url):
        raise table.wrong("url", f"{url!r} is not the address of a site", 'write it as "https://example.com"')
    routes = []
    for entry in table.tables("routes"):
        entry.known({"prefix", "folder"})
        folder = place.folder(entry, "folder", entry.required("folder"))
        routes.append(Route(entry.required("prefix"), folder))
    return SiteSettings(url, tuple(routes), table.strings("public"))


def _links(table: Table) -> LinkSettings:
    table.known({"exclude", "timeout-seconds", "max-age-hours", "hosts"})
    return LinkSettings(
        exclude=table.strings("exclude"),
        timeout_seconds=table.positive("timeout-seconds"),
        max_age_hours=table.positive("max-age-hours"),
        hosts=tuple(map(_host, table.tables("hosts"))),
    )


def _host(table: Table) -> HostPolicy:
    table.known({"host", "requests-per-second", "connections", "robots", "get-only", "fragments", "reason"})
    connections = table.positive("connections")
    return HostPolicy(
        host=table.required("host"),
        requests_per_second=table.positive("requests-per-second"),
        connections=None if connections is None else max(1, round(connections)),
        robots=table.value("robots", bool, False, "true or false"),
        get_only=table.value("get-only", bool, False, "true or false"),
        fragments=table.value("fragments", bool, True, "true or false"),
        reason=table.value("reason", str, "", "a text"),
    )


def _override(table: Table) -> Override:
    table.known({"files", "select", "ignore"})
    return Override(_glob(table, "files"), _rule_names(table, "select"), _rule_names(table, "ignore") or ())


def _rule_names(table: Table, key: str) -> tuple[str, ...] | None:
    if key not in table.data:
        return None
    names = table.strings(key)
    for name in names:
        if not selects(name):
            raise table.wrong(key, *no_rule(name))
    return names


def _glob(table: Table, key: str) -> str:
    glob = table.required(key)
    try:
        matches(glob, "")
    except ValueError as problem:
        raise table.wrong(key, f"{glob!r} is not a glob: {problem}", 'write it as "content/**/*.md"') from None
    return glob


def _fit(kind: Any) -> tuple[Callable[[Any], bool], str, Callable[[Any], object]]:
    """How a TOML value becomes an option of a rule: whether it fits, what is wanted in words, and the conversion."""
    if isinstance(kind, types.UnionType):
        return _fit(next(part for part in typing.get_args(kind) if part is not type(None)))
    if typing.get_origin(kind) is tuple:
        return lambda v: isinstance(v, list) and all(isinstance(item, str) for item in v), "a list of texts", tuple
    if kind is bool:
        return lambda v: isinstance(v, bool), "true or false", bool
    if kind is int:
        return lambda v: type(v) is int and abs(v) < _MANY, f"a whole number below {_MANY:,}", int
    if kind is float:
        return lambda v: type(v) in (int, float) and abs(v) < _MANY, f"a number below {_MANY:,}", float
    if kind is str:
        return lambda v: isinstance(v, str), "a text", str
    raise TypeError(f"options of type {kind} cannot be configured")
