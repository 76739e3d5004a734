"""The short form of `tests/fuzz/targets.py`: random bytes for whatever reads strangers' bytes."""

from __future__ import annotations

from fuzz import targets


def test_no_target_falls() -> None:
    assert targets.short(rounds=150) == 150 * len(targets.TARGETS)
