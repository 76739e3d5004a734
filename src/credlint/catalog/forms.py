"""How a credential may be called: every form of its names as canonical words, and how much each form proves.

A name is compared as canonical words (`words`): lower case, no plural, no "certified", no year.
What people drop or swap besides (the level, "Certificate" for "Professional Certificate") is derived here from the
names in the catalog, never listed by hand. The provider in front of a name is read apart from it (`names`), so a form
has no provider unless the catalog itself writes it so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from credlint import lazy_re
from credlint.catalog.codes import CODE
from credlint.catalog.mention import Proof
from credlint.catalog.words import GRADES, LEVELS, MARKS, Words, canonical, words_of

if TYPE_CHECKING:
    from credlint.catalog import Credential


class Rank(IntEnum):
    """Which credential a form means when several share it: that of the lowest rank."""

    NAME = 0
    ALIAS = 1
    FORMER = 2
    DERIVED = 3
    FAMILY = 4
    AMBIGUOUS = 5


class Form(Struct, frozen=True):
    """One credential that a sequence of words may mean."""

    subject: str
    rank: int
    proof: int


TYPES = words_of("certificate specialization nanodegree program course micromaster bootcamp")
# Words before or after a type that belong to it: "Professional Certificate", "Graduate Certificate Program".
TYPE_PHRASE = TYPES | words_of("professional graduate career completion")
SMALL = words_of("a an and as at by for from in into of on or the to with , (")
EVERYDAY = words_of("a an and as at by for from in into is it its now of on or our the to with your")

# Credentials that articles mention everywhere. One that the catalog knows is the catalog's; the others stop a search.
ACRONYMS = words_of(
    """CISSP CISM CISA CRISC CGEIT CDPSE CCSP SSCP CSSLP CGRC CEH CHFI CPENT ECSA LPT OSCP OSCE OSWE OSEP OSED OSWP
    GSEC GCIH GPEN GCIA GXPN GREM GCFA GCFE GMON GWAPT GICSP CASP CCNA CCNP CCIE CCDA CCDP CCDE CCENT JNCIA JNCIS JNCIP
    JNCIE VCP VCAP VCDX MCSA MCSE MCSD MCTS MTA RHCSA RHCE RHCA LPIC LFCS LFCE LFCA CKA CKAD CKS KCNA KCSA PMP CAPM
    PgMP CSM PSM PSPO CSPO ITIL TOGAF PRINCE2 CBAP CCBA CFA CPA FRM CAMS CIPP CIPM CIPT AIGP CDMP CCSK CCAK eJPT PNPT
    CRTO PCNSE PCNSA NSE OCA OCP OCJP SHRM CDP CSCP PHR SPHR GPHR"""
)
# What people are. These and the words of first steps end the name of a role, and so no product's.
TRADES = words_of(
    "engineer architect developer administrator analyst scientist manager consultant auditor owner strategist planner "
    "builder tester designer"
)
# What those of a trade do: "AWS Data Engineering certification".
FIELDS = {
    "engineer": "engineering",
    "architect": "architecture",
    "developer": "development",
    "administrator": "administration",
}
ROLES = TRADES | words_of("leader practitioner specialist associate fundamental foundation essential master")
# A digit, a plus or an acronym, that only a name has.
MARKED = lazy_re.compile(r"[\d+]|[A-Z]-|-[A-Z]|\b[A-Z]{3,}")
CERTIFICATION = lazy_re.compile(r"(?i)\b(?:certification|cert|exam)$")
DIGIT_CODE = lazy_re.compile(r"\d{2,3}-\d{2,3}")
ACRONYM = lazy_re.compile(r"[a-z]?[A-Z](?:[^\WA-Z]|[/-])*+[A-Z+][\w+/-]*+")


def forms_of(credential: Credential, own: set[Words], brands: set[Words]) -> Iterator[tuple[Words, Rank, Proof]]:
    """Every form of the names of a credential; `own` are the labels of its provider, `brands` those of all."""
    labels = [(credential.name, Rank.NAME)]
    labels += [(label, Rank.ALIAS) for label in credential.aliases]
    labels += [(label, Rank.FORMER) for label in credential.former_names]
    labels += [(code.code, Rank.ALIAS) for code in credential.codes]
    for label, rank in labels:
        for part in parts_of(label):
            form = canonical(part)
            if not form:
                continue  # blanks and signs are no name
            rest = without_provider(form, own)
            if part != label and (form in brands or (rest and rest[0] in MARKS)):
                continue
            proof = _proof(part, form, own, credential.kind)
            if part != label and len(part) <= 3 and part not in ACRONYMS:
                proof = Proof.PROVIDER  # an acronym of three letters means many things
            yield form, rank, proof
            if CODE.fullmatch(part) and not DIGIT_CODE.fullmatch(part):
                yield ("".join(form),), rank, Proof.STRONG
            elif not ACRONYM.fullmatch(part):
                if rest is not None and (len(rest) > 1 or any(not c.isalpha() for c in "".join(rest))):
                    whole = (
                        len(rest) > 3 and set(rest) & LEVELS and not set(rest) & TYPES
                    )  # of this credential alone, however it begins
                    yield rest, Rank.DERIVED, Proof.WORD if whole else Proof.PROVIDER
                derived = _derived(form if rest is None or not rest else rest, rest is not None, rank is Rank.ALIAS)
                yield from (way for way in derived if way[0] not in own)  # "Associate of ISC2" less its level
    for label in credential.ambiguous_aliases:
        form = canonical(label)
        if form:
            yield form, Rank.AMBIGUOUS, Proof.PROVIDER
        rest = without_provider(form, own)
        if rest:
            yield rest, Rank.AMBIGUOUS, Proof.PROVIDER


NUMBERED = lazy_re.compile(r" (I{1,3}|IV|V|\d)$")  # "PSM II"
FIGURES = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
SEPARATOR = lazy_re.compile(r"(?:,| -|:) ")


def parts_of(label: str) -> Iterator[str]:
    """A label and, where it ends in an acronym in brackets, the label without it and the acronym; each as written.

    Of what parts a name others make a comma, a bracket or nothing at all; of its Roman number a figure.
    """
    parts = [label]
    bracket = lazy_re.search(r"\(([^()]*)\)\s*$", label)
    if bracket and all(ACRONYM.fullmatch(word) for word in NUMBERED.sub("", bracket[1].strip()).split() or [""]):
        parts += [bracket[1].strip(), label[: bracket.start()].strip()]
    for part in parts:
        yield part
        if SEPARATOR.search(part) is not None:
            yield from (SEPARATOR.sub(instead, part) for instead in (" ", ", ", " ("))
        if (number := NUMBERED.search(part)) is not None:
            trunk, figure = part[: number.start()], FIGURES.get(number[1], number[1])
            yield f"{trunk} {figure}"
            if ACRONYM.fullmatch(trunk):
                yield f"{trunk}{figure}"


def _proof(label: str, form: Words, own: set[Words], kind: str) -> Proof:
    """What an official label needs beside it."""
    if DIGIT_CODE.fullmatch(label):
        return Proof.CODE_WORD
    if CODE.fullmatch(label) and any(c.isdigit() for c in label):
        return Proof.STRONG
    rest = without_provider(form, own)
    typed = bool(set(form) & (LEVELS | TYPES))
    if len(form) <= 2 and not rest and CERTIFICATION.search(label):
        return Proof.HEADED
    certified = lazy_re.search(r"(?i)\bcertifi(?:ed|cate)\b", label) is not None
    if rest is not None:
        if typed or len(rest) > 2 or set(form) & ROLES:
            return Proof.STRONG if typed or len(rest) > 1 else Proof.WORD
        if certified:
            return Proof.WORD if len(rest) == 1 else Proof.STRONG
        # "GitHub Copilot", "Google Analytics": the exam is called like the product.
        return Proof.HEADED if kind == "exam" and not MARKED.search(label) else Proof.WORD
    marked = MARKED.search(label) is not None
    if certified and (not marked or is_trade(form)) and not (typed and len(form) > 3):
        return Proof.CERTIFIED
    if len(form) == 1:
        return Proof.WORD
    if len(form) >= 3 and (typed or marked):
        return Proof.STRONG
    return Proof.WORD if typed or marked or len(form) >= 3 else Proof.PROVIDER


def is_trade(words: Sequence[str]) -> bool:
    """Whether words name what people are ("data engineer"); with a level in them they name a credential."""
    return len(words) > 0 and words[-1] in TRADES and not set(words) & (LEVELS | TYPES)


def without_provider(form: Words, own: Iterable[Words]) -> Words | None:
    """The words after the provider, None where it does not begin with it."""
    for label in sorted(own, key=len, reverse=True):
        if form[: len(label)] == label:
            return form[len(label) :]
    return None


def _derived(base: Words, owned: bool, alias: bool) -> Iterator[tuple[Words, Rank, Proof]]:
    """What people make of a name once the provider is off; all of it needs the provider near."""
    for core, level in () if alias else without_level(base):
        yield core, Rank.FAMILY, Proof.PROVIDER
        if core[-1] in FIELDS:
            yield (*core[:-1], FIELDS[core[-1]]), Rank.FAMILY, Proof.PROVIDER
        yield (level, *core), Rank.DERIVED, Proof.PROVIDER
        yield (*core, level), Rank.DERIVED, Proof.PROVIDER
    if "for" in base:
        # "Associate Developer for Apache Spark" without what it is for
        trunk = base[: base.index("for")]
        if len(trunk) > 2 or (len(trunk) > 1 and trunk[0] in GRADES):
            yield trunk, Rank.DERIVED, Proof.PROVIDER
    subject = _subject_of_type(base)
    if subject:
        kinds = [kind for kind in _KINDS if set(kind) <= TYPES | set(base)]
        yield from (((*subject, *kind), Rank.DERIVED, Proof.PROVIDER) for kind in kinds)
        yield from (((*kind, "in", *subject), Rank.DERIVED, Proof.PROVIDER) for kind in kinds)
        if owned:
            yield subject, Rank.DERIVED, Proof.PROVIDER


_KINDS = (
    ("certificate",),
    ("professional", "certificate"),
    ("professional", "program"),
    ("professional",),
    ("graduate", "certificate"),
    ("program",),
    ("course",),
)


def without_level(base: Words) -> Iterator[tuple[Words, str]]:
    """The words without their level, and the level, if one stands at either end."""
    if len(base) > 1 and not set(base) & TYPES:
        if base[-1] in GRADES and base[-2] not in EVERYDAY:
            yield base[:-1], base[-1]
        elif base[0] in GRADES and base[0] != "advanced":  # advanced analytics are a subject
            yield base[1:], base[0]


def _subject_of_type(base: Words) -> Words | None:
    """`data analytics` of `data analytics professional certificate`, or of `professional certificate in …`."""
    if base[-1] in TYPES:
        rest = base
        while rest and rest[-1] in TYPE_PHRASE:
            rest = rest[:-1]
        return rest
    if "in" in base and set(base[: base.index("in")]) & TYPES:
        return base[base.index("in") + 1 :]
    return None
