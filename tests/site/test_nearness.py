"""What may have been meant: the nearest name, and never another one than by comparing with all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credlint.site import nearness
from credlint.site.nearness import Names

KNOWN = ("a/baking-bread.md", "a/baking-bread-2024.md", "a/cakes.md", "a/Ünder-öven.md", "a/aaa.md")

CASES = [
    ("a/baking-bred.md", ("a/baking-bread.md", "a/baking-bread-2024.md"), True),
    ("a/bread-baking.md", ("a/baking-bread.md", "a/baking-bread-2024.md"), True),
    ("a/cake.md", ("a/cakes.md",), True),
    ("b/CAKES.png", ("a/cakes.md",), True),
    ("a/ünder-oven.md", ("a/Ünder-öven.md",), True),
    ("a/aaaaaaaaaaaaaaaa.md", (), False),
    ("a/pies.md", (), False),
    ("a/", (), False),
    ("", (), False),
]


@pytest.mark.parametrize(("name", "near", "sure"), CASES)
def test_the_nearest_names(name: str, near: tuple[str, ...], sure: bool) -> None:
    found = Names(KNOWN).near(name)
    assert (found.names, found.sure) == (near, sure)


def test_among_no_names_none_is_near() -> None:
    assert Names(()).near("a.md") == nearness.Near()


def test_what_is_longer_than_any_path_is_near_nothing() -> None:
    endless = "a" * 2_000
    assert (
        Names([endless]).near(endless) == Names([endless]).near("a.md") == Names(KNOWN).near(endless) == nearness.Near()
    )


NAME = st.text(st.sampled_from("abAB12-_./é\u0161áa\0"), max_size=12)


@given(NAME, NAME)
def test_letters_shared_in_order_are_the_longest_common_subsequence(one: str, other: str) -> None:
    lengths = [0] * (len(other) + 1)
    for letter in one:
        before = lengths[:]
        for at, met in enumerate(other, 1):
            lengths[at] = before[at - 1] + 1 if letter == met else max(before[at], lengths[at - 1])
    assert nearness._shared_in_order(one, other) == lengths[-1]


@given(NAME, NAME)
def test_letters_that_are_shared_are_never_counted_too_few(one: str, other: str) -> None:
    shared = (nearness._letters(one) & nearness._letters(other)).bit_count()
    assert shared >= nearness._shared_in_order(one, other)


@given(NAME, st.lists(NAME, max_size=6))
def test_what_is_near_is_found_among_others(name: str, names: list[str]) -> None:
    alone = {other: Names([other]).near(name).names for other in names}
    found = Names(names).near(name).names
    assert set(found) <= {other for other, near in alone.items() if near}
    assert bool(found) == any(alone.values())
