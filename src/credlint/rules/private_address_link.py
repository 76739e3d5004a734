"""A link to an address that only exists on one machine or in one network.

Why it matters
Readers get an error or, worse, something of their own network. Usually a preview's address was copied.

What to do
Link to the public address. An address that readers are to open on their own machine stands better as code.

When not to use it
For articles about setting something up, in which readers follow such links on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.finding import Severity
from credlint.links.address import is_local
from credlint.outbound import web_links
from credlint.rule import Bad, Good, NoOptions, Problem, by_content
from credlint.world import World

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad("See [the preview](⟦http://localhost:4321/blog/bakers⟧).\n", says=("localhost",)),
    Bad("See [the wiki](⟦https://10.1.2.3/wiki⟧).\n", says=("10.1.2.3",)),
    Bad("See [this](⟦http://2130706433/⟧).\n", because="it is another spelling of 127.0.0.1"),
    Good("Open `http://localhost:4321/` to see it.\n"),
    Good("See [Acme](https://acme.example/localhost).\n"),
    Good("See [Acme](https://localhost.acme.example/).\n"),
    Good("See [the name server](https://9.9.9.9/).\n"),
)


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    for link, url in web_links(article):
        if is_local(url.host):
            yield Problem(
                link.target,
                f"`{link.url}` leads to {url.host}, which readers cannot reach",
                "link to the public address; an address to be opened locally stands better as code",
            )


touches = by_content(check)
