"""A fact of the catalog whose evidence was checked too long ago.

Why it matters
A finding is as good as the fact behind it. Prices and exam versions change about once a year; an old fact calls right
articles wrong.

What to do
Look at the source. If it still says so, move `checked` to the day you looked. If not, close the fact with `until` and
add what is so now.

When not to use it
For a catalog of past prices that is only used with `--as-of`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from credlint.catalog import Catalog
from credlint.finding import Severity
from credlint.rule import Bad, Good, Problem

SEVERITY = Severity.WARNING


class Options(Struct, frozen=True):
    """`max-age-days`: for how many days a fact may stand without a look at its source.

    A finding that rests on an older one says so before its advice.
    """

    max_age_days: int = 365


SOURCES = "sources:\n  acme: {url: 'https://acme.example/baker', official: true, seen: page}\n"
HEAD = "# acme/baker.yaml\nname: Acme Certified Baker\nkind: exam\n"
PRICE = "amount: 100, currency: USD, basis: exam"

EXAMPLES = (
    Bad(
        f"{HEAD}costs:\n- ⟦{{{PRICE}, sources: [acme], checked: 2024-07-01}}⟧\n{SOURCES}",
        says=("2024-07-01", "365 days", "https://acme.example/baker"),
    ),
    Bad(
        f"{HEAD}validity:\n- ⟦{{months: 36, sources: [acme]}}⟧\n{SOURCES}",
        says=("is unknown",),
        because="its source shows no date",
    ),
    Bad(
        f"# acme/provider.yaml\nname: Acme\nvalidity:\n- ⟦{{months: 36, sources: [acme], checked: 2023}}⟧\n{SOURCES}",
        says=("2023",),
        because="a provider's policy ages too",
    ),
    Good(f"{HEAD}costs:\n- {{{PRICE}, sources: [acme], checked: 2025-07-01}}\n{SOURCES}"),
    Good(
        f"{HEAD}costs:\n- {{{PRICE}, until: 2024-12-31, sources: [acme], checked: 2024-07}}\n{SOURCES}",
        because="what has ended stays as it was",
    ),
    Good(
        f"{HEAD}costs:\n- {{{PRICE}, sources: [acme], checked: 2025-06}}\n{SOURCES}",
        because="of a month, the last day counts",
    ),
    Good(
        f"{HEAD}costs:\n- {{{PRICE}, checked: 2020-01-01}}\n",
        because="without a source it judges nothing; another rule says so",
    ),
    Good(f"{HEAD}aliases: [Acme Baker 2019]\n", because="a name has no age"),
)


def check_catalog(catalog: Catalog, today: date, options: Options) -> Iterator[Problem]:
    from credlint.catalog import audit

    for flaw in audit.overdue(catalog, today, timedelta(days=options.max_age_days)):
        yield Problem.of(flaw, minor=Severity.INFO)
