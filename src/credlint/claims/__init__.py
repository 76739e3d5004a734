"""What an article asserts about credentials.

The parts, each built on those before it:

- `layout` finds the `places` that one reads, `mentions` the names in each of them, `tables` what is whose in a table,
  and a `scene` adds sentences and labels; the `gate` admits the scenes of articles about credentials.
- A `page` adds the `quantities`, a `context` is what stands around one value (`place_context`: around its whole place).
- Each of the `kinds` finds candidates by its `cues`, unless one of the `traps` shows that a value is none.
- `subject` says which credential a candidate is about, and `finder` makes claims of them all.
- `verdict` compares claims with the facts that are alike (`comparability`).

Where to add what:

- A way to write an amount: `quantities.atoms` reads one number with its unit, `quantities` ranges, changes and sums.
  A way to write a date: `written_dates`.
- A value that is no claim although it looks like one: a row in the table of `traps` for such values.
- A step of evidence for the subject: a function in the module of `subject` that looks there, and its row in `STEPS`.
- A kind: a module in `kinds` with `KIND` and `find`, and what the contributors' guide (`.github`) lists beside it.
"""

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
