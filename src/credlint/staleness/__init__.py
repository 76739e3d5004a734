"""What in the articles is wrong, what soon will be, and what cannot be verified: the report that editors act on.

`article.examine` reports on one article, `assess` combines those, a module of `formats` shows them. All of it is pure:
the day of the report and the day up to which it looks ahead are given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct, field, to_builtins

from credlint.escape import as_uri
from credlint.finding import FactNote, Severity, SourceNote
from credlint.report import Report
from credlint.values import Kind


class State(StrEnum):
    """`wrong` today, `soon` wrong (until the day the report looks ahead to), or `unverifiable`."""

    WRONG = "wrong"
    SOON = "soon"
    UNVERIFIABLE = "unverifiable"


class Item(Struct, frozen=True):
    """One sentence to look at.

    `sentence` is what the article says around `quote`, which begins at offset `at` of it; `message` what is so; `due`
    the first day on which it is wrong (only of `soon`). `rule`, `severity` and `fingerprint` are None for a claim that
    nothing is known about.
    """

    state: State
    path: str
    line: int
    column: int
    quote: str
    sentence: str
    at: int
    message: str
    advice: str
    rule: str | None = None
    severity: Severity | None = None
    credential: str | None = None
    due: date | None = None
    fact: FactNote | None = None
    fingerprint: str | None = None


def settled_together(items: Iterable[Item]) -> list[list[Item]]:
    """Items of one article in groups that can be settled together: the same rule about the same facts."""
    groups: dict[tuple[object, ...], list[Item]] = {}
    for item in items:
        about = (item.credential, repr(item.fact)) if item.fact else (item.message,)
        groups.setdefault((item.rule, item.state, item.due, *about), []).append(item)
    return list(groups.values())


class Task(Struct, frozen=True):
    """Items of an article to settle together. `item` is the first of its items, `lines` are the lines of all."""

    item: Item
    title: str
    owner: str | None
    lines: tuple[int, ...]


class Reference(Struct, frozen=True):
    """A place where an article is about a subject; `kind` is None where it only names it."""

    subject: str
    kind: Kind | None
    line: int
    quote: str


class ArticleStatus(Struct, frozen=True):
    """An article as the report shows it. `verdicts` counts its claims by verdict."""

    path: str
    title: str
    owner: str | None = None
    last_review: date | None = None
    items: tuple[Item, ...] = ()
    notes: int = 0
    verdicts: Mapping[str, int] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()

    def count(self, state: State) -> int:
        return sum(item.state is state for item in self.items)

    @property
    def claims(self) -> int:
        return sum(self.verdicts.values())

    @property
    def judged(self) -> int:
        return self.claims - self.verdicts.get("unknown", 0)

    def age(self, today: date) -> int | None:
        """Days since its last review, by its front matter."""
        return None if self.last_review is None else (today - self.last_review).days


class Affected(Struct, frozen=True):
    """An article that a change makes wrong, and the lines that state what changes."""

    path: str
    title: str
    lines: tuple[int, ...]


class Change(Struct, frozen=True):
    """Something about a credential or provider that changes on a day.

    `on` is that day as the catalog knows it (ISO 8601, possibly partial), `first` and `last` the days it can mean.
    """

    subject: str
    name: str
    on: str
    first: date
    last: date
    what: str
    source: SourceNote | None
    checked: str | None
    affected: tuple[Affected, ...] = ()


class Tally(Struct, frozen=True):
    """The claims about one credential, or of one owner's articles, counted."""

    name: str
    title: str
    articles: int
    claims: int
    wrong: int
    soon: int
    unverifiable: int
    next_change: date | None = None
    oldest_review: date | None = None


class RunCounts(Struct, frozen=True):
    """One run in the history that `--history` keeps."""

    as_of: date
    articles: int
    wrong: int
    soon: int
    unverifiable: int
    claims: int
    judged: int

    def line(self) -> str:
        """The run as one line of JSON."""
        return json.dumps(to_builtins(self))


class StalenessReport(Struct, frozen=True):
    """`articles` stand in order of urgency; `elsewhere` counts dated changes that touch no article here."""

    until: date
    check: Report
    this_week: tuple[Task, ...] = ()
    changes: tuple[Change, ...] = ()
    elsewhere: int = 0
    articles: tuple[ArticleStatus, ...] = ()
    credentials: tuple[Tally, ...] = ()
    owners: tuple[Tally, ...] = ()
    history: tuple[RunCounts, ...] = ()
    line_url: str | None = None

    @property
    def as_of(self) -> date:
        return self.check.as_of

    def count(self, state: State) -> int:
        return sum(article.count(state) for article in self.articles)

    @property
    def counts(self) -> RunCounts:
        """This run as the history keeps it."""
        return RunCounts(
            as_of=self.as_of,
            articles=len(self.articles),
            wrong=self.count(State.WRONG),
            soon=self.count(State.SOON),
            unverifiable=self.count(State.UNVERIFIABLE),
            claims=sum(article.claims for article in self.articles),
            judged=sum(article.judged for article in self.articles),
        )

    def link(self, path: str, line: int) -> str | None:
        """The address of a line, if it is known where lines of this file can be read."""
        if self.line_url is None or path.startswith("/"):
            return None
        return self.line_url.replace("{path}", as_uri(path)).replace("{line}", str(line))

    @property
    def budget(self) -> int | None:
        """The fewest wrong items of any earlier run: a freshness budget that only falls. None without history."""
        return min((run.wrong for run in self.history), default=None)
