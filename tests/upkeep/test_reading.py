"""What figures a text holds, and how `checked` is moved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from credlint import located_yaml
from credlint.upkeep.figures import states
from credlint.upkeep.html import CannotTell, Html
from credlint.upkeep.writing import with_checked
from credlint.values import Code, Cost, Duration, Exam, Status, Validity, Value


def cost(low: str, high: str | None = None, currency: str = "USD") -> Cost:
    return Cost(Decimal(low), Decimal(high or low), currency)


def pair(low: int, high: int | None = None) -> tuple[Decimal, Decimal]:
    return Decimal(low), Decimal(high or low)


YEARS = Validity(Decimal(36), Decimal(36))


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        (cost("445"), "Exam fee: $445", True),
        (cost("445"), "USD 445.00", True),
        (cost("445"), "445", True),
        (cost("445"), "Exam fee: €445", False),
        (cost("445"), "$4450, or 44.5", False),
        (cost("1299"), "$1,299.00", True),
        (cost("1299"), "$1 299", False),
        (cost("1299", currency="EUR"), "1.299,00 €", True),
        (cost("1299", currency="EUR"), "1.299,00 $", False),
        (cost("398.99"), "$398.99", True),
        (cost("398.99"), "$398.98", False),
        (cost("39", "49"), "$39-49 a month", True),
        (cost("39", "49"), "$39 a month", False),
        (cost("0"), "It is free of charge", True),
        (cost("0"), "$10", False),
        (YEARS, "valid for 3 years", True),
        (YEARS, "valid for three years", True),
        (YEARS, "valid for 36 months", True),
        (YEARS, "valid for 3 months", False),
        (YEARS, "valid for 36 years", False),
        (YEARS, "36", True),
        (YEARS, "3", False),
        (Validity(lifetime=True), "The certificate does not expire.", True),
        (Validity(lifetime=True), "The certificate is valid for three years.", False),
        (Duration(Decimal(6), Decimal(6), "months"), "about 6 months", True),
        (Duration(Decimal(6), Decimal(6), "months"), "about 5 months", False),
        (Exam(pair(65), pair(130)), "65 questions in 130 minutes", True),
        (Exam(pair(65), pair(130)), "65 questions in 120 minutes", False),
        (Exam(pair(50, 60)), "50 to 60 questions", True),
        (Exam(pair(50, 60)), "60 questions", False),
        (Code("AI-102"), "Exam AI-102: designing", True),
        (Code("AI-102"), "Exam AI-1022", False),
        (Status("retired"), "retired", True),
        (Status("retired"), "available", False),
    ],
)
def test_a_text_states_a_value_only_with_all_its_figures(value: Value, text: str, expected: bool) -> None:
    assert states(value, text) is expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (cost("445"), "445"),
        (YEARS, "36"),
        (Status("active"), "Register"),
        (Status("retired", "2026-03-31"), "Register"),
    ],
)
def test_a_quote_needs_more_than_a_bare_figure(value: Value, text: str) -> None:
    assert not states(value, text, bare=False)


def test_a_quote_of_a_step_names_it_or_its_year() -> None:
    assert states(Status("retired", "2026-03-31"), "The last day to take it is March 31, 2026", bare=False)


def test_a_page_is_read_as_its_reader_sees_it() -> None:
    page = Html(
        "<title>T</title><nav>Menu $1</nav><h2>Fees &amp; *terms*</h2><p>It costs<br>$5 <b>now</b>.<script>$9</script>"
        "<table><tr><th>Exam<th>Fee<tr><td>A|B<td>$5</table><ul><li>one<li>two</ul>"
    )
    assert page.as_markdown().split("\n\n") == [
        "# T",
        "## Fees & \\*terms\\*",
        "It costs",
        "$5 now.",
        "| Exam | Fee |\n| --- | --- |\n| A\\|B | $5 |",
        "- one",
        "- two",
    ]


@pytest.mark.parametrize("markup", ["<div>" * 3000, "<b><i>" * 1500, "<table><tr><td>" * 2100])
def test_nesting_that_no_page_has_is_not_read(markup: str) -> None:
    with pytest.raises(CannotTell, match="thousands deep"):
        Html(markup)


DAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("costs:\n- {amount: 5, checked: 2024-05}  # five\n", "costs:\n- {amount: 5, checked: 2026-06-15}  # five\n"),
        ("costs:\n  - { checked: '2024' , amount: 5}\n", "costs:\n  - { checked: '2026-06-15' , amount: 5}\n"),
        ('costs:\n- amount: 5\n  checked: "2024"\n', 'costs:\n- amount: 5\n  checked: "2026-06-15"\n'),
        ("costs:\n- {amount: 5}\n", "costs:\n- {amount: 5, checked: 2026-06-15}\n"),
        ("costs:\n- {amount: 5,\n   note: a, }\n", "costs:\n- {amount: 5,\n   note: a, checked: 2026-06-15, }\n"),
        ("costs:\r\n- amount: 5\r\n", "costs:\r\n- checked: 2026-06-15\r\n  amount: 5\r\n"),
        ("\ufeffcosts:\n- {amount: 5, checked: 2024}", "\ufeffcosts:\n- {amount: 5, checked: 2026-06-15}"),
    ],
)
def test_only_the_date_is_another(before: str, after: str) -> None:
    assert with_checked(before, ["/costs/0"], DAY) == after
    assert located_yaml.load(after.removeprefix("\ufeff")).data["costs"][0]["checked"] == "2026-06-15"  # type: ignore[index]


@pytest.mark.parametrize(
    "text",
    [
        "costs: []\n",
        "exam:\n- {minutes: 5}\n",
        # The day is another line's as well.
        "costs:\n- {amount: 5, checked: &day 2024-05}\nexam:\n- {minutes: 5, checked: *day}\n",
    ],
)
def test_what_cannot_be_moved_alone_is_not_moved(text: str) -> None:
    with pytest.raises(ValueError):
        with_checked(text, ["/costs/0"], DAY)
