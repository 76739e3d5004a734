"""At which addresses the pages of a site are served: by its configured routes, or by those that its links show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from msgspec.structs import replace

from credlint.site.addresses import addresses, decoded, is_below, is_index, plain
from credlint.site.listing import FILE_SUFFIXES, IMAGE_SUFFIXES
from credlint.site.nearness import Names, Near, words_of
from credlint.site.pages import Page

_OTHER_FILES = (*IMAGE_SUFFIXES, *FILE_SUFFIXES)
# A word in more addresses than this says nothing about which of them was meant.
_COMMON = 2_000
# Of so many addresses the nearest is looked for.
_COMPARED = 50


class Served:
    """`routes`: pairs of an address prefix (`/blog/`) and the folder of its articles; without any, the root-relative
    links that are `linked` may show them. `unread`: pages of which nothing is known but their path, so that their slug
    is taken from their name.
    """

    def __init__(
        self, pages: Collection[Page], unread: Iterable[str], routes: Iterable[tuple[str, str]], linked: Iterable[str]
    ) -> None:
        self._pages = pages
        self._routes = _longest_first(routes) or _longest_first(_evident_routes(pages, linked))
        self._prefixes = tuple(prefix.rstrip("/") + "/" for prefix, _ in self._routes)
        self._below = ["" if folder in ("", ".") else folder + "/" for _, folder in self._routes]
        self._all = (*pages, *(Page(file) for file in unread))
        self._addresses: dict[str, str] = {}
        self._by_address: dict[str, Page] = {}
        for page in self._all:
            for name in self._addresses_of(page):
                self._addresses.setdefault(page.path, name)
                self._by_address.setdefault(name, page)

    def page(self, address: str) -> Page | None:
        """The page that is served there."""
        return self._by_address.get(plain(address))

    def address(self, path: str) -> str | None:
        """The first address of a page, which is the one to be shown."""
        return self._addresses.get(path)

    def prefix(self, address: str) -> str | None:
        """The prefix of the route that an address below one of them belongs to."""
        below = address + "/"
        if not below.startswith(self._prefixes):
            return None
        prefix = next(prefix for prefix in self._prefixes if below.startswith(prefix))
        return None if prefix == below else prefix

    def near(self, address: str, prefix: str | None = None) -> Near:
        """The addresses that may have been meant by one that is not there."""
        renamed = self._by_file_name.get(plain(address))
        if renamed:
            return Near((renamed,), True)
        counted: Counter[str] = Counter()
        for word in set(words_of(address)):
            if len(self._by_word.get(word, ())) <= _COMMON:
                counted.update(self._by_word.get(word, ()))
        likely = [name for name, _ in counted.most_common(_COMPARED)] or self._published[:_COMMON]
        return Names(sorted(name for name in likely if prefix is None or is_below(name, prefix))).near(address)

    @cached_property
    def _by_file_name(self) -> dict[str, str]:
        """Where pages would be served without their slug, and where they are."""
        return {
            name: self._addresses[page.path]
            for page in self._pages
            if page.slug and page.path in self._addresses
            for name in self._addresses_of(replace(page, slug=None))
        }

    @cached_property
    def _published(self) -> list[str]:
        return sorted(
            self._addresses[page.path] for page in self._all if page.path in self._addresses and not page.draft
        )

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for name in self._published:
            for word in set(words_of(name)):
                index.setdefault(word, []).append(name)
        return index

    def _addresses_of(self, page: Page) -> list[str]:
        return [
            name
            for (prefix, folder), below in zip(self._routes, self._below, strict=True)
            if page.path.startswith(below)
            for name in addresses(page, prefix, folder)
        ]


def _longest_first(routes: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((prefix, folder.strip("/")) for prefix, folder in routes), key=lambda r: -len(r[0])))


def _evident_routes(pages: Iterable[Page], linked: Iterable[str]) -> Iterator[tuple[str, str]]:
    """A prefix whose links mostly lead to the articles of one folder: two in three of at least five pages."""
    wanted: dict[str, set[str]] = {}
    for link in linked:
        address = plain(decoded(link.partition("#")[0].partition("?")[0]))
        prefix, _, name = address.rpartition("/")
        if prefix and "//" not in address and not name.endswith(_OTHER_FILES):
            wanted.setdefault(prefix + "/", set()).add(address)
    wanted = {prefix: asked for prefix, asked in sorted(wanted.items()) if len(asked) >= 5}
    if not wanted:
        return
    sought = {name for prefix, asked in wanted.items() for link in asked for name in (link, link[len(prefix) - 1 :])}
    # By the names that folders have: every prefix against every folder took minutes for some thousand files.
    order: dict[str, int] = {}
    below: dict[str, set[str]] = {}
    whole: dict[str, set[str]] = {}
    for page in pages:
        folder = page.path.rpartition("/")[0]
        folder = folder.rpartition("/")[0] if is_index(page.path) else folder
        order.setdefault(folder, len(order))
        for name in sought.intersection(addresses(page, "/", folder)):
            below.setdefault(name, set()).add(folder)
            if page.slug and page.slug.startswith("/"):
                whole.setdefault(name, set()).add(folder)
    for prefix, asked in wanted.items():
        hits: Counter[str] = Counter()
        for address in asked:
            hits.update(below.get(address[len(prefix) - 1 :], set()) | whole.get(address, set()))
        for folder in sorted(hits, key=order.__getitem__):
            if hits[folder] >= 5 and hits[folder] * 3 >= len(asked) * 2:
                yield prefix, folder
