"""Whom each place of an article mentions: what the catalog's names find, and what stands around has a say in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import methodcaller

from msgspec.structs import replace

from credlint import lazy_re
from credlint.catalog.forms import is_trade
from credlint.catalog.mention import CREDENTIALS, Casing, Mention, Proof
from credlint.catalog.names import Names
from credlint.catalog.words import LEVELS, canonical
from credlint.claims.longer_names import (
    EXPLAINED,
    MADE_BY,
    TELLING_NOTHING,
    longer_name,
    own_words,
    unless_of_another,
)
from credlint.claims.places import Layout, Place, PlaceKind
from credlint.document import Document
from credlint.once import once
from credlint.span import Span

CERTIFICATION_WORD = lazy_re.compile(
    r"(?i)\b(?:certif|certs?\b|credential|nanodegree|micromasters|specialization|exam|course|bootcamp)"
)
CERTIFICATION_BEHIND = lazy_re.compile(r"(?i)\W{0,3}(?:certification|certificate|cert|exam|credential|badge)\b")
PLURAL_BEHIND = lazy_re.compile(r"(?i)\W{1,3}(?:certifications|certs|exams|credentials|certificates|badges)\b")
# "A+" is no word either
LONG_ACRONYM = lazy_re.compile(r"(?=.{3})[A-Z](?:[A-Z]*+[a-z]{1,2}[A-Z-]*|[A-Z-]*)[A-Z+]|[A-Z]\w*\+")
NOTE = 300
COUNTED_BEHIND = lazy_re.compile(
    r"(?i)\s(?:[\w-]+\s){0,2}(?:questions?|items?|tasks?|minutes?|mins?|hours?|points?|pages?)\b"
)
INNER_CAPITAL = lazy_re.compile(r"(?<=[a-z,] )[A-Z][\w+-]*")
# What a trade is followed or headed by that is a trade and no name: "DevOps Engineer path", "| Role |", "### Salaries".
OF_TRADE = (
    r"(?:(?:career|job|learning|study) )?(?:paths?|tracks?|roadmaps?|roles?|jobs?|careers?|positions?|salar(?:y|ies)"
    r"|progression|nanodegree|bootcamp|teams?|interviews?)"
)
TRADE_BEHIND = lazy_re.compile(rf"(?i) {OF_TRADE}\b")
TRADE_HEAD = lazy_re.compile(rf"(?i)\W*(?:target |typical |common |example )?(?:{OF_TRADE}|(?:job )?titles?)\W*")
TRADE_HEADING = lazy_re.compile(r"(?i)\b(?:roles|jobs|careers?|salar(?:y|ies)|positions|compensation|hiring)\b")
NAME_WORD = lazy_re.compile(r"[A-Z][\w+#-]+")
FULL_NAME = lazy_re.compile(
    r"(?i)\b(?:associate|professional|expert|specialty|practitioner|certificate|speciali[sz]ation|nanodegree"
    r"|fundamentals|foundations|leader)\b"
)


class NamedPlaces(Layout):
    """The places of a document, and whom each names."""

    def __init__(self, document: Document, names: Names) -> None:
        super().__init__(document)
        self.names = names
        self._read: dict[int, tuple[Mention, ...]] = {}
        self._named: dict[int, tuple[Mention, ...]] = {}

    def read(self, place: Place) -> tuple[Mention, ...]:
        """Whom a place seems to name, before the context has a say."""
        if place.index in self._read:
            return self._read[place.index]
        found = self._named_by_catalog[place.index]
        shorts = self._shortly_named.get(place.index, ())
        for short in shorts:
            if not any(other.subjects and other.span.overlaps(short.span) for other in found):
                found = (*(other for other in found if not other.span.overlaps(short.span)), short)
        if shorts:
            found = tuple(sorted(found, key=lambda mention: mention.span))
        self._read[place.index] = found
        return found

    def mentions_in(self, place: Place) -> tuple[Mention, ...]:
        """Whom a place names: a name that needs its provider beside it has it in some scope around the place."""
        found = self._named.get(place.index)
        if found is None:
            settled = [self._settle(mention, place) for mention in self.read(place)]
            found = tuple([self._unless_known(mention, place) for mention in settled if mention is not None])
            self._named[place.index] = found
        return found

    def mentions(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that lie within a span of one place."""
        place = self.place_at(span.start)
        if place is None:
            return ()
        found = self.mentions_in(place)
        low = bisect_left(found, span.start, key=_start)
        return tuple(
            mention for mention in found[low : bisect_left(found, span.end, key=_start)] if mention.span in span
        )

    @once
    def _lower_words(self) -> frozenset[str]:
        """The words that the article also writes in lower case."""
        return frozenset(map(methodcaller("strip", ".,;:!?()[]\"'"), filter(str.islower, {*self.text.split()})))

    @once
    def _proper_words(self) -> frozenset[str]:
        """The words that the article writes with a capital inside a sentence."""
        return frozenset(INNER_CAPITAL.findall(self.text))

    @once
    def _named_by_catalog(self) -> Mapping[int, tuple[Mention, ...]]:
        """What the catalog's names find in every place."""
        casing = Casing(self._lower_words, self._proper_words)
        found = ((place, self.names.mentions(self.text, place.span, casing)) for place in self.places)
        return {
            place.index: tuple(unless_of_another(self.text, self.names, m, place.span, here) for m in here)
            for place, here in found
        }

    @once
    def _short_forms(self) -> Mapping[str, Mention]:
        """Acronyms that the article itself explains: "Acme Certified Junior Baker (ACJB)"."""
        found: dict[str, Mention | None] = {}
        for mentions in self._named_by_catalog.values():
            for mention in mentions:
                explained = EXPLAINED.match(self.text, mention.span.end) if mention.form in CREDENTIALS else None
                if explained is None:
                    continue
                acronym, form = explained[1], mention
                if any(other.subjects and Span(*explained.span(1)) in other.span for other in mentions):
                    continue
                known = found.setdefault(acronym, form)
                if known is not None and known.subjects != form.subjects:
                    found[acronym] = None
        return {acronym: mention for acronym, mention in found.items() if mention is not None}

    @once
    def _shortly_named(self) -> Mapping[int, Sequence[Mention]]:
        """Where the article uses the acronyms that it explains, by place and in source order."""
        found: dict[int, list[Mention]] = {}
        for acronym, mention in self._short_forms.items():
            at = self.text.find(acronym)
            while at >= 0:
                place, end = self.place_at(at), at + len(acronym)
                if place is not None and end <= place.span.end:
                    before = self.text[max(place.span.start, at - 1) : at]
                    behind = self.text[end : min(place.span.end, end + 1)]
                    if not (before.isalnum() or before in {"_", "-"} or behind.isalnum() or behind in {"_", "-", "+"}):
                        found.setdefault(place.index, []).append(replace(mention, span=Span(at, end)))
                at = self.text.find(acronym, end)
        return {index: sorted(mentions, key=_start) for index, mentions in found.items()}

    def _settle(self, mention: Mention, place: Place) -> Mention | None:
        if mention.span.of(self.text).isdigit() and mention.span.end - mention.span.start < 3:
            return None  # the last word of "Certified Expert 3" alone
        if self._is_plural_level(mention):
            return None
        if mention.proof > Proof.STRONG and (meant := self._explained(mention)) is not None:
            return meant
        if mention.proof is Proof.WORD:
            if not self._speaks_of_certifications:
                return None
            return self._unless_of_others(mention, place) if " " in mention.span.of(self.text).strip() else mention
        if mention.proof is Proof.CODE_WORD:
            return mention if self._stands_as_code(mention, place) else None
        if mention.proof is Proof.HEADED:
            sure = self._is_about_certifications(place) or self._is_title_of_exam(mention, place)
            return mention if sure and self._stands_as_name(mention, place) else None
        if mention.proof is Proof.PROVIDER:
            own = self._of_its_provider(mention, place)
            return self._unless_of_longer(own, place) if own is not None and own.subjects else own
        return mention

    def _stands_as_code(self, mention: Mention, place: Place) -> bool:
        """Whether "exam", "code" or its provider stands before a code of figures, or "exam" behind it."""
        if COUNTED_BEHIND.match(self.text, mention.span.end):
            return False  # "100-150 questions"
        before = self.text[max(place.span.start, mention.span.start - 12) : mention.span.start]
        near = f"{before} {self.head(place)} {self.row_label(place)}"
        if lazy_re.search(r"(?i)\b(?:exam|code)\b", near) or CERTIFICATION_BEHIND.match(self.text, mention.span.end):
            return True
        owned = (other for other in self.read(place) if other.provider or other.form == "provider")
        return any(other.span.end <= mention.span.start <= other.span.end + 12 for other in owned)

    def _explained(self, mention: Mention) -> Mention | None:
        """An acronym as the one credential that the article elsewhere names by a name that needs nothing beside it."""
        short = mention.span.of(self.text)
        if mention.form not in CREDENTIALS or not (LONG_ACRONYM.fullmatch(short) or short in self._words_of_titles):
            return None
        meant = [one for one in mention.subjects if one in self._surely_named]
        if len(meant) != 1 or (mention.form == "family" and len(mention.subjects) > 2):
            return None
        return replace(mention, subjects=tuple(meant), form="credential", provider=self.names.provider_of(meant[0]))

    @once
    def _words_of_titles(self) -> frozenset[str]:
        """The words of the titles: of those even two letters ("CC") are known to mean what the article is about."""
        return frozenset(word for title in self.titles for word in NAME_WORD.findall(self.text_of(title)))

    def _is_plural_level(self, mention: Mention) -> bool:
        """Whether it is all of a provider's at one level: "Acme Associate certifications", "Acme Associates"."""
        if mention.form not in CREDENTIALS or mention.provider is None or not mention.subjects:
            return False
        raw = mention.span.of(self.text)
        plural = PLURAL_BEHIND.match(self.text, mention.span.end) or raw.endswith(("tes", "ers", "als"))
        return bool(plural) and set(canonical(raw)[1:]) <= LEVELS and self.names.says_provider(self.text, mention)

    def _is_title_of_exam(self, mention: Mention, place: Place) -> bool:
        """Whether a title names a product whose exam the article names, and a heading speaks of an exam."""
        told = place in self.titles and not self._surely_named.isdisjoint(mention.subjects)
        headings = (other for other in self.places if other.kind is PlaceKind.HEADING)
        return told and any(CERTIFICATION_WORD.search(self.text_of(heading)) for heading in headings)

    def _is_about_certifications(self, place: Place) -> bool:
        """Whether the head of its row, its heading or the title speaks of certifications."""
        headings = (self.places[at] for at in place.headings)
        over = (*self.table_rows.get((place.table, 0), ()), *headings, *self.titles)
        return any(CERTIFICATION_WORD.search(self.text_of(other)) for other in over)

    def _unless_of_others(self, mention: Mention, place: Place) -> Mention:
        """A course without its provider, in a section about another provider, is one of the other's."""
        exam = all(self.names.catalog.credentials[one].kind == "exam" for one in mention.subjects)
        if mention.provider is None or exam or self.names.says_provider(self.text, mention):
            return mention
        for index in (*reversed(place.items), *reversed(place.headings)):
            named = [m for m in self.read(self.places[index]) if m.form == "provider" and self.names.examines(m)]
            if named:
                ours = any(mention.provider in self._owners(other) for other in named)
                return mention if ours else Mention(mention.span, (), "unknown")
        return mention

    def _unless_of_longer(self, mention: Mention, place: Place) -> Mention | None:
        """A short form inside a longer name is none: "Graduate Certificate in Advanced Project Management"."""
        whole = longer_name(self.text, mention, place.span, own_words(self.names, mention))
        if whole is None:
            return mention
        raw = whole.of(self.text)
        named = place.kind is PlaceKind.CELL or CERTIFICATION_WORD.search(raw) or FULL_NAME.search(raw)
        return Mention(whole, (), "unknown") if named else None

    def _unless_known(self, mention: Mention, place: Place) -> Mention:
        """An unknown name as the one exam that has all its words: "Acme Professional Baker".

        Of those that the article names elsewhere, or else of those of the provider in front.
        """
        if mention.form != "unknown":
            return mention
        raw = mention.span.of(self.text)
        if "/" in raw or MADE_BY.match(self.text, mention.span.end, place.span.end):
            return mention
        named = (m for m in self.read(place) if m.form == "provider")
        front = (m for m in named if m.span in mention.span or 0 <= mention.span.start - m.span.end <= 3)
        owners = {owner for other in front for owner in self._owners(other)}
        owners |= self.names.kin.get(mention.provider or "", frozenset())
        words = frozenset(canonical(raw)) - TELLING_NOTHING
        meant = [one for one in self._named_exams if words <= self.names.words_of(one)] if len(words) > 1 else []
        meant = [one for one in meant if not owners or self.names.provider_of(one) in owners]
        # "CBK - Acme Baker of Knowledge"
        beside = {one for other in self.read(place) if other.proof <= Proof.WORD for one in other.subjects}
        sure = len(meant) == 1 and (meant[0] in self._surely_named or meant[0] in beside)
        known = meant[0] if sure else self.names.exam_of_words(owners, words)
        if known is None:
            return mention
        return Mention(mention.span, (known,), "credential", Proof.WORD, self.names.provider_of(known))

    @once
    def _named_exams(self) -> frozenset[str]:
        """The exams that some name in the article may mean, needs it something beside it or not."""
        subjects = {one for found in self._named_by_catalog.values() for m in found for one in m.subjects}
        credentials = self.names.catalog.credentials
        return frozenset(one for one in subjects if one in credentials and credentials[one].kind == "exam")

    def _of_its_provider(self, mention: Mention, place: Place) -> Mention | None:
        """A name without its provider belongs to the one that the innermost scope around it names."""
        sure = {
            other.subjects for other in self.read(place) if other.form == "credential" and other.proof <= Proof.WORD
        }
        if len(mention.subjects) == 1 and mention.subjects in sure:
            return mention  # "… Security Practitioner (CASP)"
        bracket = self.text.rfind("(", mention.span.start, mention.span.end)
        short = self.names.mentions(self.text, Span(bracket + 1, mention.span.end)) if bracket >= 0 else ()
        if any(other.subjects == mention.subjects and other.proof <= Proof.WORD for other in short):
            return mention  # "… Agile Practitioner (PMI-ACP)"
        if self._is_only_trade(mention, place):
            return None
        meant = [one for one in mention.subjects if one in self._surely_named]
        full = FULL_NAME.search(mention.span.of(self.text)) is not None
        if len(meant) == 1 and not self._is_foreign(mention, place) and (full or self._stands_as_name(mention, place)):
            # A short form of the one that the article names in full.
            return replace(mention, subjects=tuple(meant), form="credential", provider=self.names.provider_of(meant[0]))
        for scope in self._scopes(place):
            owners = {owner for other in scope for owner in self._owners(other) if other.span != mention.span}
            if not owners:
                continue
            subjects = tuple(one for one in mention.subjects if self.names.provider_of(one) in owners)
            if subjects and not full and not self._stands_as_name(mention, place):
                return None
            if subjects:
                form = "credential" if len(subjects) == 1 else "family"
                return replace(mention, subjects=subjects, form=form, provider=self.names.provider_of(subjects[0]))
            break
        # Nobody around says whose it is: a full name is somebody's, a trade ("machine learning engineer") nobody's.
        return Mention(mention.span, (), "unknown") if full else None

    def _is_only_trade(self, mention: Mention, place: Place) -> bool:
        """Whether what stands around a trade ("Data Engineer") tells that it is what people are, and no short form."""
        if not is_trade(canonical(mention.span.of(self.text))):
            return False
        if TRADE_BEHIND.match(self.text, mention.span.end) or TRADE_HEAD.fullmatch(self.head(place)):
            return True
        heading = self.text_of(self.places[place.headings[-1]]) if place.headings else ""
        return TRADE_HEADING.search(heading) is not None and CERTIFICATION_WORD.search(heading) is None

    def _is_foreign(self, mention: Mention, place: Place) -> bool:
        """Whether another provider stands right before it, or is all that another cell of its row says."""
        before = [m for m in self.read(place) if m.form == "provider" and 0 <= mention.span.start - m.span.end <= 3]
        row = self.table_rows[place.table, place.row] if place.row else ()
        cells = (cell for cell in row if cell != place and len(self.text_of(cell).split()) <= 6)
        beside = [m for cell in cells for m in self.read(cell) if m.form == "provider" and self.names.examines(m)]
        return any(
            named and not any(mention.provider in self._owners(one) for one in named) for named in (before[-1:], beside)
        )

    @once
    def _surely_named(self) -> frozenset[str]:
        """The credentials that the article names by names that need nothing beside them, or with their provider."""
        mentions = [m for found in self._named_by_catalog.values() for m in found if m.form == "credential"]
        whole = (m for m in mentions if m.proof is Proof.WORD and self.names.says_provider(self.text, m))
        return frozenset(m.subjects[0] for m in (*(m for m in mentions if m.proof is Proof.STRONG), *whole))

    def _stands_as_name(self, mention: Mention, place: Place) -> bool:
        """Whether it stands where a certification's name does: a heading, a cell, a bold or linked one, before "exam".

        A trade or a field ("Data Engineer", "Cloud Security") is otherwise just that.
        """
        if CERTIFICATION_BEHIND.match(self.text, mention.span.end):
            return True
        if place.kind in (PlaceKind.HEADING, PlaceKind.CELL, PlaceKind.LINE):
            return True
        if self.text[mention.span.end - 1] == "+":
            return True  # no trade is called "A+"
        before = self.text[place.span.start : mention.span.start]
        behind = self.text[mention.span.end : min(place.span.end, mention.span.end + 3)].strip()
        if len(before) < 8 and not any(c.isalnum() for c in before) and behind[:1] in ("", ":", "(", "-", "–", "—"):
            return True
        links = [link.text_span for link in self._links_in(place) if link.text_span is not None]
        length = mention.span.end - mention.span.start
        return any(
            mention.span in span and 2 * length > span.end - span.start
            for span in [*self.strong_in(place.span), *links]
        )

    def _owners(self, mention: Mention) -> frozenset[str]:
        """The providers that a mention speaks of."""
        if mention.form == "provider":
            return frozenset(kin for one in mention.subjects for kin in self.names.kin[one])
        if mention.proof is Proof.STRONG and mention.provider is not None:
            return self.names.kin.get(mention.provider, frozenset())
        return frozenset()

    def _scopes(self, place: Place) -> Iterator[Sequence[Mention]]:
        """What stands around a place, innermost first: its row, its head, its list parents, headings, the title."""
        yield self.read(place)
        table = self.table_cells.get(place.table) if place.table is not None else None
        if table is not None:
            row = self.table_rows[place.table, place.row]
            yield [mention for cell in row if cell.index != place.index for mention in self.read(cell)]
            head = table.get((0, place.column or 0))
            yield self.read(self.places[head]) if head is not None else ()
        for item in reversed(place.items):
            yield self.read(self.places[item])
        for heading in reversed(place.headings):
            yield self.read(self.places[heading])
        for title in self.titles:
            yield self.read(title)
        yield self._only_provider

    @once
    def _only_provider(self) -> Sequence[Mention]:
        """The one provider that the whole article speaks of, if it is one."""
        found = [m for place in self.places for m in self.read(place) if self._owners(m)]
        owners = {self._owners(m) for m in found}
        return found[:1] if len(owners) == 1 else ()

    @property
    def has_one_provider(self) -> bool:
        """Whether everybody named in the article, as far as that is known, is of one provider."""
        return bool(self._only_provider)

    @once
    def _speaks_of_certifications(self) -> bool:
        return self.is_note or sum(1 for _ in islice(CERTIFICATION_WORD.finditer(self.text), 2)) == 2

    @once
    def is_note(self) -> bool:
        """Whether it is too short to say what it is about other than by a name: "CKA costs $395."."""
        return len(self.text.strip()) <= NOTE and "\n\n" not in self.text.strip()


def _start(mention: Mention) -> int:
    return mention.span.start
