"""For a spreadsheet: a row a sentence, most urgent article first.

It begins with a byte order mark, without which Excel takes UTF-8 for something else.
"""

from __future__ import annotations

import csv
import io

from credlint.escape import for_csv
from credlint.staleness import ArticleStatus, Item, StalenessReport

HEAD = (
    "state",
    "severity",
    "due",
    "article",
    "owner",
    "path",
    "line",
    "credential",
    "sentence",
    "what is written",
    "what is so",
    "what to do",
    "since",
    "source",
    "source last checked",
    "rule",
    "last review",
    "link",
)


def render(report: StalenessReport) -> str:
    text = io.StringIO()
    table = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(HEAD)
    for article in report.articles:
        for item in article.items:
            table.writerow([for_csv(str(cell)) if cell is not None else "" for cell in _row(report, article, item)])
    return "\ufeff" + text.getvalue()


def _row(report: StalenessReport, article: ArticleStatus, item: Item) -> tuple[object, ...]:
    source = item.fact.source if item.fact else None
    return (
        item.state,
        item.severity,
        item.due,
        article.title,
        article.owner,
        item.path,
        item.line,
        item.credential,
        item.sentence,
        item.quote,
        item.message,
        item.advice,
        item.fact.since if item.fact else None,
        (source.url or source.title) if source else None,
        item.fact.checked if item.fact else None,
        item.rule,
        article.last_review,
        report.link(item.path, item.line),
    )
