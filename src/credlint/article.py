"""An article: what a file says and what it claims. Pure: text in, article out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from credlint.catalog.names import Mention
from credlint.claims import Claim
from credlint.document import Document
from credlint.span import Span


@dataclass(frozen=True, slots=True)
class FrontMatterKeys:
    """Which front matter keys carry what; the first that holds a date wins, `updated` ones by the latest date."""

    published: tuple[str, ...] = ("pubDate", "date", "publishDate", "published", "datePublished")
    updated: tuple[str, ...] = ("updatedDate", "lastVerified", "lastmod", "updated", "lastUpdated", "modified")
    slug: tuple[str, ...] = ("slug",)
    draft: tuple[str, ...] = ("draft",)
    title: tuple[str, ...] = ("title",)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the front matter says of the article itself; a date that does not parse is None here."""

    title: str | None = None
    published: date | None = None
    updated: date | None = None
    slug: str | None = None
    draft: bool = False

    @property
    def last_review(self) -> date | None:
        dates = [day for day in (self.published, self.updated) if day]
        return max(dates) if dates else None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file could not be read as it is, where, and what to do."""

    reason: str
    advice: str
    span: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Article:
    """`mentions`: the places that name a credential, provider or group, in source order, from the scan for claims."""

    document: Document
    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    unreadable: Unreadable | None = None

    @property
    def path(self) -> str:
        return self.document.path
