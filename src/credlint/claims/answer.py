"""What a search for a value's subject ends with."""

from __future__ import annotations

from msgspec import Struct


class Answer(Struct, frozen=True):
    """The end of a search: a subject with the name of the evidence, or nobody with the reason.

    A provider may be narrowed: `level` to its credentials of one level ("Acme's associate exams"), `members` to those
    that are named ("A, B and C cost $100 each").
    """

    subject: str | None
    why: str
    level: str | None = None
    members: tuple[str, ...] = ()


UNKNOWN = "unknown-credential"
SEVERAL = "several-credentials"
NOBODY_NEAR = "nobody-near"
SEVERAL_LEVELS = "several-levels"
MISFIT = "type-misfit"
