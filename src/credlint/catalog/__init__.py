"""What is so about credentials: dated facts, each with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from credlint.dates import PartialDate
from credlint.values import Kind, Value

if TYPE_CHECKING:
    from credlint.catalog.names import Names


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was seen. `seen` is how: page, repository, listing, relayed (the page itself was not opened)."""

    url: str | None
    title: str
    publisher: str
    official: bool
    page_date: str | None = None
    seen: str = "page"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is so from `since` until `until` (both may be unknown; `until` is the last day it holds).

    `checked` is the day on which the evidence was last seen, never invented. `confidence`: high, medium, low.
    `qualifiers` narrow what it is about so that like is compared with like: region, member, plan, note, beta, level …
    A fact without sources judges nothing.
    """

    kind: Kind
    value: Value
    since: PartialDate | None = None
    until: PartialDate | None = None
    sources: tuple[Source, ...] = ()
    checked: PartialDate | None = None
    confidence: str = "medium"
    qualifiers: Mapping[str, str] = field(default_factory=dict)

    def holds(self, on: date) -> bool:
        """Whether it holds on that day, as far as its dates tell; unknown bounds are open."""
        return (self.since is None or self.since.no_later_than or self.since.earliest <= on) and (
            self.until is None or on <= self.until.latest
        )


@dataclass(frozen=True, slots=True)
class ExamCode:
    """An exam code and its first and last exam day."""

    code: str
    since: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """One step of a credential's life: announced, beta, active, retiring, retired, renamed; `since` may be unknown."""

    status: str
    since: PartialDate | None = None
    sources: tuple[Source, ...] = ()
    confidence: str = "medium"


@dataclass(frozen=True, slots=True)
class Credential:
    """`id` is `<provider>/<slug>`. `kind`: exam, course, professional-certificate, specialization, subscription, …

    `aliases` resolve on their own; `ambiguous_aliases` only beside their provider. `recognised_only`: nothing about it
    was checked, so it only lets a name be recognised. `path` is the file it was read from.
    """

    id: str
    name: str
    provider: str
    kind: str
    level: str = ""
    aliases: tuple[str, ...] = ()
    ambiguous_aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    codes: tuple[ExamCode, ...] = ()
    status: tuple[StatusEntry, ...] = ()
    replaced_by: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    url: str | None = None
    recognised_only: bool = False
    path: str = ""

    def facts_of(self, kind: Kind, on: date | None = None) -> Iterator[Fact]:
        """Its facts of a kind, in file order; with `on`, only those that hold on that day."""
        return (fact for fact in self.facts if fact.kind is kind and (on is None or fact.holds(on)))

    def status_on(self, on: date) -> StatusEntry | None:
        """The latest step that had begun on that day, or None where the catalog says nothing."""
        begun = [entry for entry in self.status if entry.since is None or entry.since.earliest <= on]
        return max(begun, key=lambda entry: entry.since.earliest if entry.since else date.min, default=None)


@dataclass(frozen=True, slots=True)
class Provider:
    """`facts` hold for all its credentials unless a qualifier `level` narrows them (renewal policy by level)."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    homepage: str | None = None
    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
    renewal_policy: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A named set of providers or credentials: `group/cloud` for "cloud provider certifications"."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    path: str = ""


@dataclass(frozen=True)
class Catalog:
    """Everything known, by id. `digest` is `sha256:…` over the data that was read."""

    credentials: Mapping[str, Credential] = field(default_factory=dict)
    providers: Mapping[str, Provider] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    digest: str = ""

    @cached_property
    def names(self) -> Names:
        from credlint.catalog.names import Names

        return Names(self)

    def newest_check(self) -> PartialDate | None:
        """The latest day on which any evidence was seen."""
        checks = (fact.checked for credential in self.credentials.values() for fact in credential.facts)
        return max((check for check in checks if check), key=lambda check: check.latest, default=None)
