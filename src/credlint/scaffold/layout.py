"""How a site is laid out: what makes it, where its articles are and, where that is certain, at which addresses."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from credlint.document import FrontMatter
from credlint.scaffold.generators import GENERATORS, astro, hugo
from credlint.scaffold.paths import is_below, join, outermost, parts_of
from credlint.scaffold.site import Layout, Site, data_of

# Keys with which an article chooses its whole address, where they hold one.
_ADDRESS_KEYS = ("url", "permalink")


def is_relevant(path: str) -> bool:
    """Whether the text of a file says something about the layout, so that it is to be read."""
    name = posixpath.basename(path)
    return any(name in one.settings for one in GENERATORS.values()) or bool(astro.RELEVANT.search(path))


def of(files: Collection[str], texts: Mapping[str, str], articles: Mapping[str, FrontMatter | None]) -> Layout:
    """The layout of a site by its files."""
    base, name = _generator(files, texts)
    prefix = f"{base}/" if base else ""
    inside = frozenset(path[len(prefix) :] for path in files if path.startswith(prefix))
    own = {path[len(prefix) :]: found for path, found in articles.items() if path.startswith(prefix)}
    own_texts = {path[len(prefix) :]: found for path, found in texts.items() if path.startswith(prefix)}
    if name is None:
        layout = Layout("no known generator", public=("public", "static"))
    else:
        generator = GENERATORS[name]
        settings = next((own_texts[path] for path in generator.settings if path in own_texts), "")
        layout = generator.layout(Site(settings, inside, own_texts, own))
    if not layout.content:
        layout = replace(layout, content=_fullest_folders(own))
    gitlab = ".gitlab-ci.yml" in files and not any(path.startswith(".github/") for path in files)
    aliases = ("aliases", "redirect_from", "redirects")
    if layout.routes and any(key in data_of(matter) for matter in own.values() for key in aliases):
        note = "no routes: articles have former addresses (aliases), which credlint does not follow"
        layout = replace(layout, routes=(), notes=(*layout.notes, note))
    return replace(
        layout,
        content=tuple(join(base, folder) for folder in layout.content),
        routes=tuple((prefix, join(base, folder)) for prefix, folder in layout.routes),
        public=tuple(join(base, name) for name in layout.public if any(is_below(path, name) for path in inside)),
        slug_keys=_slug_keys([data_of(matter) for matter in own.values()]),
        is_on_gitlab=gitlab,
    )


def _slug_keys(found: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    """The keys that say where an article is; a `url` that leads elsewhere and a template do not."""
    texts = {key: [value for data in found if isinstance(value := data.get(key), str)] for key in _ADDRESS_KEYS}
    whole = [key for key in _ADDRESS_KEYS if texts[key] and all(re.fullmatch(r"/[^{}:]*", text) for text in texts[key])]
    return (*whole, *(["slug"] if any(isinstance(data.get("slug"), str) for data in found) else []))


def _generator(files: Collection[str], texts: Mapping[str, str]) -> tuple[str, str | None]:
    """The folder and name of the generator whose settings lie nearest to the top, at most one folder down."""
    found = []
    for path in files:
        folder, name = posixpath.split(path)
        # Hugo also keeps its settings in a folder of their own.
        base = re.sub(r"(^|/)config(/_default)?$", "", folder) if name in hugo.NAMES else folder
        for order, (title, generator) in enumerate(GENERATORS.items()):
            known = name in generator.settings or posixpath.relpath(path, base or ".") in generator.settings
            if known and len(parts_of(base)) <= 1 and generator.is_meant(path, files, texts.get(path, "")):
                found.append((len(parts_of(base)), order, base, title))
    return min(found)[2:] if found else ("", None)


def _fullest_folders(articles: Collection[str]) -> tuple[str, ...]:
    """The folders, by their first two parts, that hold at least a fifth as many articles as the fullest one."""
    counts = Counter("/".join(parts_of(path)[:-1][:2]) for path in articles if "/" in path)
    if not counts:
        return (".",) if articles else ()
    most = max(counts.values())
    return outermost(sorted(name for name, count in counts.items() if count * 5 >= most))
