"""The same articles on the same day: the same bytes, whatever process, order and machine they are judged in.

usage: same_bytes.py [RUNS]

Each run draws a hash seed, a locale, a time zone, a number of processes, an order of the arguments, with or without
the cache, and tells what is so in one format after the other. Prints how many different outputs there were of each.
"""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from credlint.reporters import formats

# Without -I, which would keep the hash seed out.
COMMAND = [sys.executable, "-m", "credlint", "check", "--as-of", "2026-11-22", "--fail-on", "never"]
ARTICLE = """---
title: "Certifications, part {n}"
updatedDate: 2024-{month:02}-01
---

## The best of 2023

The AWS Certified Cloud Practitioner exam costs ${n}, takes {n} minutes and is valid for {n} years. The CCNA costs
$300; the AZ-900 exam is retired. 45% of holders earn more. [More](missing-{n}.md) [part](article-{next}.md#nowhere)

| Exam | Cost |
| ---- | ---- |
| CompTIA Security+ | ${n} |
| ü 🙂 SAA-C02 | $1{n} |
"""
ZONES = ("UTC", "Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu")
LOCALES = ("C", "C.UTF-8", "POSIX", "xx_XX")
JOBS = (1, 2, 4, 8)
FILES = 140  # enough for eight processes


def main(runs: int) -> int:
    draw = random.Random(runs)
    digests: defaultdict[str, set[str]] = defaultdict(set)
    forms = formats()
    with tempfile.TemporaryDirectory() as name:
        tree, cache = Path(name) / "tree", Path(name) / "cache"
        tree.mkdir()
        names = [f"article-{n}.md" for n in range(FILES)]
        for n, file in enumerate(names):
            text = ARTICLE.format(n=n, month=n % 12 + 1, next=(n + 1) % FILES)
            (tree / file).write_text(text, "utf-8")
        for run in range(runs):
            form = forms[run % len(forms)]
            environment = {
                "PATH": os.environ["PATH"],
                "PYTHONHASHSEED": str(draw.randrange(2**32)),
                "LC_ALL": draw.choice(LOCALES),
                "TZ": draw.choice(ZONES),
                "CREDLINT_CACHE_DIR": str(cache),
            }
            command = [
                *COMMAND,
                "--format",
                form,
                "--jobs",
                str(draw.choice(JOBS)),
                *(["--no-cache"] if run % 3 else []),
            ]
            command += draw.choice([["."], draw.sample(names, FILES)])
            # A file, because the locale decides how a stream is encoded.
            output = Path(name) / "output"
            ended = subprocess.run(
                [*command, "-o", str(output)], cwd=tree, env=environment, capture_output=True, check=False
            )
            if ended.returncode != 0:
                print(f"FAIL exit {ended.returncode}: {ended.stderr.decode()[-300:]}")
                return 1
            digests[form].add(hashlib.sha256(output.read_bytes()).hexdigest())
    for form, found in digests.items():
        print(f"{form}: {len(found)} different outputs")
    print(f"{runs} runs, {len(digests)} formats, {sum(map(len, digests.values()))} different outputs")
    return 0 if all(len(found) == 1 for found in digests.values()) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
