"""For machines: the report as promised in `schemas/staleness.schema.json`."""

from __future__ import annotations

from msgspec import to_builtins

from credlint import __version__
from credlint.escape import as_json
from credlint.staleness import ArticleStatus, Change, Item, StalenessReport, State, Task

Json = dict[str, object]


def render(report: StalenessReport) -> str:
    counts = report.counts
    document: Json = {
        "version": 1,
        "tool": {"name": "credlint", "version": __version__},
        "as_of": report.as_of.isoformat(),
        "until": report.until.isoformat(),
        "catalog": to_builtins(report.check.catalog),
        "summary": {
            "articles": counts.articles,
            "wrong": counts.wrong,
            "soon": counts.soon,
            "unverifiable": counts.unverifiable,
            "claims": dict(report.check.claims),
            "judged": counts.judged,
            "changes": len(report.changes),
            "changes_elsewhere": report.elsewhere,
        },
        "this_week": [_task(task) for task in report.this_week],
        "changes": [_change(change) for change in report.changes],
        "articles": [_article(article) for article in report.articles],
        "credentials": to_builtins(report.credentials),
        "owners": to_builtins(report.owners),
        "history": to_builtins(report.history),
        "crashes": to_builtins(report.check.crashes),
    }
    return as_json(document)


def _task(task: Task) -> Json:
    return {"title": task.title, "owner": task.owner, "lines": list(task.lines), **_item(task.item)}


def _item(item: Item) -> Json:
    plain: Json = to_builtins(item)
    del plain["at"]  # of the sentence, for those who counts the quote in it
    return plain


def _change(change: Change) -> Json:
    return {
        "subject": change.subject,
        "name": change.name,
        "on": change.on,
        "what": change.what,
        "checked": change.checked,
        "source": to_builtins(change.source),
        "articles": to_builtins(change.affected),
    }


def _article(article: ArticleStatus) -> Json:
    return {
        "path": article.path,
        "title": article.title,
        "owner": article.owner,
        "last_review": article.last_review.isoformat() if article.last_review else None,
        **{state.value: article.count(state) for state in State},
        "notes": article.notes,
        "claims": article.claims,
        "judged": article.judged,
        "items": [_item(item) for item in article.items],
    }
