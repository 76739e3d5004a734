"""Coverage-guided fuzzing of what reads strangers' bytes (needs `pip install atheris`).

usage: targets.py TARGET [OPTIONS OF LIBFUZZER] [CORPUS]      for example: targets.py markdown -max_total_time=600
       targets.py --short                       each target on a thousand random inputs, without atheris

A target fails with whatever its part must never raise. It begins with every kind of text of `doubling.py`, and with
what the corpus holds, a folder in which it keeps what led it further.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import invented
from credlint import article, cache, dates, located_yaml
from credlint.article import FrontMatterKeys
from credlint.claims.quantities import quantities
from credlint.claims.written_dates import dates as dates_in
from credlint.document import parse
from credlint.document.front_matter import read_front_matter
from credlint.escape import presentable, web_address, without_secrets
from credlint.files import decode
from credlint.links.url import joined, read
from credlint.located import LocatedError
from fuzz import doubling


def decoding(data: bytes) -> None:
    """Bytes to text: never an error, and UTF-8 comes back as it was."""
    text, had_bom, unreadable = decode(data)
    if unreadable is None and "\ufffd" not in text:
        assert (b"\xef\xbb\xbf" if had_bom else b"") + text.encode() == data


def front_matter(data: bytes) -> None:
    """YAML, TOML and JSON front matter, and YAML by itself: data with places in the text, or one plain problem."""
    text = data.decode("utf-8", "replace")
    for form in (text, f"---\n{text}\n---\n", f"+++\n{text}\n+++\n", f"{{{text}}}\n"):
        found = read_front_matter(form)
        for span in (*found.keys.values(), *found.values.values()) if found else ():
            assert 0 <= span.start <= span.end <= len(form)
    try:
        located_yaml.load(text)
    except LocatedError as error:
        assert 0 <= error.offset <= len(text)


def markdown(data: bytes) -> None:
    """Markdown and MDX: prose as long as the text, every place within it, and all claims."""
    text = data.decode("utf-8", "replace")
    for path in ("a.md", "a.mdx"):
        document = parse(text, path)
        assert len(document.prose) == len(text)
        for span in (*(block.span for block in document.blocks), *(link.span for link in document.links)):
            assert 0 <= span.start <= span.end <= len(text)
        for claim in article.read(text, path, invented.CATALOG.names).claims:
            assert claim.span.of(text) == claim.quote


def figures(data: bytes) -> None:
    """Prices, times and dates as people write them."""
    text = data.decode("utf-8", "replace")
    for quantity in quantities(text, 0, len(text)):
        assert 0 <= quantity.span.start < quantity.span.end <= len(text)
    dates_in(text, 0, len(text))
    article.read_day(text)
    try:
        day = dates.PartialDate.parse(text)
    except ValueError:
        return
    assert day.earliest <= day.latest
    assert str(day) == text


def urls(data: bytes) -> None:
    """URLs as browsers read them, what they redirect to, and how they are shown."""
    text = data.decode("utf-8", "surrogateescape")
    shown = without_secrets(text)
    assert len(shown) == len(text)
    assert without_secrets(shown) == shown
    web_address(text)
    presentable(article.Unreadable(text, text))
    try:
        url = read(text)
        read(joined(url, text))
    except ValueError:
        return
    assert read(url.page).page == url.page


def remembered(data: bytes) -> None:
    """A cache file of any bytes: nothing is remembered, nothing is raised."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "articles.sqlite3").write_bytes((b"SQLite format 3\x00" if len(data) % 2 else b"") + data)
        kept = cache.Articles(Path(name), "sha256:0", FrontMatterKeys(), 0)
        assert kept.gists([b"key"]).get(b"key") is None
        assert kept.article(b"key", "", "a.md") is None
        kept.sweep()


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decode": decoding,
    "front-matter": front_matter,
    "markdown": markdown,
    "figures": figures,
    "urls": urls,
    "cache": remembered,
}
WORDS = [
    b"---\n", b"- ", b"a: ", b"&a ", b"*a", b"[", b"{", b"# ", b"|", b"\n", b"`", b"<!-- ", b"$1,000",
    b"3 years", b"2026-02-30", b"http://", b"u:p@", b"?token=x", b"%2e", b"[::1]",
    b"Acme Certified Baker costs ", b"\xff", b"\xef\xbb\xbf", b"\x00", b"1" * 5000,
]  # fmt: skip


def short(rounds: int = 1_000) -> int:
    draw = random.Random(0)
    for target in TARGETS.values():
        for _ in range(rounds):
            parts = (
                draw.choice(WORDS) if draw.random() < 0.7 else draw.randbytes(3) for _ in range(draw.randrange(20))
            )
            target(b"".join(parts))
    return rounds * len(TARGETS)


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--short"]:
        print(f"{short()} inputs of {len(TARGETS)} targets, no crash")
        return 0
    if not arguments or arguments[0] not in TARGETS:
        print(f"{__doc__}\ntargets: {', '.join(TARGETS)}")
        return 2
    import atheris  # type: ignore[import-not-found]

    target = TARGETS[arguments[0]]
    atheris.instrument_all()
    with tempfile.TemporaryDirectory() as seeds:
        for number, seed in enumerate([*WORDS, *(axis(2).encode() for axis in doubling.AXES.values())]):
            (Path(seeds) / str(number)).write_bytes(seed)
        atheris.Setup([sys.argv[0], *arguments[1:], seeds], target)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
