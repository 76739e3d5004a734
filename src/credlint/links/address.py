"""May this address be asked: the one guard.

A link, a redirect or a name server may point into the network that the checker runs in. Only addresses of the public
Internet may be asked, and the address that was judged is the one that is connected to. The tables are IANA's registries
of special-purpose addresses, written out because `ipaddress.is_global` changes between Python releases and lets NAT64,
6to4 and multicast through.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from credlint.errors import UsageError

Network = IPv4Network | IPv6Network

# https://www.iana.org/assignments/iana-ipv4-special-registry
_SPECIAL_V4 = tuple(
    (IPv4Network(network), meaning)
    for network, meaning in (
        ("0.0.0.0/8", "this host (RFC 1122)"),
        ("10.0.0.0/8", "a private network (RFC 1918)"),
        ("100.64.0.0/10", "a carrier's inner network (RFC 6598)"),
        ("127.0.0.0/8", "this machine (RFC 1122)"),
        ("168.63.129.16/32", "the platform address of Azure machines"),
        ("169.254.0.0/16", "link-local, where cloud metadata lives (RFC 3927)"),
        ("172.16.0.0/12", "a private network (RFC 1918)"),
        ("192.0.0.0/24", "protocol assignments (RFC 6890)"),
        ("192.0.2.0/24", "documentation (RFC 5737)"),
        ("192.88.99.0/24", "6to4 relays (RFC 7526)"),
        ("192.168.0.0/16", "a private network (RFC 1918)"),
        ("198.18.0.0/15", "benchmarks (RFC 2544)"),
        ("198.51.100.0/24", "documentation (RFC 5737)"),
        ("203.0.113.0/24", "documentation (RFC 5737)"),
        ("224.0.0.0/4", "multicast (RFC 5771)"),
        ("240.0.0.0/4", "reserved or broadcast (RFC 1112)"),
    )
)

# https://www.iana.org/assignments/iana-ipv6-special-registry: all that is public lies in 2000::/3, less these.
_PUBLIC_V6 = IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(
    (IPv6Network(network), meaning)
    for network, meaning in (
        ("2001::/23", "protocol assignments, Teredo among them (RFC 2928)"),
        ("2001:db8::/32", "documentation (RFC 3849)"),
        ("3fff::/20", "documentation (RFC 9637)"),
    )
)
_OUTSIDE_V6 = tuple(
    (IPv6Network(network), meaning)
    for network, meaning in (
        ("::1/128", "this machine (RFC 4291)"),
        ("::/128", "this host (RFC 4291)"),
        ("64:ff9b:1::/48", "translation inside a network (RFC 8215)"),
        ("fc00::/7", "a private network (RFC 4193)"),
        ("fe80::/10", "link-local (RFC 4291)"),
        ("fec0::/10", "site-local (RFC 3879)"),
        ("ff00::/8", "multicast (RFC 4291)"),
    )
)

# Forms of IPv6 that a host or a router on the way turns into the IPv4 address at these bits.
_IPV4_IN_LOW_BITS = (
    IPv6Network("::ffff:0:0/96"),  # IPv4-mapped (RFC 4291)
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated (RFC 2765)
    IPv6Network("64:ff9b::/96"),  # NAT64 (RFC 6052)
)
_SIX_TO_FOUR = IPv6Network("2002::/16")  # RFC 3056
_LOCAL_NAMES = ("home", "internal", "lan", "local", "localdomain", "localhost")
_ISATAP_INTERFACES = (0x0000_5EFE, 0x0200_5EFE)  # RFC 5214


def refusal(address: str, allowed: Sequence[Network] = ()) -> str | None:
    """Why an address must not be asked, or None where it may.

    `address` is a numeric IPv4 or IPv6 address, as a name server or the socket module gives it. One that carries an
    IPv4 address inside is judged by both. `allowed` holds networks that the person who runs the command opened.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return "not an address"
    for destination in _destinations(ip):
        meaning = _special(destination)
        if meaning is not None and not any(destination in network for network in allowed):
            return meaning
    return None


def is_local(host: str) -> bool:
    """Whether a host, as written, is no public address in any spelling, or a name that is none (RFC 6761, RFC 6762)."""
    host = host.rstrip(".").lower()
    if host.rpartition(".")[2] in _LOCAL_NAMES:
        return True
    if not host[:1].isdigit() and ":" not in host:  # so begins every address
        return False
    import socket

    address = host.partition("%")[0]
    with contextlib.suppress(OSError):
        # The forms that resolvers take for an address: 127.1, 0x7f000001, 2130706433, 017700000001.
        address = socket.inet_ntoa(socket.inet_aton(host))
    return _is_numeric(address) and refusal(address) is not None


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Networks as people write them: `127.0.0.1/32`, `10.0.0.0/8`, `fd00::/8`, or one address. Raises UsageError."""
    found: list[Network] = []
    for text in texts:
        try:
            found.append(ip_network(text.strip()))
        except ValueError as problem:
            raise UsageError(
                f"{text!r} is not a network: {problem}", hint="write an address or a network, such as 127.0.0.1/32"
            ) from None
    return tuple(found)


def _is_numeric(address: str) -> bool:
    try:
        ip_address(address)
    except ValueError:
        return False
    return True


def _destinations(ip: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The addresses that a packet sent to this one may end at."""
    if isinstance(ip, IPv4Address):
        return [ip]
    low = IPv4Address(int(ip) & 0xFFFF_FFFF)
    if any(ip in network for network in _IPV4_IN_LOW_BITS):
        return [low]
    ip = IPv6Address(int(ip))  # without its zone
    if ip in _SIX_TO_FOUR:
        return [ip, IPv4Address(int(ip) >> 80 & 0xFFFF_FFFF)]
    if int(ip) >> 32 & 0xFFFF_FFFF in _ISATAP_INTERFACES:
        return [ip, low]
    return [ip]


def _special(ip: IPv4Address | IPv6Address) -> str | None:
    """What an address is for, where it is not a public one."""
    if isinstance(ip, IPv4Address):
        return _meaning(ip, _SPECIAL_V4)
    if ip in _PUBLIC_V6:
        return _meaning(ip, _SPECIAL_V6)
    return _meaning(ip, _OUTSIDE_V6) or "not a public address (RFC 4291)"


def _meaning(
    ip: IPv4Address | IPv6Address, table: Iterable[tuple[IPv4Network, str] | tuple[IPv6Network, str]]
) -> str | None:
    return next((meaning for network, meaning in table if ip in network), None)
