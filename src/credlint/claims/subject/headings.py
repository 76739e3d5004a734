"""The names in the headings and titles over a value, and the one credential that the whole article is about."""

from __future__ import annotations

from collections.abc import Sequence

from credlint.catalog.mention import CREDENTIALS, Mention, Proof
from credlint.claims.mentions.found import CERTIFICATION_WORD
from credlint.claims.places import Place, PlaceKind
from credlint.claims.subject.levels import LEVELS_ONLY, in_family
from credlint.claims.subject.naming import VERSUS
from credlint.claims.subject.search import SEVERAL, Answer, Search
from credlint.values import Kind


def heading(search: Search) -> Answer | None:
    """The heading directly above."""
    return innermost(search, search.place.headings, 1) if search.place.kind is not PlaceKind.HEADING else None


def outer_heading(search: Search) -> Answer | None:
    """The headings farther up."""
    return innermost(search, search.place.headings)


def provider_section(search: Search) -> Answer | None:
    """A section about a provider: its facts are said of its credentials."""
    for index in reversed(search.place.headings):
        over = search.scene.places[index]
        provider = provider_announced(search, over)
        if provider:
            return Answer(provider, "heading") if over.level != 1 else None
    return None


def title(search: Search) -> Answer | None:
    """The one credential in the title."""
    for over in search.scene.titles:
        if over.index != search.place.index:
            answer = _announced(search, over, "title")
            if answer is not None:
                return answer if answer.subject and "/" in answer.subject else None
    return None


def dominant(search: Search) -> Answer | None:
    """The one credential that the article names nearly all the time; figures about its worth say whose they are."""
    subject = search.naming.dominant
    if subject is None or search.candidate.kind is Kind.STATISTIC:
        return None
    if not search.naming.in_section(search.place) <= {subject}:
        return None
    return Answer(subject, "title")


def innermost(search: Search, headings: Sequence[int], reach: int | None = None) -> Answer | None:
    """The innermost heading that names a credential; one that names only a provider narrows the search to it.

    `reach`: how many are looked at, None for all.
    """
    provider: str | None = None
    for at, index in list(enumerate(headings))[::-1][:reach]:
        over = search.scene.places[index]
        text = search.scene.text_of(over).strip(" #\n")
        # "Practitioner exam" names nobody without what stands over it.
        answer = in_family(search, text, headings[:at][::-1]) if LEVELS_ONLY.fullmatch(text) else None
        answer = answer or _announced(search, over, "heading")
        if answer is None:
            provider = provider or provider_announced(search, over)
            continue
        if provider is None or answer.subject is None:
            return answer if provider is None else Answer(provider, "heading")
        kin = search.names.kin.get(provider, frozenset())
        return answer if search.names.provider_of(answer.subject) in kin else Answer(provider, "heading")
    return None


def provider_announced(search: Search, over: Place) -> str | None:
    """The provider that a heading announces: it is most of the heading, or the heading speaks of certifications."""
    mentions = search.scene.mentions.of(over)
    provider = search.naming.provider_in(mentions)
    text = search.scene.text_of(over).strip(" #\n")
    covered = sum(m.span.end - m.span.start for m in mentions if m.form in ("provider", "group"))
    return provider if covered * 5 >= 2 * len(text) or CERTIFICATION_WORD.search(text) else None


def _announced(search: Search, over: Place, why: str) -> Answer | None:
    """What a heading or title announces: all names in it count, the compared ones and their providers too.

    But for "Is Acme Baker an alternative to Candy Engineer?", which is about the first.
    """
    naming = search.naming
    mentions = search.scene.mentions.of(over)
    named = [m for m in mentions if m.form in CREDENTIALS]
    if "unknown" in search.without:
        named = [m for m in named if m.form != "unknown"]
    if len(named) > 1 and not VERSUS.search(naming.gap(named[0].span.end, named[1].span.start)):
        compared = "compared" not in search.without and all(map(naming.is_compared, named[1:]))
        named = named[:1] if compared else named
    if len(named) > 1:
        named = _explained(search, named, mentions, over)
    answer = search.one(named, why, over)
    if answer is None or answer.subject is None:
        return answer
    kin = search.names.kin.get(search.names.provider_of(answer.subject) or "", frozenset())
    for other in mentions:
        if other.form == "provider" and not kin & set(other.subjects) and search.names.examines(other):
            one, two = sorted((other.span, named[0].span))
            if VERSUS.search(naming.gap(one.end, two.start)):
                return Answer(None, SEVERAL)
    return answer


def _explained(search: Search, named: list[Mention], mentions: Sequence[Mention], over: Place) -> list[Mention]:
    """The one that "CBK (Acme Baker of Knowledge)" is about: it explains its acronym, or whose code one takes."""
    short, full = named[:2]
    inner = [m.span for m in mentions if m.form == "provider" and short.span.end <= m.span.start]
    if search.naming.gap(short.span.end, min([*inner, full.span]).start).strip() != "(":
        return named
    is_code = search.names.catalog.codes.is_issued(short.span.of(search.text))
    if is_code and full.subjects and full.proof is Proof.STRONG:
        return named[1:]  # a code may be used by two, a full name is not
    return list(search.naming.topic(named, over))
