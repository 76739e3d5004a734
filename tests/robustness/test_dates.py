"""Days as people and catalogs write them, and what lies months from them, over eight centuries of calendar."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credlint.article import is_impossible_day, read_day
from credlint.dates import PartialDate, add_months, days_after


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "is_exact"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), False),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), False),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), False),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), False),
        ("2028-02-29", date(2028, 2, 29), date(2028, 2, 29), True),
        ("<=2026-08", date(2026, 8, 1), date(2026, 8, 31), False),
        ("<=2026-08-05", date(2026, 8, 5), date(2026, 8, 5), False),
        ("0001-01-01", date(1, 1, 1), date(1, 1, 1), True),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31), True),
    ],
)
def test_partial_dates(text: str, earliest: date, latest: date, is_exact: bool) -> None:
    parsed = PartialDate.parse(text)
    assert (parsed.earliest, parsed.latest, parsed.is_exact, str(parsed)) == (earliest, latest, is_exact, text)
    assert parsed.no_later_than == text.startswith("<=")


@pytest.mark.parametrize(
    "text",
    [
        "", "26", "2026-", "2026-1", "2026-13", "2026-00", "2026-02-29", "2026-02-30", "2026-04-31", "0000",
        "0000-01-01", "２０２６", "2026-01-00", "2026-1-1", "2026-01-01T00:00", " 2026", "2026\n",
        "<= 2026", ">=2026", "<=", "20260101", "+2026",
        "-2026", "99999",
    ],
)  # fmt: skip
def test_what_is_no_partial_date(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("day", "days", "later"),
    [
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2026, 3, 1), -1, date(2026, 2, 28)),
        (date(2026, 3, 1), 0, date(2026, 3, 1)),
        (date(9999, 12, 30), 1, date(9999, 12, 31)),
        (date(9999, 12, 31), 1, date(9999, 12, 31)),
        (date(1, 1, 2), -1, date(1, 1, 1)),
        (date(1, 1, 1), -1, date(1, 1, 1)),
        (date(2026, 3, 1), 10**12, date(9999, 12, 31)),
        (date(2026, 3, 1), -(10**12), date(1, 1, 1)),
    ],
)
def test_days_later_end_with_the_calendar(day: date, days: int, later: date) -> None:
    assert days_after(day, days) == later


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(9999, 12, 5), 1, date(9999, 12, 5)),
        (date(9999, 11, 30), 10**6, date(9999, 12, 30)),
        (date(1, 1, 5), -1, date(1, 1, 5)),
        (date(1, 3, 31), -(10**6), date(1, 1, 31)),
    ],
)
def test_months_later_end_with_the_calendar(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@given(st.dates(date(1500, 1, 1), date(2300, 12, 31)), st.integers(-1200, 1200))
def test_months_later_is_that_month_and_no_later_day(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])


@given(st.dates(), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_every_day_lies_in_what_is_written_of_it(day: date, form: str) -> None:
    text = {"%Y": f"{day.year:04}", "%Y-%m": f"{day.year:04}-{day.month:02}"}.get(form, day.isoformat())
    parsed = PartialDate.parse(text)
    assert parsed.earliest <= day <= parsed.latest
    assert str(parsed) == text


def test_every_day_of_ten_years_is_read_as_it_is_written() -> None:
    day = date(2024, 2, 1)
    while day < date(2034, 4, 1):
        unpadded = f"{day.year}-{day.month}-{day.day}"
        for text in (f"{day}", f"{day} 10:00", f"{day}T23:59:59Z", f"{day}T00:30:00.5+14:00", unpadded):
            assert read_day(text) == day
            assert not is_impossible_day(text)
        day += timedelta(days=1)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "0000-01-01", "2026-02-30T10:00:00Z", "2025-2-29"])
def test_days_that_never_come(text: str) -> None:
    assert read_day(text) is None
    assert is_impossible_day(text)
