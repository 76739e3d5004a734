"""No test reaches the network unless it asked, and none reaches further than this machine."""

from __future__ import annotations

import socket

import pytest


def test_nobody_is_asked_unasked() -> None:
    with pytest.raises(AssertionError, match="mark it"), socket.socket() as one:
        one.connect(("127.0.0.1", 9))
    with pytest.raises(AssertionError, match="mark it"):
        socket.getaddrinfo("localhost", 80)


@pytest.mark.network
def test_this_machine_may_be_asked_and_no_other() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as one:
        one.connect(server.getsockname())
    with pytest.raises(AssertionError, match="only this machine"), socket.socket() as one:
        one.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match="only this machine"):
        socket.getaddrinfo("example.com", 80)
