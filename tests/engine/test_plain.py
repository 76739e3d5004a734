"""Stored forms: what is written is what is read, and nothing else is taken for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import invented
from credlint import cache
from credlint.article import Article, FrontMatterKeys, read
from credlint.plain import from_plain, to_plain
from credlint.values import Cost, Kind, Validity, Value

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


@dataclass(frozen=True, slots=True)
class Everything:
    day: date
    amount: Decimal
    kind: Kind
    value: Value
    maybe: int | None = None
    pair: tuple[str, int] = ("a", 1)
    many: tuple[Cost, ...] = ()
    by_path: Mapping[tuple[str | int, ...], Decimal] = field(default_factory=dict)
    anything: object = None


SAMPLE = Everything(
    date(2026, 2, 28), Decimal("0.10"), Kind.EXAM, Validity(lifetime=True), None, ("b", 2),
    (Cost(None, Decimal(3), "EUR"),), {("tags", 0): Decimal(1)}, {"x": [1, None]},
)  # fmt: skip


@pytest.mark.parametrize("value", [SAMPLE, replace(SAMPLE, maybe=3, value=Cost(Decimal(1), None, "USD"))])
def test_there_and_back(value: Everything) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(value, Everything))), Everything) == value


def test_an_article_there_and_back() -> None:
    article = read(ARTICLE, "a.md", invented.CATALOG.names)
    assert article.claims and article.document.directives and article.mentions
    assert from_plain(json.loads(json.dumps(to_plain(article, Article))), Article) == article


@pytest.mark.parametrize("plain", [None, [], {}, [1, 2, 3], "x", [["2026-02-30"]], ["2026-02-30"] * 9])
def test_what_is_no_stored_form_is_refused(plain: object) -> None:
    with pytest.raises(ValueError):
        from_plain(plain, Everything)


@pytest.fixture
def kept(tmp_path: Path) -> cache.Articles:
    return cache.Articles(tmp_path, "sha256:1", FrontMatterKeys())


def test_a_kept_article_comes_back_under_its_present_path(kept: cache.Articles) -> None:
    data = ARTICLE.encode()
    kept.put(data, read(ARTICLE, "old.md", invented.CATALOG.names))
    assert kept.get(data, ARTICLE, "new.md") == read(ARTICLE, "new.md", invented.CATALOG.names)


def test_other_bytes_another_catalog_other_keys_or_another_syntax_is_another_article(
    kept: cache.Articles, tmp_path: Path
) -> None:
    data = ARTICLE.encode()
    kept.put(data, read(ARTICLE, "a.md", invented.CATALOG.names))
    assert kept.get(data + b"x", ARTICLE + "x", "a.md") is None
    assert kept.get(data, ARTICLE, "a.mdx") is None
    assert cache.Articles(tmp_path, "sha256:2", FrontMatterKeys()).get(data, ARTICLE, "a.md") is None
    assert cache.Articles(tmp_path, "sha256:1", FrontMatterKeys(title=("name",))).get(data, ARTICLE, "a.md") is None


def test_a_damaged_entry_is_no_entry(kept: cache.Articles, tmp_path: Path) -> None:
    data = ARTICLE.encode()
    kept.put(data, read(ARTICLE, "a.md", invented.CATALOG.names))
    (entry,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    stored = entry.read_bytes()
    for damaged in (b"", stored[:40], stored[:-1], stored[1:], b"[" * 100_000, bytes(len(stored))):
        entry.write_bytes(damaged)
        assert kept.get(data, ARTICLE, "a.md") is None
    for at in range(0, len(stored), 97):
        entry.write_bytes(stored[:at] + bytes([stored[at] ^ 1]) + stored[at + 1 :])
        assert kept.get(data, ARTICLE, "a.md") is None


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "articles").write_text("in the way")
    kept = cache.Articles(tmp_path, "", FrontMatterKeys())
    kept.put(b"x", read("x", "a.md", invented.CATALOG.names))
    kept.sweep(0.0)
    assert kept.get(b"x", "x", "a.md") is None


def test_what_is_old_is_swept_once_a_day(kept: cache.Articles, tmp_path: Path) -> None:
    kept.put(b"x", read("x", "a.md", invented.CATALOG.names))
    (entry,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    now = entry.stat().st_mtime
    kept.sweep(now)
    assert entry.exists()
    (tmp_path / "articles" / "swept").unlink()
    kept.sweep(now + cache.KEPT_SECONDS + 1)
    assert not entry.exists()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"CREDLINT_CACHE_DIR": "{}/own", "HOME": "{}"}, "own"),
        ({"XDG_CACHE_HOME": "{}/xdg", "HOME": "{}"}, "xdg/credlint"),
        ({"HOME": "{}"}, ".cache/credlint"),
        ({}, None),
        # A relative folder would be one of the checked tree.
        ({"CREDLINT_CACHE_DIR": "cache"}, None),
        ({"CREDLINT_CACHE_DIR": "{}/file/cache"}, None),
    ],
)
def test_where_the_cache_is(tmp_path: Path, environment: dict[str, str], expected: str | None) -> None:
    (tmp_path / "file").touch()
    found = cache.folder({name: value.format(tmp_path) for name, value in environment.items()})
    assert found == (None if expected is None else tmp_path / expected)
