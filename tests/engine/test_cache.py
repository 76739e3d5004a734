"""What is kept between runs: what was written is what is read, and nothing else is taken for it."""

from __future__ import annotations

import os
import random
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import invented
from credlint import cache
from credlint.article import FrontMatterKeys, read
from credlint.gist import gist_of

ARTICLE = """---
title: "Bäcker"
tags: [bread, {deep: [1, null, true]}]
pubDate: 2026-06-01
---

# The Acme Certified Baker

It costs **$100** ([page](https://acme.example/baker#fee)) and is valid for three years.

| exam | price |
| --- | --- |
| Acme Certified Baker | $90-100 |

<!-- credlint-disable-file past-year until=2027 -- why -->
"""

TEXT = "---\ntitle: Bakers\n---\n\nThe Acme Certified Baker exam costs $100.\n"
KNOWN = read(TEXT, "a.md", invented.CATALOG.names)
NUMBERS = f"---\ntitle: a\nweights: [{10**30}, -1, 0.5, 1e400]\n---\n\nText.\n"


@pytest.fixture
def kept(tmp_path: Path) -> cache.Articles:
    return kept_in(tmp_path)


DATA = ARTICLE.encode()


def kept_in(
    folder: Path, digest: str = "sha256:1", keys: FrontMatterKeys | None = None, day: int = 20_000
) -> cache.Articles:
    OPENED.append(cache.Articles(folder, digest, keys or FrontMatterKeys(), day))
    return OPENED[-1]


OPENED: list[cache.Articles] = []


@pytest.fixture(autouse=True)
def every_cache_is_closed() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()


def put(kept: cache.Articles, path: str = "a.md") -> bytes:
    """Keeps the article as a run does, and says under what."""
    article, key = read(ARTICLE, path, invented.CATALOG.names), kept.key(DATA, path)
    kept.put_gist(key, gist_of(article, path, invented.CATALOG))
    kept.put_article(key, article)
    kept.close()
    return key


def test_a_kept_article_comes_back_under_its_present_path(kept: cache.Articles) -> None:
    key = put(kept, "old.md")
    article = read(ARTICLE, "new.md", invented.CATALOG.names)
    assert kept.key(DATA, "new.md") == key
    assert kept.article(key, ARTICLE, "new.md") == article
    gist = kept.gists([key]).get(key)
    assert gist is not None and gist.at("new.md", "new.md") == gist_of(article, "new.md", invented.CATALOG)


def test_what_has_no_stored_form_is_not_kept(kept: cache.Articles) -> None:
    """Numbers of front matter may be larger than what is stored; such an article is read anew every time."""
    key = kept.key(NUMBERS.encode(), "a.md")
    kept.put_article(key, article := read(NUMBERS, "a.md", invented.CATALOG.names))
    assert kept.article(key, NUMBERS, "a.md") in (None, article)


def test_what_was_put_is_there_before_it_is_written(kept: cache.Articles) -> None:
    article, key = read(ARTICLE, "a.md", invented.CATALOG.names), kept.key(DATA, "a.md")
    kept.put_article(key, article)
    assert kept.article(key, ARTICLE, "a.md") == article


def test_other_bytes_another_catalog_other_keys_or_another_syntax_is_another_article(
    kept: cache.Articles, tmp_path: Path
) -> None:
    key = put(kept)
    assert kept.key(DATA + b"x", "a.md") != key
    assert kept.key(DATA, "a.mdx") == kept.key(DATA, ".mdx")
    assert kept.key(DATA, "a.mdx") not in {kept.key(DATA, path) for path in ("a.md", "a.MDX", "mdx/a")}
    assert kept_in(tmp_path, "sha256:2").key(DATA, "a.md") != key
    assert kept_in(tmp_path, keys=FrontMatterKeys(title=("name",))).key(DATA, "a.md") != key
    assert kept.article(kept.key(DATA + b"x", "a.md"), ARTICLE, "a.md") is None
    assert kept.article(key, ARTICLE + "x", "a.md") is None


def test_a_row_under_the_key_of_another_is_no_entry(kept: cache.Articles, tmp_path: Path) -> None:
    """Rows are found by part of their key; all of it is in the checksum."""
    key = put(kept)
    alike = key[:8] + bytes(12)
    assert kept.gists([alike]).get(alike) is None and kept.article(alike, ARTICLE, "a.md") is None


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "articles.sqlite3").mkdir()
    kept = kept_in(tmp_path)
    kept.sweep()
    key = put(kept)
    assert kept.article(key, ARTICLE, "a.md") is None and kept.gists([key]).get(key) is None


def test_a_damaged_cache_says_nothing_or_the_truth(tmp_path: Path) -> None:
    key = put(kept_in(tmp_path))
    kept = kept_in(tmp_path)
    article, gist = kept.article(key, ARTICLE, "a.md"), kept.gists([key])[key]
    kept.close()
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    draw = random.Random(0)
    lost = 0
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(draw.choice((1, 1, 20))):
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        file.write_bytes(data[: draw.choice((len(data), draw.randrange(len(data))))])
        reading = kept_in(tmp_path)
        found = reading.article(key, ARTICLE, "a.md")
        assert found in (None, article)
        assert reading.gists([key]).get(key) in (None, gist)
        lost += found is None
        reading.put_article(key, article)
        reading.close()
        file.unlink(missing_ok=True)
    assert lost > 10


@pytest.mark.parametrize("plant", [b"", b"no database", b"SQLite format 3\x00" + bytes(200)])
def test_what_is_no_database_is_begun_anew(tmp_path: Path, plant: bytes) -> None:
    (tmp_path / "articles.sqlite3").write_bytes(plant)
    for _ in range(2):
        kept = kept_in(tmp_path)
        key = kept.key(TEXT.encode(), "a.md")
        kept.put_article(key, KNOWN)
        kept.close()
    assert kept_in(tmp_path).article(key, TEXT, "a.md") == KNOWN


def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept = kept_in(tmp_path / "file" / "below")
    kept.put_article(b"key", KNOWN)
    kept.sweep()
    kept.close()
    assert kept_in(tmp_path / "file" / "below").article(b"key", TEXT, "a.md") is None


def test_gists_are_remembered_with_every_part(tmp_path: Path) -> None:
    text = (
        "---\nslug: s\ndraft: true\n---\n\n# A\n\nThe Acme Certified Baker exam costs $1.\n\n"
        "[x](b.md) ![y](c.png) https://d.example/\n"
    )
    known = gist_of(read(text, "a.md", invented.CATALOG.names), "a.md", invented.CATALOG)
    assert known.urls
    assert known.inner
    assert known.claims
    kept = kept_in(tmp_path)
    kept.put_gist(b"key", known)
    assert kept.gists([b"key"]).get(b"key") == known.at("", "")  # before it is written
    kept.close()
    again = kept_in(tmp_path).gists([b"key"]).get(b"key")
    assert again is not None
    assert again.at("a.md", "a.md") == known
    assert kept_in(tmp_path).gists([b"other"]).get(b"other") is None


@pytest.mark.parametrize("value", ["text", 5, None, b"", b"short", b"x" * 200])
def test_a_row_that_nobody_wrote_is_not_there(tmp_path: Path, value: object) -> None:
    kept = kept_in(tmp_path)
    kept.put_article(b"key", KNOWN)
    kept.put_gist(b"key", gist_of(KNOWN, "a.md", invented.CATALOG))
    kept.close()
    with sqlite3.connect(tmp_path / "articles.sqlite3") as database:
        for table in cache.TABLES:
            database.execute(f"UPDATE {table} SET value = ?", (value,))
    database.close()
    assert kept_in(tmp_path).article(b"key", TEXT, "a.md") is None
    assert kept_in(tmp_path).gists([b"key"]).get(b"key") is None


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b"[[1,2],3,4,5,6,7]", b"[" * 100_000, b"\xff"])
def test_a_value_of_another_form_is_not_there(tmp_path: Path, body: bytes) -> None:
    kept = kept_in(tmp_path)
    for table in cache.TABLES:
        kept._put(table, b"key", body if table == "gists" else zlib.compress(body))
    assert kept.gists([b"key"]).get(b"key") is None
    assert kept.article(b"key", TEXT, "a.md") is None


def test_a_cache_that_another_run_holds_is_not_waited_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LOCK_SECONDS", 0.01)
    first = kept_in(tmp_path)
    first.put_article(b"key", KNOWN)
    first.close()
    holder = sqlite3.connect(tmp_path / "articles.sqlite3", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    second = kept_in(tmp_path)
    second.put_article(b"other", KNOWN)
    second.close()
    second.sweep()
    third = kept_in(tmp_path)
    assert third.article(b"key", TEXT, "a.md") is None  # not to be had now, and not an error
    holder.execute("ROLLBACK")
    assert third.article(b"key", TEXT, "a.md") is None  # it is not waited for again and again
    holder.close()
    assert kept_in(tmp_path).article(b"key", TEXT, "a.md") == KNOWN


@pytest.mark.skipif(os.name != "posix", reason="links need no permission there")
def test_a_database_that_a_link_leads_to_is_left_alone(tmp_path: Path) -> None:
    mine = sqlite3.connect(tmp_path / "mine.sqlite3")
    mine.execute("CREATE TABLE mine (x)")
    mine.commit()
    (tmp_path / "articles.sqlite3").symlink_to("mine.sqlite3")
    kept = kept_in(tmp_path)
    kept.put_article(b"key", KNOWN)
    kept.sweep()
    assert [name for (name,) in mine.execute("SELECT name FROM sqlite_master")] == ["mine"]
    mine.close()


def test_a_database_that_breaks_while_it_is_open_is_begun_anew(tmp_path: Path) -> None:
    kept = kept_in(tmp_path)
    kept.put_article(b"first", KNOWN)
    kept._write()  # open from now on
    (tmp_path / "articles.sqlite3").write_bytes(b"SQLite format 3\x00" + bytes(range(1, 200)))
    (tmp_path / "articles.sqlite3-journal").write_bytes(b"of another database")
    kept.put_article(b"key", KNOWN)
    kept.close()
    assert not (tmp_path / "articles.sqlite3-journal").exists()
    assert kept_in(tmp_path).article(b"key", TEXT, "a.md") in (None, KNOWN)


def test_many_articles_are_written_as_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "ROWS_AT_ONCE", 2)
    kept = kept_in(tmp_path)
    kept.put_article(b"1", KNOWN)
    kept.put_article(b"2", KNOWN)
    assert kept_in(tmp_path).article(b"2", TEXT, "a.md") == KNOWN
    kept.close()


def test_few_articles_are_written_together(tmp_path: Path) -> None:
    kept = kept_in(tmp_path)
    kept.put_article(b"key", KNOWN)
    assert list(tmp_path.iterdir()) == []


def test_an_article_is_kept_for_thirty_days(tmp_path: Path) -> None:
    key = put(kept_in(tmp_path))
    for days, there in ((0, True), (30, True), (31, False)):
        kept = kept_in(tmp_path, day=20_000 + days)
        kept.sweep()
        assert (key in kept.gists([key])) is there
        assert (kept.article(key, ARTICLE, "a.md") is not None) is there
        kept.close()


def test_what_another_state_of_the_program_kept_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "module.py").touch()
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "cache.py"))
    states = [cache._program()]
    (tmp_path / "inner" / "notes.txt").touch()
    assert cache._program() == states[0]
    os.utime(tmp_path / "inner" / "module.py", ns=(0, 0))
    states.append(cache._program())
    (tmp_path / "another.py").touch()
    states.append(cache._program())
    assert len(set(states)) == 3


def test_the_sweep_is_done_once_a_day(tmp_path: Path) -> None:
    kept_in(tmp_path, day=40_000).sweep()
    old = kept_in(tmp_path)
    old.put_article(b"key", KNOWN)
    old.close()
    kept_in(tmp_path, day=40_000).sweep()
    assert kept_in(tmp_path).article(b"key", TEXT, "a.md") == KNOWN
    kept_in(tmp_path, day=40_001).sweep()
    assert kept_in(tmp_path).article(b"key", TEXT, "a.md") is None


def test_several_gists_are_asked_for_at_once(tmp_path: Path) -> None:
    known = gist_of(KNOWN, "a.md", invented.CATALOG)
    kept = kept_in(tmp_path / "not" / "there" / "yet")
    for key in (b"one-----", b"two-----", b"three---"):
        kept.put_gist(key, known)
    kept.close()
    again = kept_in(tmp_path / "not" / "there" / "yet").gists([b"one-----", b"two-----", b"none----"])
    assert set(again) == {b"one-----", b"two-----"}


def test_what_is_no_database_is_replaced_at_once(tmp_path: Path) -> None:
    (tmp_path / "articles.sqlite3").write_bytes(b"no database" * 100)
    (tmp_path / "articles.sqlite3-journal").write_bytes(b"of another")
    kept = kept_in(tmp_path)
    kept.put_article(b"key", KNOWN)
    kept.close()
    assert kept_in(tmp_path).article(b"key", TEXT, "a.md") == KNOWN


def test_any_name_of_a_file_has_a_key(tmp_path: Path) -> None:
    kept = kept_in(tmp_path)
    assert kept.key(b"x", "a.\udcff") != kept.key(b"x", "a.md") == kept.key(b"x", "of\udcff/b.md")
