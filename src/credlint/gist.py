"""The gist of an article: what its neighbours and the engine need to know of it. Most articles are never opened again.

It depends on the content alone (and on the names that the catalog knows), so it may be kept with it.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from credlint.article import Article
from credlint.catalog import Catalog
from credlint.document import LinkKind
from credlint.rule import Touches, discover
from credlint.site import Page, page, unjudged


class Gist(Struct, frozen=True, array_like=True):
    """What an article says, in short.

    `urls`: http and https destinations, one for each standing. `inner`: other destinations that may be files of this
    site, `images` those of them that are shown. `claims`: whether it claims anything. `touched`: the rules that its
    content alone gives something to judge.
    """

    page: Page
    urls: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    claims: bool = False
    touched: tuple[str, ...] = ()

    def at(self, place: str, shown: str) -> Gist:
        """The same of a file at that place; `shown` is how its article's path reads."""
        return replace(self, page=replace(self.page, path=place, shown=shown if shown != place else ""))


def gist_of(article: Article, place: str, catalog: Catalog) -> Gist:
    """What there is to know of an article whose file lies at `place`."""
    document, metadata = article.document, article.metadata
    known = page(place, document, metadata.slug, metadata.draft)
    shown = article.path if article.path != place else ""
    urls: list[str] = []
    inner: dict[str, None] = {}
    images: dict[str, None] = {}
    for link in document.links:
        if link.url[:8].lower().startswith(("http://", "https://")):
            urls.append(link.url)
        elif not link.url.startswith("#") and not link.url.lower().startswith(("mailto:", "data:")):
            is_image = link.kind in (LinkKind.IMAGE, LinkKind.HTML_IMAGE)
            (images if is_image else inner)[link.url] = None
    return Gist(
        replace(known, shown=shown, claims=unjudged(article.claims, catalog)),
        tuple(urls),
        tuple(inner),
        tuple(images),
        bool(article.claims),
        touched(article),
    )


def touched(article: Article) -> tuple[str, ...]:
    """The rules that the content of an article gives something to judge; one that fails to tell counts among them."""
    rules = [rule for rule in discover().values() if rule.check_catalog is None]
    return tuple(rule.name for rule in rules if rule.touches is None or _is_touched(rule.touches, article))


def _is_touched(touches: Touches, article: Article) -> bool:
    try:
        return touches(article)
    except Exception:  # whatever it is, it is told when the rule itself is asked
        return True
