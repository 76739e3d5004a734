"""The contents of the files of a run: bytes, text, and why some cannot be read."""

from __future__ import annotations

import codecs
import hashlib

from credlint.article import Article, Unreadable
from credlint.contents import MAX_BYTES, contents
from credlint.discovery import SourceFile
from credlint.document import Document
from credlint.span import Span


def load(source: SourceFile) -> bytes | Article:
    """The bytes of a file, or an article that says why they could not be read."""
    try:
        data = source.data if source.data is not None else contents(source.file)
    except OSError as problem:
        return unread(source, f"cannot be read: {problem.strerror or problem}", "look at its kind and its permissions")
    if len(data) > MAX_BYTES:
        size = f"larger than {MAX_BYTES // 1_000_000} MB"
        return unread(source, f"not checked, because it is {size}", "split it into articles, or exclude it")
    return data


def digest(data: bytes) -> bytes:
    """Identifies the contents of a file."""
    return hashlib.blake2b(data, digest_size=20).digest()


def decode(data: bytes) -> tuple[str, bool, Unreadable | None]:
    """The text of a file, whether it began with a byte order mark, and what is wrong with its encoding as a whole.

    Single bytes that are not UTF-8 become U+FFFD, so that the rest is checked.
    """
    for mark, encoding in _OTHER_MARKS:
        if data.startswith(mark):
            reason = f"is written in {encoding.upper()}, and articles are UTF-8"
            text = data[len(mark) :].decode(encoding, "replace")
            return text, True, Unreadable(reason, "save the file as UTF-8", Span(0, min(1, len(text))))
    had_bom = data.startswith(codecs.BOM_UTF8)
    return data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace"), had_bom, None


def is_utf_8(data: bytes) -> bool:
    """Whether no mark says otherwise."""
    return not data.startswith(_MARKS)


# The mark of UTF-32 begins with that of UTF-16, so it is looked for first.
_OTHER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKS = tuple(mark for mark, _ in _OTHER_MARKS)


def unread(source: SourceFile, reason: str, advice: str) -> Article:
    """The article of a file that is not read."""
    return Article(Document(source.path, "", ""), unreadable=Unreadable(reason, advice))
