"""The world on a given day: what articles are judged against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from credlint.catalog import Catalog
from credlint.links import LinkResult
from credlint.site import DeadLink, Site

# The dead links of an article, and the digest of the file that they are of.
KnownDeadLinks = tuple[bytes, Sequence[DeadLink]]


class World(Struct, frozen=True):
    """`links` holds an answer for every URL that was asked; a URL that is not in it was not asked.

    `schema`: the JSON Schema that the front matter of the file in question has to follow, if it has to follow any.

    `dead_links`: those of articles whose links were followed already, by their places.
    """

    today: date
    catalog: Catalog = field(default_factory=Catalog)
    site: Site = field(default_factory=Site)
    links: Mapping[str, LinkResult] = field(default_factory=dict)
    schema: dict[str, object] | None = None
    dead_links: Mapping[str, KnownDeadLinks] = field(default_factory=dict)
