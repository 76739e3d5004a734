"""What to do this week, and what changes when."""

from __future__ import annotations

from credlint.staleness import Change, StalenessReport, Task
from credlint.staleness.formats.html import charts
from credlint.staleness.formats.html.elements import Child, Markup, element
from credlint.staleness.formats.html.parts import item_body, line_of, listed, source_of, table, tag, time

TASKS = 10
ROWS_OF_TIMELINE = 14


def this_week(report: StalenessReport) -> Child:
    if not report.this_week:
        return element("p", "Nothing: no sentence is known to be wrong this week.")
    rest = len(report.this_week) - TASKS
    return [
        element("ol", [_task(report, task) for task in report.this_week[:TASKS]], class_="tasks"),
        element("p", f"{rest} more are listed with ", element("a", "their articles", href="#articles"), ".")
        if rest > 0
        else None,
    ]


def _task(report: StalenessReport, task: Task) -> Markup:
    places = [line_of(report, task.item.path, line) for line in task.lines]
    return element(
        "li",
        element("h3", task.title),
        element("p", tag(task.item), " ", listed(places), f" · {task.owner}" if task.owner else None),
        item_body(task.item),
    )


def ahead(report: StalenessReport) -> Child:
    elsewhere = (
        element("p", f"{report.elsewhere} dated changes in the catalog affect no article here.", class_="soft")
        if report.elsewhere
        else None
    )
    if not report.changes:
        return [element("p", "Nothing that affects an article."), elsewhere]
    rows = [(change.first, change.name, len(change.affected)) for change in report.changes[:ROWS_OF_TIMELINE]]
    title = f"Dated changes from {report.as_of} to {report.until}"
    return [
        charts.timeline("timeline", title, report.as_of, report.until, rows),
        table(
            "Dated changes and the articles to change for them",
            ("Day", "Credential", "Change", "Articles", "Source"),
            [
                [
                    element("td", time(change.first, change.on), data_value=change.first.isoformat()),
                    element("th", change.name, scope="row"),
                    element("td", change.what, class_="wide"),
                    element("td", _affected(report, change), class_="wide hits", data_value=len(change.affected)),
                    element("td", source_of(change.source) if change.source else "–", class_="source"),
                ]
                for change in report.changes
            ],
        ),
        elsewhere,
    ]


def _affected(report: StalenessReport, change: Change) -> Markup:
    return element(
        "ul",
        [
            element("li", article.title, ": ", listed([line_of(report, article.path, line) for line in article.lines]))
            for article in change.affected
        ],
    )
