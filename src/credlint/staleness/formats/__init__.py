"""The formats of the staleness report: one module a format, each with `render(report) -> str`.

They are apart from the reporters because they show another noun: articles to look after, not findings.
"""

from __future__ import annotations

import importlib

from credlint import bundled
from credlint.escape import presentable
from credlint.staleness import StalenessReport


def formats() -> tuple[str, ...]:
    """The names of the formats, in alphabetical order."""
    return tuple(bundled.modules(__name__))


def render(report: StalenessReport, name: str) -> str:
    """The report in one of the formats, with the secrets of its URLs masked."""
    text: str = importlib.import_module(f"{__name__}.{name}").render(presentable(report))
    return text
