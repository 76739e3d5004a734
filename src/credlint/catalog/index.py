"""The names of a whole catalog, compiled into plain data that a compiled catalog can keep."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypedDict

from credlint import lazy_re
from credlint.catalog.codes import complete_series, issued_codes
from credlint.catalog.forms import (
    ACRONYM,
    ACRONYMS,
    EVERYDAY,
    Rank,
    forms_of,
    parts_of,
    without_level,
    without_provider,
)
from credlint.catalog.mention import Proof
from credlint.catalog.words import BREAK, GRADES, Words, canonical, words_of

if TYPE_CHECKING:
    from credlint.catalog import Catalog, Provider

# What is left of a name without its provider may begin so, but no text uses such a name: "Acme, Baker".
NOT_FIRST = words_of(f"{BREAK} , and")
GENERIC = words_of("university online academy training and certification network inc education professional learning")
# What a label says of its family, before which of them it is; of "PEN-200" the figures are a code.
MEMBER = lazy_re.compile(
    r"(\w+(?: \w+)+)(?:(?<!Part)(?<!Level) (?:I{1,3}|IV|V)|/\w[\w ]*)"
    r"|([A-Z]{3,}\d?|[A-Z][a-z]+[A-Z]{2,})(?:[/-](?!\d\d)\w+| (?:I{1,3}|IV|V|\d|"
    rf"{'|'.join(level.capitalize() for level in sorted(GRADES))}))"
)


# What a form may mean: an index into `Index.subjects`, a `Rank` and a `Proof` for each.
Ways = list[tuple[int, int, int]]
Forms = dict[str, Ways]


class Index(TypedDict):
    """All that recognising names needs of a catalog, as plain data, so that a compiled catalog can keep it.

    `runs`: by their first word, because few of those stand in an article, what begins with it: the forms, and every run
    of words with which a longer form or label begins. A form is canonical words joined with spaces. `providers`: labels
    that name providers, the likeliest first; `groups` likewise. `platforms`: providers that only carry what others
    issue. `codes`: credentials by exam code; `complete_series` as in `Provider`. `firsts`: the first words of forms and
    labels that name a credential or provider, and of the acronyms that stop a search.
    """

    subjects: list[str]
    runs: dict[str, tuple[Forms, list[str]]]
    providers: dict[str, list[str]]
    groups: dict[str, str]
    platforms: list[str]
    codes: dict[str, list[str]]
    complete_series: list[str]
    firsts: list[str]


def compile_names(catalog: Catalog) -> Index:
    """Compiles the names of a catalog."""
    owners = {provider.id: labels_of(provider) for provider in catalog.providers.values()}
    subjects = list(catalog.credentials)
    number = {subject: at for at, subject in enumerate(subjects)}
    found = _forms(catalog, owners)
    providers: dict[str, list[str]] = {}
    for provider, labels in owners.items():
        for label in labels:
            providers.setdefault(" ".join(label), []).append(provider)
    size = Counter(credential.provider for credential in catalog.credentials.values())
    for ids in providers.values():
        ids.sort(key=lambda provider: (catalog.providers[provider].rank, -size[provider], provider))
    names = ((name, group.id) for group in catalog.groups.values() for name in (group.name, *group.aliases))
    groups = {" ".join(canonical(name)): group for name, group in names}
    # A provider that has nothing else only carries the credentials of others.
    issuing = {one.provider for one in catalog.credentials.values() if not one.is_collection}
    runs: dict[str, tuple[Forms, list[str]]] = {}
    for key in sorted({*found, *providers, *groups} - {""}):
        forms, beginnings = runs.setdefault(key.partition(" ")[0], ({}, []))
        if key in found:
            forms[key] = [(number[subject], rank, proof) for subject, rank, proof in found[key]]
        beginnings += [key[: blank.start()] for blank in re.finditer(" ", key)]
    return Index(
        subjects=subjects,
        runs={first: (forms, sorted({*beginnings})) for first, (forms, beginnings) in runs.items()},
        providers=providers,
        groups=groups,
        platforms=sorted(set(catalog.providers) - issuing),
        codes=issued_codes(catalog),
        complete_series=complete_series(catalog),
        firsts=sorted({*runs} - NOT_FIRST | {canonical(acronym)[0] for acronym in ACRONYMS}),
    )


def _forms(catalog: Catalog, owners: Mapping[str, set[Words]]) -> dict[str, list[tuple[str, int, int]]]:
    """Every form of every credential, by its canonical words joined with spaces."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    brands = {label for labels in owners.values() for label in labels}
    for credential in catalog.credentials.values():
        for form, rank, proof in forms_of(credential, owners.get(credential.provider, set()), brands):
            if form and not set(form) <= {",", "("}:
                best = found.setdefault(" ".join(form), {})
                best[credential.id] = min(best.get(credential.id, (rank, proof)), (int(rank), int(proof)))
    for family, subject in _families(catalog):
        proof = Proof.WORD if len(family) > 3 else Proof.PROVIDER  # three letters mean many things
        ways, way = found.setdefault(family, {}), (Rank.FAMILY, proof)
        ways[subject] = min(ways.get(subject, way), way)
    for level, subject in _only_levels(catalog, owners):
        found.setdefault(level, {}).setdefault(subject, (Rank.DERIVED, Proof.PROVIDER))
    return {form: [(subject, *standing) for subject, standing in ways.items()] for form, ways in found.items()}


def _families(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """The names that the credentials of a family share, in canonical words, without what distinguishes them.

    Either their names begin with an acronym ("CCNP Enterprise", "CCNP Security"), or a label ends in which it is:
    "Professional Scrum Master II", "LPIC-1", "CIPP/E", "AgilePM Foundation". What one of them is called as it stands
    (CISSP beside CISSP-ISSAP) names that one.
    """
    brands = {" ".join(label) for provider in catalog.providers.values() for label in labels_of(provider)}
    begun: dict[tuple[str, str], list[str]] = {}
    taken: set[tuple[str, str]] = set()
    for credential in catalog.credentials.values():
        first = credential.name.split(" ")[0].rstrip(":")
        stems = {first.lower()} if ACRONYM.fullmatch(first) and first[:3].isalpha() and first.isupper() else set()
        for part in (part for label in (credential.name, *credential.aliases) for part in parts_of(label)):
            taken.add((credential.provider, " ".join(canonical(part))))
            if member := MEMBER.fullmatch(part):
                stems.add(" ".join(canonical(member[1] or member[2])))
        for stem in stems - brands:
            begun.setdefault((credential.provider, stem), []).append(credential.id)
    for (provider, stem), subjects in begun.items():
        if len(subjects) > 1 and (provider, stem) not in taken:
            yield from ((stem, subject) for subject in subjects)


def _only_levels(catalog: Catalog, owners: Mapping[str, set[Words]]) -> Iterator[tuple[str, str]]:
    """The level alone, behind a provider whose credentials differ in nothing else ("iPAS intermediate")."""
    cores: dict[str, set[Words]] = {}
    levels: dict[str, list[tuple[str, str]]] = {}
    for credential in catalog.credentials.values():
        form = canonical(credential.name)
        base = without_provider(form, owners.get(credential.provider, set())) or form
        for core, level in without_level(base):
            levels.setdefault(credential.provider, []).append((level, credential.id))
            base = core
        cores.setdefault(credential.provider, set()).add(base)
    for provider, found in levels.items():
        if len(cores[provider]) == 1 and len(found) > 1:
            yield from found


def labels_of(provider: Provider) -> set[Words]:
    """What a provider is called, also without the generic end of its name ("Stanford Online", "Harvard University")."""
    names = [provider.name, *provider.name.split("/"), *provider.aliases, *provider.shared_aliases]
    found = {canonical(lazy_re.sub(r"\([^()]*\)(?![²2])", "", name)) for name in names}
    for label in list(found):
        trunk = label
        while len(trunk) > 1 and trunk[-1] in GENERIC:
            trunk = trunk[:-1]
        found.add(trunk)
    return {label for label in found if label and not (len(label) == 1 and label[0] in EVERYDAY | GENERIC)}
