"""The syntax of links that open a mail program or a telephone; no request is sent."""

from __future__ import annotations

from urllib.parse import unquote

from credlint import lazy_re

_MAIL_LOCAL = lazy_re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|\"[^\"\\\r\n]+\"")
_MAIL_DOMAIN = lazy_re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?(?:\.[^\W_](?:[\w-]{0,61}[^\W_])?)+|\[[0-9A-Fa-f:.]+\]")
_TEL = lazy_re.compile(r"\+?[0-9*#(](?:[0-9*#().\-\s])*")


def mail_problem(url: str) -> str | None:
    """What is wrong with a `mailto:` URL (RFC 6068), or None."""
    addresses, _, query = url.partition(":")[2].partition("?")
    fields = [part.partition("=") for part in query.split("&") if part]
    to = [unquote(value) for name, _, value in fields if name.lower() in ("to", "cc", "bcc")]
    listed = [address.strip() for text in (unquote(addresses), *to) for address in text.split(",") if address.strip()]
    if not listed:
        return None if fields else "it names no address"
    for address in listed:
        name, at, domain = address.rpartition("@")
        if not at:
            return f"{address[:60]!r} is not a mail address: it has no @"
        if not _MAIL_LOCAL.fullmatch(name) or not _MAIL_DOMAIN.fullmatch(domain):
            return f"{address[:60]!r} is not a mail address"
    for name, equals, _ in fields:
        if not equals:
            return f"{name[:40]!r} has no value"
    return None


def telephone_problem(url: str) -> str | None:
    """What is wrong with a `tel:` URL (RFC 3966), or None."""
    number, *parameters = unquote(url.partition(":")[2]).strip().split(";")
    digits = sum(character.isdigit() for character in number)
    if not _TEL.fullmatch(number):
        return f"{number[:40]!r} is not a telephone number" if number else "it names no number"
    if not number.startswith("+") and any(part.lower().startswith("phone-context=") for part in parameters):
        return None
    if digits > 15:
        return f"{number[:40]!r} has more digits than any telephone number (15)"
    return None if digits >= 2 else f"{number[:40]!r} is not a telephone number"
