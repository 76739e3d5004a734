"""Many processes over one cache at once: each is right, and nothing that one of them kept is lost.

usage: crowd.py [PROCESSES] [ROUNDS]

In each round a process checks the same articles, one of which it has changed, and keeps the answer about one URL.
Prints how many checks said something else than one without a cache, and how many answers and articles were lost.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from credlint.cache import Articles
from credlint.cli import main as credlint
from credlint.cli.session import Asked, Session
from credlint.link_store import LinkStore
from credlint.links import LinkResult, LinkStatus, Policy
from credlint.worker import recall

DAY = "2026-11-22"
ARTICLE = "The AWS Certified Cloud Practitioner exam costs ${n}. [More](missing-{n}.md)\n"
FILES = 20


def url(process: int, number: int) -> str:
    return f"https://p{process}.example/{number}"


def said(*options: str) -> str:
    stream = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with contextlib.redirect_stdout(stream):
        code = credlint(["check", ".", "--as-of", DAY, "--format", "json", "--fail-on", "never", *options])
    return f"{code} {stream.buffer.getvalue().decode()}"  # type: ignore[attr-defined]


def rounds(tree: Path, process: int, times: int) -> int:
    """How many checks of one process were wrong; it has a copy of the articles, and only the cache is shared."""
    own = tree.with_name(f"tree-{process}")
    shutil.copytree(tree, own)
    os.chdir(own)
    store, wrong = LinkStore(Path(os.environ["CREDLINT_CACHE_DIR"])), 0
    for number in range(times):
        (own / "0.md").write_text(ARTICLE.format(n=process * times + number), "utf-8")
        wrong += said("--jobs", "1") != said("--jobs", "1", "--no-cache")
        answer = LinkResult(url(process, number), LinkStatus.OK, 200, checked_at=f"{DAY}T12:00:00+00:00")
        store.remember({answer.url: answer}, Policy())
    return wrong


def kept(tree: Path, cache: Path) -> int:
    """How many of the articles that all had are in the cache."""
    session = Session.start(None, date.fromisoformat(DAY), folder=tree)
    articles = Articles(cache, session.catalog.digest, session.config.front_matter, 0)
    return len([*recall(session.sources(Asked(paths=(".",))), articles)])


def main(processes: int, times: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        tree, cache = Path(name).resolve() / "tree", Path(name).resolve() / "cache"
        tree.mkdir()
        os.environ["CREDLINT_CACHE_DIR"] = str(cache)
        for number in range(FILES):
            (tree / f"{number}.md").write_text(ARTICLE.format(n=number), "utf-8")
        os.chdir(tree)
        said("--no-cache")  # what that imports and compiles is there for all of them
        children = []
        for process in range(processes):
            child = os.fork()
            if child == 0:
                ended = 255
                try:
                    ended = min(rounds(tree, process, times), 254)
                finally:
                    os._exit(ended)
            children.append(child)
        wrong = sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0 for child in children)
        wanted = [url(process, number) for process in range(processes) for number in range(times)]
        answers = len(wanted) - len(LinkStore(cache).recall(wanted, Policy()))
        lost = FILES - kept(tree, cache)
    print(
        f"{processes} processes, {times} rounds: {wrong} processes were wrong, {answers} answers and {lost} files lost"
    )
    return 1 if wrong or answers or lost else 0


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*given, *(16, 50)[len(given) :]))
