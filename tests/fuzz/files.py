"""Files of any bytes, judged by every rule and told in every format: no crash, and outputs that parse.

usage: files.py [FILES] [SEED]      (a million, unless told)

A hundred files at a time are one site, of Markdown and MDX. Prints the files, the findings and what was wrong.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import invented
from credlint import config, run
from credlint.discovery import SourceFile
from credlint.files import decode
from credlint.reporters import formats, render

PIECES = [
    b"---\n", b"+++\n", b"title: x\n", b"a: &a [*a]\n", b"date: 2026-02-30\n", b"# ", b"| ", b"|---|\n",
    b"\n", b"\r\n", b"\r", b"- ", b"> ", b"    ", b"```\n", b"<!-- ", b" -->", b"<!-- credlint-disable",
    b" until=2026-13-01", b" -- why", b"{/* ", b" */}", b"Acme Certified Baker", b" costs $100", b"$",
    b"9" * 400, b"-", b"1,", b" is valid for 2 years", b" retired on 2026-01-01", b"[x](", b"a.md", b"#",
    b")", b"![", b"](//x)", b"<a href='", b"https://u:p@x.example/?token=s", b"%00", b"%2e%2e/",
    b"javascript:", b"\x00", b"\x1b]0;t\x07", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xe2\x80\xa8",
    b"\xe2\x80\xae", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"::error::x", b"##[error]", b"<script>", b"]]>",
    b"=1+1", b"&#0;", b"&amp;", b"\\", b"*", b"_", b"`", b"~~~", b"<", b"export const a = {",
    b"The Acme Certified Baker exam costs $90. ", b"[x](1.md#part)", b"In 2023, 45% of holders earn more. ",
    b"<table>", b"<tr>", b"<td>", b"</td>", b"</table>\n", b"GX-102", b" takes 3 hours", b" or ", b"\n\n",
]  # fmt: skip
TOGETHER = 100


def report_of(files: Mapping[str, bytes], top: Path) -> run.Report:
    """What every rule says of files that stand together in a folder."""
    site = config.with_selection(config.load(None, top), "all", None)
    sources = [SourceFile(name, name, f"{top}/", data) for name, data in files.items()]
    return run.check(run.Plan(sources, invented.CATALOG, site, invented.TODAY, jobs=1))


def faults(report: run.Report, files: Mapping[str, bytes]) -> Iterator[str]:
    """What is wrong with a report on these files, or with how a format tells of it."""
    yield from map(str, report.crashes)
    texts = {name: decode(data)[0] for name, data in files.items()}
    for finding in report.findings:
        text = texts[finding.path]
        if not 0 <= finding.span.start <= finding.span.end <= len(text) or finding.span.of(text) != finding.quote:
            yield f"{finding.path}: {finding.rule} at {finding.span} quotes {finding.quote!r}"
    for form in formats():
        try:
            told = render(report, form)
            told.encode("utf-8")
            if form in ("json", "sarif", "gitlab", "rdjson"):
                json.loads(told)
            elif form == "junit":
                ElementTree.fromstring(told)
        except Exception as problem:
            yield f"{form}: {problem!r}"


def drawn(draw: random.Random) -> dict[str, bytes]:
    parts = (
        [draw.choice(PIECES) if draw.random() < 0.9 else draw.randbytes(draw.randrange(6)) for _ in range(length)]
        for length in (draw.randrange(40) for _ in range(TOGETHER))
    )
    return {f"{number}.{draw.choice(('md', 'mdx'))}": b"".join(some) for number, some in enumerate(parts)}


def main(files: int, seed: int) -> int:
    found = findings = 0
    runs = -(-files // TOGETHER)
    with tempfile.TemporaryDirectory() as name:
        for number in range(runs):
            some = drawn(random.Random(seed * 1_000_003 + number))
            report = report_of(some, Path(name))
            findings += len(report.findings)
            for fault in faults(report, some):
                found += 1
                print(f"FAIL site {number} of {seed}: {fault}", flush=True)
            if number % 500 == 499:
                print(f"{(number + 1) * TOGETHER:,} files so far", file=sys.stderr)
    print(f"{runs * TOGETHER:,} files in {len(formats())} formats, {findings:,} findings, {found} faults")
    return 1 if found else 0


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(given[0] if given else 1_000_000, given[1] if len(given) > 1 else 1))
