"""Which texts are looked at for claims at all: those about credentials, however short."""

import pytest

import invented
from credlint.claims import survey
from credlint.document import parse


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("The Acme Certified Baker exam costs $120.", True),
        ("Acme Bread Scientist (ABS-C01) costs $150.", True),
        ("The oven ABS-C01 costs $150.", False),
        ("The oven XYZ-123 of Acme costs $150.", False),
        ("Bread costs $3, an oven $150.", False),
        ("Acme Certified Baker costs $150, valid 3 years.", True),
        ("Acme Bread Scientist is $150 now.", True),
        ("# Prices\n\nAcme Bread Scientist is $150 now.", True),
        ("# Prices\n\nAcme ovens cost $150.", False),
        ("Acme ovens cost $150.", False),
        ("Acme Bread Scientist is my friend.\n\nThe oven costs $150." + 60 * " It bakes.", False),
    ],
)
def test_only_texts_about_credentials_hold_claims(text: str, speaks: bool) -> None:
    assert bool(survey(parse(text, "a.md"), invented.CATALOG.names)[0]) is speaks
