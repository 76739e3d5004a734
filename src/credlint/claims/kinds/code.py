"""Exam codes: those of the catalog, and others of the form of a known family, which may never have been issued."""

from __future__ import annotations

from collections.abc import Iterator

from credlint import lazy_re
from credlint.claims.candidate import Candidate
from credlint.claims.setting import Page
from credlint.span import Span
from credlint.values import Code, Kind

KIND = Kind.CODE

_SHAPE = lazy_re.compile(r"(?<![\w.@#&=-])[A-Z0-9]{1,5}(?:[-‑–][A-Z0-9]{1,6}){1,3}(?![\w@=]|[-‑–]\w|\.\w)")
_DIGITS_ONLY = lazy_re.compile(r"[\d‑–-]+")
_CODE_BEFORE = lazy_re.compile(
    r"(?i)\b(?:exam|code|test|no\.?|number|cisco|vmware|dell|certification)s?\W{0,3}(?:code|number"
    r"|no\.?)?\W{0,3}$|[(/,]\s?$"
)


def find(page: Page) -> Iterator[Candidate]:
    """Every standing of a code; which of them are repeats is settled after."""
    names = page.scene.names
    for match in _SHAPE.finditer(page.text):
        written = match[0].replace("‑", "-").replace("–", "-")
        if _DIGITS_ONLY.fullmatch(match[0]) and not _CODE_BEFORE.search(
            page.text[max(0, match.start() - 24) : match.start()]
        ):
            place = page.scene.place_at(match.start())
            if place is None or not any(
                -2 <= match.start() - mention.span.end <= 2
                or 0 <= mention.span.start - match.end() <= 2
                or match.start() in range(mention.span.start, mention.span.end)
                for mention in page.mentions(place)
            ):
                continue
        if names.code(written) is None and names.issuer_of_code(written) is None:
            continue
        place = page.scene.place_at(match.start())
        if place is not None:
            yield Candidate(KIND, Code(written), Span(*match.span()), place.block, "form")
