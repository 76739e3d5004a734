"""credlint init: a configuration, schema, hook and workflow for this site, shown before they are written."""

from __future__ import annotations

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
    from credlint.scaffold import Proposal, SiteFiles

# What so many articles have in common, the rest will mostly have as well; it is said how many were left.
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
    proposal = scaffold.propose(_site_files(folder), __version__)
    configured = _is_configured(folder)
    there = {name for name in proposal.files if _is_there(folder / name)}
    needless = {name for name in proposal.files if configured and (name == FILE_NAME or name.startswith("schemas/"))}
    wanted = proposal.files.keys() - there - needless if write else set()
    # The configuration last: it names the schemas. And before a word is said, as the reader may go away (`| head`).
    written = {name for name in sorted(wanted, key=lambda name: name == FILE_NAME) if _write(folder, name, proposal)}
    said = [f"{for_terminal(note)}\n" for note in proposal.notes]
    for name, text in proposal.files.items():
        if name in needless:
            said.append(f"\n{name}: not needed: credlint is configured here already\n")
        elif name in there:
            said.append(f"\n{name}: exists already and is left as it is; credlint proposes:\n\n{_indented(text)}")
        elif write:
            said.append(f"\n{name}: {'written' if name in written else 'not written: it leads out of this folder'}\n")
        else:
            said.append(f"\n{name}:\n\n{_indented(text)}")
    if not write:
        said.append("\nNothing was written. `credlint init --write` writes these files.\n")
    emit("".join(said))
    return OK


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
        # A pipe would keep us waiting.
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


def _write(folder: Path, name: str, proposal: Proposal) -> bool:
    """Creates a file that is not there; False if a link on the way to it leads out of the folder. Raises InputError."""
    file = folder / name
    if not file.parent.resolve().is_relative_to(folder.resolve()):
        return False
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n", errors="backslashreplace") as opened:
            opened.write(proposal.files[name])
    except OSError as problem:
        reason = f"cannot be written: {problem.strerror or problem}"
        raise InputError(reason, path=name, hint="make room for it, then run it again: what is there is left") from None
    return True


def _indented(text: str) -> str:
    return "".join(f"    {for_terminal(line)}\n" for line in text.splitlines())
