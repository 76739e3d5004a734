"""Sites of Jekyll."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection

from credlint.scaffold.paths import join, up_to
from credlint.scaffold.site import Layout, Site, address, settings_in, text_under

SETTINGS = ("_config.yml", "_config.yaml")
# What credlint knows of a name is its title, with or without its date.
_TITLE_ALONE = r"(?::year/:month/:day/)?:(?:title|slug)(?:/|\.html|:output_ext)?"


def is_meant(path: str, files: Collection[str], text: str) -> bool:
    """`_config.yml` as well; Jekyll's stands beside its folders."""
    beside = tuple(join(posixpath.dirname(path), name) for name in ("_posts", "_layouts", "_drafts", "Gemfile"))
    return "jekyll" in text or any(file.startswith(beside) for file in files)


def layout(site: Site) -> Layout:
    settings = settings_in(site.text)
    collections = settings.get("collections")
    named = collections if isinstance(collections, dict | list) else {}
    top = (text_under(settings, "collections_dir") or "").strip("/")
    folders = [posixpath.join(top, f"_{name}") for name in ("posts", "drafts", *sorted(map(str, named)))]
    folders += [path for path in sorted({up_to(path, "_posts") for path in site.articles}) if path]
    content = tuple(dict.fromkeys(folder for folder in folders if site.holds(folder)))
    routes = []
    posts = posixpath.join(top, "_posts")
    permalink = text_under(settings, "permalink") or "date"
    if posts in content and (below := re.fullmatch(rf"(/[\w/-]+/){_TITLE_ALONE}", permalink)):
        routes.append((below[1], posts))
    for name in sorted(map(str, named)):
        one = named.get(name) if isinstance(named, dict) else None
        folder = posixpath.join(top, f"_{name}")
        if isinstance(one, dict) and one.get("output") is True and "permalink" not in one and folder in content:
            routes.append((f"/{name}/", folder))
    notes = [] if routes or not content else ["no routes: posts are not below an address of their own (permalink)"]
    url = text_under(settings, "url")
    base = (text_under(settings, "baseurl") or "").strip("/")
    return Layout("Jekyll", content, tuple(routes), (), address(url, base), notes=tuple(notes))
