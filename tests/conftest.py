"""What every test may use: the invented world, its fixed day, and no network unless a test asked for loopback."""

from __future__ import annotations

import ipaddress
import shutil
import signal
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

import invented
from credlint import bundled
from credlint.catalog import Catalog
from credlint.catalog.load import load
from credlint.world import World

# How long an example takes depends on the machine and its load, so no test asks.
settings.register_profile("credlint", deadline=None)
settings.load_profile("credlint")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the expected files of tests/reporters")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "network: the test may talk to servers on this machine (loopback), no further")
    # In the background of a script Ctrl-C is ignored, under `nohup` hanging up, and the commands that tests start would
    # inherit that.
    for name, usual in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, usual)


@pytest.fixture
def today() -> date:
    return invented.TODAY


@pytest.fixture
def catalog() -> Catalog:
    return invented.CATALOG


@pytest.fixture
def world() -> World:
    return invented.world()


@pytest.fixture(scope="session")
def compiled_catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the shipped catalog and nothing else; to compile it takes seconds."""
    folder = tmp_path_factory.mktemp("compiled")
    load([bundled.catalog_folder()], folder)
    return folder


@pytest.fixture
def new_cache(tmp_path: Path, compiled_catalog: Path) -> Path:
    """A cache as new, in `cache` beside what the test makes."""
    return Path(shutil.copytree(compiled_catalog, tmp_path / "cache"))


@pytest.fixture(autouse=True)
def only_asked_for_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test connects anywhere or looks a name up; one marked `network` may reach this machine.

    Pipes between processes (socket pairs, Unix sockets) are no network.
    """
    loopback = request.node.get_closest_marker("network") is not None
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def allowed(host: object) -> bool:
        if not loopback:
            return False
        if host in ("localhost", b"localhost", "", None):
            return True
        try:
            return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
        except ValueError:
            return False

    def refuse(host: object) -> None:
        hint = "only this machine may be asked" if loopback else "mark it with `network` to talk to this machine"
        raise AssertionError(f"a test asked for {host!r}: {hint}")

    def guarded_connect(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not allowed(address[0]):  # type: ignore[index]
            refuse(address)
        connect(self, address)  # type: ignore[arg-type]

    def guarded_connect_ex(self: socket.socket, address: object) -> int:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not allowed(address[0]):  # type: ignore[index]
            refuse(address)
        return connect_ex(self, address)  # type: ignore[arg-type]

    def guarded_look_up(host: object, *args: object, **named: object) -> object:
        if not allowed(host):
            refuse(host)
        return look_up(host, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
    yield
