"""Findings, and errors of a configuration or catalog, as an editor shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from lsprotocol import types

from credlint.errors import UserError
from credlint.escape import visible
from credlint.finding import Finding, Severity
from credlint.lsp.buffer import Text

SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
SOURCE = "credlint"


def diagnostic(finding: Finding, text: Text) -> types.Diagnostic:
    return types.Diagnostic(
        range=text.range(finding.span),
        message=visible(f"{finding.message}\n{finding.advice}".strip()),
        severity=SEVERITIES[finding.severity],
        code=finding.rule,
        source=SOURCE,
    )


class Errors:
    """The errors of folders whose configuration or catalog cannot be used; the last good one is used meanwhile."""

    def __init__(
        self,
        publish: Callable[[str, Sequence[types.Diagnostic], int | None], None],
        show_message: Callable[[str], None],
    ) -> None:
        self._publish, self._show_message = publish, show_message
        self._shown: dict[Path, tuple[str, str | None]] = {}

    def show(self, folder: Path, error: UserError) -> None:
        """Shows an error, once, in a message and at its line."""
        if self._shown.get(folder, ("", None))[0] == str(error):
            return
        self.clear(folder)
        uri = None
        if error.path is not None and (folder / error.path).is_file():
            uri = (folder / error.path).as_uri()
            line = max((error.line or 1) - 1, 0)
            place = types.Range(types.Position(line, 0), types.Position(line + 1, 0))
            message = visible(f"{error.message}\n{error.hint}".strip())
            level = types.DiagnosticSeverity.Error
            self._publish(uri, [types.Diagnostic(place, message, level, source=SOURCE)], None)
        self._shown[folder] = str(error), uri
        self._show_message(f"credlint: {visible(str(error))}")

    def clear(self, folder: Path) -> None:
        _, uri = self._shown.pop(folder, ("", None))
        if uri is not None:
            self._publish(uri, [], None)
