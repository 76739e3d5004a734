"""A value that reads like a claim, before its subject is known."""

from __future__ import annotations

from msgspec import Struct

from credlint.span import Span
from credlint.values import Kind, Value


class Candidate(Struct, frozen=True):
    """What a kind hands to the resolver.

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
