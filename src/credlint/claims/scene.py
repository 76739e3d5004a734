"""An article as a reader sees it: places, the sentences and labels in them, and what stands around each.

The scene only looks. It is the `layout` of an article, with what each place mentions (`mentions`), whose its tables
are (`tables`), where sentences end and which label rules an offset. What a value means is the business of `kinds`,
which credential it is about that of `subject`.
"""

from __future__ import annotations

from bisect import bisect_right

from credlint import lazy_re
from credlint.catalog.names import Names
from credlint.claims.layout import Layout
from credlint.claims.mentions import Mentions
from credlint.claims.places import Place, PlaceKind
from credlint.claims.sentences import hard_breaks, sentence_ends
from credlint.claims.tables import Tables
from credlint.document import BlockKind, Document
from credlint.once import once
from credlint.span import Span

# A line that starts with up to six words and a colon, or with bold text and a colon or dash: what follows is of that.
LABEL = lazy_re.compile(
    r"[ \t]*(?:[^\w\s$€£₹~+(]{1,4}[ \t]*|\d{1,2}[.)][ \t]+)?"
    r"(?P<label>[^\W\d_](?=[^\n:：|.;!?–—-]*+[:：–—-])"  # most lines have a full stop before any colon or dash
    r"[^\n:|.;!?]{0,48}?)[ \t]*(?:[:：](?=\s|\Z|[^\w/])|[ \t][-–—][ \t])"
)
# The patterns that look through a whole article begin with a set, by which `re` finds their places fast.
SEGMENT_END = lazy_re.compile(r"[\n|·•](?:(?<=\n)|(?<=[ \t].)(?=[ \t]))")
CLAUSE_END = lazy_re.compile(
    r"[;:()]|[—→⇒]|[ \t][–-][ \t]|->|=>|,? \b(?i:but|while|whereas|although|though|however)\b|, (?i:and|so|then|plus)\b"
)
# What a bold line is that heads a card: "Hooli Certified Juggler".
CARD = lazy_re.compile(
    r"\bCertified [A-Z]|\b(?:Certificate|Certification|Associate|Professional|Expert|Specialist|Practitioner)(?: \(|$)"
)
FIGURE_FIRST = lazy_re.compile(r"[^\w\n]{0,3}\d")
NEWLINE = lazy_re.compile(r"\n")
WORD = lazy_re.compile(r"[^\W_]")
# How many characters evidence inside a place may be away: far more than anybody writes, so that time stays linear.
REACH = 1000
LIST_REACH = 30  # nor a list longer than so many places
LABEL_REACH = 300  # a label rules no longer stretch than this

# "Q: How much is it?", "A: $200": who speaks, and not about what.
SPEAKER = lazy_re.compile(r"(?i)\W*(?:q|a|question|answer|ans)\W*")


class Scene(Layout):
    """The places of a document with their mentions, tables, sentences and labels; built once a document."""

    def __init__(self, document: Document, names: Names) -> None:
        super().__init__(document)
        self.names = names
        self.mentions = Mentions(self, names)
        self.tables = Tables(self, self.mentions)
        self._sentences: dict[int, tuple[Span, ...]] = {}
        self._labels: dict[int, Span | None] = {}

    def sentence_at(self, offset: int) -> Span:
        """The sentence around an offset; it never leaves its place."""
        place = self.place_at(offset)
        if place is None:
            return Span(offset, offset)
        sentences = self.sentences(place)
        return sentences[max(0, bisect_right(sentences, Span(offset, len(self.text))) - 1)]

    def clause_at(self, offset: int) -> Span:
        """The clause around an offset, as far as one reads in a breath."""
        sentence = self.sentence_at(offset)
        start, end = max(sentence.start, offset - REACH), min(sentence.end, offset + REACH)
        for separator in CLAUSE_END.finditer(self.text, start, end):
            if separator.end() <= offset:
                start = separator.end()
            elif separator.start() > offset:
                return Span(start, separator.start())
        return Span(start, end)

    def sentences(self, place: Place) -> tuple[Span, ...]:
        """The sentences of a place; there is always one."""
        if place.index not in self._sentences:
            ends = self._sentence_ends(place)
            pairs = zip([place.span.start, *ends], [*ends, place.span.end], strict=True)
            found = tuple(Span(start, end) for start, end in pairs if self.text[start:end].strip())
            self._sentences[place.index] = found or (place.span,)
        return self._sentences[place.index]

    def _sentence_ends(self, place: Place) -> list[int]:
        start, end = place.span.start, place.span.end
        stops = self._stops
        ends = stops[bisect_right(stops, start) : bisect_right(stops, end)]
        if place.kind is PlaceKind.PARAGRAPH:
            lines = (m.end() for m in NEWLINE.finditer(self.text, start, end))
            labelled = {line for line in lines if self._label_in(line, end) is not None}
            if labelled:
                ends = sorted(labelled.union(ends))
        while ends and not self.text[ends[-1] : end].strip():
            ends.pop()
        return ends

    @once
    def _stops(self) -> list[int]:
        """Where a sentence ends, in the whole article."""
        return sorted({*sentence_ends(self.text, 0, len(self.text)), *self._hard_breaks})

    @once
    def _hard_breaks(self) -> list[int]:
        return hard_breaks(self.document.text)

    @once
    def _segment_ends(self) -> list[int]:
        """Where a stretch of a line ends that a label rules."""
        return sorted([*(m.end() for m in SEGMENT_END.finditer(self.text)), *self._hard_breaks])

    def label_at(self, offset: int) -> Span | None:
        """The label in front of an offset, in the same line and the same segment of it: `Exam fee: …`, `**Cost** …`."""
        place = self.place_at(offset)
        if place is None:
            return None
        before = bisect_right(self._segment_ends, offset)
        start = max(place.span.start, self._segment_ends[before - 1] if before else 0)
        if offset - start > LABEL_REACH:
            return None
        label = self._label_in(start, place.span.end)
        return label if label is not None and label.end <= offset else None

    def _label_in(self, start: int, end: int) -> Span | None:
        """The label that a segment begins with; `end` is that of its place."""
        if start not in self._labels:
            self._labels[start] = self._label_from(start, min(end, start + REACH))
        return self._labels[start]

    def _label_from(self, start: int, end: int) -> Span | None:
        m = LABEL.match(self.text, start, end)
        if m is not None and SPEAKER.fullmatch(m["label"]):
            return None
        if m is not None and len(m["label"].split()) <= 6:
            return Span(*m.span("label"))
        head = WORD.search(self.text, start, end)
        at = -1 if head is None else bisect_right(self.document.strong, Span(head.start(), len(self.text))) - 1
        if head is not None and at >= 0:
            bold = self.document.strong[at]
            inside = start <= bold.start <= head.start() < bold.end <= end
            if inside and len(bold.of(self.text).split()) <= 6:
                return bold
        return None

    def near_label(self, place: Place) -> str:
        """The short line that a place answers: its parent item, or the heading or bold line directly above."""
        if place.items:
            above = self.text_of(self.places[place.items[-1]]).strip()
            return above if len(above.split()) <= 8 else ""
        before = self._over_list(place)
        if before is None:
            return ""
        if before.kind is PlaceKind.HEADING:
            return self.text_of(before).strip(" #\n")
        text = self.text_of(before).strip()
        if before.kind is PlaceKind.PARAGRAPH and len(text.split()) <= 8:
            bold = any(strong.of(self.text).strip(" :") == text.strip(" :") for strong in self.strong_in(before.span))
            if bold or text.endswith(":"):
                return text
        return ""

    def _over_list(self, place: Place) -> Place | None:
        """The place before, or before the list that an item stands in: a label over a list is that of all its items."""
        at = place.index - 1
        while at >= 0 and place.index - at <= LIST_REACH and 0 < place.depth <= self.places[at].depth:
            at -= 1
        return self.places[at] if at >= 0 else None

    def label_below(self, place: Place) -> str:
        """What raw HTML says right below a figure in an element of its own: `<p>$39</p><p>Monthly cost</p>`."""
        if place.kind is not PlaceKind.PARAGRAPH or place.index + 1 >= len(self.places) or place.block is None:
            return ""
        below = self.places[place.index + 1]
        if below.block != place.block or self.document.blocks[place.block].kind is not BlockKind.HTML:
            return ""
        figure, text = self.text_of(place).strip(), self.text_of(below).strip()
        alone = len(figure.split()) <= 2 and FIGURE_FIRST.match(figure) is not None
        return text if alone and len(text.split()) <= 6 and FIGURE_FIRST.match(text) is None else ""

    def is_card(self, place: Place) -> bool:
        """Whether a place is a short bold line that names a credential, known or not, for the items below it."""
        text = self.text_of(place).strip(" :\n")
        bold = self.strong_in(place.span)[:1]
        whole = bool(bold) and bold[0].of(self.text).strip(" :\n") == text
        return whole and 1 < len(text.split()) <= 8 and CARD.search(text) is not None
