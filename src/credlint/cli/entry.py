"""The group of all commands, and what becomes of every way in which one can end."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

import click

from credlint import __version__
from credlint.errors import CredlintError, UsageError, UserError, describe

# Every command is `command` in the module of its name here; its help line stands with it so that `--help` imports none.
COMMANDS = {
    "check": "Lint articles.",
    "claims": "Show every claim, whom it is about and whether it is so.",
    "links": "Show every link and what the web answers.",
    "report": "Report what is stale or soon will be, for editors.",
    "catalog": "Read, check and maintain the reference catalog.",
    "rules": "List the rules.",
    "explain": "Explain one rule.",
    "init": "Set a site up: configuration, hook and workflow.",
    "merge": "Join the JSON reports of shards into one.",
    "lsp": "Serve editors over stdin and stdout (Language Server Protocol).",
}

OK, FINDINGS, MISTAKE, FAULT, INTERRUPTED = 0, 1, 2, 3, 130
READER_GONE = 128 + 13  # as a shell reports SIGPIPE
COMPLETION = "_CREDLINT_COMPLETE"
# Seconds. `timeout` and others signal a process and then its group, which is no second thought.
ONE_EVENT = 0.5


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
    """Checks that what articles say about certifications is still true.

    Begin with `credlint check article.md`, or with `credlint init` in the folder of a site.
    """


def run(arguments: Sequence[str], to_the_end: bool = False) -> int:
    """Runs a command and turns its end into an exit code and, where needed, one message.

    `to_the_end`: the process ends with it, so signals after an interrupt do not end it in another way.
    """
    _replace_closed_streams()
    debug = "--debug" in arguments or os.environ.get("CREDLINT_DEBUG", "") not in ("", "0")
    try:
        with _termination_as_interrupt(to_the_end):
            code = _invoke(list(arguments))
            sys.stdout.flush()
        return code
    except click.UsageError as mistake:
        return _complain(_usage(mistake), MISTAKE)
    except click.ClickException as mistake:
        return _complain(mistake.format_message(), MISTAKE)
    except UserError as mistake:
        return _complain(str(mistake), MISTAKE)
    except (KeyboardInterrupt, click.Abort):
        return _complain("interrupted", INTERRUPTED)
    except BrokenPipeError:  # the reader (`| head`) has seen enough
        _give_up_on(sys.stdout)
        return READER_GONE
    except CredlintError as fault:
        return _complain(str(fault), FAULT)
    except OSError as problem:
        _give_up_on(sys.stdout)
        return _complain(f"{problem.filename or _nameless(problem)}: {problem.strerror or problem}", FAULT)
    except Exception as fault:
        if _is_interrupt(fault):
            return _complain("interrupted", INTERRUPTED)
        if debug:
            raise
        return _complain(_our_fault(fault), FAULT)


def _invoke(arguments: list[str]) -> int:
    """What click's own `main` does, without its answers to interrupts and closed pipes."""
    if COMPLETION in os.environ:
        command.main(arguments, prog_name="credlint", complete_var=COMPLETION, standalone_mode=False)
        return OK
    try:
        with command.make_context("credlint", arguments) as context:
            code = command.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    return code if isinstance(code, int) else OK


def _replace_closed_streams() -> None:
    """What a parent closed leads nowhere, so that no file that is opened later takes its number and what is printed."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            setattr(sys, name, open(number, mode, closefd=False))  # noqa: SIM115


def _give_up_on(stream: TextIO) -> None:
    """What cannot be written must not fail once more when the interpreter flushes at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _usage(mistake: click.UsageError) -> str:
    text = mistake.format_message()
    if mistake.ctx is not None:
        text += f"\n  hint: see {mistake.ctx.command_path} --help"
    return text


def _nameless(problem: OSError) -> str:
    """What an error that names no file is about: the current folder, if that is gone, else a stream."""
    try:
        Path.cwd()
    except OSError as gone:
        if gone.errno == problem.errno:
            return "the current folder"
    return "output"


def _our_fault(fault: Exception) -> str:
    return f"internal error: {describe(fault)}\n  hint: this is a fault of credlint; CREDLINT_DEBUG=1 shows where"


def _complain(text: str, code: int) -> int:
    from credlint.escape import visible

    try:
        print(f"credlint: {visible(text)}", file=sys.stderr, flush=True)
    except OSError:
        _give_up_on(sys.stderr)
    return code


@contextlib.contextmanager
def _termination_as_interrupt(to_the_end: bool) -> Iterator[None]:
    """Ctrl-C, SIGTERM and SIGHUP end a run through every `finally`; a second one ends it at once."""
    before: dict[str, Any] = {}
    with contextlib.suppress(ValueError):  # not the main thread: whoever embeds us has the signals
        for name in _ENDING:
            # What a parent ignores stays ignored: `nohup`, and jobs in the background of a script.
            if signal.getsignal(getattr(signal, name)) is not signal.SIG_IGN:
                before[name] = signal.signal(getattr(signal, name), _interrupt)
    try:
        yield
    finally:
        for name, handler in before.items():
            if not to_the_end or signal.getsignal(getattr(signal, name)) is _interrupt:
                signal.signal(getattr(signal, name), handler)


_ENDING = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def _is_interrupt(fault: BaseException) -> bool:
    """Whether a fault is an interrupt in disguise: what `__set_name__` raises, Python 3.11 wraps."""
    cause: BaseException | None = fault
    while cause is not None and not isinstance(cause, KeyboardInterrupt):
        cause = cause.__cause__
    return cause is not None


def _interrupt(number: int, frame: FrameType | None) -> None:
    first = time.monotonic()

    def again(number: int, frame: FrameType | None) -> None:
        if time.monotonic() - first > ONE_EVENT:
            os._exit(INTERRUPTED)

    for name in _ENDING:
        signal.signal(getattr(signal, name), again)
    raise KeyboardInterrupt
