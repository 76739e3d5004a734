"""All articles together: in order of urgency, by credential, by owner, and beside earlier runs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from credlint.catalog import Catalog
from credlint.contradiction import subject_name
from credlint.errors import InputError
from credlint.finding import Finding, Severity
from credlint.report import Report
from credlint.staleness import (
    ArticleStatus,
    Change,
    Item,
    RunCounts,
    StalenessReport,
    State,
    Tally,
    Task,
    settled_together,
)
from credlint.staleness.article import item_of
from credlint.staleness.changes import changes_ahead

THIS_WEEK = timedelta(days=7)


def assess(
    report: Report,
    articles: Iterable[ArticleStatus],
    catalog: Catalog,
    until: date,
    history: Sequence[RunCounts] = (),
    line_url: str | None = None,
) -> StalenessReport:
    """Puts the articles in order of urgency and gathers what concerns several of them.

    `report` is the check of the same articles on the same day. `line_url` is where a line can be read, with `{path}`
    and `{line}` in it.
    """
    articles = [replace(article, items=tuple(sorted(article.items, key=_item_rank))) for article in articles]
    articles += _other_files(report, {article.path for article in articles})
    articles.sort(key=_article_rank)
    dated = list(changes_ahead(catalog, articles, report.as_of, until))
    here = tuple(change for change in dated if change.affected)
    return StalenessReport(
        until=until,
        check=report,
        this_week=_this_week(articles, report.as_of),
        changes=here,
        elsewhere=len(dated) - len(here),
        articles=tuple(articles),
        credentials=_by_credential(articles, catalog, here),
        owners=_by_owner(articles),
        history=tuple(history),
        line_url=line_url,
    )


def read_history(text: str, path: str) -> tuple[RunCounts, ...]:
    """The runs that a history file keeps, oldest first. Raises InputError for any other line."""
    runs = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            parts = json.loads(line)
            day = date.fromisoformat(parts.pop("as_of"))
            if not all(type(count) is int for count in parts.values()):
                raise ValueError("a count is not a whole number")
            runs.append(RunCounts(as_of=day, **parts))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
            raise InputError(
                f"this line was not written by `credlint report --history` ({problem})",
                hint="restore the file from version control, or remove the line",
                path=path,
                line=number,
            ) from problem
    return tuple(sorted(runs, key=lambda run: run.as_of))


def _other_files(report: Report, known: set[str]) -> list[ArticleStatus]:
    """Findings in files that are not articles, such as those of the catalog."""
    by_path: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.path not in known:
            by_path.setdefault(finding.path, []).append(finding)
    articles = []
    for path, findings in by_path.items():
        items = [item_of(finding) for finding in findings if finding.severity is not Severity.INFO]
        articles.append(ArticleStatus(path, path, items=tuple(items), notes=len(findings) - len(items)))
    return articles


_STATES = list(State)


def _item_rank(item: Item) -> tuple[object, ...]:
    severity = item.severity.rank if item.severity else 0
    return (_STATES.index(item.state), item.due or date.max, -severity, item.line, item.column, item.rule or "")


def _article_rank(article: ArticleStatus) -> tuple[object, ...]:
    errors = sum(item.state is State.WRONG and item.severity is Severity.ERROR for item in article.items)
    due = min((item.due for item in article.items if item.due), default=date.max)
    return (
        -errors,
        -article.count(State.WRONG),
        due,
        -article.count(State.SOON),
        -article.count(State.UNVERIFIABLE),
        article.path,
    )


def _this_week(articles: Sequence[ArticleStatus], today: date) -> tuple[Task, ...]:
    """What is wrong, or will be within a week; most urgent first."""
    tasks = []
    for article in articles:
        pressing = [
            item
            for item in article.items
            if item.state is State.WRONG or (item.due is not None and item.due - today <= THIS_WEEK)
        ]
        for items in settled_together(pressing):
            lines = tuple(sorted({item.line for item in items}))
            tasks.append(Task(items[0], article.title, article.owner, lines))
    return tuple(sorted(tasks, key=_task_rank))


def _task_rank(task: Task) -> tuple[object, ...]:
    """Errors before warnings; facts that the issuer confirms before others; what stands in many places first."""
    item = task.item
    confidence = ("high", "medium", "low").index(item.fact.confidence) if item.fact else 3
    severity = item.severity.rank if item.severity else 0
    return (-severity, item.due or date.min, confidence, -len(task.lines), item.path, item.line)


def _by_credential(articles: Sequence[ArticleStatus], catalog: Catalog, changes: Sequence[Change]) -> tuple[Tally, ...]:
    first = {change.subject: change.first for change in reversed(changes)}
    claims: Counter[str] = Counter()
    items: dict[str, Counter[State]] = {}
    concerned: Counter[str] = Counter()
    for article in articles:
        claims.update(one.subject for one in article.references if one.kind is not None)
        subjects = {one.subject for one in article.references}
        concerned.update(subjects)
        for item in article.items:
            if item.credential in subjects:
                items.setdefault(item.credential, Counter())[item.state] += 1
    tallies = [
        Tally(
            name=subject,
            title=subject_name(subject, catalog),
            articles=count,
            claims=claims[subject],
            wrong=items.get(subject, Counter())[State.WRONG],
            soon=items.get(subject, Counter())[State.SOON],
            unverifiable=items.get(subject, Counter())[State.UNVERIFIABLE],
            next_change=first.get(subject),
        )
        for subject, count in concerned.items()
    ]
    return tuple(sorted(tallies, key=_tally_rank))


def _by_owner(articles: Sequence[ArticleStatus]) -> tuple[Tally, ...]:
    by_owner: dict[str, list[ArticleStatus]] = {}
    for article in articles:
        by_owner.setdefault(article.owner or "", []).append(article)
    tallies = [
        Tally(
            name=owner,
            title=owner or "no owner named",
            articles=len(theirs),
            claims=sum(article.claims for article in theirs),
            wrong=sum(article.count(State.WRONG) for article in theirs),
            soon=sum(article.count(State.SOON) for article in theirs),
            unverifiable=sum(article.count(State.UNVERIFIABLE) for article in theirs),
            oldest_review=min((article.last_review for article in theirs if article.last_review), default=None),
        )
        for owner, theirs in by_owner.items()
    ]
    return tuple(sorted(tallies, key=_tally_rank))


def _tally_rank(tally: Tally) -> tuple[object, ...]:
    return (-tally.wrong, -tally.soon, -tally.unverifiable, -tally.articles, tally.name)
