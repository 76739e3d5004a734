"""The suite in random orders: no test may rest on what another one left behind.

usage: orders.py [TIMES] [OPTIONS OF PYTEST]     for example: orders.py 20
       PYTHONPATH=tests python -m pytest -p fuzz.orders --order SEED      one of them once more

Each run shuffles the files, and the tests within each, by a seed of its own that it tells. Prints what failed in any of
them, and in how many.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--order", type=int, default=0, help="the seed of the order")


def pytest_report_header(config: pytest.Config) -> str:
    return f"order: {config.getoption('order')}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    draw = random.Random(config.getoption("order"))
    files = [list(tests) for _, tests in groupby(items, key=lambda item: item.path)]
    draw.shuffle(files)
    for tests in files:
        draw.shuffle(tests)
    items[:] = [item for tests in files for item in tests]


def main(times: int, options: list[str]) -> int:
    failed: Counter[str] = Counter()
    for _ in range(times):
        seed = random.SystemRandom().randrange(2**32)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "fuzz.orders", "--order", str(seed), *options]
        environment = os.environ | {"PYTHONPATH": str(ROOT / "tests")}
        ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        found = re.findall(r"^(?:FAILED|ERROR) (.*?)(?: - .*)?$", ended.stdout, re.M)
        failed.update(found)
        print(f"order {seed}: exit {ended.returncode}, {len(found)} failed", *found, sep="\n  ", flush=True)
        if ended.returncode not in (0, 1):
            print(ended.stdout[-2000:], ended.stderr[-2000:], sep="\n")
            return 1
    print(f"{times} orders: {len(failed)} tests with a differing result")
    return 1 if failed else 0


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(int(given[0]) if given else 20, given[1:]))
