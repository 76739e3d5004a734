"""The names of a catalog, and what each of them means, whatever text it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import Raw, Struct, msgpack

from credlint.catalog.forms import FIELDS, Form, Rank
from credlint.catalog.index import Ways, compile_names
from credlint.catalog.mention import Proof
from credlint.catalog.words import LEVELS, Word, canonical
from credlint.once import once

if TYPE_CHECKING:
    from credlint.catalog import Catalog

T = TypeVar("T")

# Thousands of forms begin like a word of an article, and it holds few of them.
_PackedForms = dict[str, Raw]
_decode_runs = msgpack.Decoder(tuple[_PackedForms, frozenset[str]]).decode
_decode_form = msgpack.Decoder(Ways).decode
_NO_RUNS: tuple[_PackedForms, frozenset[str]] = ({}, frozenset())


class _Runs(dict[str, tuple[_PackedForms, frozenset[str]]]):
    """The forms and beginnings (see `index.Index`) by their first word, decoded on demand."""

    def __init__(self, kept: Mapping[str, Raw]) -> None:
        super().__init__()
        self._kept = kept

    def __missing__(self, first: str) -> tuple[_PackedForms, frozenset[str]]:
        if first not in self._kept:
            return _NO_RUNS
        runs = self[first] = _decode_runs(self._kept[first])
        return runs

    def ways(self, key: str) -> Ways:
        """What a form may mean."""
        packed = self[key.partition(" ")[0]][0].get(key)
        return _decode_form(packed) if packed is not None else []

    def all(self) -> Iterator[str]:
        """Every form."""
        return (form for first in self._kept for form in self[first][0])


class Meaning(Struct, frozen=True):
    """What a run of words means and what it needs beside it; `candidates`: all that lay claim to it, however weakly."""

    subjects: tuple[str, ...]
    proof: Proof
    candidates: tuple[str, ...]


class Lexicon:
    """The official names, aliases, former names and exam codes of a catalog, those of providers and groups.

    `compiled` are the parts of what `index.compile_names` made of the catalog, as MessagePack, where they were kept
    from an earlier run; each is read when it is asked for.
    """

    def __init__(self, catalog: Catalog, compiled: Mapping[str, bytes] | None = None) -> None:
        self.catalog = catalog
        self._compiled = compiled
        self._meanings: dict[tuple[str, bool], Meaning | None] = {}
        self._own_words: dict[str, frozenset[str]] = {}

    def _part(self, name: str, kind: type[T]) -> T:
        return msgpack.decode(self._parts[name], type=kind)

    @once
    def _parts(self) -> Mapping[str, bytes]:
        return self._compiled or {name: msgpack.encode(part) for name, part in compile_names(self.catalog).items()}

    @once
    def _subjects(self) -> list[str]:
        return self._part("subjects", list[str])

    @once
    def _runs(self) -> _Runs:
        return _Runs(self._part("runs", dict[str, Raw]))

    @once
    def _providers(self) -> dict[str, list[str]]:
        return self._part("providers", dict[str, list[str]])

    @once
    def _groups(self) -> dict[str, str]:
        return self._part("groups", dict[str, str])

    @once
    def _platforms(self) -> frozenset[str]:
        return frozenset(self._part("platforms", list[str]))

    def _claims(self, key: str) -> Iterator[Form]:
        """The credentials that a form may mean."""
        return (Form(self._subjects[at], rank, proof) for at, rank, proof in self._runs.ways(key))

    @once
    def _firsts(self) -> frozenset[str]:
        return frozenset(self._part("firsts", list[str]))

    @once
    def kin(self) -> Mapping[str, frozenset[str]]:
        """The providers that share a brand with each provider, itself included."""
        kin: dict[str, set[str]] = {provider: {provider} for provider in self.catalog.providers}
        for providers in self._providers.values():
            for one in providers:
                kin[one].update(providers)
        return {provider: frozenset(others) for provider, others in kin.items()}

    @once
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

    def words_of(self, subject: str) -> frozenset[str]:
        """All words that belong to what a credential is called, canonical, its provider's names and level included."""
        known = self._own_words.get(subject)
        if known is None:
            one = self.catalog.credentials[subject]
            labels = (one.name, *one.aliases, *one.former_names, *one.ambiguous_aliases, one.level)
            codes = (code.code for code in one.codes)
            own = {word for label in (*labels, *codes) for word in canonical(label)}
            own.update(word for label in self._labels.get(one.provider, ()) for word in label.split())
            known = self._own_words[subject] = frozenset(own)
        return known

    def _keys(self, words: Sequence[str], at: int) -> list[str]:
        """The forms and labels that stand at a word, shortest first."""
        providers, groups, key = self._providers, self._groups, words[at]
        forms, beginnings = self._runs[key]
        found: list[str] = []
        while True:
            if key in forms or key in providers or key in groups:
                found.append(key)
            at += 1
            if key not in beginnings or at == len(words):
                return found
            key = f"{key} {words[at]}"

    def _meaning(self, key: str, certified: bool) -> Meaning | None:
        """The credentials that a run of words may mean and what it needs beside it; kept, for articles repeat names.

        `certified`: whether "certified" stands before its last word.
        """
        known = self._meanings.get((key, certified))
        if known is None and (key, certified) not in self._meanings:
            claims = self._laid_claims(key, certified)
            candidates = tuple(dict.fromkeys(form.subject for form in claims))
            known = self._meanings[key, certified] = Meaning(*_settle(claims), candidates) if claims else None
        return known

    def _laid_claims(self, key: str, certified: bool) -> Mapping[Form, int]:
        """The forms that lay claim to a run of words, with and without the provider in front, and what each needs."""
        bare = key.isalpha()  # "ML" of "AWS … ML Specialty" is no name without AWS in front
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
                field = form.rank == Rank.FAMILY and rest.rpartition(" ")[2] in FIELDS.values()
                proof = vague if (rest.isalpha() or field) and not certified else Proof.STRONG
                claims[form] = min(proof, claims.get(form, proof))
        return claims

    def _goes_on(self, subjects: Iterable[str], run: Sequence[Word]) -> bool:
        """Whether their names go on with "for" here, so that what follows makes it another: "Foundations for Cooks"."""
        names = [canonical(self.catalog.credentials[one].name) for one in subjects]
        return all("for" in name and name[name.index("for") - 1] == run[-1].text for name in names)

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


def _settle(claims: Mapping[Form, int]) -> tuple[tuple[str, ...], Proof]:
    """What a form means when several credentials lay claim to it, and what it needs beside it."""
    best: dict[str, tuple[int, int]] = {}
    for form, proof in claims.items():
        best[form.subject] = min(best.get(form.subject, (form.rank, proof)), (form.rank, proof))
    first = min(rank for rank, _ in best.values())
    chosen = {subject: proof for subject, (rank, proof) in best.items() if rank == first}
    if first in (Rank.ALIAS, Rank.FORMER, Rank.DERIVED):
        # An alias without a level ("Claude Certified Architect") stands for the family once there are more levels.
        chosen |= {subject: proof for subject, (rank, proof) in best.items() if rank == Rank.FAMILY}
    return tuple(chosen), Proof(max(chosen.values()))
