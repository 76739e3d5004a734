"""Front matter and YAML with places: what is read, where it stands, and what is refused."""

from __future__ import annotations

import re

import pytest

from credlint.article import FrontMatterKeys, is_impossible_day, metadata, read_day
from credlint.document import parse
from credlint.located import LocatedError
from credlint.located_yaml import load

VALUES = [
    ("010", 10),
    ("0x1F", 31),
    ("1.5e3", 1500.0),
    ("yes", "yes"),
    ("12:30", "12:30"),
    ("2026-02-30", "2026-02-30"),
    ('"1"', "1"),
    ("!!str 1", "1"),
    ("~", None),
    ("", None),
    ("True", True),
    ("9" * 5_000, "9" * 5_000),
    ("[a, {b: c}]", ["a", {"b": "c"}]),
]


@pytest.mark.parametrize(("written", "read"), VALUES)
def test_values_are_read_as_yaml_1_2_and_dates_stay_text(written: str, read: object) -> None:
    assert load(f"key: {written}\n").data == {"key": read}


def test_every_key_and_value_has_its_place() -> None:
    text = "título: '😀 x'\r\ntags:\r\n  - a\r\n  - b: |\r\n      c\r\n\r\nz: &n {k: v}\r\ny: *n\r\n"
    located = load(text)
    assert {path: span.of(text) for path, span in located.values.items() if path} == {
        ("título",): "'😀 x'",
        ("tags",): "- a\r\n  - b: |\r\n      c",
        ("tags", 0): "a",
        ("tags", 1): "b: |\r\n      c",
        ("tags", 1, "b"): "|\r\n      c",
        ("z",): "&n {k: v}",
        ("z", "k"): "v",
        ("y",): "*n",
    }
    assert {span.of(text) for span in located.keys.values()} == {"título", "tags", "b", "z", "k", "y"}


def test_of_a_key_that_stands_twice_the_last_counts() -> None:
    text = "a: 1\nb: 2\na: 3\n"
    located = load(text)
    assert located.data == {"a": 3, "b": 2}
    assert [(path, span.start) for path, span in located.duplicates] == [(("a",), 10)]


BOMB = "a: &a [1,2,3,4,5,6,7,8,9]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

BROKEN = [
    ("a: b: c", 4, "`: `"),
    ("a: [b", 5, "flow sequence"),
    ("a: &x [*x]", 7, "never end"),
    ("a: *x", 3, "defined nowhere"),
    ("x: !!python/object/apply:os.system ['a']", 3, "tag"),
    ("? [a]\n: b", 2, "as a key"),
    ("- " * 2_000, 200, "deeper"),
    ("[" * 2_000, 100, "deeper"),
    ("a: \ud800", 3, "U+D800"),
    ("a\n---\nb", 2, "second document"),
    (BOMB, None, "expands"),
]


@pytest.mark.parametrize(("text", "offset", "says"), BROKEN, ids=range(len(BROKEN)))
def test_what_cannot_be_read_is_said_at_its_place(text: str, offset: int | None, says: str) -> None:
    with pytest.raises(LocatedError, match=re.escape(says)) as caught:
        load(text)
    assert offset is None or caught.value.offset == offset


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_front_matter_ends_where_it_says(newline: str) -> None:
    text = newline.join(["---  ", "title: x", "--- not yet", "---", "", "# Body"])
    front_matter = parse(text, "a.md").front_matter
    assert front_matter is not None and front_matter.problem is not None
    text = newline.join(["---  ", "title: x", "---\t", "", "# Body"])
    document = parse(text, "a.md")
    assert document.front_matter is not None and document.front_matter.data == {"title": "x"}
    assert [block.span.of(text) for block in document.blocks] == ["# Body"]


@pytest.mark.parametrize(
    "text", ["", "---", "---\n", "---\ntext\n", " ---\na: b\n---\n", "\n---\na: b\n---\n", "----\na: b\n----\n"]
)
def test_no_front_matter(text: str) -> None:
    assert parse(text, "a.md").front_matter is None


def test_toml_has_places_where_they_can_be_proven() -> None:
    text = '+++\ntitle = "x # y" # note\ndate = 2026-01-02\ntags = [\n  "a", # b\n]\n[extra]\nk = "v"\n+++\nText\n'
    front_matter = parse(text, "a.md").front_matter
    assert front_matter is not None
    assert front_matter.data == {"title": "x # y", "date": "2026-01-02", "tags": ["a"], "extra": {"k": "v"}}
    values = {path: span.of(text) for path, span in front_matter.values.items() if path}
    assert values == {
        ("title",): '"x # y"',
        ("date",): "2026-01-02",
        ("tags",): '[\n  "a", # b\n]',
        ("extra", "k"): '"v"',
    }


@pytest.mark.parametrize(("written", "read"), [("0xff", 255), ("1e400", float("inf")), ("0x" + "f" * 9_000, str)])
def test_a_number_that_nobody_can_count_with_stays_text(written: str, read: object) -> None:
    front_matter = parse(f"+++\na = {written}\n+++\n", "a.md").front_matter
    assert front_matter is not None and isinstance(front_matter.data, dict)
    value = front_matter.data["a"]
    assert value == read or type(value) is read


def test_tables_of_toml_and_dotted_keys_have_places() -> None:
    text = '+++\nseo.title = "a"\n[[faq]]\nq = 1\n[[ faq ]]  # two\nq = """\nq = 3\n"""\n[faq."in".depth]\nr = 4\n+++\n'
    front_matter = parse(text, "a.md").front_matter
    assert front_matter is not None
    values = {path: span.of(text) for path, span in front_matter.values.items() if path}
    assert values == {
        ("seo", "title"): '"a"',
        ("faq", 0, "q"): "1",
        ("faq", 1, "q"): '"""\nq = 3\n"""',
        ("faq", 1, "in", "depth", "r"): "4",
    }
    keys = {path: span.of(text) for path, span in front_matter.keys.items()}
    assert (keys["seo", "title"], keys["faq", 1], keys["faq", 1, "in", "depth"]) == ("title", "faq", "depth")


# Nested by dotted keys and headers, which tomllib reads without recursion.
DEEP = ".".join("abc" * 1_000)


@pytest.mark.parametrize(
    ("body", "at"), [("a = x\n", "x"), ("a = 1\na = 2\n", "2"), (f"[{DEEP}]\n", "["), (f"{DEEP} = 1\n", "a")]
)
def test_broken_toml(body: str, at: str) -> None:
    text = f"+++\n{body}+++\n"
    front_matter = parse(text, "a.md").front_matter
    assert front_matter is not None and front_matter.problem_span is not None
    assert front_matter.problem_span.of(text) == at


def test_metadata_takes_the_first_publication_and_the_last_update() -> None:
    text = "---\npubDate: 2026-01-02T10:00:00+02:00\ndate: 2020-01-01\nlastVerified: 2026-3-1\n"
    text += "updatedDate: never\nslug: ' a '\ndraft: yes\n---\n"
    found = metadata(parse(text, "a.md").front_matter, FrontMatterKeys())
    assert (str(found.published), str(found.updated), found.slug, found.draft) == (
        "2026-01-02",
        "2026-03-01",
        "a",
        False,
    )
    assert found.published_key == "pubDate" and [key for key, _ in found.updates] == ["lastVerified"]


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "2026-00-10", "2026-02-30T10:00:00Z"])
def test_days_that_do_not_exist(text: str) -> None:
    assert read_day(text) is None and is_impossible_day(text)


@pytest.mark.parametrize("text", ["2026-02-28", "2026-02", "soon", "2026-02-30-beta", "v2026-02-30", "12:30", ""])
def test_no_impossible_day(text: str) -> None:
    assert not is_impossible_day(text)
