"""What earlier answers are worth, and what of them survives on disk."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from credlint.link_store import LinkStore
from credlint.links import LinkResult, LinkStatus, Policy, Reason
from credlint.links.address import networks
from credlint.links.memory import AGES, is_fresh, with_history

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
URL = "https://acme.example/x"


def result(status: str, when: datetime = NOON, **others: object) -> LinkResult:
    checked = when.isoformat(timespec="seconds")
    return LinkResult(URL, LinkStatus(status), checked_at=checked, **others)  # type: ignore[arg-type]


@pytest.mark.parametrize("status", list(AGES))
def test_an_answer_ages_by_its_status(status: LinkStatus) -> None:
    age = AGES[status]
    assert is_fresh(result(status), NOON + age * 0.74, Policy())
    assert not is_fresh(result(status), NOON + age * 1.26, Policy())


@pytest.mark.parametrize(
    ("remembered", "fresh"),
    [
        (result("ok", NOON + timedelta(seconds=1)), False),
        (result("skipped"), False),
        (result("unreachable", reason=Reason.INTERNAL), False),
        (LinkResult(URL, LinkStatus.OK), False),
        (LinkResult(URL, LinkStatus.OK, checked_at="yesterday"), False),
        (result("ok"), True),
    ],
)
def test_what_may_not_stand_in_for_asking(remembered: LinkResult, fresh: bool) -> None:
    assert is_fresh(remembered, NOON, Policy()) is fresh


def test_a_configured_age_never_lengthens_the_life_of_a_failure() -> None:
    week = Policy(max_age_hours=168)
    assert is_fresh(result("ok", NOON - timedelta(hours=100)), NOON, week)
    assert not is_fresh(result("broken", NOON - timedelta(hours=1)), NOON, week)
    assert not is_fresh(result("ok"), NOON, Policy(max_age_hours=0))


def test_ages_differ_a_little_from_url_to_url() -> None:
    later = NOON + AGES[LinkStatus.OK]
    fresh = [is_fresh(replace(result("ok"), url=f"{URL}{i}"), later, Policy()) for i in range(100)]
    assert 20 < sum(fresh) < 80


def told(*days: tuple[int, str]) -> LinkResult:
    """The last of a row of answers, each so many days after noon."""
    before: LinkResult | None = None
    for day, status in days:
        before = with_history(result(status, NOON + timedelta(days=day)), before)
    assert before is not None
    return before


@pytest.mark.parametrize(
    ("days", "status", "strikes", "first_failed", "last_good"),
    [
        ([(0, "ok")], "ok", 0, None, 0),
        ([(0, "unreachable")], "unreachable", 1, 0, None),
        ([(0, "ok"), (1, "unreachable")], "unreachable", 1, 1, 0),
        ([(0, "unreachable"), (0, "unreachable"), (0, "unreachable")], "unreachable", 1, 0, None),
        ([(0, "unreachable"), (1, "unreachable"), (2, "unreachable")], "unreachable", 3, 0, None),
        ([(0, "unreachable"), (1, "unreachable"), (3, "unreachable")], "broken", 3, 0, None),
        ([(0, "unreachable"), (9, "unreachable")], "unreachable", 2, 0, None),
        ([(0, "unreachable"), (1, "unreachable"), (2, "ok"), (3, "unreachable")], "unreachable", 1, 3, 2),
        ([(0, "unreachable"), (1, "unreachable"), (3, "unreachable"), (4, "unreachable")], "broken", 4, 0, None),
        ([(0, "unreachable"), (1, "blocked"), (3, "unreachable"), (5, "unreachable")], "broken", 3, 0, None),
        ([(0, "ok"), (1, "broken")], "broken", 1, 1, 0),
        ([(0, "ok"), (1, "blocked")], "blocked", 0, None, 0),
        ([(0, "broken"), (1, "moved")], "moved", 0, None, 1),
    ],
)
def test_failures_are_counted_by_days(
    days: list[tuple[int, str]], status: str, strikes: int, first_failed: int | None, last_good: int | None
) -> None:
    def time_of(day: int | None) -> str | None:
        return None if day is None else (NOON + timedelta(days=day)).isoformat()

    last = told(*days)
    assert (last.status, last.strikes) == (status, strikes)
    assert (last.first_failed, last.last_good) == (time_of(first_failed), time_of(last_good))
    assert (last.reason is Reason.FAILED_FOR_DAYS) is (status == "broken" and days[-1][1] == "unreachable")


FULL = LinkResult(
    URL, LinkStatus.MOVED, 200, "https://acme.example/y", "moved — “für immer”", NOON.isoformat(), (URL, f"{URL}/y"),
    "s", Reason.REDIRECT, "link there", "https://acme.example/y", "f", "g", 3,
)  # fmt: skip


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    store = LinkStore(tmp_path)
    assert store.recall([URL], Policy()) == {}
    assert list(tmp_path.iterdir()) == []
    results = {f"{URL}{i}": replace(FULL, url=f"{URL}{i}") for i in range(1200)}
    store.remember(results, Policy())
    assert LinkStore(tmp_path).recall([*results, "https://other.example/"], Policy()) == results


def test_the_later_answer_stays_and_what_was_not_asked_leaves_no_trace(tmp_path: Path) -> None:
    store = LinkStore(tmp_path)
    store.remember({URL: result("ok")}, Policy())
    store.remember({URL: result("broken", NOON + timedelta(days=1))}, Policy())
    store.remember({URL: result("skipped", NOON + timedelta(days=2))}, Policy())
    assert store.recall([URL], Policy())[URL].status is LinkStatus.BROKEN


def test_answers_under_other_permissions_are_other_answers(tmp_path: Path) -> None:
    store = LinkStore(tmp_path)
    store.remember({URL: result("ok")}, Policy(allow_private=networks(["127.0.0.1/32"])))
    assert store.recall([URL], Policy()) == {}
    assert store.recall([URL], Policy(ca_file="/x", allow_private=networks(["127.0.0.1/32"]))) == {}
    assert URL in store.recall([URL], Policy(allow_private=networks(["127.0.0.1/32"]), timeout_seconds=3))


def test_no_secret_of_a_url_is_on_disk(tmp_path: Path) -> None:
    url = "https://u:s3cret@acme.example/?api_key=s3cret"
    store = LinkStore(tmp_path)
    store.remember({url: result("ok")}, Policy())
    assert url in store.recall([url], Policy())
    assert b"s3cret" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_what_is_very_old_is_let_go(tmp_path: Path) -> None:
    store = LinkStore(tmp_path)
    limit = NOON - timedelta(days=400)
    store.remember({URL: result("ok", limit), f"{URL}/older": result("ok", limit - timedelta(seconds=1))}, Policy())
    store.remember({"https://b.example/": result("ok")}, Policy())
    assert store.recall([URL, f"{URL}/older", "https://b.example/"], Policy()).keys() == {URL, "https://b.example/"}


def test_what_is_kept_together_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    store = LinkStore(tmp_path)
    _filled(store, tmp_path)
    no_time = replace(FULL, checked_at=2**70)  # which SQLite has no room for
    with pytest.raises(OverflowError):
        store.remember({f"{URL}/1": FULL, f"{URL}/2": no_time}, Policy())
    assert store.recall([URL, f"{URL}/1"], Policy()) == {URL: FULL}


def test_a_url_of_any_characters_is_kept(tmp_path: Path) -> None:
    store = LinkStore(tmp_path)
    results = {url: replace(FULL, url=url) for url in (f"{URL}/\udcff", f"{URL}/ü\x00", "")}
    store.remember(results, Policy())
    assert store.recall(results, Policy()) == results


def test_reading_changes_nothing_on_disk(tmp_path: Path) -> None:
    store = LinkStore(tmp_path)
    (file,) = _filled(store, tmp_path)
    head = file.read_bytes()[:4096]
    for data in (b"", b"no database" * 100, head + b"\xff" * 4096):
        file.write_bytes(data)
        assert store.recall([URL], Policy()) == {}
        assert [file.read_bytes() for file in tmp_path.iterdir()] == [data]


def test_the_journal_of_a_file_that_is_begun_anew_is_not_played_into_it(tmp_path: Path) -> None:
    store = LinkStore(tmp_path)
    (file,) = _filled(store, tmp_path)
    database = sqlite3.connect(file, isolation_level=None)
    database.execute("PRAGMA cache_size = 1")
    database.execute("BEGIN")
    database.execute("CREATE TABLE big (text TEXT)")
    database.executemany("INSERT INTO big VALUES (?)", [("x" * 5_000,)] * 50)
    (journal,) = tmp_path.glob("*-journal")
    left = journal.read_bytes()
    database.close()
    journal.write_bytes(left)
    file.write_bytes(b"no database" * 1_000)
    for _ in range(2):  # SQLite plays it into what it takes for a database, which then shows that it is none
        store.remember({URL: result("ok")}, Policy())
    assert store.recall([URL], Policy()) == {URL: result("ok")}


def test_a_damaged_file_invents_nothing_and_is_replaced(tmp_path: Path) -> None:
    store = LinkStore(tmp_path)
    (file,) = _filled(store, tmp_path)
    whole = file.read_bytes()
    for position in range(0, len(whole), 61):
        file.write_bytes(whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1 :])
        assert store.recall([URL], Policy()).get(URL, FULL) == FULL
    for length in range(0, len(whole), 509):
        file.write_bytes(whole[:length])
        assert store.recall([URL], Policy()).get(URL, FULL) == FULL
    for rubbish in (b"", b"rubbish" * 1000, bytes(5000), whole[:100] + bytes(len(whole) - 100)):
        file.write_bytes(rubbish)
        store.remember({URL: FULL}, Policy())
        store.remember({URL: FULL}, Policy())
        assert LinkStore(tmp_path).recall([URL], Policy()) == {URL: FULL}


def _filled(store: LinkStore, folder: Path) -> list[Path]:
    store.remember({URL: FULL}, Policy())
    return list(folder.iterdir())


@pytest.mark.parametrize(
    "entry",
    ["{}", "[]", "null", "{", '{"status": "fine", "reason": "answered", "chain": []}', '{"url": 1}', "[" * 100_000],
)
def test_an_entry_that_fits_no_result_is_not_there(entry: str, tmp_path: Path) -> None:
    from credlint.link_store import _checksum, _key

    store = LinkStore(tmp_path)
    (file,) = _filled(store, tmp_path)
    key = _key(URL, Policy())
    database = sqlite3.connect(file)
    with database:
        database.execute("UPDATE links SET entry = ?, checksum = ?", (entry, _checksum(key, entry)))
    database.close()
    assert store.recall([URL], Policy()) == {}


def test_a_file_of_another_version_is_begun_anew(tmp_path: Path) -> None:
    store = LinkStore(tmp_path)
    (file,) = _filled(store, tmp_path)
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version = 99")
    database.close()
    assert store.recall([URL], Policy()) == {}
    store.remember({URL: FULL}, Policy())
    assert store.recall([URL], Policy()) == {URL: FULL}


@pytest.mark.parametrize("obstacle", ["no folder", "a folder in its place", "a symbolic link"])
def test_where_nothing_can_be_kept_nothing_is_raised(obstacle: str, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    if obstacle != "no folder":
        folder.mkdir()
    if obstacle == "a folder in its place":
        (folder / "links.sqlite3").mkdir()
    if obstacle == "a symbolic link":
        (tmp_path / "elsewhere").write_bytes(b"")
        (folder / "links.sqlite3").symlink_to(tmp_path / "elsewhere")
    store = LinkStore(folder)
    store.remember({URL: FULL}, Policy())
    assert store.recall([URL], Policy()) == {}
    if obstacle == "a symbolic link":
        assert (tmp_path / "elsewhere").read_bytes() == b""


def test_while_another_run_holds_the_file_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("credlint.link_store._LOCK_SECONDS", 0.05)
    store = LinkStore(tmp_path)
    (file,) = _filled(store, tmp_path)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    store.remember({URL: result("broken")}, Policy())
    assert store.recall([URL], Policy()) == {}
    holder.execute("ROLLBACK")
    holder.close()
    assert store.recall([URL], Policy()) == {URL: FULL}


WRITER = """
import sys
from pathlib import Path
from credlint.link_store import LinkStore
from credlint.links import LinkResult, LinkStatus, Policy

for i in range(int(sys.argv[3])):
    result = LinkResult(f"{sys.argv[2]}/{i}", LinkStatus.OK, 200, checked_at="2026-06-15T12:00:00+00:00")
    LinkStore(Path(sys.argv[1])).remember({result.url: result}, Policy())
    print(i, flush=True)
"""


def writer(folder: Path, name: str, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), name, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_several_processes_lose_nothing(tmp_path: Path) -> None:
    names = [f"https://p{i}.example" for i in range(4)]
    for process in [writer(tmp_path, name, 25) for name in names]:
        process.communicate(timeout=60)
        assert process.returncode == 0
    wanted = [f"{name}/{i}" for name in names for i in range(25)]
    assert len(LinkStore(tmp_path).recall(wanted, Policy())) == 100


def test_killed_in_the_middle_the_file_stays_good(tmp_path: Path) -> None:
    store = LinkStore(tmp_path)
    store.remember({URL: FULL}, Policy())
    for lines in range(1, 11):
        with writer(tmp_path, "https://killed.example", 10_000) as process:
            assert process.stdout is not None
            written = [process.stdout.readline() for _ in range(lines)]
            process.kill()
        found = store.recall([URL, *(f"https://killed.example/{i}" for i in range(100))], Policy())
        assert found.pop(URL) == FULL
        assert len(found) >= len(written)
        assert {result.status for result in found.values()} == {LinkStatus.OK}


def test_what_is_no_database_is_replaced_at_once(tmp_path: Path) -> None:
    (tmp_path / "links.sqlite3").write_bytes(b"no database" * 100)
    LinkStore(tmp_path).remember({URL: FULL}, Policy())
    assert LinkStore(tmp_path).recall([URL], Policy()) == {URL: FULL}


@pytest.mark.parametrize(
    "change", ["entry = replace(entry, 'moved', 'ok')", "entry = x'00'", "entry = NULL", "checksum = x'00'"]
)
def test_an_entry_that_its_checksum_does_not_bear_out_is_not_there(change: str, tmp_path: Path) -> None:
    store = LinkStore(tmp_path)
    (file,) = _filled(store, tmp_path)
    with sqlite3.connect(file) as database:
        database.execute(f"UPDATE links SET {change}")
    database.close()
    assert store.recall([URL], Policy()) == {}


def test_a_file_that_shows_its_damage_while_it_is_written_is_begun_anew(tmp_path: Path) -> None:
    store = LinkStore(tmp_path)
    (file,) = _filled(store, tmp_path)
    data = file.read_bytes()
    page = 4096
    file.write_bytes(data[:page] + b"\xff" * (len(data) - page))  # the first page tells what the file is
    store.remember({URL: result("ok")}, Policy())
    store.remember({URL: result("ok")}, Policy())
    assert store.recall([URL], Policy()) == {URL: result("ok")}


def test_what_is_damaged_and_cannot_be_removed_is_let_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    (tmp_path / "links.sqlite3").write_bytes(b"no database")
    monkeypatch.setattr(Path, "unlink", refuse)
    LinkStore(tmp_path).remember({URL: result("ok")}, Policy())
    assert LinkStore(tmp_path).recall([URL], Policy()) == {}
    assert (tmp_path / "links.sqlite3").read_bytes() == b"no database"
