"""What stands around a place in an article: its section, its sentence, its table row, and what the author says there.

Rules about whole credentials report once a section rather than once a word, and not where the author says the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache

from credlint import lazy_re
from credlint.article import Article
from credlint.catalog import Catalog, Credential
from credlint.catalog.mention import Mention
from credlint.claims import Claim
from credlint.document import Block, BlockKind
from credlint.once import once
from credlint.span import Span
from credlint.values import Status

Section = tuple[int, ...]

# Also where emphasis is still written, as in the source line of a finding.
SENTENCE_END = lazy_re.compile(r"[.!?][\"'”’)\]*_]*\s+|\n[ \t]*\n")

# Words about something that is over: what the sentence names is not offered to the reader.
OVER = lazy_re.compile(
    r"(?i)\bretir|\bdiscontinu|\bsunset|\bno longer\b|\bended\b|\bformer|\bused to\b|\breplac|\bsucce(?:ed|ssor)"
    r"|\blegacy\b|\bpredecessor|\bexpired\b|\bdeprecat|\bwithdrawn\b|\bend of life\b|\bphased out\b|\bsuperseded\b"
    r"|\b(?:consolidated|merged|combined) (?:in)?to\b"
    r"|\brenamed\b|\bbecame\b|\b(?:is|are) (?:gone|now (?:called|known|the))\b|\bwas (?:called|known|named)\b"
    r"|\blast (?:exam|chance|day to)"
    r"|\bremoved\b|\bclos(?:ing|ure of) the (?:exam|certification|program)"
    r"|\b(?:gone|closed) (?:since|from|as of|in|on|after|by)\b"
    r"|\btak(?:es?|ing|en) (?:its|their) place\b|\btak(?:es?|ing|en) the place of [A-Z]{2}"
    r"|\b(?:is|was|are) (?:history\b|dead\b(?! simple| easy)|no more(?=[.,;]|\W*$))"
    r"|['’]s dead\b|\btook over\b|\bdropped (?:the|its)\b|\bfolded into\b"
    r"|(?:\bnot|n['’]t) (?:\w+ )?(?:offered|available|sold|issued|bookable)\b|\blast available\b"
    r"|(?:\bnot?|n['’]t)\b[^.;]{0,40}\bany ?more\b(?! than)"
    r"|\b(?:be|was|were) followed by\b|\bcould (?:still )?(?:sit|take|book|earn)\b|\bwho (?:passed|earned|hold|held)\b"
    r"|\bmak(?:es?|ing) way for\b|\bold(?:er)? (?:exam|version|name|code|[A-Z]{2,4}\d?-[A-Z]?\d)|\d holders\b"
)

# A heading over what is over, or soon will be.
OVER_HEADING = lazy_re.compile(
    r"(?i)\W*(?:(?:recently|newly|already|soon|what is|what['’]s) )?"
    r"(?:retir(?:ed|ing|ements?)|discontinued|legacy|going away)"
    r"(?: (?:exams?|certifications?|certs?|certificates?|credentials?|codes?|soon|now|this year|in 20\d\d))*\W*\Z"
)
# What an author holds or did is not advice; what is quoted is for the reader to say.
OWN = lazy_re.compile(
    r"(?i)(?<![\"“])\b(?:(?:I am|I['’]m|I was) (?:(?:now|also|already|still) )?(?:an?|the|certified)"
    r"|I (?:(?:still|have|had|already|recently|just|also|once) ){0,3}"
    r"(?:hold|held|earned|got|gotten|passed|took|sat|obtained|achieved|received|renewed|completed)"
    r"|I['’]ve (?:earned|got|passed|held|obtained|achieved|received)"
    r"|my (?:[\w'’:-]+ ){0,7}(?:certifications?|certificates?|certs?|credentials?|badges?|books?|notes)|holds? the"
    r"|I (?:still )?have"
    r"|(?:launched|introduced|unveiled|debuted) (?:its|the|their|an?|new|two|three))\b"
)
ADVICE = lazy_re.compile(
    r"(?i)\b(?:(?<!\d )book|take|recommend\w*|start with|begin with|register|sign up|go for"
    r"|get certified|aim for|should)\b"
)
# Cells of a table that say nothing.
NOTHING = lazy_re.compile(r"(?i)\W*(?:(?:no|none|not|never|n/?a|nothing|active|current|available)\b|$)")
WORD = lazy_re.compile(r"[\w+#]+")
PLURAL = lazy_re.compile(r"(?i)[\s-]+(?:\w+[\s-]+)?(?:certifications|certs|exams|credentials)\b")


class Surroundings:
    """Looks things up in one article; offsets are those of `Document.text`."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._blocks = article.document.blocks
        self._ends: dict[int, list[Span]] = {}

    @cached_property
    def _leaves(self) -> list[int]:
        kinds = (BlockKind.ITEM, BlockKind.QUOTE)
        return [index for index, block in enumerate(self._blocks) if block.kind not in kinds]

    @cached_property
    def _starts(self) -> list[int]:
        return [self._blocks[index].span.start for index in self._leaves]

    def block(self, offset: int) -> int | None:
        """The index of the leaf block at an offset; None in front matter and between blocks."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset > self._blocks[self._leaves[at]].span.end:
            return None
        return self._leaves[at]

    def table(self, offset: int) -> int | None:
        """Which of the article's tables stands at an offset."""
        index = self.block(offset)
        return None if index is None else self._blocks[index].table

    def section(self, offset: int) -> Section:
        """The headings that an offset stands under; a heading stands at the head of its own section."""
        index = self.block(offset)
        if index is None:
            return ()
        block = self._blocks[index]
        return (*block.section, index) if block.kind is BlockKind.HEADING else block.section

    def sentence(self, span: Span) -> Span:
        """The sentence around a span, within its block (or its line, in front matter)."""
        document = self._article.document
        index = self.block(span.start)
        if index is None:
            text = document.text
            start = text.rfind("\n", 0, span.start) + 1
            end = text.find("\n", span.end)
            return Span(start, len(text) if end < 0 else end)
        bounds = self._blocks[index].span
        stops = self._stops(index)
        before = bisect_right(stops, span.start, key=lambda stop: stop.end) - 1
        after = bisect_left(stops, span.end, key=lambda stop: stop.start)
        start = stops[before].end if before >= 0 else bounds.start
        end = stops[after].start + 1 if after < len(stops) else bounds.end
        return Span(start, end)

    def _stops(self, index: int) -> list[Span]:
        """Where the sentences of a block end."""
        if index not in self._ends:
            bounds = self._blocks[index].span
            found = SENTENCE_END.finditer(self._article.document.prose, bounds.start, bounds.end)
            self._ends[index] = [Span(*stop.span()) for stop in found]
        return self._ends[index]

    def sentence_or_row(self, span: Span) -> str:
        """The sentence around a span, or the table row that it stands in with the heads of its column ("Old exam") and
        of those in which the row says something ("Retired on").
        """
        index = self.block(span.start)
        block = None if index is None else self._blocks[index]
        if block is None or block.kind is not BlockKind.CELL:
            return self.sentence(span).of(self._article.document.text)
        text = self._article.document.text
        row = self._rows.get((block.table, block.row), ())
        columns = {cell.column for cell in row if cell is block or not NOTHING.match(cell.span.of(text))}
        heads = self._rows.get((block.table, 0), ())
        head = [cell for cell in heads if cell.column in columns and cell.row != block.row]
        return " | ".join(cell.span.of(text) for cell in (*head, *row))

    @cached_property
    def _rows(self) -> dict[tuple[int | None, int | None], list[Block]]:
        rows: dict[tuple[int | None, int | None], list[Block]] = {}
        for cell in self._blocks:
            if cell.kind is BlockKind.CELL:
                rows.setdefault((cell.table, cell.row), []).append(cell)
        return rows

    def is_looked_up(self, offset: int) -> bool:
        """Whether readers find the place without reading what stands before it: headings, tables, lists."""
        index = self.block(offset)
        if index is None:
            return True
        block = self._blocks[index]
        return block.kind in (BlockKind.HEADING, BlockKind.CELL) or bool(block.parents)

    def is_own(self, span: Span) -> bool:
        """Whether running text tells what its author has or did: no advice to its readers."""
        sentence = self.sentence_or_row(span)
        told = OWN.search(sentence) is not None and ADVICE.search(sentence) is None
        return told and not self.is_looked_up(span.start)

    def once_a_section(self, places: Iterable[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
        """The first place of each subject in a main section, each table, and each heading that has it.

        So a finding on a heading covers what stands below it, one in a table its rows, and one in running text a
        section with all its subsections: enough to find every place, and not one for every paragraph.
        """
        headed: set[tuple[Section, str]] = set()
        seen: set[tuple[Section, int | None, str]] = set()
        for span, subject in places:
            section = self.section(span.start)
            index = self.block(span.start)
            block = None if index is None else self._blocks[index]
            if any((section[:depth], subject) in headed for depth in range(1, len(section) + 1)):
                continue
            key = (section[: self._main], block.table if block else None, subject)
            is_heading = block is not None and block.kind is BlockKind.HEADING
            if is_heading:
                headed.add((section, subject))
            if is_heading or key not in seen:
                yield span, subject
            seen.add(key)

    @property
    def _main(self) -> int:
        """How many headings deep the main sections are: one more where a single title stands over all."""
        return 1 if len({block.section[0] for block in self._blocks if block.section}) > 1 else 2

    def offered(self, catalog: Catalog, subjects: Callable[[str], bool]) -> Iterator[tuple[Mention, str]]:
        """Where the article presents certain credentials as something to take, once a section.

        Not where the sentence or row says that it is over; not in or below a section in which the article states a
        retirement of it, whose statement in the introduction so holds for all; and where it is stated anywhere, only
        in places that readers look up.
        """
        mentions = {
            (mention.span, mention.subjects[0]): mention
            for mention in self._article.mentions
            if mention.form == "credential"
            and len(mention.subjects) == 1
            and subjects(mention.subjects[0])
            and self._names_it(mention, catalog.credentials[mention.subjects[0]])
        }
        open_places = []
        for span, subject in sorted(mentions):
            if not self.says_it_is_over(subject, span.start) and not OVER.search(self.sentence_or_row(span)):
                open_places.append((span, subject))
        for span, subject in self.once_a_section(open_places):
            yield mentions[span, subject], subject

    def says_it_is_over(self, subject: str | None, start: int) -> bool:
        """Whether a reader at an offset is told that a credential is over: in the section there, in one around it, or
        by the heading of one of them.

        Where it is stated elsewhere, that does for all but the places that readers look up.
        """
        section = self.section(start)
        if any(OVER_HEADING.match(self._blocks[heading].span.of(self._article.document.text)) for heading in section):
            return True
        stated = [self.section(claim.span.start) for claim in self.retirements if claim.subject == subject]
        return any(section[: len(one)] == one for one in stated) or (bool(stated) and not self.is_looked_up(start))

    def _names_it(self, mention: Mention, credential: Credential) -> bool:
        """Whether it is the name of that credential, and not of many ("AWS ML exams") or of those who hold it."""
        document = self._article.document
        is_plural = PLURAL.match(document.prose, mention.span.end) is not None
        return not is_plural and is_full_name(mention.span.of(document.text), credential)

    @once
    def retirements(self) -> list[Claim]:
        """What the article itself says of credentials that are over, or go by another name."""
        return [
            claim
            for claim in self._article.claims
            if isinstance(claim.value, Status) and claim.value.status in ("retired", "retiring", "renamed")
        ]

    def claims_once(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Claims of one value about one subject, once a section."""
        by_place = {(claim.span, f"{claim.subject} {claim.value.to_json()}"): claim for claim in claims}
        for span, key in self.once_a_section(sorted(by_place)):
            yield by_place[span, key]


def is_full_name(text: str, credential: Credential) -> bool:
    """Whether a text is a name of the credential that says which of its kin is meant.

    "AWS Machine Learning" may be another level or the service, "TensorFlow" the library, "Azure AI Engineers" people.
    """
    if letters(text) in {letters(name) for name in (credential.name, *credential.aliases, *credential.former_names)}:
        return True
    written, name = WORD.findall(text.lower()), set(WORD.findall(credential.name.lower()))
    level = credential.level.lower()
    if level in name and level not in written:
        return False
    last = written[-1] if written else ""
    is_plural = last.endswith("s") and last not in name and last[:-1] in name
    return len(written) > 1 and not is_plural


@lru_cache(maxsize=2_000)  # the names of what an article is about are compared at each mention
def letters(name: str) -> str:
    """A name without case, spaces and marks, for comparing."""
    return "".join(char for char in name.lower() if char.isalnum())


def is_checkable(article: Article) -> bool:
    """Whether the article says anything that time can make wrong: dates alone are no reason for a finding."""
    return bool(article.claims or article.mentions)
