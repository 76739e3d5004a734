"""Ids that lead nowhere, or in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from credlint.catalog import Catalog
from credlint.catalog.audit.flaw import Flaw, flaw


def dangling(catalog: Catalog) -> Iterator[Flaw]:
    """Ids that lead nowhere: successors and members of groups; a credential that replaces itself in the end."""
    for credential in catalog.credentials.values():
        for number, ident in enumerate(credential.replaced_by):
            pointer = f"/replaced-by/{number}"
            if ident not in catalog.credentials:
                message = f"the successor {ident} is not in the catalog"
                yield flaw(catalog, credential, pointer, message, "add it, or correct the id")
            elif credential.id in _line_of(catalog, ident):
                message = f"{ident} is in the end replaced by {credential.id} itself"
                yield flaw(catalog, credential, pointer, message, "take one of the two out")
    for group in catalog.groups.values():
        for key, idents, known in (
            ("providers", group.providers, catalog.providers),
            ("credentials", group.credentials, catalog.credentials),
        ):
            for number, ident in enumerate(idents):
                if ident not in known:
                    message = f"the member {ident} is not in the catalog"
                    yield flaw(catalog, group, f"/{key}/{number}", message, "add it, or correct the id")


def _line_of(catalog: Catalog, ident: str) -> set[str]:
    """All that come after a credential, by whatever number of steps."""
    seen: set[str] = set()
    waiting = [ident]
    while waiting:
        after = catalog.credentials.get(waiting.pop())
        for successor in after.replaced_by if after else ():
            if successor not in seen:
                seen.add(successor)
                waiting.append(successor)
    return seen
