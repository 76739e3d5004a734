"""A link that holds a password, a key or a token.

Why it matters
Everyone who reads the article, or its source, has it. It is also in every copy, log and archive of the page by now.

What to do
Take it out of the link and revoke it where it was issued; taking it out alone undoes nothing.

When not to use it
For tokens that are public on purpose, such as the key of an embedded map; a directive with a reason is the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from credlint import lazy_re
from credlint.article import Article
from credlint.finding import Severity
from credlint.links.url import has_credentials
from credlint.outbound import places
from credlint.rule import Bad, Good, NoOptions, Problem, by_content
from credlint.world import World

SEVERITY = Severity.ERROR

EXAMPLES = (
    Bad("See [files](⟦https://baker:s3cret@acme.example/files⟧).\n", says=("user name",)),
    Bad("See [data](⟦https://acme.example/data?api_key=0123456789abcdef01⟧).\n", says=("api_key",)),
    Bad("![x](⟦https://acme.example/x.png?X-Amz-Signature=0123456789abcdef⟧)\n"),
    Good("See [Ana](https://acme.example/@ana).\n"),
    Good("See [maps](https://acme.example/?q=a:b@c).\n", because="that is a question, not a name"),
    Good("Write to [us](mailto:baker@acme.example).\n"),
    Good("See [page](https://acme.example/?key=price&token=yes).\n", because="no secret is that short"),
    Good("See [reset](https://acme.example/password?step=2).\n"),
    Good("Try `https://user:password@acme.example/`.\n", because="in code it is text"),
)

_SECRET = lazy_re.compile(
    r"(?:\w+[-_.])*(?:api[-_]?key|access[-_]?key|key|token|secret|signature|sig|jwt|credential|password|passwd|pwd)",
    re.IGNORECASE,
)
_PASSWORDS = lazy_re.compile(r"(?:\w+[-_.])*(?:password|passwd|pwd|secret)", re.IGNORECASE)


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    advice = "take it out and revoke it where it was issued: treat it as leaked"
    for link in places(article):
        if has_credentials(link.url):
            yield Problem(link.target, "a user name or password stands in this link", advice)
        elif name := _secret_parameter(link.url):
            yield Problem(link.target, f"`{name}` in this link looks like a secret", advice, severity=Severity.WARNING)


touches = by_content(check)


def _secret_parameter(url: str) -> str | None:
    if "=" not in url:
        return None
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(f"{parts.query}&{parts.fragment}", max_num_fields=200)
    except ValueError:
        return None
    for name, value in pairs:
        if _PASSWORDS.fullmatch(name) and len(value) >= 4:
            return name
        if _SECRET.fullmatch(name) and len(value) >= 16 and any(c.isdigit() for c in value):
            return name
    return None
