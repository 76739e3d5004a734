"""Raw HTML (and JSX) as it stands in Markdown: tags, attributes with the place of their values, comments.

A tolerant scanner of our own: html.parser gives no offset of an attribute's value and, before Python 3.13.6, takes
quadratic time on hostile input. The patterns here never give back what they took, and stop at the next `<`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from msgspec import Struct

from credlint import lazy_re

# What a reader does not read as prose: code, what the author struck out, what a browser does not show.
NOT_PROSE = frozenset({"script", "style", "pre", "code", "textarea", "svg", "template", "del", "s", "strike"})
STRONG = frozenset({"strong", "b"})

_MARKUP = lazy_re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9.:-]*+)(?P<attributes>(?:[^<>\"']|\"[^\"]*+\"|'[^']*+'|=>)*+)>"
    r"|<[?!][^>]*+>",
    re.S,
)
_ATTRIBUTE = lazy_re.compile(
    r"(?P<name>[^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'=<>`]++)))?"
)


class Attribute(Struct, frozen=True):
    """`value` has its entities undone; `start` and `end` are the place of the raw value (of the name, if none)."""

    value: str
    start: int
    end: int


class Markup(Struct, frozen=True):
    """A tag, comment or declaration at `start`..`end` of the text. `name` is "" for all but tags."""

    start: int
    end: int
    name: str = ""
    closes: bool = False
    attributes_at: int = 0
    attributes: str = ""
    is_comment: bool = False

    @property
    def is_component(self) -> bool:
        """A JSX component, by its capital."""
        return self.name[:1].isupper()

    def attribute(self, *names: str) -> Attribute | None:
        """The first attribute of one of these names (the first of several equal ones counts, as in browsers)."""
        for match in _ATTRIBUTE.finditer(self.attributes):
            if match["name"].lower() in names:
                group = next((g for g in ("double", "single", "bare") if match[g] is not None), "name")
                value = "" if group == "name" else html.unescape(match[group])
                return Attribute(value, self.attributes_at + match.start(group), self.attributes_at + match.end(group))
        return None


def scan(text: str) -> Iterator[Markup]:
    """Every piece of markup in the text, in order; what lies between is what a browser would show."""
    for match in _MARKUP.finditer(text):
        if match["name"]:
            yield Markup(
                match.start(),
                match.end(),
                match["name"],
                bool(match["close"]),
                match.start("attributes"),
                match["attributes"],
            )
        else:
            yield Markup(match.start(), match.end(), is_comment=match["comment"] is not None)


def link_target(tag: Markup) -> Attribute | None:
    """Where a tag leads: `href` of a link, or of a JSX component that has one."""
    if tag.closes or not (tag.name.lower() in ("a", "area") or tag.is_component):
        return None
    return tag.attribute("href")


def image_source(tag: Markup) -> Attribute | None:
    if tag.closes or tag.name.lower() not in ("img", "image", "picture"):
        return None
    return tag.attribute("src")


def anchor_names(tag: Markup) -> Iterator[Attribute]:
    """The `id` of any element, and the `name` of a link."""
    if tag.closes:
        return
    identifier = tag.attribute("id")
    if identifier and identifier.value:
        yield identifier
    name = tag.attribute("name") if tag.name.lower() == "a" else None
    if name and name.value:
        yield name
