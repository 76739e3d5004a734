"""One article's part of the report.

What will be wrong is what the rules find on the later day and do not find today; the day on which it begins is found by
halving the time between. So nothing here knows any rule but the one that is left out of it: that every article is due
for review some day is no news.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from credlint import engine
from credlint.article import Article
from credlint.claims import Claim
from credlint.claims.verdict import Unknown, Upcoming, judge
from credlint.dates import PartialDate, days_after
from credlint.document import BlockKind
from credlint.engine import Judged
from credlint.finding import Finding, Severity
from credlint.rule import Selection
from credlint.rules import overdue_review
from credlint.span import Lines
from credlint.staleness import ArticleStatus, Item, Reference, State
from credlint.surroundings import SENTENCE_END
from credlint.world import World


def examine(
    article: Article, world: World, selection: Selection, until: date, owners: Mapping[str, str]
) -> tuple[Judged, ArticleStatus]:
    """The check of one article and its part of the report; runs in whichever process holds the article.

    `owners` are those that CODEOWNERS names, by path.
    """

    lasting = tuple(one for one in selection if not isinstance(one.options, overdue_review.Options))

    def find(day: date) -> Sequence[Finding]:
        return _actionable(engine.check(article, replace(world, today=day), lasting).findings)

    judged = engine.judge(article, world, selection)
    verdicts = judge(article, world)
    ahead = {claim.span: found for claim, found in verdicts if isinstance(found, Upcoming)}
    today = [(finding, _due(finding, ahead.get(finding.span), world.today)) for finding in judged.findings]
    # A finding for information only is a note, unless it is about a day to come.
    shown = [(finding, due) for finding, due in today if due is not None or finding.severity is not Severity.INFO]
    notes, taken = len(today) - len(shown), {finding.span for finding, _ in shown}
    # A place that is reported today is not reported again for a later day.
    days = coming(find, _actionable(judged.findings), world.today, until)
    shown += [(finding, due) for due, finding in days if finding.span not in taken]
    taken |= {finding.span for finding, _ in shown}
    items = [item_of(finding, due) for finding, due in shown]
    lines = article.document.lines()
    for claim, found in verdicts:
        if isinstance(found, Unknown) and claim.span not in taken:
            items.append(_unverifiable(article.path, claim, found, lines))
    status = ArticleStatus(
        path=article.path,
        title=_title(article),
        owner=_owner(article, owners),
        last_review=article.metadata.last_review,
        items=tuple(items),
        notes=notes,
        verdicts=judged.claims,
        references=tuple(_references(article, lines)),
    )
    return judged, status


def _actionable(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is not Severity.INFO]


Find = Callable[[date], Sequence[Finding]]


def coming(find: Find, today: Sequence[Finding], now: date, until: date) -> Iterator[tuple[date, Finding]]:
    """What is found on the day `until` and not now, each with the first day on which `find` finds it.

    `today` is what is found now.
    """
    known = {finding.fingerprint for finding in today}
    new = [finding for finding in find(until) if finding.fingerprint not in known] if until > now else []
    yield from _first_days(find, now, until, new)


def _first_days(find: Find, before: date, after: date, new: list[Finding]) -> Iterator[tuple[date, Finding]]:
    """Halves the time: `new` is as found on `after`, and none of it is found on `before`."""
    if not new:
        return
    if (after - before).days == 1:
        yield from ((after, finding) for finding in new)
        return
    middle = before + (after - before) // 2
    there = {finding.fingerprint: finding for finding in find(middle)}
    # In the words of the earlier day: a finding may say how long ago something was.
    early = [there[finding.fingerprint] for finding in new if finding.fingerprint in there]
    yield from _first_days(find, before, middle, early)
    yield from _first_days(find, middle, after, [finding for finding in new if finding.fingerprint not in there])


def _due(finding: Finding, ahead: Upcoming | None, today: date) -> date | None:
    """The day on which a finding of today begins to be wrong, or None where it is wrong already."""
    if ahead is not None:
        if ahead.next is not None and ahead.next.since is not None:
            return ahead.next.since.earliest
        return days_after(ahead.fact.until.latest, 1) if ahead.fact.until else None
    if finding.fact is None or finding.fact.since is None:
        return None
    begins = PartialDate.parse(finding.fact.since)
    return begins.earliest if begins.earliest > today and not begins.no_later_than else None


def item_of(finding: Finding, due: date | None = None) -> Item:
    return Item(
        State.WRONG if due is None else State.SOON,
        finding.path,
        finding.start.line,
        finding.start.column,
        finding.quote,
        *_sentence(finding.context, finding.start.column - 1, len(finding.quote)),
        finding.message,
        finding.advice,
        finding.rule,
        finding.severity,
        finding.credential,
        due,
        finding.fact,
        finding.fingerprint,
    )


def _unverifiable(path: str, claim: Claim, found: Unknown, lines: Lines) -> Item:
    place = lines.position(claim.span.start)
    line = lines.line_span(place.line).of(lines.text)
    remedy = "add it to the catalog with its source" if found.nobody is None else "say beside it whom it is about"
    return Item(
        State.UNVERIFIABLE,
        path,
        place.line,
        place.column,
        claim.quote,
        *_sentence(line, place.column - 1, len(claim.quote)),
        f"Nothing to judge it by: {found.in_words}.",
        f"Check it by hand, or {remedy}.",
        credential=claim.subject,
    )


LONGEST_SENTENCE = 400


def _sentence(line: str, start: int, length: int) -> tuple[str, int]:
    """The sentence of a line around a quote, and where in it the quote begins; a row of a table is one sentence."""
    end = start + length
    ends = [0] if line.lstrip().startswith("|") else [0, *(match.end() for match in SENTENCE_END.finditer(line))]
    first = max(place for place in ends if place <= start)
    last = min((place for place in ends if place >= max(end, 1)), default=len(line))
    if last - first > LONGEST_SENTENCE:
        first, last = max(first, start - LONGEST_SENTENCE // 2), min(last, end + LONGEST_SENTENCE // 2)
    sentence = line[first:last].lstrip()
    return sentence.rstrip(), start - last + len(sentence)


def _title(article: Article) -> str:
    heading = next((block for block in article.document.blocks if block.kind is BlockKind.HEADING), None)
    written = heading.span.of(article.document.prose).strip(" \t\r\n#=-") if heading else ""
    return article.metadata.title or written or article.path


def _owner(article: Article, owners: Mapping[str, str]) -> str | None:
    """Front matter `owner`, else CODEOWNERS, else front matter `author`."""
    matter = article.document.front_matter
    data = matter.data if matter and isinstance(matter.data, Mapping) else {}
    return _names(data.get("owner")) or owners.get(article.path) or _names(data.get("author")) or None


def _names(value: object) -> str:
    match value:
        case str():
            return value.strip()
        case Mapping():
            return _names(value.get("name"))
        case [*several]:
            return ", ".join(filter(None, map(_names, several)))
    return ""


def _references(article: Article, lines: Lines) -> Iterator[Reference]:
    for claim in article.claims:
        if claim.subject is not None:
            yield Reference(claim.subject, claim.kind, lines.position(claim.span.start).line, claim.quote)
    for mention in article.mentions:
        if len(mention.subjects) == 1:
            quote = mention.span.of(lines.text)
            yield Reference(mention.subjects[0], None, lines.position(mention.span.start).line, quote)
