"""Numbers whose unit stands apart from them, in the head of their column or in their label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from credlint import lazy_re
from credlint.claims.places import Place, PlaceKind
from credlint.claims.quantities.quantity import Measure, Quantity
from credlint.claims.scene import Scene

_IN_HEAD = lazy_re.compile(
    r"(?:[(\[,/]\s?|\bin )(?P<in>min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?)\b(?!\s?(?:/|per"
    r"|a)\s?(?:week|day))"
    r"|^\W*(?:study |prep |exam |total |median |average )?(?P<alone>min(?:ute)?s|hours|weeks|months|years)\W*$",
    re.I,
)
_IN_LABEL = lazy_re.compile(
    r"(?i)\W*(?:(?:study|prep|preparation|total|course|training|learning) )?(hours|weeks|months)\W*"
)
_BELOW = lazy_re.compile(r"(?i)(minutes|hours|days|weeks|months|years)\b")
_BY_BEGINNING = {"mi": "minutes", "h": "hours", "d": "days", "w": "weeks", "mo": "months", "y": "years"}


def with_stated_unit(scene: Scene, place: Place, here: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities of a place, the first of them a time where it is a bare number and its unit is stated apart."""
    first, *others = here
    unit = None
    if first.measure is Measure.COUNT:
        unit = _in_head(scene, place, here) if place.kind is PlaceKind.CELL else _in_label(scene, place, first)
    return tuple(here) if unit is None else (replace(first, measure=Measure.TIME, unit=unit), *others)


def _in_head(scene: Scene, place: Place, here: Sequence[Quantity]) -> str | None:
    """Of the one number of a cell: `Duration (weeks)`."""
    if not place.row:
        return None
    unit = _IN_HEAD.search(scene.head(place)) or _IN_HEAD.search(scene.row_label(place))
    if unit is None or len(here) > 1 or lazy_re.search(r"[A-Za-z]{3}", place.span.of(scene.text)):
        return None
    name = (unit["in"] or unit["alone"]).lower()
    return next(full for beginning, full in _BY_BEGINNING.items() if name.startswith(beginning))


def _in_label(scene: Scene, place: Place, first: Quantity) -> str | None:
    """Of the number right behind a label, or alone over one: `Study hours: 100+`."""
    below = _BELOW.match(scene.label_below(place))
    if below is not None and not any(char.isalpha() for char in place.span.of(scene.text)):
        return below[1].lower()
    label = scene.label_at(first.span.start)
    unit = _IN_LABEL.fullmatch(label.of(scene.text)) if label is not None else None
    if label is None or unit is None or scene.text[label.end : first.span.start].strip(" *_:~≈"):
        return None
    return unit[1].lower()
