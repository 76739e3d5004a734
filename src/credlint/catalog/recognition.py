"""Names of credentials, providers and groups in running text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from credlint import lazy_re
from credlint.catalog.codes import CODE
from credlint.catalog.forms import ACRONYMS, SMALL, is_trade
from credlint.catalog.lexicon import Lexicon, Meaning
from credlint.catalog.mention import Casing, Mention, Proof
from credlint.catalog.unknown import HEADS, with_unknown
from credlint.catalog.words import GRADES, LEVELS, Tokens, Word, canonical, words_of
from credlint.span import Span

if TYPE_CHECKING:
    from credlint.catalog import Catalog

ANY_CASING = Casing()
_ACRONYMS = frozenset(word for acronym in ACRONYMS for word in canonical(acronym))
GLUED = lazy_re.compile(r"-[A-Z0-9]")
CERTIFIED = lazy_re.compile(r"(?i)\bcertified\W*$")
NUMERALS = words_of("i ii iii 1 2 3")
HIGHER = words_of("ii iii iv")
CONTINUED = LEVELS | HIGHER | words_of("for and or")  # with what a name may go on
SERIES = lazy_re.compile(
    r"(?:[ \t]*[/,&][ \t]*(?:and[ \t]+)?(?:II|III|IV|[2-4])\b)+"
    r"|(?:[ \t]*[-–—][ \t]*|[ \t]+(?:to|through)[ \t]+)(?:II|III|IV|[2-9])\b"  # of hours it is a range of its own
    r"(?![ \t-]*(?:%|\d|min\b|(?:[a-z]+[ -])?(?!certifications|exams|certs|levels)[a-z]{3,}s\b|[a-z]+[ -]hour))"
)
GLUED_SERIES = lazy_re.compile(r"(?:/[2-9]\b)+")  # "NSE1/2"
RUN_ON = lazy_re.compile(r"[ \t]+[A-Z]")
HEADING = lazy_re.compile(r"(?i)\s+(?:certification|certificate|cert|exam)\b")


class Recognition(Lexicon):
    """Finds the names of a lexicon in running text."""

    def __init__(self, catalog: Catalog, compiled: Mapping[str, bytes] | None = None) -> None:
        super().__init__(catalog, compiled)
        self._canonical: dict[str, str] = {}

    def mentions(self, text: str, stretch: Span | None = None, casing: Casing = ANY_CASING) -> tuple[Mention, ...]:
        """The names in a stretch of text, or in all of it, in order and without overlaps."""
        stretch = stretch or Span(0, len(text))
        tokens = Tokens(text, stretch.start, stretch.end)
        found = self._known(text, tokens)
        if tokens.hold(HEADS):
            found = with_unknown(text, stretch, found, self, casing)
        return tuple(found)

    def _known(self, text: str, tokens: Tokens) -> list[Mention]:
        found: list[Mention] = []
        words, behind = tokens.words, 0
        for at in compress(range(len(words)), map(self._firsts.__contains__, words)):
            if at < behind:
                continue
            if (keys := self._keys(words, at)) and not self._is_common(tokens, at, keys):
                mention, length = self._longest_match(text, tokens, at, keys)
                if mention is not None:
                    found.append(mention)
                    behind = at + length
                    continue
            if words[at] in _ACRONYMS and tokens.written(at) in ACRONYMS:
                (word,) = tokens.run(at, at + 1)
                if not _is_glued(text, word):
                    found.append(Mention(Span(word.start, word.end), (), "unknown"))
        return found

    def _is_common(self, tokens: Tokens, at: int, keys: Sequence[str]) -> bool:
        """Whether a word without a capital or figure stands alone: it is no name, except of a group."""
        key = keys[0]
        if len(keys) > 1 or " " in key or key in self._providers or key in self._groups:
            return False
        written = tokens.written(at)
        return written.isalpha() and written.islower()

    def _longest_match(self, text: str, tokens: Tokens, at: int, keys: Sequence[str]) -> tuple[Mention | None, int]:
        """The longest name that begins at a word, the provider in front of it included, and its number of words.

        `keys` are those that stand there.
        """
        whole = list(keys)
        for key in keys:
            if key in self._providers and (behind := at + key.count(" ") + 1) < len(tokens.words):
                whole += [f"{key} {rest}" for rest in self._keys(tokens.words, behind)]
        for key in sorted(dict.fromkeys(whole), key=len, reverse=True) if len(whole) > 1 else whole:
            length = key.count(" ") + 1
            meaning = self._meaning(key, tokens.certified[at + length - 1])
            if meaning is None and key not in self._providers and key not in self._groups:
                continue
            run = tokens.run(at, at + length)
            mention = self._credential(text, tokens, at, run, meaning) if meaning is not None else None
            if mention is not None and mention.proof is Proof.HEADED and key in self._providers:
                mention = None  # "Spring certifications" are the provider's
            mention = mention or self._other(text, run, key)
            if mention is not None:
                return mention, length
        return None, 0

    def _credential(self, text: str, tokens: Tokens, at: int, run: Sequence[Word], meaning: Meaning) -> Mention | None:
        """The mention of a credential by a run of words, if it is written as a name and what it needs is there."""
        proof = meaning.proof
        certified = True in tokens.certified[at : at + len(run)]
        if proof is Proof.CERTIFIED:
            proof = Proof.STRONG if certified else Proof.PROVIDER
        subjects = meaning.candidates if proof is Proof.PROVIDER else meaning.subjects
        headed = HEADING.match(text, run[-1].end) is not None
        if not _written(text, run, proof, headed):
            return None
        if proof in (Proof.WORD, Proof.HEADED) and (headed or (certified and proof is Proof.WORD)):
            proof = Proof.STRONG
        start, end = run[0].start, at + len(run)
        if run[0].certified and (front := CERTIFIED.search(text, max(0, start - 24), start)):
            start = front.start()
        form = "family" if len(subjects) > 1 else "credential"
        name = Mention(Span(start, run[-1].end), subjects, form, proof, self._common(subjects))
        following = tokens.words[end : end + 1]
        if following == ["for"] and self._goes_on(subjects, run):
            return None
        behind = [] if CONTINUED.isdisjoint(following) else tokens.run(end, end + 2)
        return (
            _numbered(text, name, run[-1], behind)
            or self._with_level_in_front(tokens, at, run, name)
            or self._with_level_behind(text, run, behind, name)
            or name
        )

    def _with_level_in_front(self, tokens: Tokens, at: int, run: Sequence[Word], name: Mention) -> Mention | None:
        """The one of a family whose level stands before it: "Associate AWS Certified Solutions Architect"."""
        if len(name.subjects) < 2 or not at or tokens.words[at - 1] not in LEVELS:
            return None
        (level,) = tokens.run(at - 1, at)
        right = tuple(one for one in name.subjects if self._has_level(one, level.text))
        if len(right) != 1 or level.end + 12 <= name.span.start:
            return None
        return replace(name, span=Span(level.start, name.span.end), subjects=right, form="credential")

    def _with_level_behind(
        self, text: str, run: Sequence[Word], behind: Sequence[Word], name: Mention
    ) -> Mention | None:
        """What a name means with the level that follows it, None where that changes nothing."""
        level = self._following_level(text, behind)
        if level is None:
            return None
        whole = Span(name.span.start, level.end)
        own = {word.text for word in run} & LEVELS
        if own:
            both = self._siblings(name.subjects, level.text) if level.text not in own else name.subjects
            # Two levels in one breath: "Data Engineer Associate / Professional".
            return replace(name, span=whole, subjects=both, form="family") if len(both) > len(name.subjects) else None
        if behind[0].text == "and":
            return replace(name, span=whole, form="family")  # "Acme Developer and Associate"
        right = tuple(one for one in name.subjects if self._has_level(one, level.text))
        if right:
            return replace(name, span=whole, subjects=right, form="family" if len(right) > 1 else "credential")
        # A level that is none of theirs: one of that family that the catalog does not know.
        apart = set(text[name.span.end : level.start]) & set("(,")
        return None if apart else Mention(whole, (), "unknown", provider=name.provider)

    def _following_level(self, text: str, behind: Sequence[Word]) -> Word | None:
        """The level that follows a name: "… Professional", "… and Professional", but not "… and Professional Baker"."""
        joined = len(behind) > 1 and behind[0].text in ("and", "or")
        level = behind[joined] if behind else None
        if level is None or level.text not in LEVELS or text[level.start].islower():
            return None
        # "Acme Certified Baker/Professional Candy Engineer" are two as well.
        joined = joined or "/" in text[level.start - 2 : level.start]
        return None if joined and RUN_ON.match(text, level.end) else level

    def _other(self, text: str, run: Sequence[Word], key: str) -> Mention | None:
        """The provider or group that a run of words names."""
        span = Span(run[0].start, run[-1].end)
        if key in self._groups:
            return Mention(span, (self._groups[key],), "group")
        if key in self._providers and (raw := span.of(text)) != raw.lower():
            return Mention(span, tuple(self._providers[key]), "provider")
        return None

    def _common(self, subjects: Iterable[str]) -> str | None:
        providers = {self.provider_of(subject) for subject in subjects}
        return providers.pop() if len(providers) == 1 else None

    def is_stranger(self, provider: Mention, credential: Mention) -> bool:
        """Whether a provider issues credentials, and not this one."""
        owners = {self.provider_of(one) for one in credential.subjects} or {credential.provider}
        others = provider.form == "provider" and owners.isdisjoint(self._kin_of([provider]))
        return others and self.examines(provider)

    def says_provider(self, text: str, mention: Mention) -> bool:
        """Whether a name begins with its provider."""
        raw = mention.span.of(text)
        key = self._canonical.get(raw)
        if key is None:
            key = self._canonical[raw] = " ".join(canonical(raw))
        return key.startswith(self._labels.get(mention.provider or "", ()))

    def examines(self, provider: Mention) -> bool:
        """Whether a provider has credentials of its own; on a platform those of others are taught."""
        return not set(provider.subjects) <= self._platforms

    def _kin_of(self, mentions: Iterable[Mention]) -> set[str]:
        return {kin for mention in mentions for one in mention.subjects for kin in self.kin[one]}


def _numbered(text: str, name: Mention, last: Word, behind: Sequence[Word]) -> Mention | None:
    """An unknown one of a series, whose numbers go on behind the last word: "PSM I/II/III", "Acme Master III"."""
    numbered = SERIES if last.text in NUMERALS else GLUED_SERIES if last.text[-1] in "123" else None
    series = numbered.match(text, last.end) if numbered is not None else None
    end = series.end() if series is not None else None
    if end is None and behind and behind[0].text in HIGHER and behind[0].start == last.end + 1:
        end = behind[0].end if text[behind[0].start].isupper() else None
    return None if end is None else Mention(Span(name.span.start, end), (), "unknown", provider=name.provider)


def _is_glued(text: str, word: Word) -> bool:
    """Whether an acronym is only part of a longer one: CCA of CCA-F."""
    return GLUED.match(text, word.end) is not None or text[max(0, word.start - 1) : word.start] == "-"


def _written(text: str, run: Sequence[Word], proof: Proof, headed: bool) -> bool:
    """Whether the words are written as a name is: codes and acronyms in capitals, weak forms capitalised."""
    raw = text[run[0].start : run[-1].end]
    if len(run[0].text) == 1 and len(run) == 2 and "-" not in raw:
        return False  # "a CSM" is no A-CSM
    if raw.isdigit() and proof is Proof.PROVIDER:
        return False  # of "Acme 100" the figure alone
    if not raw.isalpha() and any(map(str.isdigit, raw)) and CODE.fullmatch(raw.upper()):
        return raw.isupper() or "-" in raw or raw.isdigit()
    if len(run) == 1:
        if _is_glued(text, run[0]):
            return False
        if headed and raw[0].isupper():
            return True
        return sum(map(str.isupper, raw)) >= 2 or "+" in raw or any(map(str.isdigit, raw))
    last = text[run[-1].start : run[-1].end]
    if last.isupper() and GLUED.match(text, run[-1].end):
        return False  # "Associate (ABC-DEFG)" is no "Associate ABC"
    if proof is Proof.STRONG:
        # "AWS certified architects" and "an Azure data engineer" are people.
        plural = last.endswith("s") and last != run[-1].text
        trade = is_trade([word.text for word in run]) and not any(word.certified for word in run)
        return headed or not (last.islower() and (plural or trade))
    if headed and proof <= Proof.HEADED:
        return True
    small = (w.text for w in run if text[w.start : w.end].islower() and text[w.start - 1 : w.start] != ".")  # Node.js
    return all(word in SMALL | GRADES or any(map(str.isdigit, word)) for word in small)
