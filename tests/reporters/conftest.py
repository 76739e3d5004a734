"""One report for every format, as hostile as an article, a link and a catalog can make it."""

from __future__ import annotations

from datetime import date

import pytest

from credlint.finding import (
    Applicability,
    ClaimNote,
    Edit,
    FactNote,
    Finding,
    Fix,
    Severity,
    SourceNote,
)
from credlint.report import CatalogNote, Crash, Report
from credlint.rule import NoOptions, Rule
from credlint.span import Lines, Span
from credlint.staleness import (
    Affected,
    ArticleStatus,
    Change,
    Item,
    Reference,
    RunCounts,
    StalenessReport,
    State,
    Tally,
    Task,
)
from credlint.values import Kind

TODAY = date(2026, 6, 15)

# What each format would obey if it were not escaped, in one title.
HOSTILE = (
    "</title><script>alert(1)</script><img src=x onerror=alert(2)> ::error::owned ##[error]owned =cmd|' /C calc'!A0 "
    "[click](javascript:alert(3)) ![x](https://spy.example/x.png) @everyone #1 ]]> %0A \x1b]0;owned\x07 \u202eevil"
)
SECRET = "https://anna:s3cr3tpass@vandelay.example/?access_token=s3cr3ttoken&page=2"
JAVASCRIPT = SourceNote("javascript:alert(document.domain)", "A “source” </a><script>alert(4)</script>", False)

TEXT = (
    "---\ntitle: Bakers\n---\n"
    "Zuerst 👩‍🍳: the Acme Certified Baker exam costs $100 today, they say. See https://acme.example/old for more.\n"
    "| Exam | Fee |\n"
    f"The second line links to {SECRET} and says $80.\r\n"
    "::error file=x::not a command\n"
)
LINES = Lines(TEXT)


def finding(quote: str, rule: str, severity: Severity, message: str, **more: object) -> Finding:
    start = TEXT.index(quote)
    span = Span(start, start + len(quote))
    first, last = LINES.position(span.start), LINES.position(span.end)
    values: dict[str, object] = {
        "path": "content/articles/wie, man: bäckt?.md",
        "advice": "Write the new price and its date.",
        "context": TEXT[LINES.line_span(first.line).start : LINES.line_span(last.line).end],
        "fingerprint": f"{rule}-{start:04}",
        **more,
    }
    return Finding(
        rule=rule, severity=severity, span=span, start=first, end=last, quote=quote, message=message, **values
    )  # type: ignore[arg-type]


def replacement(title: str, applicability: Applicability, *edits: tuple[str, str]) -> Fix:
    placed = [(TEXT.index(old), old, new) for old, new in edits]
    return Fix(title, applicability, tuple(Edit(Span(at, at + len(old)), new) for at, old, new in placed))


FACT = FactNote(
    {"min": 120, "max": 120, "currency": "USD", "per": "once", "basis": "exam", "approximate": False},
    "2026-04-01",
    None,
    "2026-05-20",
    "high",
    SourceNote("https://acme.example/exams?a=1&b=<2>", "Acme exam page", True),
)

FINDINGS = (
    finding(
        "$100",
        "outdated-cost",
        Severity.ERROR,
        "`$100` was the exam fee until 2026-03-31; it is $120 since 2026-04-01 (Acme exam page).",
        credential="acme/baker",
        claim=ClaimNote("cost", FACT.value),
        fact=FACT,
        fix=replacement(
            "write today's price", Applicability.SUGGESTION, ("$100", "$120"), ("they say", "as of 2026-06-15")
        ),
        introduced=True,
        cause="world",
    ),
    finding(
        "https://acme.example/old",
        "moved-link",
        Severity.WARNING,
        "This page moved for good to https://acme.example/new.",
        advice="Link to the new address.",
        fix=replacement(
            "link to the new address",
            Applicability.SAFE,
            ("https://acme.example/old", "https://acme.example/new"),
        ),
        introduced=False,
        cause="world",
    ),
    finding(
        SECRET,
        "blocked-link",
        Severity.INFO,
        f"The server of {SECRET} asks who is there (401).",
        advice="Look at it by hand.",
        fix=replacement("link to where it leads", Applicability.SAFE, (SECRET, f"{SECRET}&x=1")),
    ),
    finding("$80.\r\n::error", "cost-mismatch", Severity.ERROR, HOSTILE, advice=HOSTILE, fact=FACT),
    finding("Bakers", "schema-violation", Severity.WARNING, "`title` is too short.", path=HOSTILE, advice=""),
)


@pytest.fixture(autouse=True)
def only_one_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no word in a rule's page changes what is expected here."""
    doc = "A price that was right.\n\nWhy it matters\n\nReaders pay another.\n"
    rule = Rule("outdated-cost", doc, Severity.ERROR, True, NoOptions, ())
    monkeypatch.setattr("credlint.reporters.sarif.discover", lambda: {"outdated-cost": rule})


@pytest.fixture
def report() -> Report:
    return Report(
        as_of=TODAY,
        articles=3,
        findings=tuple(sorted(FINDINGS, key=lambda one: (one.path, one.start, one.rule))),
        claims={"agrees": 4, "outdated": 1, "disagrees": 1, "upcoming": 1, "unknown": 2},
        links={"ok": 1, "moved": 1, "broken": 0, "blocked": 1, "unreachable": 0, "skipped": 0},
        catalog=CatalogNote("sha256:0123456789abcdef", 14, "2026-05-20"),
        crashes=(Crash("content/articles/half.md", "arithmetic-mismatch", "ValueError: \x1b[31mbad\n::error::x"),),
    )


def item(one: Finding, state: State, due: date | None = None) -> Item:
    return Item(
        state,
        one.path,
        one.start.line,
        one.start.column,
        one.quote,
        one.context,
        one.start.column - 1,
        one.message,
        one.advice,
        one.rule,
        one.severity,
        one.credential,
        due,
        one.fact,
        one.fingerprint,
    )


@pytest.fixture
def staleness(report: Report) -> StalenessReport:
    baker, moved, _, hostile, _ = FINDINGS
    soon = Item(
        State.SOON,
        "content/articles/retiring.md",
        12,
        5,
        "Candy Engineer",
        "The Globex Candy Engineer is worth your time.",
        11,
        "The Globex Candy Engineer retires on 2026-08-31 (Globex exam page).",
        "Name its successor.",
        "retiring-credential",
        Severity.WARNING,
        "globex/candy-engineer",
        date(2026, 8, 31),
        FactNote({}, "2026-08-31", None, "2026-05-20", "medium", JAVASCRIPT),
        "retiring-0001",
    )
    unknown = Item(
        State.UNVERIFIABLE,
        "content/articles/retiring.md",
        30,
        1,
        "$1,000",
        "It costs $1,000.",
        9,
        "Nothing to judge it by: about nobody in the catalog.",
        "Check it by hand.",
    )
    articles = (
        ArticleStatus(
            baker.path,
            HOSTILE,
            owner="@bakers, Änne",
            last_review=date(2024, 2, 29),
            items=(item(baker, State.WRONG), item(hostile, State.WRONG), item(moved, State.WRONG)),
            notes=1,
            verdicts={"agrees": 2, "outdated": 1, "disagrees": 1},
            references=(Reference("acme/baker", Kind.COST, 4, "$100"),),
        ),
        ArticleStatus(
            "content/articles/retiring.md",
            "=HYPERLINK(\"https://spy.example\"; 'Candy')",
            last_review=date(2026, 6, 1),
            items=(soon, unknown),
            verdicts={"agrees": 2, "upcoming": 1, "unknown": 2},
        ),
        ArticleStatus("content/articles/fine.md", "All is well", owner="Bo"),
    )
    hits = (
        Affected("content/articles/retiring.md", articles[1].title, (12, 14)),
        Affected(baker.path, HOSTILE, (4,)),
    )
    changes = (
        Change(
            "globex/candy-engineer",
            "Globex Candy Engineer; Expert, 2nd \\ edition",
            "2026-08-31",
            date(2026, 8, 31),
            date(2026, 8, 31),
            "retires; last exam day of GX-200",
            FACT.source,
            "2026-05-20",
            hits,
        ),
        Change(
            "acme/baker",
            HOSTILE,
            "2026-10",
            date(2026, 10, 1),
            date(2026, 10, 31),
            "exam fee: $120 → $130",
            JAVASCRIPT,
            None,
            hits[1:],
        ),
    )
    return StalenessReport(
        until=date(2026, 12, 12),
        check=report,
        this_week=(
            Task(item(baker, State.WRONG), HOSTILE, "@bakers, Änne", (4, 9)),
            Task(item(hostile, State.WRONG), HOSTILE, None, (6,)),
        ),
        changes=changes,
        elsewhere=3,
        articles=articles,
        credentials=(
            Tally("acme/baker", "Acme Certified Baker", 1, 4, 2, 0, 0, date(2026, 10, 1)),
            Tally("globex/candy-engineer", HOSTILE, 1, 1, 0, 1, 0, date(2026, 8, 31)),
        ),
        owners=(
            Tally("@bakers, Änne", "@bakers, Änne", 1, 4, 3, 0, 0, oldest_review=date(2024, 2, 29)),
            Tally("", "no owner named", 1, 5, 0, 1, 1, oldest_review=date(2026, 6, 1)),
        ),
        history=(
            RunCounts(date(2026, 5, 1), 3, 5, 0, 4, 9, 6),
            RunCounts(date(2026, 6, 1), 3, 2, 1, 3, 9, 7),
        ),
        line_url="https://github.com/acme/site/blob/main/{path}#L{line}",
    )
