"""The world on a given day: what articles are judged against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from credlint.catalog import Catalog
from credlint.links import LinkResult
from credlint.site import Site


class World(Struct, frozen=True):
    """`links` holds an answer for every URL that was asked; a URL that is not in it was not asked.

    `schema`: the JSON Schema that the front matter of the file in question has to follow, if it has to follow any.
    """

    today: date
    catalog: Catalog = field(default_factory=Catalog)
    site: Site = field(default_factory=Site)
    links: Mapping[str, LinkResult] = field(default_factory=dict)
    schema: dict[str, object] | None = None
