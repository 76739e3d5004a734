"""A link whose address is not a valid one.

Why it matters
No browser, mail program or telephone can open it, whatever is at the other end.

What to do
Correct the address: what is wrong with it is named.

When not to use it
Where addresses are put together by templates that look like links in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from credlint import lazy_re
from credlint.article import Article
from credlint.finding import Severity
from credlint.links.contact import mail_problem, telephone_problem
from credlint.links.url import is_web, read, scheme_of
from credlint.outbound import places
from credlint.rule import Bad, Good, NoOptions, Problem, by_content
from credlint.world import World

SEVERITY = Severity.ERROR

EXAMPLES = (
    Bad("Write to [us](⟦mailto:bakers.acme.example⟧).\n", says=("no @",)),
    Bad("Call [us](⟦tel:baker-line⟧).\n", says=("not a telephone number",)),
    Bad("See [Acme](⟦https://acme..example/⟧).\n", says=("host",)),
    Bad("See [Acme](⟦https://acme.example:99999/⟧).\n", says=("port",)),
    Bad("See [Acme](⟦htps://acme.example/⟧).\n", says=("https",)),
    Bad("See [Acme](⟦http://https://acme.example/⟧).\n", says=("twice",)),
    Good("Write to [us](mailto:bakers@acme.example?subject=Exam).\n"),
    Good("Call [us](tel:+1-555-010-0199).\n"),
    Good("See [Acme](HTTPS://ACME.example:8443/).\n"),
    Good("See [Bäckerei](https://bäckerei.example/).\n", because="names need not be in ASCII"),
    Good("See [old](https://web.archive.org/web/2020/https://acme.example/).\n"),
    Good("See [slack](slack://open).\n", because="other programs have other addresses"),
    Good("See [local](guides/bakers.md).\n"),
    Good("See [x](https://{{host}}/).\n", because="a template fills it in"),
)

_TEMPLATE = lazy_re.compile(r"\{\{|\$\{|<%|%7B%7B|\{%", re.IGNORECASE)
_MISSPELT = lazy_re.compile(r"(?:h?t{1,3}ps?|https?s|hhttps?|htt?ps?p?)", re.IGNORECASE)
_TWICE = lazy_re.compile(r"https?:/{0,2}https?:", re.IGNORECASE)


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    for link in places(article):
        problem = _problem(link.url)
        if problem is not None and not _TEMPLATE.search(link.url):
            yield Problem(link.target, f"`{link.url}` cannot be opened: {problem}", "correct the address")


touches = by_content(check)


def _problem(url: str) -> str | None:
    scheme = scheme_of(url)
    if scheme == "mailto":
        return mail_problem(url)
    if scheme == "tel":
        return telephone_problem(url)
    if _TWICE.match(url):
        return "its beginning stands there twice"
    if is_web(url):
        if url.lower().strip() in ("http:", "https:", "http://", "https://", "//"):
            return None  # placeholder-link says so
        try:
            read(url)
        except ValueError as problem:
            return str(problem)
    elif "://" in url and _MISSPELT.fullmatch(scheme):
        return f"{scheme}: is a misspelt http: or https:"
    return None
