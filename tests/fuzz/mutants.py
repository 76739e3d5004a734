"""Mutation testing of what must not be wrong: the address guard, the stores, escaping and dates.

usage: mutants.py [--sample N] [MODULE]...

Each mutant is the module with one small change (a comparison turned, a number moved by one, `and` for `or`, a `not`
taken out or put in, a return value lost, a string emptied). The module's own tests run against it in a process of their
own; a mutant that no test notices survives. Prints the survivors and the share that was killed.
"""

from __future__ import annotations

import ast
import copy
import os
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis  # noqa: F401  (imported once for all the forks, as what follows)
import jsonschema  # noqa: F401
import mistune  # noqa: F401
import pytest
import requests  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
TESTS = {
    "dates": ["tests/robustness/test_dates.py"],
    "store": ["tests/robustness/test_store.py"],
    "cache": ["tests/engine/test_cache.py"],
    "escape": ["tests/reporters/test_escape.py"],
    "links/address": ["tests/links/test_address.py"],
    "link_store": ["tests/links/test_memory.py"],
}
SECONDS = 120
TURNED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.Add, ast.And: ast.Or, ast.Or: ast.And, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip


def changes(node: ast.AST) -> Iterator[tuple[str, str, object]]:
    """(what it is, the field, its new value) of each small change of one node."""
    match node:
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                if type(op) in TURNED:
                    yield type(op).__name__, "ops", [*ops[:at], TURNED[type(op)](), *ops[at + 1 :]]
        case ast.BinOp(op=op) | ast.BoolOp(op=op) if type(op) in TURNED:
            yield type(op).__name__, "op", TURNED[type(op)]()
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not", "operand", ast.UnaryOp(ast.Not(), operand)
        case ast.Constant(value=bool(value)):
            yield str(value), "value", not value
        case ast.Constant(value=int(value)):
            yield str(value), "value", value + 1
        case ast.Constant(value=str(value)) if value:
            yield repr(value[:30]), "value", ""
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield "return", "value", ast.Constant(None)
        case ast.If(test=test) | ast.IfExp(test=test):
            yield "if", "test", ast.UnaryOp(ast.Not(), test)


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """(description, source) of every mutant; docstrings, annotations and imports are left alone."""
    tree = ast.parse(source)
    left_alone: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            left_alone.add(id(node.value))
        for note in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            left_alone |= {id(inner) for inner in ast.walk(note)} if note is not None else set()
        if isinstance(node, ast.Raise):  # what a message says is not tested word by word
            left_alone |= {id(inner) for inner in ast.walk(node)}
    nodes = list(ast.walk(tree))
    for at, node in enumerate(nodes):
        if id(node) in left_alone:
            continue
        for what, field, value in changes(node):
            mutant = copy.deepcopy(tree)
            setattr(list(ast.walk(mutant))[at], field, copy.deepcopy(value))
            try:
                yield f"line {getattr(node, 'lineno', 0)}: {what}", ast.unparse(ast.fix_missing_locations(mutant))
            except (ValueError, TypeError):
                continue


def survives(module: str, source: str, folder: Path) -> bool:
    """Whether the module's tests pass with this source in its place.

    They run in a fork of this process, which has the libraries already; of the package it has nothing.
    """
    (folder / "src" / "credlint" / f"{module}.py").write_text(source)
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        sys.path.insert(0, str(folder / "src"))
        signal.alarm(SECONDS)  # a mutant that never ends is killed by it
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        known = "ignore::pytest.PytestAssertRewriteWarning"  # of the libraries that are here already
        os._exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-W", known, *TESTS[module]]))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def forget_compiled(file: Path) -> None:
    """Takes away the compiled form of a module; that of a mutant could pass for the next one's. All others stay."""
    for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
        compiled.unlink()


def main(arguments: list[str]) -> int:
    sample = int(arguments[arguments.index("--sample") + 1]) if "--sample" in arguments else None
    wanted = [name for name in arguments if name in TESTS] or list(TESTS)
    killed = total = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("src", "tests", "schemas", "content"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", folder)
        for module in wanted:
            file = folder / "src" / "credlint" / f"{module}.py"
            source = file.read_text("utf-8")
            if not survives(module, source, folder):
                print(f"{module}: its tests fail without a mutant")
                return 1
            forget_compiled(file)
            sys.dont_write_bytecode = True
            every = list(mutants(source))
            chosen = every if sample is None else random.Random(0).sample(every, min(sample, len(every)))
            dead = 0
            for what, mutant in chosen:
                if survives(module, mutant, folder):
                    print(f"survives: {module}, {what}", flush=True)
                else:
                    dead += 1
            file.write_text(source)
            sys.dont_write_bytecode = False
            print(f"{module}: {dead} of {len(chosen)} mutants killed ({len(every)} there are)", flush=True)
            killed, total = killed + dead, total + len(chosen)
    print(f"{killed} of {total} mutants killed: {100 * killed / max(total, 1):.0f} %")
    return 0 if killed >= 0.9 * total else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
