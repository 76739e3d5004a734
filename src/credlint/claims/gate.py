"""Whether an article is about credentials at all: most files are not, and are looked at no further."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from credlint import lazy_re
from credlint.catalog.names import Names
from credlint.claims.layout import NOTE
from credlint.claims.scene import Scene
from credlint.document import Document

# Words of an article about credentials, by the literal that they begin with: most texts hold few of those.
_STRONG = {
    literal: lazy_re.compile(literal + ending)
    for literal, ending in {
        "certification": r"s?\b",
        "certified": r"\b",
        "exam": r"(?:s|ination|inations)?\b",
        "nanodegree": r"s?\b",
        "micromasters": r"\b",
        "professional certificate": r"s?\b",
        "speciali": r"[sz]ations?\b",
        "recertif": "",
    }.items()
}
_WEAK = {
    literal: lazy_re.compile(literal + ending)
    for literal, ending in {"certificate": r"s?\b", "courses": r"\b", "credential": r"s?\b"}.items()
}
# Letters and a counted part, as most exams are numbered (`AZ-500`, `SY0-601`, `MLS-C01`).
_EXAM_CODE = lazy_re.compile(r"(?<![\w-])[A-Z]{2,4}\d?-[A-Z]?\d{2,3}(?![\w-])")
_COUNTED_PART = lazy_re.compile(r"-[A-Z]?\d{2,3}(?![\w-])")


def admitted(document: Document, names: Names) -> Scene | None:
    """The scene of an article about credentials, None for any other text."""
    coded = any(names.catalog.codes.is_issued(code) for code in _exam_codes(document.text))
    if not coded and not _may_hold_claims(document.text) and len(document.text) > NOTE:
        return None
    scene = Scene(document, names)
    return scene if _is_about_credentials(scene, coded) else None


def _exam_codes(text: str) -> Iterator[str]:
    """What is written like an exam code; looked for by the counted part, since capitals stand everywhere."""
    for part in _COUNTED_PART.finditer(text):
        code = _EXAM_CODE.search(text, max(0, part.start() - 5), part.end())
        if code is not None and code.end() == part.end():
            yield code[0]


def _may_hold_claims(text: str) -> bool:
    """Whether it has such words; asked first of all, since that is cheap."""
    low = text.lower()
    return any(literal in low and word.search(low) for literal, word in _STRONG.items()) or _count(_WEAK, low) > 2


def _is_about_credentials(scene: Scene, coded: bool) -> bool:
    """Whether it has words for certifications or exams more than once, or names some.

    One name is enough in a note, beside such a word, or beside an exam code that was issued (`coded`): the code alone
    may be of something else.
    """
    low = scene.text.lower()
    strong = _count(_STRONG, low)
    if strong >= 2:
        return True
    mentions = [mention for mention in scene.mentions.all if mention.subjects]
    named = {mention.subjects for mention in mentions if mention.form == "credential"}
    if strong or len(named) > 1:
        return bool(named)
    called = [mention for mention in mentions if not _EXAM_CODE.fullmatch(mention.span.of(scene.text))]
    return bool(called) if coded else scene.is_note and any(mention.form == "credential" for mention in called)


def _count(words: Mapping[str, re.Pattern[str]], text: str) -> int:
    return sum(len(word.findall(text)) for literal, word in words.items() if literal in text)
