"""Where the sentences of a text end."""

from __future__ import annotations

from collections.abc import Iterator

from credlint import lazy_re

# These look through a whole article, so they begin with a set, by which `re` finds their places fast.
SENTENCE_STOP = lazy_re.compile(r"[.!?](?<![.!?].)[.!?]*+[\"'”’)\]]*+(?=\s+[\"'“‘(\[*]*[^\sa-z])")
LINE_STOP = lazy_re.compile(r"\n[ \t]*+\n|  (?<!   )[ \t]*+\n")
ABBREVIATION = lazy_re.compile(
    r"(?i)(?:\b(?:e\.g|i\.e|vs|approx|etc|rs|no|inc|u\.s|st|dr|mr|ms|cert|min|max|ca|avg|est|incl|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\b[A-Z])\.$"
)
HARD_BREAK = lazy_re.compile(r"  \r?\n|\\\r?\n|<[bB][rR] ?/?>")


def sentence_ends(prose: str, start: int, end: int) -> Iterator[int]:
    """Where sentences and paragraphs end in a stretch of prose; not sorted."""
    for stop in LINE_STOP.finditer(prose, start, end):
        yield stop.end()
    for stop in SENTENCE_STOP.finditer(prose, start, end):
        at = stop.start()
        if prose[at] != "." or not ABBREVIATION.search(prose, max(0, at - 8), at + 1):
            yield stop.end()


def hard_breaks(source: str) -> list[int]:
    """Where lines end that end for the reader too; seen in the source, for in prose they are blanked."""
    return [found.end() for found in HARD_BREAK.finditer(source)]
