"""An article may grow in any way; the work grows with it, and no faster. Counted in lines of Python, not in seconds.

`tests/fuzz/doubling.py` is the long form: seconds, texts of a hundred thousand characters, and more ways to grow.
"""

from __future__ import annotations

import pytest

from fuzz import doubling

WAYS = (
    "sentences in one paragraph", "prices in one sentence", "names in one paragraph", "list items", "headings",
    "table rows", "rows of an HTML table", "links with anchors", "placeholder links", "reference links",
    "open directives", "open and closed directives", "rules in a directive", "front matter keys", "toml keys",
    "years in headings", "percentages", "newness", "contradictions", "open brackets", "open comments apart",
    "html tags",
)  # fmt: skip
ITEMS = 40


@pytest.mark.parametrize("way", WAYS)
def test_twice_the_text_is_twice_the_work(way: str) -> None:
    doubling.judge(doubling.AXES[way](2))  # what is compiled or remembered at the first time is no cost of the text
    # Differences, so that what every article costs does not count.
    few, some, many = (doubling.steps(doubling.AXES[way](ITEMS * times)) for times in (1, 2, 4))
    assert many - some < 3.2 * (some - few) + 2_000, (few, some, many)
