"""Credentials and owners, and how each stands; the run in figures, beside earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from credlint.staleness import RunCounts, StalenessReport, State, Tally
from credlint.staleness.formats.html import charts
from credlint.staleness.formats.html.elements import Child, Markup, element
from credlint.staleness.formats.html.parts import counts_of, table, time

AGES = (("up to 3 months", 91), ("3 to 6 months", 182), ("6 to 12 months", 365), ("1 to 2 years", 730))
VERDICTS = {"agrees": "good", "upcoming": "soon", "outdated": "wrong", "disagrees": "wrong", "unknown": "unverifiable"}


def credentials(report: StalenessReport) -> Child:
    if not report.credentials:
        return element("p", "No article names a credential of the catalog.")
    days = [tally.next_change for tally in report.credentials]
    return _tallies("Credentials in the articles", "Credential", report.credentials, "Next change", days)


def owners(report: StalenessReport) -> Child:
    days = [tally.oldest_review for tally in report.owners]
    return _tallies("Who looks after what", "Owner", report.owners, "Oldest review", days)


def _tallies(caption: str, who: str, tallies: Sequence[Tally], when: str, days: Sequence[date | None]) -> Markup:
    rows = [
        [
            element("th", tally.title, scope="row"),
            *counts_of(tally),
            element("td", time(day) if day else "–"),
        ]
        for tally, day in zip(tallies, days, strict=True)
    ]
    heads = (who, "Articles", "Claims", "Wrong", "Soon", "Unverifiable", when)
    return table(caption, heads, rows, numbers=range(1, 6))


def figures(report: StalenessReport) -> Child:
    verdicts = [(verdict, report.check.claims.get(verdict, 0), kind) for verdict, kind in VERDICTS.items()]
    ages = _ages(report)
    runs = _by_day((*report.history, report.counts))
    return element(
        "div",
        _figure("Claims by verdict", charts.bars("coverage", "Claims by verdict", verdicts)),
        _figure("Articles by time since their last review", charts.bars("ages", "Articles by age of review", ages)),
        _figure("From run to run", _trend(runs), _trend_table(runs)) if len(runs) > 1 else None,
        class_="plots",
    )


def _ages(report: StalenessReport) -> list[tuple[str, int, str]]:
    ages = [article.age(report.as_of) for article in report.articles]
    rows, before = [], -1
    for (label, most), kind in zip(AGES, ("good", "good", "soon", "soon"), strict=True):
        low = before
        rows.append((label, sum(age is not None and low < max(age, 0) <= most for age in ages), kind))
        before = most
    rows.append(("over 2 years", sum(age is not None and age > before for age in ages), "wrong"))
    rows.append(("no date", sum(age is None for age in ages), "unverifiable"))
    return rows


def _by_day(runs: Sequence[RunCounts]) -> list[RunCounts]:
    """The last run of each day, in order."""
    return list({run.as_of: run for run in sorted(runs, key=lambda run: run.as_of)}.values())


def _trend(runs: Sequence[RunCounts]) -> Markup:
    series = [(state.value, [getattr(run, state.value) for run in runs], state.value) for state in State]
    return charts.lines("trend", "Sentences by state from run to run", [run.as_of for run in runs], series)


def _trend_table(runs: Sequence[RunCounts]) -> Markup:
    rows = [
        [
            element("th", time(run.as_of), scope="row"),
            *(
                element("td", str(number), class_="number")
                for number in (run.wrong, run.soon, run.unverifiable, run.judged, run.claims)
            ),
        ]
        for run in reversed(runs)
    ]
    heads = ("Run", "Wrong", "Soon", "Unverifiable", "Claims judged", "Claims")
    figures = table("Earlier runs", heads, rows, numbers=range(1, 6))
    return element("details", element("summary", "The figures"), figures)


def _figure(caption: str, *content: Child) -> Markup:
    return element("figure", element("figcaption", caption), *content)
