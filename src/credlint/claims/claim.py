"""One checkable statement of an article."""

from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from credlint.span import Span
from credlint.values import Kind, Value


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
