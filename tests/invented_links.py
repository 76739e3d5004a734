"""What the web of the invented world answers to a few links."""

from __future__ import annotations

from credlint.links import LinkResult, LinkStatus, Reason

ASKED = "2026-06-14T08:00:00+00:00"

RESULTS = (
    LinkResult("https://acme.example/exams", LinkStatus.OK, 200, checked_at=ASKED),
    LinkResult("https://acme.example/latest", LinkStatus.OK, 200, final_url="https://acme.example/exams"),
    LinkResult(
        "https://acme.example/gone",
        LinkStatus.BROKEN,
        404,
        detail="acme.example answers 404 Not Found",
        reason=Reason.NOT_FOUND,
        advice="replace the link, or remove it",
        checked_at=ASKED,
        first_failed=ASKED,
        last_good="2026-05-01T08:00:00+00:00",
    ),
    LinkResult(
        "https://acme.example/exams#price",
        LinkStatus.BROKEN,
        200,
        detail="the page is there, but there is no #price on it",
        reason=Reason.FRAGMENT_MISSING,
        suggestion="https://acme.example/exams#prices",
    ),
    LinkResult(
        "https://initech.example/bread",
        LinkStatus.BROKEN,
        200,
        detail="initech.example answers 200 OK, but with the page that it shows for any address that does not exist",
        reason=Reason.SOFT_NOT_FOUND,
    ),
    LinkResult(
        "https://acme.example/old-exams",
        LinkStatus.MOVED,
        200,
        final_url="https://acme.example/exams",
        moved_to="https://acme.example/exams",
        detail="permanently redirects to https://acme.example/exams, which answers 200 OK",
        reason=Reason.REDIRECT,
    ),
    LinkResult(
        "http://globex.example/",
        LinkStatus.MOVED,
        200,
        final_url="https://globex.example/",
        moved_to="https://globex.example/",
        detail="permanently redirects to https://globex.example/, which answers 200 OK",
        reason=Reason.REDIRECT,
    ),
    LinkResult(
        "https://vandelay.example/members",
        LinkStatus.BLOCKED,
        403,
        detail="vandelay.example answers 403 Forbidden",
        reason=Reason.FORBIDDEN,
    ),
    LinkResult(
        "https://globex.example/slow",
        LinkStatus.UNREACHABLE,
        detail="globex.example did not answer in time (deadline 10 s)",
        reason=Reason.TIMEOUT,
        checked_at=ASKED,
        first_failed="2026-06-12T08:00:00+00:00",
        strikes=2,
    ),
)

LINKS = {result.url: result for result in RESULTS}
