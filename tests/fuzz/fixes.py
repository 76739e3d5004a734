"""Fixes of real sites, twice: the second time there is nothing to do, and no byte beside an edit has changed.

usage: fixes.py FOLDER...

Each folder is one site; every rule judges it, and all fixes are applied, suggestions too, in memory. Prints how many
files were fixed, and what was done a second time or beside an edit. Exits 1 on such a fault.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from msgspec import structs

from credlint import cache, fixing, run
from credlint.cli.session import Asked, Session
from credlint.discovery import SourceFile
from credlint.finding import Applicability, Edit, Fix, replaced
from credlint.report import Report

DAY = date(2026, 6, 15)
BOM = "\ufeff".encode()


class Watched:
    """What looks at the files for the fixing, and what was looked at: the files, and their report."""

    def __init__(self, plan: run.Plan) -> None:
        self.plan = plan
        self.looks: list[tuple[Sequence[SourceFile], Report]] = []

    def __call__(self, sources: Sequence[SourceFile]) -> Report:
        report = run.check(structs.replace(self.plan, sources=sources))
        self.looks.append((sources, report))
        return report

    def beside_an_edit(self) -> Iterable[str]:
        """The files of which something else than edits of the report before has changed, from one look to the next."""
        for (before, report), (after, _) in zip(self.looks, self.looks[1:], strict=False):
            edits: dict[str, set[Edit]] = {}
            for path, fix in wanted(report):
                edits.setdefault(path, set()).update(fix.edits)
            for old, new in zip(before, after, strict=True):
                if old.data != new.data and not explained(old.data or b"", new.data or b"", edits.get(old.path, set())):
                    yield old.path


def wanted(report: Report) -> Iterable[tuple[str, Fix]]:
    return fixing.allowed(report.findings, set(Applicability))


def explained(before: bytes, after: bytes, edits: Iterable[Edit]) -> bool:
    """Whether some of the edits, and nothing else, make the one of the other."""
    mark = BOM if before.startswith(BOM) else b""
    text = before.removeprefix(mark).decode()
    reached = {(0, len(mark))} if after.startswith(mark) else set()  # (place in the text, place in the bytes after)
    for edit in sorted(edits, key=lambda edit: edit.span):
        span = replaced(text, edit)
        for at, written in list(reached):
            if at > span.start:
                continue
            kept = text[at : span.start].encode()
            made = kept + edit.text.encode()
            if after.startswith(made, written):
                reached.add((span.end, written + len(made)))
    return any(after[written:] == text[at:].encode() for at, written in reached)


def main(folders: Sequence[str]) -> int:
    files = fixed_files = rounds = 0
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as kept:
        for name in folders:
            session = Session.start(None, DAY, folder=Path(name).absolute())
            session.select("all", None)
            sources = session.sources(Asked(paths=(str(session.cwd),)))
            plan = session.plan(sources, 1)
            articles = cache.Articles(Path(kept), session.catalog.digest, session.config.front_matter, 0)
            watched = Watched(structs.replace(plan, kept=articles))
            fixed = fixing.apply(sources, watched, wanted)
            after = {change.source.path: change.after for change in fixed.changes}
            again = [structs.replace(one, data=after.get(one.path, one.data)) for one in watched.looks[0][0]]
            second = fixing.apply(again, Watched(watched.plan), wanted)
            faults += [f"{name}: {change.source.path}: fixed a second time" for change in second.changes]
            faults += [f"{name}: {path}: changed beside an edit" for path in watched.beside_an_edit()]
            faults += [f"{name}: {crash}" for crash in fixed.report.crashes]
            files, fixed_files = files + len(sources), fixed_files + len(after)
            rounds = max(rounds, len(watched.looks) - 1)
            print(f"{name}: {len(sources)} files, {len(after)} fixed in {len(watched.looks) - 1} rounds", flush=True)
    for fault in faults:
        print(f"FAIL {fault}")
    print(f"{files:,} files, {fixed_files:,} fixed in at most {rounds} rounds, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
