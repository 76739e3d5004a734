"""credlint lsp: the language server."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from credlint import debug
from credlint.cli.entry import OK
from credlint.cli.options import options
from credlint.cli.session import Asked, Session
from credlint.cli.web import verifier
from credlint.lsp import server
from credlint.lsp.project import Environment
from credlint.plan import Verify


class _Session(Session):
    """The session of a folder that an editor has open."""

    @property
    def web(self) -> Verify:
        return verifier(self, Asked(quiet=True))


@click.command("lsp")
@options("config", "as-of", "no-cache")
def command(config_file: Path | None, as_of: date | None, no_cache: bool) -> int:
    """Serve an editor over stdin and stdout (Language Server Protocol 3.17).

    Editors start it themselves; .github/EDITORS.md shows how. Links to the web are checked only if the editor sends the
    initialization option {"links": true}, and then only when an article is opened or saved.
    """
    config_file = config_file.absolute() if config_file else None
    environment = Environment(
        start=lambda folder: _Session.start(config_file, as_of, not no_cache, folder),
        today=lambda: as_of or datetime.now(UTC).date(),
        config_file=config_file,
    )
    # Nothing needs tidying up, and the thread that waits for stdin would not notice an interrupt.
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    # The protocol keeps the pipe to itself: what anything else prints goes where the log goes.
    sys.stdout.flush()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as pipe:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        server.serve(environment, pipe, debug=debug.is_wanted())
    return OK
