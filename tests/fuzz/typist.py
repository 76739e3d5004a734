"""A writer who types at random places: what is remembered from one key to the next says what is read anew.

usage: typist.py [--keys 5000] [--seed 1] [--editor] [ARTICLE.md or FOLDER ...]

Without articles, those of the tests and our own ones are written on. With --editor they are typed into the server of an
editor, in bursts; when it is at rest it must show what `check` says. Prints each text of which memory, or
the editor, says something else, and how many there were; of an editor also what it complained of, and how long it took
to answer the last key of a burst.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

import invented  # noqa: E402
from credlint import discovery, run  # noqa: E402
from credlint.article import read  # noqa: E402
from credlint.catalog.names import Names  # noqa: E402
from credlint.claims.recall import Recall  # noqa: E402
from credlint.cli.session import Session  # noqa: E402
from credlint.escape import presentable, visible  # noqa: E402
from credlint.files import decode  # noqa: E402
from credlint.finding import Finding  # noqa: E402
from credlint.lsp.buffer import Text  # noqa: E402
from credlint.lsp.recall import RecallingNames  # noqa: E402
from editor import AS_OF, Editor, make_site  # noqa: E402
from fuzz.real import articles  # noqa: E402

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
KEYS_AT_ONCE = 25


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


def mistold(texts: Sequence[str], keys: int, seed: int) -> Iterator[str]:
    """The texts, at the end of a burst of so many keys, of which an editor shows something else than `check` says."""
    waits: list[float] = []
    typed = writing(texts, random.Random(seed))
    with tempfile.TemporaryDirectory() as name:
        site = make_site(Path(name).resolve() / "site")
        session = Session.start(None, date.fromisoformat(AS_OF), False, site)
        editor = Editor(site, "--as-of", AS_OF, cache_folder=Path(name) / "cache")
        path = "articles/typed.md"
        uri = editor.open(path, "")
        editor.findings(uri)
        for version in range(2, keys + 2, KEYS_AT_ONCE):
            for number, text in enumerate(islice(typed, KEYS_AT_ONCE), version):
                editor.change(uri, text, number)
            began = time.monotonic()
            editor.findings(uri, number)
            waits.append(time.monotonic() - began)
            editor.save(uri)  # for the editor to look around, which it else does when the writer rests
            editor.ask("textDocument/documentLink", {"textDocument": {"uri": uri}})
            shown = {(one["code"], str(one["range"]), one["message"]) for one in editor.findings(uri, number)}
            source = discovery.from_stdin(text.encode("utf-8", "surrogatepass"), path, session.config, site)
            found = presentable(run.check(session.plan([source], 1)).findings)
            if shown != {_shown(finding, Text(text)) for finding in found}:
                yield text
        complaints = [line for line in editor.log if line.strip()]
        print(*complaints, f"exit {editor.end()}, {len(complaints)} complaints", sep="\n")
        waits.sort()
        print(f"{keys} keys, ms to the answer: median {waits[len(waits) // 2] * 1e3:.0f}, ", end="")
        print(f"95th percentile {waits[len(waits) * 19 // 20] * 1e3:.0f}, greatest {waits[-1] * 1e3:.0f}")


def _shown(finding: Finding, text: Text) -> tuple[str, str, str]:
    """A finding as `check` has it, in the editor's words."""
    spot = text.range(finding.span)
    places = {
        end: {"line": place.line, "character": place.character}
        for end, place in (("start", spot.start), ("end", spot.end))
    }
    return finding.rule, str(places), visible(f"{finding.message}\n{finding.advice}".strip())


def cases() -> list[str]:
    """Articles about invented credentials."""
    paths = [*(TESTS / "cases").glob("*.md"), *(TESTS / "claims" / "cases").rglob("*.md")]
    return [path.read_text("utf-8").replace("⟦", "").replace("⟧", "") for path in sorted(paths)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--keys", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--editor", action="store_true")
    given = parser.parse_args()
    from credlint import bundled
    from credlint.catalog.load import load

    chosen = given.articles or [TESTS.parent / "content" / "articles"]
    real = [decode(path.read_bytes())[0] for path in articles(chosen)]
    if given.editor:
        wrong = [*mistold([*real, *([] if given.articles else cases())], given.keys, given.seed)]
    else:
        ours = load([bundled.catalog_folder()]).names
        wrong = [*misremembered(real, ours, given.keys, given.seed)]
        if not given.articles:
            wrong += misremembered(cases(), invented.CATALOG.names, given.keys, given.seed)
    for text in wrong:
        print(f"{text}\n{'=' * 80}")
    print(f"{len(wrong)} faults")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
