"""An excerpt says of its own lines what all lines of the text say, and of other lines nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from credlint.span import Excerpt, Lines, Span

TEXTS = st.text(alphabet="ab\té😀\r\n\u2028", max_size=40)


def told(lines: Lines | Excerpt, span: Span) -> object:
    first, last = lines.position(span.start), lines.position(span.end)
    return first, last, lines.of(span), lines.whole(first.line, last.line), lines.within(span)


@given(TEXTS, st.data())
def test_it_answers_as_the_whole_text_does(text: str, data: st.DataObject) -> None:
    whole = Lines(text)
    places = st.integers(0, len(text))
    spans = [Span(*sorted(pair)) for pair in data.draw(st.lists(st.tuples(places, places), max_size=4))]
    excerpt = whole.excerpt(spans)
    there = {whole.position(span.start).line for span in spans}
    for start in range(len(text) + 1):
        for end in range(start, len(text) + 1):
            span = Span(start, end)
            first, last = whole.position(start), whole.position(end)
            inside = start <= whole.line_span(first.line).end and end <= whole.line_span(last.line).end
            if first.line == last.line and first.line in there and inside:
                assert told(excerpt, span) == told(whole, span)
            elif first.line not in there or last.line not in there or first.line != last.line:
                try:
                    said = told(excerpt, span)
                except LookupError:
                    continue
                raise AssertionError(said)
