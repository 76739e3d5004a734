"""Small catalogs as one text: every file begins with a comment that says where it stands."""

from __future__ import annotations

import re

from credlint.catalog import Catalog
from credlint.catalog.load import read

PLACE = re.compile(r"^# ([a-z0-9/-]+\.yaml)\n", re.MULTILINE)


def files(text: str) -> dict[str, tuple[int, str]]:
    """The files in a text by their place, each with the offset at which it begins."""
    heads = list(PLACE.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return {head[1]: (head.end(), text[head.end() : end]) for head, end in zip(heads, ends, strict=True)}


def catalog(text: str) -> Catalog:
    """The catalog of such a text; a provider that has no file of its own is called by its id."""
    texts = {place: part for place, (_, part) in files(text).items()}
    for place in list(texts):
        provider = place.partition("/")[0]
        if provider != "groups":
            texts.setdefault(f"{provider}/provider.yaml", f"name: {provider.capitalize()}\n")
    return read(texts)
