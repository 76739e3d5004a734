"""MDX: what of it is program and no Markdown.

mistune does not know MDX. So before it reads, `import`/`export` blocks and `{…}` expressions are covered by characters
that mean nothing to Markdown, at equal length and with every line end kept; JSX tags stay, as inline HTML. Approximate
by intent: expressions are found by balanced braces, not by parsing JavaScript, and one that never closes is text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from msgspec import Struct

from credlint import lazy_re

_FENCE = lazy_re.compile(r"[ \t]*(?:>[ \t]*|[-*+][ \t]+|\d{1,9}[.)][ \t]+)*(`{3,}|~{3,})[^\n]*")
_MODULE = lazy_re.compile(
    r"(?:import\s*(?:[{*\"']|[\w$]+(?:\s*,|\s+from\b))|export\s+(?:const|let|var|function|default|class|async|\{|\*))"
)
_BLANK_LINE = lazy_re.compile(r"\n[ \t]*(?=\n|\Z)")
_COMMENT = r"/\*(?:[^*]|\*(?!/))*+\*/"
_BUT_COMMENTS = (
    r"\\[{}`\\]"  # escaped
    r"|(?P<code>`+)"
    r"|(?P<line>\n)"
    r"|(?P<string>\"[^\"\n\\]*(?:\\.[^\"\n\\]*)*\"|'[^'\n\\]*(?:\\.[^'\n\\]*)*')"
    r"|[{}]"
)
_TOKEN = lazy_re.compile(rf"(?P<comment>\{{[ \t\n]*{_COMMENT}[ \t\n]*\}})|(?P<inner>{_COMMENT})|{_BUT_COMMENTS}", re.S)
# Where no comment ends any more none begins; each would be looked for up to the end of the text.
_AFTER_COMMENTS = lazy_re.compile(rf"(?P<comment>(?!))|{_BUT_COMMENTS}", re.S)
_VISIBLE = lazy_re.compile(r"[^\s]")
_DOTTED_TAG = lazy_re.compile(r"(?<=<)(/?[A-Za-z][\w-]*)((?:\.[A-Za-z][\w-]*)+)")

# Neither a letter nor white space for Markdown, so emphasis beside it stays what it is.
COVER = "\ufffc"


class Covered(Struct, frozen=True):
    """`text` is what the Markdown parser may see, `hidden` what was covered in it, `comments` each `{/* … */}`."""

    text: str
    hidden: tuple[tuple[int, int], ...]
    comments: tuple[tuple[int, int], ...]


def cover(text: str, start: int = 0) -> Covered:
    """Covers what is program in a text with `\\n` line endings only, from `start` on."""
    found = _Program(text)
    pos = start
    while pos < len(text):
        pos = found.step(pos, at_line_start=pos == start or text[pos - 1] == "\n")
    expressions = _outermost(found.expressions)
    hidden = tuple(sorted([*found.modules, *expressions]))
    return Covered(_covered(text, found.modules, expressions), hidden, tuple(found.comments))


class _Program:
    """What is program in a text, found from left to right; `_open` are the braces that wait for their ends."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.comments: list[tuple[int, int]] = []
        self.expressions: list[tuple[int, int]] = []
        self.modules: list[tuple[int, int]] = []
        self._open: list[int] = []
        self._next_blank = -1
        self._last_comment = text.rfind("*/")

    def step(self, pos: int, *, at_line_start: bool) -> int:
        """Reads the next piece from `pos` on, and returns where it ends."""
        text = self._text
        if at_line_start:
            fence = _FENCE.match(text, pos)
            if fence:
                # A fence inside of an open brace: the brace was text.
                self._open.clear()
                return _after_fence(text, fence)
            if not self._open and _MODULE.match(text, pos):
                end = _end_of_module(text, pos)
                self.modules.append((pos, end))
                return end
        token = (_TOKEN if pos <= self._last_comment else _AFTER_COMMENTS).search(text, pos)
        return len(text) if token is None else self._read(token)

    def _read(self, token: re.Match[str]) -> int:
        text, (start, end) = self._text, token.span()
        if token["code"] and not self._open:
            # A code span ends with its paragraph; looked for once a paragraph.
            if self._next_blank <= end:
                blank = _BLANK_LINE.search(text, end)
                self._next_blank = blank.start() if blank else len(text)
            return _after_code(text, token, self._next_blank)
        if token["comment"] and not self._open:
            self.comments.append((start, end))
            self.expressions.append((start, end))
        elif token["string"] and not self._open:
            return start + 1  # a quote in prose is not a string
        elif token.group() == "{" and not text.startswith("#", end):
            # `## Title {#name}`: Docusaurus takes the name before MDX sees it.
            self._open.append(start)
        elif token.group() == "}" and self._open:
            self.expressions.append((self._open.pop(), end))
        return end


def _after_fence(text: str, fence: re.Match[str]) -> int:
    marks = fence.group(1)
    if marks[0] == "`" and "`" in fence.group()[fence.end(1) - fence.start() :]:
        return fence.end()
    closing = re.compile(rf"\n[ \t>]*{marks[0]}{{{len(marks)},}}[ \t]*(?=\n|\Z)")
    found = closing.search(text, fence.end())
    return found.end() + 1 if found else len(text)


def _after_code(text: str, opening: re.Match[str], limit: int) -> int:
    """Behind the code span that begins here, or behind the marks where none does."""
    found = re.compile(rf"(?<!`){opening.group()}(?!`)").search(text, opening.end(), limit)
    return found.end() if found else opening.end()


def _end_of_module(text: str, start: int) -> int:
    """ESM goes on to a blank line, or further where brackets are still open there."""
    pos, first, depth = start, None, 0
    while pos - start < 5_000:
        blank = _BLANK_LINE.search(text, pos)
        end = blank.start() if blank else len(text)
        depth += sum(text.count(one, pos, end) for one in "{([") - sum(text.count(one, pos, end) for one in "})]")
        if depth <= 0 or blank is None:
            return end
        first = end if first is None else first
        pos = blank.end()
    return first if first is not None else len(text)


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    outer: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    return outer


def _covered(text: str, modules: list[tuple[int, int]], expressions: list[tuple[int, int]]) -> str:
    parts = []
    at = 0
    in_modules = set(modules)
    for start, end in sorted([*modules, *expressions]):
        if start < at:
            continue
        filler = _spaces if (start, end) in in_modules else _filler(text, start, end)
        parts += [text[at:start], filler(text[start:end])]
        at = end
    parts.append(text[at:])
    return _DOTTED_TAG.sub(lambda tag: tag.group(1) + tag.group(2).replace(".", "-"), "".join(parts))


def _filler(text: str, start: int, end: int) -> Callable[[str], str]:
    # No further than this is looked for line ends, so that one long line costs no more than many.
    reach = 300
    line_start = text.rfind("\n", max(start - reach, 0), start) + 1
    before = text[line_start:start] if line_start or start <= reach else "…"
    if before.endswith("=") or _is_in_tag(text, start):
        # An attribute's value, or a spread: letters, so that the tag reads as a tag.
        return lambda part: _VISIBLE.sub("x", part)
    line_end = text.find("\n", end, end + reach)
    after = text[end : line_end if line_end >= 0 else end + reach]
    if not before.strip() and not after.strip():
        return _spaces
    return lambda part: _VISIBLE.sub(COVER, part)


def _is_in_tag(text: str, pos: int) -> bool:
    opening = text.rfind("<", max(pos - 2_000, 0), pos)
    return (
        opening >= 0
        and text[opening + 1 : opening + 2].isalpha()
        and ">" not in text[opening:pos].replace("=>", "")
        and "\n\n" not in text[opening:pos]
    )


def without(kept: list[tuple[int, int]], hidden: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """The ranges that are kept, without what is hidden in them; both in order."""
    left: list[tuple[int, int]] = []
    index = 0
    for start, end in kept:
        while index < len(hidden) and hidden[index][1] <= start:
            index += 1
        at, following = start, index
        while following < len(hidden) and hidden[following][0] < end:
            if at < hidden[following][0]:
                left.append((at, hidden[following][0]))
            at = max(at, hidden[following][1])
            following += 1
        if at < end:
            left.append((at, end))
    return left


def overlaps(hidden: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    """Whether anything is hidden between two offsets."""
    index = bisect_right(hidden, (start, start))
    return (index > 0 and hidden[index - 1][1] > start) or (index < len(hidden) and hidden[index][0] < end)


def _spaces(part: str) -> str:
    return _VISIBLE.sub(" ", part)
