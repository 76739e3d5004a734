"""Files that are written whole or not at all, and where the cache is."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from credlint import store


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


def test_what_is_sealed_comes_back_unless_a_byte_of_it_changed(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    for data in (b"", b"x", bytes(range(256))):
        store.write_sealed(file, data)
        read = store.read_sealed(file)
        assert read is not None and bytes(read) == data
        whole = file.read_bytes()
        assert whole == store.sealed(data)
        for at in range(len(whole)):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            assert store.read_sealed(file) is None
            file.write_bytes(whole[:at])
            assert store.read_sealed(file) is None
    assert store.read_sealed(tmp_path / "nowhere") is None
    store.write_sealed(tmp_path / "nowhere" / "kept", b"x")  # that it could not be kept is no error


@pytest.mark.skipif(os.name != "posix", reason="pipes, and links without a permission")
@pytest.mark.parametrize("plant", ["a link", "a link to itself", "a pipe", "a device"])
def test_what_is_sealed_is_a_file_of_its_own(tmp_path: Path, plant: str) -> None:
    file, precious = tmp_path / "kept", tmp_path / "precious"
    precious.write_bytes(b"mine")
    if plant == "a pipe":
        os.mkfifo(file)
    else:
        file.symlink_to({"a link": "precious", "a link to itself": "kept", "a device": "/dev/zero"}[plant])
    assert store.read_sealed(file) is None
    store.write_sealed(file, b"x")
    assert store.read_sealed(file) == b"x"
    assert precious.read_bytes() == b"mine"


def test_a_link_that_leads_to_itself_becomes_a_file(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    store.write_whole(tmp_path / "loop", b"x")
    assert (tmp_path / "loop").read_bytes() == b"x"


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
    folder = store.cache_folder(environment(tmp_path))
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
    monkeypatch.setattr(store.sys, "platform", "win32")
    for _ in range(2):  # whether it was there before or not
        assert store.cache_folder(environment(tmp_path)) == (None if found is None else tmp_path / found)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_not_used(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, -1)
    assert store.cache_folder({"CREDLINT_CACHE_DIR": str(tmp_path)}) is None
