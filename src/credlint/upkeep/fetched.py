"""What a source's address gave, and how much of it is repeated."""

from __future__ import annotations

from functools import cached_property

from credlint import article
from credlint.catalog import Catalog
from credlint.claims import Claim
from credlint.errors import CredlintError
from credlint.links import LinkResult
from credlint.links.page import WebPage
from credlint.upkeep.html import CannotTell, Html

LONGEST_SAYING = 200


class Fetched:
    """What the web gave for a source's address, read at most once in each way."""

    def __init__(self, result: LinkResult, page: WebPage | None, catalog: Catalog) -> None:
        self.result, self.page, self.catalog = result, page, catalog

    @cached_property
    def html(self) -> Html:
        assert self.page is not None
        return Html(self.page.text)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the page claims, read as an article."""
        try:
            return article.read(self.html.as_markdown(), "source.md", self.catalog.names).claims
        except (CredlintError, RecursionError) as problem:
            raise CannotTell("its text could not be read") from problem


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SAYING else f"{text[:LONGEST_SAYING]}…"
