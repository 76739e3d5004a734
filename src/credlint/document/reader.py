"""From the text of a file to its Document."""

from __future__ import annotations

import re
from bisect import bisect_left

from credlint.document import Anchor, Block, Directive, Document, Link, markdown, mdx
from credlint.document.anchors import heading_anchors
from credlint.document.directives import read_directive
from credlint.document.front_matter import read_front_matter
from credlint.span import Span

_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_A_LINE_END = re.compile(r"[^\r\n]+")


def read_document(text: str, path: str, had_bom: bool) -> Document:
    front_matter = read_front_matter(text)
    source = _Endings(text)
    # A lone surrogate cannot be part of a URL, and mistune fails at one; an equal length keeps every offset.
    body = _SURROGATE.sub("\ufffd", source.text)
    start = 0
    if front_matter and front_matter.span.end > front_matter.body.end:
        start = min(source.inward(front_matter.span.end) + 1, len(body))
    is_mdx = path.endswith(".mdx")
    comments: list[tuple[int, int]] = []
    if is_mdx:
        covered = mdx.cover(body, start)
        comments += covered.comments
        reading = markdown.read(covered.text, start, mdx=True)
        reading.kept = mdx.without(reading.kept, covered.hidden)
        # A destination that a program makes is not known.
        reading.links = [link for link in reading.links if not mdx.overlaps(covered.hidden, *link.target)]
        for link in reading.links:
            link.text = link.text.replace(mdx.COVER, "")
    else:
        reading = markdown.read(body, start)
    comments += reading.comments
    at = source.span
    blocks = tuple(
        Block(
            raw.kind,
            at(raw.start, raw.end),
            raw.section,
            raw.parents,
            raw.level,
            raw.table,
            raw.row,
            raw.column,
            raw.info,
        )
        for raw in reading.blocks
    )
    links = tuple(
        Link(
            raw.kind,
            at(*raw.span),
            at(*raw.target),
            raw.url,
            raw.text,
            at(*raw.text_span) if raw.text_span else None,
            raw.block,
        )
        for raw in reading.links
    )
    slugs = heading_anchors(heading for heading, _ in reading.headings)
    anchors = [Anchor(name, at(*reading.headings[index][1])) for index, name in slugs]
    anchors += [Anchor(name, at(*span)) for name, span in reading.names]
    return Document(
        path=path,
        text=text,
        prose=_prose(text, source.outward(reading.kept)),
        blocks=blocks,
        links=links,
        strong=tuple(at(start, end) for start, end in reading.strong),
        anchors=tuple(sorted(anchors, key=lambda anchor: anchor.span)),
        front_matter=front_matter,
        directives=_directives(text, [at(*comment) for comment in comments]),
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

    def span(self, start: int, end: int) -> Span:
        if not self._crlf:
            return Span(start, end)
        return Span(start + bisect_left(self._crlf, start), end + bisect_left(self._crlf, end))

    def outward(self, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
        if not self._crlf:
            return ranges
        return [(start + bisect_left(self._crlf, start), end + bisect_left(self._crlf, end)) for start, end in ranges]

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


def _blank(text: str) -> str:
    return _NOT_A_LINE_END.sub(lambda match: " " * len(match.group()), text)


def _prose(text: str, kept: list[tuple[int, int]]) -> str:
    blank = _blank(text)
    parts = []
    at = 0
    for start, end in kept:
        parts += [blank[at:start], text[start:end]]
        at = end
    parts.append(blank[at:])
    return "".join(parts)


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
