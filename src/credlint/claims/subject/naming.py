"""Which credentials are named where in a scene: beside each other, at the head of a place, in a section, above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from credlint import lazy_re
from credlint.catalog import Catalog
from credlint.catalog.mention import CREDENTIALS, Mention
from credlint.claims.places import Place, PlaceKind
from credlint.claims.scene import Scene
from credlint.claims.tables import AUDIENCE
from credlint.once import once
from credlint.span import Span

# What stands between two places is matched as a gap: with every run of white space made one blank.
COMPARED = lazy_re.compile(
    r"(?i)\b(?:unlike|than|before|after|compar(?:ed|ing) (?:with|to)|in comparison (?:with|to)"
    r"|instead of|versus|vs\.?|like|alongside|similar to|besides"
    r"|differ\w* from"
    r"|rather than|as (?:with|opposed to)|equivalent (?:to|of)|addition to|build(?:s|ing)? on"
    r"|prerequisites? for|leads? to|path(?:way)? to"
    r"|(?:up|jump|move|coming|came) from|off"
    r"|towards?|next to|(?:sibling|version|half|subset|superset|level|step|cousin|part) (?:of|above|below)|above|below"
    r"|alternatives? to|complements?|(?:the )?same as|as much as|identical to)"
    r"(?: (?:the|an?|passing|taking|getting|earning|completing|your|that of|those of|either|both|for|in|of"
    r"|(?:most )?recent|latest|current|newest|new|old|previous|iteration|version|edition|release))* ?\W?$"
)
# "For Acme Baker holders" says who pays a price.
HOLDERS = lazy_re.compile(r"(?i)\s+(?:holders|alumni)\b")
FOR = lazy_re.compile(r"(?i)\bfor (?:\w+ ){0,2}$")
# What such a line names is another credential than the article's.
OF_OTHERS = lazy_re.compile(
    r"(?i)\W*(?:pre-?requisites?|pre-?reqs?|requires|required(?: before)?|recommended (?:before|first|next|after)"
    r"|next(?: steps?| up)?|then|follow(?:ed|s|-?up)?(?: (?:by|on))?|leads? to|builds? on|before|after|related(?: \w+)?"
    r"|see also|alternatives?(?: to)?|similar(?: to| certs| certifications| exams)?|compared? (?:with|to))\W*"
)
LISTED = lazy_re.compile(
    r"(?i) ?\)?(?: ?[,/&+·|→⇒>] ?| ?,? (?:and|or|plus|to|then) | - )?(?:and |or )?(?:the |an? )?[^\w;:.!?]{0,3}"
)
JOINED = lazy_re.compile(r"(?i)\)? (?:and|or) (?:the |an? )?|/")
SUBORDINATE = lazy_re.compile(r"(?i)\W*(?:since|after|when|once|if|because|as|having|although|while|before)\b")
VERSUS = lazy_re.compile(r"(?i)\b(?:vs|versus|or)\b|[/&→⇒>]| and ")
ARROW = lazy_re.compile(r"[→➜⇒]|[-=]>")
STEP = lazy_re.compile(r"(?P<before>[A-Z][\w+]*)?[*_\])]* ?(?:[→➜⇒]|[-=]>) ?[*_\[]*(?P<after>[A-Z][\w+]*)?")
# Literals that tell of a course which many take: how many they are, how they like it, who sells and gives it.
LEARNERS = ("students", "learners", "enrol")
COURSE_SIGNS = (
    LEARNERS,
    ("★", "⭐", "rating", "rated"),
    ("udemy", "coupon", "instructor", "lectures", "lifetime access"),
)
COUNT_BEFORE = lazy_re.compile(r"\d[\d,.]*(?: ?(?:k|m|million))?\+? (?:\w+ )?$")
COUNT_BEHIND = lazy_re.compile(r"\w*\W{1,6}\d")


# An article about a credential names it at least once in so many characters, which is two or three pages.
DENSITY = 5000


def _words_with(literal: str, text: str) -> Iterator[int]:
    """Where words begin with a literal."""
    at = text.find(literal)
    while at >= 0:
        if not text[at - 1 : at].isalpha():
            yield at
        at = text.find(literal, at + len(literal))


class Naming:
    """What the mentions of one scene say together. `without`: see `subject.Resolver`."""

    def __init__(self, scene: Scene, catalog: Catalog, without: frozenset[str] = frozenset()) -> None:
        self.scene = scene
        self.catalog = catalog
        self.names = scene.names
        self.text = scene.text
        self.without = without
        self._named: dict[int, tuple[Mention, ...]] = {}
        self._rows: dict[int, bool] = {}

    def named(self, place: Place, span: Span | None = None) -> Sequence[Mention]:
        """The credentials, known or not, that are named in a place or a part of it and not only compared with."""
        if place.index not in self._named:
            self._named[place.index] = tuple(self._named_in(place))
        found = self._named[place.index]
        return found if span is None else [mention for mention in found if mention.span in span]

    def _named_in(self, place: Place) -> Iterator[Mention]:
        if AUDIENCE.fullmatch(self.scene.head(place)):
            return
        for mention in self.scene.mentions.of(place):
            if mention.form not in CREDENTIALS or (mention.form == "unknown" and "unknown" in self.without):
                continue
            if "compared" in self.without or not self.is_compared(mention):
                yield mention
        if place.kind in (PlaceKind.CELL, PlaceKind.HEADING) and "path" not in self.without:
            yield from self._strangers_on_path(place)

    def _strangers_on_path(self, place: Place) -> Iterator[Mention]:
        """What nobody knows of a path in a cell or heading: "Baker → QXR"."""
        if ARROW.search(self.text, place.span.start, place.span.end) is None:
            return
        mentions = self.scene.mentions.of(place)
        for arrow in STEP.finditer(self.text, place.span.start, place.span.end):
            for side in ("before", "after"):
                span = Span(*arrow.span(side))
                if span.start >= 0 and not any(m.span.overlaps(span) for m in mentions):
                    yield Mention(span, (), "unknown")

    def is_compared(self, mention: Mention) -> bool:
        sentence = self.scene.sentence_at(mention.span.start)
        start = max(sentence.start, mention.span.start - 60)
        if HOLDERS.match(self.text, mention.span.end) and FOR.search(self.text, start, mention.span.start):
            return True
        if any(OF_OTHERS.fullmatch(label) for label in self._labels_of(mention)):
            return True
        if COMPARED.search(self.gap(start, mention.span.start)) is not None:
            return True
        before = [m for m in self.scene.mentions.within(Span(start, mention.span.start)) if m.form in CREDENTIALS][-1:]
        joined = before and JOINED.fullmatch(self.gap(before[0].span.end, mention.span.start))
        return bool(joined) and self.is_compared(before[0])  # "unlike A and B"

    def _labels_of(self, mention: Mention) -> Iterator[str]:
        """What labels a mention: the label of its line, or of its row and the head of its column."""
        label = self.scene.label_at(mention.span.start)
        if label is not None:
            yield label.of(self.text)
        place = self.scene.place_at(mention.span.start)
        if place is not None and place.table is not None:
            yield from (self.scene.row_label(place), self.scene.head(place))

    def gap(self, start: int, end: int) -> str:
        """The text between two places; blanked marks and addresses count as one blank."""
        gap = self.text[start:end]
        blank = " ".join(gap.split())
        return f"{' ' if gap[:1].isspace() else ''}{blank}{' ' if blank and gap[-1:].isspace() else ''}"

    def are_listed(self, one: Mention, two: Mention) -> bool:
        """Whether two names stand in one list: "A, B and C", "A / B"."""
        gap = self.gap(one.span.end, two.span.start)
        if gap.strip() == "," and SUBORDINATE.match(self.text, self.scene.sentence_at(one.span.start).start):
            return False  # "Since I had passed A, B was easy"
        return LISTED.fullmatch(gap) is not None

    def stands_first(self, mention: Mention, place: Place) -> bool:
        return not self.text[place.span.start : mention.span.start].strip(" *_[(#:.0123456789")

    def topic(self, mentions: Sequence[Mention], place: Place) -> Sequence[Mention]:
        """The name that a cell or a line begins with, where what follows only explains it; else all of them."""
        first = mentions[0]
        rest = [m for m in mentions[1:] if m.subjects != first.subjects]
        if rest and first.form == "family" and set(rest[0].subjects) < set(first.subjects):
            return rest[:1]  # a family, and which of it is meant
        if not rest or first.form == "unknown" or "topic" in self.without or not self.stands_first(first, place):
            return mentions
        gap = self.gap(first.span.end, rest[0].span.start)
        several = (LISTED.fullmatch(gap) and gap.strip(" (")) or VERSUS.search(gap)
        return mentions if several else mentions[:1]

    def in_section(self, place: Place) -> frozenset[str]:
        """The credentials that are named between the heading over a place and the next one."""
        return self.spoken[place.headings]

    @once
    def spoken(self) -> Mapping[tuple[int, ...], frozenset[str]]:
        """The credentials that are named under each chain of headings, those between them and the next heading."""
        found: dict[tuple[int, ...], set[str]] = {place.headings: set() for place in self.scene.places}
        for place in self.scene.places:
            found[place.headings] |= {m.subjects[0] for m in self.scene.mentions.of(place) if m.form == "credential"}
        return {headings: frozenset(named) for headings, named in found.items()}

    @once
    def courses(self) -> frozenset[tuple[int, ...]]:
        """The sections that are about a course which many take, each by the chain of headings over it."""
        low = self.text.lower()
        signs: dict[tuple[int, ...], set[tuple[str, ...]]] = {}
        for literals in COURSE_SIGNS:
            for at in (at for literal in literals for at in _words_with(literal, low)):
                counted = COUNT_BEFORE.search(low, max(0, at - 30), at) or COUNT_BEHIND.match(low, at)
                if literals is LEARNERS and not counted:
                    continue
                place = self.scene.place_at(at)
                if place is not None and place.headings and self.scene.places[place.headings[-1]].level != 1:
                    signs.setdefault(place.headings, set()).add(literals)
        return frozenset(headings for headings, found in signs.items() if len(found) > 1)

    def names_rows(self, table: int) -> bool:
        """Whether the subject column of a table names any credential."""
        if table not in self._rows:
            found = self.scene.tables[table]
            cells = (found.cells[key] for key in found.cells if key[0] and key[1] == found.subjects)
            mentions = (m for cell in cells for m in self.scene.mentions.of(self.scene.places[cell]))
            self._rows[table] = any(m.form in CREDENTIALS for m in mentions)
        return self._rows[table]

    def provider_in(self, mentions: Iterable[Mention]) -> str | None:
        """The group or the one provider that is named as such."""
        found: set[str] = set()
        for mention in mentions:
            if mention.form == "group":
                return mention.subjects[0]
            if mention.form == "provider":
                found.add(self._of_brand(mention.subjects))
        return found.pop() if len(found) == 1 else None

    def _of_brand(self, providers: Sequence[str]) -> str:
        """Which provider of a brand the article means: the one whose credentials it names most."""
        return max(providers, key=lambda provider: (self._provider_counts[provider], -providers.index(provider)))

    def common_provider(self, mentions: Iterable[Mention]) -> str | None:
        """The provider of all of them, if there is one: what is said of several of its credentials is said of it."""
        mentions = list(mentions)
        if any(m.form != "credential" for m in mentions):
            return None
        providers = {self.names.provider_of(one) for m in mentions for one in m.subjects}
        return providers.pop() if len(providers) == 1 else None

    @once
    def counts(self) -> Counter[str]:
        """How often the article names each credential."""
        return Counter(m.subjects[0] for m in self.scene.mentions.all if m.form == "credential")

    @once
    def dominant(self) -> str | None:
        """The one credential that the article names nearly all the time, or the only one that it names, and again.

        A long page that names one here and there is not about it.
        """
        subject, count = next(iter(self.counts.most_common(1)), (None, 0))
        alone = count == self.counts.total() > 1 and not self._names_strangers
        if count * DENSITY < len(self.text):
            return None
        return subject if alone or (count >= 4 and count >= 0.7 * self.counts.total()) else None

    @property
    def _names_strangers(self) -> bool:
        """Whether the article names a credential that the catalog does not know."""
        return any(m.form == "unknown" for m in self.scene.mentions.all)

    @once
    def _provider_counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for subject, count in self.counts.items():
            counts[self.names.provider_of(subject) or ""] += count
        return counts
