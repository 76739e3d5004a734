"""Whom a value is about: a credential, a provider, a group or nobody, and on what evidence.

A walk from the value outwards. Each step of evidence looks at one surrounding (the clause, the table row, the parent
item, the heading …) and answers *this one*, *somebody else* (a name that the catalog does not know, or several names at
once: the search ends with nobody), or nothing (the next step looks). The order of `STEPS` is the whole policy.
A claim tied to the wrong credential is worse than one tied to none, so whatever stands nearer always ends the search.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from credlint.catalog import Catalog
from credlint.catalog.forms import GRADES, canonical
from credlint.catalog.names import Mention
from credlint.claims.candidate import Candidate
from credlint.claims.scene import (
    ATTRIBUTE,
    CERTIFICATION_WORD,
    CREDENTIALS,
    REACH,
    WORD,
    Orientation,
    Place,
    PlaceKind,
    Scene,
)
from credlint.span import Span
from credlint.values import Kind, Status


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of a search: a subject with the name of the evidence, or nobody with the reason.

    A provider may be narrowed: `level` to its credentials of one level ("Acme's associate exams"), `members` to those
    that are named ("A, B and C cost $100 each").
    """

    subject: str | None
    why: str
    level: str | None = None
    members: tuple[str, ...] = ()


UNKNOWN = "unknown-credential"
SEVERAL = "several-credentials"
NOBODY_NEAR = "nobody-near"
SEVERAL_LEVELS = "several-levels"
MISFIT = "type-misfit"

# The patterns below are matched against gaps: text between two places with every run of white space made one blank.
COMPARED = re.compile(
    r"(?i)\b(?:unlike|than|before|after|compared (?:with|to)|instead of|versus|vs\.?|like|alongside|similar to|besides"
    r"|rather than|as (?:with|opposed to)|equivalent to|build(?:s|ing)? on|prerequisites? for|leads? to|path(?:way)? to"
    r"|towards?|next to|(?:sibling|version|half|subset|superset|level|step|cousin|part) (?:of|above|below)|above|below"
    r"|alternatives? to|complements?|(?:the )?same as|as much as|identical to)"
    r"(?: (?:the|an?|passing|taking|getting|earning|completing|your|that of|those of|either|both|for|in))* ?\W?$"
)
LISTED = re.compile(r"(?i) ?\)?(?: ?[,/&+·|→⇒>] ?| ?,? (?:and|or|plus) | - )?(?:and |or )?(?:the |an? )?\W{0,3}")
FOLLOWED = re.compile(
    r"(?i) |(?!.*\b(?:and|or|is|are|was|were|but|which|that|as|than|before|after|while|if|when|has|have)\b)"
    r"[^,;:.()]{0,45}(?:\(|(?:=|[–—-]|\b(?:for|on|of|in|across|towards?"
    r"|to (?:take|sit|register for|get|earn|pass|complete|finish|renew))) (?:(?:the|an?|your|each|its|both|all) )*)"
)
INTRODUCED = re.compile(r"(?i)\W*(?:for|at|with|from|paying|spend)(?: \w+){0,2}\W*")
DETERMINED = re.compile(r"(?i)\b(?:the|an?|its|your|this|that)\W+$")
ATTRIBUTIVE = re.compile(r"(?i) (?:(?!(?:and|or|is|are|to|for|than|if|when|that|which|fee|price)\b)[\w-]+ ){0,3}")
AHEAD = re.compile(
    r"(?i)(?:\)(?= ?[:=→>–—-]| (?:is|are|costs?)\b))?(?:[^\w,;.)]|\b(?:exams?|certifications?|fees?|costs?|price[sd]?"
    r"|is|are|at|for|of|about|around|only|just|currently|now)\b)*"
)
VERSUS = re.compile(r"(?i)\b(?:vs|versus|or)\b|[/&→⇒>]| and ")
PRONOUN = re.compile(r"(?i)\W*(?:it|its|this|that|they|these|those|he|she)\b")
ALL_OF_THEM = re.compile(
    r"(?i)\b(?:(?:all|the) (?:two|three|four|five|six|seven|eight|\d\d?)|both|they all|(?:all|each) of (?:them|these))"
    r"(?= (?:costs?|are|have|has|takes?|lasts?|runs?|requires?|expires?|stay|remain|include|can|must|need|come)\b)"
)
PLURAL = re.compile(
    r"(?i)\b(?:certifications|certs|exams|credentials|certificates|speciali[sz]ations|nanodegrees|badges|bootcamps"
    r"|certificate (?:courses|programs|programmes))\b"
    rf"|{ALL_OF_THEM.pattern.removeprefix('(?i)')}"
)
OF_PROVIDER = re.compile(
    r"(?i)(?:['’]s)? ?(?:[\w-]+ ){0,2}"
    r"(?:exams?|certifications?|certs?|credentials?|charges?|asks|fees?|prices?|costs?)\b| ?\( ?[$€£₹\d]"
)
NOT_PLURAL = re.compile(
    r"(?i)\b(?:unlike|like|other|among|practice|mock|of the|one of|two|three|four|several|many|some|prep|previous|its"
    r"|their|his|her|my|our|these|those|with|multiple)\W(?:\w+\W){0,3}$"
)
PLURAL_BLOCKED = re.compile(
    r"(?i)[,;]\s|\b(?:it|this (?:exam|certification|cert|one|course|credential)|the (?:exam|certification|cert|test))\b"
)
ITEM_START = re.compile(r"[,;|/]|:(?=.*\w)|\b(?:and|or)\b")
LEVEL = (
    r"(?:associate|professional|expert|specialty|specialist|foundational|foundations?|fundamentals?|practitioner"
    r"|advanced|entry)s?"
)
LEVEL_WORD = re.compile(rf"(?i)\b{LEVEL}\b")
LEVELS_ONLY = re.compile(
    rf"(?i)\W?(?:\b(?:{LEVEL}|the|all|most|other|beginner|intermediate|core|role|based|levels?|exams?|certifications?"
    r"|tier|and|or|for|is|are|costs?)\b\W*)+"
)
NAME_HEAD = re.compile(
    r"(?i)\b(?:certifications?|certificates?|certs?|credentials?|courses?|programs?|programmes?|exams?|names?"
    r"|providers?|tracks?|titles?)\b"
)
IN_BRACKETS = re.compile(r"\s{0,3}\(([^()\n]{1,40})\)")
COUNTED = re.compile(
    r"(?i)\b(?:two|three|four|five|six|several)\b (?:\w+ ){0,2}(?:certifications|exams|certs|credentials) ?\("
)
RESPECTIVELY = re.compile(r"(?i)\brespectively\b")
FIGURE = re.compile(
    r"(?i)[$€£₹]\s?\d[\d,.]*\d|[$€£₹]\s?\d|\b\d[\d,.]*(?:[-–]\d+)?(?=[\s-](?:questions?|min|hours?|weeks?|months?|years?)|%)"
)
COLLECTIONS = frozenset({"subscription", "course-collection", "policy"})


class Resolver:
    """Ties candidates of one scene to subjects.

    `without` names steps, or the finer tests inside them, that are switched off; only tests do so, to prove that each
    of them is worth something.
    """

    def __init__(self, scene: Scene, catalog: Catalog, without: frozenset[str] = frozenset()) -> None:
        self.scene = scene
        self.catalog = catalog
        self.names = scene.names
        self.text = scene.text
        self.without = without
        self._leads: dict[int, Place | None] = {}
        self._sections: dict[int, tuple[list[int], list[Mention], int]] = {}
        self._rows: dict[int, bool] = {}

    def resolve(self, candidate: Candidate) -> tuple[str | None, str]:
        """The subject's id, or None, and why."""
        answer = self.answer(candidate)
        return answer.subject, answer.why

    def answer(self, candidate: Candidate) -> Answer:
        """Whom a candidate is about, and why."""
        if candidate.nobody is not None:
            return Answer(None, candidate.nobody)
        place = self.scene.place_at(candidate.span.start)
        if place is None:
            return Answer(None, NOBODY_NEAR)
        search = Search(self, candidate, place)
        for name, step in STEPS:
            answer = None if name in self.without else step(search)
            if answer is not None and name in FAR:
                answer = search.unless_of_others(answer)
            if answer is not None:
                fits = answer.subject is None or self._fits(candidate, answer.subject)
                return answer if fits else Answer(None, MISFIT)
        return Answer(None, NOBODY_NEAR)

    def _fits(self, candidate: Candidate, subject: str) -> bool:
        """Whether a credential of its type can have such a fact at all."""
        credential = self.catalog.credentials.get(subject)
        if credential is None or "fit" in self.without:
            return True
        return not (candidate.kind in (Kind.EXAM, Kind.VALIDITY) and credential.kind in COLLECTIONS)

    # Who is named where

    def named(self, place: Place, span: Span | None = None) -> list[Mention]:
        """The credentials, known or not, that are named in a place or a part of it and not only compared with."""
        mentions = self.scene.mentions_in(place) if span is None else self.scene.mentions(span)
        found = [m for m in mentions if m.form in CREDENTIALS]
        if "unknown" in self.without:
            found = [m for m in found if m.form != "unknown"]
        return [m for m in found if "compared" in self.without or not self.is_compared(m)]

    def is_compared(self, mention: Mention) -> bool:
        sentence = self.scene.sentence_at(mention.span.start)
        start = max(sentence.start, mention.span.start - 60)
        return COMPARED.search(self.gap(start, mention.span.start)) is not None

    def gap(self, start: int, end: int) -> str:
        """The text between two places; blanked marks and addresses count as one blank."""
        gap = self.text[start:end]
        blank = " ".join(gap.split())
        return f"{' ' if gap[:1].isspace() else ''}{blank}{' ' if blank and gap[-1:].isspace() else ''}"

    def are_listed(self, one: Mention, two: Mention) -> bool:
        """Whether two names stand in one list: "A, B and C", "A / B"."""
        return LISTED.fullmatch(self.gap(one.span.end, two.span.start)) is not None

    def stands_first(self, mention: Mention, place: Place) -> bool:
        return not self.text[place.span.start : mention.span.start].strip(" *_[(#:.0123456789")

    def topic(self, mentions: Sequence[Mention], place: Place) -> Sequence[Mention]:
        """The name that a cell or a line begins with, where what follows only explains it; else all of them."""
        first = mentions[0]
        rest = [m for m in mentions[1:] if m.subjects != first.subjects]
        if not rest or first.form == "unknown" or "topic" in self.without or not self.stands_first(first, place):
            return mentions
        gap = self.gap(first.span.end, rest[0].span.start)
        several = (LISTED.fullmatch(gap) and gap.strip(" (")) or VERSUS.search(gap)
        return mentions if several else mentions[:1]

    def bold_names(self, place: Place) -> list[Mention]:
        """The credentials that the bold beginning of a place names."""
        head = WORD.search(self.text, place.span.start, min(place.span.end, place.span.start + REACH))
        for bold in self.scene.strong_in(place.span)[:1] if head else ():
            if head is not None and bold.start <= head.start() < bold.end:
                return self.named(place, Span(place.span.start, bold.end))
        return []

    def name_line(self, place: Place) -> list[Mention]:
        """The credentials of a place that is a short line about them."""
        if place.span.end - place.span.start > REACH:
            return []
        text = self.gap(place.span.start, place.span.end).strip()
        mentions = self.named(place)
        if not mentions or text.endswith((".", "!", "?")):
            return []
        covered = sum(m.span.end - m.span.start for m in mentions)
        short = len(text) <= 90 and (text.endswith(":") or bool(self.bold_names(place)))
        return mentions if short or covered * 5 >= 2 * len(text) else []

    def is_bold_line(self, place: Place) -> bool:
        """Whether a place is a bold line about something else: neither a label nor an attribute."""
        text = self.gap(place.span.start, min(place.span.end, place.span.start + REACH)).strip()
        bold = self.scene.strong_in(place.span)[:1]
        covered = sum(span.end - span.start for span in bold)
        return bool(bold) and not place.depth and covered * 5 >= 4 * len(text) and not ATTRIBUTE.search(text)

    def lead_over(self, place: Place) -> Place | None:
        """The last place above in its section that is a line of names."""
        above = [place.index]
        while above[-1] not in self._leads:
            before = above[-1] - 1
            other = self.scene.places[before] if before >= 0 else None
            here = self.scene.places[above[-1]]
            if other is None or other.headings != here.headings or other.kind is PlaceKind.HEADING:
                self._leads[above[-1]] = None
            elif other.kind is PlaceKind.PARAGRAPH and not other.depth and self.name_line(other):
                self._leads[above[-1]] = other
            elif self.is_bold_line(other):
                self._leads[above[-1]] = None
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
            for place in self.scene.places[heading + 1 :]:
                if heading not in place.headings or len({m.subjects for m in mentions}) > 1:
                    break
                named = self.named(place) if not place.depth else []
                if not named and self.is_bold_line(place):
                    break
                places += [place.index] * len(named)
                mentions += named
                limit = place.index + 1
            self._sections[heading] = places, mentions, limit
        return self._sections[heading]

    def names_rows(self, table: int) -> bool:
        """Whether the subject column of a table names any credential."""
        if table not in self._rows:
            found = self.scene.tables[table]
            cells = (found.cells[key] for key in found.cells if key[0] and key[1] == found.subjects)
            mentions = (m for cell in cells for m in self.scene.mentions_in(self.scene.places[cell]))
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

    @cached_property
    def counts(self) -> Counter[str]:
        """How often the article names each credential."""
        mentions = (m for place in self.scene.places for m in self.scene.mentions_in(place))
        return Counter(m.subjects[0] for m in mentions if m.form == "credential")

    @cached_property
    def _provider_counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for subject, count in self.counts.items():
            counts[self.names.provider_of(subject) or ""] += count
        return counts


class Search:
    """The walk for one candidate. Steps of evidence are methods without arguments, listed in `STEPS`."""

    def __init__(self, resolver: Resolver, candidate: Candidate, place: Place) -> None:
        self.resolver = resolver
        self.scene = resolver.scene
        self.text = resolver.text
        self.candidate = candidate
        self.value = candidate.span
        self.place = place
        self.sentence = self._within_reach(self.scene.sentence_at(candidate.span.start))

    def _within_reach(self, stretch: Span) -> Span:
        return Span(max(stretch.start, self.value.start - REACH), min(stretch.end, self.value.end + REACH))

    # In the same place

    def same_sentence(self) -> Answer | None:
        return self._near(self.sentence)

    def same_cell(self) -> Answer | None:
        if self.place.kind is not PlaceKind.CELL:
            return None
        answer = self._near(self._within_reach(self.place.span))
        return answer if answer is None or answer.subject is None else Answer(answer.subject, "same-cell")

    def _near(self, stretch: Span) -> Answer | None:
        """The nearest name: `X: value` and `X (value)`, then `value for X` and `value (X)`, then the one before."""
        mentions = [m for m in self.resolver.named(self.place, stretch) if not self._is_successor(m)]
        inside = [m for m in mentions if m.span.overlaps(self.value)]
        if inside:
            return self._one(inside, "same-clause")
        compared = self._compared_in_brackets(mentions)
        if compared is not None:
            return self._one([compared], "same-clause")
        before = [m for m in mentions if m.span.end <= self.value.start]
        after = [m for m in mentions if m.span.start >= self.value.end]
        clause = self.scene.clause_at(self.value.start)
        if before and AHEAD.fullmatch(self.resolver.gap(before[-1].span.end, self.value.start)):
            return self._listed(before, "same-clause")
        if after and "following-name" not in self.resolver.without:
            gap = self.resolver.gap(self.value.end, after[0].span.start)
            loose = bool(before) and before[-1].span in clause and gap.strip() in ("", "–", "—", "-")
            before_value = self.text[max(self.sentence.start, self.value.start - 12) : self.value.start]
            priced = DETERMINED.search(before_value) and ATTRIBUTIVE.fullmatch(gap)  # "the $150 mid-level X exam"
            begun = not before and INTRODUCED.fullmatch(self.resolver.gap(stretch.start, self.value.start).strip())
            if (FOLLOWED.fullmatch(gap) or priced or begun) and not loose:
                return self._listed(after, "same-clause", forward=True)
        if not before or self._generic_between(before[-1]):
            return None
        return self._listed(before, "same-clause" if before[-1].span in clause else "same-sentence")

    def _compared_in_brackets(self, meant: Sequence[Mention]) -> Mention | None:
        """A name that only serves for comparison, and yet the value stands in brackets behind it: "Unlike X ($100)"."""
        for mention in self.scene.mentions(self.sentence):
            behind = mention.span.end <= self.value.start and self.resolver.gap(mention.span.end, self.value.start)
            if mention.form in CREDENTIALS and mention not in meant and behind and behind.strip() in ("(", "["):
                return None if self._is_successor(mention) else mention
        return None

    def _is_successor(self, mention: Mention) -> bool:
        """Whether a status names it as what comes next: the status is of the one before."""
        value = self.candidate.value
        return (
            isinstance(value, Status) and value.successor is not None and mention.span.of(self.text) in value.successor
        )

    def _generic_between(self, near: Mention) -> bool:
        """Whether the sentence has turned to a provider's credentials in general since the name."""
        turned = any(
            m.form in ("provider", "group") and near.span.end <= m.span.start < self.value.start
            for m in self.scene.mentions(self.sentence)
        )
        return turned and self._plural_before(near.span.end)

    def _listed(self, mentions: Sequence[Mention], why: str, forward: bool = False) -> Answer | None:
        """The nearest name, together with those of its list ("A, B and C cost $100 each")."""
        near = mentions if forward else mentions[::-1]
        group = [near[0]]
        if "several" not in self.resolver.without:
            for one, other in pairwise(near):
                if not self.resolver.are_listed(*((one, other) if forward else (other, one))):
                    break
                group.append(other)
        if len(group) > 1 and RESPECTIVELY.search(self.text, self.sentence.start, self.sentence.end):
            ordered = sorted(group, key=lambda m: m.span)
            figures = [Span(*m.span()) for m in FIGURE.finditer(self.text, ordered[-1].span.end, self.sentence.end)]
            at = [index for index, figure in enumerate(figures) if figure.overlaps(self.value)]
            if len(figures) == len(ordered) and len(at) == 1:
                return self._one([ordered[at[0]]], why)
        return self._one(group, why)

    def _one(self, mentions: Sequence[Mention], why: str, scope: Place | None = None) -> Answer | None:
        """The one credential that all of them mean; nothing where there are none."""
        if not mentions:
            return None
        if any(m.form == "unknown" for m in mentions):
            return Answer(None, UNKNOWN if all(m.form == "unknown" for m in mentions) else SEVERAL)
        common = set(mentions[0].subjects).intersection(*(m.subjects for m in mentions[1:]))
        if len(common) == 1:
            return Answer(common.pop(), why)
        if common:
            likely = self._of_level_here(common) or common & self._around(scope or self.place)
            return Answer(likely.pop(), why) if len(likely) == 1 else Answer(None, SEVERAL)
        provider = self.resolver.common_provider(mentions) if "several" not in self.resolver.without else None
        named = sorted(mentions, key=lambda m: m.span)
        members = tuple(dict.fromkeys(subject for m in named for subject in m.subjects))
        return Answer(provider, why, members=members) if provider else Answer(None, SEVERAL)

    def _of_level_here(self, subjects: set[str]) -> set[str]:
        """Those whose level stands in brackets behind the value, or before it in the sentence."""
        behind = IN_BRACKETS.match(self.text, self.value.end)
        before = set(canonical(behind[1])) & GRADES if behind else set()
        before = before or set(canonical(self.text[self.sentence.start : self.value.start])) & GRADES
        credentials = self.resolver.catalog.credentials
        return {one for one in subjects if before & set(canonical(f"{credentials[one].name} {credentials[one].level}"))}

    def _around(self, place: Place) -> set[str]:
        """The credentials that the items, headings and titles over a place name."""
        places = [self.scene.places[index] for index in (*place.items, *place.headings)]
        mentions = (m for scope in (*places, *self.scene.titles) for m in self.scene.mentions_in(scope))
        return {m.subjects[0] for m in mentions if m.form == "credential"}

    def plural(self) -> Answer | None:
        """ "Acme certifications are valid for two years": said of the provider, not of the article's credential."""
        if self.candidate.kind is Kind.STATISTIC:
            return None
        if self.candidate.kind is Kind.STATUS and COUNTED.search(self.text, self.sentence.start, self.value.start):
            return Answer(None, SEVERAL)
        label = self.scene.label_at(self.value.start)
        labelled = label is not None and PLURAL.search(label.of(self.text)) is not None
        named = labelled and self.resolver.named(self.place, self.sentence)
        if not self._plural_before(self.sentence.start) and not (labelled and not named):
            return None
        mentions = self.scene.mentions(self.sentence)
        if ALL_OF_THEM.search(self.text, self.sentence.start, self.value.start):
            both = self._named_before()
            if both is not None:
                return both
        provider = self.resolver.provider_in(m for m in mentions if m.span.start < self.value.start)
        provider = provider or self.resolver.provider_in(mentions) or self._provider_around()
        return self._at_level(provider, self.text[self.sentence.start : self.value.start], "plural")

    def _named_before(self) -> Answer | None:
        """Whom "both" or "all four" are: the names of the sentences before, or of the place before."""
        start = max(self.place.span.start, self.sentence.start - REACH)
        earlier = self.resolver.named(self.place, Span(start, self.sentence.start))
        if not earlier and self.place.index:
            before = self.scene.places[self.place.index - 1]
            earlier = self.resolver.named(before) if before.headings == self.place.headings else []
        return self._one(earlier, "plural") if len({m.subjects for m in earlier}) > 1 else None

    def _plural_before(self, start: int) -> bool:
        """Whether a plural between a place and the value speaks of credentials in general."""
        for plural in reversed(list(PLURAL.finditer(self.text, start, self.value.start))):
            before = self.text[max(self.place.span.start, plural.start() - 40) : plural.start()]
            if PLURAL_BLOCKED.search(self.text, plural.end(), self.value.start) or NOT_PLURAL.search(before):
                continue
            standing = Span(*plural.span())
            return not any(
                m.span.overlaps(standing) for m in self.scene.mentions(self.sentence) if m.form == "credential"
            )
        return False

    def level(self) -> Answer | None:
        """ "Associate exam – $150" in a list by level: a price of the provider's, not of the heading's credential."""
        lead = ITEM_START.split(self.text[self.sentence.start : self.value.start])[-1]
        if self.candidate.kind is Kind.STATISTIC or len(lead) > 60:
            return None
        if not LEVEL_WORD.search(lead) or not LEVELS_ONLY.fullmatch(lead):
            return None
        own = Span(self.value.start - len(lead), self.value.start)
        mentions = self.resolver.named(self.place, self.sentence)
        if any(m.span.overlaps(own) for m in mentions) or (self.place.kind is PlaceKind.CELL and not mentions):
            return None
        return self._of_level(lead)

    def _of_level(self, text: str) -> Answer:
        """The provider around at a level, or its only credential of that level."""
        return self._at_level(self._provider_around(), text, "level")

    def _at_level(self, provider: str | None, text: str, why: str) -> Answer:
        """A provider's credentials of the level that a text names; one of two levels would be judged by both."""
        words = set(canonical(text))
        known = self.resolver.catalog.credentials
        own = [known[ident] for ident in known if ident.partition("/")[0] == provider]
        levels = {one.level for one in own if words & set(canonical(one.level))}
        if len(levels) > 1:
            return Answer(None, SEVERAL_LEVELS)
        right = [one.id for one in own if one.level in levels]
        if why == "level" and len(right) == 1 < len(own):
            return Answer(right[0], why)
        return Answer(provider, why, levels.pop() if levels else None)

    def previous_sentence(self) -> Answer | None:
        """The sentence before, as far as its topic goes; the section's own subject is what "the exam" means."""
        own = self._heading_subjects()
        sentences = self.scene.sentences(self.place)
        at = bisect_left(sentences, self.scene.sentence_at(self.value.start))
        for earlier in reversed(sentences[max(0, at - FAR_BACK) : at]):
            mentions = self.resolver.named(self.place, earlier)
            if not mentions or PRONOUN.match(earlier.of(self.text)):
                continue
            if own & {one for m in mentions for one in m.subjects}:
                return Answer(next(iter(own)), "previous-sentence") if len(own) == 1 else None
            if own and mentions[0].span.start - earlier.start > 30:
                return None
            answer = self._one(mentions, "previous-sentence")
            several = answer is not None and answer.why == SEVERAL
            if several and mentions[0].span.start - earlier.start <= 12 and not self.resolver.are_listed(*mentions[:2]):
                return self._one(mentions[:1], "previous-sentence")
            return answer
        return None

    def _heading_subjects(self) -> set[str]:
        if not self.place.headings:
            return set()
        mentions = self.resolver.named(self.scene.places[self.place.headings[-1]])
        return {one for m in mentions if m.form == "credential" for one in m.subjects}

    # In a table

    def table_row(self) -> Answer | None:
        """The credential that the row is about."""
        table = self.scene.table_of(self.place)
        if table is None or table.orientation is not Orientation.ROWS or not self.place.row:
            return None
        at = table.cells.get((self.place.row, table.subjects))
        if at is None or at == self.place.index:
            return None
        cell = self.scene.places[at]
        mentions = self.resolver.named(cell)
        if mentions:
            return self._one(self.resolver.topic(mentions, cell), "table-row", cell)
        text = self.scene.text_of(cell).strip()
        if not text:
            return None
        if LEVELS_ONLY.fullmatch(text):
            return self._of_level(text)
        provider = self.resolver.provider_in(self.scene.mentions_in(cell))
        if provider and PLURAL.search(text):
            return Answer(provider, "plural")
        named = self.resolver.names_rows(self.place.table) if self.place.table is not None else False
        if provider and len(text.split()) <= 5 and not named:
            return Answer(provider, "table-row")
        return Answer(None, UNKNOWN) if named or NAME_HEAD.search(self.scene.head(cell)) else None

    def table_column(self) -> Answer | None:
        """The credential that heads the column."""
        table = self.scene.table_of(self.place)
        if table is None or table.orientation is not Orientation.COLUMNS or not self.place.row or not self.place.column:
            return None
        at = table.cells.get((0, self.place.column))
        if at is None:
            return None
        head = self.scene.places[at]
        mentions = self.resolver.named(head)
        if mentions:
            return self._one(mentions, "table-column", head)
        provider = self.resolver.provider_in(self.scene.mentions_in(head))
        if provider:
            return Answer(provider, "table-column")
        return Answer(None, UNKNOWN) if self.scene.text_of(head).strip() else None

    # Around the place

    def bold_lead(self) -> Answer | None:
        """The bold name that the place itself begins with."""
        mentions = [m for m in self.resolver.bold_names(self.place) if m.span.end <= self.value.start]
        return self._one(mentions, "bold-lead")

    def list_item(self) -> Answer | None:
        """The list items around, innermost first."""
        for index in reversed(self.place.items):
            parent = self.scene.places[index]
            mentions = self.resolver.named(parent)
            if mentions:
                return self._one(self.resolver.topic(mentions, parent), "list-item", parent)
            provider = self.resolver.provider_in(self.scene.mentions_in(parent))
            if provider and len(self.scene.text_of(parent).split()) <= 5:
                return Answer(provider, "list-item")
        return None

    def lead_above(self) -> Answer | None:
        """The last line above in this section that is hardly more than a name, bold or not."""
        lead = self.resolver.lead_over(self.place)
        if lead is None or self._is_led_by_itself():
            return None
        mentions = self.resolver.topic(self.resolver.name_line(lead), lead)
        return self._one(mentions, "bold-lead", lead)

    def _is_led_by_itself(self) -> bool:
        """Whether the value stands in a bold line that begins with something else than a label: a lead of its own."""
        for bold in self.scene.strong_in(self.place.span)[:1]:
            before = self.text[bold.start : self.value.start] if self.value in bold else ""
            return len(before.split()) > 1 and not ATTRIBUTE.search(before)
        return False

    def heading(self) -> Answer | None:
        """The heading directly above."""
        return self._headings(self.place.headings[-1:] if self.place.kind is not PlaceKind.HEADING else ())

    def outer_heading(self) -> Answer | None:
        """The headings farther up."""
        return self._headings(self.place.headings)

    def _headings(self, headings: Sequence[int]) -> Answer | None:
        """The innermost that names a credential; one that names only a provider narrows the search to it."""
        provider: str | None = None
        for index in reversed(headings):
            heading = self.scene.places[index]
            answer = self._headline(heading, "heading")
            if answer is None:
                provider = provider or self._section_of(heading)
                continue
            if provider is None or answer.subject is None:
                return answer if provider is None else Answer(provider, "heading")
            kin = self.resolver.names.kin.get(provider, frozenset())
            return answer if self.resolver.names.provider_of(answer.subject) in kin else Answer(provider, "heading")
        return None

    def _headline(self, place: Place, why: str) -> Answer | None:
        """Whom a heading or title announces: everybody in it counts, the compared ones and their providers too."""
        mentions = self.scene.mentions_in(place)
        named = [m for m in mentions if m.form in CREDENTIALS]
        if "unknown" in self.resolver.without:
            named = [m for m in named if m.form != "unknown"]
        answer = self._one(named, why, place)
        if answer is None or answer.subject is None:
            return answer
        names = self.resolver.names
        kin = names.kin.get(names.provider_of(answer.subject) or "", frozenset())
        for other in mentions:
            if other.form == "provider" and not kin & set(other.subjects) and names.examines(other):
                one, two = sorted((other.span, named[0].span))
                if VERSUS.search(self.resolver.gap(one.end, two.start)):
                    return Answer(None, SEVERAL)
        return answer

    def section(self) -> Answer | None:
        """What stands above in the same section, if all of it names one credential."""
        if not self.place.headings or self.place.kind is PlaceKind.HEADING:
            return None
        own = self.place.headings[-1]
        places, named, limit = self.resolver.named_in_section(own)
        if self.place.index > limit or self._is_led_by_itself():
            return None
        mentions = named[: bisect_left(places, self.place.index)]
        if len({m.subjects for m in mentions}) != 1 or not mentions[0].subjects:
            return None
        if len(mentions) == 1 and self.resolver.provider_in(self.scene.mentions_in(self.scene.places[own])):
            return None  # the section is about the provider, and names one of its credentials in passing
        return self._one(mentions, "section")

    def unless_of_others(self, answer: Answer) -> Answer:
        """What stands far off, unless somebody else stands nearer.

        That is another provider whose exams the sentence speaks of ("Google's exam costs $125"), or the credential with
        which an earlier item of the same flat list begins.
        """
        sibling = self._sibling()
        if sibling is not None and answer.subject is not None and answer.subject not in sibling.subjects:
            return Answer(None, SEVERAL)
        names = self.resolver.names
        own = names.kin.get(names.provider_of(answer.subject) or "", frozenset()) if answer.subject else frozenset()
        if not own or "others" in self.resolver.without:
            return answer
        for mention in reversed(self.scene.mentions(self.sentence)):
            if mention.form != "provider" or mention.span.end > self.value.start:
                continue
            if own & set(mention.subjects) or not names.examines(mention):
                continue
            behind = self.resolver.gap(mention.span.end, self.sentence.end)
            if self.resolver.is_compared(mention) and not behind.lstrip().startswith("("):
                continue
            if OF_PROVIDER.match(behind):
                provider = self.resolver.provider_in([mention])
                return self._at_level(provider, self.text[mention.span.end : self.value.start], "same-sentence")
        return answer

    def _sibling(self) -> Mention | None:
        """The name with which the nearest item above in the same list begins, if one does."""
        for index in range(self.place.index - 1, max(-1, self.place.index - FAR_BACK), -1):
            other = self.scene.places[index]
            if not self.place.depth or other.depth < self.place.depth or other.headings != self.place.headings:
                return None
            if other.depth == self.place.depth and other.items == self.place.items:
                named = self.resolver.named(other)
                if named and self.resolver.stands_first(named[0], other):
                    return named[0]
        return None

    def following(self) -> Answer | None:
        """A name that only follows, in the same sentence."""
        mentions = [m for m in self.resolver.named(self.place, self.sentence) if not self._is_successor(m)]
        return self._one(mentions, "same-sentence")

    def provider_section(self) -> Answer | None:
        """A section about a provider: its facts are said of its credentials."""
        for index in reversed(self.place.headings):
            heading = self.scene.places[index]
            provider = self._section_of(heading)
            if provider:
                return Answer(provider, "heading") if heading.level != 1 else None
        return None

    def _section_of(self, heading: Place) -> str | None:
        """The provider that a heading announces: it is most of the heading, or the heading speaks of certifications."""
        mentions = self.scene.mentions_in(heading)
        provider = self.resolver.provider_in(mentions)
        text = self.scene.text_of(heading).strip(" #\n")
        covered = sum(m.span.end - m.span.start for m in mentions if m.form in ("provider", "group"))
        return provider if covered * 5 >= 2 * len(text) or CERTIFICATION_WORD.search(text) else None

    def title(self) -> Answer | None:
        """The one credential in the title."""
        for title in self.scene.titles:
            if title.index != self.place.index:
                answer = self._headline(title, "title")
                if answer is not None:
                    return answer if answer.subject and "/" in answer.subject else None
        return None

    def dominant(self) -> Answer | None:
        """The one credential that the article speaks of nearly all the time."""
        counts = self.resolver.counts
        if not counts:
            return None
        subject, count = counts.most_common(1)[0]
        return Answer(subject, "title") if count >= 4 and count >= 0.7 * counts.total() else None

    def _provider_around(self) -> str | None:
        """Whose credentials the place speaks of: its own, its parents', its headings' or the title's provider."""
        scopes = [self.scene.places[i] for i in (*reversed(self.place.items), *reversed(self.place.headings))]
        titles = self.scene.titles if self.scene.has_one_provider else ()
        for scope in (self.place, *scopes, *titles):
            mentions = self.scene.mentions_in(scope)
            provider = self.resolver.provider_in(mentions)
            provider = provider or self.resolver.common_provider(m for m in mentions if m.form == "credential")
            if provider:
                return provider
        return None


FAR_BACK = 20  # sentences
# Steps that look beyond the sentence.
FAR = frozenset(
    [
        "previous-sentence",
        "bold-lead",
        "list-item",
        "lead-above",
        "heading",
        "section",
        "outer-heading",
        "title",
        "dominant",
    ]
)
STEPS: tuple[tuple[str, Callable[[Search], Answer | None]], ...] = (
    ("level", Search.level),
    ("same-cell", Search.same_cell),
    ("table-row", Search.table_row),
    ("table-column", Search.table_column),
    ("same-sentence", Search.same_sentence),
    ("plural", Search.plural),
    ("bold-lead", Search.bold_lead),
    ("previous-sentence", Search.previous_sentence),
    ("list-item", Search.list_item),
    ("lead-above", Search.lead_above),
    ("heading", Search.heading),
    ("section", Search.section),
    ("outer-heading", Search.outer_heading),
    ("following", Search.following),
    ("provider-section", Search.provider_section),
    ("title", Search.title),
    ("dominant", Search.dominant),
)
