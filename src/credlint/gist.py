"""The gist of an article: what other articles and the engine need to know of it. Most articles are never opened again.

It depends on the content alone (and on the names that the catalog knows), so it may be kept with it.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Self

from msgspec import Struct, msgpack
from msgspec.structs import replace

from credlint.article import Article
from credlint.catalog import Catalog
from credlint.document import Link, LinkKind
from credlint.rule import Touches, discover
from credlint.site import DeadLinks, Page, page, unjudged

# As `touched` and `until` of a gist.
Touched = tuple[tuple[str, ...], date | None]


class Gist(Struct, frozen=True, array_like=True, gc=False):
    """What an article says, in short.

    `packed_urls` and `packed_inner` are `urls` and `inner`, packed because they are most of what is held of every file
    (None: they are left with the cache). `to_places`: those of the inner destinations that have a `#`, one a line.
    `rooted`: the root-relative ones. `claims`: whether it claims anything.
    `directives`: whether comments in it hide findings. `touched`: the rules that its content alone gives something to
    judge; `until`: the last day on which others have something too. `content`: the digest of the file that it is of.
    """

    page: Page
    packed_urls: bytes = b""
    packed_inner: bytes | None = b""
    to_places: str = ""
    rooted: str = ""
    claims: bool = False
    directives: bool = False
    touched: tuple[str, ...] = ()
    until: date | None = None
    content: bytes = b""

    @property
    def urls(self) -> tuple[str, ...]:
        """The http and https destinations, one for each occurrence."""
        return _URLS.decode(self.packed_urls) if self.packed_urls else ()

    @property
    def inner(self) -> tuple[Link, ...]:
        """The links that may lead nowhere on this site, without their texts."""
        return _LINKS.decode(self.packed_inner) if self.packed_inner else ()

    def at(self, place: str, shown: str, content: bytes = b"", *, whole: bool = True) -> Self:
        """The same of a file at that place; `shown` is how its article's path reads. If not `whole`, its links are left
        with the cache.
        """
        page = replace(self.page, path=place, shown=shown if shown != place else "")
        inner = self.packed_inner if whole or not self.packed_inner else None
        touched, until = _one_of_each((self.touched, self.until))
        return replace(self, page=page, packed_inner=inner, touched=touched, until=until, content=content)


class Unopened(Struct, frozen=True):
    """A file whose article is not opened: its gist, and its dead links (None: it has none), which are computed when
    called for and raise LookupError where they cannot be known.
    """

    gist: Gist
    dead_links: Callable[[], DeadLinks | None]


@cache
def _one_of_each(touched: Touched) -> Touched:
    """One object for equal ones, because thousands of files have the same."""
    return touched


_URLS = msgpack.Decoder(tuple[str, ...])
_LINKS = msgpack.Decoder(tuple[Link, ...])
_pack = msgpack.Encoder().encode


def gist_of(article: Article, place: str, catalog: Catalog) -> Gist:
    """What there is to know of an article whose file lies at `place`."""
    document, metadata = article.document, article.metadata
    known = Page(place) if article.is_unread else page(place, document, metadata.slug, metadata.draft)
    shown = article.path if article.path != place else ""
    anchors = {f"#{anchor.name}" for anchor in document.anchors}
    urls: list[str] = []
    inner: list[Link] = []
    for link in document.links:
        if link.is_web:
            urls.append(link.url)
        elif link.url not in anchors and not link.url.lower().startswith(("mailto:", "data:")):
            inner.append(replace(link, text="", text_span=None))
    return Gist(
        replace(known, shown=shown, claims=unjudged(article.claims, catalog)),
        _pack(urls) if urls else b"",
        _pack(inner) if inner else b"",
        "\n".join(dict.fromkeys(link.url for link in inner if "#" in link.url and "\n" not in link.url)),
        "\n".join(dict.fromkeys(link.url for link in inner if link.url[:1] == "/" and link.kind != LinkKind.REFERENCE)),
        bool(article.claims),
        bool(document.directives),
        *touched(article),
    )


def touched(article: Article) -> Touched:
    """The rules that the content of an article gives something to judge, and those whose `touches` fails; and the last
    day on which it gives others something.
    """
    rules = [rule for rule in discover().values() if rule.check or rule.check_unused]
    answers = {rule.name: rule.touches is None or _is_touched(rule.touches, article) for rule in rules}
    days = [answer for answer in answers.values() if isinstance(answer, date)]
    return tuple(name for name, answer in answers.items() if answer is True), max(days, default=None)


def _is_touched(touches: Touches, article: Article) -> bool | date:
    try:
        return touches(article)
    except Exception:  # it is reported when the rule itself runs
        return True
