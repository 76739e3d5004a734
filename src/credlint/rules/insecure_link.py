"""A link over plain HTTP.

Why it matters
Anyone on the way can read and change what the reader gets. Browsers warn of such pages.

What to do
Link to the `https:` address, after a look whether it answers.

When not to use it
It is off until it is selected: whether a site links to plain HTTP is a matter of its own style.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.finding import Applicability, Severity
from credlint.links.address import is_local
from credlint.outbound import replacing, web_links
from credlint.rule import Bad, Good, NoOptions, Problem, by_content
from credlint.world import World

SEVERITY = Severity.WARNING
ON_BY_DEFAULT = False

EXAMPLES = (
    Bad("See [Acme](⟦http://acme.example/⟧).\n", says=("http://acme.example/", "not encrypted")),
    Bad("![logo](⟦http://acme.example/logo.png⟧)\n"),
    Good("See [Acme](https://acme.example/).\n"),
    Good("Open <http://localhost:8080/> on your machine.\n", because="that connection leaves no machine"),
    Good("See [the router](http://192.168.0.1/).\n", because="no certificate is given out for such an address"),
    Good("`http://acme.example/`\n", because="in code it is text"),
    Good("See [there](//acme.example/).\n", because="it goes by the page that it stands on"),
)


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    for link, url in web_links(article):
        if url.scheme == "http" and not is_local(url.host):
            at = link.url.lower().find("http:")
            secure = f"{link.url[:at]}https:{link.url[at + 5 :]}"
            yield Problem(
                link.target,
                f"`{link.url}` is not encrypted",
                "link to the https address, if it answers",
                fix=replacing(link, secure, Applicability.SUGGESTION),
            )


touches = by_content(check)
