"""What is said of a provider's credentials in general, or of the provider, and so of no one of them."""

from __future__ import annotations

from credlint import lazy_re
from credlint.catalog.mention import Mention
from credlint.claims.scene import REACH
from credlint.claims.subject.levels import LEVEL, at_level
from credlint.claims.subject.search import IN_BRACKETS, SEVERAL, Answer, Search
from credlint.span import Span
from credlint.values import Kind

ALL_OF_THEM = lazy_re.compile(
    r"(?i)\b(?:(?:all|the) (?:two|three|four|five|six|seven|eight|\d\d?)|both|either(?: one)?|they all"
    r"|(?:all|each|either) of (?:them|these|the two))"
    r"(?= (?:do(?:n['’]t)?|never"
    r"|costs?|is|are|have|has|takes?|lasts?|runs?|requires?|expires?|stay|remain|include|can|must|need|come)\b)"
)
PLURAL = lazy_re.compile(
    r"(?i)\b(?:certifications|certs|exams|credentials|certificates|speciali[sz]ations|nanodegrees|badges|bootcamps"
    r"|certificate (?:courses|programs|programmes))\b"
    rf"|{ALL_OF_THEM.pattern.removeprefix('(?i)')}"
)
NOT_PLURAL = lazy_re.compile(
    r"(?i)\b(?:unlike|like|other|among|practice|mock|(?<!\ball )of the|one of|(?<!\ball )(?:two|three|four|five|six)"
    r"|several|many|some|prep|previous|its|their|his|her|my|our|these|those|with|multiple)\W(?:\w+\W){0,3}$"
)
ITS_LEVEL = lazy_re.compile(rf"(?i)\b(?:its|their) (?:other )?{LEVEL}(?:[- ]level)? $")
PLURAL_BLOCKED = lazy_re.compile(
    r"(?i)[,;]\s|\b(?:it|this (?:exam|certification|cert|one|course|credential)|the (?:exam|certification|cert|test))\b"
)
# "$150 for the associate exams, $300 for hands-on exams", "$150 for the associate and $300 for …"
OF_MANY = lazy_re.compile(
    rf"(?i)\s(?:to pass )?for (?:the |all |all the |its |their )?(?:{LEVEL}|hands[- ]on|practical|performance-based"
    r"|multiple-choice|written|lab)"
    r"(?:(?:[ -][\w-]+){0,2} (?:exams|certifications|certs|certificates|credentials|ones)\b"
    r"|(?: level| exam| one)?(?=\s*(?:[,.;]|and\b|$)))"
)
# "Acme requires recertification every two years"
RULE = lazy_re.compile(r"(?i) (?:requires?|expects?|demands?|asks for) (?:re-?certif\w+|renewals?)\b")
COUNTED = lazy_re.compile(
    r"(?i)\b(?:two|three|four|five|six|several)\b (?:\w+ ){0,2}(?:certifications|exams|certs|credentials) ?\("
)
MEMBERS = lazy_re.compile(r"(?i) ?(?:student |individual |full )?(?:non-?)?members\b")
MEMBERS_OF = lazy_re.compile(r"(?i)\bmembers of (?:the )?$")
MEMBERSHIP = lazy_re.compile(
    r"(?i)\W*(?:(?:the|an?|annual|yearly|individual|professional) )*membership (?:costs?|is|runs?)\b"
)
DUES = lazy_re.compile(
    r"(?i)\bmembership\b|\b(?:annual|yearly|maintenance) (?:\w+ )?(?:fees?|dues)\b|\bdues\b"
    r"|\b(?:subscription|plan|pass)\b.{0,40}\b(?:entire|whole|full|every)\b"
)


def plural(search: Search) -> Answer | None:
    """ "Acme certifications are valid for two years": said of the provider, not of the article's credential."""
    text, scene, value = search.text, search.scene, search.value
    if search.candidate.kind is Kind.STATISTIC:
        return None
    if search.candidate.kind is Kind.STATUS and COUNTED.search(text, search.sentence.start, value.start):
        return Answer(None, SEVERAL)
    for mention in scene.mentions.within(search.sentence):
        if mention.form == "provider" and RULE.match(text, mention.span.end, value.start):
            return Answer(search.naming.provider_in([mention]), "plural")
    behind = OF_MANY.match(text, value.end)
    if not behind and not is_plural_since(search, search.sentence.start) and not _is_labelled_plural(search):
        return None
    mentions = scene.mentions.within(search.sentence)
    audience = [m for m in mentions if _is_of_members(search, m)]
    if audience and not any(m.form == "provider" and m not in audience for m in mentions):
        return None  # "Exams are $405 for Acme members": of which exams, the section says
    if ALL_OF_THEM.search(text, search.sentence.start, value.start):
        both = _all_named_before(search)
        if both is not None:
            return both
    provider = search.naming.provider_in(m for m in mentions if m.span.start < value.start)
    provider = provider or search.naming.provider_in(mentions) or search.provider_around()
    return at_level(search, provider, behind[0] if behind else text[search.sentence.start : value.start], "plural")


def _is_labelled_plural(search: Search) -> bool:
    """Whether the label in front speaks of credentials in general, and the sentence names none."""
    label = search.scene.label_at(search.value.start)
    labelled = label is not None and PLURAL.search(label.of(search.text)) is not None
    return labelled and not search.naming.named(search.place, search.sentence)


def _is_of_members(search: Search, mention: Mention) -> bool:
    """Whether a provider's name only says who pays a price: its members."""
    before = search.text[max(search.sentence.start, mention.span.start - 20) : mention.span.start]
    joined = MEMBERS.match(search.text, mention.span.end) or MEMBERS_OF.search(before)
    return mention.form == "provider" and joined is not None


def _all_named_before(search: Search) -> Answer | None:
    """What "both" or "all four" are: the names of the sentences before, or of the place before."""
    start = max(search.place.span.start, search.sentence.start - REACH)
    earlier = search.naming.named(search.place, Span(start, search.sentence.start))
    if not earlier and search.place.index:
        before = search.scene.places[search.place.index - 1]
        earlier = search.naming.named(before) if before.headings == search.place.headings else []
    if len({m.subjects for m in earlier}) > 1:
        return search.one(earlier, "plural")
    provider = search.provider_around()
    strange = any(search.names.provider_of(one) != provider for m in earlier for one in m.subjects)
    return Answer(None, SEVERAL) if provider and strange else None


def is_plural_since(search: Search, start: int) -> bool:
    """Whether a plural between an offset and the value speaks of credentials in general."""
    text, value = search.text, search.value
    for found in reversed(list(PLURAL.finditer(text, start, value.start))):
        before = text[max(search.place.span.start, found.start() - 40) : found.start()]
        general = NOT_PLURAL.search(before) is None or ITS_LEVEL.search(before) is not None
        if PLURAL_BLOCKED.search(text, found.end(), value.start) or not general:
            continue
        here = Span(*found.span())
        mentions = search.scene.mentions.within(search.sentence)
        return not any(m.span.overlaps(here) for m in mentions if m.form == "credential")
    return False


def provider_label(search: Search) -> Answer | None:
    """The provider that labels the line, or stands in brackets behind the value: "Acme: every 2 years".

    In a section about one of its credentials it only says whose that is.
    """
    behind = IN_BRACKETS.match(search.text, search.value.end)
    for label in (behind and Span(*behind.span(1)), search.scene.label_at(search.value.start)):
        named = search.scene.mentions.within(label) if label else ()
        if not label or len(named) != 1 or named[0].form != "provider" or not search.names.examines(named[0]):
            continue
        if search.naming.gap(label.start, label.end).strip(" *_:.") != named[0].span.of(search.text):
            return None
        around = search.naming.in_section(search.place) | search.named_over(search.place)
        provider = search.naming.provider_in(named)
        ours = any(search.names.provider_of(one) == provider for one in around)
        return None if ours else Answer(provider, "plural")
    return None


def dues(search: Search) -> Answer | None:
    """What an organisation takes from its members, whichever of its credentials they hold."""
    if search.candidate.kind is not Kind.COST:
        return None
    said = DUES.search(search.text, search.sentence.start, search.value.start)
    provider = search.naming.provider_in(
        m for m in search.scene.mentions.within(search.sentence) if m.form == "provider"
    )
    if said and not provider and MEMBERSHIP.match(search.text, search.sentence.start, search.value.start):
        own = {search.names.provider_of(one) for one in search.named_over(search.place)}
        provider = own.pop() if len(own) == 1 else None
    return Answer(provider, "dues") if said and provider else None
