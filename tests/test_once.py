"""Properties that are worked out once."""

from __future__ import annotations

import pytest

from credlint.once import once


class Oven:
    def __init__(self, bread: str) -> None:
        self.bread = bread
        self.baked = 0

    @once
    def loaf(self) -> str:
        """What is in it."""
        self.baked += 1
        return f"{self.bread} loaf"


class Bakery(Oven):
    @once
    def loaf(self) -> str:
        return f"best {super().loaf}"


def test_it_is_worked_out_when_it_is_first_asked_for_and_kept() -> None:
    oven = Oven("rye")
    assert oven.baked == 0
    assert (oven.loaf, oven.loaf, oven.baked) == ("rye loaf", "rye loaf", 1)


def test_each_object_has_its_own() -> None:
    assert [Oven(bread).loaf for bread in ("rye", "oat")] == ["rye loaf", "oat loaf"]


def test_a_class_may_ask_for_that_of_its_parent() -> None:
    bakery = Bakery("rye")
    assert (bakery.loaf, bakery.loaf, bakery.baked) == ("best rye loaf", "best rye loaf", 1)


def test_the_class_tells_what_it_means() -> None:
    assert Oven.loaf.__doc__ == "What is in it."


def test_what_fails_is_asked_again() -> None:
    class Cold(Oven):
        @once
        def loaf(self) -> str:
            self.baked += 1
            if self.baked == 1:
                raise RuntimeError("not hot yet")
            return "late loaf"

    cold = Cold("rye")
    with pytest.raises(RuntimeError):
        assert cold.loaf
    assert (cold.loaf, cold.baked) == ("late loaf", 2)
