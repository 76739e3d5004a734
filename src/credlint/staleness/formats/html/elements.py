"""HTML built of elements, in which every text is escaped unless it is `Markup` already.

A page of one kind needs no template language; it needs escaping that cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable

from credlint.escape import for_html

VOID = frozenset({"br", "input", "link", "meta"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | None | Iterable["Child"]


def element(name: str, /, *children: Child, **attributes: str | int | float | bool | None) -> Markup:
    """An element. `class_` and `data_state` become `class` and `data-state`; None and False leave an attribute out."""
    written = "".join(
        f" {key.strip('_').replace('_', '-')}" + ("" if value is True else f'="{for_html(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(children)}</{name}>")


def join(children: Child) -> Markup:
    """The children one after another, the texts among them escaped."""
    if children is None:
        return Markup("")
    if isinstance(children, Markup):
        return children
    if isinstance(children, str):
        return Markup(for_html(children))
    return Markup("".join(map(join, children)))


def with_code(text: str) -> list[Child]:
    """A message, in which what stands between backticks is quoted from an article."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return [text]
    return [element("code", part) if index % 2 else part for index, part in enumerate(parts)]
