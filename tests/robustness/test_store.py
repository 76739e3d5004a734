"""Files that are written whole or not at all, and what is remembered between runs however it is damaged."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import invented
from credlint import article, cache, gist, store
from credlint.article import FrontMatterKeys

TEXT = "---\ntitle: Bakers\n---\n\nThe Acme Certified Baker exam costs $100.\n"


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    before = os.umask(0o026)
    try:
        store.write_whole(tmp_path / "new", b"x")
        assert os.umask(0o026) == 0o026
    finally:
        os.umask(before)
    assert (tmp_path / "new").read_bytes() == b"x"
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_what_is_replaced_keeps_its_permissions_and_its_links(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o755)
    link.symlink_to(target)
    store.write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o755
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "target"]


def test_what_is_not_whole_yet_is_hidden_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda handle: seen.extend(path.name for path in tmp_path.iterdir()))
    store.write_whole(tmp_path / "report", b"new")
    (name,) = seen
    assert name.startswith(".report.")
    assert name.endswith(".tmp")


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod", "fdopen"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    (tmp_path / "report").write_bytes(b"old")
    monkeypatch.setattr(Path if step in ("replace", "chmod") else os, step, fail)
    with pytest.raises(type(error)) as raised:
        store.write_whole(tmp_path / "report", b"new")
    monkeypatch.undo()
    if isinstance(raised.value, OSError):
        assert raised.value.filename == str(tmp_path / "report")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("report", b"old")]


def test_what_cannot_be_replaced_is_written_to(tmp_path: Path) -> None:
    store.write_whole(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()
    with pytest.raises(OSError):
        store.write_whole(tmp_path, b"x")
    with pytest.raises(FileNotFoundError) as raised:
        store.write_whole(tmp_path / "missing" / "x", b"x")
    assert raised.value.filename == str(tmp_path / "missing" / "x")


# The cache


OPENED: list[cache.Articles] = []


def kept_in(folder: Path) -> cache.Articles:
    OPENED.append(cache.Articles(folder, "sha256:0", FrontMatterKeys()))
    return OPENED[-1]


def kept_with(known: article.Article, folder: Path) -> bytes:
    """Keeps the article in a cache there; returns its key."""
    kept = kept_in(folder)
    key = kept.key(TEXT.encode(), "a.md")
    kept.put_article(key, known)
    kept.close()
    return key


@pytest.fixture(autouse=True)
def every_cache_is_closed() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()


def test_what_is_remembered_is_what_was_read(tmp_path: Path) -> None:
    known = article.read(TEXT, "a.md", invented.CATALOG.names)
    key = kept_with(known, tmp_path)
    assert kept_in(tmp_path).article(key, TEXT, "a.md") == known
    assert kept_in(tmp_path).article(kept_in(tmp_path).key(TEXT.encode(), "a.mdx"), TEXT, "a.mdx") is None
    assert kept_in(tmp_path).article(key, TEXT + "more", "a.md") is None
    other = cache.Articles(tmp_path, "sha256:1", FrontMatterKeys())
    assert other.key(TEXT.encode(), "a.md") != key


def test_a_damaged_cache_says_nothing_or_the_truth(tmp_path: Path) -> None:
    known = article.read(TEXT, "a.md", invented.CATALOG.names)
    key = kept_with(known, tmp_path)
    (file,) = (path for path in tmp_path.iterdir() if path.suffix == ".sqlite3")
    whole = file.read_bytes()
    draw = random.Random(0)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(draw.choice((1, 1, 20))):
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        file.write_bytes(data[: draw.choice((len(data), draw.randrange(len(data))))])
        reading = kept_in(tmp_path)
        assert reading.article(key, TEXT, "a.md") in (None, known)
        reading.put_article(key, known)
        reading.close()
        file.unlink(missing_ok=True)


@pytest.mark.parametrize("plant", [b"", b"no database", b"SQLite format 3\x00" + bytes(200)])
def test_what_is_no_database_is_begun_anew(tmp_path: Path, plant: bytes) -> None:
    (tmp_path / "articles.sqlite3").write_bytes(plant)
    known = article.read(TEXT, "a.md", invented.CATALOG.names)
    for _ in range(2):
        kept = kept_in(tmp_path)
        key = kept.key(TEXT.encode(), "a.md")
        kept.put_article(key, known)
        kept.close()
    assert kept_in(tmp_path).article(key, TEXT, "a.md") == known


def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept = kept_in(tmp_path / "file" / "below")
    kept.put_article(b"key", article.read(TEXT, "a.md", invented.CATALOG.names))
    kept.sweep(0)
    kept.close()
    assert kept_in(tmp_path / "file" / "below").article(b"key", TEXT, "a.md") is None


def test_the_sweep_lets_go_of_what_is_old(tmp_path: Path) -> None:
    known = article.read(TEXT, "a.md", invented.CATALOG.names)
    key = kept_with(known, tmp_path)
    with sqlite3.connect(tmp_path / "articles.sqlite3") as database:
        (day,) = database.execute("SELECT day FROM articles").fetchone()
    database.close()
    kept = kept_in(tmp_path)
    kept.sweep(86400.0 * (day + cache.KEPT_DAYS))
    assert kept_in(tmp_path).article(key, TEXT, "a.md") == known
    kept.sweep(86400.0 * (day + cache.KEPT_DAYS + 1))
    assert kept_in(tmp_path).article(key, TEXT, "a.md") is None


def test_gists_are_remembered_with_every_part(tmp_path: Path) -> None:
    text = (
        "---\nslug: s\ndraft: true\n---\n\n# A\n\nThe Acme Certified Baker exam costs $1.\n\n"
        "[x](b.md) ![y](c.png) https://d.example/\n"
    )
    known = gist.gist_of(article.read(text, "a.md", invented.CATALOG.names), "a.md", invented.CATALOG)
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
    known = article.read(TEXT, "a.md", invented.CATALOG.names)
    kept = kept_in(tmp_path)
    kept.put_article(b"key", known)
    kept.put_gist(b"key", gist.gist_of(known, "a.md", invented.CATALOG))
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
    known = article.read(TEXT, "a.md", invented.CATALOG.names)
    first = kept_in(tmp_path)
    first.put_article(b"key", known)
    first.close()
    holder = sqlite3.connect(tmp_path / "articles.sqlite3", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    second = kept_in(tmp_path)
    second.put_article(b"other", known)
    second.close()
    second.sweep(86400.0 * 40_000)
    assert kept_in(tmp_path).article(b"key", TEXT, "a.md") is None  # not to be had now, and not an error
    holder.execute("ROLLBACK")
    holder.close()
    assert kept_in(tmp_path).article(b"key", TEXT, "a.md") == known


def test_a_database_that_breaks_while_it_is_open_is_begun_anew(tmp_path: Path) -> None:
    known = article.read(TEXT, "a.md", invented.CATALOG.names)
    kept = kept_in(tmp_path)
    kept.put_article(b"first", known)
    kept._write()  # open from now on
    (tmp_path / "articles.sqlite3").write_bytes(b"SQLite format 3\x00" + bytes(range(1, 200)))
    (tmp_path / "articles.sqlite3-journal").write_bytes(b"of another database")
    kept.put_article(b"key", known)
    kept.close()
    assert not (tmp_path / "articles.sqlite3-journal").exists()
    assert kept_in(tmp_path).article(b"key", TEXT, "a.md") in (None, known)


def test_many_articles_are_written_as_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "ROWS_AT_ONCE", 2)
    known = article.read(TEXT, "a.md", invented.CATALOG.names)
    kept = kept_in(tmp_path)
    kept.put_article(b"1", known)
    kept.put_article(b"2", known)
    assert kept_in(tmp_path).article(b"2", TEXT, "a.md") == known
    kept.close()


def test_the_sweep_is_done_once_a_day(tmp_path: Path) -> None:
    known = article.read(TEXT, "a.md", invented.CATALOG.names)
    kept = kept_in(tmp_path)
    late = 86400.0 * 40_000
    kept.sweep(late)
    kept.put_article(b"key", known)
    kept.close()
    kept.sweep(late + 86399)
    assert kept_in(tmp_path).article(b"key", TEXT, "a.md") == known
    kept.sweep(late + 86400)
    assert kept_in(tmp_path).article(b"key", TEXT, "a.md") is None


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        (lambda top: {"CREDLINT_CACHE_DIR": f"{top}/named", "HOME": f"{top}/home"}, "named"),
        (lambda top: {"XDG_CACHE_HOME": f"{top}/xdg", "HOME": f"{top}/home"}, "xdg/credlint"),
        (lambda top: {"HOME": f"{top}/home"}, "home/.cache/credlint"),
        (lambda top: {}, None),
        (lambda top: {"HOME": "home"}, None),  # not absolute: it would be a folder of the checked tree
        (lambda top: {"CREDLINT_CACHE_DIR": "cache"}, None),
        (lambda top: {"CREDLINT_CACHE_DIR": f"{top}/file/below"}, None),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="other systems have other places")
def test_where_the_cache_is(tmp_path: Path, environment: Callable[[Path], dict[str, str]], found: str | None) -> None:
    (tmp_path / "file").write_bytes(b"")
    folder = cache.folder(environment(tmp_path))
    assert folder == (None if found is None else tmp_path / found)
    if folder is not None:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="the paths are those of this system")
@pytest.mark.parametrize(
    ("environment", "found"),
    [
        (lambda top: {"LOCALAPPDATA": f"{top}/local", "HOME": f"{top}/home"}, "local/credlint/cache"),
        (lambda top: {"XDG_CACHE_HOME": f"{top}/xdg", "HOME": f"{top}/home"}, None),
    ],
)
def test_where_the_cache_is_on_windows(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: Callable[[Path], dict[str, str]],
    found: str | None,
) -> None:
    monkeypatch.setattr(cache.sys, "platform", "win32")
    for _ in range(2):  # whether it was there before or not
        assert cache.folder(environment(tmp_path)) == (None if found is None else tmp_path / found)


def test_several_gists_are_asked_for_at_once(tmp_path: Path) -> None:
    known = gist.gist_of(article.read(TEXT, "a.md", invented.CATALOG.names), "a.md", invented.CATALOG)
    kept = kept_in(tmp_path / "not" / "there" / "yet")
    for key in (b"one-----", b"two-----", b"three---"):
        kept.put_gist(key, known)
    kept.close()
    again = kept_in(tmp_path / "not" / "there" / "yet").gists([b"one-----", b"two-----", b"none----"])
    assert set(again) == {b"one-----", b"two-----"}


def test_what_is_no_database_is_replaced_at_once(tmp_path: Path) -> None:
    (tmp_path / "articles.sqlite3").write_bytes(b"no database" * 100)
    (tmp_path / "articles.sqlite3-journal").write_bytes(b"of another")
    known = article.read(TEXT, "a.md", invented.CATALOG.names)
    kept = kept_in(tmp_path)
    kept.put_article(b"key", known)
    kept.close()
    assert kept_in(tmp_path).article(b"key", TEXT, "a.md") == known


def test_any_name_of_a_file_has_a_key(tmp_path: Path) -> None:
    kept = kept_in(tmp_path)
    assert kept.key(b"x", "a.\udcff") != kept.key(b"x", "a.md") == kept.key(b"x", "of\udcff/b.md")


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_not_used(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, -1)
    assert cache.folder({"CREDLINT_CACHE_DIR": str(tmp_path)}) is None
