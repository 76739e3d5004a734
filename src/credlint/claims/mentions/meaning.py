"""What a found name means where it stands: what its form needs beside it decides, its `Proof`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from credlint import lazy_re
from credlint.catalog.mention import CREDENTIALS, Mention, Proof
from credlint.catalog.words import LEVELS, canonical
from credlint.claims.mentions import position
from credlint.claims.mentions.found import CERTIFICATION_WORD, FoundNames
from credlint.claims.mentions.longer_names import MADE_BY, TELLING_NOTHING, longer_name, own_words
from credlint.claims.places import Place, PlaceKind
from credlint.span import Span

PLURAL_BEHIND = lazy_re.compile(r"(?i)\W{1,3}(?:certifications|certs|exams|credentials|certificates|badges)\b")
LONG_ACRONYM = lazy_re.compile(r"(?=.{3})[A-Z](?:[A-Z]*+[a-z]{1,2}[A-Z-]*|[A-Z-]*)[A-Z+]|[A-Z]\w*\+")
FULL_NAME = lazy_re.compile(
    r"(?i)\b(?:associate|professional|expert|specialty|practitioner|certificate|speciali[sz]ation|nanodegree"
    r"|fundamentals|foundations|leader)\b"
)


def meant(article: FoundNames, mention: Mention, place: Place) -> Mention | None:
    """The mention that a found name is, if it is one there: its provider is beside it, it stands as a name …"""
    proved = _proved(article, mention, place)
    return None if proved is None else _unless_known(article, proved, place)


def _proved(article: FoundNames, mention: Mention, place: Place) -> Mention | None:
    if mention.span.of(article.text).isdigit() and mention.span.end - mention.span.start < 3:
        return None  # the last word of "Certified Expert 3" alone
    if _is_plural_level(article, mention):
        return None
    if mention.proof > Proof.STRONG and (full := _spelled_out(article, mention)) is not None:
        return full
    if mention.proof is Proof.WORD:
        if not article.speaks_of_certifications:
            return None
        return _unless_of_others(article, mention, place)
    if mention.proof is Proof.CODE_WORD:
        return mention if position.stands_as_code(article, mention, place) else None
    if mention.proof is Proof.HEADED:
        sure = position.is_about_certifications(article, place) or position.is_title_of_exam(article, mention, place)
        return mention if sure and position.stands_as_name(article, mention, place) else None
    if mention.proof is Proof.PROVIDER:
        own = _of_its_provider(article, mention, place)
        return _unless_of_longer(article, own, place) if own is not None and own.subjects else own
    return mention


def _spelled_out(article: FoundNames, mention: Mention) -> Mention | None:
    """An acronym as the one of its credentials that the article elsewhere names by a name that is proof enough."""
    short = mention.span.of(article.text)
    if mention.form not in CREDENTIALS or not (LONG_ACRONYM.fullmatch(short) or short in article.words_of_titles):
        return None
    in_full = [one for one in mention.subjects if one in article.surely_named]
    if len(in_full) != 1 or (mention.form == "family" and len(mention.subjects) > 2):
        return None
    return _only(article, mention, in_full)


def _is_plural_level(article: FoundNames, mention: Mention) -> bool:
    """Whether it is all of a provider's at one level: "Acme Associate certifications", "Acme Associates"."""
    if mention.form not in CREDENTIALS or mention.provider is None or not mention.subjects:
        return False
    raw = mention.span.of(article.text)
    plural = PLURAL_BEHIND.match(article.text, mention.span.end) or raw.endswith(("tes", "ers", "als"))
    return bool(plural) and set(canonical(raw)[1:]) <= LEVELS and article.names.says_provider(article.text, mention)


def _unless_of_others(article: FoundNames, mention: Mention, place: Place) -> Mention:
    """A name without its provider, in a section about another provider that has a credential called like it.

    A course is one of the other's, whatever that one has.
    """
    credentials = article.names.catalog.credentials
    exam = all(credentials[one].kind == "exam" for one in mention.subjects)
    if mention.provider is None or article.names.says_provider(article.text, mention):
        return mention
    short = " " not in mention.span.of(article.text).strip()
    if exam and not short:
        return mention
    for index in (*reversed(place.items), *reversed(place.headings)):
        named = [
            m for m in article.found_in(article.places[index]) if m.form == "provider" and article.names.examines(m)
        ]
        owners = {owner for other in named for owner in article.owners(other)}
        if not owners:
            continue
        if mention.provider in owners:
            return mention
        words = frozenset(canonical(mention.span.of(article.text)))
        own = [one.id for owner in owners for one in article.names.catalog.of_provider(owner)]
        own = [one for one in own if words <= article.names.words_of(one)] if short else []
        if len(own) == 1:
            return _only(article, mention, own)
        return Mention(mention.span, (), "unknown") if own or not short else mention
    return mention


def _of_its_provider(article: FoundNames, mention: Mention, place: Place) -> Mention | None:
    """A name without its provider: a short form of the one that the article names in full, or its provider's."""
    if _is_proved_beside(article, mention, place):
        return mention
    if position.is_only_trade(article, mention, place):
        return None
    is_full = FULL_NAME.search(mention.span.of(article.text)) is not None
    is_name = is_full or position.stands_as_name(article, mention, place)
    in_full = [one for one in mention.subjects if one in article.surely_named]
    if len(in_full) == 1 and is_name and not position.is_foreign(article, mention, place, in_full[0]):
        return _only(article, mention, in_full)
    for scope in _scopes(article, place):
        owners = {owner for other in scope for owner in article.owners(other) if other.span != mention.span}
        if not owners:
            continue
        own = [one for one in mention.subjects if article.names.provider_of(one) in owners]
        if own:
            return _only(article, mention, own) if is_name else None
        break
    # Nobody around says whose it is: a full name or "A+" is somebody's, a trade ("machine learning engineer") nobody's.
    named = is_full or article.text[mention.span.end - 1] == "+"
    return Mention(mention.span, (), "unknown") if named else None


def _is_proved_beside(article: FoundNames, mention: Mention, place: Place) -> bool:
    """Whether its acronym stands behind it, or is part of it: "… Security Practitioner (CASP)"."""
    beside = (other for other in article.found_in(place) if other.form == "credential")
    if len(mention.subjects) == 1 and any(m.subjects == mention.subjects and m.proof <= Proof.WORD for m in beside):
        return True
    bracket = article.text.rfind("(", mention.span.start, mention.span.end)
    short = article.names.mentions(article.text, Span(bracket + 1, mention.span.end)) if bracket >= 0 else ()
    return any(other.subjects == mention.subjects and other.proof <= Proof.WORD for other in short)


def _only(article: FoundNames, mention: Mention, subjects: Sequence[str]) -> Mention:
    """A mention of only some of the credentials that its name may mean."""
    form = "credential" if len(subjects) == 1 else "family"
    return replace(mention, subjects=tuple(subjects), form=form, provider=article.names.provider_of(subjects[0]))


def _scopes(article: FoundNames, place: Place) -> Iterator[Sequence[Mention]]:
    """What stands around a place, innermost first: its row, its head, its list parents, headings, the title."""
    yield article.found_in(place)
    table = article.layout.table_cells.get(place.table) if place.table is not None else None
    if table is not None:
        row = article.layout.read_rows[place.table, place.row]
        yield [mention for cell in row if cell.index != place.index for mention in article.found_in(cell)]
        head = table.get((0, place.column or 0))
        yield article.found_in(article.places[head]) if head is not None else ()
    for item in reversed(place.items):
        yield article.found_in(article.places[item])
    for heading in reversed(place.headings):
        yield article.found_in(article.places[heading])
    for title in article.layout.titles:
        yield article.found_in(title)
    yield article.only_provider


def _unless_of_longer(article: FoundNames, mention: Mention, place: Place) -> Mention | None:
    """A short form inside a longer name is none: "Graduate Certificate in Advanced Project Management"."""
    whole = longer_name(article.text, mention, place.span, own_words(article.names, mention))
    if whole is None:
        return mention
    raw = whole.of(article.text)
    named = place.kind is PlaceKind.CELL or CERTIFICATION_WORD.search(raw) or FULL_NAME.search(raw)
    return Mention(whole, (), "unknown") if named else None


def _unless_known(article: FoundNames, mention: Mention, place: Place) -> Mention:
    """An unknown name as the one exam that has all its words: "Acme Professional Baker".

    Of those that the article names elsewhere, or else of those of the provider in front.
    """
    if mention.form != "unknown":
        return mention
    raw = mention.span.of(article.text)
    if "/" in raw or MADE_BY.match(article.text, mention.span.end, place.span.end):
        return mention
    named = (m for m in article.found_in(place) if m.form == "provider")
    front = (m for m in named if m.span in mention.span or 0 <= mention.span.start - m.span.end <= 3)
    owners = {owner for other in front for owner in article.owners(other)}
    owners |= article.names.kin.get(mention.provider or "", frozenset())
    words = frozenset(canonical(raw)) - TELLING_NOTHING
    meant = [one for one in article.named_exams if words <= article.names.words_of(one)] if len(words) > 1 else []
    meant = [one for one in meant if not owners or article.names.provider_of(one) in owners]
    # "CBK - Acme Baker of Knowledge"
    beside = {one for other in article.found_in(place) if other.proof <= Proof.WORD for one in other.subjects}
    sure = len(meant) == 1 and (meant[0] in article.surely_named or meant[0] in beside)
    known = meant[0] if sure else article.names.exam_of_words(owners, words)
    if known is None:
        return mention
    return Mention(mention.span, (known,), "credential", Proof.WORD, article.names.provider_of(known))
