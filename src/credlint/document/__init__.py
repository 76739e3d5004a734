"""What a file says: its text, its blocks and links with exact spans, its front matter and its directives.

Every span is in code points of `Document.text`, which is the file as written, without its byte order mark and with its
line endings kept.
"""

from enum import StrEnum

from msgspec import Struct, field

from credlint import lazy_re
from credlint.located import KeyPath
from credlint.span import Lines, Span


class BlockKind(StrEnum):
    """Containers are ITEM and QUOTE; the others are leaves and hold the text."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CELL = "cell"
    CODE = "code"
    HTML = "html"
    ITEM = "item"
    QUOTE = "quote"


class Block(Struct, frozen=True, array_like=True, gc=False):
    """One block, in source order.

    `section`: indexes into `Document.blocks` of the headings above, outermost first (a heading does not name itself).
    `parents`: indexes of the items and quotes around it, outermost first. `level`: 1-6 of a heading.
    `table`, `row`, `column`: which table of the document and which cell of it, all 0-based; row 0 is the head.
    `info`: the info string of fenced code.
    """

    kind: BlockKind
    span: Span
    section: tuple[int, ...] = ()
    parents: tuple[int, ...] = ()
    level: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    info: str = ""


class LinkKind(StrEnum):
    INLINE = "inline"
    REFERENCE = "reference"
    DEFINITION = "definition"
    AUTOLINK = "autolink"
    BARE = "bare"
    IMAGE = "image"
    HTML = "html"
    HTML_IMAGE = "html-image"


class Link(Struct, frozen=True, array_like=True, gc=False):
    """A link or image as written.

    `span` is the whole construct, `target` the destination as it stands in the source (for a reference: the one in its
    definition), `url` the destination as a browser gets it (escapes and entities undone), `text` the visible or the
    alternative text, `block` the index of the leaf block it stands in (None for a definition).
    """

    kind: LinkKind
    span: Span
    target: Span
    url: str
    text: str
    text_span: Span | None = None
    block: int | None = None

    @property
    def is_image(self) -> bool:
        return self.kind in (LinkKind.IMAGE, LinkKind.HTML_IMAGE)

    @property
    def is_web(self) -> bool:
        """Whether its destination is written as an http or https URL."""
        return self.url[:8].lower().startswith(("http://", "https://"))


class FrontMatter(Struct, frozen=True, array_like=True):
    """Front matter as plain JSON-like data, with the span of every key and value.

    `span` is the whole block with its fences, `body` what stands between them. `data` is None where it does not parse;
    then `problem` says why, at `problem_span`. Dates stay text. `keys` and `values` map a path such as
    `("tags", 0)` to its place; `duplicates` has the later one of keys that stand twice.
    """

    format: str
    span: Span
    body: Span
    data: object | None = None
    keys: dict[KeyPath, Span] = field(default_factory=dict)
    values: dict[KeyPath, Span] = field(default_factory=dict)
    duplicates: tuple[tuple[KeyPath, Span], ...] = ()
    problem: str | None = None
    problem_span: Span | None = None


class DirectiveKind(StrEnum):
    DISABLE = "disable"
    ENABLE = "enable"
    DISABLE_LINE = "disable-line"
    DISABLE_NEXT_LINE = "disable-next-line"
    DISABLE_FILE = "disable-file"
    EXPIRES = "expires"


class Directive(Struct, frozen=True, array_like=True):
    """A `credlint-…` comment. `rules` is empty for "all"; `until` is the text after `until=` (for EXPIRES its date)."""

    kind: DirectiveKind
    span: Span
    rules: tuple[tuple[str, Span], ...] = ()
    until: str | None = None
    until_span: Span | None = None
    reason: str = ""


class Anchor(Struct, frozen=True, array_like=True, gc=False):
    """A place that `#name` can point to: a heading's slug (GitHub's rules, repeats numbered) or an HTML id or name."""

    name: str
    span: Span


class Document(Struct, frozen=True, array_like=True):
    """A parsed file.

    `prose` has the length of `text`: what a reader does not read as prose (code, URLs, HTML tags, comments, emphasis
    marks, front matter, the backslash of an escape, table pipes, list and quote markers) is blanked, line endings stay;
    a match in it *is* a source span. `strong` are the spans of bold text without its marks, in source order.
    `had_bom`: the file began with a byte order mark, which no offset counts.
    """

    path: str
    text: str
    prose: str
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    strong: tuple[Span, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    front_matter: FrontMatter | None = None
    directives: tuple[Directive, ...] = ()
    newline: str = "\n"
    had_bom: bool = False

    def lines(self) -> Lines:
        return Lines(self.text)


def parse(text: str, path: str, had_bom: bool = False) -> Document:
    """Reads the text of a Markdown file, or of an MDX file if `path` ends with `.mdx`.

    `text` is as written, without its byte order mark (`decode`). Raises PositionError where a place cannot be proven.
    """
    # mistune takes longer to import than a whole cached run; only what parses pays for it.
    with lazy_re.in_libraries():
        from credlint.document.reader import read_document

    return read_document(text, path, had_bom)
