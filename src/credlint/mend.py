"""Fixes applied to files: in memory until there is nothing left to fix, then each file written whole or not at all."""

from __future__ import annotations

import codecs
import dataclasses
import difflib
import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from credlint import run
from credlint.discovery import Source
from credlint.finding import Applicability, Finding, Fix, apply_fixes
from credlint.report import Report
from credlint.store import write_whole

Look = Callable[[Sequence[Source]], Report]

# A fix may bring another to light (what it left out, a directive that is needless now); two could also undo each other.
MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it was read and as it is after its fixes."""

    source: Source
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Mended:
    """`report` is about the text after the fixes."""

    report: Report
    changes: tuple[Change, ...]


def mend(sources: Sequence[Source], look: Look, allowed: Container[Applicability]) -> Mended:
    """Fixes until a look finds nothing more that is allowed; nothing is written."""
    changes: dict[str, Change] = {}
    report = look(sources)
    for _ in range(MOST_ROUNDS):
        mended = _mended(sources, report.findings, allowed)
        if not mended:
            break
        for change in mended:
            first = changes.get(change.source.path, change)
            changes[change.source.path] = dataclasses.replace(change, source=first.source, before=first.before)
        after = {change.source.path: change.after for change in mended}
        sources = [
            dataclasses.replace(source, data=after[source.path]) if source.path in after else source
            for source in sources
        ]
        report = look(sources)
    return Mended(report, tuple(change for change in changes.values() if change.before != change.after))


def _mended(sources: Iterable[Source], findings: Iterable[Finding], allowed: Container[Applicability]) -> list[Change]:
    fixes: dict[str, list[Fix]] = {}
    for finding in findings:
        # What was there before the change (--since) is not part of it.
        if finding.fix is not None and finding.fix.applicability in allowed and finding.introduced is not False:
            fixes.setdefault(finding.path, []).append(finding.fix)
    changes = []
    for source in sources:
        if source.path in fixes:
            before = run.contents(source.disk) if source.data is None else source.data
            after = _applied(before, fixes[source.path])
            if after != before:
                changes.append(Change(source, before, after))
    return changes


def _applied(data: bytes, fixes: Iterable[Fix]) -> bytes:
    """Every byte outside of the fixes stays; a file that is not UTF-8 throughout is left as it is."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        text = data.removeprefix(mark).decode("utf-8")
    except UnicodeDecodeError:
        return data
    return mark + apply_fixes(text, fixes).encode("utf-8")


def write(changes: Iterable[Change], trees: Sequence[Path]) -> dict[str, str]:
    """Writes each file, whole or not at all, and returns why some were not written, by path.

    `trees` are the folders outside of which nothing is written, whatever symbolic link leads there.
    """
    refused = {}
    for change in changes:
        try:
            reason = _write(change, trees)
        except OSError as problem:
            reason = problem.strerror or str(problem)
        if reason:
            refused[change.source.path] = reason
    return refused


def _write(change: Change, trees: Sequence[Path]) -> str | None:
    file = change.source.disk.resolve(strict=True)
    if not any(file.is_relative_to(tree) for tree in trees):
        return "it is a link to a file outside of what is checked"
    if not os.access(file, os.W_OK):
        return "it is write-protected"
    if run.contents(file) != change.before:
        return "it was changed in the meantime"
    write_whole(file, change.after)
    return None


def diff(changes: Iterable[Change]) -> str:
    """A unified diff that `git apply` and `patch -p1` take."""
    return "".join("".join(_diff(change)) for change in changes)


def _diff(change: Change) -> Iterator[str]:
    path = change.source.path.lstrip("/")
    for line in difflib.unified_diff(
        _lines(change.before), _lines(change.after), _quoted(f"a/{path}"), _quoted(f"b/{path}")
    ):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[str]:
    """Lines as diff has them: nothing but a line feed ends one."""
    return re.findall(r"[^\n]*\n|[^\n]+", data.decode("utf-8"))


def _quoted(name: str) -> str:
    """A file name as git writes it where it could be taken for something else."""
    if not re.search(r'[\x00-\x1f"\\\x7f]', name):
        return f"{name}\t" if " " in name else name
    return '"' + re.sub(r'[\x00-\x1f"\\\x7f]', lambda match: f"\\{ord(match[0]):03o}", name) + '"'
