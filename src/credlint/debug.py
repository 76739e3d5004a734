"""Whether the person wants to see the tracebacks of internal errors."""

from __future__ import annotations

import os

VARIABLE = "CREDLINT_DEBUG"


def is_wanted() -> bool:
    """By the environment, which worker processes share."""
    return os.environ.get(VARIABLE, "") not in ("", "0")


def want() -> None:
    os.environ[VARIABLE] = "1"
