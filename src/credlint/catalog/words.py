"""Text as canonical words, by which names are compared.

Lower case, plural s off, `machine learning` = `ml`, `generative ai` = `genai`, `Amazon Web Services` = `aws`,
`Google Cloud` = `gcp`; `certified`, `certification`, `exam` and years are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, compress

from msgspec import Struct

from credlint import lazy_re
from credlint.once import once

Words = tuple[str, ...]


class Word(Struct, frozen=True, gc=False):
    """A word of a text: its place, its canonical form, and whether "certified" stands directly before it."""

    start: int
    end: int
    text: str
    certified: bool = False


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Punctuation is a word too: a comma or a bracket matches only where the name itself has one, BREAK matches nothing.
BREAK = "."
MARKS = frozenset({",", "(", BREAK})
# The first alternative is the commonest, and matches fast: a run of plain letters and figures.
TOKEN = lazy_re.compile(
    r"([A-Za-z0-9]++(?![|+]|[^\W_])"
    r"|[A-Za-z0-9]++(?:[^\W_]++|(?<=[A-Z])(?<!\w[A-Z])\|[A-Z]{2,4}(?!\w))?(?:\+{1,2}(?![\w+]))?"  # C|EH is one word
    r"|[,(;!?|•·→…]|(?<![JS]r)\.(?!\w)|\n[ \t]*\n|(?<=[ \t])[&+=>](?=[ \t])"
    r"|[^\W_]++(?:\+{1,2}(?![\w+]))?)"
)
LEVELS = words_of("associate professional expert specialty specialist advanced foundation practitioner")
GRADES = LEVELS | words_of("beginner intermediate")
CERTIFIED = "certified"
SKIPPED = words_of("certification cert exam new the of s")
YEAR = lazy_re.compile(r"20[0-3]\d")
_OF_YEAR = "20.."  # what is read for any year, until it is known whether it is part of a name
# A year behind one of these is a version ("Windows Server 2016"), behind all else the year of an article or edition.
VERSIONED = words_of("server sql cobit")
KEPT = words_of("certifications exams aws")
ALONE = {  # one word for another
    "&": "and",
    "admin": "administrator",
    "assoc": "associate",
    "pro": "professional",
    "speciality": "specialty",
    "foundational": "foundation",
    "certs": "certifications",
    "jr": "junior",
    "sr": "senior",
    "isc²": "isc2",
    "programme": "program",
    "spec": "specialization",
    "specialisation": "specialization",
}
TOGETHER: dict[str, tuple[tuple[Words, str], ...]] = {  # first word: (the words after it, one word for all)
    "amazon": ((("web", "service"), "aws"), (("aws",), "aws")),
    "google": ((("cloud", "platform"), "gcp"), (("cloud",), "gcp")),
    "gcp": ((("platform",), "gcp"),),
    "machine": ((("learning", "operation"), "mlop"), (("learning",), "ml")),
    "ml": ((("operation",), "mlop"),),
    "generative": ((("artificial", "intelligence"), "genai"), (("ai",), "genai")),
    "gen": ((("ai",), "genai"),),
    "artificial": ((("intelligence",), "ai"),),
    "large": ((("language", "model"), "llm"),),
    "oracle": ((("cloud", "infrastructure"), "oci"), (("oci",), "oci")),
    "isc": ((("2",), "isc2"),),
    "scrum": ((("master",), "scrummaster"),),
}


class Tokens:
    """A stretch of text as canonical words. Few words begin a name, so a word is made an object only when asked for.

    `words` are their texts; `certified`: whether "certified" stands directly before each.
    """

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self._start = start
        self._parts = TOKEN.split(text[start:end])  # what stands between tokens, and tokens, by turns
        read = list(map(_SINGLE.__getitem__, self._parts[1::2]))
        if _OF_YEAR in read:
            self._settle_years(read)
        # The first and the last token of each word.
        self._firsts = list(compress(range(len(read)), read))
        if CERTIFIED in read:
            self._firsts = [at for at in self._firsts if read[at] != CERTIFIED]
        self.words = [read[at] for at in self._firsts] if len(self._firsts) < len(read) else read
        self._lasts = self._firsts.copy()
        self.certified = [False] * len(self.words)
        if CERTIFIED in read:
            self._mark_certified(read)
        if not _JOINING.isdisjoint(self.words):
            self._join_up()

    def hold(self, words: frozenset[str]) -> bool:
        """Whether any of some words stands there as it is written."""
        return not words.isdisjoint(self._parts)

    def run(self, start: int, stop: int) -> list[Word]:
        """The words from one up to another, as far as there are any."""
        begin, ends, firsts, lasts = self._start, self._ends, self._firsts, self._lasts
        return [
            Word(begin + ends[2 * firsts[at]], begin + ends[2 * lasts[at] + 1], self.words[at], self.certified[at])
            for at in range(start, min(stop, len(self.words)))
        ]

    def written(self, at: int) -> str:
        """A word as it stands in the text, "" where several were made one."""
        return self._parts[2 * self._firsts[at] + 1] if self._firsts[at] == self._lasts[at] else ""

    @once
    def _ends(self) -> list[int]:
        return list(accumulate(map(len, self._parts)))

    def _settle_years(self, read: list[str]) -> None:
        """Leaves out the years but those that are part of a name: "Windows Server 2016", SPLK-2001."""
        for at in [at for at, word in enumerate(read) if word == _OF_YEAR]:
            gap, before = self._parts[2 * at], read[at - 1] if at else ""
            named = before in VERSIONED if gap.isspace() else gap == "-" and before.isalpha() and before != CERTIFIED
            read[at] = self._parts[2 * at + 1] if named else ""

    def _mark_certified(self, read: Sequence[str]) -> None:
        behind = 0
        for at, (first, word) in enumerate(zip(self._firsts, self.words, strict=True)):
            self.certified[at] = word not in MARKS and CERTIFIED in read[behind:first]
            behind = first + 1

    def _join_up(self) -> None:
        """Makes one word of those that mean one thing together, from left to right."""
        words, gone = self.words, 0
        for place in [at for at, word in enumerate(words) if word in _JOINING]:
            at = place - gone
            if words[at] in _LAST:
                gone += self._join(at)
            elif words[at] in GRADES:
                if at > 1 and words[at - 1] in {",", "("}:  # "Cloud Engineer (Associate)"
                    gone += self._merge(at - 1, at, words[at], at)
            elif 0 < at < len(words) - 1 and words[at + 1] == words[at - 1] and words[at + 1] not in _UNREPEATED:
                gone += self._merge(at - 1, at + 1, words[at + 1], at - 1)  # "Machine Learning (ML) Engineer"

    def _join(self, at: int) -> int:
        """Joins the words that end here, if they mean one thing; by how many words there are less."""
        for length in (2, 1):
            first = at - length
            for rest, one in TOGETHER.get(self.words[first], ()) if first >= 0 else ():
                if len(rest) == length and tuple(self.words[first + 1 : at + 1]) == rest:
                    gone = self._merge(first, at, one, first)
                    return gone + (self._join(first) if one in _LAST else 0)
        return 0

    def _merge(self, first: int, last: int, word: str, begin: int) -> int:
        """Puts a word in place of several; it begins where one of them does. By how many words there are less."""
        several = slice(first, last + 1)
        self.words[several] = [word]
        self._firsts[several] = [self._firsts[begin]]
        self._lasts[several] = [self._lasts[last]]
        self.certified[several] = [self.certified[begin]]
        return last - first


@lru_cache(1 << 12)  # an article asks for the words of few names, again and again
def canonical(text: str) -> Words:
    return tuple(Tokens(text).words)


def _single(raw: str) -> str:
    """The canonical form of one word or mark, "" for those that are left out, CERTIFIED and _OF_YEAR for such words."""
    if not raw[0].isalnum() and raw not in ALONE:
        return raw if raw in MARKS else BREAK
    word = raw.lower().replace("|", "")
    word = ALONE.get(word, word)
    if word in SKIPPED:
        return ""
    if len(word) == 4 and YEAR.fullmatch(word):
        return _OF_YEAR
    plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in KEPT
    # The s of a short word in capitals is a letter of an acronym: MCTS, CWTS.
    return word[:-1] if plural and (len(word) > 5 or not raw.isupper()) else word


class _Remembered(dict[str, str]):
    """Of each word what `_single` says; half the time that `lru_cache` takes, and a large corpus asks for millions."""

    def __missing__(self, raw: str) -> str:
        if len(self) >= 1 << 16:
            self.clear()
        single = _single(raw)
        single = self[raw] = raw if single == raw else single  # most are, and one text of each is half of what is held
        return single


_SINGLE = _Remembered()
_LAST = frozenset(rest[-1] for ways in TOGETHER.values() for rest, _ in ways)


_JOINING = _LAST | GRADES | {"("}
_UNREPEATED = MARKS | GRADES
