"""A credential that has retired, presented as if it could still be earned.

Why it matters
It is the worst advice that an article about certifications can give: the reader studies for months for an exam that
nobody can book.

What to do
Recommend a successor that the finding names, or say in the article that the credential has retired and when. A
sentence, a section or the introduction that says so is enough: what stands below it is not reported again.

When not to use it
It reports once for each main section, heading and table, and not where the sentence itself says that it is over. For
archives and news, turn it off for their folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint import lazy_re
from credlint.article import Article
from credlint.claims.facts import current_code, is_weak, retirement
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.surroundings import Surroundings, is_checkable
from credlint.wording import attribution, listed, on
from credlint.world import World

SEVERITY = Severity.ERROR

EXAMPLES = (
    Bad(
        "For cakes, take the ⟦Acme Certified Pastry Specialist⟧ exam.",
        says=("2026-04-01", "Acme exam page", "Acme Certified Dessert Designer"),
    ),
    Bad(
        "# Certifications for bakers\n\n"
        "## ⟦Acme Certified Pastry Specialist⟧\n\n"
        "The Acme Certified Pastry Specialist exam is hard. Employers like the Acme Certified Pastry Specialist.\n\n"
        "## A table\n\n"
        "| You are | Take |\n| --- | --- |\n"
        "| new | Acme Certified Baker |\n| a pro | ⟦Acme Certified Pastry Specialist⟧ |\n",
        because="a heading speaks for its section, and a table is looked up by itself",
    ),
    Bad(
        'Write "I recently completed the ⟦Acme Certified Pastry Specialist⟧ certification" into your letter.',
        because="the sentence is for the reader to say",
    ),
    Bad("For candy, take the ⟦Globex Candy Engineer Associate⟧ exam.", says=("2026-07-01",), as_of="2026-07-01"),
    Good("For cakes, take the Acme Certified Pastry Specialist exam.", as_of="2026-03-31"),
    Good("The Acme Certified Pastry Specialist exam retired on 31 March 2026."),
    Good("The Acme Certified Dessert Designer replaces the Acme Certified Pastry Specialist certification."),
    Good("The Acme Certified Pastry Specialist is a certification that can no longer be earned."),
    Good("I passed the Acme Certified Pastry Specialist exam in 2022.", because="it could be passed then"),
    Good("I am an Acme Certified Pastry Specialist and bake certified cakes.", because="a byline is no advice"),
    Good("My Acme Certified Pastry Specialist certification expires in May."),
    Good("The certification board of Acme launched the Acme Certified Pastry Specialist with much noise."),
    Good("# Become an Acme Certified Pastry Specialist: a job for the certified", because="a job"),
    Bad("# How I passed the ⟦Acme Certified Pastry Specialist⟧ exam", because="readers look for it by the heading"),
    Good(
        "# Certifications for bakers\n\n"
        "The Acme Certified Pastry Specialist exam was retired in March 2026.\n\n"
        "## What it taught\n\n"
        "The Acme Certified Pastry Specialist certification went deep into creams.\n",
        because="the introduction says it for all of the article",
    ),
    Good(
        "| Old exam | New exam |\n| --- | --- |\n"
        "| Acme Certified Pastry Specialist | Acme Certified Dessert Designer |\n",
        because="the head of the column says it",
    ),
    Good("For candy, take the Globex Candy Engineer Associate exam."),
    Good("For bread, take the Acme Certified Baker exam."),
)

# "Become an engineer" is about a job.
JOB = lazy_re.compile(r"(?i)\bbecom(?:e|es|ing) (?:an?|the)\s$")
YEAR = lazy_re.compile(r"\b(?:19|20)\d\d\b")


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    credentials = world.catalog.credentials
    around = Surroundings(article)

    def has_retired(subject: str) -> bool:
        end = retirement(credentials[subject])
        return end is not None and end.since is not None and end.since.earliest <= world.today

    for mention, subject in around.offered(world.catalog, has_retired):
        credential = credentials[subject]
        end = retirement(credential)
        text = mention.span.of(article.document.text)
        # A code alone, or with its provider, is the business of superseded-exam-code.
        if end is None or end.since is None or any(code.code.upper() in text.upper() for code in credential.codes):
            continue
        before = article.document.text[max(0, mention.span.start - 20) : mention.span.start]
        if JOB.search(before) or around.is_own(mention.span):
            continue
        years = YEAR.findall(around.sentence_or_row(mention.span))
        if years and min(map(int, years)) < end.since.year and not around.is_looked_up(mention.span.start):
            continue
        after = [credentials[one] for one in credential.replaced_by if one in credentials]
        names = []
        for one in after:
            code = current_code(one, world.today)
            names.append(f"{one.name} ({code.code})" if code else one.name)
        whose = "" if text in credential.name else f" ({credential.name})"
        successors = f"; replaced by {listed(names)}" if names else ""
        instead = f"Recommend {names[0]} instead" if names else "Take it out"
        weak = is_weak(end)
        yield Problem(
            mention.span,
            f"`{text}`{whose} can no longer be earned: it retired {on(end.since)} ({attribution(end)}){successors}.",
            f"{instead}, or say here that it has retired and when.",
            fact=end,
            credential=subject,
            severity=Severity.WARNING if weak else None,
        )
