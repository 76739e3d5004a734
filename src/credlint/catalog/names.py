"""Names of credentials, providers and groups, and where a text mentions them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile
from typing import TYPE_CHECKING

from credlint.catalog.forms import (
    ACRONYMS,
    BREAK,
    CODE,
    GRADES,
    LEVELS,
    TYPES,
    Form,
    Index,
    Proof,
    Rank,
    Word,
    canonical,
    compile_names,
    words,
)
from credlint.span import Span

if TYPE_CHECKING:
    from credlint.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text that names somebody.

    `subjects`: ids of credentials, of providers that share a brand or of a group; several credentials where the name
    does not tell which; none for a credential that the catalog does not know. `form`: credential, provider, group,
    family (level missing), unknown. `proof` is what it needs beside it to count. `provider` is whose it is, if that is
    known of a name that is not.
    """

    span: Span
    subjects: tuple[str, ...]
    form: str
    proof: Proof = Proof.STRONG
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of `Names.find`: one subject, or None with the candidates that it might be (ids, best first)."""

    subject: str | None
    candidates: tuple[str, ...]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Capitalised words that make no name of a credential by themselves: trades, topics and the words of headings.
ORDINARY = _set(
    """a about across additional administrator advanced after agent agents ai all also amazing an analyst analytics and
    annual another any api applied architect are artificial as associate at azure become becoming before beginner best
    better big both build business buy by can career careers certificate certificates certification certifications
    certified choose choosing cloud coming common complete computer consider cost costs course courses credential
    credentials current cyber cybersecurity data deep developer devops difference difficulty digital do does each earn
    earning easiest engineer engineering enterprise entry essential essentials every exam exams expert expired final
    finance first five for foundation foundational foundations four free from full fundamental fundamentals generative
    get getting good great guide hands hardest has have hard highest his how i if important in industry information
    infrastructure instructor intelligence intermediate international introduction is it its job junior key language
    large latest learn learning level levels list llm machine main maintaining management manager many ml mlops mock
    model models more most multiple my need network networking new next no non not of official on one online only
    operations option or other our overview paid pass passing path pay popular post practical practice prep prepare
    preparation preparing primary prior product professional professionals program programming programs project
    proctored python quick real recommended related relevant renew renewing required role role-based same science
    scientist second security select senior short single skill skills so software solution solutions some specialist
    specialty specific sql start step study take taking target tech technical technology ten test that the their these
    third this those three to top total training two type types under update updated upcoming us use valuable various
    vendor vendor-neutral verified versus vs was we web week what when where which while who why will with without work
    would year your you usd eur gbp inr cad aud us uk eu faq pdf id"""
)
HEADS = re.compile(
    r"\b(?:Certified|Certification|Certificate|Cert|Nanodegree|Speciali[sz]ation|MicroMasters|Bootcamp|Diploma|Exam"
    r"|Associate|Professional|Expert|Specialty|Practitioner)\b"
    r"|(?<=[\w+)] )(?:certification|certificate|exam|credential|cert|nanodegree|speciali[sz]ation)\b"
)
RUN = re.compile(
    r"[A-Z][\w+#&./'’-]*(?:"
    r"(?:[ \t]+|(?<=Certified):[ \t]+|[ \t]*[–—-][ \t]+(?=Associate|Professional|Expert|Specialty))"
    r"(?:(?:of|in|and|for|the|to|with|on|&)[ \t]+)?[A-Z0-9(][\w+#&./'’)-]*)*"
    r"(?:[ \t]+(?:certification|certificate|exam|credential|cert|nanodegree|speciali[sz]ation)\b)?"
)
HEAD_WORD = re.compile(
    r"Certified|(?i:certificat|nanodegree|speciali|micromasters|bootcamp|diploma|exam|credential|cert\b)"
    r"|Associate|Professional|Expert|Specialty|Practitioner"
)
COURSE_HEAD = re.compile(
    r"(?i)\b(?:nanodegree|speciali[sz]ation|professional certificate|micromasters|bootcamp|diploma)$"
)
EXAM_HEAD = re.compile(r"(?i)\b(?:certification|certificate|exam|credential|cert)$")
LEVEL_HEAD = re.compile(r"\b(?:Associate|Professional|Expert|Specialty|Practitioner)\b\)?$")

# Words of a label that tell nothing about which credential is meant.
LEFTOVER = TYPES | _set(f"{BREAK} , ( and in for by with from a an & exams certifications online")
SMALL = _set("a an and as at by for from in into of on or the to with , (")


class Names:
    """Resolves official names, aliases, former names and exam codes.

    `compiled` is what `forms.compile_names` made of the catalog, where it was kept from an earlier run.
    """

    def __init__(self, catalog: Catalog, compiled: Index | None = None) -> None:
        self.catalog = catalog
        known = compile_names(catalog) if compiled is None else compiled
        self._subjects, self._forms, self._codes = known["subjects"], known["forms"], known["codes"]
        self._providers, self._groups = known["providers"], known["groups"]
        self._platforms = frozenset(known["platforms"])
        self._beginnings = frozenset(known["beginnings"])
        self._starts = ACRONYMS.union(known["starts"])
        self._canonical: dict[str, str] = {}
        self._meanings: dict[tuple[str, bool], tuple[tuple[str, ...], Proof] | None] = {}

    def _claims(self, key: str) -> Iterator[Form]:
        """The credentials that a form may mean."""
        return (Form(self._subjects[at], rank, proof) for at, rank, proof in self._forms.get(key, ()))

    @cached_property
    def _firsts(self) -> frozenset[str]:
        """The canonical words that names begin with, those of outside acronyms among them."""
        keys = (*self._forms, *self._providers, *self._groups)
        return frozenset(key.partition(" ")[0] for key in keys) | {_first(acronym) for acronym in ACRONYMS}

    @cached_property
    def kin(self) -> Mapping[str, frozenset[str]]:
        """The providers that share a brand with each provider, itself included."""
        kin: dict[str, set[str]] = {provider: {provider} for provider in self.catalog.providers}
        for providers in self._providers.values():
            for one in providers:
                kin[one].update(providers)
        return {provider: frozenset(others) for provider, others in kin.items()}

    @cached_property
    def _labels(self) -> Mapping[str, tuple[str, ...]]:
        """What each provider is called, in canonical words joined with spaces and ended by one."""
        labels: dict[str, tuple[str, ...]] = {}
        for label, providers in self._providers.items():
            for provider in providers:
                labels[provider] = (*labels.get(provider, ()), f"{label} ")
        return labels

    def provider_of(self, subject: str) -> str | None:
        """The provider of a credential, or the provider itself; None for a group."""
        provider = subject.partition("/")[0]
        return provider if provider in self.catalog.providers else None

    # One name by itself

    def find(self, text: str) -> Found:
        """Whom one name means, by itself."""
        read = words(text)
        whole, length = self._longest_match(text, read, 0) if read else (None, 0)
        if whole is not None and whole.subjects and length == len(read):
            alone = len(whole.subjects) == 1 or whole.form == "provider"
            return Found(whole.subjects[0] if alone else None, whole.subjects)
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
        left = {
            word.text
            for word in read
            if not any(mention.span.start <= word.start < mention.span.end for mention in mentions)
        }
        if len(common) == 1 and left <= LEFTOVER and not any(mention.form == "unknown" for mention in mentions):
            return Found(common[0], tuple(common))
        candidates = [*common, *(subject for mention in named for subject in mention.subjects)]
        return Found(None, tuple(dict.fromkeys(candidates or self._similar({word.text for word in read}))))

    def _kin_of(self, mentions: Iterable[Mention]) -> set[str]:
        return {kin for mention in mentions for one in mention.subjects for kin in self.kin[one]}

    def _similar(self, wanted: set[str]) -> list[str]:
        """Up to five credentials whose forms share the most words with the label, best first."""
        wanted = wanted - LEFTOVER
        best: dict[str, float] = {}
        for form in self._forms:
            own = set(form.split(" "))
            shared = len(wanted & own)
            if shared * 2 > len(wanted):
                score = shared / len(wanted | own)
                for subject, _, _ in self._claims(form):
                    best[subject] = max(best.get(subject, 0.0), score)
        return sorted(best, key=lambda subject: (-best[subject], subject))[:5]

    # Exam codes

    @cached_property
    def _families(self) -> Mapping[str, str]:
        """Providers by family of exam codes: a code with its counting digits replaced (`SAA-C##`, `AI-###`).

        Once a provider has put five names before one tail (`@@@-C##`) or after one head (`NCP-@`), all others of that
        form are its too.
        """
        counts: dict[str, Counter[str]] = {}
        shapes: dict[tuple[str, str], set[str]] = {}
        for code, owners in self._codes.items():
            provider = self.provider_of(owners[0]) or ""
            if not CODE.fullmatch(code):
                continue
            head, dash, tail = code.partition("-")
            if any(c.isdigit() for c in code) and any(c.isalpha() for c in head):
                counts.setdefault(NUMBER.sub(_blank, code), Counter())[provider] += 1
            if dash and head.isalpha():
                shapes.setdefault((provider, f"{'@' * len(head)}-{NUMBER.sub(_blank, tail)}"), set()).add(head)
                if tail.isalpha():
                    shapes.setdefault((provider, f"{head}-@"), set()).add(tail)
        for (provider, shape), seen in shapes.items():
            if len(seen) >= 5 and any(c.isalpha() for c in shape):
                counts[shape] = Counter({provider: len(seen)})
        return {family: count.most_common(1)[0][0] for family, count in counts.items()}

    def code(self, text: str) -> str | None:
        """The credential that an exam code was issued for, None where it never was or for several."""
        owners = self._codes.get(_plain_code(text), ())
        return owners[0] if len(owners) == 1 else None

    def is_issued(self, text: str) -> bool:
        """Whether the catalog knows the code."""
        return _plain_code(text) in self._codes

    def is_of_known_family(self, text: str) -> bool:
        """Whether the catalog knows another code that differs only in its counting digits (`SAA-C04`, `SAA-C03`)."""
        return NUMBER.sub(_blank, _plain_code(text)) in self._families

    def issuer_of_code(self, text: str) -> str | None:
        """The provider whose exam codes have this form, whether or not the code was ever issued."""
        code = _plain_code(text)
        if code in self._codes:
            return self.provider_of(self._codes[code][0])
        head, _, tail = code.partition("-")
        forms = [NUMBER.sub(_blank, code)]
        if tail and head.isalpha():
            forms.append(f"{'@' * len(head)}-{NUMBER.sub(_blank, tail)}")
            if tail.isalpha() and 2 <= len(tail) <= 5:
                forms.append(f"{head}-@")
        return next((self._families[form] for form in forms if form in self._families), None)

    # Mentions in running text

    def mentions(
        self,
        text: str,
        start: int = 0,
        end: int | None = None,
        ordinary: Container[str] = frozenset(),
        proper: Container[str] | None = None,
    ) -> tuple[Mention, ...]:
        """Everybody who is named in a stretch of text, in order, without overlaps.

        `ordinary` are words that the article also writes in lower case: they make no name of an unknown credential.
        `proper` are those that it writes with a capital inside a sentence; at the beginning of one, where every word
        has a capital, only they make a name.
        """
        end = len(text) if end is None else end
        found = self._known(text, words(text, start, end)) if self._may_name(text[start:end]) else []
        if HEADS.search(text, start, end):
            found = self._with_unknown(text, start, end, found, ordinary, proper)
        return tuple(found)

    def _may_name(self, text: str) -> bool:
        """Whether any name can begin in a text; cheap, and no for most places."""
        raw = RAW.findall(text)
        return "|" in text or not (self._starts.isdisjoint(raw) and self._starts.isdisjoint(map(str.lower, raw)))

    def _known(self, text: str, read: Sequence[Word]) -> list[Mention]:
        found: list[Mention] = []
        at, count, firsts = 0, len(read), self._firsts
        while at < count:
            word = read[at]
            if word.text not in firsts:
                at += 1
                continue
            mention, length = self._longest_match(text, read, at)
            if mention is not None:
                found.append(mention)
                at += length
                continue
            if text[word.start : word.end] in ACRONYMS and not _is_glued(text, word):
                found.append(Mention(Span(word.start, word.end), (), "unknown"))
            at += 1
        return found

    def _keys(self, read: Sequence[Word], at: int) -> list[str]:
        """The forms and labels that stand at a word, shortest first."""
        key = read[at].text
        found: list[str] = []
        for word in read[at + 1 :]:
            if key in self._forms or key in self._providers or key in self._groups:
                found.append(key)
            if key not in self._beginnings:
                return found
            key += " " + word.text
        if key in self._forms or key in self._providers or key in self._groups:
            found.append(key)
        return found

    def _longest_match(self, text: str, read: Sequence[Word], at: int) -> tuple[Mention | None, int]:
        """The longest name that begins at a word, the provider in front of it included, and its number of words."""
        keys = self._keys(read, at)
        whole = set(keys)
        for key in keys:
            behind = at + key.count(" ") + 1
            if key in self._providers and behind < len(read):
                whole.update(f"{key} {rest}" for rest in self._keys(read, behind))
        for key in sorted(whole, key=len, reverse=True):
            length = key.count(" ") + 1
            run = read[at : at + length]
            meaning = self._meaning(key, run[-1].certified)
            mention = (
                None if meaning is None else self._credential(text, run, *meaning, read[at + length : at + length + 2])
            )
            mention = mention or self._other(text, run, key)
            if mention is not None:
                return mention, length
        return None, 0

    def _meaning(self, key: str, certified: bool) -> tuple[tuple[str, ...], Proof] | None:
        """The credentials that a run of words may mean and what it needs beside it; kept, for articles repeat names.

        `certified`: whether "certified" stands before its last word.
        """
        known = self._meanings.get((key, certified))
        if known is None and (key, certified) not in self._meanings:
            claims = self._laid_claims(key, certified)
            known = self._meanings[key, certified] = _settle(claims) if claims else None
        return known

    def _laid_claims(self, key: str, certified: bool) -> Mapping[Form, int]:
        """The forms that lay claim to a run of words, with and without the provider in front, and what each needs."""
        bare = key.isalpha()  # "ML" of "AWS … ML Specialty" is nobody without AWS in front
        claims = {
            form: form.proof
            for form in self._claims(key)
            if not (bare and form.rank >= Rank.DERIVED and form.proof == Proof.PROVIDER)
        }
        for blank in re.finditer(" ", key):
            heads, rest = self._providers.get(key[: blank.start()], ()), key[blank.end() :]
            headed = [form for form in self._claims(rest) if heads and self.provider_of(form.subject) in heads]
            if headed:
                # With the provider said in front, those who would need theirs beside them are out.
                claims = {form: proof for form, proof in claims.items() if proof != Proof.PROVIDER}
            for form in headed:
                # "AWS Security" is a field, "AWS Security certification" and "AWS Certified Security" are names.
                vague = Proof.HEADED if form.rank == Rank.FAMILY else Proof.WORD
                proof = vague if rest.isalpha() and not certified else Proof.STRONG
                claims[form] = min(proof, claims.get(form, proof))
        return claims

    def _credential(
        self, text: str, run: Sequence[Word], subjects: tuple[str, ...], proof: Proof, behind: Sequence[Word]
    ) -> Mention | None:
        """The mention of a credential by a run of words, if it is written as a name and what it needs is there."""
        certified = any(word.certified for word in run)
        if proof is Proof.CERTIFIED:
            proof = Proof.STRONG if certified else Proof.PROVIDER
        headed = HEADING.match(text, run[-1].end) is not None
        if not _written(text, run, proof, headed):
            return None
        if proof in (Proof.WORD, Proof.HEADED) and (headed or (certified and proof is Proof.WORD)):
            proof = Proof.STRONG
        start = run[0].start
        if run[0].certified and (front := CERTIFIED.search(text, max(0, start - 24), start)):
            start = front.start()
        span = Span(start, run[-1].end)
        provider = self._common(subjects)
        following = self._following_level(text, behind)
        if following is not None:
            whole = Span(span.start, following.end)
            own = {word.text for word in run} & LEVELS
            if not own:
                right = tuple(one for one in subjects if self._has_level(one, following.text))
                if not right and set(text[span.end : following.start]) & set("(,"):
                    return Mention(span, subjects, "family" if len(subjects) > 1 else "credential", proof, provider)
                if not right:
                    # A level that is none of theirs: one of that family that the catalog does not know.
                    return Mention(whole, (), "unknown", provider=provider)
                return Mention(whole, right, "family" if len(right) > 1 else "credential", proof, provider)
            both = self._siblings(subjects, following.text) if following.text not in own else subjects
            if len(both) > len(subjects):
                # Two levels in one breath: "Data Engineer Associate / Professional".
                return Mention(whole, both, "family", proof, provider)
        return Mention(span, subjects, "family" if len(subjects) > 1 else "credential", proof, provider)

    def _following_level(self, text: str, behind: Sequence[Word]) -> Word | None:
        """The level that follows a name: "… Professional", "… and Professional", but not "… and Professional Baker"."""
        joined = len(behind) > 1 and behind[0].text in ("and", "or")
        level = behind[joined] if behind else None
        if level is None or level.text not in LEVELS or text[level.start].islower():
            return None
        return None if joined and RUN_ON.match(text, level.end) else level

    def _has_level(self, subject: str, level: str) -> bool:
        credential = self.catalog.credentials[subject]
        return level in canonical(credential.name) or level in canonical(credential.level)

    def _siblings(self, subjects: Sequence[str], level: str) -> tuple[str, ...]:
        """The credentials, and those of their provider that are called the same at another level."""
        found = list(subjects)
        for subject in subjects:
            core = [word for word in canonical(self.catalog.credentials[subject].name) if word not in LEVELS]
            for form in self._claims(" ".join([*core, level])):
                if form.subject not in found:
                    found.append(form.subject)
        return tuple(found)

    def _other(self, text: str, run: Sequence[Word], key: str) -> Mention | None:
        """The provider or group that a run of words names."""
        span = Span(run[0].start, run[-1].end)
        if key in self._groups:
            return Mention(span, (self._groups[key],), "group")
        if key in self._providers and any(c.isupper() for c in span.of(text)):
            return Mention(span, tuple(self._providers[key]), "provider")
        return None

    def _common(self, subjects: Iterable[str]) -> str | None:
        providers = {self.provider_of(subject) for subject in subjects}
        return providers.pop() if len(providers) == 1 else None

    def _with_unknown(
        self,
        text: str,
        start: int,
        end: int,
        found: list[Mention],
        ordinary: Container[str],
        proper: Container[str] | None,
    ) -> list[Mention]:
        """Adds credentials that the catalog does not know; a known name that is only part of theirs gives way."""
        gone: set[Mention] = set()
        unknown: list[Mention] = []
        at = 0
        for match in RUN.finditer(text, start, end):
            if HEAD_WORD.search(match[0]) is None:
                continue
            run = Span(*match.span())
            while at < len(found) and found[at].span.end <= run.start:
                at += 1
            end_of_run = bisect_left(found, run.end, at, key=_start)
            within = found[at:end_of_run]
            begins = BEGINS.search(text, max(start, run.start - 8), run.start) or run.start == start
            plain = proper is not None and bool(begins) and NAME_PART.findall(match[0])[0] not in proper
            span = self._unknown_in(text, run, within, ordinary, plain)
            if span is not None:
                within = [mention for mention in within if mention.span.overlaps(span)]
                provider = next((mention.subjects[0] for mention in within if mention.form == "provider"), None)
                gone.update(within)
                unknown.append(Mention(span, (), "unknown", provider=provider))
        left = [mention for mention in found if mention not in gone]
        return sorted([*left, *unknown], key=lambda mention: mention.span)

    def _unknown_in(
        self, text: str, run: Span, found: Sequence[Mention], ordinary: Container[str], plain: bool
    ) -> Span | None:
        """The part of a run of capitalised words that names a credential of its own, if any.

        `plain`: the capital of the first word proves nothing, for a sentence begins with it.
        """
        raw = run.of(text)
        certified = raw.find("Certified")
        course, exam, level = COURSE_HEAD.search(raw), EXAM_HEAD.search(raw), LEVEL_HEAD.search(raw)
        if certified < 0 and not (course or exam or level):
            return None
        tokens = [Span(run.start + m.start(), run.start + m.end()) for m in NAME_PART.finditer(raw)]
        tokens = list(dropwhile(lambda token: token.of(text).lower() in LEADING, tokens))
        if not tokens:
            return None
        whole = Span(tokens[0].start, tokens[-1].end)
        named = [mention for mention in found if mention.span.overlaps(whole) and mention.form != "group"]
        if any(mention.form == "unknown" for mention in named):
            return None
        first = next((mention for mention in named if mention.form in ("credential", "family")), None)
        if first is not None and self.says_provider(text, first):
            return None
        free = [token for token in tokens if not any(token in mention.span for mention in named)]
        tells = [
            token
            for token in free
            if self._tells(token.of(text), ordinary, plain and certified < 0 and token.start == run.start)
        ]
        if first is not None:
            # "Cloudera Certified Professional Data Engineer" is not Google's: a foreign name stands in front.
            front = Span(whole.start, first.span.start)
            if any(self._is_stranger(one, first) for one in named if one.span in front):
                return whole
            weak = first.proof >= Proof.WORD or 0 <= certified <= first.span.start - run.start
            return whole if weak and any(token in front for token in tells) else None
        provider = any(mention.form == "provider" for mention in named)
        if course:
            topic = sum(token.of(text).lower() not in GENERIC_HEADS for token in tokens)
            return whole if topic > 1 or (topic == 1 and (provider or tells)) else None
        more = sum(token.of(text).lower() not in GENERIC_HEADS for token in free)
        return whole if tells or (provider and more > (0 if certified >= 0 or level else 1)) else None

    def _is_stranger(self, provider: Mention, credential: Mention) -> bool:
        """Whether a provider issues credentials, and not this one."""
        others = provider.form == "provider" and credential.provider not in self._kin_of([provider])
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

    def _tells(self, word: str, ordinary: Container[str], plain: bool = False) -> bool:
        """Whether a word can only be part of a name; `plain`: its capital is no sign of one."""
        if "-" in word[1:-1]:
            return any(self._tells(part, ordinary, plain) for part in word.split("-"))
        low = word.lower()
        if low in ORDINARY or low.isdigit() or len(low) < 2 or low.rstrip("s") in ORDINARY:
            return False
        if sum(c.isupper() for c in word) > 1 or "+" in word or any(c.isdigit() for c in word):
            return True
        return not plain and low not in ordinary and not low.endswith(("ing", "ly")) and word[0].isupper()


GLUED = re.compile(r"-[A-Z0-9]")
RAW = re.compile(r"[^\W_]+\+?")
CERTIFIED = re.compile(r"(?i)\bcertified\W*$")
NAME_PART = re.compile(r"[\w+#-]+")
BEGINS = re.compile(r"(?:^|[.!?:;•|\n(“\"])[\s*_\-–—\d.)#]*$")
RUN_ON = re.compile(r"[ \t]+[A-Z]")
HEADING = re.compile(r"(?i)\s+(?:certification|certificate|cert|exam)\b")
NUMBER = re.compile(r"(?<=\D)\d{1,3}$|(?<=-)\d+(?=-)")


def _start(mention: Mention) -> int:
    return mention.span.start


def _first(name: str) -> str:
    return canonical(name)[0]


def _blank(match: re.Match[str]) -> str:
    return "#" * len(match[0])


def _plain_code(text: str) -> str:
    return re.sub(r"[‐‑–]", "-", text).upper()


LEADING = SMALL | _set(
    """the is are was why how what which when become becoming get getting earn earning choose choosing pass passing take
    taking prepare preparing about my your our their this that these those best top most other some every each no any
    new free all both is do does if should official 1 2 3 4 5 6 7 8 9 10"""
)
GENERIC_HEADS = (
    SMALL
    | LEADING
    | _set(
        """professional certificate certification certified exam credential cert nanodegree specialization
    specialisation micromasters bootcamp diploma associate expert specialty practitioner program course online beginner
    advanced"""
    )
)


def _settle(claims: Mapping[Form, int]) -> tuple[tuple[str, ...], Proof]:
    """Whom a form means when several credentials lay claim to it, and what it needs beside it."""
    best: dict[str, tuple[int, int]] = {}
    for form, proof in claims.items():
        best[form.subject] = min(best.get(form.subject, (form.rank, proof)), (form.rank, proof))
    first = min(rank for rank, _ in best.values())
    chosen = {subject: proof for subject, (rank, proof) in best.items() if rank == first}
    if first in (Rank.ALIAS, Rank.FORMER, Rank.DERIVED):
        # An alias without a level ("Claude Certified Architect") stands for the family once there are more levels.
        chosen |= {subject: proof for subject, (rank, proof) in best.items() if rank == Rank.FAMILY}
    return tuple(chosen), Proof(max(chosen.values()))


def _is_glued(text: str, word: Word) -> bool:
    """Whether an acronym is only part of a longer one: CCA of CCA-F."""
    return GLUED.match(text, word.end) is not None or text[max(0, word.start - 1) : word.start] == "-"


def _written(text: str, run: Sequence[Word], proof: Proof, headed: bool) -> bool:
    """Whether the words are written as a name is: codes and acronyms in capitals, weak forms capitalised."""
    raw = text[run[0].start : run[-1].end]
    if len(run[0].text) == 1 and len(run) == 2 and "-" not in raw:
        return False  # "a CSM" is no A-CSM
    if any(c.isdigit() for c in raw) and CODE.fullmatch(raw.upper()):
        return raw.isupper() or "-" in raw or raw.isdigit()
    if len(run) == 1:
        if _is_glued(text, run[0]):
            return False
        if headed:
            return raw[0].isupper()
        return sum(c.isupper() for c in raw) >= 2 or "+" in raw or any(c.isdigit() for c in raw)
    if proof is Proof.STRONG:
        last = text[run[-1].start : run[-1].end]
        # "AWS certified architects" are people.
        return headed or not (last.islower() and last.endswith("s") and last != run[-1].text)
    return all(word.text in SMALL | GRADES or not text[word.start : word.end].islower() for word in run)
