"""What the commands that keep the catalog true have in common: which facts are meant, and how one is named."""

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


def must_know(catalog: Catalog, idents: Iterable[str]) -> None:
    """Raises UsageError for what is neither a credential nor a provider."""
    known = [*catalog.credentials, *catalog.providers]
    for ident in idents:
        if ident not in known:
            hint = did_you_mean(ident, known) or "credlint catalog list shows all credentials"
            raise UsageError(f"there is no credential or provider {ident!r} in the catalog", hint=hint)


def own(session: Session, found: list[Statement]) -> list[Statement]:
    """Those of the configured folders; without any, of the catalog that comes with credlint."""
    return [one for one in found if is_own(session, one.path)]


def is_own(session: Session, path: str) -> bool:
    """Whether a catalog file is one of the configured folders; without any, all are."""
    folders = tuple(f"{folder}/" for folder in session.config.catalog)
    return not folders or path.startswith(folders)


def named(statement: Statement) -> str:
    narrow = wording.narrowing(statement.fact) if statement.fact else ""
    return f"{statement.owner.id}: {statement.kind.value} {wording.value(statement.value)}{narrow}"


def stated_at(session: Session, statement: Statement) -> dict[str, Any]:
    return {
        "credential": statement.owner.id,
        "path": session.shown(Path(statement.path)),
        "pointer": statement.pointer,
        "kind": statement.kind.value,
        "value": statement.value.to_json(),
        "checked": date_text(statement.checked),
    }
