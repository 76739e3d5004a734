"""An excerpt says of spans on its lines what all lines of the text say, and of others nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from credlint.span import Lines, Span

TEXTS = st.text(alphabet="ab\té😀\r\n\u2028", max_size=40)


@given(TEXTS, st.data())
def test_it_answers_as_the_whole_text_does(text: str, data: st.DataObject) -> None:
    whole = Lines(text)
    places = st.integers(0, len(text))
    excerpt = whole.excerpt(Span(start, start) for start in data.draw(st.lists(places, min_size=1, max_size=4)))
    there = [Span(start, start + len(line)) for _, start, line in excerpt.lines]
    for start in range(len(text) + 1):
        for end in range(start, len(text) + 1):
            span = Span(start, end)
            try:
                said = excerpt.place(span)
            except LookupError:
                assert not any(span in line for line in there)
            else:
                assert said == whole.place(span) and any(span in line for line in there)
