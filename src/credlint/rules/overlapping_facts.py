"""Two facts of the catalog that say different things about the same thing at the same time.

Why it matters
A claim that fits one of them cannot be called wrong by the other, so neither judges anything.

What to do
Close the older one with `until` on its last day and begin the newer one with `since`. If both hold, say what
distinguishes them: region, member, plan, part, beta, retake. If sources disagree and neither is better, write one fact
with `min` and `max` and low confidence.

When not to use it
Never; a catalog with such facts is broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credlint.catalog import Catalog
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem

SEVERITY = Severity.ERROR

SOURCES = "sources:\n  acme: {url: 'https://acme.example/baker', official: true, seen: page}\n"
HEAD = "# acme/baker.yaml\nname: Acme Certified Baker\nkind: exam\n"


def _costs(*facts: str) -> str:
    return HEAD + "costs:\n" + "".join(f"- {fact}\n" for fact in facts) + SOURCES


EXAMPLES = (
    Bad(
        _costs(
            "{amount: 90, currency: USD, basis: exam, sources: [acme]}",
            "⟦{amount: 100, currency: USD, basis: exam, sources: [acme]}⟧",
        ),
        says=("$90", "$100", "without dates"),
    ),
    Bad(
        _costs(
            "{amount: 90, currency: USD, basis: exam, until: 2026-06-30, sources: [acme]}",
            "⟦{amount: 100, currency: USD, basis: exam, since: 2026-06-01, sources: [acme]}⟧",
        ),
        says=("until 2026-06-30", "since 2026-06-01"),
    ),
    Bad(
        f"{HEAD}exam:\n- {{questions: 65, minutes: 90, sources: [acme]}}\n"
        f"- ⟦{{questions: 50, sources: [acme]}}⟧\n{SOURCES}",
        says=("65 questions", "50 questions"),
        because="they differ in the one figure that both have",
    ),
    Bad(
        "# acme/provider.yaml\nname: Acme\nvalidity:\n- {months: 36, level: expert, sources: [acme]}\n"
        f"- ⟦{{lifetime: true, level: expert, sources: [acme]}}⟧\n{SOURCES}",
        says=("3 years", "for life"),
    ),
    Good(
        _costs(
            "{amount: 90, currency: USD, basis: exam, until: 2026-05-31, sources: [acme]}",
            "{amount: 100, currency: USD, basis: exam, since: 2026-06-01, sources: [acme]}",
        )
    ),
    Good(
        _costs(
            "{amount: 90, currency: USD, basis: exam, until: 2026-05, sources: [acme]}",
            "{amount: 100, currency: USD, basis: exam, since: 2026-05, sources: [acme]}",
        ),
        because="the day inside that month is not known",
    ),
    Good(
        _costs(
            "{amount: 90, currency: USD, basis: exam, until: <=2026-05-20, sources: [acme]}",
            "{amount: 100, currency: USD, basis: exam, sources: [acme]}",
        ),
        because="no later than that day may be any day before",
    ),
    Good(
        _costs(
            "{amount: 90, currency: USD, basis: exam, member: true, sources: [acme]}",
            "{amount: 100, currency: USD, basis: exam, member: false, sources: [acme]}",
        ),
        because="members and others pay different prices",
    ),
    Good(
        _costs(
            "{amount: 90, currency: USD, basis: exam, sources: [acme]}",
            "{amount: 85, currency: EUR, basis: exam, sources: [acme]}",
            "{amount: 45, currency: USD, basis: renewal, sources: [acme]}",
            "{amount: 9, currency: USD, per: month, basis: exam, sources: [acme]}",
        ),
        because="currency, basis and period distinguish them",
    ),
    Good(
        _costs(
            "{amount: 90, currency: USD, basis: exam, sources: [acme]}",
            "{amount: 90, currency: USD, basis: exam, since: 2026-01-01, sources: [acme]}",
        ),
        because="they say the same",
    ),
    Good(
        f"{HEAD}exam:\n- {{questions: 65, sources: [acme]}}\n- {{minutes: 90, sources: [acme]}}\n{SOURCES}",
        because="one is about questions and the other about time",
    ),
    Good(
        f"{HEAD}duration:\n- {{hours: 40, sources: [acme]}}\n- {{months: 3, sources: [acme]}}\n{SOURCES}",
        because="hours of study and months of calendar are two things",
    ),
)


def check_catalog(catalog: Catalog, today: date, options: NoOptions) -> Iterator[Problem]:
    from credlint.catalog import audit

    for flaw in audit.overlapping(catalog):
        yield Problem.of(flaw)
