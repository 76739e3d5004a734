"""Credentials and owners, and how each stands; the run in figures, beside earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from credlint.staleness import Mark, StalenessReport, Standing, State
from credlint.staleness.formats.html import charts
from credlint.staleness.formats.html.elements import Child, Markup, element
from credlint.staleness.formats.html.parts import counts_of, table, time

AGES = (("up to 3 months", 91), ("3 to 6 months", 182), ("6 to 12 months", 365), ("1 to 2 years", 730))
VERDICTS = {"agrees": "good", "upcoming": "soon", "outdated": "wrong", "disagrees": "wrong", "unknown": "unverifiable"}


def credentials(report: StalenessReport) -> Child:
    if not report.credentials:
        return element("p", "No article names a credential of the catalog.")
    days = [standing.next_change for standing in report.credentials]
    return _standings("Credentials that articles speak of", "Credential", report.credentials, "Next change", days)


def owners(report: StalenessReport) -> Child:
    days = [standing.oldest_review for standing in report.owners]
    return _standings("Who looks after what", "Owner", report.owners, "Oldest review", days)


def _standings(caption: str, who: str, standings: Sequence[Standing], when: str, days: Sequence[date | None]) -> Markup:
    rows = [
        [
            element("th", standing.title, scope="row"),
            *counts_of(standing),
            element("td", time(day) if day else "–"),
        ]
        for standing, day in zip(standings, days, strict=True)
    ]
    heads = (who, "Articles", "Claims", "Wrong", "Soon", "Unverifiable", when)
    return table(caption, heads, rows, numbers=range(1, 6))


def figures(report: StalenessReport) -> Child:
    verdicts = [(verdict, report.check.claims.get(verdict, 0), kind) for verdict, kind in VERDICTS.items()]
    ages = _ages(report)
    marks = _by_day((*report.history, report.mark))
    return element(
        "div",
        _figure("Claims by verdict", charts.bars("coverage", "Claims by verdict", verdicts)),
        _figure("Articles by time since their last review", charts.bars("ages", "Articles by age of review", ages)),
        _figure("From run to run", _trend(marks), _trend_table(marks)) if len(marks) > 1 else None,
        class_="plots",
    )


def _ages(report: StalenessReport) -> list[tuple[str, int, str]]:
    ages = [page.age(report.as_of) for page in report.pages]
    rows, before = [], -1
    for (label, most), kind in zip(AGES, ("good", "good", "soon", "soon"), strict=True):
        low = before
        rows.append((label, sum(age is not None and low < max(age, 0) <= most for age in ages), kind))
        before = most
    rows.append(("over 2 years", sum(age is not None and age > before for age in ages), "wrong"))
    rows.append(("no date", sum(age is None for age in ages), "unverifiable"))
    return rows


def _by_day(marks: Sequence[Mark]) -> list[Mark]:
    """The last run of each day, in order."""
    return list({mark.as_of: mark for mark in sorted(marks, key=lambda mark: mark.as_of)}.values())


def _trend(marks: Sequence[Mark]) -> Markup:
    series = [(state.value, [getattr(mark, state.value) for mark in marks], state.value) for state in State]
    return charts.lines("trend", "Sentences by state from run to run", [mark.as_of for mark in marks], series)


def _trend_table(marks: Sequence[Mark]) -> Markup:
    rows = [
        [
            element("th", time(mark.as_of), scope="row"),
            *(
                element("td", str(number), class_="number")
                for number in (mark.wrong, mark.soon, mark.unverifiable, mark.judged, mark.claims)
            ),
        ]
        for mark in reversed(marks)
    ]
    heads = ("Run", "Wrong", "Soon", "Unverifiable", "Claims judged", "Claims")
    runs = table("Earlier runs", heads, rows, numbers=range(1, 6))
    return element("details", element("summary", "The figures"), runs)


def _figure(caption: str, *content: Child) -> Markup:
    return element("figure", element("figcaption", caption), *content)
