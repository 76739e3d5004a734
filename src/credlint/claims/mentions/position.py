"""Whether a name that may be an ordinary word, a trade or a figure stands where a credential's name does."""

from __future__ import annotations

from credlint import lazy_re
from credlint.catalog.forms import is_trade
from credlint.catalog.mention import Mention
from credlint.catalog.words import canonical
from credlint.claims.mentions.found import CERTIFICATION_WORD, FoundNames
from credlint.claims.places import Place, PlaceKind

CERTIFICATION_BEHIND = lazy_re.compile(r"(?i)\W{0,3}(?:certification|certificate|cert|exam|credential|badge)\b")
# What is bought at once, and not by the month or the user, as a product is.
PRICED_BEHIND = lazy_re.compile(
    r"(?i)\s+(?:is|costs?|runs?)\s+(?:only |just |about |around )?(?:[~$€£₹]|US\$|USD )\s?\d[\d.,]*+"
    r"(?! ?(?:/|per |an? |each |monthly|yearly))"
)
COUNTED_BEHIND = lazy_re.compile(
    r"(?i)\s(?:[\w-]+\s){0,2}(?:questions?|items?|tasks?|minutes?|mins?|hours?|points?|pages?)\b"
)
# What a trade is followed or headed by that is a trade and no name: "DevOps Engineer path", "| Role |", "### Salaries".
OF_TRADE = (
    r"(?:(?:career|job|learning|study) )?(?:paths?|tracks?|roadmaps?|roles?|jobs?|careers?|positions?|salar(?:y|ies)"
    r"|progression|nanodegree|bootcamp|teams?|interviews?)"
)
TRADE_BEHIND = lazy_re.compile(rf"(?i) {OF_TRADE}\b")
TRADE_HEAD = lazy_re.compile(rf"(?i)\W*(?:target |typical |common |example )?(?:{OF_TRADE}|(?:job )?titles?)\W*")
TRADE_HEADING = lazy_re.compile(r"(?i)\b(?:roles|jobs|careers?|salar(?:y|ies)|positions|compensation|hiring)\b")


def stands_as_name(article: FoundNames, mention: Mention, place: Place) -> bool:
    """Whether it stands where a certification's name does: a heading, a cell, a bold or linked one, before "exam".

    A trade or a field ("Data Engineer", "Cloud Security") is otherwise just that.
    """
    if CERTIFICATION_BEHIND.match(article.text, mention.span.end):
        return True
    if PRICED_BEHIND.match(article.text, mention.span.end):
        return True
    if place.kind in (PlaceKind.HEADING, PlaceKind.CELL, PlaceKind.LINE):
        return True
    if article.text[mention.span.end - 1] == "+":
        return True  # no trade is called "A+"
    before = article.text[place.span.start : mention.span.start]
    behind = article.text[mention.span.end : min(place.span.end, mention.span.end + 3)].strip()
    if len(before) < 8 and not any(c.isalnum() for c in before) and behind[:1] in ("", ":", "(", "-", "–", "—"):
        return True
    links = [link.text_span for link in article.layout.links_in(place) if link.text_span is not None]
    length = mention.span.end - mention.span.start
    return any(
        mention.span in span and 2 * length > span.end - span.start
        for span in [*article.layout.strong_in(place.span), *links]
    )


def stands_as_code(article: FoundNames, mention: Mention, place: Place) -> bool:
    """Whether "exam", "code" or its provider stands before a code of figures, or "exam" behind it."""
    if COUNTED_BEHIND.match(article.text, mention.span.end):
        return False  # "100-150 questions"
    before = article.text[max(place.span.start, mention.span.start - 12) : mention.span.start]
    near = f"{before} {article.layout.head(place)} {article.layout.row_label(place)}"
    if lazy_re.search(r"(?i)\b(?:exam|code)\b", near) or CERTIFICATION_BEHIND.match(article.text, mention.span.end):
        return True
    owned = (other for other in article.found_in(place) if other.provider or other.form == "provider")
    return any(other.span.end <= mention.span.start <= other.span.end + 12 for other in owned)


def is_title_of_exam(article: FoundNames, mention: Mention, place: Place) -> bool:
    """Whether a title names a product whose exam the article names, and a heading speaks of an exam."""
    surely = place in article.layout.titles and not article.surely_named.isdisjoint(mention.subjects)
    headings = (other for other in article.places if other.kind is PlaceKind.HEADING)
    return surely and any(CERTIFICATION_WORD.search(article.layout.text_of(heading)) for heading in headings)


def is_about_certifications(article: FoundNames, place: Place) -> bool:
    """Whether the head of its row, its heading or the title speaks of certifications."""
    headings = (article.places[at] for at in place.headings)
    over = (*article.layout.table_rows.get((place.table, 0), ()), *headings, *article.layout.titles)
    return any(CERTIFICATION_WORD.search(article.layout.text_of(other)) for other in over)


def is_only_trade(article: FoundNames, mention: Mention, place: Place) -> bool:
    """Whether what stands around a trade ("Data Engineer") shows that it is what people are, and no short form."""
    if not is_trade(canonical(mention.span.of(article.text))):
        return False
    if TRADE_BEHIND.match(article.text, mention.span.end) or TRADE_HEAD.fullmatch(article.layout.head(place)):
        return True
    heading = article.layout.text_of(article.places[place.headings[-1]]) if place.headings else ""
    return TRADE_HEADING.search(heading) is not None and CERTIFICATION_WORD.search(heading) is None


def is_foreign(article: FoundNames, mention: Mention, place: Place, subject: str) -> bool:
    """Whether the name is somebody else's than a subject's that it may mean.

    Another provider stands right before it, is all that another cell of its row says, or heads its list or section and
    has a credential of that name too.
    """
    owner = article.names.provider_of(subject)
    before = [m for m in article.found_in(place) if m.form == "provider" and 0 <= mention.span.start - m.span.end <= 3]
    row = article.layout.read_rows[place.table, place.row] if place.row else ()
    cells = (cell for cell in row if cell != place and len(article.layout.text_of(cell).split()) <= 6)
    beside = [m for cell in cells for m in article.found_in(cell) if m.form == "provider" and article.names.examines(m)]
    if any(named and not any(owner in article.owners(one) for one in named) for named in (before[-1:], beside)):
        return True
    for index in (*reversed(place.items), *reversed(place.headings)):
        owners = {one for m in article.found_in(article.places[index]) for one in article.owners(m)}
        if owners:
            return owner not in owners and any(article.names.provider_of(one) in owners for one in mention.subjects)
    return False
