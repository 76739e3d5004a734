"""What an editor shows over a claim (the fact, its period, its source, the verdict) and over a credential's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from credlint.catalog import Catalog, Credential, Fact
from credlint.claims import Claim
from credlint.claims.verdict import Agrees, Disagrees, Outdated, Unknown, Upcoming, Verdict, judge
from credlint.contradiction import subject_name
from credlint.escape import for_markdown, for_markdown_code, markdown_link
from credlint.lsp.buffer import Snapshot
from credlint.span import Span
from credlint.wording import day, found_by, narrowing, on, since, until, value

MOST_FACTS = 6


def hover(snapshot: Snapshot, offset: int) -> types.Hover | None:
    claims = [
        (claim, verdict) for claim, verdict in judge(snapshot.article, snapshot.world) if touches(claim.span, offset)
    ]
    catalog = snapshot.project.catalog
    if claims:
        text = "\n\n---\n\n".join("\n\n".join(_claim(claim, verdict, catalog)) for claim, verdict in claims)
        return _shown(text, claims[0][0].span, snapshot)
    for span, subjects in subjects_at(snapshot, offset):
        cards = [
            "\n\n".join(_card(catalog.credentials[one], snapshot)) for one in subjects if one in catalog.credentials
        ]
        if cards:
            return _shown("\n\n---\n\n".join(cards), span, snapshot)
    return None


def touches(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end


def subjects_at(snapshot: Snapshot, offset: int) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Who is named at a place: in the text, or by an id in the front matter."""
    for mention in snapshot.article.mentions:
        if touches(mention.span, offset):
            yield mention.span, mention.subjects
    front_matter = snapshot.article.document.front_matter
    for span in front_matter.values.values() if front_matter else ():
        if touches(span, offset):
            yield span, (span.of(snapshot.article.document.text).strip("\"'"),)


def _shown(text: str, span: Span, snapshot: Snapshot) -> types.Hover:
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), snapshot.text.range(span))


def _claim(claim: Claim, verdict: Verdict, catalog: Catalog) -> Iterator[str]:
    about = for_markdown(subject_name(claim.subject, catalog))
    ident = f" ({for_markdown_code(claim.subject)})" if claim.subject else ""
    why = f", {for_markdown(found_by(claim.why))}" if claim.why and claim.subject else ""
    yield f"**{claim.kind.value.capitalize()}** {for_markdown_code(claim.quote)} of {about}{ident}{why}"
    match verdict:
        case Agrees(fact):
            yield "**Agrees** with the catalog"
            yield _facts([fact])
        case Upcoming(fact, following):
            yield "**Upcoming**: it is so today and will change"
            yield _facts([fact, *([following] if following else [])])
        case Outdated(fact, now):
            yield f"**Outdated**: it was so{until(fact)} and is no longer"
            yield _facts([*([now] if now else []), fact])
        case Disagrees(facts):
            yield "**Disagrees**: it never was so, as far as the catalog goes back"
            yield _facts(facts)
        case Unknown():
            yield f"**Unknown**: {for_markdown(verdict.in_words)}"


def _facts(facts: Iterable[Fact]) -> str:
    return "\n".join(f"- {_fact(fact)}" for fact in list(facts)[:MOST_FACTS])


def _fact(fact: Fact) -> str:
    source = fact.best_source
    when = f"{narrowing(fact)}{since(fact)}{until(fact)}".strip()
    said = f"**{for_markdown(value(fact.value))}**{f' {for_markdown(when)}' if when else ''}"
    if source is None:
        return f"{said}: no source"
    link = markdown_link(source.title or source.publisher, source.url)
    checked = f", checked {on(fact.checked)}" if fact.checked else ""
    return f"{said}: {link} ({source.grade}{checked}; {fact.confidence} confidence)"


def _card(credential: Credential, snapshot: Snapshot) -> Iterator[str]:
    catalog, today = snapshot.project.catalog, snapshot.world.today
    provider = for_markdown(subject_name(credential.provider, catalog))
    yield f"**{for_markdown(credential.name)}** ({for_markdown_code(credential.id)}), {provider}"
    status = credential.status_on(today)
    if status is not None:
        begun = f" since {day(status.since)}" if status.since else ""
        next_ones = [for_markdown(subject_name(one, catalog)) for one in credential.replaced_by]
        yield for_markdown(f"{status.status}{begun}") + (f"; replaced by {', '.join(next_ones)}" if next_ones else "")
    facts = [fact for fact in credential.facts if fact.holds(today) and fact.sources]
    if facts:
        yield "\n".join(f"- {fact.kind.value}: {_fact(fact)}" for fact in facts[:MOST_FACTS])
