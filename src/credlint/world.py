"""The world on a given day: what articles are judged against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from credlint.catalog import Catalog
from credlint.links import LinkResult
from credlint.site import Site


@dataclass(frozen=True, slots=True)
class World:
    """`links` holds an answer for every URL that was asked; a URL that is not in it was not asked."""

    today: date
    catalog: Catalog = field(default_factory=Catalog)
    site: Site = field(default_factory=Site)
    links: Mapping[str, LinkResult] = field(default_factory=dict)
