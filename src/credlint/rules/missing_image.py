"""An image of this site that is not there.

Why it matters
Readers see a broken picture, or a hole where the text refers to a chart.

What to do
Correct the path (upper and lower case count on most servers), or add the file.

When not to use it
Where pictures are made or fetched only when the site is built. Root-relative images are judged below the configured
public folders or, without any, where their own folder exists below `public` or `static`.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.document import Link, LinkKind
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.site import Fault, Page, Resolution

SEVERITY = Severity.ERROR

EXAMPLES = (
    Bad("![The dough](⟦/images/doh.svg⟧)\n", says=("/images/doh.svg", "not there")),
    Bad("![The oven](⟦./Oven.png⟧)\n", says=("Oven.png",), because="the file is called `oven.png`"),
    Bad("<img src='⟦pictures/oven.png⟧' alt=''>\n"),
    Bad("![Oven][o]\n\n[o]: ⟦stove.png⟧\n", because="the definition is the place to correct"),
    Good("![The dough](/images/dough.svg) ![The oven](oven.png 'hot')\n"),
    Good("![Badge](https://img.acme.example/badge.svg)\n"),
    Good("![Dot](data:image/gif;base64,R0lGODlhAQABAAAAACw=)\n"),
    Good("```md\n![x](nowhere.png)\n```\n", because="in code it is text"),
    Good("![x](../../../nowhere.png)\n", because="it leads out of the tree, where nobody looks"),
    Good("![x]({{ cover }}) <img src='{cover}'>\n", because="a template fills it in"),
)


def check_dead_link(link: Link, resolution: Resolution, here: Page, options: NoOptions) -> Iterator[Problem]:
    # What stands in a definition is corrected there.
    if link.kind is LinkKind.REFERENCE or (link.target not in link.span and link.kind is LinkKind.IMAGE):
        return
    if resolution.fault is Fault.IMAGE:
        yield Problem(
            link.target,
            f"the image `{link.url}` is not there",
            resolution.advice("correct the path, or add the file"),
            fix=resolution.fix(link.target),
        )
