"""The scene: what is read, in which sentences, under which labels, and which way a table runs."""

from __future__ import annotations

import pytest

import invented
from credlint.claims.places import Place, PlaceKind
from credlint.claims.scene import Scene
from credlint.claims.tables import Orientation
from credlint.document import parse


def scene(text: str) -> Scene:
    return Scene(parse(text, "article.md"), invented.CATALOG.names)


def read(text: str) -> list[tuple[str, str]]:
    seen = scene(text)
    return [(place.kind.value, seen.text_of(place).strip(" #\n")) for place in seen.places]


def place_of(seen: Scene, quote: str) -> Place:
    place = seen.place_at(seen.text.index(quote))
    assert place is not None
    return place


def test_every_leaf_is_a_place_and_the_text_keeps_its_length() -> None:
    text = "# Baking\n\nA *warm* `oven`.\n\n- one\n  - two\n\n| a | b |\n|---|---|\n| c | d |\n"
    assert read(text) == [
        ("heading", "Baking"),
        ("paragraph", "A  warm        ."),
        ("paragraph", "one"),
        ("paragraph", "two"),
        ("cell", "a"),
        ("cell", "b"),
        ("cell", "c"),
        ("cell", "d"),
    ]
    assert len(scene(text).text) == len(text)


@pytest.mark.parametrize(
    ("front", "places"),
    [
        ("title: Bread", ["Bread"]),
        ("description: 'What it costs: $100'", ["What it costs: $100"]),
        ("tags: [a, b]", []),
        ("slug: a-long-slug-of-many-words", []),
        ("author: A. N. Other and friends too", []),
        ("quickAnswer: Yes", ["Yes"]),
        ("note: five words make a sentence", ["five words make a sentence"]),
        ("note: too short", []),
        ("faq:\n- question: How much?\n  answer: $100", ["How much?", "$100"]),
        ("image: an image of many words here", []),
    ],
)
def test_front_matter_that_readers_see(front: str, places: list[str]) -> None:
    seen = scene(f"---\n{front}\n---\n\nText.\n")
    found = [seen.text_of(place).strip("'\"") for place in seen.places if place.kind is PlaceKind.FRONT_MATTER]
    assert found == places


@pytest.mark.parametrize(
    ("fence", "places"),
    [
        ("```\nBaker    $100\n```", [("line", "Baker    $100")]),
        ("```text\nBaker: $100\n\nMiller: $90\n```", [("line", "Baker: $100"), ("line", "Miller: $90")]),
        (
            "```\n| Exam | Fee |\n|---|---|\n| Baker | $100 |\n```",
            [("cell", c) for c in ("Exam", "Fee", "Baker", "$100")],
        ),
        ("```python\nprice = '$100'\n```", []),
        ("```\nconst price = 100;\nconst fee = 90;\n```", []),
        ("```\n$ npm install\n```", []),
        ("    indented $100", []),
    ],
)
def test_fenced_text(fence: str, places: list[tuple[str, str]]) -> None:
    assert read(f"{fence}\n") == places


def test_a_table_drawn_in_a_fence_is_a_table() -> None:
    seen = scene("```\n| Exam | Fee |\n|---|---|\n| GX-102 | $100 |\n```\n")
    place = place_of(seen, "$100")
    assert (seen.head(place), seen.row_label(place)) == ("Fee", "GX-102")


def test_a_table_in_raw_html_is_a_table() -> None:
    seen = scene("<table><tr><th>Exam</th><th>Fee</th></tr>\n<tr><td>GX-102</td><td>$100</td></tr></table>\n")
    place = place_of(seen, "$100")
    assert (seen.head(place), seen.row_label(place)) == ("Fee", "GX-102")


def test_what_stands_between_a_row_and_its_first_cell_is_no_cell() -> None:
    seen = scene("<table><tr><td>Acme Certified Baker</tr><tr>for all: $3 now</tr></table>\n")
    assert [place.column for place in seen.places] == [0, None]
    assert scene("<table><td>Exam<tr>or $3</tr></table>\n").places[-1].table is None


def test_raw_html_is_read_by_element() -> None:
    assert read("<div><p>One.</p><p>Two.</p></div>\n") == [("paragraph", "One."), ("paragraph", "Two.")]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("It costs $1.50 at most. Two.", ["It costs $1.50 at most.", "Two."]),
        ("Dr. Baker, e.g. Acme Inc. bakes. Two.", ["Dr. Baker, e.g. Acme Inc. bakes.", "Two."]),
        ("One! “Two?” Three", ["One!", "“Two?”", "Three"]),
        ("until Sept. 30. Then", ["until Sept. 30.", "Then"]),
        ("one line\nof two", ["one line\nof two"]),
        ("one  \ntwo", ["one", "two"]),
        ("one<br>two", ["one", "two"]),
        ("**Cost:** $1\n**Time:** 2", ["Cost:   $1", "Time:   2"]),
        ("Cost: $1\nTime: 2", ["Cost: $1", "Time: 2"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    seen = scene(text)
    (place,) = seen.places
    found = [span.of(seen.text).strip("* \n").replace("<br>", "") for span in seen.sentences(place)]
    assert [" ".join(one.split()) for one in found] == [" ".join(one.split()) for one in sentences]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Cost: ¶$1", "Cost"),
        ("**Cost:** ¶$1", "Cost"),
        ("**Cost**: ¶$1", "Cost"),
        ("**Cost** ¶$1", "Cost"),
        ("- Exam fee - ¶$1", "Exam fee"),
        ("- 💰 Cost: ¶$1", "Cost"),
        ("**Cost:** $1 | **Time:** ¶2 hours", "Time"),
        ("Cost: $1\nTime: ¶2 hours", "Time"),
        ("It is known: ¶$1", "It is known"),
        ("This sentence has far too many words for a label: ¶$1", None),
        ("The fee is ¶$1", None),
        ("At 12:30 ¶$1", None),
        ("See https://example.org ¶$1", None),
        ("¶$1: a lot", None),
    ],
)
def test_labels(text: str, label: str | None) -> None:
    at = text.index("¶")
    seen = scene(text.replace("¶", ""))
    found = seen.label_at(at)
    assert (None if found is None else found.of(seen.text).strip("* ")) == label


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("One costs ¶$1; two more.", "One costs $1"),
        ("One costs $1, while two ¶cost $2.", "two cost $2."),
        ("One (¶$1) and two.", "$1"),
        ("One – ¶$1 – two", "$1"),
        ("One-two ¶$1", "One-two $1"),
    ],
)
def test_clauses(text: str, clause: str) -> None:
    at = text.index("¶")
    seen = scene(text.replace("¶", ""))
    assert seen.clause_at(at).of(seen.text).strip() == clause


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("## Cost\n\n¶$1\n", "Cost"),
        ("**Cost**\n\n¶$1\n", "Cost"),
        ("- Cost\n  - ¶$1\n", "Cost"),
        ("The fees:\n\n¶$1\n", "The fees:"),
        ("Just a sentence\n\n¶$1\n", ""),
        ("- A very long item that says many things about the exam\n  - ¶$1\n", ""),
        ("¶$1", ""),
    ],
)
def test_near_labels(text: str, label: str) -> None:
    at = text.index("¶")
    seen = scene(text.replace("¶", ""))
    place = seen.place_at(at)
    assert place is not None
    assert seen.near_label(place) == label


@pytest.mark.parametrize(
    ("rows", "orientation", "subjects"),
    [
        (["Exam | Cost", "Acme Certified Baker | $1", "GX-102 | $2"], Orientation.ROWS, 0),
        (["Level | Exam | Cost", "low | Acme Certified Baker | $1", "high | GX-102 | $2"], Orientation.ROWS, 1),
        ([" | Acme Certified Baker | GX-102", "Cost | $1 | $2", "Validity | 1 | 2"], Orientation.COLUMNS, 0),
        ([" | Acme Certified Baker", "Cost | $1", "Validity | 1"], Orientation.COLUMNS, 0),
        (["Detail | Value", "Cost | $1", "Validity | 2 years"], Orientation.KEY_VALUE, 0),
        (["Detail | Value", "Cost | $1", "Prerequisite | Acme Certified Baker"], Orientation.KEY_VALUE, 0),
        (["Exam | Cost of GX-102", "Acme Certified Baker | $1"], Orientation.ROWS, 0),
        (["New | Old | Cost", "GX-305 | GX-102 | $1"], Orientation.ROWS, 1),
    ],
)
def test_orientation(rows: list[str], orientation: Orientation, subjects: int) -> None:
    head, *body = (f"| {row} |" for row in rows)
    rule = "|" + "---|" * (head.count("|") - 1)
    seen = scene("# Exams\n\n" + "\n".join([head, rule, *body]) + "\n")
    (table,) = map(seen.tables.__getitem__, seen.table_cells)
    assert table.orientation is orientation
    assert table.subjects == subjects


def test_a_cell_knows_its_head_and_row() -> None:
    seen = scene("| Exam | Cost |\n|---|---|\n| Baker | $1 |\n")
    assert (seen.head(place_of(seen, "$1")), seen.row_label(place_of(seen, "$1"))) == ("Cost", "Baker")
    assert (seen.head(place_of(seen, "Cost")), seen.row_label(place_of(seen, "Baker"))) == ("", "")


def test_a_table_may_begin_with_a_row_that_says_nothing() -> None:
    cells = "<td>Acme Certified Baker exam</td><td>90 minutes</td>"
    seen = scene(f"# Exams\n\n<table><tr><td></td><td></td></tr><tr>{cells}</tr></table>\n")
    place = place_of(seen, "90 minutes")
    assert (seen.head(place), seen.row_label(place)) == ("", "Acme Certified Baker exam")
    assert not seen.tables.is_of_part(place)


def test_no_credential_is_named_where_nobody_speaks_of_certifications() -> None:
    seen = scene("Initech Plus is good.\n")
    assert [mention.form for mention in seen.mentions.of(seen.places[0])] == ["provider"]


def test_long_white_space_is_no_burden() -> None:
    text = "Acme Certified Baker" + " " * 20_000 + "$1 " + "(" * 5_000 + "x"
    seen = scene(text)
    place = seen.places[0]
    assert seen.sentences(place)
    assert seen.clause_at(10).start == 0
