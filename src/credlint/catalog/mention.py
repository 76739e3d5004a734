"""A place in a text that names a credential, provider or group, and what its form needs beside it."""

from collections.abc import Container
from enum import IntEnum

from msgspec import Struct

from credlint.span import Span


class Proof(IntEnum):
    """What a form needs beside it before it names its credential."""

    STRONG = 0
    WORD = 1  # an article about certifications
    HEADED = 2  # "certification" or "exam" right behind: "Spring certification"
    CERTIFIED = 3  # "Certified" in front or inside: "Ethical Hacker" alone is a trade
    PROVIDER = 4  # its provider in the same scope
    CODE_WORD = 5  # "exam", "code" or the provider right before: 200-301 alone is a range


class Mention(Struct, frozen=True, array_like=True):
    """A place in a text that names a credential, provider or group.

    `subjects`: ids of credentials, of providers that share a brand or of a group; several credentials where the name
    does not say which; none for a credential that the catalog does not know. `form`: credential, provider, group,
    family (level missing), unknown. `proof` is what it needs beside it to count. `provider` is whose it is, if that is
    known of a name that is not.
    """

    span: Span
    subjects: tuple[str, ...]
    form: str
    proof: Proof = Proof.STRONG
    provider: str | None = None


CREDENTIALS = ("credential", "family", "unknown")  # forms of mentions of credentials


class Casing(Struct, frozen=True):
    """How an article writes its words, by which names are recognised that no catalog knows.

    `ordinary`: words that it also writes in lower case; they make no name. `proper`: words that it writes with a
    capital inside a sentence; at the beginning of one, where every word has a capital, only they make a name. None
    where that is not known, and every capital counts.
    """

    ordinary: Container[str] = frozenset()
    proper: Container[str] | None = None
