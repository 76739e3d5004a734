"""All articles together: in order of urgency, by credential, by owner, and beside earlier runs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from credlint.catalog import Catalog
from credlint.errors import InputError
from credlint.finding import Finding, Severity
from credlint.report import Report
from credlint.staleness import Change, Item, Mark, Page, StalenessReport, Standing, State, Task, settled_together
from credlint.staleness.changes import changes_ahead
from credlint.staleness.page import item_of

THIS_WEEK = timedelta(days=7)


def assess(
    report: Report,
    pages: Iterable[Page],
    catalog: Catalog,
    until: date,
    history: Sequence[Mark] = (),
    line_url: str | None = None,
) -> StalenessReport:
    """Puts the articles in order of urgency and gathers what concerns several of them.

    `report` is the check of the same articles on the same day. `line_url` is where a line can be read, with `{path}`
    and `{line}` in it.
    """
    pages = [replace(page, items=tuple(sorted(page.items, key=_item_rank))) for page in pages]
    pages += _other_files(report, {page.path for page in pages})
    pages.sort(key=_page_rank)
    dated = list(changes_ahead(catalog, pages, report.as_of, until))
    here = tuple(change for change in dated if change.hits)
    return StalenessReport(
        until=until,
        check=report,
        this_week=_this_week(pages, report.as_of),
        changes=here,
        elsewhere=len(dated) - len(here),
        pages=tuple(pages),
        credentials=_by_credential(pages, catalog, here),
        owners=_by_owner(pages),
        history=tuple(history),
        line_url=line_url,
    )


def read_history(text: str, path: str) -> tuple[Mark, ...]:
    """The runs that a history file keeps, oldest first. Raises InputError for a line that is none."""
    marks = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            parts = json.loads(line)
            day = date.fromisoformat(parts.pop("as_of"))
            if not all(type(count) is int for count in parts.values()):
                raise ValueError("a count that is no whole number")
            marks.append(Mark(as_of=day, **parts))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
            raise InputError(
                f"this line is no run that `credlint report --history` wrote ({problem})",
                hint="restore the file from version control, or remove the line",
                path=path,
                line=number,
            ) from problem
    return tuple(sorted(marks, key=lambda mark: mark.as_of))


def _other_files(report: Report, known: set[str]) -> list[Page]:
    """Findings in files that are no articles, such as the catalog's."""
    by_path: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.path not in known:
            by_path.setdefault(finding.path, []).append(finding)
    pages = []
    for path, findings in by_path.items():
        items = [item_of(finding) for finding in findings if finding.severity is not Severity.INFO]
        pages.append(Page(path, path, items=tuple(items), notes=len(findings) - len(items)))
    return pages


_STATES = list(State)


def _item_rank(item: Item) -> tuple[object, ...]:
    severity = item.severity.rank if item.severity else 0
    return (_STATES.index(item.state), item.due or date.max, -severity, item.line, item.column, item.rule or "")


def _page_rank(page: Page) -> tuple[object, ...]:
    errors = sum(item.state is State.WRONG and item.severity is Severity.ERROR for item in page.items)
    due = min((item.due for item in page.items if item.due), default=date.max)
    return (
        -errors,
        -page.count(State.WRONG),
        due,
        -page.count(State.SOON),
        -page.count(State.UNVERIFIABLE),
        page.path,
    )


def _this_week(pages: Sequence[Page], today: date) -> tuple[Task, ...]:
    """What is wrong, or will be within a week; most urgent first."""
    tasks = []
    for page in pages:
        pressing = [
            item
            for item in page.items
            if item.state is State.WRONG or (item.due is not None and item.due - today <= THIS_WEEK)
        ]
        for items in settled_together(pressing):
            lines = tuple(sorted({item.line for item in items}))
            tasks.append(Task(items[0], page.title, page.owner, lines))
    return tuple(sorted(tasks, key=_task_rank))


def _task_rank(task: Task) -> tuple[object, ...]:
    """Errors before warnings; facts that the issuer confirms before others; what stands in many places first."""
    item = task.item
    confidence = ("high", "medium", "low").index(item.fact.confidence) if item.fact else 3
    severity = item.severity.rank if item.severity else 0
    return (-severity, item.due or date.min, confidence, -len(task.lines), item.path, item.line)


def _by_credential(pages: Sequence[Page], catalog: Catalog, changes: Sequence[Change]) -> tuple[Standing, ...]:
    names = {
        known.id: known.name
        for shelf in (catalog.credentials, catalog.providers, catalog.groups)
        for known in shelf.values()
    }
    first = {change.subject: change.first for change in reversed(changes)}
    subjects = {touch.subject for page in pages for touch in page.touches}
    standings = []
    for subject in subjects:
        concerned = [page for page in pages if any(touch.subject == subject for touch in page.touches)]
        items = Counter(item.state for page in concerned for item in page.items if item.credential == subject)
        standings.append(
            Standing(
                name=subject,
                title=names.get(subject, subject),
                articles=len(concerned),
                claims=sum(t.subject == subject and t.kind is not None for page in concerned for t in page.touches),
                wrong=items[State.WRONG],
                soon=items[State.SOON],
                unverifiable=items[State.UNVERIFIABLE],
                next_change=first.get(subject),
            )
        )
    return tuple(sorted(standings, key=_standing_rank))


def _by_owner(pages: Sequence[Page]) -> tuple[Standing, ...]:
    by_owner: dict[str, list[Page]] = {}
    for page in pages:
        by_owner.setdefault(page.owner or "", []).append(page)
    standings = [
        Standing(
            name=owner,
            title=owner or "no owner named",
            articles=len(theirs),
            claims=sum(page.claims for page in theirs),
            wrong=sum(page.count(State.WRONG) for page in theirs),
            soon=sum(page.count(State.SOON) for page in theirs),
            unverifiable=sum(page.count(State.UNVERIFIABLE) for page in theirs),
            oldest_review=min((page.last_review for page in theirs if page.last_review), default=None),
        )
        for owner, theirs in by_owner.items()
    ]
    return tuple(sorted(standings, key=_standing_rank))


def _standing_rank(standing: Standing) -> tuple[object, ...]:
    return (-standing.wrong, -standing.soon, -standing.unverifiable, -standing.articles, standing.name)
