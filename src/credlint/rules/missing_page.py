"""A link to a page or file of this site that is not there.

Why it matters
A reader who follows it meets an error page, and search engines take a site with dead links for a neglected one.

What to do
Link the page that was meant (the nearest one is named; often its address was changed), or take the link out. A link to
a draft is dead as long as the draft is not published.

When not to use it
For addresses that something else than the site's own files answers. Root-relative links are judged only below the
configured routes or, without any, where most links of that form lead to the articles of one folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.document import Link, LinkKind
from credlint.finding import Severity
from credlint.outbound import placeholder
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.site import Fault, Page, Resolution

SEVERITY = Severity.ERROR

EXAMPLES = (
    Bad("See [the guide](⟦/blog/baking-guide-2026⟧).\n", says=("/blog/baking-guide-2026", "not there")),
    Bad("See [the basics](⟦/blog/first-loaf/#flour⟧).\n", because="the slug of that article takes the name's place"),
    Bad("A <a href='⟦./nowhere.mdx⟧'>raw link</a>.\n", says=("nowhere.mdx",)),
    Bad("See [the guide][g] and [again][g].\n\n[g]: ⟦nowhere.md⟧\n", because="the definition is the place to correct"),
    Bad("See [that](⟦https://bakery.example/blog/buns⟧).\n", because="the site's own address is internal"),
    Bad("See [soon](⟦unfinished.md⟧).\n", says=("draft",)),
    Good("See [the guide](/blog/baking-guide/?from=mail#costs) and [basics](/blog/bread-basics).\n"),
    Good("See [the guide](./baking-guide.md), [cakes](/blog/cakes/) and [cakes](cakes).\n"),
    Good("See [Acme](https://acme.example/nowhere.md) or [them](//acme.example/x).\n", because="it leads elsewhere"),
    Good("Write to [us](mailto:nobody@acme.example).\n"),
    Good("See [the list](/tags/bakers/) and [all](/blog/).\n", because="nothing says where such addresses come from"),
    Good("See [the exam](your-link-here).\n", because="placeholder-link says so"),
    Good("`[x](nowhere.md)`\n\n```md\n[x](nowhere.md)\n```\n", because="in code it is text"),
    Good("[x]({{ site.base }}/nowhere.md) and [y](../../../../outside.md).\n", because="that cannot be known"),
)


def check_dead_link(link: Link, resolution: Resolution, here: Page, options: NoOptions) -> Iterator[Problem]:
    # A reference is corrected where it is defined.
    if link.is_image or link.kind is LinkKind.REFERENCE:
        return
    if resolution.fault is Fault.DRAFT and not here.draft:
        yield Problem(
            link.target,
            f"`{link.url}` leads to a draft (`{resolution.target}`), which readers do not get",
            "publish that article first, or take the link out",
        )
    elif resolution.fault in (Fault.PAGE, Fault.FILE) and not placeholder(link.url):
        what = "page" if resolution.fault is Fault.PAGE else "file"
        yield Problem(
            link.target,
            f"`{link.url}` is not there: no {what} of this site has that address",
            resolution.advice("link a page that exists, or take the link out"),
            fix=resolution.fix(link.target),
        )
