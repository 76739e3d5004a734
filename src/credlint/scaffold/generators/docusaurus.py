"""Sites of Docusaurus."""

from __future__ import annotations

import re

from credlint.scaffold.paths import is_below, parts_of
from credlint.scaffold.site import Layout, Site, address, named_script, quoted

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}-")
SETTINGS = named_script("docusaurus.config")


def layout(site: Site) -> Layout:
    content, routes, notes = [], [], []
    for folder in ("docs", "blog"):
        if not site.holds(folder):
            continue
        content.append(folder)
        own = [path for path in site.articles if is_below(path, folder)]
        if "routeBasePath" in site.text:
            notes.append(f"no route for {folder}: the settings of Docusaurus have a routeBasePath")
        elif site.uses("id", folder):
            notes.append(f"no route for {folder}: the addresses of articles are made of their ids")
        elif any(
            re.match(r"\d+\s*[-_.]", part) and not _DATED.match(part) for path in own for part in parts_of(path)[1:]
        ):
            notes.append(f"no route for {folder}: the numbers before file names are not part of the addresses")
        else:
            routes.append((f"/{folder}/", folder))
    if site.holds("i18n"):
        content.append("i18n")
        notes.append("no routes for i18n: translations are served below the language")
    url, base = quoted(site.text, "url"), (quoted(site.text, "baseUrl") or "").strip("/")
    return Layout("Docusaurus", tuple(content), tuple(routes), ("static",), address(url, base), notes=tuple(notes))
