"""What an article asserts about credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credlint.claims.claim import Claim

if TYPE_CHECKING:
    from credlint.catalog.mention import Mention
    from credlint.catalog.names import Names
    from credlint.claims.recall import Recall
    from credlint.document import Document

__all__ = ["Claim", "find_claims", "survey"]


def find_claims(document: Document, names: Names, without: frozenset[str] = frozenset()) -> tuple[Claim, ...]:
    """Every claim of a document, in source order.

    `without` switches cues (`cost/label`) and traps (`trap/salary`) off, for tests that show what each is worth.
    """
    # The patterns of all kinds take a while to compile; commands that find no claims should not wait for them.
    from credlint.claims.finder import find

    return find(document, names, without)


def survey(
    document: Document, names: Names, recall: Recall | None = None
) -> tuple[tuple[Claim, ...], tuple[Mention, ...]]:
    """The claims of a document and whom it names, each in source order, from one scan."""
    from credlint.claims.finder import survey

    return survey(document, names, recall=recall)
