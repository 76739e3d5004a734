"""What Markdown says and where, read with mistune.

mistune has no positions, so its block parser is made to remember lines (`blocks`), and its inline tokens are placed by
consuming the text along them (`inline`). Both check what they claim.
"""

from __future__ import annotations

from msgspec import Struct, field

from credlint.document import BlockKind, LinkKind
from credlint.document.markdown.blocks import LeafMap, SpanState, Token, Tokens, leaf_map, parse_blocks
from credlint.document.markdown.found import FoundLink, Inline, read_html, undo_escapes
from credlint.document.markdown.inline import read_inline

Range = tuple[int, int]


class RawBlock(Struct):
    kind: BlockKind
    start: int
    end: int
    section: tuple[int, ...]
    parents: tuple[int, ...]
    level: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    info: str = ""


class RawLink(Struct):
    kind: LinkKind
    span: Range
    target: Range
    url: str
    text: str
    text_span: Range | None
    block: int | None


class Reading(Struct):
    """All that was found, as offsets of the text that was read.

    `kept`: what is read as prose. `headings`: text and place of each heading. `names`: HTML ids and names. `comments`:
    places of HTML comments.
    """

    blocks: list[RawBlock] = field(default_factory=list)
    links: list[RawLink] = field(default_factory=list)
    kept: list[Range] = field(default_factory=list)
    strong: list[Range] = field(default_factory=list)
    headings: list[tuple[str, Range]] = field(default_factory=list)
    names: list[tuple[str, Range]] = field(default_factory=list)
    comments: list[Range] = field(default_factory=list)


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
        self.section: list[int] = []
        self.parents: tuple[int, ...] = ()
        self.tables = 0
        self.definitions: dict[str, tuple[Range, str]] = {}
        for definition in self.env.get("definitions", ()):
            self._definition(definition)
        self._tokens(state.tokens)
        self.reading.links.sort(key=lambda link: link.span)
        self.reading.kept.sort()
        self.reading.strong.sort()

    def _definition(self, definition: Token) -> None:
        target, url = definition["target"], undo_escapes(definition["href"])
        self.definitions.setdefault(definition["key"], (target, url))
        link = RawLink(LinkKind.DEFINITION, definition["span"], target, url, definition["label"], None, None)
        self.reading.links.append(link)

    def _tokens(self, tokens: list[Token]) -> None:
        assert isinstance(tokens, Tokens)
        state = tokens.state
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
                self._block(BlockKind.CODE, *state.span(token["start"], token["end"])).info = token.get(
                    "attrs", {}
                ).get("info", "")
            elif kind == "block_html":
                self._html(state, token)
            elif kind == "table":
                self._table(state, token["rows"])

    def _block(self, kind: BlockKind, start: int, end: int) -> RawBlock:
        block = RawBlock(kind, start, end, tuple(self.section), self.parents)
        self.reading.blocks.append(block)
        return block

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
                self.section.pop()
        index = len(self.reading.blocks)
        found = self._leaf(BlockKind.HEADING, state, token["at"], token["text"])
        block = self.reading.blocks[index]
        block.level = level
        block.start, block.end = state.span(token["start"], token["end"])
        self.reading.headings.append((found.text, (block.start, block.end)))
        if not self.parents:
            self.section.append(index)

    def _table(self, state: SpanState, rows: list[list[Range]]) -> None:
        for row, cells in enumerate(rows):
            for column, (start, end) in enumerate(cells):
                index = len(self.reading.blocks)
                self._leaf(BlockKind.CELL, state, start, state.src[start:end])
                block = self.reading.blocks[index]
                block.table, block.row, block.column = self.tables, row, column
        self.tables += 1

    def _leaf(self, kind: BlockKind, state: SpanState, at: int, text: str) -> Inline:
        inline, places = leaf_map(state, at, text)
        block = len(self.reading.blocks)
        found = read_inline(inline, self.env)
        if inline:
            self._block(kind, places.at(0), places.at(len(inline) - 1) + 1)
        else:
            self._block(kind, places.at(0), places.at(0))
        self._add(found, places, block)
        return found

    def _add(self, found: Inline, places: LeafMap, block: int) -> None:
        reading = self.reading
        if len(places.deltas) == 1:
            delta = places.deltas[0]
            reading.kept += [(start + delta, end + delta) for start, end in found.kept]
        else:
            reading.kept += [_placed(places, start, end) for start, end in found.kept]
        reading.strong += [_placed(places, start, end) for start, end in found.strong]
        reading.comments += [_placed(places, start, end) for start, end in found.comments]
        reading.names += [(name, _placed(places, start, end)) for name, start, end in found.anchors]
        reading.links += [self._link(link, places, block) for link in found.links]

    def _link(self, found: FoundLink, places: LeafMap, block: int) -> RawLink:
        if found.target is None:
            target, url = self.definitions[found.key or ""]
        else:
            target, url = _placed(places, *found.target), found.url
        text_span = None
        if found.text_start is not None and found.text_end is not None:
            text_span = _placed(places, found.text_start, found.text_end)
        return RawLink(found.kind, _placed(places, found.start, found.end), target, url, found.text, text_span, block)

    def _html(self, state: SpanState, token: Token) -> None:
        index = len(self.reading.blocks)
        self._block(BlockKind.HTML, *state.span(token["at"], token["end"]))
        raw: str = token["raw"]
        inline, places = leaf_map(state, token["at"], raw)
        self._add(read_html(inline), places, index)


def _placed(places: LeafMap, start: int, end: int) -> Range:
    first = places.at(start)
    return first, (places.at(end - 1) + 1 if end > start else first)
