"""What the cache tells of files that have not changed, and who is asked about the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import invented
from credlint import engine, run, worker
from credlint.article import FrontMatterKeys
from credlint.cache import Articles
from credlint.config import Config
from credlint.discovery import find
from credlint.plan import Plan
from credlint.worker import Worker

FILES = 40
TEXT = "The Acme Certified Baker exam is ${n}.\n\n[On](a{next}.md#top), [x](gone.md), [y](a01.m).\n"
QUIET = "Bread. [x](gone.md)\n"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    articles = tmp_path / "articles"
    articles.mkdir()
    for n in range(FILES):
        (articles / f"a{n:02}.md").write_text(TEXT.format(n=n, next=f"{n + 1:02}") if n % 2 else QUIET, "utf-8")
    config = Config(root=articles)
    kept = Articles(tmp_path / "kept", "sha256:1", FrontMatterKeys(), 0)
    return Plan(find(["."], config, articles), invented.CATALOG, config, invented.TODAY, jobs=1, kept=kept)


def test_a_gist_is_known_again_as_long_as_its_file_holds_the_same(plan: Plan) -> None:
    assert plan.kept is not None
    read = [gist for _, gist in Worker(plan.sources, plan.catalog, plan.config, plan.kept).read(range(FILES))]
    plan.sources[3].disk.write_text("Another.\n", "utf-8")
    plan.sources[4].disk.unlink()
    known = dict(worker.recall(plan.sources, plan.kept))
    assert known == {number: gist for number, gist in enumerate(read) if number not in (3, 4)}


@pytest.mark.parametrize("jobs", [1, 2])
def test_who_remembers_says_what_who_reads_says(plan: Plan, jobs: int) -> None:
    plan = replace(plan, jobs=jobs)
    assert run.check(plan) == run.check(plan)
    for source in plan.sources[::5]:
        source.disk.write_text("The Acme Certified Baker exam is $7. [z](nowhere.md)\n", "utf-8")
    assert run.check(plan) == run.check(replace(plan, kept=None))


def test_what_has_no_claims_is_never_opened(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    run.check(plan)
    opened: list[int] = []
    ask = Worker.ask

    def seen(self: Worker, question: object, numbers: list[int], *rest: object) -> object:
        opened.extend(numbers)
        return ask(self, question, numbers, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Worker, "ask", seen)
    report = run.check(plan)
    assert opened == list(range(1, FILES, 2))
    assert {finding.path for finding in report.findings if finding.rule == "missing-page"} >= {"a00.md", "a02.md"}


def test_a_file_that_changed_meanwhile_is_judged_as_it_is_now(plan: Plan) -> None:
    run.check(plan)
    file = plan.sources[0].disk

    def from_gist(*about: object) -> object:
        if file.read_text("utf-8") == QUIET:
            file.write_text(f"\n\n{QUIET}", "utf-8")
        return engine.judge_unopened(*about)  # type: ignore[arg-type]

    answers = run.ask(plan, engine.judge, from_gist=from_gist)
    assert [finding.start.line for finding in answers[0].value.findings] == [3]
