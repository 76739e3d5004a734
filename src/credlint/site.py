"""Every article's path, address and anchors, and the files beside them: what internal links are judged against.

Links are followed as a static-site generator would serve them. Paths are written as `place` is everywhere: relative to
the folder of the configuration, with `/`. Nothing here looks at a disk: what exists was listed before (`Listing`), so
a link cannot make anybody look outside of what was listed, and the case of names counts on every platform.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property, lru_cache
from urllib.parse import quote, unquote

from msgspec import Struct, field
from msgspec.structs import replace

from credlint.catalog import Catalog
from credlint.claims import Claim
from credlint.document import Document, LinkKind
from credlint.finding import Applicability, Edit, Fix
from credlint.span import Span

PAGE_SUFFIXES = (".md", ".mdx", ".markdown")
IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".bmp", ".tif", ".tiff")
# Other files that people link to. A suffix that is not known may be a version number or part of a page's name.
FILE_SUFFIXES = (
    *(".pdf", ".zip", ".gz", ".csv", ".tsv", ".json", ".xml", ".yaml", ".yml", ".toml", ".txt", ".rss", ".ics"),
    *(".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".epub", ".mp3", ".mp4", ".webm", ".mov", ".wav"),
    *(".js", ".ts", ".css", ".py", ".ipynb", ".sh"),
)

_IMAGE_NAME = re.compile("|".join(map(re.escape, IMAGE_SUFFIXES)), re.I)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Filled in by a template engine or a script before a browser sees it.
_TEMPLATE = re.compile(r"\{|<%")
_DATED_NAME = re.compile(r"(\d{4})-(\d{2})-(\d{2})-(?=.)")
_SLUG_WORD = re.compile(r"[^\W_]+")
_ASSIGNED_BY_RENDERER = re.compile(r"top\Z|fn|user-content-|:~:|[/!?]|L\d+", re.I)


class Page(Struct, frozen=True, array_like=True):
    """What other articles need to know of one.

    `anchors`: the names of its anchors, as `anchors_of` writes them (as a set they were half of what a file costs in
    memory). None: not known, so none is ever missing on it.

    `links`: its root-relative links, by which a site without configured routes may show where its pages are. `shown`:
    the path as the article itself has it, where that differs (run from another folder than the configuration's).
    `claims`: what it says that only other articles can contradict.
    """

    path: str
    slug: str | None = None
    anchors: str | None = None
    draft: bool = False
    links: tuple[str, ...] = ()
    shown: str = ""
    claims: tuple[Claim, ...] = ()


def anchors_of(names: Iterable[str]) -> str:
    """The names on a line each; one with a line break in it cannot be linked to."""
    return "".join(f"\n{name}" for name in sorted(set(names)) if "\n" not in name) + "\n"


def page(path: str, document: Document, slug: str | None, draft: bool) -> Page:
    """The facts of an article that was read."""
    anchors: str | None = anchors_of(anchor.name for anchor in document.anchors)
    if _IMPORTED_PAGE.search(document.text) and path.endswith(".mdx"):
        # Headings of what it imports become its own.
        anchors = None
    links = {link.url for link in document.links if link.url.startswith("/") and link.kind is not LinkKind.REFERENCE}
    return Page(path, slug, anchors, draft, tuple(sorted(links)))


def unjudged(claims: Iterable[Claim], catalog: Catalog) -> tuple[Claim, ...]:
    """What is said of single credentials that the catalog has no fact for: only other articles can contradict it."""
    return tuple(
        claim
        for claim in claims
        if (credential := catalog.credentials.get(claim.subject or "")) is not None
        and not claim.past
        and next(credential.facts_of(claim.kind), None) is None
    )


_IMPORTED_PAGE = re.compile(r"^import\s[^\n]*\.mdx?[\"']", re.M)


class Listing(Struct, frozen=True):
    """The files that exist below the folders `tops` ("" is the root). A path below none of them is not judged."""

    tops: tuple[str, ...] = ()
    files: frozenset[str] = frozenset()

    def covers(self, path: str) -> bool:
        return any(
            (top in ("", ".") and not path.startswith(("/", ".."))) or path.startswith(top + "/") for top in self.tops
        )


class Fault(StrEnum):
    PAGE = "page"
    DRAFT = "draft"
    ANCHOR = "anchor"
    IMAGE = "image"
    FILE = "file"


class Lead(Struct, frozen=True):
    """Where an internal link leads.

    `target`: the page or file it reaches, as a path. `fault`: what is missing, if anything is. `nearest`: destinations,
    written in the form of the link, that may be meant, best first. `sure`: the first of them is the only near one.
    """

    target: str | None = None
    fault: Fault | None = None
    nearest: tuple[str, ...] = ()
    sure: bool = False

    def advice(self, otherwise: str) -> str:
        """What to do about the fault; `otherwise` where nothing is near."""
        if not self.nearest:
            return otherwise
        return "did you mean " + " or ".join(f"`{name}`" for name in self.nearest) + "?"

    def fix(self, target: Span) -> Fix | None:
        """Writes the one near destination in the place of the link's; it says the same and only leads somewhere."""
        if not self.sure:
            return None
        return Fix(f"link `{self.nearest[0]}`", Applicability.SAFE, (Edit(target, self.nearest[0]),))


class _Followed(Struct):
    """Where the links of one article lead: several rules follow them, one article after the other."""

    path: str | None = None
    leads: dict[tuple[str, bool], Lead | None] = field(default_factory=dict)


class Site(Struct, frozen=True, dict=True):
    """`url`: links that begin with it are internal. `routes`: pairs of an address prefix (`/blog/`) and the folder of
    its articles. `public`: folders whose files are served from `/`.
    """

    pages: tuple[Page, ...] = ()
    listing: Listing = field(default_factory=Listing)
    url: str | None = None
    routes: tuple[tuple[str, str], ...] = ()
    public: tuple[str, ...] = ()

    def lead(self, url: str, path: str, *, image: bool = False, here: Page | None = None) -> Lead | None:
        """Follows a link that stands in the article at `path`. None: it leads elsewhere, or nobody can tell.

        `here`: the article as it is now, where it may not be among `pages` (text from an editor).
        """
        if here is not None:
            return self._follow(url, self.place(path), image, here)
        if self._followed.path != path:
            self._followed.path = path
            self._followed.leads.clear()
        leads = self._followed.leads
        if (url, image) not in leads:
            leads[url, image] = self._follow(url, self.place(path), image, None)
        return leads[url, image]

    @cached_property
    def _followed(self) -> _Followed:
        return _Followed()

    def _follow(self, url: str, path: str, image: bool, here: Page | None) -> Lead | None:
        origin, rest = self._internal(url.strip())
        if rest is None or _TEMPLATE.search(url):
            return None
        address, query, fragment = _split(rest)
        if not address:
            return self._anchor(here or self._by_path.get(path), fragment, origin, address, query)
        if address.startswith("/"):
            found = self._from_root(_decoded(address), image)
        else:
            found = self._from_file(_decoded(address), path, image)
        if found is None:
            return None
        if found.fault is not None:
            form = _Form(origin, address, query, fragment)
            nearest = tuple(form.write(near, path) for near in found.nearest)
            return Lead(found.target, found.fault, nearest, found.sure)
        target = self._by_path.get(found.target or "")
        return self._anchor(target, fragment, origin, address, query) or Lead(found.target)

    def said_of(self, subject: str | None) -> Sequence[tuple[Page, Claim]]:
        """The claims about one subject that only other articles can contradict, with the pages that make them."""
        return self._said.get(subject, ())

    def place(self, path: str) -> str:
        """Where an article stands, from the path it is shown with."""
        return self._by_shown.get(path, path)

    def is_internal(self, url: str) -> bool:
        """Whether a link stays on this site."""
        return self._internal(url.strip())[1] is not None

    def _internal(self, url: str) -> tuple[str, str | None]:
        """An internal link as (what precedes the path, path and the rest); the second is None for any other link."""
        if url.startswith(("//", "\\")):
            return "", None
        if not _SCHEME.match(url):
            return "", url
        if self.url:
            base = self.url.rstrip("/")
            if url.lower().startswith(base.lower()) and url[len(base) : len(base) + 1] in ("", "/", "?", "#"):
                rest = url[len(base) :]
                return url[: len(base)], rest if rest.startswith("/") else "/" + rest
        return "", None

    def _anchor(self, page: Page | None, fragment: str, origin: str, address: str, query: str) -> Lead | None:
        if page is None:
            return None
        name = _decoded(fragment)
        if not name or page.anchors is None or f"\n{name}\n" in page.anchors or _ASSIGNED_BY_RENDERER.match(name):
            return Lead(page.path)
        near = _nearest(name, page.anchors.split("\n")[1:-1])
        form = _Form(origin, address, query, "")
        written = tuple(form.text(address) + "#" + anchor for anchor in near.names)
        return Lead(page.path, Fault.ANCHOR, written, near.sure)

    def _from_root(self, address: str, image: bool) -> Lead | None:
        address = posixpath.normpath("/" + address.lstrip("/")) if address.strip("/") else "/"
        base = _base(self.url)
        if base and (address == base or address.startswith(base + "/")):
            address = address[len(base) :] or "/"
        known = self._known(address)
        if known is not None:
            return known
        suffix = posixpath.splitext(address)[1].lower()
        if image or suffix in IMAGE_SUFFIXES or suffix in FILE_SUFFIXES:
            fault = Fault.IMAGE if image or suffix in IMAGE_SUFFIXES else Fault.FILE
            return self._missing_public(address, fault)
        below = address + "/"
        prefix = next((prefix for prefix in self._prefixes if below.startswith(prefix)), None)
        if prefix is None or below == prefix or self._is_generated(address):
            return None
        near = self._near_page(address, prefix)
        return Lead(None, Fault.PAGE, near.names, near.sure)

    def _known(self, address: str) -> Lead | None:
        page = self._by_address.get(_plain(address))
        if page is not None:
            return Lead(page.path, Fault.DRAFT) if page.draft else Lead(page.path)
        for folder in self._public:
            path = posixpath.join(folder, address.lstrip("/"))
            for candidate in (path, path + ".html", path + "/index.html"):
                if candidate in self.listing.files:
                    return Lead(candidate)
        return None

    def _missing_public(self, address: str, fault: Fault) -> Lead | None:
        """Judged below configured public folders; else only in a folder that plainly is the one meant."""
        judged = [folder for folder in self.public if self.listing.covers(folder + "/")]
        if not judged:
            above = posixpath.dirname(address).lstrip("/")
            judged = [folder for folder in self._public if above and posixpath.join(folder, above) in self._folders]
        if not judged:
            return None
        folder = posixpath.dirname(address)
        siblings = {
            "/" + posixpath.relpath(file, public)
            for public in judged
            for file in self._files_in(posixpath.join(public, folder.lstrip("/")))
        }
        near = _nearest(address, sorted(siblings))
        return Lead(None, fault, near.names, near.sure)

    def _is_generated(self, address: str) -> bool:
        """Whether a page of another make stands there: `src/pages/about.astro`, `app/about/page.tsx`."""
        plain = _plain(address).strip("/")
        return any(
            posixpath.join(top, plain) in self._stems
            or posixpath.join(top, plain, "index") in self._stems
            or posixpath.join(top, plain, "page") in self._stems
            for top in ("src/pages", "pages", "src/app", "app")
        )

    def _from_file(self, address: str, path: str, image: bool) -> Lead | None:
        here = posixpath.dirname(path)
        target = posixpath.normpath(posixpath.join(here, address))
        found = self._file(target)
        if found is not None:
            page = self._by_path.get(found)
            return Lead(found, Fault.DRAFT) if page and page.draft else Lead(found)
        if not self.listing.covers(target):
            return None
        own = self._addresses.get(path)
        if own:
            for base in (own + "/", posixpath.dirname(own) + "/"):
                known = self._known(posixpath.normpath(posixpath.join(base, address)))
                if known is not None:
                    return known
        suffix = posixpath.splitext(target)[1].lower()
        if image or suffix in IMAGE_SUFFIXES:
            fault = Fault.IMAGE
        elif suffix in PAGE_SUFFIXES:
            fault = Fault.PAGE
        elif suffix in FILE_SUFFIXES:
            fault = Fault.FILE
        elif own and not suffix and self.routes:  # a name without a suffix may be anything that a generator makes of it
            near = self._near_page(posixpath.normpath(posixpath.join(posixpath.dirname(own), address)), None)
            return Lead(None, Fault.PAGE, near.names, near.sure)
        else:
            return None
        near = _nearest(target, self._files_in(posixpath.dirname(target)))
        return Lead(None, fault, near.names, near.sure)

    def _file(self, target: str) -> str | None:
        files = self.listing.files
        if target in files or target in self._by_path:
            return target
        if target in self._folders:
            inside = (posixpath.join(target, name + suffix) for name in ("index", "README") for suffix in PAGE_SUFFIXES)
            return next((file for file in inside if file in files or file in self._by_path), target)
        for suffix in PAGE_SUFFIXES:
            if target + suffix in files or target + suffix in self._by_path:
                return target + suffix
        return None

    def _near_page(self, address: str, prefix: str | None) -> _Near:
        renamed = self._by_file_name.get(_plain(address))
        if renamed:
            return _Near((renamed,), True)
        words = set(_words(address))
        counted: Counter[str] = Counter()
        for word in words:
            if len(self._by_word.get(word, ())) <= 2_000:
                counted.update(self._by_word.get(word, ()))
        likely = [name for name, _ in counted.most_common(50)] or self._published[:2_000]
        return _nearest(address, sorted(name for name in likely if prefix is None or _is_below(name, prefix)))

    @cached_property
    def _by_path(self) -> dict[str, Page]:
        return {page.path: page for page in self.pages}

    @cached_property
    def _said(self) -> dict[str | None, list[tuple[Page, Claim]]]:
        said: dict[str | None, list[tuple[Page, Claim]]] = {}
        for page in self.pages:
            for claim in page.claims:
                said.setdefault(claim.subject, []).append((page, claim))
        return said

    @cached_property
    def _by_shown(self) -> dict[str, str]:
        return {page.shown: page.path for page in self.pages if page.shown}

    @cached_property
    def _routes(self) -> tuple[tuple[str, str], ...]:
        """Configured routes, longest prefix first; without any, those that the links themselves make evident."""
        routes = self.routes or self._evident_routes()
        return tuple(sorted(((prefix, folder.strip("/")) for prefix, folder in routes), key=lambda r: -len(r[0])))

    @cached_property
    def _prefixes(self) -> tuple[str, ...]:
        return tuple(prefix.rstrip("/") + "/" for prefix, _ in self._routes)

    def _evident_routes(self) -> Iterable[tuple[str, str]]:
        """A prefix whose links mostly lead to the articles of one folder: two in three of at least five pages."""
        wanted: dict[str, set[str]] = {}
        for link in dict.fromkeys(link for page in self.pages for link in page.links):
            address = _plain(_decoded(_split(link)[0]))
            prefix, _, name = address.rpartition("/")
            if prefix and "//" not in address and posixpath.splitext(name)[1] not in (*IMAGE_SUFFIXES, *FILE_SUFFIXES):
                wanted.setdefault(prefix + "/", set()).add(address)
        # By the names that folders have: every prefix against every folder took minutes for some thousand files.
        order: dict[str, int] = {}
        below: dict[str, set[str]] = {}
        whole: dict[str, set[str]] = {}
        for page in self.pages:
            folder = posixpath.dirname(page.path)
            folder = posixpath.dirname(folder) if _is_index(page.path) else folder
            order.setdefault(folder, len(order))
            for name in _addresses(page, "/", folder):
                below.setdefault(name, set()).add(folder)
                if page.slug and page.slug.startswith("/"):
                    whole.setdefault(name, set()).add(folder)
        for prefix, addresses in wanted.items():
            hits: Counter[str] = Counter()
            for address in addresses if len(addresses) >= 5 else ():
                hits.update(below.get(address[len(prefix) - 1 :], set()) | whole.get(address, set()))
            for folder in sorted(hits, key=order.__getitem__):
                if hits[folder] >= 5 and hits[folder] * 3 >= len(addresses) * 2:
                    yield prefix, folder

    @cached_property
    def _addresses(self) -> dict[str, str]:
        """The first address of every page that has one."""
        return {page.path: names[0] for page in self._all_pages if (names := self._addresses_of(page))}

    @cached_property
    def _by_address(self) -> dict[str, Page]:
        return {name: page for page in reversed(self._all_pages) for name in self._addresses_of(page)}

    @cached_property
    def _by_file_name(self) -> dict[str, str]:
        """Where pages would be served without their slug, and where they are."""
        return {
            name: self._addresses[page.path]
            for page in self.pages
            if page.slug and page.path in self._addresses
            for name in self._addresses_of(replace(page, slug=None))
        }

    @cached_property
    def _published(self) -> list[str]:
        return sorted(
            self._addresses[page.path] for page in self._all_pages if page.path in self._addresses and not page.draft
        )

    @cached_property
    def _all_pages(self) -> tuple[Page, ...]:
        """Those that were read, and files on disk that were not: their slug is taken from their name."""
        unread = sorted(
            file for file in self.listing.files if file.endswith(PAGE_SUFFIXES) and file not in self._by_path
        )
        return (*self.pages, *(Page(file) for file in unread))

    def _addresses_of(self, page: Page) -> list[str]:
        return [
            name
            for prefix, folder in self._routes
            if folder in ("", ".") or page.path.startswith(folder + "/")
            for name in _addresses(page, prefix, folder)
        ]

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for name in self._published:
            for word in set(_words(name)):
                index.setdefault(word, []).append(name)
        return index

    @cached_property
    def _public(self) -> tuple[str, ...]:
        folders = self.public or tuple(name for name in ("public", "static") if name in self._folders)
        return tuple(folder.strip("/").removeprefix("./") for folder in folders)

    @cached_property
    def _folders(self) -> frozenset[str]:
        folders: set[str] = set()
        for file in self.listing.files:
            folder = posixpath.dirname(file)
            while folder and folder not in folders:
                folders.add(folder)
                folder = posixpath.dirname(folder)
        return frozenset(folders)

    @cached_property
    def _sorted_files(self) -> list[str]:
        return sorted(self.listing.files)

    def _files_in(self, folder: str) -> list[str]:
        prefix = folder.rstrip("/") + "/" if folder else ""
        start = bisect_left(self._sorted_files, prefix)
        found = []
        for file in self._sorted_files[start : start + 2_000]:
            if not file.startswith(prefix):
                break
            if "/" not in file[len(prefix) :]:
                found.append(file)
        return found

    @cached_property
    def _stems(self) -> frozenset[str]:
        tops = ("src/pages/", "pages/", "src/app/", "app/")
        return frozenset(posixpath.splitext(file)[0] for file in self.listing.files if file.startswith(tops))


class _Form(Struct, frozen=True):
    """How a link was written, so that another destination can be written the same way."""

    origin: str
    address: str
    query: str
    fragment: str

    def write(self, target: str, path: str) -> str:
        """`target` is an address (with a leading `/`) or the path of a file; the link stands in the file at `path`."""
        if not self.address.startswith("/"):
            if target.startswith("/"):
                return self.text(quote(target, safe="/-._~!$&'()*+,;=:@"))
            target = posixpath.relpath(target, posixpath.dirname(path) or ".")
            if self.address.startswith("./") and not target.startswith("."):
                target = "./" + target
        elif self.address.endswith("/") and not target.endswith("/"):
            target += "/"
        return self.text(quote(target, safe="/-._~!$&'*+,;=:@"))

    def text(self, address: str) -> str:
        return self.origin + address + self.query + ("#" + self.fragment if self.fragment else "")


class _Near(Struct, frozen=True):
    names: tuple[str, ...]
    sure: bool


def _split(url: str) -> tuple[str, str, str]:
    """Path, query with its `?`, fragment without its `#`."""
    rest, _, fragment = url.partition("#")
    address, mark, query = rest.partition("?")
    return address, mark + query, fragment


def may_name_an_image(url: str) -> bool:
    """Whether a link that is no image itself could lead to one."""
    return _IMAGE_NAME.search(_decoded(url)) is not None


def _decoded(text: str) -> str:
    return unquote(text) if "%" in text else text


def _base(url: str | None) -> str:
    """The path of the site's own URL: `/docs` of `https://example.com/docs/`."""
    match = re.match(r"[a-z]+://[^/]+(/.*)", url or "", re.I)
    return match.group(1).rstrip("/") if match else ""


def _is_below(address: str, prefix: str) -> bool:
    return address == prefix.rstrip("/") or address.startswith(prefix.rstrip("/") + "/")


def _plain(address: str) -> str:
    """One spelling for `/a`, `/a/`, `/a.html`, `/a/index.html`."""
    address = address.rstrip("/") or "/"
    if address.endswith(".html"):
        address = address[: -len(".html")]
    return address[: -len("/index")] or "/" if address.endswith("/index") else address


def _is_index(path: str) -> bool:
    return posixpath.splitext(posixpath.basename(path))[0] in ("index", "_index")


def _addresses(page: Page, prefix: str, folder: str) -> list[str]:
    """Where a route serves a page; the first is the one to be shown. A slug takes the place of the file's name."""
    prefix = "/" + prefix.strip("/") + "/" if prefix.strip("/") else "/"
    inner = posixpath.splitext(page.path[len(folder) + 1 :] if folder not in ("", ".") else page.path)[0]
    above = posixpath.dirname(inner)
    if page.slug:
        slug = page.slug.strip("/")
        if page.slug.startswith("/"):
            # Written as a whole address, or as one below the route's prefix.
            return [_plain("/" + slug), _plain(prefix + slug)]
        if _is_index(page.path):
            above = posixpath.dirname(above)
        return [_plain(prefix + slug), *([_plain(f"{prefix}{above}/{slug}")] if above else [])]
    if _is_index(page.path) or posixpath.basename(inner) == "README":
        inner = above
    names = [_plain(prefix + inner)]
    slugged = _plain(prefix + "/".join(_slugged(part) for part in inner.split("/")))
    # Jekyll and Docusaurus serve a post by its date, Eleventy without it.
    for form in ("", r"\1/\2/\3/"):
        name = _DATED_NAME.sub(form, posixpath.basename(inner), count=1)
        names.append(_plain(prefix + posixpath.join(above, name)))
    return list(dict.fromkeys([names[0], slugged, *names]))


def _slugged(name: str) -> str:
    """A file's name as generators write it in addresses: `My Post` as `my-post`."""
    return re.sub(r"[^\w-]+", "", re.sub(r"\s+", "-", name.lower()))


def _words(address: str) -> list[str]:
    return _SLUG_WORD.findall(posixpath.basename(address.rstrip("/")).lower())


# Near enough to be named, and to be written by a fix; and how far the next one must then be behind.
_NEAR, _SURE, _CLEARLY = 0.72, 0.8, 0.08


def _nearest(name: str, known: Iterable[str]) -> _Near:
    """The names that may have been meant, best first; `sure` if one is very near and no other comes close to it."""
    likeness = _Likeness(name)
    scored = sorted((-score, other) for other in known if (score := likeness(other)) >= _NEAR)
    near = [(-score, other) for score, other in scored[:3]]
    sure = bool(near) and near[0][0] >= _SURE and (len(near) == 1 or near[0][0] - near[1][0] >= _CLEARLY)
    return _Near(tuple(other for _, other in near), sure)


class _Likeness:
    """How like others are to one name, from 0 to 1; what is less than near may be told as 0.

    Words count more than letters: a year or a word more or less is the common slip.
    """

    def __init__(self, name: str) -> None:
        self._stem, self._words = _parts(name)
        self._letters = [(letter, self._stem.count(letter)) for letter in set(self._stem)]

    def __call__(self, name: str) -> float:
        other, theirs = _parts(name)
        shared = len(self._words & theirs)
        every = len(self._words) + len(theirs) - shared
        words = shared / every if every else 0.0
        if shared >= 2 and shared in (len(self._words), len(theirs)) and every - shared <= 2:
            words = max(words, 0.85 - 0.02 * (every - shared))
        if words >= 1:
            return words
        # Both bounds cost little; the true ratio of a dead link and every page took most of a run.
        both = len(self._stem) + len(other)
        if 2 * min(len(self._stem), len(other)) < _NEAR * both:
            return words
        if 2 * sum(min(count, other.count(letter)) for letter, count in self._letters) < _NEAR * both:
            return words
        return max(words, SequenceMatcher(None, self._stem, other, autojunk=False).ratio() * 0.97)


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, frozenset[str]]:
    """The last part of a name, and its words."""
    stem = _stem(name)
    return stem, frozenset(_SLUG_WORD.findall(stem))


def _stem(name: str) -> str:
    name = posixpath.basename(name.rstrip("/")).lower()
    stem, suffix = posixpath.splitext(name)
    return stem if suffix in (*PAGE_SUFFIXES, *IMAGE_SUFFIXES, *FILE_SUFFIXES) else name
