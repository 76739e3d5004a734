"""Articles made up for measuring: the same for the same number, and like those of a site in what matters for time.

Front matter, headings, links among each other, tables, code and prose; one article in four makes claims about
credentials. Figures and names are drawn from our own content, so that rules have something to look at.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def write(folder: Path, files: int, seed: int = 7) -> int:
    """Writes that many articles below a folder, 200 in each of its folders; returns how many bytes they are."""
    size = 0
    for number, text in enumerate(articles(files, seed)):
        path = folder / f"part-{number // 200:03}" / f"article-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(text.encode())
    return size


def articles(files: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    paragraphs = _paragraphs()
    claiming = [text for text in paragraphs if "$" in text or " exam" in text]
    silent = [text for text in paragraphs if text not in claiming]
    for number in range(files):
        source = claiming if number % 4 == 0 else silent
        parts = [f"---\ntitle: Article {number}\npubDate: 2026-0{number % 9 + 1}-01\ntags: [one, two]\n---\n"]
        for section in range(chance.randint(2, 6)):
            other = chance.randrange(number // 200 * 200, min(files, number // 200 * 200 + 200))
            parts.append(f"## Section {section} of {number}\n")
            parts += [chance.choice(source) for _ in range(chance.randint(1, 3))]
            parts.append(f"See [article {other}](article-{other}.md) and [ours](https://site.example/{other}/).\n")
            parts.append("| what | how much |\n| --- | --- |\n| a | 1 |\n| b | 2 |\n\n```sh\nmake all\n```\n")
        yield "\n".join(parts)


def one(size: int) -> str:
    """One article of about so many characters, full of claims."""
    claiming = [text for text in _paragraphs() if "$" in text or " exam" in text]
    chance = random.Random(size)
    parts = ["---\ntitle: One article\npubDate: 2026-05-01\n---\n"]
    while sum(map(len, parts)) < size:
        parts += [f"## Part {len(parts)}\n", chance.choice(claiming)]
    return "\n".join(parts)


def _paragraphs() -> list[str]:
    """What our own articles are made of, paragraph by paragraph, without tables and what is not prose."""
    found = []
    for path in sorted((ROOT / "content" / "articles").rglob("*.md")):
        body = path.read_text("utf-8").split("\n---\n", 1)[-1]
        found += [f"{text.strip()}\n" for text in body.split("\n\n") if text.strip()[:1].isalpha()]
    return found
