"""Which pages are asked about a statement, which never, and what is moved in the end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import invented
from credlint.catalog import Source
from credlint.dates import PartialDate
from credlint.links import LinkResult, LinkStatus
from credlint.links.page import WebPage
from credlint.upkeep import Check, Outcome, SourceCheck, Statement
from credlint.upkeep.sources import addresses, check_all
from credlint.upkeep.writing import to_move
from credlint.values import Cost, Kind

SITE = "https://www.bakery.example/"
BAKER = invented.CATALOG.credentials["acme/baker"]
FEE = Cost(Decimal(100), Decimal(100), "USD")


def source(url: str | None) -> Source:
    return Source(url, "a page", "somebody", official=False)


def stated(*urls: str | None, checked: str | None = None, pointer: str = "/costs/0") -> Statement:
    day = PartialDate.parse(checked) if checked else None
    return Statement(BAKER, pointer, Kind.COST, FEE, tuple(map(source, urls)), day, {"quote": "$100"})


@pytest.mark.parametrize(
    ("urls", "asked"),
    [
        ([], []),
        ([None, ""], []),
        (["https://b.example/", "https://a.example/"], ["https://a.example/", "https://b.example/"]),
        (["https://a.example/x#fees", "https://a.example/x#dates"], ["https://a.example/x"]),
        (["https://a.example/x?y#z"], ["https://a.example/x?y"]),
        (["https://www.bakery.example/fees", "https://bakery.example/fees"], []),
        (["https://shop.bakery.example/"], ["https://shop.bakery.example/"]),
        (["https://notbakery.example/"], ["https://notbakery.example/"]),
    ],
)
def test_each_page_is_asked_once_and_the_sites_own_never(urls: list[str | None], asked: list[str]) -> None:
    assert addresses([stated(*urls), stated(*reversed(urls))], SITE) == asked


def test_without_an_address_no_page_is_the_sites_own() -> None:
    assert addresses([stated("https://bakery.example/")], None) == ["https://bakery.example/"]


def test_every_source_is_read_and_the_locator_is_of_the_first() -> None:
    asked = ["https://a.example/", "https://b.example/"]
    found = LinkResult(asked[0], LinkStatus.OK, 200)
    answers = {url: (found, WebPage("<p>The fee is $100 for everybody.</p>")) for url in asked}
    (check,) = check_all([stated(*asked, None, SITE)], answers, invented.CATALOG, invented.TODAY, SITE)
    assert [one.outcome for one in check.by_source] == [Outcome.CONFIRMED] + 3 * [Outcome.UNKNOWN]
    for word, one in zip(("evidence", "no address", "own page"), check.by_source[1:], strict=True):
        assert word in one.detail


@pytest.mark.parametrize(
    ("outcome", "checked", "moved"),
    [
        (Outcome.CONFIRMED, None, True),
        (Outcome.CONFIRMED, "2026-06-14", True),
        (Outcome.CONFIRMED, "2026-05", True),
        (Outcome.CONFIRMED, "2026-06-15", False),
        (Outcome.CONFIRMED, "2026-06", False),
        (Outcome.DRIFTED, "2025-01-01", False),
        (Outcome.GONE, "2025-01-01", False),
        (Outcome.UNKNOWN, None, False),
    ],
)
def test_only_what_is_confirmed_is_moved_and_never_back(outcome: Outcome, checked: str | None, moved: bool) -> None:
    one = stated("https://a.example/", checked=checked, pointer="/costs/1")
    check = Check(one, (SourceCheck(one.sources[0], outcome),))
    assert to_move([check], date(2026, 6, 15)) == ({BAKER.path: ["/costs/1"]} if moved else {})
