"""What an article asserts about credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credlint.claims.claim import Claim

if TYPE_CHECKING:
    from credlint.catalog.mention import Mention
    from credlint.catalog.names import Names
    from credlint.claims.recall import Recall
    from credlint.document import Document

__all__ = ["Claim", "survey"]


def survey(
    document: Document, names: Names, recall: Recall | None = None, without: frozenset[str] = frozenset()
) -> tuple[tuple[Claim, ...], tuple[Mention, ...]]:
    """The claims and the mentions of a document, each in source order, from one scan.

    `recall` spares looking for claims in sections that it knows. `without` switches cues (`cost/label`) and traps
    (`trap/salary`) off, for tests that show what each is worth.
    """
    # The patterns of all kinds take a while to compile; commands that find no claims should not wait for them.
    from credlint.claims import finder

    return finder.survey(document, names, recall, without)
