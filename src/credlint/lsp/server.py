"""The server: what editors ask and tell, and what they get back. Nothing that fails in an answer ends it."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Awaitable, Callable, Generator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from credlint import __version__
from credlint.errors import InputError
from credlint.lsp import actions, completion, hover, navigation
from credlint.lsp.buffer import Buffer, Snapshot, Text, article_path, path_of
from credlint.lsp.diagnostics import Errors, diagnostic
from credlint.lsp.loop import CheckLoop, log, log_fault
from credlint.lsp.project import Environment

OBJECTS_BETWEEN_COLLECTIONS = 2_000

# A message holds an article of 5 MB at most, in which any character may be escaped; a header is a line.
MOST_BYTES = 100_000_000
MOST_BYTES_OF_HEADER = 1_000

WATCHED = ("**/credlint.toml", "**/pyproject.toml", "**/*.{md,mdx,markdown}", "**/*.{yaml,yml}", "**/*.schema.json")

P = TypeVar("P")
T = TypeVar("T")


class _Protocol(LanguageServerProtocol):
    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        # Every client supports UTF-16, so nothing else is negotiated.
        if params.capabilities.general is not None:
            params.capabilities.general.position_encodings = None
        return (yield from super().lsp_initialize(params))


class Server(LanguageServer):
    def __init__(self, environment: Environment) -> None:
        # The whole text comes with every change: pygls splits lines where the protocol does not (U+2028, form feeds),
        # and a drifting copy is worse than some kilobytes through a pipe.
        super().__init__(
            "credlint", __version__, types.TextDocumentSyncKind.Full, protocol_cls=_Protocol, max_workers=2
        )
        self.checks = CheckLoop(environment, Errors(self._publish, self._show_message), self._show_findings)
        self.checker = self.checks.checker
        self._register_handlers()

    def _register_handlers(self) -> None:
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
                log_fault(method, fault)

        self.feature(method)(guarded)

    def _answer(self, method: str, answer: Callable[[P], Awaitable[T]], options: Any = None) -> None:
        async def guarded(params: P) -> T | None:
            try:
                return await answer(params)
            except Exception as fault:
                log_fault(method, fault)
                return None

        self.feature(method, options)(guarded)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """pygls would show it to the writer, who can do nothing about it."""
        log_fault("protocol", error)

    def shutdown(self) -> None:
        self.checks.stop()
        super().shutdown()  # type: ignore[no-untyped-call]

    def on_initialize(self, params: types.InitializeParams) -> None:
        self.checks.start()
        wishes: Any = params.initialization_options
        links = wishes.get("links") if isinstance(wishes, dict) else getattr(wishes, "links", None)
        self.checks.asks_the_web = links is True

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
        if path is not None:
            self.checks.open(Buffer(document.uri, folder, path, document.text, document.version))

    def on_change(self, params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        buffer = self.checker.buffer(uri)
        if buffer is not None:
            buffer.written = self.workspace.get_text_document(uri).source
            buffer.version = params.text_document.version
            buffer.unsettled = True
            buffer.mark_changed()

    def on_save(self, params: types.DidSaveTextDocumentParams) -> None:
        buffer = self.checker.buffer(params.text_document.uri)
        if buffer is not None:
            buffer.saved = True
        self.checker.check_again()

    def on_close(self, params: types.DidCloseTextDocumentParams) -> None:
        buffer = self.checker.close(params.text_document.uri)
        if buffer is not None:
            self._publish(buffer.uri, [], None)

    def on_files(self, params: types.DidChangeWatchedFilesParams) -> None:
        self.checker.check_again()

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

    def _show_findings(self, buffer: Buffer, snapshot: Snapshot) -> None:
        diagnostics = [diagnostic(finding, snapshot.text) for finding in snapshot.findings]
        self._publish(buffer.uri, diagnostics, snapshot.version)

    def _publish(self, uri: str, diagnostics: Sequence[types.Diagnostic], version: int | None) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    def _show_message(self, message: str) -> None:
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        snapshot = await self.checks.current(params.text_document.uri)
        return hover.hover(snapshot, snapshot.text.offset(params.position)) if snapshot else None

    async def code_actions(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        uri = params.text_document.uri
        buffer, snapshot = self.checker.buffer(uri), await self.checks.current(uri)
        # Edits of a text that is not the present one would destroy it.
        if buffer is None or snapshot is None or snapshot.version != buffer.version:
            return None
        return actions.actions(snapshot, buffer.uri, params)

    async def complete(self, params: types.CompletionParams) -> types.CompletionList | None:
        uri = params.text_document.uri
        buffer = self.checker.buffer(uri)
        if buffer is None:
            return None
        # What is being written is looked at by its lines, so an older snapshot will do.
        snapshot = buffer.snapshot or await self.checks.current(uri)
        if snapshot is None:
            return None
        return completion.complete(Text(buffer.written), params.position, snapshot.project, snapshot.source)

    async def definition(self, params: types.DefinitionParams) -> list[types.Location] | None:
        snapshot = await self.checks.current(params.text_document.uri)
        return navigation.definition(snapshot, snapshot.text.offset(params.position)) if snapshot else None

    async def links(self, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
        snapshot = await self.checks.current(params.text_document.uri)
        return navigation.links(snapshot) if snapshot else None


class _Input:
    """What the editor sends, as pygls reads it; it would make room for any length that a header declares."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readline(self) -> bytes:
        return self._stream.readline(MOST_BYTES_OF_HEADER)

    def read(self, count: int) -> bytes:
        """Raises InputError, because nobody knows where the message after such a one begins."""
        if count > MOST_BYTES:
            hint = "open a smaller file, or update the editor's extension"
            raise InputError(f"the editor sends a message of more than {MOST_BYTES // 1_000_000} MB", hint=hint)
        return self._stream.read(count)


def serve(environment: Environment, pipe: BinaryIO, debug: bool = False) -> None:
    """Serves one editor, over stdin and `pipe`, until it ends the session. Raises InputError for an endless message."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    log.setLevel(logging.DEBUG if debug else logging.WARNING)
    # pygls logs with a traceback what `report_server_error` logs in a line.
    logging.getLogger("pygls").setLevel(logging.WARNING if debug else logging.CRITICAL)
    # As rarely as a process that ends soon looks for garbage, one key in a hundred waited 120 ms for it.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    Server(environment).start_io(_Input(sys.stdin.buffer), pipe)  # type: ignore[arg-type]
