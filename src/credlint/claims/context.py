"""What stands around a value and can be evidence of what kind of statement it is."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from credlint import lazy_re
from credlint.catalog.mention import Mention
from credlint.claims.cues import squeezed
from credlint.claims.places import Place, PlaceKind
from credlint.claims.quantities.quantity import Quantity
from credlint.claims.tables import ATTRIBUTE
from credlint.once import once
from credlint.span import Span

if TYPE_CHECKING:
    from credlint.claims.page import Page

_BARRIER = lazy_re.compile(
    r"[;!?]|[:](?=\s)|[→⇒]|\)|\s[•·]\s|,?\s(?:but|while|whereas|although|though|however)\s|,\s(?:and|so|then|plus|or|as|since|because)\s"
    r"|,\s(?=(?:the|its|an?|you|it|this|that|with|then)\s)|\.\s"
)
_NEXT_BARRIER = lazy_re.compile(
    r"[;!?(|]|(?<=.)\)|[—→⇒]|\s[–•·-]\s|,?\s(?:but|while|whereas|although|though|however)\s|,\s(?:and|so|then|plus|or)\s"
    r"|\.(?:\s|$)|\s\+\s|\splus\s"
)
# So far words are evidence about a value; a sentence without end would otherwise be read once for each of its values.
REACH = 400
LEAD, TRAIL = 60, 45
# A label inside a line: "(Cost: $300)", "…; exam fee: $300".
_TAG = lazy_re.compile(r"(?:[(\[;,|]|\s[•·–—-])\s{0,3}([^\W\d_][^:;|,.()\[\]\d$€£₹]{0,30}):\s{0,3}$")


class Context:
    """The surroundings of one value, from the strongest evidence (table head, label) to the weakest (words near).

    `measure` is None where the value is no quantity but a word, such as "free" or "retired". `at` is which of the
    quantities of its place it is.
    """

    def __init__(self, page: Page, place: Place, span: Span, quantity: Quantity | None = None, at: int = 0) -> None:
        self.page = page
        self.place = place
        self.span = span
        self.measure = None if quantity is None else quantity.measure
        self._quantity = quantity
        self.at = at

    @property
    def quantity(self) -> Quantity:
        """The value as a quantity; it is one if it has a `measure`."""
        assert self._quantity is not None
        return self._quantity

    def uses(self, name: str) -> bool:
        """As `Page.uses`."""
        return name not in self.page.without

    @once
    def head(self) -> str:
        """The head of its column, or the label of its row where columns are subjects or rows are attributes."""
        scene = self.page.scene
        if self.place.kind is not PlaceKind.CELL:
            return ""
        if scene.tables.is_transposed(self.place) or scene.tables.is_key_value(self.place):
            return scene.row_label(self.place).lower()
        return scene.head(self.place).lower()

    @once
    def column_head(self) -> str:
        return self.page.scene.head(self.place).lower() if self.place.kind is PlaceKind.CELL else ""

    @property
    def corner(self) -> str:
        """The head of the first column of its table: what the rows are."""
        cells = self.page.scene.table_cells.get(self.place.table, {}) if self.place.table is not None else {}
        at = cells.get((0, 0))
        return "" if at is None else self.page.scene.places[at].span.of(self.page.low).strip(" *_:")

    @once
    def row(self) -> str:
        scene = self.page.scene
        return scene.row_label(self.place).lower() if self.place.kind is PlaceKind.CELL else ""

    @property
    def key(self) -> str:
        """The front matter key."""
        return self.place.key.lower()

    @once
    def label(self) -> str:
        tag = _TAG.search(self.before[-48:])
        if tag is not None and ATTRIBUTE.search(tag[1]):
            return tag[1]
        label = self.page.scene.label_at(self.span.start)
        if label is not None:
            # Bold words with a full stop are a sentence of their own: "Choosing based on cost alone."
            text = label.of(self.page.low)
            return "" if text.rstrip(" *_").endswith(".") and len(text.split()) > 2 else text
        # A question is the label of its answer.
        return self.previous.strip(" *_\n") if self.previous.rstrip(" *_\n").endswith("?") else ""

    @once
    def near(self) -> str:
        return self.page.near(self.place)

    @property
    def card_labels(self) -> str:
        """What stands below its figure in raw HTML, and below those beside it, since one label may hold for all."""
        scene, place = self.page.scene, self.place
        if not scene.label_below(place):
            return ""
        beside = (other for other in scene.places if other.block == place.block)
        return " | ".join(label for other in beside if (label := scene.label_below(other))).lower()

    @once
    def heading(self) -> str:
        headings = self.place.headings
        return self.page.scene.places[headings[-1]].span.of(self.page.low).strip(" #\n") if headings else ""

    @property
    def title(self) -> str:
        """The titles of the article, in lines."""
        scene = self.page.scene
        return "\n".join(place.span.of(self.page.low).strip(" #\n\"'") for place in scene.titles)

    @property
    def outer_heading(self) -> str:
        """The heading over the one directly above, where that is a section's and not the article's."""
        outer = [self.page.scene.places[at] for at in self.place.headings[-2:-1]]
        return "".join(at.span.of(self.page.low).strip(" #\n") for at in outer if at.level != 1)

    @once
    def own(self) -> str:
        """The place's whole text."""
        return self.place.span.of(self.page.low)

    @once
    def _sentence(self) -> int:
        """Which of its place's sentences it stands in."""
        return bisect_right(self.page.sentence_starts(self.place), self.span.start) - 1

    @once
    def sentence_span(self) -> Span:
        sentences = self.page.sentences(self.place)
        at = self._sentence
        return sentences[at] if at >= 0 else self.place.span

    @once
    def sentence(self) -> str:
        return self.before + self.page.low[self.span.start : self.span.end] + self.after

    @once
    def previous(self) -> str:
        """The sentence before, in the same place."""
        sentences = self.page.sentences(self.place)
        at = self._sentence - 1
        return sentences[at].of(self.page.low)[-REACH:] if at >= 0 else ""

    @once
    def before(self) -> str:
        """The sentence up to the value."""
        return self.page.low[max(self.sentence_span.start, self.span.start - REACH) : self.span.start]

    @once
    def after(self) -> str:
        """The sentence from the value on."""
        return self.page.low[self.span.end : min(max(self.span.end, self.sentence_span.end), self.span.end + REACH)]

    @once
    def lead(self) -> str:
        """What stands before the value and belongs to it: back to where its clause begins or to the value before.

        At most 60 characters.
        """
        text = self.before if "   " in self.before[-LEAD:] else self.before[-LEAD:]
        cut = 0
        for barrier in _BARRIER.finditer(text):
            if barrier[0] != ":" or text[barrier.end() :].strip():
                cut = barrier.end()  # a colon right before the value introduces it: "pay the fee: $135"
        earlier = self.neighbour(-1)
        if earlier is not None and earlier.span.end > self.span.start - len(text) + cut:
            cut = max(cut, earlier.span.end - (self.span.start - len(text)))
        return squeezed(text[cut:])[-LEAD:]

    @once
    def trail(self) -> str:
        """What stands after the value and belongs to it: to the clause's end or the next value, 45 characters."""
        text = self.after if "   " in self.after[:TRAIL] else self.after[:TRAIL]
        barrier = _NEXT_BARRIER.search(text)
        if barrier is not None:
            text = text[: barrier.start()]
        later = self.neighbour(1)
        if later is not None and later.span.start < self.span.end + len(text):
            text = text[: max(0, later.span.start - self.span.end)]
        return squeezed(text)[:TRAIL]

    @property
    def written(self) -> str:
        """The value itself, as written."""
        return self.span.of(self.page.low)

    def speaks_of(self, *stems: str) -> bool:
        """Whether its place, or what labels it, holds one of some literal words."""
        context = self.page.context(self.place)
        return any(stem in context for stem in stems)

    @property
    def since_last(self) -> str:
        """The sentence before the value, back to the value of the same measure before it."""
        last = self.neighbour(-1)
        return self.page.low[max(self.sentence_span.start, last.span.end if last else 0) : self.span.start]

    @property
    def clause_after(self) -> str:
        """The sentence from the value on, up to a bracket, a semicolon, ", and" or ", which"."""
        return lazy_re.split(r"[;(]|,\s(?:and|but|which|so)\s", self.after, maxsplit=1)[0]

    @once
    def around(self) -> str:
        """80 characters of the sentence on both sides."""
        return self.before[-80:] + " # " + self.after[:80]

    def neighbour(self, step: int) -> Quantity | None:
        """The next value of the same measure in the place."""
        if self.measure is None:
            return None
        here = self.page.quantities[self.place.index]
        at = self.at + step
        while 0 <= at < len(here):
            if here[at].measure is self.measure:
                return here[at]
            at += step
        return None

    def sibling(self, step: int) -> Context | None:
        """The context of the next value of the same measure in the place."""
        other = self.neighbour(step)
        if other is None:
            return None
        here = self.page.quantities[self.place.index]
        return Context(self.page, self.place, other.span, other, here.index(other))

    @once
    def alone(self) -> bool:
        """Whether the place says little but the value: up to three more words."""
        rest = (
            self.page.text[self.place.span.start : self.span.start]
            + self.page.text[self.span.end : self.place.span.end]
        )
        return len(lazy_re.findall(r"[^\W_]+", rest)) <= 3

    @property
    def shares_sentence_with_label(self) -> bool:
        """Whether no full stop parts it from the label of its line: "Cost: $70. I earned $100,000"."""
        label = self.page.scene.label_at(self.span.start)
        return label is None or label.start >= self.sentence_span.start

    @property
    def follows_label(self) -> bool:
        """Whether it stands right behind the label of its line, and nothing but a bracket or more facts behind it."""
        label = self.page.scene.label_at(self.span.start)
        behind = lazy_re.split("[(,;]", self.page.low[self.span.end : self.place.span.end], maxsplit=1)[0]
        return (
            label is not None
            and not self.page.low[label.end : self.span.start].strip(" *_:–—-~")
            and not behind.strip(" *_./0123456789%")
        )

    @property
    def follows_named_label(self) -> bool:
        """Whether the label that it stands right behind names a credential: "**Baker** (in May): $90"."""
        label = self.page.scene.label_at(self.span.start) if self.follows_label else None
        return label is not None and any(mention.span.overlaps(label) for mention in self.mentions)

    @once
    def mentions(self) -> tuple[Mention, ...]:
        return self.page.mentions(self.place)

    @property
    def names_credential(self) -> bool:
        """Whether its sentence names a credential."""
        return any(_is_credential(mention) for mention in self.page.scene.mentions.within(self.sentence_span))

    @once
    def above_is_named(self) -> bool:
        """Whether the label, the parent item, the line above or the heading names a credential."""
        scene = self.page.scene
        spans = [scene.places[index] for index in (*self.place.items[-1:], *self.place.headings[-1:])]
        return any(_is_credential(mention) for place in spans for mention in self.page.mentions(place)) or any(
            scene.is_card(scene.places[index]) for index in self.place.items[-1:]
        )

    @once
    def follows_mention(self) -> bool:
        """Whether a credential's name stands right before: `AIF-C01 ($100)`, `PMLE: $200`."""
        for mention in self.mentions:
            if _is_credential(mention) and mention.span.end <= self.span.start:
                gap = squeezed(self.page.text[mention.span.end : self.span.start])
                if len(gap) <= 14 and lazy_re.fullmatch(
                    r"(?:\s?\([A-Z0-9-]{2,9}\)|\sv\d+)?[\s:()–—\-→=>|,*]*+(?:exam\s?)?[\s:(]*", gap
                ):
                    return True
        return False


def _is_credential(mention: Mention) -> bool:
    return mention.form in {"credential", "family", "unknown"}
