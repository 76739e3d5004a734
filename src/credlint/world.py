"""The world on a given day: what articles are judged against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from credlint.catalog import Catalog
from credlint.globs import matches
from credlint.links import LinkResult
from credlint.site import Site


class World(Struct, frozen=True):
    """`links` holds an answer for every URL that was asked; a URL that is not in it was not asked.

    `schemas`: pairs of a glob and a JSON Schema that the front matter of the files it matches has to follow.
    """

    today: date
    catalog: Catalog = field(default_factory=Catalog)
    site: Site = field(default_factory=Site)
    links: Mapping[str, LinkResult] = field(default_factory=dict)
    schemas: tuple[tuple[str, dict[str, object]], ...] = ()

    def schema_for(self, path: str) -> dict[str, object] | None:
        """The schema for a file's front matter; of several globs that match it the last wins."""
        return next((schema for glob, schema in reversed(self.schemas) if matches(glob, path)), None)
