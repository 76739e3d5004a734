"""A writer who types at random places: what is remembered from one key to the next says what is read anew.

usage: typist.py [--keys 5000] [--seed 1] [ARTICLE.md ...]

Without articles, those of the tests and our own ones are written on. Prints each text of which memory says something
else, and how many there were.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

import invented  # noqa: E402
from credlint.article import read  # noqa: E402
from credlint.catalog.names import Names  # noqa: E402
from credlint.claims.recall import Recall  # noqa: E402
from credlint.lsp.recall import RecallingNames  # noqa: E402

KEYS = [*"aet $1.-|*#(_\n", "\n\n"]
# What is pasted, and changes who is spoken of, what stands over what, and what a table is about.
PASTED = [
    *("exam ", "Certified ", "Acme ", "Acme Certified Baker ", "(ACB)", "AWS ", "$300", "2 years", "retired ", "free "),
    *("\n\n## Price\n\n", "\n\n# Other\n\n", "\n- ", "\n\n> # Nested\n> text\n\n", "**Acme**", "<p>", "](x.md)", "| "),
    *(
        "\n\n| Exam | Cost |\n| --- | --- |\n| ACB | $99 |\n",
        "\n\n```text\nCost: $40\n```\n\n",
        "\ntitle: x\n",
        "---\n",
    ),
]
LONGEST = 12_000


def writing(texts: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Texts as they come about while somebody writes: mostly by single keys, close together."""
    while True:
        text = chance.choice(texts)
        if chance.random() < 0.4:
            text += "\n\n" + chance.choice(texts).split("\n---\n", 1)[-1]
        if len(text) > LONGEST:
            cut = chance.randrange(len(text) - LONGEST)
            text = text[: chance.choice((0, 400, 1500))] + "\n\n" + text[cut : cut + chance.randrange(1000, LONGEST)]
        at = chance.randrange(len(text) + 1)
        for _ in range(chance.choice((3, 8, 20))):
            if chance.random() < 0.3:
                at = chance.randrange(len(text) + 1)
            written = chance.choice(KEYS if chance.random() < 0.5 else PASTED)
            if chance.random() < 0.05:
                begin = chance.randrange(len(text) + 1)
                written = text[begin : begin + chance.choice((10, 200))]
            gone = chance.choice((0, 0, 0, 0, 1, 1, 3, 12, 60))
            text = text[:at] + written + text[at + gone :]
            at += len(written)
            yield text


def misremembered(texts: Sequence[str], names: Names, keys: int, seed: int) -> Iterator[str]:
    """The texts of so many that are read otherwise with memory than without."""
    recalling, recall = RecallingNames(names), Recall()
    for text, _ in zip(writing(texts, random.Random(seed)), range(keys), strict=False):
        if read(text, "a.md", recalling, recall=recall) != read(text, "a.md", names):
            yield text


def cases() -> list[str]:
    """Articles about invented credentials."""
    paths = [*(TESTS / "cases").glob("*.md"), *(TESTS / "claims" / "cases").rglob("*.md")]
    return [path.read_text("utf-8").replace("⟦", "").replace("⟧", "") for path in sorted(paths)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--keys", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    from credlint import bundled
    from credlint.catalog.load import load

    real = given.articles or sorted((TESTS.parent / "content" / "articles").glob("*.md"))
    ours = load([bundled.catalog_folder()]).names
    wrong = [*misremembered([path.read_text("utf-8") for path in real], ours, given.keys, given.seed)]
    if not given.articles:
        wrong += misremembered(cases(), invented.CATALOG.names, given.keys, given.seed)
    for text in wrong:
        print(f"{text}\n{'=' * 80}")
    print(f"{len(wrong)} faults")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
