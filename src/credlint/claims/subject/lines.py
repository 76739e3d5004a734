"""Lines over a value that name credentials: bold ones, short ones, and what the paragraphs of a section name."""

from __future__ import annotations

from collections.abc import Sequence

from credlint import lazy_re
from credlint.catalog.mention import Mention
from credlint.claims.places import Place, PlaceKind
from credlint.claims.scene import REACH, WORD
from credlint.claims.subject.naming import Naming
from credlint.claims.tables import ATTRIBUTE
from credlint.span import Span

PRICED = lazy_re.compile(r"[$€£₹] ?\d")


class Lines:
    """The lines of one scene that are about the names in them; each is looked at once for all values below it."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._scene = naming.scene
        self._leads: dict[int, Place | None] = {}
        self._sections: dict[int, tuple[list[int], list[Mention], int]] = {}

    def bold_names(self, place: Place, until: int | None = None) -> Sequence[Mention]:
        """The credentials that the bold beginning of a place names; of its lines the last up to `until`."""
        for bold in reversed(self._scene.strong_in(place.span)):
            line = max(place.span.start, self._scene.text.rfind("\n", place.span.start, bold.start) + 1)
            if bold.end > (until or bold.end) or WORD.search(self._scene.text, line, bold.start):
                continue
            if until is None and line != place.span.start:
                continue
            mentions = self._naming.named(place, Span(line, bold.end))
            if mentions:
                return mentions
        return []

    def name_line(self, place: Place) -> Sequence[Mention]:
        """The credentials of a place that is a short line about them."""
        if place.span.end - place.span.start > REACH:
            return []
        text = self._naming.gap(place.span.start, place.span.end).strip()
        mentions = self._naming.named(place)
        if not mentions or text.endswith((".", "!")):
            return []
        if text.endswith("?"):
            return self.bold_names(place)  # "**How long is Acme Baker valid?**"
        covered = sum(m.span.end - m.span.start for m in mentions)
        short = len(text) <= 90 and (text.endswith(":") or bool(self.bold_names(place)))
        return mentions if short or (covered * 5 >= 2 * len(text) and not PRICED.search(text)) else []

    def is_bold_line(self, place: Place) -> bool:
        """Whether a place is a bold line about something else: neither a label nor an attribute."""
        text = self._naming.gap(place.span.start, min(place.span.end, place.span.start + REACH)).strip()
        bold = self._scene.strong_in(place.span)[:1]
        covered = sum(span.end - span.start for span in bold)
        return bool(bold) and not place.depth and covered * 5 >= 4 * len(text) and not ATTRIBUTE.search(text)

    def lead_over(self, place: Place) -> Place | None:
        """The last place above in its section that is a line of names, or a bold one about something else."""
        above = [place.index]
        while above[-1] not in self._leads:
            before = above[-1] - 1
            other = self._scene.places[before] if before >= 0 else None
            here = self._scene.places[above[-1]]
            if other is None or other.headings != here.headings or other.kind is PlaceKind.HEADING:
                self._leads[above[-1]] = None
            elif self.is_bold_line(other) or (
                other.kind is PlaceKind.PARAGRAPH and not other.depth and self.name_line(other)
            ):
                self._leads[above[-1]] = other
            else:
                above.append(before)
        for index in above:
            self._leads[index] = self._leads[above[-1]]
        return self._leads[place.index]

    def named_in_section(self, heading: int) -> tuple[list[int], list[Mention], int]:
        """The credentials that the paragraphs of a section name, in which places, and how far that holds.

        It ends with a second credential, with a bold line about something else, and with the section.
        """
        if heading not in self._sections:
            places: list[int] = []
            mentions: list[Mention] = []
            limit = heading + 1
            for place in self._scene.places[heading + 1 :]:
                if heading not in place.headings or len({m.subjects for m in mentions}) > 1:
                    break
                named = self._naming.named(place) if not place.depth else []
                if not named and self.is_bold_line(place):
                    break
                places += [place.index] * len(named)
                mentions += named
                limit = place.index + 1
            self._sections[heading] = places, mentions, limit
        return self._sections[heading]
