"""Which pages to read for the statements of a catalog, and what they say of each.

A page of the site itself proves nothing: it says what the catalog says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import urldefrag, urlsplit

from credlint.catalog import Catalog, Source
from credlint.links import LinkResult
from credlint.links.page import WebPage
from credlint.upkeep import Check, Outcome, SourceCheck, Statement
from credlint.upkeep.fetched import Fetched
from credlint.upkeep.reading import compare


def addresses(found: Iterable[Statement], site: str | None) -> list[str]:
    """The pages to be asked, each once and in order; `site` is the address of the site itself."""
    sources = (source for statement in found for source in statement.sources)
    return sorted({_page(source) for source in sources if source.url and not _is_own(source, site)})


def check_all(
    found: Iterable[Statement],
    answers: Mapping[str, tuple[LinkResult, WebPage | None]],
    catalog: Catalog,
    today: date,
    site: str | None,
) -> list[Check]:
    """Each statement with what its sources say; `answers` are those of the `addresses`."""
    pages = {url: Fetched(result, page, catalog) for url, (result, page) in answers.items()}

    def ask(statement: Statement, source: Source, is_first: bool) -> SourceCheck:
        if not source.url:
            return SourceCheck(source, Outcome.UNKNOWN, "the source has no address")
        if _is_own(source, site):
            return SourceCheck(source, Outcome.UNKNOWN, "this is the site's own page, which proves nothing")
        # `evidence` is of the first source.
        locator = statement.evidence or {} if is_first else {}
        return compare(statement, source, pages[_page(source)], today, locator)

    return [
        Check(one, tuple(ask(one, source, number == 0) for number, source in enumerate(one.sources))) for one in found
    ]


def _page(source: Source) -> str:
    return urldefrag(source.url or "").url


def _is_own(source: Source, site: str | None) -> bool:
    own, theirs = (urlsplit(url or "").hostname for url in (site, source.url))
    return own is not None and theirs is not None and own.removeprefix("www.") == theirs.removeprefix("www.")
