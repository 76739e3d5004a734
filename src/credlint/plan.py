"""What to check, and with what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from credlint.catalog import Catalog
from credlint.config import Config
from credlint.discovery import SourceFile
from credlint.links import LinkResult
from credlint.site import Listing

if TYPE_CHECKING:
    from credlint.cache import Articles

Verify = Callable[[Iterable[str]], Mapping[str, LinkResult]]


class Tree(Protocol):
    """Files other than those on disk, such as those of a commit."""

    def listing(self, listed: Listing) -> Listing:
        """The files that links may lead to, given those on disk."""
        ...

    def source(self, place: str) -> SourceFile:
        """The file at a place."""
        ...


class Plan(Struct, frozen=True):
    """The input of a run.

    `others` are files of the same site that are not judged. `verify` checks outbound links; without it, none are
    checked, nor are the URLs that `unasked` holds for a place. `tree` stands in for the disk. `scheduler` is the
    address of a Dask cluster that does the work. `complain` takes a message about what a run cannot do where no answer
    has a place for it.
    """

    sources: Sequence[SourceFile]
    catalog: Catalog
    config: Config
    today: date
    jobs: int | None = None
    kept: Articles | None = None
    verify: Verify | None = None
    others: Sequence[SourceFile] = ()
    unasked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tree: Tree | None = None
    scheduler: str | None = None
    complain: Callable[[str], None] = lambda complaint: None
