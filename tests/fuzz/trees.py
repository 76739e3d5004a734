"""Whole sites of an attacker, told in every format: no crash, no control character, no command, and outputs that parse.

usage: trees.py [TREES] [SEED]

Each tree has hostile texts as names of files and folders, in articles, settings, a schema, a catalog, owners
and links. Every command tells of it in one of its formats after the other. JSON is held against the schemas that we
publish, with SARIF_SCHEMA (a file, and check-jsonschema installed) SARIF against its own. Prints the runs, the outputs
that were read back, and what was wrong.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

from credlint import reporters
from credlint.bundled import schemas_folder
from credlint.cli import main as credlint
from credlint.schema import Validator
from credlint.staleness import formats as editions

MOST_SECONDS = 10.0
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
SECRET = "CANARY"

BEGINNINGS = ("", "x ", "'", '"', "`", "\n", "\r", "\t", "$100 ", "- ", "| ")
ACTIVE = (
    "::error::x", "::set-output name=a::b", "##[error]x", "\x1b]0;t\x07", "\x1b[31m", "\x9b2J", "\u202etxt", "\u2066x",
    "\x00", "\x7f", "\ud800", "\u2028", "=1+1", "+1", "-1", "@SUM(1)", "\uff1d1", "<script>alert(1)</script>", "]]>",
    "--><b>", "</title><img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "![x](https://spy.example/x.png)",
    "@everyone", "#1", "https://u:CANARY@e.example/", "https://e.example/#token=CANARY",
    "https://e.example/?api_key=CANARY", "&amp;", "&#0;", "%0a::error::x", "%2e%2e/", "../../etc/passwd", "\\", "$(id)",
    "`id`", "{{x}}", "${{ x }}", "BEGIN:VEVENT", "END:VCALENDAR", ";,:", "é👩‍🍳", "e\u0301", "ﷺ", "a" * 300, "9" * 400,
    "The CKA costs $1", "AWS Certified Cloud Practitioner", "<!-- credlint-disable -->",
)  # fmt: skip
STRINGS = tuple("".join(parts) for parts in product(BEGINNINGS, ACTIVE))

CONFIG = """{catalog}[front-matter]
schemas = [{{ files = "**/*.md", schema = "article.json" }}]
[site]
url = "https://site.example"
routes = [{{ prefix = "/p/", folder = {folder} }}]
[rules.vague-link-text]
severity = "info"
"""
ARTICLE = """---
title: {title}
pubDate: 2024-01-01
{key}: {value}
---

# {heading}

The AWS Certified Cloud Practitioner exam costs $90, says {said}. The {baker} costs $7, takes 3 hours. In 2023
45% of holders earned more. [{text}]({target}) ![{text}]({target}) <{target}> [r]

| Exam | {cell} |
| --- | --- |
| {baker} | $5 {cell} |

Text. <!-- credlint-disable-line {rule} -- {reason} -->

<!-- credlint-expires 2025-01-01 {reason} -->

[r]: {target} "{text}"
"""
CREDENTIAL = """name: {name}
kind: exam
aliases: [{alias}]
costs:
- {{amount: 120, currency: USD, basis: exam, since: 2020-01-01, until: 2026-12-31, note: {note}, sources: [s],
   checked: 2026-05}}
- {{amount: 140, currency: USD, basis: exam, since: 2027-01-01, sources: [s], checked: 2026-05}}
sources:
  s: {{url: "https://acme.example/b", title: {source}, official: true, seen: page, page-date: 2026-05}}
"""


class Tree:
    """One site, drawn by a seed; `names` are the files that could be made."""

    def __init__(self, top: Path, draw: random.Random) -> None:
        self.top, self.draw = top, draw
        self.name = draw.choice((self.any(), "Acme Certified Baker"))
        folder = self.path_name()
        self.write(".git/HEAD", "ref: refs/heads/main\n")
        has_catalog = draw.random() < 0.1  # each is another one, which takes as long to put together as ten trees
        catalog = 'catalog = ["catalog"]\n' if has_catalog else ""
        config = CONFIG.format(catalog=catalog, folder=json.dumps("." if "\ud800" in folder else folder))
        self.write("credlint.toml" if self.write(f"{folder}/index.md", self.article()) else "none", config)
        schema = {"type": "object", "properties": {"title": {"const": self.any(), "description": self.any()}}}
        self.write("article.json", json.dumps(schema | {"required": [self.any()]}))
        if has_catalog:
            self.write_catalog()
        self.write("CODEOWNERS", f"* {self.any()}\n{self.any()} @x\n")
        self.write(".gitignore", f"{self.any()}\n*a*a*a*a*b\n")
        for _ in range(draw.randrange(1, 4)):
            self.write(f"{folder}/{self.path_name()}.{draw.choice(('md', 'mdx'))}", self.article())
        with contextlib.suppress(OSError, ValueError):
            (top / f"{self.path_name()}.md").symlink_to(draw.choice((self.any(), "/etc/passwd", "/dev/zero", ".")))
        if draw.random() < 0.3:
            with contextlib.suppress(OSError, ValueError):
                os.mkfifo(top / f"{self.path_name()}.md")

    def write_catalog(self) -> None:
        draw = self.draw
        self.write("catalog/acme/provider.yaml", f"name: {json.dumps(draw.choice((self.any(), 'Acme')))}\n")
        fields = {key: json.dumps(self.any()) for key in ("alias", "note", "source")}
        credential = CREDENTIAL.format(name=json.dumps(self.name), **fields)
        if "note" not in _credential_keys():
            credential = re.sub(r" note: .*?(?=, sources)", "", credential)
        self.write("catalog/acme/baker.yaml", credential)

    def any(self) -> str:
        return self.draw.choice(STRINGS)

    def path_name(self) -> str:
        # A secret with its slashes taken out is none.
        return (self.any().replace("/", "_").replace("\x00", "").replace(SECRET, "x") or "x")[:60]

    def article(self) -> str:
        some = {key: self.any() for key in ("heading", "said", "text", "target", "cell", "rule", "reason", "key")}
        quoted = json.dumps(self.any(), ensure_ascii=False)
        return ARTICLE.format(title=quoted, value=json.dumps(self.any()), baker=self.name, **some)

    def write(self, name: str, text: str) -> bool:
        try:
            file = self.top / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8", self.draw.choice(("surrogatepass", "replace"))))
        except (OSError, ValueError):
            return False
        return True


def _credential_keys() -> set[str]:
    schema = json.loads((schemas_folder() / "credential.schema.json").read_text("utf-8"))
    return set(schema["$defs"]["cost"]["properties"])


def commands() -> Iterator[tuple[str, list[str]]]:
    for form in reporters.formats():
        yield f"check {form}", ["check", ".", "--select", "all", "--fail-on", "warning", "--format", form]
    for form in editions.formats():
        yield f"report {form}", ["report", ".", "--format", form]
    for name, arguments in (("claims", ["claims", "."]), ("links", ["links", ".", "--offline"])):
        for form in ("text", "json"):
            yield f"{name} {form}", [*arguments, "--format", form]
    yield "diff text", ["check", ".", "--select", "all", "--suggestions", "--diff"]
    yield "due text", ["catalog", "due"]
    yield "lint text", ["catalog", "lint"]


class Page(HTMLParser):
    scripts = images = events = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.images += tag in ("img", "iframe", "object", "base", "embed")
        self.events += sum(name.startswith("on") or (value or "").startswith("javascript:") for name, value in attrs)


def _json(kind: str) -> Callable[[str], list[str]]:
    validator = Validator(json.loads((schemas_folder() / f"{kind}.schema.json").read_text("utf-8")))
    return lambda told: [violation.message for violation in validator.violations(json.loads(told))][:1]


def _html(told: str) -> list[str]:
    page = Page()
    page.feed(told)
    return [f"{page.scripts} scripts, {page.images} images, {page.events} handlers"] * (
        (page.scripts, page.images, page.events) != (1, 0, 0)
    )


def _csv(told: str) -> list[str]:
    rows = list(csv.reader(io.StringIO(told, newline="")))
    return [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "＝", "\t")][:1] + (
        ["rows differ in length"] if len({len(row) for row in rows}) > 1 else []
    )


def _ics(told: str) -> list[str]:
    lines = told.replace("\r\n ", "").split("\r\n")
    begun, ended = lines.count("BEGIN:VEVENT"), lines.count("END:VEVENT")
    return [] if begun == ended and not any("\n" in line for line in lines) else [f"{begun} begun, {ended} ended"]


def _github(told: str) -> list[str]:
    """Behind the ten annotations that GitHub shows of a step, the log goes on in words."""
    command = re.compile(r"::(error|warning|notice) (file|title)=")
    obeyed = [line for line in told.splitlines() if line.lstrip().startswith("::") or "##[" in line]
    return [line for line in obeyed if not command.match(line) or "##[" in line][:1]


def _log(told: str) -> list[str]:
    return [line for line in told.splitlines() if line.startswith("::")][:1]


READ_BACK: dict[str, Callable[[str], list[str]]] = {
    "check json": _json("report"), "claims json": _json("claims"), "links json": _json("links"),
    "report json": _json("staleness"), "report html": _html, "report csv": _csv, "report ics": _ics,
    "check github": _github,
    "check junit": lambda told: [] if ElementTree.fromstring(told).tag == "testsuites" else ["root"],
    **{f"check {name}": lambda told: json.loads(told) and [] for name in ("sarif", "gitlab", "rdjson")},
}  # fmt: skip


def faults(name: str, code: object, told: str, complained: str, seconds: float) -> Iterator[str]:
    if code not in (0, 1, 2):
        yield f"exit {code}: {complained[-300:]}"
    for text in (told.replace("\r\n", "\n"), complained):
        if "Traceback" in text or "internal error" in text:
            yield f"a crash: {text[:300]}"
        if name != "diff text" and (hidden := HIDDEN.search(text)):
            yield f"raw {hidden[0]!r} in {text[max(hidden.start() - 60, 0) : hidden.end() + 20]!r}"
        if name != "diff text" and SECRET in text:  # a patch holds what it changes, byte for byte
            yield f"a secret: {text[max(text.index(SECRET) - 60, 0) : text.index(SECRET) + 20]!r}"
    if seconds > MOST_SECONDS:
        yield f"{seconds:.1f} s of processor time"
    if code in (0, 1) and name in READ_BACK:
        try:
            yield from READ_BACK[name](told)
        except Exception as problem:
            yield f"cannot be read back: {problem!r}"


def run(arguments: list[str]) -> tuple[object, str, str, float]:
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", errors="surrogatepass", write_through=True) for _ in "oe"]
    began = time.process_time()
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        code = credlint(arguments)
    seconds = time.process_time() - began
    told, complained = (stream.buffer.getvalue().decode("utf-8", "surrogatepass") for stream in streams)  # type: ignore[attr-defined]
    return code, told, complained, seconds


def _against_sarif(told: str) -> Iterator[str]:
    schema = os.environ.get("SARIF_SCHEMA")
    if schema:
        command = [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, "-"]
        done = subprocess.run(command, input=told, text=True, capture_output=True, check=False)
        if done.returncode != 0:
            yield f"SARIF: {done.stdout[-300:]}"


def wrong_in(number: int, seed: int, codes: Counter[object], read_back: Counter[str]) -> Iterator[tuple[str, str]]:
    """(command and format, what is wrong) of one tree; counts exit codes and what was read back."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        Tree(Path(name) / "t", random.Random(seed * 1_000_003 + number))
        with contextlib.chdir(Path(name) / "t"):
            for kind, arguments in commands():
                outcome = run([*arguments, *(["--as-of", "2026-11-22"] if "links" not in kind else [])])
                codes[outcome[0]] += 1
                read_back[kind] += kind in READ_BACK and outcome[0] in (0, 1)
                yield from ((kind, fault) for fault in faults(kind, *outcome))
                if kind == "check sarif" and outcome[0] in (0, 1) and number % 10 == 0:
                    yield from ((kind, fault) for fault in _against_sarif(outcome[1]))


def main(trees: int, seed: int) -> int:
    found, codes, read_back = 0, Counter[object](), Counter[str]()
    with tempfile.TemporaryDirectory() as kept:
        os.environ["CREDLINT_CACHE_DIR"] = kept
        for number in range(trees):
            for kind, fault in wrong_in(number, seed, codes, read_back):
                found += 1
                print(f"FAIL tree {number} of {seed}, {kind}: {fault}", flush=True)
    told = ", ".join(f"{code}: {count}" for code, count in sorted(codes.items(), key=str))
    print(f"{trees} trees of {len(STRINGS)} strings, {codes.total()} runs (exit {told})")
    print(f"{read_back.total()} outputs read back, {found} faults")
    return 1 if found else 0


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(given[0] if given else 1_000, given[1] if len(given) > 1 else 1))
