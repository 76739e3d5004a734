"""Reading and checking the articles that are open, each in the project of its folder."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from credlint.errors import UserError
from credlint.lsp.buffer import Buffer, Snapshot, Text, key
from credlint.lsp.project import Environment, Project


class Checker:
    """The open buffers, and a project for each of their folders.

    `on_error` gets a configuration or catalog that cannot be used while the last good one still can, `on_loaded` the
    folder of one that is loaded. Both are called in the thread of `check`.
    """

    def __init__(
        self,
        environment: Environment,
        on_error: Callable[[Path, UserError], object],
        on_loaded: Callable[[Path], object],
    ) -> None:
        self._environment = environment
        self._on_error, self._on_loaded = on_error, on_loaded
        self._buffers: dict[str, Buffer] = {}
        self._projects: dict[Path, Project] = {}

    def open(self, buffer: Buffer) -> None:
        self._buffers[key(buffer.uri)] = buffer
        if buffer.folder in self._projects:
            self._projects[buffer.folder].is_stale = True
        buffer.mark_changed()

    def close(self, uri: str) -> Buffer | None:
        buffer = self._buffers.pop(key(uri), None)
        if buffer is not None:
            buffer.mark_changed()
            self.check_again(buffer.folder)
        return buffer

    def buffer(self, uri: str) -> Buffer | None:
        return self._buffers.get(key(uri))

    def is_open(self, buffer: Buffer) -> bool:
        return self.buffer(buffer.uri) is buffer

    def check_again(self, folder: Path | None = None) -> None:
        """Has every open article (of a folder) checked again, in a rebuilt site."""
        for place, project in self._projects.items():
            project.is_stale = project.is_stale or folder in (None, place)
        for buffer in self._buffers.values():
            if folder in (None, buffer.folder):
                buffer.mark_changed()

    def check(self, buffer: Buffer, written: str, version: int | None) -> Snapshot | None:
        """The snapshot of a buffer whose text is `written`; None where it is excluded. Raises UserError.

        Runs in a thread of its own, one at a time.
        """
        project = self._project(buffer.folder)
        source = project.source(buffer.path)
        if not project.is_checked(source):
            return None
        last = buffer.snapshot
        if last is not None and last.project is not project:
            last = None
        if last is not None and last.text.written == written:
            text, article = last.text, last.article
        else:
            text = Text(written)
            article = project.read(text.content, source)
        if project.is_stale or last is None:
            others = (other.snapshot for other in list(self._buffers.values()) if other is not buffer)
            here = [(other.source, other.article) for other in others if other and other.project is project]
            project.rebuild_site([*here, (source, article)])
        return Snapshot(version, project, source, text, article, project.check(article, source))

    def _project(self, folder: Path) -> Project:
        """The folder's project; raises UserError only where there is no earlier one to go on with."""
        project = self._projects.get(folder)
        if project is None or (project.is_stale and project.has_changed()):
            try:
                project = Project(folder, self._environment) if project is None else project.reloaded()
            except UserError as mistake:
                if project is None:
                    raise
                self._on_error(folder, mistake)
                return project
            self._projects[folder] = project
            self._on_loaded(folder)
            # What is kept for the whole session need not be looked through whenever garbage is collected.
            gc.collect()
            gc.freeze()
        return project
