"""Marked texts: `⟦$300⟧{cost 300 USD}` says that these characters are a claim of that kind and value.

What is not marked must not be found, and what is marked must be, with that very span. A mark gives kind and value in
short (see `short`); what it leaves out is not looked at, save what would change a verdict: a period, a past, a
qualifier. `sentences/*.txt` has a case a line, under a page about one credential; `pages/*.md` whole pages parted by
lines of `%%%`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from credlint.claims import Claim, survey
from credlint.document import parse
from credlint.values import Code, Cost, Duration, Exam, Statistic, Status, Validity
from invented import CATALOG

FOLDER = Path(__file__).with_name("cases")
MARK = re.compile(r"⟦(.*?)⟧\{([^}]*)\}", re.S)
ABOVE = "# The Acme Certified Baker certification\n\n"
LOOKED_AT = {"member", "region", "beta", "retake", "student", "part"}


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    marks: tuple[tuple[int, int, str], ...]


def all_cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("sentences/*.txt")):
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if line.strip() and not line.startswith("//"):
                yield _case(f"{path.stem}:{number}", ABOVE + line.replace("\\n", "\n") + "\n")
    for path in sorted(FOLDER.glob("pages/*.md")):
        at = 1
        for page in re.split(r"^%%%.*\n", path.read_text("utf-8"), flags=re.M):
            if page.strip():
                yield _case(f"{path.stem}:{at}", page)
            at += page.count("\n") + 1


def _case(name: str, marked: str) -> Case:
    marks: list[tuple[int, int, str]] = []
    plain, at = "", 0
    for mark in MARK.finditer(marked):
        plain += marked[at : mark.start()]
        marks += [(len(plain), len(plain) + len(mark[1]), value.strip()) for value in mark[2].split(";")]
        plain += mark[1]
        at = mark.end()
    return Case(name, plain + marked[at:], tuple(marks))


def check(case: Case, without: frozenset[str] = frozenset()) -> list[str]:
    """What differs between the marks and what is found; empty where all is well."""
    found, _ = survey(parse(case.text, "case.md"), CATALOG.names, without=without)
    problems = []
    left = [
        claim for claim in found if claim.kind.value != "code" or any(mark[2].startswith("code") for mark in case.marks)
    ]
    for start, end, wanted in case.marks:
        meeting = [claim for claim in left if _stands(claim, start, end) and _fits(claim, wanted)]
        if meeting:
            left.remove(meeting[0])
        else:
            problems.append(f"not found: {case.text[start:end]!r} {wanted}")
    return problems + [
        f"found: {claim.quote!r} {claim.kind} {' '.join([*short(claim)[0], *short(claim)[1]])} ({claim.why})"
        for claim in left
    ]


def _stands(claim: Claim, start: int, end: int) -> bool:
    """A value has one span; words that tell a status may be cut in more than one way."""
    if claim.kind.value == "status":
        return claim.span.start < end and start < claim.span.end
    return (claim.span.start, claim.span.end) == (start, end)


def _fits(claim: Claim, wanted: str) -> bool:
    kind, *words = wanted.split()
    must, may = short(claim)
    return claim.kind.value == kind and set(must) <= set(words) <= {*must, *may}


def short(claim: Claim) -> tuple[list[str], list[str]]:
    """The value in words: those that a mark must give, and those that it may give."""
    must: list[str] = []
    may: list[str] = []
    value = claim.value
    if isinstance(value, Cost):
        must += [_range(value.min, value.max), value.currency]
        (may if value.per == "once" else must).append(value.per)
        may += [value.basis, *(["about"] if value.approximate else [])]
    elif isinstance(value, Validity):
        must += ["life"] if value.lifetime else [_range(value.min_months, value.max_months)]
    elif isinstance(value, Duration):
        must += [_range(value.min, value.max), value.unit]
    elif isinstance(value, Exam):
        for name, unit in (
            ("questions", "questions"),
            ("minutes", "minutes"),
            ("passing_score", "score"),
            ("passing_percent", "%"),
        ):
            pair = getattr(value, name)
            must += [] if pair is None else [f"{_range(*pair)}{unit}"]
    elif isinstance(value, Status):
        must += [value.status, *([value.date] if value.date else [])]
        may += [f"to:{value.successor.replace(' ', '_')}"] if value.successor else []
    elif isinstance(value, Code):
        must.append(value.code)
    elif isinstance(value, Statistic):
        must.append("sourced" if value.sourced else "unsourced")
    for name, word in claim.qualifiers:
        (must if name in LOOKED_AT else may).append(f"{name}={word}".replace(" ", "+"))
    if claim.past:
        must.append(f"past:{claim.past_on}" if claim.past_on else "past")
    may.append(f"of:{claim.subject}")
    return must, may


def _range(low: Decimal | None, high: Decimal | None) -> str:
    ends = ["" if end is None else f"{end.normalize():f}" for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else "..".join(ends)
