"""Names in a text that no catalog knows.

An unknown credential is worth a mention, for it ends a search: without it the facts of a course outside the catalog
would flow to the credential in the title.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from itertools import dropwhile
from typing import Protocol

from credlint import lazy_re
from credlint.catalog.forms import SMALL
from credlint.catalog.mention import Casing, Mention, Proof
from credlint.catalog.words import words_of
from credlint.span import Span


class Issuers(Protocol):
    """Questions about whose a name is."""

    def says_provider(self, text: str, mention: Mention) -> bool:
        """Whether a name begins with its provider."""

    def is_stranger(self, provider: Mention, credential: Mention) -> bool:
        """Whether a provider issues credentials, and not this one."""


# Capitalised words that make no name of a credential by themselves: trades, topics and the words of headings.
ORDINARY = words_of(
    """a about across additional administrator advanced after agent agents ai all also amazing an analyst analytics and
    annual another any api applied architect are artificial as associate at azure become becoming before beginner best
    better big both build business buy by can career careers certificate certificates certification certifications
    certified choose choosing cloud coming common complete computer consider cost costs course courses credential
    credentials current cyber cybersecurity data deep developer devops difference difficulty digital do does each earn
    earning easiest engineer engineering enterprise entry essential essentials every exam exams expert expired final
    finance first five for foundation foundational foundations four free from full fundamental fundamentals generative
    get getting good great guide hands hardest has have hard highest his how i if important in industry information
    infrastructure instructor intelligence intermediate international introduction is it its job junior key language
    large latest learn learning level levels list llm machine main maintaining management manager many ml mlops mock
    model models more most multiple my need network networking new next no non not of official on one online only
    operations option or other our overview paid pass passing path pay popular post practical practice prep prepare
    preparation preparing primary prior product professional professionals program programming programs project
    proctored python quick real recommended related relevant renew renewing required role role-based same science
    scientist second security select senior short single skill skills so software solution solutions some specialist
    specialty specific sql start step study take taking target tech technical technology ten test that the their these
    third this those three to top total training two type types under update updated upcoming us use valuable various
    vendor vendor-neutral verified versus vs was we web week what when where which while who why will with without work
    would year your you cat cbt mcq pbq member members holder holders fee fees like unlike since though although
    usd eur gbp inr cad aud us uk eu faq pdf id roi beta retake review schedule scheduled optional flexible pre any
    comprehensive alongside leverage evaluate simulate checklist during should add added clear visit access
    understand leveraging psi lab written remote performance based closed open book oral onsite site person adaptive
    choice hour hr minute min day week month year question item part amf cpe ceu pdu"""
)
# A name that no catalog knows has one of these words.
HEADS = words_of(
    """Certified Certification Certificate Cert Nanodegree Specialization Specialisation MicroMasters Bootcamp Diploma
    Exam Associate Professional Expert Specialty Practitioner certification certificate exam credential cert nanodegree
    specialization specialisation"""
)
MONTH = (  # no name goes on so: "the Specialty in April 2024"
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b"
)
RUN = lazy_re.compile(
    r"[A-Z][\w+#&./'’-]*(?:"
    r"(?:[ \t]+|(?<=Certified):[ \t]+|[ \t]*[–—-][ \t]+(?=Associate|Professional|Expert|Specialty))"
    rf"(?:(?:of|in|and|for|the|to|with|on|&)[ \t]+)?(?!{MONTH})[A-Z0-9(][\w+#&./'’)-]*)*"
    r"(?:[ \t]+(?:certification|certificate|exam|credential|cert|nanodegree|speciali[sz]ation)\b)?"
)
HEAD_WORD = lazy_re.compile(
    r"Certified|(?i:certificat|nanodegree|speciali|micromasters|bootcamp|diploma|exam|credential|cert\b)"
    r"|Associate|Professional|Expert|Specialty|Practitioner"
)
COURSE_HEAD = lazy_re.compile(
    r"(?i)\b(?:nanodegree|speciali[sz]ation|professional certificate|micromasters|bootcamp|diploma)$"
)
EXAM_HEAD = lazy_re.compile(r"(?i)\b(?:certification|certificate|exam|credential|cert)$")
# "Languages: English and Exam format", "OS in Exam": no name goes on so.
JOINED_HEAD = lazy_re.compile(r"(?i)\b(?:and|or|in|of|to|on|with|for|the|&)[^\w&]+(?:exam|cert|credential)$")
LEVEL_HEAD = lazy_re.compile(r"\b(?:Associate|Professional|Expert|Specialty|Practitioner)\b\)?$")
LEADING = SMALL | words_of(
    """the is are was why how what which when become becoming get getting earn earning choose choosing pass passing take
    taking prepare preparing about my your our their this that these those best top most other some every each no any
    new free all both is do does if should official like unlike intro introduction overview part 1 2 3 4 5 6 7 8 9 10"""
)
GENERIC_HEADS = (
    SMALL
    | LEADING
    | words_of(
        """professional certificate certification certified exam credential cert nanodegree specialization
    specialisation micromasters bootcamp diploma associate expert specialty practitioner program course online beginner
    advanced members holders"""
    )
)
NAME_PART = lazy_re.compile(r"[\w+#-]+")
BEGINS = lazy_re.compile(r"(?:^|[.!?:;•|\n(“\"])[\s*_\-–—\d.)#]*$")


def with_unknown(text: str, stretch: Span, found: Sequence[Mention], issuers: Issuers, casing: Casing) -> list[Mention]:
    """Adds the credentials that the catalog does not know; a known name that is only part of theirs gives way."""
    proper = casing.proper
    gone: set[Mention] = set()
    unknown: list[Mention] = []
    at = 0
    for match in RUN.finditer(text, stretch.start, stretch.end):
        if HEAD_WORD.search(match[0]) is None:
            continue
        run = Span(*match.span())
        while at < len(found) and found[at].span.end <= run.start:
            at += 1
        within = found[at : bisect_left(found, run.end, at, key=lambda mention: mention.span.start)]
        begins = run.start == stretch.start or BEGINS.search(text, max(stretch.start, run.start - 8), run.start)
        plain = proper is not None and bool(begins) and NAME_PART.findall(match[0])[0] not in proper
        span = _unknown_in(text, run, within, casing.ordinary, plain, issuers)
        if span is not None:
            within = [mention for mention in within if mention.span.overlaps(span)]
            provider = next((mention.subjects[0] for mention in within if mention.form == "provider"), None)
            gone.update(within)
            unknown.append(Mention(span, (), "unknown", provider=provider))
    left = [mention for mention in found if mention not in gone]
    return sorted([*left, *unknown], key=lambda mention: mention.span)


def _unknown_in(
    text: str, run: Span, found: Sequence[Mention], ordinary: Container[str], plain: bool, issuers: Issuers
) -> Span | None:
    """The part of a run of capitalised words that names a credential of its own, if any.

    `plain`: the capital of the first word proves nothing, for a sentence begins with it.
    """
    raw = run.of(text)
    certified = raw.find("Certified")
    course, exam, level = COURSE_HEAD.search(raw), EXAM_HEAD.search(raw), LEVEL_HEAD.search(raw)
    if certified < 0 and (JOINED_HEAD.search(raw) or not (course or exam or level)):
        return None
    tokens = [Span(run.start + m.start(), run.start + m.end()) for m in NAME_PART.finditer(raw)]
    tokens = list(dropwhile(lambda token: token.of(text).lower() in LEADING, tokens))
    topics = _topics(text, tokens)
    if not topics:
        return None  # "Practitioner exam"
    whole = Span(tokens[0].start, tokens[-1].end)
    named = [mention for mention in found if mention.span.overlaps(whole) and mention.form != "group"]
    explained = any(_is_explained_by(text, Span(whole.start, one.span.start), one) for one in named if one.subjects)
    if explained or any(mention.form == "unknown" for mention in named):
        return None
    free = [token for token in tokens if not any(token in mention.span for mention in named)]
    begins = plain and certified < 0
    telling = [token for token in free if is_telling(token.of(text), ordinary, begins and token.start == run.start)]
    known = next((mention for mention in named if mention.form in ("credential", "family")), None)
    of_provider = any(mention.form == "provider" for mention in named)
    if known is not None:
        weak = known.proof >= Proof.WORD or 0 <= certified <= known.span.start - run.start
        front = Span(whole.start, known.span.start)
        is_name = _makes_another(text, front, named, known, telling if weak else (), issuers)
    elif course:
        is_name = topics >= (1 if of_provider or telling else 2)
    else:
        least = 1 if certified >= 0 or level else 2
        is_name = bool(telling) or (of_provider and _topics(text, free) >= least)
    return whole if is_name else None


def _topics(text: str, tokens: Sequence[Span]) -> int:
    """How many words say what a credential is about."""
    return sum(token.of(text).lower() not in GENERIC_HEADS for token in tokens)


def _makes_another(
    text: str, front: Span, named: Sequence[Mention], known: Mention, telling: Sequence[Span], issuers: Issuers
) -> bool:
    """Whether what stands in front of a known name makes it another's: a foreign provider, or a word that tells.

    "Cloudera Certified Professional Data Engineer" is not Google's.
    """
    if issuers.says_provider(text, known):
        return False
    if any(issuers.is_stranger(one, known) for one in named if one.span in front):
        return True
    return any(token in front for token in telling)


def _is_explained_by(text: str, name: Span, short: Mention) -> bool:
    """Whether a name, however it is spelled, is that of the known acronym in brackets behind it: its letters are."""
    words = name.of(text)
    if short.proof > Proof.WORD or not words.endswith("("):
        return False
    initials = sorted(word[0].lower() for word in NAME_PART.findall(words) if word.lower() not in SMALL)
    acronyms = lazy_re.split(r"[-/ ]", short.span.of(text))  # of which one may be whose it is, or which of them
    return any(one.isupper() and len(one) >= 3 and sorted(one.lower()) == initials for one in acronyms)


def is_made_of(short: str, name: str, besides: Container[str]) -> bool:
    """Whether a short form ("GCB Rye") has the first letters of a name, in their order, and no word of it is left over.

    `besides`: words, in lower case, that the name may have as well.
    """
    first, *rest = short.lower().split()
    letters = "".join(filter(str.isalpha, first))
    for word in NAME_PART.findall(name):
        own = word.lower() if word.isupper() else word[0].lower()
        if letters.startswith(own):
            letters = letters.removeprefix(own)
        elif word.lower() not in SMALL and word.lower() not in rest and word.lower() not in besides:
            return False
    return not letters


def is_telling(word: str, ordinary: Container[str], plain: bool = False) -> bool:
    """Whether a word can only be part of a name; `plain`: its capital is no sign of one."""
    if "-" in word[1:-1]:
        return any(is_telling(part, ordinary, plain) for part in word.split("-"))
    low = word.lower()
    if low in ORDINARY or low.isdigit() or len(low) < 2 or low.rstrip("s") in ORDINARY:
        return False
    if sum(c.isupper() for c in word) > 1 or "+" in word or any(c.isdigit() for c in word):
        return True
    return not plain and low not in ordinary and not low.endswith(("ing", "ly")) and word[0].isupper()
