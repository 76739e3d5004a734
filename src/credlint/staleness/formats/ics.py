"""For a calendar: an all-day event for every dated change that touches an article (RFC 5545).

Written by hand because no core dependency writes iCalendar and what is needed of it is small.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from credlint.dates import days_after
from credlint.escape import for_ics, one_line, visible, web_address
from credlint.staleness import Change, StalenessReport

# RFC 5545, 3.1: no line of more than 75 octets without its end; what follows begins with a space.
LONGEST = 75


def render(report: StalenessReport) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//credlint//credlint report//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Certification changes that affect our articles",
    ]
    for change in report.changes:
        lines += _event(report, change)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(report: StalenessReport, change: Change) -> Iterator[str]:
    identity = hashlib.sha256(f"{change.subject}\0{change.on}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{identity}@credlint"
    yield f"DTSTAMP:{report.as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(change.first)}"
    # The end is exclusive. A change of which only the month is known spans that month.
    yield f"DTEND;VALUE=DATE:{_day(days_after(change.last, 1))}"
    yield f"SUMMARY:{for_ics(one_line(f'{change.name}: {change.what}'))}"
    yield f"DESCRIPTION:{for_ics(_description(report, change))}"
    url = web_address(change.source.url) if change.source and change.source.url else None
    if url:
        yield f"URL:{visible(url)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(report: StalenessReport, change: Change) -> str:
    lines = [f"{change.name} ({change.subject}): {change.what}, on {change.on}.", "", "Articles to change:"]
    for article in change.affected:
        places = f"{'line' if len(article.lines) == 1 else 'lines'} {', '.join(map(str, article.lines))}"
        lines.append(f"- {one_line(article.title)} ({one_line(article.path)}, {places})")
        link = report.link(article.path, article.lines[0])
        if link and web_address(link):
            lines.append(f"  {link}")
    if change.source:
        checked = f", last checked {change.checked}" if change.checked else ""
        lines += ["", f"Source: {one_line(change.source.title)} {one_line(change.source.url or '')}{checked}"]
    return "\n".join(lines)


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, cut between characters."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + character, size + octets
    yield part
