"""One statement of the catalog beside one source's page.

A locator (`evidence`) leads to the place; what stands there must hold every figure of the statement, so that words that
would survive a change of the price prove nothing. Without a locator the page is read as an article is, and it only
speaks where all that it says of this credential and this kind of fact points the same way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property

from msgspec.structs import replace

from credlint import article, wording
from credlint.catalog import Catalog, Fact, Source
from credlint.claims import Claim
from credlint.claims.verdict import Agrees, Disagrees, Upcoming, verdict
from credlint.errors import CredlintError
from credlint.links import LinkResult, LinkStatus, Reason
from credlint.links.page import Page, says_not_there
from credlint.upkeep import Outcome, Owner, Sighting, Statement
from credlint.upkeep.page import Datum, Html, Unreadable
from credlint.values import Code, Cost, Duration, Exam, Kind, Status, Validity, Value

_GONE = (Reason.NOT_FOUND, Reason.GONE, Reason.NO_SUCH_HOST)
_ARRIVED = (LinkStatus.OK, LinkStatus.MOVED)
LONGEST_SAYING = 200
# In more text than this some figure or other is to be found.
LONGEST_PLACE = 300


class Answer:
    """What the web gave for a source's address, read at most once in each way."""

    def __init__(self, result: LinkResult, page: Page | None, catalog: Catalog) -> None:
        self.result, self.page, self.catalog = result, page, catalog

    @cached_property
    def html(self) -> Html:
        assert self.page is not None
        return Html(self.page.text)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the page claims, read as an article."""
        try:
            return article.read(self.html.as_markdown(), "source.md", self.catalog.names).claims
        except (CredlintError, RecursionError) as problem:
            raise Unreadable("its text could not be read") from problem


def look(statement: Statement, source: Source, answer: Answer, today: date, locator: Mapping[str, str]) -> Sighting:
    """What a source says of a statement; `locator` is empty where nobody noted where it stands there."""
    result, page = answer.result, answer.page
    if result.status is LinkStatus.BROKEN and result.reason in _GONE:
        return Sighting(source, Outcome.GONE, result.detail)
    if result.status not in _ARRIVED:
        return Sighting(source, Outcome.UNTOLD, result.detail)
    if page is None:
        return Sighting(source, Outcome.UNTOLD, "what it answers is no text that can be read")
    try:
        if locator:
            sighting = _located(statement, source, answer, page, locator)
        elif statement.fact is None:
            raise Unreadable("nobody noted where the page states it (`evidence`)")
        else:
            sighting = _as_article(statement.owner, statement.fact, source, answer, today)
        if sighting.outcome is Outcome.DRIFTED and page.is_html and says_not_there(page):
            raise Unreadable("the page answers, but seems to say that it does not exist")
    except Unreadable as problem:
        return Sighting(source, Outcome.UNTOLD, str(problem))
    if result.status is LinkStatus.MOVED and not sighting.detail:
        return replace(sighting, detail=f"the page moved to {result.moved_to or result.final_url}")
    return sighting


# With a locator


def _located(statement: Statement, source: Source, answer: Answer, page: Page, locator: Mapping[str, str]) -> Sighting:
    if "pointer" in locator:
        told = _pointed(page.text, locator["pointer"])
    elif "property" in locator:
        told = _properties(statement.value, answer.html.property(locator["property"]))
        _stop_at_shell(page, told)
    elif "selector" in locator:
        told = answer.html.select(locator["selector"])
        _stop_at_shell(page, told)
        if "pattern" in locator:
            told = _matches(locator["pattern"], told) or [text for text in told if text]
    else:
        told = [page.words if page.is_html else " ".join(page.text.lower().split())]
    if "quote" in locator:
        return _quoted(statement, source, page, told, locator["quote"])
    if not told:
        if not page.is_whole:
            raise Unreadable("the page is longer than what is read of it")
        return Sighting(source, Outcome.DRIFTED, "there is nothing any more where it stood")
    if any(len(text) > LONGEST_PLACE for text in told):
        raise Unreadable("the locator means too much text to prove anything: add a `pattern`, or lead further in")
    stating = [text for text in told if states(statement.value, text)]
    if len(stating) == len(told):
        return Sighting(source, Outcome.CONFIRMED)
    says = _shortened(" / ".join(dict.fromkeys(told)))
    if stating:
        return Sighting(source, Outcome.UNTOLD, "where it stood, there are several things now", says)
    return Sighting(source, Outcome.DRIFTED, "it says something else there", says)


def _quoted(statement: Statement, source: Source, page: Page, texts: Sequence[str], quote: str) -> Sighting:
    wanted = " ".join(quote.lower().split())
    if not states(statement.value, quote, bare=False):
        raise Unreadable(f"the quote does not hold {wording.value(statement.value)}, so it proves nothing")
    lower = [" ".join(text.lower().split()) for text in texts]
    if any(re.search(_bounded(re.escape(wanted)), text) for text in lower):
        return Sighting(source, Outcome.CONFIRMED)
    # The same words around other figures are what it says there now.
    other = _bounded(r"[\d.,]*\d".join(map(re.escape, re.split(r"\d[\d.,]*\d|\d", wanted))))
    now = next((match[0] for text in lower if (match := re.search(other, text))), None) if wanted.strip() else None
    if now is not None:
        return Sighting(source, Outcome.DRIFTED, "it says something else there", _shortened(now))
    _stop_at_shell(page, [])
    if not page.is_whole:
        raise Unreadable("the page is longer than what is read of it")
    return Sighting(source, Outcome.DRIFTED, "the words are not on the page any more")


def _bounded(pattern: str) -> str:
    """`$44` is not found in `$445`, nor `5 questions` in `65 questions`."""
    return rf"(?<![\w.,]){pattern}(?!\w|[.,]\d)"


def _stop_at_shell(page: Page, told: Sequence[str]) -> None:
    if not told and page.is_shell:
        raise Unreadable("the page comes without its text: a script fills it")


def _pointed(text: str, pointer: str) -> list[str]:
    """What a JSON pointer (RFC 6901) leads to, as text; nothing where it leads nowhere."""
    try:
        item = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        raise Unreadable("it does not answer with JSON") from None
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(item, list) and key.isdecimal() and int(key) < len(item):
            item = item[int(key)]
        elif isinstance(item, dict) and key in item:
            item = item[key]
        else:
            return []
    return [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)]


def _properties(value: Value, data: Sequence[Datum]) -> list[str]:
    """The values to compare with: of prices those in the same currency."""
    if not isinstance(value, Cost):
        return [datum.text for datum in data]
    same = [datum.text for datum in data if datum.currency in (None, value.currency)]
    if data and not same:
        raise Unreadable(f"its prices are in {', '.join(sorted({datum.currency or '' for datum in data}))}")
    return same


def _matches(pattern: str, texts: Iterable[str]) -> list[str]:
    """What a pattern finds, or its first group."""
    try:
        compiled = re.compile(pattern)
    except (re.error, RecursionError):
        raise Unreadable(f"the pattern {pattern!r} is no regular expression") from None
    return [match[min(1, compiled.groups)] or "" for text in texts for match in compiled.finditer(text)]


# What figures a text holds

_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d{3})*(?:[.,]\d{1,2})?(?![\d])|\d+(?:\.\d+)?")
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twelve": 12}
_SIGNS = {"USD": r"\$|usd", "EUR": "€|eur", "GBP": "£|gbp", "INR": r"₹|inr|\brs\b", "JPY": "¥|jpy", "TWD": r"nt\$|twd"}
_ANY_SIGN = re.compile(r"[$€£₹¥]|\b[a-z]{3}\b\s*\d", re.IGNORECASE)
_FOR_LIFE = re.compile(r"(?i)\blife(?:time|long)?\b|\b(?:never|not?|n['’]t)\b.{0,20}\bexpir|\bpermanent")
_FREE = re.compile(r"(?i)\bfree\b|\bno (?:cost|charge)\b")


def states(value: Value, text: str, *, bare: bool = True) -> bool:
    """Whether a text holds every figure of a value; `bare`: it may be a figure alone, without currency or unit."""
    held = _numbers(text)
    match value:
        case Cost():
            amounts = {amount for amount in (value.min, value.max) if amount is not None}
            if amounts == {Decimal(0)}:
                return bool(_FREE.search(text)) or Decimal(0) in held
            sign = re.compile(_SIGNS.get(value.currency, re.escape(value.currency)), re.IGNORECASE)
            in_currency = bool(sign.search(text)) or (bare and not _ANY_SIGN.search(text))
            return in_currency and amounts <= held
        case Validity():
            if value.lifetime:
                return bool(_FOR_LIFE.search(text))
            months = {bound for bound in (value.min_months, value.max_months) if bound is not None}
            if re.search(r"(?i)month", text) or (bare and not re.search(r"(?i)year|yr", text)):
                return months <= held
            return {bound / 12 for bound in months} <= held if re.search(r"(?i)year|yr", text) else False
        case Duration():
            bounds = {bound for bound in (value.min, value.max) if bound is not None}
            return bounds <= held and (bare or value.unit.removesuffix("s") in text.lower())
        case Exam():
            pairs = (value.questions, value.minutes, value.passing_score, value.passing_percent)
            return all(bound in held for pair in pairs if pair is not None for bound in pair if bound)
        case Code():
            return re.search(_bounded(re.escape(value.code.lower())), text.lower()) is not None
        case Status():
            year = (value.date or "").removeprefix("<=")[:4]
            return value.status in text.lower() or (not bare and year != "" and year in text)
        case _:
            return False


def _numbers(text: str) -> set[Decimal]:
    found = {Decimal(count) for word, count in _WORDS.items() if re.search(rf"\b{word}\b", text.lower())}
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"['’\u00a0\u202f]", "", match[0])
        # The last mark before one or two digits begins the cents; every other one parts thousands.
        whole, mark, cents = re.match(r"(.*?)(?:([.,])(\d{1,2}))?$", digits).groups()  # type: ignore[union-attr]
        try:
            found.add(Decimal(re.sub("[.,]", "", whole) + (f".{cents}" if mark else "")))
        except InvalidOperation:
            continue
    return found


# Without one


# A price for somebody, somewhere or something special is not to be told from the plain one by reading.
_PLAIN = frozenset({"region", "code"})
_READ = (Kind.COST, Kind.EXAM, Kind.VALIDITY)


def _as_article(owner: Owner, fact: Fact, source: Source, answer: Answer, today: date) -> Sighting:
    ident, page = owner.id, answer.page
    credential = answer.catalog.credentials.get(ident)
    if page is None or not page.is_html or credential is None or fact.kind not in _READ:
        raise Unreadable("nobody noted where the page states it (`evidence`)")
    narrow = set(fact.qualifiers) - _PLAIN
    if narrow or not fact.holds(today):
        raise Unreadable("it is not the plain case of today, so a locator is needed (`evidence`)")
    if page.is_shell:
        raise Unreadable("the page comes without its text: a script fills it")
    alone = replace(answer.catalog, credentials={ident: replace(credential, facts=(fact,))})
    told = [
        (claim, verdict(claim, alone, today))
        for claim in answer.claims
        if claim.subject == ident and claim.kind is fact.kind and not claim.past
    ]
    agreeing = [claim for claim, found in told if isinstance(found, Agrees | Upcoming)]
    against = [claim for claim, found in told if isinstance(found, Disagrees)]
    says = _shortened(" / ".join(dict.fromkeys(claim.quote for claim in against)))
    if agreeing and against:
        raise Unreadable(f"it says both {agreeing[0].quote} and {says} of it")
    if agreeing:
        if missing := _fields(fact.value).difference(*(_fields(claim.value) for claim in agreeing)):
            raise Unreadable(f"it says nothing that can be read of {wording.listed(sorted(missing))}")
        return Sighting(source, Outcome.CONFIRMED, "read without a locator")
    if against and len({_fields(claim.value, True) for claim in against}) == 1 and page.is_whole:
        return Sighting(source, Outcome.DRIFTED, "read without a locator, it says something else", says)
    raise Unreadable("it says nothing of it that can be read without a locator (`evidence`)")


def _fields(value: Value, with_values: bool = False) -> frozenset[str]:
    """Which figures of a value are stated."""
    stated = {name: held for name, held in value.to_json().items() if held is not None}
    return frozenset(f"{name}={held}" if with_values else name for name, held in stated.items())


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SAYING else f"{text[:LONGEST_SAYING]}…"
