"""credlint catalog impact: which sentences rest on some facts, or on what changed."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
from msgspec import to_builtins

from credlint.cli.catalog.statements import AS_TEXT_OR_JSON, require_known
from credlint.cli.entry import FAULT, OK
from credlint.cli.options import options
from credlint.cli.session import Asked, Session, emit, report_gaps
from credlint.errors import UsageError
from credlint.escape import as_json, for_terminal
from credlint.wording import many

if TYPE_CHECKING:
    from credlint.catalog import Catalog
    from credlint.upkeep.impact import AffectedPlace, Judgement


@click.command("impact", short_help="List the sentences that rest on certain facts.")
@click.argument("ident", metavar="[ID]", required=False)
@click.option("--since", "ref", metavar="REF", help="Review every change to the catalog since this git commit.")
@options("config", "as-of")
@AS_TEXT_OR_JSON
@options("output", "jobs", "no-cache", "quiet")
def command(ident: str | None, ref: str | None, **given: Any) -> int:
    """List the sentences to review: those that rest on the facts of a credential or provider, or on changed facts."""
    from credlint.upkeep import impact as impacts

    if (ident is None) == (ref is None):
        raise UsageError("name either an ID or a commit", hint="credlint catalog impact ID, or --since REF")
    asked = Asked(**given)
    session = asked.session()
    catalog = session.catalog
    changes: list[impacts.Change] = []
    question: Any
    if ident is not None:
        require_known(catalog, [ident])
        question = functools.partial(impacts.about, ident=ident)
    else:
        assert ref is not None
        old = impacts.entries_changed(_catalog_at(session, ref), catalog)
        changes = impacts.changes(old, catalog)
        question = functools.partial(impacts.changed, old=old)
    sources = session.sources(asked)
    answers = session.ask(asked, sources, question)
    rows = [row for answer in answers for row in answer.value or ()]
    if asked.format_name == "json":
        emit(_impact_json(session, ident, ref, changes, rows), asked.output)
    else:
        emit(_impact_text(changes, rows), asked.output)
    return FAULT if report_gaps(answers, sources) else OK


def _catalog_at(session: Session, ref: str) -> Catalog:
    """The catalog as at the commit from which HEAD and `ref` parted; what is not in the repository is as now."""
    from credlint import bundled
    from credlint.catalog import load
    from credlint.committed import catalog_texts
    from credlint.git import Repository

    repository = Repository.around(session.config.root)
    files = repository.files(repository.merge_base(ref))
    return load.read(catalog_texts(repository, files, [bundled.catalog_folder(), *session.config.catalog]))


def _impact_text(changes: Sequence[Any], rows: Sequence[AffectedPlace]) -> str:
    lines = [f"{one.owner}: {one.what} {one.before or 'new'} -> {one.after or 'gone'}" for one in changes]
    if changes:
        lines.append("")
    for row in rows:
        if row.after is None:  # it is a name
            continue
        then = f"{_judgement_text(row.before)} -> " if row.before else ""
        place = f"{row.path}:{row.start.line}:{row.start.column}"
        lines.append(f"{place}: {row.kind} `{row.quote}` of {row.credential}: {then}{_judgement_text(row.after)}")
    named = Counter(row.path for row in rows if row.kind is None)
    lines += [f"{path}: named {many(count, 'time')}" for path, count in named.items()]
    claims = [row for row in rows if row.kind is not None]
    articles = {row.path for row in claims}
    lines.append(f"{many(len(claims), 'claim')} in {many(len(articles), 'article')}")
    return "".join(f"{for_terminal(line)}\n" for line in lines)


def _judgement_text(judgement: Judgement) -> str:
    return f"{judgement.verdict} ({', '.join(judgement.values)})" if judgement.values else judgement.verdict


def _impact_json(
    session: Session, ident: str | None, ref: str | None, changes: Sequence[Any], rows: Sequence[AffectedPlace]
) -> str:
    return as_json(
        {
            "version": 1,
            "as_of": session.today.isoformat(),
            "credential": ident,
            "since": ref,
            "changes": [
                {"credential": one.owner, "kind": one.what, "before": one.before, "after": one.after} for one in changes
            ],
            "claims": [
                {
                    "path": row.path,
                    "start": to_builtins(row.start),
                    "end": to_builtins(row.end),
                    "quote": row.quote,
                    "kind": row.kind,
                    "credential": row.credential,
                    "before": to_builtins(row.before),
                    "after": to_builtins(row.after),
                }
                for row in rows
                if row.kind is not None
            ],
            "mentions": [
                {"path": row.path, "start": to_builtins(row.start), "end": to_builtins(row.end), "quote": row.quote}
                for row in rows
                if row.kind is None
            ],
        }
    )
