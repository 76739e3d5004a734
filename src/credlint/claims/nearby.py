"""Whom a value is about, by the evidence of its own place: its clause, its sentence and the ones before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from credlint import lazy_re
from credlint.catalog.mention import CREDENTIALS, Mention
from credlint.catalog.mentions import ORDINARY
from credlint.catalog.words import GRADES, canonical
from credlint.claims.answer import SEVERAL, SEVERAL_LEVELS, UNKNOWN, Answer
from credlint.claims.candidate import Candidate
from credlint.claims.naming import Naming
from credlint.claims.places import Place, PlaceKind
from credlint.claims.scene import REACH
from credlint.span import Span
from credlint.values import Code, Cost, Kind, Status

# What stands between two places is matched as a gap: with every run of white space made one blank.
FOLLOWED = lazy_re.compile(
    r"(?i) |(?!.*\b(?:and|or|is|are|was|were|but|which|that|as|than|before|after|while|if|when|has|have)\b)"
    r"[^,;:.()]{0,45}(?:\(|(?:=|[–—-]|\b(?:for|on|of|in|across|towards?"
    r"|to (?:take|sit|register for|get|earn|pass|complete|finish|renew))) (?:(?:the|an?|your|each|its|both|all) )*)"
)
OWN_VALUE = lazy_re.compile(
    r" ?[(\[] ?|['’]s? | (?=$)|(?: ?\([^()]{0,80}\))?,? (?:which|whose|that)(?! is why)(?: [^\W\d][\w'’-]*){1,5} ?"
)
INTRODUCED = lazy_re.compile(r"(?i)\W*(?:for|at|with|from|paying|spend)(?: \w+){0,2}\W*")
DETERMINED = lazy_re.compile(r"(?i)\b(?:the|an?|its|your|this|that)\W+$")
ATTRIBUTIVE = lazy_re.compile(r"(?i) (?:(?!(?:and|or|is|are|to|for|than|if|when|that|which|fee|price)\b)[\w-]+ ){0,3}")
AHEAD = lazy_re.compile(
    r"(?i)(?:\)(?= ?[:=→>–—-]| (?:is|are|costs?)\b))?(?:[^\w,;.)]|\b(?:exams?|certifications?|fees?|costs?|price[sd]?"
    r"|is|are|at|for|of|about|around|only|just|currently|now)\b)*"
)
PRONOUN = lazy_re.compile(r"(?i)\W*(?:it|its|this|that|they|these|those|he|she)\b")
ALL_OF_THEM = lazy_re.compile(
    r"(?i)\b(?:(?:all|the) (?:two|three|four|five|six|seven|eight|\d\d?)|both|they all|(?:all|each) of (?:them|these))"
    r"(?= (?:costs?|are|have|has|takes?|lasts?|runs?|requires?|expires?|stay|remain|include|can|must|need|come)\b)"
)
STRANGER = lazy_re.compile(
    r"\W*(?:(?:and|but|while|whereas|so|then|plus|the|an?)\s){0,2}([A-Z][\w+&-]{2,}(?:\s[A-Z0-9][\w+&-]*){0,5})\s"
    r"(?:exam\s|certification\s)?(?:is|costs?|takes?|lasts?|runs|has|needs|requires)\b"
)
MEANS = lazy_re.compile(
    r"(?i)\W*(?:with|through|via|by|using|on|under|if you have)\b"
)  # a sentence's topic is no means
PLURAL = lazy_re.compile(
    r"(?i)\b(?:certifications|certs|exams|credentials|certificates|speciali[sz]ations|nanodegrees|badges|bootcamps"
    r"|certificate (?:courses|programs|programmes))\b"
    rf"|{ALL_OF_THEM.pattern.removeprefix('(?i)')}"
)
NOT_PLURAL = lazy_re.compile(
    r"(?i)\b(?:unlike|like|other|among|practice|mock|(?<!\ball )of the|one of|(?<!\ball )(?:two|three|four|five|six)"
    r"|several|many|some|prep|previous|its|their|his|her|my|our|these|those|with|multiple)\W(?:\w+\W){0,3}$"
)
PLURAL_BLOCKED = lazy_re.compile(
    r"(?i)[,;]\s|\b(?:it|this (?:exam|certification|cert|one|course|credential)|the (?:exam|certification|cert|test))\b"
)
ITEM_START = lazy_re.compile(r"[,;|/]|:(?=[^\w\n]{0,60}\w)|\b(?:and|or)\b")
LEVEL = (
    r"(?:associate|professional|expert|specialty|specialist|foundational|foundations?|fundamentals?|practitioner"
    r"|advanced|entry)s?"
)
LEVEL_WORD = lazy_re.compile(rf"(?i)\b{LEVEL}\b")
LEVELS_ONLY = lazy_re.compile(
    rf"(?i)\W?(?:\b(?:{LEVEL}|the|all|most|other|beginner|intermediate|core|role|based|levels?|exams?|certifications?"
    r"|tier|and|or|for|is|are|costs?)\b\W*)+"
)
# "$150 for the associate exams, $300 for hands-on exams", "$150 for the associate and $300 for …"
OF_MANY = lazy_re.compile(
    rf"(?i)\s(?:to pass )?for (?:the |all |all the |its |their )?(?:{LEVEL}|hands[- ]on|practical|performance-based"
    r"|multiple-choice|written|lab)(?:(?:[ -][\w-]+){0,2} (?:exams|certifications|certs|certificates|credentials)\b"
    r"|(?: level| exam| one)?(?=\s*(?:[,.;]|and\b|$)))"
)
MEMBERS = lazy_re.compile(r"(?i) ?(?:student |individual |full )?(?:non-?)?members\b")
MEMBERS_OF = lazy_re.compile(r"(?i)\bmembers of (?:the )?$")
IN_BRACKETS = lazy_re.compile(r"\s{0,3}\(([^()\n]{1,40})\)")
DUES = lazy_re.compile(
    r"(?i)\bmembership\b|\b(?:annual|yearly|maintenance) (?:\w+ )?(?:fees?|dues)\b|\bdues\b"
    r"|\b(?:subscription|plan|pass)\b.{0,40}\b(?:entire|whole|full|every)\b"
)
COUNTED = lazy_re.compile(
    r"(?i)\b(?:two|three|four|five|six|several)\b (?:\w+ ){0,2}(?:certifications|exams|certs|credentials) ?\("
)
PAID_BY = lazy_re.compile(r"(?i)[$€£₹] ?\d[\d.,]*(?:[-–]\d+)?(?: ?(?:/|per |a )\w+)? \((?:with |via |by )?$")
ORDINAL = lazy_re.compile(r"(?i)\bthe (former|latter)\b(?!['’]s?\b)")
RESPECTIVELY = lazy_re.compile(r"(?i)\brespectively\b")
FIGURE = lazy_re.compile(
    r"(?i)[$€£₹]\s?\d[\d,.]*\d|[$€£₹]\s?\d"
    r"|\b\d[\d,.]{0,20}+(?:[-–]\d+)?(?=[\s-](?:questions?|min|hours?|weeks?|months?|years?)|%)"
)
# The line of a card that says which exam it is about.
IDENTITY = lazy_re.compile(
    r"(?i)\W*(?:(?:the |full |official )?(?:exam|certification|certificate|cert|credential|test)"
    r"(?: (?:codes?|names?|titles?|numbers?|no\.?|id|series))?|(?:full |official )?(?:code|name|title))\W*"
)
FAR_BACK = 20  # sentences


class Nearby:
    """The walk for one candidate as far as its own place goes. Steps of evidence are methods without arguments."""

    def __init__(self, naming: Naming, candidate: Candidate, place: Place) -> None:
        self.naming = naming
        self.scene = naming.scene
        self.text = naming.text
        self.candidate = candidate
        self.value = candidate.span
        self.place = place
        self.sentence = self._within_reach(self.scene.sentence_at(candidate.span.start))

    def _within_reach(self, stretch: Span) -> Span:
        return Span(max(stretch.start, self.value.start - REACH), min(stretch.end, self.value.end + REACH))

    def version(self) -> Answer | None:
        """The credential whose exam counts its versions in codes like this one, issued or not."""
        value = self.candidate.value
        owner = self.naming.names.catalog.codes.versioned(value.code) if isinstance(value, Code) else None
        return Answer(owner, "code") if owner else None

    def same_sentence(self) -> Answer | None:
        return self._near(self.sentence)

    def same_cell(self) -> Answer | None:
        if self.place.kind is not PlaceKind.CELL:
            return None
        answer = self._near(self._within_reach(self.place.span))
        return answer if answer is None or answer.subject is None else Answer(answer.subject, "same-cell")

    def _near(self, stretch: Span) -> Answer | None:
        """The nearest name: `X: value` and `X (value)`, then `value for X` and `value (X)`, then the one before."""
        meant = self._meant(stretch)
        mentions = [m for m in meant if not self._is_means_of_payment(m)]
        codes = self.scene.mentions(stretch) if self.candidate.kind is Kind.CODE else ()
        inside = [m for m in (*mentions, *codes) if m.span.overlaps(self.value) and m.form in CREDENTIALS]
        if inside:
            return self._one(inside, "same-clause")
        compared = self._compared_in_brackets(meant)
        if compared is not None:
            return self._one([compared], "same-clause")
        of_many = OF_MANY.match(self.text, self.value.end)
        before = [m for m in mentions if m.span.end <= self.value.start and not of_many]
        after = [m for m in mentions if m.span.start >= self.value.end]
        clause = self.scene.clause_at(self.value.start)
        if before and AHEAD.fullmatch(self.naming.gap(before[-1].span.end, self.value.start)):
            return self._listed(before, "same-clause")
        if after and "following-name" not in self.naming.without:
            gap = self.naming.gap(self.value.end, after[0].span.start)
            if self.candidate.kind is Kind.STATUS and gap == " ":
                return self._one(after[:1], "same-clause")  # "easier than the retired X"
            loose = bool(before) and before[-1].span in clause and gap.strip() in ("", "–", "—", "-")
            before_value = self.text[max(self.sentence.start, self.value.start - 12) : self.value.start]
            priced = DETERMINED.search(before_value) and ATTRIBUTIVE.fullmatch(gap)  # "the $150 mid-level X exam"
            begun = not before and INTRODUCED.fullmatch(self.naming.gap(stretch.start, self.value.start).strip())
            if (FOLLOWED.fullmatch(gap) or priced or begun) and not loose:
                return self._listed(after, "same-clause", forward=True)
        if not before or self._generic_between(before[-1]):
            return None
        if before[-1].span in clause:
            return self._listed(before, "same-clause")
        return Answer(None, UNKNOWN) if self._is_of_stranger(clause) else self._listed(before, "same-sentence")

    def _is_of_stranger(self, clause: Span) -> bool:
        """Whether the clause begins with a name that nobody knows: "…, whereas Juggler Core is $175"."""
        begun = STRANGER.match(self.text, clause.start, self.value.start)
        if begun is None or "unknown" in self.naming.without:
            return False
        words = [word.lower() for word in begun[1].split()]
        return not any(m.span.overlaps(Span(*begun.span(1))) for m in self.scene.mentions(clause)) and not all(
            word in ORDINARY for word in words
        )

    def _meant(self, stretch: Span) -> list[Mention]:
        """The names that may own the value: neither what comes next nor, for a code, the code of another exam."""
        named = self.naming.named(self.place, stretch)
        return [m for m in named if not self._is_successor(m) and not self._is_another_code(m)]

    def _compared_in_brackets(self, meant: Sequence[Mention]) -> Mention | None:
        """A name that only serves for comparison, and yet the value is its own: "Unlike X ($100)", "than X's $100"."""
        for mention in self.scene.mentions(self.sentence):
            behind = mention.span.end <= self.value.start and self.naming.gap(mention.span.end, self.value.start)
            if mention.form in CREDENTIALS and mention not in meant and behind and OWN_VALUE.fullmatch(behind):
                return None if self._is_successor(mention) else mention
        return None

    def _is_successor(self, mention: Mention) -> bool:
        """Whether a status names it as what comes next: the status is of the one before."""
        value = self.candidate.value
        return (
            isinstance(value, Status) and value.successor is not None and mention.span.of(self.text) in value.successor
        )

    def _is_means_of_payment(self, mention: Mention) -> bool:
        """Whether it is a subscription that only says how one pays: "$300 (Globex Plus)", "Cost: Globex Plus ($59)"."""
        if self.candidate.kind is not Kind.COST or "means" in self.naming.without:
            return False
        credentials = self.naming.catalog.credentials
        owned = all(one in credentials and credentials[one].kind == "subscription" for one in mention.subjects)
        if not mention.subjects or not owned:
            return False
        value = self.candidate.value
        before = self.text[max(self.sentence.start, mention.span.start - 24) : mention.span.start]
        label = self.scene.label_at(self.value.start)
        labels = label is not None and not self.text[label.end : mention.span.start].strip(" *_:")
        free = isinstance(value, Cost) and value.max == 0
        return free or labels or PAID_BY.search(before) is not None

    def _is_another_code(self, mention: Mention) -> bool:
        """Whether the value is a code too: exams that are listed by their codes do not own each other's."""
        is_code = self.candidate.kind is Kind.CODE and not mention.span.overlaps(self.value)
        return is_code and self.naming.names.catalog.codes.is_issued(mention.span.of(self.text))

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
        if "several" not in self.naming.without:
            for one, other in pairwise(near):
                if not self.naming.are_listed(*((one, other) if forward else (other, one))):
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
        provider = self.naming.common_provider(mentions) if "several" not in self.naming.without else None
        named = sorted(mentions, key=lambda m: m.span)
        members = tuple(dict.fromkeys(subject for m in named for subject in m.subjects))
        return Answer(provider, why, members=members) if provider else Answer(None, SEVERAL)

    def _of_level_here(self, subjects: set[str]) -> set[str]:
        """Those whose level stands in brackets behind the value, or before it in the sentence."""
        behind = IN_BRACKETS.match(self.text, self.value.end)
        before = set(canonical(behind[1])) & GRADES if behind else set()
        before = before or set(canonical(self.text[self.sentence.start : self.value.start])) & GRADES
        credentials = self.naming.catalog.credentials
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
        named = labelled and self.naming.named(self.place, self.sentence)
        behind = OF_MANY.match(self.text, self.value.end)
        if not behind and not self._plural_before(self.sentence.start) and not (labelled and not named):
            return None
        mentions = self.scene.mentions(self.sentence)
        audience = [m for m in mentions if self._is_of_members(m)]
        if audience and not any(m.form == "provider" and m not in audience for m in mentions):
            return None  # "Exams are $405 for Acme members": the section tells which
        if ALL_OF_THEM.search(self.text, self.sentence.start, self.value.start):
            both = self._named_before()
            if both is not None:
                return both
        provider = self.naming.provider_in(m for m in mentions if m.span.start < self.value.start)
        provider = provider or self.naming.provider_in(mentions) or self._provider_around()
        told = behind[0] if behind else self.text[self.sentence.start : self.value.start]
        return self._at_level(provider, told, "plural")

    def _is_of_members(self, mention: Mention) -> bool:
        """Whether a provider's name only says for whom a price is: its members."""
        before = self.text[max(self.sentence.start, mention.span.start - 20) : mention.span.start]
        joined = MEMBERS.match(self.text, mention.span.end) or MEMBERS_OF.search(before)
        return mention.form == "provider" and joined is not None

    def _named_before(self) -> Answer | None:
        """Whom "both" or "all four" are: the names of the sentences before, or of the place before."""
        start = max(self.place.span.start, self.sentence.start - REACH)
        earlier = self.naming.named(self.place, Span(start, self.sentence.start))
        if not earlier and self.place.index:
            before = self.scene.places[self.place.index - 1]
            earlier = self.naming.named(before) if before.headings == self.place.headings else []
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

    def dues(self) -> Answer | None:
        """What an organisation takes from its members, whichever of its credentials they hold."""
        if self.candidate.kind is not Kind.COST:
            return None
        said = DUES.search(self.text, self.sentence.start, self.value.start)
        provider = self.naming.provider_in(m for m in self.scene.mentions(self.sentence) if m.form == "provider")
        return Answer(provider, "dues") if said and provider else None

    def level(self) -> Answer | None:
        """ "Associate exam – $150" in a list by level: a price of the provider's, not of the heading's credential."""
        own = self._lead_of_value()
        lead = own.of(self.text)
        if self.candidate.kind is Kind.STATISTIC or len(lead) > 60:
            return None
        if not LEVEL_WORD.search(lead) or not LEVELS_ONLY.fullmatch(lead.strip()):
            return None
        mentions = self.naming.named(self.place, self.sentence)
        if any(m.span.overlaps(own) or m.span.overlaps(self.value) for m in mentions):
            return None
        if self.place.kind is PlaceKind.CELL and not mentions:
            return None
        return self._of_level(lead)

    def _lead_of_value(self) -> Span:
        """The label of the line, if it is a level ("Practitioner: renew every two years"), or what is right before."""
        label = self.scene.label_at(self.value.start)
        if label is not None and LEVELS_ONLY.fullmatch(label.of(self.text).strip()):
            return label
        lead = ITEM_START.split(self.text[self.sentence.start : self.value.start])[-1]
        return Span(self.value.start - len(lead), self.value.start)

    def _of_level(self, text: str) -> Answer:
        """The provider around at a level, or its only credential of that level."""
        scopes = (*reversed(self.place.items), *reversed(self.place.headings))
        return self._of_family(text, scopes) or self._at_level(self._provider_around(), text, "level")

    def _of_family(self, text: str, scopes: Sequence[int]) -> Answer | None:
        """The one of a level in the family that a place around names: "Practitioner exam" below "Juggler"."""
        grades = set(canonical(text)) & GRADES
        if len(grades) != 1 or "family" in self.naming.without:
            return None
        grade = grades.pop()
        for scope in scopes:
            named = [m for m in self.scene.mentions_in(self.scene.places[scope]) if m.form in ("credential", "family")]
            if not named:
                continue
            name = named[0].span.of(self.text)
            if len({m.subjects for m in named}) > 1:  # "Juggler Foundation and Practitioner"
                meant = {one for m in named if len(m.subjects) == 1 for one in m.subjects}
            elif set(canonical(name)) & GRADES:
                return None
            else:
                found = self.naming.names.find(f"{name} {grade}").subject
                meant = {found} if found else set()
            known = self.naming.catalog.credentials
            meant = {one for one in meant if grade in canonical(known[one].name)}
            return Answer(meant.pop(), "level") if len(meant) == 1 else None
        return None

    def _at_level(self, provider: str | None, text: str, why: str) -> Answer:
        """A provider's credentials of the level that a text names; one of two levels would be judged by both."""
        words = set(canonical(text))
        own = list(self.naming.catalog.of_provider(provider)) if provider is not None else []
        levels = {one.level for one in own if words & set(canonical(one.level))}
        if len(levels) > 1:
            return Answer(None, SEVERAL_LEVELS)
        right = [one.id for one in own if one.level in levels]
        if why == "level" and len(right) == 1 < len(own):
            return Answer(right[0], why)
        return Answer(provider, why, levels.pop() if levels else None)

    def former(self) -> Answer | None:
        """ "The former", "the latter": the first or the last of the two that were named before, or in the heading."""
        told = [*ORDINAL.finditer(self.text, self.sentence.start, self.value.start)]
        if not told:
            return None
        before = Span(max(self.place.span.start, told[0].start() - REACH), told[0].start())
        heading = [self.scene.places[index].span for index in self.place.headings[-1:]]
        for stretch in (before, *heading):
            two = list({m.subjects: m for m in self.scene.mentions(stretch) if m.form in CREDENTIALS}.values())
            if two:
                latter = told[-1][1].lower() == "latter"
                return self._one([two[latter]], "previous-sentence") if len(two) == 2 else None
        return None

    def previous_sentence(self) -> Answer | None:
        """The sentence before, as far as its topic goes; the section's own subject is what "the exam" means."""
        own = self._heading_subjects()
        sentences = self.scene.sentences(self.place)
        at = bisect_left(sentences, self.scene.sentence_at(self.value.start))
        for earlier in reversed(sentences[max(0, at - FAR_BACK) : at]):
            mentions = self.naming.named(self.place, earlier)
            if not mentions or PRONOUN.match(earlier.of(self.text)) or self._is_other_line(mentions[0]):
                continue
            if own & {one for m in mentions for one in m.subjects}:
                return Answer(next(iter(own)), "previous-sentence") if len(own) == 1 else None
            aside = mentions[0].span.start - earlier.start > 30 or MEANS.match(self.text, earlier.start)
            if own and aside:
                return None
            answer = self._one(mentions, "previous-sentence")
            several = answer is not None and answer.why == SEVERAL
            begun = mentions[0].span.start - earlier.start <= 12 and len(mentions) > 1
            if several and begun and not self.naming.are_listed(mentions[0], mentions[1]):
                return self._one(mentions[:1], "previous-sentence")
            return answer
        return None

    def _is_other_line(self, mention: Mention) -> bool:
        """Whether a label stands before the value, and before a name another one that does not say who is meant."""
        told, own = self.scene.label_at(mention.span.start), self.scene.label_at(self.value.start)
        if told is None or own is None or told == own or mention.span in told:
            return False
        return IDENTITY.fullmatch(told.of(self.text)) is None

    def _heading_subjects(self) -> set[str]:
        if not self.place.headings:
            return set()
        mentions = self.naming.named(self.scene.places[self.place.headings[-1]])
        return {one for m in mentions if m.form == "credential" for one in m.subjects}

    def following(self) -> Answer | None:
        """A name that only follows, in the same sentence, and before any other figure."""
        named = self._meant(self.sentence)
        behind = named and FIGURE.search(self.text, self.value.end, max(self.value.end, named[0].span.start))
        return None if behind else self._one(named, "same-sentence")

    def _provider_around(self) -> str | None:
        """Whose credentials the place speaks of: its own, its parents', its headings' or the title's provider."""
        scopes = [self.scene.places[i] for i in (*reversed(self.place.items), *reversed(self.place.headings))]
        titles = self.scene.titles if self.scene.has_one_provider else ()
        for scope in (self.place, *scopes, *titles):
            mentions = self.scene.mentions_in(scope)
            provider = self.naming.provider_in(mentions)
            provider = provider or self.naming.common_provider(m for m in mentions if m.form == "credential")
            if provider:
                return provider
        return None
