"""When a status holds: the date that goes with its words, compared with the article's own date."""

from __future__ import annotations

from credlint import lazy_re
from credlint.claims.context import Context
from credlint.claims.kinds.status.signs import Sign
from credlint.claims.page import Page
from credlint.claims.places import Place
from credlint.claims.written_dates import MONTHS
from credlint.dates import PartialDate
from credlint.span import Span

_MONTH_ALONE = lazy_re.compile(
    rf"\s?(?:in |since |on |from )?(?:early |late |mid-?)?(?P<month>{'|'.join(MONTHS)})\b(?!,?\s\d)"
)
_UNTIL = lazy_re.compile(r"(?:since|as of|updated in|until|by)\s$")

Dated = tuple[Span, PartialDate]


# "In February 2026, weeks before it was retired": the date is of something earlier.
_EARLIER = lazy_re.compile(r"\b(?:before|until)\b")


def date_of(context: Context, sign: Sign) -> Dated | None:
    """The date that goes with a sign: within 60 characters, rather after it than before; of "new in 2026" its own."""
    if sign.status in {"beta", "active"}:
        return None
    span = context.span
    dates = context.page.dates(context.sentence_span)
    if sign.status == "new":
        return next((dated for dated in dates if dated[0] in span), None)
    after = [dated for dated in dates if 0 <= dated[0].start - span.start <= span.end - span.start + 60]
    low = context.page.low
    before = [
        dated
        for dated in dates
        if 0 <= span.start - dated[0].end <= 40 and not _EARLIER.search(low, dated[0].end, span.start)
    ]
    found = {dated[0].start - span.end: dated for dated in after}
    found |= {30 + span.start - dated[0].end: dated for dated in before}
    if sign.name == "launched" and "since" not in context.written:
        found = {far: dated for far, dated in found.items() if not _is_of_other(context.page, dated[0])}
    return found[min(found)] if found else None


def _is_of_other(page: Page, date: Span) -> bool:
    """Whether words before a date say that it is another than that of a launch: "as of", "until"."""
    return _UNTIL.search(page.low[max(0, date.start - 12) : date.start]) is not None


def month_of(context: Context, sign: Sign, written: PartialDate | None) -> Dated | None:
    """A month without a year right after a sign ("live since March"): the one before or after the article's date."""
    if written is None or written.month is None or sign.name not in {"launched", "retired", "retiring", "last day"}:
        return None
    end = context.span.end
    match = _MONTH_ALONE.match(context.page.low, end, min(context.sentence_span.end, end + 24))
    if match is None:
        return None
    month = 1 + MONTHS.index(match["month"])
    # A month without a year is the next one for a retirement, the last one for everything else.
    later, earlier = month < written.month, month > written.month
    year = written.year + later if sign.status == "retiring" else written.year - earlier
    return Span(*match.span("month")), PartialDate(year, month)


def is_later(day: PartialDate, written: PartialDate) -> bool:
    return day.earliest > written.latest


def retired_or_retiring(day: PartialDate, written: PartialDate | None, otherwise: str) -> str:
    """Compared with the article's own date: it may say "will retire" of a day that has passed since."""
    if written is None:
        return otherwise
    return "retiring" if day.latest > written.latest else "retired"


def entered_on(page: Page, place: Place) -> PartialDate | None:
    """The date that is the whole of a heading above, as over an entry of a change log: when the entry was written."""
    for index in reversed(place.headings):
        heading = page.scene.places[index].span
        for span, day in page.dates(heading):
            if not lazy_re.search(r"\w", page.low[heading.start : span.start] + page.low[span.end : heading.end]):
                return day
    return None
