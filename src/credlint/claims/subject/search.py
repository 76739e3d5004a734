"""What is searched through for the subject of one value, and what a search ends with."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from credlint import lazy_re
from credlint.catalog.mention import Mention
from credlint.catalog.words import GRADES, canonical
from credlint.claims.claim import Candidate
from credlint.claims.places import Place
from credlint.claims.scene import REACH
from credlint.claims.subject.lines import Lines
from credlint.claims.subject.naming import Naming
from credlint.span import Span

IN_BRACKETS = lazy_re.compile(r"\s{0,3}\(([^()\n]{1,40})\)")
FAR_BACK = 20  # sentences, or places

UNKNOWN = "unknown-credential"
SEVERAL = "several-credentials"
NONE_NEAR = "nobody-near"
SEVERAL_LEVELS = "several-levels"
MISFIT = "type-misfit"


class Answer(Struct, frozen=True):
    """The end of a search: a subject with the name of the evidence, or none with the reason.

    A provider may be narrowed: `level` to its credentials of one level ("Acme's associate exams"), `members` to those
    that are named ("A, B and C cost $100 each").
    """

    subject: str | None
    why: str
    level: str | None = None
    members: tuple[str, ...] = ()


class Reach(Enum):
    """Where a step finds its evidence, and so what may overrule it (`vetoes`).

    NEAR is never overruled: the value's own sentence or cell, the head of its row or column; and what a section about
    a provider says, which is of all its credentials. PLACE is another part of the place, FAR another place: against
    those speaks a name that stands nearer.
    """

    NEAR = "near"
    PLACE = "place"
    FAR = "far"


class Search:
    """One candidate with its surroundings: all that a step of evidence may look at."""

    def __init__(self, naming: Naming, lines: Lines, candidate: Candidate, place: Place) -> None:
        self.naming = naming
        self.lines = lines
        self.scene = naming.scene
        self.names = naming.names
        self.text = naming.text
        self.without = naming.without
        self.candidate = candidate
        self.value = candidate.span
        self.place = place
        self.sentence = self.within_reach(self.scene.sentence_at(candidate.span.start))

    def within_reach(self, stretch: Span) -> Span:
        return Span(max(stretch.start, self.value.start - REACH), min(stretch.end, self.value.end + REACH))

    def one(self, mentions: Sequence[Mention], why: str, scope: Place | None = None) -> Answer | None:
        """The one credential that all mentions mean, or the provider of all; nothing where there are none.

        `scope` is the place that they stand in, if it is not the value's own.
        """
        if not mentions:
            return None
        if any(m.form == "unknown" for m in mentions):
            return Answer(None, UNKNOWN if all(m.form == "unknown" for m in mentions) else SEVERAL)
        common = set(mentions[0].subjects).intersection(*(m.subjects for m in mentions[1:]))
        if len(common) == 1:
            return Answer(common.pop(), why)
        if common:
            likely = self._of_level_here(common) or common & self.named_over(scope or self.place)
            return Answer(likely.pop(), why) if len(likely) == 1 else Answer(None, SEVERAL)
        provider = self.naming.common_provider(mentions) if "several" not in self.without else None
        named = sorted(mentions, key=lambda m: m.span)
        members = tuple(dict.fromkeys(subject for m in named for subject in m.subjects))
        return Answer(provider, why, members=members) if provider else Answer(None, SEVERAL)

    def _of_level_here(self, subjects: set[str]) -> set[str]:
        """Those whose level stands in brackets behind the value, or before it in the sentence."""
        behind = IN_BRACKETS.match(self.text, self.value.end)
        before = set(canonical(behind[1])) & GRADES if behind else set()
        before = before or set(canonical(self.text[self.sentence.start : self.value.start])) & GRADES
        before = before or self._level_of_row()
        credentials = self.naming.catalog.credentials
        return {one for one in subjects if before & set(canonical(f"{credentials[one].name} {credentials[one].level}"))}

    def _level_of_row(self) -> set[str]:
        """What the cells of the value's row say that are nothing but a level."""
        cells = self.scene.read_rows[self.place.table, self.place.row] if self.place.row else ()
        said = (set(canonical(self.scene.text_of(cell))) for cell in cells)
        return {word for words in said if words <= GRADES for word in words}

    def named_over(self, place: Place) -> set[str]:
        """The credentials that the items, headings and titles over a place name."""
        places = [self.scene.places[index] for index in (*place.items, *place.headings)]
        mentions = (m for scope in (*places, *self.scene.titles) for m in self.scene.mentions.of(scope))
        return {m.subjects[0] for m in mentions if m.form == "credential"}

    def provider_around(self) -> str | None:
        """Whose credentials the place speaks of: its own, its parents', its headings' or the title's provider."""
        scopes = [self.scene.places[i] for i in (*reversed(self.place.items), *reversed(self.place.headings))]
        titles = self.scene.titles if self.scene.mentions.has_one_provider else ()
        for scope in (self.place, *scopes, *titles):
            mentions = self.scene.mentions.of(scope)
            provider = self.naming.provider_in(mentions)
            provider = provider or self.naming.common_provider(m for m in mentions if m.form == "credential")
            if provider:
                return provider
        return None
