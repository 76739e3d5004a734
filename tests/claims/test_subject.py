"""Whom a value is about: marked articles, and the proof that every step of evidence is needed by some of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

import invented
from credlint.catalog import Catalog, Credential, ExamCode
from credlint.claims.claim import Candidate
from credlint.claims.scene import Scene
from credlint.claims.subject import STEPS, Resolver
from credlint.document import parse
from credlint.span import Span
from credlint.values import Code, Kind, Status, Value

MARK = re.compile(r"⟦([^|⟧]+)\|([^|⟧]+)(?:\|([^|⟧]+))?⟧")

# Finer tests inside the steps that can be switched off by name.
FINER = (
    "compared",
    "unknown",
    "several",
    "topic",
    "fit",
    "following-name",
    "others",
    "aside",
    "course",
    "lessons",
    "path",
    "total",
    "stack",
    "means",
    "family",
)


def more(slug: str, name: str, kind: str = "exam", **more: object) -> Credential:
    provider = slug.split("/")[0]
    return Credential(slug, name, provider, kind, **more)  # type: ignore[arg-type]


MORE = (
    more("acme/miller-associate", "Acme Certified Miller - Associate", level="associate"),
    more("acme/miller-professional", "Acme Certified Miller - Professional", level="professional"),
    more("acme/sugar-specialty", "Acme Certified Sugar - Specialty", level="specialty"),
    more("acme/sugar-developer", "Acme Certified Sugar Developer - Professional", level="professional"),
    more("globex/100", "Globex 100"),
    more("acme/dust", "Acme Dust Certificate", "professional-certificate"),
    more("umbrella/dust", "Umbrella Dust Certificate", "professional-certificate"),
    more("umbrella/bun-junior", "Junior Bun Accountant"),
    more("acme/roller", "Acme Certified Roller", codes=(ExamCode("200-301"),)),
    more("acme/weigher-foundation", "Acme Weigher Foundation", level="foundations"),
    more("acme/weigher-practitioner", "Acme Weigher Practitioner", level="professional"),
    more("acme/oven-keeper", "Acme Trusted Oven Watch", aliases=("AOK-CKO",)),
    more("umbrella/oven-walk", "Umbrella Trusted Oven Walk"),
    more("umbrella/shield", "Umbrella Shield"),
    more("acme/kneader", "Acme Certified Kneader 1"),
    more("umbrella/duster", "Umbrella Dust Certified Practitioner (UMB-DCP)"),
    more("umbrella/bun-accountant", "Certified Bun Accountant (CBA)"),
    more("umbrella/crumb", "Umbrella Certified Crumb Keeper", aliases=("UCK",)),
    more("globex/crumbs", "Globex Specialist: Ultimate Crumbs and Kitchens (GS-UCK)"),
    more("umbrella/w-plus", "Umbrella W+"),
    more("acme/dough-management", "Acme Dough Management Certificate", "professional-certificate"),
    more("umbrella/cci-asia", "Certified Crumb Inspector/Asia (CCI/A)"),
    more("umbrella/cci-europe", "Certified Crumb Inspector/Europe (CCI/E)"),
    more("acme/froster-i", "Acme Certified Froster I"),
    more("acme/froster-ii", "Acme Certified Froster II"),
    more("umbrella/sweeper-marble", "Umbrella Certified Sweeper: Marble Halls"),
    more("umbrella/dough-professional", "Certified Dough Quality Professional (CDQP)"),
    more("initech/associate", "Initech Certified Associate"),
    more("initech/plus", "Initech Plus", "subscription"),
)
CATALOG: Catalog = replace(
    invented.CATALOG,
    credentials={**invented.CATALOG.credentials, **{credential.id: credential for credential in MORE}},
)


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    marks: tuple[tuple[Span, str | None, str | None], ...]


def read_case(name: str, marked: str) -> Case:
    parts: list[str] = []
    marks = []
    at = length = 0
    for mark in MARK.finditer(marked):
        parts += [marked[at : mark.start()], mark[1]]
        start = length + mark.start() - at
        length = start + len(mark[1])
        marks.append((Span(start, length), None if mark[2] == "-" else mark[2], mark[3]))
        at = mark.end()
    return Case(name, "".join([*parts, marked[at:]]), tuple(marks))


@cache
def cases() -> tuple[Case, ...]:
    found = []
    for path in sorted((Path(__file__).parent / "subjects").glob("*.md")):
        for chunk in path.read_text("utf-8").split("\n=== ")[1:]:
            name, _, text = chunk.partition("\n")
            found.append(read_case(f"{path.stem}: {name}", text.strip("\n") + "\n"))
    return tuple(found)


def value_of(quote: str) -> tuple[Kind, Value]:
    """A kind by the look of the value, for the resolver only cares about the kind."""
    if quote.startswith("replaced by"):
        return Kind.STATUS, Status("retired", successor=quote.removeprefix("replaced by "))
    for kind, sign in (
        (Kind.CODE, r"^[A-Z]+-[A-Z]?\d+$"),
        (Kind.COST, r"\$"),
        (Kind.EXAM, "question|minute"),
        (Kind.VALIDITY, "year"),
        (Kind.DURATION, "week|month|hour"),
        (Kind.STATISTIC, "%"),
    ):
        if re.search(sign, quote):
            return kind, Code(quote)
    return Kind.STATUS, Status(quote)


def failures(case: Case, without: frozenset[str] = frozenset()) -> list[str]:
    scene = Scene(parse(case.text, "case.md"), CATALOG.names)
    resolver = Resolver(scene, CATALOG, without)
    found = []
    for span, subject, why in case.marks:
        kind, value = value_of(span.of(case.text))
        got, reason = resolver.resolve(Candidate(kind, value, span, None, "test"))
        if got != subject or (why is not None and why != reason):
            found.append(f"{span.of(case.text)}: {got} by {reason}, not {subject} by {why or 'anything'}")
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert case.marks, "a case without a mark proves nothing"
    assert failures(case) == []


@pytest.mark.parametrize(
    ("text", "subject", "level"),
    [
        ("Acme associate certifications are valid for ⟦3 years⟧.", "acme", "associate"),
        ("Acme certifications are valid for ⟦3 years⟧.", "acme", None),
        ("Acme associate and professional certifications are valid for ⟦3 years⟧.", None, None),
        ("## Acme exams\n\nProfessional exam: ⟦$100⟧\n", "acme", "professional"),
        ("## Globex exams\n\nExpert exam: ⟦$100⟧\n", "globex/flavour-architect", None),
    ],
)
def test_a_provider_is_narrowed_to_the_level_that_is_named(text: str, subject: str | None, level: str | None) -> None:
    start, end = text.index("⟦"), text.index("⟧") - 1
    plain = text.replace("⟦", "").replace("⟧", "")
    scene = Scene(parse(plain, "case.md"), CATALOG.names)
    kind, value = value_of(plain[start:end])
    answer = Resolver(scene, CATALOG).answer(Candidate(kind, value, Span(start, end), None, "test"))
    assert (answer.subject, answer.level) == (subject, level)


def test_a_provider_is_narrowed_to_the_credentials_that_are_named() -> None:
    text = "The Acme Certified Baker and Acme Certified Bread Scientist exams cost $100 each."
    at = text.index("$100")
    scene = Scene(parse(text, "case.md"), CATALOG.names)
    answer = Resolver(scene, CATALOG).answer(Candidate(Kind.COST, Code("$100"), Span(at, at + 4), None, "test"))
    assert (answer.subject, answer.members) == ("acme", ("acme/baker", "acme/bread-scientist"))


@pytest.mark.parametrize(("lines", "subject"), [(40, "acme/baker"), (400, None)])
def test_a_long_page_is_not_about_what_it_names_here_and_there(lines: int, subject: str | None) -> None:
    named = "The Acme Certified Baker is one of many things.\n\n"
    other = "Flour comes from mills, and mills stand by rivers.\n\n" * lines
    text = f"# Notes\n\n{named}{named}{other}## Prices\n\nIt costs $90.\n"
    at = text.index("$90")
    resolver = Resolver(Scene(parse(text, "case.md"), CATALOG.names), CATALOG)
    assert resolver.resolve(Candidate(Kind.COST, Code("$90"), Span(at, at + 3), None, "test"))[0] == subject


@pytest.mark.parametrize("step", [*(name for name, *_ in STEPS), *FINER])
def test_every_step_is_needed(step: str) -> None:
    assert any(failures(case, frozenset({step})) for case in cases())


def test_most_cases_end_with_nobody_or_have_a_twin() -> None:
    """Traps keep the balance: a walk that ties everything would pass the rest."""
    subjects = [subject for case in cases() for _, subject, _ in case.marks]
    assert sum(subject is None for subject in subjects) * 5 >= len(subjects)
