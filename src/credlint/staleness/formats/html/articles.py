"""The articles, most urgent first, with their sentences."""

from __future__ import annotations

from collections.abc import Sequence

from credlint.staleness import ArticleStatus, Item, StalenessReport, State, settled_together
from credlint.staleness.formats.html.elements import Child, Markup, element
from credlint.staleness.formats.html.parts import STATES, item_body, line_of, sentence_of, table, tag, time

# So many articles show their sentences from the start.
OPEN = 5


def articles(report: StalenessReport) -> Child:
    if not report.articles:
        return element("p", "No article was found.")
    owners = sorted({article.owner for article in report.articles if article.owner})
    rows = []
    for number, article in enumerate(report.articles):
        age = article.age(report.as_of)
        rows.append(
            [
                element("th", element("a", article.title, href=f"#article-{number}"), scope="row"),
                *(element("td", str(article.count(state)), class_="number") for state in State),
                element("td", f"{article.judged} of {article.claims}", class_="number", data_value=_share(article)),
                element(
                    "td",
                    time(article.last_review) if article.last_review else "–",
                    data_value=str(article.last_review or ""),
                ),
                element("td", "–" if age is None else str(age), class_="number", data_value=-1 if age is None else age),
                element("td", article.owner or "–"),
            ]
        )
    heads = ("Article", "Wrong", "Soon", "Unverifiable", "Claims judged", "Last review", "Days ago", "Owner")
    return [
        _controls(owners),
        table("All articles", heads, rows, [f"row-{number}" for number in range(len(rows))], numbers=(1, 2, 3, 4, 6)),
        [_article(report, number, article) for number, article in enumerate(report.articles)],
    ]


def _share(article: ArticleStatus) -> int:
    return 100 * article.judged // article.claims if article.claims else -1


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


def _article(report: StalenessReport, number: int, article: ArticleStatus) -> Markup:
    urgent = [item for item in article.items if item.state is not State.UNVERIFIABLE]
    unverifiable = [item for item in article.items if item.state is State.UNVERIFIABLE]
    review = f"last review {article.last_review}" if article.last_review else "no date of review"
    about = [part for part in (article.owner, review, f"{article.judged} of {article.claims} claims judged") if part]
    return element(
        "article",
        element("h3", article.title),
        element("p", line_of(report, article.path, 1, article.path), " · ", " · ".join(about), class_="soft"),
        _items(report, urgent, "to correct", is_open=number < OPEN),
        _items(report, unverifiable, "that cannot be verified", is_open=False),
        element("p", "Nothing to do.", class_="good") if not article.items else None,
        id=f"article-{number}",
        data_row=f"row-{number}",
        data_owner=article.owner or "",
        data_words=f"{article.title} {article.path} {article.owner or ''}",
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
    about = [tag(first), " ", line_of(report, first.path, first.line)]
    about += [f" · {first.credential}" if first.credential else None, f" · {first.rule}" if first.rule else None]
    more = [
        element("li", line_of(report, item.path, item.line), ": ", sentence_of(item))
        for item in others
        if item.sentence
    ]
    return element(
        "li",
        element("p", about, class_="soft"),
        item_body(first),
        [element("p", "The same in:"), element("ul", more)] if more else None,
        data_state=first.state.value,
        data_sentences=len(items),
    )
