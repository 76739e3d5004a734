"""Which addresses may be asked."""

from __future__ import annotations

import pytest

from credlint.errors import UsageError
from credlint.links.address import is_local, networks, refusal

REFUSED = (
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255",
    "127.0.0.1", "127.255.255.254", "168.63.129.16", "169.254.169.254", "169.254.0.1", "172.16.0.1",
    "172.31.255.255", "192.0.0.8", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255",
    "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1",
    "1::", "2001::1", "2001:0:53aa:64c:0:7f:80ff:fffe", "2001:2::1", "2001:10::1", "2001:1ff::1", "2001:db8::1",
    "2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::", "2002:c0a8:101::1", "3fff::1", "4000::1", "5f00::1",
    "fc00::1", "fd00:ec2::254", "fdff::1", "fe80::1", "fe80::1%eth0", "febf::1", "fec0::1", "ff02::1", "ff0e::1",
    "2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:a9fe:a9fe",
)  # fmt: skip
ASKED = (
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255",
    "128.0.0.1", "168.63.129.15", "168.63.129.17", "169.253.255.255", "169.255.0.1", "172.15.255.255", "172.32.0.1",
    "191.255.255.255", "192.0.1.1", "192.0.3.1", "192.167.255.255", "192.169.0.1", "198.17.255.255", "198.20.0.1",
    "223.255.255.255", "2001:200::1", "2001:4860:4860::8888", "2606:4700:4700::1111", "2a00::1", "3ffe::1",
    "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1", "2606:4700::5efe:8.8.8.8",
)  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not_public_is_refused_with_a_reason(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize(
    ("address", "meaning"),
    [
        ("::1", "this machine"), ("::", "this host"), ("64:ff9b:1::1", "translation"), ("fd00::1", "a private network"),
        ("fe80::1", "link-local"), ("fec0::1", "site-local"), ("ff02::1", "multicast"), ("4000::1", "not a public"),
        ("10.0.0.1", "a private network"), ("169.254.169.254", "link-local"), ("::ffff:10.0.0.1", "a private network"),
    ],
)  # fmt: skip
def test_the_reason_says_what_an_address_is_for(address: str, meaning: str) -> None:
    assert meaning in (refusal(address) or "")


@pytest.mark.parametrize("address", ASKED)
def test_what_is_public_may_be_asked(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize("text", ["", "localhost", "127.1", "0x7f000001", "2130706433", "1.2.3.4.5", "::g", "[::1]"])
def test_what_is_no_address_is_refused(text: str) -> None:
    assert refusal(text) == "not an address"


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("127.0.0.1", True),
        ("127.0.0.2", False),
        ("::ffff:127.0.0.1", True),
        ("64:ff9b::127.0.0.1", True),
        ("2002:7f00:1::1", True),
        ("2002:7f00:2::1", False),
        ("fd00::1", True),
        ("fd01::1", False),
        ("10.0.0.1", False),
        ("::1", False),
    ],
)
def test_only_the_networks_named_are_opened(address: str, allowed: bool) -> None:
    assert (refusal(address, networks(["127.0.0.1/32", " fd00::/16"])) is None) is allowed


@pytest.mark.parametrize("text", ["localhost", "127.0.0.1/8", "10.0.0.0/33", "", "127.0.0.0-255"])
def test_what_is_no_network_is_the_users_mistake(text: str) -> None:
    with pytest.raises(UsageError, match="is not a network") as caught:
        networks([text])
    assert caught.value.hint


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True),
        ("app.localhost", True),
        ("LOCALHOST.", True),
        ("printer.local", True),
        ("wiki.internal", True),
        ("nas.home", True),
        ("printer.lan", True),
        ("box.localdomain", True),
        ("127.0.0.1", True),
        ("127.1", True),
        ("0x7f000001", True),
        ("017700000001", True),
        ("2130706433", True),
        ("0", True),
        ("10.1", True),
        ("::1", True),
        ("fe80::1%eth0", True),
        ("::ffff:7f00:1", True),
        ("8.8.8.8", False),
        ("134744072", False),
        ("2606:4700::1", False),
        ("local.example", False),
        ("localhost.example", False),
        ("lan.example", False),
        ("acme.example", False),
        ("10.example", False),
    ],
)
def test_hosts_that_are_no_public_ones_as_written(host: str, local: bool) -> None:
    assert is_local(host) is local
