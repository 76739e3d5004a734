"""The page of a rule and the table of all rules, from docstrings, options and examples: nothing is written twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import structs

from credlint.rule import DAY, Bad, Good, NoOptions, Rule

# How many examples of each sort a page shows; the tests have them all.
SHOWN = 3
SECTIONS = ("Why it matters", "What to do", "When not to use it")
BEGIN, END = "<!-- rules: written by `credlint rules --write` -->", "<!-- /rules -->"


def page(rule: Rule) -> str:
    """One rule's page, in Markdown."""
    parts = [f"# {rule.name}", _prose(rule.doc), f"Severity: {rule.severity.value}.{_when(rule)}"]
    if options := _options(rule):
        parts += ["## Options", options]
    bad = [example for example in rule.examples if isinstance(example, Bad)]
    good = [example for example in rule.examples if isinstance(example, Good)]
    about = f"of invented credentials, on {DAY} where no other day is given; ⟦ and ⟧ stand around what is found"
    parts += ["## Examples", f"They are {about}."]
    if bad:
        parts += ["### Found", *map(_example, bad[:SHOWN])]
    if good:
        parts += ["### Not found", *map(_example, good[:SHOWN])]
    parts += ["## Allow it", f"`<!-- credlint-disable-next-line {rule.name} -- reason -->`"]
    return "\n\n".join(part for part in parts if part) + "\n"


def table(rules: Iterable[Rule]) -> str:
    """All rules as a Markdown table."""
    rows = [
        f"| `{rule.name}` | {rule.severity.value}{'' if rule.on_by_default else ', off'} | {_cell(rule.summary)} |"
        for rule in rules
    ]
    return "\n".join(["| rule | severity | finds |", "| --- | --- | --- |", *rows]) + "\n"


def with_table(text: str, rules: Iterable[Rule]) -> str:
    """The text with the table of rules between its markers. Raises ValueError where it has none."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no place for the table: the markers {BEGIN} and {END} are missing")
    return f"{before}{BEGIN}\n{table(rules)}{END}{after}"


def _prose(doc: str) -> str:
    """The docstring with its sections as headings."""
    return "\n".join(f"## {line}\n" if line in SECTIONS else line for line in doc.strip().splitlines())


def _when(rule: Rule) -> str:
    notes = []
    if not rule.on_by_default:
        notes.append("off until it is selected")
    if rule.needs_links:
        notes.append("needs --links")
    return f" {'; '.join(notes).capitalize()}." if notes else ""


def _options(rule: Rule) -> str:
    if rule.options_type is NoOptions:
        return ""
    lines = [f"[rules.{rule.name}]"]
    for field in structs.fields(rule.options_type):
        default = field.default_factory() if callable(field.default_factory) else field.default
        lines.append(f"{field.name.replace('_', '-')} = {_toml(default)}")
    return "```toml\n" + "\n".join(lines) + "\n```"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list | frozenset):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _example(example: Bad | Good) -> str:
    day = "" if example.as_of == DAY else f"on {example.as_of}"
    lead = ", ".join(filter(None, [example.because, day]))
    because = f"{lead[:1].upper()}{lead[1:]}:\n\n" if lead else ""
    body = example.text.strip("\n")
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", body)), default=0) + 1)
    return f"{because}{fence}markdown\n{body}\n{fence}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
