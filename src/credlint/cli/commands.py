"""The group of all commands, as click reads them."""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence

import click

from credlint import __version__
from credlint.cli.entry import COMPLETION, MISTAKE, OK, complain
from credlint.errors import UsageError

# Every command is `command` in the module of its name here; its help line stands with it so that `--help` imports none.
COMMANDS = {
    "check": "Lint articles.",
    "claims": "Show every claim, what it is about and whether it is true.",
    "links": "Check every link.",
    "report": "Report what is stale or soon will be, for content editors.",
    "catalog": "Read, check and maintain the reference catalog.",
    "rules": "List the rules.",
    "explain": "Explain one rule.",
    "init": "Set up a site: configuration, hook and workflow.",
    "merge": "Join the JSON reports of shards into one.",
    "lsp": "Serve editors over stdin and stdout (Language Server Protocol).",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        try:
            loaded: click.Command = importlib.import_module(f"credlint.cli.{cmd_name}").command
        except ModuleNotFoundError as missing:
            if missing.name is None or missing.name.startswith("credlint."):
                raise
            hint = f"install it with the extra: pip install 'credlint[{cmd_name}]'"
            raise UsageError(f"`credlint {cmd_name}` needs {missing.name}, which is not installed", hint=hint) from None
        return loaded

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="credlint", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error (also: CREDLINT_DEBUG=1).")
def command(debug: bool) -> None:
    """Check that what articles say about certifications is still true.

    Start with `credlint check article.md`, or with `credlint init` in the folder of a site.
    """


def invoke(arguments: Sequence[str]) -> int:
    """What click's own `main` does, without its answers to interrupts and closed pipes."""
    try:
        if COMPLETION in os.environ:
            command.main([*arguments], prog_name="credlint", complete_var=COMPLETION, standalone_mode=False)
            return OK
        with command.make_context("credlint", [*arguments]) as context:
            code = command.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as mistake:
        if isinstance(mistake, _NO_COMMAND):
            click.echo(mistake.format_message(), err=True)
            return MISTAKE
        return complain(_described(mistake), MISTAKE)
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else OK


# What a group without its command ends with, since click 8.2: its message is the whole help.
_NO_COMMAND = getattr(click.exceptions, "NoArgsIsHelpError", ())


def _described(mistake: click.ClickException) -> str:
    text = mistake.format_message()
    if isinstance(mistake, click.UsageError) and mistake.ctx is not None:
        text += f"\n  hint: see {mistake.ctx.command_path} --help"
    return text
