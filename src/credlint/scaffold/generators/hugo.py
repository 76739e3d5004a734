"""Sites of Hugo."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from typing import Any

from credlint.scaffold.paths import outermost
from credlint.scaffold.site import Layout, Site, address, settings_in, text_under

NAMES = tuple(f"{name}.{end}" for name in ("hugo", "config") for end in ("toml", "yaml", "yml", "json"))
SETTINGS = (*NAMES, *(f"config/_default/{name}" for name in NAMES))


def is_meant(path: str, files: Collection[str], text: str) -> bool:
    """`config.toml` is the name of many settings; those of a site have its address or its theme."""
    return posixpath.basename(path).startswith("hugo.") or bool(re.search(r"^\W*(baseurl|theme)\W", text, re.I | re.M))


def layout(site: Site) -> Layout:
    settings = settings_in(site.text)
    shared = text_under(settings, "contentDir") or "content"
    main = text_under(settings, "defaultContentLanguage") or "en"
    languages = settings.get("languages")
    own = languages if isinstance(languages, dict) and languages else {main: {}}
    folders = {code: posixpath.normpath(text_under(language, "contentDir") or shared) for code, language in own.items()}
    routes: list[tuple[str, str]] = []
    notes = []
    if "permalinks" in settings:
        notes.append("no routes: the settings of Hugo define permalinks")
    elif _has(settings, "module", "mounts"):
        notes.append("no routes: the settings of Hugo mount folders elsewhere")
    elif len(set(folders.values())) < len(folders):
        notes.append("no routes: languages share a folder and differ in file names")
    else:
        for code, folder in folders.items():
            above = "/" if code == main and not settings.get("defaultContentLanguageInSubdir") else f"/{code}/"
            routes += [(f"{above}{posixpath.basename(section)}/", section) for section in site.sections(folder)]
    url = text_under(settings, "baseURL") or text_under(settings, "baseurl")
    content = [folder for folder in sorted({shared, *folders.values()}) if site.holds(folder)]
    return Layout("Hugo", outermost(content), tuple(routes), ("static",), address(url), notes=tuple(notes))


def _has(settings: Mapping[str, Any], table: str, key: str) -> bool:
    inner = settings.get(table)
    return isinstance(inner, dict) and key in inner
