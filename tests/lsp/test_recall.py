"""Memory says what is read anew; `tests/fuzz/typist.py` is the long form."""

from __future__ import annotations

import pytest

import invented
from credlint.article import read
from credlint.catalog.mention import Casing
from credlint.catalog.names import Names
from credlint.claims import Claim
from credlint.claims.recall import Find, Recall
from credlint.claims.subject.naming import Naming
from credlint.lsp.recall import RecallingNames
from fuzz import typist

PLAIN = Names(invented.CATALOG)
RECALLING = RecallingNames(Names(invented.CATALOG))


@pytest.mark.parametrize("seed", range(3))
def test_the_same_as_without_memory(seed: int) -> None:
    assert not [*typist.misremembered(typist.cases(), PLAIN, 60, seed)]


def test_a_section_is_looked_through_again_only_where_something_of_it_changed() -> None:
    """Else all the rest would be right and no key any faster."""
    sections = [f"## Part {number}\n\nThe Acme Certified Baker exam costs ${number}.\n" for number in range(20)]
    recall, found = Recall(), []

    class Counting(Recall):
        def claims(self, naming: Naming, find: Find) -> list[Claim]:
            return recall.claims(naming, lambda places: found.extend(places) or find(places))

    read("# Baking\n\n" + "\n".join(sections), "a.md", PLAIN, recall=Counting())
    assert len(found) == 41
    found.clear()
    sections[7] = sections[7].replace("costs", "cost")
    read("# Baking\n\n" + "\n".join(sections), "a.md", PLAIN, recall=Counting())
    assert 0 < len(found) <= 10  # what follows closely may tell something too


def test_a_word_elsewhere_can_change_the_answer() -> None:
    """Whether "Bread" is a name depends on how the rest of the article writes it."""
    place = "The Bread Maker Certified exam is hard."
    for ordinary in (frozenset(), frozenset({"bread", "maker"}), frozenset()):
        casing = Casing(ordinary)
        assert RECALLING.mentions(place, None, casing) == PLAIN.mentions(place, None, casing)
    assert PLAIN.mentions(place) != PLAIN.mentions(place, None, Casing(frozenset({"bread", "maker"})))
