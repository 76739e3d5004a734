"""The server: messages in, findings out.

Typing is answered in a thread of its own, one article at a time, so that the server hears the next message meanwhile;
what it has found for a text that has changed since is dropped. After each answer it rests as long as it has worked, so
a key that comes alone is answered at once and a burst of keys only at its end. Nothing that fails in a half-typed
article ends the server: it is logged, and the last good findings stay.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable, Coroutine, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from credlint import __version__
from credlint.errors import UserError, describe
from credlint.escape import visible
from credlint.finding import Finding, Severity
from credlint.lsp import actions, completion, hover, navigation
from credlint.lsp.project import Host, Project
from credlint.lsp.sheet import Reading, Sheet, Text, article_path, key, path_of

log = logging.getLogger("credlint.lsp")

# The longest rest between two answers, and the pause after which the article's surroundings are looked at again.
LONGEST_REST = 0.5
PAUSE = 0.5

SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
ERROR = types.DiagnosticSeverity.Error
WATCHED = ("**/credlint.toml", "**/pyproject.toml", "**/*.{md,mdx,markdown}", "**/*.{yaml,yml}", "**/*.schema.json")

P = TypeVar("P")
T = TypeVar("T")


class _Protocol(LanguageServerProtocol):
    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        # Every client speaks UTF-16, so nothing else is negotiated.
        if params.capabilities.general is not None:
            params.capabilities.general.position_encodings = None
        return (yield from super().lsp_initialize(params))


class Server(LanguageServer):
    def __init__(self, host: Host) -> None:
        # The whole text comes with every change: pygls splits lines where the protocol does not (U+2028, form feeds),
        # and a drifting copy is worse than some kilobytes through a pipe.
        super().__init__(
            "credlint", __version__, types.TextDocumentSyncKind.Full, protocol_cls=_Protocol, max_workers=2
        )
        self.host = host
        self.asks_the_web = False
        self.sheets: dict[str, Sheet] = {}
        self.projects: dict[Path, Project] = {}
        self.complaints: dict[Path, tuple[str, str | None]] = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.worker = ThreadPoolExecutor(1, "credlint")
        self._listen()

    def _listen(self) -> None:
        self._on(types.INITIALIZE, self.on_initialize)
        self._on(types.INITIALIZED, self.on_initialized)
        self._on(types.TEXT_DOCUMENT_DID_OPEN, self.on_open)
        self._on(types.TEXT_DOCUMENT_DID_CHANGE, self.on_change)
        self._on(types.TEXT_DOCUMENT_DID_SAVE, self.on_save)
        self._on(types.TEXT_DOCUMENT_DID_CLOSE, self.on_close)
        self._on(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self.on_files)
        self._answer(types.TEXT_DOCUMENT_HOVER, self.hover)
        kinds = [types.CodeActionKind.QuickFix, actions.FIX_ALL]
        self._answer(types.TEXT_DOCUMENT_CODE_ACTION, self.code_actions, types.CodeActionOptions(kinds))
        triggers = ["/", ":", "-", " ", "["]
        self._answer(types.TEXT_DOCUMENT_COMPLETION, self.complete, types.CompletionOptions(triggers))
        self._answer(types.TEXT_DOCUMENT_DEFINITION, self.definition)
        self._answer(types.TEXT_DOCUMENT_DOCUMENT_LINK, self.links, types.DocumentLinkOptions())

    def _on(self, method: str, handle: Callable[[P], None]) -> None:
        def guarded(params: P) -> None:
            try:
                handle(params)
            except Exception as fault:
                _log(method, fault)

        self.feature(method)(guarded)

    def _answer(self, method: str, answer: Callable[[P], Awaitable[T]], options: Any = None) -> None:
        async def guarded(params: P) -> T | None:
            try:
                return await answer(params)
            except Exception as fault:
                _log(method, fault)
                return None

        self.feature(method, options)(guarded)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """pygls would show it to the writer, who can do nothing about it."""
        _log("protocol", error)

    def shutdown(self) -> None:
        self.worker.shutdown(wait=False, cancel_futures=True)
        super().shutdown()  # type: ignore[no-untyped-call]

    # What the editor tells

    def on_initialize(self, params: types.InitializeParams) -> None:
        self.loop = asyncio.get_running_loop()
        wishes: Any = params.initialization_options
        self.asks_the_web = (
            wishes.get("links") if isinstance(wishes, dict) else getattr(wishes, "links", None)
        ) is True

    def on_initialized(self, params: types.InitializedParams) -> None:
        workspace = self.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching and watching.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(g) for g in WATCHED])
            wish = types.Registration("credlint-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self.client_register_capability(types.RegistrationParams([wish]), lambda answer: None)

    def on_open(self, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        folder = self._folder(document.uri)
        path = article_path(document.uri, document.language_id, folder)
        if path is None:
            return
        sheet = Sheet(document.uri, folder, path, document.text, document.version)
        self.sheets[key(document.uri)] = sheet
        if folder in self.projects:
            self.projects[folder].is_stale = True
        sheet.touch()
        self._begin(self._tend(sheet))

    def on_change(self, params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        sheet = self.sheets.get(key(uri))
        if sheet is not None:
            sheet.written = self.workspace.get_text_document(uri).source
            sheet.version = params.text_document.version
            sheet.unsettled = True
            sheet.touch()

    def on_save(self, params: types.DidSaveTextDocumentParams) -> None:
        sheet = self.sheets.get(key(params.text_document.uri))
        if sheet is not None:
            sheet.saved = True
        self._look_again()

    def on_close(self, params: types.DidCloseTextDocumentParams) -> None:
        sheet = self.sheets.pop(key(params.text_document.uri), None)
        if sheet is not None:
            sheet.touch()
            self._publish(sheet.uri, [], None)
            self._look_again(sheet.folder)

    def on_files(self, params: types.DidChangeWatchedFilesParams) -> None:
        self._look_again()

    def _look_again(self, folder: Path | None = None) -> None:
        """Has every open article (of a folder) checked again, in a site that is made anew."""
        for place, project in self.projects.items():
            project.is_stale = project.is_stale or folder in (None, place)
        for sheet in self.sheets.values():
            if folder in (None, sheet.folder):
                sheet.touch()

    def _folder(self, uri: str) -> Path:
        """The innermost workspace folder around a file; without any, the file's own."""
        path = path_of(uri)
        workspace = self.workspace
        roots = [path_of(folder.uri) for folder in workspace.folders.values()]
        if not roots and workspace.root_uri:
            roots = [path_of(workspace.root_uri)]
        around = [root for root in roots if root is not None and (path is None or path.is_relative_to(root))]
        if path is None:
            return around[0] if around else Path.cwd()
        return max(around, key=lambda root: len(root.parts), default=path.parent)

    # One article, as long as it is open

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def _is_open(self, sheet: Sheet) -> bool:
        return self.sheets.get(key(sheet.uri)) is sheet

    async def _tend(self, sheet: Sheet) -> None:
        """Keeps what is shown true to what is written."""
        clock = asyncio.get_running_loop().time
        while self._is_open(sheet):
            try:
                if await self._pauses(sheet):
                    await self._settle(sheet)
                    continue
                await asyncio.sleep(sheet.rests_until - clock())
                sheet.changed.clear()
                begun = clock()
                await self._turn(sheet)
                sheet.rests_until = clock() + min(clock() - begun, LONGEST_REST)
            except UserError as mistake:
                self._complain(sheet.folder, mistake)
            except Exception as fault:
                _log(sheet.uri, fault)
            if not sheet.changed.is_set():
                sheet.done.set()
        sheet.done.set()

    async def _pauses(self, sheet: Sheet) -> bool:
        """Waits for the next change; whether there has been none for a while since the writer's last."""
        try:
            async with asyncio.timeout(PAUSE if sheet.unsettled else None):
                await sheet.changed.wait()
        except TimeoutError:
            sheet.unsettled = False
            return True
        return False

    async def _turn(self, sheet: Sheet) -> None:
        reading = await self._in_worker(self._read, sheet, sheet.written, sheet.version)
        if sheet.changed.is_set() or not self._is_open(sheet):
            return
        sheet.reading = reading
        if reading is None:
            return
        for crash in reading.judged.crashes:
            log.error("%s: %s: %s", crash.path, crash.where, crash.message)
        self._publish(sheet.uri, [_diagnostic(finding, reading.text) for finding in reading.findings], reading.version)
        if self.asks_the_web and sheet.saved:
            sheet.saved = False
            self._begin(self._ask_the_web(sheet, reading))

    async def _settle(self, sheet: Sheet) -> None:
        """After a pause: has the others learn what changed in this article, and this one what changed around it."""
        reading = sheet.reading
        if reading is not None and await self._in_worker(reading.project.is_overtaken, reading.source, reading.article):
            self._look_again(sheet.folder)

    async def _ask_the_web(self, sheet: Sheet, reading: Reading) -> None:
        try:
            answers = await asyncio.to_thread(reading.project.ask_the_web, reading.source, reading.article)
            reading.project.remember(answers)
            sheet.touch()
        except Exception as fault:
            _log("links", fault)

    async def _in_worker(self, work: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.worker, work, *arguments)

    # In the worker's thread

    def _read(self, sheet: Sheet, written: str, version: int | None) -> Reading | None:
        project = self._project(sheet.folder)
        source = project.source(sheet.path)
        if not project.is_checked(source):
            return None
        last = sheet.reading
        if last is not None and last.project is not project:
            last = None
        if last is not None and last.text.written == written:
            text, article = last.text, last.article
        else:
            text = Text(written)
            article = project.read(text.content, source)
        if project.is_stale or last is None:
            others = [other.reading for other in list(self.sheets.values()) if other.reading and other is not sheet]
            here = [(other.source, other.article) for other in others if other.project is project]
            project.look_around([*here, (source, article)])
        return Reading(version, project, source, text, article, project.check(article, source))

    def _project(self, folder: Path) -> Project:
        """The folder's project; raises UserError only where there is no earlier one to go on with."""
        project = self.projects.get(folder)
        if project is None or (project.is_stale and project.has_changed()):
            try:
                project = Project(folder, self.host) if project is None else project.as_it_is_now()
            except UserError as mistake:
                if project is None:
                    raise
                self.loop.call_soon_threadsafe(self._complain, folder, mistake)
                return project
            self.projects[folder] = project
            self.loop.call_soon_threadsafe(self._content, folder)
            # What is kept for the whole session need not be looked through whenever garbage is collected.
            gc.collect()
            gc.freeze()
        return project

    # What the editor is told

    def _publish(self, uri: str, diagnostics: Sequence[types.Diagnostic], version: int | None) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    def _complain(self, folder: Path, mistake: UserError) -> None:
        """Tells once what is wrong with a configuration or catalog; the last good one is used meanwhile."""
        if self.complaints.get(folder, ("", None))[0] == str(mistake):
            return
        self._content(folder)
        uri = None
        if mistake.path is not None and (folder / mistake.path).is_file():
            uri = (folder / mistake.path).as_uri()
            line = max((mistake.line or 1) - 1, 0)
            place = types.Range(types.Position(line, 0), types.Position(line + 1, 0))
            message = f"{mistake.message}\n{mistake.hint}".strip()
            self._publish(uri, [types.Diagnostic(place, visible(message), ERROR, source="credlint")], None)
        self.complaints[folder] = str(mistake), uri
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"credlint: {visible(str(mistake))}"))

    def _content(self, folder: Path) -> None:
        _, uri = self.complaints.pop(folder, ("", None))
        if uri is not None:
            self._publish(uri, [], None)

    # What the editor asks

    async def _now(self, uri: str) -> Reading | None:
        """What is known of an article, once its last change has been read."""
        sheet = self.sheets.get(key(uri))
        if sheet is None:
            return None
        await sheet.done.wait()
        return sheet.reading

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        reading = await self._now(params.text_document.uri)
        return hover.hover(reading, reading.text.offset(params.position)) if reading else None

    async def code_actions(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        uri = params.text_document.uri
        sheet, reading = self.sheets.get(key(uri)), await self._now(uri)
        # Edits of a text that is not the present one would destroy it.
        if sheet is None or reading is None or reading.version != sheet.version:
            return None
        return actions.actions(reading, sheet.uri, params)

    async def complete(self, params: types.CompletionParams) -> types.CompletionList | None:
        uri = params.text_document.uri
        sheet = self.sheets.get(key(uri))
        if sheet is None:
            return None
        # What is being written is looked at by its lines, so an older reading will do.
        reading = sheet.reading or await self._now(uri)
        if reading is None:
            return None
        return completion.complete(Text(sheet.written), params.position, reading.project, reading.source)

    async def definition(self, params: types.DefinitionParams) -> list[types.Location] | None:
        reading = await self._now(params.text_document.uri)
        return navigation.definition(reading, reading.text.offset(params.position)) if reading else None

    async def links(self, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
        reading = await self._now(params.text_document.uri)
        return navigation.links(reading) if reading else None


def _diagnostic(finding: Finding, text: Text) -> types.Diagnostic:
    return types.Diagnostic(
        range=text.range(finding.span),
        message=visible(f"{finding.message}\n{finding.advice}".strip()),
        severity=SEVERITIES[finding.severity],
        code=finding.rule,
        source="credlint",
    )


def _log(where: str, fault: BaseException) -> None:
    log.error("%s: %s", where, describe(fault), exc_info=fault if log.isEnabledFor(logging.DEBUG) else None)


def serve(host: Host, pipe: BinaryIO, debug: bool = False) -> None:
    """Speaks with one editor, over stdin and `pipe`, until it says goodbye."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    log.setLevel(logging.DEBUG if debug else logging.WARNING)
    Server(host).start_io(stdout=pipe)
