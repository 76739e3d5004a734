"""Which findings were there before, and which file a new one was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credlint.comparison import Trace, known, renames

PARAGRAPH = "Every exam has its price. Some are dear and some are not. Nobody knows why that is so, and few ask.\n"


def trace(near: str, quote: str = "$90", path: str = "a.md") -> Trace:
    return Trace(path, "outdated-cost", quote, "acme/baker", near)


@pytest.mark.parametrize(
    ("earlier", "now", "new"),
    [
        (["x"], ["x"], []),
        (["x"], ["y"], []),
        (["x"], ["y", "x"], ["y"]),
        (["x", "z"], ["y", "x"], []),
        (["x", "x"], ["x", "x", "x"], ["x"]),
        ([], ["x"], ["x"]),
        (["x", "y"], [], []),
    ],
)
def test_as_many_as_there_were_are_known(earlier: list[str], now: list[str], new: list[str]) -> None:
    found = known(map(trace, earlier), [trace(near) for near in now])
    assert [near for near, match in zip(now, found, strict=True) if match is None] == new


traces = st.lists(st.builds(trace, st.sampled_from("xyz"), st.sampled_from(["$1", "$2"]), st.sampled_from(["a", "b"])))


@given(traces, traces)
def test_no_earlier_one_stands_for_two(earlier: list[Trace], now: list[Trace]) -> None:
    found = [one for one in known(earlier, now) if one is not None]
    assert all(found.count(one) <= earlier.count(one) for one in found)
    places = {(one.path, one.quote) for one in now}
    for place in places:
        then = sum((one.path, one.quote) == place for one in earlier)
        today = sum((one.path, one.quote) == place for one in now)
        assert sum((one.path, one.quote) == place for one in found) == min(then, today)


@pytest.mark.parametrize(
    ("gone", "added", "expected"),
    [
        ({"a": "same"}, {"b": "same"}, {"b": "a"}),
        ({"a": "one"}, {"b": "two"}, {}),
        ({"a": ""}, {"b": "text"}, {}),
        ({"a": "..."}, {"b": "\n\n"}, {}),
        ({"a": PARAGRAPH}, {"b": PARAGRAPH.replace("few ask", "none asks")}, {"b": "a"}),
        ({"a": PARAGRAPH}, {"b": PARAGRAPH.replace("\n", "\r\n") * 1}, {"b": "a"}),
        ({"a": PARAGRAPH}, {"b": "Every exam has its price. " + "All else is other here, at length. " * 9}, {}),
        ({"a": PARAGRAPH, "c": PARAGRAPH + "More."}, {"b": PARAGRAPH + "More."}, {"b": "c"}),
        ({"a": PARAGRAPH}, {"b": PARAGRAPH, "c": PARAGRAPH}, {"b": "a"}),
        ({"a": PARAGRAPH}, {"b": PARAGRAPH + "More. " * 3, "c": PARAGRAPH}, {"c": "a"}),
        ({}, {"b": PARAGRAPH}, {}),
    ],
)
def test_renames(gone: dict[str, str], added: dict[str, str], expected: dict[str, str]) -> None:
    in_bytes = [{path: text.encode() for path, text in files.items()} for files in (gone, added)]
    assert renames(*in_bytes) == expected


@given(
    st.dictionaries(st.sampled_from("abcd"), st.binary(max_size=40)),
    st.dictionaries(st.sampled_from("wxyz"), st.binary(max_size=40)),
)
def test_no_file_becomes_two(gone: dict[str, bytes], added: dict[str, bytes]) -> None:
    found = renames(gone, added)
    assert found.keys() <= added.keys() and set(found.values()) <= gone.keys()
    assert len(set(found.values())) == len(found)
