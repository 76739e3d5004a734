"""Names of credentials that no catalog knows, recognised by their use: "the ABC costs $100", "XYZ and ABC".

An acronym has no word in it that says what it names. It is a credential's where a figure is told of it and where it is
listed with a known one, and then it is that wherever else it stands in the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from credlint import lazy_re
from credlint.catalog.mention import Casing, Mention
from credlint.catalog.unknown import GENERIC_HEADS, NAME_PART, is_telling
from credlint.catalog.words import canonical
from credlint.claims.places import Place
from credlint.span import Span

ACRONYM = r"[A-Z][A-Za-z]?[A-Z][A-Z0-9]*\+?(?:-[A-Z0-9]{1,8})*(?![\w+-])"
SHORT = lazy_re.compile(rf"(?<![\w+/-]){ACRONYM}")
CAPITALS = lazy_re.compile(r"[A-Z].*[A-Z]")
# What joins a figure to the subject of a clause; it is rare, and looked for in a quarter of the time of the whole.
TELLING = (
    r"(?:(?<=[A-Z0-9+]\s)(?:(?:at|for|about|around)\s)?[$€£₹]\s?\d"
    r"|\b(?:is|are|was|costs?|takes?|took|lasts?|runs?|has|have|needs?|requires?|charges?|asks?|pays|earns?)\s"
    r"(?=[^.!?;\n]{0,40}\d|[^.!?;\n]{0,20}\b(?:free|one|two|three|four|five|six)\b))"
)
TELLS = lazy_re.compile(TELLING)
# The subject of such a clause: "The ABC costs $100", "whereas Juggler Core is $175".
SUBJECT = lazy_re.compile(
    r"(?:^\W*|(?<=[.!?:;,(–—])\s+|\b(?i:and|but|while|whereas|so|then|plus|though|since|if|when|because)\s+)"
    r"(?P<the>(?i:the|an?|one|single|each|every|another)\s+){0,3}"
    r"(?P<name>[A-Z][\w+&-]*(?:['’]s)?(?:\s+[A-Z0-9][\w+&-]*){0,5})(?:\s+(?!is\b|are\b|has\b)[a-z]+){0,2}\s+"
    rf"{TELLING}"
)
JOINT = r"(?:,? (?:and|or|&) (?:the )?| ?/ ?|(?P<comma>, ))"
BEFORE = lazy_re.compile(rf"(?<![\w+/-])(?P<name>{ACRONYM}){JOINT}$")
BEHIND = lazy_re.compile(rf"\)?{JOINT}(?P<name>{ACRONYM})")
# After a comma only in a list: not "After ABC, AWS told me …".
GOES_ON = lazy_re.compile(r"\W*$|[,/:)(]| (?:[–—&-]|(?:and|or|all|each|both|costs?|are)\b)")
REACH = 24  # longer than any acronym with what joins it to a list


def strangers(
    text: str, places: Sequence[Place], named: Mapping[int, Sequence[Mention]], casing: Casing, own: frozenset[str]
) -> Mapping[int, Sequence[Mention]]:
    """The unknown mentions that are not among those already `named`, by place.

    `own`: the words of the credentials that the article names; a name made of them is one of theirs.
    """
    found: dict[int, list[Span]] = {}
    for place in places:
        taken = named[place.index]
        subjects = (
            name
            for match in _subjects(place.span.of(text))
            if own.isdisjoint(canonical(match["name"]))
            for name in _subject(text, _at(place, match), match["the"] is None, taken, casing)
        )
        found[place.index] = [*subjects, *_listed(text, place, taken, casing)]
    acronyms = {short for spans in found.values() for span in spans for short in SHORT.findall(span.of(text))}
    for place in places if acronyms else ():
        here = (Span(*match.span()) for match in SHORT.finditer(text, place.span.start, place.span.end))
        found[place.index] += [span for span in here if span.of(text) in acronyms]
    return {index: _free(spans, named[index]) for index, spans in found.items() if spans}


def _subjects(part: str) -> Iterator[re.Match[str]]:
    return SUBJECT.finditer(part) if TELLS.search(part) else iter(())


def _at(place: Place, match: re.Match[str]) -> Span:
    """Where in the text the name is that was found in the text of a place."""
    return Span(place.span.start + match.start("name"), place.span.start + match.end("name"))


def _free(spans: Sequence[Span], taken: Sequence[Mention]) -> list[Mention]:
    free: list[Mention] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not _meeting(taken, span) and not (free and free[-1].span.overlaps(span)):
            free.append(Mention(span, (), "unknown"))
    return free


def _meeting(taken: Sequence[Mention], span: Span) -> Sequence[Mention]:
    """The mentions that overlap a span."""
    low = bisect_right(taken, span.start, key=lambda mention: mention.span.end)
    return taken[low : bisect_left(taken, span.end, low, key=lambda mention: mention.span.start)]


def _subject(text: str, run: Span, begins: bool, taken: Sequence[Mention], casing: Casing) -> Iterator[Span]:
    """The name that capitalised words are; `begins`: a clause begins with them, so the first capital proves nothing."""
    known = _meeting(taken, run)
    if any(mention.form != "provider" for mention in known):
        return
    words = [Span(run.start + part.start(), run.start + part.end()) for part in NAME_PART.finditer(run.of(text))]
    words = [word for word in words if word.of(text) != "s" and not _meeting(known, word)]
    telling = [word for word in words if _is_telling(word.of(text), casing, begins and word.start == run.start)]
    if telling and (len(telling) == len(words) or any(CAPITALS.search(word.of(text)) for word in telling)):
        yield Span(telling[0].start, telling[-1].end)


def _is_telling(word: str, casing: Casing, plain: bool = False) -> bool:
    if len(word) < 3 or word.lower() in GENERIC_HEADS:
        return False
    proper = casing.proper is None or word in casing.proper
    return is_telling(word, casing.ordinary, plain and not proper)


def _listed(text: str, place: Place, taken: Sequence[Mention], casing: Casing) -> Iterator[Span]:
    """The acronyms that are listed with a known credential."""
    spelled = {mention.span.of(text).replace("-", "") for mention in taken}
    for mention in taken:
        if mention.form not in ("credential", "family"):
            continue
        for follow in (_before, _behind):
            one: Span | None = mention.span
            while one is not None:
                one = follow(text, place.span, one)
                if one is None or not _is_telling(one.of(text), casing) or one.of(text) in spelled:
                    break
                yield one


def _before(text: str, stretch: Span, of: Span) -> Span | None:
    start = max(stretch.start, of.start - REACH)
    found = BEFORE.search(text[start : of.start])
    return None if found is None else Span(start + found.start("name"), start + found.end("name"))


def _behind(text: str, stretch: Span, of: Span) -> Span | None:
    found = BEHIND.match(text, of.end, stretch.end)
    if found is None or (found["comma"] and not GOES_ON.match(text, found.end(), stretch.end)):
        return None
    return Span(*found.span("name"))
