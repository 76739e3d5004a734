"""How often a host is asked, by a clock that only the test moves."""

from __future__ import annotations

from datetime import UTC, datetime
from math import inf

import pytest

from credlint.links import HostPolicy
from credlint.links.inquiry import Inquiry
from credlint.links.politeness import QUIRKS, Pace, host_policy, retry_after, robots_allow
from credlint.links.schedule import Schedule
from credlint.links.url import read

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def inquiry(url: str) -> Inquiry:
    return Inquiry(read(url), 10, now=lambda: NOW)


def test_requests_to_a_host_start_apart_and_only_so_many_at_once() -> None:
    pace = Pace(HostPolicy("a.example", requests_per_second=2, connections=2))
    assert pace.ready_at(10) == 10
    pace.started(10)
    assert pace.ready_at(10) == 10.5
    pace.started(10.5)
    assert pace.ready_at(20) == inf
    pace.ended(20)
    assert pace.ready_at(20) == 20


def test_one_refusal_is_about_a_page_two_in_a_row_are_about_us() -> None:
    pace = Pace(HostPolicy("a.example"))
    for _ in range(4):
        pace.started(0)
    pace.ended(1, limited=True, pause=30)
    assert pace.ready_at(1) < 2
    pace.ended(1)
    pace.ended(1, limited=True, pause=30)
    assert pace.ready_at(1) < 2
    pace.ended(1, limited=True, pause=30)
    assert pace.ready_at(1) == 31


def test_a_pace_recovers_but_not_to_what_was_too_much_twice() -> None:
    pace = Pace(HostPolicy("a.example", requests_per_second=100))

    def limit(now: float) -> None:
        for _ in range(2):
            pace.started(now)
            pace.ended(now, limited=True, pause=1)

    def go_well(times: int) -> None:
        for _ in range(times):
            pace.started(0)
            pace.ended(0)

    limit(0)
    slowed = pace.interval
    assert slowed > 0.01
    go_well(1000)
    assert pace.interval == 0.01
    limit(100)
    go_well(1000)
    assert 0.01 < pace.interval < slowed


def test_refusals_during_a_pause_do_not_count_again() -> None:
    pace = Pace(HostPolicy("a.example"))
    for _ in range(8):
        pace.started(0)
    for _ in range(8):
        pace.ended(0.1, limited=True, pause=5)
    once = pace.interval
    assert pace.ready_at(0.1) == 5.1
    pace.started(6)
    pace.ended(6, limited=True, pause=5)
    assert pace.interval > once


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("0", 0),
        (" 120 ", 120),
        ("99999999999999999999", 999999999),
        ("Mon, 15 Jun 2026 12:01:00 GMT", 60),
        ("Mon, 15 Jun 2026 11:00:00 GMT", 0),
        ("Mon, 15 Jun 2026 11:00:00", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("١٢", None),
        ("Fri, 99 Foo 99999 99:99:99 GMT", None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


def test_hosts_below_a_row_follow_it_and_the_configuration_comes_first() -> None:
    assert host_policy("www.linkedin.com", ()).connections == 1
    assert host_policy("notlinkedin.com", ()) == HostPolicy("notlinkedin.com")
    own = HostPolicy("linkedin.com", requests_per_second=3, robots=True)
    policy = host_policy("linkedin.com", (own,))
    assert (policy.requests_per_second, policy.connections, policy.robots) == (3, 1, True)


def test_every_quirk_has_its_reason() -> None:
    assert all(row.reason and row.host == row.host.lower() for row in QUIRKS)
    assert len({row.host for row in QUIRKS}) == len(QUIRKS)


@pytest.mark.parametrize(
    ("rules", "url", "allowed"),
    [
        ("", "https://a.example/x", True),
        ("User-agent: *\nDisallow: /x", "https://a.example/x/y", False),
        ("User-agent: *\nDisallow: /x", "https://a.example/y", True),
        ("User-agent: credlint\nDisallow: /", "https://a.example/y", False),
        ("User-agent: other\nDisallow: /", "https://a.example/y", True),
        ("\x00\xff garbage : :\nDisallow", "https://a.example/y", True),
    ],
)
def test_robots(rules: str, url: str, allowed: bool) -> None:
    assert robots_allow(rules, "credlint", url) is allowed


def drained(schedule: Schedule, now: float) -> list[str]:
    found = []
    while (item := schedule.take(now)) is not None:
        found.append(item.at.page)
    return found


def test_hosts_take_turns_at_their_own_pace() -> None:
    schedule = Schedule(lambda host: Pace(HostPolicy(host, requests_per_second=1, connections=1)))
    for path in "123":
        schedule.add(inquiry(f"https://a.example/{path}"), 0)
    schedule.add(inquiry("https://b.example/1"), 0)
    assert sorted(drained(schedule, 0)) == ["https://a.example/1", "https://b.example/1"]
    assert schedule.wait(0) == inf
    schedule.ended("a.example", 0.2)
    assert drained(schedule, 0.2) == [] and schedule.wait(0.2) == pytest.approx(0.8)
    assert drained(schedule, 1.0) == ["https://a.example/2"]
    assert len(schedule) == 1


def test_nobody_is_asked_again_before_all_were_asked_once() -> None:
    schedule = Schedule(lambda host: Pace(HostPolicy(host, requests_per_second=1000, connections=1)))
    schedule.add(inquiry("https://a.example/again"), 0, pause=0)
    for path in "12":
        schedule.add(inquiry(f"https://a.example/{path}"), 0)
    schedule.add(inquiry("https://a.example/going-on"), 0, in_front=True)
    order = []
    for now in range(1, 5):
        order += drained(schedule, now)
        schedule.ended("a.example", now)
    assert [url.rpartition("/")[2] for url in order] == ["going-on", "1", "2", "again"]


def test_what_is_to_be_asked_again_waits_for_its_pause() -> None:
    schedule = Schedule(lambda host: Pace(HostPolicy(host)))
    schedule.add(inquiry("https://a.example/later"), 0, pause=5)
    schedule.add(inquiry("https://a.example/sooner"), 0, pause=2)
    assert drained(schedule, 1.9) == [] and schedule.wait(0) == 2
    assert drained(schedule, 2) == ["https://a.example/sooner"]
    assert drained(schedule, 5) == ["https://a.example/later"]
    assert schedule.wait(6) == inf


def test_a_host_can_be_emptied() -> None:
    schedule = Schedule(lambda host: Pace(HostPolicy(host)))
    for path in "12":
        schedule.add(inquiry(f"https://a.example/{path}"), 0)
    schedule.add(inquiry("https://a.example/again"), 0, pause=5)
    schedule.add(inquiry("https://b.example/1"), 0)
    assert len(schedule.drain("a.example")) == 3
    assert len(schedule) == 1
    assert drained(schedule, 10) == ["https://b.example/1"]
    schedule.add(inquiry("https://a.example/new"), 10)
    assert drained(schedule, 10) == ["https://a.example/new"]
