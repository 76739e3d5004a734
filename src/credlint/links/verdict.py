"""What the replies for one page come to."""

from __future__ import annotations

from http import HTTPStatus

from msgspec import Struct

from credlint.links import LinkStatus, Reason


class LinkVerdict(Struct, frozen=True):
    """The answer for one page, without history and fragments.

    `detail` says in words what happened; `code` is the last HTTP status; `limited`: the host said that it is asked too
    often.
    """

    status: LinkStatus
    reason: Reason
    detail: str
    code: int | None = None
    limited: bool = False


def status_phrase(status: int) -> str:
    """`404 Not Found`, in the words of the standard; the server's own words are not repeated."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
