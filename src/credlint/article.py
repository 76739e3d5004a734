"""An article: what a file says and what it claims. Pure: text in, article out."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct, field

from credlint import lazy_re
from credlint.catalog.mention import Mention
from credlint.claims import Claim, survey
from credlint.document import Document, FrontMatter, parse
from credlint.span import Span

if TYPE_CHECKING:
    from credlint.catalog.names import Names
    from credlint.claims.recall import Recall


class FrontMatterKeys(Struct, frozen=True):
    """The front matter keys for each purpose; the first that holds a date wins, of `updated` ones the latest date."""

    published: tuple[str, ...] = ("pubDate", "date", "publishDate", "published", "datePublished")
    updated: tuple[str, ...] = ("updatedDate", "lastVerified", "lastmod", "updated", "lastUpdated", "modified")
    slug: tuple[str, ...] = ("slug",)
    draft: tuple[str, ...] = ("draft",)
    title: tuple[str, ...] = ("title",)


class Metadata(Struct, frozen=True, array_like=True):
    """What the front matter says of the article itself; a date that does not parse is None here.

    `published_key` is the key that `published` stands under; `updates` has every later date with its key, of which
    `updated` is the latest.
    """

    title: str | None = None
    published: date | None = None
    updated: date | None = None
    slug: str | None = None
    draft: bool = False
    published_key: str | None = None
    updates: tuple[tuple[str, date], ...] = ()

    @property
    def last_review(self) -> date | None:
        dates = [day for day in (self.published, self.updated) if day]
        return max(dates) if dates else None


class Unreadable(Struct, frozen=True, array_like=True):
    """Why a file could not be read as it is, where, and what to do."""

    reason: str
    advice: str
    span: Span = Span(0, 0)


class Article(Struct, frozen=True, array_like=True):
    """`mentions`: the places that name a credential, provider or group, in source order, from the scan for claims."""

    document: Document
    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    unreadable: Unreadable | None = None

    @property
    def is_unread(self) -> bool:
        """Whether nothing of it is known; of a file in another encoding the text is."""
        return self.unreadable is not None and not self.document.text

    @property
    def path(self) -> str:
        return self.document.path


def read(
    text: str,
    path: str,
    names: "Names",
    keys: FrontMatterKeys | None = None,
    had_bom: bool = False,
    recall: "Recall | None" = None,
) -> Article:
    """Reads what a file says and claims; `recall` spares sections that it knows being looked through again.

    Raises PositionError where a place in it cannot be proven.
    """
    document = parse(text, path, had_bom)
    claims, mentions = survey(document, names, recall)
    return Article(document, claims, mentions, metadata(document.front_matter, keys or FrontMatterKeys()))


def metadata(front_matter: FrontMatter | None, keys: FrontMatterKeys) -> Metadata:
    """What the front matter says of the article; a value of another type than it should be counts as absent."""
    data = front_matter.data if front_matter else None
    if not isinstance(data, dict):
        return Metadata()
    title = next(_texts(data, keys.title), None)
    slug = next(_texts(data, keys.slug), None)
    published_key, published = next(_dates(data, keys.published), (None, None))
    updates = tuple(_dates(data, keys.updated))
    return Metadata(
        title=title,
        published=published,
        updated=max((day for _, day in updates), default=None),
        slug=slug.strip() or None if slug else None,
        draft=any(data.get(key) is True for key in keys.draft),
        published_key=published_key,
        updates=updates,
    )


def _texts(data: dict[str, object], keys: tuple[str, ...]) -> Iterator[str]:
    return (value for key in keys if isinstance(value := data.get(key), str) and value.strip())


def _dates(data: dict[str, object], keys: tuple[str, ...]) -> Iterator[tuple[str, date]]:
    for key in keys:
        value = data.get(key)
        day = read_day(value) if isinstance(value, str) else None
        if day:
            yield key, day


# A time of day and its zone may follow (RFC 3339, YAML 1.1); the day counts as it is written.
_DAY = lazy_re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?[ \t]*(?:Z|z|[+-]\d{1,2}(?::?\d{2})?)?)?"
)


def read_day(text: str) -> date | None:
    """The day of a date or date-time as front matter has them, or None where there is no such day."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def is_impossible_day(text: str) -> bool:
    """Whether it has the form of a date (or date-time) and there is no such day."""
    return _DAY.fullmatch(text.strip()) is not None and read_day(text) is None
