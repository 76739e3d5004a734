"""Dates as people write them, and the one that an article was written on."""

from __future__ import annotations

import re
from datetime import date

from credlint import lazy_re
from credlint.dates import PartialDate
from credlint.document import Document
from credlint.span import Span

# Not calendar.month_name, which speaks the language of the process.
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DATES = (
    lazy_re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.‐‑–](?P<number>\d{1,2})(?:[-/.‐‑–](?P<day>\d{1,2}))?(?![\d])"),
    lazy_re.compile(rf"(?<![A-Za-z])(?P<week>week of\s)?{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}", re.I),
    lazy_re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s-]{_MONTH},?[\s-]{_YEAR}", re.I),
    lazy_re.compile(rf"(?<![A-Za-z]){_MONTH},?(?:\sof)?\s{_YEAR}", re.I),
    lazy_re.compile(r"(?<!\d)(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?!\d)"),
    lazy_re.compile(rf"(?<![\d$€£₹,.\w]){_YEAR}(?![,.]?\d)"),
)
# Front matter keys, without hyphens and underscores.
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


def dates(text: str, start: int = 0, end: int | None = None) -> list[tuple[Span, PartialDate]]:
    """Dates of any written form that hold at least a year, in order; `06/07/2026` is read the American way."""
    end = len(text) if end is None else end
    found: list[tuple[Span, PartialDate]] = []
    if text.find("20", start, end) < 0 and text.find("19", start, end) < 0:
        return found
    for pattern in _DATES:
        for match in pattern.finditer(text, start, end):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other, _ in found):
                day = _date(match)
                if day is not None:
                    found.append((span, day))
    return sorted(found, key=lambda item: item[0])


def _date(match: re.Match[str]) -> PartialDate | None:
    groups = match.groupdict()
    year = int(groups["year"])
    month = day = None
    if groups.get("month"):
        month = next(number for number, name in enumerate(MONTHS, 1) if name.startswith(groups["month"].lower()[:3]))
    elif groups.get("number"):
        month = int(groups["number"])
    elif groups.get("first"):
        first, second = int(groups["first"]), int(groups["second"])
        month, day = (second, first) if first > 12 or "." in match[0] else (first, second)
    if groups.get("day") and not groups.get("week"):  # of "the week of June 3, 2026" no more than the month is sure
        day = int(groups["day"])
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(year, month, day)


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
