"""A violation of a JSON Schema in a plain sentence: what is there, what should be, and what to do."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from credlint.located import KeyPath

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

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


def violations_of(error: ValidationError) -> Iterator[Violation]:
    """What an error of the validator means to the person who wrote the value."""
    path: KeyPath = tuple(error.absolute_path)
    value: Any = error.instance
    wanted: Any = error.validator_value
    keyword = str(error.validator)
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, Mapping) else {}
    if keyword in ("additionalProperties", "unevaluatedProperties"):
        yield from _unknown_keys(path, value, schema, keyword)
    elif keyword == "required":
        missing = next((key for key in wanted if key not in value), "")
        meaning = _meaning(schema.get("properties", {}).get(missing))
        yield Violation(path, f"`{missing}` is missing", f"add `{missing}:`{meaning}", keyword, missing=missing)
    else:
        key = next((part for part in reversed(path) if isinstance(part, str)), None)
        name = "it" if key is None else f"`{key}`" if path[-1] == key else f"an entry of `{key}`"
        if keyword in ("enum", "const"):
            yield _not_allowed(path, name, value, wanted, keyword)
        else:
            said, advice = _described(keyword, value, wanted, schema)
            said = said or f"does not follow the schema: {error.message[:160]}"
            yield Violation(path, f"{name} {said}", advice, keyword)


def _described(keyword: str, value: Any, wanted: Any, schema: Mapping[str, Any]) -> tuple[str, str]:
    """What a value is and should be by one keyword, and what to do; nothing about keywords that are unknown here."""
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
            nearest = _nearest_key(key, free)
            advice = f"did you mean `{nearest}`?" if nearest else "remove it, or add it to the schema"
            message = f"`{key}` is not a known key"
            yield Violation((*path, key), message, advice, keyword, at_key=True, nearest=nearest)


def _nearest_key(key: str, known: Sequence[str]) -> str | None:
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
        return f"is {_quoted(value)}, which is not a valid {wanted}", f"write a valid {wanted}"
    if wanted == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return f"is {value}, a day that does not exist", "correct the date"
    form = "2026-03-31" if wanted == "date" else "2026-03-31T09:00:00Z"
    return f"is {_quoted(value)}, which is not a date of the form {form}", f"write it as {form}"


def _called(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, float) and not math.isfinite(value):
        return f"{_quoted(value)}, which is not finite"
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
