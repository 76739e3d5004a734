"""Fixes applied to files: in memory until there is nothing left to fix, then each file written whole or not at all."""

from __future__ import annotations

import codecs
import difflib
import os
import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, structs

from credlint.contents import contents
from credlint.discovery import SourceFile
from credlint.finding import Applicability, Finding, Fix, apply_fixes
from credlint.report import Report
from credlint.store import write_whole

Check = Callable[[Sequence[SourceFile]], Report]
Fixes = Callable[[Report], Iterable[tuple[str, Fix]]]

# A fix may bring another to light (what it left out, a directive that is needless now); two could also undo each other.
MOST_ROUNDS = 10


class Change(Struct, frozen=True):
    """A file as it was read and as it is after its fixes."""

    source: SourceFile
    before: bytes
    after: bytes


class Fixed(Struct, frozen=True):
    """`report` is about the text after the fixes. `unsettled`: the paths of files whose fixes brought ever new ones,
    so that they are left as they were.
    """

    report: Report
    changes: tuple[Change, ...]
    unsettled: tuple[str, ...] = ()


def apply(sources: Sequence[SourceFile], check: Check, fixes: Fixes) -> Fixed:
    """Applies `fixes` until a check brings no more of them; nothing is written."""
    # Read once: what is fixed must be what was judged.
    read = [_in_memory(source) for source in sources]
    sources, report = read, check(read)
    unsettled: tuple[str, ...] = ()
    for _ in range(MOST_ROUNDS):
        by_path: dict[str, list[Fix]] = {}
        for path, fix in fixes(report):
            by_path.setdefault(path, []).append(fix)
        after = [_fixed(source, by_path.get(source.path, ())) for source in sources]
        if after == sources:
            break
        sources, report = after, check(after)
    else:
        unsettled = tuple(sorted({path for path, _ in fixes(report)}))
        sources = [old if old.path in unsettled else now for old, now in zip(read, sources, strict=True)]
        report = check(sources)
    pairs = zip(read, sources, strict=True)
    changes = tuple(Change(now, old.data or b"", now.data or b"") for old, now in pairs if old != now)
    return Fixed(report, changes, unsettled)


def allowed(findings: Iterable[Finding], applicability: Container[Applicability]) -> Iterator[tuple[str, Fix]]:
    """The fixes of findings with the paths of their files; what was there before the change (--since) is left."""
    for finding in findings:
        if finding.fix is not None and finding.fix.applicability in applicability and finding.introduced is not False:
            yield finding.path, finding.fix


def _in_memory(source: SourceFile) -> SourceFile:
    if source.data is not None:
        return source
    try:
        return structs.replace(source, data=contents(source.file))
    except OSError:  # the rule for it says so
        return source


def _fixed(source: SourceFile, fixes: Collection[Fix]) -> SourceFile:
    """Every byte outside of the fixes stays; a file that is not UTF-8 throughout is left as it is."""
    if not fixes or source.data is None:
        return source
    mark = codecs.BOM_UTF8 if source.data.startswith(codecs.BOM_UTF8) else b""
    try:
        text = source.data.removeprefix(mark).decode("utf-8")
    except UnicodeDecodeError:
        return source
    return structs.replace(source, data=mark + apply_fixes(text, fixes).encode("utf-8"))


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
    if contents(file) != change.before:
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
