"""Values against schemas: plain sentences, nearest keys and values, and schemas that mean harm."""

from __future__ import annotations

import json

import pytest

from credlint.bundled import schemas_folder
from credlint.errors import SchemaError
from credlint.patterns import longest_text
from credlint.schema import Validator

ARTICLE = Validator(json.loads((schemas_folder() / "article.schema.json").read_text("utf-8")))
GOOD = {"title": "Bread", "description": "How to bake bread at home.", "pubDate": "2026-01-09"}

WRONG = [
    ({"pubDate": "2026-02-30"}, "pubDate", "does not exist", ""),
    ({"pubDate": "1/2/2026"}, "pubDate", "not a date of the form", "2026-03-31"),
    ({"featured": "yes"}, "featured", "true or false", "`true`"),
    ({"tags": "a, b"}, "tags", "a list", "list"),
    ({"title": 5}, "title", "text", "quotes"),
    ({"draft": None}, "draft", "empty", ""),
    ({"slug": "Not A Slug"}, "slug", "form", "lower case"),
    ({"keywords": ["a", "a"]}, "keywords", "twice", ""),
    ({"date": "2026-01-09"}, "date", "not a known key", "`pubDate`"),
    ({"categories": "a"}, "categories", "not a known key", "`category`"),
    ({"hero-image": "a"}, "hero-image", "not a known key", "`heroImage`"),
    ({"zzz": 1}, "zzz", "not a known key", "schema"),
]


@pytest.mark.parametrize(("change", "key", "message", "advice"), WRONG)
def test_what_is_wrong_is_said_plainly(change: dict[str, object], key: str, message: str, advice: str) -> None:
    known = {name: value for name, value in GOOD.items() if not (key == "date" and name == "pubDate")}
    violations = [v for v in ARTICLE.violations({**known, **change}) if v.path]
    assert [v.path for v in violations] == [(key,)]
    assert message in violations[0].message and advice in violations[0].advice


@pytest.mark.parametrize(
    "change",
    [{}, {"author": "A"}, {"author": ["A", "B"]}, {"tags": []}, {"credentials": ["a/b-c"]}, {"slug": "a/b-c-1"}],
)
def test_what_is_right(change: dict[str, object]) -> None:
    assert ARTICLE.violations({**GOOD, **change}) == []


def test_an_enum_names_the_nearest_value() -> None:
    (violation,) = Validator({"properties": {"a": {"enum": ["bread", "cakes"]}}}).violations({"a": "cake"})
    assert violation.nearest == "cakes" and "bread" in violation.advice


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), True])
def test_what_no_bound_holds_for_is_no_number(value: object) -> None:
    (violation,) = Validator({"type": "number", "minimum": 0, "maximum": 5}).violations(value)
    assert violation.keyword == "type" and ("finite" in violation.message or value is True)


REFUSED: list[dict[str, object]] = [
    {"$ref": "http://127.0.0.1:9/x"},
    {"$ref": "file:///etc/passwd"},
    {"$ref": "#/nowhere"},
    {"$ref": "#"},
    {"$ref": "#/type", "type": "object"},
    {"properties": {"a": {"$ref": "#/nowhere"}}},
    {"items": [{}], "$defs": {"a": {"anyOf": [{"$dynamicRef": "#b"}]}}},
    {"$id": "http://[", "$ref": "x"},
    {"$defs": {"a": {"$id": "urn:a", "$ref": "#/type", "type": "object"}}, "$ref": "urn:a"},
    {"type": "txt"},
    {"pattern": "(a+)+$"},
    {"pattern": "a{99999999999}"},
    {"$schema": "http://json-schema.org/draft-07/schema#"},
]


@pytest.mark.parametrize("schema", REFUSED)
def test_a_schema_that_cannot_be_used_is_refused(schema: dict[str, object]) -> None:
    with pytest.raises(SchemaError):
        Validator(schema).violations("aaa")


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|a)*b", "(.*a){20}", "(a?){30}a{30}", "(?P<x>a)(?P=x)", "a*" * 6, "[", "x" * 1_001]
)
def test_patterns_that_could_run_away(pattern: str) -> None:
    with pytest.raises(ValueError):
        longest_text(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "^[a-z0-9]+(?:-[a-z0-9]+)*$",
        r"^\d{4}-\d{2}$",
        r"^(https?://)?[\w.-]+\.(png|jpg)$",
        "(?:ab)+",
        "^.*$",
        r"\(a+\)",
        "[(]+a",
    ],
)
def test_patterns_that_people_write(pattern: str) -> None:
    assert longest_text(pattern) >= 60
