"""What most commands share: the configuration, the catalog, the day and the files that their options mean."""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from msgspec import Struct

from credlint import config as configuration
from credlint.config import Config
from credlint.contents import MAX_BYTES_OF_RESULTS
from credlint.errors import InputError, UsageError
from credlint.finding import Severity

if TYPE_CHECKING:
    from credlint.catalog import Catalog
    from credlint.discovery import SourceFile
    from credlint.plan import Plan, Verify
    from credlint.run import FromGist
    from credlint.worker import Answer, Progress, Question

# From so many files on, a terminal shows how far the run is.
FILES_WORTH_A_BAR = 40
JOBS = range(1, 513)
FAIL_ON = [*(level.value for level in reversed(Severity)), "never"]


def day_of(text: str) -> date:
    """The day that is written YYYY-MM-DD. Raises ValueError."""
    if text[4::3] != "--":  # ISO 8601 has other forms as well
        raise ValueError("it is written otherwise")
    return date.fromisoformat(text)


class Session(Struct, dict=True):
    """One run of one command."""

    cwd: Path
    config: Config
    today: date
    use_cache: bool = True

    @classmethod
    def start(
        cls,
        config_file: Path | None = None,
        as_of: date | None = None,
        use_cache: bool = True,
        folder: Path | None = None,
    ) -> Self:
        """The session of a command that runs in `folder` (the current one). Raises UserError."""
        try:
            cwd = folder or Path.cwd()
        except OSError as problem:
            raise InputError(
                f"cannot be used: {problem.strerror}", path="the current folder", hint="change to another folder"
            ) from None
        config = configuration.load(config_file, cwd)
        return cls(cwd, config, as_of or datetime.now(UTC).date(), use_cache)

    def shown(self, path: Path) -> str:
        """A path as findings name it."""
        from credlint import discovery

        return discovery.shown(path, self.cwd)

    def select(self, select: str | None, ignore: str | None) -> None:
        self.config = configuration.with_selection(self.config, select, ignore)

    @cached_property
    def catalog(self) -> Catalog:
        from credlint import bundled, regex_store
        from credlint.catalog.load import load
        from credlint.store import cache_folder

        # What is compiled is known by its content, so it is used (and made) without a cache of articles as well.
        folder = cache_folder(os.environ)
        if folder is not None:
            regex_store.remember(folder)
        return load([bundled.catalog_folder(), *self.config.catalog], folder)

    def refuse_old_catalog(self, max_age: int | None) -> None:
        """Raises InputError where no evidence of the catalog was seen in the last `max_age` days."""
        if max_age is None:
            return
        newest = self.catalog.newest_check()
        if newest is not None and (self.today - newest.latest).days <= max_age:
            return
        seen = f"is of {newest}, {(self.today - newest.latest).days} days ago" if newest else "has no date"
        raise InputError(
            f"the catalog's newest evidence {seen}, and --max-catalog-age allows {max_age}",
            hint="`credlint catalog verify --write` looks again at a catalog of your own; "
            "the one that comes with credlint is renewed with it (pip install --upgrade credlint)",
        )

    @cached_property
    def cache_folder(self) -> Path | None:
        from credlint.store import cache_folder

        return cache_folder(os.environ) if self.use_cache else None

    def plan(self, sources: Sequence[SourceFile], jobs: int | None, verify: Verify | None = None) -> Plan:
        from credlint.plan import Plan

        kept = None
        if self.cache_folder is not None:
            from credlint.cache import Articles

            day = int(time.time() // 86_400)
            kept = Articles(self.cache_folder, self.catalog.digest, self.config.front_matter, day)
            kept.sweep()
        others = self._others(sources)
        return Plan(
            sources, self.catalog, self.config, self.today, jobs, kept, verify, others, complain=self._complain_once
        )

    @cached_property
    def _complain_once(self) -> Callable[[str], None]:
        """Prints a complaint on stderr once, although fixing and `--since` read the same files several times."""
        return functools.cache(lambda complaint: say(f"credlint: {complaint}"))

    def ask(
        self,
        asked: Asked,
        sources: Sequence[SourceFile],
        question: Question[Any],
        verify: Verify | None = None,
        from_gist: FromGist[Any] | None = None,
    ) -> list[Answer]:
        """Puts a question to each file (`run.ask`), and shows a person how far that is."""
        from credlint import run

        with progress(len(sources), asked.quiet) as advance:
            return run.ask(self.plan(sources, asked.jobs, verify), question, advance, from_gist)

    def _others(self, sources: Sequence[SourceFile]) -> list[SourceFile]:
        """The rest of the configured site, which articles may link to."""
        from credlint import discovery

        here = {source.place for source in sources}
        found = discovery.find(self._content(), self.config, self.cwd)
        return [source for source in found if source.place not in here]

    def sources(self, asked: Asked) -> list[SourceFile]:
        """The files that the arguments mean; without any, the configured content, else the current folder."""
        from credlint import discovery

        paths, stdin_filename = asked.paths, asked.stdin_filename
        if "-" in paths:
            if len(paths) > 1 or asked.shard is not None:
                raise UsageError(
                    "`-` (stdin) cannot be combined with other paths or --shard", hint="pipe one article, or name files"
                )
            data = sys.stdin.buffer.read()
            return [discovery.from_stdin(data, stdin_filename or "stdin.md", self.config, self.cwd)]
        if stdin_filename is not None:
            raise UsageError("--stdin-filename needs `-` (stdin)", hint="credlint check - --stdin-filename PATH")
        found = discovery.find(self.tops(paths), self.config, self.cwd, asked.force_exclude)
        if asked.shard is not None:
            which, of = asked.shard
            found = found[which - 1 :: of]
        return found

    def tops(self, paths: Sequence[str]) -> Sequence[str]:
        """The files and folders that the arguments mean."""
        return paths or self._content() or ["."]

    def _content(self) -> list[str]:
        return [str(self.config.root / name) for name in self.config.content]


class Asked(Struct, frozen=True, kw_only=True):
    """What the person asked of a command. Each field is an option that several commands have."""

    paths: tuple[str, ...] = ()
    config_file: Path | None = None
    as_of: date | None = None
    format_name: str = "text"
    output: Path | None = None
    select: str | None = None
    ignore: str | None = None
    fail_on: str | None = None
    max_catalog_age: int | None = None
    stdin_filename: str | None = None
    jobs: int | None = None
    no_cache: bool = False
    force_exclude: bool = False
    shard: tuple[int, int] | None = None
    quiet: bool = False
    links: bool = False
    allow_private: tuple[str, ...] = ()
    remembered_links: bool = False
    verbose: bool = False

    def session(self) -> Session:
        """The session of the command, with the rules selected. Raises UserError."""
        session = Session.start(self.config_file, self.as_of, not self.no_cache)
        session.select(self.select, self.ignore)
        session.refuse_old_catalog(self.max_catalog_age)
        return session


@contextmanager
def progress(files: int, quiet: bool) -> Iterator[Progress]:
    """Shows how far a long run is, at a terminal only."""
    if quiet or files < FILES_WORTH_A_BAR or not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Checking", total=2 * files)  # each file is read, then judged
        yield functools.partial(bar.advance, task)


def wants_color(choice: str, output: Path | None) -> bool:
    """Whether to colour: as asked for, else where a terminal shows it (https://no-color.org)."""
    if choice != "auto":
        return choice == "always"
    return (
        output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def terminal_columns(output: Path | None) -> int | None:
    """How wide the terminal is that shows the result; None where none does."""
    if output is not None or not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def emit(text: str, output: Path | None = None) -> None:
    """The result of a command, to stdout or, whole or not at all, to a file."""
    data = text.encode("utf-8", "backslashreplace")
    if output is None:
        stream = sys.stdout
        encoding = (stream.encoding or "utf-8").lower()
        if encoding not in ("utf-8", "utf8"):
            data = text.encode(encoding, "backslashreplace")
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
        return
    write_file(output, data)


def read_text(path: Path) -> str:
    """A file that the person named, as UTF-8. Raises InputError."""
    try:
        with path.open(encoding="utf-8") as opened:
            text = opened.read(MAX_BYTES_OF_RESULTS + 1)
    except OSError as problem:
        reason = f"cannot be read: {problem.strerror or problem}"
        raise InputError(reason, path=str(path), hint="name a file that can be") from None
    except UnicodeDecodeError:
        raise InputError("is not a text in UTF-8", path=str(path), hint="save it as UTF-8") from None
    if len(text) > MAX_BYTES_OF_RESULTS:
        raise InputError("is too large to be read", path=str(path), hint="name another file")
    return text


def write_file(path: Path, data: bytes) -> None:
    """A file that the person named, written whole or not at all. Raises InputError."""
    from credlint.store import write_whole

    try:
        if not path.absolute().parent.is_dir():
            raise InputError("cannot be written: its folder is not there", path=str(path), hint="make the folder")
        write_whole(path, data)
    except OSError as problem:
        reason = f"cannot be written: {problem.strerror or problem}"
        raise InputError(reason, path=str(path), hint="name a file that can be") from None


def say(line: str) -> None:
    """A line on stderr; what it quotes of the checked tree cannot steer the terminal."""
    from credlint.escape import for_terminal

    print(for_terminal(line), file=sys.stderr, flush=True)


def report_gaps(answers: Sequence[Answer], sources: Sequence[SourceFile]) -> bool:
    """Reports on stderr files that were not read and faults of credlint; returns whether there were faults."""
    for answer, source in zip(answers, sources, strict=True):
        if answer.unread is not None:
            say(f"credlint: {source.path}: {answer.unread.reason}; {answer.unread.advice}")
        if crash := answer.crash:
            say(f"credlint: internal error: {crash.path}: {crash.where}: {crash.message}")
    return any(answer.crash for answer in answers)
