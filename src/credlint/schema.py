"""Values against JSON Schema 2020-12, each violation at its place and in a plain sentence.

A schema may come from the checked tree, so it is kept harmless: `$ref` reaches no further than the schema itself (the
registry is empty and fetches nothing), and a `pattern` whose matching could run away is refused before it is used.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from credlint.errors import SchemaError
from credlint.located import KeyPath
from credlint.patterns import longest_text

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MAX_VIOLATIONS = 100

# What stands under these is no schema.
_VALUES = ("enum", "const", "default", "examples")

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping of keys to values",
    "null": "nothing",
}
_CALLED = ((bool, "true or false"), (str, "text"), (int, "a number"), (float, "a number"), (list, "a list"))


class Violation(Struct, frozen=True):
    """What is wrong with the value at `path` (or with its key, `at_key`) by which keyword of the schema.

    `message` begins with what is there. `missing` is the key that is not there; `nearest` the one known
    key or allowed value that may have been meant.
    """

    path: KeyPath
    message: str
    advice: str
    keyword: str = ""
    at_key: bool = False
    missing: str | None = None
    nearest: str | None = None


class Validator:
    """A schema ready for use. Raises SchemaError for one that is not valid or not harmless."""

    def __init__(self, schema: Mapping[str, Any], name: str = "the schema") -> None:
        from jsonschema import Draft202012Validator
        from jsonschema.exceptions import SchemaError as NotASchema
        from referencing import Registry

        dialect = schema.get("$schema", DIALECT)
        if not isinstance(dialect, str) or dialect.rstrip("#") != DIALECT:
            raise SchemaError(
                f"{name} is written for {dialect}", hint=f'credlint reads JSON Schema 2020-12: "$schema": "{DIALECT}"'
            )
        try:
            Draft202012Validator.check_schema(dict(schema))
        except NotASchema as error:
            place = "/".join(str(part) for part in error.absolute_path) or "its top"
            raise SchemaError(f"{name} is no valid JSON Schema, at {place}: {error.message[:200]}") from None
        except RecursionError:
            raise SchemaError(f"{name} is nested too deep") from None
        for pattern, place in _patterns(schema):
            try:
                _longest_text(pattern)
            except ValueError as error:
                raise SchemaError(
                    f"{name}, at {place}: the pattern `{pattern[:80]}` is not used: {error}",
                    hint="write it so that a text can be divided in one way only",
                ) from None
        self.name = name
        self._validator: Draft202012Validator = _validator_class()(
            dict(schema), registry=Registry(), format_checker=_formats()
        )
        self._look_up_references(dict(schema))

    def _look_up_references(self, schema: dict[str, Any]) -> None:
        """Raises SchemaError where one leads to nothing, or to what is no schema."""
        from referencing import Registry
        from referencing.exceptions import Unresolvable
        from referencing.jsonschema import DRAFT202012

        references = list(dict.fromkeys(_references(schema)))
        if not references:
            return
        reference = references[0]
        try:
            resource = DRAFT202012.create_resource(schema)
            base = resource.id() or ""
            resolver = Registry().with_resource(base, resource).crawl().resolver(base)
            for reference in references:
                if not isinstance(resolver.lookup(reference).contents, Mapping | bool):
                    raise self._undefined(reference)
        except (Unresolvable, ValueError):  # also where an `$id` before it is no URI
            raise self._undefined(reference) from None

    def _undefined(self, reference: str) -> SchemaError:
        return SchemaError(
            f"{self.name} refers to `{reference[:80]}`, which it does not define",
            hint="only references within the schema (`#/$defs/…`) are followed; nothing is fetched",
        )

    def violations(self, value: object) -> list[Violation]:
        """All that is wrong, deepest and most telling first. Raises SchemaError for a `$ref` that leads nowhere."""
        from jsonschema.exceptions import best_match, relevance
        from referencing.exceptions import Unresolvable

        try:
            errors = []
            for error in self._validator.iter_errors(value):
                errors.append(error)
                if len(errors) >= MAX_VIOLATIONS:
                    break
        except Unresolvable as unresolved:
            raise self._undefined(unresolved.ref) from None
        except RecursionError:
            raise SchemaError(f"{self.name} refers to itself without end") from None
        except (AttributeError, TypeError, ValueError):  # of a reference by an inner `$id`
            raise SchemaError(f"{self.name} refers to what is no schema") from None
        errors.sort(key=relevance, reverse=True)
        deepest = (best_match([error]) or error for error in errors)
        return list(dict.fromkeys(violation for error in deepest for violation in _violations(error)))


def _references(schema: object) -> Iterator[str]:
    """What is referred to from its top; what lies in a part with an `$id` of its own means something else there."""
    if isinstance(schema, Mapping):
        for key, inner in schema.items():
            if key in ("$ref", "$dynamicRef") and isinstance(inner, str):
                yield inner
            elif key not in _VALUES and not (isinstance(inner, Mapping) and "$id" in inner):
                yield from _references(inner)
    elif isinstance(schema, Sequence) and not isinstance(schema, str):
        for inner in schema:
            yield from _references(inner)


def _patterns(schema: object, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(schema, Mapping):
        for key, inner in schema.items():
            if key == "pattern" and isinstance(inner, str):
                yield inner, place or "its top"
            elif key == "patternProperties" and isinstance(inner, Mapping):
                yield from ((pattern, f"{place}/{key}") for pattern in inner)
            if key not in _VALUES:
                yield from _patterns(inner, f"{place}/{key}")
    elif isinstance(schema, Sequence) and not isinstance(schema, str):
        for index, inner in enumerate(schema):
            yield from _patterns(inner, f"{place}/{index}")


@cache
def _longest_text(pattern: str) -> int:
    return longest_text(pattern)


@cache
def _validator_class() -> Any:
    from jsonschema import Draft202012Validator, validators

    def pattern(validator: Any, wanted: str, instance: object, schema: object) -> Iterator[ValidationError]:
        from jsonschema.exceptions import ValidationError

        # A text that is too long for the pattern is not judged by it.
        if isinstance(instance, str) and len(instance) <= _longest_text(wanted) and not re.search(wanted, instance):
            yield ValidationError(f"{instance!r} does not match {wanted!r}")

    def is_number(_: Any, instance: object) -> bool:
        """As in JSON, which has no NaN: no bound would hold for that."""
        return isinstance(instance, int | float) and not isinstance(instance, bool) and math.isfinite(instance)

    return validators.extend(  # type: ignore[no-untyped-call]
        Draft202012Validator,
        {"pattern": pattern},
        type_checker=Draft202012Validator.TYPE_CHECKER.redefine("number", is_number),
    )


@cache
def _formats() -> Any:
    from jsonschema import FormatChecker

    checker = FormatChecker(formats=())

    @checker.checks("date")
    def is_date(value: object) -> bool:
        return not isinstance(value, str) or _is_date(value)

    @checker.checks("date-time")
    def is_date_time(value: object) -> bool:
        return not isinstance(value, str) or _is_date_time(value)

    @checker.checks("uri")
    def is_uri(value: object) -> bool:
        return not isinstance(value, str) or re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+", value) is not None

    @checker.checks("email")
    def is_email(value: object) -> bool:
        return not isinstance(value, str) or re.fullmatch(r"[^@\s]+@[^@\s]+", value) is not None

    return checker


def _is_date(value: str) -> bool:
    try:
        return len(value) == 10 and bool(date.fromisoformat(value)) and value[4] == "-"
    except ValueError:
        return False


def _is_date_time(value: str) -> bool:
    try:
        return "T" in value.upper() and bool(datetime.fromisoformat(value.upper()))
    except ValueError:
        return False


def _violations(error: ValidationError) -> Iterator[Violation]:
    """What an error of the validator means for the person who writes the value."""
    path: KeyPath = tuple(error.absolute_path)
    value: Any = error.instance
    wanted: Any = error.validator_value
    keyword = str(error.validator)
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, Mapping) else {}
    if keyword in ("additionalProperties", "unevaluatedProperties"):
        yield from _unknown_keys(path, value, schema, keyword)
    elif keyword == "required":
        missing = next((key for key in wanted if key not in value), "")
        described = _meaning(schema.get("properties", {}).get(missing))
        yield Violation(path, f"`{missing}` is missing", f"add `{missing}:`{described}", keyword, missing=missing)
    else:
        name = f"`{path[-1]}`" if path and isinstance(path[-1], str) else "this" if path else "it"
        if keyword in ("enum", "const"):
            yield _not_allowed(path, name, value, wanted, keyword)
        else:
            said, advice = _told(keyword, value, wanted, schema)
            said = said or f"does not follow the schema: {error.message[:160]}"
            yield Violation(path, f"{name} {said}", advice, keyword)


def _told(keyword: str, value: Any, wanted: Any, schema: Mapping[str, Any]) -> tuple[str, str]:
    """What a value is and should be by one keyword, and what to do; nothing is said of keywords unknown here."""
    bound = "least" if keyword.startswith("min") else "most"
    match keyword:
        case "type":
            types = [wanted] if isinstance(wanted, str) else wanted
            expected = " or ".join(_TYPES.get(kind, kind) for kind in types)
            return f"is {_called(value)}, and should be {expected}", _how_to_write(types, value)
        case "format":
            return _wrong_format(value, wanted)
        case "minLength" | "maxLength":
            longer = "longer" if keyword == "minLength" else "shorter"
            return f"has {len(value)} characters, and should have at {bound} {wanted}", f"make it {longer}"
        case "pattern":
            described = _meaning(schema) or f" (pattern `{wanted}`)"
            return f"is {_quoted(value)}, which does not have the required form", f"write it as described{described}"
        case "minItems" | "maxItems":
            return f"has {len(value)} entries, and should have at {bound} {wanted}", "add or remove some"
        case "uniqueItems":
            return "has the same entry twice", "remove one of them"
        case "minimum" | "maximum":
            return f"is {_quoted(value)}, and should be at {bound} {wanted}", "correct the number"
        case "exclusiveMinimum" | "exclusiveMaximum":
            side = "more" if keyword == "exclusiveMinimum" else "less"
            return f"is {_quoted(value)}, and should be {side} than {wanted}", "correct the number"
    return "", "see the schema"


def _unknown_keys(path: KeyPath, value: Any, schema: Mapping[str, Any], keyword: str) -> Iterator[Violation]:
    properties, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    free = [key for key in properties if key not in value]
    for key in value:
        if key not in properties and not any(re.search(pattern, key) for pattern in patterns):
            nearest = nearest_key(key, free)
            advice = f"did you mean `{nearest}`?" if nearest else "remove it, or add it to the schema"
            message = f"`{key}` is not a known key"
            yield Violation((*path, key), message, advice, keyword, at_key=True, nearest=nearest)


# Other words for the same thing, where no letters lead to it.
_SYNONYMS = {
    "date": ("pubDate", "publishedDate", "published"),
    "published": ("pubDate",),
    "lastmod": ("updatedDate",),
    "modified": ("updatedDate",),
    "updated": ("updatedDate",),
    "tag": ("tags", "keywords"),
    "tags": ("keywords",),
    "keywords": ("tags",),
    "image": ("heroImage", "cover"),
    "cover": ("heroImage", "image"),
    "summary": ("description",),
    "excerpt": ("description",),
    "permalink": ("slug",),
    "writer": ("author",),
    "headline": ("title",),
}


def nearest_key(key: str, known: Sequence[str]) -> str | None:
    """The known key that was probably meant: the same letters in another form, a synonym, or nearly the same."""
    bare = {_bare(name): name for name in known}
    if _bare(key) in bare:
        return bare[_bare(key)]
    for synonym in _SYNONYMS.get(key.lower(), ()):
        if synonym in known:
            return synonym
    near = _nearest(_bare(key)[:100], bare, 0.7)
    return bare[near] if near else None


def _nearest(word: str, known: Iterable[str], cutoff: float) -> str | None:
    import difflib

    return next(iter(difflib.get_close_matches(word, list(known), 1, cutoff)), None)


def _bare(key: str) -> str:
    return re.sub(r"[-_\s]", "", key).lower()


def _not_allowed(path: KeyPath, name: str, value: object, wanted: Any, keyword: str) -> Violation:
    allowed = [wanted] if keyword == "const" else wanted
    texts = [item for item in allowed if isinstance(item, str)]
    nearest = None
    if isinstance(value, str):
        lowered = {text.lower(): text for text in texts}
        close = _nearest(value.strip().lower()[:100], lowered, 0.5)
        nearest = lowered[close] if close else None
    listed = ", ".join(_quoted(item) for item in allowed[:8]) + (", …" if len(allowed) > 8 else "")
    message = f"{name} is {_quoted(value)}, which is not one of the values it can have"
    advice = f"did you mean `{nearest}`? It can be: {listed}" if nearest else f"it can be: {listed}"
    return Violation(path, message, advice, keyword, nearest=nearest)


def _wrong_format(value: object, wanted: str) -> tuple[str, str]:
    if wanted not in ("date", "date-time") or not isinstance(value, str):
        return f"is {_quoted(value)}, which is no {wanted}", f"write a {wanted}"
    if wanted == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return f"is {value}, a day that does not exist", "correct the date"
    form = "2026-03-31" if wanted == "date" else "2026-03-31T09:00:00Z"
    return f"is {_quoted(value)}, which is no date of the form {form}", f"write it as {form}"


def _called(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, float) and not math.isfinite(value):
        return f"{_quoted(value)}, no finite number"
    kind = next((words for type_, words in _CALLED if isinstance(value, type_)), "something else")
    return f"{_quoted(value)}, {kind}" if isinstance(value, str | int | float) else kind


def _how_to_write(types: Sequence[str], value: object) -> str:
    if "boolean" in types and isinstance(value, str) and value.lower() in ("yes", "no", "on", "off", "true", "false"):
        return f"write `{'true' if value.lower() in ('yes', 'on', 'true') else 'false'}` without quotes"
    if "array" in types and isinstance(value, str):
        return 'write a list: `["…", "…"]`'
    if "string" in types and isinstance(value, int | float):
        return "put it in quotes"
    return f"write {_TYPES.get(types[0], types[0])}" if types else "correct it"


def _quoted(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text[:60]}{'…' if len(text) > 60 else ''}`"


def _meaning(schema: object) -> str:
    """A property's own description, for the advice."""
    if isinstance(schema, Mapping) and isinstance(schema.get("description"), str):
        return f" ({schema['description'].rstrip('.')})"
    return ""
