"""A flaw of the catalog's own data."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from credlint.catalog import Catalog, Credential, Fact, Group, Provider
from credlint.span import Span

Owner = Credential | Provider


class Flaw(Struct, frozen=True):
    """`subject` is the id of the credential, provider or group in whose file it stands."""

    subject: str
    path: str
    span: Span
    message: str
    advice: str
    fact: Fact | None = None
    minor: bool = False


def owners(catalog: Catalog) -> Iterator[Owner]:
    yield from catalog.credentials.values()
    yield from catalog.providers.values()


def flaw(
    catalog: Catalog,
    noun: Credential | Provider | Group,
    pointer: str,
    message: str,
    advice: str,
    fact: Fact | None = None,
    minor: bool = False,
) -> Flaw:
    inside = noun.pointer if isinstance(noun, Credential) else ""
    span = catalog.places.get((noun.path, inside + pointer), Span(0, 0))
    return Flaw(noun.id, noun.path, span, message, advice, fact, minor)
