"""Claim against facts on a day: agrees, outdated, upcoming, disagrees or unknown.

Values are judged by the facts that are like them (`likeness`): of the credential itself, for validity else of its
provider for its level. Status and code are judged by the timeline of the credential and of its exam codes.

A claim that fits any fact in force agrees. What fits only a fact that has ended is outdated. What never was so, as far
as the catalog goes back, disagrees. Everything else is unknown, with a reason: nothing to compare with, nobody in the
catalog, sources that contradict each other, or a value that fits something else about the same credential.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from credlint import lazy_re
from credlint.catalog import Catalog, Credential, ExamCode, Fact, Group, Provider
from credlint.claims import Claim
from credlint.claims.facts import best_first, code_fact, current_code, day_before, launch, status_facts, status_of
from credlint.claims.likeness import Case, cases_of, contradict, fitting, inside_hull, is_bound
from credlint.dates import PartialDate
from credlint.document import Document
from credlint.span import Span
from credlint.values import Code, Cost, Kind, Status


class Agrees(Struct, frozen=True):
    fact: Fact


class Outdated(Struct, frozen=True):
    """It was so by `fact`; `now` is what is so today, None where nothing has taken its place."""

    fact: Fact
    now: Fact | None


class Upcoming(Struct, frozen=True):
    """It is so by `fact`, until `next` is so; None where it ends and nothing follows."""

    fact: Fact
    next: Fact | None


class Disagrees(Struct, frozen=True):
    """It never was so; `facts` are so today.

    `members`: for a group, the ids of those for whom it is not so. `contested`: the facts contradict each other, and
    the claim lies outside of all of them. `beside`: the code of an earlier exam of the credential that stands in the
    claim's paragraph or table row; the facts are those of the present exam and do not tell whether that one was so.
    """

    facts: tuple[Fact, ...]
    members: tuple[str, ...] = ()
    contested: bool = False
    beside: str | None = None


class Unknown(Struct, frozen=True):
    reason: str


Verdict = Agrees | Outdated | Upcoming | Disagrees | Unknown


class _HasClaims(Protocol):
    @property
    def document(self) -> Document: ...
    @property
    def claims(self) -> tuple[Claim, ...]: ...


class _HasCatalog(Protocol):
    @property
    def catalog(self) -> Catalog: ...
    @property
    def today(self) -> date: ...


def judge(article: _HasClaims, world: _HasCatalog, *kinds: Kind) -> tuple[tuple[Claim, Verdict], ...]:
    """Every claim of an article (of these kinds, or of all) with its verdict on the world's day."""
    global _last
    asked = (article, world.catalog, world.today)
    if any(one is not other for one, other in zip(asked, _last[0], strict=True)):
        _last = asked, tuple(_judged(article, world))
    return tuple((claim, one) for claim, one in _last[1] if not kinds or claim.kind in kinds)


# A dozen rules ask about the same article in turn.
_last: tuple[tuple[object, object, object], tuple[tuple[Claim, Verdict], ...]] = (None, None, None), ()


def _judged(article: _HasClaims, world: _HasCatalog) -> Iterator[tuple[Claim, Verdict]]:
    for claim in article.claims:
        one = verdict(claim, world.catalog, world.today)
        if isinstance(one, Disagrees) and claim.kind in FIGURES:
            one = replace(one, beside=_earlier_exam(claim, article.document.text, world.catalog, world.today))
        yield claim, one


FIGURES = frozenset({Kind.EXAM})


def _earlier_exam(claim: Claim, text: str, catalog: Catalog, today: date) -> str | None:
    """The code of an earlier exam of the same credential in the claim's paragraph or table row."""
    credential = catalog.credentials.get(claim.subject or "")
    current = current_code(credential, today) if credential else None
    if credential is None or current is None:
        return None
    line = Span(text.rfind("\n", 0, claim.span.start) + 1, _or_end(text.find("\n", claim.span.end), text))
    paragraph = Span(max(text.rfind("\n\n", 0, claim.span.start), 0), _or_end(text.find("\n\n", claim.span.end), text))
    around = (line if "|" in line.of(text) else paragraph).of(text)
    return next((code.code for code in credential.codes if code is not current and code.code in around), None)


def _or_end(at: int, text: str) -> int:
    return len(text) if at < 0 else at


def verdict(claim: Claim, catalog: Catalog, today: date) -> Verdict:
    """What the catalog says of one claim; a claim about the past is judged by its own date."""
    if claim.kind is Kind.STATISTIC:
        return Unknown("the worth of a credential is not in the catalog")
    if claim.kind is Kind.CODE:
        return _of_code(claim, catalog, today)
    if claim.subject is None:
        return Unknown(f"about nobody in the catalog ({claim.why})" if claim.why else "about nobody in the catalog")
    if claim.subject in catalog.groups:
        return _of_group(claim, catalog, catalog.groups[claim.subject], today)
    if claim.subject in catalog.providers:
        return _of_provider(claim, catalog, catalog.providers[claim.subject], today)
    credential = catalog.credentials.get(claim.subject)
    if credential is None:
        return Unknown(f"{claim.subject} is not in the catalog")
    return _of_credential(claim, catalog, credential, today)


# Whom the claim is about


def _of_credential(claim: Claim, catalog: Catalog, credential: Credential, today: date) -> Verdict:
    if credential.recognised_only:
        return Unknown("the catalog knows the name only")
    if claim.kind is Kind.STATUS:
        return _of_status(claim, credential, today)
    return _of_value(claim, tuple(cases_of(claim, credential, _facts(claim.kind, catalog, credential))), today)


def _of_provider(claim: Claim, catalog: Catalog, provider: Provider, today: date, within: bool = False) -> Verdict:
    """A claim about all of a provider's credentials, or those of one level.

    It agrees with any of the provider's rules and of its credentials' facts. Validity is a policy, so what fits none of
    them disagrees. The catalog need not know all its exams, so a price or an exam's form is denied only where all that
    it does know are of one value. Where it names some ("A and B cost $400 each"), each of them is judged.
    """
    if claim.kind is Kind.STATUS:
        return Unknown("a status is of one credential")
    qualifiers = dict(claim.qualifiers)
    if named := qualifiers.get("members"):
        found = {
            member: _of_credential(claim, catalog, catalog.credentials[member], today)
            for member in named.split()
            if member in catalog.credentials
        }
        return _of_each(found, provider.name)
    level = qualifiers.get("level")
    credentials = [
        credential
        for credential in catalog.of_provider(provider.id)
        if not credential.recognised_only
        and (level is None or credential.level == level)
        and not _gone(credential, today)
    ]
    policy = [
        fact
        for fact in provider.facts
        if fact.kind is claim.kind and (level is None or fact.qualifiers.get("level", level) == level)
    ]
    cases = [*cases_of(claim, None, policy)]
    has_policy = any(case.judges for case in cases)
    for credential in credentials:
        if claim.kind is not Kind.COST or credential.kind == "exam":
            found_here = cases_of(claim, credential, list(credential.facts_of(claim.kind)))
            cases += [replace(case, judges=False) for case in found_here] if has_policy else found_here
    if claim.kind is not Kind.VALIDITY:
        # A provider has free things beside its exams.
        values = {_plain(case.fact.value) for case in cases if case.judges and case.fact.holds(today)}
        is_free = isinstance(claim.value, Cost) and claim.value.min == claim.value.max == 0
        if len(values) > 1 or len(credentials) < 2 or is_free:
            cases = [replace(case, judges=False) for case in cases]
    verdict = _of_value(claim, tuple(cases), today, within, contested=False)
    return Unknown(f"no one rule for all of {provider.name}") if isinstance(verdict, Unknown) else verdict


def _of_group(claim: Claim, catalog: Catalog, group: Group, today: date) -> Verdict:
    """A claim about a group holds if it holds for each member of whom anything is known.

    A range ("every 2-3 years") spans the members, so each need only lie within it.
    """
    found: dict[str, Verdict] = {}
    for provider in group.providers:
        if provider in catalog.providers:
            found[provider] = _of_provider(claim, catalog, catalog.providers[provider], today, within=True)
    for credential in group.credentials:
        if credential in catalog.credentials:
            found[credential] = _of_credential(claim, catalog, catalog.credentials[credential], today)
    return _of_each(found, group.name)


def _of_each(found: Mapping[str, Verdict], name: str) -> Verdict:
    """One verdict of those for each member: against it if it is not so for any, unknown if nothing is known of any."""
    against = {member: one for member, one in found.items() if isinstance(one, Disagrees)}
    if against:
        facts = tuple(chain.from_iterable(one.facts for one in against.values()))
        return Disagrees(facts, members=tuple(against))
    for kind in (Outdated, Upcoming, Agrees):
        for one in found.values():
            if isinstance(one, kind):
                return one
    return Unknown(f"no facts about {name}")


def _facts(kind: Kind, catalog: Catalog, credential: Credential) -> list[Fact]:
    """A credential's facts of a kind; for validity its provider's policy stands in where it has none."""
    own = list(credential.facts_of(kind))
    if own or kind is not Kind.VALIDITY:
        return own
    provider = catalog.providers.get(credential.provider)
    policy = [fact for fact in provider.facts if fact.kind is kind] if provider else []
    return [fact for fact in policy if fact.qualifiers.get("level", credential.level) == credential.level]


# The verdict on values


def _of_value(
    claim: Claim, cases: tuple[Case, ...], today: date, within: bool = False, contested: bool = True
) -> Verdict:
    """The verdict over all fields: the worst of them; unknown only where no field is known."""
    if not cases:
        return Unknown(f"the catalog has no {claim.kind.value} to compare with")
    fields = dict.fromkeys(case.field for case in cases)
    found = [
        _of_field(claim, [case for case in cases if case.field == field], today, within, contested) for field in fields
    ]
    return min(found, key=lambda one: _GRAVITY.index(type(one)))


_GRAVITY: list[type] = [Disagrees, Outdated, Upcoming, Agrees, Unknown]


def _of_field(claim: Claim, cases: list[Case], today: date, within: bool, contested: bool) -> Verdict:
    like = [case for case in cases if not case.unlike]
    if claim.past:
        return _of_past(claim, like, within)
    in_force = [case for case in like if case.fact.holds(today)]
    ended = [case for case in like if case.fact.ended(today)]
    ahead = [case for case in like if not case.fact.holds(today) and not case.fact.ended(today)]
    # Of what has retired only the past is known, and that can be told wrongly too.
    judges = [case for case in in_force or ended if case.judges]

    fit = fitting(in_force, within)
    if fit is not None:
        change = _next(fit, ahead)
        if change is None or change.fact.since is None:
            return Agrees(fit.fact)
        then = [case for case in like if case.fact.holds(change.fact.since.latest)]
        return Agrees(fit.fact) if fitting(then, within) else Upcoming(fit.fact, change.fact)
    former = fitting(ended, within)
    if former is not None:
        return Outdated(
            former.fact, _counterpart(former.fact, [case.fact for case in in_force if case.judges or not judges])
        )
    coming = fitting(ahead, within)
    if coming is not None:
        return Unknown(f"it will be so from {coming.fact.since}")
    if not judges:
        return Unknown(f"nothing like for like to compare the {claim.kind.value} with")
    other = fitting([case for case in cases if case.unlike and case.fact.holds(today)], within)
    if other is not None and not is_bound(other.claimed or (None, None)):
        return Unknown("it fits something else about the same credential, and which is meant is not clear")
    facts = _distinct(best_first(case.fact for case in judges))
    if contested and contradict(judges):
        if inside_hull(judges):
            return Unknown("the sources contradict each other")
        return Disagrees(facts, contested=True)
    return Disagrees(facts)


def _of_past(claim: Claim, like: list[Case], within: bool) -> Verdict:
    """A claim of what was so: by its date where it has one, else by all that was ever known."""
    if claim.past_on is None:
        fit = fitting(like, within)
        return Agrees(fit.fact) if fit else Unknown("a claim about the past, which the catalog does not reach")
    try:
        then = PartialDate.parse(claim.past_on)
    except ValueError:
        return Unknown(f"a claim about the past whose date {claim.past_on!r} is not known")
    held = [case for case in like if case.fact.holds(then.earliest) or case.fact.holds(then.latest)]
    fit = fitting(held, within)
    if fit is not None:
        return Agrees(fit.fact)
    attested = [case for case in held if case.judges and _surely_held(case.fact, then)]
    if not attested:
        return Unknown(f"the catalog does not reach back to {claim.past_on}")
    return Disagrees(_distinct(case.fact for case in attested))


def _next(fit: Case, ahead: list[Case]) -> Case | None:
    """The first dated fact ahead that takes the place of the one that fits."""
    follow = [case for case in ahead if case.fact.since and _same_narrowing(fit.fact, case.fact)]
    return min(follow, key=lambda case: case.fact.since.earliest if case.fact.since else date.max, default=None)


def _counterpart(former: Fact, now: list[Fact]) -> Fact | None:
    """What is so today in place of a former fact: the one narrowed alike, else the plainest."""
    alike = [fact for fact in now if _same_narrowing(former, fact)]
    return next(iter(best_first(alike or sorted(now, key=lambda fact: len(fact.qualifiers)))), None)


def _same_narrowing(one: Fact, other: Fact) -> bool:
    keys = ("member", "region", "plan", "retake", "level")
    alike = all(one.qualifiers.get(key) == other.qualifiers.get(key) for key in keys)
    if isinstance(one.value, Cost) and isinstance(other.value, Cost):
        return alike and (one.value.per, one.value.basis) == (other.value.per, other.value.basis)
    return alike


def _distinct(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Each fact once; several fields of an exam stand in one."""
    return tuple({id(fact): fact for fact in facts}.values())


def _surely_held(fact: Fact, then: PartialDate) -> bool:
    """Whether its own dates, not open ends, say that it was so all through that time."""
    return (
        fact.since is not None
        and fact.since.latest <= then.earliest
        and (fact.until is None or then.latest <= fact.until.latest)
    )


def _plain(value: object) -> object:
    return (value.min, value.max, value.currency, value.per, value.basis) if isinstance(value, Cost) else value


# Status

# Official pages disagree by a day about the last day of an exam, as the day itself or the day after is meant.
DAY_OF_GRACE = timedelta(days=1)
# Announced, opened for booking, first sat: articles call each of these the launch.
LAUNCH_GRACE = timedelta(days=31)
# For how long a credential may be called new.
NEW_FOR_DAYS = 180


def _of_status(claim: Claim, credential: Credential, today: date) -> Verdict:
    value = claim.value
    facts = status_facts(credential)
    now = next((fact for fact in reversed(facts) if _begun(fact, today)), None)
    if not isinstance(value, Status) or now is None:
        return Unknown("the catalog has no status to compare with")
    when = _period(value.date)
    exam = dict(claim.qualifiers).get("exam", "")
    own = next((code for code in credential.codes if code.code.upper() == exam), None)
    # A credential ends with its last exam, not with an earlier one.
    if exam and (own is None or current_code(credential, today) not in (own, None)):
        end = code_fact(credential, own) if own else None
        if when and end and end.until and _near(when, end.until, DAY_OF_GRACE):
            return Agrees(end)
        return Unknown(f"it is said of {exam}, one of its exams")
    ending = next((fact for fact in reversed(facts) if status_of(fact) == "retired"), None)
    match value.status:
        case "retired" | "retiring":
            return _of_ending(value.status, when, credential, facts, now, ending, today)
        case "beta" | "announced":
            was = next((fact for fact in facts if status_of(fact) == value.status), None)
            if was is None:
                return Unknown(f"the catalog knows of no such step as {value.status}")
            if was is now:
                return Agrees(was)
            return Outdated(was, now) if _begun(was, today) else Unknown(f"it will be so from {was.since}")
        case "launched":
            return _of_launch(when, credential, facts, now)
        case "new":
            first = launch(credential)
            if first is None or first.since is None:
                return Unknown("the catalog does not know when it was launched")
            old = today - first.since.latest > timedelta(days=NEW_FOR_DAYS)
            return Outdated(first, now) if old else Agrees(first)
        case "active":
            if status_of(now) == "retired":
                was = next((fact for fact in facts if status_of(fact) == "active"), now)
                return Outdated(was, now)
            return Agrees(now)
        case "renamed":
            renamed = next((fact for fact in facts if status_of(fact) == "renamed"), None)
            if renamed is not None or credential.former_names:
                return Agrees(renamed or now)
    return Unknown(f"the catalog does not tell whether it is {value.status}")


def _of_ending(
    said: str,
    when: tuple[date, date] | None,
    credential: Credential,
    facts: tuple[Fact, ...],
    now: Fact,
    ending: Fact | None,
    today: date,
) -> Verdict:
    exams = [code_fact(credential, code) for code in credential.codes if code.until]
    for exam in exams:
        if exam.until and when and _near(when, exam.until, DAY_OF_GRACE):
            return Outdated(exam, ending) if said == "retiring" and exam.ended(today) else Agrees(exam)
    if ending is None:
        if exams or credential.former_names:
            return Unknown("one of its exams or names has ended, and which is meant is not clear")
        checked = _last_checked(credential)
        # Articles may know of a retirement before the catalog does, unless it was seen alive after the day they name.
        if when and said == "retired" and checked and when[1] + DAY_OF_GRACE < checked.earliest:
            return Disagrees((now,))
        return Unknown("the catalog knows of no retirement")
    if when and ending.since and not ending.since.no_later_than and not _near(when, ending.since, DAY_OF_GRACE):
        notice = next((fact for fact in facts if status_of(fact) == "retiring"), None)
        if notice and notice.since and _near(when, notice.since, LAUNCH_GRACE):
            return Agrees(notice)
        return Disagrees((ending,))
    begun = _begun(ending, today)
    if said == "retiring" and begun:
        return Outdated(next((fact for fact in facts if status_of(fact) == "retiring"), ending), ending)
    if said == "retired" and not begun and when is None:
        return Disagrees((now, ending))
    return Agrees(ending if begun or said == "retired" else now)


def _of_launch(when: tuple[date, date] | None, credential: Credential, facts: tuple[Fact, ...], now: Fact) -> Verdict:
    if when is None:
        return Agrees(now) if status_of(now) != "announced" else Unknown("the catalog knows it as announced only")
    steps = [fact for fact in facts if status_of(fact) in ("announced", "beta", "active", "renamed")]
    steps += [code_fact(credential, code) for code in credential.codes]
    for fact in steps:
        if fact.since and _near(when, fact.since, LAUNCH_GRACE):
            return Agrees(fact)
    first = launch(credential)
    if first is None:
        return Unknown("the catalog does not know when it was launched")
    return Disagrees((first,))


def _begun(fact: Fact, today: date) -> bool:
    return fact.since is None or fact.since.earliest <= today


def _gone(credential: Credential, today: date) -> bool:
    entry = credential.status_on(today)
    return entry is not None and entry.status == "retired"


def _period(text: str | None) -> tuple[date, date] | None:
    if not text:
        return None
    try:
        day = PartialDate.parse(text)
    except ValueError:
        return None
    return day.earliest, day.latest


def _near(when: tuple[date, date], day: PartialDate, grace: timedelta) -> bool:
    return when[0] - grace <= day.latest and day.earliest <= when[1] + grace


def _last_checked(credential: Credential) -> PartialDate | None:
    """When it was last seen in use."""
    checks = [fact.checked for fact in credential.facts if fact.checked]
    checks += [entry.checked for entry in credential.status if entry.checked]
    return max(checks, key=lambda check: check.latest, default=None)


# Exam codes

# Evidence that a code is written right beside a credential's name.
BESIDE_NAME = frozenset({"same-clause", "same-cell", "table-row", "table-column"})
COUNTED = lazy_re.compile(r"(?P<stem>.*\D)(?P<count>\d+)")


def _of_code(claim: Claim, catalog: Catalog, today: date) -> Verdict:
    if not isinstance(claim.value, Code):
        return Unknown("not a code")
    written = claim.value.code.upper()
    credential = catalog.credentials.get(claim.subject or "")
    if credential is None:
        return _of_series(written, catalog)
    current = current_code(credential, today)
    now = code_fact(credential, current) if current else None
    for code in credential.codes:
        if code.code.upper() != written:
            continue
        fact = code_fact(credential, code)
        if fact.ended(today):
            return Agrees(fact) if claim.past else Outdated(fact, now or _successors_code(catalog, credential, today))
        if code.until is not None:
            after = [code_fact(credential, other) for other in credential.codes if _follows(other, code)]
            return Upcoming(fact, next(iter(after), None))
        if code.since is None and current is not None and _is_earlier_version(code.code, current.code):
            return Unknown("there is a later version, and the catalog does not know when this one ended")
        return Agrees(fact)
    if claim.past or now is None or not now.sources:
        return Unknown("the catalog does not know this code")
    names = catalog.names
    if names.versioned(written) == credential.id:
        stem, count = _counted(written)
        if all(count < other for kin, other in (_counted(code.code) for code in credential.codes) if kin == stem):
            return Outdated(Fact(Kind.CODE, Code(written), until=day_before(now.since) if now.since else None), now)
        return Disagrees((now,))
    is_issuers = names.issuer_of_code(written) == credential.provider and not names.is_issued(written)
    if claim.why in BESIDE_NAME and is_issuers:
        return Disagrees((now,))
    return _of_series(written, catalog)


def _of_series(written: str, catalog: Catalog) -> Verdict:
    """A code that no credential named near has: denied where the catalog knows the series well and it is a gap in it.

    Numbers that an issuer deals to many exams (`AI-104`) tell nothing about a credential.
    """
    facts = []
    for code in catalog.names.neighbours_of_code(written):
        owner = catalog.credentials.get(catalog.names.code(code) or "")
        facts += [code_fact(owner, one) for one in owner.codes if one.code.upper() == code] if owner else []
    # A series of which only names were collected has gaps of the catalog's own.
    known = bool(facts) and all(fact.sources for fact in facts)
    return Disagrees(tuple(facts)) if known else Unknown("the catalog does not know this code")


def _counted(code: str) -> tuple[str, int]:
    """What a code begins with, and the number that it ends with."""
    parts = COUNTED.fullmatch(code.upper())
    return (parts["stem"], int(parts["count"])) if parts else (code.upper(), 0)


def _is_earlier_version(one: str, other: str) -> bool:
    (stem, count), (other_stem, later) = _counted(one), _counted(other)
    return stem == other_stem and count < later


def _follows(other: ExamCode, code: ExamCode) -> bool:
    if other.code == code.code or other.since is None:
        return False
    return code.since is None or other.since.earliest > code.since.earliest


def _successors_code(catalog: Catalog, credential: Credential, today: date) -> Fact | None:
    for successor in credential.replaced_by:
        after = catalog.credentials.get(successor)
        code = current_code(after, today) if after else None
        if after and code:
            return code_fact(after, code)
    return None
