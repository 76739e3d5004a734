"""A fact of the catalog without a source, or with sources that cannot be looked up.

Why it matters
Authors whose article is called wrong want to see the evidence. A fact without a source judges no claim; one without an
address cannot be checked again.

What to do
Cite a page that states it, best the issuer's own, or take the fact out.

When not to use it
In a catalog of names only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credlint.catalog import Catalog
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem

SEVERITY = Severity.WARNING

SOURCES = "sources:\n  acme: {url: 'https://acme.example/baker', official: true, seen: page}\n"
RUMOUR = "sources:\n  hearsay: {title: Notes of a baker, official: false, seen: repository}\n"
HEAD = "# acme/baker.yaml\nname: Acme Certified Baker\nkind: exam\n"

EXAMPLES = (
    Bad(
        f"{HEAD}costs:\n- ⟦{{amount: 100, currency: USD, basis: exam}}⟧\n{SOURCES}",
        says=("no source", "judged"),
    ),
    Bad(f"{HEAD}status:\n- ⟦{{is: retired, since: 2026-01-31}}⟧\n{SOURCES}", says=("no source",)),
    Bad(f"{HEAD}codes:\n- ⟦{{code: ABK-C01}}⟧\n{SOURCES}", says=("no source",)),
    Bad(
        f"{HEAD}validity:\n- ⟦{{months: 36, sources: [hearsay]}}⟧\n{RUMOUR}",
        says=("no source of this has an address", "Notes of a baker"),
        because="it cannot be looked up",
    ),
    Bad(f"{HEAD}validity:\n- ⟦{{months: 36}}⟧\n", says=("no source",), because="the file has no sources at all"),
    Good(f"{HEAD}costs:\n- {{amount: 100, currency: USD, basis: exam, sources: [acme]}}\n{SOURCES}"),
    Good(f"{HEAD}aliases: [Acme Baker]\ncodes:\n- {{code: ABK-C01}}\n", because="it only lets a name be recognised"),
    Good(
        f"{HEAD}validity:\n- {{months: 36, sources: [hearsay, acme]}}\n"
        f"{SOURCES}  hearsay: {{title: Notes of a baker, official: false, seen: repository}}\n",
        because="one of its sources has an address",
    ),
    Good(f"{HEAD}url: https://acme.example/baker\n{SOURCES}", because="a name and an address state no fact"),
    Good("# acme/provider.yaml\nname: Acme\nrenewal: By exam.\n", because="the sentence for people is no fact"),
)


def check_catalog(catalog: Catalog, today: date, options: NoOptions) -> Iterator[Problem]:
    from credlint.catalog import audit

    for flaw in audit.unsourced(catalog):
        yield Problem.of(flaw, minor=Severity.INFO)
