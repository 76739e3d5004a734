"""Moving `checked` in a catalog file, and nothing else.

Every value of the file knows its place, so that only the bytes of the dates change: comments, order, quotes and line
breaks are not even touched. ruamel.yaml, the usual choice, rewrites the whole file and indents lists its own way.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from datetime import date

from credlint import located_yaml
from credlint.finding import Edit, apply_edits
from credlint.located import Located, LocatedError
from credlint.span import Span
from credlint.upkeep import Check, Outcome


def to_move(checks: Iterable[Check], today: date) -> dict[str, list[str]]:
    """The confirmed statements whose `checked` is not today yet: their JSON pointers, by the paths of their files."""
    wanted: dict[str, list[str]] = {}
    for check in checks:
        day = check.statement.checked
        if check.outcome is Outcome.CONFIRMED and (day is None or day.latest < today):
            wanted.setdefault(check.statement.path, []).append(check.statement.pointer)
    return wanted


def with_checked(text: str, pointers: Iterable[str], day: date) -> str:
    """The text of a file with `checked: day` on the lines at these JSON pointers (`/costs/0`).

    Raises ValueError where the outcome would differ from the file in anything else.
    """
    before = located_yaml.load(text.removeprefix("\ufeff"), offset=len(text) - len(text.removeprefix("\ufeff")))
    expected = copy.deepcopy(before.data)
    edits = []
    for pointer in sorted(set(pointers)):
        section, number = pointer.split("/")[1:]
        entry = _entry(expected, section, int(number))
        edits.append(_edit(text, before, (section, int(number)), day, "checked" in entry))
        entry["checked"] = day.isoformat()
    after = apply_edits(text, edits)
    try:
        data = located_yaml.load(after.removeprefix("\ufeff")).data
    except LocatedError as problem:
        raise ValueError(f"`checked` cannot be moved in its file: {problem.message}") from None
    if data != expected:
        raise ValueError("`checked` cannot be moved there without changing something else")
    return after


def _entry(data: object, section: str, number: int) -> dict[str, object]:
    try:
        entry = data[section][number]  # type: ignore[index]
    except (KeyError, IndexError, TypeError):
        raise ValueError(f"there is no /{section}/{number} in it any more") from None
    assert isinstance(entry, dict)
    return entry


def _edit(text: str, located: Located, path: tuple[str, int], day: date, is_there: bool) -> Edit:
    place = located.values[(*path, "checked")] if is_there else located.values[path]
    if is_there:
        quote = text[place.start] if text[place.start] in "'\"" else ""
        return Edit(place, f"{quote}{day}{quote}")
    keys = [span for key, span in located.keys.items() if key[:2] == path and len(key) == 3]
    if text[place.start] == "{":
        end = max(span.end for key, span in located.values.items() if key[:2] == path and len(key) == 3)
        return Edit(Span(end, end), f", checked: {day}")
    first = min(keys)
    column = first.start - (text.rfind("\n", 0, first.start) + 1)
    newline = "\r\n" if "\r\n" in text else "\n"
    return Edit(Span(first.start, first.start), f"checked: {day}{newline}{' ' * column}")
