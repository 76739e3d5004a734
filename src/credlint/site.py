"""Every article's path, address and anchors: what internal links are judged against."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    pass
