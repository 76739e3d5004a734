"""What a fact affects: the sentences to review when it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from credlint import engine, wording
from credlint.article import Article
from credlint.catalog import Catalog, Credential, ExamCode, Fact, Provider, StatusEntry
from credlint.claims.verdict import Verdict, judge
from credlint.rule import Selection
from credlint.span import Position
from credlint.upkeep import Owner, facts_behind, owner_of, owners
from credlint.world import World

T = TypeVar("T")


class Judgement(Struct, frozen=True):
    """What the catalog says of a claim: the verdict, and the values of the facts behind it in words."""

    verdict: str
    values: tuple[str, ...]


class AffectedPlace(Struct, frozen=True):
    """A claim that rests on a fact; `before` is what the catalog said before a change of it. `kind` None: the name."""

    path: str
    start: Position
    end: Position
    quote: str
    kind: str | None
    credential: str
    after: Judgement | None
    before: Judgement | None = None


class Change(Struct, frozen=True):
    """A line of the catalog that has changed; None where it did not exist before, or no longer does."""

    owner: str
    what: str
    before: str | None
    after: str | None


def about(article: Article, world: World, selection: Selection, ident: str) -> tuple[AffectedPlace, ...]:
    """The places of an article that depend on a credential or provider: claims judged by its facts, and mentions."""
    lines = article.document.lines()
    found = []
    for claim, verdict in judge(article, world):
        theirs = [owner_of(fact, claim.subject, world.catalog) for fact in facts_behind(verdict)]
        if claim.subject == ident or any(owner is not None and owner.id == ident for owner in theirs):
            place = lines.bounds(claim.span)
            subject = claim.subject or ident
            row = AffectedPlace(article.path, *place, claim.quote, claim.kind.value, subject, _judgement(verdict))
            found.append(row)
    for mention in article.mentions:
        if mention.subjects == (ident,):
            place = lines.bounds(mention.span)
            found.append(AffectedPlace(article.path, *place, mention.span.of(lines.text), None, ident, None))
    return tuple(sorted(found, key=lambda row: (row.start, row.end)))


def changed(
    article: Article, world: World, selection: Selection, old: Mapping[str, Owner]
) -> tuple[AffectedPlace, ...]:
    """The claims that the catalog now judges differently; `old` are the changed entries as they were."""
    past = _overlaid(world.catalog, old)
    lines = article.document.lines()
    found = []
    before = judge(article, replace(world, catalog=past))
    for (claim, now), (_, then) in zip(judge(article, world), before, strict=True):
        was, is_ = _judgement(then), _judgement(now)
        if was != is_ and claim.subject is not None:
            place = lines.bounds(claim.span)
            found.append(AffectedPlace(article.path, *place, claim.quote, claim.kind.value, claim.subject, is_, was))
    return tuple(sorted(found, key=lambda row: (row.start, row.end)))


def _overlaid(catalog: Catalog, old: Mapping[str, Owner]) -> Catalog:
    credentials = {ident: one for ident, one in old.items() if isinstance(one, Credential)}
    providers = {ident: one for ident, one in old.items() if isinstance(one, Provider)}
    return replace(
        catalog,
        credentials=_Over(credentials, catalog.credentials),
        providers=_Over(providers, catalog.providers),
    )


class _Over(Mapping[str, T]):
    """One mapping over another; neither is copied, because the one below decodes its entries on demand."""

    def __init__(self, above: Mapping[str, T], below: Mapping[str, T]) -> None:
        self._above, self._below = above, below

    def __getitem__(self, ident: str) -> T:
        return self._above[ident] if ident in self._above else self._below[ident]

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._below), **dict.fromkeys(self._above)})

    def __len__(self) -> int:
        return len(self._above.keys() | self._below.keys())


def _judgement(verdict: Verdict) -> Judgement:
    return Judgement(engine.verdict_name(verdict), tuple(_fact_text(fact) for fact in facts_behind(verdict)))


def _fact_text(fact: Fact) -> str:
    period = f"{wording.since(fact)}{wording.until(fact)}"
    return f"{wording.value(fact.value)}{wording.narrowing(fact)}{period}"


def entries_changed(before: Catalog, after: Catalog) -> dict[str, Owner]:
    """The changed entries as they were; new ones without anything stated."""
    found: dict[str, Owner] = {}
    was = {owner.id: owner for owner in owners(before)}
    for now in owners(after):
        then = was.pop(now.id, None) or _bare(now)
        if _statements(then) != _statements(now):
            found[now.id] = then
    return found | {ident: owner for ident, owner in was.items() if _statements(owner)}


def _bare(owner: Owner) -> Owner:
    if isinstance(owner, Provider):
        return replace(owner, facts=())
    return replace(owner, facts=(), codes=(), status=())


def changes(before: Mapping[str, Owner], after: Catalog) -> list[Change]:
    """The changed lines, old beside new where they stand at the same place or one follows the other."""
    found = []
    for ident, then in sorted(before.items()):
        now = after.credentials.get(ident) or after.providers.get(ident)
        was, is_ = _statements(then), _statements(now) if now else []
        kinds = dict.fromkeys(kind for kind, _ in [*was, *is_])
        for kind in kinds:
            gone = [text for one, text in was if one == kind and (one, text) not in is_]
            new = [text for one, text in is_ if one == kind and (one, text) not in was]
            for number in range(max(len(gone), len(new))):
                pair = (lines[number] if number < len(lines) else None for lines in (gone, new))
                found.append(Change(ident, kind, *pair))
    return found


def _statements(owner: Owner) -> list[tuple[str, str]]:
    """What an entry states, by kind and in words, without sources and days of evidence."""
    return list(_lines(owner))


def _lines(owner: Owner) -> Iterator[tuple[str, str]]:
    for fact in owner.facts:
        narrow = ", ".join(f"{key} {value}" for key, value in fact.qualifiers.items())
        yield fact.kind.value, _fact_text(fact) + (f" [{narrow}]" if narrow else "")
    if isinstance(owner, Credential):
        entries: Sequence[ExamCode | StatusEntry] = (*owner.codes, *owner.status)
        for entry in entries:
            word = entry.code if isinstance(entry, ExamCode) else entry.status
            until = entry.until if isinstance(entry, ExamCode) else None
            kind = "code" if isinstance(entry, ExamCode) else "status"
            period = (f" since {entry.since}" if entry.since else "") + (f" until {until}" if until else "")
            yield kind, word + period
