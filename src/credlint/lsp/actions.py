"""What an editor offers to do about findings: their fixes, and directives that hide them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from credlint.document import Block, BlockKind, Document
from credlint.finding import Applicability, Edit, Finding, compatible, replaced
from credlint.lsp.buffer import Snapshot
from credlint.span import Span

FIX_ALL = "source.fixAll.credlint"

# Where a comment at the end of a line is read as part of something else.
_WHOLE = frozenset({BlockKind.HEADING, BlockKind.HTML, BlockKind.CODE})
# Written by us so that the directive is complete; the writer puts what is so in its place.
REASON = "reason"


def actions(snapshot: Snapshot, uri: str, params: types.CodeActionParams) -> list[types.CodeAction]:
    wanted = params.context.only
    found: list[types.CodeAction] = []
    if wanted is None or any(_is_within(types.CodeActionKind.QuickFix, kind) for kind in wanted):
        selected = snapshot.text.span(params.range)
        for finding in snapshot.findings:
            if finding.span.start <= selected.end and selected.start <= finding.span.end:
                shown = [one for one in params.context.diagnostics if _is_about(one, finding, snapshot)]
                found += _for_finding(finding, shown, snapshot, uri)
    if wanted is not None and any(_is_within(FIX_ALL, kind) for kind in wanted):
        fixes = (finding.fix for finding in snapshot.findings if finding.fix is not None)
        edits = compatible(fix for fix in fixes if fix.applicability is Applicability.SAFE)
        if edits:
            found.append(
                types.CodeAction("Fix all that cannot change the meaning", FIX_ALL, edit=_edit(edits, snapshot, uri))
            )
    return found


def _is_within(kind: str, wanted: str) -> bool:
    return kind == wanted or kind.startswith(f"{wanted}.") or not wanted


def _is_about(diagnostic: types.Diagnostic, finding: Finding, snapshot: Snapshot) -> bool:
    return diagnostic.code == finding.rule and diagnostic.range == snapshot.text.range(finding.span)


def _for_finding(
    finding: Finding, shown: Sequence[types.Diagnostic], snapshot: Snapshot, uri: str
) -> Iterator[types.CodeAction]:
    kind = types.CodeActionKind.QuickFix
    if finding.fix is not None:
        title, safe = finding.fix.title, finding.fix.applicability is Applicability.SAFE
        yield types.CodeAction(
            title[:1].upper() + title[1:] if safe else f"Suggestion: {title}",
            kind,
            shown,
            is_preferred=safe or None,
            edit=_edit(finding.fix.edits, snapshot, uri),
        )
    hiding, where = directive(finding, snapshot.article.document)
    yield types.CodeAction(f"Suppress {finding.rule} {where}", kind, shown, edit=_edit([hiding], snapshot, uri))


def _edit(edits: Sequence[Edit], snapshot: Snapshot, uri: str) -> types.WorkspaceEdit:
    text = snapshot.article.document.text
    changes = [types.TextEdit(snapshot.text.range(replaced(text, edit)), edit.text) for edit in edits]
    return types.WorkspaceEdit(changes={uri: changes})


def directive(finding: Finding, document: Document) -> tuple[Edit, str]:
    """The insertion of a comment that hides a finding, and in words how far it reaches.

    On the line itself wherever a comment is no part of what is rendered there: a line of its own would end the
    paragraph, the list or the table that it stands in.
    """
    block, front_matter = _block_at(finding.span.start, document), document.front_matter
    if block is None or (front_matter is not None and finding.span.start < front_matter.span.end):
        return _for_file(finding.rule, document), "in this file"
    lines = document.lines()
    line = lines.line_span(finding.start.line)
    if block.kind in _WHOLE:
        begins_here = lines.position(block.span.start).line == finding.start.line
        if block.parents or not begins_here or document.text[line.start : block.span.start].strip():
            return _for_file(finding.rule, document), "in this file"
        comment = _comment(f"disable-next-line {finding.rule}", document)
        return Edit(Span(line.start, line.start), comment + document.newline), "here"
    end = min(block.span.end, line.end) if block.kind is BlockKind.CELL else line.end
    # A hard line break stays at the end of its line.
    end = line.start + len(document.text[line.start : end].rstrip().removesuffix("\\").rstrip())
    return Edit(Span(end, end), " " + _comment(f"disable-line {finding.rule}", document)), "here"


def _block_at(offset: int, document: Document) -> Block | None:
    """The innermost block around a place."""
    around = [
        block for block in document.blocks if block.span.start <= offset < max(block.span.end, block.span.start + 1)
    ]
    return min(around, key=lambda block: block.span.end - block.span.start, default=None)


def _for_file(rule: str, document: Document) -> Edit:
    """After the front matter, or at the beginning."""
    comment, newline = _comment(f"disable-file {rule}", document), document.newline
    front_matter = document.front_matter
    if front_matter is None or front_matter.span.end <= front_matter.body.end:
        return Edit(Span(0, 0), f"{comment}{newline}{newline}")
    at = front_matter.span.end
    return Edit(Span(at, at), f"{newline}{newline}{comment}")


def _comment(said: str, document: Document) -> str:
    opening, closing = ("{/*", "*/}") if document.path.endswith(".mdx") else ("<!--", "-->")
    return f"{opening} credlint-{said} -- {REASON} {closing}"
