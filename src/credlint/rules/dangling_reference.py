"""A successor or a member of a group that is not in the catalog.

Why it matters
Advice such as "take its successor" cannot be given, and a claim about the group passes over the one that is missing.

What to do
Add the credential, if only by its name, or correct the id.

When not to use it
Never.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credlint.catalog import Catalog
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem

SEVERITY = Severity.ERROR

BAKER = "# acme/baker.yaml\nname: Acme Certified Baker\nkind: exam\n"
COOK = "# acme/cook.yaml\nname: Acme Certified Cook\nkind: exam\n"

EXAMPLES = (
    Bad(f"{BAKER}replaced-by: [⟦acme/bakr⟧]\n", says=("acme/bakr", "not in the catalog")),
    Bad(f"{BAKER}replaced-by: [⟦acme/cook⟧]\n{COOK}replaced-by: [⟦acme/baker⟧]\n", says=("in the end replaced by",)),
    Bad(f"{BAKER}# groups/kitchen.yaml\nname: Kitchen\ncredentials: [acme/baker, ⟦acme/chef⟧]\n", says=("acme/chef",)),
    Bad(f"{BAKER}# groups/kitchen.yaml\nname: Kitchen\nproviders: [acme, ⟦globex⟧]\n", says=("globex",)),
    Good(f"{BAKER}replaced-by: [acme/cook]\n{COOK}"),
    Good(f"{BAKER}# groups/kitchen.yaml\nname: Kitchen\nproviders: [acme]\n"),
    Good(f"{BAKER}replaced-by: [acme/cook, acme/chef]\n{COOK}# acme/chef.yaml\nname: Acme Chef\nkind: exam\n"),
    Good(
        f"{BAKER}replaced-by: [acme/cook]\n{COOK}replaced-by: [acme/chef]\n"
        "# acme/chef.yaml\nname: Acme Chef\nkind: exam\n",
        because="a line of successors comes to an end",
    ),
    Good(f"{BAKER}note: Follows acme/pastry-cook.\n", because="a note is for people"),
)


def check_catalog(catalog: Catalog, today: date, options: NoOptions) -> Iterator[Problem]:
    from credlint.catalog import audit

    for flaw in audit.dangling(catalog):
        yield Problem.of(flaw)
