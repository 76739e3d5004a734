"""The server: messages in, findings out.

Articles are checked in a thread of their own, one at a time, so that the server takes the next message meanwhile; what
was found in a text that has changed since is dropped. After each check it rests as long as that took, so a key that
comes alone is answered at once and a burst of keys only at its end. Nothing that fails in a half-typed article ends the
server: it is logged, and the last good findings stay.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import Awaitable, Callable, Coroutine, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from credlint import __version__
from credlint.errors import InputError, UserError, describe
from credlint.lsp import actions, completion, hover, navigation
from credlint.lsp.buffer import Buffer, Snapshot, Text, article_path, path_of
from credlint.lsp.checker import Checker
from credlint.lsp.diagnostics import Errors, diagnostic
from credlint.lsp.project import Environment

log = logging.getLogger("credlint.lsp")

# The longest rest between two answers, and the pause after which the article's surroundings are looked at again.
LONGEST_REST = 0.5
PAUSE = 0.5

OBJECTS_BETWEEN_COLLECTIONS = 2_000

# A message holds an article of 5 MB at most, in which any character may be escaped; a header is a line.
MOST_BYTES = 100_000_000
MOST_BYTES_OF_HEADER = 1_000

WATCHED = ("**/credlint.toml", "**/pyproject.toml", "**/*.{md,mdx,markdown}", "**/*.{yaml,yml}", "**/*.schema.json")

P = TypeVar("P")
T = TypeVar("T")


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
        self.asks_the_web = False
        self.errors = Errors(self._publish, self._show_message)
        self.checker = Checker(environment, self._soon(self.errors.show), self._soon(self.errors.clear))
        self.tasks: set[asyncio.Task[None]] = set()
        self.worker = ThreadPoolExecutor(1, "credlint")
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

    def _soon(self, function: Callable[..., None]) -> Callable[..., object]:
        """The function as another thread may call it: in the thread of the server."""
        return lambda *arguments: self.loop.call_soon_threadsafe(function, *arguments)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """pygls would show it to the writer, who can do nothing about it."""
        _log("protocol", error)

    def shutdown(self) -> None:
        self.worker.shutdown(wait=False, cancel_futures=True)
        super().shutdown()  # type: ignore[no-untyped-call]

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
        if path is not None:
            buffer = Buffer(document.uri, folder, path, document.text, document.version)
            self.checker.open(buffer)
            self._spawn(self._keep_checked(buffer))

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

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)  # the loop alone does not keep it alive
        task.add_done_callback(self.tasks.discard)

    async def _in_worker(self, work: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.worker, work, *arguments)

    async def _keep_checked(self, buffer: Buffer) -> None:
        """Publishes the findings of a buffer after every change, as long as it is open."""
        clock = asyncio.get_running_loop().time
        while self.checker.is_open(buffer):
            try:
                if not await self._changes(buffer):
                    await self._settle(buffer)
                    continue
                await asyncio.sleep(buffer.rests_until - clock())
                buffer.changed.clear()
                begun = clock()
                await self._check(buffer)
                buffer.rests_until = clock() + min(clock() - begun, LONGEST_REST)
            except UserError as mistake:
                self.errors.show(buffer.folder, mistake)
            except Exception as fault:
                _log(buffer.uri, fault)
            if not buffer.changed.is_set():
                buffer.done.set()
        buffer.done.set()

    async def _changes(self, buffer: Buffer) -> bool:
        """Waits for the next change; False where none comes for a while after the writer's last."""
        try:
            async with asyncio.timeout(PAUSE if buffer.unsettled else None):
                await buffer.changed.wait()
        except TimeoutError:
            buffer.unsettled = False
            return False
        return True

    async def _check(self, buffer: Buffer) -> None:
        snapshot = await self._in_worker(self.checker.check, buffer, buffer.written, buffer.version)
        if buffer.changed.is_set() or not self.checker.is_open(buffer):
            return
        buffer.snapshot = snapshot
        if snapshot is None:
            return
        for crash in snapshot.judged.crashes:
            log.error("%s: %s: %s", crash.path, crash.where, crash.message)
        diagnostics = [diagnostic(finding, snapshot.text) for finding in snapshot.findings]
        self._publish(buffer.uri, diagnostics, snapshot.version)
        if self.asks_the_web and buffer.saved:
            buffer.saved = False
            self._spawn(self._ask_the_web(buffer, snapshot))

    async def _settle(self, buffer: Buffer) -> None:
        """Has the folder's articles checked again where this one, or what it is judged by, is no longer the same."""
        known = buffer.snapshot
        if known is not None and await self._in_worker(known.project.is_outdated, known.source, known.article):
            self.checker.check_again(buffer.folder)

    async def _ask_the_web(self, buffer: Buffer, snapshot: Snapshot) -> None:
        try:
            answers = await asyncio.to_thread(snapshot.project.ask_the_web, snapshot.source, snapshot.article)
            snapshot.project.remember(answers)
            buffer.mark_changed()
        except Exception as fault:
            _log("links", fault)

    def _publish(self, uri: str, diagnostics: Sequence[types.Diagnostic], version: int | None) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    def _show_message(self, message: str) -> None:
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))

    async def _current(self, uri: str) -> Snapshot | None:
        """The snapshot of an article, once its last change has been read."""
        buffer = self.checker.buffer(uri)
        if buffer is None:
            return None
        await buffer.done.wait()
        return buffer.snapshot

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        snapshot = await self._current(params.text_document.uri)
        return hover.hover(snapshot, snapshot.text.offset(params.position)) if snapshot else None

    async def code_actions(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        uri = params.text_document.uri
        buffer, snapshot = self.checker.buffer(uri), await self._current(uri)
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
        snapshot = buffer.snapshot or await self._current(uri)
        if snapshot is None:
            return None
        return completion.complete(Text(buffer.written), params.position, snapshot.project, snapshot.source)

    async def definition(self, params: types.DefinitionParams) -> list[types.Location] | None:
        snapshot = await self._current(params.text_document.uri)
        return navigation.definition(snapshot, snapshot.text.offset(params.position)) if snapshot else None

    async def links(self, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
        snapshot = await self._current(params.text_document.uri)
        return navigation.links(snapshot) if snapshot else None


def _log(where: str, fault: BaseException) -> None:
    log.error("%s: %s", where, describe(fault), exc_info=fault if log.isEnabledFor(logging.DEBUG) else None)


def serve(environment: Environment, pipe: BinaryIO, debug: bool = False) -> None:
    """Serves one editor, over stdin and `pipe`, until it ends the session. Raises InputError for an endless message."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    log.setLevel(logging.DEBUG if debug else logging.WARNING)
    # pygls logs with a traceback what `report_server_error` logs in a line.
    logging.getLogger("pygls").setLevel(logging.WARNING if debug else logging.CRITICAL)
    # As rarely as a process that ends soon looks for garbage, one key in a hundred waited 120 ms for it.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    Server(environment).start_io(_Input(sys.stdin.buffer), pipe)  # type: ignore[arg-type]
