"""The words that say where a credential stands in its life."""

from __future__ import annotations

import re

from msgspec import Struct

from credlint.claims.cues import lowered
from credlint.claims.written_dates import MONTHS

NOUN = (
    r"(?:exams?|certifications?|certificates?|certs?|credentials?|specializations?|programs?|programmes?"
    r"|courses?|nanodegrees?|badges?|tracks?|level|tests?)"
)


class Sign(Struct, frozen=True):
    """Words that are evidence of a status; `dated` signs are none without a date.

    One of `stems` stands in all that it matches.
    """

    name: str
    status: str
    pattern: re.Pattern[str]
    stems: tuple[str, ...]
    dated: bool = False


def _sign(name: str, status: str, *words: str, stems: str, dated: bool = False) -> Sign:
    return Sign(name, status, lowered(rf"(?<![\w])(?:{'|'.join(words)})(?![\w])"), tuple(stems.split()), dated)


_LAST_DAY = r"(?:final|last) (?:exam|test(?:ing)?|possible|available)? ?(?:date|day)"
_YEAR = rf"(?:(?:early|late|mid|{'|'.join(MONTHS)})[ -])?20\d\d"

SIGNS = (
    _sign("last day", "retiring", rf"{_LAST_DAY}(?= (?:[\w-]+ ){{0,6}}(?:will|is going to) be\b)",
        stems="final last", dated=True),
    _sign(
        "last day", "retired", r"(?:final|last) (?:exam|test(?:ing)?|possible|available)? ?(?:date|day)",
        r"last (?:exam|day to (?:take|sit|test|register))", r"end[- ]of[- ]life", r"retirement date",
        stems="final last life retirement", dated=True,
    ),
    _sign(
        "retiring", "retiring",
        r"(?:will|to|set to|scheduled to|going to|plann?(?:s|ed|ing)? to|due to|about to) "
        r"(?:retire|discontinue|sunset|go away|expire as an exam)",
        r"(?:will|to|set to|scheduled to|going to|plann?(?:s|ed|ing)? to|due to|about to) be "
        r"(?:retired|discontinued|sunset|withdrawn|phased out)",
        r"will (?:soon )?be (?:replaced|superseded|succeeded) by",
        r"(?:is|are|being) (?:being )?(?:retiring|sunsetting|phased out|sunset)", r"retires",
        r"(?:was|were) (?:retiring|sunsetting|being (?:phased out|sunset))",
        r"retiring(?= (?:on|in|at|this|next|soon|by|from|as of|effective|\())", r"retiring",
        r"will no longer be (?:available|offered)", r"will (?:end|close|stop)(?= (?:on|in|by))",
        r"will (?:only |still )?be (?:offered|available)(?: only)?(?= (?:until|through|till)\b)",
        r"scheduled for retirement", r"upcoming retirement",
        r"announc(?:ed|es|ing) (?:the |its |their )?retirement(?= of\b)", r"being (?:retired|discontinued)",
        r"is ending",
        r"(?:is|are) going away", r"goes away",
        stems="retir discontinu sunset withdrawn phased away expire will ending",
    ),
    _sign(
        "offered until", "retiring",
        r"(?:is|are|remains?|stays?|still) (?:still |only )?(?:available|offered|on offer)"
        r" (?:only )?(?:until|through|till)",
        r"can (?:still |only )?(?:take|sit|register for|schedule|be (?:taken|scheduled|earned))(?: \w+){0,3}"
        r" (?:until|through|till)",
        dated=True, stems="until through till",
    ),
    _sign("offered once", "retired", r"(?:was|were) (?:available|offered) (?:until|through|till)", dated=True,
        stems="until through till"),
    _sign(
        "retired", "retired",
        r"(?:was|were|is|are|has been|have been|had been|now|been|got|since|officially|already|fully"
        r"|recently)(?: \w+)? (?:retired|discontinued|sunset|withdrawn|phased out|decommissioned|shut down)",
        r"retired(?! (?:professional|people|military|person|teacher|from|general|officer|colonel|name|code|number)\w*)",
        r"(?:stopped|stops|no longer) (?:offering|offers|selling|issuing)", r"discontinued", r"sunset(?:ted)?",
        r"no longer (?:available|offered|exists?|active|obtainable|being offered|possible to (?:take|earn|sit))",
        r"(?:has|have) (?:withdrawn|discontinued|retired)", 
        r"(?:can )?no longer (?:take|sit|earn|register for|be (?:taken|earned))",
        r"(?:(?:has|have) been |been |is |are )?(?:gone|closed)(?: for good)?(?= since\b)",
        r"(?:was|were|has been|have been) closed(?= (?:in|on|at the end of) )",
        r"phased out", r"can(?:not| no longer) be (?:newly )?(?:earned|taken|obtained|scheduled)",
        r"(?:the )?retirement(?= (?:on|of|in|notice|as of))", r"defunct",
        stems="retire discontinu sunset withdrawn phased decommissioned shut longer stop cannot defunct gone closed",
    ),
    _sign(
        "replaced", "retired",
        r"(?:was|were|is|are|has been|have been|been|got|being|now|later)(?: \w+)? (?:replaced|superseded"
        r"|succeeded) (?:by|with)", r"(?:replaced|superseded|succeeded) (?:by|with)",
        r"(?:its|the|whose|official|direct|a) (?:replacement|successor) (?:is|was|exam is|will be)", r"in favou?r of",
        stems="replac supersed succe favo",
    ),
    _sign("beta", "beta",
        r"beta registration(?= (?:for|is|has|opens?|opened|starts?|started)\b)",
        r"(?:is |are |still |currently |now |remains |entered |enters |only ){0,6}in (?:public |open |closed )?beta",
        r"beta (?:version of the exam|stage|phase|period|test(?:ing)? (?:period|phase))", r"beta(?=\s?[),;\]]|$)",
        r"beta exam(?= (?:duration|length|questions|passing|score|format))",
        r"(?:is|are) (?:still )?(?:a |in )?beta", r"\(beta\)",
        stems="beta"),
    _sign(
        "renamed", "renamed",
        r"(?:was|is|been|being|has been|were|have been|officially|recently)?\s?(?:renamed|rebranded|rebadged"
        r"|retitled)(?: (?:to|as|from))?", r"formerly(?: known as| called| named)?",
        r"previously (?:known as|called|named)", r"now (?:called|known as|named)",
        r"(?:is|are) (?:called|known as|named)(?= (?:[\w+-]+ ){1,5}(?:now|these days|today)\b)",
        r"used to be (?:called|known as|named)",
        stems="called renamed rebranded rebadged retitled formerly previously called known named",
    ),
    _sign("general availability", "active", r"already[- ](?:GA|live|generally available)",
        r"(?:reached|went|is|are|now|moved to) (?:now )?(?:GA|generally available|general availability)",
        r"left beta", r"out of beta",
        r"(?:is|are) (?:still |currently |now )?(?:live and active|active and available)",
        stems="ga live general availab beta"),
    _sign(
        "launched", "launched",
        r"(?:was |were |is |has been |have been |has |have |had |officially |first |just |recently |newly "
        r"|will be ){0,6}(?:launch(?:ed|es|ing)?|releas(?:ed|es|ing)|introduc(?:ed|es|ing)|debut(?:ed|s)?|unveil(?:ed"
        r"|s)|rolled out|rolls out|went live|goes live|came out|became available|made available|announc(?:ed|es"
        r"|ing|ement)|add(?:ed|s)|publish(?:ed|es))",
        r"(?:was|were)(?: first)? (?:created|established|founded|started)",
        r"first (?:offered|issued|held)", r"new (?:[\w&-]+ ){0,5}" + NOUN + r"(?= \((?:[a-z]+\.? )?20\d\d\))",
        r"will (?:launch|debut|go live|roll out|be available)", r"launch(?= (?:date|in|on|of))", r"available since",
        r"(?:been |is )?live since", r"(?:exists?|around) since",
        r"since its (?:launch|release|introduction)",
        stems="launch releas introduc debut unveil roll live came available announc add publish creat establish found "
        "start exist around offered issued held new",
    ),
    _sign(
        "new", "new", r"(?:is|are|it['’]s|they['’]re|being|remains?|was)(?: \w+)? (?:relatively|fairly|still"
        r"|quite|brand|very|pretty|comparatively|rather|so|all|completely) ?-?new",
        r"(?:relatively|fairly|brand|pretty|comparatively)[- ]new", r"(?:is|are|it['’]s) new",
        r"(?:just|recently|newly)[- ](?:launched|released|introduced|announced|added|created|minted)",
        r"brand[- ]new(?:est)?(?= (?:[\w-]+ ){0,4}" + NOUN + r"\b)", r"newest addition",
        r"newest (?:[\w-]+ ){0,2}(?:certifications?|certificates?|certs?|credentials?)",
        r"new(?:ly)? to the (?:lineup|portfolio|list)", rf"new (?:in|for) {_YEAR}", r"the latest addition",
        stems="new latest launched released introduced announced added created minted",
    ),
)  # fmt: skip
# Literal beginnings of all signs, to find the few places that hold one.
STEMS = (
    "gone", "closed", "creat", "establish", "found", "start", "stop", "will ",
    "retire", "retiring", "discontinu", "sunset", "no longer", "phased", "withdrawn", "replac", "supersed", "succe",
    "beta", "renam", "rebrand", "rebadged", "retitled", "formerly", "previously", "called", "now known",
    "now named",
    "used to be", " ga", "-ga", "(ga", "generally available", "general availability", "launch", "releas", "introduc",
    "debut", "unveil", "rolled out", "rolls out", "live", "came out", "available", "announc", "new", "last ",
    "final ", "end of life", "end-of-life",
    "decommissioned", "shut down", "cannot be", "defunct", "ending", "will end", "will close", "will stop", "exist",
    "away", "offered", "issued", "held", "until",
    "around since", "latest addition", "favor of", "favour of", "since its", "eol", "active",
)  # fmt: skip
