"""Rules over one article: problems become findings, directives hide some of them, a crash stays one entry. Pure."""

from __future__ import annotations

import functools
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, field, structs

from credlint import wording
from credlint.article import Article
from credlint.catalog import Catalog, Fact
from credlint.claims import verdict as verdicts
from credlint.claims.verdict import Verdict
from credlint.dates import date_text
from credlint.errors import UserError, describe
from credlint.finding import ClaimNote, FactNote, Finding, Severity, SourceNote
from credlint.gist import Gist, Unopened
from credlint.links import LinkStatus
from credlint.report import Crash
from credlint.rule import Problem, Selected, Selection
from credlint.rules import overdue_fact
from credlint.site import DeadLink, Page, page
from credlint.span import Excerpt, Lines
from credlint.suppression import Suppressions
from credlint.world import World


class Judged(Struct, frozen=True, gc=False):
    """The outcome for one file. Findings are ordered by line, column and rule.

    `claims` counts verdicts and `links` the occurrences of outbound links by status, so that no findings can be
    distinguished from nothing checked.
    """

    findings: tuple[Finding, ...] = ()
    crashes: tuple[Crash, ...] = ()
    claims: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, int] = field(default_factory=dict)


Found = tuple[Selected, Problem]

VERDICTS = ("agrees", "outdated", "disagrees", "upcoming", "unknown")
LINK_STATUSES = tuple(status.value for status in LinkStatus)


def judge(article: Article, world: World, selection: Selection) -> Judged:
    """An article's findings, with the counts of what was and was not compared."""
    judged = check(article, world, selection)
    claims = Counter(verdict_name(verdict) for _, verdict in verdicts.judge(article, world))
    links = Counter(
        world.links[link.url].status.value if link.url in world.links else LinkStatus.SKIPPED.value
        for link in article.document.links
        if link.is_web and not world.site.is_internal(link.url)
    )
    return structs.replace(judged, claims=claims, links=links)


def judge_unopened(unopened: Unopened, world: World, selection: Selection) -> Judged | None:
    """What `judge` would say, where the gist shows that only links of this site can be amiss; None where the article
    must be opened.

    In a tree of 14,000 documentation files nine in ten are never opened, and opening one costs more than all else.
    """
    gist = unopened.gist
    if is_opened(gist, selection, world.schema, world.today) or (world.links and gist.packed_urls):
        return None
    urls = gist.urls
    outbound = len(urls)
    if world.site.url:
        if any((resolution := world.site.resolve(url, gist.page)) and resolution.fault for url in urls):
            return None
        outbound = sum(not world.site.is_internal(url) for url in urls)
    judged = _without_findings(outbound)
    link_rules = _link_rules(selection)
    dead = unopened.dead_links() if link_rules else None
    if dead is None:
        return judged
    crashes: list[Crash] = []
    found = _dead_link_problems(dead.links, link_rules, gist.page, crashes)
    if crashes or (found and gist.directives):
        return None
    return structs.replace(judged, findings=_findings(found, gist.page.shown or gist.page.path, dead.lines))


def is_opened(gist: Gist, selection: Selection, schema: object | None, today: date) -> bool:
    """Whether more than links of the site and answers of the web must be judged."""
    if gist.claims or schema is not None or (gist.until is not None and gist.until >= today):
        return True
    return not _names(selection).isdisjoint(gist.touched)


@functools.cache
def _without_findings(skipped: int) -> Judged:
    """One for all files with so many links to the web, of which there is nothing to say: they may be many thousands."""
    return Judged(links={LinkStatus.SKIPPED.value: skipped} if skipped else {})


SILENCE = _without_findings(0)


def verdict_name(verdict: Verdict) -> str:
    """`agrees`, `outdated`, `disagrees`, `upcoming` or `unknown`."""
    return type(verdict).__name__.lower()


def check(article: Article, world: World, selection: Selection) -> Judged:
    """Everything the selected rules find in an article, except what its directives hide."""
    found: list[Found] = []
    crashes: list[Crash] = []
    for selected in selection:
        found += _problems(selected, selected.rule.check, (article, world), article.path, crashes)
    document, metadata = article.document, article.metadata
    if document.links:
        here = page(world.site.place(article.path), document, metadata.slug, metadata.draft)
        here = structs.replace(here, shown=article.path)
        if link_rules := _link_rules(selection):
            _, dead_links = world.dead_links.get(here.path) or (b"", [*world.site.dead_links(document.links, here)])
            found += _dead_link_problems(dead_links, link_rules, here, crashes)
    hiding = Suppressions(document, world.today)
    found = [(selected, problem) for selected, problem in found if not hiding.hides(selected.rule.name, problem.span)]
    for selected in selection:
        if selected.rule.check_unused is not None:
            unused = hiding.unused(selection, asked=bool(world.links))
            for one in _problems(selected, selected.rule.check_unused, (unused,), article.path, crashes):
                if not hiding.hides(selected.rule.name, one[1].span):
                    found.append(one)
    found = [(selected, _with_caution(problem, world.today, selection)) for selected, problem in found]
    return Judged(_findings(found, article.path, document.lines()), tuple(crashes))


def _dead_link_problems(
    dead_links: Sequence[DeadLink], link_rules: Selection, here: Page, crashes: list[Crash]
) -> list[Found]:
    """What the rules about links of this site find in those on a page."""
    found: list[Found] = []
    for selected in link_rules if dead_links else ():
        check = functools.partial(_check_each, selected.rule.check_dead_link)
        found += _problems(selected, check, (dead_links, here), here.shown or here.path, crashes)
    return found


@functools.lru_cache(maxsize=16)
def _names(selection: Selection) -> frozenset[str]:
    return frozenset(selected.rule.name for selected in selection)


@functools.lru_cache(maxsize=16)
def _link_rules(selection: Selection) -> Selection:
    return tuple(selected for selected in selection if selected.rule.check_dead_link is not None)


def _check_each(check: Any, dead_links: Iterable[DeadLink], here: Page, options: Any) -> Iterator[Problem]:
    for link, resolution in dead_links:
        yield from check(link, resolution, here, options)


def _with_caution(problem: Problem, today: date, selection: Selection) -> Problem:
    """A problem that rests on an overdue fact says so before its advice.

    Which facts are overdue follows from the options of `overdue-fact`: those selected, else the defaults.
    """
    fact = problem.fact
    if fact is None or fact.ended(today):
        return problem
    chosen = (selected.options for selected in selection if isinstance(selected.options, overdue_fact.Options))
    allowed = next(chosen, overdue_fact.Options())
    if fact.checked and (today - fact.checked.latest).days <= allowed.max_age_days:
        return problem
    seen = (
        f"its fact was last seen {wording.on(fact.checked)}"
        if fact.checked
        else "it does not say when this was last seen"
    )
    then = f" Then {problem.advice[:1].lower()}{problem.advice[1:]}" if problem.advice else ""
    return structs.replace(problem, advice=f"First check the catalog: {seen}.{then}")


def check_catalog(catalog: Catalog, texts: Mapping[str, str], today: date, selection: Selection) -> Judged:
    """Everything the selected rules find in the catalog's files; `texts` are those files by path."""
    by_path: dict[str, list[Found]] = {}
    crashes: list[Crash] = []
    for selected in selection:
        for one in _problems(selected, selected.rule.check_catalog, (catalog, today), "", crashes):
            by_path.setdefault(one[1].path or "", []).append(one)
    findings = [
        finding for path in sorted(by_path) for finding in _findings(by_path[path], path, Lines(texts.get(path, "")))
    ]
    return Judged(tuple(findings), tuple(crashes))


def _problems(
    selected: Selected,
    check: Callable[..., Iterator[Problem]] | None,
    arguments: tuple[object, ...],
    path: str,
    crashes: list[Crash],
) -> Iterator[Found]:
    """What a check of a rule finds, up to where it crashes; nothing for a rule that has no such check."""
    if check is None:
        return
    try:
        for problem in check(*arguments, selected.options):
            yield selected, problem
    except UserError:  # a schema of the site whose fault only shows when it is applied
        raise
    except Exception as fault:
        crashes.append(crash(path, selected.rule.name, fault))


def crash(path: str, where: str, fault: BaseException) -> Crash:
    return Crash(path, where, describe(fault))


def _findings(found: Iterable[Found], path: str, lines: Lines | Excerpt) -> tuple[Finding, ...]:
    ordered = sorted(found, key=lambda pair: (pair[1].span, pair[0].rule.name, pair[1].message))
    seen: Counter[tuple[str, str]] = Counter()
    findings = []
    for selected, problem in ordered:
        place = lines.place(problem.span)
        rule, quote = selected.rule.name, place.quote
        findings.append(
            Finding(
                rule=rule,
                severity=_severity(selected, problem),
                path=path,
                span=place.span,
                start=place.start,
                end=place.end,
                quote=quote,
                context=place.context,
                message=wording.sentence(problem.message),
                advice=wording.sentence(problem.advice),
                fingerprint=fingerprint(rule, path, quote, seen[rule, quote]),
                credential=problem.credential,
                claim=ClaimNote(problem.claim.kind, problem.claim.value.to_json()) if problem.claim else None,
                fact=fact_note(problem.fact) if problem.fact else None,
                fix=problem.fix,
            )
        )
        seen[rule, quote] += 1
    return tuple(findings)


def _severity(selected: Selected, problem: Problem) -> Severity:
    if problem.severity is None:
        return selected.severity
    return min(selected.severity, problem.severity, key=lambda severity: severity.rank)


def fingerprint(rule: str, path: str, quote: str, which: int) -> str:
    """The identity of a finding: no line in it, so that it stays when text around it moves."""
    parts = "\0".join((rule, path, " ".join(quote.split()), str(which)))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def fact_note(fact: Fact) -> FactNote:
    """A fact as findings and listings quote it; its best source stands for it."""
    source = fact.best_source
    return FactNote(
        value=fact.value.to_json(),
        since=date_text(fact.since),
        until=date_text(fact.until),
        checked=date_text(fact.checked),
        confidence=fact.confidence,
        source=SourceNote(source.url, source.title, source.official) if source else None,
    )
