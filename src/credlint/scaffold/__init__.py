"""What `credlint init` proposes for a site, by the names of its files and the contents of some. Pure.

Only what the site makes evident is proposed. What it leaves open is a note and, in the configuration, a comment: a
wrong guess would be a wrong finding on the first day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from credlint.config import FILE_NAME
from credlint.document import FrontMatter
from credlint.scaffold import layout, metadata, text
from credlint.scaffold.paths import is_below
from credlint.scaffold.site import Layout

# One schema for each folder says more than one for several; further folders get none.
MAX_SCHEMAS = 4


class SiteFiles(Struct, frozen=True):
    """The files of the site by their paths from the folder (with `/`), the texts of those that `layout.is_relevant`
    picks, and the front matter of the articles, None where there is none. `unread` more articles were not read."""

    files: frozenset[str]
    texts: Mapping[str, str]
    articles: Mapping[str, FrontMatter | None]
    unread: int = 0


class Proposal(Struct, frozen=True):
    """Files to write, by path from the folder, and what to know about how they came about."""

    files: Mapping[str, str]
    notes: tuple[str, ...]


def propose(site_files: SiteFiles, version: str, *, is_configured: bool = False) -> Proposal:
    """What to write for this site, with this version of credlint in hook and workflow.

    A site that is configured already needs neither a configuration nor the schemas that it would name.
    """
    site = layout.of(site_files.files, site_files.texts, site_files.articles)
    notes = [f"{_folders(site.content)} ({site.generator})", *site.notes]
    files: dict[str, str] = {}
    if not is_configured:
        files, told = _configuration(site, site_files)
        notes += told
    files[".pre-commit-config.yaml"] = text.hook(version)
    if site.is_on_gitlab:
        notes.append("no workflow: this repository is built on GitLab; use credlint check --format gitlab there")
    else:
        files[".github/workflows/credlint.yml"] = text.workflow(version)
    return Proposal(files, tuple(notes))


def _configuration(site: Layout, site_files: SiteFiles) -> tuple[dict[str, str], list[str]]:
    """credlint.toml and the schemas that it names, with what to know about them."""
    notes = []
    if site_files.unread:
        notes.append(f"{site_files.unread} more articles were not read; the schema may not fit all of them")
    files: dict[str, str] = {}
    schemas: list[tuple[str, str]] = []
    found: list[dict[str, object]] = []
    for folder in site.content:
        below = {path: site_files.articles[path] for path in site_files.articles if is_below(path, folder)}
        found += [matter.data for matter in below.values() if matter is not None and isinstance(matter.data, dict)]
        if len(schemas) == MAX_SCHEMAS:
            continue
        inferred = metadata.schema(below)
        if inferred is None:
            notes.append(f"no schema for {folder}: too few of its articles have front matter")
            continue
        name = "article" if len(site.content) == 1 else metadata.file_name(folder, schemas)
        path = f"schemas/{name}.schema.json"
        if path in site_files.files:  # not ours, and maybe of another draft
            path = f"schemas/inferred-{name}.schema.json"
        files[path] = text.json_text(inferred.schema)
        schemas.append((folder, path))
        notes += [f"{path}: {note}" for note in inferred.notes]
    keys = metadata.keys(found, site.slug_keys)
    return {FILE_NAME: text.configuration(site, schemas, keys), **files}, notes


def _folders(folders: Iterable[str]) -> str:
    listed = ", ".join(folders)
    return f"articles in {listed}" if listed else "no articles found yet"
