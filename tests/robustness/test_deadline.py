"""The clock that ends work on a file."""

from __future__ import annotations

import contextlib
import signal

import pytest

from credlint import deadline
from credlint.deadline import OutOfTime, deadlines

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the platform has no such clock")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "SECONDS_PER_FILE", 0.05)
    monkeypatch.setattr(deadline, "AGAIN_AFTER", 0.05)


def test_what_is_dropped_in_a_callback_is_raised_again() -> None:
    with deadlines() as in_time, pytest.raises(OutOfTime), in_time:
        with contextlib.suppress(OutOfTime):
            while True:
                pass
        while True:
            pass


def test_the_clock_stands_still_afterwards() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with deadlines() as in_time:
        with in_time:
            pass
        assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
        with contextlib.suppress(OutOfTime), in_time:
            while True:
                pass
        assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
    assert signal.getsignal(signal.SIGVTALRM) is before
