"""What stands around a value and can be evidence of what kind of statement it is."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from credlint import lazy_re
from credlint.catalog.mention import CREDENTIALS
from credlint.claims.cues import squeezed
from credlint.claims.place_context import PlaceContext
from credlint.claims.places import Place
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

_IN_BRACKET = lazy_re.compile(r"\s?\([A-Za-z][\w +-]{1,24}[,;] ")  # "Juggler (flagship, $200)"


class Context(PlaceContext):
    """The surroundings of one value, from the strongest evidence (table head, label) to the weakest (words near).

    `measure` is None where the value is no quantity but a word, such as "free" or "retired". `at` is which of the
    quantities of its place it is.
    """

    def __init__(self, page: Page, place: Place, span: Span, quantity: Quantity | None = None, at: int = 0) -> None:
        super().__init__(page, place)
        self.span = span
        self.measure = None if quantity is None else quantity.measure
        self._quantity = quantity
        self.at = at

    @property
    def quantity(self) -> Quantity:
        """The value as a quantity; it is one if it has a `measure`."""
        assert self._quantity is not None
        return self._quantity

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
        # Of blanks, which are squeezed away below, more than that may stand before the value.
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
    def line(self) -> Span:
        """The part of its place that stands on its line of the source."""
        text, place = self.page.text, self.place.span
        end = text.find("\n", self.span.end, place.end)
        return Span(max(place.start, text.rfind("\n", place.start, self.span.start) + 1), place.end if end < 0 else end)

    @property
    def follows_label(self) -> bool:
        """Whether it stands right behind the label of its line, and nothing but a bracket or more facts behind it."""
        label = self.page.scene.label_at(self.span.start)
        behind = self.page.low[self.span.end : self.line.end]
        behind = lazy_re.split("[(,;]", behind, maxsplit=1)[0]
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

    @property
    def names_credential(self) -> bool:
        """Whether its sentence names a credential."""
        return any(mention.form in CREDENTIALS for mention in self.page.scene.mentions.within(self.sentence_span))

    @once
    def follows_mention(self) -> bool:
        """Whether a credential's name stands right before: `AIF-C01 ($100)`, `PMLE: $200`."""
        for mention in self.mentions:
            if mention.form in CREDENTIALS and mention.span.end <= self.span.start:
                gap = squeezed(self.page.text[mention.span.end : self.span.start])
                if _IN_BRACKET.fullmatch(gap):
                    return True
                if len(gap) <= 14 and lazy_re.fullmatch(
                    r"(?:\s?\([A-Z0-9-]{2,9}\)|\sv\d+)?[\s:()–—\-→=>|,*]*+(?:exam\s?)?[\s:(]*", gap
                ):
                    return True
        return False
