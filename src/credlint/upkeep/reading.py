"""One statement of the catalog beside one source's page.

A locator (`evidence`) leads to the place; what stands there must hold every figure of the statement, so that words that
would survive a change of the price prove nothing. Without a locator the page is read as an article is, and it counts
only where all its claims of this kind about this credential agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from credlint import wording
from credlint.catalog import Fact, Source
from credlint.claims.verdict import Agrees, Disagrees, Upcoming, verdict
from credlint.links import LinkStatus, Reason
from credlint.links.page import says_not_there
from credlint.upkeep import Outcome, Owner, SourceCheck, Statement
from credlint.upkeep.fetched import Fetched, shortened
from credlint.upkeep.html import CannotTell
from credlint.upkeep.located import by_locator
from credlint.values import Kind, Value

_GONE = (Reason.NOT_FOUND, Reason.GONE, Reason.NO_SUCH_HOST)
_ARRIVED = (LinkStatus.OK, LinkStatus.MOVED)
# Reading cannot distinguish a price under other conditions from the ordinary one.
_PLAIN = frozenset({"region", "code"})
_READ = (Kind.COST, Kind.EXAM, Kind.VALIDITY)


def compare(
    statement: Statement, source: Source, fetched: Fetched, today: date, locator: Mapping[str, str]
) -> SourceCheck:
    """What a source says of a statement; `locator` is empty where none was noted."""
    result, page = fetched.result, fetched.page
    if result.status is LinkStatus.BROKEN and result.reason in _GONE:
        return SourceCheck(source, Outcome.GONE, result.detail)
    if result.status not in _ARRIVED:
        return SourceCheck(source, Outcome.UNKNOWN, result.detail)
    if page is None:
        return SourceCheck(source, Outcome.UNKNOWN, "its answer is not readable text")
    try:
        if locator:
            found = by_locator(statement, source, fetched, page, locator)
        elif statement.fact is None:
            raise CannotTell("no `evidence` says where the page states it")
        else:
            found = _as_article(statement.owner, statement.fact, source, fetched, today)
        if found.outcome is Outcome.DRIFTED and page.is_html and says_not_there(page):
            raise CannotTell("the page answers, but seems to say that it does not exist")
    except CannotTell as problem:
        return SourceCheck(source, Outcome.UNKNOWN, str(problem))
    if result.status is LinkStatus.MOVED and not found.detail:
        return replace(found, detail=f"the page moved to {result.moved_to or result.final_url}")
    return found


def _as_article(owner: Owner, fact: Fact, source: Source, fetched: Fetched, today: date) -> SourceCheck:
    ident, page = owner.id, fetched.page
    credential = fetched.catalog.credentials.get(ident)
    if page is None or not page.is_html or credential is None or fact.kind not in _READ:
        raise CannotTell("no `evidence` says where the page states it")
    narrow = set(fact.qualifiers) - _PLAIN
    if narrow or not fact.holds(today):
        raise CannotTell("it is not today's ordinary case, so it needs `evidence`")
    if page.is_shell:
        raise CannotTell("the page has no text of its own: a script fills it in")
    alone = replace(fetched.catalog, credentials={ident: replace(credential, facts=(fact,))})
    judged = [
        (claim, verdict(claim, alone, today))
        for claim in fetched.claims
        if claim.subject == ident and claim.kind is fact.kind and not claim.past
    ]
    agreeing = [claim for claim, found in judged if isinstance(found, Agrees | Upcoming)]
    against = [claim for claim, found in judged if isinstance(found, Disagrees)]
    says = shortened(" / ".join(dict.fromkeys(claim.quote for claim in against)))
    if agreeing and against:
        raise CannotTell(f"it says both {agreeing[0].quote} and {says} of it")
    if agreeing:
        if missing := _fields(fact.value).difference(*(_fields(claim.value) for claim in agreeing)):
            raise CannotTell(f"it says nothing readable about {wording.listed(sorted(missing))}")
        return SourceCheck(source, Outcome.CONFIRMED, "read without a locator")
    if against and len({_fields(claim.value, True) for claim in against}) == 1 and page.is_whole:
        return SourceCheck(source, Outcome.DRIFTED, "read without a locator, it says something else", says)
    raise CannotTell("it says nothing about it that can be read without `evidence`")


def _fields(value: Value, with_values: bool = False) -> frozenset[str]:
    """Which figures of a value are stated."""
    stated = {name: held for name, held in value.to_json().items() if held is not None}
    return frozenset(f"{name}={held}" if with_values else name for name, held in stated.items())
