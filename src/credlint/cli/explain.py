"""credlint explain: the page of one rule."""

from __future__ import annotations

import click

from credlint import manual
from credlint.cli.session import emit
from credlint.errors import UsageError
from credlint.rule import discover


@click.command("explain")
@click.argument(
    "rule", shell_complete=lambda context, parameter, begun: [name for name in discover() if name.startswith(begun)]
)
def command(rule: str) -> None:
    """Explains one rule: what it finds, why it matters, what to do, examples."""
    known = discover()
    if rule not in known:
        import difflib

        near = difflib.get_close_matches(rule, list(known), 1)
        raise UsageError(
            f"there is no rule {rule!r}", hint=f"did you mean {near[0]!r}?" if near else "see: credlint rules"
        )
    emit(manual.page(known[rule]))
