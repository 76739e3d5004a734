"""credlint init: a starter configuration, hook and workflow, shown before they are written."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from credlint import __version__
from credlint.cli.entry import OK
from credlint.cli.session import emit
from credlint.config import FILE_NAME, Config
from credlint.escape import for_terminal

CONFIG = """\
# What credlint checks here. All keys: schemas/config.schema.json; all rules: credlint rules
content = [{content}]
fail-on = "error"
"""

HOOK = """\
repos:
  - repo: local
    hooks:
      - id: credlint
        name: credlint
        entry: credlint check --force-exclude
        language: python
        additional_dependencies: ["credlint=={version}"]
        types_or: [markdown, mdx]
        require_serial: true
"""

WORKFLOW = """\
name: credlint
on:
  pull_request:
  push:
    branches: [main]
permissions: {{}}
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - run: python3 -m venv "$RUNNER_TEMP/credlint" && "$RUNNER_TEMP/credlint/bin/pip" install -q credlint=={version}
      - run: '"$RUNNER_TEMP/credlint/bin/credlint" check --format github'
"""


@click.command("init")
@click.option("--yes", is_flag=True, help="Write without asking.")
def command(yes: bool) -> int:
    """Sets a site up: a configuration, a pre-commit hook and a workflow, each shown before it is written."""
    folder = Path.cwd()
    for name, text in proposals(folder).items():
        path = folder / name
        if path.exists():
            emit(f"{name} is there already and is left as it is\n")
            continue
        emit(f"{name}:\n\n{_indented(text)}\n")
        if yes or (sys.stdin.isatty() and click.confirm(f"Write {name}?", default=True)):
            path.parent.mkdir(parents=True, exist_ok=True)
            emit(text, path)
            emit(f"wrote {name}\n\n")
    if not yes and not sys.stdin.isatty():
        emit("nothing was written; run this in a terminal, or with --yes\n")
    return OK


def proposals(folder: Path) -> dict[str, str]:
    """What would be written, by path."""
    content = ", ".join(f'"{_escaped(name)}"' for name in content_folders(folder))
    return {
        FILE_NAME: CONFIG.format(content=content),
        ".pre-commit-config.yaml": HOOK.format(version=__version__),
        ".github/workflows/credlint.yml": WORKFLOW.format(version=__version__),
    }


def content_folders(folder: Path) -> list[str]:
    """The folders that hold most of the articles, by their first two parts."""
    from credlint import discovery

    sources = discovery.find(["."], Config(root=folder), folder)
    counts = Counter("/".join(source.place.split("/")[:-1][:2]) for source in sources if "/" in source.place)
    if not counts:
        return ["."]
    most = max(counts.values())
    return sorted(name for name, count in counts.items() if count * 5 >= most)


def _escaped(name: str) -> str:
    return for_terminal(name).replace("\\", "\\\\").replace('"', '\\"')


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())
