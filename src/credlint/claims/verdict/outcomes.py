"""What can come out when a claim is compared with the catalog."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from credlint.catalog import Fact
from credlint.wording import about_nobody


class Agrees(Struct, frozen=True):
    fact: Fact


class Outdated(Struct, frozen=True):
    """It was so by `fact`; `now` is what is so today, None where nothing has taken its place."""

    fact: Fact
    now: Fact | None


class Upcoming(Struct, frozen=True):
    """It is so by `fact`, until `next` is so; None where it ends and nothing follows."""

    fact: Fact
    next: Fact | None


class Disagrees(Struct, frozen=True):
    """It never was so; `facts` are so today.

    `members`: for a group, those for whom it is not so, by id, with their own facts; `all_members`: these are all that
    the catalog has of it. `contested`: the facts contradict each other, and
    the claim lies outside of all of them. `beside`: the code of an earlier exam of the credential that stands in the
    claim's paragraph or table row; the facts are those of the present exam and do not tell whether that one was so.
    """

    facts: tuple[Fact, ...]
    members: Mapping[str, tuple[Fact, ...]] = {}
    all_members: bool = False
    contested: bool = False
    beside: str | None = None


class Unknown(Struct, frozen=True):
    """`nobody`: why the claim is about no subject, as in `Claim.why`; None where it has one."""

    reason: str
    nobody: str | None = None

    @property
    def in_words(self) -> str:
        """The reason for a reader, who does not know the names of `Claim.why`."""
        return self.reason if self.nobody is None else about_nobody(self.nobody)


Verdict = Agrees | Outdated | Upcoming | Disagrees | Unknown


def fact_behind(verdict: Verdict) -> Fact | None:
    """The fact that stands for a verdict: what confirms the claim, else what is so today."""
    match verdict:
        case Agrees(fact) | Upcoming(fact):
            return fact
        case Outdated(fact, now):
            return now or fact
        case Disagrees(facts) if facts:
            return facts[0]
        case _:
            return None
