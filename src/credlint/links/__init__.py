"""What the web answers when an article's links are asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LinkStatus(StrEnum):
    """`blocked`: a person may well see the page; `unreachable`: nobody can tell today; `skipped`: not asked."""

    OK = "ok"
    MOVED = "moved"
    BROKEN = "broken"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class LinkResult:
    """The answer for one URL, fragment included.

    `code` is the last HTTP status; `final_url` where a chain of redirects ended; `detail` says in words what happened
    and what to do; `checked_at` is ISO 8601 in UTC; `chain` holds the URLs passed through; `suggestion` a live page of
    the same site that seems meant.
    """

    url: str
    status: LinkStatus
    code: int | None = None
    final_url: str | None = None
    detail: str = ""
    checked_at: str | None = None
    chain: tuple[str, ...] = ()
    suggestion: str | None = None
