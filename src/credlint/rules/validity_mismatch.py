"""A period of validity or renewal that is wrong for a credential, a provider or some of a group.

Why it matters
Readers who believe that a certification lasts three years when it lasts one will let it lapse.

What to do
Write the period that the issuer's policy gives. Of a group, say whose certifications you mean: the finding names those
for which the sentence is wrong.

When not to use it
The rule judges how long a credential counts, not how long a voucher, a course access or a membership does. If it takes
such a period for validity, say in the sentence what is meant, or allow the line.
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
        "The Globex Candy Engineer Associate certification is valid for ⟦2 years⟧.",
        says=("1 year", "Globex exam page"),
    ),
    Bad("The Acme Certified Baker certification ⟦never expires⟧.", says=("3 years",)),
    Bad("Globex Kitchen Fundamentals is a certification that is valid for ⟦one year⟧.", says=("for life",)),
    Bad("# Certifications\n\nAcme certifications are valid for ⟦two years⟧.", says=("Acme", "3 years")),
    Bad(
        "# Certifications\n\nKitchen vendor certifications must be renewed every ⟦2-3 years⟧.",
        says=("for Globex it is 1 year",),
        because="so for Acme, but Globex renews yearly",
    ),
    Good("The Acme Certified Baker certification is valid for three years."),
    Good("# Certifications\n\nAcme certifications are valid for three years."),
    Good("# Certifications\n\nGlobex certifications expire after one year.", because="so at two of its three levels"),
    Good("Globex Kitchen Fundamentals is a certification that never expires."),
    Good("The Vandelay Certified Import Manager certification is valid for three years.", because="outdated-validity"),
    Good("You need 5 years of experience before the Acme Certified Baker exam makes sense."),
    Good("The voucher for the Acme Certified Baker exam is valid for one year."),
    Good(
        "The Umbrella Certified Hygienist certification is valid for 9 years.", because="nothing about it was checked"
    ),
    Good(
        "The Vandelay Certified Latex Analyst certification is valid for five years.",
        because="the fact that says otherwise has no source",
    ),
    Good("# Certifications\n\nCertifications are usually valid for two years."),
)


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    yield from mismatches(article, world, Kind.VALIDITY)
