"""For machines: the report as promised in `schemas/staleness.schema.json`."""

from __future__ import annotations

from msgspec import to_builtins

from credlint import __version__
from credlint.escape import as_json
from credlint.staleness import Change, Item, Page, StalenessReport, State, Task

Json = dict[str, object]


def render(report: StalenessReport) -> str:
    mark = report.mark
    document: Json = {
        "version": 1,
        "tool": {"name": "credlint", "version": __version__},
        "as_of": report.as_of.isoformat(),
        "until": report.until.isoformat(),
        "catalog": to_builtins(report.check.catalog),
        "summary": {
            "articles": mark.articles,
            "wrong": mark.wrong,
            "soon": mark.soon,
            "unverifiable": mark.unverifiable,
            "claims": dict(report.check.claims),
            "judged": mark.judged,
            "changes": len(report.changes),
            "changes_elsewhere": report.elsewhere,
        },
        "this_week": [_task(task) for task in report.this_week],
        "changes": [_change(change) for change in report.changes],
        "articles": [_page(page) for page in report.pages],
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
    del plain["at"]  # of the sentence, for those who mark the quote in it
    return plain


def _change(change: Change) -> Json:
    return {
        "subject": change.subject,
        "name": change.name,
        "on": change.on,
        "what": change.what,
        "checked": change.checked,
        "source": to_builtins(change.source),
        "articles": to_builtins(change.hits),
    }


def _page(page: Page) -> Json:
    return {
        "path": page.path,
        "title": page.title,
        "owner": page.owner,
        "last_review": page.last_review.isoformat() if page.last_review else None,
        **{state.value: page.count(state) for state in State},
        "notes": page.notes,
        "claims": page.claims,
        "judged": page.judged,
        "items": [_item(item) for item in page.items],
    }
