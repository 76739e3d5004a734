"""The names in a list around a value, and on the lines of one card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from credlint import lazy_re
from credlint.catalog.mention import Mention
from credlint.claims.places import Place, PlaceKind
from credlint.claims.subject.headings import innermost
from credlint.claims.subject.levels import named_by_level
from credlint.claims.subject.search import FAR_BACK, UNKNOWN, Answer, Search
from credlint.claims.tables import ATTRIBUTE

# The line of a card that says which exam it is about.
IDENTITY = lazy_re.compile(
    r"(?i)\W*(?:(?:the |full |official )?(?:exam|certification|certificate|cert|credential|test)"
    r"(?: (?:codes?|names?|titles?|numbers?|no\.?|id|series))?|(?:full |official )?(?:code|name|title))\W*"
)


def card(search: Search) -> Answer | None:
    """The credential that another line of the same list or card gives by its name or code: "Exam code: ABC-123"."""
    found = [m for line in _lines_of_card(search) for m in line] or _bold_above_in_list(search)
    return search.one(found, "list-item" if search.place.depth else "table-row")


def _lines_of_card(search: Search) -> Iterator[Sequence[Mention]]:
    """The names on those lines beside this one that say which exam the card is about."""
    place = search.place
    if place.kind is not PlaceKind.CELL and not place.depth:
        return
    for other in search.scene.places[max(0, place.index - FAR_BACK) : place.index + FAR_BACK]:
        if other.headings != place.headings or (other.items, other.table) != (place.items, place.table):
            continue
        named = search.naming.named(other)
        if not named or other.index == place.index:
            continue
        label = search.scene.label_at(named[0].span.start)
        labelled = search.scene.row_label(other) if place.table is not None else label and label.of(search.text)
        if labelled and IDENTITY.fullmatch(labelled):
            yield named


def _bold_above_in_list(search: Search) -> list[Mention]:
    """The one that lines above in the list begin with in bold, over an attribute: "**Baker**: …", "Fee: $9"."""
    place = search.place
    label = search.scene.label_at(search.value.start)
    if not place.depth or label is None or not ATTRIBUTE.search(label.of(search.text)):
        return []
    found: list[Mention] = []
    for other in search.scene.places[max(0, place.index - FAR_BACK) : place.index][::-1]:
        if other.depth > place.depth:
            continue
        if (other.headings, other.items, other.depth) != (place.headings, place.items, place.depth):
            break
        named = search.lines.bold_names(other)
        if found and not named:
            break
        found += named
    return found if len({m.subjects for m in found}) == 1 else []


def own_item(search: Search) -> Answer | None:
    """The only credential that the item names, if nothing over it names any: "$150, 80 minutes<br>Acme Baker"."""
    place = search.place
    over = (search.scene.places[index] for index in (*place.items, *place.headings[-1:]))
    if not place.depth or any(map(search.naming.named, over)):
        return None
    named = search.naming.named(place)
    return search.one(named, "list-item") if len({m.subjects for m in named}) == 1 else None


def list_item(search: Search) -> Answer | None:
    """The list items around, innermost first."""
    for index in reversed(search.place.items):
        parent = search.scene.places[index]
        mentions = search.naming.named(parent)
        if mentions:
            return search.one(search.naming.topic(mentions, parent), "list-item", parent)
        if (level := named_by_level(search, parent)) is not None:
            return level
        if search.scene.is_card(parent) and "unknown" not in search.without:
            return Answer(None, UNKNOWN)
        provider = search.naming.provider_in(search.scene.mentions.of(parent))
        if provider and len(search.scene.text_of(parent).split()) <= 5:
            # "Acme membership" over the fees of the heading's credential only says whose it is.
            above = innermost(search, search.place.headings)
            own = above and above.subject and search.names.provider_of(above.subject) == provider
            return above if own else Answer(provider, "list-item")
    return None


def items_above(search: Search) -> Iterator[Place]:
    """The items above in the list that the value stands in, nearest first."""
    place = search.place
    if not place.depth:
        return
    for other in reversed(search.scene.places[max(0, place.index - FAR_BACK + 1) : place.index]):
        if other.depth < place.depth or other.headings != place.headings:
            return
        if other.depth == place.depth and other.items == place.items:
            yield other
