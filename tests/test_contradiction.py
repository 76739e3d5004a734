"""What the rules about figures say: only the figure in dispute, and advice that can be followed as it stands."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import invented
from credlint.finding import apply_fixes
from marks import lint

RULES = ("exam-mismatch", "cost-mismatch", "outdated-cost", "validity-mismatch")


@pytest.mark.parametrize(
    ("text", "says", "advice"),
    [
        ("The Acme Certified Baker exam has 80 questions.", "it has had 65 questions since", "Write 65 questions."),
        (
            "The Acme Certified Baker exam has 80 questions in 130 minutes.",
            "it has had 65 questions since",
            "Write 65 questions.",
        ),
        (
            "The Acme Certified Baker exam has 80 questions in 200 minutes.",
            "it has had 65 questions, 130 minutes since",
            "Write 65 questions, 130 minutes.",
        ),
        ("The Acme Certified Baker exam costs $120.", "it has been $100 since", "Write $100 (as of 2026-05)."),
        (
            "The Acme Certified Baker exam costs $90.",
            "was the price of Acme Certified Baker until 2024-06-30; it has been $100 since 2024-07-01",
            "Write $100 (as of 2026-05).",
        ),
        (
            "The Acme Certified Baker and the Acme Certified Bread Scientist exams cost $120 each.",
            "`$120 each` is not the price of Acme Certified Baker or Acme Certified Bread Scientist: "
            "for Acme Certified Baker it has been $100 since 2024-07-01 and for Acme Certified Bread Scientist it has "
            "been $150 since",
            "Write what applies: $100 or $150 (as of 2026-05).",
        ),
        (
            "The Acme Certified Baker and the Acme Certified Bread Scientist exams cost $100 each.",
            "`$100 each` does not hold for all of Acme Certified Baker and Acme Certified Bread Scientist: "
            "for Acme Certified Bread Scientist it has been $150 since",
            "Say for which it holds, and what holds for Acme Certified Bread Scientist.",
        ),
        (
            "# Exams\n\nKitchen vendor certifications are valid for ten years.",
            "`ten years` holds for none of kitchen vendor certifications: for Acme it is 3 years and "
            "for Globex it is 1 year (associate, expert) or for life (fundamentals) (",
            "Say for which it holds, and what holds for Acme and Globex.",
        ),
        (
            "# Exams\n\nAcme certifications are valid for two years.",
            "`two years` is not how long a credential of Acme is valid: it is 3 years (",
            "Write 3 years.",
        ),
        (
            "The Vandelay Certified Latex Analyst exam costs $999.",
            "the evidence is weak.",
            "Look at the issuer's page; if it says the same, write $200 (as of 2025-07).",
        ),
        (
            "The Acme Certified Baker exam, ABK-C01, has 80 questions.",
            "ABK-C01 is an earlier exam, whose own figures are not known",
            "Describe today's exam, or say that the figures are those of ABK-C01.",
        ),
        (
            "The Acme Certified Baker exam, ABK-C02, has 80 questions. It replaced ABK-C01.",
            "it has had 65 questions since",
            "Write 65 questions.",
        ),
        (
            "The Acme Certified Baker exam, ABK-C01 (now ABK-C02), had been easy. It has 80 questions.",
            "it has had 65 questions since",
            "Write 65 questions.",
        ),
        (
            "The Acme Certified Baker exam has 80 questions (ABK-C01). ABK-C02 took its place.",
            "ABK-C01 is an earlier exam, whose own figures are not known",
            "Describe today's exam, or say that the figures are those of ABK-C01.",
        ),
    ],
)
def test_the_message_names_what_differs_and_the_advice_what_to_write(text: str, says: str, advice: str) -> None:
    told = [finding for finding in lint(text) if finding.rule in RULES]
    assert [says in finding.message and finding.advice for finding in told] == [advice], told


def test_what_is_so_for_all_who_are_named_is_said_once() -> None:
    known = invented.CATALOG.credentials
    like_baker = replace(known["acme/bread-scientist"], facts=known["acme/baker"].facts)
    catalog = replace(invented.CATALOG, credentials={**known, like_baker.id: like_baker})
    text = "The Acme Certified Baker and the Acme Certified Bread Scientist exams cost $120 each."
    (found,) = lint(text, world=replace(invented.world(), catalog=catalog))

    assert "Bread Scientist: it has been $100 since 2024-07-01 (" in found.message


@pytest.mark.parametrize(
    ("price", "fixed"),
    [
        ("$90", "$100 (as of 2026-05)"),
        ("$90 (as of 2023)", "$100 (as of 2026-05)"),
        ("$90 each", None),
        ("$90 one-time", None),
        ("$90 USD", None),
    ],
)
def test_a_fix_drops_no_words(price: str, fixed: str | None) -> None:
    text = f"The Acme Certified Baker exam costs {price}."
    (found,) = [one for one in lint(text) if one.rule == "outdated-cost"]

    assert (fixed and f"The Acme Certified Baker exam costs {fixed}.") == (found.fix and apply_fixes(text, [found.fix]))


def test_dates_in_a_table_of_exams_are_not_those_of_the_credential() -> None:
    """Each row is about an exam of its own, so they neither contradict each other nor say that the credential ended."""
    table = "| Exam | Retired |\n| --- | --- |\n| ABK-C00 | 2018 |\n| **ABK-C01** | 2025 |\n"
    assert lint(f"# Certifications\n\n## Acme Certified Baker\n\n{table}") == []
