"""What other articles need to know of one."""

import re
from collections.abc import Iterable

from msgspec import Struct

from credlint import lazy_re
from credlint.catalog import Catalog
from credlint.claims import Claim
from credlint.document import Document


class Page(Struct, frozen=True, array_like=True, gc=False):
    """What other articles need to know of one.

    `anchors`: the names of its anchors, as `anchors_of` writes them (as a set they were half of what a file costs in
    memory). None: not known, so none is ever missing on it.

    `shown`: the path as the article itself has it, where that differs (run from another folder than the
    configuration's). `claims`: what it says that only other articles can contradict.
    """

    path: str
    slug: str | None = None
    anchors: str | None = None
    draft: bool = False
    shown: str = ""
    claims: tuple[Claim, ...] = ()


def anchors_of(names: Iterable[str]) -> str:
    """The names on a line each; one with a line break in it cannot be linked to."""
    return "".join(f"\n{name}" for name in sorted(set(names)) if "\n" not in name) + "\n"


def page(path: str, document: Document, slug: str | None, draft: bool) -> Page:
    """The facts of an article that was read."""
    anchors: str | None = anchors_of(anchor.name for anchor in document.anchors)
    if path.endswith(".mdx") and _IMPORTED_PAGE.search(document.text):
        # Headings of what it imports become its own.
        anchors = None
    return Page(path, slug, anchors, draft)


_IMPORTED_PAGE = lazy_re.compile(r"^import\s[^\n]*\.mdx?[\"']", re.M)


def unjudged(claims: Iterable[Claim], catalog: Catalog) -> tuple[Claim, ...]:
    """What is said of single credentials that the catalog has no fact for: only other articles can contradict it."""
    return tuple(
        claim
        for claim in claims
        if (credential := catalog.credentials.get(claim.subject or "")) is not None
        and not claim.past
        and next(credential.facts_of(claim.kind), None) is None
    )
