"""What a name means by itself."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from credlint import lazy_re
from credlint.catalog.codes import CODE
from credlint.catalog.forms import ROLES, TYPES
from credlint.catalog.recognition import Recognition
from credlint.catalog.unknown import is_made_of
from credlint.catalog.words import BREAK, LEVELS, Tokens, canonical, words_of

# "Certified Baker (CB)"
EXPLAINED = lazy_re.compile(r"(?P<name>[^()]*[^()\s])\s*+\((?P<short>[^()]+)\)\s*")
# "Exam CB-101: Baking for Beginners"
ENTITLED = lazy_re.compile(r"(?i:exam\s+)?(?P<code>[A-Z]+-?\d[A-Za-z0-9-]*)\s*(?::|\s[-–—])\s.*[^\W\d_].*")
# "Security +"
APART = lazy_re.compile(r"\s+(\+{1,2})\s*\Z")
# Words of a label that say nothing about which credential is meant.
LEFTOVER = TYPES | words_of(f"{BREAK} , ( and in for by with from a an & exams certifications online")


class Found(Struct, frozen=True):
    """The answer of `Names.find`: one subject, or None with the candidates that it might be (ids, best first)."""

    subject: str | None
    candidates: tuple[str, ...]


class Names(Recognition):
    """The names of a catalog: what each means by itself, and (`mentions`) which stand in a text."""

    def label_words(self, provider: str | None) -> frozenset[str]:
        """The canonical words by which a provider is called in front of a name."""
        return frozenset(word for label in self._labels.get(provider or "", ()) for word in label.split())

    def exam_of_words(self, providers: Iterable[str], words: frozenset[str]) -> str | None:
        """The only exam of some providers whose names have all of these words, canonical ones besides the provider's.

        They must say what the exam is for: three of them, or two and a level or a role among them.
        """
        providers = list(providers)
        distinctive = words.difference(*map(self.label_words, providers))
        if len(distinctive) < (2 if distinctive & (LEVELS | ROLES) else 3):
            return None
        exams = [one for provider in providers for one in self.catalog.of_provider(provider) if one.kind == "exam"]
        found = [one for one in exams if distinctive <= self.words_of(one.id)]
        found = [one for one in found if words <= {*canonical(one.name)}] or found  # "Azure" may be half of a name
        return found[0].id if len(found) == 1 else None

    def find(self, text: str) -> Found:
        """What one name means, by itself."""
        text = APART.sub(r"\1", text)
        found = self._meant(text)
        return found if found.candidates else Found(None, tuple(self._similar(set(canonical(text)))))

    def _meant(self, text: str) -> Found:
        """As `find`, with no other candidates than those that are named."""
        tokens = Tokens(text)
        keys = self._keys(tokens.words, 0) if tokens.words else []
        whole, length = self._longest_match(text, tokens, 0, keys)
        if whole is not None and whole.subjects and length == len(tokens.words):
            alone = len(whole.subjects) == 1 or whole.form == "provider"
            return Found(whole.subjects[0] if alone else None, whole.subjects)
        meaning = self._meaning(" ".join(tokens.words), False)
        if meaning is not None and len(meaning.candidates) == 1:
            return Found(meaning.candidates[0], meaning.candidates)  # too weak a name for running text
        mentions = self.mentions(text)
        named = [mention for mention in mentions if mention.form in ("credential", "family")]
        providers = self._kin_of(mention for mention in mentions if mention.form == "provider")
        common = [
            subject
            for mention in named[:1]
            for subject in mention.subjects
            if all(subject in other.subjects for other in named)
            and (not providers or self.provider_of(subject) in providers)
        ]
        known = [mention.span for mention in mentions if mention.form != "unknown"]
        left = {
            word.text
            for word in tokens.run(0, len(tokens.words))
            if not any(span.start <= word.start < span.end for span in known)
        }
        if len(common) == 1 and left <= LEFTOVER | self.words_of(common[0]):
            return Found(common[0], tuple(common))
        explained = self._entitled(text) or self._explained(text)
        if explained is not None:
            return Found(explained, (explained,))
        candidates = [*common, *(subject for mention in named for subject in mention.subjects)]
        return Found(None, tuple(dict.fromkeys(candidates)))

    def _entitled(self, text: str) -> str | None:
        """The credential of a code before the title of its exam or course: "CB-101: Baking for Beginners"."""
        title = ENTITLED.fullmatch(text)
        return self._meant(title["code"]).subject if title is not None else None

    def _explained(self, text: str) -> str | None:
        """What a name and the short form in brackets behind it mean together: "Certified Baker (CB/R)".

        That is the credential that both may mean, or that one of them means where the short form is made of the name:
        "Guild Certified Baker Rye (GCB Rye)"; else that of a code, of the provider that the name says: "Guild Baker of
        Rye (CB-RY)".
        """
        ends = EXPLAINED.fullmatch(text)
        if ends is None:
            return None
        name, short = self._meant(ends["name"]), self._meant(ends["short"])
        both = [subject for subject in short.candidates if subject in name.candidates]
        if len(both) == 1:
            return both[0]
        subject = short.subject or name.subject
        provider = self.provider_of(subject or "")
        labels = self._labels.get(provider or "", ())
        said = CODE.fullmatch(ends["short"]) and f"{' '.join(canonical(ends['name']))} ".startswith(labels)
        named = {one for one in name.candidates if not said or self.provider_of(one) == provider}
        if subject is None or named.union(short.candidates) != {subject}:
            return None
        made = is_made_of(ends["short"], ends["name"], set(" ".join(labels).split()))
        return subject if made or said else None

    def _similar(self, wanted: set[str]) -> list[str]:
        """Up to five credentials whose forms share the most words with the label, best first."""
        wanted = wanted - LEFTOVER
        best: dict[str, float] = {}
        for form in self._runs.all():
            own = set(form.split(" "))
            shared = len(wanted & own)
            if shared * 2 > len(wanted):
                score = shared / len(wanted | own)
                for claim in self._claims(form):
                    best[claim.subject] = max(best.get(claim.subject, 0.0), score)
        return sorted(best, key=lambda subject: (-best[subject], subject))[:5]
