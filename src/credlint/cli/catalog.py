"""credlint catalog: the reference data, read and kept up."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from credlint.cli.session import Session, emit, options

if TYPE_CHECKING:
    from credlint.catalog import Catalog

AS_TEXT_OR_JSON = click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text")


@click.group("catalog")
def command() -> None:
    """Reads, checks and maintains the reference catalog."""


@command.command("list")
@options("config", "as-of")
@AS_TEXT_OR_JSON
def list_(config_file: Path | None, as_of: date | None, format_name: str) -> None:
    """Lists every credential, with its status on the day."""
    session = Session.start(config_file, as_of)
    rows = []
    for credential in sorted(session.catalog.credentials.values(), key=lambda credential: credential.id):
        entry = credential.status_on(session.today)
        rows.append((credential.id, credential.name, entry.status if entry else None, credential.recognised_only))
    if format_name == "json":
        keys = ("credential", "name", "status", "recognised_only")
        emit(_dump({"version": 1, "credentials": [dict(zip(keys, row, strict=True)) for row in rows]}))
        return
    widths = [max((len(str(row[column] or "")) for row in rows), default=0) for column in (0, 1)]
    emit(
        "".join(
            f"{ident:{widths[0]}}  {name:{widths[1]}}  {status or ('name only' if bare else '-')}\n"
            for ident, name, status, bare in rows
        )
    )


@command.command("find")
@click.argument("text")
@options("config")
@AS_TEXT_OR_JSON
def find(text: str, config_file: Path | None, format_name: str) -> None:
    """Says whom a name means."""
    catalog = Session.start(config_file).catalog
    found = catalog.names.find(text)
    if format_name == "json":
        name = _name(catalog, found.subject) if found.subject else None
        emit(_dump({"credential": found.subject, "name": name, "candidates": list(found.candidates)}))
    elif found.subject:
        emit(f"{found.subject}  {_name(catalog, found.subject)}\n")
    elif found.candidates:
        emit("it could be any of\n" + "".join(f"  {one}  {_name(catalog, one)}\n" for one in found.candidates))
    else:
        emit("nobody by that name is in the catalog\n")


def _dump(value: Any) -> str:
    from credlint.escape import for_json

    return for_json(json.dumps(value, ensure_ascii=False, indent=1)) + "\n"


def _name(catalog: Catalog, ident: str) -> str:
    for known in (catalog.credentials, catalog.providers, catalog.groups):
        if ident in known:
            return str(known[ident].name)
    return ident
