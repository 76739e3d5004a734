"""What several sections of the article are made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from credlint.escape import web_address
from credlint.finding import FactNote, Severity, SourceNote
from credlint.staleness import Item, StalenessReport, State, Tally
from credlint.staleness.formats.html.elements import Child, Markup, element, with_code

STATES = {State.WRONG: "wrong now", State.SOON: "wrong soon", State.UNVERIFIABLE: "unverifiable"}


def table(
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


def time(day: date, words: str | None = None) -> Markup:
    return element("time", words or day.isoformat(), datetime=day.isoformat())


def listed(parts: Sequence[Child]) -> Child:
    return [[", " if index else None, part] for index, part in enumerate(parts)]


def line_of(report: StalenessReport, path: str, line: int, label: str | None = None) -> Child:
    label = label or f"line {line}"
    url = report.link(path, line)
    return element("a", label, href=url) if url else label


def source_of(source: SourceNote) -> Child:
    url = web_address(source.url) if source.url else None
    title = source.title or source.url or ""
    return element("a", title, href=url, rel="noopener noreferrer") if url else title


def tag(item: Item) -> Markup:
    words = STATES[item.state]
    if item.state is State.SOON and item.due:
        words = f"wrong from {item.due}"
    elif item.severity is Severity.WARNING:
        words = "to look at"
    return element("span", words, class_=f"tag {item.state.value}")


def item_body(item: Item) -> list[Child]:
    """What is written, what is so and on whose word, what to do."""
    return [
        element("blockquote", element("p", sentence_of(item))) if item.sentence else None,
        element("p", with_code(item.message)),
        element("p", with_code(item.advice), class_="do") if item.advice else None,
        element("p", _provenance(item.fact), class_="soft") if item.fact else None,
    ]


def sentence_of(item: Item) -> Child:
    end = item.at + len(item.quote)
    if item.at < 0 or not item.quote or item.sentence[item.at : end] != item.quote:
        return item.sentence
    return [item.sentence[: item.at], element("mark", item.quote), item.sentence[end:]]


def _provenance(fact: FactNote) -> list[Child]:
    parts: list[Child] = []
    if fact.since:
        parts.append(
            f"Since {fact.since}. " if not fact.since.startswith("<=") else f"Since {fact.since[2:]} at the latest. "
        )
    if fact.source:
        parts += ["Source: ", source_of(fact.source), " (the issuer)" if fact.source.official else None]
    if fact.checked:
        parts.append(f", last checked {fact.checked}" if fact.source else f"Last checked {fact.checked}")
    return parts


def counts_of(tally: Tally) -> list[Markup]:
    numbers = (tally.articles, tally.claims, tally.wrong, tally.soon, tally.unverifiable)
    return [element("td", str(number), class_="number") for number in numbers]
