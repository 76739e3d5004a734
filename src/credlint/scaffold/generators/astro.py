"""Sites of Astro."""

from __future__ import annotations

import posixpath
import re

from credlint.scaffold.paths import names_below
from credlint.scaffold.site import SCRIPTS, Layout, Site, address, named_script, quoted

SETTINGS = named_script("astro.config")
# Files whose text says which collections there are, and which pages show them.
RELEVANT = re.compile(r"(^|/)src/(content\.config|content/config)\.[cm]?[jt]s$|(^|/)src/pages/.*\[.*\.astro$")


def layout(site: Site) -> Layout:
    texts = " ".join(
        site.texts.get(f"src/{name}.{end}", "") for name in ("content.config", "content/config") for end in SCRIPTS
    )
    folders = {name: f"src/content/{name}" for name in names_below(site.articles, "src/content")}
    # `const blog = defineCollection({ loader: glob({ base: "./articles", … }) })`
    for name, base in re.findall(
        r"\b(\w+)\s*=\s*defineCollection\((?:(?!defineCollection).)*?base:\s*[\"']([^\"']+)", texts, re.S
    ):
        folders[name] = posixpath.normpath(base.lstrip("/"))
    folders = {name: folder for name, folder in folders.items() if site.holds(folder) and not folder.startswith("..")}
    routes = []
    for path, page in sorted(site.texts.items()):
        inside = re.match(r"src/pages/((?:[^\[]*/)?)\[[^/]*\.astro$", path)
        used = set(re.findall(r"getCollection\(\s*[\"']([\w-]+)", page))
        named = {posixpath.basename(inside[1].rstrip("/"))} & folders.keys() if inside else set()
        shown = used & folders.keys() if len(used & folders.keys()) == 1 else named
        if inside and inside[1]:
            routes += [(f"/{inside[1]}", folders[name]) for name in sorted(shown)]
    unrouted = sorted(set(folders.values()) - {folder for _, folder in routes})
    notes = [f"no route for {folder}: no page of its own below src/pages shows it" for folder in unrouted]
    content = [*sorted(set(folders.values())), *(["src/pages"] if site.holds("src/pages") else [])]
    url = quoted(site.text, "site")
    base = (quoted(site.text, "base") or "").strip("/")
    return Layout(
        "Astro", tuple(content), tuple(dict.fromkeys(routes)), ("public",), address(url, base), notes=tuple(notes)
    )
