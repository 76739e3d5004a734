"""One catalog file: from its text to plain data that follows the schema, or an error with line and column."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from credlint import located_yaml
from credlint.bundled import schemas_folder
from credlint.catalog.files import File
from credlint.dates import PartialDate
from credlint.errors import CatalogError
from credlint.located import KeyPath, Located, LocatedError
from credlint.schema import Validator
from credlint.span import Lines, Span
from credlint.values import Kind

Data = dict[str, Any]

SECTIONS = {"costs": Kind.COST, "validity": Kind.VALIDITY, "duration": Kind.DURATION, "exam": Kind.EXAM}
UNITS = ("hours", "days", "weeks", "months")


def parse(file: File, text: str) -> Located:
    """The data of a file with its places. Raises CatalogError."""
    try:
        located = located_yaml.load(text)
    except LocatedError as error:
        raise _at(file, text, error.offset, error.message, "Correct the YAML there.") from None
    if located.duplicates:
        path, span = located.duplicates[0]
        raise _at(file, text, span.start, f"`{path[-1]}` stands twice", "Keep one of them.")
    return located


def checked(file: File, text: str, located: Located) -> dict[str, Data]:
    """The data of each entry in a file by its id. Raises CatalogError for a wrong schema, date, source or place."""
    place = file.id.removeprefix("group/").split("/")
    if len(place) != (2 if file.kind == "credential" else 1) or not all(map(_is_slug, place)):
        raise CatalogError(
            "does not stand where the catalog looks for it",
            path=file.path,
            line=1,
            hint="A file is <provider>/<credential>.yaml, <provider>/provider.yaml, <provider>/names.yaml or "
            "groups/<group>.yaml, in small letters, digits and hyphens.",
        )
    _follow_schema(file, text, located)
    data = located.data
    assert isinstance(data, dict)
    if file.kind == "names":
        for slug in data:
            if not _is_slug(slug):
                hint = "Write it in small letters, digits and hyphens."
                raise _at(file, text, located.keys[(slug,)].start, f"`{slug}` cannot be the end of an id", hint)
        return {f"{file.id}/{slug}": entry for slug, entry in data.items()}
    _check_facts(file, text, located, data)
    return {file.id: data}


def _check_facts(file: File, text: str, located: Located, data: Data) -> None:
    sources = data.get("sources", {})
    for section in (*SECTIONS, "status", "codes"):
        for number, fact in enumerate(data.get(section, ())):
            for key in ("since", "until", "checked"):
                if key in fact:
                    _check_date(file, text, located, (section, number, key), fact[key])
            for index, cited in enumerate(fact.get("sources", ())):
                if cited not in sources:
                    span = located.values[(section, number, "sources", index)]
                    others = f", or cite one of: {', '.join(sources)}" if sources else ""
                    hint = f"Add `{cited}` to `sources`{others}."
                    raise _at(file, text, span.start, f"cites `{cited}`, which is not a source of this file", hint)
    for number, entry in enumerate(data.get("duration", ())):
        units = sorted({key.rpartition("-")[2] for key in entry} & set(UNITS))
        if len(units) > 1:
            span = located.values[("duration", number)]
            raise _at(file, text, span.start, f"mixes {' and '.join(units)}", "Write one line for each unit.")
    for key, source in sources.items():
        if "page-date" in source:
            _check_date(file, text, located, ("sources", key, "page-date"), source["page-date"])


def _is_slug(text: str) -> bool:
    return bool(text) and all(char.isascii() and (char.islower() or char.isdigit() or char == "-") for char in text)


def _check_date(file: File, text: str, located: Located, path: KeyPath, value: object) -> None:
    try:
        PartialDate.parse(str(value))
    except ValueError as error:
        hint = "Write YYYY, YYYY-MM or YYYY-MM-DD of a day that exists."
        raise _at(file, text, located.values[path].start, f"`{value}` is not a date: {error}", hint) from None


def _follow_schema(file: File, text: str, located: Located) -> None:
    violations = _validator(file.kind).violations(located.data)
    if not violations:
        return
    first = violations[0]
    places = located.keys if first.at_key else located.values
    span = places.get(first.path) or located.values.get(first.path[:-1]) or Span(0, 0)
    message, advice = first.message, first.advice
    section = str(first.path[0]) if first.path else file.kind
    if first.at_key:
        message = f"`{first.path[-1]}` is not a key of a {file.kind} file here"
    elif first.keyword in ("anyOf", "not"):
        message, advice = "it states nothing, or two things at once", NEEDED.get(section, advice)
    where = f" (in {pointer(first.path)})" if len(first.path) > 1 else ""
    raise _at(file, text, span.start, message + where, f"{advice}; see {file.kind}.schema.json")


NEEDED = {
    "costs": 'give `amount`, or `min` and `max` (one of them for "from" and "up to")',
    "validity": "give `months`, `min-months` and `max-months`, or `lifetime: true`",
    "duration": "give `hours`, `days`, `weeks` or `months`, or `min-…` and `max-…` of one of them",
    "exam": "give `questions`, `minutes`, `passing-score` or `passing-percent`",
    "sources": "give `url`, or a `title` that says what it is",
    "group": "give `providers` or `credentials`",
}


@cache
def _validator(kind: str) -> Validator:
    schema = json.loads((schemas_folder() / f"{kind}.schema.json").read_text("utf-8"))
    return Validator(schema, f"{kind}.schema.json")


def _at(file: File, text: str, offset: int, message: str, hint: str) -> CatalogError:
    place = Lines(text).position(min(offset, len(text)))
    return CatalogError(message, path=file.path, line=place.line, column=place.column, hint=hint)


def pointer(path: Sequence[str | int]) -> str:
    """The JSON pointer (RFC 6901) of a path: `/costs/0`."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)
