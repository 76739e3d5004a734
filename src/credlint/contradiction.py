"""Claims that facts contradict: the problems that the rules about figures yield, in the same words for all kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from credlint import lazy_re
from credlint.article import Article
from credlint.catalog import Catalog, Fact
from credlint.claims import Claim
from credlint.claims.comparability import meets
from credlint.claims.facts import is_weak
from credlint.claims.verdict import Disagrees, Outdated, Upcoming, judge
from credlint.finding import Applicability, Edit, Fix, Severity
from credlint.rule import Problem
from credlint.span import Span
from credlint.values import Cost, Exam, Kind, Status, Validity
from credlint.wording import attribution, listed, month, narrowing, since, until, value
from credlint.world import World


class Phrases(Struct, frozen=True):
    """The words for a kind of figure: what it is of a credential, what it was, and the verbs before a figure."""

    present: str
    past: str
    is_now: str
    has_been: str
    was_then: str


PHRASES = {
    Kind.COST: Phrases("the price of {}", "the price of {}", "it is", "it has been", "it was"),
    Kind.VALIDITY: Phrases("how long {} is valid", "how long {} was valid", "it is", "it has been", "it was"),
    Kind.DURATION: Phrases("how long {} takes", "how long {} took", "it takes", "it has taken", "it took"),
    Kind.EXAM: Phrases("what the exam of {} has", "what the exam of {} had", "it has", "it has had", "it had"),
}


def mismatches(article: Article, world: World, kind: Kind) -> Iterator[Problem]:
    """Claims of a kind that were never so, as far as the catalog goes back."""
    for claim, verdict in judge(article, world, kind):
        if not isinstance(verdict, Disagrees):
            continue
        facts, catalog = _in_dispute(claim, verdict.facts), world.catalog
        members = {subject_name(one, catalog): _in_dispute(claim, own) for one, own in verdict.members.items()}
        is_named = verdict.all_members and claim.subject not in catalog.groups
        name = listed(members, "or") if is_named else _whose(claim, catalog)
        phrases = PHRASES[kind]
        verb = phrases.was_then if claim.past else _verb(kind, facts, world.today)
        are_alike = is_named and len(set(map(_values, members.values()))) == 1
        known = _of_each(members, verb) if members and not are_alike else f"{verb} {_known(facts)}"
        if members and not is_named:
            holds = "holds for none" if verdict.all_members else "does not hold for all"
            message = f"`{_quote(claim)}` {holds} of {name}: {known}"
            advice = f"Say for which it holds, and what holds for {listed(members)}."
        elif claim.past:
            when = f" in {claim.past_on}" if claim.past_on else ""
            message = f"`{_quote(claim)}` was not {phrases.past.format(name)}{when}: {known}"
            advice = "Correct the figure or its date."
        else:
            message = f"`{_quote(claim)}` is not {phrases.present.format(name)}: {known}"
            advice = _write(facts)
        if verdict.beside:
            message += f"; {verdict.beside} is an earlier exam, whose own figures are not known"
            advice = f"Describe today's exam, or say that the figures are those of {verdict.beside}."
        weak = verdict.contested or all(is_weak(fact) for fact in facts)
        if verdict.contested:
            message += "; the sources do not agree among themselves, but none has what is written"
        fix = None if verdict.beside or verdict.members else _fix(claim, facts, article.document.text)
        problem = _problem(claim, verdict.facts[0], message, advice, weak, fix)
        yield replace(problem, severity=Severity.WARNING) if verdict.beside else problem


def overtaken(article: Article, world: World, kind: Kind) -> Iterator[Problem]:
    """Claims of a kind that were so and are no longer.

    The figures of a retired credential are not reported: `retired-credential` reports it once.
    """
    text = article.document.text
    for claim, verdict in judge(article, world, kind):
        if not isinstance(verdict, Outdated) or verdict.now is None:
            continue
        fact = verdict.fact
        (now,) = _in_dispute(claim, (verdict.now,))
        name = _whose(claim, world.catalog)
        once = " once" if fact.until is None or fact.until.no_later_than else ""
        ended = "" if once else until(fact)
        was = f"`{_quote(claim)}` was{once} {PHRASES[kind].past.format(name)}{narrowing(fact)}{ended}"
        message = f"{was}; {_so(kind, (now,), world.today)}"
        fix = None if "members" in dict(claim.qualifiers) else _fix(claim, (now,), text)
        yield _problem(claim, verdict.now, message, _write((now,)), is_weak(now), fix)


def upcoming(article: Article, world: World, kind: Kind) -> Iterator[tuple[Claim, Upcoming]]:
    """Claims of a kind that are so today and for which a dated change is known."""
    for claim, verdict in judge(article, world, kind):
        if isinstance(verdict, Upcoming):
            yield claim, verdict


def status_problem(claim: Claim, fact: Fact, world: World, fault: str, verb: str) -> Problem:
    """A status, or the last day of a code, that a fact contradicts; `fault` says how, `verb` begins the advice."""
    if isinstance(fact.value, Status):
        name = _whose(claim, world.catalog)
        is_so = f"{name} {'has been' if fact.since else 'is'} {fact.value.status}{since(fact)}"
    else:
        is_so = f"the last day of {value(fact.value)} {'was' if fact.ended(world.today) else 'is'} {fact.until}"
    return Problem(
        claim.span,
        f"`{claim.quote}` {fault}: {is_so} ({attribution(fact)}).",
        f"{verb} that {is_so}.",
        claim=claim,
        fact=fact,
        credential=claim.subject,
        severity=Severity.INFO if is_weak(fact) else None,
    )


def subject_name(subject: str | None, catalog: Catalog) -> str:
    """The name that people know a credential, provider or group by."""
    if subject is None:
        return "an unknown credential"
    entry = catalog.entry(subject)
    return subject if entry is None else entry.name


def _whose(claim: Claim, catalog: Catalog) -> str:
    """What a claim is about, as a sentence says it: a provider itself has neither a price nor a validity."""
    if named := dict(claim.qualifiers).get("members"):
        return listed(subject_name(member, catalog) for member in named.split())
    name = subject_name(claim.subject, catalog)
    return f"a credential of {name}" if claim.subject in catalog.providers else name


def _problem(claim: Claim, fact: Fact, message: str, advice: str, weak: bool, fix: Fix | None) -> Problem:
    if weak:
        message += "; the evidence is weak"
        advice = f"Look at the issuer's page; if it says the same, {advice[:1].lower()}{advice[1:]}"
    return Problem(
        claim.span,
        f"{message}.",
        advice,
        claim=claim,
        fact=fact,
        credential=claim.subject,
        fix=None if weak else fix,
        severity=Severity.WARNING if weak else None,
    )


def _in_dispute(claim: Claim, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts, of an exam only with the figures that the claim gives and has wrong."""
    claimed = claim.value
    if not isinstance(claimed, Exam):
        return tuple(facts)
    stated = claimed.stated()
    disputed = []
    for fact in facts:
        figures = fact.value.stated() if isinstance(fact.value, Exam) else {}
        known = {field: pair for field, pair in figures.items() if field in stated}
        wrong = {field: pair for field, pair in known.items() if not meets(pair, stated[field])}
        disputed.append(replace(fact, value=Exam(**(wrong or known))) if known else fact)
    return tuple(disputed)


def _write(facts: tuple[Fact, ...]) -> str:
    """What to write instead: a price with the month in which it was seen, for prices change."""
    checked = [fact.checked for fact in facts if isinstance(fact.value, Cost) and fact.checked]
    seen = f" (as of {month(max(checked, key=lambda day: day.latest))})" if checked else ""
    values = list(dict.fromkeys(_advised(fact) for fact in facts))[:4]
    return f"Write {'' if len(values) == 1 else 'what applies: '}{listed(values, 'or')}{seen}."


def _advised(fact: Fact) -> str:
    return "that it never expires" if isinstance(fact.value, Validity) and fact.value.lifetime else value(fact.value)


def _quote(claim: Claim) -> str:
    return " ".join(claim.quote.split())


def _so(kind: Kind, facts: tuple[Fact, ...], today: date) -> str:
    """`it has been $100 since 2024-07-01 (Acme exam page, last checked 2026-05-20)`."""
    return f"{_verb(kind, facts, today)} {_known(facts)}"


def _verb(kind: Kind, facts: tuple[Fact, ...], today: date) -> str:
    phrases = PHRASES[kind]
    if all(fact.ended(today) for fact in facts):
        return phrases.was_then
    return phrases.has_been if all(fact.since for fact in facts) else phrases.is_now


def _of_each(members: Mapping[str, tuple[Fact, ...]], verb: str) -> str:
    """`for A and B it is $100, and for C it is $150`, by their names, and the sources."""
    names: dict[str, list[str]] = {}
    for name, facts in members.items():
        names.setdefault(_values(facts), []).append(name)
    sources = attribution(*chain.from_iterable(members.values()))
    return f"{listed(f'for {listed(own)} {verb} {values}' for values, own in names.items())} ({sources})"


def _known(facts: Sequence[Fact]) -> str:
    """Values and their sources."""
    return f"{_values(facts)} ({attribution(*facts)})"


def _values(facts: Iterable[Fact]) -> str:
    """Up to four values, each with what narrows it."""
    by_text: dict[str, list[Fact]] = {}
    for fact in facts:
        by_text.setdefault(f"{value(fact.value)}{since(fact)}{until(fact)}", []).append(fact)
    shown = list(by_text.items())[:4]
    more = f", among {len(by_text)} in all" if len(by_text) > 4 else ""
    return listed((text + _narrowings(alike) for text, alike in shown), "or") + more


def _narrowings(facts: list[Fact]) -> str:
    """The conditions under which a value holds; nothing where it holds without any."""
    narrow = list(dict.fromkeys(narrowing(fact) for fact in facts))
    return "" if "" in narrow or len(narrow) > 4 else f" ({', '.join(text.strip(' ()') for text in narrow)})"


AS_OF = lazy_re.compile(r"(?i)[ \t]*\(as of [^()\n]{4,20}\)")
# No more than an amount and its period: "$395 each" and "$395 one-time" say what today's figure would not.
PLAIN_AMOUNT = lazy_re.compile(
    r"(?i)\\?[$€£₹] ?[\d,.k]+(?:(?: to | ?[-–—] ?)\\?[$€£₹]?[\d,.k]+)?(?: ?(?:/|per|a) ?(?:month|mo|year|yr)\.?)?"
)
PLAIN_TIME = lazy_re.compile(r"\d+ (?:years?|months?)")


def _fix(claim: Claim, facts: tuple[Fact, ...], article: str) -> Fix | None:
    """Today's figure with its date, where there is one only and the claim is written in a form that it can replace.

    `article`: its text, where an earlier date may stand behind the claim, "$300 (as of 2024)", which gives way too.
    """
    values = {value(fact.value) for fact in facts}
    if len(values) != 1 or claim.past:
        return None
    text, span = values.pop(), claim.span
    fact = facts[0]
    if isinstance(fact.value, Cost):
        if fact.value.min == 0 or not PLAIN_AMOUNT.fullmatch(claim.quote):
            return None
        if claim.quote.startswith("\\"):
            text = f"\\{text}"
        if fact.checked:
            text += f" (as of {month(fact.checked)})"
            dated = AS_OF.match(article, span.end)
            span = Span(span.start, dated.end()) if dated else span
    elif not isinstance(fact.value, Validity) or fact.value.lifetime or not PLAIN_TIME.fullmatch(claim.quote):
        return None
    return Fix(f"Write {text}", Applicability.SUGGESTION, (Edit(span, text),))
