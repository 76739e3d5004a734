"""Dead ends that were kept are those that would be found: whatever changes between two runs."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from msgspec.structs import replace

import invented
from credlint import dead_links, run, worker
from credlint.article import FrontMatterKeys
from credlint.cache import Articles
from credlint.config import Config
from credlint.config.settings import Route, SiteSettings
from credlint.discovery import find
from credlint.plan import Plan
from credlint.site import Site

NAMES = ("a.md", "b.md", "c-d.md", "sub/a.md", "sub/e.md", "x.png")
URLS = (
    *NAMES,
    "../a.md",
    "sub/a",
    "/blog/a",
    "/blog/s1",
    "a.md#one",
    "#two",
    "b.md#two",
    "y.png",
    "https://s.example/blog/b",
)
# An article that claims anything is opened on every run.
CLAIM = "The Acme Certified Baker exam is $7.\n"


@pytest.fixture(autouse=True)
def every_site_is_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead_links, "WORTH_KEEPING", 1)


@pytest.fixture(params=[0, 500], ids=["left with the cache", "held"])
def links_are(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "HELD_WHOLE", request.param)


def plan(top: Path, config: Config, kept: Articles | None) -> Plan:
    return Plan(find(["."], config, top), invented.CATALOG, config, invented.TODAY, jobs=1, kept=kept)


def text(draw: random.Random) -> str:
    slug = draw.choice(("", "", "slug: s1\n", "slug: /blog/b\n", "draft: true\n"))
    heading = draw.choice(("One", "Two"))
    links = " ".join(f"[x]({draw.choice(URLS)})" for _ in range(draw.randrange(4)))
    claim = draw.choice(("", CLAIM))
    return f"---\ntitle: T\n{slug}---\n\n# {heading}\n\n{links}\n{claim}"


@pytest.mark.usefixtures("links_are")
def test_whatever_changes_the_links_lead_where_they_lead(tmp_path: Path) -> None:
    draw = random.Random(1)
    top = tmp_path / "site"
    (top / "sub").mkdir(parents=True)
    kept = Articles(tmp_path / "kept", "sha256:1", FrontMatterKeys(), 0)
    dead = 0
    for _ in range(120):
        file = top / draw.choice(NAMES)
        if draw.random() < 0.2:
            file.unlink(missing_ok=True)
        else:
            file.write_text(text(draw), "utf-8")
        routes = draw.choice(((), (Route("/blog/", "."),), (Route("/blog/", "sub"),)))
        site = SiteSettings(url=draw.choice((None, "https://s.example")), routes=routes)
        config = Config(root=top, site=site)
        for _ in range(2):
            report = run.check(plan(top, config, kept))
            assert report == run.check(plan(top, config, None))
        dead += len(report.findings)
    assert dead > 100


@pytest.mark.usefixtures("links_are")
def test_no_link_of_an_unchanged_site_is_followed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, claim in (("a.md", ""), ("b.md", CLAIM)):
        (tmp_path / name).write_text(f"# One\n\n[x](gone.md) [y](a.md#one)\n{claim}", "utf-8")
    kept = Articles(tmp_path / "kept", "sha256:1", FrontMatterKeys(), 0)
    config = Config(root=tmp_path)
    before = run.check(plan(tmp_path, config, kept))
    followed: list[str] = []
    resolve = Site.resolve
    monkeypatch.setattr(
        Site, "resolve", lambda self, url, *rest, **kw: followed.append(url) or resolve(self, url, *rest, **kw)
    )
    assert run.check(plan(tmp_path, config, kept)) == before and not followed
    (tmp_path / "a.md").write_text("# One\n\n[x](lost.md) [y](a.md#one)\n", "utf-8")
    assert run.check(plan(tmp_path, config, kept)) == run.check(replace(plan(tmp_path, config, kept), kept=None))
    (tmp_path / "a.md").write_text("# One\n\n[z](lost.md) [y](a.md#one)\n", "utf-8")
    followed.clear()
    run.check(plan(tmp_path, config, kept))
    assert set(followed) == {"lost.md", "a.md#one"}


def test_a_file_that_is_no_page_counts_as_well(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# One\n\n![x](x.png)\n", "utf-8")
    kept = Articles(tmp_path.parent / f"{tmp_path.name}-kept", "sha256:1", FrontMatterKeys(), 0)
    assert len(run.check(plan(tmp_path, Config(root=tmp_path), kept)).findings) == 1
    (tmp_path / "x.png").write_bytes(b"")
    assert not run.check(plan(tmp_path, Config(root=tmp_path), kept)).findings


def test_where_the_cache_loses_links_meanwhile_the_article_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "HELD_WHOLE", 0)
    (tmp_path / "a.md").write_text("[x](gone.md)\n", "utf-8")
    kept = Articles(tmp_path / "kept", "sha256:1", FrontMatterKeys(), 0)
    followed = dead_links.DeadLinkIndex.of

    def losing(self: dead_links.DeadLinkIndex, number: int) -> object:
        (tmp_path / "kept" / "articles.sqlite3").unlink(missing_ok=True)
        return followed(self, number)

    monkeypatch.setattr(dead_links.DeadLinkIndex, "of", losing)
    assert run.check(plan(tmp_path, Config(root=tmp_path), kept)) == run.check(
        plan(tmp_path, Config(root=tmp_path), None)
    )
    assert run.check(plan(tmp_path, Config(root=tmp_path), kept)).findings


@pytest.mark.usefixtures("links_are")
def test_a_line_with_a_password_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "[x](gone.md) of <https://me:hidden@acme.example/> [y](b.md?token=hushed)\n", "utf-8"
    )
    kept = Articles(tmp_path / "kept", "sha256:1", FrontMatterKeys(), 0)
    found = [run.check(plan(tmp_path, Config(root=tmp_path), kept)) for _ in range(2)]
    assert found[0] == found[1] == run.check(plan(tmp_path, Config(root=tmp_path), None))
    assert len(found[0].findings) >= 2
    stored = (tmp_path / "kept" / "articles.sqlite3").read_bytes()
    assert b"hidden" not in stored and b"hushed" not in stored


def test_a_file_that_changes_meanwhile_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Articles(tmp_path / "kept", "sha256:1", FrontMatterKeys(), 0)
    (tmp_path / "a.md").write_text("[x](gone.md)\n", "utf-8")
    followed = dead_links.DeadLinkIndex.of

    def meanwhile(self: dead_links.DeadLinkIndex, number: int) -> object:
        (tmp_path / "a.md").write_text("Now [x](lost.md)\n", "utf-8")
        return followed(self, number)

    monkeypatch.setattr(dead_links.DeadLinkIndex, "of", meanwhile)
    (finding,) = run.check(plan(tmp_path, Config(root=tmp_path), kept)).findings
    assert finding.quote == "lost.md"
    assert run.check(plan(tmp_path, Config(root=tmp_path), kept)).findings == (finding,)


def test_an_article_that_changes_before_it_is_opened_is_followed_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"[x](gone.md)\n\n{CLAIM}", "utf-8")
    kept = Articles(tmp_path / "kept", "sha256:1", FrontMatterKeys(), 0)
    config = Config(root=tmp_path)
    assert [finding.quote for finding in run.check(plan(tmp_path, config, kept)).findings][:1] == ["gone.md"]
    ask = worker.Worker.ask

    def changed(self: worker.Worker, *about: object) -> object:
        file.write_text(f"\n[x](lost.md)\n\n{CLAIM}", "utf-8")
        return ask(self, *about)  # type: ignore[arg-type]

    monkeypatch.setattr(worker.Worker, "ask", changed)
    assert [finding.quote for finding in run.check(plan(tmp_path, config, kept)).findings][:1] == ["lost.md"]
