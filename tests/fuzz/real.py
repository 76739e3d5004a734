"""Every rule over real Markdown: no internal error, and how long a file takes.

usage: real.py FOLDER...

Each file is read and judged by itself, offline, with every rule selected (links inside the site lead out of a single
file, so those rules are quiet here; `credlint check FOLDER` asks them). Prints the number of files, the faults, those
given up, and the processor time that a file takes: median, 99th percentile and the greatest. Exits 1 on a fault.
"""

from __future__ import annotations

import statistics
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from credlint import engine
from credlint.article import read
from credlint.bundled import catalog_folder
from credlint.catalog import load
from credlint.deadline import OutOfTime, deadlines
from credlint.files import decode
from credlint.rule import Selected, discover
from credlint.world import World

DAY = date(2026, 6, 15)
SUFFIXES = (".md", ".markdown", ".mdx")


def articles(tops: Iterable[str | Path]) -> Iterator[Path]:
    """Files as they are named, and the Markdown in folders."""
    for top in map(Path, tops):
        if not top.is_dir():
            yield top
        yield from sorted(path for path in top.rglob("*") if path.suffix in SUFFIXES and path.is_file())


def main(folders: list[str]) -> int:
    world = World(DAY, load.load([catalog_folder()]))
    selection = tuple(Selected(rule, rule.severity, rule.options_type()) for rule in discover().values())
    seconds: list[tuple[float, Path]] = []
    faults = given_up = findings = 0
    with deadlines() as in_time:
        for path in articles(folders):
            began = time.process_time()
            try:
                with in_time:
                    text, had_bom, _ = decode(path.read_bytes())
                    article = read(text, path.name, world.catalog.names, had_bom=had_bom)
                    judged = engine.check(article, world, selection)
                findings += len(judged.findings)
                faults += len(judged.crashes)
                for crash in judged.crashes:
                    print(f"{path}: {crash}")
            except OutOfTime:
                given_up += 1
                print(f"{path}: given up")
            except Exception:
                faults += 1
                print(f"{path}: {traceback.format_exc()}")
            seconds.append((time.process_time() - began, path))
    if not seconds:
        print("no Markdown there")
        return 2
    times = sorted(one for one, _ in seconds)
    worst, where = max(seconds)
    print(
        f"{len(times):,} files, {findings:,} findings, {faults} faults, {given_up} given up; ms a file: "
        f"median {statistics.median(times) * 1e3:.1f}, 99th percentile {times[int(len(times) * 0.99)] * 1e3:.1f}, "
        f"greatest {worst * 1e3:.0f} ({where})"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
