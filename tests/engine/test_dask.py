"""A real cluster on this machine: two workers in processes of their own, of which one is killed in the middle."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

import invented
from credlint import engine, run
from credlint.config import Config
from credlint.discovery import find
from credlint.errors import InputError, UsageError
from credlint.plan import Plan

FILES = 450
TEXT = "---\ntitle: Article {n}\n---\n\nThe Acme Certified Baker exam is ${n}. [On](a{next}.md#top), [x](gone.md).\n"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    for n in range(FILES):
        (tmp_path / f"a{n:03}.md").write_text(TEXT.format(n=n, next=f"{(n + 1) % FILES:03}"), "utf-8")
    config = Config(root=tmp_path)
    return Plan(find([str(tmp_path)], config, tmp_path), invented.CATALOG, config, invented.TODAY, jobs=1)


@pytest.mark.network
def test_a_cluster_says_the_same_though_a_worker_is_killed(plan: Plan) -> None:
    distributed = pytest.importorskip("distributed", reason="credlint[dask] is not installed")
    alone = run.check(plan)
    assert len(alone.findings) > FILES
    killed: list[int] = []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:

        def progress(done: int) -> None:
            if not killed:
                worker = next(iter(cluster.workers.values()))
                killed.append(worker.pid)
                os.kill(worker.pid, signal.SIGKILL)

        together = run.check(_on(plan, cluster.scheduler_address), progress)
    assert killed
    assert together == alone


def test_no_scheduler_is_told(plan: Plan) -> None:
    pytest.importorskip("distributed", reason="credlint[dask] is not installed")
    with pytest.raises(InputError, match="no scheduler answers"):
        run.ask(_on(plan, "nonsense://x"), engine.judge)


def test_without_the_extra_its_name_is_told(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "credlint.cluster", raising=False)
    with pytest.raises(UsageError, match="distributed"):
        run.ask(_on(plan, "tcp://127.0.0.1:1"), engine.judge)


def _on(plan: Plan, scheduler: str) -> Plan:
    return replace(plan, scheduler=scheduler)
