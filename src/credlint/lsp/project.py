"""A site as an editor has it open: configuration, catalog and world are made once and kept between keystrokes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from credlint import article as articles
from credlint import assembly, discovery, engine
from credlint import config as configuration
from credlint.article import Article, Unreadable
from credlint.catalog import Catalog
from credlint.catalog.files import scan
from credlint.claims.recall import Recall
from credlint.config import Config
from credlint.contents import MAX_BYTES
from credlint.discovery import SourceFile
from credlint.document import Document
from credlint.engine import Judged
from credlint.errors import CatalogError
from credlint.gist import Gist, gist_of
from credlint.globs import matches
from credlint.links import LinkResult
from credlint.lsp.recall import RecallingNames
from credlint.plan import Plan, Verify
from credlint.site import Page, Site
from credlint.span import Span
from credlint.world import World


class Session(Protocol):
    """What the command line makes of its options for a folder."""

    @property
    def config(self) -> Config: ...
    @property
    def catalog(self) -> Catalog: ...
    @property
    def web(self) -> Verify: ...
    def plan(self, sources: Sequence[SourceFile], jobs: int | None, verify: Verify | None = None) -> Plan: ...


class Environment(Struct, frozen=True):
    """What the server is given: how to start the session of a folder, and the day.

    `config_file` is the configuration that was named for all folders, if one was.
    """

    start: Callable[[Path], Session]
    today: Callable[[], date]
    config_file: Path | None = None


class Project:
    """One site under one configuration. Raises UserError where that or the catalog cannot be used.

    `is_stale`: what is on disk may be another now than when it was looked at.
    """

    def __init__(self, folder: Path, environment: Environment) -> None:
        self.folder, self.environment = folder, environment
        self._stamp = _stamp(folder, environment.config_file, ())
        self._session = environment.start(folder)
        self.config = self._session.config
        self.catalog = self._session.catalog
        self._stamp = _stamp(folder, environment.config_file, self.config.catalog)
        self._names = RecallingNames(self.catalog.names)
        self._recall = Recall()
        self._site = Site()
        self._links: Mapping[str, LinkResult] = {}
        self._seen: dict[str, object] = {}
        self.is_stale = True
        self._pages: dict[Path, tuple[object, Page]] = {}

    def has_changed(self) -> bool:
        """Whether its configuration or its own catalog is another one now than when it was read."""
        return self._stamp != _stamp(self.folder, self.environment.config_file, self.config.catalog)

    def source(self, path: Path) -> SourceFile:
        return discovery.from_stdin(b"", str(path), self.config, self.folder)

    def is_checked(self, source: SourceFile) -> bool:
        return not any(matches(glob, source.place) for glob in self.config.exclude)

    def read(self, text: str, source: SourceFile) -> Article:
        """What the text says now. Raises PositionError as `article.read` does."""
        if len(text) > MAX_BYTES:
            reason = f"not checked, because it is larger than {MAX_BYTES // 1_000_000} MB"
            return Article(Document(source.path, "", ""), unreadable=Unreadable(reason, "split it into articles"))
        return articles.read(text, source.path, self._names, self.config.front_matter, recall=self._recall)

    def check(self, article: Article, source: SourceFile) -> Judged:
        return engine.check(article, self.world(source), self.config.selection(source.place))

    def world(self, source: SourceFile) -> World:
        return World(self.environment.today(), self.catalog, self._site, self._links, self.schema(source))

    def schema(self, source: SourceFile) -> dict[str, object] | None:
        return self.config.schema_for(source.place)

    def rebuild_site(self, opened: Sequence[tuple[SourceFile, Article]]) -> None:
        """Rebuilds the site: the open articles as they are in the editor, the others as they are on disk."""
        self.is_stale = False  # first, so that a change meanwhile is not lost
        gists = [gist_of(article, source.place, self.catalog) for source, article in opened]
        plan = self._session.plan([source for source, _ in opened], 1)
        linked = {link for gist in gists for link in gist.rooted.split("\n")}
        self._site = assembly.site_of(gists, linked, plan, self._page)
        self._seen = {gist.page.path: _shared(gist) for gist in gists}

    def is_outdated(self, source: SourceFile, article: Article) -> bool:
        """Whether the site, the configuration or the catalog is another now than what it judges by."""
        gist = gist_of(article, source.place, self.catalog)
        return self._seen.get(source.place) != _shared(gist) or self.has_changed()

    def _page(self, source: SourceFile, config: Config) -> Page:
        stamp = _stat(source.disk)
        kept = self._pages.get(source.disk)
        if kept is None or kept[0] != stamp:
            kept = self._pages[source.disk] = stamp, assembly.page_of(source, config)
        return kept[1]

    def ask_the_web(self, source: SourceFile, article: Article) -> Mapping[str, LinkResult]:
        """The answers for the outbound links of an article."""
        urls = gist_of(article, source.place, self.catalog).urls
        return self._session.web([url for url in urls if not self._site.is_internal(url)])

    def remember(self, answers: Mapping[str, LinkResult]) -> None:
        self._links = {**self._links, **answers}

    def reloaded(self) -> Project:
        """The same folder read again; results of links stay. Raises UserError."""
        fresh = Project(self.folder, self.environment)
        fresh._links = self._links
        return fresh


def _shared(gist: Gist) -> object:
    """What other articles are judged by; the places of its claims are not."""
    claims = tuple(replace(claim, span=Span(0, 0)) for claim in gist.page.claims)
    return replace(gist.page, claims=claims), {(link.url, link.kind) for link in gist.inner}


def _stamp(folder: Path, config_file: Path | None, catalog: Collection[Path]) -> tuple[object, ...]:
    """Another value whenever the configuration, or a file of the site's own catalog, is another one."""
    path = config_file or configuration.find(folder)
    try:
        files = [file for top in catalog for file in scan(top)]
    except CatalogError:
        files = []
    return path, _stat(path) if path else None, *files


def _stat(file: Path) -> object:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
