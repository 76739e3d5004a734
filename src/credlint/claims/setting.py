"""What stands around a value and can tell what kind of statement it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from msgspec.structs import replace

from credlint import lazy_re
from credlint.catalog.mention import Mention
from credlint.claims.places import Place, PlaceKind
from credlint.claims.quantity import Measure, Quantity, quantities
from credlint.claims.scene import ATTRIBUTE, Scene
from credlint.claims.written_dates import dates
from credlint.dates import PartialDate
from credlint.span import Span

_BARRIER = lazy_re.compile(
    r"[;!?]|[:](?=\s)|[→⇒]|\)|,?\s(?:but|while|whereas|although|though|however)\s|,\s(?:and|so|then|plus|or)\s"
    r"|,\s(?=(?:the|its|an?|you|it|this|that|with|then)\s)|\.\s"
)
_NEXT_BARRIER = lazy_re.compile(
    r"[;!?(]|(?<=.)\)|[—→⇒]|\s[–-]\s|,?\s(?:but|while|whereas|although|though|however)\s|,\s(?:and|so|then|plus|or)\s"
    r"|\.(?:\s|$)|\s\+\s|\splus\s"
)


# So far words tell something about a value; a sentence without end would otherwise be read once for each of its values.
REACH = 400
_HEAD_UNIT = lazy_re.compile(
    r"(?:[(\[,/]\s?|\bin )(?P<in>min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?)\b(?!\s?(?:/|per"
    r"|a)\s?(?:week|day))"
    r"|^\W*(?:study |prep |exam |total )?(?P<alone>min(?:ute)?s|hours|weeks|months|years)\W*$",
    re.I,
)
_LABEL_UNIT = lazy_re.compile(
    r"\W*(?:(?:study|prep|preparation|total|course|training|learning) )?(hours|weeks|months)\W*"
)
_UNIT_BELOW = lazy_re.compile(r"(minutes|hours|days|weeks|months|years)\b")
_HEAD_UNITS = {"mi": "minutes", "h": "hours", "d": "days", "w": "weeks", "mo": "months", "y": "years"}


# What others say, and a word of objection after it.
_SAID = lazy_re.compile(
    r"\b(?:some|many|most|few|several)?\s?(?:people|sites|blogs|forums|posts|articles|others|rumou?rs?|some|many|everybody"
    r"|everyone)\s(?:(?:still|often|will|might|wrongly)\s)*"
    r"(?:say|says|think|thinks|believe|believes|claim|claims|assume|assumes|tell|report|reports|has it|have it)\b[^;]*$"
)
_OBJECTED = lazy_re.compile(r"\b(?:but|however|yet|actually|in fact|in truth|wrong|not true|outdated)\b")
_EXAM_PRICE = lazy_re.compile(r"\bexam\b(?! (?:code|name|format|length|duration))")
_PRICE = lazy_re.compile(r"\b(?:costs?|prices?|pricing|fees?|tuition)\b", re.I)


# A label inside a line: "(Cost: $300)", "…; exam fee: $300".
_TAG = lazy_re.compile(r"(?:[(\[;,|]|\s[•·–—-])\s{0,3}([^\W\d_][^:;|,.()\[\]\d$€£₹]{0,30}):\s{0,3}$")


_BLANKS = "\n\r\t\u00a0"  # each is a space to its reader, a line break inside a paragraph too


class Page:
    """A scene with the quantities in it, read once for all kinds.

    `without` names the cues (`cost/label`) and traps (`trap/salary`) that are switched off; tests use it to prove that
    each of them is worth something.
    """

    def __init__(self, scene: Scene, without: frozenset[str] = frozenset()) -> None:
        self.scene = scene
        self.text = scene.text
        self.low = _lower(scene.text)
        self.without = without
        self._sentences: dict[int, tuple[Span, ...]] = {}
        self._mentions: dict[int, tuple[Mention, ...]] = {}
        self.exam_times: dict[Span, bool] = {}
        self.price_evidence: dict[Span, str | None] = {}
        self._near: dict[int, str] = {}
        self._starts: dict[int, list[int]] = {}
        self._contexts: dict[int, str] = {}
        self._labelled: dict[re.Pattern[str], frozenset[int]] = {}

    @cached_property
    def quantities(self) -> dict[int, tuple[Quantity, ...]]:
        """The quantities of every place that has any, by the place's index."""
        found = {}
        for place in self.scene.places:
            here = quantities(self.text, place.span.start, place.span.end)
            if here:
                found[place.index] = self._with_unit_of_label(place, self._with_unit_of_head(place, here))
        return found

    @cached_property
    def settings(self) -> tuple[Setting, ...]:
        """Every quantity with its surroundings, in source order."""
        return tuple(
            Setting(self, self.scene.places[index], quantity.span, quantity, at)
            for index, here in sorted(self.quantities.items())
            for at, quantity in enumerate(here)
        )

    def _with_unit_of_head(self, place: Place, here: list[Quantity]) -> tuple[Quantity, ...]:
        """Numbers of a column whose head names their unit: `Duration (weeks)`."""
        if place.kind is not PlaceKind.CELL or not place.row or here[0].measure is not Measure.COUNT:
            return tuple(here)
        unit = _HEAD_UNIT.search(self.scene.head(place)) or _HEAD_UNIT.search(self.scene.row_label(place))
        if unit is None or len(here) > 1 or re.search(r"[A-Za-z]{3}", place.span.of(self.text)):
            return tuple(here)
        name = (unit["in"] or unit["alone"]).lower()
        measure = next(full for start, full in _HEAD_UNITS.items() if name.startswith(start))
        return (replace(here[0], measure=Measure.TIME, unit=measure),)

    def _with_unit_of_label(self, place: Place, here: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
        """A number behind a label that is its unit: `Study hours: 100+`."""
        first = here[0]
        if place.kind is PlaceKind.CELL or first.measure is not Measure.COUNT:
            return here
        below = _UNIT_BELOW.match(self.scene.label_below(place).lower())
        if below is not None and not any(char.isalpha() for char in place.span.of(self.text)):
            return (replace(first, measure=Measure.TIME, unit=below[1]), *here[1:])
        label = self.scene.label_at(first.span.start)
        unit = _LABEL_UNIT.fullmatch(label.of(self.low)) if label is not None else None
        between = self.low[label.end : first.span.start] if label is not None else ""
        if unit is None or between.strip(" *_:~≈"):
            return here
        return (replace(first, measure=Measure.TIME, unit=unit[1]), *here[1:])

    def places_with(self, *stems: str) -> list[Place]:
        """The places whose lower-case text holds one of some literal words, in source order; found without `re`."""
        found: set[int] = set()
        for stem in stems:
            at = self.low.find(stem)
            while at >= 0:
                place = self.scene.place_at(at)
                at = self.low.find(stem, at + 1 if place is None else max(at + 1, place.span.end))
                if place is not None:
                    found.add(place.index)
        return [self.scene.places[index] for index in sorted(found)]

    def of(self, *measures: Measure) -> list[Setting]:
        return [setting for setting in self.settings if setting.quantity and setting.quantity.measure in measures]

    def near(self, place: Place) -> str:
        """The heading, bold line, parent item or question that a short place answers."""
        if place.index not in self._near:
            near = (self.scene.label_below(place) or self.scene.near_label(place)).lower()
            if not near and place.kind is PlaceKind.PARAGRAPH and place.index:
                above = self.scene.places[place.index - 1].span.of(self.low).strip(" *_\n")
                near = above if above.endswith("?") and len(above.split()) <= 16 else ""
            self._near[place.index] = near
        return self._near[place.index]

    def context(self, place: Place) -> str:
        """All text that can tell the kind of a value of the place, in lower case."""
        if place.index not in self._contexts:
            parts = [place.span.of(self.low), self.near(place), place.key]
            if place.kind is PlaceKind.CELL:
                parts += [self.scene.head(place), self.scene.row_label(place)]
            self._contexts[place.index] = "\n".join(parts).lower()
        return self._contexts[place.index]

    def sentences(self, place: Place) -> tuple[Span, ...]:
        if place.index not in self._sentences:
            self._sentences[place.index] = self.scene.sentences(place)
        return self._sentences[place.index]

    def sentence_starts(self, place: Place) -> list[int]:
        if place.index not in self._starts:
            self._starts[place.index] = [span.start for span in self.sentences(place)]
        return self._starts[place.index]

    def mentions(self, place: Place) -> tuple[Mention, ...]:
        if place.index not in self._mentions:
            self._mentions[place.index] = self.scene.mentions_in(place)
        return self._mentions[place.index]

    def dates(self, span: Span) -> list[tuple[Span, PartialDate]]:
        return dates(self.text, span.start, span.end)

    @cached_property
    def money_columns(self) -> frozenset[tuple[int, int]]:
        """(table, column) of columns in which half of the cells below the head, and two at least, hold money."""
        return self._columns(Measure.MONEY)

    @cached_property
    def priced_tables(self) -> frozenset[int]:
        """Tables of which some head speaks of prices."""
        return frozenset(
            place.table
            for place in self.scene.places
            if place.table is not None and place.row == 0 and _PRICE.search(place.span.of(self.text))
        )

    @cached_property
    def named_rows(self) -> frozenset[tuple[int, int]]:
        """(table, row) of rows that name a credential or a provider."""
        return frozenset(
            (place.table, place.row or 0)
            for place in self.scene.places
            if place.table is not None and self.mentions(place)
        )

    def tables_labelled(self, words: re.Pattern[str]) -> frozenset[int]:
        """Tables of which a head or a row's first cell is one of some words; each pattern is looked for once."""
        if words not in self._labelled:
            self._labelled[words] = frozenset(
                place.table
                for place in self.scene.places
                if place.table is not None
                and not (place.row and place.column)
                and words.fullmatch(place.span.of(self.low).strip(" *_:"))
            )
        return self._labelled[words]

    def _columns(self, measure: Measure) -> frozenset[tuple[int, int]]:
        cells: dict[tuple[int, int], int] = {}
        holding: dict[tuple[int, int], int] = {}
        for place in self.scene.places:
            if place.table is None or place.column is None or not place.row:
                continue
            key = (place.table, place.column)
            cells[key] = cells.get(key, 0) + bool(self.text[place.span.start : place.span.end].strip())
            if any(quantity.measure is measure for quantity in self.quantities.get(place.index, ())):
                holding[key] = holding.get(key, 0) + 1
        return frozenset(key for key, count in holding.items() if count >= 2 and count * 2 >= cells[key])


class Setting:
    """The surroundings of one value, from the strongest evidence (table head, label) to the weakest (words near)."""

    def __init__(self, page: Page, place: Place, span: Span, quantity: Quantity | None = None, at: int = 0) -> None:
        self.page = page
        self.place = place
        self.span = span
        self.quantity = quantity
        self.at = at

    @cached_property
    def head(self) -> str:
        """The head of its column, or the label of its row where columns are subjects or rows are attributes."""
        scene = self.page.scene
        if self.place.kind is not PlaceKind.CELL:
            return ""
        if scene.transposed(self.place) or scene.key_value(self.place):
            return scene.row_label(self.place).lower()
        return scene.head(self.place).lower()

    @cached_property
    def column_head(self) -> str:
        return self.page.scene.head(self.place).lower() if self.place.kind is PlaceKind.CELL else ""

    @cached_property
    def row(self) -> str:
        scene = self.page.scene
        return scene.row_label(self.place).lower() if self.place.kind is PlaceKind.CELL else ""

    @property
    def place_kind(self) -> str:
        return self.place.kind.value

    @property
    def key(self) -> str:
        """The front matter key."""
        return self.place.key.lower()

    @cached_property
    def label(self) -> str:
        tag = _TAG.search(self.before[-48:])
        if tag is not None and ATTRIBUTE.search(tag[1]):
            return tag[1]
        label = self.page.scene.label_at(self.span.start)
        if label is not None:
            # Bold words with a full stop are a sentence of their own: "Choosing based on cost alone."
            text = label.of(self.page.low)
            return "" if text.rstrip(" *_").endswith(".") else text
        # A question is the label of its answer.
        return self.previous.strip(" *_\n") if self.previous.rstrip(" *_\n").endswith("?") else ""

    @cached_property
    def near(self) -> str:
        return self.page.near(self.place)

    @property
    def card_labels(self) -> str:
        """What stands below its figure in raw HTML, and below those beside it, since one label may tell for all."""
        scene, place = self.page.scene, self.place
        if not scene.label_below(place):
            return ""
        beside = (other for other in scene.places if other.block == place.block)
        return " | ".join(label for other in beside if (label := scene.label_below(other))).lower()

    @cached_property
    def heading(self) -> str:
        headings = self.place.headings
        return self.page.scene.places[headings[-1]].span.of(self.page.low).strip(" #\n") if headings else ""

    @property
    def outer_heading(self) -> str:
        """The heading over the one directly above, where that is a section's and not the article's."""
        outer = [self.page.scene.places[at] for at in self.place.headings[-2:-1]]
        return "".join(at.span.of(self.page.low).strip(" #\n") for at in outer if at.level != 1)

    @cached_property
    def own(self) -> str:
        """The place's whole text."""
        return self.place.span.of(self.page.low)

    @cached_property
    def _sentence(self) -> int:
        """Which of its place's sentences it stands in."""
        return bisect_right(self.page.sentence_starts(self.place), self.span.start) - 1

    @cached_property
    def sentence_span(self) -> Span:
        sentences = self.page.sentences(self.place)
        at = self._sentence
        return sentences[at] if at >= 0 else self.place.span

    @cached_property
    def sentence(self) -> str:
        return self.before + self.page.low[self.span.start : self.span.end] + self.after

    @cached_property
    def previous(self) -> str:
        """The sentence before, in the same place."""
        sentences = self.page.sentences(self.place)
        at = self._sentence - 1
        return sentences[at].of(self.page.low)[-REACH:] if at >= 0 else ""

    @cached_property
    def before(self) -> str:
        """The sentence up to the value."""
        return self.page.low[max(self.sentence_span.start, self.span.start - REACH) : self.span.start]

    @cached_property
    def after(self) -> str:
        """The sentence from the value on."""
        return self.page.low[self.span.end : min(max(self.span.end, self.sentence_span.end), self.span.end + REACH)]

    @cached_property
    def lead(self) -> str:
        """What stands before the value and belongs to it: back to the clause's begin or the value before, 60"
        " characters."""
        text = self.before[-60:]
        cut = 0
        for barrier in _BARRIER.finditer(text):
            if barrier[0] != ":" or text[barrier.end() :].strip():
                cut = barrier.end()  # a colon right before the value introduces it: "pay the fee: $135"
        earlier = self.neighbour(-1)
        if earlier is not None and earlier.span.end > self.span.start - len(text) + cut:
            cut = max(cut, earlier.span.end - (self.span.start - len(text)))
        return text[cut:]

    @cached_property
    def trail(self) -> str:
        """What stands after the value and belongs to it: to the clause's end or the next value, 45 characters."""
        text = self.after[:45]
        barrier = _NEXT_BARRIER.search(text)
        if barrier is not None:
            text = text[: barrier.start()]
        later = self.neighbour(1)
        if later is not None and later.span.start < self.span.end + len(text):
            text = text[: max(0, later.span.start - self.span.end)]
        return text

    @property
    def counted_lead(self) -> str:
        """The words before a bare number: "here are 5 questions" is told of no exam."""
        return self.lead if self.quantity is not None and self.quantity.measure is Measure.COUNT else ""

    @property
    def hearsay(self) -> str:
        """What the sentence says before the value is only what others say, where it goes on to object."""
        said = _SAID.search(self.before)
        return said[0] if said is not None and _OBJECTED.search(self.after) else ""

    @property
    def training_head(self) -> str:
        """The head of its column, where another one of the table tells what the exam costs."""
        heads = self.page.scene.table_rows.get((self.place.table, 0), ())
        return self.head if any(_EXAM_PRICE.search(head.span.of(self.page.low)) for head in heads) else ""

    @property
    def own_exam(self) -> str:
        """ "own" where hours are the author's own in the exam: "I finished the exam in 2 hours"."""
        if self.quantity is None or self.quantity.unit not in {"hours", "minutes"}:
            return ""
        mine = re.search(
            r"\b(?:I|we|my|me|us)\b(?:['’]\w+)?(?:\s[\w']+){0,7}\s(?:finish\w*|complet\w*|took|done|needed)\b",
            self.before,
            re.I,
        )
        return (
            "own"
            if mine
            and re.search(r"\b(?:exam|test)\b", self.before, re.I)
            and not re.search(r"\bstud|\bprepar|\blearn", self.before, re.I)
            else ""
        )

    @property
    def worked(self) -> str:
        """What follows months or years; hours and weeks are hardly ever time at work."""
        return self.after if self.quantity is not None and self.quantity.unit in {"months", "years"} else ""

    @property
    def hours_before(self) -> str:
        return self.lead[-40:] if self.quantity is not None and self.quantity.unit in {"hours", "minutes"} else ""

    @property
    def voucher_before(self) -> str:
        """The sentence before months or years, for what "it" may stand for."""
        return self.before[-70:] if self.quantity is not None and self.quantity.unit in {"months", "years"} else ""

    @property
    def written(self) -> str:
        """The value itself, as written."""
        return self.span.of(self.page.low)

    @property
    def dollars_of_year(self) -> str:
        """The words right around an amount that is written like a year and its currency: "in 2024 USD"."""
        year = re.fullmatch(r"(?:19|20)\d\d [a-z]{3}", self.written)
        return f"{self.before[-3:]} {self.after[:12]}" if year else ""

    @property
    def discounted(self) -> str:
        """The words before an amount, where the sentence speaks of a discount."""
        return (
            self.lead
            if re.search(r"\bdiscount|\bvoucher|\bcoupon|\bpromo|% off|\bhalf", self.previous + self.sentence)
            else ""
        )

    @property
    def as_label(self) -> str:
        """ "label" where the value is itself the label of what follows: "6 months: gather experience"."""
        begins = not self.page.low[self.place.span.start : self.span.start].strip(" *_-–")
        return "label" if begins and self.after.lstrip(" *_").startswith(":") else ""

    @property
    def years_before(self) -> str:
        return self.lead[-40:] if self.quantity is not None and self.quantity.unit in {"months", "years"} else ""

    @property
    def every_years(self) -> str:
        """ "every" in front of years: no retake wait is told in that way."""
        years = self.quantity is not None and self.quantity.unit == "years"
        return "every" if years and re.search(r"\bevery\s$", self.before, re.I) else ""

    def speaks_of(self, *stems: str) -> bool:
        """Whether its place, or what labels it, holds one of some literal words."""
        context = self.page.context(self.place)
        return any(stem in context for stem in stems)

    @property
    def lead_40(self) -> str:
        return self.lead[-40:]

    @property
    def before_60(self) -> str:
        """The last 60 characters of the sentence before the value, whole words only, other values and brackets"
        " included."""
        return self._cut(self.before, 60)

    @property
    def far(self) -> str:
        """The last 110 characters of the sentence before the value, if no other time stands between."""
        earlier = self.neighbour(-1)
        return self._cut(
            self.page.low[max(self.sentence_span.start, earlier.span.end if earlier else 0) : self.span.start], 110
        )

    @cached_property
    def right_before(self) -> str:
        """What stands right before the value: patterns that end at it need not be tried over the whole sentence."""
        return self._cut(self.before, 120)

    @property
    def after_32(self) -> str:
        return re.split(r"[;(]|,\s(?:and|but)\s", self.after[:32])[0]

    @property
    def after_45(self) -> str:
        return self.after[:45]

    @property
    def after_60(self) -> str:
        return self.after[:60]

    @cached_property
    def around(self) -> str:
        """80 characters of the sentence on both sides."""
        return self.before[-80:] + " # " + self.after[:80]

    @staticmethod
    def _cut(text: str, length: int) -> str:
        if len(text) <= length:
            return text
        return text[text.find(" ", len(text) - length) + 1 :]

    def neighbour(self, step: int) -> Quantity | None:
        """The next value of the same measure in the place."""
        if self.quantity is None:
            return None
        here = self.page.quantities[self.place.index]
        at = self.at + step
        while 0 <= at < len(here):
            if here[at].measure is self.quantity.measure:
                return here[at]
            at += step
        return None

    def sibling(self, step: int) -> Setting | None:
        """The setting of the next value of the same measure in the place."""
        other = self.neighbour(step)
        if other is None:
            return None
        here = self.page.quantities[self.place.index]
        return Setting(self.page, self.place, other.span, other, here.index(other))

    @cached_property
    def alone(self) -> bool:
        """Whether the place says little but the value: up to three more words."""
        rest = (
            self.page.text[self.place.span.start : self.span.start]
            + self.page.text[self.span.end : self.place.span.end]
        )
        return len(re.findall(r"[^\W_]+", rest)) <= 3

    @property
    def follows_label(self) -> bool:
        """Whether it stands right behind the label of its line, and nothing but a bracket or more facts behind it."""
        label = self.page.scene.label_at(self.span.start)
        behind = re.split("[(,;]", self.page.low[self.span.end : self.place.span.end], maxsplit=1)[0]
        return (
            label is not None
            and not self.page.low[label.end : self.span.start].strip(" *_:–—-~")
            and not behind.strip(" *_./0123456789%")
        )

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return self.page.mentions(self.place)

    @property
    def names_credential(self) -> bool:
        """Whether its sentence names a credential."""
        return any(_is_credential(mention) for mention in self.page.scene.mentions(self.sentence_span))

    @cached_property
    def above_is_named(self) -> bool:
        """Whether the label, the parent item, the line above or the heading names a credential."""
        scene = self.page.scene
        spans = [scene.places[index] for index in (*self.place.items[-1:], *self.place.headings[-1:])]
        return any(_is_credential(mention) for place in spans for mention in self.page.mentions(place)) or any(
            scene.is_card(scene.places[index]) for index in self.place.items[-1:]
        )

    @cached_property
    def follows_mention(self) -> bool:
        """Whether a credential's name stands right before: `AIF-C01 ($100)`, `PMLE: $200`."""
        for mention in self.mentions:
            if _is_credential(mention) and mention.span.end <= self.span.start:
                gap = self.page.text[mention.span.end : self.span.start]
                if len(gap) <= 14 and re.fullmatch(
                    r"(?:\s?\([A-Z0-9-]{2,9}\)|\sv\d+)?[\s:()–—\-→=>|,*]*+(?:exam\s?)?[\s:(]*", gap
                ):
                    return True
        return False


def _is_credential(mention: Mention) -> bool:
    return mention.form in {"credential", "family", "unknown"}


def _lower(text: str) -> str:
    """In lower case, on one line and of the same length, which `str.lower` alone does not promise (`İ`)."""
    low = text.lower()
    if len(low) != len(text):
        return "".join(char if len(char.lower()) != 1 else char.lower() for char in text)
    for blank in _BLANKS:  # several times as fast as `str.translate`
        low = low.replace(blank, " ")
    return low
