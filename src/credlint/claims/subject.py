"""Whom a value is about: a credential, a provider, a group or nobody, and on what evidence.

A walk from the value outwards. Each step of evidence looks at one surrounding (the clause, the table row, the parent
item, the heading …) and answers *this one*, *somebody else* (a name that the catalog does not know, or several names at
once: the search ends with nobody), or nothing (the next step looks). The order of `STEPS` is the whole policy.
A claim tied to the wrong credential is worse than one tied to none, so whatever stands nearer always ends the search.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from credlint import lazy_re
from credlint.catalog import Catalog
from credlint.catalog.mention import CREDENTIALS, Mention, Proof
from credlint.claims.answer import MISFIT, NOBODY_NEAR, SEVERAL, UNKNOWN, Answer
from credlint.claims.candidate import Candidate
from credlint.claims.mentions import CERTIFICATION_WORD
from credlint.claims.naming import VERSUS, Naming
from credlint.claims.nearby import FAR_BACK, IDENTITY, IN_BRACKETS, LEVELS_ONLY, PLURAL, Nearby
from credlint.claims.places import Place, PlaceKind
from credlint.claims.scene import ATTRIBUTE, AUDIENCE, PART_WORD, TOTAL_ROW, Orientation, Scene, Table
from credlint.span import Span
from credlint.values import Cost, Kind

OF_PROVIDER = lazy_re.compile(
    r"(?i)(?:['’]s)? ?(?:[\w-]+ ){0,2}"
    r"(?:exams?|certifications?|certs?|credentials?|charges?|asks|fees?|prices?|costs?)\b| ?\( ?[$€£₹\d]"
)
NAME_HEAD = lazy_re.compile(
    r"(?i)\b(?:certifications?|certificates?|certs?|credentials?|courses?|programs?|programmes?|exams?|names?"
    rf"|providers?|tracks?|titles?)\b(?! {PART_WORD}\b)"
)
# What is added up over several credentials, and the words that say so.
SUMMED = frozenset({Kind.COST, Kind.DURATION})
COMBINED = lazy_re.compile(
    r"(?i)\b(?:combined|together|bundle of|grand total|sum total|for (?:all|both|the (?:two|three|four|five))\b)"
)
TOTAL = lazy_re.compile(rf"(?i)\b(?:totals?|altogether|in all|overall|sum)\b|{COMBINED.pattern.removeprefix('(?i)')}")
ADDED = lazy_re.compile(r" (?:\+|→|->|⇒|plus) (?=[^$€£₹\d]{0,200}[A-Za-z]{2})")
STACKED = lazy_re.compile(r" ?(?:\+|→|->|⇒|➜) ?")
TOGETHER = lazy_re.compile(r"(?i)(?: \w+){0,2} (?:together|combined|altogether|in (?:total|all|sum)|total)\b")
PARTED = lazy_re.compile(r"\d ?/ ?[$€£₹~]? ?\d")
PART = lazy_re.compile(r"(?i)\W{0,3}(?:capstone|module|course \d|part \d)")  # of a programme
EXAM_ONLY = lazy_re.compile(r"(?i)\W*(?:the )?(?:exams?|certifications?)(?: costs?)?\W*")
COLLECTIONS = frozenset({"subscription", "course-collection", "policy"})


class Resolver:
    """Ties candidates of one scene to subjects.

    `without` names steps, or the finer tests inside them, that are switched off; only tests do so, to prove that each
    of them is worth something.
    """

    def __init__(self, scene: Scene, catalog: Catalog, without: frozenset[str] = frozenset()) -> None:
        self.scene = scene
        self.catalog = catalog
        self.without = without
        self.naming = Naming(scene, catalog, without)

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
        search = Search(self.naming, candidate, place)
        for name, step in STEPS:
            answer = None if name in self.without else step(search)
            if answer is not None and name in FAR:
                answer = search.unless_of_others(answer, name)
            if answer is not None:
                fits = answer.subject is None or self._fits(candidate, answer.subject)
                return search.unless_total(answer, name) if fits else Answer(None, MISFIT)
        return Answer(None, NOBODY_NEAR)

    def _fits(self, candidate: Candidate, subject: str) -> bool:
        """Whether a credential of its type can have such a fact at all."""
        credential = self.catalog.credentials.get(subject)
        if credential is None or "fit" in self.without:
            return True
        renewed = isinstance(candidate.value, Cost) and candidate.value.basis == "renewal" and not candidate.assumed
        return not ((renewed or candidate.kind in (Kind.EXAM, Kind.VALIDITY)) and credential.kind in COLLECTIONS)


class Search(Nearby):
    """The walk for one candidate, on beyond its place. Steps of evidence are listed in `STEPS`."""

    # In a table

    def table_row(self) -> Answer | None:
        """The credential that the row is about."""
        table = self.scene.table_of(self.place)
        if table is None or table.orientation is not Orientation.ROWS or not self.place.row:
            return None
        at = table.cells.get((self.place.row, self._subject_column(table)))
        if at is None or at == self.place.index:
            return None
        cell = self.scene.places[at]
        mentions = self._of_column(self.naming.named(cell))
        if mentions and PART.match(self.text, mentions[-1].span.end, cell.span.end):
            return Answer(None, UNKNOWN)
        if mentions:
            return self._one(self.naming.topic(mentions, cell), "table-row", cell)
        text = self.scene.text_of(cell).strip()
        if not text or AUDIENCE.fullmatch(self.scene.head(cell)):
            return None
        if LEVELS_ONLY.fullmatch(text) and not EXAM_ONLY.fullmatch(text):
            return self._of_level(text)
        provider = self.naming.provider_in(self.scene.mentions_in(cell))
        if provider and PLURAL.search(text):
            return Answer(provider, "plural")
        named = self.naming.names_rows(self.place.table) if self.place.table is not None else False
        if provider and len(text.split()) <= 5 and not named:
            return Answer(provider, "table-row")
        if not named and TOTAL_ROW.match(text):
            return None
        return Answer(None, UNKNOWN) if named or NAME_HEAD.search(self.scene.head(cell)) else None

    def _subject_column(self, table: Table) -> int:
        """The nearest on the left of the columns with the head of the first: "Exam | Fee | Exam | Fee"."""
        heads = {
            column: self.scene.text_of(self.scene.places[at]) for (row, column), at in table.cells.items() if not row
        }
        first, here = table.subjects, self.place.column or 0
        again = [column for column, head in heads.items() if first < column <= here and head == heads.get(first)]
        return max(again, default=first)

    def _of_column(self, mentions: Sequence[Mention]) -> Sequence[Mention]:
        """Of several names in a row those of the provider that heads the column: "Acme Baker / Globex Baker"."""
        heads = [cell for cell in self.scene.table_rows[self.place.table, 0] if cell.column == self.place.column]
        provider = self.naming.provider_in(m for head in heads for m in self.scene.mentions_in(head))
        kin = self.naming.names.kin.get(provider or "", frozenset())
        if PARTED.search(self.scene.text_of(self.place)):
            return mentions  # "$100/$200" are of several of them
        own = [m for m in mentions if {self.naming.names.provider_of(one) for one in m.subjects} & kin]
        return own or mentions

    def table_head(self) -> Answer | None:
        """The credential that heads a table of its attributes: "Acme Baker exam | Details"."""
        table = self.scene.table_of(self.place)
        if table is None or table.orientation is not Orientation.KEY_VALUE or not self.place.row:
            return None
        at = table.cells.get((0, 0))
        return self._one(self.naming.named(self.scene.places[at]), "table-column") if at is not None else None

    def table_column(self) -> Answer | None:
        """The credential that heads the column."""
        table = self.scene.table_of(self.place)
        if table is None or table.orientation is not Orientation.COLUMNS or not self.place.row or not self.place.column:
            return None
        at = table.cells.get((0, self.place.column))
        if at is None:
            return None
        head = self.scene.places[at]
        mentions = self.naming.named(head)
        if mentions:
            return self._one(mentions, "table-column", head)
        provider = self.naming.provider_in(self.scene.mentions_in(head))
        if provider:
            return Answer(provider, "table-column")
        return Answer(None, UNKNOWN) if self.scene.text_of(head).strip() else None

    # Around the place

    def provider_label(self) -> Answer | None:
        """The provider that labels the line, or stands in brackets behind the value: "Acme: every 2 years".

        In a section about one of its credentials it only says whose that is.
        """
        behind = IN_BRACKETS.match(self.text, self.value.end)
        for told in (behind and Span(*behind.span(1)), self.scene.label_at(self.value.start)):
            named = self.scene.mentions(told) if told else ()
            if not told or len(named) != 1 or named[0].form != "provider" or not self.naming.names.examines(named[0]):
                continue
            if self.naming.gap(told.start, told.end).strip(" *_:") != named[0].span.of(self.text):
                return None
            around = self.naming.in_section(self.place) | self._around(self.place)
            provider = self.naming.provider_in(named)
            ours = any(self.naming.names.provider_of(one) == provider for one in around)
            return None if ours else Answer(provider, "plural")
        return None

    def card(self) -> Answer | None:
        """The credential that another line of the same list or card gives by its name or code: "Exam code: ABC-123"."""
        found = [m for line in self._lines_of_card() for m in line] or self._bold_above_in_list()
        return self._one(found, "list-item" if self.place.depth else "table-row")

    def _bold_above_in_list(self) -> list[Mention]:
        """The one that lines above in the list begin with in bold, over an attribute: "**Baker**: …", "Fee: $9"."""
        place = self.place
        label = self.scene.label_at(self.value.start)
        if not place.depth or label is None or not ATTRIBUTE.search(label.of(self.text)):
            return []
        found: list[Mention] = []
        for other in self.scene.places[max(0, place.index - FAR_BACK) : place.index][::-1]:
            if other.depth > place.depth:
                continue
            if (other.headings, other.items, other.depth) != (place.headings, place.items, place.depth):
                break
            named = self.naming.bold_names(other)
            if found and not named:
                break
            found += named
        return found if len({m.subjects for m in found}) == 1 else []

    def _lines_of_card(self) -> Iterator[Sequence[Mention]]:
        """Whom the lines beside this one name that say which exam the card is about."""
        place = self.place
        if place.kind is not PlaceKind.CELL and not place.depth:
            return
        for other in self.scene.places[max(0, place.index - FAR_BACK) : place.index + FAR_BACK]:
            if other.headings != place.headings or (other.items, other.table) != (place.items, place.table):
                continue
            named = self.naming.named(other)
            if not named or other.index == place.index:
                continue
            label = self.scene.label_at(named[0].span.start)
            told = self.scene.row_label(other) if place.table is not None else label and label.of(self.text)
            if told and IDENTITY.fullmatch(told):
                yield named

    def bold_lead(self) -> Answer | None:
        """The bold name that the place itself begins with."""
        return self._one(self.naming.bold_names(self.place, self.value.start), "bold-lead")

    def own_item(self) -> Answer | None:
        """The only credential that the item names, if nothing over it names any: "$150, 80 minutes<br>Acme Baker"."""
        over = (self.scene.places[index] for index in (*self.place.items, *self.place.headings[-1:]))
        if not self.place.depth or any(map(self.naming.named, over)):
            return None
        named = self.naming.named(self.place)
        return self._one(named, "list-item") if len({m.subjects for m in named}) == 1 else None

    def list_item(self) -> Answer | None:
        """The list items around, innermost first."""
        for index in reversed(self.place.items):
            parent = self.scene.places[index]
            mentions = self.naming.named(parent)
            if mentions:
                return self._one(self.naming.topic(mentions, parent), "list-item", parent)
            if (level := self._of_level_in(parent)) is not None:
                return level
            if self.scene.is_card(parent) and "unknown" not in self.naming.without:
                return Answer(None, UNKNOWN)
            provider = self.naming.provider_in(self.scene.mentions_in(parent))
            if provider and len(self.scene.text_of(parent).split()) <= 5:
                # "Acme membership" over the fees of the heading's credential only says whose it is.
                above = self._headings(self.place.headings)
                own = above and above.subject and self.naming.names.provider_of(above.subject) == provider
                return above if own else Answer(provider, "list-item")
        return None

    def lead_above(self) -> Answer | None:
        """The last line above in this section that is hardly more than a name, bold or not."""
        lead = self.naming.lead_over(self.place)
        if lead is None or self._is_led_by_itself():
            return None
        named = self.naming.name_line(lead)
        return self._one(self.naming.topic(named, lead), "bold-lead", lead) if named else self._of_level_in(lead)

    def _of_level_in(self, line: Place) -> Answer | None:
        """Whom "Practitioner:" over a list is about: that one of the family that the headings name."""
        text = self.scene.text_of(line).strip(" :*_\n")
        return self._of_family(text, line.headings[::-1]) if LEVELS_ONLY.fullmatch(text) else None

    def _is_led_by_itself(self) -> bool:
        """Whether the value stands in a bold line that begins with something else than a label: a lead of its own."""
        for bold in self.scene.strong_in(self.place.span)[:1]:
            before = self.text[bold.start : self.value.start] if self.value in bold else ""
            return len(before.split()) > 1 and not ATTRIBUTE.search(before)
        return False

    def heading(self) -> Answer | None:
        """The heading directly above."""
        return self._headings(self.place.headings, 1) if self.place.kind is not PlaceKind.HEADING else None

    def outer_heading(self) -> Answer | None:
        """The headings farther up."""
        return self._headings(self.place.headings)

    def _headings(self, headings: Sequence[int], reach: int | None = None) -> Answer | None:
        """The innermost that names a credential; one that names only a provider narrows the search to it.

        `reach`: how many are looked at, None for all.
        """
        provider: str | None = None
        for at, index in list(enumerate(headings))[::-1][:reach]:
            heading = self.scene.places[index]
            text = self.scene.text_of(heading).strip(" #\n")
            # "Practitioner exam" names nobody without what stands over it.
            answer = self._of_family(text, headings[:at][::-1]) if LEVELS_ONLY.fullmatch(text) else None
            answer = answer or self._headline(heading, "heading")
            if answer is None:
                provider = provider or self._section_of(heading)
                continue
            if provider is None or answer.subject is None:
                return answer if provider is None else Answer(provider, "heading")
            kin = self.naming.names.kin.get(provider, frozenset())
            return answer if self.naming.names.provider_of(answer.subject) in kin else Answer(provider, "heading")
        return None

    def _headline(self, place: Place, why: str) -> Answer | None:
        """Whom a heading or title announces: everybody in it counts, the compared ones and their providers too.

        But for "Is Acme Baker an alternative to Candy Engineer?", which is about the first.
        """
        mentions = self.scene.mentions_in(place)
        named = [m for m in mentions if m.form in CREDENTIALS]
        if "unknown" in self.naming.without:
            named = [m for m in named if m.form != "unknown"]
        if len(named) > 1 and not VERSUS.search(self.naming.gap(named[0].span.end, named[1].span.start)):
            compared = "compared" not in self.naming.without and all(map(self.naming.is_compared, named[1:]))
            named = named[:1] if compared else named
        if len(named) > 1:
            named = self._explained(named, mentions, place)
        answer = self._one(named, why, place)
        if answer is None or answer.subject is None:
            return answer
        names = self.naming.names
        kin = names.kin.get(names.provider_of(answer.subject) or "", frozenset())
        for other in mentions:
            if other.form == "provider" and not kin & set(other.subjects) and names.examines(other):
                one, two = sorted((other.span, named[0].span))
                if VERSUS.search(self.naming.gap(one.end, two.start)):
                    return Answer(None, SEVERAL)
        return answer

    def _explained(self, named: list[Mention], mentions: Sequence[Mention], place: Place) -> list[Mention]:
        """The one that "CBK (Acme Baker of Knowledge)" is about: it explains its acronym, or whose code one takes."""
        short, full = named[:2]
        inner = [m.span for m in mentions if m.form == "provider" and short.span.end <= m.span.start]
        if self.naming.gap(short.span.end, min([*inner, full.span]).start).strip() != "(":
            return named
        names = self.naming.names
        if names.catalog.codes.is_issued(short.span.of(self.text)) and full.subjects and full.proof is Proof.STRONG:
            return named[1:]  # a code may be used by two, a full name is not
        return list(self.naming.topic(named, place))

    def section(self) -> Answer | None:
        """What stands above in the same section, if all of it names one credential."""
        if not self.place.headings or self.place.kind is PlaceKind.HEADING:
            return None
        own = self.place.headings[-1]
        places, named, limit = self.naming.named_in_section(own)
        if self.place.index > limit or self._is_led_by_itself():
            return None
        mentions = named[: bisect_left(places, self.place.index)]
        if len({m.subjects for m in mentions}) != 1 or not mentions[0].subjects:
            return None
        labelled = self.scene.label_at(mentions[-1].span.start) is not None  # "Best known for: …"
        passing = (labelled or len(set(places[: len(mentions)])) == 1) and not self._is_taken_up(mentions[-1])
        if passing and self._section_of(self.scene.places[own]):
            return None  # the section is about the provider, and names one of its credentials in passing
        return self._one(mentions, "section")

    def _is_taken_up(self, mention: Mention) -> bool:
        """Whether the paragraph right before begins with a name, so that this one goes on about it."""
        before = self.scene.places[self.place.index - 1]
        return mention.span in before.span and mention.span.start - before.span.start <= 12

    def unless_of_others(self, answer: Answer, step: str) -> Answer:
        """What stands far off, unless somebody else stands nearer.

        That is another provider whose exams the sentence speaks of ("Google's exam costs $125"), or the credential with
        which an earlier item of the same flat list begins.
        """
        sibling = self._sibling() if step not in IN_PLACE else None
        if sibling is not None and answer.subject is not None and answer.subject not in sibling.subjects:
            return Answer(None, SEVERAL)
        names = self.naming.names
        own = names.kin.get(names.provider_of(answer.subject) or "", frozenset()) if answer.subject else frozenset()
        if not own or "others" in self.naming.without:
            return answer
        for mention in reversed(self.scene.mentions(self.sentence)):
            if mention.form != "provider" or mention.span.end > self.value.start:
                continue
            if own & set(mention.subjects) or not names.examines(mention):
                continue
            behind = self.naming.gap(mention.span.end, self.sentence.end)
            if self.naming.is_compared(mention) and not behind.lstrip().startswith("("):
                continue
            if OF_PROVIDER.match(behind):
                provider = self.naming.provider_in([mention])
                return self._at_level(provider, self.text[mention.span.end : self.value.start], "same-sentence")
        return answer

    def _is_of_stack(self) -> bool:
        """Whether an item above in the same list adds several up: "Stack: A → B", "Cost: $900"."""
        if not self.place.depth or "stack" in self.naming.without:
            return False
        for index in range(self.place.index - 1, max(-1, self.place.index - FAR_BACK), -1):
            other = self.scene.places[index]
            if other.depth < self.place.depth or other.headings != self.place.headings:
                return False
            if other.depth == self.place.depth and other.items == self.place.items:
                named = [m for m in self.scene.mentions_in(other) if m.form in CREDENTIALS]
                gaps = (self.naming.gap(one.span.end, two.span.start) for one, two in pairwise(named))
                if any(STACKED.fullmatch(gap) for gap in gaps):
                    return True
        return False

    def unless_total(self, answer: Answer, step: str) -> Answer:
        """What several cost or take together is of none of them."""
        if answer.subject is None or "total" in self.naming.without or self.candidate.kind not in SUMMED:
            return answer
        if step in FAR and self._is_of_stack():
            return Answer(None, SEVERAL)
        before = self.text[self.sentence.start : self.value.start]
        summed = answer.members and ADDED.search(before)  # "A + B: $315"
        if not (summed or TOTAL.search(before) or TOGETHER.match(self.text, self.value.end)):
            return answer
        several = bool(answer.members) or "/" not in answer.subject
        if step in FAR and not several:
            several = COMBINED.search(before) is not None or (
                step not in ("bold-lead", "list-item", "lead-above") and len(self.naming.in_section(self.place)) > 1
            )
        return Answer(None, SEVERAL) if several else answer

    def _sibling(self) -> Mention | None:
        """The name with which the nearest item above in the same list begins, if one does."""
        for index in range(self.place.index - 1, max(-1, self.place.index - FAR_BACK), -1):
            other = self.scene.places[index]
            if not self.place.depth or other.depth < self.place.depth or other.headings != self.place.headings:
                return None
            if other.depth == self.place.depth and other.items == self.place.items:
                named = self.naming.named(other)
                if named and self.naming.stands_first(named[0], other):
                    return named[0]
        return None

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
        provider = self.naming.provider_in(mentions)
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
        subject = self.naming.dominant
        if subject is None or not self.naming.in_section(self.place) <= {subject}:
            return None
        return Answer(subject, "title")


# Steps that look beyond the sentence, and those of them that stay in the place.
IN_PLACE = frozenset(["previous-sentence", "bold-lead", "own-item"])
FAR = frozenset(
    [
        "previous-sentence",
        "bold-lead",
        "card",
        "own-item",
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
    ("version", Search.version),
    ("level", Search.level),
    ("same-cell", Search.same_cell),
    ("table-row", Search.table_row),
    ("table-column", Search.table_column),
    ("table-head", Search.table_head),
    ("former", Search.former),
    ("same-sentence", Search.same_sentence),
    ("plural", Search.plural),
    ("provider-label", Search.provider_label),
    ("dues", Search.dues),
    ("bold-lead", Search.bold_lead),
    ("card", Search.card),
    ("previous-sentence", Search.previous_sentence),
    ("own-item", Search.own_item),
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
