"""The outcome of a run: everything that a reporter needs."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field

from credlint.finding import Finding, Severity
from credlint.span import Position


class Crash(Struct, frozen=True):
    """A fault of credlint: a rule or the parser failed on a file; the other rules still ran."""

    path: str
    where: str
    message: str

    def __str__(self) -> str:
        """For people who see the file it happened on."""
        return f"credlint failed here and this is its own fault: {self.where}: {self.message}"


class CatalogNote(Struct, frozen=True):
    """Which catalog judged: digest, number of credentials, newest day of evidence (ISO, may be partial)."""

    digest: str = ""
    credentials: int = 0
    newest_check: str | None = None

    def __str__(self) -> str:
        """For people: enough of the digest to distinguish two catalogs."""
        newest = f", newest evidence of {self.newest_check}" if self.newest_check else ""
        return f"{self.credentials} credentials{newest}, {self.digest[:19]}"


class Report(Struct, frozen=True):
    """`claims` counts verdicts (agrees, outdated, disagrees, upcoming, unknown); `links` counts link statuses.

    Findings are ordered by path, line, column, rule.
    `held_back` counts the findings that a baseline holds back, None where there is none; they are not in `findings`.
    """

    as_of: date
    articles: int
    findings: tuple[Finding, ...] = ()
    claims: dict[str, int] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    catalog: CatalogNote = field(default_factory=CatalogNote)
    crashes: tuple[Crash, ...] = ()
    held_back: int | None = None

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)


def order(finding: Finding) -> tuple[bytes, Position, str]:
    """Path, line, column, rule; among equals the order in which the rules found them."""
    return path_order(finding.path), finding.start, finding.rule


def path_order(path: str) -> bytes:
    """The key that files are ordered by: the bytes of their paths. Raises UnicodeEncodeError for what is not a path."""
    return path.encode("utf-8", "surrogateescape")


class CheckInterrupted(KeyboardInterrupt):
    """A check was ended early; `report` is about the articles that were judged, of `files` in all."""

    def __init__(self, report: Report, files: int) -> None:
        super().__init__()
        self.report, self.files = report, files
