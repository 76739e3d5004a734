"""An exam code in the form of a known family that was never issued.

Why it matters
Pages invent the next version ("SAA-C04") before its issuer does, and others copy them.

What to do
Write the code that can be booked. If a new version has been announced, add it to the catalog with its source.

When not to use it
Codes that count versions of one exam (`XYZ-C03`) are judged wherever they stand. Numbers that an issuer deals to many
exams (`XY-102`) are judged beside a credential's name, and elsewhere only in a series that the catalog has complete.
Where your articles are about exams long gone, turn it off.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.claims.verdict import Disagrees, judge
from credlint.contradiction import subject_name
from credlint.finding import Applicability, Edit, Fix, Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.surroundings import Surroundings, is_checkable
from credlint.values import Kind
from credlint.wording import attribution, listed, value
from credlint.world import World

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad("Book the Acme Certified Baker exam (⟦ABK-C04⟧).", says=("ABK-C02", "Acme exam page")),
    Good("Book the Acme Certified Baker exam (ABK-C02)."),
    Good("Book the Acme Certified Baker exam (ABK-C01).", because="it was issued: superseded-exam-code"),
    Bad(
        "Book the Globex Candy Engineer Associate exam (⟦GX-177⟧).",
        says=("GX-102", "Globex"),
        because="it is beside the name of a credential with another code",
    ),
    Bad(
        "Acme retired its Acme Certified Pastry Specialist exam (⟦APS-C04⟧).",
        says=("was APS-C01", "Acme exam page"),
        as_of="2026-05-20",
        because="the last exam of a retired credential is known too",
    ),
    Good("The certification exam GX-177 comes after GX-102.", because="GX numbers count exams: it may be any"),
    Good("Globex Candy Engineer Associate is a certification. Years later Globex made the exam GX-177."),
    Good("Book the Acme Certified Baker exam in room ABX-C04.", because="no exam has such a code"),
)


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    judged = {claim: verdict for claim, verdict in judge(article, world, Kind.CODE) if isinstance(verdict, Disagrees)}
    for claim in Surroundings(article).claims_once(judged):
        verdict = judged[claim]
        now = verdict.facts[0]
        codes = [value(fact.value) for fact in verdict.facts]
        if world.catalog.codes.credential(codes[0]) == claim.subject:
            name = subject_name(claim.subject, world.catalog)
            known = f"the exam of {name} {'was' if now.ended(world.today) else 'is'} {codes[0]}"
            advice = f"Write {codes[0]}, unless the issuer has announced {claim.quote} since."
            fix = Fix(f"Write {codes[0]}", Applicability.SUGGESTION, (Edit(claim.span, codes[0]),))
        else:
            known = f"the nearest of its series {'are' if codes[1:] else 'is'} {listed(codes)}"
            advice = f"Write the code of the exam that is meant, unless the issuer has announced {claim.quote} since."
            fix = None
        yield Problem(
            claim.span,
            f"`{claim.quote}` is not known to have been issued; {known} ({attribution(now)}).",
            advice,
            claim=claim,
            fact=now,
            credential=claim.subject,
            fix=fix,
        )
