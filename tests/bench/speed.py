"""credlint beside other linters: whole processes, cold, warm, one article, memory, and whether cost grows as the work.

usage: speed.py [--corpus FOLDER] [--article FILE] [--files 2000] [--pairs 3] [--peers FOLDER] [--only a,b]
                [--claims | --smoke]

Without --corpus and --article both are generated (`corpus.py`). Peers are looked for on PATH, in FOLDER/bin and in
FOLDER/node_modules/.bin; who is not there is left out. Every pair is run as ours, theirs, theirs, ours and so on, so
that a slow spell of the machine touches both; a ratio is theirs / ours by processor time (user + system), the median
of the pairs with the least and the greatest. --smoke is small, judges no time, and fails where the runs of one corpus
do not print the same, whatever the cache, the number of processes and the shards. --claims is only what finding claims
costs beside parsing, in this process: of each article the best of several rounds, when all patterns are compiled.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import corpus

HERE = Path(__file__).parent
CREDLINT = [sys.executable, "-m", "credlint"]
# How each is called on a folder or a file; what it says and how it exits is its own affair.
PEERS = {
    "rumdl": ["rumdl", "check", "--no-cache"],
    "markdownlint-cli2": ["markdownlint-cli2"],
    "remark + frontmatter-schema": ["remark", "--frail", "--rc-path", "remarkrc.mjs"],
    "textlint": ["textlint", "--config", str(HERE / "textlintrc.json")],
    "proselint": ["proselint", "check"],
    "onus": ["onus", "--no-llm", "--evidence-text", "none"],
}
# What each wants instead of a folder.
GLOBS = {"markdownlint-cli2", "textlint"}
FILES = {"onus"}


@dataclass(frozen=True)
class Run:
    wall: float
    cpu: float
    megabytes: float
    output: bytes


def run(command: list[str], cache: Path | None = None) -> Run:
    """One process from its start to its end, with the processor time of its children."""
    environment = {**os.environ, "CREDLINT_CACHE_DIR": str(cache)} if cache else dict(os.environ)
    # Compiled modules are part of an installation, whatever the shell says.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.monotonic()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, env=environment)
        _, _, used = os.wait4(process.pid, 0)
        output.seek(0)
        text = output.read()
    wall = time.monotonic() - started
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, text)


def forget(cache: Path) -> None:
    """Lets go of all articles; the compiled catalog belongs to the installation."""
    for file in cache.glob("articles*"):
        file.unlink()


def ours(target: Path, *options: str) -> list[str]:
    return [*CREDLINT, "check", str(target), "--format", "json", "--as-of", "2026-06-15", *options]


def measured(command: list[str], cache: Path, rounds: int, cold: bool) -> Run:
    """The median run by processor time."""
    runs = []
    for _ in range(rounds):
        if cold:
            forget(cache)
        runs.append(run(command, cache))
    return sorted(runs, key=lambda one: one.cpu)[len(runs) // 2]


def own_figures(folder: Path, article: Path, cache: Path, rounds: int) -> None:
    print("| credlint | wall s | CPU s | MB |\n| --- | --- | --- | --- |")
    run(ours(article), cache)
    rows = [
        ("bare interpreter", [sys.executable, "-c", "pass"], False),
        ("--version", [*CREDLINT, "--version"], False),
        ("one article, cold", ours(article, "--jobs", "1"), True),
        ("one article, unchanged", ours(article, "--jobs", "1"), False),
        ("corpus, cold, one process", ours(folder, "--jobs", "1"), True),
        ("corpus, cold, two processes", ours(folder, "--jobs", "2"), True),
        ("corpus, unchanged", ours(folder, "--jobs", "1"), False),
    ]
    for name, command, cold in rows:
        one = measured(command, cache, rounds, cold)
        print(f"| {name} | {one.wall:.3f} | {one.cpu:.3f} | {one.megabytes:.0f} |", flush=True)


def beside(peers: dict[str, list[str]], target: Path, cache: Path, pairs: int) -> None:
    print(f"\n| peer on {target.name} | peer CPU s | ours | ratio (least-greatest) | memory |")
    print("| --- | --- | --- | --- | --- |")
    for name, start in peers.items():
        theirs = [*start, *_named(target, name)]
        mine, other = [], []
        for number in range(pairs):
            for who in ("ours", "theirs") if number % 2 == 0 else ("theirs", "ours"):
                if who == "ours":
                    forget(cache)
                    mine.append(run(ours(target), cache))
                else:
                    other.append(run(theirs))
        ratios = sorted(b.cpu / a.cpu for a, b in zip(mine, other, strict=True))
        cpu, own = (statistics.median(one.cpu for one in runs) for runs in (other, mine))
        memory = statistics.median(b.megabytes / a.megabytes for a, b in zip(mine, other, strict=True))
        spread = f"{statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})"
        print(f"| {name} | {cpu:.2f} | {own:.2f} | {spread} | {memory:.1f} |", flush=True)


def _named(target: Path, peer: str) -> list[str]:
    """A file or folder as a peer wants it named."""
    if target.is_dir() and peer in GLOBS:
        return [f"{target}/**/*.md"]
    if target.is_dir() and peer in FILES:
        return sorted(map(str, target.rglob("*.md")))
    return [str(target)]


def reading(folders: dict[str, list[Path]], rounds: int) -> None:
    """What finding claims costs beside the parse."""
    from credlint.bundled import catalog_folder
    from credlint.catalog.load import load
    from credlint.claims import survey
    from credlint.document import parse

    names = load([catalog_folder()]).names
    print("\n| articles | parse ms | claims ms | claims / parse | claims found |\n| --- | --- | --- | --- | --- |")
    for name, files in folders.items():
        parsing = finding = 0.0
        found = 0
        for file in files:
            text = file.read_text("utf-8", errors="replace")
            found += len(survey(parse(text, file.name), names)[0])
            parsed, both = [], []
            for _ in range(rounds):
                started = time.process_time()
                document = parse(text, file.name)
                parsed.append(time.process_time() - started)
                survey(document, names)
                both.append(time.process_time() - started)
            parsing += min(parsed)
            finding += min(both) - min(parsed)
        ratio = finding / parsing if parsing else 0.0
        print(
            f"| {len(files)} of {name} | {parsing * 1e3:.1f} | {finding * 1e3:.1f} | {ratio:.1f} | {found} |",
            flush=True,
        )


def growth(scratch: Path, cache: Path, files: int) -> None:
    """Twice the work should cost about twice: in articles, and in the length of one."""
    print("\n| doubled | CPU s | of the step before | MB |\n| --- | --- | --- | --- |")
    before = None
    for number in (files // 4, files // 2, files):
        folder = scratch / f"grown-{number}"
        corpus.write(folder, number)
        before = _step(f"{number} articles", ours(folder, "--jobs", "1"), cache, before)
    before = None
    for size in (28_000, 56_000, 112_000, 224_000):
        article = scratch / f"long-{size}.md"
        article.write_text(corpus.one(size), "utf-8")
        before = _step(f"one of {size // 1000} KB", ours(article, "--jobs", "1"), cache, before)


def _step(name: str, command: list[str], cache: Path, before: float | None) -> float:
    one = measured(command, cache, 1, cold=True)
    print(f"| {name} | {one.cpu:.2f} | {one.cpu / before if before else 1:.2f} | {one.megabytes:.0f} |", flush=True)
    return one.cpu


def found(folder: Path | None, only: str, scratch: Path) -> dict[str, list[str]]:
    """The peers that are installed, by name, as they are called."""
    places = os.pathsep.join(
        [*([f"{folder}/bin", f"{folder}/node_modules/.bin"] if folder else []), os.environ["PATH"]]
    )
    peers = {}
    for name, (program, *rest) in PEERS.items():
        path = shutil.which(program, path=places)
        if path and (not only or name in only.split(",")):
            peers[name] = [
                path,
                *(_beside_plugins(path, part, scratch) if part.endswith(".mjs") else part for part in rest),
            ]
    return peers


def _beside_plugins(program: str, settings: str, scratch: Path) -> str:
    """A copy of a peer's settings where Node finds the plugins that they name: it looks beside the file."""
    (scratch / "node_modules").symlink_to(Path(program).resolve().parents[1])
    return str(shutil.copy(HERE / settings, scratch / settings))


def smoke(scratch: Path, cache: Path) -> int:
    folder = scratch / "articles"
    corpus.write(folder, 120)
    whole = run(ours(folder, "--jobs", "1"), cache).output
    again = {"unchanged": ours(folder), "two processes": ours(folder, "--jobs", "2")}
    again["without a cache"] = ours(folder, "--no-cache")
    shards = []
    for part in ("1/3", "2/3", "3/3"):
        shards.append(scratch / f"shard-{part[0]}.json")
        shards[-1].write_bytes(run(ours(folder, "--shard", part), cache).output)
    again["three shards"] = [*CREDLINT, "merge", *map(str, shards)]
    wrong = [name for name, command in again.items() if run(command, cache).output != whole]
    for name in wrong:
        print(f"{name}: not the bytes of the first run")
    if not whole.startswith(b"{"):
        wrong.append("no report")
    print(f"{len(again)} ways to the same report" if not wrong else f"{len(wrong)} differ")
    return 1 if wrong else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--article", type=Path)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--claims", action="store_true")
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch, cache = Path(name), Path(name) / "cache"
        cache.mkdir()
        if options.smoke:
            return smoke(scratch, cache)
        article = options.article or scratch / "article.md"
        if not options.article:
            article.write_text(corpus.one(28_000), "utf-8")
        folder = options.corpus or scratch / "articles"
        if not options.corpus:
            size = corpus.write(folder, options.files)
            print(f"{options.files} generated articles, {size / 1e6:.1f} MB; load {os.getloadavg()[0]:.1f}\n")
        read = {folder.name: sorted(folder.rglob("*.md"))[:200], article.name: [article]}
        if options.claims:
            reading(read, max(5, options.pairs))
            return 0
        peers = found(options.peers, options.only, scratch)
        own_figures(folder, article, cache, options.pairs)
        beside(peers, article, cache, options.pairs)
        beside(peers, folder, cache, options.pairs)
        reading(read, max(5, options.pairs))
        growth(scratch, cache, options.files)
    return 0


if __name__ == "__main__":
    sys.exit(main())
