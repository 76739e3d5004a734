"""The anchors that headings get: GitHub's slugs, as github-slugger (and with it Astro and Docusaurus) makes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from credlint import lazy_re

_DROPPED = lazy_re.compile(r"[^\w\- ]")
_CUSTOM_ID = lazy_re.compile(r"\{#([^\s{}]+)\}\s*\Z")


def slug(heading: str) -> str:
    """Lower case, without punctuation and symbols, blanks as hyphens; nothing is trimmed or collapsed."""
    return _DROPPED.sub(_mark_or_nothing, heading.lower()).replace(" ", "-")


def _mark_or_nothing(match: re.Match[str]) -> str:
    # Combining marks belong to their letters, but `\w` does not know them.
    return match.group() if unicodedata.category(match.group()).startswith("M") else ""


def heading_anchors(headings: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The anchors of the headings of one page, each with the number of its heading; repeats get `-1`, `-2`, …

    `## Title {#name}` (Docusaurus, Hugo, kramdown) has that name, and for renderers that do not know the form its slug.
    """
    seen: dict[str, int] = {}
    for index, heading in enumerate(headings):
        custom = _CUSTOM_ID.search(heading)
        if custom:
            yield index, custom.group(1)
            heading = heading[: custom.start()].rstrip()
        original = name = slug(heading)
        while name in seen:
            seen[original] += 1
            name = f"{original}-{seen[original]}"
        seen[name] = 0
        yield index, name
