"""Known names that are not meant: what stands right beside them makes them part of another name, or another maker's."""

from __future__ import annotations

from collections.abc import Container, Sequence

from credlint import lazy_re
from credlint.catalog.mention import CREDENTIALS, Mention
from credlint.catalog.names import LEFTOVER, Names
from credlint.catalog.unknown import LEADING, MONTH
from credlint.catalog.words import LEVELS, canonical, words_of
from credlint.claims.mentions.acronyms import EXPLAINED, REACH
from credlint.span import Span

MADE_BY = lazy_re.compile(rf"\)?(?:[ \t]*\([^()\n]{{1,12}}\))?[ \t]+by[ \t]+(?!{MONTH})(\(?[A-Z][\w&.-]*)")
FRONT = lazy_re.compile(r"(?:\b[A-Z][\w+#'’-]*[ \t]+(?:(?:of|in|for|to|with)[ \t]+)?(?:the[ \t]+)?)+$")
BEHIND = lazy_re.compile(rf"(?:[ \t]+(?:(?:of|in|for|to|with)[ \t]+)?(?!{MONTH})[A-Z][\w+#'’-]*)+")
FOLLOWED = (" ", "\t", ")")  # what stands right behind a name that goes on
# What is sold for an exam is called like it: "ABC Exam Simulator".
AID = lazy_re.compile(
    r"(?i)[ \t]+(?:(?:certification|cert|exam|test|prep)[ \t]+){0,2}"
    r"(?:simulators?|prepcast|(?:brain[ \t]?)?dumps|flash[ \t]?cards|question[ \t]banks?)\b"
)
# Words around a name that make it no other.
TELLING_NOTHING = (
    LEFTOVER
    | LEADING
    | words_of("cloud guide study path focus prep preparation review journey cost price only first if next level not")
)


def own_words(names: Names, mention: Mention) -> frozenset[str]:
    """The words that may stand around a name and make it no other: its own, its provider's, and empty ones."""
    return TELLING_NOTHING.union(*map(names.words_of, mention.subjects))


def longer_name(text: str, mention: Mention, stretch: Span, own: Container[str]) -> Span | None:
    """The run of capitalised words around a name, unless all of them are its own."""
    front = FRONT.search(text, max(stretch.start, mention.span.start - REACH), mention.span.start)
    behind = BEHIND.match(text, mention.span.end, min(stretch.end, mention.span.end + REACH))
    parts = [m[0] for m in (front, behind) if m is not None]
    if all(word in own for part in parts for word in canonical(part)):
        return None
    return Span(front.start() if front else mention.span.start, behind.end() if behind else mention.span.end)


def unless_of_another(text: str, names: Names, mention: Mention, stretch: Span, here: Sequence[Mention]) -> Mention:
    """A mention, or an unknown one where what follows makes the name another's; `here` are all of its stretch.

    That is an aid for its exam, whoever made it, or words that are not its own and lead to a level or to an acronym of
    nobody's.
    """
    followed = text.startswith(FOLLOWED, mention.span.end, stretch.end)
    if not followed or not mention.subjects or mention.form not in CREDENTIALS:
        return mention
    aid = AID.match(text, mention.span.end, stretch.end)
    if aid is not None or _is_by_another(text, names, mention, stretch, here):
        return Mention(mention.span if aid is None else Span(mention.span.start, aid.end()), (), "unknown")
    behind = BEHIND.match(text, mention.span.end, min(stretch.end, mention.span.end + REACH))
    words = canonical(behind[0]) if behind else ()
    if behind is None or not words or words[0] in own_words(names, mention):
        return mention
    short = EXPLAINED.match(text, behind.end())
    strange = short and not any(m.subjects and Span(*short.span(1)).overlaps(m.span) for m in here)
    if words[-1] in LEVELS or strange:
        return Mention(Span(mention.span.start, behind.end()), (), "unknown", provider=mention.provider)
    return mention


def _is_by_another(text: str, names: Names, mention: Mention, stretch: Span, here: Sequence[Mention]) -> bool:
    """Whether another maker is named: "Certified Baker by Globex", "Baker (AB) by Jane Doe"."""
    by = MADE_BY.match(text, mention.span.end, stretch.end)
    if by is None or names.says_provider(text, mention):
        return False
    for maker in here:
        if maker.form == "provider" and maker.span.start == by.start(1):
            return names.is_stranger(maker, mention)
    return not set(canonical(by[1])) & own_words(names, mention)
