"""credlint explain: the page of one rule."""

from __future__ import annotations

import click

from credlint import manual
from credlint.cli.session import emit
from credlint.config import no_rule
from credlint.errors import UsageError
from credlint.rule import discover


@click.command("explain")
@click.argument(
    "rule", shell_complete=lambda context, parameter, begun: [name for name in discover() if name.startswith(begun)]
)
def command(rule: str) -> None:
    """Explain one rule: what it finds, why it matters, what to do, examples."""
    known = discover()
    if rule not in known:
        problem, hint = no_rule(rule)
        raise UsageError(problem, hint=hint)
    emit(manual.page(known[rule]))
