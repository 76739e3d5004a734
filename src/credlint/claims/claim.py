"""One checkable statement of an article, before and after its subject is known."""

from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from credlint.span import Span
from credlint.values import Kind, Value


class Candidate(Struct, frozen=True):
    """A value that reads like a claim, as a kind hands it to the resolver.

    `block` is the index of the leaf block. `cue` names what made the value a claim (label, table head, word near).
    `no_subject` is the reason why a value is by its nature about no one credential (a phase of a path). `needs_tie`:
    without a subject it is dropped (no cue but the document spoke for it). `assumed` names the fields of the value that
    nothing near states, so that the subject may settle them; `time`: whether hours or minutes are an exam's or a
    course's.
    """

    kind: Kind
    value: Value
    span: Span
    block: int | None
    cue: str
    qualifiers: tuple[tuple[str, str], ...] = ()
    past: bool = False
    past_on: str | None = None
    no_subject: str | None = None
    needs_tie: bool = False
    assumed: tuple[str, ...] = ()


class Claim(Struct, frozen=True, array_like=True):
    """One checkable statement.

    `span` is the shortest source text that holds the value, `quote` that text. `subject` is a credential id
    (`aws/machine-learning-specialty`), a provider id (`aws`), a group id (`group/cloud`) or None; `why` says how the
    subject was found (`same-sentence`, `table-row`, `heading`, …) or why there is none. `qualifiers` narrow it as a
    fact's do (member, region, beta, retake …), so that like is compared with like. `past`: the article itself says that
    it is so on another day than today ("cost $99 until 2024"), so it is judged by `past_on` (ISO, possibly partial)
    where that is known.
    """

    kind: Kind
    value: Value
    span: Span
    quote: str
    subject: str | None
    why: str
    qualifiers: tuple[tuple[str, str], ...] = ()
    past: bool = False
    past_on: str | None = None

    @property
    def meaning(self) -> Self:
        """The same wherever and however it is said."""
        return replace(self, span=Span(0, 0), quote="", why="")
