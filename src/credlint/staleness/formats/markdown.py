"""For an issue on GitHub: what to do this week, what changes when, then the articles; within the limit of a body."""

from __future__ import annotations

from collections.abc import Sequence

from credlint.escape import for_markdown, for_markdown_code, for_markdown_message, markdown_link
from credlint.finding import Severity
from credlint.staleness import ArticleStatus, Change, Item, StalenessReport, State, Task, settled_together

# GitHub refuses an issue of more than 65,536 characters; bytes are counted to be safe.
BODY_BYTES = 65_000
TASKS = 10
LINES = 8
# By this line a workflow finds the one issue that it keeps up to date.
MARKER = "<!-- credlint-report -->"
SIGNS = {Severity.ERROR: "🛑", Severity.WARNING: "⚠️", Severity.INFO: "💬", None: "❔"}


def render(report: StalenessReport) -> str:
    text = _head(report)
    for heading, entries, note in (_this_week(report), _changes(report)):
        text += heading
        kept = _fitting(entries, (BODY_BYTES - len(text.encode())) // 2)
        text += "".join(entries[:kept])
        if kept < len(entries):
            text += f"\n… and {len(entries) - kept} more.\n"
        text += note
    articles = [article for article in report.articles if article.items]
    if articles:
        text += "\n## Articles, most urgent first\n"
    entries = [_article(report, article) for article in articles]
    kept = _fitting(entries, BODY_BYTES - len(text.encode()) - 200)
    text += "".join(entries[:kept])
    if kept < len(articles):
        sentences = sum(len(article.items) for article in articles[kept:])
        text += f"\n**{len(articles) - kept} more articles with {sentences} sentences** do not fit here.\n"
    return text


def _fitting(entries: list[str], room: int) -> int:
    """How many of the entries fit into so many bytes."""
    for count, entry in enumerate(entries):
        room -= len(entry.encode())
        if room < 0:
            return count
    return len(entries)


def _head(report: StalenessReport) -> str:
    counts = report.counts
    coverage = f"{counts.judged} of {counts.claims}" if counts.claims else "none found"
    catalog = report.check.catalog
    lines = [
        MARKER,
        "# What our articles say about certifications",
        "",
        "| wrong now | wrong soon | unverifiable | articles | claims judged |",
        "| ---: | ---: | ---: | ---: | ---: |",
        f"| {counts.wrong} | {counts.soon} | {counts.unverifiable} | {counts.articles} | {coverage} |",
        "",
        f"As of {report.as_of}, looking ahead to {report.until}.",
        f"Judged by a catalog of {catalog}.",
    ]
    if report.history:
        before = report.history[-1]
        lines.append(f"At the last run ({before.as_of}): {before.wrong} wrong, {before.soon} soon.")
    if report.check.crashes:
        lines.append(
            f"\n**credlint failed {len(report.check.crashes)} times; what it failed on is not in this report.**"
        )
    return "\n".join(lines) + "\n"


def _this_week(report: StalenessReport) -> tuple[str, list[str], str]:
    heading = "\n## To do this week\n\n"
    if not report.this_week:
        return heading + "Nothing: no sentence is known to be wrong this week.\n", [], ""
    tasks = [_task(report, number, task) for number, task in enumerate(report.this_week[:TASKS], start=1)]
    rest = len(report.this_week) - len(tasks)
    return heading, tasks, f"\n{rest} more are listed with their articles below.\n" if rest else ""


def _task(report: StalenessReport, number: int, task: Task) -> str:
    places = _lines(report, task.item.path, task.lines)
    owner = f" ({for_markdown(task.owner)})" if task.owner else ""
    indent = " " * (len(str(number)) + 2)
    lines = [f"{number}. {SIGNS[task.item.severity]} **{for_markdown(task.title)}**{owner}, {places}"]
    return f"  \n{indent}".join([*lines, *_said(task.item)]) + "\n"


def _changes(report: StalenessReport) -> tuple[str, list[str], str]:
    heading = f"\n## What changes until {report.until}\n\n"
    elsewhere = (
        f"\n{report.elsewhere} dated changes in the catalog affect no article here.\n" if report.elsewhere else ""
    )
    if not report.changes:
        return f"{heading}Nothing that affects an article.\n", [], elsewhere
    heading += "| day | credential | change | articles |\n| --- | --- | --- | --- |\n"
    return heading, [_change(report, change) for change in report.changes], elsewhere


def _change(report: StalenessReport, change: Change) -> str:
    articles = [
        f"{for_markdown(article.title)} ({_lines(report, article.path, article.lines)})"
        for article in change.affected[:5]
    ]
    if len(change.affected) > 5:
        articles.append(f"{len(change.affected) - 5} more")
    return f"| {change.on} | {for_markdown(change.name)} | {for_markdown(change.what)} | {'<br>'.join(articles)} |\n"


def _article(report: StalenessReport, article: ArticleStatus) -> str:
    counts = ", ".join(f"{article.count(state)} {state}" for state in State if article.count(state))
    age = f"last review {article.last_review}" if article.last_review else "no date of review"
    owner = f", {for_markdown(article.owner)}" if article.owner else ""
    lines = [f"\n### {for_markdown(article.title)}\n\n{for_markdown_code(article.path)}: {counts}; {age}{owner}\n"]
    for items in settled_together(item for item in article.items if item.state is not State.UNVERIFIABLE):
        first = items[0]
        due = f" from {first.due}" if first.due else ""
        places = _lines(report, first.path, sorted({item.line for item in items}))
        lines.append("  \n  ".join([f"- {SIGNS[first.severity]} {places}{due}", *_said(first)]))
    unverifiable = [item for item in article.items if item.state is State.UNVERIFIABLE]
    if unverifiable:
        places = _lines(report, article.path, sorted({item.line for item in unverifiable}))
        lines.append(f"- {SIGNS[None]} unverifiable: {places}")
    return "\n".join(lines) + "\n"


def _said(item: Item) -> list[str]:
    """What is written, what is so and on whose word, what to do."""
    said = [for_markdown_code(item.sentence), for_markdown_message(item.message)]
    if item.advice:
        said.append(f"**To do:** {for_markdown_message(item.advice)}")
    if item.fact and item.fact.source:
        source = item.fact.source
        checked = f", checked {item.fact.checked}" if item.fact.checked else ""
        said.append(f"Source: {markdown_link(source.title or source.url or '', source.url)}{checked}")
    return [line for line in said if line]


def _lines(report: StalenessReport, path: str, lines: Sequence[int]) -> str:
    """`line 3, 7 and 12 more`, each a link where lines can be read."""
    places = [markdown_link(str(line), report.link(path, line)) for line in lines[:LINES]]
    more = f" and {len(lines) - LINES} more" if len(lines) > LINES else ""
    return f"{'line' if len(lines) == 1 else 'lines'} {', '.join(places)}{more}"
