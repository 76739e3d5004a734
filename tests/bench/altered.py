"""How many altered facts `credlint check` finds: one labelled figure of an article at a time is made another.

    python tests/bench/altered.py --texts FOLDER --labels FOLDER [--as-of DATE] [--misses N]

The folder of texts holds `<slug>.md`, that of labels `<slug>.jsonl`: one JSON object a line with `line`, `quote`,
`kind` and `subject` (an official name or null). A figure is altered to one of the same form that stands well away from
it; a status by the year of its date, a code to one that was never issued. Found: a finding of the kind's rules meets
the altered words, and met them not before. Labels without a figure, and those that `check` objects to as they stand,
are left out. For what is not found it says why:

- `no claim`: the altered words are not read as a claim of that kind
- `nobody`: they are, of a labelled credential of the catalog, but tied to nobody or to its provider only
- `tied wrong`: tied to another credential
- `no fact`: the catalog has nothing to compare with
- `compatible`: the fact or its like was there, and the altered figure was let pass
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from credlint import engine
from credlint.article import Article, read
from credlint.bundled import catalog_folder
from credlint.catalog import Catalog
from credlint.catalog.load import load
from credlint.claims.verdict import Unknown, verdict
from credlint.finding import Finding
from credlint.rule import Selected, Selection, discover
from credlint.span import Span
from credlint.world import World

RULES = {
    "cost": {"cost-mismatch", "outdated-cost", "upcoming-cost-change"},
    "validity": {"validity-mismatch", "outdated-validity"},
    "duration": {"duration-mismatch"},
    "exam": {"exam-mismatch", "outdated-exam"},
    "code": {"unknown-exam-code", "superseded-exam-code"},
    "status": {"status-mismatch", "outdated-status", "retired-credential", "retiring-credential"},
}
BETWEEN_CLAIMS = {"conflicting-claims", "arithmetic-mismatch"}
NO_FACT = re.compile(r"to compare|is not in the catalog|name only|does not know|knows of no|nobody in|no one rule")
WORDS = {"one": "two", "two": "three", "three": "two", "four": "six", "five": "eight", "six": "nine", "twelve": "ten"}
FIGURE = re.compile(rf"\d[\d,.]*\d|\d|(?<![a-z])(?:{'|'.join(WORDS)})(?![a-z])", re.I)
YEAR = re.compile(r"(?:19|20)\d\d")


def altered(quote: str, kind: str, catalog: Catalog) -> tuple[int, int, str] | None:
    """Where in a quote its last figure stands, and what is written there instead."""
    if kind == "code":
        return _other_code(quote, catalog)
    figures = list((YEAR if kind == "status" else FIGURE).finditer(quote))
    if kind == "exam" and len(figures) == 2 and re.search(r"\d\s?(?:/|\(?out of)\s?\d", quote):
        figures = figures[:1]  # of "700/1000" the score, not its scale
    if not figures:
        return None
    found = figures[-1]
    if found[0].lower() in WORDS:
        return found.start(), found.end(), WORDS[found[0].lower()]
    number = float(found[0].replace(",", ""))
    match kind:
        case "status":
            other = number - 1
        case "validity":
            other = number + 1 if number < 5 else number + 12
        case "duration":
            other = number * 3
        case "exam":
            other = number - 50 if number > 300 else number + 15 if number > 12 else number + 2
        case _:
            other = number + (50 if number >= 100 else 15 if number >= 20 else 6)
    written = f"{other:,.0f}" if "," in found[0] else f"{other:g}"
    return found.start(), found.end(), written


def _other_code(quote: str, catalog: Catalog) -> tuple[int, int, str] | None:
    digits = re.search(r"\d+(?!.*\d)", quote)
    if digits is None:
        return None
    for step in range(1, 60):
        other = f"{int(digits[0]) + step:0{len(digits[0])}}"
        if not catalog.codes.is_issued(quote[: digits.start()] + other + quote[digits.end() :]):
            return digits.start(), digits.end(), other
    return None


class Bench:
    def __init__(self, texts: Path, labels: Path, as_of: date) -> None:
        self.catalog = load([catalog_folder()])
        self.world = World(as_of, self.catalog)
        self.selection: Selection = tuple(
            Selected(rule, rule.severity, rule.options_type()) for rule in discover().values()
        )
        self.articles = sorted(path for path in texts.glob("*.md") if (labels / f"{path.stem}.jsonl").exists())
        self.labels = labels

    def outcomes(self) -> Iterator[tuple[str, str, str]]:
        """Kind, outcome and a line that tells of it, for each labelled figure."""
        for path in self.articles:
            text = path.read_text("utf-8-sig")
            before = self._findings(read(text, path.name, self.catalog.names))
            starts = [0, *(match.end() for match in re.finditer("\n", text))]
            rows = (self.labels / f"{path.stem}.jsonl").read_text("utf-8").splitlines()
            for label in (json.loads(row) for row in rows if row.strip()):
                kind, quote = label["kind"], label["quote"]
                if kind not in RULES or label.get("ambiguous"):
                    continue
                change = altered(quote, kind, self.catalog)
                at = text.find(quote, starts[label["line"] - 1])
                if change is None or at < 0:
                    continue
                start, end, written = change
                rules = RULES[kind] | BETWEEN_CLAIMS
                if _meeting(before, Span(at, at + len(quote)), rules):
                    yield kind, "objected to as it stands", ""
                    continue
                other = text[: at + start] + written + text[at + end :]
                where = Span(at, at + len(quote) + len(written) - (end - start))
                article = read(other, path.name, self.catalog.names)
                found = _meeting(self._findings(article), where, rules)
                outcome, reason = ("found", "") if found else self._cause(article, where, label)
                yield kind, outcome, f"{path.stem}:{label['line']} {quote!r} to {where.of(other)!r} {reason}"

    def _findings(self, article: Article) -> tuple[Finding, ...]:
        return engine.check(article, self.world, self.selection).findings

    def _cause(self, article: Article, where: Span, label: dict[str, str | None]) -> tuple[str, str]:
        claim = next((one for one in article.claims if one.kind == label["kind"] and one.span.overlaps(where)), None)
        meant = self.catalog.names.find(label["subject"]).subject if label["subject"] else None
        if claim is None:
            return ("no claim" if meant else "no fact"), f"of {meant}"
        said = verdict(claim, self.catalog, self.world.today)
        reason = f"of {claim.subject} ({claim.why}): {type(said).__name__} {getattr(said, 'reason', '')}"
        if meant and claim.subject != meant:
            credential = "/" in (claim.subject or "") and not (claim.subject or "").startswith("group/")
            return ("tied wrong" if credential else "nobody"), f"{reason} instead of {meant}"
        if isinstance(said, Unknown) and NO_FACT.search(said.reason):
            return "no fact", reason
        return "compatible", reason


def _meeting(findings: tuple[Finding, ...], where: Span, rules: set[str]) -> bool:
    return any(finding.rule in rules and finding.span.overlaps(where) for finding in findings)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True, help="the day to judge by")
    parser.add_argument("--misses", type=int, default=0, help="show so many misses of each kind and cause")
    given = parser.parse_args()
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in RULES}
    shown: Counter[tuple[str, str]] = Counter()
    for kind, outcome, line in Bench(given.texts, given.labels, given.as_of).outcomes():
        counts[kind][outcome] += 1
        shown[kind, outcome] += 1
        if outcome != "found" and line and shown[kind, outcome] <= given.misses:
            print(f"{kind:9} {outcome:11} {line}")
    for kind, count in counts.items():
        total = count.total() - count["objected to as it stands"]
        known = total - count["no fact"]
        share = f"{count['found'] / known:.2f}" if known else "-"
        print(f"{kind:9} {total:4} altered, {known:4} of them with a fact: {share} found; {dict(count.most_common())}")


if __name__ == "__main__":
    main()
