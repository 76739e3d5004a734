"""What the directives of a document hide, and which of them hid anything."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct

from credlint.dates import PartialDate
from credlint.document import Directive, DirectiveKind, Document
from credlint.rule import Selection, Unused, discover
from credlint.span import Lines, Span

# The directives' own rules: a directive that hides "all" does not hide what is said about directives.
DIRECTIVE_RULES = frozenset({"unused-suppression", "unexplained-suppression", "expired-suppression"})


class _Suppression(Struct, frozen=True):
    """The reach of one directive: lines `first` to `last` (1-based, inclusive), one rule or all."""

    directive: Directive
    rule: str | None
    span: Span
    first: int
    last: int


class Suppressions:
    """The directives of a document, what they hide, and which of them hid anything.

    Looked up by line, never one by one: a hostile file holds thousands of directives.
    """

    def __init__(self, document: Document, today: date) -> None:
        self._document = document
        self._lines = document.lines() if document.directives else Lines("")
        self._following: dict[int, int] = {}
        self._active = [
            suppression
            for suppression in self._suppressions(document.directives)
            if not has_expired(suppression.directive, today)
        ]
        reaches: dict[str | None, list[tuple[int, int]]] = {}
        for one in self._active:
            reaches.setdefault(one.rule, []).append((one.first, one.last))
        self._reaches = {rule: _merged(found) for rule, found in reaches.items()}
        # By the rule that directives name: the lines on which they hid something.
        self._hidden: dict[str | None, set[int]] = {}

    def hides(self, rule: str, span: Span) -> bool:
        if not self._active:
            return False
        line = self._lines.position(min(max(span.start, 0), len(self._document.text))).line
        named = (rule,) if rule in DIRECTIVE_RULES else (rule, None)
        hiding = [one for one in named if _holds(self._reaches.get(one, []), line)]
        for one in hiding:
            self._hidden.setdefault(one, set()).add(line)
        return bool(hiding)

    def unused(self, selection: Selection, asked: bool) -> tuple[Unused, ...]:
        """The directives that hid nothing, but for those about rules that were not run.

        Without results of links (`asked`) nothing can be said where a rule about links might have found something.
        """
        if not self._active:
            return ()
        run = {selected.rule.name for selected in selection if asked or not selected.rule.needs_links}
        known = {selected.rule.name for selected in selection}
        hidden = {rule: sorted(lines) for rule, lines in self._hidden.items()}
        unused = []
        for suppression in self._active:
            rule = suppression.rule
            lines = hidden.get(rule, [])
            at = bisect_left(lines, suppression.first)
            if rule in DIRECTIVE_RULES or (at < len(lines) and lines[at] <= suppression.last):
                continue
            if rule is not None and rule in discover() and rule not in run:
                continue
            if rule is None and run != known and self._has_links(suppression):
                continue
            unused.append(Unused(suppression.directive, rule, suppression.span))
        return tuple(unused)

    def _has_links(self, suppression: _Suppression) -> bool:
        at = bisect_left(self._linked_lines, suppression.first)
        return at < len(self._linked_lines) and self._linked_lines[at] <= suppression.last

    @cached_property
    def _linked_lines(self) -> list[int]:
        return sorted(self._lines.position(link.span.start).line for link in self._document.links if link.is_web)

    def _suppressions(self, directives: Iterable[Directive]) -> Iterator[_Suppression]:
        ordered = sorted(directives, key=lambda directive: directive.span)
        ends: dict[str | None, list[Span]] = {}
        for directive in ordered:
            if directive.kind is DirectiveKind.ENABLE:
                for ended, _ in directive.rules or ((None, directive.span),):
                    ends.setdefault(ended, []).append(directive.span)
        for directive in ordered:
            named: Iterable[tuple[str | None, Span]] = directive.rules or ((None, directive.span),)
            for rule, span in named:
                reach = self._reach(directive, rule, ends)
                if reach is not None:
                    yield _Suppression(directive, rule, span, *reach)

    def _reach(
        self, directive: Directive, rule: str | None, ends: Mapping[str | None, Sequence[Span]]
    ) -> tuple[int, int] | None:
        first = self._lines.position(directive.span.start).line
        last = self._lines.position(directive.span.end).line
        match directive.kind:
            case DirectiveKind.DISABLE_FILE:
                return 1, len(self._lines)
            case DirectiveKind.DISABLE_LINE:
                return first, last
            case DirectiveKind.DISABLE_NEXT_LINE:
                following = self._next_written_line(last)
                return following, following
            case DirectiveKind.DISABLE:
                ending = [
                    spans[at]
                    for spans in (ends.get(rule, ()), ends.get(None, ()) if rule is not None else ())
                    if (at := bisect_right(spans, directive.span)) < len(spans)
                ]
                end = self._lines.position(min(ending).end).line if ending else len(self._lines)
                return first, end
            case _:
                return None

    def _next_written_line(self, line: int) -> int:
        """Formatters put an empty line between a comment and the paragraph it is about."""
        if line not in self._following:
            following = line + 1
            while following < len(self._lines) and not self._lines.line_span(following).of(self._lines.text).strip():
                following += 1
            self._following[line] = following
        return self._following[line]


def _merged(reaches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same lines as stretches that do not touch, in order."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(reaches):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged


def _holds(stretches: Sequence[tuple[int, int]], line: int) -> bool:
    at = bisect_right(stretches, (line, math.inf)) - 1
    return at >= 0 and line <= stretches[at][1]


def has_expired(directive: Directive, today: date) -> bool:
    """Whether its `until` has passed; an invalid date counts as passed, so that a typing error hides nothing."""
    if directive.until is None or directive.kind is DirectiveKind.ENABLE:
        return False
    try:
        return PartialDate.parse(directive.until).latest < today
    except ValueError:
        return True
