"""A site as its generator sees it, and what its settings say."""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from credlint.document import FrontMatter
from credlint.located import LocatedError
from credlint.located_yaml import load as load_yaml
from credlint.scaffold.paths import is_below, names_below

SCRIPTS = ("js", "mjs", "cjs", "ts", "mts", "cts")


class Layout(Struct, frozen=True):
    """`content`: folders of articles. `routes`: pairs of an address prefix and a folder. `notes`: what was left open,
    and why."""

    generator: str
    content: tuple[str, ...] = ()
    routes: tuple[tuple[str, str], ...] = ()
    public: tuple[str, ...] = ()
    url: str | None = None
    slug_keys: tuple[str, ...] = ()
    is_on_gitlab: bool = False
    notes: tuple[str, ...] = ()


class Site(Struct, frozen=True):
    """A site whose settings are `text`. Paths here are from its own folder."""

    text: str
    files: frozenset[str]
    texts: Mapping[str, str]
    articles: Mapping[str, FrontMatter | None]

    def holds(self, folder: str) -> bool:
        return any(is_below(path, folder) for path in self.articles)

    def sections(self, folder: str) -> list[str]:
        """The folders right below one that hold articles, as the sections of a site."""
        return [posixpath.join(folder, name) for name in names_below(self.articles, folder)]

    def uses(self, key: str, folder: str) -> bool:
        """Whether an article below the folder has a text under that key of its front matter."""
        own = (matter for path, matter in self.articles.items() if is_below(path, folder))
        return any(isinstance(data_of(matter).get(key), str) for matter in own)


def data_of(matter: FrontMatter | None) -> dict[str, object]:
    data = matter.data if matter is not None else None
    return data if isinstance(data, dict) else {}


def settings_in(text: str) -> dict[str, Any]:
    """Settings in TOML, JSON or YAML; nothing where they cannot be read."""
    readers: tuple[Callable[[str], object], ...] = (tomllib.loads, json.loads, lambda text: load_yaml(text).data)
    for read in readers:
        try:
            data = read(text)
        except (ValueError, LocatedError, RecursionError):
            continue
        if isinstance(data, dict):
            return data
    return {}


def named_script(name: str) -> tuple[str, ...]:
    """What a program that holds settings may be called."""
    return tuple(f"{name}.{end}" for end in SCRIPTS)


def quoted(text: str, key: str) -> str | None:
    """The text under a key of settings that are a program, where it is written out."""
    found = re.search(rf"^[^/\n]*?\b{key}\s*:\s*([\"'`])([^\"'`\n$]*)\1", text, re.M)
    return found[2] if found else None


def text_under(settings: object, key: str) -> str | None:
    value = settings.get(key) if isinstance(settings, dict) else None
    return value if isinstance(value, str) else None


def address(url: str | None, base: str = "") -> str | None:
    """An address of a site as the configuration takes it; a placeholder is none."""
    if not url or not re.fullmatch(r"https?://[\w.-]+(?::\d+)?(?:/[\w./~-]*)?", url):
        return None
    if re.match(r"https?://(localhost|127\.|([\w-]+\.)*example\.(com|org|net)\b|your-)", url):
        return None
    has_path = "/" in url.rstrip("/").partition("://")[2]
    return url.rstrip("/") + (f"/{base}" if base and not has_path else "")
