"""Names of credentials, providers and groups, and where a text mentions them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from credlint.span import Span

if TYPE_CHECKING:
    from credlint.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text that names somebody.

    `subjects`: ids of credentials, of a provider or of a group; several where the name does not tell which; none for a
    credential that the catalog does not know. `form`: credential, provider, group, family (level missing), unknown.
    """

    span: Span
    subjects: tuple[str, ...]
    form: str


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of `Names.find`: one subject, or None with the candidates that it might be (ids, best first)."""

    subject: str | None
    candidates: tuple[str, ...]


class Names:
    """Resolves official names, aliases, former names and exam codes."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def find(self, text: str) -> Found:
        """Whom one name means, by itself."""
        return Found(None, ())
