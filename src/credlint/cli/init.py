"""credlint init: a configuration, schema, hook and workflow for this site, shown before they are written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from credlint import __version__
from credlint.cli.entry import OK
from credlint.cli.session import emit
from credlint.escape import for_terminal

if TYPE_CHECKING:
    from credlint.scaffold import Look

# What more articles than this have in common, the rest will have as well; a schema names how many it is made from.
ARTICLES_READ = 2_000
BYTES_READ = 262_144


@click.command("init")
@click.option("--write", is_flag=True, help="Write the files that are not there yet.")
def command(write: bool) -> int:
    """Proposes a configuration, a schema, a pre-commit hook and a workflow for the site in this folder.

    Looks at the site's generator (Astro, Docusaurus, Eleventy, Hugo, Jekyll or none) and at its articles, and shows
    what it would write and what it is made from. Nothing is written without --write, and nothing is ever overwritten.
    """
    from credlint import scaffold

    folder = Path.cwd()
    proposal = scaffold.propose(_look(folder), __version__)
    emit("".join(f"{for_terminal(note)}\n" for note in proposal.notes))
    configured = _is_configured(folder)
    for name, text in proposal.files.items():
        if configured and (name == "credlint.toml" or name.startswith("schemas/")):
            emit(f"\n{name}: left out, as credlint is configured here already\n")
        elif _is_there(folder / name):
            emit(f"\n{name}: there already and left as it is; it could hold:\n\n{_indented(text)}")
        elif write:
            emit(
                f"\n{name}: {'written' if _write(folder, name, text) else 'not written: it leads out of this folder'}\n"
            )
        else:
            emit(f"\n{name}:\n\n{_indented(text)}")
    if not write:
        emit("\nNothing was written. credlint init --write writes these files.\n")
    return OK


def _look(folder: Path) -> Look:
    from credlint import discovery
    from credlint.config import FILE_NAME, Config
    from credlint.document.front_matter import read_front_matter
    from credlint.scaffold import Look, layout

    config = Config(root=folder, path=folder / FILE_NAME)
    sources = discovery.find(["."], config, folder)
    files = discovery.listing(sources, config).files
    writable = frozenset(name for name in files if name.isprintable())
    texts = {name: _text(folder / name) for name in writable if layout.is_telling(name)}
    places = sorted(source.place for source in sources if source.place.isprintable())[:ARTICLES_READ]
    articles = {place: read_front_matter(_text(folder / place).removeprefix("\ufeff")) for place in places}
    return Look(writable, texts, articles)


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(BYTES_READ).decode("utf-8", "replace")
    except OSError:
        return ""


def _is_configured(folder: Path) -> bool:
    shared = folder / "pyproject.toml"
    return _is_there(folder / "credlint.toml") or (shared.is_file() and "[tool.credlint" in _text(shared))


def _is_there(file: Path) -> bool:
    return file.exists() or file.is_symlink()


def _write(folder: Path, name: str, text: str) -> bool:
    """Creates a file that is not there; False if a link on the way to it leads out of the folder."""
    file = folder / name
    if not file.parent.resolve().is_relative_to(folder.resolve()):
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8", newline="\n", errors="backslashreplace") as opened:
        opened.write(text)
    return True


def _indented(text: str) -> str:
    return "".join(f"    {for_terminal(line)}\n" for line in text.splitlines())
