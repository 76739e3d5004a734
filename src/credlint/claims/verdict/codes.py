"""The verdict on an exam code, by the codes of the credential and the series that issuers count."""

from __future__ import annotations

from datetime import date

from credlint import lazy_re
from credlint.catalog import Catalog, Credential, ExamCode, Fact
from credlint.claims import Claim
from credlint.claims.facts import code_fact, current_code, day_before, last_code
from credlint.claims.verdict.outcomes import Agrees, Disagrees, Outdated, Unknown, Upcoming, Verdict
from credlint.span import Span
from credlint.values import Code, Kind

# Evidence that a code is written right beside a credential's name.
_BESIDE_NAME = frozenset({"same-clause", "same-cell", "table-row", "table-column"})
_COUNTED = lazy_re.compile(r"(?P<stem>.*\D)(?P<count>\d+)")


def verdict(claim: Claim, catalog: Catalog, today: date) -> Verdict:
    """What the catalog says of a code that is said to be the credential's, or to be one at all."""
    if not isinstance(claim.value, Code):
        return Unknown("not a code")
    written = claim.value.code.upper()
    credential = catalog.credentials.get(claim.subject or "")
    if credential is None:
        return _of_series(written, catalog)
    code = next((code for code in credential.codes if code.code.upper() == written), None)
    if code is not None:
        return _of_issued(claim, code, credential, catalog, today)
    if claim.past:
        return Unknown("the catalog does not know this code")
    latest = current_code(credential, today) or last_code(credential)
    now = code_fact(credential, latest) if latest else None
    if now is not None and now.sources:
        codes = catalog.codes
        if codes.versioned(written) == credential.id:
            if _is_before_all(written, credential):
                ended = day_before(now.since) if now.since else None
                return Outdated(Fact(Kind.CODE, Code(written), until=ended), now)
            return Disagrees((now,))
        is_issuers = codes.issuer(written) == credential.provider and not codes.is_issued(written)
        if claim.why in _BESIDE_NAME and is_issuers:
            return Disagrees((now,))
    return _of_series(written, catalog)


def _of_issued(claim: Claim, code: ExamCode, credential: Credential, catalog: Catalog, today: date) -> Verdict:
    """Of a code that the credential has or had."""
    fact = code_fact(credential, code)
    current = current_code(credential, today)
    if fact.ended(today):
        now = code_fact(credential, current) if current else _successors_code(catalog, credential, today)
        return Agrees(fact) if claim.past else Outdated(fact, now)
    if code.until is not None:
        return Upcoming(
            fact, next((code_fact(credential, one) for one in credential.codes if _follows(one, code)), None)
        )
    if code.since is None and current is not None and _is_earlier_version(code.code, current.code):
        return Unknown("there is a later version, and the catalog does not know when this one ended")
    return Agrees(fact)


def _of_series(written: str, catalog: Catalog) -> Verdict:
    """A code that no credential named near has: denied where the catalog knows the series well and it is a gap in it.

    Numbers that an issuer deals to many exams (`AI-104`) identify no credential.
    """
    facts = []
    for code in catalog.codes.neighbours(written):
        owner = catalog.credentials.get(catalog.codes.credential(code) or "")
        facts += [code_fact(owner, one) for one in owner.codes if one.code.upper() == code] if owner else []
    # A series of which only names were collected has gaps of the catalog's own.
    known = bool(facts) and all(fact.sources for fact in facts)
    return Disagrees(tuple(facts)) if known else Unknown("the catalog does not know this code")


def earlier_beside(claim: Claim, text: str, catalog: Catalog, today: date) -> str | None:
    """The code of an earlier exam of the claim's credential, where of all its codes in the paragraph or table row that
    one stands nearest.
    """
    credential = catalog.credentials.get(claim.subject or "")
    current = current_code(credential, today) if credential else None
    if credential is None or current is None:
        return None
    before, behind = _around("\n", claim.span, text)
    if "|" not in before + behind:
        before, behind = _around("\n\n", claim.span, text)
    gaps = [(len(before.rpartition(code.code)[2]), code) for code in credential.codes if code.code in before]
    gaps += [(behind.index(code.code), code) for code in credential.codes if code.code in behind]
    if not gaps:
        return None
    _, nearest = min(gaps, key=lambda pair: pair[0])
    has_ended = nearest.until is not None and nearest.until.latest < today
    return nearest.code if has_ended or _follows(current, nearest) else None


def _around(separator: str, span: Span, text: str) -> tuple[str, str]:
    """What stands before and behind a span, up to the nearest separator."""
    return text[: span.start].rpartition(separator)[2], text[span.end :].partition(separator)[0]


def _counted(code: str) -> tuple[str, int]:
    """What a code begins with, and the number that it ends with."""
    parts = _COUNTED.fullmatch(code.upper())
    return (parts["stem"], int(parts["count"])) if parts else (code.upper(), 0)


def _is_earlier_version(one: str, other: str) -> bool:
    (stem, count), (other_stem, later) = _counted(one), _counted(other)
    return stem == other_stem and count < later


def _is_before_all(written: str, credential: Credential) -> bool:
    """Whether a code is a version before all of the credential's that are counted in the same way."""
    stem, count = _counted(written)
    return all(count < other for kin, other in (_counted(code.code) for code in credential.codes) if kin == stem)


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
