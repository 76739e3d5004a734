"""Names that remember say what names say that do not."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import invented
from credlint.article import read
from credlint.catalog.mention import Casing
from credlint.catalog.names import Names
from credlint.lsp.recall import RecallingNames

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.md"))
ARTICLES = [path.read_text("utf-8").replace("⟦", "").replace("⟧", "") for path in CASES]
PLAIN = Names(invented.CATALOG)
RECALLING = RecallingNames(Names(invented.CATALOG))
PIECES = st.one_of(
    st.text(max_size=6), st.sampled_from(["Acme ", "Certified ", "exam", "baker", ". ", "\n\n", "Professional"])
)


@settings(max_examples=40)
@given(
    article=st.sampled_from(ARTICLES),
    edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), PIECES), min_size=1, max_size=5),
)
def test_the_same_as_without_memory(article: str, edits: list[tuple[float, int, str]]) -> None:
    for where, cut, piece in edits:
        at = round(where * len(article))
        article = article[:at] + piece + article[at + cut :]
        assert read(article, "a.md", RECALLING) == read(article, "a.md", PLAIN)


def test_a_word_elsewhere_can_change_the_answer() -> None:
    """Whether "Bread" is a name depends on how the rest of the article writes it."""
    place = "The Bread Maker Certified exam is hard."
    for ordinary in (frozenset(), frozenset({"bread", "maker"}), frozenset()):
        casing = Casing(ordinary)
        assert RECALLING.mentions(place, None, casing) == PLAIN.mentions(place, None, casing)
    assert PLAIN.mentions(place) != PLAIN.mentions(place, None, Casing(frozenset({"bread", "maker"})))
