"""Values and dates as messages say them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

import invented
from credlint.dates import PartialDate
from credlint.values import Cost, Duration, Exam, Kind, Validity, Value
from credlint.wording import FOUND_BY, NOBODY, about_nobody, attribution, found_by, listed, narrowing, on, since, value
from invented import fact


def amount(low: str | None, high: str | None, currency: str = "USD", per: str = "once") -> Cost:
    return Cost(Decimal(low) if low else None, Decimal(high) if high else None, currency, per)


def span(low: int | None, high: int | None) -> tuple[Decimal | None, Decimal | None]:
    return (None if low is None else Decimal(low), None if high is None else Decimal(high))


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (amount("300", "300"), "$300"),
        (amount("1200", "1200"), "$1,200"),
        (amount("239.4", "239.4", "EUR"), "€239.40"),
        (amount("39", "49", per="month"), "$39-49/month"),
        (amount("399", "399", per="year"), "$399/year"),
        (amount(None, "300"), "up to $300"),
        (amount("3000", None), "$3,000 or more"),
        (amount("0", "0"), "free"),
        (amount("0", "200"), "up to $200"),
        (amount("100", "100", "CHF"), "100 CHF"),
        (amount("1000", "1200.5", "CAD", "year"), "1,000-1,200.50 CAD/year"),
        (amount(None, "300", "CAD"), "up to 300 CAD"),
        (amount("300", None, "CAD"), "300 CAD or more"),
        (amount("3000", "4500", "TWD"), "NT$3,000-4,500"),
        (Validity(*span(36, 36)), "3 years"),
        (Validity(*span(12, 12)), "1 year"),
        (Validity(*span(24, 36)), "2-3 years"),
        (Validity(*span(18, 18)), "18 months"),
        (Validity(lifetime=True), "for life"),
        (Duration(*span(None, 10), "hours"), "up to 10 hours"),
        (Duration(*span(1, 1), "months"), "1 month"),
        (Duration(*span(1, 2), "months"), "1-2 months"),
        (invented.exam(65, 130), "65 questions, 130 minutes"),
        (Exam(passing_percent=(Decimal(70), Decimal(70))), "70% to pass"),
    ],
)
def test_values(what: Value, words: str) -> None:
    assert value(what) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [("2026-03-31", "on 2026-03-31"), ("2026-03", "in 2026-03"), ("<=2026-08", "by 2026-08")],
)
def test_days(when: str, words: str) -> None:
    assert on(PartialDate.parse(when)) == words


def test_a_fact_is_told_with_its_beginning_its_narrowing_and_its_witness() -> None:
    told = fact(Kind.COST, amount("405", "405"), invented.VANDELAY, "2023-01-01", member="yes", region="US")
    assert since(told) == " since 2023-01-01"
    assert narrowing(told) == " (members, US)"
    assert attribution(told) == "Vandelay exam page, last checked 2026-05-20"
    assert attribution(fact(Kind.COST, amount("1", "1"), None)) == ""


def test_one_source_of_several_facts_is_named_once_with_its_newest_day() -> None:
    facts = [
        fact(Kind.COST, amount(price, price), source, checked=day)
        for price, source, day in [
            ("1", invented.VANDELAY, "2026-05-20"),
            ("2", invented.VANDELAY, "2026-06-01"),
            ("3", invented.ACME, "2026-05-20"),
        ]
    ]
    assert attribution(*facts) == "Vandelay exam page, last checked 2026-06-01; Acme exam page, last checked 2026-05-20"


def test_lists() -> None:
    assert listed(["A", "B", "C"], "or") == "A, B or C"
    assert listed(["$9 since 2024 or earlier", "$8"], "or") == "$9 since 2024 or earlier, or $8"
    assert [listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]


def test_every_way_to_find_a_subject_has_words() -> None:
    marks = re.compile(r"⟦[^|⟧]*\|([^|⟧]+)\|([a-z-]+)⟧")
    articles = (Path(__file__).parent / "claims" / "subjects").glob("*.md")
    ways = {pair for article in articles for pair in marks.findall(article.read_text(encoding="utf-8"))}
    assert {why for subject, why in ways if subject == "-"} <= NOBODY.keys()
    assert {why for subject, why in ways if subject not in ("-", "subject")} <= FOUND_BY.keys()
    assert found_by("title") == "named in the title"
    assert about_nobody("a phase of a plan") == "it is about a phase of a plan"
