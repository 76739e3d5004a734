"""What Markdown says and where, read with mistune.

mistune has no positions, so its block parser is made to remember lines (`blocks`), and its inline tokens are placed by
consuming the text along them (`inline`). Both check what they claim.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from credlint.document import Block, BlockKind, Link, LinkKind
from credlint.document.markdown.blocks import parse_blocks
from credlint.document.markdown.found import FoundLink, Inline, read_html, undo_escapes
from credlint.document.markdown.inline import read_inline
from credlint.document.markdown.state import LeafMap, SpanState, Token, Tokens, leaf_map
from credlint.span import Span

Range = tuple[int, int]


class Reading(Struct):
    """All that was found, as offsets of the text that was read; blocks in source order, all else sorted by its place.

    `kept`: what is read as prose. `headings`: text and place of each heading. `names`: HTML ids and names. `comments`:
    places of HTML comments.
    """

    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    kept: list[Range] = field(default_factory=list)
    strong: list[Span] = field(default_factory=list)
    headings: list[tuple[str, Span]] = field(default_factory=list)
    names: list[tuple[str, Span]] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)


def read(text: str, start: int = 0, *, mdx: bool = False) -> Reading:
    """Reads Markdown (CommonMark with GFM's tables, deleted text and automatic links) with `\\n` line endings only.

    What stands before `start`, the beginning of a line, is not read.

    Raises PositionError where a place cannot be proven.
    """
    return _Reader(parse_blocks(text, start, mdx=mdx)).reading


class _Reader:
    def __init__(self, state: SpanState) -> None:
        self.reading = Reading()
        self.env = state.env
        self.section: tuple[int, ...] = ()
        self.parents: tuple[int, ...] = ()
        self.tables = 0
        self.definitions: dict[str, tuple[Span, str]] = {}
        for definition in self.env.get("definitions", ()):
            self._definition(definition)
        self._tokens(state.tokens)
        self.reading.links.sort(key=lambda link: link.span)
        self.reading.kept.sort()
        self.reading.strong.sort()

    def _definition(self, definition: Token) -> None:
        target, url = Span(*definition["target"]), undo_escapes(definition["href"])
        self.definitions.setdefault(definition["key"], (target, url))
        span = Span(*definition["span"])
        self.reading.links.append(Link(LinkKind.DEFINITION, span, target, url, definition["label"]))

    def _tokens(self, tokens: list[Token]) -> None:
        assert isinstance(tokens, Tokens)
        state = tokens.state
        del tokens.state  # or they would hold each other until garbage is collected
        for token in tokens:
            kind = token["type"]
            if kind in ("paragraph", "block_text"):
                self._leaf(BlockKind.PARAGRAPH, state, token["at"], token["text"])
            elif kind == "heading":
                self._heading(state, token)
            elif kind == "list":
                for item in token["children"]:
                    self._container(BlockKind.ITEM, item["children"])
            elif kind == "block_quote":
                self._container(BlockKind.QUOTE, token["children"])
            elif kind == "block_code" and (token["raw"] or token["style"] == "fenced"):
                info = token.get("attrs", {}).get("info", "")
                self._block(BlockKind.CODE, *state.span(token["start"], token["end"]), info=info)
            elif kind == "block_html":
                self._html(state, token)
            elif kind == "table":
                self._table(state, token["rows"])

    def _block(self, kind: BlockKind, start: int, end: int, **more: Any) -> None:
        self.reading.blocks.append(Block(kind, Span(start, end), self.section, self.parents, **more))

    def _container(self, kind: BlockKind, children: list[Token]) -> None:
        assert isinstance(children, Tokens)
        child = children.state
        source = child.source
        end = source.ends[child.marker_line]
        inside = child.src.rstrip()
        if inside:
            last = child.base + inside.count("\n")
            end = source.ends[min(last, len(source.ends) - 1)]
        self._block(kind, child.marker, child.marker + len(source.text[child.marker : end].rstrip()))
        before, self.parents = self.parents, (*self.parents, len(self.reading.blocks) - 1)
        self._tokens(children)
        self.parents = before

    def _heading(self, state: SpanState, token: Token) -> None:
        level: int = token["attrs"]["level"]
        if not self.parents:
            while self.section and (self.reading.blocks[self.section[-1]].level or 0) >= level:
                self.section = self.section[:-1]
        index = len(self.reading.blocks)
        self._block(BlockKind.HEADING, *state.span(token["start"], token["end"]), level=level)
        inline, places = leaf_map(state, token["at"], token["text"])
        found = self._add(read_inline(inline, self.env), places, index)
        self.reading.headings.append((found.text, self.reading.blocks[index].span))
        if not self.parents:
            self.section += (index,)

    def _table(self, state: SpanState, rows: list[list[Range]]) -> None:
        for row, cells in enumerate(rows):
            for column, (start, end) in enumerate(cells):
                cell = state.src[start:end]
                self._leaf(BlockKind.CELL, state, start, cell, table=self.tables, row=row, column=column)
        self.tables += 1

    def _leaf(self, kind: BlockKind, state: SpanState, at: int, text: str, **more: Any) -> None:
        inline, places = leaf_map(state, at, text)
        block = len(self.reading.blocks)
        self._block(kind, *places.place(0, len(inline)), **more)
        self._add(read_inline(inline, self.env), places, block)

    def _html(self, state: SpanState, token: Token) -> None:
        block = len(self.reading.blocks)
        self._block(BlockKind.HTML, *state.span(token["at"], token["end"]))
        inline, places = leaf_map(state, token["at"], token["raw"])
        self._add(read_html(inline), places, block)

    def _add(self, found: Inline, places: LeafMap, block: int) -> Inline:
        reading = self.reading
        reading.kept += places.place_all(found.kept)
        for start, end in found.strong:
            reading.strong.append(Span(*places.place(start, end)))
        for start, end in found.comments:
            reading.comments.append(Span(*places.place(start, end)))
        for name, start, end in found.anchors:
            reading.names.append((name, Span(*places.place(start, end))))
        for link in found.links:
            reading.links.append(self._link(link, places, block))
        return found

    def _link(self, found: FoundLink, places: LeafMap, block: int) -> Link:
        if found.target is None:
            target, url = self.definitions[found.key or ""]
        else:
            target, url = Span(*places.place(*found.target)), found.url
        span = Span(*places.place(found.start, found.end))
        text_span = None
        if found.text_start is not None and found.text_end is not None:
            text_span = Span(*places.place(found.text_start, found.text_end))
        return Link(found.kind, span, target, url, found.text, text_span, block)
