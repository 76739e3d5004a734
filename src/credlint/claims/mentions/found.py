"""What the catalog's names find in an article, and what all those names together say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from operator import methodcaller

from credlint import lazy_re
from credlint.catalog.mention import CREDENTIALS, Casing, Mention, Proof
from credlint.catalog.names import Names
from credlint.claims.layout import Layout
from credlint.claims.mentions.acronyms import NAME_WORD, is_sure, occurrences, spelled_out
from credlint.claims.mentions.longer_names import own_words, unless_of_another
from credlint.claims.places import Place
from credlint.once import once

CERTIFICATION_WORD = lazy_re.compile(
    r"(?i)\b(?:certif|certs?\b|credential|nanodegree|micromasters|specialization|exam|course|bootcamp)"
)
INNER_CAPITAL = lazy_re.compile(r"(?<=[a-z,] )[A-Z][\w+-]*")


class FoundNames:
    """The names found in each place of an article, before their surroundings are considered."""

    def __init__(self, layout: Layout, names: Names) -> None:
        self.layout = layout
        self.text = layout.text
        self.places = layout.places
        self.names = names
        self._found: dict[int, tuple[Mention, ...]] = {}

    def found_in(self, place: Place) -> tuple[Mention, ...]:
        """The names in a place, of the catalog and acronyms that the article explains, in source order."""
        if place.index in self._found:
            return self._found[place.index]
        found = self._named_by_catalog[place.index]
        shorts = self._acronyms.get(place.index, ())
        for short in shorts:
            meeting = [other for other in found if other.span.overlaps(short.span)]
            if not any(is_sure(other) and (other.form != "provider" or short.proof) for other in meeting):
                found = (*(other for other in found if other not in meeting), short)
        if shorts:
            found = tuple(sorted(found, key=lambda mention: mention.span))
        self._found[place.index] = found
        return found

    @once
    def _named_by_catalog(self) -> Mapping[int, tuple[Mention, ...]]:
        """What the catalog's names find in every place."""
        found = ((place, self.names.mentions(self.text, place.span, self.casing)) for place in self.places)
        return {
            place.index: tuple(
                unless_of_another(self.text, self.names, m, place.span, here)
                for m in here
                if not self._is_explained_otherwise(m)
            )
            for place, here in found
        }

    def _is_explained_otherwise(self, mention: Mention) -> bool:
        """Whether it is an acronym that the article explains as something else: "False Claims Act (FCA)"."""
        words = self._spelled_out.get(mention.span.of(self.text))
        if words is None or not mention.subjects or mention.form not in CREDENTIALS:
            return False
        own = own_words(self.names, mention)
        return 2 * sum(word in own for word in words) < len(words)

    @once
    def _spelled_out(self) -> Mapping[str, Sequence[str]]:
        return spelled_out(self.text)

    @once
    def _acronyms(self) -> Mapping[int, Sequence[Mention]]:
        return occurrences(self.layout, self.names, self._named_by_catalog.values())

    @once
    def casing(self) -> Casing:
        return Casing(self._lower_words, self._proper_words)

    @once
    def _lower_words(self) -> frozenset[str]:
        """The words that the article also writes in lower case."""
        return frozenset(map(methodcaller("strip", ".,;:!?()[]\"'"), filter(str.islower, {*self.text.split()})))

    @once
    def _proper_words(self) -> frozenset[str]:
        """The words that the article writes with a capital inside a sentence."""
        return frozenset(INNER_CAPITAL.findall(self.text))

    @once
    def surely_named(self) -> frozenset[str]:
        """The credentials that the article names by names that are proof enough, or with their provider."""
        mentions = [m for found in self._named_by_catalog.values() for m in found if m.form == "credential"]
        whole = (m for m in mentions if m.proof is Proof.WORD and self.names.says_provider(self.text, m))
        return frozenset(m.subjects[0] for m in (*(m for m in mentions if m.proof is Proof.STRONG), *whole))

    @once
    def named_exams(self) -> frozenset[str]:
        """The exams that some name in the article may mean, needs it something beside it or not."""
        subjects = {one for found in self._named_by_catalog.values() for m in found for one in m.subjects}
        credentials = self.names.catalog.credentials
        return frozenset(one for one in subjects if one in credentials and credentials[one].kind == "exam")

    @once
    def words_of_titles(self) -> frozenset[str]:
        """The words of the titles: of those even two letters ("CC") are known to mean what the article is about."""
        return frozenset(word for title in self.layout.titles for word in NAME_WORD.findall(self.layout.text_of(title)))

    def owners(self, mention: Mention) -> frozenset[str]:
        """The providers that a mention names, or whose credential it surely names."""
        if mention.form == "provider":
            return frozenset(kin for one in mention.subjects for kin in self.names.kin[one])
        if mention.proof is Proof.STRONG and mention.provider is not None:
            return self.names.kin.get(mention.provider, frozenset())
        return frozenset()

    @once
    def only_provider(self) -> Sequence[Mention]:
        """The one provider of all that the article names, if it is one."""
        found = [m for place in self.places for m in self.found_in(place) if self.owners(m)]
        owners = {self.owners(m) for m in found}
        return found[:1] if len(owners) == 1 else ()

    @once
    def speaks_of_certifications(self) -> bool:
        """Whether it does so twice, or once beside a credential that it surely names."""
        found = sum(1 for _ in islice(CERTIFICATION_WORD.finditer(self.text), 2))
        return self.layout.is_note or found == 2 or (found == 1 and bool(self.surely_named))


def start_of(mention: Mention) -> int:
    return mention.span.start
