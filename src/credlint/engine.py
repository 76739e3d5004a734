"""Rules over one article: problems become findings, directives hide some of them, a crash stays one entry. Pure."""

from __future__ import annotations

import functools
import hashlib
import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct, field, structs

from credlint import wording
from credlint.article import Article
from credlint.catalog import Catalog, Fact
from credlint.claims import verdict as verdicts
from credlint.claims.verdict import Verdict
from credlint.dates import PartialDate
from credlint.document import Directive, DirectiveKind, Document, Link
from credlint.errors import UserError, describe
from credlint.finding import ClaimNote, FactNote, Finding, Severity, SourceNote
from credlint.gist import Gist
from credlint.links import LinkStatus
from credlint.report import Crash
from credlint.rule import Problem, Selected, Selection, Unused
from credlint.site import Lead, Page, Site, page
from credlint.span import Lines, Span
from credlint.world import World

# The directives' own rules: a directive that hides "all" does not hide what is said about directives.
DIRECTIVE_RULES = frozenset({"unused-suppression", "unexplained-suppression", "expired-suppression"})


class Judged(Struct, frozen=True):
    """What was said about one file. Findings are ordered by line, column and rule.

    `claims` counts verdicts and `links` the occurrences of outbound links by status, so that silence can be told from
    not having looked.
    """

    findings: tuple[Finding, ...] = ()
    crashes: tuple[Crash, ...] = ()
    claims: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, int] = field(default_factory=dict)


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


def glance(gist: Gist, world: World, selection: Selection, text: Callable[[], str | None]) -> Judged | None:
    """What `judge` would say, where the gist shows that only links of this site can be amiss; None where the article
    must be opened. `text` is asked for the article's text where one is (None: it is another by now).

    In a tree of 14,000 documentation files nine in ten stay closed, and opening one costs more than all else about it.
    """
    if gist.claims or world.schemas or (world.links and gist.urls):
        return None
    if not _names(selection).isdisjoint(gist.touched):
        return None
    outbound = len(gist.urls)
    if gist.urls and world.site.url:
        if any((lead := world.site.follow(url, gist.page)) and lead.fault for url in gist.urls):
            return None
        outbound = sum(not world.site.is_internal(url) for url in gist.urls)
    judged = Judged(links={LinkStatus.SKIPPED.value: outbound}) if outbound else _SILENCE
    crashes: list[Crash] = []
    found = _of_dead_ends(gist.inner, gist.page, world.site, selection, crashes)
    if not found and not crashes:
        return judged
    written = None if gist.directives or crashes else text()
    if written is None:
        return None
    return structs.replace(judged, findings=_findings(found, gist.page.shown or gist.page.path, Lines(written)))


_SILENCE = Judged()


def verdict_name(verdict: Verdict) -> str:
    """`agrees`, `outdated`, `disagrees`, `upcoming` or `unknown`."""
    return type(verdict).__name__.lower()


def check(article: Article, world: World, selection: Selection) -> Judged:
    """Everything the selected rules find in an article, but for what its directives hide."""
    found: list[tuple[Selected, Problem]] = []
    crashes: list[Crash] = []
    for selected in selection:
        if selected.rule.check is not None:
            ask = functools.partial(selected.rule.check, article, world, selected.options)
            found += [(selected, problem) for problem in _heard(ask, selected, article.path, crashes)]
    document, metadata = article.document, article.metadata
    if document.links:
        here = page(world.site.place(article.path), document, metadata.slug, metadata.draft)
        here = structs.replace(here, shown=article.path)
        found += _of_dead_ends(document.links, here, world.site, selection, crashes)
    hiding = _Suppressions(document, world.today)
    found = [(selected, problem) for selected, problem in found if not hiding.hides(selected.rule.name, problem.span)]
    for selected in selection:
        if selected.rule.check_unused is not None:
            unused = hiding.unused(selection, asked=bool(world.links))
            ask = functools.partial(selected.rule.check_unused, unused, selected.options)
            for problem in _heard(ask, selected, article.path, crashes):
                if not hiding.hides(selected.rule.name, problem.span):
                    found.append((selected, problem))
    found = [(selected, _with_caution(problem, world.today)) for selected, problem in found]
    return Judged(_findings(found, article.path, document.lines()), tuple(crashes))


def _of_dead_ends(
    links: Iterable[Link], here: Page, site: Site, selection: Selection, crashes: list[Crash]
) -> list[tuple[Selected, Problem]]:
    """What the rules about links of this site say of those on a page."""
    asked = _about_links(selection)
    dead_ends = list(site.dead_ends(links, here)) if asked else []
    found: list[tuple[Selected, Problem]] = []
    for selected in asked if dead_ends else ():
        ask = functools.partial(_about_each, selected, dead_ends, here)
        found += [(selected, problem) for problem in _heard(ask, selected, here.shown or here.path, crashes)]
    return found


@functools.lru_cache(maxsize=16)
def _names(selection: Selection) -> frozenset[str]:
    return frozenset(selected.rule.name for selected in selection)


@functools.lru_cache(maxsize=16)
def _about_links(selection: Selection) -> tuple[Selected, ...]:
    return tuple(selected for selected in selection if selected.rule.check_lead is not None)


def _about_each(selected: Selected, dead_ends: Iterable[tuple[Link, Lead]], here: Page) -> Iterator[Problem]:
    assert selected.rule.check_lead is not None
    for link, lead in dead_ends:
        yield from selected.rule.check_lead(link, lead, here, selected.options)


# As long as `overdue-fact` allows unless told otherwise.
OLD_EVIDENCE = timedelta(days=365)


def _with_caution(problem: Problem, today: date) -> Problem:
    """A problem that rests on a fact which nobody has looked at for long says so before its advice."""
    fact = problem.fact
    if fact is None or fact.ended(today) or (fact.checked and today - fact.checked.latest <= OLD_EVIDENCE):
        return problem
    seen = f"was last seen {wording.on(fact.checked)}" if fact.checked else "bears no date"
    advice = f" Then: {problem.advice}" if problem.advice else ""
    return structs.replace(problem, advice=f"Check the catalog first, whose fact {seen}.{advice}")


def check_catalog(catalog: Catalog, texts: Mapping[str, str], today: date, selection: Selection) -> Judged:
    """Everything the selected rules find in the catalog's files; `texts` are those files by path."""
    by_path: dict[str, list[tuple[Selected, Problem]]] = {}
    crashes: list[Crash] = []
    for selected in selection:
        if selected.rule.check_catalog is not None:
            ask = functools.partial(selected.rule.check_catalog, catalog, today, selected.options)
            for problem in _heard(ask, selected, "", crashes):
                by_path.setdefault(problem.path or "", []).append((selected, problem))
    findings = [
        finding for path in sorted(by_path) for finding in _findings(by_path[path], path, Lines(texts.get(path, "")))
    ]
    return Judged(tuple(findings), tuple(crashes))


def _heard(
    ask: Callable[[], Iterator[Problem]], selected: Selected, path: str, crashes: list[Crash]
) -> Iterator[Problem]:
    """A rule's problems up to where it fails, if it does."""
    try:
        yield from ask()
    except UserError:  # a schema of the site that is found out late
        raise
    except Exception as fault:
        crashes.append(crash(path, selected.rule.name, fault))


def crash(path: str, where: str, fault: BaseException) -> Crash:
    return Crash(path, where, describe(fault))


def _findings(found: Iterable[tuple[Selected, Problem]], path: str, lines: Lines) -> tuple[Finding, ...]:
    ordered = sorted(found, key=lambda pair: (pair[1].span, pair[0].rule.name, pair[1].message))
    seen: Counter[tuple[str, str]] = Counter()
    contexts: dict[tuple[int, int], str] = {}
    findings = []
    for selected, problem in ordered:
        start, end = (_within(offset, lines.text) for offset in (problem.span.start, problem.span.end))
        span = Span(start, max(start, end))
        quote = span.of(lines.text)
        rule = selected.rule.name
        first, last = lines.position(span.start), lines.position(span.end)
        # One string for all findings of a line, so that thousands of findings in one huge line stay small.
        reach = (first.line, last.line)
        if reach not in contexts:
            contexts[reach] = lines.text[lines.line_span(first.line).start : lines.line_span(last.line).end]
        findings.append(
            Finding(
                rule=rule,
                severity=_severity(selected, problem),
                path=path,
                span=span,
                start=first,
                end=last,
                quote=quote,
                context=contexts[reach],
                message=wording.sentence(problem.message),
                advice=wording.sentence(problem.advice),
                fingerprint=fingerprint(rule, path, quote, seen[rule, quote]),
                credential=problem.credential,
                claim=ClaimNote(problem.claim.kind, problem.claim.value.to_json()) if problem.claim else None,
                fact=note(problem.fact) if problem.fact else None,
                fix=problem.fix,
            )
        )
        seen[rule, quote] += 1
    return tuple(findings)


def _within(offset: int, text: str) -> int:
    return min(max(offset, 0), len(text))


def _severity(selected: Selected, problem: Problem) -> Severity:
    if problem.severity is None:
        return selected.severity
    return min(selected.severity, problem.severity, key=lambda severity: severity.rank)


def fingerprint(rule: str, path: str, quote: str, which: int) -> str:
    """The identity of a finding: no line in it, so that it stays when text around it moves."""
    parts = "\0".join((rule, path, " ".join(quote.split()), str(which)))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def note(fact: Fact) -> FactNote:
    """A fact as findings and listings quote it; its best source stands for it."""
    source = fact.best_source
    return FactNote(
        value=fact.value.to_json(),
        since=_date(fact.since),
        until=_date(fact.until),
        checked=_date(fact.checked),
        confidence=fact.confidence,
        source=SourceNote(source.url, source.title, source.official) if source else None,
    )


def _date(day: PartialDate | None) -> str | None:
    return None if day is None else str(day)


class _Suppression(Struct, frozen=True):
    """One directive at work: lines `first` to `last` (1-based, inclusive), one rule or all."""

    directive: Directive
    rule: str | None
    span: Span
    first: int
    last: int


class _Suppressions:
    """The directives of a document, what they hide, and which of them hid anything.

    Looked up by line, never one by one: a hostile file holds thousands of directives.
    """

    def __init__(self, document: Document, today: date) -> None:
        self._document = document
        self._lines = document.lines() if document.directives else Lines("")
        self._following: dict[int, int] = {}
        self._active = [
            suppression
            for suppression in self._suppressions(document.directives)
            if not has_expired(suppression.directive, today)
        ]
        reaches: dict[str | None, list[tuple[int, int]]] = {}
        for one in self._active:
            reaches.setdefault(one.rule, []).append((one.first, one.last))
        self._reaches = {rule: _merged(found) for rule, found in reaches.items()}
        # By the rule that directives name: the lines on which they hid something.
        self._hidden: dict[str | None, set[int]] = {}

    def hides(self, rule: str, span: Span) -> bool:
        if not self._active:
            return False
        line = self._lines.position(_within(span.start, self._document.text)).line
        named = (rule,) if rule in DIRECTIVE_RULES else (rule, None)
        hiding = [one for one in named if _holds(self._reaches.get(one, []), line)]
        for one in hiding:
            self._hidden.setdefault(one, set()).add(line)
        return bool(hiding)

    def unused(self, selection: Selection, asked: bool) -> tuple[Unused, ...]:
        """The directives that hid nothing, but for those about rules that were not run.

        Without answers from the web (`asked`) nothing can be said where a link rule might have spoken.
        """
        if not self._active:
            return ()
        run = {selected.rule.name for selected in selection if asked or not selected.rule.needs_links}
        known = {selected.rule.name for selected in selection}
        hidden = {rule: sorted(lines) for rule, lines in self._hidden.items()}
        unused = []
        for suppression in self._active:
            rule = suppression.rule
            lines = hidden.get(rule, [])
            at = bisect_left(lines, suppression.first)
            if rule in DIRECTIVE_RULES or (at < len(lines) and lines[at] <= suppression.last):
                continue
            if rule is not None and rule in _known_rules() and rule not in run:
                continue
            if rule is None and run != known and self._has_links(suppression):
                continue
            unused.append(Unused(suppression.directive, rule, suppression.span))
        return tuple(unused)

    def _has_links(self, suppression: _Suppression) -> bool:
        at = bisect_left(self._linked_lines, suppression.first)
        return at < len(self._linked_lines) and self._linked_lines[at] <= suppression.last

    @cached_property
    def _linked_lines(self) -> list[int]:
        return sorted(self._lines.position(link.span.start).line for link in self._document.links if link.is_web)

    def _suppressions(self, directives: Iterable[Directive]) -> Iterator[_Suppression]:
        ordered = sorted(directives, key=lambda directive: directive.span)
        ends: dict[str | None, list[Span]] = {}
        for directive in ordered:
            if directive.kind is DirectiveKind.ENABLE:
                for ended, _ in directive.rules or ((None, directive.span),):
                    ends.setdefault(ended, []).append(directive.span)
        for directive in ordered:
            named: Iterable[tuple[str | None, Span]] = directive.rules or ((None, directive.span),)
            for rule, span in named:
                reach = self._reach(directive, rule, ends)
                if reach is not None:
                    yield _Suppression(directive, rule, span, *reach)

    def _reach(
        self, directive: Directive, rule: str | None, ends: Mapping[str | None, Sequence[Span]]
    ) -> tuple[int, int] | None:
        first = self._lines.position(directive.span.start).line
        last = self._lines.position(directive.span.end).line
        match directive.kind:
            case DirectiveKind.DISABLE_FILE:
                return 1, len(self._lines)
            case DirectiveKind.DISABLE_LINE:
                return first, last
            case DirectiveKind.DISABLE_NEXT_LINE:
                following = self._next_written_line(last)
                return following, following
            case DirectiveKind.DISABLE:
                ending = [
                    spans[at]
                    for spans in (ends.get(rule, ()), ends.get(None, ()) if rule is not None else ())
                    if (at := bisect_right(spans, directive.span)) < len(spans)
                ]
                end = self._lines.position(min(ending).end).line if ending else len(self._lines)
                return first, end
            case _:
                return None

    def _next_written_line(self, line: int) -> int:
        """Formatters put an empty line between a comment and the paragraph it is about."""
        if line not in self._following:
            following = line + 1
            while following < len(self._lines) and not self._lines.line_span(following).of(self._lines.text).strip():
                following += 1
            self._following[line] = following
        return self._following[line]


def _merged(reaches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same lines as stretches that do not touch, in order."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(reaches):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged


def _holds(stretches: Sequence[tuple[int, int]], line: int) -> bool:
    at = bisect_right(stretches, (line, math.inf)) - 1
    return at >= 0 and line <= stretches[at][1]


def has_expired(directive: Directive, today: date) -> bool:
    """Whether its `until` has passed; one that is no date counts as passed, so that a typing error hides nothing."""
    if directive.until is None or directive.kind is DirectiveKind.ENABLE:
        return False
    try:
        return PartialDate.parse(directive.until).latest < today
    except ValueError:
        return True


def _known_rules() -> Mapping[str, object]:
    from credlint.rule import discover

    return discover()
