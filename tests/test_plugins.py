"""A plugin folder holds things of one sort: no helpers between them, and every name is the name of its file."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from credlint import bundled, manual
from credlint.claims import kinds
from credlint.rule import Rule, discover
from credlint.values import Kind

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "credlint"
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}


def modules(name: str) -> list[Path]:
    return sorted(path for path in (SOURCES / name).glob("*.py") if path.name != "__init__.py")


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("path", modules("rules"), ids=lambda path: path.stem)
def test_a_rule_file_has_one_check_and_nothing_else_in_public(path: Path) -> None:
    public = {name for name in functions(path) if not name.startswith("_")}
    checks = public - {"touches"}  # whether an article can concern the rule at all
    assert len(checks) == 1 and checks <= {"check", "check_dead_link", "check_catalog", "check_unused"}


@pytest.mark.parametrize("rule", discover().values(), ids=lambda rule: rule.name)
def test_a_rule_is_named_after_the_fault(rule: Rule) -> None:
    assert re.fullmatch("[a-z]+(-[a-z]+)+", rule.name)
    assert not re.match("(check|require|no|valid|correct|must)-", rule.name)
    assert rule.summary.endswith(".")


@pytest.mark.parametrize("path", modules("reporters"), ids=lambda path: path.stem)
def test_a_reporter_renders(path: Path) -> None:
    assert "render" in functions(path)


def test_a_kind_has_a_file_and_a_file_is_a_kind() -> None:
    assert set(bundled.modules("credlint.claims.kinds")) == {kind.value for kind in Kind}
    assert kinds.__doc__


def test_the_catalog_holds_one_entry_a_file() -> None:
    folder = ROOT / "content" / "catalog"
    strays = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
        and not re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+\.yaml|README\.md", path.relative_to(folder).as_posix())
    ]
    assert [stray for stray in strays if not stray.startswith(".")] == []


def test_the_schemas_are_schemas_of_the_newest_draft_with_a_title() -> None:
    for path in (ROOT / "schemas").glob("*.json"):
        schema = json.loads(path.read_text("utf-8"))
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema", path.name
        assert schema["title"], path.name


def test_every_key_of_the_configuration_is_described() -> None:
    """Editors show the descriptions, and the README sends readers to them."""

    def undescribed(part: dict[str, Any], where: str) -> Iterator[str]:
        for key, value in part.get("properties", {}).items():
            if not value.get("description", "").endswith("."):
                yield f"{where}/{key}"
            yield from undescribed(value, f"{where}/{key}")
        for inner in (part.get("items"), part.get("additionalProperties")):
            if isinstance(inner, dict):
                yield from undescribed(inner, f"{where}/*")

    schema = json.loads((ROOT / "schemas" / "config.schema.json").read_text("utf-8"))
    assert list(undescribed(schema, "")) == []


def test_no_module_has_a_vague_name() -> None:
    assert [path for path in SOURCES.rglob("*") if path.stem in VAGUE] == []


def test_the_table_of_rules_in_the_readme_is_up_to_date() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert text == manual.with_table(text, discover().values()), "run: credlint rules --write README.md"
