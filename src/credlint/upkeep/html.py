"""What the page of a source shows, and its data for programs.

selectolax, because it reads HTML as browsers do (Lexbor), in C, with CSS selectors, and pulls nothing in; extruct, the
usual choice for schema.org data, brings lxml and rdflib for what is JSON in a script element.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from credlint import lazy_re

# Lexbor takes quadratic time for nesting that no page has; elements whose end is left out by habit do not nest.
DEEPEST = 2000
_TAG = lazy_re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_NOT_NESTING = frozenset(
    re.findall(
        r"\w+",
        """area base br col embed hr img input link meta source track wbr p li dt dd td th tr option optgroup tbody
        thead tfoot colgroup rb rt rtc rp body html head""",
    )
)
_UNSEEN = ("script", "style", "template", "noscript", "svg", "nav", "footer", "head")
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote body br dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5
        h6 header hr li main ol p pre section summary table tbody thead tfoot tr ul""",
    )
)
# What Markdown would take for markup.
_MARKUP = lazy_re.compile(r"([\\`*_\[\]<>|#~])")
LONGEST = 200_000


class CannotTell(ValueError):
    """The page or the locator is such that nothing can be looked for; the message says why."""


class Datum(Struct, frozen=True):
    """A value of a page's schema.org data, with the currency that stands beside it."""

    text: str
    currency: str | None = None


class Html:
    """A page as its readers and as programs see it. Raises CannotTell where it is not built like a page."""

    def __init__(self, text: str) -> None:
        if _depth(text) > DEEPEST:
            raise CannotTell("its elements are nested thousands deep")
        self._source = text
        self._tree = LexborHTMLParser(text)

    def select(self, selector: str) -> list[str]:
        """The text of every element that a CSS selector means. Raises CannotTell for what is no selector."""
        try:
            return [_plain(node.text(separator=" ")) for node in self._tree.css(selector)]
        except SelectolaxError:
            raise CannotTell(f"{selector!r} is not a CSS selector") from None

    def property(self, path: str) -> list[Datum]:
        """The values at a path such as `offers.price`, in JSON-LD and in microdata (https://schema.org)."""
        names = path.split(".")
        if not all(re.fullmatch(r"\w+", name) for name in names):
            raise CannotTell(f"{path!r} is not a path of properties")
        found = [datum for data in self._linked_data() for datum in _at(data, names)]
        marked = self._tree.css(" ".join(f'[itemprop~="{name}"]' for name in names))
        return found + [Datum(_value(node), _currency_beside(node)) for node in marked]

    def _linked_data(self) -> Iterator[object]:
        for node in self._tree.css('script[type="application/ld+json"]'):
            try:
                yield json.loads(node.text())
            except (ValueError, RecursionError):
                continue

    def as_markdown(self) -> str:
        """What a reader sees, as an article: headings, tables and paragraphs."""
        tree = LexborHTMLParser(self._source)
        title = tree.css_first("title")
        # Before anything is stripped: a node does not outlive its place in the tree.
        lines = [f"# {_escaped(title.text())}"] if title is not None and tree.css_first("h1") is None else []
        tree.strip_tags(list(_UNSEEN), recursive=True)
        if tree.body is not None:
            lines += _paragraphs(tree.body)
        return "\n\n".join(line for line in lines if line.strip())[:LONGEST]


def _depth(text: str) -> int:
    deepest = depth = 0
    for closing, name in _TAG.findall(text):
        if name.lower() not in _NOT_NESTING:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _escaped(text: str | None) -> str:
    return _MARKUP.sub(r"\\\1", _plain(text))


def _value(node: LexborNode) -> str:
    attributes = node.attributes
    for name in ("content", "datetime", "value", "href"):
        if name in attributes:
            return attributes[name] or ""
    return _plain(node.text(separator=" "))


def _currency_beside(node: LexborNode) -> str | None:
    around = node.parent
    while around is not None and "itemscope" not in around.attributes:
        around = around.parent
    beside = around.css_first('[itemprop~="priceCurrency"]') if around is not None else None
    return _value(beside) if beside is not None else None


def _at(data: object, names: list[str]) -> Iterator[Datum]:
    """The values at a path below any object of the data, wherever that object stands."""
    stack: list[tuple[object, int]] = [(data, 0)]
    budget = 100_000
    while stack and budget:
        budget -= 1
        item, depth = stack.pop()
        if isinstance(item, list):
            stack += [(one, depth) for one in reversed(item)]
        elif isinstance(item, dict):
            yield from _follow(item, names, None)
            if depth < 20:
                stack += [(one, depth + 1) for one in reversed(list(item.values())) if isinstance(one, dict | list)]


def _follow(item: object, names: list[str], currency: str | None) -> Iterator[Datum]:
    if isinstance(item, list):
        for one in item:
            yield from _follow(one, names, currency)
    elif not names:
        if isinstance(item, str | int | float) and not isinstance(item, bool):
            yield Datum(str(item), currency)
    elif isinstance(item, dict) and names[0] in item:
        beside = item.get("priceCurrency")
        yield from _follow(item[names[0]], names[1:], beside if isinstance(beside, str) else currency)


def _paragraphs(body: LexborNode) -> Iterator[str]:
    """The text of a page, a paragraph for each block of it."""
    text: list[str] = []
    mark = ""

    def flush() -> str:
        nonlocal mark
        said = _escaped("".join(text))
        text.clear()
        line, mark = (mark + said if said else ""), ""
        return line

    # Each stop is a node on the way in, or the name of an element on the way out.
    stack: list[LexborNode | str] = [body]
    while stack:
        stop = stack.pop()
        if isinstance(stop, str):
            yield flush()
            continue
        name = stop.tag or ""
        if name == "-text":
            text.append(stop.text(deep=False) or "")
            continue
        if name == "table" and len(stop.css("table")) == 1:  # one that holds others is a layout
            yield flush()
            yield _table(stop)
            continue
        if name in _BLOCKS:
            yield flush()
            mark = "#" * int(name[1]) + " " if re.fullmatch("h[1-6]", name) else "- " if name == "li" else ""
            stack.append(name)
        stack += reversed(list(stop.iter(include_text=True)))
    yield flush()


def _table(table: LexborNode) -> str:
    rows = [[_escaped(cell.text(separator=" ")) for cell in row.css("td, th")] for row in table.css("tr")]
    rows = [row for row in rows if row]
    if not rows:
        return ""
    width = max(map(len, rows))
    lines = [_row([*row, *[""] * (width - len(row))]) for row in rows]
    return "\n".join([lines[0], _row(["---"] * width), *lines[1:]])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
