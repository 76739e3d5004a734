"""The names before a value: in sentences of its place, where the place begins, and in lines above in its section."""

from __future__ import annotations

from bisect import bisect_left

from credlint import lazy_re
from credlint.catalog.mention import CREDENTIALS, Mention
from credlint.claims.places import Place, PlaceKind
from credlint.claims.scene import REACH, WORD
from credlint.claims.subject.headings import provider_announced
from credlint.claims.subject.levels import named_by_level
from credlint.claims.subject.lists import IDENTITY
from credlint.claims.subject.search import FAR_BACK, SEVERAL, Answer, Search
from credlint.claims.tables import ATTRIBUTE
from credlint.span import Span

ORDINAL = lazy_re.compile(
    r"(?i)\bthe (former\b(?!['’]s?\b)|latter\b(?!['’]s?\b)"
    r"|(?:first|second|third)(?= one\b|[,;.)]| (?:and|is|has|costs?|takes?|lasts?)\b))"
)
RANK = {"former": 0, "latter": 1, "first": 0, "second": 1, "third": 2}
# "six weeks for the former"
BEHIND_FOR = lazy_re.compile(r"(?i)(?: \w+){0,2} (?:for|on|in|with) the (?:former|latter|first|second|third)\b")
PRONOUN = lazy_re.compile(r"(?i)\W*(?:it|its|this|that|they|these|those|he|she)\b")
# A sentence's topic is no means.
MEANS = lazy_re.compile(r"(?i)\W*(?:with|through|via|by|using|on|under|if you have)\b")


def former(search: Search) -> Answer | None:
    """ "The former", "the latter", "the second": one of those named before, or in the heading, in their order."""
    ordinals = [*ORDINAL.finditer(search.text, search.sentence.start, search.sentence.end)]
    own = [m for m in ordinals if m.end() <= search.value.start][-1:]
    if BEHIND_FOR.match(search.text, search.value.end):
        own = [m for m in ordinals if m.start() >= search.value.end]
    if not own:
        return None
    before = Span(max(search.place.span.start, ordinals[0].start() - REACH), ordinals[0].start())
    heading = [search.scene.places[index].span for index in search.place.headings[-1:]]
    for stretch in (before, *heading):
        named = list({m.subjects: m for m in search.scene.mentions.within(stretch) if m.form in CREDENTIALS}.values())
        if named:
            word = own[0][1].lower()
            counted = 2 if word in ("former", "latter") else len(ordinals)
            if len(named) == counted > RANK[word]:
                return search.one([named[RANK[word]]], "previous-sentence")
            return Answer(None, SEVERAL) if len(named) > 1 or word in ("former", "latter") else None
    return None


def bold_lead(search: Search) -> Answer | None:
    """The bold name that the place itself begins with."""
    return search.one(search.lines.bold_names(search.place, search.value.start), "bold-lead")


def previous_sentence(search: Search) -> Answer | None:
    """The sentence before, as far as its topic goes; the section's own subject is what "the exam" means."""
    own = _heading_subjects(search)
    sentences = search.scene.sentences(search.place)
    at = bisect_left(sentences, search.scene.sentence_at(search.value.start))
    for earlier in reversed(sentences[max(0, at - FAR_BACK) : at]):
        mentions = search.naming.named(search.place, earlier)
        if not mentions or PRONOUN.match(earlier.of(search.text)) or _is_other_line(search, mentions[0]):
            continue
        if len(own) == 1 and own & {one for m in mentions for one in m.subjects}:
            return Answer(next(iter(own)), "previous-sentence")
        aside = mentions[0].span.start - earlier.start > 30 or MEANS.match(search.text, earlier.start)
        if own and aside:
            return None
        answer = search.one(mentions, "previous-sentence")
        several = answer is not None and answer.why == SEVERAL
        begun = mentions[0].span.start - earlier.start <= 12 and len(mentions) > 1
        if several and begun and not search.naming.are_listed(mentions[0], mentions[1]):
            return search.one(mentions[:1], "previous-sentence")
        return answer
    return None


def _is_other_line(search: Search, mention: Mention) -> bool:
    """Whether a label stands before the value, and before a name another one that does not say which exam it is."""
    label, own = search.scene.label_at(mention.span.start), search.scene.label_at(search.value.start)
    if label is None or own is None or label == own or mention.span in label:
        return False
    return IDENTITY.fullmatch(label.of(search.text)) is None


def _heading_subjects(search: Search) -> set[str]:
    if not search.place.headings:
        return set()
    mentions = search.naming.named(search.scene.places[search.place.headings[-1]])
    return {one for m in mentions if m.form == "credential" for one in m.subjects}


def lead_above(search: Search) -> Answer | None:
    """The last line above in this section that is hardly more than a name, bold or not."""
    lead = search.lines.lead_over(search.place)
    if lead is None or _has_lead_of_its_own(search) or _is_next_to(search, lead):
        return None
    named = search.lines.name_line(lead)
    return search.one(search.naming.topic(named, lead), "bold-lead", lead) if named else named_by_level(search, lead)


def section(search: Search) -> Answer | None:
    """What stands above in the same section, if all of it names one credential."""
    place = search.place
    if not place.headings or place.kind is PlaceKind.HEADING:
        return None
    own = place.headings[-1]
    places, named, limit = search.lines.named_in_section(own)
    if place.index > limit or _has_lead_of_its_own(search):
        return None
    before = bisect_left(places, place.index)
    mentions = named[:before]
    above = [search.scene.places[at] for at in places[max(0, before - 1) : before]]
    if any(_is_next_to(search, other) or _is_in_same_table(search, other) for other in above):
        return None
    if len({m.subjects for m in mentions}) != 1 or not mentions[0].subjects:
        return None
    labelled = search.scene.label_at(mentions[-1].span.start) is not None  # "Best known for: …"
    passing = (labelled or len(set(places[: len(mentions)])) == 1) and not _is_taken_up(search, mentions[-1])
    if passing and provider_announced(search, search.scene.places[own]):
        return None  # the section is about the provider, and names one of its credentials in passing
    return search.one(mentions, "section")


def _has_lead_of_its_own(search: Search) -> bool:
    """Whether the value stands in a bold line that begins with something else than a label."""
    for bold in search.scene.strong_in(search.place.span)[:1]:
        before = search.text[bold.start : search.value.start] if search.value in bold else ""
        return len(before.split()) > 1 and not ATTRIBUTE.search(before)
    return False


def _is_next_to(search: Search, other: Place) -> bool:
    """Whether the place begins like one that begins with a bold name: "**Baker** – $100", "**Juggler** – $200"."""
    begins = [_bold_begin(search, place) for place in (other, search.place)]
    return begins[0] is not None and begins[0] == begins[1] and bool(search.lines.bold_names(other))


def _is_in_same_table(search: Search, other: Place) -> bool:
    """Whether both stand in one table: another row's name is of that row."""
    return search.place.table is not None and other.table == search.place.table


def _bold_begin(search: Search, place: Place) -> str | None:
    """The mark behind the bold begin of a place; None where it begins with no bold text, or with a label."""
    bold = next(iter(search.scene.strong_in(place.span)), None)
    if bold is None or WORD.search(search.text, place.span.start, bold.start):
        return None
    text = bold.of(search.text)
    mark = text[-1] if text.endswith((".", ":")) else search.text[bold.end : place.span.end].strip(" \t*_")[:1]
    return None if mark == ":" or ATTRIBUTE.search(text) else mark


def _is_taken_up(search: Search, mention: Mention) -> bool:
    """Whether the paragraph right before begins with a name, so that this one goes on about it."""
    before = search.scene.places[search.place.index - 1]
    return mention.span in before.span and mention.span.start - before.span.start <= 12
