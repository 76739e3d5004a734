"""A TOML table of a configuration, read key by key; every error names the key and its line."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from msgspec import Struct

from credlint import located_toml
from credlint.errors import ConfigError, did_you_mean

_NOWHERE = "take it out: credlint has no such setting"
# Keys of other tools that would widen what a check does, and what to do instead.
FORBIDDEN = {
    "allow-private": "use --allow-private or CREDLINT_ALLOW_PRIVATE",
    "output": "use --output",
    "output-file": "use --output",
    "cache-dir": "use CREDLINT_CACHE_DIR",
    **dict.fromkeys(("headers", "header", "proxy", "insecure", "plugins", "plugin", "extensions"), _NOWHERE),
}

T = TypeVar("T")


class ConfigFile(Struct, frozen=True):
    """The text of a configuration, and the name of its file in errors."""

    text: str
    shown: str


class Table(Struct, frozen=True):
    """A TOML table and the keys that lead to it. Its methods raise ConfigError for a value of another kind."""

    data: dict[str, Any]
    at: tuple[str | int, ...]
    file: ConfigFile

    @property
    def name(self) -> str:
        shown = ".".join(str(key) for key in self.at if not isinstance(key, int))
        return f"[{shown}]" if shown else "the top level"

    def known(self, keys: set[str]) -> None:
        """Raises ConfigError for the first key that is not allowed here."""
        for key in self.data:
            if key in keys:
                continue
            if key in FORBIDDEN:
                raise self.wrong(
                    key,
                    f"{key!r} cannot be set here: what stands in the checked tree never loosens security",
                    FORBIDDEN[key],
                )
            hint = did_you_mean(key, keys) or f"known here: {', '.join(sorted(keys))}"
            raise self.wrong(key, f"unknown key {key!r} in {self.name}", hint)

    def table(self, key: str) -> Table:
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"{key} is {shown(value)}", f"{key} must be a table: [{key}]")
        return Table(value, (*self.at, key), self.file)

    def tables(self, key: str) -> list[Table]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, f"{key} is {shown(value)}", f"{key} must be a list of tables")
        return [Table(item, (*self.at, key, i), self.file) for i, item in enumerate(value)]

    def strings(self, key: str, or_one: bool = False) -> tuple[str, ...]:
        value = self.data.get(key, [])
        items = [value] if or_one and isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise self.wrong(key, f"{key} is {shown(value)}", f'{key} must be a list of texts: {key} = ["…"]')
        return tuple(items)

    def required(self, key: str) -> str:
        if key not in self.data:
            raise self.wrong(None, f"{self.name} lacks {key!r}", f'add {key} = "…"')
        return self.value(key, str, "", "a text")

    def positive(self, key: str) -> float | None:
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e6:
            raise self.wrong(key, f"{key} is {shown(value)}", f"{key} must be a number above 0")
        return float(value)

    def choice(self, key: str, choices: tuple[str, ...], default: T) -> str | T:
        if key not in self.data:
            return default
        value = self.data[key]
        if value not in choices:
            raise self.wrong(key, f"{key} is {shown(value)}", f"{key} must be one of: {', '.join(choices)}")
        return str(value)

    def value(self, key: str, kind: type[T], default: Any, wanted: str) -> T:
        value = self.data.get(key, default)
        if key in self.data and not isinstance(value, kind):
            raise self.wrong(key, f"{key} is {shown(value)}", f"{key} must be {wanted}")
        return cast(T, value)

    def wrong(self, key: str | None, message: str, hint: str) -> ConfigError:
        at = (*self.at, key) if key is not None else self.at
        return ConfigError(message, path=self.file.shown, line=located_toml.line_of(self.file.text, at), hint=hint)


def shown(value: object) -> str:
    """A value as TOML writes it."""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)
