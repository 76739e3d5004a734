"""Signals and kills at random moments of real runs: no traceback, no torn file, nobody left behind.

usage: storm.py [TRIALS]

Each trial starts the command on a tree of articles with two processes, a shared cache and a report file, and ends it at
a random moment with SIGINT, SIGTERM, SIGHUP or SIGKILL, to the process or to its group. Afterwards the report is whole
or not there, the articles are as they were, no worker lives, and a run over the same cache says what a fresh one says.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = [sys.executable, "-I", "-m", "credlint"]
ARTICLE = """---
title: "Certifications, part {n}"
---

The AWS Certified Cloud Practitioner exam costs ${n}. [More](missing-{n}.md)
"""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)


def digest(folder: Path) -> str:
    parts = (f"{file.name}\0".encode() + file.read_bytes() for file in sorted(folder.glob("*.md")))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def arguments(report: Path) -> list[str]:
    return [*COMMAND, "check", ".", "--as-of", "2026-11-22", "--jobs", "2", "--format", "json", "-o", str(report)]


def main(trials: int) -> int:
    # In the background of a script Ctrl-C is ignored, and the runs would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    draw = random.Random(trials)
    faults: list[str] = []
    slowest, ended_early = 0.0, 0
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        tree = top / "tree"
        tree.mkdir()
        for n in range(60):
            (tree / f"{n}.md").write_text(ARTICLE.format(n=n))
        sources = digest(tree)
        environment = os.environ | {"CREDLINT_CACHE_DIR": str(top / "cache")}
        fresh = top / "fresh.json"
        subprocess.run([*arguments(fresh), "--no-cache"], cwd=tree, check=False)
        expected = fresh.read_bytes()
        for _ in range(2):  # the second time as the trials will be, with a cache
            began = time.monotonic()
            subprocess.run(arguments(fresh), cwd=tree, env=environment, check=False)
            usual = time.monotonic() - began
        for trial in range(trials):
            report = top / f"report-{trial}.json"
            process = subprocess.Popen(
                arguments(report), cwd=tree, env=environment, stderr=subprocess.PIPE, start_new_session=True
            )
            time.sleep(draw.uniform(0, usual))
            number = draw.choice(SIGNALS)
            running = process.poll() is None
            if draw.random() < 0.5:
                process.send_signal(number)
            elif running:
                os.killpg(process.pid, number)
            sent = time.monotonic()
            _, said = process.communicate(timeout=60)
            if running:
                ended_early += 1
                slowest = max(slowest, time.monotonic() - sent)
            what = f"trial {trial}, {number.name}"
            # A shell reports death by SIGINT as 130; Python dies so at its end where an `eval` of text was interrupted.
            wanted = {0, 1, 130, -number, *([-signal.SIGINT] if said == b"credlint: interrupted\n" else [])}
            if process.returncode not in wanted:
                faults.append(f"{what}: exit {process.returncode}: {said.decode()[-300:]}")
            if b"Traceback" in said and b"credlint" in said:  # else it is the interpreter's own
                faults.append(f"{what}: {said.decode()[-400:]}")
            if report.exists() and report.read_bytes() != expected:
                faults.append(f"{what}: a report that is not whole")
            if digest(tree) != sources:
                faults.append(f"{what}: the articles changed")
            until = time.monotonic() + 20
            while lives(process.pid) and time.monotonic() < until:
                time.sleep(0.05)
            if lives(process.pid):
                faults.append(f"{what}: a worker was left behind")
                os.killpg(process.pid, signal.SIGKILL)
        after = top / "after.json"
        subprocess.run(arguments(after), cwd=tree, env=environment, check=False)
        if json.loads(after.read_bytes()) != json.loads(expected):
            faults.append("the cache has changed what is said")
    for fault in faults:
        print(f"FAIL {fault}")
    print(f"{trials} trials, {ended_early} ended a run, the slowest in {slowest:.1f} s; {len(faults)} faults")
    return 1 if faults else 0


def lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
