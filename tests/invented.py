"""The invented world: what the tests and the rules' own examples are judged by, on one fixed day.

No provider or credential here exists, so a real price change breaks no test. Dates are chosen around `TODAY`: something
was so before, is so now, or will be so soon, for every kind of fact.

| credential | shows |
| --- | --- |
| `acme/baker` | price, exam and code with a history; prices in euros, for the second try, for renewal |
| `acme/pastry-specialist` | retired, with a successor |
| `acme/dessert-designer` | was in beta with a beta price and a beta exam, active since |
| `acme/bread-scientist` | the company's third price: $150 |
| `globex/candy-engineer` | retiring soon; valid one year, by its level; price by country |
| `globex/kitchen-fundamentals` | never expires, by its level; one exam code followed by another |
| `globex/flavour-architect` | in beta |
| `initech/breadmaking` | a course collection by subscription, whose price rose; plans of other lengths |
| `initech/cooking-essentials` | one short course, paid once a month |
| `initech/tasting-basics` | free |
| `vandelay/import-manager` | member and non-member prices that will change; validity that became shorter |
| `vandelay/sales-professional` | renamed |
| `vandelay/latex-analyst` | weak evidence only: one third party, low confidence; one fact without any source |
| `umbrella/hygienist` | recognised only: nothing about it was checked |
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from credlint.catalog import Catalog, Credential, ExamCode, Fact, Group, Provider, Source, StatusEntry
from credlint.dates import PartialDate
from credlint.values import Cost, Duration, Exam, Kind, Validity, Value
from credlint.world import World
from invented_links import LINKS
from invented_site import EXAMPLE, SITE, schema_for

TODAY = date(2026, 6, 15)


def issuer(name: str) -> Source:
    host = name.lower()
    return Source(f"https://{host}.example/exams", f"{name} exam page", name, official=True)


RUMOUR = Source("https://rumours.example/latex", "All about latex exams", "Rumours Weekly", official=False)


def day(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)


def fact(
    kind: Kind,
    value: Value,
    source: Source | None,
    since: str | None = None,
    until: str | None = None,
    confidence: str = "high",
    checked: str = "2026-05-20",
    **qualifiers: str,
) -> Fact:
    return Fact(
        kind,
        value,
        since=day(since),
        until=day(until),
        sources=(source,) if source else (),
        checked=day(checked),
        confidence=confidence,
        qualifiers=qualifiers,
    )


def cost(amount: int | str, currency: str = "USD", per: str = "once", basis: str = "exam") -> Cost:
    return Cost(Decimal(amount), Decimal(amount), currency, per, basis)


def months(count: int) -> Validity:
    return Validity(Decimal(count), Decimal(count))


def exam(questions: int | None = None, minutes: int | None = None, score: int | None = None) -> Exam:
    return Exam(*((Decimal(n), Decimal(n)) if n is not None else None for n in (questions, minutes, score)))


def code(text: str, since: str | None = None, until: str | None = None) -> ExamCode:
    issuer_of = {"A": ACME, "G": GLOBEX}[text[0]]
    return ExamCode(text, day(since), day(until), (issuer_of,), day("2026-05-20"), "high")


def status(name: str, since: str | None, source: Source) -> StatusEntry:
    return StatusEntry(name, day(since), (source,), "high", day("2026-05-20"))


ACME, GLOBEX, INITECH, VANDELAY = issuer("Acme"), issuer("Globex"), issuer("Initech"), issuer("Vandelay")

PROVIDERS = (
    Provider(
        "acme",
        "Acme",
        aliases=("Acme Corporation",),
        facts=(fact(Kind.VALIDITY, months(36), ACME),),
        sources=(ACME,),
    ),
    Provider(
        "globex",
        "Globex",
        facts=(
            fact(Kind.VALIDITY, months(12), GLOBEX, level="associate"),
            fact(Kind.VALIDITY, months(12), GLOBEX, level="expert"),
            fact(Kind.VALIDITY, Validity(lifetime=True), GLOBEX, level="fundamentals"),
        ),
        sources=(GLOBEX,),
    ),
    Provider("initech", "Initech", sources=(INITECH,)),
    Provider("vandelay", "Vandelay", aliases=("Vandelay Industries",)),
    Provider("umbrella", "Umbrella"),
)

CREDENTIALS = (
    Credential(
        "acme/baker",
        "Acme Certified Baker",
        "acme",
        "exam",
        level="associate",
        aliases=("Acme Baker",),
        ambiguous_aliases=("Certified Baker",),
        codes=(code("ABK-C01", "2022-05-10", "2025-12-31"), code("ABK-C02", "2026-01-01")),
        status=(status("active", "2022-05-10", ACME),),
        facts=(
            fact(Kind.COST, cost(90), ACME, "2022-05-10", "2024-06-30"),
            fact(Kind.COST, cost(100), ACME, "2024-07-01"),
            fact(Kind.COST, cost(95, "EUR"), ACME, "2024-07-01", region="EU"),
            fact(Kind.COST, cost(60), ACME, "2024-07-01", retake="yes"),
            fact(Kind.COST, cost(50, basis="renewal"), ACME, "2024-07-01", note="half price for holders"),
            fact(Kind.VALIDITY, months(36), ACME, "2022-05-10"),
            fact(Kind.EXAM, exam(50, 90, 700), ACME, "2022-05-10", "2025-12-31"),
            fact(Kind.EXAM, exam(65, 130, 720), ACME, "2026-01-01"),
        ),
        url="https://acme.example/baker",
    ),
    Credential(
        "acme/pastry-specialist",
        "Acme Certified Pastry Specialist",
        "acme",
        "exam",
        level="specialty",
        aliases=("Acme Pastry Specialist",),
        ambiguous_aliases=("Pastry Specialist",),
        codes=(code("APS-C01", "2019-03-12", "2026-03-31"),),
        status=(
            status("active", "2019-03-12", ACME),
            status("retiring", "2025-11-10", ACME),
            status("retired", "2026-04-01", ACME),
        ),
        replaced_by=("acme/dessert-designer",),
        facts=(
            fact(Kind.COST, cost(300), ACME, "2019-03-12", "2026-03-31"),
            fact(Kind.VALIDITY, months(36), ACME, "2019-03-12"),
        ),
        url="https://acme.example/pastry-specialist",
    ),
    Credential(
        "acme/dessert-designer",
        "Acme Certified Dessert Designer",
        "acme",
        "exam",
        level="professional",
        aliases=("Acme Dessert Designer",),
        ambiguous_aliases=("Dessert Designer",),
        codes=(code("ADD-C01", "2025-11-18"),),
        status=(
            status("announced", "2025-10-01", ACME),
            status("beta", "2025-11-18", ACME),
            status("active", "2026-04-14", ACME),
        ),
        facts=(
            fact(Kind.COST, cost(150), ACME, "2025-11-18", "2026-03-31", beta="yes"),
            fact(Kind.COST, cost(300), ACME, "2026-04-14"),
            fact(Kind.VALIDITY, months(36), ACME, "2026-04-14"),
            fact(Kind.EXAM, exam(85, 205, 750), ACME, "2025-11-18", "2026-03-31", beta="yes"),
            fact(Kind.EXAM, exam(75, 180, 750), ACME, "2026-04-14"),
        ),
        url="https://acme.example/dessert-designer",
    ),
    Credential(
        "acme/bread-scientist",
        "Acme Certified Bread Scientist",
        "acme",
        "exam",
        level="associate",
        aliases=("Acme Bread Scientist",),
        codes=(code("ABS-C01", "2023-02-01"),),
        status=(status("active", "2023-02-01", ACME),),
        facts=(
            fact(Kind.COST, cost(150), ACME, "2023-02-01"),
            fact(Kind.VALIDITY, months(36), ACME, "2023-02-01"),
        ),
        url="https://acme.example/bread-scientist",
    ),
    Credential(
        "globex/candy-engineer",
        "Globex Candy Engineer Associate",
        "globex",
        "exam",
        level="associate",
        aliases=("Globex Candy Engineer",),
        ambiguous_aliases=("Candy Engineer Associate",),
        codes=(code("GX-102", "2021-09-01", "2026-06-30"),),
        status=(
            status("active", "2021-09-01", GLOBEX),
            status("retiring", "2026-01-20", GLOBEX),
            status("retired", "2026-07-01", GLOBEX),
        ),
        replaced_by=("globex/flavour-architect",),
        facts=(
            fact(Kind.COST, cost(165), GLOBEX, "2021-09-01", region="US"),
            fact(Kind.VALIDITY, months(12), GLOBEX, "2021-09-01"),
        ),
        url="https://globex.example/candy-engineer",
    ),
    Credential(
        "globex/kitchen-fundamentals",
        "Globex Kitchen Fundamentals",
        "globex",
        "exam",
        level="fundamentals",
        aliases=("Globex Certified Kitchen Fundamentals",),
        ambiguous_aliases=("Kitchen Fundamentals",),
        codes=(code("GX-900", "2020-02-01", "2026-05-31"), code("GX-901", "2026-04-15")),
        status=(status("active", "2020-02-01", GLOBEX),),
        facts=(
            fact(Kind.COST, cost(99), GLOBEX, "2020-02-01", region="US"),
            fact(Kind.VALIDITY, Validity(lifetime=True), GLOBEX),
        ),
        url="https://globex.example/kitchen-fundamentals",
    ),
    Credential(
        "globex/flavour-architect",
        "Globex Flavour Architect Expert",
        "globex",
        "exam",
        level="expert",
        aliases=("Globex Flavour Architect",),
        codes=(code("GX-305", "2026-05-04"),),
        status=(status("announced", "2026-03-01", GLOBEX), status("beta", "2026-05-04", GLOBEX)),
        facts=(
            fact(Kind.COST, cost(80), GLOBEX, "2026-05-04", beta="yes", region="US"),
            fact(Kind.VALIDITY, months(12), GLOBEX),
        ),
        url="https://globex.example/flavour-architect",
    ),
    Credential(
        "initech/breadmaking",
        "Initech Breadmaking Professional Certificate",
        "initech",
        "professional-certificate",
        aliases=("Initech Breadmaking Certificate",),
        ambiguous_aliases=("Breadmaking Professional Certificate",),
        status=(status("active", "2021-01-15", INITECH),),
        facts=(
            fact(Kind.COST, cost(39, per="month", basis="subscription"), INITECH, "2021-01-15", "2024-03-31"),
            fact(Kind.COST, cost(59, per="month", basis="subscription"), INITECH, "2024-04-01"),
            fact(Kind.COST, cost(399, per="year", basis="subscription"), INITECH, "2024-04-01", plan="Initech Plus"),
            fact(Kind.DURATION, Duration(Decimal(3), Decimal(6), "months"), INITECH),
        ),
        url="https://initech.example/breadmaking",
    ),
    Credential(
        "initech/cooking-essentials",
        "Initech Cooking Essentials",
        "initech",
        "course",
        status=(status("active", "2024-02-01", INITECH),),
        facts=(
            fact(Kind.COST, cost(49, per="month", basis="subscription"), INITECH, "2024-02-01"),
            fact(Kind.DURATION, Duration(None, Decimal(10), "hours"), INITECH),
        ),
        url="https://initech.example/cooking-essentials",
    ),
    Credential(
        "initech/tasting-basics",
        "Initech Tasting Basics",
        "initech",
        "course",
        status=(status("active", "2023-09-01", INITECH),),
        facts=(
            fact(Kind.COST, cost(0, basis="course"), INITECH),
            fact(Kind.DURATION, Duration(Decimal(2), Decimal(2), "hours"), INITECH),
            fact(Kind.DURATION, Duration(Decimal(3), None, "weeks"), INITECH),
        ),
        url="https://initech.example/tasting-basics",
    ),
    Credential(
        "vandelay/import-manager",
        "Vandelay Certified Import Manager",
        "vandelay",
        "exam",
        level="professional",
        aliases=("Certified Import Manager",),
        status=(status("active", "2015-01-01", VANDELAY),),
        facts=(
            fact(Kind.COST, cost(405), VANDELAY, "2023-01-01", "2026-08-31", member="yes"),
            fact(Kind.COST, cost(575), VANDELAY, "2023-01-01", "2026-08-31", member="no"),
            fact(Kind.COST, cost(445), VANDELAY, "2026-09-01", member="yes"),
            fact(Kind.COST, cost(675), VANDELAY, "2026-09-01", member="no"),
            fact(Kind.VALIDITY, months(36), VANDELAY, "2015-01-01", "2024-03-31"),
            fact(Kind.VALIDITY, months(24), VANDELAY, "2024-04-01"),
            fact(Kind.EXAM, exam(180, 230), VANDELAY, "2021-01-02"),
        ),
        url="https://vandelay.example/import-manager",
    ),
    Credential(
        "vandelay/sales-professional",
        "Vandelay Certified Sales Professional",
        "vandelay",
        "exam",
        level="professional",
        former_names=("Vandelay Latex Associate",),
        status=(status("active", "2018-06-01", VANDELAY), status("renamed", "2026-02-03", VANDELAY)),
        facts=(
            fact(Kind.COST, cost(125), VANDELAY, "2018-06-01"),
            fact(Kind.VALIDITY, months(24), VANDELAY, "2018-06-01"),
        ),
        url="https://vandelay.example/sales-professional",
    ),
    Credential(
        "vandelay/latex-analyst",
        "Vandelay Certified Latex Analyst",
        "vandelay",
        "exam",
        level="associate",
        facts=(
            fact(Kind.COST, cost(200), RUMOUR, confidence="low", checked="2025-07"),
            fact(Kind.VALIDITY, months(24), None, confidence="low", checked="2025-07"),
        ),
    ),
    Credential("umbrella/hygienist", "Umbrella Certified Hygienist", "umbrella", "exam", recognised_only=True),
)

GROUPS = (
    Group(
        "group/kitchen",
        "kitchen vendor certifications",
        aliases=("kitchen vendor certification", "kitchen vendor certs"),
        providers=("acme", "globex"),
    ),
)

CATALOG = Catalog(
    credentials={credential.id: credential for credential in CREDENTIALS},
    providers={provider.id: provider for provider in PROVIDERS},
    groups={group.id: group for group in GROUPS},
    digest="sha256:invented",
)


def world(today: date = TODAY, path: str = EXAMPLE) -> World:
    """The world by which an article at this path is judged."""
    return World(today, CATALOG, SITE, LINKS, schema_for(path))
