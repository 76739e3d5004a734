"""Names that mean more than one."""

from __future__ import annotations

from collections.abc import Iterator

from credlint.catalog import Catalog, Credential, Group, Provider
from credlint.catalog.audit.flaw import Flaw, flaw


def clashing(catalog: Catalog) -> Iterator[Flaw]:
    """Names that mean two credentials, or a credential of one provider and another provider or a group.

    Names are compared as texts are read: without case, plural and words such as "certified". A provider may be called
    as one of its own credentials is.
    """
    from credlint.catalog.words import canonical

    owners: dict[tuple[str, ...], dict[str, tuple[Credential | Provider | Group, str, str]]] = {}
    for credential in catalog.credentials.values():
        for pointer, label in (*_labels(credential), *_codes(credential)):
            owners.setdefault(canonical(label), {}).setdefault(credential.id, (credential, pointer, label))
    others: list[Provider | Group] = [*catalog.providers.values(), *catalog.groups.values()]
    for noun in others:
        for pointer, label in _labels(noun):
            owners.setdefault(canonical(label), {}).setdefault(noun.id, (noun, pointer, label))
    for form, named in owners.items():
        if not form:
            continue
        for ident, (owner, pointer, label) in named.items():
            rivals = [rival for rival in named if rival != ident and not _one_house(ident, rival)]
            if rivals:
                message = f"“{label}” also means {', '.join(rivals)}, so it identifies neither in an article"
                advice = "keep the name where it belongs, and move it to `ambiguous-aliases` elsewhere"
                yield flaw(catalog, owner, pointer, message, advice)
    for credential in catalog.credentials.values():
        for number, label in enumerate(credential.ambiguous_aliases):
            named = owners.get(canonical(label), {})
            strong = [ident for ident in named if ident != credential.id and not _one_house(ident, credential.id)]
            if strong:
                message = f"“{label}” is ambiguous here and stands alone for {', '.join(strong)}"
                advice = "make it ambiguous there too, or drop it here"
                pointer = f"/ambiguous-aliases/{number}"
                yield flaw(catalog, credential, pointer, message, advice, minor=True)


def _labels(noun: Credential | Provider | Group) -> Iterator[tuple[str, str]]:
    yield "/name", noun.name
    for number, alias in enumerate(noun.aliases):
        yield f"/aliases/{number}", alias
    if isinstance(noun, Credential):
        for number, name in enumerate(noun.former_names):
            yield f"/former-names/{number}", name


def _codes(credential: Credential) -> Iterator[tuple[str, str]]:
    for number, code in enumerate(credential.codes):
        yield f"/codes/{number}", code.code


def _one_house(one: str, other: str) -> bool:
    """Whether they are a provider and a credential of its own, which may share a name."""
    return ("/" in one) != ("/" in other) and one.partition("/")[0] == other.partition("/")[0]
