"""For people: one page that stands alone. It asks for nothing from anywhere, and a policy forbids it to.

Reading needs no script. A small one, allowed by its digest, adds sorting, search and filters.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from credlint.bundled import package_file
from credlint.escape import web_address
from credlint.finding import FactNote, Severity, SourceNote
from credlint.staleness import Change, Item, Mark, Page, StalenessReport, Standing, State, Task, settled_together
from credlint.staleness.formats.html import charts
from credlint.staleness.formats.html.elements import Child, Markup, element, with_code

TASKS = 10
# So many articles show their sentences from the start.
OPEN = 5
ROWS_OF_TIMELINE = 14
ICON = "data:image/svg+xml," + quote(
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'>"
    "<path d='M1 4l2 2 4-5' fill='none' stroke='#1d6b3a' stroke-width='1.5'/></svg>"
)
STATES = {State.WRONG: "wrong now", State.SOON: "wrong soon", State.UNVERIFIABLE: "nobody can tell"}
AGES = (("up to 3 months", 91), ("3 to 6 months", 182), ("6 to 12 months", 365), ("1 to 2 years", 730))
VERDICTS = {"agrees": "good", "upcoming": "soon", "outdated": "wrong", "disagrees": "wrong", "unknown": "unverifiable"}


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
    mark = report.mark
    coverage = f"{100 * mark.judged // mark.claims}%" if mark.claims else "–"
    tiles: Sequence[tuple[str, str, str]] = (
        ("wrong now", str(mark.wrong), "wrong"),
        (f"wrong soon (until {report.until})", str(mark.soon), "soon"),
        ("nobody can tell", str(mark.unverifiable), "unverifiable"),
        ("articles", str(mark.articles), ""),
        (f"of {mark.claims} claims judged", coverage, ""),
    )
    sections = [("week", "This week"), ("ahead", "What changes when"), ("articles", "Articles")]
    sections += [("credentials", "Credentials"), ("owners", "Owners"), ("figures", "Figures")]
    return element(
        "header",
        element("a", "Skip to what to do this week", class_="skip", href="#week"),
        element("h1", "What our articles say about certifications"),
        element(
            "p", "As of ", _time(report.as_of), ", looking ahead to ", _time(report.until), ". ", _since_last(report)
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
    earlier = [mark for mark in report.history if mark.as_of < report.as_of]
    if not earlier:
        return None
    before, now = earlier[-1], report.mark
    change = now.wrong - before.wrong
    if change == 0:
        return f"As many are wrong as on {before.as_of}."
    return f"{abs(change)} {'more' if change > 0 else 'fewer'} wrong than on {before.as_of}."


def _main(report: StalenessReport) -> Markup:
    return element(
        "main",
        _section("week", "What to do this week", _this_week(report)),
        _section("ahead", f"What changes until {report.until}", _ahead(report)),
        _section("articles", "Articles, most urgent first", _articles(report)),
        _section("credentials", "Credentials", _credentials(report)),
        _section("owners", "Owners", _owners(report)),
        _section("figures", "Figures", _figures(report)),
    )


def _section(anchor: str, title: str, *content: Child) -> Markup:
    heading = f"{anchor}-heading"
    return element("section", element("h2", title, id=heading), *content, id=anchor, aria_labelledby=heading)


def _this_week(report: StalenessReport) -> Child:
    if not report.this_week:
        return element("p", "Nothing: no sentence is known to be wrong this week.")
    rest = len(report.this_week) - TASKS
    return [
        element("ol", [_task(report, task) for task in report.this_week[:TASKS]], class_="tasks"),
        element("p", f"{rest} more stand with ", element("a", "their articles", href="#articles"), ".")
        if rest > 0
        else None,
    ]


def _task(report: StalenessReport, task: Task) -> Markup:
    places = [_line(report, task.item.path, line) for line in task.lines]
    return element(
        "li",
        element("h3", task.title),
        element("p", _tag(task.item), " ", _listed(places), f" · {task.owner}" if task.owner else None),
        _said(task.item),
    )


def _tag(item: Item) -> Markup:
    words = STATES[item.state]
    if item.state is State.SOON and item.due:
        words = f"wrong from {item.due}"
    elif item.severity is Severity.WARNING:
        words = "to look at"
    return element("span", words, class_=f"tag {item.state.value}")


def _said(item: Item) -> list[Child]:
    """What is written, what is so and on whose word, what to do."""
    return [
        element("blockquote", element("p", _sentence(item))) if item.sentence else None,
        element("p", with_code(item.message)),
        element("p", with_code(item.advice), class_="do") if item.advice else None,
        element("p", _witness(item.fact), class_="soft") if item.fact else None,
    ]


def _sentence(item: Item) -> Child:
    end = item.at + len(item.quote)
    if item.at < 0 or not item.quote or item.sentence[item.at : end] != item.quote:
        return item.sentence
    return [item.sentence[: item.at], element("mark", item.quote), item.sentence[end:]]


def _witness(fact: FactNote) -> list[Child]:
    parts: list[Child] = []
    if fact.since:
        parts.append(
            f"Since {fact.since}. " if not fact.since.startswith("<=") else f"Since {fact.since[2:]} at the latest. "
        )
    if fact.source:
        parts += ["Source: ", _source(fact.source), " (the issuer)" if fact.source.official else None]
    if fact.checked:
        parts.append(f", last checked {fact.checked}" if fact.source else f"Last checked {fact.checked}")
    return parts


def _source(source: SourceNote) -> Child:
    url = web_address(source.url) if source.url else None
    title = source.title or source.url or ""
    return element("a", title, href=url, rel="noopener noreferrer") if url else title


def _line(report: StalenessReport, path: str, line: int, label: str | None = None) -> Child:
    label = label or f"line {line}"
    url = report.link(path, line)
    return element("a", label, href=url) if url else label


def _listed(parts: Sequence[Child]) -> Child:
    return [[", " if index else None, part] for index, part in enumerate(parts)]


def _ahead(report: StalenessReport) -> Child:
    elsewhere = (
        element("p", f"{report.elsewhere} dated changes in the catalog touch no article here.", class_="soft")
        if report.elsewhere
        else None
    )
    if not report.changes:
        return [element("p", "Nothing that touches an article."), elsewhere]
    rows = [(change.first, change.name, len(change.hits)) for change in report.changes[:ROWS_OF_TIMELINE]]
    title = f"Dated changes from {report.as_of} to {report.until}"
    return [
        charts.timeline("timeline", title, report.as_of, report.until, rows),
        _table(
            "Dated changes and the articles to change for them",
            ("Day", "Credential", "Change", "Articles", "Source"),
            [
                [
                    element("td", _time(change.first, change.on), data_value=change.first.isoformat()),
                    element("th", change.name, scope="row"),
                    element("td", change.what, class_="wide"),
                    element("td", _hits(report, change), class_="wide hits", data_value=len(change.hits)),
                    element("td", _source(change.source) if change.source else "–", class_="source"),
                ]
                for change in report.changes
            ],
        ),
        elsewhere,
    ]


def _hits(report: StalenessReport, change: Change) -> Markup:
    return element(
        "ul",
        [
            element("li", hit.title, ": ", _listed([_line(report, hit.path, line) for line in hit.lines]))
            for hit in change.hits
        ],
    )


def _articles(report: StalenessReport) -> Child:
    if not report.pages:
        return element("p", "No article was found.")
    owners = sorted({page.owner for page in report.pages if page.owner})
    rows = []
    for number, page in enumerate(report.pages):
        age = page.age(report.as_of)
        rows.append(
            [
                element("th", element("a", page.title, href=f"#article-{number}"), scope="row"),
                *(element("td", str(page.count(state)), class_="number") for state in State),
                element("td", f"{page.judged} of {page.claims}", class_="number", data_value=_share(page)),
                element(
                    "td", _time(page.last_review) if page.last_review else "–", data_value=str(page.last_review or "")
                ),
                element("td", "–" if age is None else str(age), class_="number", data_value=-1 if age is None else age),
                element("td", page.owner or "–"),
            ]
        )
    heads = ("Article", "Wrong", "Soon", "Nobody can tell", "Claims judged", "Last review", "Days ago", "Owner")
    return [
        _controls(owners),
        _table("All articles", heads, rows, [f"row-{number}" for number in range(len(rows))], numbers=(1, 2, 3, 4, 6)),
        [_article(report, number, page) for number, page in enumerate(report.pages)],
    ]


def _share(page: Page) -> int:
    return 100 * page.judged // page.claims if page.claims else -1


def _controls(owners: Sequence[str]) -> Markup:
    """Hidden until the script has something to do with them."""
    states = [element("option", "all", value="")]
    states += [element("option", words, value=state.value) for state, words in STATES.items()]
    names = [element("option", "all", value=""), *(element("option", owner, value=owner) for owner in owners)]
    return element(
        "div",
        element("label", "Search", element("input", type="search", id="search")),
        element("label", "Show", element("select", states, id="state")),
        element("label", "Owner", element("select", names, id="owner")),
        element("output", id="count", class_="soft", for_="search state owner"),
        id="controls",
        class_="controls",
        role="search",
        hidden=True,
    )


def _article(report: StalenessReport, number: int, page: Page) -> Markup:
    urgent = [item for item in page.items if item.state is not State.UNVERIFIABLE]
    unverifiable = [item for item in page.items if item.state is State.UNVERIFIABLE]
    review = f"last review {page.last_review}" if page.last_review else "no date of review"
    about = [part for part in (page.owner, review, f"{page.judged} of {page.claims} claims judged") if part]
    return element(
        "article",
        element("h3", page.title),
        element("p", _line(report, page.path, 1, page.path), " · ", " · ".join(about), class_="soft"),
        _items(report, urgent, "to correct", is_open=number < OPEN),
        _items(report, unverifiable, "that nobody can tell", is_open=False),
        element("p", "Nothing to do.", class_="good") if not page.items else None,
        id=f"article-{number}",
        data_row=f"row-{number}",
        data_owner=page.owner or "",
        data_words=f"{page.title} {page.path} {page.owner or ''}",
    )


def _items(report: StalenessReport, items: Sequence[Item], what: str, is_open: bool) -> Markup | None:
    if not items:
        return None
    sentences = "1 sentence" if len(items) == 1 else f"{len(items)} sentences"
    return element(
        "details",
        element("summary", f"{sentences} {what}"),
        element("ul", [_together(report, some) for some in settled_together(items)], class_="items"),
        open=is_open,
    )


def _together(report: StalenessReport, items: Sequence[Item]) -> Markup:
    """Sentences that one look settles: each with its line, then what is so once for all."""
    first, *others = items
    about = [_tag(first), " ", _line(report, first.path, first.line)]
    about += [f" · {first.credential}" if first.credential else None, f" · {first.rule}" if first.rule else None]
    more = [
        element("li", _line(report, item.path, item.line), ": ", _sentence(item)) for item in others if item.sentence
    ]
    return element(
        "li",
        element("p", about, class_="soft"),
        _said(first),
        [element("p", "The same in:"), element("ul", more)] if more else None,
        data_state=first.state.value,
        data_sentences=len(items),
    )


def _credentials(report: StalenessReport) -> Child:
    if not report.credentials:
        return element("p", "No article names a credential of the catalog.")
    heads = ("Credential", "Articles", "Claims", "Wrong", "Soon", "Nobody can tell", "Next change")
    rows = [
        [
            element("th", standing.title, scope="row"),
            *_counts(standing),
            element("td", _time(standing.next_change) if standing.next_change else "–"),
        ]
        for standing in report.credentials
    ]
    return _table("Credentials that articles speak of", heads, rows, numbers=range(1, 6))


def _owners(report: StalenessReport) -> Child:
    heads = ("Owner", "Articles", "Claims", "Wrong", "Soon", "Nobody can tell", "Oldest review")
    rows = [
        [
            element("th", standing.title, scope="row"),
            *_counts(standing),
            element("td", _time(standing.oldest_review) if standing.oldest_review else "–"),
        ]
        for standing in report.owners
    ]
    return _table("Who looks after what", heads, rows, numbers=range(1, 6))


def _counts(standing: Standing) -> list[Markup]:
    numbers = (standing.articles, standing.claims, standing.wrong, standing.soon, standing.unverifiable)
    return [element("td", str(number), class_="number") for number in numbers]


def _figures(report: StalenessReport) -> Child:
    verdicts = [(verdict, report.check.claims.get(verdict, 0), kind) for verdict, kind in VERDICTS.items()]
    ages = _ages(report)
    marks = _by_day((*report.history, report.mark))
    return element(
        "div",
        _figure("Claims by verdict", charts.bars("coverage", "Claims by verdict", verdicts)),
        _figure("Articles by time since their last review", charts.bars("ages", "Articles by age of review", ages)),
        _figure("From run to run", _trend(marks), _trend_table(marks)) if len(marks) > 1 else None,
        class_="plots",
    )


def _ages(report: StalenessReport) -> list[tuple[str, int, str]]:
    ages = [page.age(report.as_of) for page in report.pages]
    rows, before = [], -1
    for (label, most), kind in zip(AGES, ("good", "good", "soon", "soon"), strict=True):
        low = before
        rows.append((label, sum(age is not None and low < max(age, 0) <= most for age in ages), kind))
        before = most
    rows.append(("over 2 years", sum(age is not None and age > before for age in ages), "wrong"))
    rows.append(("no date", sum(age is None for age in ages), "unverifiable"))
    return rows


def _by_day(marks: Sequence[Mark]) -> list[Mark]:
    """The last run of each day, in order."""
    return list({mark.as_of: mark for mark in sorted(marks, key=lambda mark: mark.as_of)}.values())


def _trend(marks: Sequence[Mark]) -> Markup:
    series = [(state.value, [getattr(mark, state.value) for mark in marks], state.value) for state in State]
    return charts.lines("trend", "Sentences by state from run to run", [mark.as_of for mark in marks], series)


def _trend_table(marks: Sequence[Mark]) -> Markup:
    rows = [
        [
            element("th", _time(mark.as_of), scope="row"),
            *(
                element("td", str(number), class_="number")
                for number in (mark.wrong, mark.soon, mark.unverifiable, mark.judged, mark.claims)
            ),
        ]
        for mark in reversed(marks)
    ]
    heads = ("Run", "Wrong", "Soon", "Nobody can tell", "Claims judged", "Claims")
    table = _table("Earlier runs", heads, rows, numbers=range(1, 6))
    return element("details", element("summary", "The figures"), table)


def _figure(caption: str, *content: Child) -> Markup:
    return element("figure", element("figcaption", caption), *content)


def _table(
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Markup]],
    ids: Sequence[str] = (),
    numbers: Sequence[int] = (),
) -> Markup:
    head = [
        element("th", text, scope="col", class_="number" if column in numbers else None)
        for column, text in enumerate(heads)
    ]
    body = [element("tr", row, id=ids[index] if ids else None) for index, row in enumerate(rows)]
    table = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", head)),
        element("tbody", body),
        data_sortable=True,
    )
    # A wide table scrolls by itself on a phone, so the keyboard must be able to reach it.
    return element("div", table, class_="scroll", tabindex=0, role="region", aria_label=caption)


def _time(day: date, words: str | None = None) -> Markup:
    return element("time", words or day.isoformat(), datetime=day.isoformat())


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
        element("p", f"Judged by {catalog.credentials} credentials{checked} ({catalog.digest})."),
        element(
            "p",
            "“Nobody can tell” counts claims that the catalog has nothing to compare with. They may be right or wrong.",
        ),
    )
