"""Values that look like claims and are none, each with what gives it away.

A trap is tested after table heads and labels have spoken and before words near do. A new one is one more row in the
table of its values: amounts in `spending` or `money`, times in `times` or `terms`, what exams are like in
`exam_parts` or `scores`.
"""

from __future__ import annotations

import re
from functools import cache

from credlint.claims.context import Context
from credlint.claims.cues import any_of
from credlint.claims.traps import exam_parts, money, scores, spending, terms, times
from credlint.claims.traps.trap import Trap
from credlint.values import Kind

TRAPS: tuple[Trap, ...] = (*spending.TRAPS, *money.TRAPS, *times.TRAPS, *terms.TRAPS, *exam_parts.TRAPS, *scores.TRAPS)


def sprung(kind: Kind, context: Context, labelled: bool = False) -> str | None:
    """The name of the first trap that a value of a kind is in, or None; `labelled`: a label says what it is."""
    found = {
        where
        for where, tells in _tells_of(kind).items()
        if (text := getattr(context, where)) and tells.search(text) is not None
    }
    for trap in _traps_for(kind):
        if labelled and trap.yields_to_label:
            continue
        springs = (trap.test is not None and trap.test(context)) or (
            found and any(tell.where in found and tell.holds(context) for tell in trap.tells)
        )
        if springs and not any(tell.holds(context) for tell in trap.unless) and context.uses(f"trap/{trap.name}"):
            return trap.name
    return None


@cache
def _traps_for(kind: Kind) -> tuple[Trap, ...]:
    return tuple(trap for trap in TRAPS if kind in trap.kinds)


@cache
def _tells_of(kind: Kind) -> dict[str, re.Pattern[str]]:
    """All tells of a kind as one pattern for each stretch of text, since most values are in no trap at all.

    How near to the value each must stand, and of which values it tells anything, is asked of those that are found.
    """
    tells: dict[str, dict[re.Pattern[str], None]] = {}
    for trap in _traps_for(kind):
        for tell in trap.tells:
            tells.setdefault(tell.where, {})[tell.pattern] = None
    return {where: any_of(patterns) for where, patterns in tells.items()}
