"""Whom a value is about: a credential, a provider, a group or nobody, and on what evidence.

A walk from the value outwards. Each step of evidence looks at one surrounding (the clause, the table row, the parent
item, the heading …) and answers *this one*, *somebody else* (a name that the catalog does not know, or several names at
once: the search ends with nobody), or nothing (the next step looks). The order of `STEPS` is the whole policy.
A claim tied to the wrong credential is worse than one tied to none, so whatever stands nearer always ends the search.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from credlint.catalog import Catalog
from credlint.catalog.forms import canonical
from credlint.catalog.names import Mention
from credlint.claims.candidate import Candidate
from credlint.claims.scene import CREDENTIALS, Orientation, Place, PlaceKind, Scene
from credlint.span import Span
from credlint.values import Kind


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of a search: a subject with the name of the evidence, or nobody with the reason."""

    subject: str | None
    why: str


UNKNOWN = "unknown-credential"
SEVERAL = "several-credentials"
NOBODY_NEAR = "nobody-near"
MISFIT = "type-misfit"

# The patterns below are matched against gaps: text between two places with every run of white space made one blank.
COMPARED = re.compile(
    r"(?i)\b(?:unlike|than|before|after|compared (?:with|to)|instead of|versus|vs\.?|like|alongside|similar to|besides"
    r"|rather than|as (?:with|opposed to)|equivalent to|build(?:s|ing)? on|prerequisites? for|leads? to|path(?:way)? to"
    r"|towards?|next to|(?:sibling|version|half|subset|superset|level|step|cousin|part) (?:of|above|below)|above|below"
    r"|alternatives? to|complements?)"
    r"(?: (?:the|an?|passing|taking|getting|earning|completing|your|that of|those of|either|both|for|in))* ?\W?$"
)
LISTED = re.compile(r"(?i) ?\)?(?: ?[,/&+·|] ?| ?,? (?:and|or|plus) | - )?(?:and |or )?(?:the |an? )?\W{0,3}")
FOLLOWED = re.compile(
    r"(?i) |(?!.*\b(?:and|or|is|are|was|were|but|which|that|as|than|before|after|while|if|when|has|have)\b)"
    r"[^,;:.()]{0,45}(?:\(|(?:=|[–—-]|\b(?:for|on|of|in|across|towards?"
    r"|to (?:take|sit|register for|get|earn|pass|complete|finish|renew))) (?:(?:the|an?|your|each|its|both|all) )*)"
)
AHEAD = re.compile(
    r"(?i)(?:\)(?= ?[:=→>–—-]| (?:is|are|costs?)\b))?(?:[^\w,;.)]|\b(?:exams?|certifications?|fees?|costs?|price[sd]?|is|are"
    r"|at|for|of|about|around|only|just|currently|now)\b)*"
)
PLURAL = re.compile(
    r"(?i)\b(?:certifications|certs|exams|credentials|certificates|speciali[sz]ations|nanodegrees|badges|bootcamps)\b"
)
NOT_PLURAL = re.compile(
    r"(?i)\b(?:unlike|like|other|among|practice|mock|of the|one of|two|three|four|several|many|some|prep|previous|its|their"
    r"|his|her|my|our|these|those|with|multiple)\W(?:\w+\W){0,3}$"
)
PLURAL_AFTER = re.compile(r"(?i)[^.;:,]{0,30}\b(?:across|for|of|on|to) (?:all|most|these|many|every) (?:\w+ ){0,3}$")
PLURAL_BLOCKED = re.compile(
    r"(?i)[,;]\s|\b(?:it|this (?:exam|certification|cert|one|course|credential)|the (?:exam|certification|cert|test))\b"
)
VERSUS = re.compile(r"(?i)\b(?:vs|versus|or)\b|[/&]| and ")
PRONOUN = re.compile(r"(?i)\W*(?:it|its|this|that|they|these|those|he|she)\b")
LEVEL = (
    r"(?:associate|professional|expert|specialty|specialist|foundational|foundations?|fundamentals?|practitioner"
    r"|advanced|entry)s?"
)
LEVEL_WORD = re.compile(rf"(?i)\b{LEVEL}\b")
LEVELS_ONLY = re.compile(
    rf"(?i)\W?(?:\b(?:{LEVEL}|the|all|most|other|beginner|intermediate|core|role|based|levels?|exams?|certifications?|tier"
    r"|and|or|for|is|are|costs?)\b\W*)+"
)
COLLECTIONS = frozenset({"subscription", "course-collection", "policy"})


class Resolver:
    """Ties candidates of one scene to subjects. `without` names steps that are switched off (tests only)."""

    def __init__(self, scene: Scene, catalog: Catalog, without: frozenset[str] = frozenset()) -> None:
        self.scene = scene
        self.catalog = catalog
        self.names = scene.names
        self.text = scene.text
        self.without = without

    def resolve(self, candidate: Candidate) -> tuple[str | None, str]:
        """The subject's id, or None, and why."""
        if candidate.nobody is not None:
            return None, candidate.nobody
        place = self.scene.place_at(candidate.span.start)
        if place is None:
            return None, NOBODY_NEAR
        for name, step in STEPS:
            if name in self.without:
                continue
            answer = step(self, candidate, place)
            if answer is None:
                continue
            if answer.subject is not None and not self._fits(candidate, answer.subject):
                return None, MISFIT
            return answer.subject, answer.why
        return None, NOBODY_NEAR

    def _fits(self, candidate: Candidate, subject: str) -> bool:
        """Whether a credential of its type can have such a fact at all."""
        credential = self.catalog.credentials.get(subject)
        if credential is None:
            return True
        return not (candidate.kind in (Kind.EXAM, Kind.VALIDITY) and credential.kind in COLLECTIONS)

    # Who is named in a stretch of text

    def named(self, place: Place, span: Span | None = None) -> list[Mention]:
        """The credentials, known or not, that are named in a place or a part of it and not only compared with."""
        found = [m for m in self.scene.mentions_in(place) if m.form in CREDENTIALS and (span is None or m.span in span)]
        return [m for m in found if "compared" in self.without or not self._is_compared(m, place)]

    def _gap(self, start: int, end: int) -> str:
        """The text between two places; blanked marks and addresses count as one blank."""
        gap = self.text[start:end]
        blank = " ".join(gap.split())
        return f"{' ' if gap[:1].isspace() else ''}{blank}{' ' if blank and gap[-1:].isspace() else ''}"

    def _is_compared(self, mention: Mention, place: Place) -> bool:
        start = max(place.span.start, mention.span.start - 60)
        sentence = self.scene.sentence_at(mention.span.start)
        return COMPARED.search(self._gap(max(start, sentence.start), mention.span.start)) is not None

    def one(self, mentions: Sequence[Mention], why: str, place: Place | None = None) -> Answer | None:
        """The one credential that all of them mean; nothing where there are none."""
        if not mentions:
            return None
        if any(m.form == "unknown" for m in mentions):
            if all(m.form == "unknown" for m in mentions) or "unknown" in self.without:
                known = [m for m in mentions if m.form != "unknown"]
                return self.one(known, why, place) if "unknown" in self.without else Answer(None, UNKNOWN)
            return Answer(None, SEVERAL)
        common = set(mentions[0].subjects)
        for mention in mentions[1:]:
            common &= set(mention.subjects)
        if len(common) == 1:
            return Answer(common.pop(), why)
        if common and place is not None:
            around = self._around(place) & common
            if len(around) == 1:
                return Answer(around.pop(), why)
        return Answer(self.common_provider(mentions), why if self.common_provider(mentions) else SEVERAL)

    def common_provider(self, mentions: Iterable[Mention]) -> str | None:
        """The provider of all of them, if there is one: what is said of several of its credentials is said of it."""
        if "several" in self.without:
            return None
        mentions = list(mentions)
        if any(m.form == "family" for m in mentions):
            return None
        providers = {self.names.provider_of(one) for m in mentions for one in m.subjects}
        return providers.pop() if len(providers) == 1 else None

    def _around(self, place: Place) -> set[str]:
        """The credentials that the headings and the title over a place name."""
        found: set[str] = set()
        for index in (*place.headings, *place.items):
            found.update(
                s
                for m in self.scene.mentions_in(self.scene.places[index])
                if m.form == "credential"
                for s in m.subjects
            )
        for title in self.scene.titles:
            found.update(s for m in self.scene.mentions_in(title) if m.form == "credential" for s in m.subjects)
        return found

    def provider_in(self, mentions: Iterable[Mention]) -> str | None:
        """The group or the one provider that is named as such."""
        found: list[str] = []
        for mention in mentions:
            if mention.form == "group":
                return mention.subjects[0]
            if mention.form == "provider":
                found.append(self._of_brand(mention.subjects))
        return found[0] if len(set(found)) == 1 else None

    def _of_brand(self, providers: Sequence[str]) -> str:
        """Which provider of a brand the article means: the one whose credentials it names most."""
        return max(providers, key=lambda provider: (self._provider_counts[provider], -providers.index(provider)))

    @cached_property
    def _counts(self) -> Counter[str]:
        """How often the article names each credential."""
        return Counter(
            m.subjects[0]
            for place in self.scene.places
            for m in self.scene.mentions_in(place)
            if m.form == "credential"
        )

    @cached_property
    def _provider_counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for subject, count in self._counts.items():
            counts[self.names.provider_of(subject) or ""] += count
        return counts

    # Steps of evidence, nearest first

    def same_sentence(self, candidate: Candidate, place: Place) -> Answer | None:
        sentence = self.scene.sentence_at(candidate.span.start)
        return self._in_sentence(candidate, place, sentence)

    def _in_sentence(self, candidate: Candidate, place: Place, sentence: Span) -> Answer | None:
        mentions = self.named(place, sentence)
        value = candidate.span
        inside = [m for m in mentions if m.span in value or value in m.span]
        if inside:
            return self.one(inside, "same-clause", place)
        before = [m for m in mentions if m.span.end <= value.start]
        after = [m for m in mentions if m.span.start >= value.end]
        clause = self.scene.clause_at(value.start)
        if before:
            near = before[-1]
            if AHEAD.fullmatch(self._gap(near.span.end, value.start)):
                return self._listed(before, "same-clause", place)
        if after:
            gap = self._gap(value.end, after[0].span.start)
            if FOLLOWED.fullmatch(gap) and not (before and near.span in clause and gap.strip() in ("", "–", "—", "-")):
                return self._listed_after(after, "same-clause", place)
        if before:
            if self._plural_between(place, near.span.end, value.start) and self.provider_between(near, value, place):
                return None
            why = "same-clause" if near.span in clause else "same-sentence"
            return self._listed(before, why, place)
        return None

    def provider_between(self, near: Mention, value: Span, place: Place) -> bool:
        return any(
            m.form in ("provider", "group") and near.span.end <= m.span.start < value.start
            for m in self.scene.mentions_in(place)
        )

    def _listed(self, before: Sequence[Mention], why: str, place: Place) -> Answer | None:
        """The nearest name, together with those that it ends a list of ("A, B and C cost $100 each")."""
        group = [before[-1]]
        if "several" not in self.without:
            for earlier, later in zip(reversed(before[:-1]), reversed(before), strict=False):
                if not LISTED.fullmatch(self._gap(earlier.span.end, later.span.start)):
                    break
                group.insert(0, earlier)
        return self.one(group, why, place)

    def _listed_after(self, after: Sequence[Mention], why: str, place: Place) -> Answer | None:
        group = [after[0]]
        for earlier, later in pairwise(after):
            if not LISTED.fullmatch(self._gap(earlier.span.end, later.span.start)):
                break
            group.append(later)
        return self.one(group, why, place)

    def plural(self, candidate: Candidate, place: Place) -> Answer | None:
        """ "Acme certifications are valid for two years": said of the provider, not of the article's credential."""
        if candidate.kind is Kind.STATISTIC:
            return None
        sentence = self.scene.sentence_at(candidate.span.start)
        label = self.scene.label_at(candidate.span.start)
        if not self._plural_between(place, sentence.start, candidate.span.start) and not (
            label is not None and PLURAL.search(label.of(self.text)) and not self.named(place, sentence)
        ):
            return None
        mentions = self.scene.mentions_in(place)
        before = [m for m in mentions if m.span in sentence and m.span.start < candidate.span.start]
        provider = self.provider_in(before) or self.provider_in(m for m in mentions if m.span in sentence)
        return Answer(provider or self._provider_around(place), "plural")

    def _plural_between(self, place: Place, start: int, end: int) -> bool:
        for plural in reversed(list(PLURAL.finditer(self.text, start, end))):
            between = self.text[plural.end() : end]
            if PLURAL_BLOCKED.search(between) or NOT_PLURAL.search(
                self.text[max(place.span.start, plural.start() - 40) : plural.start()]
            ):
                continue
            return not any(
                m.span.start <= plural.start() < m.span.end
                for m in self.scene.mentions_in(place)
                if m.form == "credential"
            )
        return False

    def levels(self, candidate: Candidate, place: Place) -> Answer | None:
        """ "Associate exam – $150" in a list by level: a price of the provider's, not of the heading's credential."""
        if candidate.kind is Kind.STATISTIC:
            return None
        sentence = self.scene.sentence_at(candidate.span.start)
        start = sentence.start
        lead = self.text[start : candidate.span.start]
        if len(lead) > 60 or not LEVEL_WORD.search(lead) or not LEVELS_ONLY.fullmatch(lead):
            return None
        if any(m.form in CREDENTIALS for m in self.scene.mentions_in(place) if m.span in sentence):
            return None
        return self._of_level(lead, place)

    def _of_level(self, text: str, place: Place) -> Answer:
        """The provider around, or its only credential of that level."""
        provider = self._provider_around(place)
        words = set(canonical(text))
        own = [one for one in self.catalog.credentials.values() if one.provider == provider]
        right = [one.id for one in own if words & set(canonical(one.level))]
        return Answer(right[0] if len(right) == 1 < len(own) else provider, "level")

    def previous_sentence(self, candidate: Candidate, place: Place) -> Answer | None:
        """The sentence before, as far as its topic goes; the section's own subject is what "the exam" means."""
        sentence = self.scene.sentence_at(candidate.span.start)
        own = self._heading_subjects(place)
        for earlier in reversed([s for s in self.scene.sentences(place) if s.end <= sentence.start]):
            mentions = self.named(place, earlier)
            if not mentions or PRONOUN.match(self.text[earlier.start : earlier.end]):
                continue
            subjects = {one for m in mentions for one in m.subjects}
            if own & subjects:
                return Answer(next(iter(own)), "previous-sentence") if len(own) == 1 else None
            topic = mentions[0].span.start - earlier.start <= 30
            if own and not topic:
                return None
            return self._topic(mentions, earlier, place)
        return None

    def _topic(self, mentions: Sequence[Mention], sentence: Span, place: Place) -> Answer | None:
        answer = self.one(mentions, "previous-sentence", place)
        if answer is not None and answer.why == SEVERAL and mentions[0].span.start - sentence.start <= 12:
            listed = len(mentions) > 1 and LISTED.fullmatch(self._gap(mentions[0].span.end, mentions[1].span.start))
            if not listed:
                return self.one(mentions[:1], "previous-sentence", place)
        return answer

    def _heading_subjects(self, place: Place) -> set[str]:
        if not place.headings:
            return set()
        own = self.scene.places[place.headings[-1]]
        return {one for m in self.named(own) if m.form == "credential" for one in m.subjects}

    def same_cell(self, candidate: Candidate, place: Place) -> Answer | None:
        if place.kind is not PlaceKind.CELL:
            return None
        answer = self._in_sentence(candidate, place, place.span)
        return None if answer is None else Answer(answer.subject, "same-cell" if answer.subject else answer.why)

    def table_row(self, candidate: Candidate, place: Place) -> Answer | None:
        """The credential that the row is about."""
        table = self.scene.table_of(place)
        if table is None or table.orientation is not Orientation.ROWS or not place.row:
            return None
        at = table.cells.get((place.row, table.subjects))
        if at is None:
            return None
        cell = self.scene.places[at]
        mentions = self.named(cell) if at != place.index else []
        if mentions:
            return self.one(self._topic_of(mentions, cell), "table-row", cell)
        text = self.scene.text_of(cell).strip()
        if at == place.index or not text:
            return None
        if LEVELS_ONLY.fullmatch(text):
            return self._of_level(text, place)
        provider = self.provider_in(self.scene.mentions_in(cell))
        if PLURAL.search(text) and provider:
            return Answer(provider, "plural")
        others = any(
            any(m.form in CREDENTIALS for m in self.scene.mentions_in(self.scene.places[other]))
            for (row, column), other in table.cells.items()
            if row and column == table.subjects
        )
        head = (
            self.scene.text_of(self.scene.places[table.cells[0, table.subjects]])
            if (0, table.subjects) in table.cells
            else ""
        )
        if provider and len(text.split()) <= 5 and not others:
            return Answer(provider, "table-row")
        if others or NAME_HEAD.search(head):
            return Answer(None, UNKNOWN)
        return None

    def _topic_of(self, mentions: Sequence[Mention], place: Place) -> Sequence[Mention]:
        """The name that a cell or a line begins with, where what follows only explains it; else all of them."""
        first = mentions[0]
        rest = [m for m in mentions[1:] if m.subjects != first.subjects]
        if not rest or first.form == "unknown" or not self._at_head(first, place):
            return mentions
        gap = self._gap(first.span.end, rest[0].span.start)
        return mentions if (LISTED.fullmatch(gap) and gap.strip(" (")) or VERSUS.search(gap) else mentions[:1]

    def table_column(self, candidate: Candidate, place: Place) -> Answer | None:
        """The credential that heads the column."""
        table = self.scene.table_of(place)
        if table is None or table.orientation is not Orientation.COLUMNS or not place.row or not place.column:
            return None
        at = table.cells.get((0, place.column))
        if at is None:
            return None
        head = self.scene.places[at]
        mentions = self.named(head)
        if mentions:
            return self.one(mentions, "table-column", head)
        provider = self.provider_in(self.scene.mentions_in(head))
        if provider:
            return Answer(provider, "table-column")
        return Answer(None, UNKNOWN) if self.scene.text_of(head).strip() else None

    def bold_lead(self, candidate: Candidate, place: Place) -> Answer | None:
        """The bold name that the place itself begins with, or the last bold line that names one in this section."""
        if place.kind is PlaceKind.CELL or place.kind is PlaceKind.FRONT_MATTER:
            return None
        mentions = [m for m in self._led_by(place) if m.span.end <= candidate.span.start]
        return self.one(mentions, "bold-lead", place)

    def _led_by(self, place: Place) -> list[Mention]:
        """The credentials that the bold beginning of a place names."""
        head = place.span.start
        while head < place.span.end and not self.text[head].isalnum():
            head += 1
        for bold in self.scene.strong_in(place.span):
            if bold.start <= head < bold.end:
                return self.named(place, Span(place.span.start, max(bold.end, bold.start + 1)))
        return []

    def list_item(self, candidate: Candidate, place: Place) -> Answer | None:
        for index in reversed(place.items):
            parent = self.scene.places[index]
            mentions = self.named(parent)
            if not mentions:
                provider = self.provider_in(self.scene.mentions_in(parent))
                if provider and len(self.scene.text_of(parent).split()) <= 5:
                    return Answer(provider, "list-item")
                continue
            return self.one(self._topic_of(mentions, parent), "list-item", parent)
        return None

    def _at_head(self, mention: Mention, place: Place) -> bool:
        return not self.text[place.span.start : mention.span.start].strip(" *_[(#:0123456789.")

    def lead_above(self, candidate: Candidate, place: Place) -> Answer | None:
        for index in range(place.index - 1, -1, -1):
            other = self.scene.places[index]
            if other.headings != place.headings or other.kind is PlaceKind.HEADING:
                return None
            if other.kind is not PlaceKind.PARAGRAPH or other.depth:
                continue
            mentions = self._short_line(other)
            if mentions:
                return self.one(self._topic_of(mentions, other), "bold-lead", other)
        return None

    def _short_line(self, place: Place) -> list[Mention]:
        """The credentials of a line that is hardly more than a name."""
        text = self.scene.text_of(place).strip()
        mentions = self.named(place)
        if not mentions or text.endswith((".", "!", "?")):
            return []
        covered = sum(m.span.end - m.span.start for m in mentions)
        return mentions if covered * 5 >= 2 * len(text) or (len(text) <= 90 and self._led_by(place)) else []

    def heading(self, candidate: Candidate, place: Place) -> Answer | None:
        """The innermost heading that names a credential; one that names only a provider narrows the search to it."""
        return self._headings(place, place.headings[-1:] if place.kind is not PlaceKind.HEADING else ())

    def outer_heading(self, candidate: Candidate, place: Place) -> Answer | None:
        return self._headings(place, place.headings)

    def _headings(self, place: Place, headings: Sequence[int]) -> Answer | None:
        provider: str | None = None
        for index in reversed(headings):
            heading = self.scene.places[index]
            answer = self._headline(heading, "heading")
            if answer is not None:
                if provider is None or answer.subject is None:
                    return answer if provider is None else Answer(provider, "heading")
                same = self.names.provider_of(answer.subject) in self.names.kin.get(provider, frozenset())
                return answer if same else Answer(provider, "heading")
            if provider is None:
                provider = self.provider_in(self.scene.mentions_in(heading))
        return None

    def _headline(self, place: Place, why: str) -> Answer | None:
        """Whom a heading or title announces: everybody in it counts, the compared ones and their providers too."""
        mentions = self.scene.mentions_in(place)
        named = [m for m in mentions if m.form in CREDENTIALS]
        if not named:
            return None
        answer = self.one(named, why, place)
        if answer is not None and answer.subject is not None:
            kin = self.names.kin.get(self.names.provider_of(answer.subject) or "", frozenset())
            others = [
                m for m in mentions if m.form == "provider" and not kin & set(m.subjects) and self.names.examines(m)
            ]
            if any(
                VERSUS.search(self._gap(*sorted((m.span.end, named[0].span.start))))
                or VERSUS.search(self._gap(named[0].span.end, m.span.start))
                for m in others
            ):
                return Answer(None, SEVERAL)
        return answer

    def section(self, candidate: Candidate, place: Place) -> Answer | None:
        """What stands above in the same section, if all of it names one credential."""
        own = place.headings[-1] if place.headings else None
        if own is None or place.kind is PlaceKind.HEADING:
            return None
        mentions: list[Mention] = []
        for other in self.scene.places[own + 1 : place.index]:
            if other.headings and own in other.headings:
                mentions += self.named(other)
        subjects = {m.subjects for m in mentions}
        if len(subjects) != 1 or not mentions[0].subjects:
            return None
        return self.one(mentions, "section", place)

    def provider_heading(self, candidate: Candidate, place: Place) -> Answer | None:
        """A section about a provider: its facts are said of its credentials."""
        for index in reversed(place.headings):
            heading = self.scene.places[index]
            provider = self.provider_in(self.scene.mentions_in(heading))
            if provider:
                if heading.level == 1:
                    return None
                return Answer(provider, "heading")
        return None

    def following(self, candidate: Candidate, place: Place) -> Answer | None:
        """A name that only follows, in the same sentence and alone in it."""
        sentence = self.scene.sentence_at(candidate.span.start)
        return self.one(self.named(place, sentence), "same-sentence", place)

    def title(self, candidate: Candidate, place: Place) -> Answer | None:
        for title in self.scene.titles:
            if title.index == place.index:
                continue
            answer = self._headline(title, "title")
            if answer is not None:
                return answer if answer.subject and "/" in answer.subject else None
        return None

    def dominant(self, candidate: Candidate, place: Place) -> Answer | None:
        """The one credential that the article speaks of nearly all the time."""
        if not self._counts:
            return None
        subject, count = self._counts.most_common(1)[0]
        if count >= 4 and count >= 0.7 * sum(self._counts.values()):
            return Answer(subject, "title")
        return None

    def _provider_around(self, place: Place) -> str | None:
        """Whose credentials a place speaks of: its own, its parents', its headings' or the title's provider."""
        scopes = [place, *(self.scene.places[index] for index in (*reversed(place.items), *reversed(place.headings)))]
        for scope in [*scopes, *self.scene.titles]:
            mentions = self.scene.mentions_in(scope)
            provider = self.provider_in(mentions) or self.common_provider(m for m in mentions if m.form == "credential")
            if provider:
                return provider
        return None


NAME_HEAD = re.compile(
    r"(?i)\b(?:certifications?|certificates?|certs?|credentials?|courses?|programs?|programmes?|exams?|names?|providers?|tracks?|titles?)\b"
)

Step = Callable[[Resolver, Candidate, Place], Answer | None]

STEPS: tuple[tuple[str, Step], ...] = (
    ("same-cell", Resolver.same_cell),
    ("table-row", Resolver.table_row),
    ("table-column", Resolver.table_column),
    ("same-sentence", Resolver.same_sentence),
    ("plural", Resolver.plural),
    ("level", Resolver.levels),
    ("previous-sentence", Resolver.previous_sentence),
    ("bold-lead", Resolver.bold_lead),
    ("list-item", Resolver.list_item),
    ("lead-above", Resolver.lead_above),
    ("heading", Resolver.heading),
    ("section", Resolver.section),
    ("outer-heading", Resolver.outer_heading),
    ("following", Resolver.following),
    ("provider", Resolver.provider_heading),
    ("title", Resolver.title),
    ("dominant", Resolver.dominant),
)
