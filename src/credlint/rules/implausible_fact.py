"""A fact of the catalog that cannot be true: dates in a wrong order, in the future or far ahead; impossible figures.

Why it matters
A typing error in one date turns a right price into an outdated one in every article.

What to do
Look at the source, and correct the date or the figure.

When not to use it
Never.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from credlint.catalog import Catalog
from credlint.finding import Severity
from credlint.rule import Bad, Good, Problem

SEVERITY = Severity.ERROR


class Options(Struct, frozen=True):
    """`horizon-days`: how far ahead a change may lie and still be believed."""

    horizon_days: int = 3 * 365


SOURCES = "sources:\n  acme: {url: 'https://acme.example/baker', official: true, seen: page}\n"
HEAD = "# acme/baker.yaml\nname: Acme Certified Baker\nkind: exam\n"

EXAMPLES = (
    Bad(
        f"{HEAD}validity:\n- ⟦{{months: 36, since: 2026-05-01, until: 2026-04-30, sources: [acme]}}⟧\n{SOURCES}",
        says=("before it begins",),
    ),
    Bad(
        f"{HEAD}validity:\n- ⟦{{months: 36, checked: 2026-07-01, sources: [acme]}}⟧\n{SOURCES}",
        says=("2026-07-01", "yet to come"),
    ),
    Bad(f"{HEAD}codes:\n- ⟦{{code: ABK-C09, since: 2062-01-01, sources: [acme]}}⟧\n{SOURCES}", says=("2062", "ahead")),
    Bad(
        f"{HEAD}status:\n- {{is: active, since: 2026-03-01, sources: [acme]}}\n"
        f"- ⟦{{is: retired, since: 2025-12-31, sources: [acme]}}⟧\n{SOURCES}",
        says=("retired since 2025-12-31", "before active"),
    ),
    Bad(
        f"{HEAD}costs:\n- ⟦{{min: 90, max: 9, currency: USD, basis: exam, sources: [acme]}}⟧\n{SOURCES}",
        says=("above the upper bound",),
    ),
    Bad(f"{HEAD}validity:\n- ⟦{{months: 365, sources: [acme]}}⟧\n{SOURCES}", says=("are these months?",)),
    Bad(f"{HEAD}exam:\n- ⟦{{passing-score: 720/100, sources: [acme]}}⟧\n{SOURCES}", says=("720", "100")),
    Bad(f"{HEAD}exam:\n- ⟦{{passing-percent: 700, sources: [acme]}}⟧\n{SOURCES}", says=("700 percent",)),
    Good(f"{HEAD}validity:\n- {{months: 36, since: 2026-05, until: 2026-05-03, sources: [acme]}}\n{SOURCES}"),
    Good(
        f"{HEAD}validity:\n- {{months: 36, since: 2026-05-01, until: <=2026-04, sources: [acme]}}\n{SOURCES}",
        because="no later than a month that only says when it was seen gone",
    ),
    Good(f"{HEAD}codes:\n- {{code: ABK-C03, since: 2027-01-14, sources: [acme]}}\n{SOURCES}", because="announced"),
    Good(f"{HEAD}validity:\n- {{months: 36, checked: 2026-06, sources: [acme]}}\n{SOURCES}", because="this very month"),
    Good(
        f"{HEAD}status:\n- {{is: retired, since: 2026-12-31, sources: [acme]}}\n"
        f"- {{is: active, since: 2020, sources: [acme]}}\n{SOURCES}",
        because="the order of the lines is free",
    ),
    Good(
        f"{HEAD}status:\n- {{is: active, since: <=2026-05, sources: [acme]}}\n"
        f"- {{is: retiring, since: 2026-02, sources: [acme]}}\n{SOURCES}",
        because="seen active in May, it was so before",
    ),
    Good(f"{HEAD}exam:\n- {{questions: up to 90, passing-score: 750/900, sources: [acme]}}\n{SOURCES}"),
    Good(f"{HEAD}validity:\n- {{lifetime: true, sources: [acme]}}\n{SOURCES}"),
)


def check_catalog(catalog: Catalog, today: date, options: Options) -> Iterator[Problem]:
    from credlint.catalog import audit

    for flaw in audit.implausible(catalog, today, timedelta(days=options.horizon_days)):
        yield Problem.of(flaw)
