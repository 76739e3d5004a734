"""Every cue and every trap is worth something: with it switched off, a marked case is read wrongly."""

from __future__ import annotations

from functools import cache

import pytest

from claims.marked import Case, all_cases, check
from credlint.claims.cues import Cue
from credlint.claims.finder import shelf
from credlint.claims.signs import Sign
from credlint.claims.traps import TRAPS


def switches() -> list[str]:
    """`cost/label`, `status/retired`, `trap/salary` …: what `find_claims` can do without."""
    names = [f"trap/{trap.name}" for trap in TRAPS]
    for kind in shelf():
        for table in vars(kind).values():
            if isinstance(table, tuple):
                names += [f"{kind.KIND}/{row.name}" for row in table if isinstance(row, Cue | Sign)]
        names += [f"{kind.KIND}/{name}" for name in getattr(kind, "SWITCHES", ())]
        names += [f"trap/{name}" for name in getattr(kind, "TRAPS", ())]
    return list(dict.fromkeys(names))


@cache
def cases() -> tuple[Case, ...]:
    return tuple(all_cases())


def first_the_likely(switch: str) -> list[Case]:
    """All cases, those of the same kind first, since the search ends with the first that breaks."""
    kind, _, name = switch.partition("/")
    return sorted(
        cases(), key=lambda case: not (kind in case.name or (kind == "trap" and name.split()[0] in case.text))
    )


@pytest.mark.parametrize("switch", switches())
def test_switching_it_off_breaks_a_case(switch: str) -> None:
    off = frozenset({switch})
    assert any(check(case, off) for case in first_the_likely(switch)), f"no case needs {switch}"
