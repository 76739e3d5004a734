"""A name of the catalog that means two credentials.

Why it matters
A name of two credentials identifies neither: claims that use it go unjudged, or are judged by the wrong facts.

What to do
Keep the name where people mean it, and move it to `ambiguous-aliases` elsewhere: there it counts only beside its
provider.

When not to use it
Never; a catalog with such names resolves them by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credlint.catalog import Catalog
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem

SEVERITY = Severity.ERROR

BAKER = "# acme/baker.yaml\nname: Acme Certified Baker\nkind: exam\n"
OTHER = "# globex/baker.yaml\nname: Globex Kitchen Baker\nkind: exam\n"

EXAMPLES = (
    Bad(
        f"{BAKER}aliases: [⟦Master Baker⟧]\n{OTHER}aliases: [⟦Master Baker⟧]\n",
        says=("Master Baker", "globex/baker"),
    ),
    Bad(
        f"{BAKER}aliases: [⟦Bread certification⟧]\n{OTHER}former-names: [⟦Certified Bread⟧]\n",
        says=("globex/baker",),
        because="names are read without certified, certification, exam",
    ),
    Bad(f"{BAKER}codes:\n- ⟦{{code: BK-100}}⟧\n{OTHER}codes:\n- ⟦{{code: BK-100}}⟧\n", says=("BK-100",)),
    Bad(
        f"{BAKER}aliases: [MB]\n{OTHER}ambiguous-aliases: [⟦MB⟧]\n",
        because="it cannot stand alone for one and be ambiguous for the other",
    ),
    Bad(
        f"{BAKER}aliases: [⟦Globex⟧]\n# globex/provider.yaml\nname: ⟦Globex⟧\n",
        says=("Globex",),
        because="another company's name",
    ),
    Good(
        f"{BAKER}ambiguous-aliases: [MB]\n{OTHER}ambiguous-aliases: [MB]\n", because="each counts beside its provider"
    ),
    Good(f"{BAKER}aliases: [Acme Baker]\n{OTHER}aliases: [Globex Baker]\n"),
    Good(f"{BAKER}aliases: [Certified Acme Baker, acme bakers]\n", because="one credential may be called in many ways"),
    Good(
        "# acme/bakery.yaml\nname: Acme Bakery\nkind: subscription\naliases: [Acme]\n",
        because="its own provider's name",
    ),
    Good(f"{BAKER}ambiguous-aliases: [Acme Certified Baker]\n", because="its own name"),
    Good(
        "# globex/provider.yaml\nname: Globex\nshared-aliases: [Kitchen]\n"
        "# acme/provider.yaml\nname: Acme\nshared-aliases: [Kitchen]\n",
        because="sister providers share it, and their rank decides",
    ),
)


def check_catalog(catalog: Catalog, today: date, options: NoOptions) -> Iterator[Problem]:
    from credlint.catalog import audit

    for flaw in audit.clashing(catalog):
        yield Problem.of(flaw, minor=Severity.WARNING)
