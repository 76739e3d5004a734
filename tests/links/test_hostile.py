"""Servers of an attacker: the right verdict, in time, in little memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hostile import SCENARIOS, Scenario, hostile_web

SECONDS = 8.0  # a HEAD has a quarter of it, in which a busy machine must serve as many servers at once
pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def answers() -> Iterator[dict[str, Any]]:
    with hostile_web() as web:
        child = Path(__file__).with_name("hostile_child.py")
        done = subprocess.run(
            [sys.executable, str(child), str(web.port), str(SECONDS)],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(child.parents[1])},
        )
        assert done.returncode == 0 and not done.stderr, done.stderr[-2000:]
        yield json.loads(done.stdout)


def test_there_are_enough_of_them() -> None:
    assert len({scenario.name for scenario in SCENARIOS}) == len(SCENARIOS) >= 60


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_the_verdict_is_right_and_in_time(scenario: Scenario, answers: dict[str, Any]) -> None:
    status, reason, detail, seconds = answers["results"][scenario.name]
    assert (status, reason) == (scenario.expected, scenario.reason or reason), detail
    assert not any(ord(character) < 32 or ord(character) == 127 for character in detail)
    # The promise is the deadline and a second; the rest is for machines that are busy with other tests.
    assert seconds < SECONDS + 1 + 3


def test_memory_does_not_grow(answers: dict[str, Any]) -> None:
    assert answers["growth"] < 50
