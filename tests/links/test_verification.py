"""A run over URLs, on a network that is only a table."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from credlint.links import (
    HostPolicy,
    LinkResult,
    LinkStatus,
    Policy,
    Progress,
    Reason,
    VerificationInterrupted,
    by_host,
    verify,
)
from credlint.links.exchange import CancelScope, Fault, Reply, Request, Response

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
QUICK = Policy(timeout_seconds=5, retry_pause_seconds=0)
HTML = {"content-type": "text/html"}


class Net:
    """Answers by URL: a status, an answer, a fault, or a list of these, one for each request. The rest is 404."""

    def __init__(self, table: Mapping[str, object]) -> None:
        self._table = {url: list(said) if isinstance(said, list) else said for url, said in table.items()}
        self._lock = threading.Lock()
        self.asked: list[str] = []
        self.is_online = True

    def knows_names(self) -> bool:
        return self.is_online

    def send(self, request: Request, scope: CancelScope) -> Reply:
        with self._lock:
            self.asked.append(f"{request.method} {request.url}")
            said = self._table.get(request.url, 404)
            if isinstance(said, list):
                said = said.pop(0) if len(said) > 1 else said[0]
        if callable(said):
            said = said(request, scope)
        return Response(said, HTML) if isinstance(said, int) else said  # type: ignore[return-value]


def page(body: str, **headers: str) -> Callable[[Request, CancelScope], Response]:
    return lambda request, scope: Response(200, HTML | headers, body if request.wants_body else None)


def to(location: str, status: int = 302, **headers: str) -> Response:
    return Response(status, {"location": location, **headers})


def ask(
    net: Net, *urls: str, policy: Policy = QUICK, known: Mapping[str, LinkResult] | None = None
) -> list[LinkResult]:
    results = verify(urls, known or {}, policy, now=lambda: NOON, transport=net)
    return [results[url] for url in urls]


A = "https://a.example/x"
RESET = Fault(Reason.RESET, "broke off the connection")
SLOW = Fault(Reason.TIMEOUT, "did not answer in time")


@pytest.mark.parametrize(
    ("said", "status", "reason", "requests"),
    [
        (200, "ok", "answered", 1),
        (204, "ok", "answered", 1),
        (206, "ok", "answered", 1),
        (Response(300, HTML), "ok", "answered", 2),
        (404, "broken", "not-found", 2),
        (410, "broken", "gone", 2),
        (400, "blocked", "forbidden", 2),
        (401, "blocked", "forbidden", 2),
        (402, "blocked", "forbidden", 2),
        (403, "blocked", "forbidden", 2),
        (405, "blocked", "forbidden", 2),
        (406, "blocked", "forbidden", 2),
        (407, "blocked", "forbidden", 2),
        (418, "blocked", "forbidden", 2),
        (451, "blocked", "forbidden", 2),
        (999, "blocked", "bot-wall", 2),
        (Response(403, {"cf-mitigated": "challenge"}), "blocked", "bot-wall", 2),
        (Response(503, {"cf-mitigated": "challenge"}), "blocked", "bot-wall", 2),
        (Response(429, {"retry-after": "0"}), "blocked", "rate-limited", 3),
        (Response(429, {"retry-after": "3600"}), "blocked", "rate-limited", 1),
        (429, "blocked", "rate-limited", 3),
        (408, "unreachable", "server-error", 3),
        (500, "unreachable", "server-error", 3),
        (502, "unreachable", "server-error", 3),
        (503, "unreachable", "server-error", 3),
        (Response(503, {"retry-after": "3600"}), "unreachable", "server-error", 1),
        (530, "unreachable", "server-error", 3),
        (101, "unreachable", "bad-response", 2),
        (304, "unreachable", "bad-response", 2),
        (302, "unreachable", "bad-response", 2),
        (600, "unreachable", "bad-response", 2),
        (RESET, "unreachable", "reset", 2),
        (SLOW, "unreachable", "timeout", 2),
        (Fault(Reason.REFUSED, "refused"), "unreachable", "refused", 2),
        (Fault(Reason.BAD_RESPONSE, "is no HTTP"), "unreachable", "bad-response", 2),
        (Fault(Reason.NAME_LOOKUP, "no answer"), "unreachable", "name-lookup", 2),
        (Fault(Reason.NO_SUCH_HOST, "does not exist"), "broken", "no-such-host", 2),
        (Fault(Reason.TLS, "has expired"), "unreachable", "tls", 1),
        (Fault(Reason.PRIVATE_ADDRESS, "is private"), "skipped", "private-address", 1),
        ([RESET, 200], "ok", "answered", 2),
        ([503, 200], "ok", "answered", 2),
        ([500, 500, 200], "ok", "answered", 3),
        ([Response(429, {"retry-after": "0"}), 200], "ok", "answered", 2),
        ([Response(429, {"retry-after": "0"}), Response(429, {"retry-after": "0"}), 200], "ok", "answered", 3),
        ([Response(503, {"retry-after": "0"}), 200], "ok", "answered", 2),
        ([405, 200], "ok", "answered", 2),
        ([404, 200], "ok", "answered", 2),
        ([403, 200], "ok", "answered", 2),
        ([SLOW, 200], "ok", "answered", 2),
        ([Response(200, HTML, stray=True), 200], "ok", "answered", 2),
        ([Response(200, HTML, stray=True), 404], "broken", "not-found", 2),
        ([Fault(Reason.NO_SUCH_HOST, "does not exist"), 200], "ok", "answered", 2),
    ],
    ids=str,
)
def test_what_an_answer_means_and_how_often_is_asked(said: object, status: str, reason: str, requests: int) -> None:
    net = Net({A: said})
    (result,) = ask(net, A)
    assert (result.status, result.reason) == (status, reason), result.detail
    assert sum(A in line for line in net.asked) == requests
    assert result.detail
    assert result.advice or status in ("ok", "skipped")


@pytest.mark.parametrize(
    ("table", "status", "final", "moved_to"),
    [
        ({A: to("/y", 301), "https://a.example/y": 200}, "moved", "https://a.example/y", "https://a.example/y"),
        ({A: to("/y", 308), "https://a.example/y": 200}, "moved", "https://a.example/y", "https://a.example/y"),
        ({A: to("/y", 302), "https://a.example/y": 200}, "ok", "https://a.example/y", None),
        ({A: to("/y", 303), "https://a.example/y": 200}, "ok", "https://a.example/y", None),
        ({A: to("/y", 307), "https://a.example/y": 200}, "ok", "https://a.example/y", None),
        (
            {A: to("/y", 301), "https://a.example/y": to("/z", 302), "https://a.example/z": 200},
            "moved", "https://a.example/z", "https://a.example/y",
        ),
        (
            {A: to("/y", 302), "https://a.example/y": to("/z", 301), "https://a.example/z": 200},
            "ok", "https://a.example/z", None,
        ),
        ({A: to("/y", 301), "https://a.example/y": 410}, "broken", "https://a.example/y", None),
        ({A: to("/y", 301), "https://a.example/y": 403}, "blocked", "https://a.example/y", None),
        ({A: to("/login?next=/x", 302), "https://a.example/login?next=/x": 200}, "blocked", None, None),
        ({A: to("https://b.example/y", 301), "https://b.example/y": SLOW}, "unreachable", "https://b.example/y", None),
        ({A: to("/x")}, "broken", None, None),
        ({A: to("/x", **{"set-cookie": "seen=1"})}, "blocked", None, None),
        ({A: to("file:///etc/passwd", 301)}, "broken", None, None),
        ({A: to("intent://x", 301)}, "skipped", None, None),
        ({A: to("https://u:p@b.example/y", 301), "https://b.example/y": 200}, "moved", None, "https://b.example/y"),
        ({A: to("/y?token=0123456789", 301), "https://a.example/y?token=0123456789": 200}, "moved", None, None),
        ({A: to("/y#part", 301), "https://a.example/y": 200}, "moved", None, "https://a.example/y#part"),
    ],
)  # fmt: skip
def test_where_redirects_lead(table: dict[str, object], status: str, final: str | None, moved_to: str | None) -> None:
    (result,) = ask(Net(table), A)
    assert result.status == status, result.detail
    assert result.moved_to == moved_to
    if final is not None:
        assert result.final_url == final
        assert result.chain[0] == A and result.chain[-1] == final
    assert "0123456789" not in repr(result)


def test_a_chain_is_followed_so_far_and_no_further() -> None:
    def chain(length: int) -> Net:
        hops = {f"https://a.example/{i}": to(f"/{i + 1}") for i in range(length)}
        return Net(hops | {f"https://a.example/{length}": 200})

    (short,), (long,) = ask(chain(5), "https://a.example/0"), ask(net := chain(6), "https://a.example/0")
    assert (short.status, long.status) == (LinkStatus.OK, LinkStatus.BROKEN)
    assert sum("missing" not in line and "sitemap" not in line for line in net.asked) == 6


def test_one_request_for_a_page_whatever_its_fragments_and_spellings() -> None:
    net = Net({A: page("<p id=one>1<p><a name='two'>2</a><h2 id='Drei &amp; vier'>")})
    spelled = [A, f"{A}#one", f"{A}#two", f"{A}#three", "HTTPS://A.example:443/x#top", f"{A}#Drei%20&%20vier", f"{A}#"]
    results = ask(net, *spelled)
    assert [result.status.value for result in results] == ["ok", "ok", "ok", "broken", "ok", "ok", "ok"]
    assert Counter(net.asked)[f"GET {A}"] == 1
    assert results[3].reason is Reason.FRAGMENT_MISSING


@pytest.mark.parametrize(
    ("body", "fragment", "status"),
    [
        ("<h2 id=prices>", "price", "broken"),
        ("<h2 id=prices>", "prices", "ok"),
        ("<h2 ID = 'prices'>", "prices", "ok"),
        ("<h2 data-id=prices>", "prices", "broken"),
        ("<!-- <h2 id=prices> -->", "prices", "broken"),
        ("<meta name=prices>", "prices", "broken"),
        ("<a name=prices>", "prices", "ok"),
        ("<h2 id='user-content-prices'>", "prices", "ok"),
        ("<h2 id='größe'>", "gr%C3%B6%C3%9Fe", "ok"),
        ("<h2 id=x>", "top", "ok"),
        ("<h2 id=x>", "/route", "ok"),
        ("<h2 id=x>", "!route", "ok"),
        ("<h2 id=x>", "L10-L20", "ok"),
        ("<script src=x></script><div id=root></div>", "prices", "ok"),
        ("<p>It costs $300 since May.</p>", ":~:text=costs%20%24300", "ok"),
        ("<p>It costs <b>$300</b> since May.</p>", ":~:text=it-,costs,may", "ok"),
        ("<p>It costs $300.</p>", ":~:text=costs%20%24200", "broken"),
        ("<p id=a>It costs $300.</p>", "a:~:text=costs", "ok"),
        ("<p id=a>It costs $300.</p>", "b:~:text=costs", "broken"),
    ],
)
def test_fragments(body: str, fragment: str, status: str) -> None:
    (result,) = ask(Net({A: page(body)}), f"{A}#{fragment}")
    assert result.status == status, result.detail


@pytest.mark.parametrize(
    "answer",
    [
        Response(200, {"content-type": "application/pdf"}, "%PDF"),
        Response(200, HTML, "<h2 id=x>", is_whole=False),
        Response(200, HTML, None),
    ],
)
def test_a_fragment_that_cannot_be_judged_is_no_fault(answer: Response) -> None:
    assert ask(Net({A: answer}), f"{A}#prices")[0].status is LinkStatus.OK


def test_a_missing_fragment_names_the_one_that_seems_meant() -> None:
    (result,) = ask(Net({A: page("<h2 id=prices-2026>")}), f"{A}#prices-2025")
    assert result.suggestion == f"{A}#prices-2026"


NOT_THERE = "<title>Page not found</title><p>Sorry, we looked for {} and it is not here.</p>"
MISSING = "https://a.example/credlint-asks-for-a-page-that-is-surely-missing-7d1f0c"


@pytest.mark.parametrize(
    ("table", "status"),
    [
        ({A: page(NOT_THERE.format("x")), MISSING: page(NOT_THERE.format("y"))}, "broken"),
        ({A: page("<title>Bakers</title>Bread"), MISSING: page(NOT_THERE)}, "ok"),
        ({A: page("<title>How to mend a 404</title>Bread"), MISSING: 404}, "ok"),
        ({A: page(NOT_THERE), MISSING: 404}, "ok"),
        ({A: page("<h1>fine</h1>"), MISSING: page("<h1>fine</h1>")}, "ok"),
        ({A: page("<script></script><p>Program"), MISSING: page("<script></script><p>Program")}, "ok"),
        ({A: to("/"), MISSING: to("/"), "https://a.example/": page("Home")}, "broken"),
        ({A: to("/"), MISSING: 404, "https://a.example/": page("Home")}, "ok"),
        ({A: to("/404.html"), MISSING: to("/404.html"), "https://a.example/404.html": page("Oh")}, "broken"),
        ({A: to("/consent"), MISSING: to("/consent"), "https://a.example/consent": page("Cookies?")}, "ok"),
        ({A: page("Bread"), MISSING: 403}, "ok"),
        ({A: page("Bread"), MISSING: 500}, "ok"),
        ({A: page("Bread"), MISSING: SLOW}, "ok"),
    ],
)
def test_pages_for_missing_ones_in_disguise(table: dict[str, object], status: str) -> None:
    (result,) = ask(Net(table), A)
    assert result.status == status, result.detail
    assert (result.reason is Reason.SOFT_NOT_FOUND) is (status == "broken")


def test_without_words_another_page_of_the_host_tells_the_disguise() -> None:
    nothing, other = "https://a.example/nothing", "https://a.example/other"
    net = Net({nothing: page("Welcome to us"), MISSING: page("Welcome to us"), other: page("Bread, cakes and pies")})
    results = verify([other, nothing], {}, replace(QUICK, workers=1), now=lambda: NOON, transport=net)
    assert results[other].status is LinkStatus.OK


def test_a_host_is_asked_once_for_a_page_that_is_missing() -> None:
    urls = [f"https://a.example/{i}" for i in range(30)]
    net = Net(dict.fromkeys(urls, 200))
    assert {result.status for result in ask(net, *urls)} == {LinkStatus.OK}
    assert len(net.asked) == 31


def test_a_dead_link_names_the_nearest_living_page_of_its_site() -> None:
    sitemap = "<urlset>" + "".join(
        f"<url><loc>https://a.example/{path}</loc></url>" for path in ("exams/baker-2026", "exams/cook", "about")
    )
    net = Net(
        {
            "https://a.example/sitemap.xml": page(sitemap),
            "https://a.example/exams/baker-2026": 200,
            "https://a.example/exams/cook": 500,
        }
    )
    baker, cook = ask(net, "https://a.example/exams/baker-2025", "https://a.example/exam/cook")
    assert baker.suggestion == "https://a.example/exams/baker-2026"
    assert cook.suggestion is None


def test_what_needs_no_asking() -> None:
    net = Net({})
    policy = replace(QUICK, exclude=("https://no.example/*",))
    urls = {
        "mailto:a@b.example": "ok",
        "mailto:nobody": "broken",
        "tel:+4930123456": "ok",
        "tel:bakery": "broken",
        "https://no.example/x": "skipped",
        "ftp://a.example/": "skipped",
        "slack://open": "skipped",
        "http://": "broken",
        "https://a..example/": "broken",
    }
    assert [result.status.value for result in ask(net, *urls, policy=policy)] == list(urls.values())
    assert net.asked == []


def test_robots_are_obeyed_where_that_is_asked_for() -> None:
    rules = "User-agent: *\nDisallow: /private\n"
    open_, closed = "https://a.example/open", "https://a.example/private/x"
    table = {"https://a.example/robots.txt": page(rules), open_: 200, closed: 200}
    polite = replace(QUICK, hosts=(HostPolicy("a.example", robots=True),))

    def statuses(net: Net, *urls: str, policy: Policy = polite) -> list[str]:
        return [result.status.value for result in ask(net, *urls, policy=policy)]

    net = Net(table)
    assert statuses(net, open_, closed) == ["ok", "skipped"]
    assert not any("private" in line for line in net.asked)
    assert sum("robots.txt" in line for line in net.asked) == 1
    assert statuses(Net(table), open_, closed, policy=QUICK) == ["ok", "ok"]
    assert statuses(Net(table | {"https://a.example/robots.txt": 503}), open_) == ["skipped"]
    assert statuses(Net(table | {"https://a.example/robots.txt": 404}), open_) == ["ok"]


def test_a_host_that_refuses_head_is_asked_by_get() -> None:
    urls = [f"https://a.example/{i}" for i in range(20)]

    def refuse(request: Request, scope: CancelScope) -> Response:
        return Response(405 if request.method == "HEAD" else 200, HTML)

    net = Net(dict.fromkeys(urls, refuse))
    one_by_one = replace(QUICK, hosts=(HostPolicy("a.example", connections=1),))
    assert {result.status for result in ask(net, *urls, policy=one_by_one)} == {LinkStatus.OK}
    assert sum(line.startswith("HEAD") for line in net.asked) == 1


def test_a_host_that_wants_no_more_is_left_alone() -> None:
    urls = [f"https://a.example/{i}" for i in range(50)]
    net = Net({url: Response(429, {"retry-after": "3600"}) for url in urls})
    one_by_one = replace(QUICK, hosts=(HostPolicy("a.example", connections=1),))
    assert {result.reason for result in ask(net, *urls, policy=one_by_one)} == {Reason.RATE_LIMITED}
    assert len(net.asked) == 2


def test_no_secret_is_in_a_result() -> None:
    url = "https://baker:s3cret@a.example/x?api_key=s3cret"
    net = Net({"https://a.example/x?api_key=s3cret": to("https://u:s3cret@b.example/?token=s3cret", 301)})
    (result,) = ask(net, url)
    assert "s3cret" not in repr(result)


def test_answers_that_are_young_enough_are_not_asked_for_again() -> None:
    net = Net({A: 200})
    (first,) = ask(net, A)
    asked = len(net.asked)
    assert ask(net, A, known={A: first}) == [first]
    assert len(net.asked) == asked
    old = replace(first, checked_at=(NOON - timedelta(days=30)).isoformat())
    (again,) = ask(net, A, known={A: old})
    assert again.checked_at == NOON.isoformat() and len(net.asked) > asked


def test_the_run_has_a_deadline_of_its_own() -> None:
    def wait(request: Request, scope: CancelScope) -> Fault:
        while not scope.expired:
            time.sleep(0.01)
        return SLOW

    policy = replace(QUICK, timeout_seconds=30, run_seconds=0.2, workers=1)
    results = ask(Net({A: wait}), A, "https://b.example/", policy=policy)
    assert {result.reason for result in results} == {Reason.RUN_ENDED}


def test_a_worker_that_is_stuck_is_left_behind() -> None:
    stuck = threading.Event()

    def never(request: Request, scope: CancelScope) -> Fault:
        stuck.wait(20)
        return SLOW

    (result,) = ask(Net({A: never}), A, policy=replace(QUICK, timeout_seconds=0.1))
    stuck.set()
    assert result.reason is Reason.TIMEOUT


def test_a_fault_of_ours_costs_one_url() -> None:
    def crash(request: Request, scope: CancelScope) -> Response:
        raise RuntimeError("a bug")

    results = ask(Net({A: crash, "https://b.example/": 200}), A, "https://b.example/")
    assert [(result.status.value, result.reason.value) for result in results] == [
        ("unreachable", "internal"), ("ok", "answered"),
    ]  # fmt: skip


def test_interrupted_it_keeps_what_is_known() -> None:
    def tell(progress: Progress) -> None:
        if progress.done == 3:
            raise KeyboardInterrupt

    urls = [f"https://{name}.example/" for name in "abcdefgh"]
    with pytest.raises(VerificationInterrupted) as caught:
        verify(urls, {}, QUICK, tell, now=lambda: NOON, transport=Net(dict.fromkeys(urls, 200)))
    assert len(caught.value.results) == 3
    assert {result.status for result in caught.value.results.values()} == {LinkStatus.OK}


def test_progress_counts_every_url_once_and_requests_are_told() -> None:
    told: list[Progress] = []
    lines: list[str] = []
    urls = [A, f"{A}#x", "mailto:a@b.example", "https://b.example/"]
    net = Net({A: page("<p id=x>"), "https://b.example/": 500})
    verify(urls, {}, QUICK, told.append, now=lambda: NOON, on_request=lines.append, transport=net)
    assert [progress.done for progress in told] == [1, 2, 3, 4] and {progress.total for progress in told} == {4}
    assert len(lines) == len(net.asked)


def test_hosts_with_trouble_come_first_in_the_summary() -> None:
    results = ask(Net({A: 200, "https://b.example/": 200}), "https://b.example/", A, "https://c.example/gone")
    assert list(by_host(results)) == ["c.example", "a.example", "b.example"]


NO_HOST = Fault(Reason.NO_SUCH_HOST, "does not exist")
B, NUMBER = "https://b.example/y", "http://93.184.215.14/"


@pytest.mark.parametrize(
    ("table", "is_online", "expected"),
    [
        ({A: NO_HOST, B: NO_HOST}, False, ["unreachable", "unreachable"]),
        ({A: NO_HOST}, False, ["unreachable"]),
        ({A: Fault(Reason.NAME_LOOKUP, "no answer")}, False, ["unreachable"]),
        # An address needs no name server, so its answer says nothing about names.
        ({A: NO_HOST, NUMBER: 200}, False, ["unreachable", "ok"]),
        # Where the name servers know any host at all, the missing one is missing.
        ({A: NO_HOST, B: NO_HOST}, True, ["broken", "broken"]),
        ({A: NO_HOST, B: 200}, False, ["broken", "ok"]),
        ({A: NO_HOST, B: 500}, False, ["broken", "unreachable"]),
        ({A: NO_HOST, B: RESET}, True, ["broken", "unreachable"]),
    ],
)
def test_a_machine_without_names_breaks_no_link(
    table: Mapping[str, object], is_online: bool, expected: list[str]
) -> None:
    net = Net(table)
    net.is_online = is_online
    results = ask(net, *table)
    assert [result.status for result in results] == expected
    assert ("offline" in results[0].detail) == (not is_online and expected[0] == "unreachable")


def test_days_without_names_are_no_strikes_against_a_link() -> None:
    net = Net({A: Fault(Reason.NAME_LOOKUP, "no answer")})
    net.is_online = False
    known: dict[str, LinkResult] = {}
    for day in range(6):
        known = verify([A], known, QUICK, now=lambda day=day: NOON + timedelta(days=day), transport=net)  # type: ignore[misc]
        assert (known[A].status, known[A].strikes, known[A].first_failed) == ("unreachable", 0, None)
