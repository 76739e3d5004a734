"""A past year in a statement about the present: "the best certifications in 2025".

Why it matters
The title is what readers see in a search result. A year that has passed tells them to take the next one, and a present
tense beside it tells them that the article has not been reviewed since.

What to do
Review the article and write this year, or take the year out; where it is history, use the past tense and a date.

When not to use it
History stays allowed: "launched in 2021", "as of March 2025", figures of a dated survey. Only articles about
credentials are read. Turn it off for news and archives.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from credlint import lazy_re
from credlint.article import Article
from credlint.claims.written_dates import dates
from credlint.document import BlockKind
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem
from credlint.span import Span
from credlint.surroundings import Surroundings, is_checkable
from credlint.world import World

SEVERITY = Severity.WARNING

BAKER = "\n\nThe Acme Certified Baker exam costs $100.\n"

EXAMPLES = (
    Bad(f'---\ntitle: "The best baking certifications in ⟦2025⟧"\n---{BAKER}', says=("2025", "2026")),
    Bad(f"---\ntitle: Baking certifications\ndescription: What bakeries really want in ⟦2025⟧.\n---{BAKER}"),
    Bad(f"# Baking certifications (⟦2025⟧)\n{BAKER}"),
    Bad("The Acme Certified Baker certification is the one to have in ⟦2025⟧."),
    Bad("The Acme Certified Baker certification is the one to have in ⟦2026⟧.", as_of="2027-02-01"),
    Good("The Acme Certified Baker certification is the one to have in 2026."),
    Good("The Acme Certified Baker certification is the one to have in 2027."),
    Good("The Acme Certified Baker certification was launched in 2022."),
    Good("I passed the Acme Certified Baker exam in 2023, and it is still useful."),
    Good("As of March 2025, the Acme Certified Baker exam is offered in 20 cities."),
    Good("In May 2025 the Acme Certified Baker exam is still the only one."),
    Good("According to the 2025 survey, bakers are content with the Acme Certified Baker certification."),
    Good(f"# What changed in 2025\n{BAKER}"),
    Good(f"# Baking certifications expiring in 2025, 2026 or 2027\n{BAKER}", because="it looks ahead"),
    Good("I obtained the Acme Certified Baker certification in 2025, and it is still useful."),
    Good(f"---\ntitle: Baking certifications\npubDate: 2025-12-01\n---{BAKER}", because="that is when it was written"),
    Good("The Acme Certified Baker exam, which emerged quietly in 2024, is what bakers want."),
    Good("Acme removed its free Acme Certified Baker exam in 2024; now you need a voucher."),
    Bad("The Acme Certified Baker certification is highly valued in ⟦2025⟧ and is required in many shops."),
    Good(f"# Baking certifications: a diary, December 22, 2025\n{BAKER}", because="a day"),
    Good(f"# Baker (2019–present)\n{BAKER}", because="it lasts"),
    Good(f"# Growth of baking (2019-2025)\n{BAKER}", because="a time that is over is history"),
    Bad(f"# Growth of baking (2024-⟦2025⟧)\n{BAKER}"),
    Good(f"# Baking certifications (2024+)\n{BAKER}", because="since then"),
    Good(f"# 2025: the year in review\n{BAKER}"),
    Bad(f"# Top 10 (⟦2025⟧) baking certifications\n{BAKER}"),
    Good(f"# Ovens\n\n## Fire safety: the Bakers' Top 10 (2025)\n{BAKER}", because="a list that is called by its year"),
    Good(f"# Flour (ISO 7970:2021)\n\n## ISO 7970:2021{BAKER}", because="the edition of a standard"),
    Good(f"Bakers like [The best ovens in 2025](https://ovens.example).{BAKER}", because="the title of another page"),
    Good("# Our kitchen in 2025\n\nIt is the best kitchen in 2025.\n", because="nothing here speaks of a credential"),
    Good("The Acme Certified Baker exam is in room 2024.", because="no year"),
)

# A year that a title or heading gives its text, or that a sentence puts its statement in.
STATED = lazy_re.compile(
    r"(?i)\b(?:in|for|of|during|throughout)\s+(?:early\s+|late\s+|mid-?\s*)?(?P<year>20\d\d)\b(?![-/–]\d)"
)
TITLED = lazy_re.compile(
    r"(?i)(?:^[\s#\"']*|\(|\[|\b(?:in|for|of)\s+|(?:(?<!\d):|[,–—-])\s*"
    r"|\b(?:guide|edition|update|certifications?|courses?)\s+)"
    r"(?P<year>20\d\d)(?![-/–\w]*\d)\b(?!\+|\s?[-–—]\s?(?:present|now|today|current)\b)"
)
# The edition of a list ("OWASP Top 10 (2021)"), unless its heading is about what this rule is about.
EDITION = lazy_re.compile(
    r"(?i)(?!.*\b(?:certif\w*|certs?|credentials?|exams?|courses?|training)\b).*\btop \d+ \((?=20\d\d\))"
)
# Before a year with which a time ends, the one with which it begins; "2024-2025" is a season, and a name for now.
FROM_YEAR = lazy_re.compile(r"\b((?:19|20)\d\d)\s?[-–—/]\s?$")
# Words about the past: a past tense, a survey, a change.
HISTORY = lazy_re.compile(
    r"(?i)\b(?:was|were|had|did|launched|released|introduced|announced|retired|passed|took|started|began|became|earned"
    r"|founded|changed?|changes|replaced|published|reported|updated|ended|discontinued|closed|grew|rose|fell|joined|moved"
    r"|saw|went|came|made|won|ran|got|found|surveyed|raised|dropped|renamed|added|switched|completed|finished|wrote|paid"
    r"|stopped|expired|increased|decreased|showed|acquired|obtained|qualified|decided|bought|attended|previous"
    r"|since|until|till|before|after|between|back in|as of|according to"
    r"|in review|reflections?|diary|survey|study|studies|report|recap|history|timeline|archive|review of|retrospective"
    r"|look back|last seen|last year|(?<!s )cost(?= [$€£]\d))\b"
)
# A regular verb in the past tense, and what happened then: "which emerged in 2022". What is, or is most, valued is now.
HAPPENED = lazy_re.compile(
    r"(?i)(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bmost )(?<!\bmore )(?<!\bbest )(?<!\btop )(?<!\bhighly )(?<!ly )"
    r"\b(?!certified|need|advanced|based|required|related|recommended|expected|updated|dedicated|detailed|skilled|rated"
    r"|speciali[sz]ed|desired|wanted|valued|trusted|limited|unlimited|\w+-)[a-z]{3,}ed\b"
    r"[^.;:,]{0,60}\b(?:in|during) $"
)
CLAUSE = 100  # so far before a year its verb may stand
NOW = lazy_re.compile(
    r"(?i)\b(?:is|are|can|should|will|need|needs|want|wants|have|has|get|worth|best|top|today|now|still|matters?|value"
    r"|offers?|costs?|take|choose|earn|start)\b|['’](?:s|re)\b"
)
YEAR = lazy_re.compile(r"(?<!\d)20\d\d(?!\d)")
HEADINGS = ("title", "description")


touches = is_checkable


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    if not is_checkable(article):
        return
    document = article.document
    this_year = world.today.year
    if document.front_matter is not None:
        for key in HEADINGS:
            span = document.front_matter.values.get((key,))
            if span is not None:
                yield from _titled(document.text, span, this_year, f"the {key}")
    around = Surroundings(article)
    links = sorted(link.span for link in document.links)

    @cache  # a sentence may hold any number of years
    def about_now(sentence: Span) -> bool:
        said = sentence.of(document.prose)
        return NOW.search(said) is not None and HISTORY.search(said) is None

    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            yield from _titled(document.prose, block.span, this_year, "a heading")
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.CELL) and "20" in block.span.of(document.prose):
            for found in STATED.finditer(document.prose, block.span.start, block.span.end):
                span = Span(*found.span("year"))
                sentence = around.sentence(span)
                before = document.prose[max(sentence.start, span.start - CLAUSE) : span.start]
                at = bisect_right(links, span) - 1
                is_titled = at >= 0 and links[at].overlaps(span)  # by the page that it leads to
                is_history = is_titled or HAPPENED.search(before) is not None
                if _is_past(found["year"], this_year) and not is_history and about_now(sentence):
                    yield _problem(span, found["year"], this_year, "a sentence about now", Severity.INFO)


def _titled(text: str, span: Span, this_year: int, where: str) -> Iterator[Problem]:
    if "20" not in span.of(text) or HISTORY.search(text, span.start, span.end):
        return
    if any(int(year) >= this_year for year in YEAR.findall(text, span.start, span.end)):
        return  # "expiring in 2025, 2026 or 2027"
    if EDITION.match(text, span.start, span.end):
        return
    days = [day for day, date in dates(text, span.start, span.end) if str(date).count("-")]
    for found in TITLED.finditer(text, span.start, span.end):
        year = Span(*found.span("year"))
        since = FROM_YEAR.search(text, span.start, year.start)
        is_over = since is not None and int(since[1]) < int(found["year"]) - 1
        if _is_past(found["year"], this_year) and not is_over and not any(day.overlaps(year) for day in days):
            yield _problem(year, found["year"], this_year, where, None)


def _is_past(year: str, this_year: int) -> bool:
    """A year long past is mostly a number or history."""
    return this_year - 8 <= int(year) < this_year


def _problem(span: Span, year: str, this_year: int, where: str, severity: Severity | None) -> Problem:
    return Problem(
        span,
        f"`{year}` stands in {where}, and it is {this_year}.",
        f"Review what it says and write {this_year}, take the year out, or write it as history, in the past tense.",
        severity=severity,
    )
