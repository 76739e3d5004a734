"""Claim against fact in the invented world: (what is written, of whom, the verdict)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

import invented
from credlint.article import Article
from credlint.catalog import Catalog, Credential, Group
from credlint.claims import Claim
from credlint.claims.facts import is_weak
from credlint.claims.verdict import Agrees, Disagrees, Outdated, Unknown, Upcoming, Verdict, judge, verdict
from credlint.dates import PartialDate
from credlint.document import Document
from credlint.span import Span
from credlint.values import Code, Cost, Duration, Exam, Kind, Statistic, Status, Validity, Value
from credlint.world import World
from invented import cost, fact
from marks import unmarked

BAKER, PASTRY, DESIGNER = "acme/baker", "acme/pastry-specialist", "acme/dessert-designer"
CANDY, BASICS, FLAVOUR = "globex/candy-engineer", "globex/kitchen-fundamentals", "globex/flavour-architect"
BREAD, ESSENTIALS, TASTING = "initech/breadmaking", "initech/cooking-essentials", "initech/tasting-basics"
MANAGER, SALES, ANALYST = "vandelay/import-manager", "vandelay/sales-professional", "vandelay/latex-analyst"
HYGIENIST, KITCHEN = "umbrella/hygienist", "group/kitchen"

KINDS = {
    Cost: Kind.COST,
    Validity: Kind.VALIDITY,
    Duration: Kind.DURATION,
    Exam: Kind.EXAM,
    Status: Kind.STATUS,
    Code: Kind.CODE,
    Statistic: Kind.STATISTIC,
}


def claim(subject: str | None, value: Value, past: str | None = None, quote: str = "…", **qualifiers: str) -> Claim:
    return Claim(
        KINDS[type(value)],
        value,
        Span(0, len(quote)),
        quote,
        subject,
        "same-sentence",
        tuple(sorted(qualifiers.items())),
        past=past is not None,
        past_on=past or None,
    )


def judged(one: Claim, on: str = "2026-06-15", catalog: Catalog = invented.CATALOG) -> Verdict:
    return verdict(one, catalog, date.fromisoformat(on))


def named(found: Verdict) -> str:
    return type(found).__name__


def price(
    low: int | str | None,
    high: int | str | None = None,
    currency: str = "USD",
    per: str = "once",
    basis: str = "exam",
    about: bool = False,
) -> Cost:
    """One price, or a range; a bound has "-" on its open side."""
    upper = low if high is None else high
    return Cost(
        None if low in (None, "-") else Decimal(str(low)),
        None if upper in (None, "-") else Decimal(str(upper)),
        currency,
        per,
        basis,
        about,
    )


def monthly(low: int | str | None, high: int | str | None = None, about: bool = False) -> Cost:
    return price(low, high, per="month", basis="subscription", about=about)


COSTS = [
    # one price
    (BAKER, price(100), {}, "Agrees"),
    (BAKER, price("100.00"), {}, "Agrees"),
    (BAKER, price("99.99"), {}, "Agrees"),
    (BAKER, price(99), {}, "Disagrees"),
    (BAKER, price(101), {}, "Disagrees"),
    (BAKER, price(90), {}, "Outdated"),
    (BAKER, price(120), {}, "Disagrees"),
    # rounded up
    (BREAD, price(400, per="year", basis="subscription"), {}, "Agrees"),
    (BREAD, price(398, per="year", basis="subscription"), {}, "Disagrees"),
    (BREAD, price(401, per="year", basis="subscription"), {}, "Disagrees"),
    (BREAD, monthly(60), {}, "Agrees"),
    # about
    (BAKER, price(98, about=True), {}, "Agrees"),
    (BAKER, price(95, about=True), {}, "Agrees"),
    (BAKER, price(106, about=True), {}, "Disagrees"),
    (BREAD, monthly(49, about=True), {}, "Disagrees"),
    # bounds
    (BAKER, price("-", 150), {}, "Agrees"),
    (BAKER, price("-", 100), {}, "Agrees"),
    (BAKER, price("-", 95), {}, "Outdated"),
    (BAKER, price("-", 80), {}, "Disagrees"),
    (BAKER, price(100, "-"), {}, "Agrees"),
    (BAKER, price(80, "-"), {}, "Agrees"),
    (BAKER, price(150, "-"), {}, "Disagrees"),
    # ranges: both ends are prices, or the frame holds them all
    (MANAGER, price(405, 575), {}, "Upcoming"),
    (MANAGER, price(405, 600), {}, "Disagrees"),
    (MANAGER, price(400, 600), {}, "Upcoming"),
    (BREAD, monthly(39, 59), {}, "Disagrees"),
    (BREAD, monthly(59, 79), {}, "Disagrees"),
    (BREAD, monthly(50, 70), {}, "Agrees"),
    # currency and country
    (BAKER, price(95, currency="EUR"), {}, "Agrees"),
    (BAKER, price(100, currency="EUR"), {}, "Disagrees"),
    (BAKER, price(120, currency="EUR"), {"region": "Germany"}, "Unknown"),
    (BAKER, price(80, currency="GBP"), {}, "Unknown"),
    (BAKER, price(120), {"region": "US"}, "Disagrees"),
    (BAKER, price(120), {"region": "India"}, "Unknown"),
    (BAKER, price(8000, currency="INR"), {}, "Unknown"),
    (CANDY, price(165), {}, "Agrees"),
    (CANDY, price(150), {}, "Disagrees"),
    (CANDY, price(83), {"region": "Israel"}, "Unknown"),
    (CANDY, price(150), {"region": "US"}, "Disagrees"),
    # members
    (MANAGER, price(405), {}, "Upcoming"),
    (MANAGER, price(575), {}, "Upcoming"),
    (MANAGER, price(405), {"member": "yes"}, "Upcoming"),
    (MANAGER, price(575), {"member": "yes"}, "Unknown"),
    (MANAGER, price(450), {"member": "yes"}, "Disagrees"),
    (MANAGER, price(445), {"member": "yes"}, "Unknown"),
    (BAKER, price(80), {"member": "yes"}, "Unknown"),
    # basis, retake, beta
    (BAKER, price(50, basis="renewal"), {}, "Agrees"),
    (BAKER, price(70, basis="renewal"), {}, "Disagrees"),
    (BAKER, price(100, basis="renewal"), {}, "Unknown"),
    (BAKER, price(50), {}, "Unknown"),
    (BAKER, price(60), {"retake": "yes"}, "Agrees"),
    (BAKER, price(555), {"part": "bundle"}, "Unknown"),
    (BAKER, price(555), {}, "Disagrees"),
    (BAKER, price(60), {}, "Unknown"),
    (BAKER, price(500, basis="total"), {}, "Unknown"),
    (BAKER, price(300, basis="course"), {}, "Unknown"),
    (DESIGNER, price(300), {}, "Agrees"),
    (DESIGNER, price(150), {}, "Outdated"),
    (DESIGNER, price(150), {"beta": "yes"}, "Outdated"),
    (DESIGNER, price(200), {"beta": "yes"}, "Disagrees"),
    (PASTRY, price(300), {}, "Outdated"),
    (PASTRY, price(250), {}, "Disagrees"),
    # periods
    (BREAD, monthly(59), {}, "Agrees"),
    (BREAD, monthly(39), {}, "Outdated"),
    (BREAD, monthly(45), {}, "Disagrees"),
    (BREAD, monthly(33, about=True), {}, "Agrees"),
    (BREAD, price(399, per="year", basis="subscription"), {}, "Agrees"),
    (BREAD, price(708, per="year", basis="subscription"), {}, "Agrees"),
    (BREAD, price(500, per="year", basis="subscription"), {}, "Disagrees"),
    (BREAD, price(59), {}, "Unknown"),
    (BREAD, price(59), {"payment": "one-time"}, "Disagrees"),
    (BREAD, monthly(59), {"plan": "initech plus"}, "Unknown"),
    (BAKER, monthly(49), {}, "Unknown"),
    (ESSENTIALS, monthly(49), {}, "Agrees"),
    # free
    (BAKER, price(0), {}, "Disagrees"),
    (TASTING, price(0, basis="course"), {}, "Agrees"),
    (TASTING, price(0), {}, "Agrees"),
    (TASTING, price(30, basis="course"), {}, "Unknown"),
    (BAKER, price(0, 150), {}, "Agrees"),
    (BAKER, price(0, 50), {}, "Disagrees"),
    (BREAD, price(0, basis="course"), {}, "Unknown"),
    (CANDY, price(0, basis="renewal"), {}, "Unknown"),
    # weak, unsourced, unknown
    (ANALYST, price(200), {}, "Agrees"),
    (ANALYST, price(250), {}, "Disagrees"),
    (HYGIENIST, price(77), {}, "Unknown"),
    ("acme/nobody", price(77), {}, "Unknown"),
    (None, price(77), {}, "Unknown"),
    # providers: only where all that is known have one value
    ("vandelay", price(125), {}, "Agrees"),
    ("acme", price(300), {}, "Agrees"),
    ("acme", price(777), {}, "Unknown"),
    ("acme", price(100, 300), {}, "Agrees"),
    ("acme", price(0), {}, "Unknown"),
    ("initech", price(100), {}, "Unknown"),
    (KITCHEN, price(100), {}, "Agrees"),
]


@pytest.mark.parametrize(("subject", "value", "qualifiers", "expected"), COSTS)
def test_cost(subject: str | None, value: Cost, qualifiers: dict[str, str], expected: str) -> None:
    assert named(judged(claim(subject, value, **qualifiers))) == expected


def months(low: int | None, high: int | None = None) -> Validity:
    upper = low if high is None else high
    return Validity(None if low is None else Decimal(low), None if upper is None else Decimal(upper))


FOR_LIFE = Validity(lifetime=True)

VALIDITIES = [
    (BAKER, months(36), "Agrees"),
    (BAKER, months(24), "Disagrees"),
    (BAKER, months(24, 36), "Disagrees"),
    (BAKER, months(24, 48), "Agrees"),
    (BAKER, FOR_LIFE, "Disagrees"),
    (MANAGER, months(24), "Agrees"),
    (MANAGER, months(36), "Outdated"),
    (MANAGER, months(48), "Disagrees"),
    (BASICS, FOR_LIFE, "Agrees"),
    (BASICS, months(12), "Disagrees"),
    (FLAVOUR, months(12), "Agrees"),
    (BREAD, months(12), "Unknown"),
    (ANALYST, months(60), "Unknown"),
    ("acme", months(36), "Agrees"),
    ("acme", months(24), "Disagrees"),
    ("acme", months(24, 36), "Disagrees"),
    ("globex", months(12), "Agrees"),
    ("globex", FOR_LIFE, "Agrees"),
    ("globex", months(24), "Disagrees"),
    ("initech", months(24), "Unknown"),
    (KITCHEN, months(24, 36), "Disagrees"),
    (KITCHEN, months(12, 36), "Agrees"),
    (KITCHEN, months(120), "Disagrees"),
]


@pytest.mark.parametrize(("subject", "value", "expected"), VALIDITIES)
def test_validity(subject: str, value: Validity, expected: str) -> None:
    assert named(judged(claim(subject, value))) == expected


def test_a_group_names_those_for_whom_it_is_not_so() -> None:
    found = judged(claim(KITCHEN, months(24, 36)))
    assert isinstance(found, Disagrees)
    assert [*found.members] == ["globex"]
    assert {fact.qualifiers["level"] for fact in found.facts if "level" in fact.qualifiers} >= {"associate"}


def test_a_level_narrows_what_is_said_of_a_provider() -> None:
    assert named(judged(claim("globex", months(12), level="associate"))) == "Agrees"
    assert named(judged(claim("globex", FOR_LIFE, level="associate"))) == "Disagrees"


@pytest.mark.parametrize(
    ("value", "why", "expected"),
    [
        (invented.exam(20), "heading", "Unknown"),
        (invented.exam(20), "same-clause", "Disagrees"),
        (invented.exam(40), "heading", "Disagrees"),
        (invented.exam(65), "heading", "Agrees"),
        (invented.cost(10), "title", "Unknown"),
        (invented.cost(10), "table-row", "Disagrees"),
        (invented.cost(900), "title", "Unknown"),
        (invented.cost(300), "title", "Disagrees"),
        (invented.cost(0), "title", "Disagrees"),
    ],
)
def test_what_is_far_off_and_tied_from_afar_is_of_something_else(value: Value, why: str, expected: str) -> None:
    assert named(judged(replace(claim(BAKER, value), why=why))) == expected


def hours(low: int | None, high: int | None, unit: str = "hours") -> Duration:
    return Duration(None if low is None else Decimal(low), None if high is None else Decimal(high), unit)


DURATIONS = [
    (BREAD, hours(3, 6, "months"), "Agrees"),
    (BREAD, hours(4, 4, "months"), "Agrees"),
    (BREAD, hours(8, 8, "months"), "Agrees"),
    (BREAD, hours(9, 9, "months"), "Disagrees"),
    (BREAD, hours(12, 18, "months"), "Disagrees"),
    (BREAD, hours(12, None, "months"), "Disagrees"),
    (BREAD, hours(2, 3, "months"), "Agrees"),
    (BREAD, hours(2, 10, "months"), "Agrees"),
    (BREAD, hours(2, 18, "months"), "Disagrees"),
    (BREAD, hours(4, 10, "months"), "Disagrees"),
    (BREAD, hours(6, 6, "weeks"), "Disagrees"),
    (BREAD, hours(16, 16, "weeks"), "Agrees"),
    (BREAD, hours(60, 60), "Unknown"),
    (ESSENTIALS, hours(None, 10), "Agrees"),
    (ESSENTIALS, hours(8, 8), "Agrees"),
    (ESSENTIALS, hours(5, None), "Unknown"),
    (ESSENTIALS, hours(20, None), "Disagrees"),
    (TASTING, hours(20, 20), "Disagrees"),
    (TASTING, hours(4, None, "weeks"), "Agrees"),
    (TASTING, hours(9, None, "weeks"), "Disagrees"),
    (BAKER, hours(2, 4, "months"), "Unknown"),
]


@pytest.mark.parametrize(("subject", "value", "expected"), DURATIONS)
def test_duration(subject: str, value: Duration, expected: str) -> None:
    assert named(judged(claim(subject, value))) == expected


EXAMS = [
    (BAKER, invented.exam(65), "Agrees"),
    (BAKER, invented.exam(65, 130), "Agrees"),
    (BAKER, invented.exam(50), "Outdated"),
    (BAKER, invented.exam(65, 90), "Outdated"),
    (BAKER, invented.exam(80), "Disagrees"),
    (BAKER, invented.exam(65, 200), "Disagrees"),
    (BAKER, Exam(questions=(Decimal(60), Decimal(70))), "Agrees"),
    (BAKER, Exam(questions=(Decimal(60), Decimal(65))), "Disagrees"),
    (BAKER, Exam(passing_percent=(Decimal(72), Decimal(72))), "Unknown"),
    (DESIGNER, invented.exam(85, 205), "Outdated"),
    (DESIGNER, invented.exam(75, 180, 750), "Agrees"),
    (ANALYST, invented.exam(10), "Unknown"),
]


@pytest.mark.parametrize(("subject", "value", "expected"), EXAMS)
def test_exam(subject: str, value: Exam, expected: str) -> None:
    assert named(judged(claim(subject, value))) == expected


@pytest.mark.parametrize(
    ("questions", "quote", "expected"),
    [
        (60, "over 60 questions", "Agrees"),
        (60, "60+ questions", "Agrees"),
        (60, "60 questions", "Disagrees"),
        (80, "more than 80 questions", "Disagrees"),
    ],
)
def test_an_exam_with_more_than_so_much_may_have_any_more(questions: int, quote: str, expected: str) -> None:
    assert named(judged(claim(BAKER, invented.exam(questions), quote=quote))) == expected


GLOBEX_EXAMS = (
    fact(Kind.EXAM, Exam(questions=(Decimal(40), Decimal(60))), invented.GLOBEX),
    fact(Kind.EXAM, invented.exam(minutes=100), invented.GLOBEX, level="associate"),
    fact(Kind.EXAM, invented.exam(minutes=120), invented.GLOBEX, level="associate", part="with instructions"),
    fact(Kind.EXAM, invented.exam(minutes=45), invented.GLOBEX, level="fundamentals"),
    fact(Kind.EXAM, invented.exam(minutes=60), invented.GLOBEX, until="2022-12-31", level="fundamentals"),
)


@pytest.mark.parametrize(
    ("subject", "value", "expected"),
    [
        (CANDY, invented.exam(50), "Agrees"),
        (CANDY, invented.exam(70), "Disagrees"),
        (CANDY, invented.exam(minutes=100), "Agrees"),
        (CANDY, invented.exam(minutes=120), "Agrees"),  # the time in the room, which denies nothing
        (CANDY, invented.exam(minutes=45), "Disagrees"),
        (CANDY, invented.exam(score=700), "Unknown"),
        (BASICS, invented.exam(minutes=45), "Agrees"),
        (BASICS, invented.exam(minutes=60), "Outdated"),
        (BASICS, invented.exam(minutes=100), "Disagrees"),
        (FLAVOUR, invented.exam(minutes=45), "Unknown"),  # nothing is said of its level
        (BAKER, invented.exam(65), "Agrees"),  # of another provider
        (HYGIENIST, invented.exam(50), "Unknown"),
    ],
)
def test_a_providers_rule_stands_in_where_an_exam_leaves_a_figure_out(subject: str, value: Exam, expected: str) -> None:
    globex = invented.CATALOG.providers["globex"]
    providers = invented.CATALOG.providers | {"globex": replace(globex, facts=globex.facts + GLOBEX_EXAMS)}
    assert named(judged(claim(subject, value), catalog=replace(invented.CATALOG, providers=providers))) == expected


GLOBEX_PRICES = (
    fact(Kind.COST, cost(120, "EUR"), invented.GLOBEX, level="associate"),
    fact(Kind.COST, cost(80, "EUR"), invented.GLOBEX, level="fundamentals"),
    fact(Kind.COST, cost(110), invented.GLOBEX, level="fundamentals"),
    fact(Kind.COST, cost(0, basis="renewal"), invented.GLOBEX, level="associate"),
)


@pytest.mark.parametrize(
    ("subject", "value", "expected"),
    [
        (CANDY, cost(120, "EUR"), "Agrees"),
        (CANDY, cost(80, "EUR"), "Disagrees"),
        (CANDY, cost(0, basis="renewal"), "Agrees"),
        (CANDY, cost(165), "Agrees"),
        (BASICS, cost(80, "EUR"), "Agrees"),
        (BASICS, cost(99), "Agrees"),  # it has a price of its own in dollars
        (BASICS, cost(110), "Disagrees"),
        (BASICS, cost(0, basis="renewal"), "Unknown"),
        (FLAVOUR, cost(120, "EUR"), "Unknown"),  # nothing is said of its level
        (BREAD, cost(120, "EUR"), "Unknown"),
        (HYGIENIST, cost(120, "EUR"), "Unknown"),
    ],
)
def test_a_providers_price_stands_in_where_an_exam_has_none(subject: str, value: Cost, expected: str) -> None:
    globex = invented.CATALOG.providers["globex"]
    providers = invented.CATALOG.providers | {"globex": replace(globex, facts=globex.facts + GLOBEX_PRICES)}
    assert named(judged(claim(subject, value), catalog=replace(invented.CATALOG, providers=providers))) == expected


def test_a_providers_price_is_not_that_of_its_courses() -> None:
    initech, tuition = invented.CATALOG.providers["initech"], cost(120, "EUR", basis="course")
    rule = replace(initech, facts=(fact(Kind.COST, tuition, invented.INITECH),))
    catalog = replace(invented.CATALOG, providers=invented.CATALOG.providers | {"initech": rule})
    assert named(judged(claim(BREAD, cost(130, "EUR", basis="course")), catalog=catalog)) == "Unknown"


def test_an_exams_own_figure_wins_over_its_providers_rule() -> None:
    acme, baker = invented.CATALOG.providers["acme"], invented.exam(score=500)
    rule = (fact(Kind.EXAM, baker, invented.ACME),)
    catalog = replace(
        invented.CATALOG, providers=invented.CATALOG.providers | {"acme": replace(acme, facts=acme.facts + rule)}
    )
    assert named(judged(claim(BAKER, baker), catalog=catalog)) == "Disagrees"
    assert named(judged(claim(PASTRY, baker), catalog=catalog)) == "Agrees"


STATUSES = [
    (PASTRY, Status("retired"), "Agrees"),
    (PASTRY, Status("retired", "2026-03-31"), "Agrees"),  # the last exam day, a day before the first day without
    (PASTRY, Status("retired", "2026-03"), "Agrees"),
    (PASTRY, Status("retired", "2026-03-29"), "Disagrees"),
    (PASTRY, Status("retired", "2025-04-30"), "Disagrees"),
    (PASTRY, Status("retired", "2025-11"), "Agrees"),  # the month of the announcement
    (PASTRY, Status("retiring", "2026-03-31"), "Outdated"),
    (PASTRY, Status("active"), "Outdated"),
    (CANDY, Status("retiring"), "Agrees"),
    (CANDY, Status("retiring", "2026-06-30"), "Agrees"),
    (CANDY, Status("retiring", "2026-12-31"), "Disagrees"),
    (CANDY, Status("retired"), "Disagrees"),
    (BAKER, Status("retired"), "Unknown"),  # one of its exams has
    (BAKER, Status("retired", "2025-12-31"), "Agrees"),
    ("acme/bread-scientist", Status("retired", "2024-05-01"), "Disagrees"),  # seen alive after that
    ("acme/bread-scientist", Status("retired"), "Unknown"),
    ("acme/bread-scientist", Status("retired", "2026-06-01"), "Unknown"),  # since the catalog last looked
    (SALES, Status("retired", "2026-02-03"), "Unknown"),
    (SALES, Status("renamed"), "Agrees"),
    (DESIGNER, Status("beta"), "Outdated"),
    (DESIGNER, Status("announced"), "Outdated"),
    (FLAVOUR, Status("beta"), "Agrees"),
    (BAKER, Status("beta"), "Unknown"),
    (DESIGNER, Status("launched", "2025-11"), "Agrees"),
    (DESIGNER, Status("launched", "2026-04"), "Agrees"),
    (DESIGNER, Status("launched", "2023"), "Disagrees"),
    (DESIGNER, Status("launched"), "Agrees"),
    (DESIGNER, Status("new"), "Outdated"),
    (FLAVOUR, Status("new"), "Agrees"),
    (HYGIENIST, Status("retired"), "Unknown"),
    (ANALYST, Status("retired"), "Unknown"),
    ("acme", Status("retired"), "Unknown"),
]


@pytest.mark.parametrize(("subject", "value", "expected"), STATUSES)
def test_status(subject: str, value: Status, expected: str) -> None:
    assert named(judged(claim(subject, value))) == expected


@pytest.mark.parametrize(
    ("subject", "exam", "day", "expected"),
    [
        (BAKER, "ABK-C01", "2025-12-31", "Agrees"),
        (BAKER, "ABK-C01", "2025", "Agrees"),
        (BAKER, "ABK-C01", "2019", "Disagrees"),
        (BAKER, "ABK-C00", "2012", "Unknown"),
        (PASTRY, "APS-C00", "2012", "Unknown"),
        (PASTRY, "APS-C01", "2026-03-31", "Agrees"),
        (PASTRY, "APS-C01", "2012", "Disagrees"),
    ],
)
def test_a_retirement_told_of_an_earlier_exam_is_not_the_credentials(
    subject: str, exam: str, day: str, expected: str
) -> None:
    assert named(judged(claim(subject, Status("retired", day), exam=exam))) == expected


CODES = [
    (BAKER, "ABK-C02", "Agrees"),
    (BAKER, "ABK-C01", "Outdated"),
    (BAKER, "ABK-C04", "Disagrees"),
    (CANDY, "GX-102", "Upcoming"),
    (CANDY, "GX-177", "Unknown"),
    (BASICS, "GX-900", "Outdated"),
    (PASTRY, "APS-C01", "Outdated"),
    (PASTRY, "APS-C02", "Disagrees"),
    (SALES, "VSP-101", "Unknown"),
]


@pytest.mark.parametrize(("subject", "code", "expected"), CODES)
def test_code(subject: str, code: str, expected: str) -> None:
    assert named(judged(claim(subject, Code(code)))) == expected


@pytest.mark.parametrize(
    ("subject", "code", "expected"),
    [
        (CANDY, "GX-178", "Disagrees"),
        (PASTRY, "GX-178", "Disagrees"),  # whoever is named beside it has no exam today
        (SALES, "GX-178", "Disagrees"),
        (PASTRY, "GX-305", "Unknown"),  # issued, though not to them
        (PASTRY, "VSP-177", "Unknown"),  # nobody says that this series is complete
        (PASTRY, "GX-050", "Unknown"),  # courses are numbered below exams
    ],
)
def test_a_gap_in_a_complete_series_is_no_code_whoever_stands_beside_it(subject: str, code: str, expected: str) -> None:
    globex = replace(invented.CATALOG.providers["globex"], complete_series=("GX-###",))
    catalog = replace(invented.CATALOG, providers={**invented.CATALOG.providers, "globex": globex})
    assert named(judged(claim(subject, Code(code)), catalog=catalog)) == expected
    past = replace(claim(subject, Code(code)), past=True)
    assert named(judged(past, catalog=catalog)) == "Unknown"


def test_a_code_that_has_ended_names_what_follows_even_in_another_credential() -> None:
    same = judged(claim(BAKER, Code("ABK-C01")))
    other = judged(claim(PASTRY, Code("APS-C01")))
    assert isinstance(same, Outdated) and same.now and same.now.value == Code("ABK-C02")
    assert isinstance(other, Outdated) and other.now and other.now.value == Code("ADD-C01")


TIMES = [
    ("2023-06-30", 90, "Upcoming"),
    ("2024-06-30", 90, "Upcoming"),
    ("2024-07-01", 90, "Outdated"),
    ("2024-06-30", 100, "Unknown"),  # announced perhaps, but not so yet
    ("2024-07-01", 100, "Agrees"),
    ("2021-01-01", 90, "Unknown"),
]


@pytest.mark.parametrize(("day", "amount", "expected"), TIMES)
def test_the_day_decides(day: str, amount: int, expected: str) -> None:
    assert named(judged(claim(BAKER, price(amount)), day)) == expected


def test_a_change_ahead_is_upcoming_and_then_outdated() -> None:
    one = claim(MANAGER, price(405), member="yes")
    today, later = judged(one), judged(one, "2026-09-01")
    assert isinstance(today, Upcoming) and today.next and today.next.value == cost(445)
    assert isinstance(later, Outdated) and later.now and later.now.value == cost(445)


PASTS = [
    (price(90), "2023", "Agrees"),
    (price(90), "2024", "Agrees"),
    (price(100), "2024", "Agrees"),
    (price(90), "", "Agrees"),
    (price(100), "2023", "Disagrees"),
    (price(120), "2023", "Disagrees"),
    (price(120), "2019", "Unknown"),
    (price(120), "", "Unknown"),
    (price(100), "2030-99", "Unknown"),
]


@pytest.mark.parametrize(("value", "on", "expected"), PASTS)
def test_a_claim_about_the_past_is_judged_by_its_own_date(value: Cost, on: str, expected: str) -> None:
    assert named(judged(claim(BAKER, value, past=on))) == expected


def test_sources_that_contradict_each_other_judge_only_what_lies_outside_of_both() -> None:
    disputed = Credential(
        "acme/juggler",
        "Acme Certified Juggler",
        "acme",
        "exam",
        facts=(fact(Kind.COST, cost(425), invented.ACME), fact(Kind.COST, cost(439), invented.RUMOUR)),
    )
    catalog = Catalog({disputed.id: disputed}, dict(invented.CATALOG.providers))
    verdicts = {amount: judged(claim(disputed.id, price(amount)), catalog=catalog) for amount in (425, 430, 439, 500)}
    assert {amount: named(one) for amount, one in verdicts.items()} == {
        425: "Agrees",
        430: "Unknown",
        439: "Agrees",
        500: "Disagrees",
    }
    outside = verdicts[500]
    assert isinstance(outside, Disagrees) and outside.contested


def test_a_narrow_price_confirms_but_does_not_deny() -> None:
    bundle = Credential(
        "acme/juggler",
        "Acme Certified Juggler",
        "acme",
        "exam",
        facts=(fact(Kind.COST, cost(999), invented.ACME, part="exam and course"),),
    )
    catalog = Catalog({bundle.id: bundle}, {})
    assert named(judged(claim(bundle.id, price(999)), catalog=catalog)) == "Agrees"
    assert named(judged(claim(bundle.id, price(300)), catalog=catalog)) == "Unknown"


def test_what_has_ended_does_not_deny_what_came_after_it_unless_all_is_over() -> None:
    earlier = fact(Kind.EXAM, invented.exam(75), invented.ACME, "2020-01-01", "2025-06-30")
    baker = invented.CATALOG.credentials[BAKER]
    for status, expected in ((baker.status, "Unknown"), (invented.CATALOG.credentials[PASTRY].status, "Disagrees")):
        catalog = Catalog({BAKER: replace(baker, facts=(earlier,), status=status)}, {})
        assert named(judged(claim(BAKER, invented.exam(75)), catalog=catalog)) == "Outdated"
        assert named(judged(claim(BAKER, invented.exam(65)), catalog=catalog)) == expected


def test_a_provider_is_contradicted_where_all_its_exams_have_one_price() -> None:
    uniform = {
        f"acme/{name}": Credential(
            f"acme/{name}", name, "acme", "exam", facts=(fact(Kind.COST, cost(200), invented.ACME),)
        )
        for name in ("juggler", "clown")
    }
    catalog = Catalog(uniform, {"acme": replace(invented.CATALOG.providers["acme"], facts=())})
    assert named(judged(claim("acme", price(200)), catalog=catalog)) == "Agrees"
    assert named(judged(claim("acme", price(300)), catalog=catalog)) == "Disagrees"


def test_a_group_of_nobody_known_is_unknown() -> None:
    empty = Catalog(groups={"group/none": Group("group/none", "none", providers=("acme",))})
    assert named(judged(claim("group/none", months(36)), catalog=empty)) == "Unknown"


def test_weak_evidence() -> None:
    assert not is_weak(fact(Kind.COST, cost(1), invented.ACME))
    assert is_weak(fact(Kind.COST, cost(1), invented.ACME, confidence="low"))
    assert is_weak(fact(Kind.COST, cost(1), invented.RUMOUR))


def test_a_statistic_is_unknown_with_a_reason() -> None:
    found = judged(claim(BAKER, Statistic("25%", sourced=False)))
    assert isinstance(found, Unknown) and found.reason


def test_judge_keeps_the_order_and_can_be_asked_for_kinds() -> None:
    claims = (claim(BAKER, price(100)), claim(BAKER, months(24)), claim(None, price(5)))
    article = Article(Document("a.md", "…", "…"), claims)
    world = World(invented.TODAY, invented.CATALOG)
    assert [named(one) for _, one in judge(article, world)] == ["Agrees", "Disagrees", "Unknown"]
    assert [named(one) for _, one in judge(article, world, Kind.VALIDITY)] == ["Disagrees"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ABK-C01 has ⟦80⟧ questions.", "ABK-C01"),
        ("It has ⟦80⟧ questions.", None),
        ("ABK-C01 is gone.\n\nIt has ⟦80⟧ questions.", None),
        ("ABK-C02 has ⟦80⟧ questions.", None),
        ("| ABK-C01 | 50 |\n| Baker | ⟦80⟧ |\n", None),
        ("| ABK-C01 | ⟦80⟧ |\n| Baker | 65 |\n", "ABK-C01"),
    ],
)
def test_a_verdict_on_figures_tells_of_an_earlier_code_beside_them(text: str, expected: str | None) -> None:
    plain, (span,) = unmarked(text)
    one = replace(claim(BAKER, invented.exam(80)), span=span, quote="80")
    article = Article(Document("a.md", plain, plain), (one,))
    ((_, found),) = judge(article, World(invented.TODAY, invented.CATALOG))
    assert isinstance(found, Disagrees) and found.beside == expected


def test_every_verdict_on_every_fact_of_its_own_is_that_it_is_so() -> None:
    """Whatever a credential's fact says today, an article that repeats it is right."""
    day = PartialDate.parse("2026-06-15").earliest
    for credential in invented.CREDENTIALS:
        for one in credential.facts:
            if one.holds(day) and one.sources:
                said = {key: text for key, text in one.qualifiers.items() if key != "note"}
                found = judged(claim(credential.id, one.value, **said))
                assert isinstance(found, Agrees | Upcoming), (credential.id, one)
    assert Agrees


@pytest.mark.parametrize(
    ("dollars", "members", "expected"),
    [
        (150, "acme/bread-scientist", "Agrees"),
        (150, "acme/bread-scientist acme/nobody-knows", "Agrees"),
        (150, "acme/baker acme/bread-scientist", "Disagrees"),
        (120, "acme/nobody-knows", "Unknown"),
    ],
)
def test_a_price_of_some_that_are_named_is_judged_for_each(dollars: int, members: str, expected: str) -> None:
    written = Cost(Decimal(dollars), Decimal(dollars), "USD")

    assert named(judged(claim("acme", written, members=members))) == expected
