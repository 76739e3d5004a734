"""How long an editor waits for its findings after a key: the real server over pipes, in an article of 28 KB.

    python tests/bench/keystroke.py [ARTICLE.md] [--keys 60] [--pause 0.25]

Each key goes to a random place. Wall is from the change being sent until the findings of that very version have come;
CPU is what the server spent meanwhile (Linux). Without an article, our own ones are joined until they are long enough.
The benchmark judges nothing; the promise is 50 ms at the 95th percentile on two idle cores.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from editor import Editor  # noqa: E402

LENGTH = 28_000


def joined() -> str:
    """Our own articles one after another, with the front matter of the first."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "content" / "articles").glob("*.md"))]
    whole = texts[0]
    while len(whole) < LENGTH:
        for text in texts:
            whole += text.split("\n---\n", 1)[-1]
    return whole[:LENGTH]


def cpu(process: int) -> float:
    """Seconds of processor time so far, or 0 where nobody tells."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", type=Path)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--pause", type=float, default=0.25, help="seconds between an answer and the next key")
    given = parser.parse_args()
    text = given.article.read_text("utf-8") if given.article else joined()
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as cache:
        editor = Editor(ROOT, cache_folder=Path(cache))
        began = time.perf_counter()
        uri = editor.open("content/articles/bench.md", text)
        found = editor.findings(uri)
        print(
            f"{len(text.encode()) / 1000:.0f} KB, {len(found)} findings; opened in {time.perf_counter() - began:.2f} s"
        )
        walls, spent = [], cpu(editor.process.pid)
        for version in range(2, given.keys + 2):
            time.sleep(given.pause)
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice("aet $1") + text[at:]
            sent = time.perf_counter()
            editor.change(uri, text, version)
            editor.findings(uri, version)
            walls.append((time.perf_counter() - sent) * 1000)
        spent = (cpu(editor.process.pid) - spent) / given.keys * 1000
        editor.kill()
    walls.sort()
    p95 = walls[round(0.95 * (len(walls) - 1))]
    print(
        f"wall ms: median {statistics.median(walls):.0f}, p95 {p95:.0f}, max {walls[-1]:.0f}; CPU {spent:.0f} ms a key"
    )


if __name__ == "__main__":
    main()
