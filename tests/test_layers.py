"""Imports go down only, and a library that one module owns is imported by nobody else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[1] / "src" / "credlint"
MODULES = sorted(SOURCES.rglob("*.py"))

# From the bottom up. A name stands for the module or for the whole package. Inside a package, and between single
# modules of one level, any import is allowed; two packages of one level are strangers.
LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"span", "finding", "errors", "values", "dates", "located", "identity", "lazy_re", "regex_code"})
    | {"located_yaml", "located_toml", "schema", "violation", "patterns", "globs", "escape", "owners", "store", "git"}
    | {"bundled", "contents", "once"},
    frozenset({"document", "catalog", "wording"}),
    frozenset({"claims", "links"}),
    frozenset({"article", "site", "world"}),
    frozenset({"rule", "contradiction", "surroundings", "outbound"}),
    frozenset({"rules"}),
    frozenset({"gist", "report", "shards", "engine", "manual", "config", "comparison", "suppression"}),
    frozenset({"inspection", "staleness", "scaffold", "upkeep"}),
    frozenset({"discovery", "files", "cache", "dead_links", "link_store", "regex_store", "deadline", "debug"})
    | {"plan", "worker", "pool", "cluster", "assembly", "run", "committed", "since", "fixing", "baseline"},
    frozenset({"reporters"}),
    frozenset({"lsp"}),
    frozenset({"cli", "__main__"}),
)

# What may be imported by whom; a folder stands for all that is in it.
OWNED = {
    "mistune": ("document/markdown",),
    "yaml": ("located_yaml.py",),
    "jsonschema": ("schema.py",),
    "referencing": ("schema.py",),
    "requests": ("links/http",),
    "urllib3": ("links/http",),
    "click": ("cli",),
    "rich": ("cli", "reporters/text.py"),
    "pathspec": ("globs.py",),
    "pygls": ("lsp",),
    "lsprotocol": ("lsp",),
    "sqlite3": ("link_store.py", "cache.py"),
    "subprocess": ("git.py",),
    "distributed": ("cluster.py",),
}

# Whoever asks the clock, the environment or the disk cannot be told what day it is or what is there.
SHELL = ("cli", "lsp", "run.py", "cache.py", "discovery.py", "store.py", "link_store.py", "links", "config")
SHELL += ("contents.py", "files.py", "deadline.py", "debug.py", "pool.py")
SHELL += ("__main__.py", "bundled.py", "schema.py", "git.py", "committed.py", "fixing.py", "baseline.py")
SHELL += ("catalog/files.py", "catalog/load.py")
WORLDLY = frozenset({"os", "tempfile", "subprocess", "socket", "time", "shutil", "multiprocessing", "threading"})


def imports(source: str) -> Iterator[str]:
    """Every module that a source imports when it runs, in functions too; what only type checkers see is no import."""
    tree = ast.parse(source)
    for guard in [node for node in ast.walk(tree) if isinstance(node, ast.If)]:
        if ast.unparse(guard.test) == "TYPE_CHECKING":
            guard.body = [ast.Pass()]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole module"
            if node.module == "credlint":
                yield from (f"credlint.{alias.name}" for alias in node.names if alias.name != "__version__")
            else:
                yield str(node.module)


def level_of(name: str) -> int:
    return next(i for i, names in enumerate(LEVELS) if name in names)


def unit_of(module: str) -> str:
    """The first part below `credlint`: `credlint.claims.kinds.cost` belongs to `claims`."""
    return module.split(".")[1]


def relative(path: Path) -> str:
    return path.relative_to(SOURCES).as_posix()


def wrong_imports(path: str, source: str) -> list[str]:
    unit = path.split("/")[0].removesuffix(".py")
    if unit == "__init__":
        return []
    wrong = []
    for module in imports(source):
        if module.startswith("credlint."):
            other = unit_of(module)
            upward = level_of(other) > level_of(unit)
            packages = (SOURCES / unit).is_dir() and (SOURCES / other).is_dir()
            if upward or (other != unit and level_of(other) == level_of(unit) and packages):
                wrong.append(f"{path} imports {module}")
        library = module.split(".")[0]
        if library in OWNED and not _is_one_of(path, OWNED[library]):
            wrong.append(f"{path} imports {module}, which belongs to {', '.join(OWNED[library])}")
        if library in WORLDLY and not _is_one_of(path, SHELL):
            wrong.append(f"{path} imports {module}, and only the shell does")
    return wrong


def _is_one_of(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") or path == f"{place}.py" for place in places)


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_imports_go_down(path: Path) -> None:
    assert wrong_imports(relative(path), path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("path", "source", "count"),
    [
        ("span.py", "import re", 0),
        ("span.py", "from credlint.document import Document", 1),
        ("span.py", "def f():\n    from credlint import engine", 1),
        ("span.py", "if TYPE_CHECKING:\n    from credlint.document import Document", 0),
        ("catalog/load.py", "from credlint.document import Document", 1),
        ("catalog/load.py", "from credlint.catalog.names import Names\nfrom credlint.span import Span", 0),
        ("catalog/load.py", "import yaml", 1),
        ("rules/outdated_cost.py", "from credlint.rules import past_year\nfrom credlint.rule import Good", 0),
        ("rules/outdated_cost.py", "from credlint.reporters import text", 1),
        ("engine.py", "import time", 1),
        ("cli/check.py", "import click, os", 0),
    ],
)
def test_the_test_itself_tells_right_from_wrong(path: str, source: str, count: int) -> None:
    assert len(wrong_imports(path, source)) == count


@pytest.mark.parametrize("path", [p for p in MODULES if not relative(p).startswith("cli/")], ids=relative)
def test_only_the_command_line_asks_what_day_it_is(path: Path) -> None:
    asked = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("today", "now", "utcnow")
        and ast.unparse(node.func.value) in ("date", "datetime", "datetime.date", "datetime.datetime")
    ]
    assert asked == []


def test_every_module_has_a_level() -> None:
    units = {relative(path).split("/")[0].removesuffix(".py") for path in MODULES} - {"__init__"}
    assert units - frozenset().union(*LEVELS) == set()
