"""Where things in an article lead: links to pages and the web, names and figures to the catalog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lsprotocol import types

from credlint import document
from credlint.catalog import Catalog
from credlint.claims.verdict import fact_behind, judge
from credlint.contents import contents
from credlint.document import Link, LinkKind
from credlint.escape import web_address
from credlint.files import decode
from credlint.lsp.buffer import Snapshot, Text
from credlint.lsp.hover import subjects_at, touches
from credlint.site import PAGE_SUFFIXES
from credlint.span import Span


def definition(snapshot: Snapshot, offset: int) -> list[types.Location]:
    """The page that a link leads to; else the fact that a claim is judged by; else who is named."""
    for link in snapshot.article.document.links:
        if touches(link.span, offset) and (found := _page(link, snapshot)) is not None:
            return [found]
    for claim, verdict in judge(snapshot.article, snapshot.world):
        subject = claim.subject
        if touches(claim.span, offset) and subject is not None and (fact := fact_behind(verdict)) is not None:
            return list(_entries(subject, fact.pointer, snapshot.project.catalog))
    for _, subjects in subjects_at(snapshot, offset):
        found_entries = [place for one in subjects for place in _entries(one, "/name", snapshot.project.catalog)]
        if found_entries:
            return found_entries
    return []


def links(snapshot: Snapshot) -> list[types.DocumentLink]:
    """Every link of an article that leads somewhere; a reference and its definition are two places."""
    found: dict[Span, str] = {}
    for link in snapshot.article.document.links:
        file = _file(link, snapshot)
        target = file.as_uri() if file is not None else web_address(link.url)
        if target is not None:
            found[link.span if link.kind is LinkKind.REFERENCE else link.target] = target
    return [types.DocumentLink(snapshot.text.range(span), target) for span, target in sorted(found.items())]


def _file(link: Link, snapshot: Snapshot) -> Path | None:
    """The file that an internal link reaches, if it is there."""
    resolution = snapshot.world.site.resolve_at(link.url, snapshot.source.path, image=link.is_image)
    if resolution is None or resolution.target is None:
        return None
    file = snapshot.project.config.root / resolution.target
    return file if file.is_file() else None


def _page(link: Link, snapshot: Snapshot) -> types.Location | None:
    own = link.url.startswith("#")
    file = snapshot.source.disk if own else _file(link, snapshot)
    if file is None:
        return None
    anchor = unquote(link.url.partition("#")[2])
    if file == snapshot.source.disk:
        text, anchors = snapshot.text, snapshot.article.document.anchors
    elif anchor and file.suffix in PAGE_SUFFIXES:
        page = document.parse(decode(contents(file))[0], file.as_posix())
        text, anchors = Text(page.text), page.anchors
    else:
        text, anchors = Text(""), ()
    span = next((one.span for one in anchors if one.name == anchor), None)
    if own and span is None:
        return None
    return types.Location(file.as_uri(), text.range(span or Span(0, 0)))


def _entries(subject: str, pointer: str, catalog: Catalog) -> Iterator[types.Location]:
    """The catalog's file about a credential, provider or group, at what the pointer names in it."""
    entry = catalog.entry(subject)
    if entry is not None and entry.path and (file := Path(entry.path)).is_file():
        span = catalog.places.get((entry.path, pointer), Span(0, 0))
        yield types.Location(file.absolute().as_uri(), Text(decode(contents(file))[0]).range(span))
