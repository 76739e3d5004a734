"""credlint catalog due: which facts to re-check first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from credlint.cli.catalog.statements import AS_TEXT_OR_JSON, LISTED, is_own, label, statement_json
from credlint.cli.entry import FAULT, OK
from credlint.cli.options import options
from credlint.cli.session import Asked, Session, emit, report_gaps
from credlint.escape import as_json, for_terminal, without_secrets
from credlint.wording import many

if TYPE_CHECKING:
    from credlint.upkeep.due import Due


@click.command("due", short_help="List the facts to re-check first.")
@options("config", "as-of")
@click.option(
    "--limit", type=click.IntRange(0), default=LISTED, show_default=True, help="List at most this many; 0 lists all."
)
@AS_TEXT_OR_JSON
@options("output", "jobs", "no-cache", "quiet")
def command(limit: int, **given: Any) -> int:
    """List the facts to re-check first: those with the oldest evidence that most claims of the articles rest on.

    A fact counts double if a dated change of it is near, or has come since it was last checked.
    """
    from credlint.upkeep import due as dues

    asked = Asked(**given)
    session = asked.session()
    sources = session.sources(asked)
    answers = session.ask(asked, sources, dues.facts_stated)
    stating = [answer.value for answer in answers if answer.value]
    due = dues.due(session.catalog, session.today, stating)
    found = [one for one in due if is_own(session, one.statement.path)]
    shown = found[:limit] if limit else found
    if asked.format_name == "json":
        emit(_due_json(session, shown, len(found)), asked.output)
    else:
        emit(_due_text(shown, len(found)), asked.output)
    return FAULT if report_gaps(answers, sources) else OK


def _due_text(shown: Sequence[Due], total: int) -> str:
    lines = []
    for number, one in enumerate(shown, 1):
        seen = f"last seen {one.statement.checked}" if one.statement.checked else "last seen on an unknown day"
        age = f" ({one.age} days ago)" if one.age is not None else ""
        stated = f", stated by {many(one.claims, 'claim')} in {many(one.articles, 'article')}" if one.claims else ""
        change = f", a change of it is dated {one.change}" if one.change else ""
        lines.append(f"{number:3}. {label(one.statement)}: {seen}{age}{stated}{change}")
        address = next((source.url for source in one.statement.sources if source.url), None)
        lines.append(f"     {without_secrets(address) if address else 'no source has an address'}")
    if total > len(shown):
        lines.append(f"and {total - len(shown)} more (--limit 0 lists all)")
    return "".join(f"{for_terminal(line)}\n" for line in lines)


def _due_json(session: Session, shown: Sequence[Due], total: int) -> str:
    facts = [
        {
            **statement_json(session, one.statement),
            "age_days": one.age,
            "change": one.change.isoformat() if one.change else None,
            "articles": one.articles,
            "claims": one.claims,
            "weight": one.weight,
            "urls": [without_secrets(source.url) for source in one.statement.sources if source.url],
        }
        for one in shown
    ]
    return as_json({"version": 1, "as_of": session.today.isoformat(), "total": total, "facts": facts})
