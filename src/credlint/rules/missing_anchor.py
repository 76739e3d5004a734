"""A link to a place that does not exist on a page of this site.

Why it matters
The reader lands at the top of a long page and has to search; usually a heading was reworded and its links were not.

What to do
Use the anchor of the heading as it is now (headings get anchors by GitHub's rules, repeats are numbered), or take the
part behind `#` out.

When not to use it
Where a renderer makes anchors by other rules than GitHub's.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.document import Link, LinkKind
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.site import Fault, Page, Resolution

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad("# Costs\n\nSee [above](⟦#cost⟧).\n", says=("cost", "does not exist")),
    Bad("See [how long](⟦/blog/baking-guide#how-long-it-take⟧).\n", says=("baking-guide",)),
    Bad("## Setup\n\n## Setup\n\n[third](⟦#setup-2⟧)\n", because="there are two, so the last is `setup-1`"),
    Bad("# Costs\n\n[up](⟦#Costs⟧)\n", because="browsers compare anchors letter by letter"),
    Good("# What it costs, & why\n\n[up](#what-it-costs--why)\n"),
    Good("## Setup\n\n## Setup\n\n[first](#setup) [second](#setup-1)\n"),
    Good("# Über uns\n\n[up](#%C3%BCber-uns) [up](#über-uns)\n"),
    Good('<h2 id="fees">Fees</h2>\n\n[fees](#fees) <a name="x"></a> [x](#x) [top](#top) [top](#)\n'),
    Good("See [how long](baking-guide.md#how-long-it-takes-1).\n"),
    Good("See [cakes](/blog/cakes/#icing).\n", because="that page takes headings from elsewhere"),
    Good("See [Acme](https://acme.example/#nowhere).\n"),
    Good("# Title {#start}\n\n[start](#start) and [by its words](#title)\n"),
)


def check_dead_link(link: Link, resolution: Resolution, here: Page, options: NoOptions) -> Iterator[Problem]:
    if resolution.fault is Fault.ANCHOR and link.kind is not LinkKind.REFERENCE:
        anchor = link.url.partition("#")[2]
        whose = "this page" if resolution.target == here.path else f"`{resolution.target}`"
        yield Problem(
            link.target,
            f"`#{anchor}` does not exist: {whose} has no heading or id of that name",
            resolution.advice("link a heading that exists, or the page without `#`"),
            fix=resolution.fix(link.target),
        )
