"""Exam codes: those of the catalog, and others of the form of a known family, which may never have been issued."""

from __future__ import annotations

from collections.abc import Iterator

from credlint import lazy_re
from credlint.claims.claim import Candidate
from credlint.claims.cues import lowered, words_of
from credlint.claims.page import Page
from credlint.claims.places import Place, PlaceKind
from credlint.span import Span
from credlint.values import Code, Kind

KIND = Kind.CODE
SWITCHES = ("called exam", "issuer's form", "column", "beside name")
TRAPS = ("range",)

_SHAPE = lazy_re.compile(
    r"(?<![\w.@#&=$€£-])(?:[A-Z0-9]{1,5}(?:[-‑–][A-Z0-9]{1,6}){1,3}(?:\.\d\d)?|[A-Z]_[A-Z0-9]{2,8}(?:_\d{2,4}){1,2}"
    r"|[A-Z]{2}\d{3}|NSE\d(?:_[A-Z]{2,4})?[-_]\d\.\d)(?![\w@=%]|[-‑–]\w|\.\w)"
)
_DIGITS_ONLY = lazy_re.compile(r"[\d‑–-]+")
# How issuers number their exams, where the catalog may know none of them: Microsoft, CompTIA and LPI, Oracle, Cisco,
# Red Hat, SAP, IBM, HPE, Juniper, VMware, Huawei, Fortinet, Salesforce, Dell.
_FORM = lazy_re.compile(
    r"(?:7[047]|98)-\d{3}|(?:AI|AZ|DP|MB|MD|MO|MS|PL|SC)-\d{3}|[A-Z][A-Z0-9]0-\d{3}|1Z[0-9]-\d{3,4}(?:-\d\d)?"
    r"|\d{3}-\d{3}|EX\d{3}|[CPE]_[A-Z0-9]+(?:_\d+)+|C\d{4}-\d{3}|S\d{4}-\d{3}|HPE\d-[A-Z]\d\d|JN0-\d{3,4}"
    r"|[123]V0-\d\d\.\d\d|H\d\d-\d{3}|NSE\d.*|CRT-\d{3}|(?:D|DES|E\d\d|DEA)-[A-Z0-9]{3,6}(?:-\d\d)?"
)
# A number of an issuer that the list above leaves out, and what else is numbered so.
_PLAIN_FORM = lazy_re.compile(r"[A-Z]{2,5}\d?-[A-Z]?\d{2,4}")
_STANDARD = lazy_re.compile(
    r"(?:SHA|AES|RSA|UTF|ISO|COVID|GPT|RTX|CVE|KB|RFC|IEEE|WPA|TLS|HTTP|USB|PCI|NIST|SP|FIPS|ECMA|CAT|DDR|SOC|BS|EN|DIN)\d?-"
)
_CALLED_BEFORE = lowered(r"\bexam(?:ination)?s?(?: (?:code|number|no\.?|id))?[:\s*_(]{1,4}$")
_CALLED_AFTER = lowered(r"[*_)]{0,3} exam(?:ination)?\b(?!\w)")
_EXAM_WORD = words_of(
    r"exams?",
    r"examination",
    r"test(?:s|ing)?",
    r"exam code",
    r"certif\w+",
    r"certs?",
    r"codes?",
    r"pass(?:ed|ing)",
    r"scored?",
    r"syllabus",
)
_FIGURES_HEAD = lazy_re.compile(r"\b(?:questions?|items|minutes|time|duration|length|score|price|cost|fee)s?\b")
_EXAM_HEAD = words_of(r"exams?", r"(?:exam )?(?:codes?|no\.?|numbers?|ids?)", r"tests?", r"certifications?")
_BEFORE = lowered(
    r"\b(?:exams?|codes?|tests?|no\.?|numbers?|cisco|vmware|dell|certifications?)"
    r"(?: (?:code|number|no\.?|topics|objectives|in|of|for|is|are))*\W{0,3}$"
)
_RANGE_BEFORE = lowered(r"\b(?:pages?|pp?\.|from|between|lines?|ports?|rooms?|questions?|chapters?|about|of)\s$")
_LISTED_BEFORE = lowered(r"[(/,]\s?$|\b(?:and|or)\s$")
# "100-150 questions", "300-500 hours", "200-300 US dollars", a telephone number, a version of a paper.
_COUNTED = lowered(
    r"^\s?(?:%|\+(?! )|(?:multiple|practice|scored|hands|us|usd|eur)\b"
    r"|(?:[\w-]+ )?(?:questions?|items?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|pages?|points?|people"
    r"|words|dollars|users?|nodes?|times?|servers?|employees)\b)"
)


def find(page: Page) -> Iterator[Candidate]:
    """Every occurrence of a code; the finder drops the repeats."""
    for match in _SHAPE.finditer(page.text):
        span = Span(*match.span())
        written = lazy_re.sub("[‑–]", "-", match[0])
        place = page.scene.place_at(span.start)
        if place is not None and place.index in page.indexes and _is_code(page, place, span, written):
            yield Candidate(KIND, Code(written), span, place.block, "form")


def leading(page: Page, span: Span) -> str | None:
    """The exam code that a stretch of text begins with, if it begins with one."""
    text = span.of(page.text)
    match = _SHAPE.match(text, len(text) - len(text.lstrip(" *_[|")))
    if match is None:
        return None
    written = lazy_re.sub("[‑–]", "-", match[0])
    codes = page.scene.names.catalog.codes
    known = codes.is_issued(written) or codes.issuer(written) is not None or _FORM.fullmatch(written)
    return written if known else None


def _is_code(page: Page, place: Place, span: Span, written: str) -> bool:
    codes = page.scene.names.catalog.codes
    issued = codes.is_issued(written)
    if _DIGITS_ONLY.fullmatch(written):
        # Figures alone are a range, a telephone number or a date as well.
        if page.uses("trap/range") and _COUNTED.match(page.low[span.end : span.end + 24]):
            return False
        known = issued or _FORM.fullmatch(written) is not None
        return known and _is_told_to_be_one(page, place, span, issued)
    if issued or codes.issuer(written) is not None:
        return True
    if _is_called_exam(page, place, span, written):
        return True
    if not page.uses("code/issuer's form") or _FORM.fullmatch(written) is None:
        return False
    if _stands_beside_name(page, place, span, issued):
        return True
    return _EXAM_WORD.search(_around(page, place, span)) is not None


def _is_called_exam(page: Page, place: Place, span: Span, written: str) -> bool:
    """Whether it is called an exam, whoever numbers exams so: "exam XYZ-210", "the XYZ-210 exam"."""
    if not page.uses("code/called exam") or _PLAIN_FORM.fullmatch(written) is None or _STANDARD.match(written):
        return False
    before = _CALLED_BEFORE.search(page.low[max(place.span.start, span.start - 24) : span.start])
    return before is not None or _CALLED_AFTER.match(page.low, span.end, place.span.end) is not None


def _is_told_to_be_one(page: Page, place: Place, span: Span, issued: bool) -> bool:
    """Whether an exam word or a name right beside figures, or the head of their column, says that they are a code."""
    before = page.low[max(place.span.start, span.start - 40) : span.start]
    if _BEFORE.search(before):
        return True
    if place.kind is PlaceKind.CELL and _FIGURES_HEAD.search(page.scene.head(place).lower()):
        return False
    if place.kind is PlaceKind.CELL and place.row:
        first = not lazy_re.search(r"\w", page.low[place.span.start : span.start])
        if first and _EXAM_HEAD.search(page.scene.head(place).lower()) and page.uses("code/column"):
            return True
    if issued and (_LISTED_BEFORE.search(before) or _names_in_row(page, place)):
        return True
    if issued and not _RANGE_BEFORE.search(before):
        sentence = page.scene.sentence_at(span.start)
        if _EXAM_WORD.search(page.low, max(sentence.start, span.start - 40), min(sentence.end, span.end + 40)):
            return True
    return _stands_beside_name(page, place, span, issued)


def _stands_beside_name(page: Page, place: Place, span: Span, issued: bool) -> bool:
    return page.uses("code/beside name") and any(
        -2 <= span.start - mention.span.end <= 2
        or 0 <= mention.span.start - span.end <= 2
        or span.start in range(mention.span.start, mention.span.end)
        for mention in page.mentions(place)
        if issued or mention.form in ("credential", "family")
    )


def _names_in_row(page: Page, place: Place) -> bool:
    """Whether the place is a cell of a row that begins with a credential's name."""
    cells = page.scene.table_cells.get(place.table, {}) if place.table is not None and place.row else {}
    first = cells.get((place.row or 0, 0))
    return first is not None and any(one.form == "credential" for one in page.mentions(page.scene.places[first]))


def _around(page: Page, place: Place, span: Span) -> str:
    """Where an exam word may stand: the sentence, the head of the column, the heading unless it is the title."""
    scene = page.scene
    above = (scene.places[index] for index in place.headings[-1:])
    heading = "".join(scene.text_of(one).lower() for one in above if one.level != 1)
    head = scene.head(place).lower() if place.kind is PlaceKind.CELL else ""
    return "\n".join((page.low[scene.sentence_at(span.start).start : span.end + 40], head, heading))
