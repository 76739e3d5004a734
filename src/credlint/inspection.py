"""What credlint reads in an article: every claim with its verdict, every link with its result."""

from __future__ import annotations

from msgspec import Struct

from credlint import engine, wording
from credlint.article import Article
from credlint.catalog import Fact
from credlint.claims.verdict import Unknown, fact_behind, judge
from credlint.document import Link
from credlint.finding import FactNote
from credlint.gist import Unopened
from credlint.links import LinkResult, LinkStatus
from credlint.rule import Selection
from credlint.site import Site
from credlint.span import Position
from credlint.world import World


class ClaimRow(Struct, frozen=True):
    """A claim and its verdict. `because` says why nothing can be said, where the verdict is unknown;
    `fact_in_words` is the fact behind the verdict for people.
    """

    path: str
    start: Position
    end: Position
    quote: str
    kind: str
    value: dict[str, object]
    credential: str | None
    why: str
    verdict: str
    because: str | None
    fact: FactNote | None
    fact_in_words: str


class LinkRow(Struct, frozen=True):
    """One occurrence of a link; `result` is `skipped` where nothing was checked on the web."""

    path: str
    start: Position
    end: Position
    url: str
    text: str
    kind: str
    result: LinkResult


def claims(article: Article, world: World, selection: Selection) -> tuple[ClaimRow, ...]:
    """Every claim of an article, in order of place."""
    lines = article.document.lines()
    return tuple(
        ClaimRow(
            article.path,
            *lines.bounds(claim.span),
            claim.quote,
            claim.kind.value,
            claim.value.to_json(),
            claim.subject,
            claim.why,
            engine.verdict_name(verdict),
            verdict.reason if isinstance(verdict, Unknown) else None,
            *_noted(fact_behind(verdict)),
        )
        for claim, verdict in sorted(judge(article, world), key=lambda pair: (pair[0].span, pair[0].kind))
    )


def _noted(fact: Fact | None) -> tuple[FactNote | None, str]:
    if fact is None:
        return None, ""
    words = f"{wording.value(fact.value)}{wording.narrowing(fact)}{wording.since(fact)}{wording.until(fact)}"
    return engine.fact_note(fact), f"{words} ({wording.attribution(fact) or 'no source'})"


def claims_of_unopened(unopened: Unopened, world: World, selection: Selection) -> tuple[ClaimRow, ...] | None:
    """What `claims` says of an article that claims nothing; None for any other, which must be opened."""
    return None if unopened.gist.claims else ()


def links(article: Article, world: World, selection: Selection) -> tuple[LinkRow, ...]:
    """Every occurrence of every link of an article, in order of place."""
    lines = article.document.lines()
    return tuple(
        LinkRow(
            article.path,
            *lines.bounds(link.span),
            link.url,
            link.text,
            kind_of(link, world.site),
            world.links.get(link.url, LinkResult(link.url, LinkStatus.SKIPPED)),
        )
        for link in sorted(article.document.links, key=lambda link: link.span)
    )


def kind_of(link: Link, site: Site) -> str:
    """outbound, page, anchor, image, mail or other."""
    url = link.url
    if link.is_image:
        return "image"
    if url.startswith("#"):
        return "anchor"
    if site.is_internal(url):
        return "page"
    scheme = url.partition(":")[0].lower() if not url.startswith("//") else "https"
    return {"http": "outbound", "https": "outbound", "mailto": "mail"}.get(scheme, "other")
