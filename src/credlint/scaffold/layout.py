"""How a site is laid out: what makes it, where its articles are and, where that is certain, at which addresses."""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from credlint.document import FrontMatter
from credlint.located_yaml import LocatedError
from credlint.located_yaml import load as load_yaml

_SCRIPTS = ("js", "mjs", "cjs", "ts", "mts", "cts")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}-")
# What credlint knows of a name is its title, with or without its date.
_TITLE_ALONE = r"(?::year/:month/:day/)?:(?:title|slug)(?:/|\.html|:output_ext)?"
# Keys with which an article chooses its whole address, where they hold one.
_ADDRESS_KEYS = ("url", "permalink")


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


class _Site(Struct, frozen=True):
    """A site whose settings are `text`. Paths here are from its own folder."""

    text: str
    files: frozenset[str]
    texts: Mapping[str, str]
    articles: Mapping[str, FrontMatter | None]

    def holds(self, folder: str) -> bool:
        return any(is_below(path, folder) for path in self.articles)

    def sections(self, folder: str) -> list[str]:
        """The folders right below one that hold articles, as the sections of a site."""
        return [posixpath.join(folder, name) for name in _names_below(self.articles, folder)]

    def uses(self, key: str, folder: str) -> bool:
        """Whether an article below the folder has a text under that key of its front matter."""
        own = (matter for path, matter in self.articles.items() if is_below(path, folder))
        return any(isinstance(_data(matter).get(key), str) for matter in own)


def is_below(path: str, folder: str) -> bool:
    return folder in ("", ".") or path.startswith(folder + "/")


def is_telling(path: str) -> bool:
    """Whether the text of a file says something about the layout, so that it is to be read."""
    name = posixpath.basename(path)
    if any(name in names for names, _, _ in _GENERATORS.values()):
        return True
    return bool(
        re.search(r"(^|/)src/(content\.config|content/config)\.[cm]?[jt]s$|(^|/)src/pages/.*\[.*\.astro$", path)
    )


def of(files: Collection[str], texts: Mapping[str, str], articles: Mapping[str, FrontMatter | None]) -> Layout:
    """The layout of a site by its files."""
    base, name = _generator(files, texts)
    prefix = f"{base}/" if base else ""
    inside = frozenset(path[len(prefix) :] for path in files if path.startswith(prefix))
    own = {path[len(prefix) :]: found for path, found in articles.items() if path.startswith(prefix)}
    told = {path[len(prefix) :]: found for path, found in texts.items() if path.startswith(prefix)}
    names, _, read = _GENERATORS[name] if name else _NO_GENERATOR
    settings = next((told[path] for path in names if path in told), "")
    layout = read(_Site(settings, inside, told, own))
    if not layout.content:
        layout = replace(layout, content=_fullest_folders(own))
    gitlab = ".gitlab-ci.yml" in files and not any(path.startswith(".github/") for path in files)
    aliases = ("aliases", "redirect_from", "redirects")
    if layout.routes and any(key in _data(matter) for matter in own.values() for key in aliases):
        note = "no routes: articles have former addresses (aliases), which credlint does not know"
        layout = replace(layout, routes=(), notes=(*layout.notes, note))
    return replace(
        layout,
        content=tuple(_join(base, folder) for folder in layout.content),
        routes=tuple((prefix, _join(base, folder)) for prefix, folder in layout.routes),
        public=tuple(_join(base, name) for name in layout.public if any(is_below(path, name) for path in inside)),
        slug_keys=_slug_keys([_data(matter) for matter in own.values()]),
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
        base = re.sub(r"(^|/)config(/_default)?$", "", folder) if name in _HUGO else folder
        for order, (generator, (names, is_meant, _)) in enumerate(_GENERATORS.items()):
            known = name in names or posixpath.relpath(path, base or ".") in names
            if known and len(_parts(base)) <= 1 and is_meant(path, files, texts.get(path, "")):
                found.append((len(_parts(base)), order, base, generator))
    return min(found)[2:] if found else ("", None)


def _fullest_folders(articles: Collection[str]) -> tuple[str, ...]:
    """The folders, by their first two parts, that hold at least a fifth as many articles as the fullest one."""
    counts = Counter("/".join(_parts(path)[:-1][:2]) for path in articles if "/" in path)
    if not counts:
        return (".",) if articles else ()
    most = max(counts.values())
    return _outermost(sorted(name for name, count in counts.items() if count * 5 >= most))


def _outermost(folders: Sequence[str]) -> tuple[str, ...]:
    """Those of the folders that lie in no other one of them."""
    return tuple(one for one in folders if not any(is_below(one, other) for other in folders if other != one))


def _plain(site: _Site) -> Layout:
    return Layout("no generator that credlint knows", public=("public", "static"))


def _astro(site: _Site) -> Layout:
    told = " ".join(
        site.texts.get(f"src/{name}.{end}", "") for name in ("content.config", "content/config") for end in _SCRIPTS
    )
    folders = {name: f"src/content/{name}" for name in _names_below(site.articles, "src/content")}
    # `const blog = defineCollection({ loader: glob({ base: "./articles", … }) })`
    for name, base in re.findall(
        r"\b(\w+)\s*=\s*defineCollection\((?:(?!defineCollection).)*?base:\s*[\"']([^\"']+)", told, re.S
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
    url = _quoted(site.text, "site")
    base = (_quoted(site.text, "base") or "").strip("/")
    return Layout(
        "Astro", tuple(content), tuple(dict.fromkeys(routes)), ("public",), _url(url, base), notes=tuple(notes)
    )


def _hugo(site: _Site) -> Layout:
    settings = _settings(site.text)
    shared = _text(settings, "contentDir") or "content"
    main = _text(settings, "defaultContentLanguage") or "en"
    languages = settings.get("languages")
    own = languages if isinstance(languages, dict) and languages else {main: {}}
    folders = {code: posixpath.normpath(_text(language, "contentDir") or shared) for code, language in own.items()}
    routes: list[tuple[str, str]] = []
    notes = []
    if "permalinks" in settings:
        notes.append("no routes: the settings of Hugo have permalinks of their own")
    elif _has(settings, "module", "mounts"):
        notes.append("no routes: the settings of Hugo mount folders elsewhere")
    elif len(set(folders.values())) < len(folders):
        notes.append("no routes: languages share a folder and are told by the names of files")
    else:
        for code, folder in folders.items():
            above = "/" if code == main and not settings.get("defaultContentLanguageInSubdir") else f"/{code}/"
            routes += [(f"{above}{posixpath.basename(section)}/", section) for section in site.sections(folder)]
    url = _text(settings, "baseURL") or _text(settings, "baseurl")
    content = [folder for folder in sorted({shared, *folders.values()}) if site.holds(folder)]
    return Layout("Hugo", _outermost(content), tuple(routes), ("static",), _url(url), notes=tuple(notes))


def _jekyll(site: _Site) -> Layout:
    settings = _settings(site.text)
    collections = settings.get("collections")
    named = collections if isinstance(collections, dict | list) else {}
    top = (_text(settings, "collections_dir") or "").strip("/")
    folders = [posixpath.join(top, f"_{name}") for name in ("posts", "drafts", *sorted(map(str, named)))]
    folders += [path for path in sorted({_up_to(path, "_posts") for path in site.articles}) if path]
    content = tuple(dict.fromkeys(folder for folder in folders if site.holds(folder)))
    routes = []
    posts = posixpath.join(top, "_posts")
    permalink = _text(settings, "permalink") or "date"
    if posts in content and (below := re.fullmatch(rf"(/[\w/-]+/){_TITLE_ALONE}", permalink)):
        routes.append((below[1], posts))
    for name in sorted(map(str, named)):
        one = named.get(name) if isinstance(named, dict) else None
        folder = posixpath.join(top, f"_{name}")
        if isinstance(one, dict) and one.get("output") is True and "permalink" not in one and folder in content:
            routes.append((f"/{name}/", folder))
    notes = [] if routes or not content else ["no routes: posts are not below an address of their own (permalink)"]
    url = _text(settings, "url")
    base = (_text(settings, "baseurl") or "").strip("/")
    return Layout("Jekyll", content, tuple(routes), (), _url(url, base), notes=tuple(notes))


def _docusaurus(site: _Site) -> Layout:
    content, routes, notes = [], [], []
    for folder in ("docs", "blog"):
        if not site.holds(folder):
            continue
        content.append(folder)
        own = [path for path in site.articles if is_below(path, folder)]
        if "routeBasePath" in site.text:
            notes.append(f"no route for {folder}: the settings of Docusaurus have a routeBasePath")
        elif site.uses("id", folder):
            notes.append(f"no route for {folder}: articles have addresses by their id")
        elif any(
            re.match(r"\d+\s*[-_.]", part) and not _DATED.match(part) for path in own for part in _parts(path)[1:]
        ):
            notes.append(f"no route for {folder}: numbers before names are no part of addresses")
        else:
            routes.append((f"/{folder}/", folder))
    if site.holds("i18n"):
        content.append("i18n")
        notes.append("no routes for i18n: translations are served at addresses of the languages")
    url, base = _quoted(site.text, "url"), (_quoted(site.text, "baseUrl") or "").strip("/")
    return Layout("Docusaurus", tuple(content), tuple(routes), ("static",), _url(url, base), notes=tuple(notes))


def _eleventy(site: _Site) -> Layout:
    top = posixpath.normpath((_quoted(site.text, "input") or ".").strip("/"))
    top = "" if top == "." or top.startswith("..") else top
    includes = {
        posixpath.join(top, _quoted(site.text, name) or usual)
        for name, usual in (("includes", "_includes"), ("data", "_data"))
    }
    sections = [one for one in site.sections(top) if one not in includes]
    routes, notes = [], []
    for section in sections:
        data = re.compile(rf"{re.escape(section)}/[^/]+\.(json|11tydata\.\w+)")
        if any(data.fullmatch(path) for path in site.files):
            notes.append(f"no route for {section}: a data file there may give its articles other addresses")
        else:
            routes.append((f"/{posixpath.basename(section)}/", section))
    return Layout("Eleventy", tuple(sections), tuple(routes), ("public",), notes=tuple(notes))


def _scripts(name: str) -> tuple[str, ...]:
    return tuple(f"{name}.{end}" for end in _SCRIPTS)


def _always(path: str, files: Collection[str], text: str) -> bool:
    return True


def _is_hugo(path: str, files: Collection[str], text: str) -> bool:
    """`config.toml` is the name of many settings; those of a site have its address or its theme."""
    return posixpath.basename(path).startswith("hugo.") or bool(re.search(r"^\W*(baseurl|theme)\W", text, re.I | re.M))


def _is_jekyll(path: str, files: Collection[str], text: str) -> bool:
    """`_config.yml` as well; Jekyll's stands beside its folders."""
    beside = tuple(_join(posixpath.dirname(path), name) for name in ("_posts", "_layouts", "_drafts", "Gemfile"))
    return "jekyll" in text or any(file.startswith(beside) for file in files)


_HUGO = tuple(f"{name}.{end}" for name in ("hugo", "config") for end in ("toml", "yaml", "yml", "json"))
# What a generator's settings are called (from the site's folder), whether that is enough to tell it, and how it works.
_Generator = tuple[tuple[str, ...], Callable[[str, Collection[str], str], bool], Callable[[_Site], Layout]]
_GENERATORS: dict[str, _Generator] = {
    "Astro": (_scripts("astro.config"), _always, _astro),
    "Docusaurus": (_scripts("docusaurus.config"), _always, _docusaurus),
    "Eleventy": ((".eleventy.js", *_scripts("eleventy.config")), _always, _eleventy),
    "Jekyll": (("_config.yml", "_config.yaml"), _is_jekyll, _jekyll),
    "Hugo": ((*_HUGO, *(f"config/_default/{name}" for name in _HUGO)), _is_hugo, _hugo),
}
_NO_GENERATOR: _Generator = ((), _always, _plain)


def _settings(text: str) -> dict[str, Any]:
    """Settings in TOML, JSON or YAML; nothing where they cannot be read, as they may be a stranger's."""
    readers: tuple[Callable[[str], object], ...] = (tomllib.loads, json.loads, lambda text: load_yaml(text).data)
    for read in readers:
        try:
            data = read(text)
        except (ValueError, LocatedError, RecursionError):
            continue
        if isinstance(data, dict):
            return data
    return {}


def _quoted(text: str, key: str) -> str | None:
    """The text under a key of settings that are a program, where it is written out."""
    found = re.search(rf"^[^/\n]*?\b{key}\s*:\s*([\"'`])([^\"'`\n$]*)\1", text, re.M)
    return found[2] if found else None


def _text(settings: object, key: str) -> str | None:
    value = settings.get(key) if isinstance(settings, dict) else None
    return value if isinstance(value, str) else None


def _has(settings: Mapping[str, Any], table: str, key: str) -> bool:
    inner = settings.get(table)
    return isinstance(inner, dict) and key in inner


def _url(url: str | None, base: str = "") -> str | None:
    """An address of a site as the configuration takes it; a placeholder is none."""
    if not url or not re.fullmatch(r"https?://[\w.-]+(?::\d+)?(?:/[\w./~-]*)?", url):
        return None
    if re.match(r"https?://(localhost|127\.|([\w-]+\.)*example\.(com|org|net)\b|your-)", url):
        return None
    has_path = "/" in url.rstrip("/").partition("://")[2]
    return url.rstrip("/") + (f"/{base}" if base and not has_path else "")


def _data(matter: FrontMatter | None) -> dict[str, object]:
    data = matter.data if matter is not None else None
    return data if isinstance(data, dict) else {}


def _names_below(paths: Iterable[str], folder: str) -> list[str]:
    depth = len(_parts(folder))
    return sorted({_parts(path)[depth] for path in paths if is_below(path, folder) and len(_parts(path)) > depth + 1})


def _up_to(path: str, name: str) -> str:
    """The path up to a folder of that name, or nothing."""
    parts = _parts(path)[:-1]
    return "/".join(parts[: parts.index(name) + 1]) if name in parts else ""


def _join(base: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(base, path))


def _parts(path: str) -> list[str]:
    return path.split("/") if path and path != "." else []
