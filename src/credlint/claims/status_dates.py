"""When a status holds: the date that goes with its words, compared with the article's own date."""

from __future__ import annotations

from credlint import lazy_re
from credlint.claims.page import Page
from credlint.claims.places import Place
from credlint.claims.signs import Sign
from credlint.claims.written_dates import MONTHS
from credlint.dates import PartialDate
from credlint.document import Document
from credlint.span import Span

_MONTH_ALONE = lazy_re.compile(
    rf"\s?(?:in |since |on |from )?(?:early |late |mid-?)?(?P<month>{'|'.join(MONTHS)})\b(?!,?\s\d)"
)
_PUBLISHED_KEYS = (
    "updateddate",
    "lastverified",
    "lastmod",
    "updated",
    "lastupdated",
    "modified",
    "updatedat",
    "pubdate",
    "date",
    "publishdate",
    "published",
    "datepublished",
    "publishedat",
    "created",
)


def date_of(page: Page, sentence: Span, span: Span, sign: Sign) -> tuple[Span, PartialDate] | None:
    """The date that goes with a sign: within 60 characters, rather after it than before; of "new in 2026" its own."""
    if sign.status in {"beta", "active"}:
        return None
    if sign.status == "new":
        return next(((one, day) for one, day in page.dates(sentence) if one in span), None)
    found = [
        (one, day) for one, day in page.dates(sentence)
        if (one.start >= span.start and one.start - span.end <= 60)
        or (one.end <= span.start and span.start - one.end <= 40)
    ]  # fmt: skip
    if sign.name == "launched":
        found = [
            (one, day)
            for one, day in found
            if not lazy_re.search(
                r"(?:since|as of|updated in|until|by)\s$", page.low[max(0, one.start - 12) : one.start]
            )
            or "since" in span.of(page.low)
        ]
    return min(
        found,
        key=lambda item: item[0].start - span.end if item[0].start >= span.start else 30 + span.start - item[0].end,
        default=None,
    )


def month_of(
    page: Page, sentence: Span, span: Span, sign: Sign, written: PartialDate | None
) -> tuple[Span, PartialDate] | None:
    """A month without a year right after a sign ("live since March"): the one before or after the article's date."""
    if written is None or written.month is None or sign.name not in {"launched", "retired", "retiring", "last day"}:
        return None
    match = _MONTH_ALONE.match(page.low, span.end, min(sentence.end, span.end + 24))
    if match is None:
        return None
    month = 1 + MONTHS.index(match["month"])
    # A month without a year is the next one for a retirement, the last one for everything else.
    year = (
        written.year + (month < written.month) if sign.status == "retiring" else written.year - (month > written.month)
    )
    return Span(*match.span("month")), PartialDate(year, month)


def is_later(dated: tuple[Span, PartialDate] | None, written: PartialDate | None) -> bool:
    return dated is not None and written is not None and dated[1].earliest > written.latest


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


def written_on(document: Document) -> PartialDate | None:
    """The latest date that the front matter gives the article itself."""
    front = document.front_matter
    if front is None or not isinstance(front.data, dict):
        return None
    days = []
    for key, value in front.data.items():
        if isinstance(key, str) and lazy_re.sub("[-_]", "", key).lower() in _PUBLISHED_KEYS and isinstance(value, str):
            try:
                days.append(PartialDate.parse(value.strip()[:10]))
            except ValueError:
                continue
    return max(days, key=lambda day: day.latest, default=None)
