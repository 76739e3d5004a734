"""A credential under a name that it no longer has.

Why it matters
Readers search for the name and find old pages, or nothing.

What to do
Use the new name; add "formerly …" where readers know the old one.

When not to use it
Names with little change are aliases in the catalog and are not reported. For archives, turn it off for their folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint.article import Article
from credlint.catalog import Credential
from credlint.claims.facts import status_facts
from credlint.finding import Applicability, Edit, Fix, Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.surroundings import Surroundings, is_checkable, letters
from credlint.values import Status
from credlint.wording import attribution
from credlint.world import World

SEVERITY = Severity.WARNING

EXAMPLES = (
    Bad(
        "Sales people take the ⟦Vandelay Latex Associate⟧ exam.",
        says=("Vandelay Certified Sales Professional", "2026-02-03", "Vandelay exam page"),
    ),
    Good("Sales people take the Vandelay Certified Sales Professional exam."),
    Good("Sales people take the Vandelay Certified Sales Professional (formerly Vandelay Latex Associate) exam."),
    Good("Sales people take the Vandelay Latex Associate exam.", as_of="2026-01-10", because="it still had that name"),
    Good("The Vandelay Latex Associate exam was renamed in February 2026."),
    Good("For bread, take the Acme Baker exam.", because="a short form, not an old name"),
)


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    credentials = world.catalog.credentials
    around = Surroundings(article)
    for mention, subject in around.offered(world.catalog, lambda subject: bool(credentials[subject].former_names)):
        credential = credentials[subject]
        text = mention.span.of(article.document.text)
        if not _is_former(text, credential):
            continue
        facts = status_facts(credential)
        renamed = next(
            (fact for fact in facts if isinstance(fact.value, Status) and fact.value.status == "renamed"), None
        )
        if renamed and renamed.since and renamed.since.earliest > world.today:
            continue
        verb, since = ("has been", f" since {renamed.since}") if renamed and renamed.since else ("is", "")
        evidence = renamed or (facts[-1] if facts else None)
        yield Problem(
            mention.span,
            f"`{text}` {verb} called {credential.name}{since}{f' ({attribution(evidence)})' if evidence else ''}.",
            f'Write {credential.name}, with "formerly {text}" where readers know that name.',
            fact=evidence,
            credential=subject,
            fix=Fix(f"Write {credential.name}", Applicability.SUGGESTION, (Edit(mention.span, credential.name),)),
            severity=None if renamed else Severity.INFO,
        )


def _is_former(text: str, credential: Credential) -> bool:
    """Whether it is an old name and no short form of the present one."""
    written = letters(text)
    current = {letters(name) for name in (credential.name, *credential.aliases, *credential.ambiguous_aliases)}
    return written in {letters(name) for name in credential.former_names} and not any(
        written in name for name in current
    )
