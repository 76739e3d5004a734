"""From arguments to a command, and the exit code for every way in which it can end."""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

from credlint import debug, lazy_re
from credlint.errors import CredlintError, UserError, describe

OK, FINDINGS, MISTAKE, FAULT, INTERRUPTED = 0, 1, 2, 3, 130
READER_GONE = 128 + 13  # as a shell reports SIGPIPE
COMPLETION = "_CREDLINT_COMPLETE"
# Seconds. `timeout` and others signal a process and then its group, which is no second thought.
ONE_EVENT = 0.5


def run(arguments: Sequence[str], to_the_end: bool = False) -> int:
    """Runs a command and turns its end into an exit code and, where needed, one message.

    `to_the_end`: the process ends with it, so signals after an interrupt do not end it in another way; and it may end
    right here.
    """
    _replace_closed_streams()
    if "--debug" in arguments:
        debug.want()
    try:
        with _termination_as_interrupt(to_the_end):
            code = _invoke(list(arguments))
            sys.stdout.flush()
            if to_the_end:
                _end_at_once(code)
        return code
    except UserError as mistake:
        return complain(str(mistake), MISTAKE)
    except KeyboardInterrupt:
        return complain("interrupted", INTERRUPTED)
    except BrokenPipeError:  # the reader (`| head`) has seen enough
        _give_up_on(sys.stdout)
        return READER_GONE
    except CredlintError as fault:
        return complain(str(fault), FAULT)
    except OSError as problem:
        _give_up_on(sys.stdout)
        return complain(f"{problem.filename or _nameless(problem)}: {problem.strerror or problem}", FAULT)
    except Exception as fault:
        if debug.is_wanted():
            raise
        return complain(_our_fault(fault), FAULT)


def _invoke(arguments: list[str]) -> int:
    _import_msgspec()
    if arguments[:1] == ["check"] and COMPLETION not in os.environ:
        from credlint.cli import checking, plain

        if request := plain.request(arguments[1:]):
            return checking.once(request)
    from credlint.cli import commands

    return commands.invoke(arguments)


def _end_at_once(code: int) -> None:
    """Ends the process without taking apart all that it made, which takes a twentieth of a check of one article.

    Not where something waits for its end: a thread, a profiler, a debugger, or patterns that are kept for the next run.
    """
    if not lazy_re.made and sys.getprofile() is None and _WAITING.isdisjoint(sys.modules):
        sys.stderr.flush()
        os._exit(code)


_WAITING = frozenset({"threading", "_lsprof", "bdb"})


def _import_msgspec() -> None:
    """msgspec as where `typing_extensions` is not installed: what it takes from there, `typing` has, and to import it
    with all that it imports itself takes longer than msgspec does.
    """
    name = "typing_extensions"
    if name not in sys.modules:
        sys.modules[name] = None  # type: ignore[assignment]
        try:
            with lazy_re.in_libraries():
                import msgspec  # noqa: F401
        finally:
            del sys.modules[name]


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


def complain(text: str, code: int) -> int:
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
    with contextlib.suppress(ValueError):  # not the main thread: the embedding program handles signals
        for name in _ENDING:
            # What a parent ignores stays ignored: `nohup`, and jobs in the background of a script.
            if signal.getsignal(getattr(signal, name)) is not signal.SIG_IGN:
                before[name] = signal.signal(getattr(signal, name), _interrupt)
    _put_off.clear()
    try:
        yield
    except Exception:
        if _put_off:  # workers get a signal as well, and theirs is not put off
            raise KeyboardInterrupt from None
        raise
    finally:
        for name, handler in before.items():
            if not to_the_end or signal.getsignal(getattr(signal, name)) is _interrupt:
                signal.signal(getattr(signal, name), handler)


_put_off: set[int] = set()
_ENDING = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def _interrupt(number: int, frame: FrameType | None) -> None:
    if _is_importing(frame):
        _put_off.add(number)
        _thread.start_new_thread(_send_again, (number, _thread.get_ident()))
        return
    first = time.monotonic()

    def again(number: int, frame: FrameType | None) -> None:
        if time.monotonic() - first > ONE_EVENT:
            os._exit(INTERRUPTED)

    for name in _ENDING:
        signal.signal(getattr(signal, name), again)
    raise KeyboardInterrupt


def _is_importing(frame: FrameType | None) -> bool:
    """Whether a command is importing a module, which is done soon and must not be left half done.

    An exception in the middle of a class is wrapped by Python, lost in a callback, or more than msgspec survives.
    """
    while frame is not None and frame.f_code is not run.__code__:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _send_again(number: int, thread: int) -> None:
    time.sleep(0.01)
    if hasattr(signal, "pthread_kill"):  # which also wakes a thread that waits
        signal.pthread_kill(thread, number)
    else:
        _thread.interrupt_main(signal.Signals(number))
