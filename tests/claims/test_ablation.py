"""Every cue and every trap is worth something: with it switched off, a marked case is read wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise

import pytest

from claims.marked import Case, all_cases, check
from credlint.claims.cues import Cue
from credlint.claims.finder import kind_modules
from credlint.claims.kinds.status.signs import Sign
from credlint.claims.traps import TRAPS


def switches() -> list[str]:
    """`cost/label`, `status/retired`, `trap/salary` …: what `survey` can do without."""
    names = [f"trap/{trap.name}" for trap in TRAPS]
    for kind in kind_modules():
        for table in vars(kind).values():
            if isinstance(table, tuple):
                names += [f"{kind.KIND}/{row.name}" for row in table if isinstance(row, Cue | Sign)]
        names += [f"{kind.KIND}/{name}" for name in getattr(kind, "SWITCHES", ())]
        names += [f"trap/{name}" for name in getattr(kind, "TRAPS", ())]
    return list(dict.fromkeys(names))


class Asked(frozenset[str]):
    """Nothing is switched off; notes what the reading of a case asks about."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __contains__(self, name: object) -> bool:
        self.names.append(str(name))
        return False


@cache
def asked() -> Mapping[str, list[Case]]:
    """The cases whose reading asks whether a switch is off: the others are read alike with it and without.

    Those come first in which the next one of its table is not asked about, so that this one has decided something.
    """
    order = {name: number for number, name in enumerate(switches())}
    decided: dict[str, dict[Case, bool]] = {name: {} for name in order}
    for case in all_cases():
        off = Asked()
        check(case, off)
        for name, then in pairwise([*off.names, ""]):
            if name in order:
                last = order.get(then) != order[name] + 1
                decided[name][case] = decided[name].get(case, False) or last
    return {name: sorted(found, key=lambda case: not found[case]) for name, found in decided.items()}


@pytest.mark.parametrize("switch", switches())
def test_switching_it_off_breaks_a_case(switch: str) -> None:
    off = frozenset({switch})
    assert any(check(case, off) for case in asked()[switch]), f"no case needs {switch}"
