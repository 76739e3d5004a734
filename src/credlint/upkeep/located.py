"""A statement beside the place of a page that its locator (`evidence`) leads to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from credlint import wording
from credlint.catalog import Source
from credlint.links.page import WebPage
from credlint.upkeep import Outcome, SourceCheck, Statement
from credlint.upkeep.fetched import Fetched, shortened
from credlint.upkeep.figures import bounded, states
from credlint.upkeep.html import CannotTell, Datum
from credlint.values import Cost, Value

# In more text than this some figure or other is to be found.
LONGEST_PLACE = 300


def by_locator(
    statement: Statement, source: Source, fetched: Fetched, page: WebPage, locator: Mapping[str, str]
) -> SourceCheck:
    if "pointer" in locator:
        texts = _pointed(page.text, locator["pointer"])
    elif "property" in locator:
        texts = _properties(statement.value, fetched.html.property(locator["property"]))
        _stop_at_shell(page, texts)
    elif "selector" in locator:
        texts = fetched.html.select(locator["selector"])
        _stop_at_shell(page, texts)
        if "pattern" in locator:
            texts = _matches(locator["pattern"], texts) or [text for text in texts if text]
    else:
        texts = [page.words if page.is_html else " ".join(page.text.lower().split())]
    if "quote" in locator:
        return _quoted(statement, source, page, texts, locator["quote"])
    if not texts:
        if not page.is_whole:
            raise CannotTell("the page is too long to be read in full")
        return SourceCheck(source, Outcome.DRIFTED, "there is nothing left where it stood")
    if any(len(text) > LONGEST_PLACE for text in texts):
        raise CannotTell("the locator selects too much text to prove anything: add a `pattern`, or select less")
    stating = [text for text in texts if states(statement.value, text)]
    if len(stating) == len(texts):
        return SourceCheck(source, Outcome.CONFIRMED)
    says = shortened(" / ".join(dict.fromkeys(texts)))
    if stating:
        return SourceCheck(source, Outcome.UNKNOWN, "there are several values now where it stood", says)
    return SourceCheck(source, Outcome.DRIFTED, "it says something else there", says)


def _quoted(statement: Statement, source: Source, page: WebPage, texts: Sequence[str], quote: str) -> SourceCheck:
    wanted = " ".join(quote.lower().split())
    if not states(statement.value, quote, bare=False):
        raise CannotTell(f"the quote does not hold {wording.value(statement.value)}, so it proves nothing")
    lower = [" ".join(text.lower().split()) for text in texts]
    if any(re.search(bounded(re.escape(wanted)), text) for text in lower):
        return SourceCheck(source, Outcome.CONFIRMED)
    # The same words around other figures are what it says there now.
    other = bounded(r"[\d.,]*\d".join(map(re.escape, re.split(r"\d[\d.,]*\d|\d", wanted))))
    now = next((match[0] for text in lower if (match := re.search(other, text))), None) if wanted.strip() else None
    if now is not None:
        return SourceCheck(source, Outcome.DRIFTED, "it says something else there", shortened(now))
    _stop_at_shell(page, [])
    if not page.is_whole:
        raise CannotTell("the page is too long to be read in full")
    return SourceCheck(source, Outcome.DRIFTED, "the words are no longer on the page")


def _stop_at_shell(page: WebPage, texts: Sequence[str]) -> None:
    if not texts and page.is_shell:
        raise CannotTell("the page has no text of its own: a script fills it in")


def _pointed(text: str, pointer: str) -> list[str]:
    """What a JSON pointer (RFC 6901) leads to, as text; nothing where it leads nowhere."""
    try:
        item = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        raise CannotTell("it does not answer with JSON") from None
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
        raise CannotTell(f"its prices are in {', '.join(sorted({datum.currency or '' for datum in data}))}")
    return same


def _matches(pattern: str, texts: Iterable[str]) -> list[str]:
    """What a pattern finds, or its first group."""
    try:
        compiled = re.compile(pattern)
    except (re.error, RecursionError):
        raise CannotTell(f"the pattern {pattern!r} is not a regular expression") from None
    return [match[min(1, compiled.groups)] or "" for text in texts for match in compiled.finditer(text)]
