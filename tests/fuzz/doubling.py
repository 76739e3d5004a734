"""What an article costs when it grows: no kind of text may cost more than in proportion to its length.

usage: doubling.py [AXIS]...

Each axis is one kind of text, repeated. Prints for each the processor seconds at three sizes and the exponent between
the last two (1 is linear), and fails where one is above the bar. `steps` counts the lines of Python that ran instead;
that is the same on every machine, and the suite asks for it (tests/robustness/test_cost.py).
"""

from __future__ import annotations

import gc
import json
import math
import sys
import time
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import Any

from credlint import article, engine
from credlint.bundled import catalog_folder, schemas_folder
from credlint.catalog import Catalog
from credlint.catalog.load import load
from credlint.rule import NoOptions, Selected, Selection, discover
from credlint.site import Listing, Site, page
from credlint.world import World

BAR = 1.35
AGAIN = 4
TODAY = date(2026, 11, 22)
NAME = "AWS Certified Cloud Practitioner"

Axis = Callable[[int], str]


def _lines(line: str) -> Axis:
    """`line` once for each item; `{n}` in it is the number of the item."""
    return lambda items: "".join(line.replace("{n}", str(n)) + "\n" for n in range(items))


def _run(piece: str, before: str = "", after: str = "\n") -> Axis:
    return lambda items: before + "".join(piece.replace("{n}", str(n)) for n in range(items)) + after


AXES: dict[str, Axis] = {
    "sentences in one paragraph": _run(f"The {NAME} exam costs $100. "),
    "sentences about many": _run("The exam {n} of Acme costs ${n}, takes {n} minutes and is valid for 3 years. "),
    "prices without a name": _run("It costs ${n}. "),
    "names in one paragraph": _run(f"{NAME}, "),
    "names and one price": _run(f"{NAME}, ", after="costs $100.\n"),
    "names that need a provider": _run("Security Specialty, ", after="costs $100.\n"),
    "prices in one sentence": _run("$1{n}, ", before=f"The {NAME} costs "),
    "lines of one paragraph": _lines(f"The {NAME} exam costs $100."),
    "paragraphs": _lines(f"The {NAME} exam costs $100.\n"),
    "list items": _lines(f"- The {NAME} exam costs $100."),
    "loose list items": _lines(f"- {NAME}\n\n  It costs $1{{n}}.\n"),
    "numbered items": _lines(f"1. **{NAME}**: ${{n}}"),
    "headings": _lines(f"## {NAME}\n\nIt costs $100 and takes 90 minutes.\n"),
    "the same heading": _lines("## Cost\n\nIt is $100.\n"),
    "table rows": _run(f"| {NAME} | $100 | 90 minutes |\n", before="| Exam | Cost | Time |\n|---|---|---|\n"),
    "table columns": lambda n: f"|{'Cost|' * n}\n|{'-|' * n}\n|{'$100|' * n}\n",
    "table rows of names that need a provider": _run(
        "| Security Specialty | $100 | retired |\n", before="| Exam | Cost | Status |\n|---|---|---|\n"
    ),
    "table columns of names that need a provider": lambda n: (
        f"|{'Exam|' * n}\n|{'-|' * n}\n|{'Security Specialty costs $100|' * n}\n"
    ),
    "headings over names that need a provider": _lines("## Security Specialty\n\nSecurity Specialty is $100.\n"),
    "tables": _lines(f"| Exam | Cost |\n|---|---|\n| {NAME} | $100 |\n"),
    "rows of an HTML table": _run(f"<tr><td>{NAME}</td><td>$100</td></tr>\n", before="<table>\n", after="</table>\n"),
    "links in one paragraph": _run("[here {n}](page-{n}.md) "),
    "links with anchors": _run("[here](#part-{n}) "),
    "anchors and links to them": _lines("## Part {n}\n\n[a](#part-{n})\n"),
    "links to the web": _run("[here](https://example.com/{n}) "),
    "bare links": _run("https://example.com/{n} "),
    "placeholder links": _run("[here](#) "),
    "reference links": lambda n: "".join(f"[a{i}] " for i in range(n)) + "\n\n" + _lines("[a{n}]: /p-{n}")(n),
    "images": _run("![alt](picture-{n}.png) "),
    "directives": _lines(f"<!-- credlint-disable-next-line outdated-cost -- why -->\nThe {NAME} costs $90.\n"),
    "open directives": _lines("<!-- credlint-disable outdated-cost -- why -->\n\ntext\n"),
    "open and closed directives": _lines(
        f"<!-- credlint-disable cost-mismatch -- why -->\n\n{NAME} costs $90.\n\n<!-- credlint-enable -->\n"
    ),
    "rules in a directive": _run("rule-{n},", before="<!-- credlint-disable ", after=" -- why -->\n"),
    "directives about one line": lambda n: (
        _run("<!-- credlint-disable-line cost-mismatch -- why --> ", after="")(n) + f"{NAME} costs $90. " * n
    ),
    "front matter keys": _run("key{n}: value\n", before="---\n", after="---\n\ntext\n"),
    "front matter list": _run("  - value\n", before="---\ntags:\n", after="---\n\ntext\n"),
    "toml keys": _run("key{n} = 1\n", before="+++\n", after="+++\n\ntext\n"),
    "toml signs of comments": _run("#", before='+++\na = "', after='"\n+++\n\ntext\n'),
    "years": _run("In 2023, ", after="it was so.\n"),
    "years in headings": _lines("## The best of 2023\n"),
    "percentages": _run("Certified people earn {n}% more. "),
    "newness": _run(f"The new {NAME}. "),
    "codes": _run("AI-102 and SAA-C04, "),
    "durations": _run(f"{NAME} takes 3 months. "),
    "sums": _run("$100 + $200 = $400, "),
    "table with a sum": _run("| part | $10 |\n", before="| What | Cost |\n|---|---|\n", after="| Total | $5 |\n"),
    "contradictions": lambda n: _lines(f"The {NAME} exam costs $1{{n}}.\n")(n),
    "quotes": _lines(f"> The {NAME} exam costs $100.\n"),
    "emphasis": _run("**bold** and *italic* and `code` "),
    "open emphasis": _run("*a "),
    "open strong": _run("**a "),
    "open brackets": _run("["),
    "open images": _run("!["),
    "open links": _run("[a]("),
    "open angles": _run("<a "),
    "open backticks": lambda n: " ".join("`" * (i % 300 + 1) for i in range(n)),
    "open comments": _run("<!--"),
    "open comments apart": _run("x <!-- "),
    "closed comments": _run("x <!-- y --> "),
    "entities": _run("&amp;&#{n}; "),
    "escapes": _run("\\* \\$ "),
    "html tags": _run('<b id="i{n}">x</b> '),
    "html blocks": _lines('<div id="i{n}">\n\nx\n\n</div>\n'),
    "jsx": _run("<A b={x}>x</A> "),
    "fences": _lines("```\n$100\n```\n"),
    "open fences in a list": _lines("- ```\n  $100"),
    "indented code": _lines("    $100\n"),
    "pipes": lambda n: "|" * n + "\n" + "|-" * n + "\n",
    "dashes": _run("- "),
    "equals": _run("= "),
    "blank lines": _lines(""),
    "blanks": _run(" ", before="a", after="b\n"),
    "tabs": _run("\t"),
    "digits": _run("9", before="$"),
    "digits and commas": _run("1,", before="$"),
    "digits and dashes": _run("1-"),
    "digits and points": _run("1.", before="$"),
    "currency signs": _run("$"),
    "letters": _run("a"),
    "capitals": _run("Abc "),
    "commas": _run("and, "),
    "quotation marks": _run('"'),
    "apostrophes": _run("a's "),
    "parentheses": _run("("),
    "closed parentheses": _run("(a) "),
    "colons": _run("a: "),
    "slashes": _run("a/"),
    "at signs": _run("a@"),
    "ampersands": _run("a & b "),
    "full stops": _run("A. "),
    "months": _run("March "),
    "numbers and units": _run("3 to 5 "),
    "per month": _run("$5 per month per user "),
    "free": _run("free "),
    "carriage returns": _run("a\r"),
    "combining marks": _run("\u0301", before="e"),
    "nested quotes": lambda n: ">" * n + " $100\n",
    "nested lists": lambda n: "".join("  " * (i % 60) + "- x\n" for i in range(n)),
    "footnotes": lambda n: "".join(f"a[^{i}] " for i in range(n)) + "\n\n" + _lines("[^{n}]: b")(n),
    "lines of a paragraph": _lines("text"),
    "setext": _lines("Head\n===\n"),
    "definition without end": _lines("[a{n}]:"),
}

# Prices and names in an endless sentence, with what makes readers divide it between them.
for mark in (
    ":",
    ", ",
    "/",
    " or ",
    " and ",
    "; ",
    "(",
    " - ",
    "-",
    "\n",
    " | ",
    " + ",
    " to ",
    "  ",
    "  \n",
    ") ",
    ". ",
):
    AXES[f"prices parted by {mark!r}"] = _run(f"$1{{n}}{mark}", before=f"{NAME} costs ")
    AXES[f"names parted by {mark!r}"] = _run(f"{NAME}{mark}", after="respectively cost $100 and $200\n")
for run in (" ", "  ", "\t", "1", "A+", "a-", "{ ", "is ", "9,", "*.", "\u00a0", "_", "~", "\\", "#", "&", "%"):
    AXES[f"a run of {run!r}"] = _run(run, before=f"{NAME} exam costs ", after=" $100.\n")
# What is looked for only in articles about credentials is looked for here.
ABOUT = f"\n\nThe {NAME} exam costs $100.\n"

WHOLE: Catalog | None = None


def catalog() -> Catalog:
    global WHOLE
    if WHOLE is None:
        WHOLE = load([catalog_folder()], None)
    return WHOLE


def selection() -> Selection:
    """Every rule, with the options it has by itself."""
    rules = discover().values()
    return tuple(Selected(rule, rule.severity, (rule.options_type or NoOptions)()) for rule in rules)


def judge(text: str, path: str = "content/a.md") -> engine.Judged:
    """What a run does with one article, but for files and processes."""
    known = catalog()
    read = article.read(text, path, known.names)
    here = page(path, read.document, read.metadata.slug, read.metadata.draft)
    site = Site(pages=(here,), listing=Listing(("",), frozenset({path})))
    schema = json.loads((schemas_folder() / "article.schema.json").read_text("utf-8"))
    return engine.judge(read, World(TODAY, known, site, schema=schema), selection())


def seconds(text: str) -> float:
    gc.collect()
    before = time.process_time()
    judge(text)
    return time.process_time() - before


def steps(text: str) -> int:
    """How many lines of Python run for a text; a loop counts each time round."""
    judge(text)  # patterns compiled at their first use, and what is remembered, are no cost of the text
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        judge(text)
    finally:
        sys.settrace(before)
    return count


def exponent(small: float, large: float, growth: float) -> float:
    return math.log(large / small) / math.log(growth)


def main(names: list[str]) -> int:
    judge("warm up: $100")
    slow = []
    for name in names or AXES:
        items, spent, text = 50, 0.0, ""
        rows: list[tuple[int, float]] = []
        while (spent < 0.4 or len(text) < 20_000) and spent < 6 and items <= 60_000:
            text = AXES[name](items) + ABOUT
            spent = seconds(text)
            rows.append((items, spent))
            if spent < 0.02:
                items *= 4
            else:
                items *= 2
        before, last = rows[-2] if len(rows) > 1 else rows[-1], rows[-1]
        for _ in range(AGAIN):  # on a busy machine a measure may be too high, and never too low
            growth = last[0] / before[0]
            power = exponent(max(before[1], 1e-4), max(last[1], 1e-4), growth) if growth > 1 else 0.0
            bad = power > BAR and last[1] > 0.1
            if not bad:
                break
            before, last = ((items, min(spent, seconds(AXES[name](items) + ABOUT))) for items, spent in (before, last))
        size = len(AXES[name](last[0]))
        print(
            f"{'FAIL' if bad else 'ok  '} {power:5.2f}  {name}: {last[0]} items, {size:,} characters, {last[1]:.3f} s,"
            f" {last[1] / size * 1e6:.1f} s per million",
            flush=True,
        )
        slow += [name] if bad else []
    print(f"{len(names or AXES)} kinds of text, {len(slow)} cost more than in proportion to their length")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
