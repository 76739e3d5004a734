"""Whether an article says where a figure is from."""

from __future__ import annotations

from credlint import lazy_re
from credlint.claims.context import Context
from credlint.claims.page import Page
from credlint.claims.places import Place, PlaceKind
from credlint.document import Document, LinkKind
from credlint.span import Span

_SOURCE_LINE = 12  # words that a line has that only says where the list above is from
_NAMED_SOURCE = lazy_re.compile(
    r"\b(?:[Aa]ccording\s+to|[Pp]er|[Ss]ource:|[Bb]ased\s+on|[Dd]ata from|[Cc]ited by|[Rr]eported by"
    r"|[Ss]urvey(?:ed)? by)\s+(?:the\s|a\s|an\s)?(?:20\d\d\s)?\(?(?!(?:Month|Year|Course|Exam|Attempt)\b)[A-Z][\w.&'’]+"
    r"|\b[A-Z][\w.&]{1,40}(?:['’]s)?(?:\s[A-Z][\w.&]{1,40}){0,4}(?:['’]s)?\s(?:\d{4}\s)?(?:reports?|reported|data|surveys?"
    r"|says|said|found|finds|study|research|estimates?|shows|lists|puts|claims?|states"
    r"|pegs|counts|put the (?:average|median|mean|typical))\b"
    r"|\b[A-Z][\w.&]{1,40}['’]s\s(?:own\s)?(?:\w+\s)?(?:newsletter|website|site|page|blog|figures|numbers|statistics)\b"
    r"|\b[A-Z][\w.&]{1,40}['’]s\s(?:[\w-]+\s){1,4}(?:surveys?|reports?|stud(?:y|ies)|research|data|index|poll)\b"
    r"|\b(?:PayScale|Payscale|Glassdoor|ZipRecruiter|Levels\.fyi|Salary\.com|Bureau\sof\sLabor\sStatistics|BLS|Robert\sHalf"
    r"|Skillsoft|Global\sKnowledge|Lightcast|Burning\sGlass)\b"
    r"|\((?:[Ss]ource:?\s)?[A-Z][\w.&]+(?:,?\s(?:[A-Z][\w.&]*|of|the|for|and|on)){0,8}(?:,\s?|\s)"
    r"(?:data|surveys?|reports?|20\d\d)(?:,(?:\s[A-Z][\w.&]*){1,4})?\)",
)  # fmt: skip
_NO_SOURCE = lazy_re.compile(
    r"^(?:Here|There|What|That|Let|Early|Recent|Industry|Salary|The|This|These|Some|Many|Our|My|New|Latest|Average|Most|Market|Internal|It"
    r"|A(?:ll|LL)|Any|Every|Each|Both|More|A|An|Hiring|Job|Studies|Research|Experts|Holders|Certified|Graduates|Professionals|Employers|Candidates"
    r"|People|Students|Learners|Companies|Organi[sz]ations|Those|They|We|I|You|Job|Data|Surveys|Reports"
    r"|According to (?:industry|recent|some|many|various|market))\b"
)


def is_sourced(context: Context) -> bool:
    """Whether a link stands in the same paragraph, or a named source in the same sentence or the one before it."""
    span = context.place.span
    if _is_linked(context.page.scene.document, span) or _is_sourced_by_list(context):
        return True
    window = context.page.text[max(span.start, context.sentence_span.start) : context.sentence_span.end]
    return _names_source(window) or _names_source(_sentence_before(context))


def _sentence_before(context: Context) -> str:
    """The sentence before in running text, "" before the first one of a line."""
    text, start = context.page.text, context.sentence_span.start
    earlier = [one for one in context.page.sentences(context.place) if one.end <= start][-1:]
    said = text[earlier[0].start : start] if earlier else ""
    return "" if "\n" in said else said


def _is_sourced_by_list(context: Context) -> bool:
    """Whether the paragraph right before or after its list or table does no more than introduce it, or names a source.

    An introduction ends with a colon and has a link or a named source; behind a list stands hardly more than a link.
    """
    page, place = context.page, context.place
    if not place.depth and place.table is None:
        return False
    before, after = (_beyond_list(page, place, step) for step in (-1, 1))
    if before is not None and page.scene.text_of(before).rstrip(" *_\n").endswith(":") and _has_source(page, before):
        return True
    return after is not None and len(page.scene.text_of(after).split()) <= _SOURCE_LINE and _has_source(page, after)


def _has_source(page: Page, place: Place) -> bool:
    return _is_linked(page.scene.document, place.span) or _names_source(page.scene.text_of(place))


def _beyond_list(page: Page, place: Place, step: int) -> Place | None:
    """The paragraph that stands next before or behind the list or table of a place, in the same section."""
    places = page.scene.places
    at = place.index + step
    while 0 <= at < len(places) and (places[at].depth if place.table is None else places[at].table == place.table):
        at += step
    other = places[at] if 0 <= at < len(places) else None
    own = other is not None and other.kind is PlaceKind.PARAGRAPH and other.headings == place.headings
    return other if own else None


def _is_linked(document: Document, span: Span) -> bool:
    return any(
        span.start <= link.span.start < span.end
        and link.kind not in {LinkKind.IMAGE, LinkKind.HTML_IMAGE}
        and link.url.startswith(("http://", "https://"))
        for link in document.links
    )


def _names_source(text: str) -> bool:
    return any(not _NO_SOURCE.match(match[0]) for match in _NAMED_SOURCE.finditer(text))
