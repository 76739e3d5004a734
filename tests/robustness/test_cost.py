"""An article may grow in any way; the work grows with it, and no faster. Counted in lines of Python, not in seconds.

`tests/fuzz/doubling.py` is the long form: seconds, texts of a hundred thousand characters, and more ways to grow.
"""

from __future__ import annotations

import pytest

from credlint.claims.layout import Layout
from credlint.claims.places import LONGEST_PLACE, LONGEST_ROW
from credlint.document import parse
from credlint.rules import past_year
from fuzz import doubling

WAYS = (
    "sentences in one paragraph", "prices in one sentence", "names in one paragraph", "list items", "headings",
    "table rows", "rows of an HTML table", "links with anchors", "placeholder links", "reference links",
    "open directives", "open and closed directives", "rules in a directive", "front matter keys", "toml keys",
    "toml signs of comments", "years in headings", "percentages", "newness", "contradictions", "open brackets",
    "open comments apart", "html tags",
)  # fmt: skip
ITEMS = 40


@pytest.mark.parametrize("way", WAYS)
def test_twice_the_text_is_twice_the_work(way: str) -> None:
    # Differences, so that what every article costs does not count.
    few, some, many = (doubling.steps(doubling.AXES[way](ITEMS * times)) for times in (1, 2, 4))
    assert many - some < 3.2 * (some - few) + 2_000, (few, some, many)


ENDLESS = "It costs $100, they say. " * 400


@pytest.mark.parametrize(
    "text",
    [
        ENDLESS,
        ENDLESS.replace(" ", ""),
        f"- {ENDLESS}",
        f"# {ENDLESS}",
        f"| a |\n| --- |\n| {ENDLESS} |\n",
        f"```text\n{ENDLESS}\n```\n",
        f"```\n| a | {ENDLESS} |\n| b | {ENDLESS} |\n```\n",
        f"<div>{ENDLESS}</div>\n",
        f"<table><tr><td>{ENDLESS}</td></tr></table>\n",
        f'---\ndescription: "{ENDLESS}"\n---\n',
    ],
)
def test_what_is_read_for_claims_comes_in_pieces(text: str) -> None:
    """The work for a place grows with the square of its length, so no place is without end."""
    places = Layout(parse(text, "a.md"))
    assert max(place.span.end - place.span.start for place in places.places) <= LONGEST_PLACE
    assert sum(places.text_of(place).count("$100") for place in places.places) == text.count("$100")


def test_a_row_without_end_is_one_of_cells_and_then_of_paragraphs() -> None:
    """What stands in a row is looked at for each of its cells, so no row is without end."""
    columns = 3 * LONGEST_ROW
    places = Layout(parse(f"|{'a|' * columns}\n|{'-|' * columns}\n|{'$100|' * columns}\n", "a.md"))
    assert max(len(row) for row in places.table_rows.values()) == LONGEST_ROW
    assert sum(places.text_of(place) == "$100" for place in places.places) == columns


def test_a_sentence_of_many_years_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counted:
        searches = 0

        def search(self, text: str) -> None:
            self.searches += 1

    now = Counted()
    monkeypatch.setattr(past_year, "NOW", now)
    doubling.judge("In 2024, in 2025, for 2024 and in 2023, it was so. " + doubling.ABOUT)
    assert now.searches == 1
