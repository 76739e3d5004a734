"""The shelf of the staleness report's formats: one module a format, each with `render(report) -> str`.

It is beside the shelf of reporters because what it shows is another noun: articles to look after, not findings.
"""

from __future__ import annotations

import importlib

from credlint import bundled
from credlint.escape import presentable
from credlint.staleness import StalenessReport


def formats() -> tuple[str, ...]:
    """The names of the formats on the shelf, in alphabetical order."""
    return tuple(bundled.modules(__name__))


def render(report: StalenessReport, name: str) -> str:
    """The report in a format of the shelf, with the secrets of its URLs masked."""
    text: str = importlib.import_module(f"{__name__}.{name}").render(presentable(report))
    return text
