"""Addresses as links write them, and as static-site generators give them to pages."""

from __future__ import annotations

import posixpath
from urllib.parse import quote, unquote

from msgspec import Struct

from credlint import lazy_re
from credlint.site.pages import Page

_DATED_NAME = lazy_re.compile(r"(\d{4})-(\d{2})-(\d{2})-(?=.)")


class Form(Struct, frozen=True):
    """How a link was written, so that another destination can be written the same way.

    `origin` is what precedes the path (scheme and host), `query` begins with its `?`, `fragment` has no `#`.
    """

    origin: str
    address: str
    query: str
    fragment: str

    def write(self, target: str, path: str) -> str:
        """`target` is an address (with a leading `/`) or the path of a file; the link stands in the file at `path`."""
        if not self.address.startswith("/"):
            if target.startswith("/"):
                return self._text(quote(target, safe="/-._~!$&'()*+,;=:@"), self.fragment)
            target = posixpath.relpath(target, posixpath.dirname(path) or ".")
            if self.address.startswith("./") and not target.startswith("."):
                target = "./" + target
        elif self.address.endswith("/") and not target.endswith("/"):
            target += "/"
        return self._text(quote(target, safe="/-._~!$&'*+,;=:@"), self.fragment)

    def at(self, anchor: str) -> str:
        """The same page, at another place on it."""
        return self._text(self.address, anchor)

    def _text(self, address: str, fragment: str) -> str:
        return self.origin + address + self.query + ("#" + fragment if fragment else "")


def form_of(origin: str, rest: str) -> Form:
    """The parts of a link; `rest` is all that follows the origin."""
    rest, _, fragment = rest.partition("#")
    address, mark, query = rest.partition("?")
    return Form(origin, address, mark + query, fragment)


def decoded(text: str) -> str:
    """Without percent-encoding."""
    return unquote(text) if "%" in text else text


def plain(address: str) -> str:
    """One spelling for `/a`, `/a/`, `/a.html`, `/a/index.html`."""
    address = address.rstrip("/") or "/"
    if address.endswith(".html"):
        address = address[: -len(".html")]
    return address[: -len("/index")] or "/" if address.endswith("/index") else address


def is_below(address: str, prefix: str) -> bool:
    return address == prefix.rstrip("/") or address.startswith(prefix.rstrip("/") + "/")


def without_suffix(path: str) -> str:
    """What `posixpath.splitext` has first, in a third of the time: a site has many thousands of pages."""
    name = path[path.rfind("/") + 1 :]
    stem = name.rpartition(".")[0]
    return path[: len(stem) - len(name)] if stem.strip(".") else path


def is_index(path: str) -> bool:
    return without_suffix(path).rpartition("/")[2] in _INDEX


_INDEX = ("index", "_index")


def addresses(page: Page, prefix: str, folder: str) -> list[str]:
    """Where a route serves a page; the first is the one to be shown. A slug takes the place of the file's name."""
    prefix = "/" + prefix.strip("/") + "/" if prefix.strip("/") else "/"
    inner = without_suffix(page.path[len(folder) + 1 :] if folder not in ("", ".") else page.path)
    above, _, name = inner.rpartition("/")
    if page.slug:
        slug = page.slug.strip("/")
        if page.slug.startswith("/"):
            # Written as a whole address, or as one below the route's prefix.
            return [plain("/" + slug), plain(prefix + slug)]
        if name in _INDEX:
            above = posixpath.dirname(above)
        return [plain(prefix + slug), *([plain(f"{prefix}{above}/{slug}")] if above else [])]
    if name in _INDEX or name == "README":
        inner, name = above, above.rpartition("/")[2]
    names = [plain(prefix + inner)]
    if not _SLUG.fullmatch(inner):
        names.append(plain(prefix + "/".join(_slugged(part) for part in inner.split("/"))))
    # Jekyll and Docusaurus serve a post by its date, Eleventy without it.
    if _DATED_NAME.search(name):
        dated = [_DATED_NAME.sub(form, name, count=1) for form in ("", r"\1/\2/\3/")]
        names += [plain(prefix + posixpath.join(above, one)) for one in dated]
    return list(dict.fromkeys(names))


# Most names are written as in addresses already.
_SLUG = lazy_re.compile(r"[a-z0-9_/-]*")


def _slugged(name: str) -> str:
    """A file's name as generators write it in addresses: `My Post` as `my-post`."""
    return lazy_re.sub(r"[^\w-]+", "", lazy_re.sub(r"\s+", "-", name.lower()))
