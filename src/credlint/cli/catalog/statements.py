"""Statements of the catalog as `due`, `impact` and `verify` select and show them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from credlint import wording
from credlint.cli.options import format_option
from credlint.cli.session import Session
from credlint.dates import date_text
from credlint.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from credlint.catalog import Catalog
    from credlint.upkeep import Statement

AS_TEXT_OR_JSON = format_option(["text", "json"])
LISTED = 20


def require_known(catalog: Catalog, idents: Iterable[str]) -> None:
    """Raises UsageError for what is neither a credential nor a provider."""
    known = [*catalog.credentials, *catalog.providers]
    for ident in idents:
        if ident not in known:
            hint = did_you_mean(ident, known) or "credlint catalog list shows all credentials"
            raise UsageError(f"there is no credential or provider {ident!r} in the catalog", hint=hint)


def is_own(session: Session, path: str) -> bool:
    """Whether a catalog file is one of the configured folders; without any, all are."""
    folders = tuple(f"{folder}/" for folder in session.config.catalog)
    return not folders or path.startswith(folders)


def label(statement: Statement) -> str:
    narrow = wording.narrowing(statement.fact) if statement.fact else ""
    return f"{statement.owner.id}: {statement.kind.value} {wording.value(statement.value)}{narrow}"


def statement_json(session: Session, statement: Statement) -> dict[str, Any]:
    return {
        "credential": statement.owner.id,
        "path": session.shown(Path(statement.path)),
        "pointer": statement.pointer,
        "kind": statement.kind.value,
        "value": statement.value.to_json(),
        "checked": date_text(statement.checked),
    }
