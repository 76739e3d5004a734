"""For people: one page that stands alone. It asks for nothing from anywhere, and a policy forbids it to.

Reading needs no script. A small one, allowed by its digest, adds sorting, search and filters.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from urllib.parse import quote

from credlint.bundled import package_file
from credlint.staleness import StalenessReport
from credlint.staleness.formats.html.articles import articles
from credlint.staleness.formats.html.elements import Child, Markup, element
from credlint.staleness.formats.html.parts import time
from credlint.staleness.formats.html.tallies import credentials, figures, owners
from credlint.staleness.formats.html.week import ahead, this_week

ICON = "data:image/svg+xml," + quote(
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'>"
    "<path d='M1 4l2 2 4-5' fill='none' stroke='#1d6b3a' stroke-width='1.5'/></svg>"
)


def render(report: StalenessReport) -> str:
    style, script = package_file(__package__, "page.css"), package_file(__package__, "page.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="generator", content="credlint"),
        element("title", f"What our articles say about certifications, as of {report.as_of}"),
        element("link", rel="icon", href=ICON),
        element("style", Markup(style)),
    )
    body = element("body", _header(report), _main(report), _footer(report), element("script", Markup(script)))
    return f'<!DOCTYPE html>\n<html lang="en">\n{head}\n{body}\n</html>\n'


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _header(report: StalenessReport) -> Markup:
    counts = report.counts
    coverage = f"{100 * counts.judged // counts.claims}%" if counts.claims else "–"
    tiles: Sequence[tuple[str, str, str]] = (
        ("wrong now", str(counts.wrong), "wrong"),
        (f"wrong soon (until {report.until})", str(counts.soon), "soon"),
        ("unverifiable", str(counts.unverifiable), "unverifiable"),
        ("articles", str(counts.articles), ""),
        (f"of {counts.claims} claims judged", coverage, ""),
    )
    sections = [("week", "This week"), ("ahead", "What changes when"), ("articles", "Articles")]
    sections += [("credentials", "Credentials"), ("owners", "Owners"), ("figures", "Figures")]
    return element(
        "header",
        element("a", "Skip to what to do this week", class_="skip", href="#week"),
        element("h1", "What our articles say about certifications"),
        element(
            "p", "As of ", time(report.as_of), ", looking ahead to ", time(report.until), ". ", _since_last(report)
        ),
        element(
            "dl",
            [
                element("div", element("dt", label), element("dd", number, class_=kind or None))
                for label, number, kind in tiles
            ],
            class_="tiles",
        ),
        element(
            "nav",
            element("ul", [element("li", element("a", name, href=f"#{anchor}")) for anchor, name in sections]),
            aria_label="Sections",
        ),
    )


def _since_last(report: StalenessReport) -> str | None:
    earlier = [run for run in report.history if run.as_of < report.as_of]
    if not earlier:
        return None
    before, now = earlier[-1], report.counts
    change = now.wrong - before.wrong
    if change == 0:
        return f"As many are wrong as on {before.as_of}."
    return f"{abs(change)} {'more' if change > 0 else 'fewer'} wrong than on {before.as_of}."


def _main(report: StalenessReport) -> Markup:
    return element(
        "main",
        _section("week", "What to do this week", this_week(report)),
        _section("ahead", f"What changes until {report.until}", ahead(report)),
        _section("articles", "Articles, most urgent first", articles(report)),
        _section("credentials", "Credentials", credentials(report)),
        _section("owners", "Owners", owners(report)),
        _section("figures", "Figures", figures(report)),
    )


def _section(anchor: str, title: str, *content: Child) -> Markup:
    heading = f"{anchor}-heading"
    return element("section", element("h2", title, id=heading), *content, id=anchor, aria_labelledby=heading)


def _footer(report: StalenessReport) -> Markup:
    catalog = report.check.catalog
    checked = f", newest evidence of {catalog.newest_check}" if catalog.newest_check else ""
    crashes = [
        element("p", f"credlint failed in {crash.where} on {crash.path}: {crash.message}", class_="wrong")
        for crash in report.check.crashes
    ]
    return element(
        "footer",
        crashes,
        element("p", f"Judged by a catalog of {catalog.credentials} credentials{checked} ({catalog.digest})."),
        element(
            "p",
            "“Unverifiable” counts claims that the catalog has nothing to compare with. They may be right or wrong.",
        ),
    )
