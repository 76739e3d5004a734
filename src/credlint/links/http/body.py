"""The body of a response as text: unpacked, and in the character set that it says."""

from __future__ import annotations

import re
import zlib
from typing import Any

from credlint import lazy_re

MAX_BODY = 1 << 20
# Real servers use one layer of compression; more than two are an attack on the reader.
MAX_LAYERS = 2

_CHARSET = lazy_re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
# Codecs that text on the web comes in; Python has others, some of which take quadratic time.
_WEB_CHARSET = lazy_re.compile(
    r"utf-?8|utf-16(le|be)?|us-ascii|ascii|latin-?1|iso-?8859-\d+|windows-\d+|cp125\d|koi8-[ru]|gb(k|2312|18030)|big5"
    r"|euc-(jp|kr)|shift[_-]jis|macintosh",
    re.IGNORECASE,
)


# The first bytes of zlib's wrapping (RFC 1950); some servers send `deflate` without it.
_ZLIB_HEADS = tuple(bytes([head]) for head in range(0x08, 0x88, 0x10))


def decoded(data: bytes, headers: Any) -> tuple[str | None, bool]:
    """The body as text and whether it is whole; None where it comes in a form that is not read here."""
    unpacked, is_whole = _unpacked(data, headers.get("content-encoding", ""))
    if unpacked is None:
        return None, False
    match = _CHARSET.search(headers.get("content-type", "")) or _CHARSET.search(unpacked[:1024].decode("latin-1"))
    charset = match[1] if match and _WEB_CHARSET.fullmatch(match[1]) else "utf-8"
    try:
        return unpacked.decode(charset, "replace"), is_whole
    except LookupError:
        return unpacked.decode("utf-8", "replace"), is_whole


def _unpacked(data: bytes, content_encoding: str) -> tuple[bytes | None, bool]:
    is_whole = True
    layers = [layer.strip().lower() for layer in content_encoding.split(",") if layer.strip()]
    if len(layers) > MAX_LAYERS:
        return None, False
    for layer in reversed(layers):
        if layer == "identity":
            continue
        if layer not in ("gzip", "x-gzip", "deflate"):
            return None, False
        is_bare = layer == "deflate" and not data.startswith(_ZLIB_HEADS)
        # wbits of zlib: 47 takes zlib or gzip, whichever the data begins with; -15 takes neither.
        inflate = zlib.decompressobj(-15 if is_bare else 47)
        try:
            data = inflate.decompress(data, MAX_BODY)
        except zlib.error:
            return None, False
        is_whole = is_whole and inflate.eof
    return data, is_whole
