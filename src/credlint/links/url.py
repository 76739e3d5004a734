"""URLs as a browser reads them, for judging and asking alike.

There is one reading of a URL here and everything after it works on the outcome, so that no second parser can see
another host in it. It follows the WHATWG URL standard where that and RFC 3986 differ: white space and control
characters around are dropped, tabs and line ends inside too, a backslash is a slash.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import quote, unquote, urljoin, urlsplit

from msgspec import Struct

from credlint import lazy_re

_AROUND = "".join(map(chr, range(0x21)))
_DROPPED = lazy_re.compile(r"[\t\r\n]")
_SCHEME = lazy_re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
_LONE_PERCENT = lazy_re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = lazy_re.compile(
    r"(?=.{1,253}\.?$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?"
)
_IPV6 = lazy_re.compile(r"[0-9A-Fa-f:.]+(?:%25[\w.~-]+|%[\w.~-]+)?")
_DEFAULT_PORT = {"http": 80, "https": 443}


class WebUrl(Struct, frozen=True):
    """An http or https URL in canonical form, without user name and password.

    `host` is lower case and in ASCII (IDNA 2008); `target` is path and query, percent-encoded; `port` None means the
    scheme's own. `fragment` stands as written, None where there is none.
    """

    scheme: str
    host: str
    port: int | None
    target: str
    fragment: str | None = None

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port else "")

    @property
    def page(self) -> str:
        """The URL without its fragment: what is asked for."""
        return self.origin + self.target

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def is_root(self) -> bool:
        return self.target in ("/", "/?")


# A dozen rules ask the same of every link.
@lru_cache(maxsize=1_000)
def scheme_of(url: str) -> str:
    """The scheme in lower case; `https` for `//host/path`, empty for a relative reference."""
    url = _cleaned(url)
    if url.startswith("//"):
        return "https"
    match = _SCHEME.match(url)
    return match[0].lower() if match else ""


def is_web(url: str) -> bool:
    """Whether it is a URL that can be asked over the web: absolute (or `//host/path`), http or https."""
    return scheme_of(url) in _DEFAULT_PORT


@lru_cache(maxsize=1_000)
def read(url: str) -> WebUrl:
    """Reads an http or https URL. Raises ValueError with the reason in words."""
    url = _cleaned(url)
    if url.startswith("//"):
        url = f"https:{url}"
    before, mark, after = _partition_at_query(url)
    url = before.replace("\\", "/") + mark + after
    scheme = scheme_of(url)
    if scheme not in _DEFAULT_PORT:
        raise ValueError(f"{scheme}: is not a web address" if scheme else "it does not begin with http:// or https://")
    url = f"{scheme}://" + url[len(scheme) + 1 :].lstrip("/")
    parts = urlsplit(url)
    netloc = parts.netloc.rpartition("@")[2]
    host, port = _host_and_port(netloc)
    path = _without_dots(_encoded(parts.path) or "/")
    target = path + (f"?{_encoded(parts.query)}" if "?" in url.partition("#")[0] else "")
    return WebUrl(
        scheme,
        _ascii_host(host),
        None if port == _DEFAULT_PORT[scheme] else port,
        target,
        parts.fragment if "#" in url else None,
    )


def joined(base: WebUrl, location: str) -> str:
    """Where a Location header leads from a page (RFC 9110, 10.2.2); a fragment is handed on where it has none."""
    url = urljoin(base.page, _cleaned(location))
    return url if "#" in url or base.fragment is None else f"{url}#{base.fragment}"


def host_of(url: str) -> str:
    """The host of a URL for people and for queues; empty where there is none."""
    try:
        return read(url).host
    except ValueError:
        return ""


def is_number(host: str) -> bool:
    """Whether a host is an address and no name."""
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def has_credentials(url: str) -> bool:
    """Whether a user name or password stands before the host."""
    try:
        return is_web(url) and "@" in urlsplit(_cleaned(url).replace("\\", "/")).netloc
    except ValueError:
        return False


def _cleaned(url: str) -> str:
    return _DROPPED.sub("", url.strip(_AROUND))


def _partition_at_query(url: str) -> tuple[str, str, str]:
    match = lazy_re.search(r"[?#]", url)
    return (url, "", "") if match is None else (url[: match.start()], match[0], url[match.end() :])


def _host_and_port(netloc: str) -> tuple[str, int | None]:
    host, colon, port = (
        netloc.rpartition(":") if lazy_re.search(r":\d*$", netloc) and not netloc.endswith("]") else (netloc, "", "")
    )
    if not colon or not port:
        return host, None
    if len(port) > 5 or not 0 < int(port) < 65536:
        raise ValueError(f"port {port[:10]} does not exist")
    return host, int(port)


def _ascii_host(host: str) -> str:
    if host.startswith("[") and host.endswith("]"):
        if not _IPV6.fullmatch(host[1:-1]):
            raise ValueError("the host is not an IPv6 address")
        return host[1:-1].lower()
    host = unquote(host)
    if not host:
        raise ValueError("it has no host")
    if not host.isascii():
        import idna

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            raise ValueError("the host is not a possible name") from None
    host = host.lower()
    if not _HOST.fullmatch(host):
        raise ValueError("the host is not a possible name")
    return host


def _without_dots(path: str) -> str:
    """The path without the segments that mean "here" and "one up" (`.`, `..`, and with `%2e`)."""
    if "/." not in path and "/%2" not in path:
        return path
    segments = path.split("/")[1:]
    if _dots(segments[-1]) in (".", ".."):
        segments.append("")  # both are folders
    kept: list[str] = []
    for segment in segments:
        match _dots(segment):
            case ".":
                continue
            case "..":
                del kept[-1:]
            case _:
                kept.append(segment)
    return "/".join(["", *kept])


def _dots(segment: str) -> str:
    return segment.lower().replace("%2e", ".")


def _encoded(text: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", text), safe="!$%&'()*+,/:;=?@[]~|^-._", errors="surrogatepass")
