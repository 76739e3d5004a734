"""For machines: the report as promised in `schemas/staleness.schema.json`."""

from __future__ import annotations

import json

from credlint import __version__
from credlint.escape import as_json
from credlint.finding import SourceNote
from credlint.staleness import Change, Item, Page, StalenessReport, Standing, State, Task

Json = dict[str, object]


def render(report: StalenessReport) -> str:
    mark = report.mark
    document: Json = {
        "version": 1,
        "tool": {"name": "credlint", "version": __version__},
        "as_of": report.as_of.isoformat(),
        "until": report.until.isoformat(),
        "catalog": {
            "digest": report.check.catalog.digest,
            "credentials": report.check.catalog.credentials,
            "newest_check": report.check.catalog.newest_check,
        },
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
        "credentials": [_standing(standing) for standing in report.credentials],
        "owners": [_standing(standing) for standing in report.owners],
        "history": [json.loads(earlier.line()) for earlier in report.history],
        "crashes": [
            {"path": crash.path, "where": crash.where, "message": crash.message} for crash in report.check.crashes
        ],
    }
    return as_json(document)


def _task(task: Task) -> Json:
    return {"title": task.title, "owner": task.owner, "lines": list(task.lines), **_item(task.item)}


def _item(item: Item) -> Json:
    return {
        "state": item.state.value,
        "path": item.path,
        "line": item.line,
        "column": item.column,
        "quote": item.quote,
        "sentence": item.sentence,
        "message": item.message,
        "advice": item.advice,
        "rule": item.rule,
        "severity": item.severity.value if item.severity else None,
        "credential": item.credential,
        "due": item.due.isoformat() if item.due else None,
        "fact": {
            "value": item.fact.value,
            "since": item.fact.since,
            "until": item.fact.until,
            "checked": item.fact.checked,
            "confidence": item.fact.confidence,
            "source": _source(item.fact.source),
        }
        if item.fact
        else None,
        "fingerprint": item.fingerprint,
    }


def _source(source: SourceNote | None) -> Json | None:
    return {"url": source.url, "title": source.title, "official": source.official} if source else None


def _change(change: Change) -> Json:
    return {
        "subject": change.subject,
        "name": change.name,
        "on": change.on,
        "what": change.what,
        "checked": change.checked,
        "source": _source(change.source),
        "articles": [{"path": hit.path, "title": hit.title, "lines": list(hit.lines)} for hit in change.hits],
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


def _standing(standing: Standing) -> Json:
    return {
        "name": standing.name,
        "title": standing.title,
        "articles": standing.articles,
        "claims": standing.claims,
        "wrong": standing.wrong,
        "soon": standing.soon,
        "unverifiable": standing.unverifiable,
        "next_change": standing.next_change.isoformat() if standing.next_change else None,
        "oldest_review": standing.oldest_review.isoformat() if standing.oldest_review else None,
    }
