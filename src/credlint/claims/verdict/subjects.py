"""Whose facts judge a claim: those of one credential, of all of a provider's, or of each member of a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

from msgspec.structs import replace

from credlint.catalog import Catalog, Credential, Fact, Group, Provider
from credlint.claims import Claim
from credlint.claims.comparability import Case, cases_of, fields_of
from credlint.claims.verdict import figures, status
from credlint.claims.verdict.outcomes import Agrees, Disagrees, Outdated, Unknown, Upcoming, Verdict
from credlint.values import Cost, Kind


def verdict(claim: Claim, catalog: Catalog, today: date) -> Verdict:
    """What the catalog says of a claim of any kind but code and statistic."""
    subject = claim.subject
    if subject is None:
        why = f" ({claim.why})" if claim.why else ""
        return Unknown(f"about nobody in the catalog{why}", nobody=claim.why)
    if subject in catalog.groups:
        return _of_group(claim, catalog, catalog.groups[subject], today)
    if subject in catalog.providers:
        return _of_provider(claim, catalog, catalog.providers[subject], today)
    if subject in catalog.credentials:
        return _of_credential(claim, catalog, catalog.credentials[subject], today)
    return Unknown(f"{subject} is not in the catalog")


def _of_credential(claim: Claim, catalog: Catalog, credential: Credential, today: date) -> Verdict:
    if credential.recognised_only:
        return Unknown("the catalog knows the name only")
    if claim.kind is Kind.STATUS:
        return status.verdict(claim, credential, today)
    cases = tuple(cases_of(claim, credential, _facts(claim.kind, catalog, credential)))
    return figures.verdict(claim, cases, today, retired=_is_retired(credential, today))


def _facts(kind: Kind, catalog: Catalog, credential: Credential) -> list[Fact]:
    """A credential's facts of a kind; its provider's policy stands in for what is left out.

    A provider's prices are those of its exams: each of its courses has one of its own.
    """
    own = list(credential.facts_of(kind))
    provider = catalog.providers.get(credential.provider)
    if kind is Kind.DURATION or provider is None or (kind is Kind.COST and credential.kind != "exam"):
        return own
    stated = set(chain.from_iterable(fields_of(fact.value) for fact in own))
    return own + [
        fact
        for fact in _policy(kind, provider, credential.level)
        if stated.isdisjoint(fields_of(fact.value)) or "part" in fact.qualifiers
    ]


def _policy(kind: Kind, provider: Provider, level: str | None) -> Iterator[Fact]:
    """What a provider says of all its credentials of a level (of any, for None)."""
    for fact in provider.facts:
        if fact.kind is kind and (level is None or fact.qualifiers.get("level", level) == level):
            yield fact


def _of_provider(claim: Claim, catalog: Catalog, provider: Provider, today: date, within: bool = False) -> Verdict:
    """A claim about all of a provider's credentials, or those of one level.

    It agrees with any of the provider's rules and of its credentials' facts. Where it names some ("A and B cost $400
    each"), each of them is judged.
    """
    if claim.kind is Kind.STATUS:
        return Unknown("a status is of one credential")
    qualifiers = dict(claim.qualifiers)
    if named := qualifiers.get("members"):
        return _of_each(_of_credentials(claim, catalog, named.split(), today), provider.name)
    level = qualifiers.get("level")
    policy = list(cases_of(claim, None, _policy(claim.kind, provider, level)))
    in_use = [
        credential
        for credential in catalog.of_provider(provider.id)
        if not credential.recognised_only
        and (level is None or credential.level == level)
        and not _is_retired(credential, today)
    ]
    # A provider sells other things beside its exams.
    priced = [one for one in in_use if claim.kind is not Kind.COST or one.kind == "exam"]
    own = list(chain.from_iterable(cases_of(claim, one, one.facts_of(claim.kind)) for one in priced))
    if any(case.judges for case in policy):
        own = _confirming(own)
    cases = [*policy, *own]
    if not _tells_of_all(claim, cases, len(in_use), today):
        cases = _confirming(cases)
    found = figures.verdict(claim, tuple(cases), today, within, contested=False)
    return Unknown(f"no one rule for all of {provider.name}") if isinstance(found, Unknown) else found


def _tells_of_all(claim: Claim, cases: Iterable[Case], credentials: int, today: date) -> bool:
    """Whether cases may deny a claim about all of a provider's credentials.

    Validity is a policy, so what fits none of them is wrong. The catalog need not know all the exams, so a price or an
    exam's form is denied only where all that it does know, two at least, are of one value. That something is free is
    never denied, for a provider has free things beside its exams.
    """
    if claim.kind is Kind.VALIDITY:
        return True
    values = {_plain(case.fact.value) for case in cases if case.judges and case.fact.holds(today)}
    is_free = isinstance(claim.value, Cost) and claim.value.min == claim.value.max == 0
    return len(values) <= 1 and credentials >= 2 and not is_free


def _confirming(cases: Iterable[Case]) -> list[Case]:
    """The same cases, only to confirm a claim and not to deny it."""
    return [replace(case, judges=False) for case in cases]


def _plain(value: object) -> object:
    """A value without what does not make it another one, such as how roughly it is stated."""
    return (value.min, value.max, value.currency, value.per, value.basis) if isinstance(value, Cost) else value


def _is_retired(credential: Credential, today: date) -> bool:
    entry = credential.status_on(today)
    return entry is not None and entry.status == "retired"


def _of_group(claim: Claim, catalog: Catalog, group: Group, today: date) -> Verdict:
    """A claim about a group holds if it holds for each member of whom anything is known.

    A range ("every 2-3 years") spans the members, so each need only lie within it.
    """
    providers = {
        provider: _of_provider(claim, catalog, catalog.providers[provider], today, within=True)
        for provider in group.providers
        if provider in catalog.providers
    }
    return _of_each(providers | _of_credentials(claim, catalog, group.credentials, today), group.name)


def _of_credentials(claim: Claim, catalog: Catalog, subjects: Iterable[str], today: date) -> dict[str, Verdict]:
    """The verdict for each of those that the catalog has, by id."""
    return {
        subject: _of_credential(claim, catalog, catalog.credentials[subject], today)
        for subject in subjects
        if subject in catalog.credentials
    }


def _of_each(found: Mapping[str, Verdict], name: str) -> Verdict:
    """One verdict of those for each member: against it if it is not so for any, unknown if nothing is known of any."""
    against = {member: one for member, one in found.items() if isinstance(one, Disagrees)}
    if against:
        facts = tuple(chain.from_iterable(one.facts for one in against.values()))
        members = {member: one.facts for member, one in against.items()}
        return Disagrees(facts, members=members, all_members=len(against) == len(found))
    for kind in (Outdated, Upcoming, Agrees):
        for one in found.values():
            if isinstance(one, kind):
                return one
    return Unknown(f"no facts about {name}")
