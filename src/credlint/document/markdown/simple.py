"""Inline text in which every construct stands for itself, read by one pattern.

Nearly all that people write is such: 30,300 of 31,700 texts with any marks in 2,000 files of documentation, where
mistune's parser and its walk took half of the time of the whole parse. Here a mark may only mean what it would mean in
any surroundings: a code span of single backticks, a link whose text has no brackets, emphasis that holds no other
emphasis. At anything else the reader gives up, and mistune reads the whole text; `tests/document/test_inline.py`
compares the two.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import punctuation

from mistune.helpers import HTML_ATTRIBUTES, HTML_TAGNAME

from credlint import lazy_re
from credlint.document import LinkKind
from credlint.document.markdown.found import Inline, undo_escapes

_MARKS = lazy_re.compile(r"[\\`*_\[\]<~]")
_BARE_URL = lazy_re.compile(r"://|www\.", re.I)
FEW_EMPHASIS_MARKS = 4_000

_PUNCTUATION = rf"[{re.escape(punctuation)}]"
_ESCAPE = rf"\\{_PUNCTUATION}"
_TEXT = (
    r"(?:[^\\`*_\[\]<~!\n]++"
    r"|(?<=[^\W_])_++(?=[^\W_])"  # inside a word
    r"|!(?!\[)|~(?!~)"
    r"|<(?![A-Za-z/!?])(?![^\s<>]*+@)"
    rf"|\\(?!\n)(?!{_PUNCTUATION}))++"
)
_CODE = r"`[^`]++`(?!`)"
_BREAK = r"\\?\n\s*+"
_LABEL = rf"(?:{_TEXT}|{_CODE}|{_ESCAPE}|{_BREAK}|[*_])*+"
_DESTINATION = r"(?:[^\x00-\x20\x7f()\\<]++|\([^\x00-\x20\x7f()\\<]*+\))*+"
_PIECE = lazy_re.compile(
    rf"(?P<text>{_TEXT})"
    rf"|(?P<break>{_BREAK})"
    rf"|(?P<code>{_CODE})"
    rf"|(?P<link>!?\[(?P<label>{_LABEL})\]\((?P<target>{_DESTINATION})(?: +\"[^\"\\\n]*+\")?\))"
    rf"|(?P<literal>\[(?:{_TEXT})?\](?![\[(]))"
    r"|(?P<mark>\*\*?(?!\*)|__?(?!_))"
    rf"|(?P<escape>{_ESCAPE})"
    rf"|(?P<html><{HTML_TAGNAME}{HTML_ATTRIBUTES}\s*/?>|</{HTML_TAGNAME}\s*>|<!---?>|<!--.*?-->)"
    r"|(?P<autolink><[A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\x00-\x20]*>)"
    r"|(?P<other>.)",
    re.S,
)


def may_hold_bare_urls(src: str) -> bool:
    return "://" in src or "www." in src.lower()


# Between two keys of a writer all texts but one stay what they were; a long article has some hundred.
@lru_cache(maxsize=512)
def read_simple(src: str, references: bool) -> Inline | None:
    """What the text holds, or None where it is not simple. `references`: the document has link definitions."""
    found = Inline(src)
    bare_urls = may_hold_bare_urls(src)
    if not bare_urls and not _MARKS.search(src):
        # It says what it says, as most cells and list items do.
        found.lines(0, len(src))
        return found
    if len(src) > FEW_EMPHASIS_MARKS and src.count("*") + src.count("_") > FEW_EMPHASIS_MARKS:
        return None
    if "@" in src and "_" in src:
        # An address ends where a text of mistune's ends, and that may be in the middle of a word.
        return None
    if not _read(found, 0, len(src), bare_urls, references):
        return None
    found.close()
    return found


def _read(found: Inline, start: int, end: int, bare_urls: bool, references: bool) -> bool:
    src = found.src
    opened = ("", 0)  # the mark of the emphasis that is open, and where its inside begins
    for piece in _PIECE.finditer(src, start, end):
        kind = piece.lastgroup
        at, after = piece.span()
        if kind == "text" or kind == "literal":
            if (bare_urls and _BARE_URL.search(src, at, after)) or (kind == "literal" and references):
                return False
            # Blanks at the end of a line belong to the break.
            raw = piece.group().rstrip(" ") if src.startswith("\n", after) else piece.group()
            found.words.append(raw)
            found.keep(at, at + len(raw))
        elif kind == "break":
            found.words.append(" ")
        elif kind == "code":
            found.words.append(_code(src[at + 1 : after - 1]))
        elif kind == "link":
            if not _link(found, piece, bare_urls, references):
                return False
        elif kind == "mark":
            emphasis = _emphasis(found, opened, piece)
            if emphasis is None:
                return False
            opened = emphasis
        elif kind == "escape" and not found.special:
            found.words.append(src[at + 1])
            found.keep(at + 1, after)
        elif kind == "html":
            found.markup(at, after)
        elif kind == "autolink":
            found.autolink(at, after, mail=False)
        else:
            return False
    return not opened[0]


def _emphasis(found: Inline, opened: tuple[str, int], piece: re.Match[str]) -> tuple[str, int] | None:
    """What is open behind a mark of emphasis; None where the mark is not simple."""
    mark, (at, after) = piece.group(), piece.span()
    if not opened[0]:
        return (mark, after) if _opens(found.src, mark, at, after) else None
    if opened[0] != mark or not _closes(found.src, mark, at, after):
        return None
    if len(mark) == 2:
        found.strong.append((opened[1], at))
    return "", 0


def _code(raw: str) -> str:
    """The inside of a code span, as CommonMark says it is read."""
    code = raw.replace("\n", " ")
    return code[1:-1] if code.strip(" ") and code[0] == code[-1] == " " else code


def _link(found: Inline, piece: re.Match[str], bare_urls: bool, references: bool) -> bool:
    is_image = piece.group().startswith("!")
    began = found.begin_link(is_image)
    if not _read(found, *piece.span("label"), bare_urls, references):
        return False
    kind = LinkKind.IMAGE if is_image else LinkKind.INLINE
    found.end_link(began, kind, piece.span(), piece.span("target"), undo_escapes(piece["target"]), piece.span("label"))
    return True


def _opens(src: str, mark: str, at: int, after: int) -> bool:
    """CommonMark, left-flanking: for a mark that is no part of a word on its left if it is `_`."""
    before, behind = src[at - 1 : at], src[after : after + 1]
    if not behind or behind.isspace() or src.startswith("\\\n", after):
        return False
    return not before.isalnum() or (mark[0] == "*" and behind.isalnum())


def _closes(src: str, mark: str, at: int, after: int) -> bool:
    before, behind = src[at - 1 : at], src[after : after + 1]
    if before.isspace():
        return False
    return not behind.isalnum() or (mark[0] == "*" and before.isalnum())
