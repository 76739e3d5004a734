"""For people: each finding with its source line, the place underlined, the source of the fact and the advice."""

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

# A piece of the output and its style, or the end of a line.
Piece = tuple[str, str]
END = ("\n", "")


def render(report: Report, color: bool = False, summary: bool = True, columns: int | None = None) -> str:
    """`color` adds terminal colours; `summary` the counts of what was and was not checked at the end.

    Source lines are cut to the `columns` of a terminal, so that what marks a place stands under it.
    """
    entries = _entries(report, summary, columns)
    return _colored(entries) if color else "".join([text for entry in entries for text, _ in entry])


def _entries(report: Report, summary: bool, columns: int | None) -> Iterator[list[Piece]]:
    # One by one: holding the pieces of all took as long as making them.
    for finding in report.findings:
        yield _finding(finding, columns)
    for crash in report.crashes:
        yield _crash(crash)
    if summary:
        yield _summary(report)


def _finding(finding: Finding, columns: int | None) -> list[Piece]:
    place = f"{for_terminal(finding.path)}:{finding.start.line}:{finding.start.column}"
    severity = finding.severity.value
    pieces = [
        (place, "place"),
        (": ", ""),
        (severity, severity),
        (f"[{finding.rule}]", "rule"),
        (f" {for_terminal(finding.message)}", ""),
        END,
        *_source_line(finding, columns),
    ]
    if finding.fact is not None:
        pieces += [("  source: ", "label"), (_source(finding.fact), ""), END]
    if finding.advice:
        pieces += [("  advice: ", "label"), (for_terminal(finding.advice), ""), END]
    if finding.introduced is False:
        pieces += [(f"  not introduced by this change{CAUSES.get(finding.cause or '', '')}", "gutter"), END]
    return [*pieces, END]


def _source_line(finding: Finding, columns: int | None) -> list[Piece]:
    line = finding.context[: WIDTH * 50 + finding.start.column].split("\n", 1)[0].split("\r", 1)[0]
    start = finding.start.column - 1
    end = finding.end.column - 1 if finding.end.line == finding.start.line else len(line)
    if not line or line.isspace():
        return []
    gutter = f"  {finding.start.line} | "
    width = min(WIDTH, len(line))
    text, first = _excerpt(line, start, width)
    while columns is not None and _cells(gutter + text) > columns and width > 1:
        width -= 1
        text, first = _excerpt(line, start, width)
    blank = " " * (_cells(line[first:start]) + (first > 0))
    mark = "^" * max(1, _cells(line[start : min(max(end, start), first + width)]))
    return [(gutter, "gutter"), (text, ""), END, (f"{'| ':>{len(gutter)}}", "gutter"), (blank + mark, "mark"), END]


def _excerpt(line: str, start: int, width: int) -> tuple[str, int]:
    """So much of a line around a place, as it is shown, and where in the line that begins."""
    first = max(0, start - width // 3) if len(line) > width else 0
    more = "…" if first + width < len(line) else ""
    return ("…" if first else "") + _plain(line[first : first + width]) + more, first


def _plain(text: str) -> str:
    return for_terminal(text.replace("\t", TAB))


def _cells(text: str) -> int:
    """Columns of a terminal that a text takes as it is shown: wide letters two, combining ones none (Unicode Standard
    Annex 11).
    """
    if text.isascii() and text.isprintable():
        return len(text)
    wide, combining = unicodedata.east_asian_width, unicodedata.combining
    return sum(0 if combining(c) else 2 if wide(c) in "WF" else 1 for c in _plain(text))


def _source(fact: FactNote) -> str:
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


def _crash(crash: Crash) -> list[Piece]:
    return [
        (for_terminal(crash.path), "place"),
        (": ", ""),
        ("internal error", "error"),
        (f" in {for_terminal(crash.where)}: ", ""),
        END,
        (f"  {for_terminal(crash.message)}", ""),
        END,
        ("  advice: ", "label"),
        ("this is a fault of credlint, not of the article; please report it", ""),
        END,
        END,
    ]


def _summary(report: Report) -> list[Piece]:
    counts = [
        f"{report.count(level)} {level.value}{_plural(report.count(level), level)}" for level in reversed(Severity)
    ]
    articles = f"{report.articles} article{'' if report.articles == 1 else 's'}"
    pieces = [(f"{articles}: {', '.join(counts)}", "label"), END]
    if report.claims and report.articles:  # none are looked for in a catalog
        pieces += [(f"claims: {_counted(report.claims) or 'none found'}", "gutter"), END]
    if links := _counted(report.links):
        pieces += [(f"links: {links}", "gutter"), END]
    if report.catalog.digest:
        pieces += [(f"catalog: {report.catalog}", "gutter"), END]
    if any(finding.introduced is not None for finding in report.findings):
        introduced = sum(finding.introduced is True for finding in report.findings)
        pieces += [(f"introduced by this change: {introduced} of {len(report.findings)}", "label"), END]
    if report.held_back is not None:
        pieces += [(f"held back by the baseline: {report.held_back}", "gutter"), END]
    return pieces


def _plural(count: int, level: Severity) -> str:
    return "" if count == 1 or level is Severity.INFO else "s"


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)


def _colored(entries: Iterable[list[Piece]]) -> str:
    # rich knows what the terminal can show; it is slow to import, so it is only for those who see colours.
    import io

    from rich.console import Console
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, force_terminal=True, soft_wrap=True, highlight=False, markup=False, emoji=False)
    for entry in entries:
        console.print(Text.assemble(*((text, STYLES[style]) for text, style in entry)), end="")
    return out.getvalue()
