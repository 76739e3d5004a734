"""Stored forms: what is written is what is read, and nothing else is taken for it."""

from __future__ import annotations

import time
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


NUMBERS = f"---\ntitle: a\nweights: [{10**30}, -1, 0.5, 1e400]\n---\n\nText.\n"


@pytest.fixture
def kept(tmp_path: Path) -> cache.Articles:
    return _opened(cache.Articles(tmp_path, "sha256:1", FrontMatterKeys()))


DATA = ARTICLE.encode()


def kept_in(folder: Path, digest: str = "sha256:1", keys: FrontMatterKeys | None = None) -> cache.Articles:
    return _opened(cache.Articles(folder, digest, keys or FrontMatterKeys()))


OPENED: list[cache.Articles] = []


def _opened(kept: cache.Articles) -> cache.Articles:
    OPENED.append(kept)
    return kept


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


def test_a_row_under_the_key_of_another_is_no_entry(kept: cache.Articles, tmp_path: Path) -> None:
    """Rows are found by part of their key; all of it is in the checksum."""
    key = put(kept)
    alike = key[:8] + bytes(12)
    assert kept.gists([alike]).get(alike) is None and kept.article(alike, ARTICLE, "a.md") is None


def test_damage_is_an_empty_cache_and_never_another_article(kept: cache.Articles, tmp_path: Path) -> None:
    key = put(kept)
    gist = kept.gists([key]).get(key)
    article = kept.article(key, ARTICLE, "a.md")
    kept.close()
    (file,) = tmp_path.iterdir()
    stored = file.read_bytes()
    lost = 0
    for damaged in (b"", b"no database" * 1000, stored[:5000], bytes(len(stored)), *_flipped(stored)):
        file.write_bytes(damaged)
        again = kept_in(tmp_path)
        assert again.gists([key]).get(key) in (None, gist)
        found = again.article(key, ARTICLE, "a.md")
        assert found in (None, article)
        lost += found is None
        again.close()
    assert lost > 10
    file.write_bytes(b"no database" * 1000)
    again = kept_in(tmp_path)
    put(again)
    assert again.article(key, ARTICLE, "a.md") == article


def _flipped(stored: bytes) -> Iterator[bytes]:
    for at in range(0, len(stored), 97):
        yield stored[:at] + bytes([stored[at] ^ 1]) + stored[at + 1 :]


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "articles.sqlite3").mkdir()
    kept = kept_in(tmp_path)
    kept.sweep(0.0)
    key = put(kept)
    assert kept.article(key, ARTICLE, "a.md") is None and kept.gists([key]).get(key) is None


def test_what_is_old_is_swept(kept: cache.Articles) -> None:
    key = put(kept)
    kept.sweep(time.time())
    assert kept.gists([key]).get(key) is not None
    kept.sweep(time.time() + (cache.KEPT_DAYS + 2) * 86400)
    assert kept.gists([key]).get(key) is None and kept.article(key, ARTICLE, "a.md") is None


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
