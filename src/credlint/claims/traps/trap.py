"""What a trap is, and how its tells are written down.

A tell stands in a spot beside the value (`cues.Spot`): `tell` and `tells` look for whole words anywhere in it,
`right_before` and `right_after` for a pattern that ends or begins at the value, `found` for any pattern.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from credlint.claims.context import Context
from credlint.claims.cues import Cue, Spot, lowered, words_of
from credlint.claims.quantities.quantity import Measure
from credlint.values import Kind

COST = frozenset({Kind.COST})
DURATION = frozenset({Kind.DURATION})
EXAM = frozenset({Kind.EXAM})
VALIDITY = frozenset({Kind.VALIDITY})
TIMES = VALIDITY | DURATION | EXAM

# How far back a pattern that ends at the value can begin; so it need not be tried over a whole sentence.
_RIGHT_BEFORE = 120

Given = Callable[[Context], bool]


class Trap(Struct, frozen=True):
    """Values of some kinds that look like claims and are none.

    Any tell springs it, or `test`, which asks about the value itself; unless one of `unless` holds. `yields_to_label`:
    a label such as "Cost:" is stronger evidence than the tells.
    """

    name: str
    kinds: frozenset[Kind]
    tells: tuple[Cue, ...] = ()
    unless: tuple[Cue, ...] = ()
    yields_to_label: bool = False
    test: Given | None = None


def tell(where: str, *words: str, within: int | None = None, given: Given | None = None) -> Cue:
    """Whole words in a spot."""
    return Cue(where, Spot(where, within, given), words_of(*words))


def tells(wheres: str, *words: str) -> tuple[Cue, ...]:
    """The same words in several spots, named with spaces between."""
    return tuple(tell(where, *words) for where in wheres.split())


def found(where: str, pattern: str, within: int | None = None, given: Given | None = None) -> Cue:
    """Any pattern in a spot."""
    return Cue(where, Spot(where, within, given), lowered(pattern))


def right_after(*patterns: str) -> Cue:
    return found("after", rf"^(?:{'|'.join(patterns)})")


def right_before(*patterns: str) -> Cue:
    return found("before", rf"(?<![^\W_])(?:{'|'.join(patterns)})$", within=_RIGHT_BEFORE)


def in_units(*units: str) -> Given:
    """For values in one of these units."""
    return lambda context: context.measure is not None and context.quantity.unit in units


def of_measure(*measures: Measure) -> Given:
    """For values of one of these measures."""
    return lambda context: context.measure in measures


IN_HOURS = in_units("hours", "minutes")
