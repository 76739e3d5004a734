"""Acronyms that an article explains, where it uses them, and what they are short for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from credlint import lazy_re
from credlint.catalog.mention import CREDENTIALS, Mention, Proof
from credlint.catalog.names import Names
from credlint.catalog.words import canonical
from credlint.claims.layout import Layout
from credlint.span import Span

# An acronym in brackets behind its name.
EXPLAINED = lazy_re.compile(r"[ \t]*\([ \t]*([a-z]?[A-Z][a-z]?[A-Z][A-Za-z0-9+-]{0,7})[ \t]*\)")
BRACKETED = lazy_re.compile(r"(?<=\w )\(([A-Z]{2,6})\)")
NAME_WORD = lazy_re.compile(r"[A-Z][\w+#-]+")
EXPLAINED_BEHIND = lazy_re.compile(r"\b([A-Z]{3,6}) \(([A-Z][^()\n]{8,70})\)")
STEM = lazy_re.compile(r"[A-Z]{3,}(?=-)")
REACH = 80  # longer than the rest of any name


def spelled_out(text: str) -> Mapping[str, Sequence[str]]:
    """The acronyms behind or before words that begin with their letters, and those words as names are compared."""
    found: dict[str, Sequence[str]] = {}
    for explained in EXPLAINED_BEHIND.finditer(text):
        words = NAME_WORD.findall(explained[2])
        if "".join(word[0] for word in words) == explained[1]:
            found.setdefault(explained[1], [one for word in words for one in canonical(word)])
    for bracket in BRACKETED.finditer(text):
        words = NAME_WORD.findall(text, max(0, bracket.start() - REACH), bracket.start())[-len(bracket[1]) :]
        if "".join(word[0] for word in words) == bracket[1]:
            found.setdefault(bracket[1], [one for word in words for one in canonical(word)])
    return found


def occurrences(layout: Layout, names: Names, named: Iterable[Sequence[Mention]]) -> Mapping[int, Sequence[Mention]]:
    """Where an article uses acronyms of the credentials that it names, by place; `named`: those of each place."""
    text = layout.text
    found: dict[int, list[Mention]] = {}
    for acronym, mention in _short_forms(text, names, named).items():
        at = text.find(acronym)
        while at >= 0:
            place, end = layout.place_at(at), at + len(acronym)
            if place is not None and end <= place.span.end:
                before = text[max(place.span.start, at - 1) : at]
                behind = text[end : min(place.span.end, end + 1)]
                if not (before.isalnum() or before in {"_", "-"} or behind.isalnum() or behind in {"_", "-", "+"}):
                    found.setdefault(place.index, []).append(replace(mention, span=Span(at, end)))
            at = text.find(acronym, end)
    return {index: sorted(mentions, key=lambda mention: mention.span) for index, mentions in found.items()}


def _short_forms(text: str, names: Names, named: Iterable[Sequence[Mention]]) -> Mapping[str, Mention]:
    """What each acronym means, of those that mean one thing."""
    found: dict[str, Mention | None] = {}
    for mentions in named:
        for mention in mentions:
            for acronym, form in _short_forms_of(text, names, mention, mentions):
                known = found.setdefault(acronym, form)
                if known is not None and known.subjects != form.subjects:
                    found[acronym] = None
    return {acronym: mention for acronym, mention in found.items() if mention is not None}


def _short_forms_of(
    text: str, names: Names, mention: Mention, beside: Sequence[Mention]
) -> Iterator[tuple[str, Mention]]:
    """The acronyms of a name: "Acme Certified Junior Baker (ACJB)".

    With less proof JBK where it is the code JBK-C01, and JBM where it is Acme's Junior Bread Maker.
    """
    if mention.form not in CREDENTIALS:
        return
    explained = EXPLAINED.match(text, mention.span.end)
    if explained is not None and not any(is_sure(m) and Span(*explained.span(1)) in m.span for m in beside):
        yield explained[1], mention
    if mention.form != "credential" or mention.proof is not Proof.STRONG:
        return
    raw = mention.span.of(text)
    stem = STEM.match(raw)
    if stem is not None and names.catalog.codes.versioned(raw) == mention.subjects[0]:
        yield stem[0], mention
    of_provider = names.label_words(mention.provider)
    initials = "".join(word[0] for word in NAME_WORD.findall(raw) if not of_provider.issuperset(canonical(word)))
    if len(initials) > 2:
        yield initials, replace(mention, proof=Proof.WORD)


def is_sure(mention: Mention) -> bool:
    """Whether a known name needs at most a word of certifications beside it."""
    return bool(mention.subjects) and mention.proof < Proof.HEADED
