"""Texts in which ⟦marks⟧ show where something is expected."""

from __future__ import annotations

import re
from datetime import date

import invented
from credlint import engine
from credlint.article import read
from credlint.finding import Finding
from credlint.rule import Selected, Selection, discover
from credlint.span import Span
from credlint.world import World

PATH = "content/articles/example.md"


def unmarked(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and what they enclosed."""
    plain, spans, start = "", [], 0
    for part in re.split("([⟦⟧])", text):
        if part == "⟦":
            start = len(plain)
        elif part == "⟧":
            spans.append(Span(start, len(plain)))
        else:
            plain += part
    return plain, tuple(spans)


def selection() -> Selection:
    """Every rule, as it is without any configuration."""
    return tuple(Selected(rule, rule.severity, rule.options_type()) for rule in discover().values())


def lint(text: str, as_of: str | date = invented.TODAY, path: str = PATH, world: World | None = None) -> list[Finding]:
    """All that every rule finds in an article of the invented world, on a day."""
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    world = world or invented.world(day, path)
    judged = engine.check(read(text, path, world.catalog.names), world, selection())
    assert not judged.crashes, judged.crashes
    return list(judged.findings)
