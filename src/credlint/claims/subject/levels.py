"""Values that are given by level ("Associate exam – $150"): of a provider at that level, or of its only one there."""

from __future__ import annotations

from collections.abc import Sequence

from credlint import lazy_re
from credlint.catalog.words import GRADES, canonical
from credlint.claims.places import Place, PlaceKind
from credlint.claims.scene import WORD
from credlint.claims.subject.search import SEVERAL_LEVELS, Answer, Search
from credlint.span import Span
from credlint.values import Kind

LEVEL = (
    r"(?:associate|professional|expert|specialty|specialist|foundational|foundations?|fundamentals?|practitioner"
    r"|advanced|entry)s?"
)
LEVEL_WORD = lazy_re.compile(rf"(?i)\b{LEVEL}\b")
LEVELS_ONLY = lazy_re.compile(
    rf"(?i)\W?(?:\b(?:{LEVEL}|the|all|most|other|beginner|intermediate|core|role|based|levels?|exams?|certifications?"
    r"|tier|and|or|for|is|are|costs?)\b\W*)+"
)
# "The Practitioner exam has 60 questions", "but the Foundation certificate never expires"
SAID_OF_LEVEL = lazy_re.compile(
    rf"(?i)\W*(?:(?:but|while|whereas) )?(?:the|its|your) {LEVEL}(?: level)?"
    r"(?: exam| certification| certificate| test| one)?"
    r" (?:is|has|takes?|lasts?|runs?|costs?|lapses|expires|never|comes|consists)\b"
)
PRICE = lazy_re.compile(r"[$€£₹] ?\d[\d.,]*")
ITEM_START = lazy_re.compile(r"[,;|/]|:(?=[^\w\n]{0,60}\w)|\b(?:and|or)\b")


def level(search: Search) -> Answer | None:
    """ "Associate exam – $150" in a list by level: a price of the provider's, not of the heading's credential."""
    own = _lead_of_value(search)
    lead = PRICE.split(own.of(search.text))[0]
    if search.candidate.kind is Kind.STATISTIC or len(lead) > 60:
        return None
    scopes = (*reversed(search.place.items), *reversed(search.place.headings))
    if SAID_OF_LEVEL.match(lead):
        return in_family(search, lead, scopes) or _unless_named(search, lead)
    if not LEVEL_WORD.search(lead) or not LEVELS_ONLY.fullmatch(lead.strip()):
        return None
    mentions = search.naming.named(search.place, search.sentence)
    if any(m.span.overlaps(own) or m.span.overlaps(search.value) for m in mentions):
        return None
    if search.place.kind is PlaceKind.CELL and not mentions:
        return None
    return at_level_around(search, lead)


def _unless_named(search: Search, lead: str) -> Answer | None:
    """None of them, where the sentence names one of another level: "the Acme Foundation and the Practitioner exam"."""
    before = search.naming.named(search.place, Span(search.sentence.start, search.value.start))[-1:]
    named = {grade for mention in before for grade in canonical(mention.span.of(search.text))} & GRADES
    return Answer(None, SEVERAL_LEVELS) if named and named.isdisjoint(canonical(lead)) else None


def _lead_of_value(search: Search) -> Span:
    """The label of the line, if it is a level ("Practitioner: renew every two years"), or what is right before."""
    label = search.scene.label_at(search.value.start)
    if label is not None and LEVELS_ONLY.fullmatch(label.of(search.text).strip()):
        return label
    before = search.text[search.sentence.start : search.value.start]
    leads = [lead for lead in ITEM_START.split(before) if WORD.search(PRICE.sub("", lead))]
    start = search.sentence.start + before.rindex(leads[-1]) if leads else search.value.start
    return Span(start, search.value.start)


def at_level_around(search: Search, text: str) -> Answer:
    """The provider around at the level that a text names, or its only credential of that level."""
    scopes = (*reversed(search.place.items), *reversed(search.place.headings))
    return in_family(search, text, scopes) or at_level(search, search.provider_around(), text, "level")


def named_by_level(search: Search, line: Place) -> Answer | None:
    """What "Practitioner:" over a list means: that one of the family that the headings name."""
    text = search.scene.text_of(line).strip(" :*_\n")
    return in_family(search, text, line.headings[::-1]) if LEVELS_ONLY.fullmatch(text) else None


def in_family(search: Search, text: str, scopes: Sequence[int]) -> Answer | None:
    """The one of a level in the family that a place around names: "Practitioner exam" below "Juggler"."""
    grades = set(canonical(text)) & GRADES
    if len(grades) != 1 or "family" in search.without:
        return None
    grade = grades.pop()
    for scope in scopes:
        mentions = search.scene.mentions.of(search.scene.places[scope])
        named = [m for m in mentions if m.form in ("credential", "family")]
        if not named:
            continue
        name = named[0].span.of(search.text)
        if len({m.subjects for m in named}) > 1:  # "Juggler Foundation and Practitioner"
            meant = {one for m in named if len(m.subjects) == 1 for one in m.subjects}
        elif set(canonical(name)) & GRADES:
            return None
        else:
            found = search.names.find(f"{name} {grade}").subject
            meant = {found} if found else set()
        known = search.naming.catalog.credentials
        meant = {one for one in meant if grade in canonical(known[one].name)}
        return Answer(meant.pop(), "level") if len(meant) == 1 else None
    return None


def at_level(search: Search, provider: str | None, text: str, why: str) -> Answer:
    """A provider's credentials of the level that a text names; one of two levels would be judged by both."""
    words = set(canonical(text))
    own = list(search.naming.catalog.of_provider(provider)) if provider is not None else []
    levels = {one.level for one in own if words & set(canonical(one.level))}
    if len(levels) > 1:
        return Answer(None, SEVERAL_LEVELS)
    right = [one.id for one in own if one.level in levels]
    if why == "level" and len(right) == 1 < len(own):
        return Answer(right[0], why)
    return Answer(provider, why, levels.pop() if levels else None)
