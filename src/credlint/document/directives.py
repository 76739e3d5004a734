"""`credlint-…` comments: instructions to credlint in an article.

<!-- credlint-disable-next-line RULE, RULE until=2027-01-31 -- reason -->
<!-- credlint-expires 2027-03-01 reason -->
"""

from __future__ import annotations

import re

from credlint import lazy_re
from credlint.document import Directive, DirectiveKind
from credlint.span import Span

_HEAD = lazy_re.compile(r"\s*credlint-([a-z-]+)(?=\s|\Z)")
_REASON = lazy_re.compile(r"(?:^|\s)--+(?=\s|\Z)|(?:^|\s)—(?=\s|\Z)")
_WORD = lazy_re.compile(r"[^\s,]+")
_UNTIL = "until="


def read_directive(comment: str, offset: int, span: Span) -> Directive | None:
    """The directive in the inside of a comment, which begins at `offset`; `span` is the whole comment."""
    head = _HEAD.match(comment)
    if head is None:
        return None
    try:
        kind = DirectiveKind(head.group(1))
    except ValueError:
        return None
    if kind is DirectiveKind.EXPIRES:
        day = _WORD.search(comment, head.end())
        if day is None:
            return Directive(kind, span)
        reason = comment[day.end() :].strip().removeprefix("--").strip()
        return Directive(kind, span, until=day.group(), until_span=_span(day, offset), reason=reason)
    split = _REASON.search(comment, head.end())
    reason = comment[split.end() :].strip() if split else ""
    rules = []
    until, until_span = None, None
    for word in _WORD.finditer(comment, head.end(), split.start() if split else len(comment)):
        if word.group().startswith(_UNTIL):
            until = word.group().removeprefix(_UNTIL)
            until_span = Span(offset + word.start() + len(_UNTIL), offset + word.end())
        else:
            rules.append((word.group(), _span(word, offset)))
    return Directive(kind, span, tuple(rules), until, until_span, reason)


def _span(word: re.Match[str], offset: int) -> Span:
    return Span(offset + word.start(), offset + word.end())
