"""A price that never applied, as far as the catalog goes back.

Why it matters
Readers budget by it, and it is the first figure they check. A price that nobody ever charged costs an article its
credit even where everything else in it is right.

What to do
Look at the issuer's page that the finding names, write that price, and say when you saw it. If the page has a new
price, correct the catalog: a price change closes the old entry and adds a new one.

When not to use it
Prices are compared like for like only: another currency or country, a member price, a renewal or a second try is never
judged by the plain price. Where your site gives prices of another market without saying so, turn the rule off there.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.contradiction import mismatches
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.surroundings import is_checkable
from credlint.values import Kind
from credlint.world import World

SEVERITY = Severity.ERROR

EXAMPLES = (
    Bad(
        "The Acme Certified Baker exam costs ⟦$120⟧.",
        says=("$120", "Acme Certified Baker", "$100 since 2024-07-01", "Acme exam page", "2026-05-20"),
    ),
    Bad(
        "The Initech Breadmaking Professional Certificate costs about ⟦$45/month⟧.",
        says=("$59/month since 2024-04-01",),
        because="“about” does not reach that far",
    ),
    Bad(
        "The Initech Breadmaking Professional Certificate costs ⟦$49-59/month⟧.",
        says=("$59/month",),
        because="one end of a range is the price, the other is not",
    ),
    Bad(
        "The certification course Initech Cooking Essentials costs ⟦$49 one-time⟧.",
        says=("$49/month",),
        because="the right amount for the wrong period",
    ),
    Bad(
        "The Vandelay Certified Latex Analyst exam costs ⟦$350⟧.",
        says=("evidence is weak",),
        because="one third party alone makes a warning",
    ),
    Good("The Acme Certified Baker exam costs $100."),
    Good("The Acme Certified Baker exam costs $90.", because="it was right once, which outdated-cost reports"),
    Good("The Acme Certified Baker exam costs about $98."),
    Good("The Acme Certified Baker exam costs €95."),
    Good("The Acme Certified Baker exam costs ₹8,000.", because="no price is known in that currency"),
    Good("The Acme Certified Baker exam costs under $150."),
    Good("The Acme Certified Baker exam cost $80 until 2021.", because="before the catalog begins"),
    Good("A retake of the Acme Certified Baker exam costs $60."),
    Good("Members pay $405 for the Vandelay Certified Import Manager exam, non-members $575."),
    Good("The Vandelay Certified Import Manager exam costs $405-575."),
    Good("The Globex Candy Engineer Associate exam costs £126."),
    Good("The Acme Certified Baker earns $65,000 on average, and a book about it costs $35."),
    Good("The Umbrella Certified Hygienist exam costs $77.", because="nothing about it was checked"),
    Good("The Initech Breadmaking Professional Certificate costs about $33 a month, paid by the year."),
)


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    yield from mismatches(article, world, Kind.COST)
