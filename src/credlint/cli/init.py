"""credlint init: a configuration, schema, hook and workflow for this site, shown before they are written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from credlint import __version__
from credlint.cli.entry import OK
from credlint.cli.session import emit
from credlint.config import FILE_NAME
from credlint.errors import InputError
from credlint.escape import for_terminal

if TYPE_CHECKING:
    from credlint.scaffold import SiteFiles

# What so many articles have in common, most others have as well; a note says how many were not read.
ARTICLES_READ = 2_000
BYTES_READ = 262_144


@click.command("init")
@click.option("--write", is_flag=True, help="Write the files that do not exist yet.")
def command(write: bool) -> int:
    """Propose a configuration, a schema, a pre-commit hook and a workflow for the site in this folder.

    They are derived from the site's generator (Astro, Docusaurus, Eleventy, Hugo, Jekyll or none) and its articles.
    Nothing is written without --write, and nothing is ever overwritten.
    """
    from credlint import scaffold

    folder = Path.cwd()
    is_configured = _is_configured(folder)
    proposal = scaffold.propose(_site_files(folder), __version__, is_configured=is_configured)
    existing = {name for name in proposal.files if _is_there(folder / name)}
    outside = {name for name in proposal.files if write and not _is_inside(folder, name)}
    missing = proposal.files.keys() - existing - outside
    # Before anything is printed, because the reader may go away (`| head`).
    failures = _create(folder, {name: proposal.files[name] for name in missing}) if write else {}
    lines = [f"{for_terminal(note)}\n" for note in proposal.notes]
    if is_configured:
        lines.append(f"\n{FILE_NAME}: {_why_not_proposed(folder)}\n")
    for name, text in proposal.files.items():
        if name in existing:
            lines.append(f"\n{name}: exists already, {_kept(folder, name, text)}")
        elif name in outside:
            lines.append(f"\n{name}: not written: it leads out of this folder\n")
        elif write:
            lines.append(f"\n{name}: {f'not written: {failures[name]}' if name in failures else 'written'}\n")
        else:
            lines.append(f"\n{name}:\n\n{_indented(text)}")
    if not missing and not outside:
        lines.append("\nThere is nothing to write.\n")
    elif not write:
        lines.append("\nNothing was written. `credlint init --write` writes these files.\n")
    emit("".join(lines))
    if failures:
        name, reason = next(iter(failures.items()))
        hint = "correct that, then run it again; files that exist are left as they are"
        raise InputError(f"cannot be written: {reason}", path=name, hint=hint)
    return OK


def _kept(folder: Path, name: str, proposed: str) -> str:
    """What becomes of a file that is there, beside what is proposed for it."""
    if _text(folder, name) == proposed:
        return "just as credlint proposes it\n"
    return f"left as it is; credlint proposes:\n\n{_indented(proposed)}"


def _why_not_proposed(folder: Path) -> str:
    """Why a configured site is offered no configuration."""
    return "exists already" if _is_there(folder / FILE_NAME) else "not needed: pyproject.toml configures credlint"


def _site_files(folder: Path) -> SiteFiles:
    from credlint import discovery
    from credlint.config import Config
    from credlint.document.front_matter import read_front_matter
    from credlint.scaffold import SiteFiles, layout

    config = Config(root=folder, path=folder / FILE_NAME)
    sources = discovery.find(["."], config, folder)
    files = discovery.listing(sources, config).files
    writable = frozenset(name for name in files if name.isprintable())
    texts = {name: _text(folder, name) for name in writable if layout.is_relevant(name)}
    places = sorted(source.place for source in sources if source.place.isprintable())
    articles = {
        place: read_front_matter(_text(folder, place).removeprefix("\ufeff")) for place in places[:ARTICLES_READ]
    }
    return SiteFiles(writable, texts, articles, len(places) - len(articles))


def _text(folder: Path, name: str) -> str:
    """The beginning of a file; nothing where a link leads out of the folder."""
    from credlint import discovery

    file = folder / name
    try:
        # A named pipe would never end.
        if discovery.led_to(str(file), str(folder)) is None or not file.is_file():
            return ""
        with file.open("rb") as opened:
            return opened.read(BYTES_READ).decode("utf-8", "replace")
    except OSError:
        return ""


def _is_configured(folder: Path) -> bool:
    return _is_there(folder / FILE_NAME) or "[tool.credlint" in _text(folder, "pyproject.toml")


def _is_there(file: Path) -> bool:
    return file.exists() or file.is_symlink()


def _is_schema(name: str) -> bool:
    return name.startswith("schemas/")


def _is_inside(folder: Path, name: str) -> bool:
    """Whether no symbolic link on the way to a file leads out of the folder."""
    return Path(os.path.realpath((folder / name).parent)).is_relative_to(os.path.realpath(folder))


def _create(folder: Path, files: Mapping[str, str]) -> dict[str, str]:
    """Creates files that do not exist yet; returns why not, by name, for those where that failed."""
    failures: dict[str, str] = {}
    # The configuration last, because it names the schemas.
    for name in sorted(files, key=lambda name: (name == FILE_NAME, name)):
        file = folder / name
        if name == FILE_NAME and any(map(_is_schema, failures)):
            failures[name] = "it would name a schema that is missing"
            continue
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8", newline="\n", errors="backslashreplace") as opened:
                opened.write(files[name])
        except OSError as problem:
            failures[name] = problem.strerror or str(problem)
    return failures


def _indented(text: str) -> str:
    return "".join(f"    {for_terminal(line)}\n" for line in text.splitlines())
