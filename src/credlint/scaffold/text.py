"""The files of a proposal as text. What comes from the site goes through `json`, whose strings TOML reads as well."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from credlint.scaffold.site import Layout

_CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"
_INSTALL = """\
      - name: Install credlint
        run: |
          python3 -I -m venv "$RUNNER_TEMP/credlint"
          "$RUNNER_TEMP/credlint/bin/python" -I -m pip install --quiet credlint==<version>"""
_HOOK = """\
repos:
  - repo: local
    hooks:
      - id: credlint
        name: credlint
        entry: credlint check --no-links --force-exclude
        language: python
        additional_dependencies: ["credlint==<version>"]
        types_or: [markdown, mdx]
        # One process, because some rules compare articles with each other.
        require_serial: true
"""
_WORKFLOW = """\
name: credlint

# A pull request fails only for findings that it introduces. Forks work, because no write permission is needed.
# Once a week the job summary reports what has become stale and what soon will be.
on:
  pull_request:
  schedule:
    - cron: "17 5 * * 1"
  workflow_dispatch:

permissions: {}

concurrency:
  group: credlint-${{ github.event_name }}-${{ github.ref }}
  cancel-in-progress: true

jobs:
  check:
    name: check
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
    steps:
      - uses: <checkout>
        with:
          persist-credentials: false
          fetch-depth: 0 # to see what was there before
<install>
      - name: Check the articles
        run: '"$RUNNER_TEMP/credlint/bin/credlint" check --format github --since "origin/$GITHUB_BASE_REF"'

  report:
    name: report
    if: github.event_name != 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 60
    permissions:
      contents: read
    steps:
      - uses: <checkout>
        with:
          persist-credentials: false
<install>
      - name: Report what is stale
        run: |
          "$RUNNER_TEMP/credlint/bin/credlint" report --links --output "$RUNNER_TEMP/report.md"
          head --bytes 1000000 "$RUNNER_TEMP/report.md" >> "$GITHUB_STEP_SUMMARY"
"""


def configuration(site: Layout, schemas: Sequence[tuple[str, str]], keys: Mapping[str, Sequence[str]]) -> str:
    """credlint.toml; `schemas` are pairs of a folder and the file of its schema."""
    lines = [
        f"# Proposed by credlint init ({site.generator}). `credlint rules` lists the rules.",
        f"content = {_list(site.content)}",
        'fail-on = "error"',
    ]
    if schemas or keys:
        lines += ["", "[front-matter]"]
    if schemas:
        lines.append("schemas = [")
        lines += [f"  {{ files = {_quoted(glob(folder))}, schema = {_quoted(path)} }}," for folder, path in schemas]
        lines.append("]")
    lines += [f"{name} = {_list(names) if len(names) > 1 else _quoted(names[0])}" for name, names in keys.items()]
    lines += ["", "[site]"]
    lines.append(
        f"url = {_quoted(site.url)}" if site.url else '# url = "https://…"    links to this address are internal'
    )
    if site.routes:
        lines.append("routes = [")
        lines += [f"  {{ prefix = {_quoted(prefix)}, folder = {_quoted(folder)} }}," for prefix, folder in site.routes]
        lines.append("]")
    else:
        lines.append(
            '# routes = [{ prefix = "/blog/", folder = "…" }]    without routes, links show where pages are served'
        )
    if site.public:
        lines.append(f"public = {_list(site.public)}")
    return "\n".join(lines) + "\n"


def glob(folder: str) -> str:
    """A glob of everything below a folder."""
    return "**" if folder == "." else re.sub(r"([\\*?\[\]!# ])", r"\\\1", folder) + "/**"


def json_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def hook(version: str) -> str:
    """.pre-commit-config.yaml"""
    return _HOOK.replace("<version>", version)


def workflow(version: str) -> str:
    """.github/workflows/credlint.yml"""
    return _WORKFLOW.replace("<checkout>", _CHECKOUT).replace("<install>", _INSTALL).replace("<version>", version)


def _list(names: Iterable[str]) -> str:
    return f"[{', '.join(_quoted(name) for name in names)}]"


def _quoted(name: str) -> str:
    """A string as JSON, YAML and TOML write it; TOML alone wants DEL escaped."""
    return json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")
