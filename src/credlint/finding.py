"""Findings in an article, and how their fixes are applied."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from credlint import lazy_re
from credlint.span import Lines, Position, Span

_REST_OF_LINE = lazy_re.compile(r"[ \t]*(?:\r\n?|\n|\Z)")
_ITEM = lazy_re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_IN_ITEM = lazy_re.compile(rf"{_ITEM.pattern}|[ \t]{{2}}")


class Severity(StrEnum):
    """How serious a finding is; ordered by `rank` (info lowest)."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


class Applicability(StrEnum):
    """`safe` cannot change what the article says; `suggestion` does, so a person must want it."""

    SAFE = "safe"
    SUGGESTION = "suggestion"


class Edit(Struct, frozen=True):
    """Replaces a span by a text; an empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Fix(Struct, frozen=True):
    title: str
    applicability: Applicability
    edits: tuple[Edit, ...]


class SourceNote(Struct, frozen=True):
    """The source of a fact, as a finding quotes it."""

    url: str | None
    title: str
    official: bool


class FactNote(Struct, frozen=True):
    """A catalog fact as a finding quotes it; dates are ISO 8601, possibly partial, `<=` for "no later than"."""

    value: dict[str, object]
    since: str | None
    until: str | None
    checked: str | None
    confidence: str
    source: SourceNote | None


class ClaimNote(Struct, frozen=True):
    """The claim that a finding is about: its kind, and its value in the form of the public JSON."""

    kind: str
    value: dict[str, object]


class Finding(Struct, frozen=True, gc=False):
    """One problem in one place, complete enough to be shown without the article.

    `fingerprint` is made of rule, path, quote and, among equal ones, a number; it has no line, so it survives when text
    moves. `context` is the source line (or lines) that the span stands on, as written, without the last
    line ending.
    """

    rule: str
    severity: Severity
    path: str
    span: Span
    start: Position
    end: Position
    quote: str
    context: str
    message: str
    advice: str
    fingerprint: str
    credential: str | None = None
    claim: ClaimNote | None = None
    fact: FactNote | None = None
    fix: Fix | None = None
    introduced: bool | None = None
    cause: str | None = None

    def position(self, offset: int) -> Position | None:
        """The place of an offset of the file, or None where `context` does not reach it."""
        before = offset - (self.span.start - (self.start.column - 1))
        if not 0 <= before <= len(self.context):
            return None
        place = Lines(self.context).position(before)
        return Position(self.start.line + place.line - 1, place.column)


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """The text with all fixes that can be applied together (`compatible`)."""
    return apply_edits(text, compatible(fixes))


def compatible(fixes: Iterable[Fix]) -> list[Edit]:
    """The edits of whole fixes in order of position; a fix that overlaps one already taken is left out whole."""
    taken: list[Edit] = []
    for fix in sorted(fixes, key=lambda fix: (min(edit.span for edit in fix.edits), fix.title)):
        if not any(_conflict(edit.span, other.span) for edit in fix.edits for other in taken):
            taken.extend(fix.edits)
    return taken


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits that do not overlap."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        span = replaced(text, edit)
        parts += [text[at : span.start], edit.text]
        at = span.end
    return "".join([*parts, text[at:]])


def replaced(text: str, edit: Edit) -> Span:
    """What an edit takes out of a text: where it deletes all that a line says, the line goes with it, and where it
    deletes the end of a line, the blanks before it go.

    Of two blank lines around it, one goes as well; where there is none, it leaves one, so that what stands around it
    does not become one paragraph; not between the items of a list, which would become a loose one.
    """
    start = _start_of_blank(text, edit.span.start)
    rest = _REST_OF_LINE.match(text, edit.span.end)
    if edit.text or rest is None:
        return edit.span
    if start is None:
        return Span(_before_blanks(text, edit.span.start), edit.span.end)
    ending = 2 if text.endswith("\r\n", 0, start) else 1
    blank = _REST_OF_LINE.match(text, rest.end())
    if start == 0 or _start_of_blank(text, start - ending) is not None:
        return Span(start, blank.end() if blank else rest.end())
    above = 1 + max(text.rfind(end, 0, start - ending) for end in "\r\n")
    between_items = _ITEM.match(text, rest.end()) and _IN_ITEM.match(text, above)
    return Span(start, rest.end()) if blank or between_items else edit.span


def _start_of_blank(text: str, end: int) -> int | None:
    """Where the line begins that has nothing but blanks before `end`."""
    end = _before_blanks(text, end)
    return end if end == 0 or text[end - 1] in "\r\n" else None


def _before_blanks(text: str, end: int) -> int:
    while end > 0 and text[end - 1] in " \t":
        end -= 1
    return end


def _conflict(one: Span, other: Span) -> bool:
    return one == other or one.overlaps(other)
