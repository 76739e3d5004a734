"""What is known about credentials: dated facts, each with its source."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct, field

from credlint.dates import PartialDate
from credlint.once import once
from credlint.span import Span
from credlint.values import Kind, Value

if TYPE_CHECKING:
    from credlint.catalog.codes import Codes
    from credlint.catalog.names import Names


class Source(Struct, frozen=True, array_like=True):
    """Where a fact was seen.

    `seen` is how: page (the page itself was read), repository (a file of it was read), listing (only the list of its
    files), relayed (the page was not opened; public files that checked it report what it says). `official`: the address
    is the issuer's, which does not by itself mean that it was opened.
    `url` is None where a public file's address is not known; then the title says what it is.
    """

    url: str | None
    title: str
    publisher: str
    official: bool
    seen: str = "page"

    @property
    def grade(self) -> str:
        """official (the issuer's own page was read), relayed (others report it) or third party."""
        if not self.official:
            return "third party"
        return "relayed" if self.seen == "relayed" else "official"


class Fact(Struct, frozen=True, array_like=True):
    """One thing that is so from `since` until `until` (both may be unknown; `until` is the last day it holds).

    `checked` is the day on which the evidence was last seen, never invented. `confidence`: high, medium, low.
    A fact without sources judges nothing.

    `qualifiers` narrow what it is about so that like is compared with like; all values are text, `yes` and `no` for
    marks:

    - `region`: where the price is asked (US, EU, UK, Germany, …); `member` (yes, no), `beta`, `retake`, `promotion`
    - `plan`: which subscription plan; `level`, `kind`: to which of a provider's credentials it applies
    - `code`: of which version of the exam; `audience`, `channel`: to which buyers and where it is sold so
    - `part`: which of several things to pay, learn or sit (core exam, course and exam, one of two subjects)
    - `fee`: money beside the exam itself (application, eligibility, maintenance, voucher)
    - `approximate`: yes where the source itself says "about"
    - `note`: the narrowing in words, for people; derived from part, fee, audience and channel where it is not written

    `scale` is the top of the scale a passing score stands on (1000 in 700/1000). `pointer` is the JSON pointer of the
    fact in its file, `evidence` how its page states it (see the catalog's README).
    """

    kind: Kind
    value: Value
    since: PartialDate | None = None
    until: PartialDate | None = None
    sources: tuple[Source, ...] = ()
    checked: PartialDate | None = None
    confidence: str = "medium"
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    scale: str | None = None
    pointer: str = ""
    evidence: Mapping[str, str] | None = None

    @property
    def best_source(self) -> Source | None:
        """The source that stands for all: the issuer's own before others, one with an address before one without."""
        return max(self.sources, key=lambda source: (source.official, source.url is not None), default=None)

    def holds(self, on: date) -> bool:
        """Whether it holds on that day, by its dates; unknown bounds are open."""
        return (self.since is None or self.since.no_later_than or self.since.earliest <= on) and not self.ended(on)

    def ended(self, on: date) -> bool:
        """Whether it no longer holds on that day. What ended "no later than 2026" is not counted on in 2026."""
        if self.until is None:
            return False
        return on > (self.until.earliest if self.until.no_later_than else self.until.latest)


class ExamCode(Struct, frozen=True, array_like=True):
    """An exam code and its first and last exam day (for English, where languages differ)."""

    code: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    sources: tuple[Source, ...] = ()
    checked: PartialDate | None = None
    confidence: str = "medium"
    note: str = ""
    pointer: str = ""
    evidence: Mapping[str, str] | None = None


class StatusEntry(Struct, frozen=True, array_like=True):
    """One step of a credential's life: announced, beta, active, retiring, retired, renamed; `since` may be unknown.

    `retiring` begins on the day the end was announced, `retired` on the day itself. `renamed` marks the day from which
    the present name holds; the credential lives on.
    """

    status: str
    since: PartialDate | None = None
    sources: tuple[Source, ...] = ()
    confidence: str = "medium"
    checked: PartialDate | None = None
    note: str = ""
    pointer: str = ""
    evidence: Mapping[str, str] | None = None


class Credential(Struct, frozen=True, array_like=True):
    """`id` is `<provider>/<slug>`. `kind`: exam, course, professional-certificate, specialization, subscription, …

    `aliases` resolve on their own; `ambiguous_aliases` only beside their provider. `recognised_only`: nothing about it
    was checked, so it only lets a name be recognised. `path` is the file it was read from, `pointer` its place there as
    a JSON pointer: `/slug` in a `names.yaml`, nothing in a file of its own.
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
    pointer: str = ""
    platform: str = ""
    note: str = ""

    @property
    def is_collection(self) -> bool:
        """Whether it is what a platform sells besides credentials: it has no exam, no renewal and no validity."""
        return self.kind in {"subscription", "course-collection", "policy"}

    def facts_of(self, kind: Kind, on: date | None = None) -> Iterator[Fact]:
        """Its facts of a kind, in file order; with `on`, only those that hold on that day."""
        return (fact for fact in self.facts if fact.kind is kind and (on is None or fact.holds(on)))

    def status_on(self, on: date) -> StatusEntry | None:
        """The latest step that had begun on that day, or None where the catalog says nothing; a new name is no step."""
        begun = [
            entry
            for entry in self.status
            if entry.status != "renamed" and (entry.since is None or entry.since.earliest <= on)
        ]
        return max(begun, key=lambda entry: entry.since.earliest if entry.since else date.min, default=None)


class Provider(Struct, frozen=True, array_like=True):
    """`facts` hold for all its credentials unless a qualifier `level` or `kind` narrows them (renewal by level).

    `complete_series` are forms of exam codes (`AB-###`) of which the catalog has all that were ever issued.
    `shared_aliases` are names it shares with sister providers ("Google"): such a name means the one of lowest `rank`
    unless other evidence says otherwise.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
    path: str = ""
    shared_aliases: tuple[str, ...] = ()
    rank: int = 0
    complete_series: tuple[str, ...] = ()


class Group(Struct, frozen=True, array_like=True):
    """A named set of providers or credentials: `group/cloud` for "cloud provider certifications"."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    path: str = ""


class Catalog(Struct, frozen=True, dict=True):
    """Everything known, by id. `digest` is `sha256:…` over the data that was read.

    `places` has the places of the data in their files: `(path, JSON pointer)` to a span; it is empty without files.
    `compiled_names` are the parts of what `index.compile_names` made of the names, as MessagePack, where a compiled
    catalog has kept them.
    """

    credentials: Mapping[str, Credential] = field(default_factory=dict)
    providers: Mapping[str, Provider] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    digest: str = ""
    newest: PartialDate | None = None
    places: Mapping[tuple[str, str], Span] = field(default_factory=dict)
    compiled_names: Mapping[str, bytes] = field(default_factory=dict)

    def entry(self, ident: str) -> Credential | Provider | Group | None:
        """The credential, provider or group of this id."""
        return self.credentials.get(ident) or self.providers.get(ident) or self.groups.get(ident)

    def entries(self) -> Iterator[Credential | Provider | Group]:
        yield from self.credentials.values()
        yield from self.providers.values()
        yield from self.groups.values()

    @once
    def names(self) -> "Names":
        from credlint.catalog.names import Names

        return Names(self, self.compiled_names)

    @once
    def codes(self) -> "Codes":
        from credlint.catalog.codes import Codes

        return Codes.of(self)

    def of_provider(self, provider: str) -> Iterator[Credential]:
        """The credentials of a provider, without a look at those of others."""
        return (self.credentials[ident] for ident in self._by_provider.get(provider, ()))

    @once
    def _by_provider(self) -> dict[str, list[str]]:
        owned: dict[str, list[str]] = {}
        for ident in self.credentials:
            owned.setdefault(ident.partition("/")[0], []).append(ident)
        return owned

    def newest_check(self) -> PartialDate | None:
        """The latest day on which any evidence was seen."""
        if self.newest is not None:
            return self.newest
        checks = (fact.checked for credential in self.credentials.values() for fact in credential.facts)
        return max((check for check in checks if check), key=lambda check: check.latest, default=None)
