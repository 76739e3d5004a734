"""From the text of a file to its Document."""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec.structs import replace

from credlint import lazy_re
from credlint.document import Anchor, Directive, Document, markdown, mdx
from credlint.document.anchors import heading_anchors
from credlint.document.directives import read_directive
from credlint.document.front_matter import read_front_matter
from credlint.span import Span

_SURROGATE = lazy_re.compile("[\ud800-\udfff]")
_NOT_A_LINE_END = lazy_re.compile(r"[^\r\n]+")


def read_document(text: str, path: str, had_bom: bool) -> Document:
    front_matter = read_front_matter(text)
    source = _Endings(text)
    # A lone surrogate cannot be part of a URL, and mistune fails at one; an equal length keeps every offset.
    body = _SURROGATE.sub("\ufffd", source.text)
    start = 0
    if front_matter and front_matter.span.end > front_matter.body.end:
        start = min(source.inward(front_matter.span.end) + 1, len(body))
    if path.endswith(".mdx"):
        covered = mdx.cover(body, start)
        reading = markdown.read(covered.text, start, mdx=True)
        reading.kept = mdx.without(reading.kept, covered.hidden)
        # A destination that a program makes is not known.
        reading.links = [
            replace(link, text=link.text.replace(mdx.COVER, ""))
            for link in reading.links
            if not mdx.overlaps(covered.hidden, link.target.start, link.target.end)
        ]
        reading.comments += [Span(*comment) for comment in covered.comments]
    else:
        reading = markdown.read(body, start)
    source.restore(reading)
    slugs = heading_anchors(heading for heading, _ in reading.headings)
    anchors = [Anchor(name, reading.headings[index][1]) for index, name in slugs]
    anchors += [Anchor(name, span) for name, span in reading.names]
    return Document(
        path=path,
        text=text,
        prose=_prose(text, reading.kept),
        blocks=tuple(reading.blocks),
        links=tuple(reading.links),
        strong=tuple(reading.strong),
        anchors=tuple(sorted(anchors, key=lambda anchor: anchor.span)),
        front_matter=front_matter,
        directives=_directives(text, reading.comments),
        newline=source.newline,
        had_bom=had_bom,
    )


class _Endings:
    """A text with `\\n` line endings only, and the way back to the offsets of the file as written."""

    def __init__(self, text: str) -> None:
        self.newline = "\n"
        self._crlf: list[int] = []
        self.text = text
        if "\r" in text:
            self._crlf = [match.start() - index for index, match in enumerate(re.finditer("\r\n", text))]
            self.newline = "\r\n" if self._crlf else "\r" if "\n" not in text else "\n"
            self.text = text.replace("\r\n", "\n").replace("\r", "\n")

    def restore(self, reading: markdown.Reading) -> None:
        """Moves all places to those of the file."""
        if not self._crlf:
            return
        reading.kept = [(self._outward(start), self._outward(end)) for start, end in reading.kept]
        reading.strong = [self._span(span) for span in reading.strong]
        reading.comments = [self._span(span) for span in reading.comments]
        reading.headings = [(text, self._span(span)) for text, span in reading.headings]
        reading.names = [(name, self._span(span)) for name, span in reading.names]
        reading.blocks = [replace(block, span=self._span(block.span)) for block in reading.blocks]
        reading.links = [
            replace(
                link,
                span=self._span(link.span),
                target=self._span(link.target),
                text_span=link.text_span and self._span(link.text_span),
            )
            for link in reading.links
        ]

    def _span(self, span: Span) -> Span:
        return Span(self._outward(span.start), self._outward(span.end))

    def _outward(self, offset: int) -> int:
        return offset + bisect_left(self._crlf, offset)

    def inward(self, offset: int) -> int:
        """The other way: an offset of the file as an offset of `text`."""
        if not self._crlf:
            return offset
        low, high = 0, len(self._crlf)
        while low < high:
            middle = (low + high) // 2
            if self._crlf[middle] + middle < offset:
                low = middle + 1
            else:
                high = middle
        return offset - low


def _prose(text: str, kept: list[tuple[int, int]]) -> str:
    parts = []
    at = 0
    for start, end in kept:
        parts += [_blank(text[at:start]), text[start:end]]
        at = end
    parts.append(_blank(text[at:]))
    return "".join(parts)


def _blank(text: str) -> str:
    if "\n" in text or "\r" in text:
        return _NOT_A_LINE_END.sub(lambda line: " " * len(line[0]), text)
    return " " * len(text)


def _directives(text: str, comments: list[Span]) -> tuple[Directive, ...]:
    found = []
    for span in sorted(comments):
        inside = span.of(text)
        if "credlint-" not in inside:
            continue
        start, end = inside.index("<!--") + 4 if inside[0] == "<" else inside.index("/*") + 2, len(inside)
        if inside[0] == "<":
            end -= 3 if inside.endswith("-->") else 0
        else:
            end = inside.rindex("*/")
        found.append(read_directive(inside[start:end], span.start + start, span))
    return tuple(directive for directive in found if directive)
