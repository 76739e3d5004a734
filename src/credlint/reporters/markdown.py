"""Markdown for a comment, an issue or the summary of a job: counts first, then every article with its findings."""

from __future__ import annotations

from itertools import groupby

from credlint.escape import for_markdown, for_markdown_code, for_markdown_message, markdown_link
from credlint.finding import Finding, Severity
from credlint.report import Report

# GitHub refuses a comment or issue of more than 65,536 characters.
BODY_BYTES = 65_000
SIGNS = {Severity.ERROR: "🛑 error", Severity.WARNING: "⚠️ warning", Severity.INFO: "💬 info"}


def render(report: Report) -> str:
    return document(report, BODY_BYTES)


def document(report: Report, limit: int) -> str:
    """The report in at most `limit` bytes of UTF-8: what does not fit is counted, articles with errors come first."""
    parts = [_head(report)]
    room = limit - len(parts[0].encode()) - 200
    ranked = sorted(report.findings, key=lambda finding: finding.path)
    articles = [(path, list(some)) for path, some in groupby(ranked, key=lambda finding: finding.path)]
    articles.sort(key=lambda article: [-sum(f.severity is s for f in article[1]) for s in reversed(Severity)])
    left_out = 0
    for path, findings in articles:
        heading = f"\n### {for_markdown(path)}\n\n"
        for finding in findings:
            text = "" if left_out else heading + _item(finding)
            room -= len(text.encode())
            if room < 0:
                left_out += 1
                continue
            parts.append(text)
            heading = ""
    if left_out:
        parts.append(f"\n**{left_out} more findings** do not fit here; `credlint check` lists them all.\n")
    return "".join(parts)


def _head(report: Report) -> str:
    lines = [
        "## credlint",
        "",
        "| errors | warnings | for information | articles | claims judged | claims not judged |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    counts = [report.count(severity) for severity in reversed(Severity)]
    unknown = report.claims.get("unknown", 0)
    counts += [report.articles, sum(report.claims.values()) - unknown, unknown]
    lines += ["| " + " | ".join(map(str, counts)) + " |", ""]
    lines.append(f"As of {report.as_of.isoformat()}; judged by a catalog of {report.catalog}.")
    if report.held_back is not None:
        lines.append(f"\nThe baseline holds back {report.held_back} more.")
    for crash in report.crashes[:20]:
        where, path = for_markdown(crash.where), for_markdown(crash.path)
        lines.append(f"\n**credlint failed** in {where} on {path}: {for_markdown(crash.message)}")
    return "\n".join(lines) + "\n"


def _item(finding: Finding) -> str:
    old = " (was there before)" if finding.introduced is False else ""
    lines = [
        f"- **{SIGNS[finding.severity]}** line {finding.start.line}, {for_markdown_code(finding.rule)}{old}: "
        f"{for_markdown_code(_excerpt(finding))}",
        f"  {for_markdown_message(finding.message)}",
    ]
    if finding.advice:
        lines.append(f"  **To do:** {for_markdown_message(finding.advice)}")
    source = finding.fact.source if finding.fact else None
    if source:
        lines.append(f"  Source: {markdown_link(source.title, source.url)}")
    return "  \n".join(lines) + "\n"


def _excerpt(finding: Finding, reach: int = 80) -> str:
    """The quote with some of its line around it."""
    start = finding.start.column - 1
    end = start + len(finding.quote)
    first, last = max(start - reach, 0), end + reach
    excerpt = finding.context[first:last]
    return f"{'…' if first else ''}{excerpt}{'…' if last < len(finding.context) else ''}"
