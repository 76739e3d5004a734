"""For people: each finding with its source line, the place underlined, the witness and the advice."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from credlint.escape import for_terminal
from credlint.finding import FactNote, Finding, Severity
from credlint.report import Crash, Report

# How much of a source line is shown when it does not fit.
WIDTH = 100
TAB = "    "

# Style names of rich, by what a piece of the output is.
STYLES = {
    "place": "bold",
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold blue",
    "rule": "cyan",
    "gutter": "dim",
    "mark": "bold magenta",
    "label": "bold",
    "": "",
}

CAUSES = {"world": ": what it is judged by has changed", "time": ": time has passed"}

Piece = tuple[str, str]
Line = list[Piece]


def render(report: Report, color: bool = False, summary: bool = True, columns: int | None = None) -> str:
    """`color` adds terminal colours; `summary` the counts of what was and was not checked at the end.

    Source lines are cut to the `columns` of a terminal, so that what marks a place stands under it.
    """
    lines = _lines(report, summary, columns)
    return _colored(lines) if color else "".join("".join([text for text, _ in line]) + "\n" for line in lines)


def _lines(report: Report, summary: bool, columns: int | None) -> Iterator[Line]:
    # One by one: to hold the pieces of all lines took as long as to make them.
    for finding in report.findings:
        yield from _finding(finding, columns)
        yield []
    for crash in report.crashes:
        yield from _crash(crash)
        yield []
    if summary:
        yield from _summary(report)


def _finding(finding: Finding, columns: int | None) -> Iterable[Line]:
    place = f"{for_terminal(finding.path)}:{finding.start.line}:{finding.start.column}"
    severity = finding.severity.value
    yield [
        (place, "place"),
        (": ", ""),
        (severity, severity),
        (f"[{finding.rule}]", "rule"),
        (f" {for_terminal(finding.message)}", ""),
    ]
    yield from _source_line(finding, columns)
    if finding.fact is not None:
        yield [("  source: ", "label"), (_witness(finding.fact), "")]
    if finding.advice:
        yield [("  advice: ", "label"), (for_terminal(finding.advice), "")]
    if finding.introduced is False:
        yield [(f"  not introduced by this change{CAUSES.get(finding.cause or '', '')}", "gutter")]


def _source_line(finding: Finding, columns: int | None) -> Iterable[Line]:
    line = finding.context[: WIDTH * 50 + finding.start.column].split("\n", 1)[0].split("\r", 1)[0]
    start = finding.start.column - 1
    end = finding.end.column - 1 if finding.end.line == finding.start.line else len(line)
    if not line.strip():
        return
    gutter = f"  {finding.start.line} | "
    width = min(WIDTH, len(line))
    text, first = _excerpt(line, start, width)
    while columns is not None and _cells(gutter + text) > columns and width > 1:
        width -= 1
        text, first = _excerpt(line, start, width)
    yield [(gutter, "gutter"), (text, "")]
    before, marked = line[first:start], line[start : min(max(end, start), first + width)]
    blank = " " * (_cells(_plain(before)) + (first > 0))
    yield [(f"{'| ':>{len(gutter)}}", "gutter"), (blank + "^" * max(1, _cells(_plain(marked))), "mark")]


def _excerpt(line: str, start: int, width: int) -> tuple[str, int]:
    """So much of a line around a place, as it is shown, and where in the line that begins."""
    first = max(0, start - width // 3) if len(line) > width else 0
    more = "…" if first + width < len(line) else ""
    return ("…" if first else "") + _plain(line[first : first + width]) + more, first


def _plain(text: str) -> str:
    return for_terminal(text.replace("\t", TAB))


def _cells(text: str) -> int:
    """Columns of a terminal that a text takes: wide letters two, combining ones none (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _witness(fact: FactNote) -> str:
    parts = []
    if fact.source is not None:
        title, url = fact.source.title, fact.source.url
        parts.append(f"{title} <{url}>" if url and title not in url else url or title)
        if not fact.source.official:
            parts.append("a third party")
    if fact.checked:
        parts.append(f"last checked {fact.checked}")
    if fact.confidence != "high":
        parts.append(f"{fact.confidence} confidence")
    return for_terminal(", ".join(parts)) or "none can be named"


def _crash(crash: Crash) -> Iterable[Line]:
    path = for_terminal(crash.path)
    yield [(path, "place"), (": ", ""), ("internal error", "error"), (f" in {for_terminal(crash.where)}: ", "")]
    yield [(f"  {for_terminal(crash.message)}", "")]
    yield [("  advice: ", "label"), ("this is a fault of credlint, not of the article; please report it", "")]


def _summary(report: Report) -> Iterable[Line]:
    counts = [
        f"{report.count(level)} {level.value}{_plural(report.count(level), level)}" for level in reversed(Severity)
    ]
    articles = f"{report.articles} article{'' if report.articles == 1 else 's'}"
    yield [(f"{articles}: {', '.join(counts)}", "label")]
    if claims := _counted(report.claims):
        yield [(f"claims: {claims}", "gutter")]
    if links := _counted(report.links):
        yield [(f"links: {links}", "gutter")]
    if report.catalog.digest:
        yield [(f"catalog: {report.catalog}", "gutter")]
    if any(finding.introduced is not None for finding in report.findings):
        introduced = sum(finding.introduced is True for finding in report.findings)
        yield [(f"introduced by this change: {introduced} of {len(report.findings)}", "label")]
    if report.held_back is not None:
        yield [(f"held back by the baseline: {report.held_back}", "gutter")]


def _plural(count: int, level: Severity) -> str:
    return "" if count == 1 or level is Severity.INFO else "s"


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)


def _colored(lines: Iterable[Line]) -> str:
    # rich knows what the terminal can show; it is slow to import, so it is only for those who see colours.
    import io

    from rich.console import Console
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, force_terminal=True, soft_wrap=True, highlight=False, markup=False, emoji=False)
    for line in lines:
        console.print(Text.assemble(*((text, STYLES[style]) for text, style in line)))
    return out.getvalue()
