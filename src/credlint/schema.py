"""Values against JSON Schema 2020-12, each violation at its place and in a plain sentence.

A schema may come from the checked tree, so it is kept harmless: `$ref` reaches no further than the schema itself (the
registry is empty and fetches nothing), and a `pattern` whose matching could run away is refused before it is used.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from credlint.errors import SchemaError
from credlint.patterns import longest_text
from credlint.violation import Violation, violations_of

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MAX_VIOLATIONS = 100

# What these keywords hold is not a schema.
_VALUES = ("enum", "const", "default", "examples")


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
            raise SchemaError(f"{name} is not a valid JSON Schema, at {place}: {error.message[:200]}") from None
        except RecursionError:
            raise SchemaError(f"{name} is nested too deep") from None
        except OverflowError as error:  # `a{99999999999}`
            raise SchemaError(f"{name} holds a pattern that cannot be read: {error}") from None
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
        """Raises SchemaError where one leads to nothing, or to something that is not a schema."""
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
        except (Unresolvable, ValueError):  # also where an `$id` before it is not a URI
            raise self._undefined(reference) from None

    def _undefined(self, reference: str) -> SchemaError:
        return SchemaError(
            f"{self.name} refers to `{reference[:80]}`, which it does not define",
            hint="only references within the schema (`#/$defs/…`) are followed; nothing is fetched",
        )

    def violations(self, value: object) -> list[Violation]:
        """All that is wrong, deepest and most relevant first. Raises SchemaError for a `$ref` that leads nowhere."""
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
            raise SchemaError(f"{self.name} refers to something that is not a schema") from None
        errors.sort(key=relevance, reverse=True)
        deepest = (best_match([error]) or error for error in errors)
        return list(dict.fromkeys(violation for error in deepest for violation in violations_of(error)))


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
